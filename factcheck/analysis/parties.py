"""Who speaks: the name, office or pronoun that is the subject of a verb of saying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.analysis.mentions import Mention, mentions, preposition
from factcheck.analysis.speech import Saying, SpeechWords, gap, is_dated, is_joined, speech_words
from factcheck.model import Analysis, Token

_HARD = frozenset(';:—–()«»“”"')


@dataclass(frozen=True, slots=True)
class Party:
    """Who speaks, as written; a pronoun or nothing where a verb stands alone is a ``pronoun``."""

    text: str = ""
    pronoun: bool = False


NOBODY = Party()
SOMEONE = Party(pronoun=True)


def speaker_of(
    analysis: Analysis, saying: Saying, bounds: tuple[int, int], *, has_hearer: bool = True
) -> Party:
    """Return the subject of ``saying`` within ``bounds``; nobody where it is in doubt.

    With ``has_hearer``, whoever stands behind a verb such as "warn" is told, and does not tell.
    """
    words = speech_words(analysis.lang)
    if saying.is_own:
        return NOBODY
    if saying.passive:
        return _agent(analysis, words, (saying.stop, bounds[1]))
    reader = _Subject(analysis, words, saying, bounds)
    return reader.before() or reader.after(has_hearer=has_hearer) or reader.understood() or NOBODY


def clause_start(analysis: Analysis, saying: Saying) -> int:
    """Return the position at which the clause of ``saying`` begins."""
    return _Subject(analysis, speech_words(analysis.lang), saying, (0, saying.stop)).start


def first_verb(analysis: Analysis, low: int, high: int) -> int:
    """Return the position of the first verb in use from ``low`` on, else ``high``."""
    return next((p for p in range(low, high) if acts(analysis, p, low)), high)


def acts(analysis: Analysis, position: int, low: int) -> bool:
    """Tell whether the token is a verb in use, not a noun or name that looks like one.

    ``low`` is where the stretch begins, where a capital tells nothing.
    """
    token = analysis.tokens[position]
    if not token.is_verb:
        return False
    if token.text[0].isupper() and (position > low or _is_first_name(analysis, position)):
        return False
    articles = speech_words(analysis.lang).rules.articles
    return not position or analysis.tokens[position - 1].text.casefold() not in articles


def _is_first_name(analysis: Analysis, position: int) -> bool:
    """Tell of a capital that begins a sentence that another follows it directly."""
    tokens = analysis.tokens
    if tokens[position].is_stop or not is_joined(analysis, position):
        return False
    return tokens[position + 1].text[0].isupper()


def _agent(analysis: Analysis, words: SpeechWords, bounds: tuple[int, int]) -> Party:
    found = [
        m
        for m in mentions(analysis, words, bounds)
        if preposition(analysis, words, m.start, bounds[0]) in words.rules.agent
    ]
    return Party(found[0].text) if len(found) == 1 else NOBODY


class _Subject:
    """Looks for the subject of one verb: before it, after it, or understood."""

    def __init__(
        self, analysis: Analysis, words: SpeechWords, saying: Saying, bounds: tuple[int, int]
    ) -> None:
        self._analysis = analysis
        self._tokens = analysis.tokens
        self._words = words
        self._saying = saying
        self._low, self._high = bounds
        self.start, self._verbs = self._clause()

    def before(self) -> Party | None:
        """Return the subject before the verb, ``NOBODY`` when several could be, else ``None``."""
        found = self._subjects((self.start, self._saying.start))
        if self._verbs:  # what follows another verb is its object, not our subject
            found = [m for m in found if m.stop <= min(self._verbs)]
        if not found and self._continues():
            first = self._first_verb()
            found = self._subjects((self._low, first))
        if found:
            party = self._one(found)
            return Party(self._whole_name(found[0])) if party.text else party
        return self._pronoun() or self._bare_name()

    def after(self, *, has_hearer: bool) -> Party | None:
        """Return the subject after the verb: "ha detto X", "said X"."""
        verb = self._tokens[self._saying.verb]
        hears = has_hearer and bool({verb.lemma, verb.norm} & self._words.hearer_verbs)
        if hears or self._has_noun_before():
            return None
        stop = self._phrase_end()
        found = self._subjects((self._saying.stop, stop))
        if not found:
            return self._bare_capital()
        return self._holder(found, stop) or self._one(found)

    def _holder(self, found: Sequence[Mention], stop: int) -> Party | None:
        """Read the name after an office and a comma: "ha detto il presidente del porto, Ada Re"."""
        if len(found) != 1 or found[0].is_name or "," not in gap(self._analysis, stop - 1):
            return None
        end = stop
        while end < len(self._tokens) - 1 and is_joined(self._analysis, end):
            end += 1
        named = self._subjects((stop, min(end + 1, len(self._tokens))))
        is_it = len(named) == 1 and named[0].is_name and named[0].start <= stop + 1
        whole = is_it and " " in named[0].text and named[0].stop == end + 1
        return Party(named[0].text) if whole else None

    def understood(self) -> Party | None:
        """Return ``SOMEONE`` where the language leaves out a subject told of before."""
        if self._saying.impersonal or self._has_noun_before():
            return None
        if any(
            not token.is_stop and not is_dated(self._analysis, position)
            for position, token in self._following()
        ):
            return None
        first = self._tokens[self._saying.start]
        for token in self._tokens[self._saying.start : self._saying.verb + 1]:
            if token.text.casefold() in self._words.rules.auxiliaries or token.is_verb:
                first = token
                break
        return SOMEONE if self._words.elided_subject.search(first.text.casefold()) else None

    def _following(self) -> Iterator[tuple[int, Token]]:
        """Yield the words right after the verb that could be its subject, were they names."""
        position = self._saying.stop
        if position < self._phrase_end() and is_joined(self._analysis, position - 1):
            token = self._tokens[position]
            if token.text[0].isupper():
                yield position, token

    def _clause(self) -> tuple[int, list[int]]:
        """Return where the verb's clause begins and which other verbs stand in it before it."""
        verbs: list[int] = []
        position = self._saying.start - 1
        while position >= self._low:
            if set(gap(self._analysis, position)) & _HARD:
                break
            low = self._tokens[position].text.casefold()
            if low in self._words.boundaries and not self._is_preposition(position):
                break
            if low in self._words.coordinators and self._begins_clause(position):
                break
            if self._acts(position):
                verbs.append(position)
            position -= 1
        return position + 1, verbs

    def _is_preposition(self, position: int) -> bool:
        """Tell of "after the vote": a preposition where a noun follows, not a clause."""
        low = self._tokens[position].text.casefold()
        return low in self._words.prepositions and not any(
            self._acts(p) for p in range(position + 1, self._saying.start)
        )

    def _begins_clause(self, position: int) -> bool:
        """Tell of "and" that a clause follows; after a name without a comma it may join two."""
        if position + 1 == self._saying.start:
            return True
        joins_names = self._tokens[position - 1].text[0].isupper() and is_joined(
            self._analysis, position - 1
        )
        return not joins_names and any(self._acts(p) for p in range(self._low, position))

    def _acts(self, position: int) -> bool:
        return acts(self._analysis, position, self._low)

    def _continues(self) -> bool:
        """Tell whether the clause goes on after "and", or after a relative clause in commas."""
        before = self.start - 1
        if before < self._low:
            return False
        low = self._tokens[before].text.casefold()
        if low in self._words.coordinators:
            return self.start == self._saying.start
        closes = "," in gap(self._analysis, self._saying.start - 1)
        return low in self._words.relatives and (closes or self.start == self._saying.start)

    def _first_verb(self) -> int:
        """Return where the predicate before ours begins, or the relative clause after a name."""
        before = self.start - 1
        return first_verb(self._analysis, self._low, before)

    def _subjects(self, bounds: tuple[int, int]) -> list[Mention]:
        found = mentions(self._analysis, self._words, bounds)
        return [mention for mention in found if not mention.oblique]

    def _one(self, found: Sequence[Mention]) -> Party:
        """Return the only one found; of several, or of one torn from its place, nobody."""
        if len(found) > 1 or found[0].torn:
            return NOBODY
        return Party(found[0].text)

    def _whole_name(self, mention: Mention) -> str:
        """Return the name with a first name that looks like a verb where the sentence begins.

        Before its subject and another verb no verb can stand: "Guido Rossi ha detto".
        """
        first = mention.start - 1
        if first != self._low or not mention.is_name or not is_joined(self._analysis, first):
            return mention.text
        token = self._tokens[first]
        is_first_name = token.is_verb and token.text[0].isupper() and not token.is_stop
        return f"{token.text} {mention.text}" if is_first_name else mention.text

    def _pronoun(self) -> Party | None:
        here = self._tokens[self.start : self._saying.start]
        low = {token.text.casefold() for token in here}
        return SOMEONE if low & self._words.pronouns else None

    def _bare_name(self) -> Party | None:
        """Read a word without an article before a verb that asks for one: "Conte ha detto"."""
        first = self.start
        if first + 1 != self._saying.start or not is_joined(self._analysis, first):
            return None
        token = self._tokens[first]
        if not token.text[0].isupper() or token.is_stop or is_dated(self._analysis, first):
            return None
        form = self._tokens[self._saying.start].text.casefold()
        return Party(token.text) if self._words.bare_name_verb.search(form) else None

    def _bare_capital(self) -> Party | None:
        """Read a capital right after the verb, whatever word it is elsewhere: "ha detto Conte"."""
        for position, token in self._following():
            if not token.is_stop and not is_dated(self._analysis, position):
                return Party(token.text)
        return None

    def _has_noun_before(self) -> bool:
        """Tell whether something else than times and places stands as subject before the verb."""
        position = self.start
        if "," in gap(self._analysis, self._saying.start - 1):
            position = self._saying.start  # an aside: "the budget, says X, is ..."
        behind = False
        while position < self._saying.start:
            token = self._tokens[position]
            low = token.text.casefold()
            behind = low in self._words.prepositions or (
                behind and "," not in gap(self._analysis, position - 1)
            )
            if not token.is_stop and not behind and not is_dated(self._analysis, position):
                form = self._words.adverb_form.search(low)
                if not form and low not in self._words.adverbs:
                    return True
            position += 1
        return False

    def _phrase_end(self) -> int:
        """Return where what follows the verb closely ends: a comma, a clause, another verb."""
        position = self._saying.stop
        while position < self._high:
            low = self._tokens[position].text.casefold()
            mark = gap(self._analysis, position - 1)
            if "," in mark or set(mark) & _HARD:
                break
            if low in self._words.boundaries or self._acts(position):
                break
            position += 1
        return position
