"""Google's Fact Check Tools API -> rows of a facts file: one for each review of each claim found.

The service is described at https://developers.google.com/fact-check/tools/api/reference/rest, and
its reviews are read by the same rules as ClaimReviews are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from factcheck.errors import ConfigError, FactSourceError, FetchError
from factcheck.net import Fetched, Settings, fetch
from factcheck.sources.claimreview import review_row
from factcheck.sources.reading import FactSource
from factcheck.sources.tables import Row

NAME: Final = "google"
KEY_VARIABLE: Final = "FACTCHECK_GOOGLE_KEY"
SEARCH: Final = "https://factchecktools.googleapis.com/v1alpha1/claims:search"

_PAGE_SIZE: Final = 100
_MOST_PAGES: Final = 500
"""A query with more answers asks for too much, or the service goes in a circle."""
_KEY: Final = re.compile(r"[!-~]{1,200}")
_ACCEPTED: Final = ("application/json",)
_REFUSED: Final = frozenset({400, 401, 403})
"""What the service says of a key that it does not take, and of a request that it does not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoogleQuery:
    """What is asked for; ``publisher`` is a site, ``max_age`` in days; empty asks for nothing."""

    query: str = ""
    lang: str = ""
    publisher: str = ""
    max_age: int = 0


def read_google(
    asked: GoogleQuery, key: str, *, settings: Settings, skip_bad: bool = False, url: str = ""
) -> FactSource:
    """Return the facts that answer ``asked``; nothing is read yet.

    ``key`` is sent in a header, so that no address, message or name in the cache holds it. ``url``
    is another place where the service stands. Raises ``ConfigError`` without a query or a key.
    """
    if not (asked.query.strip() or asked.publisher.strip()):
        raise ConfigError("the Fact Check Tools API needs a query or a publisher's site")
    if not key.strip():
        raise ConfigError(f"the Fact Check Tools API needs a key: set {KEY_VARIABLE}")
    if not _KEY.fullmatch(key.strip()):
        raise ConfigError(f"{KEY_VARIABLE} holds characters that no key has")
    pages = _Pages(asked=asked, key=key.strip(), settings=settings, url=url or SEARCH)
    return FactSource(NAME, lambda: _rows(pages), skip_bad=skip_bad)


class _Pages:
    """The pages of one answer."""

    def __init__(self, *, asked: GoogleQuery, key: str, settings: Settings, url: str) -> None:
        self._asked = asked
        self._key = key
        self._settings = settings
        self._url = url

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        """Yield the pages; raise ``FactSourceError`` for one that cannot be read or never ends."""
        token, seen = "", {""}
        for number in range(1, _MOST_PAGES + 1):
            page = self._page(number, token)
            yield page
            token = page.get("nextPageToken") or ""
            if not isinstance(token, str):
                raise _failure(number, "nextPageToken is no text")
            if not token:
                return
            if token in seen:
                raise _failure(number, "the pages go in a circle")
            seen.add(token)
        raise FactSourceError(
            NAME, f"more than {_MOST_PAGES * _PAGE_SIZE:,} claims: ask for something narrower"
        )

    def _page(self, number: int, token: str) -> Mapping[str, Any]:
        try:
            found = fetch(
                f"{self._url}?{self._parameters(token)}",
                accept=_ACCEPTED,
                headers={"X-Goog-Api-Key": self._key},
                settings=self._settings,
            )
        except FetchError as error:
            hint = f": is {KEY_VARIABLE} right, and the service enabled for it?"
            told = f"{error.problem}{hint if error.status in _REFUSED else ''}"
            raise _failure(number, told) from error
        return _parsed(number, found)

    def _parameters(self, token: str) -> str:
        asked = self._asked
        given = {
            "query": asked.query.strip(),
            "languageCode": asked.lang,
            "reviewPublisherSiteFilter": asked.publisher.strip(),
            "maxAgeDays": str(asked.max_age) if asked.max_age else "",
            "pageSize": str(_PAGE_SIZE),
            "pageToken": token,
        }
        return urlencode({name: v for name, v in given.items() if v}, quote_via=quote)


def _parsed(number: int, found: Fetched) -> Mapping[str, Any]:
    try:
        page = json.loads(found.content)
    except (ValueError, RecursionError) as error:
        raise _failure(number, "the answer is not JSON") from error
    claims = page.get("claims", []) if isinstance(page, dict) else None
    if not isinstance(claims, list):
        raise _failure(number, "the answer is no list of claims")
    return dict(page) | {"claims": claims}


def _failure(number: int, problem: str) -> FactSourceError:
    return FactSourceError(NAME, f"page {number}: {problem}")


# -- reviews -------------------------------------------------------------------------------------


def _rows(pages: _Pages) -> Iterator[Row]:
    number = 0
    for page in pages:
        for claim in page["claims"]:
            for review in _reviews(claim):
                number += 1
                yield review_row(number, review)


def _reviews(claim: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the reviews of a claim in the words of schema.org; broken ones miss properties."""
    held = claim if isinstance(claim, dict) else {}
    reviews = held.get("claimReview")
    for given in reviews if isinstance(reviews, list) and reviews else [{}]:
        review = given if isinstance(given, dict) else {}
        publisher = review.get("publisher")
        yield {
            "claimReviewed": held.get("text"),
            "itemReviewed": {
                "author": {"name": held.get("claimant")},
                "datePublished": held.get("claimDate"),
            },
            "author": {"name": _publisher(publisher)},
            "url": review.get("url"),
            "headline": review.get("title"),
            "datePublished": review.get("reviewDate"),
            "reviewRating": {"alternateName": review.get("textualRating")},
            "inLanguage": review.get("languageCode"),
        }


def _publisher(given: Any) -> Any:
    """Return the publisher's name, else its site."""
    held = given if isinstance(given, dict) else {}
    return held.get("name") or held.get("site")
