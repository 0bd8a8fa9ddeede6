"""``factcheck claims export``: what people decided, to publish."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli.options import FILE, db_option, example
from factcheck.cli.stores import stored
from factcheck.cli.streams import emit, refuse_output, say, written_output
from factcheck.errors import NotFoundError

if TYPE_CHECKING:
    from factcheck.renderers.claimreview import Decided
    from factcheck.store import Store


@click.command(
    epilog=example(
        'factcheck claims export --publisher "City Desk"',
        'factcheck claims export --publisher "City Desk" --url https://desk.example/checks '
        "--output checks.json",
    )
)
@click.option("--publisher", required=True, metavar="NAME", help="Who publishes the reviews.")
@click.option(
    "--url", default="", metavar="URL",
    help="The page they will stand on; each is found there by its claim's key.",
)  # fmt: skip
@click.option("--output", type=FILE, metavar="FILE", help="Where to; stdout by default.")
@db_option
def export(*, publisher: str, url: str, output: Path | None, db: str | None) -> None:
    """Write the verdicts that people decided as schema.org ClaimReviews (JSON-LD).

    Computed verdicts are never written, nor who decided or why. Decisions of a part alone, and
    those that rate no claim, are left out and named.
    """
    from factcheck.renderers.claimreview import Publisher, render_claim_reviews, unpublished_reason

    with stored(db) as store:
        decided = tuple(_decided(store))
        text = render_claim_reviews(decided, Publisher(name=publisher, url=url))
        if output is not None:
            refuse_output(output, (str(store.location),))
    for one in decided:
        if reason := unpublished_reason(one.review):
            say(f"left out: {one.review.claim_key}: {reason}")
    if output is None:
        emit(text)
        return
    with written_output(output) as write:
        write(text)


def _decided(store: Store) -> Iterator[Decided]:
    """Yield the decisions in force, each with its claim and text as far as they are stored."""
    from factcheck.renderers.claimreview import Decided

    for review in store.reviews():
        try:
            claim = store.reviewable(review.claim_key).claim
        except NotFoundError:  # its text was deleted
            yield Decided(review=review)
            continue
        yield Decided(review=review, claim=claim, document=store.document(claim.document_id))
