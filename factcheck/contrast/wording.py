"""Words: a statement denied, turned into its opposite, or told in words that mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from factcheck.analysis.lexicon import lemma
from factcheck.analysis.syntax import Syntax, is_finite, is_participle, syntax
from factcheck.analysis.tokens import grammar
from factcheck.contrast.records import Rewriting, Statement
from factcheck.contrast.rules import Phrases
from factcheck.languages.data import language_data
from factcheck.model import Reason, Token

_NEGATION = (Reason.NEGATION, Reason.DIRECTION, Reason.QUOTE)
_DIRECTION = (Reason.DIRECTION, Reason.NEGATION, Reason.QUOTE)
_QUANTIFIER = (Reason.QUANTIFIER, Reason.NEGATION, Reason.QUOTE)


def denied(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement denied, or without its denial."""
    yield from _replaced(statement, statement.rules.negation.phrases, _NEGATION)
    if any(token.negated for token in statement.analysis.tokens):
        yield from _without_denial(statement)
    elif not _is_bound(statement):
        yield from _with_denial(statement)


def opposite(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement with one word turned into its opposite, in the same form."""
    if _tells_from_and_to(statement):
        return
    yield from _replaced(statement, statement.rules.opposites, _DIRECTION)


def other_quantifiers(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement of all for none, of none for all."""
    yield from _replaced(statement, statement.rules.quantifiers, _QUANTIFIER)


def same_meaning(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement with a word that means the same, in the same form."""
    yield from _replaced(statement, statement.rules.synonyms, ())


def _replaced(
    statement: Statement, phrases: Phrases, reasons: tuple[Reason, ...]
) -> Iterator[Rewriting]:
    for old, new in phrases:
        found = list(re.finditer(rf"\b{re.escape(old)}\b", statement.text, re.IGNORECASE))
        said = re.search(rf"\b{re.escape(new)}\b", statement.text, re.IGNORECASE)
        if len(found) != 1 or said or _is_in_a_name(statement, found[0].start()):
            continue
        start, end = found[0].span()
        yield statement.with_change(start, end, like(new, found[0].group()), reasons)


def like(new: str, old: str) -> str:
    """Return ``new`` with the capitals of ``old``, word by word."""
    shapes = re.findall(r"[^\W\d_]+", old)
    words = re.split(r"([^\W\d_]+)", new)
    for number, shape in zip(range(1, len(words), 2), shapes, strict=False):
        if shape[0].isupper() and shape not in ("", new):
            words[number] = words[number][0].upper() + words[number][1:]
    return "".join(words)


def _is_in_a_name(statement: Statement, position: int) -> bool:
    return any(n.span.start <= position < n.span.end for n in statement.analysis.names)


def _tells_from_and_to(statement: Statement) -> bool:
    """Tell of "from 206 to 162 percent": the figures tell the direction too."""
    starts = grammar(statement.lang).start_words
    quantities = statement.analysis.quantities
    return len(quantities) > 1 and any(
        not starts.isdisjoint(statement.words_before(q.span.start, 1)) for q in quantities
    )


def _is_bound(statement: Statement) -> bool:
    """Tell whether a word of the statement does not go with a denial, or changes what it means."""
    table = language_data(statement.lang, "grammar")
    words = {
        *statement.rules.negation.bound_words,
        *table["universal"],
        *table["quantifiers_exclusive"],
    }
    return any(token.norm in words for token in statement.analysis.tokens)


def _without_denial(statement: Statement) -> Iterator[Rewriting]:
    rules = statement.rules.negation
    found = [t for t in statement.analysis.tokens if t.norm in rules.remove]
    bound = [t for t in statement.analysis.tokens if t.norm in rules.bound_words]
    phrases = language_data(statement.lang, "grammar")["not_negations"]
    if len(found) != 1 or bound or any(p in statement.text.casefold() for p in phrases):
        return
    start, end = found[0].span.start, found[0].span.end + 1
    if start == 0:
        return
    if not statement.text[:start].endswith(("«", '"', "“")):
        yield statement.with_change(start, end, "", _NEGATION)
        return
    capital = statement.text[end].upper()  # the denial opens a quote
    yield statement.with_change(start, end + 1, capital, _NEGATION)


def _with_denial(statement: Statement) -> Iterator[Rewriting]:
    rules = syntax(statement.lang)
    tokens = statement.analysis.tokens
    position = _main_verb(statement, rules)
    if position < 0:
        return
    if statement.rules.negation.before:
        first = position
        while first and tokens[first - 1].norm in rules.clitics - rules.determiners:
            first -= 1
        start = tokens[first].span.start
        word = f"{statement.rules.negation.before} "
        yield statement.with_change(start, start, word, _NEGATION)
    elif statement.rules.negation.word:
        yield from _denied_after(statement, tokens, position)


def _main_verb(statement: Statement, rules: Syntax) -> int:
    """Return the place of the first finite verb, unless a clause of another opens before it."""
    tokens = statement.analysis.tokens
    openers = rules.subordinators | rules.relatives | rules.conditions
    for position, token in enumerate(tokens):
        if token.norm in openers and position:
            return -1
        if is_finite(tokens, position, rules) and position:
            return position
    return -1


def _denied_after(
    statement: Statement, tokens: tuple[Token, ...], position: int
) -> Iterator[Rewriting]:
    """Yield "is not", "has not won", "did not win"."""
    rules, token = statement.rules.negation, tokens[position]
    first = token.text.split()[0]
    low = first.casefold()
    start, end = token.span.start, token.span.start + len(first)
    following = tokens[position + 1 : position + 2]
    if low in rules.with_participle and first == token.text:
        participle = following and is_participle(following[0], syntax(statement.lang))
        if not participle:
            support = rules.past if low.endswith("d") else rules.present
            if low != rules.possessive:
                new = f"{support} {rules.possessive}"
                yield statement.with_change(start, end, new, _NEGATION)
            return
    if low in rules.after:
        yield statement.with_change(end, end, f" {rules.word}", _NEGATION)
        return
    agents = grammar(statement.lang).agent
    base = lemma(first, statement.lang)
    if base == low or (following and following[0].norm in agents):
        return
    support = rules.present if low.endswith("s") else rules.past
    if not low.endswith("ing"):
        yield statement.with_change(start, end, f"{support} {base}", _NEGATION)
