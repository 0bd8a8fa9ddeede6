"""Path, folder, pattern, standard input or text -> ``Document``."""

from factcheck.loaders.documents import TEXT_SUFFIXES, document_from_text, load, load_each

__all__ = ["TEXT_SUFFIXES", "document_from_text", "load", "load_each"]
