"""The quotes of a document beside its sentences, and who speaks in each of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from factcheck.analysis.parties import Party
from factcheck.analysis.quotes import quotes
from factcheck.detectors.frames import frame_of, outside, said_so
from factcheck.detectors.speakers import Speakers
from factcheck.model import Analysis, Document, Part, Role, Sentence, Span

MIN_QUOTE_WORDS = 4
"""Shorter quotes are a word or two put in marks, not reported content."""
_PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote, or the stretch of one, in a sentence; ``speaker`` as other sentences tell it."""

    span: Span
    speaker: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence stands in: its quotes, and how to tell who a party is."""

    quotes: tuple[Quoted, ...]
    name: Callable[[Party], str]


class Listener:
    """Hears a document out sentence by sentence: who speaks goes on until the quote ends."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        read: Callable[[Sentence], Analysis],
    ) -> None:
        self.sentences = sentences
        self._starts = [sentence.span.start for sentence in sentences]
        self._text = document.text
        self._quotes = [
            span
            for span in quotes(document.text)
            if len(document.text[span.start + 1 : span.end - 1].split()) >= MIN_QUOTE_WORDS
        ]
        self._quote_starts = [span.start for span in self._quotes]
        self._quote_ends = [span.end for span in self._quotes]
        self.read = read
        self._speakers = Speakers()
        self._told: dict[int, str] = {}
        self._last: tuple[int, str] = (-2, "")

    def setting(self, number: int) -> Setting:
        """Return what sentence ``number`` stands in; call in order, ``heard`` in between."""
        sentence = self.sentences[number]
        found: list[Quoted] = []
        touching = self._touching(number)
        is_told = bool(touching) and bool(outside(self.read(sentence), self._spans(number)))
        for position in touching:
            span = self._clipped(position, sentence)
            quote = self._quotes[position]
            is_whole = span.end - span.start == quote.end - quote.start
            found.append(Quoted(span, self._speaker(position, number, is_told=is_told), is_whole))
        return Setting(tuple(found), self._speakers.name)

    def heard(self, number: int, analysis: Analysis, parts: Sequence[Part]) -> None:
        """Remember whom sentence ``number`` names and who speaks in it."""
        speaker = next((part.speaker for part in parts if part.speaker), "")
        self._speakers.note(analysis, speaker)
        if speaker and any(part.role is Role.REPORTED for part in parts):
            self._last = (number, speaker)
            for position in self._touching(number):
                if not self._told.get(position):  # a pronoun's meaning is known only now
                    self._told[position] = speaker

    def _clipped(self, position: int, sentence: Sentence) -> Span:
        quote = self._quotes[position]
        start = max(0, quote.start - sentence.span.start)
        end = min(quote.end, sentence.span.end) - sentence.span.start
        return Span(start=start, end=end)

    def _speaker(self, position: int, number: int, *, is_told: bool) -> str:
        """Return who speaks in a quote as sentences other than the one it ends in tell it."""
        if position not in self._told:
            sentence = self.sentences[number]
            ends_here = self._quotes[position].end <= sentence.span.end
            if ends_here and is_told:
                return ""  # the sentence itself says who speaks
            party = self._party(position, number)
            speaker = self._speakers.name(party) if party else self._goes_on(position, number)
            self._told[position] = speaker
        return self._told[position]

    def _party(self, position: int, number: int) -> Party | None:
        """Return who is told to speak before the quote, after it, or in the sentence after it."""
        quote = self._quotes[position]
        last = bisect_left(self._starts, quote.end) - 1
        for place in dict.fromkeys((number, last)):
            analysis = self.read(self.sentences[place])
            spans = self._spans(place)
            frame = frame_of(analysis, spans)
            if frame is not None:
                return frame.party
            if outside(analysis, spans):
                continue
            if place == last and last + 1 < len(self.sentences):
                return said_so(self.read(self.sentences[last + 1]))
        return None

    def _spans(self, number: int) -> list[Span]:
        """Return where the quotes stand in sentence ``number``."""
        sentence = self.sentences[number]
        return [self._clipped(position, sentence) for position in self._touching(number)]

    def _touching(self, number: int) -> range:
        """Return which quotes sentence ``number`` has words of."""
        span = self.sentences[number].span
        first = bisect_right(self._quote_ends, span.start)
        return range(first, bisect_left(self._quote_starts, span.end))

    def _goes_on(self, position: int, number: int) -> str:
        """Return who spoke in the sentence before, when a quote follows it in the paragraph."""
        before, speaker = self._last
        quote = self._quotes[position]
        if before != number - 1 or quote.start > self.sentences[number].span.start:
            return ""
        between = self._text[self.sentences[before].span.end : quote.start]
        return speaker if _PARAGRAPH not in between.replace("\r", "") else ""
