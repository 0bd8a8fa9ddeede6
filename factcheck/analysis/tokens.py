"""Words with lemma and concept; multi-word lexicon entries come out as one token."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from factcheck.analysis.lexicon import Lexicon, Phrase, concept_of, lemma, lexicon
from factcheck.languages.data import language_data
from factcheck.model import Span, Token
from factcheck.text import fold

_WORD = r"[^\W_]+"
_CLAUSE_END = re.compile(r"[,;:!?()\"“”«»–—]")


@lru_cache(maxsize=256)
def words_of(lang: str, name: str) -> frozenset[str]:
    """Return a list of the language's grammar, folded as ``Token.norm`` is."""
    return frozenset(map(fold, language_data(lang, "grammar")[name]))


@lru_cache(maxsize=256)
def shapes_of(lang: str, name: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns that a key of the language's grammar holds, whatever the case."""
    told = language_data(lang, "grammar")[name]
    return tuple(re.compile(t, re.IGNORECASE) for t in ([told] if isinstance(told, str) else told))


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
    irregular_verb_forms: frozenset[str]
    light: frozenset[str]
    articles: frozenset[str]
    locative: frozenset[str]
    origin: frozenset[str]
    agent: frozenset[str]
    receivers: frozenset[str]
    rivals: frozenset[str]
    object_clitics: frozenset[str]
    cleft_words: frozenset[str]
    link_forms: Mapping[str, str]
    start_words: frozenset[str]
    aim_links: frozenset[str]
    further_words: frozenset[str]
    opposite_links: frozenset[frozenset[str]]
    former: frozenset[str]
    past_copulas: frozenset[str]
    name_particles: frozenset[str]
    separable: frozenset[str]
    lower_case_verbs: bool
    again: re.Pattern[str]
    anaphoric_date: re.Pattern[str]
    anaphoric_before: re.Pattern[str]
    baseline_date: re.Pattern[str]
    counted_back: re.Pattern[str]


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
        irregular_verb_forms=frozenset(table["irregular_verb_forms"]),
        light=frozenset(table["light"]),
        articles=frozenset(table["articles"]),
        locative=frozenset(table["locative"]),
        origin=frozenset(table["origin"]),
        agent=frozenset(table["agent"]),
        receivers=frozenset(table.get("receivers", ())),
        rivals=frozenset(table["rivals"]),
        object_clitics=frozenset(table["object_clitics"]),
        cleft_words=frozenset(table["cleft_words"]),
        link_forms={form: base for base, forms in table["link_forms"].items() for form in forms},
        start_words=frozenset(table["start_words"]),
        aim_links=frozenset(table["aim_links"]),
        further_words=frozenset(table["further_words"]),
        opposite_links=frozenset(frozenset(map(fold, pair)) for pair in table["opposite_links"]),
        former=frozenset(table["former"]),
        past_copulas=frozenset(table["past_copulas"]),
        name_particles=frozenset(table["name_particles"]),
        separable=frozenset(table.get("separable", ())),
        lower_case_verbs=table.get("lower_case_verbs", False),
        anaphoric_before=re.compile(table["anaphoric_before"], re.IGNORECASE),
        baseline_date=re.compile(table["baseline_date"], re.IGNORECASE),
        counted_back=re.compile(table["counted_back"], re.IGNORECASE),
        again=re.compile(table["again"], re.IGNORECASE),
        anaphoric_date=re.compile(table["anaphoric_date"], re.IGNORECASE),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a form is wherever it stands; a text's words come back, so they are read once."""

    form: str
    base: str
    norm: str
    lemma: str
    concept: str
    is_stop: bool
    is_verb: bool


_Word = tuple[int, int, _Reading]
"""Start, end and reading of a word."""


def tokenise(text: str, lang: str) -> tuple[Token, ...]:
    """Return the words of ``text`` in order; polarity is left for ``polarity.mark``."""
    rules = grammar(lang)
    known = lexicon(lang)
    words: list[_Word] = [
        (match.start(), match.end(), _reading(match.group().casefold(), lang))
        for match in rules.word.finditer(text)
    ]
    tokens: list[Token] = []
    position = 0
    while position < len(words):
        phrase = _phrase_at(words, position, known)
        if phrase is None:
            tokens.append(_token(text, words[position], rules))
            position += 1
        else:
            stop = position + len(phrase.words)
            tokens.append(_joined(text, words[position:stop], phrase, known))
            position = stop
    return tuple(_with_particles(text, tokens, rules) if rules.separable else tokens)


def _with_particles(text: str, tokens: list[Token], rules: Grammar) -> list[Token]:
    """Return the tokens, verbs with the particle that ends their clause: "lehnte ... ab"."""
    found = list(tokens)
    verb = -1
    for position, token in enumerate(tokens):
        after = tokens[position + 1].span.start if position + 1 < len(tokens) else len(text)
        ends = _CLAUSE_END.search(text, token.span.end, after) is not None or after == len(text)
        if token.is_verb:
            verb = position
        elif ends and verb >= 0 and token.norm in rules.separable:
            found[verb] = replace(found[verb], lemma=token.norm + found[verb].lemma, is_stop=False)
        if ends:
            verb = -1
    return found


@lru_cache(maxsize=262144)
def _reading(form: str, lang: str) -> _Reading:
    rules = grammar(lang)
    base = lemma(form, lang)
    return _Reading(
        form=form,
        base=base,
        norm=fold(form),
        lemma=fold(base),
        concept=concept_of(form, lang),
        is_stop=_is_stop(form, rules),
        is_verb=_is_verb(form, base, rules),
    )


def _phrase_at(words: Sequence[_Word], position: int, known: Lexicon) -> Phrase | None:
    reading = words[position][2]
    options: Sequence[Phrase] = known.phrases.get(reading.form, ())
    if reading.base != reading.form:
        options = (*options, *known.phrases.get(reading.base, ()))
    for phrase in options:
        window = words[position : position + len(phrase.words)]
        if len(window) == len(phrase.words) and all(
            expected in (word.form, word.base)
            for expected, (_, _, word) in zip(phrase.words, window, strict=True)
        ):
            return phrase
    return None


def _joined(text: str, words: Sequence[_Word], phrase: Phrase, known: Lexicon) -> Token:
    span = Span(start=words[0][0], end=words[-1][1])
    return Token(
        span=span,
        text=span.slice(text),
        norm=fold(" ".join(word.form for _, _, word in words)),
        lemma=fold(" ".join(phrase.words)),
        concept=phrase.concept,
        is_verb=words[0][2].base in known.verbs,
    )


def _token(text: str, word: _Word, rules: Grammar) -> Token:
    start, end, reading = word
    # headlines in capitals throughout keep their verbs
    is_noun = rules.lower_case_verbs and start > 0 and text[start:end].istitle()
    return Token(
        span=Span(start=start, end=end),
        text=text[start:end],
        norm=reading.norm,
        lemma=reading.lemma,
        concept=reading.concept,
        is_stop=reading.is_stop,
        is_verb=reading.is_verb and not is_noun,
    )


def _is_stop(form: str, rules: Grammar) -> bool:
    if form in rules.function_words or form in rules.auxiliaries:
        return True
    return bool(rules.contraction.fullmatch(form))  # "won't" carries no more than "not"


def _is_verb(form: str, base: str, rules: Grammar) -> bool:
    if form in rules.auxiliaries or form in rules.irregular_verb_forms:
        return True
    if form in rules.not_verbs or base in rules.not_verbs:
        return False
    known = lexicon(rules.lang)
    if base == form:  # an infinitive, where the language marks them
        return bool(rules.verb_lemma.search(base)) and base in known.verbs
    if rules.verb_form.search(form) and not known.words.get(form):
        return True
    return bool(rules.verb_lemma.search(base)) or base in known.verbs
