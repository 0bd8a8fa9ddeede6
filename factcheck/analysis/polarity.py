"""What is denied and what is only supposed: marks on tokens."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from factcheck.analysis.lexicon import lexicon, relations
from factcheck.analysis.tokens import grammar
from factcheck.languages.data import language_data
from factcheck.model import Token
from factcheck.text import fold

_BOUNDARY = re.compile(r"[,;:()\[\]«»“”\"—–]|\.\s")
_OPENING = frozenset("\"'“„«‘")
_CLAUSES = 2
_INVERTED = 3
"""Words of the shortest clause that begins with its verb: "had they known"."""
_REACH = 8
"""Words a negator looks ahead for its verb; longer gaps are another clause in practice."""


@dataclass(frozen=True, slots=True)
class _Rules:
    negators: frozenset[str]
    concord: frozenset[str]
    exempt: re.Pattern[str]
    denying: Mapping[str, Sequence[tuple[str, ...]]]
    hypothetical: frozenset[str]
    intended: Sequence[Sequence[str]]
    verbs: frozenset[str]
    diminishers: frozenset[str]
    breakers: frozenset[str]
    determiners: frozenset[str]
    coordinators: frozenset[str]
    complementisers: frozenset[str]
    interrogatives: frozenset[str]
    auxiliaries: frozenset[str]
    tails: frozenset[str]
    homographs: frozenset[str]
    ever: frozenset[str]
    superlatives: frozenset[str]
    inverting: frozenset[str]


@lru_cache(maxsize=16)
def _rules(lang: str) -> _Rules:
    table = language_data(lang, "grammar")
    phrases = _any_of(table["not_negations"])
    signs = _any_of(table["number_signs"])
    shapes = "".join(f"|{shape}" for shape in table["not_negation_patterns"])
    return _Rules(
        negators=frozenset(table["negators"]),
        concord=frozenset(map(fold, table["negative_concord"])),
        exempt=re.compile(rf"\b(?:{phrases})\b|\b(?:{signs})\s?\d{shapes}", re.IGNORECASE),
        denying=_by_first_word(tuple(phrase.split()) for phrase in table["denying_verbs"]),
        hypothetical=frozenset(table["hypothetical"]),
        intended=[phrase.split() for phrase in table["intended"]],
        verbs=lexicon(lang).verbs,
        diminishers=frozenset(table["diminishers"]),
        breakers=frozenset(
            map(fold, (*table["relatives"], *table["adversatives"], *table["clause_openers"]))
        ),
        determiners=grammar(lang).articles | frozenset(table["negative_determiners"]),
        coordinators=frozenset(map(fold, table["coordinators"])),
        complementisers=frozenset(map(fold, table["complementisers"])),
        interrogatives=frozenset(map(fold, table["interrogatives"])),
        auxiliaries=frozenset(map(fold, table["auxiliaries"])),
        tails=frozenset(table["negation_tails"]),
        homographs=frozenset(table["capitalised_otherwise"]),
        ever=frozenset(table["ever_words"]),
        superlatives=frozenset(map(fold, table["superlatives"])),
        inverting=frozenset(table["inverting_words"]),
    )


def _any_of(phrases: Iterable[str]) -> str:
    """Return a pattern for one of ``phrases``, which matches nothing when there is none."""
    return "|".join(map(re.escape, phrases)) or "(?!x)x"


def _by_first_word(phrases: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return found


def mark(text: str, tokens: Sequence[Token], lang: str) -> tuple[Token, ...]:
    """Return the tokens with ``negated`` and ``hypothetical`` set.

    A negator denies the first verb that follows it in its clause, else the first word with a
    meaning; a verb of refusing denies the action it governs. Two denials of one word cancel out;
    negators that only take up another one of their clause ("non ... mai nessuno") do not count.
    """
    rules = _rules(lang)
    exempt = _exempt(text, tokens, rules)
    clauses = _clauses(text, tokens, rules)
    denials = [0] * len(tokens)
    supposed = [False] * len(tokens)
    fronted = _fronted(tokens, clauses, rules)
    for clause in clauses:
        _negate(tokens, clause, rules, exempt, denials)
        _suppose(tokens, clause, rules, supposed)
    if fronted is not None and 0 not in exempt:
        denials[: clauses[0].stop] = [0] * clauses[0].stop
        denials[fronted] += 1
    _refuse(tokens, clauses, rules, denials)
    return tuple(
        replace(token, negated=bool(count % 2), hypothetical=wish) if count or wish else token
        for token, count, wish in zip(tokens, denials, supposed, strict=True)
    )


def _fronted(tokens: Sequence[Token], clauses: Sequence[range], rules: _Rules) -> int | None:
    """Return what is denied by "Not since the last one, in 2011, had any flight left".

    A negator that opens the sentence without a verb denies that of the clause that is inverted.
    """
    if not tokens or not _is_negator(tokens[0], rules) or len(clauses) < _CLAUSES:
        return None
    if any(_is_verb_here(tokens, n, rules) or tokens[n].is_verb for n in clauses[0]):
        return None
    for clause in clauses[1:]:
        if tokens[clause.start].norm in rules.auxiliaries:
            target = _target(tokens, rules, range(clause.start + 1, clause.stop))
            return target if target >= 0 else None
    return None


def _exempt(text: str, tokens: Sequence[Token], rules: _Rules) -> frozenset[int]:
    """Return where negators stand that deny nothing: in "not only", or as a word of a title.

    "All or Nothing was an event"; among words that all have capitals it is one of a headline.
    """
    starts = [token.span.start for token in tokens]
    found = {
        position
        for match in rules.exempt.finditer(text)
        for position in range(*(bisect_left(starts, place) for place in match.span()))
    }
    words = [t for t in tokens if t.text[:1].isalpha()]
    if 2 * sum(t.text[:1].isupper() for t in words) < len(words):
        found |= {n for n, token in enumerate(tokens) if n and token.text.istitle()}
    return frozenset(found)


def _clauses(text: str, tokens: Sequence[Token], rules: _Rules) -> list[range]:
    clauses: list[range] = []
    first = 0
    for position in range(1, len(tokens)):
        between = text[tokens[position - 1].span.end : tokens[position].span.start]
        is_parted = _BOUNDARY.search(between) and not _quotes_what_is_denied(
            between, tokens[first:position], rules
        )
        if is_parted or tokens[position].norm in rules.breakers:
            clauses.append(range(first, position))
            first = position
    if tokens:
        clauses.append(range(first, len(tokens)))
    return clauses


def _quotes_what_is_denied(between: str, before: Sequence[Token], rules: _Rules) -> bool:
    """Tell of an opening quotation mark right behind a negator: "are not “strong”"."""
    if between.strip() not in _OPENING:
        return False
    if before and before[-1].is_stop and not _is_negator(before[-1], rules):
        before = before[:-1]  # "not a “strong” man"
    return bool(before) and _is_negator(before[-1], rules)


def _is_negator(token: Token, rules: _Rules) -> bool:
    low = token.text.casefold().replace("’", "'")
    return low in rules.negators or low.endswith("n't")


def _means_ever(tokens: Sequence[Token], position: int, rules: _Rules) -> bool:
    """Tell whether a "never" is an "ever": "il più anziano ad aver mai segnato"."""
    if tokens[position].text.casefold() not in rules.ever:
        return False
    for token in reversed(tokens[max(0, position - _REACH) : position]):
        if token.text.casefold() in rules.negators:
            return False
        if not rules.superlatives.isdisjoint(token.norm.split()):
            return True
    return False


def _negate(
    tokens: Sequence[Token],
    clause: range,
    rules: _Rules,
    exempt: Collection[int],
    denials: list[int],
) -> None:
    """Count what the negators of one clause deny."""
    counted: set[int] = set()
    for position in clause:
        token = tokens[position]
        if token.norm in rules.diminishers and position + 1 < clause.stop:
            following = tokens[position + 1]
            if not following.is_stop and not following.is_verb:  # "less safe"
                denials[position + 1] += 1
        is_denial = position not in exempt and _is_negator(token, rules)
        if not is_denial or _means_ever(tokens, position, rules):
            continue
        is_of_a_noun = token.norm in rules.determiners  # "no minister and no aide spoke"
        ends = frozenset[str]() if is_of_a_noun else rules.coordinators
        target = _target(tokens, rules, range(position + 1, clause.stop), ends)
        if target < 0:  # "a casa di nessuno", "says nothing": the verb stands before
            near = range(max(clause.start, position - _REACH), position)
            told = (k for k in near if _opens_a_clause(tokens[k], rules))
            start = max(told, default=clause.start)  # "said that it did not"
            target = _target(tokens, rules, range(position - 1, start - 1, -1))
        if target < 0 or (
            token.norm in rules.concord and _is_taken_up(tokens, target, rules, counted)
        ):
            continue
        denials[target] += 1
        counted.add(target)


def _is_taken_up(tokens: Sequence[Token], target: int, rules: _Rules, counted: set[int]) -> bool:
    """Tell whether the clause's own negation covers the word: "non ... mai nessun accordo"."""
    return target in counted or (bool(counted) and not _is_verb_here(tokens, target, rules))


def _refuse(
    tokens: Sequence[Token], clauses: Sequence[range], rules: _Rules, denials: list[int]
) -> None:
    """Count what verbs of refusing and denying deny; a denied refusal denies nothing."""
    stops = {position: clause.stop for clause in clauses for position in clause}
    for position in range(len(tokens)):
        length = _denying_words(tokens, position, rules)
        following = position + length
        if not length or denials[position] % 2 or following >= len(tokens):
            continue
        target = _target(tokens, rules, range(following, stops[following]))
        if target >= 0:
            denials[target] += 1


def denying_phrase(tokens: Sequence[Token], denied: int, lang: str) -> int | None:
    """Return where a phrase begins that denies the word at ``denied``: "anything but modern"."""
    rules = _rules(lang)
    near = range(max(0, denied - _REACH), denied)
    return next((n for n in near if _denying_words(tokens, n, rules)), None)


def _denying_words(tokens: Sequence[Token], position: int, rules: _Rules) -> int:
    """Return how many tokens from here on make a phrase that denies what follows, else 0."""
    token = tokens[position]
    phrases = (
        phrase
        for word in dict.fromkeys((token.lemma.split(" ", 1)[0], token.norm))
        for phrase in rules.denying.get(word, ())
    )
    return next(filter(None, (_denies(tokens, position, p) for p in phrases)), 0)


def _denies(tokens: Sequence[Token], position: int, phrase: tuple[str, ...]) -> int:
    """Return how many tokens from here on make ``phrase``; the lexicon may have joined some."""
    token = tokens[position]
    joined = tuple(token.lemma.split(" "))
    if joined != phrase[: len(joined)]:
        joined = (token.norm,)
    rest = phrase[len(joined) :]
    following = tokens[position + 1 : position + 1 + len(rest)]
    if joined != phrase[: len(joined)] or len(following) < len(rest):
        return 0
    is_told = all(word in (t.norm, t.lemma) for word, t in zip(rest, following, strict=True))
    return 1 + len(rest) if is_told else 0


def _target(
    tokens: Sequence[Token],
    rules: _Rules,
    positions: range,
    ends: frozenset[str] = frozenset(),
) -> int:
    """Return the first verb, else the first word with a meaning; none of another clause.

    Behind one of ``ends`` and at a second verb form the first word stands: "was not an open race
    and pacemakers came" denies the race, "non saranno conclusi il Mose sarà alzato" the end. Of
    "was not over and that it expected more" nothing in the second clause is denied.
    """
    first = -1
    before = tokens[max(0, positions.start - 2) : positions.start]
    has_verb_form = any(t.norm in rules.auxiliaries for t in before)
    for position in positions[:_REACH]:
        token = tokens[position]
        is_verb_form = token.norm in rules.auxiliaries
        if first >= 0 and (token.norm in ends or (is_verb_form and has_verb_form)):
            return first
        if first >= 0 and token.norm in rules.interrogatives:  # "not clear how it came about"
            return first
        following = tokens[position + 1 : position + 2]
        if token.norm in ends and any(_opens_a_clause(t, rules) for t in following):
            return first
        has_verb_form = has_verb_form or is_verb_form
        if token.is_stop or token.norm in rules.tails:
            continue
        if _is_verb_here(tokens, position, rules):
            return position
        if first < 0:
            first = position
    return first


def _opens_a_clause(token: Token, rules: _Rules) -> bool:
    return token.norm in rules.complementisers


def _is_verb_here(tokens: Sequence[Token], position: int, rules: _Rules) -> bool:
    """Tell whether the word is a verb in its place: "not report", but not "no report"."""
    token = tokens[position]
    if position and tokens[position - 1].norm in rules.determiners:
        return False
    return token.is_verb or (token.norm == token.lemma and token.lemma in rules.verbs)


def _suppose(tokens: Sequence[Token], clause: range, rules: _Rules, supposed: list[bool]) -> None:
    attempts = relations().attempt
    active = _is_inverted(tokens, clause, rules)
    for position in clause:
        token = tokens[position]
        if active:
            supposed[position] = True
        attempted = token.is_verb and token.concept in attempts
        if attempted or _is_modal(tokens, position, rules):
            active = True


def _is_inverted(tokens: Sequence[Token], clause: range, rules: _Rules) -> bool:
    """Tell whether a clause begins as "Had they not", "Were he to": as if "if" stood there."""
    if clause.start or len(clause) < _INVERTED or tokens[0].norm not in rules.inverting:
        return False
    return not any(
        token.text.casefold() in rules.negators or token.is_verb for token in tokens[1:2]
    )


def _is_modal(tokens: Sequence[Token], position: int, rules: _Rules) -> bool:
    """Tell whether the word makes the rest a supposition; "May" before no verb is a month."""
    token = tokens[position]
    if _was_to_be(tokens, position, rules):
        return True
    if token.text.casefold() not in rules.hypothetical:
        return False
    if token.text[0].islower() or token.norm not in rules.homographs:
        return True
    following = tokens[position + 1 : position + 2]
    return any(t.lemma in rules.verbs and t.norm == t.lemma for t in following)


def _was_to_be(tokens: Sequence[Token], position: int, rules: _Rules) -> bool:
    """Tell whether a phrase that ends here tells what was planned: "was to open on 7 June"."""
    following = tokens[position + 1 : position + 2]
    if not any(t.norm == t.lemma and t.lemma in rules.verbs for t in following):
        return False
    return any(
        [t.text.casefold() for t in tokens[max(0, position + 1 - len(phrase)) : position + 1]]
        == list(phrase)
        for phrase in rules.intended
    )
