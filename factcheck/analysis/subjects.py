"""Who or what a clause is about: the noun phrase before its verb, as far as words can show."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
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


_PLAIN = frozenset({" ", "", "'", "’"})
"""What stands between two words of one phrase."""
_CLOSERS = " \"'»”’)\xa0"
_REACH = 40
"""Words looked back for what a clause takes up."""


class Phrases:
    """Reads the noun phrases of one analysed sentence; positions are those of its tokens."""

    def __init__(self, analysis: Analysis) -> None:
        """Note which words belong to names, times and figures."""
        self.analysis = analysis
        self.tokens: Sequence[Token] = analysis.tokens
        self.rules: Syntax = syntax(analysis.lang)
        text, ends = analysis.text, [0, *(token.span.end for token in analysis.tokens)]
        starts = {token.span.start: i for i, token in enumerate(analysis.tokens)}
        self._gaps = [text[end:start] for end, start in zip(ends, starts, strict=False)]
        self._lows = [token.text.casefold() for token in analysis.tokens]
        self._marked = [i for i, gap in enumerate(self._gaps) if gap not in _PLAIN]
        self._finites = [i for i, t in enumerate(self.tokens) if t.is_verb and self._is_finite(i)]
        self._subjects: dict[tuple[int, int], Subject | None] = {}
        self.name_at = _spread(self.tokens, starts, analysis.names)
        self.date_at = _spread(self.tokens, starts, analysis.dates)
        self.figure_at = _spread(self.tokens, starts, analysis.quantities)

    def _is_finite(self, position: int) -> bool:
        return is_finite(self.tokens, position, self.rules)

    def gap(self, position: int) -> str:
        """Return the characters between the word at ``position`` and the one before it."""
        return self._gaps[position]

    def marked(self, start: int, stop: int) -> Sequence[int]:
        """Return before which words from ``start`` to before ``stop`` a mark stands."""
        first, last = bisect_left(self._marked, start), bisect_left(self._marked, stop)
        return self._marked[first:last]

    def asks(self) -> bool:
        """Tell whether the sentence is a question, in which the subject may follow the verb."""
        return self.analysis.text.rstrip(_CLOSERS).endswith("?")

    def low(self, position: int) -> str:
        """Return the word at ``position`` in lower case."""
        return self._lows[position]

    def has_word(self, words: Collection[str], start: int, stop: int) -> bool:
        """Tell whether one of ``words`` stands from ``start`` to before ``stop``."""
        return any(low in words for low in self._lows[start:stop])

    def finite(self, start: int, stop: int) -> int:
        """Return where the first finite verb from ``start`` to before ``stop`` stands, or -1."""
        number = bisect_left(self._finites, start)
        if number < len(self._finites) and self._finites[number] < stop:
            return self._finites[number]
        return -1

    def is_pronoun(self, position: int) -> bool:
        """Tell whether the word is a pronoun that can be a subject."""
        low, rules = self.low(position), self.rules
        return low in rules.pronouns or low in rules.plural_pronouns or low in rules.other_pronouns

    def is_gerund(self, position: int) -> bool:
        """Tell whether the word has the shape of "parlando", "speaking"."""
        return bool(self.rules.gerund.search(self.low(position)))

    def is_plural_verb(self, position: int) -> bool:
        """Tell whether a verb's form is that of several."""
        return bool(self.rules.plural_verb.search(self.verb_form(position)))

    def verb_form(self, position: int) -> str:
        """Return the form that tells person and number: "ha" of "ha detto" read as one word."""
        return self.low(position).partition(" ")[0]

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
        return 0 <= position < stop and self.begins_phrase(position)

    def is_participle(self, position: int) -> bool:
        """Tell whether the word can be a participle."""
        return is_participle(self.tokens[position], self.rules)

    def looks_participle(self, position: int) -> bool:
        """Tell of a word with the shape of a participle that no dictionary takes for a verb."""
        token = self.tokens[position]
        return (
            bool(token.concept)
            and not is_office(token.concept)
            and self.rules.drops_subject
            and bool(self.rules.participle_shape.search(self.low(position)))
            and position + 1 < len(self.tokens)
            and self.is_preposition(position + 1)
        )

    def antecedent(self, start: int, stop: int) -> str:
        """Return the phrase that ends before ``stop``, which a clause there takes up, or "".

        Of a noun with another one behind a preposition it is not sure which is meant, unless the
        phrase stands before its verb.
        """
        name = self.name_at.get(stop - 1)
        if name and not name.adjective and name.preposition not in self.rules.origins:
            return self._with_article(name, stop - 1)
        number = bisect_left(self._finites, stop) - 1
        verb = self._finites[number] if number >= 0 and self._finites[number] >= start else -1
        first = self._phrase_start(max(start, verb + 1, stop - _REACH), stop)
        if first < 0:
            return self._governed_phrase(start, stop) if verb < 0 else ""
        if verb >= 0 and any(self.low(i) in self.rules.prepositions for i in range(first, stop)):
            return ""
        found = self.phrase(first, stop)
        only_figure = all(i in self.figure_at for i in range(first, stop))
        return "" if only_figure or found.span.end < self.tokens[stop - 1].span.end else found.text

    def _with_article(self, name: Name, position: int) -> str:
        while self.name_at.get(position - 1) is name:
            position -= 1
        if position == 0 or not self._is_determiner(position - 1):
            return name.text
        start = self.tokens[position - 1].span.start
        return self.analysis.text[start : name.span.end]

    def _governed_phrase(self, start: int, stop: int) -> str:
        """Return what stands behind the preposition that opens a clause ("nel prestito")."""
        if self.low(start) not in self.rules.prepositions or stop - start <= 1:
            return ""
        first = start + 1
        return self.analysis.text[self.tokens[first].span.start : self.tokens[stop - 1].span.end]

    def subject(self, start: int, stop: int, without: Collection[int] = ()) -> Subject | None:
        """Return the subject before the first finite verb of a clause, if it has one there.

        Words at ``without`` belong to other clauses inside this one.
        """
        if not without and (start, stop) in self._subjects:
            return self._subjects[start, stop]
        found = self._subject(start, stop, without)
        if not without:
            self._subjects[start, stop] = found
        return found

    def _subject(self, start: int, stop: int, without: Collection[int]) -> Subject | None:
        verb = self.finite(start, stop)
        while verb in without:
            verb = self.finite(verb + 1, stop)
        if verb < 0:
            return None
        first = self._phrase_start(start, verb, without)
        return self.phrase(first, self._phrase_end(first, verb)) if first >= 0 else None

    def _phrase_start(self, start: int, verb: int, without: Collection[int] = ()) -> int:
        """Return where the subject before the verb begins; a bare noun may open the clause."""
        first = self.free_phrase(start, verb, without)
        if first > start and self._is_determiner(first):  # "hours later the rover"
            return first
        return start if start < verb and self._is_bare_noun(start) else first

    def opens_with_noun(self, start: int, stop: int) -> bool:
        """Tell whether a noun without article stands first, after adverbs at most."""
        position = start
        while position < stop and (
            self.rules.adverb.search(self.low(position))
            or (self.tokens[position].is_stop and not self.is_preposition(position))
        ):
            position += 1
        return position < stop and self._is_bare_noun(position)

    def _is_bare_noun(self, position: int) -> bool:
        low = self.low(position)
        return (
            not self.tokens[position].is_stop
            and not self.tokens[position].is_verb
            and position not in self.date_at
            and not self.is_preposition(position)
            and low not in self.rules.coordinators
        )

    def free_phrase(self, start: int, stop: int, without: Collection[int] = ()) -> int:
        """Return the first word that begins a phrase no preposition governs, or -1."""
        governed = False
        passed = -1
        for position in range(start, stop):
            if position in without or position < passed:
                continue
            if position > start and "," in self.gap(position):
                governed = False
            if self.is_preposition(position):
                governed = True
            elif self.begins_phrase(position):
                if not governed:
                    return position
                governed = self._is_determiner(position)
                passed = self._end_of_mention(position)
            elif position in self.date_at or not self.tokens[position].is_stop:
                governed = False  # the noun the preposition was waiting for
        return -1

    def _end_of_mention(self, position: int) -> int:
        """Return where the name or figure at ``position`` ends."""
        mention = self.name_at.get(position) or self.figure_at.get(position)
        end = position + 1
        while (
            mention is not None
            and end < len(self.tokens)
            and (self.name_at.get(end) is mention or self.figure_at.get(end) is mention)
        ):
            end += 1
        return end

    def is_preposition(self, position: int) -> bool:
        """Tell whether the word governs a noun; "prima dei" is one word of the lexicon."""
        return self.low(position).partition(" ")[0] in self.rules.prepositions

    def begins_phrase(self, position: int) -> bool:
        """Tell whether a noun phrase can begin here: an article, a figure, a name."""
        if self._is_determiner(position):
            return True
        if position in self.date_at:
            return False
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
            text=span.slice(self.analysis.text),
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
