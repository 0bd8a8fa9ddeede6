"""The lexicons agree with each other and with the relations between concepts."""

from __future__ import annotations

import pytest

from factcheck.analysis.lexicon import (
    concept_of,
    is_dictionary_word,
    lemma,
    lexicon,
    related_concepts,
    relations,
)
from factcheck.languages.data import shared_data

LANGUAGES = ("it", "en")


def concepts(lang: str) -> set[str]:
    known = lexicon(lang)
    phrases = {phrase.concept for entries in known.phrases.values() for phrase in entries}
    return set(known.words.values()) | phrases


@pytest.mark.parametrize(
    ("italian", "english"),
    [
        ("approvare", "approve"),
        ("aumento", "increase"),
        ("firmare", "sign"),
        ("disoccupazione", "unemployment"),
        ("sindaco", "mayor"),
        ("soldati", "soldiers"),
    ],
)
def test_a_word_and_its_translation_share_a_concept(italian: str, english: str) -> None:
    assert concept_of(italian, "it") == concept_of(english, "en") != ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_concept_of_the_relations_is_a_word_of_some_language(lang: str) -> None:
    known = concepts("it") | concepts("en")
    rules = relations()
    named = set().union(*rules.antonyms, *rules.office_conflicts)
    named |= rules.nonexclusive | rules.states | rules.speech | rules.denial | rules.attempt
    named |= rules.organisations | rules.unique_events | rules.office_broader.keys()
    assert named - known == set()


def test_no_two_antonyms_are_the_same_concept() -> None:
    assert all(len(pair) == 2 for pair in relations().antonyms)


def test_antonyms_are_never_near_in_meaning() -> None:
    near = related_concepts()
    clashing = [
        sorted(pair)
        for pair in relations().antonyms
        for one, other in [tuple(pair)]
        if other in near.get(one, ())
    ]
    assert clashing == []


def test_broader_offices_make_no_circle() -> None:
    broader = relations().office_broader
    for office in broader:
        seen = [office]
        while seen[-1] in broader:
            seen.append(broader[seen[-1]])
            assert len(seen) == len(set(seen)), seen


def test_related_concepts_are_mutual() -> None:
    near = related_concepts()
    assert all(one in near[other] for one, others in near.items() for other in others)


def test_spellings_belong_to_one_name() -> None:
    groups = shared_data("spellings")["groups"]
    words = [word for group in groups for word in group]
    assert len(words) == len(set(words))
    assert all(word == word.casefold() and word.isascii() for word in words)


def test_an_unknown_word_is_its_own_lemma_and_has_no_concept() -> None:
    assert (lemma("xqzzt", "it"), concept_of("xqzzt", "it")) == ("xqzzt", "")
    assert not is_dictionary_word("xqzzt", "it")


def test_a_language_without_dictionary_keeps_its_words() -> None:
    assert (lemma("Wort", "xx"), is_dictionary_word("Wort", "xx")) == ("wort", False)
