"""The people and bodies a document has named so far, by full name, with their titles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.subjects import Phrases
from factcheck.analysis.syntax import Gender, gender_of
from factcheck.model import Name, NameKind, Office, Token
from factcheck.text import fold

_KEPT = 40
"""Full names kept per first letter of the surname, and holders of titles: bounded work."""
_ALIKE = str.maketrans("yjw", "iiv")
"""First letters that transliterations exchange (Yanukovych, Janukovyč)."""


@dataclass(slots=True)
class Person:
    """Somebody named, by the fullest name; ``offices`` are those given to them so far."""

    name: Name
    last_seen: int
    offices: list[Office] = field(default_factory=list)
    gender: Gender = Gender.UNKNOWN

    @property
    def is_human(self) -> bool:
        """Tell whether the name is surely that of a person."""
        return self.name.kind is NameKind.PERSON or bool(self.offices)


class People:
    """Finds whom a name means among those named before."""

    def __init__(self) -> None:
        """Start with nobody known."""
        self._by_surname: dict[str, list[Person]] = {}
        self._by_first_word: dict[str, list[Person]] = {}
        self._holders: dict[str, Person] = {}

    def named(self, name: Name) -> list[Name]:
        """Return the fuller names a short name may mean: one, several, or none."""
        if not _is_short(name):
            return []
        found = [p for p in self._near(name) if _is_fuller(p.name, name)]
        if found:
            return [person.name for person in _distinct(found)]
        same_first = self._by_first_word.get(fold(name.text), [])
        return [p.name for p in same_first] if len(same_first) > 1 else []

    def full(self, name: Name) -> Name:
        """Return the fullest name of whom ``name`` means, itself when that is not sure."""
        known = self.named(name)
        return known[0] if len(known) == 1 else name

    def find(self, name: Name) -> Person | None:
        """Return who is known by this very name."""
        same = [p for p in self._near(name) if compare_names(p.name, name) is NameRelation.SAME]
        return same[0] if len(same) == 1 else None

    def holders(self) -> Iterable[Person]:
        """Return those known by a title."""
        return self._holders.values()

    def meet(self, name: Name, number: int) -> Person | None:
        """Note that sentence ``number`` names somebody, and return who it is."""
        if ":" in name.key or name.adjective:
            return None
        person = self.find(self.full(name))
        if person is None:
            if len(self.named(name)) > 1:
                return None
            person = self._add(name, number)
        person.last_seen = number
        if person.offices:
            self._hold(person)
        return person

    def _hold(self, person: Person) -> None:
        """Keep ``person`` among the holders of titles named last."""
        self._holders.pop(person.name.key, None)
        self._holders[person.name.key] = person
        if len(self._holders) > _KEPT:
            del self._holders[next(iter(self._holders))]

    def other_of_two(
        self, persons: Sequence[Person], names: Iterable[Name], office: Office, gender: Gender
    ) -> Person | None:
        """Return who is left of two people when one is named again beside a title of neither.

        "Rossi met Bianchi. The mayor gave Bianchi a medal": Rossi, who has the title from then on.
        """
        if len(persons) != 2 or self._titled_as(office):
            return None
        again = [self.find(self.full(name)) for name in names]
        left = [person for person in persons if person not in again]
        if len(left) != 1 or left[0].offices:
            return None
        if Gender.UNKNOWN not in (gender, left[0].gender) and gender is not left[0].gender:
            return None
        left[0].offices.append(office)
        self._hold(left[0])
        return left[0]

    def _titled_as(self, office: Office) -> list[Person]:
        return [
            person
            for person in self._holders.values()
            if any(held.concept == office.concept for held in person.offices)
        ]

    def entitle(self, phrases: Phrases, office: Office) -> None:
        """Note the title a sentence gives somebody, and the gender its words tell."""
        if office.holder is None:
            return
        person = self.find(self.full(office.holder))
        if person is None:
            return
        if office.former:
            return
        person.offices.append(office)
        self._hold(person)
        position = bisect_left(phrases.tokens, office.span.start, key=_start)
        near = phrases.tokens[max(0, position - 1) : position + 1]
        gender = gender_of([token.text.casefold() for token in near], phrases.rules)
        if gender is not Gender.UNKNOWN:
            person.gender = gender

    def _add(self, name: Name, number: int) -> Person:
        person = Person(name, number)
        letter = self._by_surname.setdefault(_letter(name), [])
        letter.append(person)
        del letter[:-_KEPT]
        words = name.text.split()
        if len(words) > 1:
            first = self._by_first_word.setdefault(fold(words[0]), [])
            first.append(person)
            del first[:-_KEPT]
        return person

    def _near(self, name: Name) -> list[Person]:
        return self._by_surname.get(_letter(name), [])


def _start(token: Token) -> int:
    return token.span.start


def _letter(name: Name) -> str:
    return fold(name.text.split()[-1])[:1].translate(_ALIKE)


def _is_short(name: Name) -> bool:
    return ":" not in name.key and not name.adjective and " " not in name.text


def _is_fuller(full: Name, short: Name) -> bool:
    if " " not in full.text or {full.kind, short.kind} == {NameKind.PERSON, NameKind.ORGANISATION}:
        return False
    return compare_names(short, full) is NameRelation.SAME


def _distinct(people: list[Person]) -> list[Person]:
    """Return the people, spellings of one name taken together."""
    kept: list[Person] = []
    for person in people:
        if all(compare_names(p.name, person.name) is not NameRelation.SAME for p in kept):
            kept.append(person)
    return kept
