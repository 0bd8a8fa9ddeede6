"""Verbs of saying in a text: which words tell that somebody speaks, as one group each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from factcheck.analysis.tokens import Grammar, grammar
from factcheck.languages.data import language_data
from factcheck.model import Analysis, Token
from factcheck.text import fold

_NEVER = "(?!x)x"
_JOINED = re.compile(r"[\s'’\xa0\-]*")


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """The words of a language that tell who says what; see ``[speech]`` in its grammar."""

    rules: Grammar
    verbs: frozenset[str]
    pairs: frozenset[str]
    quote_verbs: frozenset[str]
    hearer_verbs: frozenset[str]
    bare_verbs: frozenset[str]
    passive: frozenset[str]
    impersonal: frozenset[str]
    adverbs: frozenset[str]
    pronouns: frozenset[str]
    adverb_form: re.Pattern[str]
    bare_participle: re.Pattern[str]
    infinitive: re.Pattern[str]
    elided_subject: re.Pattern[str]
    bare_name_verb: re.Pattern[str]
    according_to: re.Pattern[str]
    for_whom: frozenset[str]
    as_told: re.Pattern[str]
    openers: frozenset[str]
    said_so: re.Pattern[str]
    so_says: re.Pattern[str]
    prepositions: frozenset[str]
    links: frozenset[str]
    speakers: frozenset[str]
    documents: frozenset[str]
    titles: frozenset[str]
    boundaries: frozenset[str]
    coordinators: frozenset[str]
    relatives: frozenset[str]
    complementisers: frozenset[str]


@lru_cache(maxsize=16)
def speech_words(lang: str) -> SpeechWords:
    """Return the words of ``lang``, read once; a language without them has no speakers."""
    whole = language_data(lang, "grammar")
    table: Mapping[str, Any] = whole.get("speech", {})
    rules = grammar(lang)

    def words(name: str) -> frozenset[str]:
        return frozenset(table.get(name, ()))

    def form(name: str) -> re.Pattern[str]:
        return re.compile(table.get(name, _NEVER), re.IGNORECASE)

    return SpeechWords(
        rules=rules,
        verbs=words("verbs"),
        pairs=frozenset(
            verb.split()[0] for verb in words("verbs") | words("quote_verbs") if " " in verb
        ),
        quote_verbs=words("quote_verbs"),
        hearer_verbs=words("hearer_verbs"),
        bare_verbs=words("bare_verbs"),
        passive=words("passive_auxiliaries"),
        impersonal=words("impersonal"),
        adverbs=words("adverbs"),
        pronouns=words("pronouns"),
        adverb_form=form("adverb_form"),
        bare_participle=form("bare_participle"),
        infinitive=form("infinitive"),
        elided_subject=form("elided_subject"),
        bare_name_verb=form("bare_name_verb"),
        according_to=_opening(table.get("according_to", ())),
        for_whom=words("for_whom"),
        as_told=_opening(table.get("as_told", ())),
        openers=frozenset(
            fold(opener)
            for name in ("as_told", "according_to")
            for phrase in table.get(name, ())
            for opener in (phrase, phrase.split()[0])  # the lexicon may hold it as one token
        ),
        said_so=_opening(table.get("said_so", ())),
        so_says=_opening(table.get("so_says", ())),
        prepositions=words("prepositions") | rules.locative | rules.origin | rules.agent,
        links=words("links"),
        speakers=words("speakers"),
        documents=words("documents"),
        titles=words("titles"),
        boundaries=frozenset(whole["relatives"])
        | frozenset(whole["subordinators"])
        | frozenset(whole["complementisers"]) - rules.origin,
        coordinators=frozenset(whole["coordinators"]),
        relatives=frozenset(whole["relatives"]),
        complementisers=frozenset(whole["complementisers"]),
    )


def _opening(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for any of ``phrases`` as whole words, the longest first."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    options = "|".join(re.escape(phrase) for phrase in ordered) or _NEVER
    return re.compile(rf"(?<!\w)(?:{options})(?=[\s'’])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying: the tokens from ``start`` to before ``stop``, auxiliaries included."""

    start: int
    verb: int
    stop: int
    passive: bool
    impersonal: bool
    negated: bool


def sayings(
    analysis: Analysis, start: int, stop: int, *, beside_quote: bool = False
) -> Iterator[Saying]:
    """Yield the verbs of saying among the tokens from ``start`` to before ``stop``."""
    words = speech_words(analysis.lang)
    known = words.verbs | words.quote_verbs if beside_quote else words.verbs
    tokens = analysis.tokens
    for position in range(start, stop):
        token = tokens[position]
        length = 1 if token.lemma in known or token.norm in known else 0
        if not length and (token.norm in words.pairs or token.lemma in words.pairs):
            length = 2 * _is_pair(tokens, position, known)
        if length and position + length <= stop:
            found = _group(analysis, words, (start, position, position + length))
            if found is not None:
                yield found


def _is_pair(tokens: Sequence[Token], position: int, known: frozenset[str]) -> bool:
    """Tell whether a verb of two words begins here: "fa sapere"."""
    if position + 1 >= len(tokens):
        return False
    token, after = tokens[position], tokens[position + 1]
    return f"{token.norm} {after.norm}" in known or f"{token.lemma} {after.lemma}" in known


def _group(analysis: Analysis, words: SpeechWords, at: tuple[int, int, int]) -> Saying | None:
    low, verb, stop = at
    tokens = analysis.tokens
    start = verb
    while start > low and is_joined(analysis, start - 1) and _helps(analysis, start - 1, words):
        start -= 1
    inside = [token.text.casefold() for token in tokens[start:verb]]
    has_auxiliary = any(word in words.rules.auxiliaries for word in inside)
    form = tokens[verb].text.casefold()
    if not has_auxiliary and " " not in form:
        before = tokens[start - 1].text.casefold() if start > low else ""
        if before in words.rules.articles or before in words.prepositions:
            return None  # a noun, or an infinitive without a subject of its own
        if words.bare_participle.search(form) or not tokens[verb].is_verb:
            return None
    impersonal = any(word in words.impersonal for word in inside)
    return Saying(
        start=start,
        verb=verb,
        stop=stop,
        passive=not impersonal and any(word in words.passive for word in inside),
        impersonal=impersonal,
        negated=tokens[verb].negated,
    )


def _helps(analysis: Analysis, position: int, words: SpeechWords) -> bool:
    """Tell whether a word before the verb belongs to it: auxiliary, clitic, adverb, negator."""
    token = analysis.tokens[position]
    low = token.text.casefold()
    return (
        low in words.rules.auxiliaries
        or low in words.passive
        or low in words.adverbs
        or low in words.impersonal
        or low in words.rules.negators
        or bool(words.adverb_form.search(low))
        or is_dated(analysis, position)
    )


def is_dated(analysis: Analysis, position: int) -> bool:
    """Tell whether the token stands in a time expression."""
    span = analysis.tokens[position].span
    return any(date.span.start <= span.start < date.span.end for date in analysis.dates)


def is_joined(analysis: Analysis, position: int) -> bool:
    """Tell whether only a space, apostrophe or hyphen stands between this token and the next."""
    if position + 1 >= len(analysis.tokens):
        return False
    return bool(_JOINED.fullmatch(gap(analysis, position)))


def gap(analysis: Analysis, position: int) -> str:
    """Return the text between this token and the next one."""
    tokens = analysis.tokens
    if not 0 <= position < len(tokens) - 1:
        return ""
    return analysis.text[tokens[position].span.end : tokens[position + 1].span.start]
