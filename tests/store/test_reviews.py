"""What people decide of claims is kept, is obeyed by later checks and can be taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from factcheck import check_text
from factcheck.errors import NotFoundError, StoreError
from factcheck.model import Assessment, Report, Review, Verdict
from factcheck.policies import reviewed
from factcheck.sources import facts_from_records
from factcheck.store import Store
from tests.store.records import contents, make_fact

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


DECIDED = {CLASHING: Verdict.SUPPORTED, AGREEING: Verdict.SUPPORTED, OPEN: Verdict.MIXED}
"""One sentence overruled, one confirmed, one decided that the table left open."""


@pytest.mark.parametrize(
    ("article", "facts"),
    [
        pytest.param(ARTICLE, (), id="same"),
        pytest.param(f"A new first line.\n\n{ARTICLE}", (), id="edited-before"),
        pytest.param(f"{ARTICLE}\nAnd a new last line.\n", (), id="edited-after"),
        pytest.param(ARTICLE.replace("\n\n", " Put in here. "), (), id="edited-between"),
        pytest.param(ARTICLE, (BRIDGE, OPENED), id="facts-again"),
        pytest.param(ARTICLE, (BRIDGE | {"rating": "false"}, OPENED), id="facts-changed"),
        pytest.param(ARTICLE, ({"id": "x", "statement": "Verona lies on the Adige."},), id="more"),
    ],
)
def test_decided_claims_keep_their_verdict(
    desk: Store, article: str, facts: tuple[dict[str, Any], ...]
) -> None:
    made = {sentence: decide(desk, sentence, DECIDED[sentence], by="Anna") for sentence in DECIDED}
    if facts:
        filled(desk, *facts)

    report = checked(desk, article)
    found = {sentence: of(report, sentence) for sentence in DECIDED}

    assert {sentence: a.verdict for sentence, a in found.items()} == DECIDED
    assert {s: a.reviewed.reviews for s, a in found.items() if a.reviewed} == {
        sentence: (review,) for sentence, review in made.items()
    }


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("sentence", [CLASHING, OPEN], ids=["refuted", "open"])
def test_any_verdict_can_be_decided(sentence: str, verdict: Verdict) -> None:
    before = judged_by_rules()
    review = Review(claim_key=of(before, sentence).claim.key, verdict=verdict, made_at=LONG_AGO)

    (after,) = (reviewed(d, {review.claim_key: [review]}) for d in before.documents)

    assert [a.verdict for a in after.assessments if a.claim.text == sentence] == [verdict]
    assert [a.computed for a in after.assessments] == list(before.assessments)


@cache
def judged_by_rules() -> Report:
    return check_text(ARTICLE, facts=(BRIDGE, OPENED), date=DAY, lang="en")


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
    stored = of(desk.report(report.run.fingerprint), CLASHING)
    assert stored.verdict is Verdict.SUPPORTED
    assert stored.reviewed == of(report, CLASHING).reviewed
    assert desk.run(report.run.fingerprint).summary == report.summary
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


PARTED = "The footbridge over the Adige in Verona was opened on 10 June 2024 and it cost 9 million."
PIECE = "and it cost 9 million"
"""What the fact about the opening leaves of the sentence."""


def decide_piece(store: Store, verdict: Verdict) -> Assessment:
    """Return the assessment on which the piece was decided."""
    before = of(checked(store, PARTED), PARTED)
    assert PIECE in [judged.part.text for judged in before.parts]
    review = Review(
        claim_key=before.claim.key, verdict=verdict, made_at=LONG_AGO, part=PIECE, text=PARTED
    )
    store.add_review(review)
    return before


@pytest.mark.parametrize(
    ("verdict", "whole"),
    [
        pytest.param(Verdict.SUPPORTED, Verdict.SUPPORTED, id="supported"),
        pytest.param(Verdict.REFUTED, Verdict.REFUTED, id="refuted"),
        pytest.param(Verdict.MIXED, Verdict.MIXED, id="mixed"),
        pytest.param(Verdict.NOT_CHECKABLE, Verdict.SUPPORTED, id="nothing-to-check"),
        pytest.param(Verdict.NOT_ENOUGH_INFO, Verdict.PARTLY_SUPPORTED, id="left-open"),
    ],
)
def test_a_decided_part_makes_the_sentences_verdict(
    store: Store, verdict: Verdict, whole: Verdict
) -> None:
    filled(store, OPENED)
    before = decide_piece(store, verdict)

    found = of(checked(store, PARTED), PARTED)

    assert found.verdict is whole
    assert found.computed == before


@pytest.mark.parametrize(
    ("verdict", "whole"),
    [
        pytest.param(Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED, id="supported"),
        pytest.param(Verdict.REFUTED, Verdict.REFUTED, id="refuted"),
    ],
)
def test_a_decided_piece_of_a_part_that_is_read_whole_again_holds_for_itself(
    store: Store, verdict: Verdict, whole: Verdict
) -> None:
    filled(store, OPENED)
    decide_piece(store, verdict)
    other = make_fact("opened", "Verona lies on the Adige.", lang="en")
    store.import_facts([other], collection="facts")

    found = of(checked(store, PARTED), PARTED)

    assert [judged.part.text for judged in found.parts] == [PARTED.rstrip(".")]
    assert found.computed.verdict is Verdict.NOT_ENOUGH_INFO
    assert found.verdict is whole


def test_a_decided_part_that_facts_cut_finer_holds_for_each_piece(store: Store) -> None:
    text = of(checked(store, PARTED), PARTED).parts[0].part.text
    key = of(checked(store, PARTED), PARTED).claim.key
    store.add_review(
        Review(claim_key=key, verdict=Verdict.MIXED, made_at=LONG_AGO, part=text, text=PARTED)
    )
    filled(store, OPENED)

    found = of(checked(store, PARTED), PARTED)

    assert len(found.parts) == 2
    assert (found.computed.verdict, found.verdict) == (Verdict.PARTLY_SUPPORTED, Verdict.MIXED)


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
