"""A report for a pull request or a CMS: CommonMark with one table, contradictions first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from factcheck.model import (
    Assessment,
    DocumentReport,
    Fact,
    Match,
    PartAssessment,
    Rating,
    Report,
    RunInfo,
    Span,
    Verdict,
)
from factcheck.renderers.clipping import clipped
from factcheck.renderers.display import Display, display_for
from factcheck.renderers.evidence import (
    both_sides,
    clashes,
    clashing_parts,
    counting_parts,
    deciding_matches,
    points_to,
)
from factcheck.renderers.explanations import notes, told
from factcheck.renderers.header import about_document, about_run
from factcheck.renderers.inert import inert
from factcheck.renderers.reasons import told_reasons
from factcheck.renderers.reviews import decider, told_review
from factcheck.renderers.text import MAX_FACTS, MAX_SENTENCE, MAX_STATEMENT, SYMBOLS

SECTIONS = (
    Verdict.REFUTED,
    Verdict.CONFLICTING,
    Verdict.MIXED,
    Verdict.PARTLY_SUPPORTED,
    Verdict.SUPPORTED,
)
"""Verdicts that have a section, what asks for an editor first."""

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&vert;"}
_MARKUP = re.compile(r"[\\`*_{}\[\]~!$^]")
_BLOCK_START = re.compile(r"^\s*(?=[#+\-=:])|^\s*\d+(?=[.)](\s|$))")
# Sites make links of addresses, of people and of issues after Markdown has been read, so that no
# escape helps: a space after the mark does, and stays visible.
_AUTOLINK = re.compile(r"(://|\bwww\.|@|#|\bGH-)(?=\S)", re.IGNORECASE)
_KEPT_IN_URLS = "%:/?#@!$&'+,;="


def render_markdown(
    report: Report, *, ui_lang: str = "", width: int = 80, color: bool = False
) -> str:
    """Return ``report`` as Markdown; lines are as long as they get."""
    del width, color  # the same options as every renderer; Markdown has neither
    page = _MarkdownPage(words=display_for(report, ui_lang))
    return "".join(f"{line}\n" for line in page.report(report))


def escaped(text: str) -> str:
    """Return ``text`` as Markdown that shows it as written: no markup, no HTML, no link."""
    shown = _AUTOLINK.sub(r"\1 ", inert(text))
    shown = _MARKUP.sub(r"\\\g<0>", shown)
    shown = re.sub(r"[&<>|]", lambda found: _ENTITIES[found.group()], shown)
    return _BLOCK_START.sub(r"\g<0>\\", shown)


def marked(text: str, spans: Iterable[Span]) -> str:
    """Return ``text`` escaped, with what ``spans`` cover of it in bold."""
    pieces, done = [], 0
    for start, end in _merged(spans, len(text)):
        before, inner, after = text[done:start], text[start:end], text[end : end + 1]
        pieces += [escaped(before), _bold(text[:start][-1:], inner, after)]
        done = end
    return "".join([*pieces, escaped(text[done:])])


def linked(label: str, urls: Iterable[str]) -> str:
    """Return ``label`` escaped, as a link to the first of ``urls`` that is a web address."""
    address = web_address(urls).replace("&", "&amp;")
    return f"[{escaped(label)}](<{address}>)" if address else escaped(label)


def web_address(urls: Iterable[str]) -> str:
    """Return the first of ``urls`` that is a web address, nothing in it special; else ``""``."""
    chosen = next((url for url in urls if _is_web_address(url)), "")
    return quote(chosen, safe=_KEPT_IN_URLS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _MarkdownPage:
    """Lays a report out as blocks of Markdown, in the words of one language."""

    words: Display

    def report(self, report: Report) -> Iterator[str]:
        for number, document in enumerate(report.documents):
            if number:
                yield ""
            yield from self.header(document, report.run if number == 0 else None)
            yield from self.summary(document)
            numbered = list(enumerate(document.assessments, start=1))
            numbers = {assessment.claim.id: number for number, assessment in numbered}
            for verdict in SECTIONS:
                chosen = [(n, a) for n, a in numbered if a.verdict is verdict]
                yield from self.section(verdict, chosen, numbers)
            yield from self.to_check(numbered)
            yield from self.folded(numbered)

    def header(self, document: DocumentReport, run: RunInfo | None) -> Iterator[str]:
        yield f"# {escaped(document.document.source or '-')}"
        yield ""
        if document.document.is_derived and document.document.title:
            yield escaped(clipped(document.document.title))
            yield ""
        rows = about_document(document.document, document.unresolved_dates, self.words)
        for name, value in (*rows, *(about_run(run, self.words) if run else ())):
            yield f"- **{escaped(name)}**: {escaped(value)}"

    def summary(self, document: DocumentReport) -> Iterator[str]:
        yield ""
        if not document.assessments:
            yield escaped(self.words.table["no_claims"])
            return
        title, total = self.words.word("summary", "title"), self.words.word("summary", "total")
        yield f"| {escaped(title)} | {len(document.assessments)} | {escaped(total)} |"
        yield "|---|---:|---|"
        for verdict in Verdict:
            numbered = enumerate(document.assessments, start=1)
            numbers = [str(n) for n, assessment in numbered if assessment.verdict is verdict]
            word = escaped(self.words.verdict(verdict))
            yield f"| {SYMBOLS[verdict]} {word} | {len(numbers)} | {', '.join(numbers)} |"

    # -- claims ------------------------------------------------------------------------------

    def section(
        self, verdict: Verdict, chosen: list[tuple[int, Assessment]], numbers: Mapping[str, int]
    ) -> Iterator[str]:
        if chosen:
            yield ""
            yield f"## {SYMBOLS[verdict]} {escaped(self.words.verdict(verdict))}: {len(chosen)}"
        listed = False
        for number, assessment in chosen:
            first = numbers.get(assessment.claim.duplicate_of)
            one_line = first is not None or verdict is Verdict.SUPPORTED
            if not (one_line and listed):
                yield ""
            listed = one_line
            if first is not None:
                yield f"- {self.repeats(number, first, assessment)}"
            elif one_line:
                yield f"- {self.confirmed(number, assessment)}"
            else:
                yield from self.claim(number, assessment)

    def claim(self, number: int, assessment: Assessment) -> Iterator[str]:
        yield self.head(number, assessment)
        yield ""
        yield f"> {self.sentence(assessment)}"
        yield ""
        if assessment.reviewed is not None:
            yield f"- *{escaped(told_review(assessment, self.words))}*"
        parts = counting_parts(assessment)
        for part in parts:
            yield f"- {self.part(part, several=len(parts) > 1)}"
            for match in self.matches(part):
                yield f"  - {self.fact(part, match)}"

    def head(self, number: int, assessment: Assessment) -> str:
        told = [_place(number, assessment)]
        if assessment.reasons and assessment.verdict is not Verdict.PARTLY_SUPPORTED:
            told.append(self.reasons(assessment))
        if assessment.confidence is not None:
            percent = int(assessment.confidence * 100)  # rounds down: never shows a certainty
            told.append(self.words.table["confidence"].format(percent=percent))
        return " · ".join([*told, *self.decided(assessment)])

    def decided(self, assessment: Assessment) -> list[str]:
        """Return whose decision the verdict is; empty when it is nobody's."""
        by = decider(assessment, self.words)
        return [escaped(by)] if by else []

    def sentence(self, assessment: Assessment) -> str:
        start = assessment.claim.span.start
        spans = [
            span.shifted(part.part.span.start - start)
            for part in clashing_parts(assessment)
            for match in deciding_matches(part)[:1]
            for span in (clash.claim_span for clash in clashes(match))
            if span is not None
        ]
        return marked(clipped(assessment.claim.text, MAX_SENTENCE), spans)

    def part(self, part: PartAssessment, *, several: bool) -> str:
        reasons = f" ({self.reasons(part)})" if part.reasons else ""
        verdict = f"{escaped(self.words.verdict(part.verdict))}{reasons}"
        pieces = [SYMBOLS[part.verdict]]
        if several:
            pieces += [escaped(self.words.quoted(clipped(part.part.text))), verdict]
        if part.verdict is Verdict.REFUTED:
            pieces[-1] += ":" * several
            pieces.append(escaped(told(part, self.words)))
        elif not several:
            pieces.append(verdict)
        return " ".join([*pieces, *(f"*{escaped(note)}*" for note in self.notes(part))])

    def notes(self, part: PartAssessment) -> Iterator[str]:
        yield from notes(part, self.words)
        denied = [match.fact.rating is Rating.FALSE for match in deciding_matches(part)[:1]]
        if part.verdict is Verdict.SUPPORTED and any(denied):
            yield self.words.table["denial"]

    def matches(self, part: PartAssessment) -> tuple[Match, ...]:
        matches = deciding_matches(part)
        if part.verdict is Verdict.CONFLICTING:
            return both_sides(matches) or matches[:MAX_FACTS]
        return matches[:MAX_FACTS]

    def fact(self, part: PartAssessment, match: Match) -> str:
        side = points_to(match) if part.verdict is Verdict.CONFLICTING else part.verdict
        found = (clash.fact_span for clash in clashes(match))
        spans = [span for span in found if span is not None]
        statement = marked(clipped(match.fact.statement, MAX_STATEMENT), spans)
        told = ", ".join(filter(None, (self.cited(match.fact), self.headline(match.fact))))
        return f"{SYMBOLS[side]} {statement} ({told})"

    def headline(self, fact: Fact) -> str:
        return escaped(self.words.headline(fact))

    def cited(self, fact: Fact) -> str:
        return linked(self.words.citation(fact), fact.urls)

    def reasons(self, judged: Assessment | PartAssessment) -> str:
        return escaped(told_reasons(judged, self.words))

    # -- one line each -----------------------------------------------------------------------

    def repeats(self, number: int, first: int, assessment: Assessment) -> str:
        told = self.words.word("summary", "repeats").format(number=first)
        line = f"{_place(number, assessment)} · {escaped(told)}"
        return " · ".join([line, *self.decided(assessment)])

    def confirmed(self, number: int, assessment: Assessment) -> str:
        line = f"{_place(number, assessment)} · {self.sentence(assessment)}"
        if assessment.reviewed is not None:
            return f"{line} *{escaped(told_review(assessment, self.words))}*"
        parts = counting_parts(assessment)
        facts = [match.fact for part in parts for match in deciding_matches(part)[:1]]
        cited = list(dict.fromkeys(self.cited(fact) for fact in facts))
        told = dict.fromkeys(note for part in parts for note in self.notes(part))
        pieces = [line, *([f"({'; '.join(cited)})"] if cited else [])]
        return " ".join([*pieces, *(f"*{escaped(note)}*" for note in told)])

    def to_check(self, numbered: list[tuple[int, Assessment]]) -> Iterator[str]:
        still_open = [(n, a) for n, a in numbered if a.verdict is Verdict.NOT_ENOUGH_INFO]
        if not still_open:
            return
        yield ""
        title = self.words.word("summary", "to_check")
        yield f"## {SYMBOLS[Verdict.NOT_ENOUGH_INFO]} {escaped(title)}: {len(still_open)}"
        yield ""
        for number, assessment in sorted(still_open, key=lambda one: -one[1].claim.checkworthiness):
            reasons = f" ({self.reasons(assessment)})" if assessment.reasons else ""
            line = f"- {_place(number, assessment)} · {self.sentence(assessment)}{reasons}"
            yield " · ".join([line, *self.decided(assessment)])

    def folded(self, numbered: list[tuple[int, Assessment]]) -> Iterator[str]:
        left = [(n, a) for n, a in numbered if a.verdict is Verdict.NOT_CHECKABLE]
        if left:
            word = escaped(self.words.verdict(Verdict.NOT_CHECKABLE))
            told = (f"{n}{self.why(a)}" for n, a in left)
            yield ""
            yield f"{SYMBOLS[Verdict.NOT_CHECKABLE]} {word}: {', '.join(told)}"

    def why(self, assessment: Assessment) -> str:
        """Return in brackets why there is nothing to check, or whose decision that is."""
        reasons = [self.reasons(assessment)] if assessment.reasons else []
        told = "; ".join([*reasons, *self.decided(assessment)])
        return f" ({told})" if told else ""


def _place(number: int, assessment: Assessment) -> str:
    return f"**{number}** · {assessment.claim.line}:{assessment.claim.column}"


def _merged(spans: Iterable[Span], length: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches that ``spans`` cover of a text, in order, touching ones joined."""
    inside = sorted((max(span.start, 0), min(span.end, length)) for span in spans)
    open_start, open_end = 0, 0
    for start, end in inside:
        if start >= end:
            continue
        if start > open_end:
            if open_end > open_start:
                yield open_start, open_end
            open_start, open_end = start, end
        open_end = max(open_end, end)
    if open_end > open_start:
        yield open_start, open_end


def _bold(before: str, inner: str, after: str) -> str:
    """Return ``inner`` in bold where Markdown reads two asterisks as such, else escaped."""
    outer = [
        before.isalnum() and not inner[:1].isalnum(),
        after.isalnum() and not inner[-1:].isalnum(),
    ]
    if any(outer) or inner != inner.strip() or not inert(inner).strip():
        return escaped(inner)
    return f"**{escaped(inner)}**"


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    one_word = url.split() == [url] and inert(url) == url
    return one_word and parts.scheme in {"http", "https"} and bool(parts.netloc)
