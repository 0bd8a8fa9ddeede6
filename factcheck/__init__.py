"""Verify the claims of a text against a table of known facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "Assessment", "Claim", "Comparison", "ConfigError", "Document", "ExtractedClaim",
    "Extraction", "Fact", "FactSourceError", "FactcheckError", "FetchError", "IndexingError",
    "LoadError",
    "Match", "MissingDependencyError", "ModelError", "NotFoundError", "Part", "PartAssessment",
    "Rating", "Reason", "Report", "Role", "SchemaVersionError", "Span", "Stance", "Store",
    "StoreBusyError", "StoreError", "UnknownComponentError", "UnreadableTextsError",
    "UnsupportedFormatError",
    "Verdict", "Verifier", "__version__", "check_file", "check_text", "extract_file",
    "extract_text", "import_facts",
]  # fmt: skip

if TYPE_CHECKING:
    from factcheck.api import check_file, check_text, extract_file, extract_text, import_facts
    from factcheck.errors import (
        ConfigError,
        FactcheckError,
        FactSourceError,
        FetchError,
        IndexingError,
        LoadError,
        MissingDependencyError,
        ModelError,
        NotFoundError,
        SchemaVersionError,
        StoreBusyError,
        StoreError,
        UnknownComponentError,
        UnreadableTextsError,
        UnsupportedFormatError,
    )
    from factcheck.model import (
        Assessment,
        Claim,
        Comparison,
        Document,
        ExtractedClaim,
        Extraction,
        Fact,
        Match,
        Part,
        PartAssessment,
        Rating,
        Reason,
        Report,
        Role,
        Span,
        Stance,
        Verdict,
    )
    from factcheck.store import Store
    from factcheck.verifier import Verifier
else:  # at run time a name's module is imported when the name is first asked for

    def __getattr__(name: str) -> object:
        """Return the public name ``name``, imported from where it lives."""
        from importlib import import_module

        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        home = {"Store": "store", "Verifier": "verifier"}.get(name)
        if home is None:
            is_error = name.endswith("Error")
            home = "errors" if is_error else "model" if name[0].isupper() else "api"
        value = getattr(import_module(f"{__name__}.{home}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
