"""What people decide of claims is kept, is obeyed by later checks and can be taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from factcheck import check_text
from factcheck.errors import NotFoundError, StoreError
from factcheck.model import Assessment, Report, Review, Verdict
from factcheck.store import Store
from tests.store.records import contents

BRIDGE = {
    "id": "cost",
    "statement": "The footbridge over the Adige in Verona cost 12 million euros.",
}
OPENED = {
    "id": "opened",
    "statement": "The footbridge over the Adige in Verona was opened on 10 June 2024.",
}
CLASHING = "The footbridge over the Adige in Verona cost 15 million euros."
AGREEING = "The footbridge over the Adige in Verona was opened on 10 June 2024."
OPEN = "Works on the footbridge employed 60 people."
ARTICLE = f"{CLASHING} {AGREEING}\n\n{OPEN}\n"
DAY = date(2024, 6, 12)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def filled(store: Store, *facts: dict[str, Any]) -> None:
    """Put facts into the table, as importing their file does."""
    from factcheck.sources import facts_from_records

    store.import_facts(facts_from_records(facts or (BRIDGE, OPENED)), collection="facts")


def checked(store: Store, text: str = ARTICLE) -> Report:
    return check_text(text, date=DAY, lang="en", store=store)


def of(report: Report, sentence: str) -> Assessment:
    (found,) = (a for a in report.assessments if a.claim.text == sentence)
    return found


def decide(store: Store, sentence: str, verdict: Verdict, **told: str) -> Review:
    """Check the article and decide what one of its sentences is."""
    claim = of(checked(store), sentence).claim
    review = Review(
        claim_key=claim.key, verdict=verdict, made_at=LONG_AGO, text=claim.text, lang="en", **told
    )
    return store.add_review(review)


@pytest.fixture
def desk(store: Store) -> Store:
    """A store with two facts."""
    filled(store)
    return store


@pytest.mark.parametrize(
    ("sentence", "computed", "verdict"),
    [
        pytest.param(CLASHING, Verdict.REFUTED, Verdict.SUPPORTED, id="overruled"),
        pytest.param(CLASHING, Verdict.REFUTED, Verdict.REFUTED, id="confirmed"),
        pytest.param(AGREEING, Verdict.SUPPORTED, Verdict.REFUTED, id="agreeing"),
        pytest.param(AGREEING, Verdict.SUPPORTED, Verdict.NOT_CHECKABLE, id="nothing-to-check"),
        pytest.param(OPEN, Verdict.NOT_ENOUGH_INFO, Verdict.SUPPORTED, id="open"),
        pytest.param(OPEN, Verdict.NOT_ENOUGH_INFO, Verdict.NOT_ENOUGH_INFO, id="left-open"),
    ],
)
@pytest.mark.parametrize(
    ("article", "facts"),
    [
        pytest.param(ARTICLE, (), id="same"),
        pytest.param(f"A new first line.\n\n{ARTICLE}", (), id="edited-before"),
        pytest.param(f"{ARTICLE}\nAnd a new last line.\n", (), id="edited-after"),
        pytest.param(ARTICLE.replace("\n\n", " Something was put here. "), (), id="edited-between"),
        pytest.param(ARTICLE, (BRIDGE, OPENED), id="facts-again"),
        pytest.param(ARTICLE, (BRIDGE | {"rating": "false"}, OPENED), id="facts-changed"),
        pytest.param(ARTICLE, ({"id": "x", "statement": "Verona lies on the Adige."},), id="other"),
    ],
)
def test_decided_claims_keep_their_verdict(  # every change beside every decision
    desk: Store,
    sentence: str,
    computed: Verdict,
    verdict: Verdict,
    article: str,
    facts: tuple[dict[str, Any], ...],
) -> None:
    assert of(checked(desk), sentence).verdict is computed
    decide(desk, sentence, verdict, by="Anna", note="seen")
    if facts:
        filled(desk, *facts)

    found = of(checked(desk, article), sentence)

    assert found.verdict is verdict
    assert found.reviewed is not None
    assert [(r.by, r.note) for r in found.reviewed.reviews] == [("Anna", "seen")]
    if facts in ((), (BRIDGE, OPENED)):
        assert found.computed.verdict is computed


def test_the_computed_verdict_stays_beside_it(desk: Store) -> None:
    before = of(checked(desk), CLASHING)
    decide(desk, CLASHING, Verdict.SUPPORTED)

    found = of(checked(desk), CLASHING)

    assert (found.verdict, found.reasons, found.confidence) == (Verdict.SUPPORTED, (), None)
    assert found.computed == before
    assert found.parts == before.parts


def test_other_claims_are_left_alone(desk: Store) -> None:
    before = of(checked(desk), AGREEING)
    decide(desk, CLASHING, Verdict.SUPPORTED)
    assert of(checked(desk), AGREEING) == before


def test_stored_reports_hold_what_was_decided(desk: Store) -> None:
    decide(desk, CLASHING, Verdict.SUPPORTED, by="Anna", note="“quoted”")
    report = checked(desk)
    assert desk.report(report.run.fingerprint).assessments == report.assessments
    assert desk.verify() == []


def test_a_decision_is_something_new_to_write_once(tmp_path: Path) -> None:
    with Store(tmp_path / "claims.db") as store:
        filled(store)
        first = checked(store)
        decide(store, CLASHING, Verdict.SUPPORTED)
        second = checked(store)
    before = contents(tmp_path)
    with Store(tmp_path / "claims.db") as store:
        third = checked(store)
        assert len(store.runs()) == 2

    assert first.run.fingerprint != second.run.fingerprint == third.run.fingerprint
    assert contents(tmp_path) == before


def test_texts_without_the_claim_have_nothing_new(desk: Store) -> None:
    before = checked(desk, "Rome is old.").run.fingerprint
    decide(desk, CLASHING, Verdict.SUPPORTED)
    assert checked(desk, "Rome is old.").run.fingerprint == before


def test_the_same_decision_is_kept_once(desk: Store) -> None:
    first = decide(desk, CLASHING, Verdict.SUPPORTED, by="Anna")
    assert decide(desk, CLASHING, Verdict.SUPPORTED, by="Anna") == first
    assert desk.reviews() == (first,)


def test_the_last_decision_holds(desk: Store) -> None:
    decide(desk, CLASHING, Verdict.SUPPORTED, by="Anna")
    last = decide(desk, CLASHING, Verdict.MIXED, by="Bruno")
    assert desk.reviews() == (last,)
    assert of(checked(desk), CLASHING).verdict is Verdict.MIXED


def test_withdrawn_decisions_hold_no_more(desk: Store) -> None:
    before = checked(desk)
    claim = of(before, CLASHING).claim
    decide(desk, CLASHING, Verdict.SUPPORTED)
    assert desk.withdraw_reviews(claim.key, by="Anna") == 1
    assert desk.withdraw_reviews(claim.key) == 0
    assert desk.reviews() == ()
    assert checked(desk) == before
    assert of(checked(desk), CLASHING).verdict is Verdict.REFUTED


PARTED = (
    "The footbridge over the Adige in Verona cost 15 million euros, and 60 people worked on it."
)


@pytest.mark.parametrize(
    ("verdict", "whole"),
    [
        pytest.param(Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED, id="supported"),
        pytest.param(Verdict.REFUTED, Verdict.REFUTED, id="refuted"),
        pytest.param(Verdict.NOT_CHECKABLE, Verdict.NOT_ENOUGH_INFO, id="nothing-to-check"),
    ],
)
def test_a_decided_part_makes_the_sentences_verdict(
    desk: Store, verdict: Verdict, whole: Verdict
) -> None:
    before = of(checked(desk, PARTED), PARTED)
    assert before.verdict is Verdict.REFUTED
    part = next(p for p in before.parts if p.verdict is Verdict.REFUTED).part
    review = Review(
        claim_key=before.claim.key, verdict=verdict, made_at=LONG_AGO, part=part.text, text=PARTED
    )
    desk.add_review(review)

    found = of(checked(desk, PARTED), PARTED)

    assert found.verdict is whole
    assert found.computed == before


def test_a_part_is_found_again_when_facts_cut_the_sentence_otherwise(desk: Store) -> None:
    before = of(checked(desk, PARTED), PARTED)
    part = next(p for p in before.parts if p.verdict is Verdict.REFUTED).part
    review = Review(
        claim_key=before.claim.key,
        verdict=Verdict.SUPPORTED,
        made_at=LONG_AGO,
        part=part.text,
        text=PARTED,
    )
    desk.add_review(review)
    for statement in (
        "The footbridge over the Adige in Verona cost 15 million euros.",
        "60 people worked on the footbridge over the Adige in Verona.",
        "Verona lies on the Adige.",
    ):
        filled(desk, {"id": "x", "statement": statement})
        desk.import_facts([], collection="facts", sync=True)
        found = of(checked(desk, PARTED), PARTED)
        assert found.verdict in {Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED}
        assert found.reviewed is not None


def test_a_decision_of_the_whole_ends_those_of_its_parts(desk: Store) -> None:
    decide(desk, CLASHING, Verdict.SUPPORTED, part=CLASHING.rstrip("."))
    whole = decide(desk, CLASHING, Verdict.MIXED)
    assert desk.reviews() == (whole,)
    part = decide(desk, CLASHING, Verdict.REFUTED, part=CLASHING.rstrip("."))
    assert desk.reviews() == (part,)


def test_a_repeated_headline_obeys_what_was_decided_of_the_first(desk: Store) -> None:
    headline = "The footbridge over the Adige in Verona cost 15 million euros"
    text = f"{headline}\n{headline}\n\n{AGREEING}\n"
    first = checked(desk, text).assessments[0]
    desk.add_review(
        Review(
            claim_key=first.claim.key, verdict=Verdict.SUPPORTED, made_at=LONG_AGO, text=headline
        )
    )
    verdicts = [a.verdict for a in checked(desk, text).assessments[:2]]
    assert verdicts == [Verdict.SUPPORTED, Verdict.SUPPORTED]


def test_claims_are_found_by_key_id_and_their_beginnings(desk: Store) -> None:
    claim = of(checked(desk), CLASHING).claim
    for start in (claim.key, claim.id, claim.key[:10], claim.id[:10]):
        assert desk.reviewable(start).claim == claim


def test_unknown_and_unclear_claims_are_named(desk: Store) -> None:
    checked(desk)
    with pytest.raises(NotFoundError, match="no claim 'zzz'"):
        desk.reviewable("zzz")
    keys = {a.claim.key[:1] for a in checked(desk).assessments}
    many = " ".join(f"The tower of town {n} is {n} metres high." for n in range(40))
    checked(desk, many)
    with pytest.raises(StoreError, match="more than one claim"):
        desk.reviewable(min(keys))


def test_a_demonstration_store_takes_no_decision(store: Store) -> None:
    filled(store)
    checked(store)
    store.mark_demo()
    with pytest.raises(StoreError, match="demonstration store"):
        decide(store, CLASHING, Verdict.SUPPORTED)
