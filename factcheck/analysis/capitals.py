"""Which capitalised words make one name: what a text's capitals tell, word by word."""

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
_REGNAL = re.compile("[IVX]{1,5}")
_APOSTROPHES = ("'", "’")
_TITLE_CASE_SHARE = 0.7
"""Above this share of capitalised words a text is a title-case headline, where capitals tell
nothing; running news text stays under 0.4."""

_SYLLABLE = 4
"""Longest lower-case part after a hyphen that still belongs to a name (Kim Jong-il)."""

_SHOUTED = 3
"""Words from which a text all in capitals is a headline rather than a few acronyms."""


@dataclass(frozen=True, slots=True)
class NameRules:
    """What one language tells of names.

    ``honorifics`` stand before a name and are no part of it, those with a stop only where the text
    has one; ``openers`` are ordinary words that begin a name when capitalised ("New Haven");
    ``word_names`` and ``word_surnames`` are ordinary words too; ``body_words`` say what kind of
    institution a name names. Where ``nouns_capitalised``, a capital tells nothing of a word the
    dictionary has.
    """

    honorifics: frozenset[str]
    openers: frozenset[str]
    word_names: frozenset[str]
    word_surnames: frozenset[str]
    body_words: frozenset[str]
    coordinators: frozenset[str]
    nouns_capitalised: bool


@lru_cache(maxsize=16)
def name_rules(lang: str) -> NameRules:
    """Return what the grammar of ``lang`` tells of names."""
    table, spellings = language_data(lang, "grammar"), shared_data("spellings")
    return NameRules(
        honorifics=frozenset(table.get("honorifics", ())),
        openers=frozenset(table.get("name_openers", ())),
        word_names=frozenset(spellings["word_names"].split()),
        word_surnames=frozenset(spellings["word_surnames"].split()),
        body_words=frozenset(table.get("body_words", ())),
        coordinators=frozenset(table["coordinators"]),
        nouns_capitalised=table.get("nouns_capitalised", False),
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
    mute = shouted or _is_title_case(tokens)
    return Reader(text, lang, tokens, blocked, grammar(lang), name_rules(lang), mute, shouted)


def _is_title_case(tokens: Sequence[Token]) -> bool:
    if any(t.is_verb and t.text[0].islower() for t in tokens):
        return False  # running text with many names
    words = [token.text for token in tokens if len(token.text) > 3 and not token.is_stop]
    capitals = sum(1 for word in words if word[0].isupper())
    return len(words) >= 5 and capitals / len(words) > _TITLE_CASE_SHARE


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


def capitals_at(reader: Reader, position: int) -> int:
    """Return how many tokens from here on make one name; 0 when none starts here."""
    tokens = reader.tokens
    if not _is_name_word(reader, position, first=True):
        return 0
    end = position + 1
    while end < len(tokens) and end not in reader.blocked and is_joined(reader, end - 1):
        if _apostrophe_tail(reader, end) or (
            _is_name_word(reader, end, first=False) and not _acronym_meets_word(reader, end)
        ):
            end += 1
        elif particles := _particles_then_name(reader, end):
            end += particles + 1
        else:
            break
    return end - position


def _apostrophe_tail(reader: Reader, position: int) -> bool:
    left, token = reader.tokens[position - 1], reader.tokens[position]
    between = reader.text[left.span.end : token.span.start]
    if between in _APOSTROPHES:  # Zelens'kyj, but not Japan's
        return len(token.text) > 1 and not token.is_stop
    return between in "-‐‑" and 1 < len(token.text) <= _SYLLABLE and between != ""


def _acronym_meets_word(reader: Reader, position: int) -> bool:
    """Tell whether an acronym and a plain name stand side by side ("SBU Serhii Andrushchenko")."""
    left, right = reader.tokens[position - 1].text, reader.tokens[position].text
    if min(len(left), len(right)) < 2 or _REGNAL.fullmatch(right):  # an initial, a numeral
        return False
    return left.isupper() != right.isupper()


def _particles_then_name(reader: Reader, position: int) -> int:
    """Return how many particles stand here before a further word of the name ("von der")."""
    end = position
    while (
        end + 1 < len(reader.tokens)
        and reader.tokens[end].text.casefold() in reader.rules.name_particles
        and is_joined(reader, end)
    ):
        end += 1
    if end == position or end in reader.blocked or not _is_name_word(reader, end, first=False):
        return 0
    return end - position


def _is_name_word(reader: Reader, position: int, *, first: bool) -> bool:
    token = reader.tokens[position]
    if not is_capital(reader, position):
        return False
    if is_honorific(reader, position):
        return False
    if is_honorific(reader, position - 1):
        return not token.is_stop
    if first and (_is_given_name(reader, position) or _is_surname(reader, position)):
        return True
    if token.text.casefold() in reader.rules.function_words:
        return _function_word_as_name(reader, position, first=first)
    if token.concept:
        return " " not in token.text and _concept_as_name(reader, position, first=first)
    if reader.name_rules.nouns_capitalised:
        return not first or not is_dictionary_word(token.text, reader.lang)
    if reader.capitals_mute or starts_sentence(reader, position):
        return _is_name_at_start(reader, position)
    return True


def _is_given_name(reader: Reader, position: int) -> bool:
    """Tell whether an ordinary word is a given name here, right before a surname ("Bill Clinton").

    At the start of a sentence a function word stays one ("Will Congress ...").
    """
    token, following = reader.tokens[position], position + 1
    if token.text.casefold() not in reader.name_rules.word_names or reader.capitals_mute:
        return False
    if token.is_stop and starts_sentence(reader, position):
        return False
    if not is_capital(reader, following) or not is_joined(reader, position):
        return False
    surname = reader.tokens[following]
    if is_office(surname) or surname.concept in relations().organisations:
        return False
    return _is_elided(reader, following) or (
        not surname.is_stop and place_at(reader, following)[0] is None
    )


def _is_surname(reader: Reader, position: int) -> bool:
    """Tell whether an ordinary word is a surname here: bare in a sentence, or before a verb."""
    token, following = reader.tokens[position], position + 1
    if token.text.casefold() not in reader.name_rules.word_surnames or reader.capitals_mute:
        return False
    if starts_sentence(reader, position):
        return (
            following < len(reader.tokens)
            and reader.tokens[following].is_verb
            and reader.tokens[following].text[0].islower()
            and is_joined(reader, position)
        )
    before = reader.tokens[position - 1].text.casefold()
    return before not in reader.rules.articles and not (
        is_capital(reader, following) and is_joined(reader, position)
    )


def _function_word_as_name(reader: Reader, position: int, *, first: bool) -> bool:
    token = reader.tokens[position]
    if len(token.text) == 1 and not first:
        stop = reader.text[token.span.end : token.span.end + 1] == "."
        return stop or not reader.shouted  # an initial
    if not first:
        return False
    if token.text.casefold() in reader.rules.articles and _opens_name(reader, position):
        return True
    return _is_elided(reader, position) and (
        len(token.text) == 1 or not starts_sentence(reader, position)
    )


def _is_elided(reader: Reader, position: int) -> bool:
    """Tell whether an elided "of" with a capital belongs to a surname ("D'Alema")."""
    token, following = reader.tokens[position], position + 1
    if token.text.casefold() not in reader.rules.origin or not is_capital(reader, following):
        return False
    surname = reader.tokens[following]
    return (
        reader.text[token.span.end : surname.span.start] in _APOSTROPHES
        and surname.concept not in relations().organisations
        and place_at(reader, following)[0] is None
    )


def _opens_name(reader: Reader, position: int) -> bool:
    """Tell whether a capitalised article inside a sentence begins a name ("La Plata")."""
    following = position + 1
    return (
        not reader.capitals_mute
        and not starts_sentence(reader, position)
        and is_capital(reader, following)
        and not reader.tokens[following].concept
        and is_joined(reader, position)
    )


def _concept_as_name(reader: Reader, position: int, *, first: bool) -> bool:
    """A capitalised word of the lexicon is a surname only right after another name's word."""
    token = reader.tokens[position]
    if first:
        low = token.text.casefold()
        return low in reader.name_rules.openers and _opens_name(reader, position)
    if position == 0 or reader.capitals_mute or token.text.isupper():
        return False
    left = reader.tokens[position - 1]
    is_initial = len(left.text) == 1
    if left.text.isupper() and not is_initial:
        return False
    return (
        left.text[0].isupper()
        and (is_initial or not left.is_stop)
        and (not left.concept or left.text.casefold() in reader.name_rules.word_names)
        and place_at(reader, position - 1)[0] is None
        and position - 1 not in reader.blocked
        and is_joined(reader, position - 1)
        and not (
            starts_sentence(reader, position - 1)
            and is_dictionary_word(left.text, reader.lang)
            and left.text.casefold() not in reader.name_rules.word_names
        )
    )


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
    return before.text[0].isupper() or is_office(before) or is_honorific(reader, position - 1)


def _is_name_at_start(reader: Reader, position: int) -> bool:
    token = reader.tokens[position]
    if not is_dictionary_word(token.text, reader.lang):
        return True
    if position + 1 < len(reader.tokens) and reader.tokens[position + 1].norm == "s":
        return not token.concept  # "Moody's"
    if len(token.text) > 1 and token.text.isupper() and not reader.capitals_mute:
        return True
    if reader.capitals_mute or token.is_verb:
        return False
    following = position + 1
    return (
        is_capital(reader, following)
        and not reader.tokens[following].concept
        and is_joined(reader, position)
        and place_at(reader, following)[0] is None
    ) or (is_joined(reader, position) and _particles_then_name(reader, following) > 0)
