"""Time expressions: forms found in a text, read against its date."""
