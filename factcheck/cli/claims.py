"""``factcheck claims``: the claims of checked texts, as last judged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.gaps import FACTS_CSV, GapFilter, refuse_mixture
from factcheck.cli.gaps import unanswered as gaps_in
from factcheck.cli.group import Commands
from factcheck.cli.listing import claim_row, columns, pairs
from factcheck.cli.options import (
    LANGUAGE,
    Day,
    Named,
    address_options,
    db_option,
    example,
    fetch_settings,
    limit_option,
    only_option,
    order_option,
    ui_lang_option,
)
from factcheck.cli.stores import stored
from factcheck.cli.streams import emit, wants_color, width
from factcheck.errors import ConfigError
from factcheck.model import Assessment, ClaimOrder, Verdict

if TYPE_CHECKING:
    from factcheck.store import Store

claims = Commands(
    name="claims",
    help="Extract claims; list and show stored ones with their newest verdict.",
    epilog=example("factcheck claims list --only refuted"),
    lazy={
        "overrule": "factcheck.cli.overrule:overrule",
        "export": "factcheck.cli.claims_export:export",
    },
)


@claims.command(
    "list",
    epilog=example(
        "factcheck claims list --only refuted,conflicting --document article.txt",
        "factcheck claims list --only not_enough_info --order checkworthiness",
        "factcheck claims list --unanswered --format facts-csv",
        "factcheck claims list --similar-to 5f0c1a",
    ),
)
@only_option("--only", "--verdict")
@click.option("--text", default="", metavar="TEXT", help="Only claims in which TEXT occurs.")
@click.option("--document", default="", metavar="SOURCE", help="Only of this text, by name or id.")
@click.option(
    "--unanswered", is_flag=True,
    help="Only claims that no fact speaks of, what to check next first, like ones together.",
)  # fmt: skip
@click.option(
    "--format", "format_name", type=Named("format", lambda: ("text", FACTS_CSV)), default="text",
    show_default=True, metavar="text|facts-csv",
    help="facts-csv: what is unanswered as a facts file to complete and import.",
)  # fmt: skip
@click.option(
    "--similar-to",
    default="",
    metavar="ID",
    help="Only claims of other texts that say the same as this one; an id or a key.",
)
@order_option(None, "as they stand in the text")
@limit_option
@db_option
def list_claims(
    *,
    only: frozenset[Verdict],
    unanswered: bool,
    format_name: str,
    similar_to: str,
    order: str | None,
    limit: int,
    db: str | None,
    text: str,
    document: str,
) -> None:
    """List claims: id, verdict, line and column, sentence.

    With --unanswered: id, check-worthiness, how many say nearly the same, line and column,
    sentence. A facts-csv has the rating "unchecked" in each row; facts import refuses such rows
    until somebody has checked and rated them. With --similar-to, the most alike first, each with
    the text it is in.
    """
    if similar_to and (unanswered or only or text or document or order):
        raise ConfigError("--similar-to goes with --limit and --db alone")
    refuse_mixture(is_unanswered=unanswered, only=only, order=order, format_name=format_name)
    with stored(db) as store:
        if similar_to:
            emit(columns(_similar(store, similar_to, limit)))
            return
        if unanswered:
            wanted = GapFilter(text=text, document=document, limit=limit)
            emit(gaps_in(store, wanted, format_name))
            return
        from factcheck.store import ClaimFilter

        chosen = ClaimOrder(order or ClaimOrder.TEXT)
        asked = ClaimFilter(
            verdicts=tuple(sorted(only)), order=chosen, text=text, document=document
        )
        emit(columns([claim_row(assessment) for assessment in store.claims(asked, limit=limit)]))


def _similar(store: Store, claim_id: str, limit: int) -> list[tuple[str, ...]]:
    """Return a row for each claim of another text that says the same."""
    from factcheck.similar import similar_claims

    found = similar_claims(store, claim_id, limit=limit)
    sources = store.sources({assessment.claim.document_id for assessment in found})
    rows = ((*claim_row(a), sources[a.claim.document_id]) for a in found)
    return [(*row[:-2], row[-1], row[-2]) for row in rows]


@claims.command(
    epilog=example(
        "factcheck claims extract article.txt --date 2024-11-16",
        "factcheck claims extract speech.txt --format jsonl",
    )
)
@click.argument("source", metavar="PATH|URL|-")
@click.option("--date", type=Day(), help="The text's date, for words such as 'yesterday'.")
@click.option("--lang", type=LANGUAGE, metavar="LANG", help="The text's language, when known.")
@click.option(
    "--format",
    "format_name",
    type=Named("format", lambda: ("text", "json", "jsonl")),
    default="text",
    show_default=True,
    metavar="text|json|jsonl",
    help="How the claims are written; jsonl is one claim a line.",
)
@ui_lang_option
@address_options
def extract(
    *,
    source: str,
    date: date | None,
    lang: str | None,
    format_name: str,
    ui_lang: str | None,
    **addresses: Any,
) -> None:
    """Show what is read in a text, without any fact: claims, parts, speakers, dates, figures."""
    from factcheck.api import extract_file
    from factcheck.registry import claims_renderer

    render = claims_renderer(format_name)
    fetching = fetch_settings([source], **addresses)
    extractions = extract_file(source, date=date, lang=lang, fetching=fetching)
    emit(render(extractions, ui_lang=ui_lang or "", width=width(), color=wants_color()))


@claims.command(epilog=example("factcheck claims show 5f0c1a"))
@click.argument("claim_id", metavar="ID")
@db_option
def show(claim_id: str, db: str | None) -> None:
    """Show a claim, its verdict and why; the start of the ID is enough."""
    with stored(db) as store:
        assessment = store.claim(claim_id)
    from factcheck.renderers.display import display_for_text
    from factcheck.renderers.evidence import fact_ids
    from factcheck.renderers.explanations import explain
    from factcheck.renderers.reviews import decider

    claim = assessment.claim
    words = display_for_text(claim.language)
    confidence = "" if assessment.confidence is None else f"{assessment.confidence:.2f}"
    emit(
        pairs(
            (
                ("id", claim.id),
                ("key", claim.key),
                ("document", claim.document_id),
                ("place", f"{claim.line}:{claim.column}"),
                ("text", claim.text),
                ("verdict", f"{assessment.verdict}: {words.verdict(assessment.verdict)}"),
                ("decided", decider(assessment, words)),
                ("computed", assessment.computed.verdict if assessment.reviewed else ""),
                ("reasons", ", ".join(assessment.reasons)),
                ("confidence", confidence),
                ("facts", ", ".join(fact_ids(assessment))),
                ("explanation", explain(assessment, words.lang)),
                *_part_rows(assessment),
            )
        )
    )


def _part_rows(assessment: Assessment) -> list[tuple[str, str]]:
    """Return the parts of a claim that has several, numbered as ``overrule --part`` counts them."""
    parts = assessment.parts if len(assessment.parts) > 1 else ()
    return [
        (f"part {number}", f"{part.verdict}: {part.part.text}")
        for number, part in enumerate(parts, start=1)
    ]
