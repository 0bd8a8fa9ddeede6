"""Path, standard input or text -> ``Document``."""

from factcheck.loaders.documents import document_from_text, load

__all__ = ["document_from_text", "load"]
