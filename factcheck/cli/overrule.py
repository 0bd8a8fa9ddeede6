"""``factcheck claims overrule``: what people decide of claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from factcheck.cli.listing import columns, review_row
from factcheck.cli.options import OneVerdict, db_option, example
from factcheck.cli.stores import stored
from factcheck.cli.streams import emit, say
from factcheck.errors import ConfigError
from factcheck.model import Assessment, ChangeKind, Review, Verdict

if TYPE_CHECKING:
    from factcheck.store import Store

DECISIONS = "decisions"
"""The collection of facts that came with a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the command line said."""

    verdict: Verdict | None
    part: int | None
    note: str
    by: str
    remove: bool
    listed: bool
    format_name: str
    fact: str
    sources: tuple[str, ...]
    urls: tuple[str, ...]


@click.command(
    epilog=example(
        'factcheck claims overrule 1545bc32 --verdict supported --by Anna --note "see page 3"',
        "factcheck claims overrule 1545bc32 --part 2 --verdict refuted --by Anna",
        "factcheck claims overrule --list --format jsonl",
        "factcheck claims overrule 1545bc32 --remove",
    )
)
@click.argument("key", metavar="KEY", default="")
@click.option("--verdict", type=OneVerdict(), help="What holds from now on.")
@click.option("--part", type=click.IntRange(1), metavar="N", help="Only of the claim's Nth part.")
@click.option("--note", default="", metavar="TEXT", help="Why.")
@click.option("--by", default="", metavar="NAME", help="Who decides.")
@click.option("--fact", default="", metavar="TEXT", help="A statement that goes into the table.")
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Who says the fact.")
@click.option("--url", "urls", multiple=True, metavar="URL", help="Where.")
@click.option("--remove", is_flag=True, help="Let the computed verdicts hold again.")
@click.option("--list", "listed", is_flag=True, help="List the decisions in force.")
@click.option(
    "--format", "format_name", type=click.Choice(["text", "jsonl"]), default="text",
    show_default=True, help="How the list is written; jsonl is what evaluate verdicts reads.",
)  # fmt: skip
@db_option
def overrule(*, key: str, db: str | None, **options: object) -> None:
    """Decide what a claim's verdict is; later checks obey, wherever the claim stands.

    KEY is a claim's key or id; the start is enough. The computed verdict is kept and shown beside
    the decision. A decision says nothing of other claims: what should, is a fact, which needs a
    source of its own: --fact with --source.
    """
    decision = Decision(**options)  # type: ignore[arg-type]  # the options above, by name
    _refuse_contradictions(key, decision)
    with stored(db) as store:
        if decision.listed:
            _list(store, decision.format_name)
        elif decision.remove:
            _remove(store, store.reviewable(key), decision)
        else:
            _decide(store, store.reviewable(key), decision)


def _refuse_contradictions(key: str, decision: Decision) -> None:
    asked = (bool(decision.verdict), decision.remove, decision.listed)
    if sum(asked) != 1:
        raise ConfigError("give one of --verdict, --remove and --list")
    if decision.listed == bool(key):
        wrong = "--list takes no KEY" if key else "no KEY: name the claim, or use --list"
        raise ConfigError(wrong)
    if decision.fact and not decision.sources:
        raise ConfigError("a decision becomes a fact only with a source of its own: add --source")
    if decision.sources and not decision.fact:
        raise ConfigError("--source is the fact's: add --fact with what it says")
    if decision.part and decision.verdict is Verdict.PARTLY_SUPPORTED:
        raise ConfigError("a part is never partly_supported")


def _list(store: Store, format_name: str) -> None:
    if format_name == "text":
        emit(columns([review_row(review) for review in store.reviews()]))
        return
    from factcheck.evaluation.reviews import exported

    found = exported(store)
    emit("".join(f"{line}\n" for line in found.lines))
    for problem in found.left_out:
        say(f"left out: {problem}")


def _remove(store: Store, assessment: Assessment, decision: Decision) -> None:
    claim = assessment.claim
    ended = store.withdraw_reviews(claim.key, by=decision.by, note=decision.note)
    if not ended:
        raise ConfigError(f"nothing was decided of the claim {claim.key}")
    emit(f"{claim.key}: the computed verdict holds again from the next check\n")


def _decide(store: Store, assessment: Assessment, decision: Decision) -> None:
    claim = assessment.claim
    words = _part(assessment, decision.part) if decision.part else ""
    review = Review(
        claim_key=claim.key,
        verdict=decision.verdict or Verdict.NOT_ENOUGH_INFO,
        made_at=datetime.now(UTC),
        part=words,
        by=decision.by,
        note=decision.note,
        text=claim.text,
        lang=claim.language,
    )
    if decision.fact:
        _add_fact(store, decision)
    made = store.add_review(review)
    whose = f", decided by {made.by}" if made.by else ""
    computed = assessment.computed.verdict
    emit(f"{claim.key}: {made.verdict}{whose} (computed: {computed}), from the next check\n")


def _part(assessment: Assessment, number: int) -> str:
    parts = assessment.parts
    if not parts:
        raise ConfigError("the claim has no parts: leave --part out")
    if number > len(parts):
        told = "; ".join(f"{n} {part.part.text!r}" for n, part in enumerate(parts, start=1))
        raise ConfigError(f"the claim has no part {number}: its parts are {told}")
    return parts[number - 1].part.text


def _add_fact(store: Store, decision: Decision) -> None:
    from factcheck.sources import fact_from_mapping
    from factcheck.store.clock import timestamp

    cells = {
        "statement": decision.fact,
        "source": list(decision.sources),
        "url": list(decision.urls),
        "checked": timestamp()[: len("2024-06-12")],
    }
    fact = fact_from_mapping(cells, source="--fact")
    store.change_facts(
        [fact], kind=ChangeKind.ADD, by=decision.by, note=decision.note, collection=DECISIONS
    )
    emit(f"{fact.id}: added to {DECISIONS}\n")
