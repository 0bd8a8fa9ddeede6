"""The report people read: plain text in columns, with colour where the terminal has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from factcheck.model import (
    Assessment,
    DocumentReport,
    Fact,
    Match,
    PartAssessment,
    Rating,
    Reason,
    Report,
    RunInfo,
    Span,
    Verdict,
)
from factcheck.renderers.display import display_for
from factcheck.renderers.evidence import (
    both_sides,
    check_next,
    clashes,
    counting_parts,
    deciding_matches,
    fact_ids,
    part_fact_ids,
    points_to,
)
from factcheck.renderers.explanations import clipped, held_until, notes
from factcheck.renderers.header import about_run
from factcheck.renderers.page import MIN_WIDTH, QUIET, Page, inert_text, written

SYMBOLS = {
    Verdict.SUPPORTED: "✓",
    Verdict.REFUTED: "✗",
    Verdict.PARTLY_SUPPORTED: "◐",
    Verdict.CONFLICTING: "≠",
    Verdict.MIXED: "±",
    Verdict.NOT_ENOUGH_INFO: "?",
    Verdict.NOT_CHECKABLE: "·",
}
STYLES = {
    Verdict.SUPPORTED: "green",
    Verdict.REFUTED: "bold red",
    Verdict.PARTLY_SUPPORTED: "green",
    Verdict.CONFLICTING: "bold magenta",
    Verdict.MIXED: "yellow",
    Verdict.NOT_ENOUGH_INFO: "cyan",
    Verdict.NOT_CHECKABLE: "dim",
}
CLASHING = "bold underline"
INDENT = 5
MAX_SENTENCE = 600  # characters; a "sentence" of a megabyte must not bury the report
MAX_STATEMENT = 400
MAX_FACTS = 2  # per part; the JSON report has them all


def render_text(report: Report, *, ui_lang: str = "", width: int = 80, color: bool = False) -> str:
    """Return ``report`` for a reader, no line wider than ``width`` cells."""
    page = _ReportPage(words=display_for(report, ui_lang), width=max(width, MIN_WIDTH))
    return written(page.report(report), width=page.width, color=color)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReportPage(Page):
    """Lays a report out in lines of at most ``width`` cells."""

    def report(self, report: Report) -> Iterator[Text]:
        for number, document in enumerate(report.documents):
            if number:
                yield Text()
            yield from self.header(document, report.run if number == 0 else None)
            yield from self.claims(document)
            yield from self.summary(document)

    # -- header ------------------------------------------------------------------------------

    def header(self, document: DocumentReport, run: RunInfo | None) -> Iterator[Text]:
        rows = about_run(run, self.words) if run is not None else ()
        yield from self.heading(document.document, document.unresolved_dates, rows)

    # -- claims ------------------------------------------------------------------------------

    def claims(self, document: DocumentReport) -> Iterator[Text]:
        numbers = {a.claim.id: n for n, a in enumerate(document.assessments, start=1)}
        if not numbers:
            yield inert_text(self.words.table["no_claims"], QUIET)
        folded_before = True
        for number, assessment in enumerate(document.assessments, start=1):
            folded = _is_folded(assessment)
            if not (folded and folded_before):
                yield Text()
            folded_before = folded
            if folded:
                yield self.folded(number, assessment, numbers)
            else:
                yield from self.claim(number, assessment)

    def folded(self, number: int, assessment: Assessment, numbers: dict[str, int]) -> Text:
        line = self.place(number, assessment)
        first = numbers.get(assessment.claim.duplicate_of)
        if first is not None:
            told = self.words.word("summary", "repeats").format(number=first)
            line.append_text(inert_text(told, QUIET))
        else:
            line.append(self.words.verdict(assessment.verdict), QUIET)
            line.append_text(self.reasons(assessment.reasons))
        line.append_text(inert_text(f": {clipped(assessment.claim.text)}", QUIET))
        line.truncate(self.width, overflow="ellipsis")
        return line

    def claim(self, number: int, assessment: Assessment) -> Iterator[Text]:
        yield from self.wrapped(self.head(number, assessment), 0, INDENT)
        yield from self.wrapped(self.sentence(assessment), INDENT, INDENT)
        if assessment.verdict is Verdict.NOT_ENOUGH_INFO:
            yield from self.nearest(assessment)
            return
        parts = counting_parts(assessment)
        seen: set[str] = set()
        for part in parts:
            if len(parts) > 1:
                yield from self.wrapped(self.part_head(part), INDENT, INDENT + 2)
            yield from self.evidence(part, seen)
            for note in notes(part, self.words):
                yield from self.wrapped(inert_text(note, "italic"), INDENT + 2, INDENT + 2)

    def sentence(self, assessment: Assessment) -> Text:
        line = inert_text(clipped(assessment.claim.text, MAX_SENTENCE))
        for part in counting_parts(assessment):
            shift = part.part.span.start - assessment.claim.span.start
            for match in deciding_matches(part)[:1]:
                for clash in clashes(match):
                    _marked(line, assessment.claim.text, clash.claim_span, shift)
        return line

    def head(self, number: int, assessment: Assessment) -> Text:
        line = self.place(number, assessment)
        verdict = self.words.verdict(assessment.verdict, fact_ids(assessment))
        line.append_text(inert_text(verdict, STYLES[assessment.verdict]))
        if assessment.verdict is not Verdict.PARTLY_SUPPORTED:  # there each part says its own
            line.append_text(self.reasons(assessment.reasons))
        if assessment.confidence is not None:
            percent = int(assessment.confidence * 100)  # rounds down: never shows a certainty
            shown = self.words.table["confidence"].format(percent=percent)
            line.append(f" · {shown}", QUIET)
        return line

    def place(self, number: int, assessment: Assessment) -> Text:
        claim = assessment.claim
        line = _symbol(assessment.verdict).append(f"{number:>2}", "bold")
        return line.append(f"  {f'{claim.line}:{claim.column}':<7}", QUIET)

    def reasons(self, reasons: tuple[Reason, ...]) -> Text:
        names = ", ".join(self.words.word("reasons", reason) for reason in reasons)
        return Text(f" ({names})", QUIET) if names else Text()

    # -- evidence ----------------------------------------------------------------------------

    def part_head(self, part: PartAssessment) -> Text:
        line = _symbol(part.verdict)
        line.append_text(inert_text(self.words.quoted(clipped(part.part.text))))
        verdict = self.words.verdict(part.verdict, part_fact_ids(part))
        line.append_text(inert_text(f" {verdict}", STYLES[part.verdict]))
        return line.append_text(self.reasons(part.reasons))

    def evidence(self, part: PartAssessment, seen: set[str]) -> Iterator[Text]:
        matches = deciding_matches(part)
        if part.verdict is Verdict.CONFLICTING:
            matches = both_sides(matches) or matches
        for match in matches[:MAX_FACTS]:
            yield from self.match(part, match, seen)
        if len(matches) > MAX_FACTS:
            more = self.words.table["more_facts"].format(count=len(matches) - MAX_FACTS)
            yield from self.wrapped(inert_text(more, QUIET), INDENT + 2, INDENT + 2)

    def nearest(self, assessment: Assessment) -> Iterator[Text]:
        parts = (part for part in counting_parts(assessment) if Reason.NO_FACT not in part.reasons)
        match = next((match for part in parts for match in part.matches), None)
        if match is not None:
            line = inert_text(f"{self.words.table['nearest']}: ", QUIET)
            line.append_text(inert_text(clipped(match.fact.statement, MAX_STATEMENT), QUIET))
            yield from self.wrapped(line, INDENT + 2, INDENT + 4)
            yield from self.provenance(match.fact)

    def match(self, part: PartAssessment, match: Match, seen: set[str]) -> Iterator[Text]:
        fact = match.fact
        side = points_to(match) if part.verdict is Verdict.CONFLICTING else part.verdict
        if fact.id not in seen:  # one fact often settles several parts
            seen.add(fact.id)
            statement = inert_text(clipped(fact.statement, MAX_STATEMENT))
            for clash in clashes(match):
                _marked(statement, fact.statement, clash.fact_span, 0)
            yield from self.wrapped(_symbol(side).append_text(statement), INDENT + 2, INDENT + 4)
            yield from self.provenance(fact)
        if part.verdict is Verdict.SUPPORTED and fact.rating is Rating.FALSE:
            told = inert_text(self.words.table["denial"], "italic")
            yield from self.wrapped(told, INDENT + 4, INDENT + 6)
        if part.verdict in {Verdict.REFUTED, Verdict.CONFLICTING}:
            for line in self.clash_lines(part, match):
                yield from self.wrapped(line, INDENT + 4, INDENT + 6)

    def provenance(self, fact: Fact) -> Iterator[Text]:
        cited = self.words.citation(fact)
        line = inert_text(f"{cited} · {fact.id}" if fact.sources else cited, QUIET)
        yield from self.wrapped(line, INDENT + 4, INDENT + 4)

    def clash_lines(self, part: PartAssessment, match: Match) -> Iterator[Text]:
        ended = held_until(match.fact)
        if Reason.OUTDATED in part.reasons and ended is not None:
            told = self.words.table["ended"].format(until=self.words.until(ended))
            yield self.labelled(Reason.OUTDATED, told)
        for comparison in clashes(match):
            if comparison.name is Reason.OUTDATED and ended is not None:
                continue
            sides = {"claim": comparison.claim_text, "fact": comparison.fact_text}
            quoted = {side: self.words.quoted(clipped(t)) for side, t in sides.items() if t}
            if len(quoted) == len(sides):
                yield self.labelled(comparison.name, self.words.table["clash"].format(**quoted))
            else:
                yield self.labelled(comparison.name, " ".join(quoted.values()))

    def labelled(self, reason: Reason, told: str) -> Text:
        line = inert_text(self.words.word("reasons", reason), STYLES[Verdict.REFUTED])
        return line.append_text(inert_text(f": {told}")) if told else line

    # -- summary -----------------------------------------------------------------------------

    def summary(self, document: DocumentReport) -> Iterator[Text]:
        yield Text()
        yield Text("─" * self.width, QUIET)
        total = len(document.assessments)
        title = inert_text(self.words.word("summary", "title"), "bold")
        yield title.append(f"  {total} {self.words.word('summary', 'total')}", QUIET)
        column = max(cell_len(self.words.verdict(verdict)) for verdict in Verdict) + 2
        for verdict in Verdict:
            numbered = enumerate(document.assessments, start=1)
            numbers = [n for n, assessment in numbered if assessment.verdict is verdict]
            word = self.words.verdict(verdict).ljust(column)
            style = STYLES[verdict] if numbers else QUIET
            line = Text().append(f"  {SYMBOLS[verdict]} {word}", style)
            line.append(f"{len(numbers):>4}", "" if numbers else QUIET)
            if numbers:
                line.append(f"   {', '.join(map(str, numbers))}", QUIET)
            line.truncate(self.width, overflow="ellipsis")
            yield line
        yield from self.to_check(document)

    def to_check(self, document: DocumentReport) -> Iterator[Text]:
        if best := check_next(document.assessments):
            label = self.words.word("summary", "to_check")
            yield Text().append(f"{label}: ", "bold").append(", ".join(map(str, best)))


def _symbol(verdict: Verdict) -> Text:
    return Text().append(f"{SYMBOLS[verdict]} ", STYLES[verdict])


def _marked(line: Text, text: str, span: Span | None, shift: int) -> None:
    """Mark the clashing words of ``text`` in ``line``, unless making it inert moved them."""
    if span is not None and line.plain == text:
        line.stylize(CLASHING, span.start + shift, span.end + shift)


def _is_folded(assessment: Assessment) -> bool:
    repeated = Reason.DUPLICATE in assessment.reasons or bool(assessment.claim.duplicate_of)
    return repeated or assessment.verdict is Verdict.NOT_CHECKABLE
