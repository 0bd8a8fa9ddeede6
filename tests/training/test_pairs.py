"""Generated training pairs: what their slots promise, and how their words agree."""

# ruff: noqa: S311 -- seeded sampling
import datetime
import random
import re
from collections import Counter
from itertools import islice

import pytest

from training.verification.templates import Pair, generate
from training.verification.templates.cases import drawn
from training.verification.templates.grammar import parse
from training.verification.templates.relations import ROLES, relations
from training.verification.templates.rendering import contract, forms, render, speech
from training.verification.templates.values import (
    LANGUAGES,
    Day,
    Form,
    Number,
    Person,
    Value,
    change,
    draw,
    names,
)
from training.verification.templates.wording import COARSER, loosely, manners, seen

LABELS = ("SUPPORTED", "REFUTED", "NEI")


@pytest.fixture(scope="module")
def pairs() -> tuple[Pair, ...]:
    return tuple(generate(7, 6000))


def test_a_seed_always_gives_the_same_pairs() -> None:
    assert list(generate(3, 200)) == list(generate(3, 200))
    assert list(generate(3, 200)) != list(generate(4, 200))


def test_pairs_come_one_by_one() -> None:
    assert len(list(islice(generate(1, 10**12), 5))) == 5


@pytest.mark.parametrize(("label", "share"), [*zip(LABELS, (0.40, 0.35, 0.25), strict=True)])
def test_labels_keep_their_shares(pairs: tuple[Pair, ...], label: str, share: float) -> None:
    found = sum(pair.label == label for pair in pairs) / len(pairs)
    assert abs(found - share) < 0.03


def test_half_of_the_claims_are_italian_and_a_tenth_meets_an_english_fact(
    pairs: tuple[Pair, ...],
) -> None:
    languages = Counter((pair.claim_lang, pair.fact_lang) for pair in pairs)
    crossed = languages["it", "en"] + languages["en", "it"]
    assert 0.45 < languages["it", "it"] / len(pairs) < 0.55
    assert 0.07 < crossed / len(pairs) < 0.13
    assert {claim for claim, _ in languages} == set(LANGUAGES)


def test_likeness_of_words_does_not_tell_true_from_false(pairs: tuple[Pair, ...]) -> None:
    shares = []
    pairs = tuple(pair for pair in pairs if pair.claim_lang == pair.fact_lang)
    for label in ("SUPPORTED", "REFUTED"):
        found = [
            each for each in pairs if each.label == label and each.claim_lang == each.fact_lang
        ]
        shares.append(sum(map(_overlap, found)) / len(found))
    assert abs(shares[0] - shares[1]) < 0.06


def _overlap(pair: Pair) -> float:
    claim, fact = (set(re.findall(r"\w+", text.lower())) for text in (pair.claim, pair.fact))
    return len(claim & fact) / len(claim)


def test_both_texts_differ_and_no_slot_is_left_open(pairs: tuple[Pair, ...]) -> None:
    for pair in pairs:
        assert pair.claim != pair.fact
        assert not re.search(r"[{}\[\]|@~#]", pair.claim + pair.fact), pair
        assert "  " not in pair.claim + pair.fact, pair
        assert pair.claim[0] == pair.claim[0].upper()


@pytest.mark.parametrize("name", relations())
def test_every_relation_yields_every_label(name: str, pairs: tuple[Pair, ...]) -> None:
    assert {pair.label for pair in pairs if pair.relation == name} == set(LABELS)


@pytest.mark.parametrize("name", relations())
def test_a_relation_names_only_slots_and_relations_that_exist(name: str) -> None:
    relation = relations()[name]
    named = {*relation.refutes, *relation.neutral, *relation.occasions, *relation.fixed}
    named |= {slot for needed in relation.refutes.values() for slot in needed}
    named |= {slot for swap in relation.swaps for slot in swap}
    assert named <= relation.slots.keys()
    assert relation.near <= relations().keys()
    assert not relation.refutes.keys() & relation.neutral


@pytest.mark.parametrize("name", relations())
def test_a_relation_is_said_in_several_ways_in_italian_and_english(name: str) -> None:
    for language in ("it", "en"):
        said = relations()[name].phrasings[language]["says"]
        assert len({template.phrasing for template in said}) >= 4


@pytest.mark.parametrize("name", relations())
def test_every_phrasing_can_be_said_with_any_values(name: str) -> None:
    rng = random.Random(5)
    relation = relations()[name]
    for language, roles in relation.phrasings.items():
        for template in (each for role in ROLES for each in roles[role]):
            assert template.needs <= relation.slots.keys()
            text = render(template, speech(language, drawn(relation, rng), {}, rng))
            assert "{" not in text


def said(phrasing: str, language: str, **values: Value) -> str:
    (template,) = parse(phrasing, 0)
    return render(template, speech(language, values, {}, random.Random(1)))


def _named(kind: str, name: str) -> Value:
    return next(each for each in names(kind) if each.forms["it"].name == name)


@pytest.mark.parametrize(
    ("phrasing", "language", "kind", "name", "text"),
    [
        ("x {s.in}", "it", "city", "Ancona", "X ad Ancona."),
        ("x {s.in}", "it", "city", "Roma", "X a Roma."),
        ("x {s.of}", "it", "country", "Italia", "X dell'Italia."),
        ("x {s.to}", "it", "country", "Portogallo", "X al Portogallo."),
        ("x {s.in}", "it", "country", "Regno Unito", "X nel Regno Unito."),
        ("x {s.in}", "it", "country", "Egitto", "X in Egitto."),
        ("x {s:stato|stata}", "it", "country", "Italia", "X stata."),
        ("x {s:stato|stata}", "it", "country", "Egitto", "X stato."),
        ("x {s.on_top}", "it", "team", "Inter", "X sull'Inter."),
        ("x {s.into}", "it", "sea", "mar Baltico", "X nel mar Baltico."),
        ("x {s.of}", "it", "museum", "stadio comunale", "X dello stadio comunale."),
        ("x {s.in}", "en", "country", "Regno Unito", "X in the United Kingdom."),
        ("x {s.of}", "fr", "city", "Amburgo", "X de Hambourg."),
        ("x {s.of}", "fr", "city", "Edimburgo", "X d'Édimbourg."),
        ("x {s.in}", "fr", "country", "Giappone", "X au Japon."),
        ("x {s.in}", "fr", "country", "Italia", "X en Italie."),
        ("x {s:né|née}", "fr", "museum", "museo del mare", "X né."),
        ("x {s.of}", "es", "country", "Regno Unito", "X del Reino Unido."),
        ("x {s.in}", "pt", "country", "Brasile", "X no Brasil."),
        ("x {s.to}", "pt", "country", "Italia", "X à Itália."),
    ],
)
def test_a_preposition_runs_into_its_article(
    phrasing: str, language: str, kind: str, name: str, text: str
) -> None:
    assert said(phrasing, language, s=_named(kind, name)) == text


@pytest.mark.parametrize(
    ("amount", "form", "text"),
    [
        (10, "by", "dell'1"),
        (12, "to", "all'1,2"),
        (34, "by", "del 3,4"),
        (80, "by", "dell'8"),
        (85, "to", "all'8,5"),
        (110, "the", "l'11"),
        (180, "the", "il 18"),
        (800, "by", "dell'80"),
        (4, "to", "allo 0,4"),
    ],
)
def test_an_italian_percentage_agrees_with_its_article(amount: int, form: str, text: str) -> None:
    rendered = said(f"x {{s.{form}}}", "it", s=Number(kind="percent", amount=amount, digits=1))
    assert re.fullmatch(rf"X {text}(%| per cento)\.", rendered)


def test_a_rounded_percentage_keeps_its_article() -> None:
    value = Number(kind="percent", amount=110, digits=1)
    (template,) = parse("x {s.by}", 0)
    text = render(template, speech("it", {"s": value}, {"s": "about"}, random.Random(1)))
    assert text.startswith("X di circa l'11")


@pytest.mark.parametrize(
    ("language", "amount", "text"),
    [
        ("it", 1_300_000, "1,3 milioni di abitanti"),
        ("it", 1_000_000, "1 milione di abitanti"),
        ("it", 12_500, "12.500 abitanti"),
        ("en", 12_500, "12,500 abitanti"),
        ("fr", 12_500, "12 500 abitanti"),
        ("fr", 1_300_000, "1,3 million d'abitanti"),
    ],
)
def test_a_count_is_written_as_its_language_does(language: str, amount: int, text: str) -> None:
    assert said("{s:abitanti}", language, s=Number(kind="count", amount=amount)) == text + "."


@pytest.mark.parametrize("month", [4, 8, 10])
def test_an_italian_month_with_a_vowel_elides(month: int) -> None:
    value = Day(date=datetime.date(2015, month, 11))
    (template,) = parse("X {s.on}", 0)
    for manner in COARSER:
        for seed in range(12):
            text = render(template, speech("it", {"s": value}, {"s": manner}, random.Random(seed)))
            assert not re.search(r"\b(il 11|a [ao]|nel [ao])", text), text


def test_a_name_takes_the_article_of_its_form() -> None:
    form = Form(article="lo", name="stadio", place="", agreement=0)
    assert contract(forms("it")["of"], form) == "dello stadio"


@pytest.mark.parametrize("name", relations())
def test_a_changed_value_is_another_one(name: str) -> None:
    rng = random.Random(9)
    for spec in relations()[name].slots.values():
        for _ in range(20):
            value = draw(spec, rng)
            other = change(value, spec, rng)
            assert other != value
            if isinstance(value, Person) and isinstance(other, Person):
                assert other.last != value.last


def test_a_coarser_date_shows_nothing_the_finer_does_not() -> None:
    date = datetime.date(2019, 5, 3)
    for fine, coarse in COARSER.items():
        for manner in coarse:
            assert set(seen(date, manner)) <= set(seen(date, fine))


@pytest.mark.parametrize("amount", [53, 124, 1_870, 2_760, 19_999, 745_000])
def test_a_rounded_figure_holds(amount: int) -> None:
    for seed in range(40):
        value = Number(kind="count", amount=amount)
        manner, said = loosely(value, value, random.Random(seed))
        assert abs(said.amount - amount) <= amount * 0.15
        assert manner != "over" or said.amount < amount
        assert manner != "nearly" or said.amount > amount


@pytest.mark.parametrize("wrong", [60, 90, 110, 150, 400])
def test_a_rounded_wrong_figure_is_still_wrong(wrong: int) -> None:
    fact = Number(kind="count", amount=100)
    for seed in range(40):
        manner, said = loosely(Number(kind="count", amount=wrong + 3), fact, random.Random(seed))
        assert manner == "exact" or said.amount > 125 or (manner != "over" and said.amount < 75)


def test_a_wrong_date_shows_however_both_sides_say_it() -> None:
    rng = random.Random(2)
    for _ in range(300):
        right = Day(date=datetime.date(rng.randint(1990, 2020), rng.randint(1, 12), 5))
        wrong = change(right, "date 1990 2020", rng)
        assert isinstance(wrong, Day)
        found = manners({"day": wrong}, {"day": right}, rng, exact=frozenset())
        assert found is not None
        said = found.claim["day"]
        assert seen(wrong.date, said) != seen(right.date, said)
        assert said in COARSER[found.fact["day"]]


def test_the_claim_never_says_a_date_more_exactly_than_the_fact_unless_asked() -> None:
    rng = random.Random(4)
    day = {"day": Day(date=datetime.date(2019, 5, 3))}
    for _ in range(200):
        found = manners(day, day, rng, exact=frozenset())
        finer = manners(day, day, rng, exact=frozenset(), finer="day")
        assert found
        assert finer
        assert found.claim["day"] in COARSER[found.fact["day"]]
        assert finer.claim["day"] not in COARSER[finer.fact["day"]]
