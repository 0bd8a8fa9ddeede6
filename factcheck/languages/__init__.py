"""What differs per language, as data, and its reader."""
