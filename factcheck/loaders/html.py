"""The main text of an HTML page with its structure; what stands around it on the page is left out.

``trafilatura`` finds the text. Its own reading of dates is not used: it completes a month with the
day on which it runs.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from factcheck.errors import MissingDependencyError
from factcheck.loaders.layout import Layout, Metadata, paragraph_blocks, repeats_headline
from factcheck.loaders.marks import Marks
from factcheck.model import HEADINGS, Block, BlockKind, Span
from factcheck.text import without_site_name

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

Stretch = tuple[str, BlockKind]

_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CAPTION_MARK: Final = "⸨caption⸩"
"""Carries a caption through the extraction, which drops them; pages have no use for the sign."""

_CAPTIONS: Final = (
    "//figcaption | //*[contains(concat(' ', translate(@class, '-_', '  '), ' '), ' caption ')"
    " and not(self::table or self::caption or ancestor-or-self::figcaption)"
    " and not(.//p or .//div or .//img or .//h1 or .//h2) and string-length(.) <= 600]"
)
_MARKED: Final = "//article | //main | //*[@role='main' or @itemprop='articleBody']"
_CLASS_JOINT: Final = re.compile(r"[\s_-]+")
_DATES: Final = frozenset({
    "article:published_time", "og:published_time", "datepublished", "date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "dc.date",
    "dc.date.issued", "dc.date.created", "dcterms.date", "dcterms.issued", "dcterms.created",
    "citation_publication_date", "citation_date", "parsely-pub-date", "sailthru.date",
})  # fmt: skip
"""What pages call the day of publication, lower-cased."""

_ARTICLE: Final = re.compile(r"Article|Posting|Report|WebPage", re.IGNORECASE)
_BLOCK_TAGS: Final = frozenset(
    ["p", "head", "list", "item", "quote", "table", "row", "div", "body"]
)
_KINDS: Final = {"item": BlockKind.LIST_ITEM, "row": BlockKind.LIST_ITEM, "quote": BlockKind.QUOTE}
_SMALLEST: Final = {"min_extracted_size": 1, "min_output_size": 1, "min_output_comm_size": 1}
"""Characters from which a text counts; the library's own bounds are for crawling."""


def html_layout(text: str, marks: Marks) -> Layout:
    """Return the page's text as derived text; it has no blocks when the page holds none.

    Raises ``MissingDependencyError`` without the extra ``web``.
    """
    tree = _parsed(text)
    if tree is None:
        return Layout(text="", blocks=(), is_derived=True)
    metadata = _metadata(tree, marks)
    _keep_captions(tree)
    _mark_article(tree)
    page = _extracted(tree)
    if page is None:
        return Layout(text="", blocks=(), is_derived=True)
    stretches = list(_told(_stretches(page.body, marks), marks))
    title = _cleaned(without_site_name(page.title or ""))
    headed = _with_heading(stretches, title, _cleaned(page.author or ""))
    words, blocks = _joined(headed, marks)
    headline = next((b.span.slice(words) for b in blocks if b.kind is BlockKind.HEADLINE), "")
    known = Metadata(title=headline or title, date=metadata.date, lang=metadata.lang)
    return Layout(text=words, blocks=blocks, metadata=known, is_derived=True)


def _parsed(text: str) -> HtmlElement | None:
    try:
        # Imported here: only pages need it, and it is an extra.
        from lxml import etree, html
    except ImportError as error:
        raise MissingDependencyError("reading HTML", "web") from error
    body = _DECLARATION.sub("", text.lstrip("\ufeff")).replace(_CAPTION_MARK, "")
    try:
        tree = html.document_fromstring(body)
    except (etree.LxmlError, ValueError):
        return None
    for element in tree.iter():  # lxml reads what it refuses to write, also from "&#27;"
        for slot in ("text", "tail"):
            words = getattr(element, slot)
            if words and _CONTROLS.search(words):
                setattr(element, slot, _CONTROLS.sub("", words))
    return tree


def _extracted(tree: HtmlElement) -> Any:
    """Return the library's document, or ``None`` when it finds no text."""
    try:
        # Imported here: it takes 0.2 s.
        from trafilatura import bare_extraction
        from trafilatura.settings import Extractor, set_date_params
    except ImportError as error:
        raise MissingDependencyError("reading HTML", "web") from error
    for name in ("trafilatura", "htmldate"):  # else it says on stderr that a page holds no text
        logging.getLogger(name).addHandler(logging.NullHandler())
    options = Extractor(
        output_format="python", fast=True, comments=False, with_metadata=True,
        date_params=set_date_params(extensive=False),
    )  # fmt: skip
    for name, value in _SMALLEST.items():
        setattr(options, name, value)
    return bare_extraction(tree, options=options)


# -- before the extraction -----------------------------------------------------------------------


def _keep_captions(tree: HtmlElement) -> None:
    """Put each caption behind its figure as a paragraph that says what it is."""
    from lxml.html import Element

    for caption in tree.xpath(_CAPTIONS):
        words = _cleaned(caption.text_content())
        parent = caption.getparent()
        figure = next(caption.iterancestors("figure"), caption)
        if not words or parent is None:
            continue
        paragraph = Element("p")
        paragraph.text = f"{_CAPTION_MARK} {words}"
        figure.addnext(paragraph)
        paragraph.tail, figure.tail = figure.tail, None
        caption.drop_tree()
    for element in tree.xpath("//*[contains(@class, 'caption')]"):
        del element.attrib["class"]  # what holds captions, or is only named so, would be dropped


def _mark_article(tree: HtmlElement) -> None:
    """Take the whole body for the article of a page that marks none: its headings are kept."""
    from lxml.html import Element

    body = tree.find("body")
    if body is None or tree.xpath(_MARKED):
        return
    body.tag = "article"
    frame = Element("body")
    body.addprevious(frame)
    frame.append(body)


def _metadata(tree: HtmlElement, marks: Marks) -> Metadata:
    found = list(_dates(tree))
    day = next((value for value in found if marks.date_of(value)), found[0] if found else "")
    locale = tree.xpath("string(//meta[@property='og:locale']/@content)")
    return Metadata(date=day.strip(), lang=tree.get("lang") or tree.get("xml:lang") or str(locale))


def _dates(tree: HtmlElement) -> Iterator[str]:
    """Yield what the page gives as its day of publication, the surest first."""
    for meta in tree.iter("meta"):
        names = (meta.get("property"), meta.get("name"), meta.get("itemprop"))
        if any(name and name.lower() in _DATES for name in names):
            yield meta.get("content") or ""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            yield from _published(json.loads(script.text or ""))
        except (ValueError, RecursionError):
            continue  # other people's JSON: a broken script says nothing
    marked = tree.xpath("//time[@itemprop='datePublished' or @pubdate]")
    times = marked or list(_opening_times(tree))
    days = {time.get("datetime") or time.text_content() for time in times}
    if len(days) == 1:
        yield from days


def _opening_times(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the ``time`` elements of the article that stand before its first paragraph."""
    article = next(tree.iter("article", "main"), None)
    for element in article.iter("time", "p") if article is not None else ():
        if element.tag == "p":
            return
        yield element


def _published(value: Any) -> Iterator[str]:
    """Yield the dates of the articles that JSON-LD describes."""
    if isinstance(value, list):
        for item in value:
            yield from _published(item)
    elif isinstance(value, dict):
        if _ARTICLE.search(str(value.get("@type", ""))) and isinstance(
            value.get("datePublished"), str
        ):
            yield value["datePublished"]
        yield from _published(value.get("@graph"))


# -- after the extraction ------------------------------------------------------------------------


def _stretches(body: _Element, marks: Marks) -> Iterator[Stretch]:
    """Yield the text of each block of the extracted tree with its kind, in order."""
    walk = _Walk(marks)
    walk.visit(body, BlockKind.PARAGRAPH)
    walk.flush(BlockKind.PARAGRAPH)
    yield from walk.found


class _Walk:
    """Gathers running text until a block begins or ends."""

    def __init__(self, marks: Marks) -> None:
        self._names = marks.subheadline_names
        self.found: list[Stretch] = []
        self._words: list[str] = []
        self._top = ""

    def visit(self, element: _Element, kind: BlockKind) -> None:
        """Add the text of ``element`` and of what it holds."""
        own = self._kind(element, kind)
        self._words.append(element.text or "")
        for child in element:
            self._child(child, own)
            self._words.append(child.tail or "")

    def _child(self, child: _Element, kind: BlockKind) -> None:
        if not isinstance(child.tag, str):
            return
        if child.tag in _BLOCK_TAGS:
            self.flush(kind)
            self.visit(child, kind)
            self.flush(self._kind(child, kind))
            return
        self._words.append("\n" if child.tag == "lb" else "")
        self.visit(child, kind)
        self._words.append(" | " if child.tag == "cell" and child.getnext() is not None else "")

    def flush(self, kind: BlockKind) -> None:
        """End the stretch that is being gathered."""
        # An empty line within a block is two breaks: a new paragraph.
        for stretch in re.split(r"\n[ \t]*\n\s*", self._text()):
            if stretch:
                self.found.append((stretch, kind))
        self._words.clear()

    def _text(self) -> str:
        lines = "".join(_SPACE.sub(" ", w) if w != "\n" else w for w in self._words).split("\n")
        return "\n".join(line.strip(" ") for line in lines).strip("\n")

    def _kind(self, element: _Element, kind: BlockKind) -> BlockKind:
        if element.tag == "head":
            level = element.get("rend") or "h1"
            self._top = self._top or level
            return BlockKind.HEADLINE if level <= self._top else BlockKind.SUBHEADLINE
        if not self._names.isdisjoint(_CLASS_JOINT.split((element.get("class") or "").lower())):
            return BlockKind.SUBHEADLINE
        return _KINDS.get(str(element.tag), kind)


def _told(stretches: Iterator[Stretch], marks: Marks) -> Iterator[Stretch]:
    """Yield the stretches; lines whose wording tells their kind stand alone."""
    for stretch, kind in stretches:
        if stretch.startswith(_CAPTION_MARK):
            yield stretch.removeprefix(_CAPTION_MARK).strip(), BlockKind.CAPTION
            continue
        held: list[str] = []
        for line in stretch.split("\n"):
            told = marks.kind_of(line) if kind is not BlockKind.HEADLINE else None
            if told is None:
                held.append(line)
                continue
            if held:
                yield "\n".join(held), kind
            yield line, told
            held = []
        if held:
            yield "\n".join(held), kind


def _with_heading(stretches: list[Stretch], title: str, author: str) -> list[Stretch]:
    """Return the stretches with the page's title and author before them when they lack them."""
    opening = [number for number, (_, kind) in enumerate(stretches) if kind is BlockKind.HEADLINE][
        :1
    ]
    before = stretches[: opening[0]] if opening else stretches
    has_headline = bool(opening) and all(kind is not BlockKind.PARAGRAPH for _, kind in before)
    whole = list(stretches)
    if not has_headline and title and not any(repeats_headline(s, title) for s, _ in whole[:3]):
        whole.insert(0, (title, BlockKind.HEADLINE))
    if author and all(kind is not BlockKind.BYLINE for _, kind in whole):
        place = next((n for n, (_, kind) in enumerate(whole) if kind not in HEADINGS), len(whole))
        whole.insert(place, (author, BlockKind.BYLINE))
    return whole


def _joined(stretches: Sequence[Stretch], marks: Marks) -> tuple[str, tuple[Block, ...]]:
    """Return one text with an empty line between the stretches, and its blocks."""
    text = "\n\n".join(stretch for stretch, _ in stretches)
    blocks: list[Block] = []
    start, has_body = 0, False
    for stretch, kind in stretches:
        span = Span(start=start, end=start + len(stretch))
        start = span.end + 2
        if kind is BlockKind.PARAGRAPH:
            blocks.extend(paragraph_blocks(text, span, marks, not has_body))
            has_body = True
        else:
            blocks.append(Block(span=span, kind=kind))
    return text, tuple(blocks)


def _cleaned(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" ")
