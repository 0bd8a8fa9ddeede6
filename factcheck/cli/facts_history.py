"""``factcheck facts history|diff``: the table as it was, and who changed it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from factcheck.cli.listing import columns, fact_pairs
from factcheck.cli.options import db_option, example, limit_option
from factcheck.cli.stores import stored
from factcheck.cli.streams import emit
from factcheck.errors import NotFoundError
from factcheck.model import Fact, FactChange, Revision

_IDENTITY = frozenset({"id", "version", "collection"})


@click.command(epilog=example("factcheck facts history cost", "factcheck facts history --limit 5"))
@click.argument("fact_id", metavar="ID", default="")
@limit_option
@db_option
def history(fact_id: str, limit: int, db: str | None) -> None:
    """Show what became of a fact: every version, who made it and why; without ID of the table."""
    with stored(db) as store:
        if not fact_id:
            emit(columns([_revision_row(revision) for revision in store.revisions(limit)]))
            return
        events = store.fact_events(fact_id)
        if not events:
            raise NotFoundError(str(store.location), f"the fact {fact_id!r} is not in the table")
    shown: list[tuple[str, ...]] = []
    before: Fact | None = None
    for event in events[-limit:]:
        shown.append(_revision_row(event.revision))
        shown += [("", *row) for row in _differences(before, event.fact)]
        before = event.fact or before  # what comes back is compared with what left
    emit(columns([(head, " ".join(filter(None, rest))) for head, *rest in shown]))


@click.command(epilog=example("factcheck facts diff 3 5"))
@click.argument("first", metavar="REV1", type=click.IntRange(0))
@click.argument("last", metavar="REV2", type=click.IntRange(0))
@db_option
def diff(first: int, last: int, db: str | None) -> None:
    """Show how the table after REV2 differs from that after REV1: + added, - gone, ~ changed."""
    with stored(db) as store:
        changes = store.facts_between(first, last)
    emit(columns([row for change in changes for row in _change_rows(change)]))


def _revision_row(revision: Revision) -> tuple[str, ...]:
    made = revision.made_at.isoformat(sep=" ", timespec="seconds")
    who = f"by {revision.by}" if revision.by else ""
    where = f"of {revision.collection}" if revision.collection else ""
    count = f"{revision.facts} facts"
    told = " ".join(filter(None, (revision.kind, where, who)))
    return str(revision.number), made, told, count, revision.note


def _change_rows(change: FactChange) -> Iterator[tuple[str, ...]]:
    if change.before is None and change.after is not None:
        yield "+", change.fact_id, change.after.statement
    elif change.after is None and change.before is not None:
        yield "-", change.fact_id, change.before.statement
    else:
        for name, told in _differences(change.before, change.after):
            yield "~", change.fact_id, f"{name} {told}"


def _differences(before: Fact | None, after: Fact | None) -> Iterator[tuple[str, str]]:
    """Yield what a version says otherwise than the one before it, field by field."""
    if after is None:
        yield "retired", ""
        return
    old = dict(fact_pairs(before)) if before else {}
    changed = [
        (name, f"{str(old[name])!r} -> {str(value)!r}" if before else value)
        for name, value in fact_pairs(after)
        if name not in _IDENTITY and value != old.get(name, "")
    ]
    yield from changed or [("back", f"as version {after.version}")]
