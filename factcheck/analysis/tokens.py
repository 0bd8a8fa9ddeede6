"""Words with lemma and concept; multi-word lexicon entries come out as one token."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from factcheck.analysis.lexicon import Lexicon, Phrase, concept_of, lemma, lexicon
from factcheck.languages.data import language_data
from factcheck.model import Span, Token
from factcheck.text import fold

_WORD = r"[^\W_]+"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The function words of one language, compiled once."""

    lang: str
    word: re.Pattern[str]
    contraction: re.Pattern[str]
    function_words: frozenset[str]
    negators: frozenset[str]
    auxiliaries: frozenset[str]
    verb_lemma: re.Pattern[str]
    verb_form: re.Pattern[str]
    participle: re.Pattern[str]
    not_verbs: frozenset[str]
    light: frozenset[str]
    articles: frozenset[str]
    locative: frozenset[str]
    origin: frozenset[str]
    agent: frozenset[str]
    start_words: frozenset[str]
    further_words: frozenset[str]
    opposite_links: frozenset[frozenset[str]]
    former: frozenset[str]
    name_particles: frozenset[str]
    anaphoric_date: re.Pattern[str]
    anaphoric_before: re.Pattern[str]
    baseline_date: re.Pattern[str]


@lru_cache(maxsize=16)
def grammar(lang: str) -> Grammar:
    """Return the compiled grammar of ``lang``; raise ``UnknownComponentError`` when it has none."""
    table = language_data(lang, "grammar")
    return Grammar(
        lang=lang,
        word=re.compile(f"{table['contraction']}|{_WORD}"),
        contraction=re.compile(table["contraction"]),
        function_words=frozenset(table["function_words"].split()) | frozenset(table["negators"]),
        negators=frozenset(table["negators"]),
        auxiliaries=frozenset(table["auxiliaries"]),
        verb_lemma=re.compile(table["verb_lemma"]),
        verb_form=re.compile(table["verb_form"]),
        participle=re.compile(table["participle"]),
        not_verbs=frozenset(table["not_verbs"]),
        light=frozenset(table["light"]),
        articles=frozenset(table["articles"]),
        locative=frozenset(table["locative"]),
        origin=frozenset(table["origin"]),
        agent=frozenset(table["agent"]),
        start_words=frozenset(table["start_words"]),
        further_words=frozenset(table["further_words"]),
        opposite_links=frozenset(frozenset(pair) for pair in table["opposite_links"]),
        former=frozenset(table["former"]),
        name_particles=frozenset(table["name_particles"]),
        anaphoric_before=re.compile(table["anaphoric_before"], re.IGNORECASE),
        baseline_date=re.compile(table["baseline_date"], re.IGNORECASE),
        anaphoric_date=re.compile(table["anaphoric_date"], re.IGNORECASE),
    )


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    form: str
    base: str


def tokenise(text: str, lang: str) -> tuple[Token, ...]:
    """Return the words of ``text`` in order; polarity is left for ``polarity.mark``."""
    rules = grammar(lang)
    known = lexicon(lang)
    words = [_word(match, lang) for match in rules.word.finditer(text)]
    tokens: list[Token] = []
    position = 0
    while position < len(words):
        phrase = _phrase_at(words, position, known)
        length = len(phrase.words) if phrase else 1
        tokens.append(_token(text, words[position : position + length], phrase, rules))
        position += length
    return tuple(tokens)


def _word(match: re.Match[str], lang: str) -> _Word:
    form = match.group().casefold()
    return _Word(match.start(), match.end(), form, lemma(form, lang))


def _phrase_at(words: Sequence[_Word], position: int, known: Lexicon) -> Phrase | None:
    first = words[position]
    options = [*known.phrases.get(first.form, ())]
    if first.base != first.form:
        options += known.phrases.get(first.base, ())
    for phrase in options:
        window = words[position : position + len(phrase.words)]
        if len(window) == len(phrase.words) and all(
            expected in (word.form, word.base)
            for expected, word in zip(phrase.words, window, strict=True)
        ):
            return phrase
    return None


def _token(text: str, words: Sequence[_Word], phrase: Phrase | None, rules: Grammar) -> Token:
    span = Span(start=words[0].start, end=words[-1].end)
    if phrase:
        return Token(
            span=span,
            text=span.slice(text),
            norm=fold(" ".join(word.form for word in words)),
            lemma=fold(" ".join(phrase.words)),
            concept=phrase.concept,
            is_verb=words[0].base in lexicon(rules.lang).verbs,
        )
    word = words[0]
    return Token(
        span=span,
        text=span.slice(text),
        norm=fold(word.form),
        lemma=fold(word.base),
        concept=concept_of(word.form, rules.lang),
        is_stop=_is_stop(word, rules),
        is_verb=_is_verb(word, rules),
    )


def _is_stop(word: _Word, rules: Grammar) -> bool:
    if word.form in rules.function_words or word.form in rules.auxiliaries:
        return True
    return bool(rules.contraction.fullmatch(word.form))  # "won't" carries no more than "not"


def _is_verb(word: _Word, rules: Grammar) -> bool:
    if word.form in rules.auxiliaries:
        return True
    if word.form in rules.not_verbs or word.base in rules.not_verbs:
        return False
    if word.base == word.form:  # an infinitive, where the language marks them
        return bool(rules.verb_lemma.search(word.base)) and word.base in lexicon(rules.lang).verbs
    if rules.verb_form.search(word.form) and not lexicon(rules.lang).words.get(word.form):
        return True
    return bool(rules.verb_lemma.search(word.base)) or word.base in lexicon(rules.lang).verbs
