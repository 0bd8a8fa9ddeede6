"""Proper names in a text: places by gazetteer, people and organisations by their capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.analysis.gazetteer import PlaceEntry, places
from factcheck.analysis.lexicon import is_dictionary_word, relations
from factcheck.analysis.tokens import Grammar, grammar
from factcheck.model import Name, NameKind, Span, Token
from factcheck.text import fold

_SENTENCE_START = re.compile(r"[.!?:»”\"«“„—–(\n]\s*[\"«“„(]?\s*$")
_JOINT = re.compile(r"[\s.\-‐‑’'\xa0]{1,2}")
_REGNAL = re.compile("[IVX]{1,5}")
_TITLE_CASE_SHARE = 0.7
"""Above this share of capitalised words a text is a title-case headline, where capitals tell
nothing; running news text stays under 0.4."""

_SYLLABLE = 4
"""Longest lower-case part after a hyphen that still belongs to a name (Kim Jong-il)."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """A text being read for names; ``blocked`` are tokens inside dates and quantities."""

    text: str
    lang: str
    tokens: Sequence[Token]
    blocked: frozenset[int]
    rules: Grammar
    title_case: bool


def find_names(
    text: str, lang: str, tokens: Sequence[Token], blocked: frozenset[int]
) -> tuple[Name, ...]:
    """Return the proper names of ``text`` in order; ``blocked`` token positions are left out."""
    reader = _Reader(text, lang, tokens, blocked, grammar(lang), _is_title_case(tokens))
    names: list[Name] = []
    position = 0
    while position < len(tokens):
        length = 0
        if position not in blocked:
            place, length = _place_at(reader, position)
            if tokens[position].concept in relations().organisations:
                names.append(_organisation(reader, position))
                length = 1
            elif place and (place.adjective or not _continues_as_person(reader, position, length)):
                names.append(_place_name(reader, position, length, place))
            else:
                length = _capitals_at(reader, position)
                if length:
                    names.append(_capital_name(reader, position, length))
        position += length or 1
    return tuple(names)


def _is_title_case(tokens: Sequence[Token]) -> bool:
    if any(t.is_verb and t.text[0].islower() for t in tokens):
        return False  # running text with many names
    words = [token.text for token in tokens if len(token.text) > 3 and not token.is_stop]
    capitals = sum(1 for word in words if word[0].isupper())
    return len(words) >= 5 and capitals / len(words) > _TITLE_CASE_SHARE


def _place_at(reader: _Reader, position: int) -> tuple[PlaceEntry | None, int]:
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


def _continues_as_person(reader: _Reader, position: int, length: int) -> bool:
    """Tell whether the place word is part of a longer name ("Jack London", "Paris Hilton").

    A place after a preposition of place, or before two more capitals, stands for itself.
    """
    following = position + length
    if reader.title_case or reader.tokens[position].text[0].islower():
        return False
    if _preposition(reader, position) in reader.rules.locative:
        return False
    return _is_unknown_capital(reader, following) and not _is_unknown_capital(reader, following + 1)


def _is_unknown_capital(reader: _Reader, position: int) -> bool:
    """Tell whether a capitalised word no list knows follows directly, so a surname perhaps."""
    if position >= len(reader.tokens) or position in reader.blocked:
        return False
    token = reader.tokens[position]
    return (
        token.text[0].isupper()
        and not token.concept
        and not token.is_stop
        and _joined(reader, position - 1)
        and not is_dictionary_word(token.text, reader.lang)
        and _place_at(reader, position)[0] is None
    )


def _joined(reader: _Reader, position: int) -> bool:
    """Tell whether only a space, hyphen, initial's stop or apostrophe follows this token."""
    if position + 1 >= len(reader.tokens):
        return False
    left, right = reader.tokens[position], reader.tokens[position + 1]
    between = reader.text[left.span.end : right.span.start]
    if "." in between:  # only after an initial
        return len(left.text) == 1 and bool(_JOINT.fullmatch(between))
    return bool(_JOINT.fullmatch(between))


def _capitals_at(reader: _Reader, position: int) -> int:
    """Return how many tokens from here on make one name; 0 when none starts here."""
    tokens = reader.tokens
    if not _is_name_word(reader, position, first=True):
        return 0
    end = position + 1
    while end < len(tokens) and end not in reader.blocked and _joined(reader, end - 1):
        if _apostrophe_tail(reader, end) or (
            _is_name_word(reader, end, first=False) and not _acronym_meets_word(reader, end)
        ):
            end += 1
        elif particles := _particles_then_name(reader, end):
            end += particles + 1
        else:
            break
    return end - position


def _apostrophe_tail(reader: _Reader, position: int) -> bool:
    left, token = reader.tokens[position - 1], reader.tokens[position]
    between = reader.text[left.span.end : token.span.start]
    if between in ("'", "’"):  # Zelens'kyj, but not Japan's
        return len(token.text) > 1 and not token.is_stop
    return between in "-‐‑" and 1 < len(token.text) <= _SYLLABLE and between != ""


def _acronym_meets_word(reader: _Reader, position: int) -> bool:
    """Tell whether an acronym and a plain name stand side by side ("SBU Serhii Andrushchenko")."""
    left, right = reader.tokens[position - 1].text, reader.tokens[position].text
    if min(len(left), len(right)) < 2 or _REGNAL.fullmatch(right):  # an initial, a numeral
        return False
    return left.isupper() != right.isupper()


def _particles_then_name(reader: _Reader, position: int) -> int:
    """Return how many particles stand here before a further word of the name ("von der")."""
    end = position
    while (
        end + 1 < len(reader.tokens)
        and reader.tokens[end].text.casefold() in reader.rules.name_particles
        and _joined(reader, end)
    ):
        end += 1
    if end == position or end in reader.blocked or not _is_name_word(reader, end, first=False):
        return 0
    return end - position


def _is_name_word(reader: _Reader, position: int, *, first: bool) -> bool:
    token = reader.tokens[position]
    low = token.text.casefold()
    if not token.text[0].isupper() or position in reader.blocked:
        return False
    if low in reader.rules.function_words and not (len(low) == 1 and not first):
        return first and low in reader.rules.articles and _opens_name(reader, position)
    if token.concept and " " not in token.text:
        return _concept_as_name(reader, position)
    if token.concept:
        return False
    if reader.title_case or _starts_sentence(reader, position):
        return _is_name_at_start(reader, position)
    return True


def _opens_name(reader: _Reader, position: int) -> bool:
    """Tell whether a capitalised article inside a sentence begins a name ("La Plata")."""
    following = position + 1
    return (
        not reader.title_case
        and not _starts_sentence(reader, position)
        and following < len(reader.tokens)
        and following not in reader.blocked
        and reader.tokens[following].text[0].isupper()
        and not reader.tokens[following].concept
        and _joined(reader, position)
    )


def _concept_as_name(reader: _Reader, position: int) -> bool:
    """A capitalised word of the lexicon is a surname only right after another name's word."""
    if position == 0 or reader.title_case or reader.tokens[position].text.isupper():
        return False
    left = reader.tokens[position - 1]
    if left.text.isupper() or _place_at(reader, position - 1)[0] is not None:
        return False
    return (
        left.text[0].isupper()
        and not left.concept
        and not left.is_stop
        and position - 1 not in reader.blocked
        and _joined(reader, position - 1)
        and not (
            _starts_sentence(reader, position - 1) and is_dictionary_word(left.text, reader.lang)
        )
    )


def _starts_sentence(reader: _Reader, position: int) -> bool:
    start = reader.tokens[position].span.start
    if position and _is_initial(reader, position - 1):
        return False
    return position == 0 or bool(_SENTENCE_START.search(reader.text[max(0, start - 6) : start]))


def _is_initial(reader: _Reader, position: int) -> bool:
    """Tell whether a single capital with a stop follows a name's word ("George W. Bush")."""
    token = reader.tokens[position]
    return (
        len(token.text) == 1
        and token.text.isupper()
        and position > 0
        and reader.tokens[position - 1].text[0].isupper()
        and reader.text[token.span.end : token.span.end + 1] == "."
    )


def _is_name_at_start(reader: _Reader, position: int) -> bool:
    token = reader.tokens[position]
    if not is_dictionary_word(token.text, reader.lang):
        return True
    if position + 1 < len(reader.tokens) and reader.tokens[position + 1].norm == "s":
        return not token.concept  # "Moody's"
    if len(token.text) > 1 and token.text.isupper() and not reader.title_case:
        return True
    following = position + 1
    if reader.title_case or following >= len(reader.tokens) or token.is_verb:
        return False
    after = reader.tokens[following]
    return (
        after.text[0].isupper()
        and not after.concept
        and following not in reader.blocked
        and _joined(reader, position)
        and _place_at(reader, following)[0] is None
    )


def _preposition(reader: _Reader, position: int) -> str:
    for before in range(position - 1, max(-1, position - 4), -1):
        low = reader.tokens[before].text.casefold()
        rules = reader.rules
        if low in rules.locative or low in rules.origin or low in rules.agent:
            return low
        if low not in rules.articles:
            return low if reader.tokens[before].is_stop else ""
    return ""


def _possessive(reader: _Reader, following: int) -> str:
    """Return "'s" after a name that only says whose the next thing is."""
    if following >= len(reader.tokens) or reader.tokens[following].norm != "s":
        return ""
    before = reader.tokens[following - 1].span.end
    mark = reader.text[before : reader.tokens[following].span.start]
    return "'s" if mark in ("'", "’") and "'s" in reader.rules.origin else ""


def _place_name(reader: _Reader, position: int, length: int, entry: PlaceEntry) -> Name:
    span = _span(reader, position, length)
    following = position + length
    names_body = (
        entry.key.startswith("country:")
        and following < len(reader.tokens)
        and reader.tokens[following].text[0].isupper()
        and reader.tokens[following].concept in relations().organisations
        and _joined(reader, following - 1)
    )
    return Name(
        span=span,
        text=span.slice(reader.text),
        key=entry.key,
        kind=NameKind.PLACE,
        adjective=entry.adjective or names_body,  # "U.S. Federal Reserve"
        preposition=_preposition(reader, position),
    )


def _organisation(reader: _Reader, position: int) -> Name:
    token = reader.tokens[position]
    return Name(
        span=token.span,
        text=token.text,
        key=f"concept:{token.concept}",
        kind=NameKind.ORGANISATION,
        preposition=_preposition(reader, position),
    )


def _capital_name(reader: _Reader, position: int, length: int) -> Name:
    span = _span(reader, position, length)
    text = span.slice(reader.text)
    return Name(
        span=span,
        text=text,
        key=fold(text),
        kind=_kind(reader, position, length),
        preposition=_preposition(reader, position) or _possessive(reader, position + length),
    )


def _kind(reader: _Reader, position: int, length: int) -> NameKind:
    words = reader.tokens[position : position + length]
    if any(len(word.text) > 1 and word.text.isupper() for word in words):
        return NameKind.ORGANISATION
    offices = relations().office_broader
    before = reader.tokens[position - 1].concept if position else ""
    if before in offices or before in offices.values():
        return NameKind.PERSON
    articles = reader.rules.articles
    if _preposition(reader, position) in reader.rules.locative and length == 1:
        return NameKind.UNKNOWN
    if length >= 2 and (position == 0 or reader.tokens[position - 1].norm not in articles):
        return NameKind.PERSON
    return NameKind.UNKNOWN


def _span(reader: _Reader, position: int, length: int) -> Span:
    last = reader.tokens[position + length - 1]
    return Span(start=reader.tokens[position].span.start, end=last.span.end)
