"""What a browser would make of a rendered page, as far as a parser can tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from factcheck.model import Assessment, Document, Reason, Report, Stance, Verdict
from factcheck.renderers.html import render_html
from tests.renderers import reports

Attributes = dict[str, str]
_VOID = frozenset({"meta", "input", "br", "hr", "link", "img"})


@dataclass(slots=True)
class Parsed:
    """The elements in order with their attributes, and the text of each article and of the rest."""

    elements: list[tuple[str, Attributes]] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    text: str = ""
    marked: list[str] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)

    def all(self, tag: str, name: str = "") -> list[Attributes]:
        """Return the attributes of every element ``tag`` that has the attribute ``name``."""
        return [found for one, found in self.elements if one == tag and (not name or name in found)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Parsed()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"repeated attribute: {attrs}"
        self.page.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self.page.unclosed.append(tag)
        if tag == "article":
            self.page.articles.append("")
        if tag == "mark":
            self.page.marked.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.page.unclosed.pop() == tag

    def handle_data(self, data: str) -> None:
        within = set(self.page.unclosed)
        if "article" in within:
            self.page.articles[-1] += data
        if "mark" in within:
            self.page.marked[-1] += data
        if not within & {"style", "script"}:
            self.page.text += data


def parsed(page: str) -> Parsed:
    """Return the elements and texts of ``page``."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.page


def rendered(report: Report, ui_lang: str = "en") -> Parsed:
    """Return the parsed page of ``report``."""
    return parsed(render_html(report, ui_lang=ui_lang))


def long_report(claims: int = 500) -> Report:
    """Return a report on a text of ``claims`` different sentences, with evidence for each."""
    sentences = [
        f"Ministry number {n} spent {n + 100} million euros on roads and bridges in the year 2023."
        for n in range(claims)
    ]
    text = "\n\n".join(" ".join(sentences[n : n + 5]) for n in range(0, claims, 5))
    document = replace(reports.DOCUMENT, id="long", text=text, title="Spending")
    made: tuple[Callable[[Document, int, str], Assessment], ...] = (_refuted, _supported, _open)
    assessments = (made[n % 3](document, n, sentence) for n, sentence in enumerate(sentences))
    return reports.report(*assessments, of=document)


def _refuted(of: Document, number: int, sentence: str) -> Assessment:
    told = f"Ministry number {number} spent {number + 90} million euros on roads in 2023."
    clash = reports.clash(Reason.QUANTITY, f"{number + 100} million", f"{number + 90} million")
    match = reports.match(reports.fact(f"f-{number}", told), Stance.REFUTES, clash)
    reasons = (Reason.QUANTITY,)
    return reports.assessed(sentence, Verdict.REFUTED, match, of=of, reasons=reasons)


def _supported(of: Document, number: int, sentence: str) -> Assessment:
    match = reports.match(reports.fact(f"f-{number}", sentence))
    return reports.assessed(sentence, Verdict.SUPPORTED, match, of=of, speaker="Sybiha")


def _open(of: Document, number: int, sentence: str) -> Assessment:
    match = reports.match(reports.fact(f"f-{number}", sentence), Stance.NEUTRAL)
    reasons = (Reason.UNDECIDED,)
    return reports.assessed(sentence, Verdict.NOT_ENOUGH_INFO, match, of=of, reasons=reasons)
