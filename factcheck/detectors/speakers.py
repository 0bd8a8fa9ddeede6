"""Whom a surname or a pronoun means, from the sentences read so far."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from factcheck.analysis.mentions import Mention, mentions
from factcheck.analysis.parties import Party, first_verb
from factcheck.analysis.speech import speech_words
from factcheck.model import Analysis, NameKind
from factcheck.text import fold

_READ = 200
"""Words of a sentence read for people; what goes on longer is no sentence."""
_LOOK_BACK = 3
"""Sentences in which whoever may be meant by a pronoun is looked for."""


class Speakers:
    """Remembers the people a text names; of two who could be meant, neither is."""

    def __init__(self) -> None:
        self._full: dict[str, dict[tuple[str, ...], str]] = {}
        self._lately: deque[tuple[Analysis, str]] = deque(maxlen=_LOOK_BACK)

    def name(self, party: Party) -> str:
        """Return who speaks: the full name where one fits, else as written; ``""`` in doubt."""
        if party.text:
            return self._full_name(party.text)
        return self._meant() if party.pronoun else ""

    def note(self, analysis: Analysis, speaker: str) -> None:
        """Remember whom a sentence names, and who speaks in it."""
        for name in analysis.names:
            if name.kind is NameKind.PERSON and " " in name.text:
                self._remember(_untitled(name.text, analysis.lang))
        if speaker.istitle():
            self._remember(speaker)
        self._lately.append((analysis, speaker))

    def _remember(self, text: str) -> None:
        words = tuple(fold(word) for word in text.split())
        if len(words) > 1 and text[0].isupper():
            self._full.setdefault(words[-1], {}).setdefault(words, text)

    def _full_name(self, text: str) -> str:
        words = tuple(fold(word) for word in text.split())
        if not words or not text[0].isupper():
            return text
        known = self._full.get(words[-1], {})
        longer = [full for key, full in known.items() if key[-len(words) :] == words != key]
        return longer[0] if len(longer) == 1 and words not in known else text

    def _meant(self) -> str:
        """Return the one person told of lately, if one sentence was about that person."""
        people: set[str] = set()
        subjects: set[str] = set()
        for analysis, speaker in self._lately:
            verb = first_verb(analysis, 0, len(analysis.tokens))
            people.add(speaker)
            subjects.add(speaker)
            for mention in _people(analysis):
                full = self._full_name(mention.text)
                people.add(full)
                if not mention.start or (not mention.oblique and mention.start < verb):
                    subjects.add(full)
        people.discard("")
        if len(people) != 1:
            return ""
        (person,) = people
        return person if person in subjects else ""


def _untitled(text: str, lang: str) -> str:
    """Return the name without "Mr" or "Dr" before it."""
    first, _, rest = text.partition(" ")
    return rest if first.casefold().rstrip(".") in speech_words(lang).titles else text


def _people(analysis: Analysis) -> Iterator[Mention]:
    """Yield the people told of, by name or by office; bodies and places are none."""
    others = {
        name.span.start
        for name in analysis.names
        if name.adjective or name.kind in (NameKind.PLACE, NameKind.ORGANISATION)
    }
    words = speech_words(analysis.lang)
    for mention in mentions(analysis, words, (0, min(len(analysis.tokens), _READ))):
        if analysis.tokens[mention.start].span.start not in others:
            yield mention
