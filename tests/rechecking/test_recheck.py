"""Facts change, and the stored verdicts that rest on them are judged anew, no others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from factcheck import api, upkeep
from factcheck.errors import ConfigError, StoreError
from factcheck.model import Assessment, Fact, Interval, Rating, Recheck, Review, Verdict
from factcheck.rechecking import touching
from factcheck.store import Store

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2024, 11, 16)
STAFF = "The steel plant in Terni employed 900 people."
FACTS = (
    Fact(id="plant", statement="The steel plant in Terni was closed in 2011.", lang="en"),
    Fact(id="bridge", statement="The Todi bridge is 120 metres long.", lang="en"),
    Fact(id="mayor", statement="Anna Sereni is the mayor of Perugia.", lang="en"),
    Fact(id="jobs", statement="Unemployment in Umbria fell by 2% in 2023.", lang="en"),
    Fact(id="moon", statement="Lunar dust smells of gunpowder.", lang="en"),
    Fact(id="owls", statement="Owls cannot move their eyes.", lang="en"),
    Fact(id="tea", statement="Tea is drunk with salt by nomads.", lang="en"),
    Fact(id="glass", statement="Glass melts slowly.", lang="en"),
)
TEXTS = {
    "plant": f"The steel plant in Terni was closed in 2011. {STAFF}",
    "bridge": "The bridge\n\nThe Todi bridge is 120 metres long.\n\nIt has six arches.",
    "mayor": "Anna Sereni is the mayor of Perugia. Unemployment in Umbria fell by 2% last year.",
}


def import_all(store: Store, *facts: Fact) -> None:
    store.import_facts(facts, collection="desk", sync=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with four facts and three texts judged against them."""
    with Store(tmp_path / "desk.db") as opened:
        import_all(opened, *FACTS)
        for name, text in TEXTS.items():
            source = tmp_path / f"{name}.txt"
            source.write_text(text, "utf-8")
            api.check_source(str(source), store=opened, date=DAY, lang="en", model="none")
        yield opened


def changed(fact_id: str, **fields: object) -> tuple[Fact, ...]:
    return tuple(
        replace(fact, **fields) if fact.id == fact_id else fact  # type: ignore[arg-type]
        for fact in FACTS
    )


def flips(found: Recheck) -> list[tuple[str, str, str]]:
    return [(f.after.claim.text, f.before.verdict, f.after.verdict) for f in found.flips]


CHANGES = [
    pytest.param(
        changed("bridge", statement="The Todi bridge is 150 metres long."),
        [("The Todi bridge is 120 metres long.", "supported", "refuted")],
        id="another-figure",
    ),
    pytest.param(
        changed("plant", rating=Rating.FALSE),
        [("The steel plant in Terni was closed in 2011.", "supported", "refuted")],
        id="another-rating",
    ),
    pytest.param(
        tuple(fact for fact in FACTS if fact.id != "plant"),
        [("The steel plant in Terni was closed in 2011.", "supported", "not_enough_info")],
        id="retired",
    ),
    pytest.param(
        (*FACTS, Fact(id="arches", statement="The Todi bridge has four arches.", lang="en")),
        [],
        id="added-about-something-else",
    ),
    pytest.param(
        (*FACTS, Fact(id="back", statement=STAFF, lang="en")),
        [(STAFF, "not_enough_info", "supported")],
        id="added",
    ),
    pytest.param(
        changed("jobs", statement="Unemployment in Umbria rose by 2% in 2023."),
        [("Unemployment in Umbria fell by 2% last year.", "supported", "refuted")],
        id="a-relative-date-counts-from-the-texts-own",
    ),
    pytest.param(
        changed(
            "mayor", valid_to=Interval(start=date(2022, 5, 31), end=date(2022, 5, 31))
        ),
        [("Anna Sereni is the mayor of Perugia.", "supported", "refuted")],
        id="a-state-that-ended-before-the-texts-date",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "expected"), CHANGES)
def test_what_flips_is_told_old_and_new(
    store: Store, facts: tuple[Fact, ...], expected: list[tuple[str, str, str]]
) -> None:
    import_all(store, *facts)
    assert flips(upkeep.recheck(store, model="none")) == expected


@pytest.mark.parametrize(("facts", "expected"), CHANGES)
def test_a_full_run_finds_no_more(
    store: Store, facts: tuple[Fact, ...], expected: list[tuple[str, str, str]]
) -> None:
    import_all(store, *facts)
    found = upkeep.recheck(store, model="none", save=False)
    full = upkeep.recheck(store, model="none", save=False, every=True)
    assert found.documents == full.documents
    assert full.looked_at == full.claims


def test_what_is_saved_is_what_a_check_gives(store: Store, tmp_path: Path) -> None:
    import_all(store, *changed("bridge", statement="The Todi bridge is 150 metres long."))
    upkeep.recheck(store, model="none")
    again = api.check_source(
        str(tmp_path / "bridge.txt"), store=store, save=False, date=DAY, lang="en", model="none"
    )
    kept = store.report(again.run.fingerprint)
    assert _told(kept.assessments) == _told(again.assessments)
    assert store.verify() == []


def _told(assessments: tuple[Assessment, ...]) -> list[tuple[str, str, list[str]]]:
    return [
        (a.claim.id, a.verdict, [m.fact.statement for p in a.parts for m in p.matches])
        for a in assessments
    ]


def test_without_a_change_nothing_is_looked_at(store: Store) -> None:
    found = upkeep.recheck(store, model="none")
    assert (found.facts_changed, found.looked_at, found.claims) == (0, 0, 7)


def test_what_was_rechecked_is_not_looked_at_again(store: Store) -> None:
    import_all(store, *changed("bridge", statement="The Todi bridge is 150 metres long."))
    upkeep.recheck(store, model="none")
    again = upkeep.recheck(store, model="none")
    assert (again.facts_changed, again.looked_at, again.flips) == (0, 0, ())


def test_a_change_after_a_recheck_is_found(store: Store) -> None:
    import_all(store, *changed("bridge", statement="The Todi bridge is 150 metres long."))
    upkeep.recheck(store, model="none")
    import_all(store, *FACTS)
    assert [flip[1:] for flip in flips(upkeep.recheck(store, model="none"))] == [
        ("refuted", "supported")
    ]


def test_a_dry_run_writes_nothing(store: Store) -> None:
    import_all(store, *changed("bridge", statement="The Todi bridge is 150 metres long."))
    runs = store.runs()
    first = upkeep.recheck(store, model="none", save=False)
    assert store.runs() == runs
    assert upkeep.recheck(store, model="none", save=False) == first


def test_only_what_changed_since_the_given_revision_counts(store: Store) -> None:
    import_all(store, *changed("bridge", statement="The Todi bridge is 150 metres long."))
    import_all(
        store,
        *changed("bridge", statement="The Todi bridge is 150 metres long."),
        Fact(id="back", statement=STAFF, lang="en"),
    )
    found = upkeep.recheck(store, model="none", since=2, save=False)
    assert (found.since, found.facts_changed) == (2, 1)
    assert [text for text, *_ in flips(found)] == [STAFF]


def test_a_revision_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(ConfigError, match="revision 9: the facts are at revision 1"):
        upkeep.recheck(store, since=9)


def test_the_same_verdict_on_another_version_stands_apart(store: Store) -> None:
    import_all(store, *changed("plant", sources=("City of Terni",)))
    (document,) = upkeep.recheck(store, model="none").documents
    (change,) = document.evidence
    assert document.flips == ()
    assert [a.parts[0].matches[0].fact.version for a in (change.before, change.after)] == [1, 2]


def test_texts_judged_against_a_file_are_left_alone(store: Store, tmp_path: Path) -> None:
    text, facts = tmp_path / "own.txt", tmp_path / "own.csv"
    text.write_text("The Todi bridge is 120 metres long.", "utf-8")
    facts.write_text("statement\nThe Todi bridge is 120 metres long.\n", "utf-8")
    api.check_source(str(text), facts=[str(facts)], store=store, model="none")
    import_all(store, *changed("bridge", statement="The Todi bridge is 150 metres long."))
    found = upkeep.recheck(store, model="none")
    assert (found.set_aside, len(found.flips)) == (1, 1)


def test_a_repeated_headline_follows_the_first(store: Store, tmp_path: Path) -> None:
    text = tmp_path / "twice.txt"
    headline = "The Todi bridge is 120 metres long"
    text.write_text(f"{headline}\n\n{headline}\n\nIt was built by monks.", "utf-8")
    before = api.check_source(str(text), store=store, date=DAY, lang="en", model="none")
    assert [str(a.reasons[0]) for a in before.assessments if a.reasons][:1] == ["duplicate"]
    import_all(store, *changed("bridge", statement="The Todi bridge is 150 metres long."))
    found = upkeep.recheck(store, model="none")
    of_text = next(d for d in found.documents if d.document.source.endswith("twice.txt"))
    assert [flip.after.verdict for flip in of_text.flips] == ["refuted", "refuted"]


def test_another_model_judges_every_claim(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "__version__", "another")
    found = upkeep.recheck(store, model="none", save=False)
    assert (found.by_others, found.looked_at) == (3, found.claims)


def test_a_table_that_has_grown_much_is_asked_anew(store: Store) -> None:
    import_all(store, *FACTS, *(Fact(id=f"s{n}", statement=f"Sea {n}.") for n in range(2)))
    found = upkeep.recheck(store, model="none", save=False)
    assert found.looked_at == found.claims


def test_claims_of_which_nothing_is_kept_are_judged(store: Store) -> None:
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM searches")
    found = upkeep.recheck(store, model="none", save=False)
    assert found.looked_at == found.claims


def test_the_demonstration_store_is_only_looked_at(store: Store) -> None:
    import_all(store, *changed("bridge", statement="The Todi bridge is 150 metres long."))
    store.mark_demo()
    assert upkeep.recheck(store, model="none", save=False).flips
    with pytest.raises(StoreError, match="demonstration store"):
        upkeep.recheck(store, model="none")


def test_so_many_changes_that_every_claim_is_judged(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(touching, "PAIRS_PER_CLAIM", -1)
    import_all(store, *changed("bridge", statement="The Todi bridge is 150 metres long."))
    found = upkeep.recheck(store, model="none", save=False)
    assert found.looked_at == found.claims


# --- a large table: few claims are looked at, and none is missed ---------------------------------

Made = Callable[[int], tuple[Fact, ...]]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Return what makes many facts: invented words, in Italian and English."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    generate = sys.modules.get("generate") or __import__("generate")
    return lambda count: tuple(generate.facts(count))


def test_of_many_claims_only_those_near_a_changed_fact_are_looked_at(made: Made) -> None:
    facts = made(2_000)
    with Store() as store:
        store.import_facts(facts, collection="made")
        for start in range(0, 200, 40):
            text = "\n\n".join(fact.statement for fact in facts[start : start + 40])
            api.check_text(text, store=store, model="none", lang="it")
        edited = replace(facts[10], rating=Rating.FALSE)
        added = Fact(id="new", statement=facts[20].statement, lang="it", rating=Rating.FALSE)
        store.import_facts([edited, added], collection="made")
        found = upkeep.recheck(store, model="none", save=False)
        full = upkeep.recheck(store, model="none", save=False, every=True)
    assert found.claims == 200
    assert 2 <= found.looked_at <= 20
    assert found.documents == full.documents
    assert len(full.flips) >= 1


def test_a_decided_claim_keeps_its_verdict_when_facts_change(store: Store) -> None:
    (claim,) = (a.claim for a in store.claims() if "Sereni" in a.claim.text)
    decision = Review(
        claim_key=claim.key,
        verdict=Verdict.SUPPORTED,
        made_at=datetime(2024, 11, 17, tzinfo=UTC),
        by="Anna",
        text=claim.text,
        lang="en",
    )
    store.add_review(decision)
    import_all(store, *changed("mayor", statement="Anna Sereni is not the mayor of Perugia."))
    upkeep.recheck(store, model="none")
    (after,) = (a for a in store.claims() if a.claim.key == claim.key)
    assert after.verdict is Verdict.SUPPORTED
    assert after.computed.verdict is Verdict.REFUTED
    (again,) = api.check_source(
        str(next(d.document.source for d in store.report(store.runs()[0].id).documents)),
        store=store,
        date=DAY,
        lang="en",
        model="none",
    ).documents
    assert Verdict.SUPPORTED in {a.verdict for a in again.assessments}
