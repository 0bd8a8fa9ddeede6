"""The full name of a speaker, from the sentences read so far."""

from __future__ import annotations

from factcheck.analysis.parties import Party
from factcheck.analysis.speech import speech_words
from factcheck.model import Analysis, NameKind
from factcheck.text import fold


class Speakers:
    """Remembers the people a text names; of two with one surname, neither is meant by it."""

    def __init__(self) -> None:
        self._full: dict[str, dict[tuple[str, ...], str]] = {}

    def name(self, party: Party) -> str:
        """Return who speaks: the full name where one fits, else as written."""
        text = party.text
        words = tuple(fold(word) for word in text.split())
        if not words or not text[0].isupper():
            return text
        known = self._full.get(words[-1], {})
        longer = [full for key, full in known.items() if key[-len(words) :] == words != key]
        return longer[0] if len(longer) == 1 and words not in known else text

    def note(self, analysis: Analysis, speaker: str) -> None:
        """Remember whom a sentence names, and who speaks in it."""
        for name in analysis.names:
            if name.kind is NameKind.PERSON and " " in name.text:
                self._remember(_untitled(name.text, analysis.lang))
        if speaker.istitle():
            self._remember(speaker)

    def _remember(self, text: str) -> None:
        words = tuple(fold(word) for word in text.split())
        if len(words) > 1 and text[0].isupper():
            self._full.setdefault(words[-1], {}).setdefault(words, text)


def _untitled(text: str, lang: str) -> str:
    """Return the name without "Mr" or "Dr" before it."""
    first, _, rest = text.partition(" ")
    return rest if first.casefold().rstrip(".") in speech_words(lang).titles else text
