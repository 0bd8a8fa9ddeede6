"""Files, services and records in memory -> facts."""

from factcheck.sources.edits import edited
from factcheck.sources.files import read_facts
from factcheck.sources.reading import (
    FactSource,
    SkippedRow,
    fact_from_mapping,
    facts_from_records,
    identified,
)
from factcheck.sources.superseding import closings

__all__ = [
    "FactSource", "SkippedRow", "closings", "edited", "fact_from_mapping", "facts_from_records",
    "identified",
    "read_facts",
]  # fmt: skip
