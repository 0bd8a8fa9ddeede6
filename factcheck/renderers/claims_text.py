"""Extracted claims for readers: each sentence with its parts, dates, figures and names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from factcheck.model import (
    Analysis,
    Claim,
    ClaimKind,
    DateMention,
    ExtractedClaim,
    Extraction,
    Name,
    NameKind,
    Part,
    Quantity,
    Reference,
    Role,
    TimeExpression,
)
from factcheck.renderers.clipping import clipped
from factcheck.renderers.display import display, display_for_text
from factcheck.renderers.figures import figure
from factcheck.renderers.page import MIN_WIDTH, QUIET, Page, inert_text, written

INDENT = 5
MAX_SENTENCE = 600


def render_claims_text(
    extractions: Sequence[Extraction], *, ui_lang: str = "", width: int = 80, color: bool = False
) -> str:
    """Return what was read for a reader, no line wider than ``width`` cells."""
    lines: list[Text] = []
    for number, one in enumerate(extractions):
        words = display(ui_lang) if ui_lang else display_for_text(one.document.language)
        page = _ClaimsPage(words=words, width=max(width, MIN_WIDTH))
        lines += [Text()] * bool(number)
        lines += page.extraction(one)
    return written(lines, width=max(width, MIN_WIDTH), color=color)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ClaimsPage(Page):
    """Lays extracted claims out, one after the other."""

    def extraction(self, extraction: Extraction) -> Iterator[Text]:
        yield from self.heading(extraction.document, extraction.unresolved_dates)
        if not extraction.claims:
            yield inert_text(self.words.table["no_claims"], QUIET)
        numbers = {e.claim.id: n for n, e in enumerate(extraction.claims, start=1)}
        folded_before = True
        for number, extracted in enumerate(extraction.claims, start=1):
            claim = extracted.claim
            folded = bool(claim.duplicate_of) or claim.kind is ClaimKind.BOILERPLATE
            if not (folded and folded_before):
                yield Text()
            folded_before = folded
            if folded:
                yield self.folded(number, claim, numbers)
            else:
                yield from self.claim(number, extracted)

    def folded(self, number: int, claim: Claim, numbers: dict[str, int]) -> Text:
        line = self.place(number, claim)
        first = numbers.get(claim.duplicate_of)
        if first is None:
            told = self.words.word("kinds", claim.kind)
        else:
            told = self.words.word("summary", "repeats").format(number=first)
        line.append_text(inert_text(f"{told}: {clipped(claim.text)}", QUIET))
        line.truncate(self.width, overflow="ellipsis")
        return line

    def place(self, number: int, claim: Claim) -> Text:
        line = Text().append(f"{number:>3}", "bold")
        return line.append(f"  {f'{claim.line}:{claim.column}':<6} ", QUIET)

    def claim(self, number: int, extracted: ExtractedClaim) -> Iterator[Text]:
        claim = extracted.claim
        head = self.place(number, claim).append(self.words.word("kinds", claim.kind), "bold")
        worth = self.words.word("extraction", "checkworthiness")
        head.append(f" · {worth.format(percent=round(claim.checkworthiness * 100))}", QUIET)
        yield from self.wrapped(head, 0, INDENT)
        yield from self.wrapped(inert_text(clipped(claim.text, MAX_SENTENCE)), INDENT, INDENT)
        rows = list(self.rows(extracted))
        column = max((cell_len(label) for label, _ in rows), default=0) + 2
        for label, told in rows:
            yield from self.row(label, inert_text(told), INDENT + 2, column)

    def rows(self, extracted: ExtractedClaim) -> Iterator[tuple[str, str]]:
        """Yield label and content of everything known of a claim beyond its words."""
        claim, analysis = extracted.claim, extracted.analysis
        if len(claim.parts) > 1 or claim.parts[0].role is not Role.ASSERTION:
            for part in claim.parts:
                yield self.words.word("roles", part.role), self.part(part)
        elif claim.speaker:
            yield self.words.word("extraction", "speaker"), claim.speaker
        named = (
            ("dates", [self.date(mention) for mention in analysis.dates]),
            ("durations", list(self.durations(analysis))),
            ("quantities", [figure(self.words, one) for one in _counted(analysis)]),
            ("names", [self.name(name) for name in analysis.names]),
            ("references", [self.reference(one) for one in claim.references]),
        )
        for key, told in named:
            if told:
                yield self.words.word("extraction", key), " · ".join(told)

    def part(self, part: Part) -> str:
        told = self.words.quoted(clipped(part.text, MAX_SENTENCE))
        if part.speaker:
            told += " " + self.words.word("extraction", "said_by").format(speaker=part.speaker)
        return told

    def date(self, mention: DateMention) -> str:
        if mention.interval is None:
            return f"{mention.text} → {self.words.word('extraction', 'unresolved')}"
        day = self.words.interval(mention.interval)
        return mention.text if day in mention.text else f"{mention.text} → {day}"

    def durations(self, analysis: Analysis) -> Iterator[str]:
        """Yield lengths of time and ages: read as the figures they are, where they are figures."""
        for duration in analysis.durations:
            read = [q for q in analysis.quantities if _overlap(q, duration)]
            yield " · ".join(figure(self.words, one) for one in read) or duration.text

    def reference(self, reference: Reference) -> str:
        """Return whom a mention stands for: "il premier → Denys Shmyhal"."""
        mention = reference.text or self.words.word("extraction", "elided")
        if reference.is_ambiguous:
            several = " / ".join(reference.candidates)
            return f"{mention} → {self.words.word('extraction', 'ambiguous')} ({several})"
        return f"{mention} → {reference.means}"

    def name(self, name: Name) -> str:
        if name.kind is NameKind.UNKNOWN:
            return name.text
        return f"{name.text} ({self.words.word('names', name.kind)})"


def _counted(analysis: Analysis) -> Iterator[Quantity]:
    """Yield the figures that are not shown as lengths of time."""
    for quantity in analysis.quantities:
        if not any(_overlap(quantity, duration) for duration in analysis.durations):
            yield quantity


def _overlap(quantity: Quantity, duration: TimeExpression) -> bool:
    return quantity.span.start < duration.span.end and duration.span.start < quantity.span.end
