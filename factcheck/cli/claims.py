"""``factcheck claims``: the claims of checked texts, as last judged."""

from __future__ import annotations

import click

from factcheck.cli.group import Commands
from factcheck.cli.listing import claim_row, columns, pairs
from factcheck.cli.options import Named, Verdicts, db_option, example, limit_option
from factcheck.cli.stores import stored
from factcheck.cli.streams import emit
from factcheck.model import Verdict

claims = Commands(
    name="claims",
    help="List and show stored claims with their newest verdict.",
    epilog=example("factcheck claims list --verdict refuted"),
)


@claims.command(
    "list",
    epilog=example(
        "factcheck claims list --verdict refuted,conflicting --document article.txt",
        "factcheck claims list --verdict not_enough_info --order checkworthiness",
    ),
)
@click.option("--verdict", "verdicts", type=Verdicts(), default=frozenset(), help="Only these.")
@click.option("--text", default="", metavar="TEXT", help="Only claims in which TEXT occurs.")
@click.option("--document", default="", metavar="SOURCE", help="Only of this text, by name or id.")
@click.option(
    "--order",
    type=Named("order", lambda: ("place", "checkworthiness")),
    default="place",
    show_default=True,
    metavar="place|checkworthiness",
    help="As they stand in the texts, or what to check next first.",
)
@limit_option
@db_option
def list_claims(
    *, verdicts: frozenset[Verdict], order: str, limit: int, db: str | None, **wanted: str
) -> None:
    """List claims: id, verdict, line and column, sentence."""
    with stored(db) as store:
        from factcheck.store import ClaimFilter, ClaimOrder

        asked = ClaimFilter(verdicts=tuple(sorted(verdicts)), order=ClaimOrder(order), **wanted)
        emit(columns([claim_row(assessment) for assessment in store.claims(asked, limit=limit)]))


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

    claim = assessment.claim
    words = display_for_text(claim.language)
    confidence = "" if assessment.confidence is None else f"{assessment.confidence:.2f}"
    emit(
        pairs(
            (
                ("id", claim.id),
                ("document", claim.document_id),
                ("place", f"{claim.line}:{claim.column}"),
                ("text", claim.text),
                ("verdict", f"{assessment.verdict}: {words.verdict(assessment.verdict)}"),
                ("reasons", ", ".join(assessment.reasons)),
                ("confidence", confidence),
                ("facts", ", ".join(fact_ids(assessment))),
                ("explanation", explain(assessment, words.lang)),
            )
        )
    )
