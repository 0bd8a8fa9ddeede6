"""Names: another person, body, place or office in the same words; a shorter name for the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random

from factcheck.analysis.gazetteer import country_of
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.recurrence import excludes_others
from factcheck.analysis.syntax import Gender
from factcheck.analysis.tokens import grammar
from factcheck.contrast.records import NamedIn, Rewriting, Statement
from factcheck.contrast.rules import given_names
from factcheck.contrast.wording import like
from factcheck.model import Analysis, Fact, Name, NameKind, Reason, Token
from factcheck.text import fold

_FULL_NAME = 2
_SAME_STORY = 0.5
"""Share of one statement's words in another from which on both may tell of one event, so that the
other's names may be right here too."""
_FEW_CHOICES = 3
_INITIALS = 2
"""Letters up to which what looks like a name may be a piece of one ("AT&T")."""


def names_of(fact: Fact, analysis: Analysis) -> Iterator[NamedIn]:
    """Yield the names of one statement that may stand for others, with the word before each."""
    words = frozenset(token.key for token in analysis.content)
    for name in analysis.names:
        if not name.adjective and _stands_alone(name, analysis):
            before = _word_before(name, analysis)
            yield NamedIn(
                name=name,
                before=before.norm if before else "",
                after_noun=before is not None and not (before.is_stop or before.is_verb),
                fact_id=fact.id,
                words=words,
            )


def _word_before(name: Name, analysis: Analysis) -> Token | None:
    """Return the word right before a name, at most an apostrophe between."""
    before = [t for t in analysis.tokens if t.span.end <= name.span.start][-1:]
    return next(
        (t for t in before if not analysis.text[t.span.end : name.span.start].strip("'’ \xa0")),
        None,
    )


def _stands_alone(name: Name, analysis: Analysis) -> bool:
    """Tell whether the name is whole: no capital and no hyphen right beside it."""
    text = analysis.text
    if text[name.span.end : name.span.end + 1] in ("-", "&", "’", "'"):
        return False
    after = [t for t in analysis.tokens if t.span.start >= name.span.end]
    glued = bool(after) and text[name.span.end : after[0].span.start] == " "
    if glued and after[0].text[0].isupper():
        return False
    last = _word_before(name, analysis)
    if last is None or not last.text[0].isupper():
        return True
    return last.is_stop or _office_before(name, analysis)


def _office_before(name: Name, analysis: Analysis) -> bool:
    return any(0 <= name.span.start - office.span.end <= 1 for office in analysis.offices)


def other_names(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement with another person or body of the table in the place of one."""
    reasons = (Reason.ENTITY, Reason.PLACE, Reason.QUOTE)
    yield from _with_others(statement, rng, _is_no_place, reasons)


def other_places(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement with another place of the same sort, inside or around no named one."""
    reasons = (Reason.PLACE, Reason.ENTITY, Reason.QUOTE)
    yield from _with_others(statement, rng, _is_place, reasons)


def _is_place(name: Name) -> bool:
    return name.kind is NameKind.PLACE


def _is_no_place(name: Name) -> bool:
    return name.kind is not NameKind.PLACE


def _with_others(
    statement: Statement,
    rng: Random,
    wanted: Callable[[Name], bool],
    reasons: tuple[Reason, ...],
) -> Iterator[Rewriting]:
    told = statement.analysis
    ties = sum(not name.adjective for name in told.names) - 1 + len(told.dates)
    if not excludes_others(told.content, told.quantities, ties=ties):
        return
    for mine in names_of(statement.fact, statement.analysis):
        if not wanted(mine.name) or _is_told_twice(mine.name, statement):
            continue
        choices = sorted(
            {
                other.name.text
                for other in statement.others
                if _can_stand_for(other, mine, statement)
                and not _is_in(other.name, statement.analysis.names)
                and not _is_one_story(other, mine)
            }
        )
        if choices:
            span = mine.name.span
            for new in rng.sample(choices, min(_FEW_CHOICES, len(choices))):
                yield statement.with_change(span.start, span.end, new, reasons)


def _is_told_twice(name: Name, statement: Statement) -> bool:
    return statement.text.count(name.text) > 1


def _is_in(name: Name, names: Iterable[Name]) -> bool:
    """Tell whether the name is, or is part of, or holds one of ``names``."""
    return any(
        relation is not NameRelation.DIFFERENT
        for other in names
        for relation in (compare_names(name, other), compare_names(other, name))
    )


def _is_one_story(other: NamedIn, mine: NamedIn) -> bool:
    shared = len(other.words & mine.words)
    smaller = min(len(other.words), len(mine.words))
    return bool(smaller) and shared / smaller >= _SAME_STORY


def _can_stand_for(other: NamedIn, mine: NamedIn, statement: Statement) -> bool:
    """Tell whether both are of one sort and follow the same words."""
    if other.name.kind is not mine.name.kind or _sort(other.name) != _sort(mine.name):
        return False
    classes = statement.rules.article_classes
    if classes.get(other.before, "") != classes.get(mine.before, ""):
        return False
    if other.name.kind is NameKind.PERSON:
        return _may_be_swapped(other.name, mine.name, statement)
    if other.after_noun or mine.after_noun or len(other.name.text) <= _INITIALS:
        return False
    if other.name.kind is NameKind.PLACE:
        return other.before == mine.before
    return _is_link(other.before, statement) == _is_link(mine.before, statement)


def _is_link(word: str, statement: Statement) -> tuple[bool, bool]:
    """Tell whether a word says where, and whether it says whose or from where."""
    rules = grammar(statement.lang)
    return word in rules.locative, word in rules.origin


def _sort(name: Name) -> tuple[str, bool, bool]:
    """Return a known place's kind, whether it lies in a country, and whether it has many words."""
    kind, colon, _ = name.key.partition(":")
    if not colon or name.kind is not NameKind.PLACE:
        return "", False, " " in name.text
    return kind, bool(country_of(name.key)), False


def _may_be_swapped(other: Name, mine: Name, statement: Statement) -> bool:
    gender, another = gender_of_person(mine), gender_of_person(other)
    if Gender.UNKNOWN in (gender, another):
        return False
    rules = statement.rules.names
    is_told = any(token.norm in rules.gendered for token in statement.analysis.tokens)
    return gender is another or not (rules.agreement or is_told)


def gender_of_person(name: Name) -> Gender:
    """Return the gender the given name of a full name tells; unknown where it may be no person."""
    words = name.text.split()
    if name.kind is not NameKind.PERSON or len(words) != _FULL_NAME:
        return Gender.UNKNOWN
    return given_names().get(fold(words[0]), Gender.UNKNOWN)


def other_offices(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement with another office that stands after the same words.

    Nothing where nobody is named: another official may have done the same.
    """
    if all(name.kind is not NameKind.PERSON for name in statement.analysis.names):
        return
    reasons = (Reason.ROLE, Reason.QUOTE)
    low = statement.text.casefold()
    for office in statement.analysis.offices:
        for group in statement.rules.offices:
            old = next((t for t in group if low.startswith(t, office.span.start)), "")
            end = office.span.start + len(old)
            if not old or low[end : end + 1].isalpha() or low.count(old) > 1:
                continue
            for new in group:
                if new != old and new not in low:
                    text = like(new, statement.text[office.span.start : end])
                    yield statement.with_change(office.span.start, end, text, reasons)
            break


def shorter_names(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement with a person's surname alone."""
    for mine in names_of(statement.fact, statement.analysis):
        if gender_of_person(mine.name) is not Gender.UNKNOWN:
            start = mine.name.span.start
            given = mine.name.text.split()[0]
            yield statement.with_change(start, start + len(given) + 1, "")
