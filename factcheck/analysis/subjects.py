"""Who or what a clause is about: the noun phrase before its verb, as far as words can show."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from factcheck.analysis.lexicon import is_office
from factcheck.analysis.syntax import Gender, Syntax, gender_of, is_finite, is_participle, syntax
from factcheck.model import Analysis, DateMention, Name, Quantity, Span, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A noun phrase: ``names`` are those it consists of, none when a common noun heads it."""

    span: Span
    text: str
    names: tuple[Name, ...]
    is_plural: bool
    gender: Gender


class Phrases:
    """Reads the noun phrases of one analysed sentence; positions are those of its tokens."""

    def __init__(self, analysis: Analysis) -> None:
        """Note which words belong to names, times and figures."""
        self._analysis = analysis
        self.tokens: Sequence[Token] = analysis.tokens
        self.rules: Syntax = syntax(analysis.lang)
        starts = {token.span.start: i for i, token in enumerate(analysis.tokens)}
        self.name_at = _spread(self.tokens, starts, analysis.names)
        self.date_at = _spread(self.tokens, starts, analysis.dates)
        self._finites = [i for i in range(len(self.tokens)) if is_finite(self.tokens, i, self.rules)]
        self.figure_at = _spread(self.tokens, starts, analysis.quantities)

    def gap(self, position: int) -> str:
        """Return the characters between the word at ``position`` and the one before it."""
        before = self.tokens[position - 1].span.end if position else 0
        return self._analysis.text[before : self.tokens[position].span.start]

    def low(self, position: int) -> str:
        """Return the word at ``position`` in lower case."""
        return self.tokens[position].text.casefold()

    def finite(self, start: int, stop: int) -> int:
        """Return where the first finite verb from ``start`` to before ``stop`` stands, or -1."""
        number = bisect_left(self._finites, start)
        if number < len(self._finites) and self._finites[number] < stop:
            return self._finites[number]
        return -1

    def is_gerund(self, position: int) -> bool:
        """Tell whether the word has the shape of "parlando", "speaking"."""
        return bool(self.rules.gerund.search(self.low(position)))

    def is_plural_verb(self, position: int) -> bool:
        """Tell whether a verb's form is that of several."""
        return bool(self.rules.plural_verb.search(self.low(position)))

    def has_figure_or_date(self, start: int, stop: int) -> bool:
        """Tell whether these words give a time or a figure."""
        return any(i in self.figure_at or i in self.date_at for i in range(start, stop))

    def has_object_or_subject(self, start: int, stop: int) -> bool:
        """Tell whether a phrase no preposition governs comes right after the first verb."""
        position = self.finite(start, stop)
        while 0 <= position < stop and (
            self.tokens[position].is_verb or self.low(position) in self.rules.auxiliaries
        ):
            position += 1
        return 0 <= position < stop and self._begins_phrase(position)

    def is_participle(self, position: int) -> bool:
        """Tell whether the word can be a participle."""
        return is_participle(self.tokens[position], self.rules)

    def antecedent(self, start: int, stop: int) -> str:
        """Return the phrase that ends before ``stop``, which a clause there takes up, or "".

        Of a noun with another one behind a preposition it is not sure which is meant, unless the
        phrase stands before its verb.
        """
        name = self.name_at.get(stop - 1)
        if name and not name.adjective and name.preposition not in self.rules.origins:
            return name.text
        verb = max((i for i in self._finites if start <= i < stop), default=-1)
        first = self._phrase_start(max(start, verb + 1), stop)
        if first < 0:
            return self._governed_phrase(start, stop) if verb < 0 else ""
        if verb >= 0 and any(self.low(i) in self.rules.prepositions for i in range(first, stop)):
            return ""
        found = self.phrase(first, stop)
        only_figure = all(i in self.figure_at for i in range(first, stop))
        return "" if only_figure or found.span.end < self.tokens[stop - 1].span.end else found.text

    def _governed_phrase(self, start: int, stop: int) -> str:
        """Return what stands behind the preposition that opens a clause ("nel prestito")."""
        if self.low(start) not in self.rules.prepositions or stop - start <= 1:
            return ""
        first = start + 1
        return self._analysis.text[self.tokens[first].span.start : self.tokens[stop - 1].span.end]

    def subject(self, start: int, stop: int) -> Subject | None:
        """Return the subject before the first finite verb of a clause, if it has one there."""
        verb = self.finite(start, stop)
        if verb < 0:
            return None
        first = self._phrase_start(start, verb)
        return self.phrase(first, self._phrase_end(first, verb)) if first >= 0 else None

    def _phrase_start(self, start: int, verb: int) -> int:
        """Return the first word before the verb that begins a phrase no preposition governs."""
        position = start
        governed = False
        while position < verb:
            low = self.low(position)
            if position > start and "," in self.gap(position):
                governed = False
            if position in self.date_at or low in self.rules.coordinators:
                governed = governed and position in self.date_at
            elif low in self.rules.prepositions:
                governed = True
            elif self._begins_phrase(position):
                if not governed:
                    return position
                governed = self._is_determiner(position)
            elif not self.tokens[position].is_stop and position == start:
                return position if not self.tokens[position].is_verb else -1
            position += 1
        return -1

    def _begins_phrase(self, position: int) -> bool:
        if self._is_determiner(position):
            return True
        name = self.name_at.get(position)
        return position in self.figure_at or (name is not None and not name.adjective)

    def _is_determiner(self, position: int) -> bool:
        return self.low(position) in self.rules.determiners

    def _phrase_end(self, first: int, verb: int) -> int:
        """Return where the phrase ends: at a comma or before the words that lead to the verb."""
        end = first + 1
        while end < verb and not (set(self.gap(end)) & set(",;:(–—")):
            end += 1
        while end > first + 1 and self.tokens[end - 1].is_stop and end - 1 not in self.name_at:
            end -= 1
        return end

    def phrase(self, first: int, end: int) -> Subject:
        """Return the noun phrase of these words."""
        span = Span(start=self.tokens[first].span.start, end=self.tokens[end - 1].span.end)
        words = [self.low(i) for i in range(first, end)]
        return Subject(
            span=span,
            text=span.slice(self._analysis.text),
            names=self._heads(first, end),
            is_plural=words[0] in self.rules.plural or self._is_joined(first, end),
            gender=gender_of(words[:2], self.rules),
        )

    def _is_joined(self, first: int, end: int) -> bool:
        return any(
            self.low(i) in self.rules.coordinators
            and (i + 1 in self.name_at or self._is_determiner(i + 1))
            for i in range(first + 1, end - 1)
        )

    def _heads(self, first: int, end: int) -> tuple[Name, ...]:
        """Return the names the phrase consists of; "il governo Draghi" is none of them."""
        found: dict[int, Name] = {}
        for position in range(first, end):
            name = self.name_at.get(position)
            if name is None:
                if not self._is_title_word(position):
                    return ()
            elif not name.adjective and not self._is_governed(first, position, name):
                found.setdefault(name.span.start, name)
        return tuple(found.values())

    def _is_title_word(self, position: int) -> bool:
        token = self.tokens[position]
        return token.is_stop or is_office(token.concept) or self._is_determiner(position)

    def _is_governed(self, first: int, position: int, name: Name) -> bool:
        low = name.preposition
        return bool(low) and low not in self.rules.coordinators and position > first


_Mention = TypeVar("_Mention", Name, DateMention, Quantity)


def _spread(
    tokens: Sequence[Token], starts: dict[int, int], mentions: Sequence[_Mention]
) -> dict[int, _Mention]:
    """Return each mention at the positions of its words."""
    found: dict[int, _Mention] = {}
    for mention in mentions:
        position = starts.get(mention.span.start, len(tokens))
        while position < len(tokens) and tokens[position].span.end <= mention.span.end:
            found[position] = mention
            position += 1
    return found
