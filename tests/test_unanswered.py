"""Claims that one fact would answer are one question, and a row of a file to complete."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest

from factcheck import check_text
from factcheck.errors import FactSourceError
from factcheck.model import Assessment, Interval, Rating
from factcheck.renderers.questions import facts_csv, iso
from factcheck.sources import read_facts
from factcheck.unanswered import Question, questions
from tests.steps import steps

SPENT = "La regione ha speso 30 milioni di euro per le scuole nel 2023."


def asked(*sentences: str, lang: str = "it") -> list[Assessment]:
    report = check_text("\n\n".join(sentences), model="none", lang=lang, date=date(2024, 11, 16))
    return list(report.assessments)


def groups(*sentences: str, lang: str = "it") -> list[int]:
    return [1 + len(one.others) for one in questions(asked(*sentences, lang=lang))]


TOGETHER = [
    (SPENT, "La regione ha speso 30 milioni di euro per le nuove scuole nel 2023."),
    (SPENT, "Nel 2023 la regione ha speso per le scuole 30 milioni di euro."),
    (SPENT, "La regione non ha speso 30 milioni di euro per le scuole nel 2023."),
]
APART = [
    (SPENT, "La regione ha speso 50 milioni di euro per le scuole nel 2023."),
    (SPENT, "La regione ha speso 30 milioni di euro per le scuole nel 2021."),
    (SPENT, "L'Umbria ha speso 30 milioni di euro per le scuole nel 2023."),
    (SPENT, "La regione ha speso 30 milioni di euro per gli ospedali e le strade nel 2023."),
]


@pytest.mark.parametrize("pair", TOGETHER, ids=["a-word-more", "another-order", "denied"])
def test_what_one_fact_answers_is_one_question(pair: tuple[str, str]) -> None:
    assert groups(*pair) == [2]


@pytest.mark.parametrize("pair", APART, ids=["figure", "year", "name", "object"])
def test_what_takes_another_fact_is_another_question(pair: tuple[str, str]) -> None:
    assert groups(*pair) == [1, 1]


def test_a_claim_in_another_language_is_another_question() -> None:
    found = asked("Piove.") + asked("Piove.", lang="es")
    assert len(questions(found)) == 2


def test_the_first_given_stands_for_the_others() -> None:
    first, second = asked(*TOGETHER[0])
    assert questions([second, first]) == [Question(first=second, others=(first,))]


def test_nothing_is_lost() -> None:
    found = asked(*(sentence for pair in TOGETHER + APART for sentence in pair))
    made = questions(found)
    assert sorted(a.claim.id for q in made for a in (q.first, *q.others)) == sorted(
        a.claim.id for a in found
    )


def test_the_cost_grows_with_the_number_of_claims() -> None:
    letters = "abcdefghijklmnopqrst"
    words = [f"{a}{b}{c}o" for a in letters for b in letters for c in letters]
    claims = asked(*(f"Il {w} del {v} dorme." for w, v in pairwise(words[:201])))
    few = steps(lambda: questions(claims[:20]))
    assert steps(lambda: questions(claims)) <= 12 * few


# --- the file ------------------------------------------------------------------------------------


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def written(*sentences: str, lang: str = "it") -> str:
    found = asked(*sentences, lang=lang)
    return facts_csv(questions(found), {a.claim.document_id: "story.txt" for a in found})


def test_a_row_has_what_is_known_of_the_claim() -> None:
    (row,) = rows(written(SPENT))
    assert {name: value for name, value in row.items() if value} == {
        "statement": SPENT,
        "rating": "unchecked",
        "lang": "it",
        "event_date": "2023",
        "note": "said in story.txt:1:1",
    }


def test_who_said_it_is_filled_in() -> None:
    (row,) = rows(written("«Abbiamo speso 30 milioni», ha detto Lia Ferri."))
    assert row["speaker"] == "Lia Ferri"


def test_the_note_counts_the_others() -> None:
    (row,) = rows(written(*TOGETHER[0]))
    assert row["note"] == "said in story.txt:1:1 and 1 more"


def test_no_cell_is_a_formula() -> None:
    (row,) = rows(written("=SUM(A1) vale 3 punti."))
    assert row["statement"] == "'=SUM(A1) vale 3 punti."


@pytest.mark.parametrize("sentence", [SPENT, 'Ha detto: "3; 4, e\tbasta".'], ids=["plain", "marks"])
def test_the_file_is_refused_until_somebody_has_checked(tmp_path: Path, sentence: str) -> None:
    file = tmp_path / "to-check.csv"
    file.write_text(written(sentence), "utf-8")
    with pytest.raises(FactSourceError, match="row 2: not checked yet: write true, false or mixed"):
        list(read_facts(str(file)))


def test_a_completed_row_is_imported_and_the_others_left_out(tmp_path: Path) -> None:
    file = tmp_path / "to-check.csv"
    text = written(SPENT, "Il ponte di Todi ha sei archi.")
    file.write_text(text.replace("unchecked", "false", 1), "utf-8")
    source = read_facts(str(file), skip_bad=True)
    assert [fact.rating for fact in source] == [Rating.FALSE]
    assert len(source.skipped) == 1


@pytest.mark.parametrize("word", ["unchecked", "Unchecked", " UNCHECKED "])
def test_unchecked_is_no_rating(tmp_path: Path, word: str) -> None:
    file = tmp_path / "facts.csv"
    file.write_text(f"statement,rating\nRome is old.,{word}\n", "utf-8")
    with pytest.raises(FactSourceError, match="not checked yet"):
        list(read_facts(str(file)))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2024, 3, 5), date(2024, 3, 5), "2024-03-05"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2024, 3, 4), date(2024, 3, 10), ""),
        (date(2024, 1, 1), date(2024, 3, 31), ""),
        (date(2020, 1, 1), date(2024, 12, 31), ""),
        (None, date(2024, 12, 31), ""),
    ],
    ids=["day", "month", "year", "week", "quarter", "years", "open"],
)
def test_only_days_months_and_years_have_a_form(
    start: date | None, end: date, expected: str
) -> None:
    assert iso(Interval(start=start, end=end)) == expected
