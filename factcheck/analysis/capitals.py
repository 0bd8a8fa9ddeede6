"""A text being read for names, and what a single capital in it tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from factcheck.analysis.gazetteer import PlaceEntry, places
from factcheck.analysis.lexicon import is_dictionary_word, relations
from factcheck.analysis.tokens import Grammar, grammar
from factcheck.languages.data import language_data, shared_data
from factcheck.model import Token
from factcheck.text import fold

_SENTENCE_START = re.compile(r"[.!?:»”\"«“„—–(\n]\s*[\"«“„(]?\s*$")
_JOINT = re.compile(r"[\s.\-‐‑’'\xa0]{1,2}")
_AFTER_TITLE = re.compile(r"\.?[ \xa0]?")
APOSTROPHES = ("'", "’")
_TITLE_CASE_SHARE = 0.7
"""Above this share of capitalised words a text is a title-case headline, where capitals tell
nothing; running news text stays under 0.4."""

_LONG_WORD = 3
_SHOUTED = 3
"""Words from which a text all in capitals is a headline rather than a few acronyms."""


@dataclass(frozen=True, slots=True)
class NameRules:
    """What one language tells of names.

    ``honorifics`` stand before a name and are no part of it, those with a stop only where the text
    has one; ``openers`` are ordinary words that begin a name when capitalised ("New Haven");
    ``place_starts`` and ``place_ends`` begin or end the name of a place ("Piazza Dante", "Mill
    Road"); ``word_names`` and ``word_surnames`` are ordinary words too, or in the dictionary;
    ``body_words`` say what kind of institution a name names. Where
    ``nouns_capitalised``, a capital tells nothing of a word the dictionary has; where
    ``place_compounds``, a capitalised noun right after a place makes another name of it.
    """

    honorifics: frozenset[str]
    openers: frozenset[str]
    place_starts: frozenset[str]
    place_ends: frozenset[str]
    word_names: frozenset[str]
    word_surnames: frozenset[str]
    body_words: frozenset[str]
    coordinators: frozenset[str]
    nouns_capitalised: bool
    place_compounds: bool


@lru_cache(maxsize=16)
def name_rules(lang: str) -> NameRules:
    """Return what the grammar of ``lang`` tells of names."""
    table, spellings = language_data(lang, "grammar"), shared_data("spellings")
    return NameRules(
        honorifics=frozenset(table.get("honorifics", ())),
        openers=frozenset(table.get("name_openers", ())),
        word_names=frozenset(spellings["word_names"].split())
        | frozenset(table.get("given_names", "").split()),
        place_starts=frozenset(table.get("place_starts", ())),
        place_ends=frozenset(table.get("place_ends", ())),
        word_surnames=frozenset(spellings["word_surnames"].split()),
        body_words=frozenset(table.get("body_words", ())),
        coordinators=frozenset(table["coordinators"]),
        nouns_capitalised=table.get("nouns_capitalised", False),
        place_compounds=table.get("place_compounds", False),
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """A text being read for names; ``blocked`` are tokens inside dates and quantities.

    ``capitals_mute`` tells a headline whose capitals say nothing, ``shouted`` one without any
    lower case.
    """

    text: str
    lang: str
    tokens: Sequence[Token]
    blocked: frozenset[int]
    rules: Grammar
    name_rules: NameRules
    capitals_mute: bool
    shouted: bool


def read_capitals(text: str, lang: str, tokens: Sequence[Token], blocked: frozenset[int]) -> Reader:
    """Return the reader of ``text``."""
    shouted = len(tokens) >= _SHOUTED and text.isupper()
    rules = name_rules(lang)
    mute = shouted or (not rules.nouns_capitalised and _is_title_case(tokens))
    return Reader(text, lang, tokens, blocked, grammar(lang), rules, mute, shouted)


def _is_title_case(tokens: Sequence[Token]) -> bool:
    if any(len(t.text) >= _LONG_WORD and t.text.islower() and _tells(t) for t in tokens):
        return False  # running text with many names
    words = [token.text for token in tokens if len(token.text) > 3 and not token.is_stop]
    capitals = sum(1 for word in words if word[0].isupper())
    return len(words) >= 5 and capitals / len(words) > _TITLE_CASE_SHARE


def _tells(token: Token) -> bool:
    """Tell whether a headline of capitals would write the word with one: a verb, a known noun."""
    return token.is_verb or (bool(token.concept) and not token.is_stop)


def place_at(reader: Reader, position: int) -> tuple[PlaceEntry | None, int]:
    """Return the place named from ``position`` on and its number of words, or ``(None, 0)``."""
    tokens = reader.tokens
    # a merged phrase is a lexicon entry, never a place
    for entry in places(reader.lang).get(fold(tokens[position].text), ()):
        window = tokens[position : position + len(entry.words)]
        if len(window) < len(entry.words):
            continue
        if tuple(fold(token.text) for token in window) != entry.words:
            continue
        if entry.adjective or tokens[position].text[0].isupper():
            return entry, len(entry.words)
    return None, 0


def is_capital(reader: Reader, position: int) -> bool:
    """Tell whether a word with a capital, outside dates and figures, stands at ``position``."""
    return (
        position < len(reader.tokens)
        and position not in reader.blocked
        and reader.tokens[position].text[0].isupper()
    )


def is_unknown_capital(reader: Reader, position: int) -> bool:
    """Tell whether a capitalised word no list knows follows directly, so a surname perhaps."""
    if not is_capital(reader, position):
        return False
    token = reader.tokens[position]
    return (
        not token.concept
        and not token.is_stop
        and is_joined(reader, position - 1)
        and not is_dictionary_word(token.text, reader.lang)
        and place_at(reader, position)[0] is None
    )


def is_joined(reader: Reader, position: int) -> bool:
    """Tell whether only a space, hyphen, initial's stop or apostrophe follows this token."""
    if position + 1 >= len(reader.tokens):
        return False
    left, right = reader.tokens[position], reader.tokens[position + 1]
    between = reader.text[left.span.end : right.span.start]
    if "." in between:  # only after an initial
        return len(left.text) == 1 and bool(_JOINT.fullmatch(between))
    return bool(_JOINT.fullmatch(between))


def is_office(token: Token) -> bool:
    """Tell whether a word names an office, so what stands before a name and is no part of it."""
    offices = relations().office_broader
    return token.concept in offices or token.concept in offices.values()


def is_honorific(reader: Reader, position: int) -> bool:
    """Tell whether the word is a title such as "Mr" or "on.", with a name after it."""
    if position < 0 or position + 1 >= len(reader.tokens):
        return False
    token, following = reader.tokens[position : position + 2]
    low = token.text.casefold()
    between = reader.text[token.span.end : following.span.start]
    known = reader.name_rules.honorifics
    if low not in known and not (f"{low}." in known and between.startswith(".")):
        return False
    return following.text[0].isupper() and bool(_AFTER_TITLE.fullmatch(between))


def starts_sentence(reader: Reader, position: int) -> bool:
    """Tell whether the word begins a sentence, so that its capital tells nothing."""
    start = reader.tokens[position].span.start
    if position and (_is_initial(reader, position - 1) or is_honorific(reader, position - 1)):
        return False
    return position == 0 or bool(_SENTENCE_START.search(reader.text[max(0, start - 6) : start]))


def _is_initial(reader: Reader, position: int) -> bool:
    """Tell whether a single capital with a stop belongs to a name ("George W. Bush")."""
    token = reader.tokens[position]
    if len(token.text) > 1 or not token.text.isupper() or position == 0:
        return False
    if reader.text[token.span.end : token.span.end + 1] != ".":
        return False
    before = reader.tokens[position - 1]
    if before.is_stop or is_office(before):  # "di L. Messi", but not "vitamina C."
        return True
    return before.text[0].isupper() or is_honorific(reader, position - 1)
