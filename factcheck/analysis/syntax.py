"""How the clauses and noun phrases of a language are built, and which verbs are finite."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from factcheck.analysis.tokens import grammar
from factcheck.languages.data import language_data
from factcheck.model import Token

_NEVER = "(?!x)x"
_AUXILIARY_REACH = 3
"""Words between an auxiliary and its participle ("ha già quasi raggiunto")."""


class Gender(StrEnum):
    """The grammatical gender of a word, where its form or its article tells."""

    MASCULINE = "masculine"
    FEMININE = "feminine"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Syntax:
    """The words and shapes of one language that tell what stands where in a clause."""

    determiners: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    plural: frozenset[str]
    prepositions: frozenset[str]
    origins: frozenset[str]
    clitics: frozenset[str]
    impersonal_clitics: frozenset[str]
    conditions: frozenset[str]
    reasons: frozenset[str]
    time_relatives: frozenset[str]
    place_relatives: frozenset[str]
    possessive_relatives: frozenset[str]
    negators: frozenset[str]
    gerund: re.Pattern[str]
    participle: re.Pattern[str]
    participle_shape: re.Pattern[str]
    verb_form: re.Pattern[str]
    infinitive: re.Pattern[str]
    ranks: frozenset[str]
    after_rank: frozenset[str]
    coordinators: frozenset[str]
    relatives: frozenset[str]
    subordinators: frozenset[str]
    adverb: re.Pattern[str]
    auxiliaries: frozenset[str]
    copulas: frozenset[str]
    drops_subject: bool
    plural_title: re.Pattern[str]
    plural_verb: re.Pattern[str]
    other_persons: re.Pattern[str]
    subject_follows: frozenset[str]
    impersonal: frozenset[str]
    country_nouns: frozenset[str]
    words_of_gender: Mapping[str, Gender]
    participles_of_gender: Mapping[Gender, re.Pattern[str]]
    pronouns: Mapping[str, Gender]
    plural_pronouns: frozenset[str]
    other_pronouns: frozenset[str]


_LISTS = (
    "determiners", "definite", "indefinite", "plural", "clitics", "impersonal_clitics",
    "conditions", "reasons", "time_relatives", "place_relatives", "possessive_relatives", "ranks",
    "after_rank", "copulas", "subject_follows", "impersonal", "country_nouns",
)  # fmt: skip
_SHAPES = ("gerund", "participle", "adverb", "plural_title", "plural_verb", "other_persons")


@lru_cache(maxsize=16)
def syntax(lang: str) -> Syntax:
    """Return the syntax of ``lang``; of a language that lists none, nothing is recognised."""
    table = language_data(lang, "grammar")
    own: Mapping[str, Any] = language_data(lang, "syntax", missing_ok=True)
    rules = grammar(lang)
    gender = own.get("gender", {})
    pronouns = own.get("pronouns", {})
    read: dict[str, Any] = {name: _words(own, name) for name in _LISTS}
    read |= {name: re.compile(own.get(name, _NEVER)) for name in _SHAPES}
    return Syntax(
        **read,
        prepositions=_words(own, "prepositions") | rules.locative | rules.origin | rules.agent,
        origins=rules.origin - rules.agent,
        negators=rules.negators,
        participle_shape=rules.participle,
        verb_form=rules.verb_form,
        infinitive=rules.verb_lemma,
        coordinators=_words(table, "coordinators"),
        relatives=_words(table, "relatives"),
        subordinators=_words(table, "subordinators"),
        auxiliaries=rules.auxiliaries,
        drops_subject=own.get("drops_subject", False),
        words_of_gender={word: g for g in Gender for word in gender.get(g.value, ())},
        participles_of_gender={
            g: re.compile(gender.get(f"{g.value}_participle", _NEVER))
            for g in (Gender.MASCULINE, Gender.FEMININE)
        },
        pronouns={word: g for g in Gender for word in pronouns.get(g.value, ())},
        plural_pronouns=_words(pronouns, "plural"),
        other_pronouns=_words(pronouns, "other"),
    )


def _words(table: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(table.get(name, ()))


def is_finite(tokens: Sequence[Token], position: int, rules: Syntax) -> bool:
    """Tell whether the word is a finite verb: it can make a clause with a subject of its own."""
    token = tokens[position]
    if not token.is_verb:
        return False
    low = token.text.casefold()
    if low in rules.auxiliaries:
        return True
    if rules.gerund.search(low) or (token.lemma == token.norm and rules.infinitive.search(low)):
        return False
    if position and _makes_noun(tokens, position, rules):
        return False
    if _is_capital_of_name(tokens, position) or _meets_auxiliary(tokens, position, rules):
        return False
    if rules.drops_subject and is_participle(token, rules):  # elsewhere the past looks the same
        return _has_auxiliary(tokens, position, rules)
    return True


def is_participle(token: Token, rules: Syntax) -> bool:
    """Tell whether the word can be a participle; some languages write the past alike."""
    if not token.is_verb or token.text.casefold() in rules.auxiliaries:
        return False
    first, _, rest = token.norm.partition(" ")
    if rest:  # a phrase of the lexicon: "entrato in carica"
        return first not in rules.auxiliaries and bool(rules.participle_shape.search(first))
    return bool(rules.participle.search(f"{token.lemma} {token.norm}"))


def _meets_auxiliary(tokens: Sequence[Token], position: int, rules: Syntax) -> bool:
    """Tell of "votazione decisiva hanno", "those arrested were": the auxiliary is the verb."""
    following = tokens[position + 1 : position + 2]
    return any(token.text.casefold() in rules.auxiliaries for token in following)


def _is_capital_of_name(tokens: Sequence[Token], position: int) -> bool:
    """Tell of a capital inside a sentence, or before another one ("Guido Crosetto")."""
    if not tokens[position].text[0].isupper():
        return False
    following = tokens[position + 1 : position + 2]
    return position > 0 or any(token.text[0].isupper() for token in following)


def _makes_noun(tokens: Sequence[Token], position: int, rules: Syntax) -> bool:
    """Tell whether an article or preposition before the word shows that it is a noun."""
    low = tokens[position - 1].text.casefold()
    if low in rules.clitics:  # "la firma" is a noun, "la firmò" is none
        is_article = low in rules.determiners
        return is_article and not rules.verb_form.search(tokens[position].text.casefold())
    return low in rules.determiners or low in rules.prepositions


def _has_auxiliary(tokens: Sequence[Token], position: int, rules: Syntax) -> bool:
    before = tokens[max(0, position - _AUXILIARY_REACH) : position]
    return any(token.text.casefold() in rules.auxiliaries for token in before)


def gender_of(words: Sequence[str], rules: Syntax) -> Gender:
    """Return the gender that articles and titles among lower-case ``words`` tell."""
    found = {rules.words_of_gender[word] for word in words if word in rules.words_of_gender}
    return found.pop() if len(found) == 1 else Gender.UNKNOWN
