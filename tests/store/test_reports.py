from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from factcheck.errors import NotFoundError, StoreError
from factcheck.model import ClaimOrder, Report, Verdict
from factcheck.store import ClaimFilter, Store
from tests.store.records import contents, make_fact, make_report

NOON = datetime(2024, 11, 16, 12, 0, tzinfo=UTC)


def test_saved_report_comes_back_whole(store: Store) -> None:
    report = make_report(claims=3, facts_per_part=2)
    store.save_report(report, started_at=NOON)
    assert store.report("run-1") == report
    assert store.verify() == []


def test_run_says_what_when_and_how_much(store: Store) -> None:
    report = make_report()
    run = store.save_report(report, started_at=NOON)
    assert (run.id, run.started_at, run.info) == ("run-1", NOON, report.run)
    assert (run.document_ids, run.summary) == (("doc-1",), report.summary)
    assert store.run("run-1") == run


@pytest.mark.parametrize(
    "moment",
    [NOON.replace(tzinfo=None), NOON.astimezone(timezone(timedelta(hours=2)))],
    ids=["no zone is UTC", "other zone"],
)
def test_started_at_is_kept_in_utc(store: Store, moment: datetime) -> None:
    assert store.save_report(make_report(), started_at=moment).started_at == NOON


def test_clock_comes_from_source_date_epoch(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert store.save_report(make_report()).started_at == datetime(1970, 1, 2, tzinfo=UTC)


def test_saving_twice_changes_no_byte(path: Path) -> None:
    with Store(path) as store:
        first = store.save_report(make_report(claims=30), started_at=NOON)
    before = contents(path.parent)
    with Store(path) as store:
        again = store.save_report(make_report(claims=30), started_at=NOON + timedelta(days=1))
    assert again == first
    assert contents(path.parent) == before
    assert list(before) == ["claims.db"]


def test_two_runs_share_texts_claims_and_facts(store: Store) -> None:
    store.save_report(make_report("run-1", claims=4))
    store.save_report(make_report("run-2", claims=4, verdict=Verdict.REFUTED))
    info = store.info()
    assert (info.runs, info.documents, info.claims) == (2, 1, 4)
    assert store.report("run-1").summary["supported"] == 4
    assert store.report("run-2").summary["refuted"] == 4


def test_old_report_keeps_the_fact_as_it_was(store: Store) -> None:
    store.import_facts([make_fact("f0-0", sources=("Anas",))], collection="desk")
    store.save_report(make_report(claims=1))
    store.import_facts([make_fact("f0-0", "Il ponte è lungo 13 km.")], collection="desk")
    match = store.report("run-1").assessments[0].parts[0].matches[0]
    assert (match.fact.statement, match.fact.version) == ("Il ponte è lungo 12 km.", 1)


def test_runs_come_newest_first(store: Store) -> None:
    for number in range(4):
        store.save_report(make_report(f"run-{number}"))
    assert [run.id for run in store.runs(limit=3)] == ["run-3", "run-2", "run-1"]


def test_claims_answer_with_the_newest_run_of_each_document(store: Store) -> None:
    store.save_report(make_report("run-1", claims=2))
    store.save_report(make_report("run-2", claims=2, verdict=Verdict.REFUTED))
    store.save_report(make_report("run-3", claims=1, document_id="doc-2"))
    found = [(a.claim.document_id, a.verdict) for a in store.claims()]
    assert found == [
        ("doc-2", Verdict.SUPPORTED),
        ("doc-1", Verdict.REFUTED),
        ("doc-1", Verdict.REFUTED),
    ]


def test_known_run_answers_again_when_it_is_repeated(store: Store) -> None:
    """A fact changed and changed back: the first verdict holds again."""
    store.save_report(make_report("run-1"))
    store.save_report(make_report("run-2", verdict=Verdict.REFUTED))
    store.save_report(make_report("run-1"))
    assert {a.verdict for a in store.claims()} == {Verdict.SUPPORTED}
    assert [run.id for run in store.runs()] == ["run-1", "run-2"]
    assert store.claim("doc-1-claim-0").verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (ClaimFilter(verdicts=(Verdict.REFUTED,)), ["doc-2-claim-0"]),
        (ClaimFilter(document="doc-2"), ["doc-2-claim-0"]),
        (ClaimFilter(document="doc-1.txt"), ["doc-1-claim-0", "doc-1-claim-1"]),
        (ClaimFilter(run_id="old"), ["doc-2-claim-0"]),
        (ClaimFilter(text="È LUNGO", document="doc-2"), ["doc-2-claim-0"]),
        (ClaimFilter(text="%"), []),
    ],
    ids=["verdict", "document id", "document source", "older run", "text", "no wildcard"],
)
def test_claims_are_filtered(store: Store, wanted: ClaimFilter, ids: list[str]) -> None:
    store.save_report(make_report("old", claims=1, document_id="doc-2"))
    store.save_report(make_report("one", claims=2))
    store.save_report(make_report("two", claims=1, document_id="doc-2", verdict=Verdict.REFUTED))
    assert [assessment.claim.id for assessment in store.claims(wanted)] == ids


def ranked(report: Report, *worth: float) -> Report:
    """Return the one-document report with these check-worthinesses, in text order."""
    (judged,) = report.documents
    assessments = tuple(
        replace(assessment, claim=replace(assessment.claim, checkworthiness=score))
        for assessment, score in zip(judged.assessments, worth, strict=True)
    )
    return replace(report, documents=(replace(judged, assessments=assessments),))


def test_claims_come_by_check_worthiness_across_texts(store: Store) -> None:
    store.save_report(ranked(make_report("one", claims=3), 0.2, 0.9, 0.5))
    store.save_report(ranked(make_report("two", claims=1, document_id="doc-2"), 0.7))
    wanted = ClaimFilter(order=ClaimOrder.CHECKWORTHINESS)
    found = [(a.claim.checkworthiness, a.claim.document_id) for a in store.claims(wanted, limit=3)]
    assert found == [(0.9, "doc-1"), (0.7, "doc-2"), (0.5, "doc-1")]


def test_claims_come_by_verdict_contradictions_first(store: Store) -> None:
    verdicts = (Verdict.NOT_CHECKABLE, Verdict.REFUTED, Verdict.SUPPORTED)
    (judged,) = make_report(claims=3).documents
    assessments = tuple(
        replace(assessment, verdict=verdict)
        for assessment, verdict in zip(judged.assessments, verdicts, strict=True)
    )
    store.save_report(replace(make_report(), documents=(replace(judged, assessments=assessments),)))
    found = store.claims(ClaimFilter(order=ClaimOrder.VERDICT))
    assert [a.verdict for a in found] == sorted(verdicts, key=list(Verdict).index)


def test_equally_check_worthy_claims_keep_their_place(store: Store) -> None:
    store.save_report(ranked(make_report(claims=3), 0.5, 0.5, 0.5))
    found = store.claims(ClaimFilter(order=ClaimOrder.CHECKWORTHINESS))
    assert found == store.claims()


def test_claims_stop_at_the_limit(store: Store) -> None:
    store.save_report(make_report(claims=9))
    assert len(store.claims(limit=4)) == 4


def test_ids_may_be_shortened(store: Store) -> None:
    store.save_report(make_report("abcdef", claims=1))
    assert store.run("abc").id == "abcdef"
    assert store.report("abc").run.fingerprint == "abcdef"
    assert store.claim("doc-1-cl").claim.id == "doc-1-claim-0"


def test_whole_id_wins_over_a_longer_one(store: Store) -> None:
    store.save_report(make_report("abc"))
    store.save_report(make_report("abcdef"))
    assert store.run("abc").id == "abc"


def test_start_of_two_ids_is_refused(store: Store) -> None:
    store.save_report(make_report("abc1"))
    store.save_report(make_report("abc2"))
    with pytest.raises(StoreError, match="more than one run starts with 'abc'"):
        store.run("abc")


@pytest.mark.parametrize("missing", ["nobody", "", "%", "_"])
def test_unknown_run_and_claim_are_named(store: Store, missing: str) -> None:
    store.save_report(make_report())
    with pytest.raises(NotFoundError, match="there is no run"):
        store.report(missing)
    with pytest.raises(NotFoundError, match="there is no claim"):
        store.claim(missing)


def test_large_report_is_saved_in_batches(store: Store) -> None:
    report = make_report(claims=700, facts_per_part=2)
    store.save_report(report)
    assert store.report("run-1") == report
