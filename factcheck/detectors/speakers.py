"""Whom a surname or a pronoun means, from the sentences read so far."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence

from factcheck.analysis.mentions import is_office
from factcheck.analysis.parties import Party
from factcheck.analysis.speech import is_joined, speech_words
from factcheck.model import Analysis, Name, NameKind
from factcheck.text import fold

_LOOK_BACK = 3
"""Sentences in which whoever may be meant by a pronoun is looked for."""


class Speakers:
    """Remembers the people a text names; of two who could be meant, neither is."""

    def __init__(self) -> None:
        self._full: dict[str, dict[tuple[str, ...], str]] = {}
        self._lately: deque[tuple[frozenset[str], str]] = deque(maxlen=_LOOK_BACK)

    def name(self, party: Party) -> str:
        """Return who speaks: the full name where one fits, else as written; ``""`` in doubt."""
        if party.text:
            return self._full_name(party.text)
        return self._meant() if party.pronoun else ""

    def note(self, analysis: Analysis, speaker: str) -> None:
        """Remember whom a sentence names, and who speaks in it."""
        people: set[str] = set()
        subject = speaker
        if all(word[0].isupper() for word in speaker.split()):
            self._remember(speaker)
        verb = next((t.span.start for t in analysis.tokens if t.is_verb), len(analysis.text))
        for name, text in _people(analysis):
            self._remember(text)
            full = self._full_name(text)
            people.add(full)
            if not name.preposition and name.span.start < verb:
                subject = subject or full
        if speaker:
            people.add(speaker)
        people.update(_unnamed(analysis, speaker))
        self._lately.append((frozenset(people), subject))

    def _remember(self, text: str) -> None:
        words = tuple(fold(word) for word in text.split())
        if len(words) > 1:
            self._full.setdefault(words[-1], {}).setdefault(words, text)

    def _full_name(self, text: str) -> str:
        words = tuple(fold(word) for word in text.split())
        if not words:
            return text
        known = self._full.get(words[-1], {})
        longer = [full for key, full in known.items() if key[-len(words) :] == words != key]
        return longer[0] if len(longer) == 1 and words not in known else text

    def _meant(self) -> str:
        """Return the one person told of lately, if one sentence was about that person."""
        people = frozenset[str]().union(*(named for named, _ in self._lately))
        if len(people) != 1:
            return ""
        (person,) = people
        return person if any(subject == person for _, subject in self._lately) else ""


def _people(analysis: Analysis) -> Iterator[tuple[Name, str]]:
    """Yield the names that may be people's, with a first name the reading left out."""
    starts = [token.span.start for token in analysis.tokens]
    for name in analysis.names:
        if name.kind in (NameKind.PERSON, NameKind.UNKNOWN) and not name.adjective:
            yield name, _with_first_name(analysis, name, bisect_left(starts, name.span.start) - 1)


def _with_first_name(analysis: Analysis, name: Name, before: int) -> str:
    titles = speech_words(analysis.lang).titles
    words = name.text.split()
    while len(words) > 1 and words[0].casefold().rstrip(".") in titles:
        words = words[1:]
    text = " ".join(words)
    if len(words) > 1:
        return text
    if before > 0 and is_joined(analysis, before):
        token = analysis.tokens[before]
        if token.text[0].isupper() and not token.is_stop and not token.concept.endswith("minister"):
            return f"{token.text} {text}"
    return text


def _unnamed(analysis: Analysis, speaker: str) -> Sequence[str]:
    """Return the offices told of without a holder: they may be meant as well."""
    held = {office.span.start for office in analysis.offices if office.holder}
    words = speech_words(analysis.lang)
    return [
        f"{token.text}#"
        for token in analysis.tokens
        if is_office(token, words)
        and token.span.start not in held
        and token.text not in speaker
    ]
