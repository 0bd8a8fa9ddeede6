"""What interrupts or follows a clause between commas or brackets and says something of its own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from factcheck.analysis.lexicon import is_office
from factcheck.analysis.subjects import Phrases
from factcheck.analysis.syntax import is_finite
from factcheck.detectors.segments import MIN_WORDS
from factcheck.model import NameKind

_RESUMES = 3
"""Words after the closing comma among which the interrupted clause has its verb."""
_TITLE_REACH = 4
"""Words of an apposition among which its title stands ("l'allora primo ministro")."""


class AsideKind(StrEnum):
    """What an aside is by its form."""

    RELATIVE = "relative"
    PARTICIPLE = "participle"
    APPOSITION = "apposition"
    COMMENT = "comment"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Aside:
    """Words from ``start`` to before ``stop`` that belong to no clause around them."""

    start: int
    stop: int
    kind: AsideKind
    ranks: bool = False


def find_asides(
    phrases: Phrases, start: int, stop: int, torn: Collection[int]
) -> tuple[Aside, ...]:
    """Return the asides of a clause in order; none tears a name, a time or a figure."""
    if not phrases.marked(start + 1, stop):
        return ()
    found: list[Aside] = []
    between = _joined(phrases, _between_commas(phrases, start, stop))
    for first, last in (*between, *in_brackets(phrases, start, stop)):
        if first in torn or last in torn or last - first < 1:
            continue
        stretch = _Stretch(phrases, start, stop, first, last)
        kind = stretch.kind()
        if kind is not None:
            found.append(Aside(first, last, kind, ranks=stretch.ranks()))
    return tuple(_apart(sorted(found, key=lambda aside: aside.start)))


def _apart(asides: list[Aside]) -> list[Aside]:
    kept: list[Aside] = []
    for aside in asides:
        if not kept or aside.start > kept[-1].stop:  # what follows one goes on with the clause
            kept.append(aside)
    return kept


def _between_commas(phrases: Phrases, start: int, stop: int) -> list[tuple[int, int]]:
    """Return the stretches between the commas of a clause, brackets taken as words."""
    depth = 0
    bounds = [start]
    for position in phrases.marked(start + 1, stop):
        gap = phrases.gap(position)
        if depth == 0 and "," in gap:
            bounds.append(position)
        depth = max(0, depth + gap.count("(") - gap.count(")"))
    return list(pairwise([*bounds, stop]))


def _joined(phrases: Phrases, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what only adds a place or a time to the stretch before ("a La Plata, in Argentina")."""
    kept = stretches[:1]
    for number, (first, last) in enumerate(stretches[1:], start=1):
        adds = phrases.low(first) in phrases.rules.prepositions or first in phrases.date_at
        if (
            number + 1 < len(stretches)
            and len(kept) > 1
            and phrases.finite(first, last) < 0
            and (adds or (first + 1 in phrases.date_at))
        ):
            kept[-1] = (kept[-1][0], last)
        else:
            kept.append((first, last))
    return kept


def in_brackets(phrases: Phrases, start: int, stop: int) -> list[tuple[int, int]]:
    """Return where each bracketed stretch begins and ends, the brackets inside one left out."""
    marked = phrases.marked(start + 1, stop)
    opened = [i for i in marked if "(" in phrases.gap(i)]
    closed = [i for i in marked if ")" in phrases.gap(i)]
    found: list[tuple[int, int]] = []
    number = 0
    for first in opened:
        while number < len(closed) and closed[number] <= first:
            number += 1
        if number < len(closed) and (not found or first >= found[-1][1]):
            found.append((first, closed[number]))
    return found


class _Stretch:
    """A stretch between commas or brackets, of which it is to be told what it is."""

    def __init__(self, phrases: Phrases, start: int, stop: int, first: int, last: int) -> None:
        self._phrases = phrases
        self._start = start
        self._stop = stop
        self._first = first
        self._last = last

    def kind(self) -> AsideKind | None:
        """Return what the stretch is, ``None`` when it belongs to the clause around it."""
        if self._is_participle():
            return AsideKind.PARTICIPLE
        if self._phrases.finite(self._first, self._last) >= 0:
            return AsideKind.RELATIVE if self._is_relative() else None
        if self._first == self._start:
            return None
        if self._is_bracketed():
            return AsideKind.MEASURE if self._is_measured() else None
        if self._is_title() or self._is_apposition():
            return AsideKind.COMMENT if self.ranks() else AsideKind.APPOSITION
        if self._is_comment():
            return AsideKind.COMMENT
        return AsideKind.MEASURE if self._is_measure() else None

    def _is_bracketed(self) -> bool:
        return "(" in self._phrases.gap(self._first) and self._first > self._start

    def _is_relative(self) -> bool:
        """Tell of "che ...", "who ...", "il cui ...", "of whom ..."; not of "when" after a date."""
        if self._first == self._start or self._last - self._first < MIN_WORDS:
            return False
        words = [self._phrases.low(i) for i in range(self._first, min(self._first + 2, self._last))]
        rules = self._phrases.rules
        leads = words[0] in rules.determiners or words[0] in rules.prepositions
        return words[0] in rules.relatives or (leads and words[-1] in rules.relatives)

    def _is_participle(self) -> bool:
        """Tell of "costruito nel 1932" and "speaking to reporters" beside a clause of its own."""
        phrases, first = self._phrases, self._first
        is_last = self._last == self._stop
        is_dated = not is_last and first + 1 in phrases.date_at  # "depositata lunedì"
        is_short = self._last - first < MIN_WORDS and not is_dated
        if is_short or first in phrases.name_at:
            return False
        if phrases.is_gerund(first):
            states = phrases.has_figure_or_date(first, self._last) if is_last else self._resumes()
            return phrases.tokens[first].is_verb and not self._has_clause() and states
        is_form = phrases.is_participle(first) or phrases.looks_participle(first)
        if not is_form or self._has_clause():
            return False
        if is_last:
            return first > self._start and phrases.low(first + 1) in phrases.rules.prepositions
        goes_on = phrases.finite(self._last, self._stop) >= 0 or self._resumes()
        return goes_on and phrases.finite(self._start, first) < 0

    def _has_clause(self) -> bool:
        """Tell whether a verb beyond the first word makes a clause; "and updated" does not."""
        phrases = self._phrases
        return any(
            is_finite(phrases.tokens, i, phrases.rules)
            and not (phrases.low(i - 1) in phrases.rules.coordinators and phrases.is_participle(i))
            for i in range(self._first + 1, self._last)
        )

    def _resumes(self) -> bool:
        """Tell whether the interrupted clause goes on with its verb."""
        if self._last >= self._stop:
            return False
        reach = min(self._last + _RESUMES, self._stop)
        if self._first == self._start:
            reach = self._stop
        return self._phrases.finite(self._last, reach) >= 0 or self._has_verb_place()

    def _has_verb_place(self) -> bool:
        """Tell of a bare word right after the closing comma: the verb, known as one or not."""
        phrases, position = self._phrases, self._last
        token = phrases.tokens[position]
        rules = phrases.rules
        return (
            self._first > self._start
            and phrases.finite(self._start, self._first) < 0
            and phrases.finite(position, self._stop) < 0
            and token.text[0].islower()
            and not token.is_stop
            and position not in phrases.name_at
            and not phrases.has_figure_or_date(position, position + 1)
            and phrases.low(position) not in rules.determiners | rules.prepositions
        )

    def _follows_name(self) -> bool:
        name = self._phrases.name_at.get(self._first - 1)
        return name is not None and not name.adjective

    def _is_title(self) -> bool:
        """Tell of "ministro della Difesa" after a name; with a name inside it is somebody else."""
        tokens = self._phrases.tokens
        reach = range(self._first, min(self._first + _TITLE_REACH, self._last))
        has_title = any(is_office(tokens[i].concept) for i in reach)
        return (
            has_title
            and self._follows_name()
            and not self._names_somebody()
            and self._closes()
            and self._phrases.low(self._first) not in self._phrases.rules.prepositions
        )

    def _names_somebody(self) -> bool:
        return any(
            not name.adjective
            and name.kind is not NameKind.PLACE
            and not name.preposition
            and "(" not in self._phrases.gap(i)
            for i in range(self._first, self._last)
            if (name := self._phrases.name_at.get(i)) is not None
        )

    def _closes(self) -> bool:
        return self._last == self._stop or self._resumes()

    def _is_apposition(self) -> bool:
        """Tell of "capitale dell'Ucraina" after a name: a noun phrase that is no item of a list."""
        phrases = self._phrases
        first = self._first
        if phrases.low(first) in phrases.rules.determiners:
            first += 1
        if first >= self._last or not self._follows_name() or not self._closes():
            return False
        token = phrases.tokens[first]
        return (
            self._last - self._first >= MIN_WORDS - 1
            and token.text[0].islower()
            and (not token.is_stop or phrases.low(first) in phrases.rules.ranks)
            and not token.is_verb
            and first not in phrases.name_at
            and not self._is_counted()
            and not self._names_somebody()
            and not self._has_coordinator()
            and (self._last < self._stop or self._follows_free_name())
        )

    def _follows_free_name(self) -> bool:
        name = self._phrases.name_at[self._first - 1]
        return name.kind is not NameKind.PLACE or not name.preposition or self.ranks()

    def _has_coordinator(self) -> bool:
        return any(
            self._phrases.low(i) in self._phrases.rules.coordinators
            for i in range(self._first, min(self._first + 2, self._last))
        )

    def _is_counted(self) -> bool:
        figure = self._phrases.figure_at.get(self._first)
        is_rank = figure is not None and figure.unit == "ordinal"
        return (figure is not None and not is_rank) or self._first in self._phrases.date_at

    def ranks(self) -> bool:
        """Tell of "ultimo fra i leader" and "the largest of the 20": it ranks, so it asserts."""
        phrases = self._phrases
        return any(
            phrases.low(i) in phrases.rules.ranks and phrases.low(i + 1) in phrases.rules.after_rank
            for i in range(self._first, min(self._first + _TITLE_REACH, self._last - 1))
        )

    def _is_comment(self) -> bool:
        """Tell of "uno sviluppo definito ..." at the end: it sums up the clause before."""
        phrases = self._phrases
        return (
            self._last == self._stop
            and self._last - self._first >= MIN_WORDS
            and not self._has_coordinator()
            and (self.ranks() or phrases.low(self._first) in phrases.rules.indefinite)
            and not self._is_counted()
        )

    def _is_measure(self) -> bool:
        """Tell of "alta 90 metri" between a subject and its verb."""
        phrases = self._phrases
        if not self._is_measured() or self._last >= self._stop:
            return False
        if phrases.is_preposition(self._first):
            return False
        subject_only = phrases.finite(self._start, self._first) < 0
        resumes_at_once = phrases.finite(self._last, self._last + 1) >= 0
        return (
            subject_only
            and resumes_at_once
            and not any(i in phrases.figure_at for i in range(self._start, self._first))
        )

    def _is_measured(self) -> bool:
        """Tell whether the stretch has a figure and a word that says what it measures."""
        figures = self._phrases.figure_at
        inside = range(self._first, self._last)
        return any(i in figures for i in inside) and any(
            i not in figures and not self._phrases.tokens[i].is_stop for i in inside
        )
