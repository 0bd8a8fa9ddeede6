"""schema.org ClaimReview -> rows of a facts file: the claim as reviewed, with its rating."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from typing import Any, Final, TextIO
from urllib.parse import urlsplit

from factcheck.sources.jsonld import pieces
from factcheck.sources.ratings import GivenRating, UnknownRatingError, is_nobody, read_rating
from factcheck.sources.rows import Cell, RowError, shown
from factcheck.sources.tables import Row
from factcheck.text import normalise

Node = Mapping[str, Any]

_NAMESPACES: Final = ("schema:", "http://schema.org/", "https://schema.org/")
_VALUES: Final = ("@value", "@list", "@set")
_TAG: Final = re.compile(r"<(?:/?[a-zA-Z]|!--)[^<>]*>")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")
_MONTH: Final = re.compile(r"\d{4}(?:-\d{2})?")
_NUMBER: Final = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
_FIRST_YEAR: Final = 1900
"""Years before are what programs write for no date."""


def review_rows(file: TextIO, path: str) -> Iterator[Row]:
    """Yield a row for each ClaimReview of the open file at ``path``, numbered as they stand.

    A review that cannot become a fact gives a row with the problem. Raises ``RowError`` when the
    file holds no review at all.
    """
    number = 0
    markup = ""
    for piece in pieces(file, path):
        if piece.problem:
            number += 1
            yield Row(number=number, cells={}, problem=f"{piece.place}: {piece.problem}")
        markup = piece.markup or markup
        graph = Graph(piece.value)
        for review, claim in reviews(piece.value):
            number += 1
            yield review_row(number, review, claim, graph)
    if not number and markup:
        raise RowError(f"holds ClaimReviews as {markup}, which is not read: only JSON-LD is")
    if not number:
        raise RowError("holds no ClaimReview")


def reviews(value: Any) -> Iterator[tuple[Node, Node]]:
    """Yield every ClaimReview in ``value``, at any depth, with the Claim it hangs on (or none).

    What a feed has deleted is left out.
    """
    waiting: list[tuple[Any, Node]] = [(value, {})]
    while waiting:
        node, claim = waiting.pop()
        if isinstance(node, list):
            waiting.extend((item, claim) for item in reversed(node))
        elif isinstance(node, dict) and "dateDeleted" not in node:
            kinds = _kinds(node)
            if "ClaimReview" in kinds or _get(node, "claimReviewed") is not None:
                if not _is_reference(node):
                    yield node, claim
                continue
            held = node if "Claim" in kinds else claim
            inner = (item for name, item in reversed(node.items()) if name != "@context")
            waiting.extend((item, held) for item in inner)


def review_cells(review: Node, claim: Node, graph: Graph) -> Mapping[str, Cell]:
    """Return the cells of a facts file that ``review`` fills; raise ``RowError``."""
    item = graph.first(_get(review, "itemReviewed")) or claim
    statement = _statement(review, item)
    urls = _urls(review, graph)
    lang = _language(_get(review, "inLanguage"), graph)
    rating = read_rating(_given(review, graph, urls, lang))
    published, odd = _day("datePublished", _get(review, "datePublished"))
    checked, odd_change = _day("dateModified", _get(review, "dateModified"))
    notes = (rating.remark, *_claimed(item, graph), odd, odd_change)
    return {
        "statement": statement,
        "rating": rating.rating.value,
        "rated_as": rating.original,
        "lang": lang,
        "title": _title(review, statement),
        "source": _sources(review, graph, urls),
        "url": urls,
        "published": published,
        "checked": checked,
        "speaker": _speaker(item, graph),
        "note": "; ".join(filter(None, notes)),
    }


def cleaned(text: str) -> str:
    """Return ``text`` in one line without tags, entities and control characters."""
    for _ in range(2):  # tags may hide in entities, entities in entities
        text = unescape(_TAG.sub(" ", text))
    return " ".join(_CONTROLS.sub("", _TAG.sub(" ", text)).split())


class Graph:
    """What ``@id`` references of a value stand for; looked for when the first one is met."""

    def __init__(self, value: Any) -> None:
        self._value = value
        self._nodes: dict[str, Node] | None = None

    def all(self, value: Any) -> Iterator[Any]:
        """Yield the values a property has: lists opened, references followed."""
        if isinstance(value, list):
            for item in value:
                yield from self.all(item)
        elif isinstance(value, dict) and any(key in value for key in _VALUES):
            yield from self.all(next(value[key] for key in _VALUES if key in value))
        elif isinstance(value, dict) and _is_reference(value):
            yield self._named().get(str(value.get("@id", "")), value)
        elif value is not None:
            yield value

    def first(self, value: Any) -> Node:
        """Return the first node a property has, or an empty one."""
        return next((node for node in self.all(value) if isinstance(node, dict)), {})

    def _named(self) -> Mapping[str, Node]:
        if self._nodes is None:
            self._nodes = {}
            waiting = [self._value]
            while waiting:
                node = waiting.pop()
                if isinstance(node, list):
                    waiting.extend(node)
                elif isinstance(node, dict):
                    waiting.extend(node.values())
                    if not _is_reference(node) and isinstance(node.get("@id"), str):
                        self._nodes.setdefault(node["@id"], node)
        return self._nodes


def review_row(
    number: int, review: Node, claim: Node | None = None, graph: Graph | None = None
) -> Row:
    """Return the row of ``review``: its cells, or what is wrong with it.

    ``claim`` is the one it hangs on, ``graph`` what its references lead to.
    """
    try:
        cells = review_cells(review, claim or {}, graph or Graph(None))
        return Row(number=number, cells=cells)
    except (RowError, RecursionError) as error:
        unknown = error.words if isinstance(error, UnknownRatingError) else ""
        reason = str(error) if isinstance(error, RowError) else "nested too deep"
        named = _named(review)
        problem = f"{reason}, of {shown(named)}" if named else reason
        return Row(number=number, cells={}, problem=problem, unknown_rating=unknown)


def _named(review: Node) -> str:
    """Return what the review is known by in messages: its claim, else its address."""
    for name in ("claimReviewed", "url"):
        value = _get(review, name)
        if isinstance(value, str) and value.strip():
            return cleaned(value)
    return ""


# -- fields --------------------------------------------------------------------------------------


def _statement(review: Node, item: Node) -> str:
    claims = dict.fromkeys(_texts(_get(review, "claimReviewed")))
    if len(claims) > 1:
        raise RowError(f"one rating for {len(claims)} claims")
    statement = next(iter(claims), "") or next(_texts(_get(item, "text")), "")
    if not statement:
        raise RowError("no claimReviewed")
    return statement


def _given(review: Node, graph: Graph, urls: tuple[str, ...], lang: str) -> GivenRating:
    words: list[str] = []
    numbers: dict[str, str] = {}
    for rating in graph.all(_get(review, "reviewRating")):
        if not isinstance(rating, dict):
            words.extend(_texts(rating))
            continue
        for name in ("alternateName", "name", "ratingValue"):
            words.extend(_texts(_get(rating, name)))
        for name in ("ratingValue", "bestRating", "worstRating"):
            number = next(_texts(_get(rating, name)), "")
            if _NUMBER.fullmatch(number):
                numbers.setdefault(name, number)
    return GivenRating(
        words=tuple(dict.fromkeys(word for word in words if not _NUMBER.fullmatch(word))),
        value=numbers.get("ratingValue", ""),
        best=numbers.get("bestRating", ""),
        worst=numbers.get("worstRating", ""),
        domain=_domain(urls),
        lang=lang.replace("_", "-").partition("-")[0],
    )


def _urls(review: Node, graph: Graph) -> tuple[str, ...]:
    """Return where the review stands; addresses that are not of the web are left out."""
    for name in ("url", "mainEntityOfPage", "@id"):
        found = tuple(dict.fromkeys(_addresses(_get(review, name), graph)))
        if found:
            return found
    return ()


def _addresses(value: Any, graph: Graph) -> Iterator[str]:
    for item in graph.all(value):
        inner = (_get(item, "url") or item.get("@id")) if isinstance(item, dict) else item
        for text in _texts(inner):
            if text.lower().startswith(("http://", "https://")) and " " not in text:
                yield text


def _domain(urls: tuple[str, ...]) -> str:
    try:
        return (urlsplit(urls[0]).hostname or "").removeprefix("www.") if urls else ""
    except ValueError:  # a broken IPv6 address
        return ""


def _sources(review: Node, graph: Graph, urls: tuple[str, ...]) -> tuple[str, ...]:
    """Return who reviewed the claim: its publisher's name, else where it stands."""
    for name in ("author", "publisher", "sourceOrganization", "sdPublisher"):
        names = _names(_get(review, name), graph)
        if names:
            return names
    domain = _domain(urls)
    return (domain,) if domain else ()


def _speaker(item: Node, graph: Graph) -> str:
    names = _names(_get(item, "author"), graph) or _names(_get(item, "creator"), graph)
    return ", ".join(name for name in names if not is_nobody(name))


def _names(value: Any, graph: Graph) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for item in graph.all(value):
        texts = _texts(item)
        if isinstance(item, dict):
            texts = (text for name in ("name", "legalName") for text in _texts(_get(item, name)))
        name = next(texts, "")
        if name and "://" not in name:
            found[name] = None
    return tuple(found)


def _title(review: Node, statement: str) -> str:
    for name in ("headline", "name"):
        title = next(_texts(_get(review, name)), "")
        if title and normalise(title) != normalise(statement):
            return title
    return ""


def _claimed(item: Node, graph: Graph) -> Iterator[str]:
    """Yield when and where the claim was made, for people.

    The day of a statement is not the day of what it states, so it never becomes ``event_date``.
    """
    made, _ = _day("", _get(item, "datePublished"))
    if made:
        yield f"claimed on {made}"
    for name in ("firstAppearance", "appearance"):
        address = next(_addresses(_get(item, name), graph), "")
        if address:
            yield f"claimed at {address}"
            return


def _language(value: Any, graph: Graph) -> str:
    for item in graph.all(value):
        inner = (
            (_get(item, "alternateName") or _get(item, "name")) if isinstance(item, dict) else item
        )
        code = next(_texts(inner), "")
        if _LANGUAGE.fullmatch(code):
            return code
    return ""


def _day(name: str, value: Any) -> tuple[str, str]:
    """Return the day, month or year in ISO form, or a remark when what is given is no date."""
    text = next(_texts(value), "")
    found = _DAY.match(text)
    form = found[0] if found else text
    is_month = _MONTH.fullmatch(form) is not None
    try:
        day = date.fromisoformat(f"{form}-01-01"[:10] if is_month else form)
    except ValueError:
        return "", f"{name} {shown(text)} is no date" if text else ""
    if day.year < _FIRST_YEAR:
        return "", f"{name} {shown(text)} is no date"
    return (form if is_month else day.isoformat()), ""


# -- JSON-LD -------------------------------------------------------------------------------------


def _get(node: Any, name: str) -> Any:
    """Return a property of ``node`` under its short or its full name, or ``None``."""
    if not isinstance(node, dict):
        return None
    if name in node:
        return node[name]
    return next((node[space + name] for space in _NAMESPACES if space + name in node), None)


def _kinds(node: Node) -> frozenset[str]:
    given = node.get("@type", node.get("type"))
    named = given if isinstance(given, list) else [given]
    return frozenset(re.split(r"[/:]", kind)[-1] for kind in named if isinstance(kind, str))


def _is_reference(node: Node) -> bool:
    return "@id" in node and node.keys() <= {"@id", "@type"}


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts and numbers a property has, cleaned, without empty ones."""
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from _texts(next((value[key] for key in _VALUES if key in value), None))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield f"{value:g}" if isinstance(value, float) else str(value)
    elif isinstance(value, str) and (text := cleaned(value)):
        yield text
