"""What an amount counts or measures: the nearest noun words after it."""

from __future__ import annotations

from factcheck.analysis.lexicon import lemma
from factcheck.analysis.quantities.amounts import Kind
from factcheck.analysis.quantities.lexicon import QuantityLanguage, Tokens
from factcheck.analysis.quantities.ranges import Measured
from factcheck.analysis.units import MONEY, dimension_of
from factcheck.text import fold

_MOST_COUNTED = 2
_MOST_LEADS = 3
_SHORTEST_COUNTED = 2


def counted(
    tokens: Tokens, one: Measured, language: QuantityLanguage, taken: frozenset[int]
) -> tuple[tuple[str, ...], int]:
    """Return the words that say what is counted, nearest first, and where they end."""
    if one.amount.counted or one.unit in ("score", "times", "rating"):
        return one.amount.counted, one.end
    if one.unit == "person":
        return (tokens.words[one.end - 1],), one.end
    position, linked = _lead(tokens, one, language)
    if one.unit and one.amount.kind not in (Kind.ORDINAL, Kind.SHARE) and not linked:
        return (), one.end
    found, end = _nouns(tokens, position, language, taken)
    return found, end if found else one.end


def _lead(tokens: Tokens, one: Measured, language: QuantityLanguage) -> tuple[int, bool]:
    """Return where the noun begins, and whether a word such as "of" links it."""
    words, position = tokens.words, one.end
    position += position < len(words) and words[position] == "-" and tokens.glued(position)
    linked, is_money = False, dimension_of(one.unit).startswith(MONEY)
    while (
        position < len(words)
        and words[position] in language.of.leads
        and position < one.end + _MOST_LEADS
    ):
        linked = linked or words[position] in language.of.links
        position += 1
        if is_money and words[position - 1] in language.of.money_links:
            # "$3bn in bonds", not "$3bn in a year"
            if position < len(words) and words[position] in language.numerals.ones:
                return position, linked
            linked = True
    if linked and position < len(words) and _is_number(words[position], language):
        position += 1  # "two thirds of the 600 seats"
    return position, linked


def _is_number(word: str, language: QuantityLanguage) -> bool:
    return word[0].isdecimal() or word in language.numerals.atoms


def _nouns(
    tokens: Tokens, position: int, language: QuantityLanguage, taken: frozenset[int]
) -> tuple[tuple[str, ...], int]:
    found: list[str] = []
    while position < len(tokens.words) and len(found) < _MOST_COUNTED:
        word = tokens.words[position]
        if position in taken or not _may_be_counted(word, language):
            break
        if found and (_is_verb(word, language) or _is_rate(tokens, position, language)):
            break
        is_noun = language.of.nouns_are_capitalised and tokens.is_capitalised(position)
        position += 1
        owned, thing = language.of.possessives.at(tokens.words, position)
        if owned:
            position = thing  # "America's children"
            found.clear()
            continue
        if position < len(tokens.words) and _is_formula(tokens, position):
            word += tokens.words[position]  # "CO2"
            position += 1
        found.append(word)
        if is_noun:
            return tuple(found), position
    if language.of.nouns_are_capitalised:
        return (), position  # adjectives or adverbs alone
    return tuple(found), position


def _may_be_counted(word: str, language: QuantityLanguage) -> bool:
    if not word[0].isalpha() or word[-1] == "'" or len(word) < _SHORTEST_COUNTED:
        return False
    plain = word if word.isascii() else fold(word)
    return word not in language.of.stops and plain not in language.of.stops


def _is_verb(word: str, language: QuantityLanguage) -> bool:
    """Tell of a finite verb after the noun, where the language marks its verbs."""
    if word.endswith(language.of.stop_endings):
        return True
    if language.of.participle.search(word):
        return False
    return bool(language.of.verb_lemma.search(lemma(word, language.lang)))


def _is_rate(tokens: Tokens, position: int, language: QuantityLanguage) -> bool:
    return language.frame.per.at(tokens.words, position)[0] is not None


def _is_formula(tokens: Tokens, position: int) -> bool:
    return tokens.glued(position) and tokens.words[position].isdecimal()
