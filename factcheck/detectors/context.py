"""Who a surname, a title, a pronoun or a missing subject stands for, from the sentences before.

One candidate of the right kind near enough is who is meant; several stay several.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from factcheck.analysis.gazetteer import country_of
from factcheck.analysis.offices import is_broader
from factcheck.analysis.subjects import Phrases, Subject
from factcheck.analysis.syntax import Gender, gender_of
from factcheck.detectors.elision import Elided, elided_subject
from factcheck.detectors.people import People, Person
from factcheck.detectors.segments import Segment
from factcheck.model import (
    Analysis,
    Name,
    NameKind,
    Office,
    Reference,
    ReferenceKind,
    Role,
    Sentence,
    Span,
)

_NEAR = 4
"""Sentences looked back for whom a title means."""
_NEXT = 2
"""Sentences looked back for which country "the country" is."""


class Context:
    """What a document has named so far; sentences are read in order."""

    def __init__(self, text: str) -> None:
        """Start with nothing named of the document ``text``."""
        self._text = text
        self._number = 0
        self._people = People()
        self._subject: Subject | None = None
        self._persons: tuple[Person, ...] = ()
        self._countries: list[tuple[int, Name]] = []
        self._unheld: list[tuple[int, Office]] = []
        self._end = -1

    def read(
        self, sentence: Sentence, phrases: Phrases, segments: Sequence[Segment]
    ) -> tuple[Reference, ...]:
        """Return the references of ``sentence`` in text order and remember whom it names.

        After anything but space no subject is carried over, nor into another paragraph.
        """
        self._number += 1
        between = self._text[max(0, self._end) : sentence.span.start]
        if between.strip() or between.count("\n") > 1:
            self._subject, self._persons = None, ()
        self._end = sentence.span.end
        analysis = phrases.analysis
        found = [
            *self._names(phrases, analysis),
            *self._offices(phrases, analysis),
            *self._country(phrases, analysis),
        ]
        carried = self._pronoun(phrases) or self._elided(phrases, segments)
        if carried is not None:
            found.append(carried)
        self._remember(phrases, analysis, segments, found, carried)
        ordered = sorted(found, key=lambda reference: reference.span)
        offset = sentence.span.start
        return tuple(replace(r, span=r.span.shifted(offset)) for r in ordered)

    # --- what is taken up

    def _names(self, phrases: Phrases, analysis: Analysis) -> Iterable[Reference]:
        for word in _first_word(phrases):
            candidates = [n for n in self._people.named(word) if n.kind is NameKind.PERSON]
            if candidates:
                yield _reference(ReferenceKind.NAME, word.span, word.text, candidates)
        for name in analysis.names:
            candidates = self._people.named(name)
            if candidates:
                yield _reference(ReferenceKind.NAME, name.span, name.text, candidates)

    def _offices(self, phrases: Phrases, analysis: Analysis) -> Iterable[Reference]:
        starts = {token.span.start: i for i, token in enumerate(analysis.tokens)}
        for office in analysis.offices:
            position = starts[office.span.start]
            if office.holder is not None or office.former or _is_plural(phrases, position):
                continue
            first = _definite_before(phrases, position)
            if first < 0:
                continue
            gender = gender_of([phrases.low(first), phrases.low(position)], phrases.rules)
            since = self._number - _NEAR
            candidates = [
                person
                for person in self._people.holders()
                if person.last_seen >= since and _may_be(person, office, gender)
            ]
            if not candidates:
                other = self._people.other_of_two(self._persons, analysis.names, office, gender)
                candidates = [other] if other is not None else []
            if candidates:
                span = _words(phrases, first, _end_of_title(phrases, position))
                yield self._holder(office, span.slice(analysis.text), span, candidates)

    def _holder(
        self, office: Office, text: str, span: Span, candidates: Sequence[Person]
    ) -> Reference:
        """Return whom a title means; one told of somebody not named may be meant as well."""
        known = {held.concept for person in candidates for held in person.offices}
        rivals = [
            other.text
            for number, other in self._unheld
            if number >= self._number - _NEAR
            and is_broader(office.concept, other.concept)
            and other.concept not in known
        ]
        kind = ReferenceKind.OFFICE
        if not rivals:
            return _reference(kind, span, text, [person.name for person in candidates])
        texts = (*(person.name.text for person in candidates), *rivals)
        return Reference(span=span, text=text, kind=kind, candidates=texts)

    def _country(self, phrases: Phrases, analysis: Analysis) -> Iterable[Reference]:
        near = [name for number, name in self._countries if number >= self._number - _NEXT]
        nouns = {name.key: name for name in near if not name.adjective}
        if not nouns:
            return
        others = {name.key for name in near} - nouns.keys()
        for position in range(1, len(phrases.tokens)):
            if phrases.low(position) not in phrases.rules.country_nouns:
                continue
            first = position - 1
            low = phrases.low(first)
            if low not in phrases.rules.definite or low in phrases.rules.plural:
                continue
            span = _words(phrases, first, position + 1)
            candidates = list(nouns.values())
            text = span.slice(analysis.text)
            if others:
                texts = tuple(dict.fromkeys(name.text for name in near))
                yield Reference(span=span, text=text, kind=ReferenceKind.COUNTRY, candidates=texts)
            else:
                yield _reference(ReferenceKind.COUNTRY, span, text, candidates)

    def _elided(self, phrases: Phrases, segments: Sequence[Segment]) -> Reference | None:
        elided = elided_subject(phrases, segments)
        if elided is None or self._subject is None or not _agree(self._subject, elided):
            return None
        span = Span(start=elided.start, end=elided.start)
        if self._subject.is_plural and not elided.is_plural:
            texts = tuple(name.text for name in self._subject.names)
            if len(texts) <= 1:
                return None
            return Reference(span=span, text="", kind=ReferenceKind.ELIDED, candidates=texts)
        return Reference(
            span=span,
            text="",
            kind=ReferenceKind.ELIDED,
            means=self._subject.text,
            names=self._subject.names,
        )

    def _pronoun(self, phrases: Phrases) -> Reference | None:
        rules = phrases.rules
        if not phrases.tokens:
            return None
        token = phrases.tokens[0]
        low = phrases.low(0)
        if low in rules.plural_pronouns:
            subject = self._subject
            if subject is None or not subject.is_plural or len(subject.names) <= 1:
                return None
            return Reference(
                span=token.span,
                text=token.text,
                kind=ReferenceKind.PRONOUN,
                means=subject.text,
                names=subject.names,
            )
        if low not in rules.pronouns:
            return None
        gender = rules.pronouns[low]
        candidates = [
            person.name for person in self._persons if person.gender in (gender, Gender.UNKNOWN)
        ]
        if not candidates:
            return None
        return _reference(ReferenceKind.PRONOUN, token.span, token.text, candidates)

    # --- what is remembered

    def _remember(
        self,
        phrases: Phrases,
        analysis: Analysis,
        segments: Sequence[Segment],
        found: Sequence[Reference],
        carried: Reference | None,
    ) -> None:
        seen = [self._people.meet(name, self._number) for name in analysis.names]
        for office in analysis.offices:
            self._people.entitle(phrases, office)
        self._unheld = [
            *(entry for entry in self._unheld if entry[0] >= self._number - _NEAR),
            *((self._number, o) for o in analysis.offices if o.holder is None and not o.former),
        ]
        meant = [name for reference in found for name in reference.names]
        seen += [self._people.meet(name, self._number) for name in meant]
        self._persons = tuple({p.name.key: p for p in seen if p and p.is_human}.values())
        self._countries = [
            *((n, name) for n, name in self._countries if n >= self._number - _NEXT),
            *((self._number, n) for n in analysis.names if n.key.startswith("country:")),
        ]
        self._subject = self._next_subject(phrases, segments, carried)

    def _next_subject(
        self, phrases: Phrases, segments: Sequence[Segment], carried: Reference | None
    ) -> Subject | None:
        """Return whom the next sentence goes on about when it names nobody."""
        if carried is not None and carried.kind is ReferenceKind.ELIDED:
            return None if carried.is_ambiguous else self._subject
        main = [s for s in segments if s.role is not Role.IDENTIFICATION]
        saying = [s for s in main if s.role is Role.ATTRIBUTION]
        for segment in saying or main[:2]:
            holes = {
                position
                for other in segments
                if segment.start < other.start and other.stop < segment.stop
                for position in range(other.start, other.stop)
            }
            subject = phrases.subject(segment.start, segment.stop, holes)
            if subject is not None:
                return self._full(subject)
        return self._speaker(phrases, saying)

    def _speaker(self, phrases: Phrases, saying: Sequence[Segment]) -> Subject | None:
        for segment in saying:
            for position in range(segment.start, segment.stop):
                name = phrases.name_at.get(position)
                if name is not None and _names(segment.speaker, name):
                    return self._full(phrases.phrase(position, position + 1))
        return None

    def _full(self, subject: Subject) -> Subject:
        """Return the subject by its full name when it is one person named more fully before."""
        names = tuple(self._people.full(name) for name in subject.names)
        if len(names) != 1 or subject.is_plural:
            return replace(subject, names=names)
        person = self._people.find(names[0])
        gender = person.gender if person is not None else subject.gender
        known = gender if subject.gender is Gender.UNKNOWN else subject.gender
        return replace(subject, names=names, text=names[0].text, gender=known)


def with_context(
    segments: Sequence[Segment],
    references: Sequence[Reference],
    sentence: Sentence,
    analysis: Analysis,
) -> tuple[Segment, ...]:
    """Return the segments with the elided subject as context and speakers by their full names."""
    saying = [s for s in segments if s.role is Role.ATTRIBUTION]
    saying = saying or [s for s in segments if s.speaker]
    carried = next((r.means for r in references if r.kind is ReferenceKind.ELIDED), "")
    if not saying and not carried:
        return tuple(segments)
    speaker = next((s.speaker for s in saying if s.speaker), "")
    full = _who_says(saying, references, sentence, analysis, speaker)
    return tuple(
        replace(
            segment,
            context=segment.context or (carried if segment.lacks_subject else ""),
            speaker=full if segment.speaker == speaker and saying else segment.speaker,
        )
        for segment in segments
    )


def _names(speaker: str, name: Name) -> bool:
    """Tell whether the speaker is called by ``name``, in full or by the last words."""
    return f" {speaker}".endswith(f" {name.text}")


def _who_says(
    saying: Sequence[Segment],
    references: Sequence[Reference],
    sentence: Sentence,
    analysis: Analysis,
    speaker: str,
) -> str:
    """Return the speaker by full name; of a title or missing subject, whom it stands for."""
    if speaker:
        meant = (
            r.means
            for r in references
            if (r.kind is ReferenceKind.NAME and r.text == speaker)
            or (r.kind is ReferenceKind.OFFICE and r.text.endswith(speaker))
        )
        return next(filter(None, meant), speaker)
    offset = sentence.span.start
    for segment in saying:
        start = analysis.tokens[segment.start].span.start + offset
        end = analysis.tokens[segment.stop - 1].span.end + offset
        inside = [
            r
            for r in references
            if r.kind is not ReferenceKind.COUNTRY and start <= r.span.start and r.span.end <= end
        ]
        if len(inside) == 1 and inside[0].means:
            return inside[0].means
    return ""


def _reference(kind: ReferenceKind, span: Span, text: str, candidates: Sequence[Name]) -> Reference:
    if len(candidates) == 1:
        (name,) = candidates
        return Reference(span=span, text=text, kind=kind, means=name.text, names=(name,))
    texts = tuple(name.text for name in candidates)
    return Reference(span=span, text=text, kind=kind, candidates=texts)


def _first_word(phrases: Phrases) -> tuple[Name, ...]:
    """Return the word that opens a sentence as a name: a surname may look like another word."""
    if not phrases.tokens or 0 in phrases.name_at or not phrases.tokens[0].text[0].isupper():
        return ()
    token = phrases.tokens[0]
    if token.is_stop or not token.text.isalpha():
        return ()
    return (Name(span=token.span, text=token.text, key=token.norm, kind=NameKind.UNKNOWN),)


def _words(phrases: Phrases, first: int, stop: int) -> Span:
    return Span(start=phrases.tokens[first].span.start, end=phrases.tokens[stop - 1].span.end)


def _definite_before(phrases: Phrases, position: int) -> int:
    """Return where the definite article of a title stands, or -1; a predicate has none."""
    before = position - 1
    while before >= 0 and before in phrases.name_at and phrases.name_at[before].adjective:
        before -= 1
    if before < 0 or phrases.low(before) not in phrases.rules.definite:
        return -1
    if phrases.low(before) in phrases.rules.plural:
        return -1
    is_predicate = before > 0 and phrases.low(before - 1) in phrases.rules.copulas
    return -1 if is_predicate else before


def _end_of_title(phrases: Phrases, position: int) -> int:
    """Return where the title ends, with the demonym after it ("il presidente ucraino")."""
    end = position + 1
    while end in phrases.name_at and phrases.name_at[end].adjective:
        end += 1
    return end


def _is_plural(phrases: Phrases, position: int) -> bool:
    return bool(phrases.rules.plural_title.search(phrases.low(position)))


def _may_be(person: Person, office: Office, gender: Gender) -> bool:
    """Tell whether a title can mean somebody known by the same or a narrower one."""
    if Gender.UNKNOWN not in (gender, person.gender) and gender is not person.gender:
        return False
    return any(
        (held.concept == office.concept or is_broader(office.concept, held.concept))
        and _same_body(held.body, office.body)
        for held in person.offices
    )


def _same_body(held: str, asked: str) -> bool:
    if not asked or held == asked:
        return True
    return bool(country_of(held)) and country_of(held) == country_of(asked)


def _agree(subject: Subject, elided: Elided) -> bool:
    if elided.is_plural and not subject.is_plural:
        return False
    return Gender.UNKNOWN in (subject.gender, elided.gender) or subject.gender is elided.gender
