"""The words of amounts in a language, compiled once from its table and CLDR's names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from factcheck.analysis.numerals import Numerals, is_compound, numerals
from factcheck.analysis.quantities.amounts import Counting
from factcheck.analysis.quantities.literals import Signs
from factcheck.analysis.terms import stopwords
from factcheck.analysis.units import (
    cldr_currency_names,
    cldr_unit_names,
    currency_codes,
    currency_marks,
    units,
)
from factcheck.languages.data import language_data
from factcheck.model import Bound

Phrase = tuple[str, ...]
_Value = TypeVar("_Value")

_MARKS = "\u0300-\u036f"
_GROUPS = "[\u0020\u00a0\u2009\u202f'’]"
_NUMBER = rf"\d{{1,3}}(?:{_GROUPS}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
_LETTERS = rf"[^\W\d_]+(?:[{_MARKS}]+[^\W\d_]*)*"
_TOKEN = re.compile(rf"{_NUMBER}|{_LETTERS}|[^\s]")
_ELIDING_TOKEN = re.compile(rf"{_NUMBER}|{_LETTERS}(?:['’](?=\w))?|[^\s]")
_PLAIN = str.maketrans({"’": "'", "‑": "-", "−": "-", "₂": "2", "₄": "4"})
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_NEVER = "(?!x)x"


@dataclass(frozen=True, slots=True)
class Tokens:
    """One text cut into lower-cased words, numbers and signs, with their places.

    ``signs`` is how the text writes its numbers.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    signs: Signs

    def raw(self, start: int, end: int) -> str:
        """Return the text of the tokens from ``start`` up to ``end``, as written."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def is_capitalised(self, position: int) -> bool:
        """Tell whether the token begins with a capital."""
        return self.text[self.starts[position]].isupper()

    def glued(self, position: int) -> bool:
        """Tell whether no space stands before the token."""
        inside = 0 < position < len(self.starts)
        return inside and self.starts[position] == self.ends[position - 1]


@dataclass(frozen=True, slots=True)
class Phrases(Generic[_Value]):
    """Phrases with a value; the first and last words tell quickly that none is there."""

    entries: Mapping[Phrase, _Value]
    longest_from: Mapping[str, int]
    longest_to: Mapping[str, int]

    @classmethod
    def of(cls, entries: Iterable[tuple[Phrase, _Value]]) -> Phrases[_Value]:
        """Return the table of ``entries``; a later one for the same words wins."""
        kept = {words: value for words, value in entries if words}
        longest_from: dict[str, int] = {}
        longest_to: dict[str, int] = {}
        for words in kept:
            longest_from[words[0]] = max(longest_from.get(words[0], 0), len(words))
            longest_to[words[-1]] = max(longest_to.get(words[-1], 0), len(words))
        return cls(entries=kept, longest_from=longest_from, longest_to=longest_to)

    def at(self, words: Sequence[str], start: int) -> tuple[_Value | None, int]:
        """Return the value and end of the longest phrase that begins at ``start``."""
        longest = self.longest_from.get(words[start], 0) if start < len(words) else 0
        for end in range(min(start + longest, len(words)), start, -1):
            value = self.entries.get(tuple(words[start:end]))
            if value is not None:
                return value, end
        return None, start

    def before(self, words: Sequence[str], end: int) -> tuple[_Value | None, int]:
        """Return the value and start of the longest phrase that ends at ``end``."""
        longest = self.longest_to.get(words[end - 1], 0) if end > 0 else 0
        for start in range(max(end - longest, 0), end):
            value = self.entries.get(tuple(words[start:end]))
            if value is not None:
                return value, start
        return None, end


@dataclass(frozen=True, slots=True)
class ShareWords:
    """Words of parts of a whole: "un terzo", "half", "one in four"."""

    parts: Mapping[str, int]
    part_ones: frozenset[str]
    halves: frozenset[str]
    half_before: Phrases[bool]
    half_after: Phrases[bool]
    not_before_part: frozenset[str]
    not_before_half: frozenset[str]
    not_after_half: frozenset[str]
    out_of: Phrases[bool]
    out_of_noun: Phrases[bool]
    out_of_one_noun: Phrases[bool]
    out_of_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class RankWords:
    """Words of ranks and multiples: "the third", "twice", "47º"."""

    multiples: Mapping[str, float]
    before_multiple: frozenset[str]
    times: frozenset[str]
    ordinal_signs: frozenset[str]
    dotted: bool
    ordinals: Mapping[str, int]
    before_ordinal: frozenset[str]
    after_low_ordinal: frozenset[str]


@dataclass(frozen=True, slots=True)
class FrameWords:
    """Words around a number: bounds, ranges, units, rates, and what makes it no amount."""

    bounds: Phrases[Bound]
    bounds_after: Phrases[Bound]
    bound_articles: frozenset[str]
    nominal: frozenset[str]
    before_years: frozenset[str]
    openers: frozenset[tuple[Phrase, Phrase]]
    bare_connectors: frozenset[str]
    lists: frozenset[str]
    changes: frozenset[str]
    per: Phrases[str]
    not_after_per: frozenset[str]
    per_powers: Phrases[bool]
    units: Phrases[str]
    common_units: frozenset[Phrase]
    signs: Mapping[str, str]
    glued_signs: Mapping[str, str]
    codes: Mapping[str, str]
    score_cues: frozenset[str]
    excluded_after: frozenset[str]
    clocks_after: frozenset[str]
    clocks_before: Phrases[bool]
    excluded: Phrases[bool]


@dataclass(frozen=True, slots=True)
class CountedWords:
    """Words that lead to what is counted, and words where that ends."""

    articles: frozenset[str]
    links: frozenset[str]
    money_links: frozenset[str]
    leads: frozenset[str]
    stops: frozenset[str]
    stop_endings: tuple[str, ...]
    possessives: Phrases[bool]
    verb_lemma: re.Pattern[str]
    participle: re.Pattern[str]
    nouns_are_capitalised: bool


@dataclass(frozen=True, slots=True)
class QuantityLanguage:
    """Everything a language's table says about amounts."""

    token: re.Pattern[str]
    lang: str
    signs: Signs
    numerals: Numerals
    mixed: Mapping[str, float]
    negatives: frozenset[str]
    abbreviated: frozenset[str]
    weak: frozenset[str]
    counting: Mapping[str, Counting]
    standalone: frozenset[str]
    triggers: frozenset[str]
    suffixes: Mapping[str, float]
    currency_suffixes: Mapping[str, float]
    collectives: Mapping[str, float]
    vague: Mapping[str, tuple[float, float]]
    shares: ShareWords
    ranks: RankWords
    frame: FrameWords
    of: CountedWords

    def may_hold_amounts(self, text: str) -> bool:
        """Tell whether ``text`` has a digit or a number word: most sentences are left at that."""
        if _DIGIT.search(text):
            return True
        words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
        if not self.triggers.isdisjoint(words):
            return True
        return bool(self.numerals.pieces) and any(is_compound(word, self.lang) for word in words)

    def cut(self, text: str) -> Tokens:
        """Return the tokens of ``text``."""
        found = [(m.group(), m.start(), m.end()) for m in self.token.finditer(text)]
        return Tokens(
            text=text,
            words=tuple(_plain(word) for word, _, _ in found),
            starts=tuple(start for _, start, _ in found),
            ends=tuple(end for _, _, end in found),
            signs=self.signs,
        )


def _plain(word: str) -> str:
    if not word.isascii():
        word = unicodedata.normalize("NFC", word).translate(_PLAIN)
    return word.lower()


def _phrase(words: str) -> Phrase:
    # a letter after it shows that a final apostrophe elides: "più dell'"
    shown = words + "a" if words.endswith("'") else words
    found = [_plain(match.group()) for match in _ELIDING_TOKEN.finditer(shown)]
    return tuple(found if shown == words else found[:-1])


def _flags(entries: Iterable[str]) -> Phrases[bool]:
    return Phrases.of((_phrase(entry), True) for entry in entries)


def _named(table: Mapping[str, Iterable[str]]) -> Iterator[tuple[Phrase, str]]:
    for name, entries in table.items():
        for entry in entries:
            yield _phrase(entry), name


def _unit_phrases(lang: str, table: Mapping[str, Any]) -> Phrases[str]:
    """Return units and currencies by name; the table's own names win over CLDR's."""
    common = frozenset(table["common_words"]["not_units"])
    found = {
        _phrase(name): unit
        for name, unit in (*cldr_currency_names(lang), *cldr_unit_names(lang))
        if name not in common
    }
    found.update(_named(table["currencies"]))
    found.update(_named(table["units"]))
    return Phrases.of(found.items())


def _bounds(table: Mapping[str, Iterable[str]]) -> Phrases[Bound]:
    return Phrases.of((words, Bound(name)) for words, name in _named(table))


def _share_words(fractions: Mapping[str, Any]) -> ShareWords:
    return ShareWords(
        parts=fractions["parts"],
        part_ones=frozenset(fractions["ones"]),
        halves=frozenset(fractions["halves"]),
        half_before=_flags(fractions["half_before"]),
        half_after=_flags(fractions["half_after"]),
        not_before_part=frozenset(fractions["not_before"]),
        not_before_half=frozenset(fractions["halves_not_before"]),
        not_after_half=frozenset(fractions["halves_not_after"]),
        out_of=_flags(fractions["out_of"]),
        out_of_noun=_flags(fractions["out_of_noun"]),
        out_of_one_noun=_flags(fractions["out_of_one_noun"]),
        out_of_words=frozenset(fractions["out_of_words"]),
    )


def _rank_words(table: Mapping[str, Any]) -> RankWords:
    multiples, ordinals = table["multiples"], table["ordinals"]
    return RankWords(
        multiples={k: float(v) for k, v in multiples["words"].items()},
        before_multiple=frozenset(multiples["before"]),
        times=frozenset(multiples["times"]),
        ordinal_signs=frozenset(ordinals["signs"]) - {"."},
        dotted="." in ordinals["signs"],
        ordinals=ordinals["words"],
        before_ordinal=frozenset(ordinals["after"]),
        after_low_ordinal=frozenset(ordinals["only_before"]),
    )


def _frame_words(lang: str, table: Mapping[str, Any]) -> FrameWords:
    pairs = [(_phrase(opener), _phrase(middle)) for opener, middle in table["ranges"]["pairs"]]
    return FrameWords(
        bounds=_bounds(table["bounds"]),
        bounds_after=_bounds(table["bounds_after"]),
        bound_articles=frozenset(table["bound_rules"]["articles"]),
        nominal=frozenset(table["bound_rules"]["nominal"]),
        before_years=frozenset(table["bound_rules"]["before_years"]),
        openers=frozenset(pairs),
        bare_connectors=frozenset(table["ranges"]["bare"]),
        lists=frozenset(table["ranges"]["lists"]),
        changes=frozenset(table["ranges"]["changes"]),
        per=Phrases.of(_named(table["per"])),
        not_after_per=frozenset(table["per_rules"]["not_before"]),
        per_powers=_flags(table["per_rules"]["before_powers"]),
        units=_unit_phrases(lang, table),
        common_units=frozenset(map(_phrase, table["common_words"]["not_units"])),
        signs={sign: unit.name for unit in units().values() for sign in unit.signs},
        glued_signs={sign: unit.name for unit in units().values() for sign in unit.glued},
        codes={code: code for code in currency_codes()} | dict(currency_marks()),
        score_cues=frozenset(table["scores"]["cues"]),
        excluded_after=frozenset(table["excluded"]["after"]),
        clocks_after=frozenset(table["excluded"]["clocks_after"]),
        clocks_before=_flags(table["excluded"]["clocks_before"]),
        excluded=_flags(table["excluded"]["phrases"]),
    )


def _counted_words(lang: str, table: Mapping[str, Any]) -> CountedWords:
    grammar = language_data(lang, "grammar", missing_ok=True)
    function_words = frozenset(str(grammar.get("function_words", "")).split()) | frozenset(
        grammar.get("negators", ())
    )
    return CountedWords(
        articles=frozenset(table["of"]["articles"]),
        links=frozenset(table["of"]["links"]),
        money_links=frozenset(table["of"]["money_links"]),
        leads=frozenset(table["of"]["lead"]) | frozenset(table["of"]["links"]),
        stops=frozenset(table["of"]["stop"]) | (function_words or stopwords(lang)),
        stop_endings=tuple(table["of"]["stop_endings"]),
        possessives=_flags(table["of"]["possessives"]),
        verb_lemma=re.compile(grammar.get("verb_lemma", _NEVER)),
        participle=re.compile(grammar.get("participle", _NEVER)),
        nouns_are_capitalised=table["of"]["nouns_are_capitalised"],
    )


def _triggers(table: Mapping[str, Any], words: Numerals) -> frozenset[str]:
    """Return the words one of which every amount in words has."""
    fractions, multiples, ordinals = table["fractions"], table["multiples"], table["ordinals"]
    return (
        (frozenset(words.atoms) - words.ones)
        | frozenset(words.scales)
        | frozenset(words.chains)
        | frozenset(table["words"]["mixed"])
        | frozenset(table["collectives"])
        | frozenset(table["vague"])
        | frozenset(fractions["parts"])
        | frozenset(fractions["halves"])
        | frozenset(
            next(word for word in phrase.split() if word not in words.ones)
            for phrase in fractions["half_before"]
        )
        | frozenset(multiples["words"])
        | frozenset(ordinals["words"])
    )


@lru_cache(maxsize=16)
def quantity_language(lang: str) -> QuantityLanguage:
    """Return the compiled table of ``lang``; ``UnknownComponentError`` when it has none."""
    table = language_data(lang, "numbers")
    words = numerals(lang)
    return QuantityLanguage(
        token=_ELIDING_TOKEN if table["elision"] else _TOKEN,
        lang=lang,
        signs=Signs(table["decimal"], table["group"]),
        numerals=words,
        mixed={k: float(v) for k, v in table["words"]["mixed"].items()},
        negatives=frozenset(table["words"]["negatives"]),
        abbreviated=frozenset(table["words"]["abbreviated"]),
        weak=frozenset(table["words"]["weak"]),
        counting={
            word: Counting(re.compile(told["nouns"]), frozenset(told["after"]))
            for word, told in table["words"]["counting"].items()
        },
        standalone=frozenset(table["words"]["standalone"]),
        triggers=_triggers(table, words),
        suffixes={k: float(v) for k, v in table["suffixes"]["always"].items()},
        currency_suffixes={k: float(v) for k, v in table["suffixes"]["beside_currency"].items()},
        collectives={k: float(v) for k, v in table["collectives"].items()},
        vague={k: (float(low), float(high)) for k, (low, high) in table["vague"].items()},
        shares=_share_words(table["fractions"]),
        ranks=_rank_words(table),
        frame=_frame_words(lang, table),
        of=_counted_words(lang, table),
    )
