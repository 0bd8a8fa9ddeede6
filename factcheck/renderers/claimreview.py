"""What people decided of claims as schema.org ClaimReviews, to publish beside an article.

https://developers.google.com/search/docs/appearance/structured-data/factcheck says which properties
search engines read. A computed verdict is never written: nobody has confirmed it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from factcheck.model import Claim, Document, Review, Verdict
from factcheck.renderers.display import display_for_text
from factcheck.renderers.inert import escape_json

_WORST, _BEST = 1, 5
_VALUES: Final = {
    Verdict.REFUTED: _WORST,
    Verdict.MIXED: 3,
    Verdict.PARTLY_SUPPORTED: 3,
    Verdict.SUPPORTED: _BEST,
}
"""The verdicts that rate a claim, on the scale that schema.org takes for granted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A review, the claim it is of, and the newest text that claim stands in, while stored."""

    review: Review
    claim: Claim | None = None
    document: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes the reviews, and the page where they stand; ``url`` may be empty."""

    name: str
    url: str = ""


def unpublished_reason(review: Review) -> str:
    """Return why a review cannot be a ClaimReview; ``""`` when it can."""
    if review.part:
        return "decided of a part of the claim only"
    if review.verdict not in _VALUES:
        return f"{review.verdict.value} rates no claim"
    return "" if review.text else "the claim's words are not known"


def render_claim_reviews(decided: Iterable[Decided], publisher: Publisher) -> str:
    """Return a JSON-LD document of the reviews that can be published, in their order.

    It may be put into a script of a page as it is. Who decided and their note stay in the store.
    """
    reviews = [_review(one, publisher) for one in decided if not unpublished_reason(one.review)]
    content = {"@context": "https://schema.org", "@graph": reviews}
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return escape_json(text).replace("<", "\\u003c") + "\n"  # no text can end the script


def _review(decided: Decided, publisher: Publisher) -> dict[str, Any]:
    review = decided.review
    found: dict[str, Any] = {"@type": "ClaimReview"}
    if publisher.url:
        found["url"] = f"{publisher.url}#{review.claim_key}"
    return found | {
        "datePublished": review.made_at.date().isoformat(),
        "inLanguage": review.lang,
        "author": {"@type": "Organization", "name": publisher.name},
        "claimReviewed": review.text,
        **_claim(decided),
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": _VALUES[review.verdict],
            "worstRating": _WORST,
            "bestRating": _BEST,
            "alternateName": display_for_text(review.lang).word("ratings", review.verdict),
        },
    }


def _claim(decided: Decided) -> dict[str, Any]:
    """Return what is known of the claim besides its words."""
    claim, document = decided.claim, decided.document
    found: dict[str, Any] = {}
    if claim is not None and claim.speaker:
        found["author"] = {"@type": "Person", "name": claim.speaker}
    if document is not None and document.date:
        found["datePublished"] = document.date.isoformat()
    if document is not None and document.source.startswith(("http://", "https://")):
        found["appearance"] = {"@type": "CreativeWork", "url": document.source}
    return {"itemReviewed": {"@type": "Claim", **found}} if found else {}
