"""CSV, TSV, JSONL and ClaimReview files, or records in memory -> facts."""

from factcheck.sources.edits import edited
from factcheck.sources.files import (
    FactFile,
    SkippedRow,
    fact_from_mapping,
    facts_from_records,
    read_facts,
)
from factcheck.sources.superseding import closings

__all__ = [
    "FactFile",
    "SkippedRow",
    "closings",
    "edited",
    "fact_from_mapping",
    "facts_from_records",
    "read_facts",
]
