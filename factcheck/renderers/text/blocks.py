"""One claim as lines: its place, verdict and sentence, and the facts it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from factcheck.model import (
    Assessment,
    Comparison,
    Fact,
    Match,
    PartAssessment,
    Rating,
    Reason,
    Verdict,
)
from factcheck.renderers.clipping import clipped
from factcheck.renderers.evidence import (
    both_sides,
    clashes,
    clashing_parts,
    counting_parts,
    deciding_matches,
    part_fact_ids,
    points_to,
)
from factcheck.renderers.explanations import held_until, notes
from factcheck.renderers.inert import inert
from factcheck.renderers.overlaps import overlap_lines
from factcheck.renderers.page import QUIET, Page, inert_text
from factcheck.renderers.reasons import nearest_match, told_reasons
from factcheck.renderers.reviews import decider, told_review, verdict_words
from factcheck.renderers.text.styles import (
    CLAIM_WORDS,
    FACT_WORDS,
    INDENT,
    MAX_FACTS,
    MAX_SENTENCE,
    MAX_STATEMENT,
    STYLES,
    mark,
    symbol,
)

_BETWEEN = " / "
"""Between the pieces of page furniture on their one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimBlocks(Page):
    """Claims and their evidence, in the words of one language."""

    # -- one line ----------------------------------------------------------------------------

    def furniture(self, numbered: Sequence[tuple[int, Assessment]]) -> Text:
        """Return one line for all of ``numbered``: nothing of it belongs to the story."""
        (number, first), *others = numbered
        line = self.place(number, first)
        if others:
            told = ", ".join(str(n) for n, _ in numbered)
            line = symbol(first.verdict).append(f"{told:>2}", "bold").append("  ")
        line.append(self.words.verdict(first.verdict), QUIET)
        line.append_text(self.reasons(first))
        texts = _BETWEEN.join(clipped(a.claim.text) for _, a in numbered[: self.width])
        return self.cut(line.append_text(inert_text(f": {texts}", QUIET)))

    def folded(self, number: int, assessment: Assessment, numbers: Mapping[str, int]) -> Text:
        """Return one line for a repeated claim, or for one with nothing to check."""
        line = self.place(number, assessment)
        first = numbers.get(assessment.claim.duplicate_of)
        if first is not None:
            told = self.words.word("summary", "repeats").format(number=first)
            line.append_text(inert_text(told, QUIET))
        else:
            line.append(self.words.verdict(assessment.verdict), QUIET)
            line.append_text(self.reasons(assessment))
        line.append_text(self.decided(assessment))
        return self.cut(line.append_text(inert_text(f": {clipped(assessment.claim.text)}", QUIET)))

    def brief(self, number: int, assessment: Assessment) -> Text:
        """Return one line with the claim's sentence, as far as it goes."""
        line = self.place(number, assessment)
        if assessment.reviewed is not None:
            line.append(self.words.verdict(assessment.verdict), QUIET)
            line.append_text(self.decided(assessment)).append(": ", QUIET)
        return self.cut(line.append_text(inert_text(clipped(assessment.claim.text))))

    def decided(self, assessment: Assessment) -> Text:
        """Return whose decision the verdict is, empty when it is nobody's."""
        by = decider(assessment, self.words)
        return inert_text(f" · {by}", QUIET) if by else Text()

    def cut(self, line: Text) -> Text:
        """Return ``line``, an ellipsis where the page ends."""
        line.truncate(self.width, overflow="ellipsis")
        return line

    # -- in full -----------------------------------------------------------------------------

    def claim(self, number: int, assessment: Assessment) -> Iterator[Text]:
        """Yield the claim with its verdict, its sentence and its evidence."""
        yield from self.wrapped(self.head(number, assessment), 0, INDENT)
        yield from self.wrapped(self.sentence(assessment), INDENT, INDENT)
        if decided := told_review(assessment, self.words):
            yield from self.wrapped(inert_text(decided, "italic"), INDENT, INDENT)
        if assessment.verdict is Verdict.NOT_ENOUGH_INFO:
            yield from self.nearest(assessment)
            return
        parts = counting_parts(assessment)
        seen: set[str] = set()
        indent = INDENT + 2 * (len(parts) > 1)
        for part in parts:
            if len(parts) > 1:
                yield from self.wrapped(self.part_head(part), INDENT, INDENT + 2)
            yield from self.evidence(part, seen, indent)
            for note in notes(part, self.words):
                yield from self.wrapped(inert_text(note, "italic"), indent, indent)

    def head(self, number: int, assessment: Assessment) -> Text:
        """Return number, place, verdict, the facts it rests on, reasons and confidence."""
        line = self.place(number, assessment)
        verdict = verdict_words(assessment, self.words)
        line.append_text(inert_text(verdict, STYLES[assessment.verdict]))
        if assessment.verdict is not Verdict.PARTLY_SUPPORTED:  # there each part says its own
            line.append_text(self.reasons(assessment))
        if assessment.confidence is not None:
            percent = int(assessment.confidence * 100)  # rounds down: never shows a certainty
            shown = self.words.table["confidence"].format(percent=percent)
            line.append(f" · {shown}", QUIET)
        return line

    def place(self, number: int, assessment: Assessment) -> Text:
        """Return symbol, number, line and column."""
        claim = assessment.claim
        line = symbol(assessment.verdict).append(f"{number:>2}", "bold")
        return line.append(f"  {f'{claim.line}:{claim.column}':<6} ", QUIET)

    def reasons(self, judged: Assessment | PartAssessment) -> Text:
        """Return the reasons in brackets, empty without any."""
        told = told_reasons(judged, self.words)
        return inert_text(f" ({told})", QUIET) if told else Text()

    def sentence(self, assessment: Assessment) -> Text:
        """Return the sentence, its clashing words marked."""
        line = inert_text(clipped(assessment.claim.text, MAX_SENTENCE))
        for part in clashing_parts(assessment):
            shift = part.part.span.start - assessment.claim.span.start
            for match in deciding_matches(part)[:1]:
                for clash in clashes(match):
                    span = clash.claim_span
                    mark(line, assessment.claim.text, span and span.shifted(shift), CLAIM_WORDS)
        return line

    # -- evidence ----------------------------------------------------------------------------

    def part_head(self, part: PartAssessment) -> Text:
        """Return the part's words and its verdict."""
        line = symbol(part.verdict)
        line.append_text(inert_text(self.words.quoted(clipped(part.part.text))))
        verdict = self.words.verdict(part.verdict, part_fact_ids(part))
        line.append_text(inert_text(f" {verdict}", STYLES[part.verdict]))
        told_below = part.verdict is Verdict.REFUTED and deciding_matches(part)
        return line if told_below else line.append_text(self.reasons(part))

    def evidence(self, part: PartAssessment, seen: set[str], indent: int) -> Iterator[Text]:
        """Yield the facts that decide the part, those in ``seen`` without their statement."""
        matches = deciding_matches(part)
        if part.verdict is Verdict.CONFLICTING:
            matches = both_sides(matches) or matches
        for match in matches[:MAX_FACTS]:
            side = points_to(match) if part.verdict is Verdict.CONFLICTING else part.verdict
            show = self.contradiction if side is Verdict.REFUTED else self.agreement
            yield from show(part, match, match.fact.id in seen, indent)
            yield from self.overlap(match, indent + 2)
            seen.add(match.fact.id)  # one fact often settles several parts
        if len(matches) > MAX_FACTS:
            more = self.words.table["more_facts"].format(count=len(matches) - MAX_FACTS)
            yield from self.wrapped(inert_text(more, QUIET), indent, indent)

    def nearest(self, assessment: Assessment) -> Iterator[Text]:
        """Yield the fact that comes nearest to an unsettled claim, unless none speaks of it."""
        match = nearest_match(assessment)
        if match is not None:
            line = inert_text(f"{self.words.word('nearest', match.fact.rating)}: ", QUIET)
            line.append_text(inert_text(clipped(match.fact.statement, MAX_STATEMENT), QUIET))
            yield from self.wrapped(line, INDENT, INDENT + 2)
            yield from self.provenance(match.fact, INDENT + 2)
            yield from self.overlap(match, INDENT + 2)

    def overlap(self, match: Match, indent: int) -> Iterator[Text]:
        """Yield why the fact was found, when that was asked for."""
        if match.overlap is not None:
            for line in overlap_lines(match.overlap, self.words):
                yield from self.wrapped(inert_text(line, QUIET), indent, indent + 2)

    def agreement(
        self, part: PartAssessment, match: Match, known: bool, indent: int
    ) -> Iterator[Text]:
        """Yield a fact that agrees, with its source."""
        fact = match.fact
        if not known:
            side = points_to(match) if part.verdict is Verdict.CONFLICTING else part.verdict
            statement = inert_text(clipped(fact.statement, MAX_STATEMENT))
            yield from self.wrapped(symbol(side).append_text(statement), indent, indent + 2)
            yield from self.provenance(fact, indent + 2)
        if part.verdict is Verdict.SUPPORTED and fact.rating is Rating.FALSE:
            told = inert_text(self.words.table["denial"], "italic")
            yield from self.wrapped(told, indent + 2, indent + 4)

    def contradiction(
        self, part: PartAssessment, match: Match, known: bool, indent: int
    ) -> Iterator[Text]:
        """Yield what the text says and what the fact says, then the fact, its words marked."""
        for told in self.told(part, match):
            line = symbol(Verdict.REFUTED).append_text(told)
            yield from self.wrapped(line, indent, indent + 2)
        if known:
            return
        statement = inert_text(clipped(match.fact.statement, MAX_STATEMENT))
        for clash in clashes(match):
            if clash.name is Reason.OUTDATED:  # the same words, of another time
                continue
            mark(statement, match.fact.statement, clash.fact_span, FACT_WORDS)
        if match.fact.id not in part_fact_ids(part):  # those are told with the verdict
            statement.append_text(inert_text(f" [{match.fact.id}]", QUIET))
        yield from self.wrapped(statement, indent + 2, indent + 2)
        if headline := self.words.headline(match.fact):
            yield from self.wrapped(inert_text(headline, QUIET), indent + 2, indent + 2)

    def provenance(self, fact: Fact, indent: int) -> Iterator[Text]:
        """Yield source, date and id of ``fact``, and the headline of a review."""
        named = fact.id if fact.sources else ""
        told = (self.words.citation(fact), named, self.words.headline(fact))
        line = inert_text(" · ".join(filter(None, told)), QUIET)
        yield from self.wrapped(line, indent, indent)

    def told(self, part: PartAssessment, match: Match) -> Iterator[Text]:
        """Yield a sentence per clash: the words on both sides, source, date and rule."""
        ended = held_until(match.fact) if Reason.OUTDATED in part.reasons else None
        if ended is not None:
            yield self.clash_line(Reason.OUTDATED, match.fact, until=self.words.until(ended))
        elif match.fact.rating is Rating.FALSE:
            yield self.clash_line(Reason.RATED_FALSE, match.fact)
            return
        found = [c for c in clashes(match) if c.name is not Reason.OUTDATED or ended is None]
        for comparison in found:
            yield self.differing(comparison, match.fact)
        if ended is None and not found:
            yield self.clash_line("none", match.fact, part.reasons)

    def differing(self, comparison: Comparison, fact: Fact) -> Text:
        """Return what the text says and what the fact says, each in its colour."""
        sides = {"claim": comparison.claim_text, "fact": comparison.fact_text}
        quoted = {side: self.words.told(t) for side, t in sides.items() if t}
        form = "both" if len(quoted) == len(sides) else next(iter(quoted), "none")
        line = self.clash_line(form, fact, (comparison.name,), **quoted)
        for side, style in (("claim", CLAIM_WORDS), ("fact", FACT_WORDS)):
            words = inert(quoted.get(side, ""))
            start = line.plain.find(words)
            if words and start >= 0:  # the quotation marks keep their own colour
                line.stylize(style, start + 1, start + len(words) - 1)
        return line

    def clash_line(
        self, form: str, source: Fact, reasons: Sequence[Reason] = (), /, **values: str
    ) -> Text:
        """Return the sentence of ``form``, with ``source``, its date and the rule."""
        rule = ", ".join(self.words.word("reasons", reason) for reason in reasons)
        cited = "; ".join(filter(None, (self.words.citation(source), rule)))
        template = self.words.word("clash_lines", form)
        return inert_text(template.format(citation=cited, **values))
