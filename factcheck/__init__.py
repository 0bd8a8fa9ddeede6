"""Verify the claims of a text against a table of known facts."""

__version__ = "0.1.0"
