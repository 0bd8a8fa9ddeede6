"""Path, folder, pattern, address, standard input or text -> ``Document``."""

from factcheck.loaders.documents import (
    TEXT_SUFFIXES,
    document_from_text,
    is_address,
    load,
    load_each,
)

__all__ = ["TEXT_SUFFIXES", "document_from_text", "is_address", "load", "load_each"]
