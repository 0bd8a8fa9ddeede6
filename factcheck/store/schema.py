"""The tables.

Rows are written once and kept: a fact that changes gets a new version, a claim or document that is
read differently a new row, so an old report stays what it was.

::

    meta                                    revisions: one per change, with the table's digest
    collections --< collection_facts >-- facts --< fact_versions
                                         facts --< retirements: when each left and came back
    documents --< claims --< parts          snapshots: facts as they were when matched
    runs --< run_documents --< assessments --< part_assessments --< matches >-- snapshots
    assessments --- searches: what the fact table was asked, for finding what a fact may change
    reviews: what people decided, by claim key

Dates are ISO text, intervals ``start/end``, lists and small records JSON text. Digests make rows
findable by content; ``number`` columns only join.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every schema revision this code knows, oldest first; the last is the one it reads and writes."""

VERSION_TABLE = "schema_version"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *constraints: ForeignKey, nullable: bool = False) -> Column[str]:
    return Column(name, Text, *constraints, nullable=nullable)


def _late_text(name: str) -> Column[str]:
    """Return a column that stores made before it have empty."""
    return Column(name, Text, nullable=False, server_default="")


def _integer(name: str, *constraints: ForeignKey) -> Column[int]:
    return Column(name, Integer, *constraints, nullable=False)


def _number() -> Column[int]:
    return Column("number", Integer, primary_key=True, autoincrement=False)


def fact_columns() -> tuple[Column[str], ...]:
    """Return fresh columns for everything a fact says, shared by versions and snapshots."""
    return (
        _text("statement"),
        _text("rating"),
        _text("lang"),
        _text("title"),
        _text("sources"),
        _text("urls"),
        _text("published", nullable=True),
        _text("checked", nullable=True),
        _text("event_date", nullable=True),
        _text("valid_from", nullable=True),
        _text("valid_to", nullable=True),
        _text("speaker"),
        _text("topics"),
        _text("note"),
        Column("rated_as", Text, nullable=False, server_default=""),
    )


meta = Table("meta", metadata, Column("name", Text, primary_key=True), _text("value"))

revisions = Table(
    "revisions",
    metadata,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    _text("created_at"),
    _text("collection"),
    _integer("fact_count"),
    _text("digest_sum"),
    _text("newest_checked", nullable=True),
    Column("kind", Text, nullable=False, server_default="import"),
    _late_text("author"),
    _late_text("note"),
)

collections = Table(
    "collections",
    metadata,
    _number(),
    _text("name"),
    _integer("fact_count"),
    UniqueConstraint("name"),
)

facts = Table(
    "facts",
    metadata,
    Column("id", Text, primary_key=True),
    _integer("version"),
    _integer("collection", ForeignKey("collections.number")),
    Column("retired", Boolean, nullable=False),
    _integer("revision", ForeignKey("revisions.revision")),
    Index(None, "revision"),
    sqlite_with_rowid=False,  # narrow rows found by id: one tree to search instead of two
)

fact_versions = Table(
    "fact_versions",
    metadata,
    _text("fact_id", ForeignKey("facts.id")),
    _integer("version"),
    _integer("revision", ForeignKey("revisions.revision")),
    _text("digest"),
    *fact_columns(),
    PrimaryKeyConstraint("fact_id", "version"),
)

retirements = Table(
    "retirements",
    metadata,
    _text("fact_id", ForeignKey("facts.id")),
    _integer("revision", ForeignKey("revisions.revision")),
    Column("retired", Boolean, nullable=False),
    PrimaryKeyConstraint("fact_id", "revision"),
    Index(None, "revision"),
)

collection_facts = Table(
    "collection_facts",
    metadata,
    _integer("collection", ForeignKey("collections.number")),
    _text("fact_id", ForeignKey("facts.id")),
    PrimaryKeyConstraint("collection", "fact_id"),
    Index(None, "fact_id"),
    sqlite_with_rowid=False,
)

documents = Table(
    "documents",
    metadata,
    _number(),
    _text("digest"),
    _text("id"),
    _text("source"),
    _text("language"),
    _text("date", nullable=True),
    _text("date_source"),
    _text("title"),
    _text("blocks"),
    Column("is_derived", Boolean, nullable=False),
    _text("text"),
    UniqueConstraint("digest"),
    Index(None, "id"),
)

claims = Table(
    "claims",
    metadata,
    _number(),
    _text("digest"),
    _integer("document", ForeignKey("documents.number")),
    _text("id"),
    _text("key"),
    _text("document_id"),
    _integer("start"),
    _integer("end"),
    _text("text"),
    _integer("line"),
    _integer("column"),
    _text("language"),
    _text("block"),
    _text("kind"),
    Column("checkworthiness", Float, nullable=False),
    _text("speaker"),
    _text("event_date", nullable=True),
    _text("duplicate_of"),
    _integer("part_count"),
    UniqueConstraint("digest"),
    Index(None, "id"),
    Index(None, "key"),
    Index(None, "document"),
)

parts = Table(
    "parts",
    metadata,
    _integer("claim", ForeignKey("claims.number")),
    _integer("position"),
    _integer("start"),
    _integer("end"),
    _text("text"),
    _text("role"),
    _text("kind"),
    _text("speaker"),
    _text("event_date", nullable=True),
    _text("context"),
    PrimaryKeyConstraint("claim", "position"),
)

snapshots = Table(
    "snapshots",
    metadata,
    _number(),
    _text("digest"),
    _text("fact_id"),
    _integer("version"),
    _text("collection"),
    *fact_columns(),
    UniqueConstraint("digest"),
    Index(None, "fact_id"),
)

runs = Table(
    "runs",
    metadata,
    _number(),
    _text("id"),
    _integer("sequence"),
    _text("started_at"),
    _text("version"),
    _integer("facts_count"),
    _text("facts_digest"),
    _text("collections"),
    _text("newest_checked", nullable=True),
    _text("model"),
    _text("summary"),
    Column("is_model_missing", Boolean, nullable=False, server_default="0"),
    UniqueConstraint("id"),
    Index(None, "sequence"),
)

run_documents = Table(
    "run_documents",
    metadata,
    _integer("run", ForeignKey("runs.number")),
    _integer("position"),
    _integer("document", ForeignKey("documents.number")),
    _integer("unresolved_dates"),
    PrimaryKeyConstraint("run", "position"),
    Index(None, "document"),
)

assessments = Table(
    "assessments",
    metadata,
    _number(),
    _integer("run"),
    _integer("document_position"),
    _integer("position"),
    _integer("claim", ForeignKey("claims.number")),
    _text("verdict"),
    _text("reasons"),
    Column("confidence", Float),
    _text("reviewed", nullable=True),
    ForeignKeyConstraint(
        ["run", "document_position"], ["run_documents.run", "run_documents.position"]
    ),
    UniqueConstraint("run", "document_position", "position"),
    Index(None, "claim"),
)

searches = Table(
    "searches",
    metadata,
    Column("assessment", Integer, ForeignKey("assessments.number"), primary_key=True),
    _text("parts"),
    _text("claim_parts", nullable=True),
    _text("claim_references"),
    Column("terms", LargeBinary, nullable=False),
    Column("reaches", LargeBinary, nullable=False),
    Column("facts", LargeBinary, nullable=False),
)

part_assessments = Table(
    "part_assessments",
    metadata,
    _number(),
    _integer("assessment", ForeignKey("assessments.number")),
    _integer("position"),
    _integer("claim"),
    _integer("part"),
    _text("verdict"),
    _text("reasons"),
    Column("confidence", Float),
    ForeignKeyConstraint(["claim", "part"], ["parts.claim", "parts.position"]),
    UniqueConstraint("assessment", "position"),
)

matches = Table(
    "matches",
    metadata,
    _integer("part_assessment", ForeignKey("part_assessments.number")),
    _integer("position"),
    _integer("snapshot", ForeignKey("snapshots.number")),
    Column("similarity", Float, nullable=False),
    _text("stance"),
    Column("coverage", Float, nullable=False),
    _text("comparisons"),
    _text("probabilities", nullable=True),
    PrimaryKeyConstraint("part_assessment", "position"),
    Index(None, "snapshot"),
)

reviews = Table(
    "reviews",
    metadata,
    _number(),
    _text("claim_key"),
    _text("verdict"),
    _text("reviewer"),
    _text("note"),
    _text("created_at"),
    _late_text("part"),
    _late_text("text"),
    _late_text("lang"),
    Index(None, "claim_key"),
)
