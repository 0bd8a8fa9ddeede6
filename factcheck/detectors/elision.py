"""A clause without a subject, in languages that leave out who is understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.analysis.subjects import Phrases
from factcheck.analysis.syntax import Gender
from factcheck.detectors.segments import Segment
from factcheck.model import Role

_FRAME = 3
"""Words after "to be" among which "che" shows that it only frames a clause ("è vero che")."""


@dataclass(frozen=True, slots=True)
class Elided:
    """A subject left out: where its verb stands, and what the verb's form tells of it."""

    start: int
    is_plural: bool
    gender: Gender


def elided_subject(phrases: Phrases, segments: Sequence[Segment]) -> Elided | None:
    """Return the subject the sentence leaves out, ``None`` when it has one or may have one."""
    if not phrases.tokens or not phrases.rules.drops_subject or phrases.asks():
        return None
    saying = [s for s in segments if s.role is Role.ATTRIBUTION]
    main = saying or [s for s in segments if s.role is Role.ASSERTION]
    for segment in main:
        if not segment.lacks_subject or phrases.low(segment.start) in phrases.rules.subordinators:
            return None
        verb = phrases.finite(segment.start, segment.stop)
        if verb >= 0:
            return _read(phrases, segment, verb)
    return None


def _read(phrases: Phrases, segment: Segment, verb: int) -> Elided | None:
    rules = phrases.rules
    if any(phrases.is_pronoun(i) for i in range(segment.start, verb)):
        return None
    if phrases.opens_with_noun(segment.start, verb):
        return None
    end = _verb_end(phrases, verb, segment.stop)
    words = range(verb, end)
    lemmas = {phrases.tokens[i].lemma for i in words}
    before = phrases.low(verb - 1) if verb > segment.start else ""
    if rules.other_persons.search(phrases.verb_form(verb)) or before in rules.impersonal_clitics:
        return None
    if lemmas & rules.impersonal or _has_subject_after(phrases, segment, verb, end):
        return None
    return Elided(
        start=phrases.tokens[verb].span.start,
        is_plural=phrases.is_plural_verb(verb),
        gender=_gender(phrases, verb, end),
    )


def _verb_end(phrases: Phrases, verb: int, stop: int) -> int:
    """Return where the words of the verb end: auxiliaries, participle, adverbs between."""
    end = verb + 1
    last = end
    while end < stop and end < last + 2:
        if phrases.tokens[end].is_verb:
            last = end + 1
        elif phrases.begins_phrase(end) or phrases.is_preposition(end) or "," in phrases.gap(end):
            break
        end += 1
    return last


def _has_subject_after(phrases: Phrases, segment: Segment, verb: int, end: int) -> bool:
    """Tell whether what follows the verb may be its subject.

    An object stands right after a verb that takes one; what follows "to be" with a participle, or
    a verb of coming about, is the subject. A noun right after "to be" alone says what somebody
    is, unless "che" makes it the frame of another clause.
    """
    rules = phrases.rules
    is_copula = phrases.verb_form(verb) in rules.copulas
    lemma = phrases.tokens[end - 1].lemma
    if is_copula and end == verb + 1:
        if _is_time(phrases, end):
            return True
        says_what = end < segment.stop and phrases.begins_phrase(end)
        if says_what:
            frames = rules.relatives | rules.time_relatives
            return phrases.has_word(frames, end, segment.stop)
        return phrases.free_phrase(end, segment.stop) >= 0 or _frames(phrases, end, segment.stop)
    if is_copula or lemma in rules.subject_follows:
        names_one = phrases.opens_with_noun(end, segment.stop)
        return names_one or phrases.free_phrase(end, segment.stop) >= 0
    return False


def _is_time(phrases: Phrases, start: int) -> bool:
    """Tell of "era il 2018": the time is what it was, and nobody else."""
    if start >= len(phrases.tokens):
        return False
    first = start + (phrases.low(start) in phrases.rules.determiners)
    return first in phrases.date_at


def _frames(phrases: Phrases, start: int, stop: int) -> bool:
    """Tell of "è vero che ...": nobody in particular is true."""
    reach = range(start, min(start + _FRAME, stop))
    return any(phrases.low(i) in phrases.rules.relatives for i in reach)


def _gender(phrases: Phrases, verb: int, end: int) -> Gender:
    """Return the gender of the participle after "to be"."""
    if phrases.low(verb) not in phrases.rules.copulas or end == verb + 1:
        return Gender.UNKNOWN
    form = phrases.low(end - 1)
    for gender, shape in phrases.rules.participles_of_gender.items():
        if shape.search(form):
            return gender
    return Gender.UNKNOWN
