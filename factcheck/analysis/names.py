"""Proper names in a text: places by gazetteer, people and organisations by their capitals."""

from __future__ import annotations

from dataclasses import replace

from factcheck.analysis.capitals import (
    Reader,
    is_capital,
    is_honorific,
    is_joined,
    is_office,
    is_unknown_capital,
    place_at,
)
from factcheck.analysis.gazetteer import PlaceEntry
from factcheck.analysis.lexicon import relations
from factcheck.analysis.name_words import capitals_at
from factcheck.languages.data import shared_data
from factcheck.model import Name, NameKind, Span
from factcheck.text import fold


def find_names(reader: Reader) -> tuple[Name, ...]:
    """Return the proper names of a text in order."""
    names: list[Name] = []
    position = 0
    while position < len(reader.tokens):
        length = 0
        if position not in reader.blocked:
            name, length = _name_at(reader, position)
            if name:
                names.append(name)
        position += length or 1
    return tuple(names)


def _name_at(reader: Reader, position: int) -> tuple[Name | None, int]:
    """Return the name that starts here and its number of tokens."""
    if concept := _organisation_at(reader, position):
        return _organisation(reader, position, concept), 1
    place, length = place_at(reader, position)
    if place and _makes_another_name(reader, position, length, place):
        name = _capital_name(reader, position, length + 1)
        return replace(name, kind=NameKind.UNKNOWN), length + 1
    if place and (place.adjective or not _continues_as_person(reader, position, length)):
        return _place_name(reader, position, length, place), length
    if not reader.tokens[position].text[0].isupper():
        return None, 0
    if length := capitals_at(reader, position):
        if rest := _rest_of_a_place(reader, position, length):
            name = _capital_name(reader, position, length + rest)
            return replace(name, kind=NameKind.UNKNOWN), length + rest
        return _capital_name(reader, position, length), length
    return None, 0


def _rest_of_a_place(reader: Reader, position: int, length: int) -> int:
    """Return how many words after "in" and a name make one place of it: "Campobello di Mazara"."""
    link, last = position + length, position + length + 1
    if length > 1 or last >= len(reader.tokens) or not is_joined(reader, link - 1):
        return 0
    if _preposition(reader, position) not in reader.rules.locative or reader.capitals_mute:
        return 0
    word = reader.tokens[link].text
    if not word.islower() or word not in reader.rules.origin or not is_joined(reader, link):
        return 0
    is_single = not (is_capital(reader, last + 1) and is_joined(reader, last))
    return 2 if is_unknown_capital(reader, last) and is_single else 0


def _organisation_at(reader: Reader, position: int) -> str:
    """Return the concept of the one body this word names, or ``""``."""
    token = reader.tokens[position]
    if token.concept in relations().organisations:
        return token.concept
    if not token.text[-1].isupper() or len(token.text) < 2 or reader.shouted:
        return ""
    if token.is_stop and not (position and _is_article(reader, position - 1)):
        return ""  # "UN" is the Italian article too
    return str(shared_data("spellings")["acronyms"].get(token.text, ""))


def _is_article(reader: Reader, position: int) -> bool:
    return reader.tokens[position].text.casefold() in reader.rules.articles


def _continues_as_person(reader: Reader, position: int, length: int) -> bool:
    """Tell whether the place word is part of a longer name ("Jack London", "Paris Hilton").

    A place after a preposition of place, after an office ("il sindaco di Milano Sala") or before
    two more capitals stands for itself.
    """
    following = position + length
    if reader.capitals_mute or reader.tokens[position].text[0].islower():
        return False
    preposition = _preposition(reader, position)
    if preposition in reader.rules.locative:
        return False
    if preposition and position > 1 and is_office(reader.tokens[position - 2]):
        return False
    is_longer = is_capital(reader, following + 1) and is_joined(reader, following)
    return is_unknown_capital(reader, following) and not is_longer


def _makes_another_name(reader: Reader, position: int, length: int, place: PlaceEntry) -> bool:
    """Tell whether a noun with a capital makes another name of a place: "Messina Denaro"."""
    following = position + length
    if not reader.name_rules.place_compounds or place.adjective or reader.capitals_mute:
        return False
    if not is_capital(reader, following) or not is_joined(reader, following - 1):
        return False
    noun = reader.tokens[following]
    if noun.is_stop or noun.is_verb or " " in noun.text or noun.text.isupper():
        return False
    is_word = bool(noun.concept) and noun.concept not in relations().organisations
    return is_word and not is_office(noun) and place_at(reader, following)[0] is None


def _preposition(reader: Reader, position: int) -> str:
    for before in range(position - 1, max(-1, position - 4), -1):
        low = reader.tokens[before].text.casefold()
        rules = reader.rules
        if low in rules.locative or low in rules.origin or low in rules.agent:
            return low
        if low not in rules.articles:
            return low if reader.tokens[before].is_stop else ""
    return ""


def _possessive(reader: Reader, following: int) -> str:
    """Return "'s" after a name that only says whose the next thing is."""
    if following >= len(reader.tokens) or reader.tokens[following].norm != "s":
        return ""
    before = reader.tokens[following - 1].span.end
    mark = reader.text[before : reader.tokens[following].span.start]
    return "'s" if mark in ("'", "’") and "'s" in reader.rules.origin else ""


def _place_name(reader: Reader, position: int, length: int, entry: PlaceEntry) -> Name:
    span = _span(reader, position, length)
    following = position + length
    names_body = (
        entry.key.startswith("country:")
        and following < len(reader.tokens)
        and reader.tokens[following].text[0].isupper()
        and reader.tokens[following].concept in relations().organisations
        and is_joined(reader, following - 1)
    )
    return Name(
        span=span,
        text=span.slice(reader.text),
        key=entry.key,
        kind=NameKind.PLACE,
        adjective=entry.adjective or names_body,  # "U.S. Federal Reserve"
        preposition=_preposition(reader, position),
    )


def _organisation(reader: Reader, position: int, concept: str) -> Name:
    token = reader.tokens[position]
    return Name(
        span=token.span,
        text=token.text,
        key=f"concept:{concept}",
        kind=NameKind.ORGANISATION,
        preposition=_preposition(reader, position),
    )


def _capital_name(reader: Reader, position: int, length: int) -> Name:
    span = _span(reader, position, length)
    text = span.slice(reader.text)
    return Name(
        span=span,
        text=text,
        key=fold(text),
        kind=_kind(reader, position, length),
        preposition=_preposition(reader, position) or _possessive(reader, position + length),
    )


def _kind(reader: Reader, position: int, length: int) -> NameKind:
    words = reader.tokens[position : position + length]
    if reader.shouted:
        return NameKind.UNKNOWN
    if any(len(word.text) > 1 and word.text.isupper() for word in words):
        return NameKind.ORGANISATION
    if position and (is_office(reader.tokens[position - 1]) or is_honorific(reader, position - 1)):
        return NameKind.PERSON
    articles = reader.rules.articles
    if _preposition(reader, position) in reader.rules.locative and length == 1:
        return NameKind.UNKNOWN
    first = words[0].text.casefold()
    if first in reader.name_rules.openers or (first in articles and len(first) > 1):
        return NameKind.UNKNOWN  # "New Haven", "Il Messaggero"
    last = words[-1].text.casefold()
    if first in reader.name_rules.place_starts or last in reader.name_rules.place_ends:
        return NameKind.UNKNOWN  # no gazetteer has it, but it is nobody
    if length >= 2 and (position == 0 or reader.tokens[position - 1].norm not in articles):
        return NameKind.PERSON
    return NameKind.UNKNOWN


def _span(reader: Reader, position: int, length: int) -> Span:
    last = reader.tokens[position + length - 1]
    return Span(start=reader.tokens[position].span.start, end=last.span.end)
