"""Why a claim has its verdict, in a sentence or two of the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from factcheck.model import (
    Assessment,
    Comparison,
    Fact,
    Match,
    PartAssessment,
    Rating,
    Reason,
    Role,
    Verdict,
)
from factcheck.renderers.clipping import MAX_QUOTED, clipped
from factcheck.renderers.display import Display, display
from factcheck.renderers.evidence import (
    both_sides,
    clashes,
    counting_parts,
    deciding_matches,
    deciding_parts,
)
from factcheck.renderers.reasons import MAX_NAMED, open_point
from factcheck.renderers.reviews import told_review


def explain(assessment: Assessment, ui_lang: str) -> str:
    """Return the explanation of ``assessment`` in ``ui_lang``; raise for a language without words.

    The text is as hostile as the article and the facts it quotes: renderers make it inert.
    """
    words = display(ui_lang)
    if assessment.reviewed is not None:
        return f"{told_review(assessment, words)} {explain(assessment.computed, ui_lang)}"
    if Reason.DUPLICATE in assessment.reasons:
        return words.word("explanations", "duplicate")
    parts = deciding_parts(assessment)
    if not parts:
        return _nothing_to_tell(assessment, words)
    several = len(counting_parts(assessment)) > 1
    return " ".join(_told(part, words, several=several) for part in parts)


def notes(part: PartAssessment, words: Display) -> tuple[str, ...]:
    """Return what a reader must know beside the verdict: who is contradicted, what has ended."""
    found = []
    if part.verdict is Verdict.REFUTED and _is_misquoted(part):
        found.append(words.word("explanations", "quotation"))
    elif part.verdict is Verdict.REFUTED and part.part.role is Role.REPORTED:
        key = "reported" if part.part.speaker else "reported_unnamed"
        found.append(words.word("explanations", key).format(speaker=part.part.speaker))
    if part.verdict is Verdict.SUPPORTED:
        ended = [held_until(match.fact) for match in deciding_matches(part)[:1]]
        template = words.word("explanations", "held_until")
        found.extend(template.format(until=words.until(day)) for day in ended if day)
    later = [match.fact.published for match in deciding_matches(part)[:1] if match.is_later]
    template = words.word("explanations", "later")
    found.extend(template.format(date=words.interval(day)) for day in later if day)
    return tuple(found)


def _is_misquoted(part: PartAssessment) -> bool:
    """Tell whether words are quoted otherwise than the fact has them, or as somebody else's."""
    return Reason.QUOTE in part.reasons or any(
        comparison.detail == "wrong speaker"
        for match in part.matches
        for comparison in clashes(match)
    )


def told(part: PartAssessment, words: Display) -> str:
    """Return the sentence for one part, without its notes."""
    return _SENTENCES[part.verdict](part, deciding_matches(part), words)


def _told(part: PartAssessment, words: Display, *, several: bool) -> str:
    sentence = " ".join((told(part, words), *notes(part, words)))
    if not several:
        return sentence
    place = words.quoted(clipped(part.part.text, MAX_QUOTED // 4))
    return words.word("explanations", "part").format(part=place, sentence=sentence)


def _nothing_to_tell(assessment: Assessment, words: Display) -> str:
    for reason in assessment.reasons:
        sentence = words.word("explanations", reason)
        if sentence and "{" not in sentence:
            return sentence
    sentence = words.word("explanations", assessment.verdict)
    return sentence if "{" not in sentence else words.word("verdicts", assessment.verdict)


def _filled(key: str, fact: Fact, words: Display, /, **values: str) -> str:
    statement = words.quoted(clipped(fact.statement))
    return words.word("explanations", key).format(
        statement=statement, citation=words.citation(fact), **values
    )


def _supported(part: PartAssessment, matches: tuple[Match, ...], words: Display) -> str:
    if not matches:
        return words.word("verdicts", part.verdict)
    denial = matches[0].fact.rating is Rating.FALSE
    if not denial and (read := _model_read(matches[0])) is not None:
        return _read(read, matches[0].fact, words, "supported_model")
    return _filled("supported_denial" if denial else "supported", matches[0].fact, words)


def _mixed(part: PartAssessment, matches: tuple[Match, ...], words: Display) -> str:
    if not matches:
        return words.word("verdicts", part.verdict)
    return _filled("mixed", matches[0].fact, words)


def _conflicting(part: PartAssessment, matches: tuple[Match, ...], words: Display) -> str:
    sides = both_sides(matches)
    if len(sides) < len(("agrees", "contradicts")):
        return words.word("verdicts", part.verdict)
    agrees, contradicts = sides
    other = contradicts.fact
    return _filled(
        "conflicting",
        agrees.fact,
        words,
        other=words.quoted(clipped(other.statement)),
        other_citation=words.citation(other),
    )


def _refuted(part: PartAssessment, matches: tuple[Match, ...], words: Display) -> str:
    if not matches:
        return words.word("verdicts", part.verdict)
    match = matches[0]
    if match.fact.rating is Rating.FALSE:
        return _filled("rated_false", match.fact, words)
    if Reason.OUTDATED in part.reasons:
        ended = held_until(match.fact)
        if ended is None:
            return _filled("superseded_undated", match.fact, words)
        return _filled("superseded", match.fact, words, until=words.until(ended))
    if (read := _model_read(match)) is not None:
        return _read(read, match.fact, words, "refuted_model")
    differing = clashes(match)[:MAX_NAMED]
    if not differing:
        return _clash(None, match.fact, words)
    return " ".join(_clash(comparison, match.fact, words) for comparison in differing)


def _model_read(match: Match) -> Comparison | None:
    """Return what the model alone made of the match, if it is what decides."""
    return next(
        (c for c in match.comparisons if c.name is Reason.MODEL and c.stance is match.stance), None
    )


def _read(read: Comparison, fact: Fact, words: Display, key: str) -> str:
    """Return what the model read, and how sure it is; several facts are quoted as it read them."""
    return words.word("explanations", key).format(
        statement=words.quoted(clipped(read.fact_text or fact.statement)),
        citation=words.citation(fact),
        chance=words.decimal(read.detail),
    )


def _clash(comparison: Comparison | None, fact: Fact, words: Display) -> str:
    claim_text = comparison.claim_text if comparison else ""
    fact_text = comparison.fact_text if comparison else ""
    sides = {(True, True): "both", (True, False): "claim", (False, True): "fact"}
    form = sides.get((bool(claim_text), bool(fact_text)), "none")
    tables = words.table["clashes"]
    default = tables["default"][form]
    own: dict[str, str] = {}
    if comparison:  # what a detail names may need words of its own
        own = tables.get(comparison.detail) or tables.get(comparison.name, {})
    template = own.get(form, default)
    return str(
        template.format(
            claim=words.told(claim_text),
            fact=words.told(fact_text),
            statement=words.quoted(clipped(fact.statement)),
            citation=words.citation(fact),
        )
    )


def _unsettled(part: PartAssessment, matches: tuple[Match, ...], words: Display) -> str:
    reason = part.reasons[0] if part.reasons else Reason.NO_FACT
    if reason is Reason.NO_FACT or not part.matches:
        return words.word("explanations", Reason.NO_FACT)
    match = part.matches[0]
    if reason is Reason.UNDECIDED:
        told = _undecided(match, words)
    else:
        key = reason if words.word("explanations", reason) else Reason.UNDECIDED
        told = _filled(key, match.fact, words)
    if match.fact.rating is Rating.TRUE:
        return told
    return f"{told} {words.word('explanations', f'nearest_{match.fact.rating}')}"


def _undecided(match: Match, words: Display) -> str:
    """Return what keeps the nearest fact from settling it."""
    form, sides = open_point(match)
    if not form:
        return _filled(Reason.UNDECIDED, match.fact, words)
    quoted = {side: ", ".join(map(words.told, texts)) for side, texts in sides.items()}
    return _filled(f"undecided_{form}", match.fact, words, **quoted)


def held_until(fact: Fact) -> date | None:
    """Return the last day on which the state ``fact`` tells of held, if it has ended."""
    validity = fact.validity
    return validity.end if validity else None


_SENTENCES: dict[Verdict, Callable[[PartAssessment, tuple[Match, ...], Display], str]] = {
    Verdict.SUPPORTED: _supported,
    Verdict.PARTLY_SUPPORTED: _supported,
    Verdict.MIXED: _mixed,
    Verdict.CONFLICTING: _conflicting,
    Verdict.REFUTED: _refuted,
    Verdict.NOT_ENOUGH_INFO: _unsettled,
}
