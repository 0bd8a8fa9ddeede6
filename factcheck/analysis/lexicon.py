"""Words to language-independent concepts, from the lexicons in ``languages/``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from factcheck.languages.data import language_data, shared_data

_PART_OF_SPEECH = ("verb", "noun", "adjective")
_SPACE_OR_ELISION = re.compile(r"[\s’'\-]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A multi-word entry: its words (form or lemma of each) and its concept."""

    words: tuple[str, ...]
    concept: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The concepts of one language.

    ``words`` maps forms and lemmas to concepts, ``phrases`` the first word of each multi-word
    entry to the entries, longest first, ``verbs`` are the lemmas listed as verbs. Without nouns
    (``lists_nouns``) nothing tells which words mean the same.
    """

    words: Mapping[str, str]
    phrases: Mapping[str, Sequence[Phrase]]
    verbs: frozenset[str]
    lists_nouns: bool


@lru_cache(maxsize=16)
def lexicon(lang: str) -> Lexicon:
    """Return the lexicon of ``lang``; empty when the language ships none."""
    words: dict[str, str] = {}
    phrases: dict[str, list[Phrase]] = {}
    verbs: set[str] = set()
    tables = language_data(lang, "concepts", missing_ok=True)
    for part_of_speech in _PART_OF_SPEECH:
        for concept, entry in _entries(tables.get(part_of_speech, {})):
            parts = tuple(_SPACE_OR_ELISION.split(entry.casefold()))
            if len(parts) == 1:
                words.setdefault(parts[0], concept)
                if part_of_speech == "verb":
                    verbs.add(parts[0])
            else:
                phrases.setdefault(parts[0], []).append(Phrase(parts, concept))
    ordered = {
        first: sorted(entries, key=lambda phrase: (-len(phrase.words), phrase.words))
        for first, entries in phrases.items()
    }
    return Lexicon(words, ordered, frozenset(verbs), bool(tables.get("noun")))


def _entries(table: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for concept, entries in table.items():
        for entry in entries:
            yield concept, entry


@lru_cache(maxsize=262144)
def lemma(word: str, lang: str) -> str:
    """Return the dictionary form of ``word`` in lower case; the word itself when unknown."""
    from simplemma import lemmatize  # loads a dictionary: on first use only

    try:
        return lemmatize(word, lang=lang).casefold()
    except ValueError:  # no dictionary for this language
        return word.casefold()


@lru_cache(maxsize=262144)
def is_dictionary_word(word: str, lang: str) -> bool:
    """Tell whether ``word``, in lower case, is an ordinary word of ``lang``.

    Words the dictionary writes with a capital ("Obama") are none, where nouns have none.
    """
    from simplemma import is_known, lemmatize

    low = word.casefold()
    try:
        if not is_known(low, lang=lang):
            return False
    except ValueError:  # no dictionary for this language
        return False
    if language_data(lang, "grammar", missing_ok=True).get("nouns_capitalised", False):
        return True
    return not lemmatize(low, lang=lang)[:1].isupper()


@lru_cache(maxsize=262144)
def concept_of(word: str, lang: str) -> str:
    """Return the concept of a single ``word`` (any inflected form), or ``""``."""
    known = lexicon(lang).words
    low = word.casefold()
    return known.get(low) or known.get(lemma(low, lang), "")


@dataclass(frozen=True, slots=True)
class Relations:
    """What holds between concepts whatever the language."""

    antonyms: frozenset[frozenset[str]]
    reversals: frozenset[frozenset[str]]
    nonexclusive: frozenset[str]
    joint: frozenset[str]
    changes: frozenset[str]
    unique_events: frozenset[str]
    one_sided: frozenset[str]
    recurring: frozenset[str]
    portions: frozenset[str]
    states: frozenset[str]
    speech: frozenset[str]
    denial: frozenset[str]
    attempt: frozenset[str]
    repeated_events: frozenset[str]
    organisations: frozenset[str]
    body_of: Mapping[str, str]
    institutions: frozenset[str]
    outcomes: frozenset[str]
    carried: frozenset[str]
    voted_down: frozenset[str]
    turning: frozenset[str]
    turned: frozenset[str]
    areas: frozenset[str]
    fates: tuple[frozenset[str], ...]
    heading: frozenset[str]
    cabinets: frozenset[str]
    cabinet_heads: frozenset[str]
    itinerary: frozenset[str]
    addressing: frozenset[str]
    office_broader: Mapping[str, str]
    office_conflicts: tuple[frozenset[str], ...]
    single_offices: frozenset[str]
    shared_offices: frozenset[str]
    sole_offices: frozenset[str]


@lru_cache(maxsize=1)
def relations() -> Relations:
    """Return the relations between concepts, read once."""
    table = shared_data("relations")
    office = table["office"]
    return Relations(
        antonyms=frozenset(frozenset(pair) for pair in table["antonyms"]),
        reversals=frozenset(frozenset(pair) for pair in table["reversals"]),
        nonexclusive=frozenset(table["nonexclusive"]),
        joint=frozenset(table["joint"]),
        changes=frozenset(table["changes"]),
        unique_events=frozenset(table["unique_events"]),
        one_sided=frozenset(table["one_sided"]),
        recurring=frozenset(table["recurring"]),
        portions=frozenset(table["portions"]),
        states=frozenset(table["state"]),
        speech=frozenset(table["speech"]),
        denial=frozenset(table["denial"]),
        attempt=frozenset(table["attempt"]),
        repeated_events=frozenset(table["repeated_events"]),
        itinerary=frozenset(table["itinerary"]),
        addressing=frozenset(table["addressing"]),
        organisations=frozenset(table["organisations"]),
        body_of=table["body_of"],
        institutions=frozenset(table["institutions"]),
        outcomes=frozenset(table["outcomes"]),
        carried=frozenset(table["carried"]),
        voted_down=frozenset(table["voted_down"]),
        turning=frozenset(table["turning"]),
        turned=frozenset(table["turned"]),
        areas=frozenset(table["areas"]),
        fates=tuple(frozenset(group) for group in table["fates"]),
        heading=frozenset(table["heading"]),
        cabinets=frozenset(table["cabinets"]),
        cabinet_heads=frozenset(table["cabinet_heads"]),
        office_broader={k: v for k, v in office.items() if isinstance(v, str)},
        office_conflicts=tuple(frozenset(group) for group in table["office_conflicts"]),
        single_offices=frozenset(table["single_offices"]),
        shared_offices=frozenset(table["shared_offices"]),
        sole_offices=frozenset(table["sole_offices"]),
    )


def is_office(concept: str) -> bool:
    """Tell whether a concept is an office or title somebody holds."""
    return concept in _offices()


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    known = relations().office_broader
    return frozenset({*known, *known.values()})


@lru_cache(maxsize=1)
def opposites_of() -> Mapping[str, frozenset[str]]:
    """Return, by concept, those that mean the contrary."""
    return _by_concept(relations().antonyms)


@lru_cache(maxsize=1)
def undoings_of() -> Mapping[str, frozenset[str]]:
    """Return, by concept, the deeds that undo it or that it undoes."""
    return _by_concept(relations().reversals)


def _by_concept(pairs: Iterable[frozenset[str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in pairs:
        for concept in pair:
            found.setdefault(concept, set()).update(pair - {concept})
    return {concept: frozenset(others) for concept, others in found.items()}


@lru_cache(maxsize=1)
def related_concepts() -> Mapping[str, frozenset[str]]:
    """Return, per concept, those that may stand for the same thing in other words."""
    near: dict[str, set[str]] = {}
    for group in shared_data("related")["groups"]:
        for concept in group:
            near.setdefault(concept, set()).update(group)
    return {concept: frozenset(group - {concept}) for concept, group in near.items()}
