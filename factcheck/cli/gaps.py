"""``factcheck claims list --unanswered``: what is asked of the table and not in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.cli.listing import claim_row, columns
from factcheck.errors import ConfigError
from factcheck.model import ClaimOrder, Reason, Verdict

if TYPE_CHECKING:
    from factcheck.store import Store

FACTS_CSV = "facts-csv"
READ = 5_000
"""Claims read at most, those most worth a check first, before like ones are put together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFilter:
    """Which claims are asked for: by words, by text, and how many at most."""

    text: str
    document: str
    limit: int


def unanswered(store: Store, asked: GapFilter, format_name: str) -> str:
    """Return the claims that no fact speaks of, what to check next first."""
    from factcheck.store import ClaimFilter
    from factcheck.unanswered import questions

    wanted = ClaimFilter(
        verdicts=(Verdict.NOT_ENOUGH_INFO,),
        reasons=(Reason.NO_FACT,),
        text=asked.text,
        document=asked.document,
        order=ClaimOrder.CHECKWORTHINESS,
    )
    found = questions(store.claims(wanted, limit=READ))[: asked.limit]
    if format_name == FACTS_CSV:
        from factcheck.renderers.questions import facts_csv

        return facts_csv(found, {one.id: one.source for one in store.texts.list(None)})
    rows = []
    for question in found:
        claim_id, _, place, said = claim_row(question.first)
        more = f"{len(question.others) + 1} claims" if question.others else ""
        worth = f"{question.first.claim.checkworthiness:.2f}"
        rows.append((claim_id, worth, more, place, said))
    return columns(rows)


def refuse_mixture(
    *, is_unanswered: bool, only: frozenset[Verdict], order: str | None, format_name: str
) -> None:
    """Raise ``ConfigError`` for options of ``claims list`` that do not go together."""
    if is_unanswered and (only or order):
        given = "--only" if only else "--order"
        raise ConfigError(f"--unanswered lists what no fact speaks of in its own order: no {given}")
    if format_name == FACTS_CSV and not is_unanswered:
        raise ConfigError("--format facts-csv is for --unanswered: the others have a fact already")
