"""Who holds which office of what, wherever the name stands."""

from __future__ import annotations

import pytest

from factcheck.analysis.analyse import analyse
from factcheck.model import Office

Row = tuple[str, str, str, str, str, bool]

ITALIAN: list[Row] = [
    # before the name
    ("il", "Il ministro degli Esteri giapponese Takeshi Iwaya è arrivato ieri sera.",
     "foreign_minister", "Takeshi Iwaya", "country:JP", False),
    ("il", "Ieri sera il presidente degli Stati Uniti Joe Biden ha parlato a lungo.",
     "president", "Joe Biden", "country:US", False),
    ("il", "Ieri sera il presidente Joe Biden ha parlato a lungo.",
     "president", "Joe Biden", "", False),
    ("il", "Il presidente della Repubblica Sergio Mattarella ha firmato il decreto.",
     "president", "Sergio Mattarella", "", False),
    ("il", "Il sindaco di Roma Roberto Gualtieri ha aperto la strada.",
     "mayor", "Roberto Gualtieri", "city:rome", False),
    ("la", "La presidente della Bce Christine Lagarde ha parlato a lungo.",
     "president", "Christine Lagarde", "concept:ecb", False),
    ("la", "La premier italiana Giorgia Meloni ha parlato a lungo.",
     "prime_minister", "Giorgia Meloni", "country:IT", False),
    ("il", "Il cancelliere tedesco Scholz ha parlato a lungo.",
     "chancellor", "Scholz", "country:DE", False),
    ("il", "Il segretario generale dell'Onu Antonio Guterres ha parlato a lungo.",
     "secretary_general", "Antonio Guterres", "concept:united_nations", False),
    ("il", "Il ministro dell'Economia Giancarlo Giorgetti ha presentato il bilancio.",
     "economy_minister", "Giancarlo Giorgetti", "", False),
    ("tit", "Il ministro on. Mario Rossi ha firmato il decreto.",
     "minister", "Mario Rossi", "", False),
    ("tit", "Il sindaco di Milano Beppe Sala ha aperto la strada.",
     "mayor", "Beppe Sala", "city:milan", False),
    ("ex", "L'ex presidente Donald Trump ha parlato a lungo.",
     "president", "Donald Trump", "", True),
    ("ex", "L'allora ministro Roberto Speranza ha firmato il decreto.",
     "minister", "Roberto Speranza", "", True),
    # apposition
    ("app", "Takeshi Iwaya, ministro degli Esteri del Giappone, è arrivato ieri sera.",
     "foreign_minister", "Takeshi Iwaya", "country:JP", False),
    ("app", "Christine Lagarde, presidente della Banca centrale europea, ha parlato.",
     "president", "Christine Lagarde", "concept:ecb", False),
    ("app", "Donald Trump, ex presidente degli Stati Uniti, ha parlato a lungo.",
     "president", "Donald Trump", "country:US", True),
    ("app", "Il sindaco di Roma, Roberto Gualtieri, ha aperto la strada.",
     "mayor", "Roberto Gualtieri", "city:rome", False),
    # copula
    ("cop", "Takeshi Iwaya è il ministro degli Esteri del Giappone.",
     "foreign_minister", "Takeshi Iwaya", "country:JP", False),
    ("cop", "Roberto Gualtieri è sindaco di Roma.", "mayor", "Roberto Gualtieri",
     "city:rome", False),
    ("cop", "Giorgia Meloni è presidente del Consiglio.",
     "prime_minister", "Giorgia Meloni", "", False),
    ("neg", "Roberto Gualtieri non è il sindaco di Milano.", "mayor", "", "city:milan", False),
    # nobody beside it
    ("no", "Il ministro ha parlato a lungo con Takeshi Iwaya.", "minister", "", "", False),
    ("no", "Il presidente, che era stato eletto nel 2020, ha incontrato Takeshi Iwaya.",
     "president", "", "", False),
    ("no", "Il presidente degli Stati Uniti ha incontrato Takeshi Iwaya.",
     "president", "", "country:US", False),
]  # fmt: skip

ENGLISH: list[Row] = [
    ("before", "On Monday Japanese Foreign Minister Takeshi Iwaya arrived in the old town.",
     "foreign_minister", "Takeshi Iwaya", "country:JP", False),
    ("before", "On Monday US President Joe Biden spoke for an hour.",
     "president", "Joe Biden", "country:US", False),
    ("before", "On Monday President Joe Biden spoke for an hour.",
     "president", "Joe Biden", "", False),
    ("before", "On Monday ECB president Christine Lagarde spoke for an hour.",
     "president", "Christine Lagarde", "concept:ecb", False),
    ("before", "On Monday European Central Bank president Christine Lagarde spoke for an hour.",
     "president", "Christine Lagarde", "concept:ecb", False),
    ("before", "Then German chancellor Olaf Scholz spoke for more than an hour.",
     "chancellor", "Olaf Scholz", "country:DE", True),
    ("before", "On Monday California governor Gavin Newsom signed the new state law.",
     "governor", "Gavin Newsom", "region:california", False),
    ("before", "The governor of California Gavin Newsom signed the new law.",
     "governor", "Gavin Newsom", "region:california", False),
    ("before", "UN secretary-general Antonio Guterres spoke for more than an hour.",
     "secretary_general", "Antonio Guterres", "concept:united_nations", False),
    ("former", "Former US president Donald Trump spoke for more than an hour.",
     "president", "Donald Trump", "country:US", True),
    ("former", "Ex-president Lula spoke for more than an hour.", "president", "Lula", "", True),
    ("app", "Takeshi Iwaya, Japan's foreign minister, arrived late in the evening.",
     "foreign_minister", "Takeshi Iwaya", "country:JP", False),
    ("app", "Japan's foreign minister, Takeshi Iwaya, arrived late in the evening.",
     "foreign_minister", "Takeshi Iwaya", "country:JP", False),
    ("app", "Donald Trump, the former president of the United States, spoke for an hour.",
     "president", "Donald Trump", "country:US", True),
    ("app", "The president of the European Central Bank, Christine Lagarde, spoke for an hour.",
     "president", "Christine Lagarde", "concept:ecb", False),
    ("app", "The chief executive of Stellantis, Carlos Tavares, resigned last year.",
     "ceo", "Carlos Tavares", "stellantis", False),
    ("cop", "Takeshi Iwaya is the foreign minister of Japan.",
     "foreign_minister", "Takeshi Iwaya", "country:JP", False),
    ("cop", "Roberto Gualtieri was the mayor of Rome.", "mayor", "Roberto Gualtieri",
     "city:rome", False),
    ("neg", "Roberto Gualtieri is not the mayor of Milan.", "mayor", "", "city:milan", False),
    ("neg", "Roberto Gualtieri is no longer mayor of Rome.", "mayor", "", "city:rome", False),
    ("no", "The president met Takeshi Iwaya at the new office.", "president", "", "", False),
    ("no", "The president, who was elected in 2020, met Takeshi Iwaya at the office.",
     "president", "", "", False),
]  # fmt: skip


def only_office(text: str, lang: str) -> Office:
    offices = analyse(text, lang).offices
    assert len(offices) == 1, offices
    return offices[0]


def check(row: Row, lang: str) -> None:
    _, text, concept, holder, body, former = row
    office = only_office(text, lang)
    found = office.holder.text if office.holder else ""
    assert (office.concept, found, office.body, office.former) == (concept, holder, body, former)
    assert office.span.slice(text) == office.text


@pytest.mark.parametrize("row", ITALIAN, ids=[row[1] for row in ITALIAN])
def test_italian_offices(row: Row) -> None:
    check(row, "it")


@pytest.mark.parametrize("row", ENGLISH, ids=[row[1] for row in ENGLISH])
def test_english_offices(row: Row) -> None:
    check(row, "en")


def test_two_offices_have_their_own_holders() -> None:
    text = (
        "Il presidente francese Emmanuel Macron ha incontrato "
        "il cancelliere tedesco Olaf Scholz nella nuova sede."
    )
    offices = analyse(text, "it").offices
    assert [(o.holder.text if o.holder else "", o.body) for o in offices] == [
        ("Emmanuel Macron", "country:FR"),
        ("Olaf Scholz", "country:DE"),
    ]


@pytest.mark.parametrize("text", ["", "Il governo ha approvato la legge.", "Presidente", "ex"])
def test_few_words_are_no_trouble(text: str) -> None:
    assert all(office.holder is None for office in analyse(text, "it").offices)
