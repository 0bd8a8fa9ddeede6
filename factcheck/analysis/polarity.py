"""What is denied and what is only supposed: marks on tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from factcheck.analysis.lexicon import relations
from factcheck.languages.data import language_data
from factcheck.model import Token

_BOUNDARY = re.compile(r"[,;:()\[\]«»“”\"—–]|\.\s")
_REACH = 8
"""Words a negator looks ahead for its verb; longer gaps are another clause in practice."""


@dataclass(frozen=True, slots=True)
class _Rules:
    negators: frozenset[str]
    concord: bool
    exempt: re.Pattern[str]
    denying: tuple[tuple[str, ...], ...]
    hypothetical: frozenset[str]
    breakers: frozenset[str]


@lru_cache(maxsize=16)
def _rules(lang: str) -> _Rules:
    table = language_data(lang, "grammar")
    exempt = "|".join(re.escape(phrase) for phrase in table["not_negations"]) or "(?!x)x"
    return _Rules(
        negators=frozenset(table["negators"]),
        concord=bool(table["negative_concord"]),
        exempt=re.compile(rf"\b(?:{exempt})\b", re.IGNORECASE),
        denying=tuple(tuple(phrase.split()) for phrase in table["denying_verbs"]),
        hypothetical=frozenset(table["hypothetical"]),
        breakers=frozenset(table["relatives"]) | frozenset(table["adversatives"]),
    )


def mark(text: str, tokens: Sequence[Token], lang: str) -> tuple[Token, ...]:
    """Return the tokens with ``negated`` and ``hypothetical`` set.

    A negator denies the first verb that follows it in its clause, else the first word with a
    meaning; a verb of refusing denies the action it governs. Two denials of one word cancel out;
    in languages with negative concord ("non ... mai") the negators of a clause count once.
    """
    rules = _rules(lang)
    exempt = [match.span() for match in rules.exempt.finditer(text)]
    clauses = _clauses(text, tokens, rules)
    denials = [0] * len(tokens)
    supposed = [False] * len(tokens)
    for clause in clauses:
        _deny(tokens, clause, rules, exempt, denials)
        _suppose(tokens, clause, rules, supposed)
    return tuple(
        replace(token, negated=bool(count % 2), hypothetical=wish) if count or wish else token
        for token, count, wish in zip(tokens, denials, supposed, strict=True)
    )


def _clauses(text: str, tokens: Sequence[Token], rules: _Rules) -> list[range]:
    clauses: list[range] = []
    first = 0
    for position in range(1, len(tokens)):
        between = text[tokens[position - 1].span.end : tokens[position].span.start]
        if _BOUNDARY.search(between) or tokens[position].norm in rules.breakers:
            clauses.append(range(first, position))
            first = position
    if tokens:
        clauses.append(range(first, len(tokens)))
    return clauses


def _is_negator(token: Token, rules: _Rules, exempt: Sequence[tuple[int, int]]) -> bool:
    low = token.text.casefold().replace("’", "'")
    if low not in rules.negators and not low.endswith("n't"):
        return False
    return not any(start <= token.span.start < end for start, end in exempt)


def _deny(
    tokens: Sequence[Token],
    clause: range,
    rules: _Rules,
    exempt: Sequence[tuple[int, int]],
    denials: list[int],
) -> None:
    counted: set[int] = set()
    for position in clause:
        if _is_negator(tokens[position], rules, exempt):
            target = _target(tokens, range(position + 1, clause.stop))
            if target < 0:  # "a casa di nessuno", "says nothing": the verb stands before
                target = _target(tokens, range(position - 1, clause.start - 1, -1))
            if target >= 0 and not (rules.concord and target in counted):
                denials[target] += 1
                counted.add(target)
        for phrase in rules.denying:
            if _denies(tokens, position, clause.stop, phrase):
                target = _target(tokens, range(position + len(phrase), clause.stop))
                if target >= 0:
                    denials[target] += 1


def _denies(tokens: Sequence[Token], position: int, stop: int, phrase: tuple[str, ...]) -> bool:
    if position + len(phrase) > stop or tokens[position].lemma != phrase[0]:
        return False
    rest = tokens[position + 1 : position + len(phrase)]
    return all(word in (t.norm, t.lemma) for word, t in zip(phrase[1:], rest, strict=True))


def _target(tokens: Sequence[Token], positions: range) -> int:
    first = -1
    for position in positions[:_REACH]:
        token = tokens[position]
        if token.is_stop:
            continue
        if token.is_verb:
            return position
        if first < 0:
            first = position
    return first


def _suppose(tokens: Sequence[Token], clause: range, rules: _Rules, supposed: list[bool]) -> None:
    attempts = relations().attempt
    active = False
    for position in clause:
        token = tokens[position]
        if active:
            supposed[position] = True
        attempted = token.is_verb and token.concept in attempts
        if attempted or token.text.casefold() in rules.hypothetical:
            active = True
