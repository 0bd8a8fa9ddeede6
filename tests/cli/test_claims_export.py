"""What people decided comes out as ClaimReviews; what was computed never does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from factcheck import check_text
from factcheck.cli.claims import claims as command
from factcheck.loaders import document_from_text
from factcheck.model import Rating, Review, Verdict
from factcheck.renderers.claimreview import Decided, Publisher, render_claim_reviews
from factcheck.renderers.display import display, display_languages
from factcheck.sources import read_facts
from factcheck.sources.ratings import rating_of_words
from factcheck.store import Store

TEXT = "The bridge of Harwick was opened in 2011. The mayor is 60 years old."
WHEN = datetime(2024, 11, 16, 8, 30, tzinfo=UTC)


def review(verdict: Verdict, **changes: Any) -> Review:
    fields: dict[str, Any] = {
        "claim_key": "abc", "verdict": verdict, "made_at": WHEN, "by": "Anna", "note": "see page 3",
        "text": "The bridge of Harwick was opened in 2011.", "lang": "en",
    }  # fmt: skip
    return Review(**(fields | changes))


def published(*reviews: Review) -> list[dict[str, Any]]:
    text = render_claim_reviews([Decided(review=one) for one in reviews], Publisher(name="Desk"))
    found: list[dict[str, Any]] = json.loads(text)["@graph"]
    return found


RATED = [
    (Verdict.SUPPORTED, "True", Rating.TRUE),
    (Verdict.REFUTED, "False", Rating.FALSE),
    (Verdict.MIXED, "Half true", Rating.MIXED),
    (Verdict.PARTLY_SUPPORTED, "Partly true", Rating.MIXED),
]


@pytest.mark.parametrize(("verdict", "words", "rating"), RATED, ids=[v for v, _, _ in RATED])
def test_a_decision_comes_back_with_its_rating(
    verdict: Verdict, words: str, rating: Rating, tmp_path: Path
) -> None:
    decided = [Decided(review=review(verdict))]
    path = tmp_path / "checks.json"
    path.write_text(
        render_claim_reviews(decided, Publisher(name="City Desk", url="https://d.example/c"))
    )
    (fact,) = read_facts(str(path))
    assert (fact.rating, fact.rated_as, fact.statement) == (rating, words, review(verdict).text)
    assert (fact.sources, fact.urls, fact.lang) == (
        ("City Desk",),
        ("https://d.example/c#abc",),
        "en",
    )
    assert fact.note == ""  # words and number of the rating agree


@pytest.mark.parametrize("lang", display_languages())
@pytest.mark.parametrize(("verdict", "words", "rating"), RATED, ids=[v for v, _, _ in RATED])
def test_words_of_every_language_are_read_as_what_they_say(
    lang: str, verdict: Verdict, words: str, rating: Rating
) -> None:
    written = display(lang).word("ratings", verdict)
    assert rating_of_words(written, lang=lang) == rating


@pytest.mark.parametrize(
    "verdict", [v for v in Verdict if v not in {rated for rated, _, _ in RATED}]
)
def test_what_rates_no_claim_is_not_published(verdict: Verdict) -> None:
    assert published(review(verdict)) == []


def test_a_decision_of_a_part_is_none_of_the_claim() -> None:
    assert published(review(Verdict.SUPPORTED, part="was opened in 2011")) == []


def test_who_decided_and_why_stay_in_the_store() -> None:
    shown = json.dumps(published(review(Verdict.REFUTED)))
    assert "Anna" not in shown
    assert "page 3" not in shown


def test_no_text_can_end_the_script_it_is_put_into() -> None:
    hostile = review(Verdict.REFUTED, text='</script><script>alert(1)</script> \u202e "x"')
    text = render_claim_reviews([Decided(review=hostile)], Publisher(name="</script>"))
    assert "<" not in text
    assert "\u202e" not in text
    assert json.loads(text)["@graph"][0]["claimReviewed"] == hostile.text


# -- the command ---------------------------------------------------------------------------------


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    with Store(path) as store:
        facts = [{"statement": "The bridge of Harwick was opened in 2012."}]
        report = check_text(TEXT, facts=facts, date=WHEN.date(), store=store, model="none")
        first = report.assessments[0].claim
        store.add_review(
            review(Verdict.SUPPORTED, claim_key=first.key, text=first.text, lang=first.language)
        )
    return path


def export(db: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        command, ["export", "--publisher", "Desk", *arguments, "--db", str(db)]
    )


def test_only_what_was_decided_is_written(db: Path) -> None:
    (found,) = json.loads(export(db).stdout)["@graph"]
    assert found["claimReviewed"] == "The bridge of Harwick was opened in 2011."
    assert found["reviewRating"]["alternateName"] == "True"
    assert found["itemReviewed"]["datePublished"] == "2024-11-16"


def test_the_newest_decision_counts_and_a_withdrawn_one_is_gone(db: Path) -> None:
    with Store(db) as store:
        (made,) = store.reviews()
        store.add_review(review(Verdict.REFUTED, claim_key=made.claim_key, text=made.text))
    (found,) = json.loads(export(db).stdout)["@graph"]
    assert found["reviewRating"]["alternateName"] == "False"
    with Store(db) as store:
        store.withdraw_reviews(made.claim_key)
    assert json.loads(export(db).stdout)["@graph"] == []


def test_what_is_left_out_is_named(db: Path, tmp_path: Path) -> None:
    with Store(db) as store:
        (made,) = store.reviews()
        store.add_review(review(Verdict.REFUTED, claim_key=made.claim_key, part="was opened"))
        store.add_review(review(Verdict.CONFLICTING, claim_key="zzz"))
    file = tmp_path / "checks.json"
    result = export(db, "--output", str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"left out: {made.claim_key}: decided of a part of the claim only" in result.stderr
    assert "left out: zzz: conflicting rates no claim" in result.stderr
    assert json.loads(file.read_text())["@graph"] == []


def test_an_address_and_a_speaker_are_named(tmp_path: Path) -> None:
    document = document_from_text("Testo.", date=WHEN.date())
    report = check_text('"Il faro è spento", ha detto Ugo Basti.', facts=[], model="none")
    claim = report.assessments[0].claim
    decided = Decided(
        review=review(Verdict.REFUTED),
        claim=replace(claim, speaker="Ugo Basti"),
        document=replace(document, source="https://giornale.example/faro"),
    )
    (found,) = json.loads(render_claim_reviews([decided], Publisher(name="Desk")))["@graph"]
    assert found["itemReviewed"] == {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Ugo Basti"},
        "datePublished": "2024-11-16",
        "appearance": {"@type": "CreativeWork", "url": "https://giornale.example/faro"},
    }
    assert "url" not in found
