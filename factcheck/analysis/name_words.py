"""Which capitalised words make one name."""

from __future__ import annotations

import re

from factcheck.analysis.capitals import (
    APOSTROPHES,
    Reader,
    is_capital,
    is_honorific,
    is_joined,
    is_office,
    place_at,
    starts_sentence,
)
from factcheck.analysis.lexicon import is_dictionary_word, relations

_REGNAL = re.compile("[IVX]{1,5}")
_SYLLABLE = 4
"""Longest lower-case part after a hyphen that still belongs to a name (Kim Jong-il)."""

_MOST_PARTICLES = 3
"""Particles in a row inside a name: "von und zu"."""


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
    if between in APOSTROPHES:  # Zelens'kyj, but not Japan's
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
    last = min(position + _MOST_PARTICLES, len(reader.tokens) - 1)
    while end < last and _is_particle(reader, end) and is_joined(reader, end):
        end += 1
    if end == position or end in reader.blocked or not _is_name_word(reader, end, first=False):
        return 0
    return 0 if _meets_another_name(reader, position, end) else end - position


def _meets_another_name(reader: Reader, position: int, end: int) -> bool:
    """Tell whether a preposition stands between two full names: "Ann Lee al Roland Garros"."""
    is_small = reader.tokens[position].text in reader.rules.articles and end == position + 1
    is_full = position > 1 and all(is_capital(reader, n) for n in (position - 1, position - 2))
    return (
        is_small
        and is_full
        and is_joined(reader, position - 2)
        and is_capital(reader, end + 1)
        and is_joined(reader, end)
    )


def _is_particle(reader: Reader, position: int) -> bool:
    """Tell whether a small word may stand inside a name; "of" and "the" only with a capital."""
    text = reader.tokens[position].text
    low = text.casefold()
    if low in reader.rules.name_particles:
        return True
    return text[0].isupper() and (low in reader.rules.articles or low in reader.rules.origin)


def _is_name_word(reader: Reader, position: int, *, first: bool) -> bool:
    token = reader.tokens[position]
    if not is_capital(reader, position) or is_honorific(reader, position):
        return False
    if is_honorific(reader, position - 1):
        return not token.is_stop
    if first and (_is_given_name(reader, position) or _is_surname(reader, position)):
        return True
    if token.text.casefold() in reader.rules.function_words:
        return _function_word_as_name(reader, position, first=first)
    if token.concept:
        return " " not in token.text and _concept_as_name(reader, position, first=first)
    return _unlisted_as_name(reader, position, first=first)


def _unlisted_as_name(reader: Reader, position: int, *, first: bool) -> bool:
    """Tell whether a capitalised word without a concept belongs to a name."""
    if first and reader.tokens[position].text.casefold() in reader.name_rules.body_words:
        return False  # "el Gobierno" names nobody; with what tells it apart it is a body
    if reader.name_rules.nouns_capitalised:
        return not first or not is_dictionary_word(reader.tokens[position].text, reader.lang)
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
    if is_joined(reader, position) and _particles_then_name(reader, following):
        return True
    if token.is_stop and starts_sentence(reader, position):
        return False
    if not is_capital(reader, following) or not is_joined(reader, position):
        return False
    surname = reader.tokens[following]
    if is_office(surname) or surname.concept in relations().organisations:
        return False
    place, _ = place_at(reader, following)
    return _is_elided(reader, following) or not (surname.is_stop or (place and place.adjective))


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
    low = token.text.casefold()
    has_stop = reader.text[token.span.end : token.span.end + 1] == "."
    if len(token.text) == 1 and (has_stop or not (first or reader.shouted)):
        return not first or _opens_name(reader, position)  # an initial
    if not first:
        return False
    is_link = low in reader.rules.articles or low in reader.rules.origin
    if is_link and _opens_name(reader, position):
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
        reader.text[token.span.end : surname.span.start] in APOSTROPHES
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
        and not reader.tokens[following].is_stop
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
        and (is_initial or not left.is_stop or _is_particle(reader, position - 1))
        and (not left.concept or left.text.casefold() in reader.name_rules.word_names)
        and (place_at(reader, position - 1)[0] is None or _is_in_a_name(reader, position - 1))
        and position - 1 not in reader.blocked
        and is_joined(reader, position - 1)
        and not (
            starts_sentence(reader, position - 1)
            and is_dictionary_word(left.text, reader.lang)
            and left.text.casefold() not in reader.name_rules.word_names
        )
    )


def _is_in_a_name(reader: Reader, position: int) -> bool:
    """Tell whether a place's word goes on a name: "Paolo Messina"."""
    return (
        position > 0
        and is_capital(reader, position - 1)
        and is_joined(reader, position - 1)
        and not reader.tokens[position - 1].concept
        and not reader.tokens[position - 1].is_stop
        and place_at(reader, position - 1)[0] is None
    )


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
