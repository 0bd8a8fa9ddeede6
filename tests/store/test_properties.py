from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.facttable import MemoryFactTable
from factcheck.model import Fact, Report
from factcheck.store import Store
from tests.strategies import fact_lists, facts, reports

KEPT = settings(max_examples=40)


@KEPT
@given(fact_lists())
def test_facts_come_back_as_they_went_in(given_facts: list[Fact]) -> None:
    with Store() as store:
        store.import_facts(given_facts, collection="c")
        expected = sorted(given_facts, key=lambda fact: fact.id)
        assert list(store.facts()) == [replace(fact, collection="c") for fact in expected]
        assert store.verify() == []


@KEPT
@given(st.lists(fact_lists(5), min_size=1, max_size=4), st.booleans())
def test_digest_after_any_history_is_that_of_the_facts(
    history: list[list[Fact]], sync: bool
) -> None:
    with Store() as store:
        for imported in history:
            store.import_facts(imported, collection="c", sync=sync)
        held = MemoryFactTable(store.facts()).summary()
        summary = store.summary()
        assert (summary.digest, summary.count) == (held.digest, held.count)
        assert summary.newest_checked == held.newest_checked
        assert store.verify() == []
        if sync:
            assert summary.digest == MemoryFactTable(history[-1]).summary().digest


@KEPT
@given(st.lists(facts(st.sampled_from("abc")), max_size=6), st.integers(0, 6))
def test_changes_since_any_revision_lead_from_then_to_now(imported: list[Fact], since: int) -> None:
    with Store() as store:
        seen: dict[str, Fact] = {}
        reached = 0
        for fact in imported:
            store.import_facts([fact], collection="c", sync=True)
            if store.revision <= since:
                seen, reached = {f.id: f for f in store.facts()}, store.revision
        for fact_id, changed in store.changes_since(reached):
            seen.pop(fact_id, None)
            if changed is not None:
                seen[fact_id] = changed
        assert seen == {fact.id: fact for fact in store.facts()}


@KEPT
@given(reports())
def test_report_comes_back_as_it_went_in(report: Report) -> None:
    with Store() as store:
        store.save_report(report)
        assert store.report(report.run.fingerprint) == report
        assert store.verify() == []
