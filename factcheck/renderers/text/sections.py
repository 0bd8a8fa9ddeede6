"""A document's claims in the order that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from factcheck.model import (
    Assessment,
    ClaimKind,
    ClaimOrder,
    ClaimView,
    DocumentReport,
    Reason,
    RunInfo,
    Verdict,
    tally,
)
from factcheck.renderers.evidence import MAX_TO_CHECK, check_next
from factcheck.renderers.header import about_run
from factcheck.renderers.page import QUIET, inert_text
from factcheck.renderers.text.blocks import ClaimBlocks
from factcheck.renderers.text.styles import STYLES, SYMBOLS
from factcheck.renderers.text.summary import Summary

Numbered = Sequence[tuple[int, Assessment]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage(ClaimBlocks, Summary):
    """Lays documents out in lines of at most ``width`` cells."""

    view: ClaimView

    def document(self, judged: DocumentReport, run: RunInfo | None) -> Iterator[Text]:
        """Yield header, claims and summary; ``run`` is told in the header when given."""
        yield from self.header(judged, run)
        yield from self.claims(judged)
        yield from self.summary(judged)

    def header(self, judged: DocumentReport, run: RunInfo | None) -> Iterator[Text]:
        """Yield what is known of the text, what it was judged with and what came out."""
        rows: list[tuple[str, str | Text]] = [*(about_run(run, self.words) if run else ())]
        counts = tally(judged.assessments)
        if judged.assessments:
            rows.append((self.words.word("header", "claims"), self.counted(counts)))
        if self.view.only:
            named = [
                self.words.verdict(verdict) for verdict in Verdict if verdict in self.view.only
            ]
            told = self.words.word("header", "shown_of").format(
                shown=sum(counts[verdict] for verdict in self.view.only),
                total=len(judged.assessments),
                verdicts=", ".join(named),
            )
            rows.append((self.words.word("header", "shown"), told))
        yield from self.heading(judged.document, judged.unresolved_dates, rows)

    def claims(self, judged: DocumentReport) -> Iterator[Text]:
        """Yield the wanted claims."""
        if not judged.assessments:
            yield inert_text(self.words.table["no_claims"], QUIET)
        numbers = {a.claim.id: n for n, a in enumerate(judged.assessments, start=1)}
        numbered = self.view.numbered(judged.assessments)
        if self.view.order is not ClaimOrder.VERDICT:
            yield from self.flow(numbered, numbers)
            return
        for verdict, group in groupby(numbered, key=lambda pair: pair[1].verdict):
            if verdict is Verdict.NOT_ENOUGH_INFO:
                yield from self.unsettled(list(group), numbers, check_next(judged.assessments))
            else:
                chosen = sorted(group, key=lambda pair: not _is_furniture(pair[1]))
                yield from self.section(verdict, self.words.verdict(verdict), len(chosen))
                yield from self.flow(chosen, numbers)

    def unsettled(
        self, numbered: Numbered, numbers: Mapping[str, int], best: Sequence[int]
    ) -> Iterator[Text]:
        """Yield what to check next in full, then the other open claims on a line each."""
        verdict = Verdict.NOT_ENOUGH_INFO
        by_number = dict(numbered)
        if len(numbered) <= MAX_TO_CHECK:
            best = [*best, *(number for number in by_number if number not in best)]
        chosen = [(number, by_number[number]) for number in best if number in by_number]
        if chosen:
            yield from self.section(verdict, self.words.word("summary", "to_check"), len(chosen))
            yield from self.flow(chosen, numbers)
        rest = [(number, a) for number, a in numbered if number not in best]
        if rest:
            yield from self.section(verdict, self.words.verdict(verdict), len(rest))
            yield Text()
        yield from (self.brief(number, assessment) for number, assessment in rest)

    def section(self, verdict: Verdict, title: str, count: int) -> Iterator[Text]:
        """Yield the line above the claims of one verdict."""
        yield Text()
        line = Text().append(f"{SYMBOLS[verdict]} {title}", STYLES[verdict])
        line.append(f" · {count} ", QUIET)
        yield line.append("─" * max(self.width - cell_len(line.plain), 0), QUIET)

    def flow(self, numbered: Numbered, numbers: Mapping[str, int]) -> Iterator[Text]:
        """Yield claims one after the other, page furniture that stands together on one line."""
        one_line_before = False
        for furniture, group in groupby(numbered, key=lambda pair: _is_furniture(pair[1])):
            chosen = list(group)
            if furniture:
                yield from [Text()] * (not one_line_before)
                yield self.furniture(chosen)
                one_line_before = True
                continue
            for number, assessment in chosen:
                folded = _is_folded(assessment)
                if not (folded and one_line_before):
                    yield Text()
                one_line_before = folded
                if folded:
                    yield self.folded(number, assessment, numbers)
                else:
                    yield from self.claim(number, assessment)


def _is_furniture(assessment: Assessment) -> bool:
    boilerplate = assessment.claim.kind is ClaimKind.BOILERPLATE
    named = Reason.BOILERPLATE in assessment.reasons or boilerplate
    return named and assessment.verdict is Verdict.NOT_CHECKABLE


def _is_folded(assessment: Assessment) -> bool:
    repeated = Reason.DUPLICATE in assessment.reasons or bool(assessment.claim.duplicate_of)
    return repeated or assessment.verdict is Verdict.NOT_CHECKABLE
