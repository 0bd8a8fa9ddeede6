"""Verbs of saying in a text: which words tell that somebody speaks, as one group each."""

from __future__ import annotations

import re
from bisect import bisect_right
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
    close_verbs: frozenset[str]
    base_forms: frozenset[str]
    infinitive_marks: frozenset[str]
    clitics: frozenset[str]
    back_words: frozenset[str]
    first_person: re.Pattern[str]
    first_person_pronouns: frozenset[str]
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
    content_after_comma: bool


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
        close_verbs=words("close_verbs"),
        base_forms=words("base_forms"),
        infinitive_marks=words("infinitive_marks"),
        clitics=words("clitics"),
        back_words=words("back_words"),
        first_person=form("first_person"),
        first_person_pronouns=words("first_person_pronouns"),
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
        content_after_comma=table.get("content_after_comma", False),
    )


def _opening(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for any of ``phrases`` as whole words, the longest first."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    options = "|".join(re.escape(phrase) for phrase in ordered) or _NEVER
    return re.compile(rf"(?<!\w)(?:{options})(?=[\s'’])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying: the tokens from ``start`` to before ``stop``, auxiliaries included.

    ``is_own`` tells that the writer says it ("I think"), ``points_back`` that it is about the
    sentence before ("Lo ha detto X").
    """

    start: int
    verb: int
    stop: int
    passive: bool
    impersonal: bool
    negated: bool
    is_own: bool
    points_back: bool


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
    start = _group_start(analysis, words, low, verb)
    inside = [token.text.casefold() for token in tokens[start:verb]]
    before = tokens[start - 1].text.casefold() if start > low else ""
    if not _is_finite(words, tokens[verb], inside, before):
        return None
    impersonal = any(word in words.impersonal for word in inside)
    form = tokens[verb].text.casefold().split()[0]
    finite = next((word for word in inside if word in words.rules.auxiliaries), form)
    return Saying(
        start=start,
        verb=verb,
        stop=stop,
        passive=not impersonal and any(word in words.passive for word in inside),
        impersonal=impersonal,
        negated=tokens[verb].negated,
        is_own=before in words.first_person_pronouns or bool(words.first_person.search(finite)),
        points_back=bool(inside) and inside[0] in words.back_words,
    )


def _group_start(analysis: Analysis, words: SpeechWords, low: int, verb: int) -> int:
    """Return where the auxiliaries, adverbs and pronouns before the verb begin."""
    start = verb
    only_clitics = False
    while start > low and is_joined(analysis, start - 1):
        token = analysis.tokens[start - 1]
        if token.text.casefold() in words.clitics:
            only_clitics = True
        elif only_clitics or not _helps(analysis, start - 1, words):
            break
        start -= 1
    return start


def _is_finite(words: SpeechWords, verb: Token, inside: Sequence[str], before: str) -> bool:
    """Tell a verb in use from a noun, an infinitive or a participle of the same form."""
    form = verb.text.casefold()
    if form == verb.lemma and words.infinitive.search(form):
        return False
    if " " in form or any(word in words.rules.auxiliaries for word in inside):
        return True
    if before in words.rules.articles or before in words.prepositions:
        return False
    if inside and inside[-1] in words.rules.articles and inside[-1] not in words.back_words:
        return False
    if words.bare_participle.search(form):
        return False
    return verb.is_verb or form in words.base_forms


def _helps(analysis: Analysis, position: int, words: SpeechWords) -> bool:
    """Tell whether a word before the verb belongs to it: auxiliary, adverb, negator, date."""
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
    start = analysis.tokens[position].span.start
    before = bisect_right(analysis.dates, start, key=lambda date: date.span.start)
    return before > 0 and start < analysis.dates[before - 1].span.end


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
