"""The written articles: whole, consistent, and a part of them kept apart."""

# ruff: noqa: S311 -- seeded sampling
from __future__ import annotations

import random
from collections import Counter

import pytest

from training.verification.articles import Article, kept, learned, read_articles


@pytest.fixture(scope="module")
def articles() -> tuple[Article, ...]:
    return read_articles()


def test_every_article_has_facts_that_settle_and_facts_that_do_not(
    articles: tuple[Article, ...],
) -> None:
    for article in articles:
        assert article.supports
        assert article.refutes
        assert any(article.open(sentence) for sentence in range(len(article.sentences)))


def test_the_words_of_every_change_stand_on_both_sides(articles: tuple[Article, ...]) -> None:
    for article in articles:
        for change in article.refutes:
            assert change.text != article.sentences[change.sentence]
            assert change.said in change.text
            assert change.stated in article.facts[change.fact][1]


def test_what_is_kept_is_not_learned(articles: tuple[Article, ...]) -> None:
    told = {pair.fact for pair in learned(articles, random.Random(1))}
    held = {pair.fact for pair in kept(articles)}
    assert held
    assert told.isdisjoint(held)


def test_a_sentence_that_leans_on_others_is_neither_borne_out_nor_refuted(
    articles: tuple[Article, ...],
) -> None:
    pairs = {(p.claim, p.fact): p.label for p in learned(articles, random.Random(1))}
    for article in (one for one in articles if not one.is_kept):
        for sentence, fact in article.supports:
            text, statement = article.sentences[sentence], article.facts[fact][1]
            names_somebody = any(word[0].isupper() for word in text.split()[1:])
            expected = "SUPPORTED" if names_somebody or sentence == 0 else None
            assert pairs.get((text, statement)) == expected


def test_labels_and_languages_are_balanced(articles: tuple[Article, ...]) -> None:
    languages = Counter(article.lang for article in articles)
    assert min(languages["it"], languages["en"]) > 0.3 * len(articles)
    labels = Counter(pair.label for pair in learned(articles, random.Random(1)))
    assert labels["SUPPORTED"] < 1.5 * labels["REFUTED"] < 2.25 * labels["SUPPORTED"]
