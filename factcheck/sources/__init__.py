"""CSV, TSV and JSONL files, or records in memory -> facts."""

from factcheck.sources.files import FactFile, SkippedRow, facts_from_records, read_facts

__all__ = ["FactFile", "SkippedRow", "facts_from_records", "read_facts"]
