"""Facts changed by hand: nothing is written over, everything can be set back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.errors import NotFoundError, StoreError
from factcheck.facttable import facts_digest, is_known_by
from factcheck.model import ChangeKind, Fact, FactChange, ImportResult, Interval, Rating
from factcheck.store import Store
from tests.store.records import contents, make_fact, year
from tests.strategies import fact_lists

FIRST = make_fact("f1", sources=("Anas",), collection="desk")
SECOND = make_fact("f2", "Il tunnel è lungo 57 km.", collection="desk")
LONGER = replace(FIRST, statement="Il ponte è lungo 13 km.")


@pytest.fixture
def desk(store: Store) -> Store:
    """A store with two facts, imported."""
    store.import_facts([FIRST, SECOND], collection="desk")
    return store


def sound(store: Store) -> bool:
    """Tell whether digest, counts and memberships are those of the facts."""
    return store.verify() == [] and store.summary().digest == facts_digest(store.facts())


def test_an_edit_is_a_new_version_with_author_and_note(desk: Store) -> None:
    assert desk.change_facts([LONGER], by="Anna", note="measured again") == 2

    assert desk.fact("f1") == replace(LONGER, version=2)
    assert [fact.statement for fact in desk.fact_history("f1")] == [
        FIRST.statement, LONGER.statement,
    ]  # fmt: skip
    newest = desk.revisions()[0]
    assert (newest.number, newest.kind, newest.by, newest.note, newest.facts) == (
        2, ChangeKind.EDIT, "Anna", "measured again", 2,
    )  # fmt: skip
    assert sound(desk)


def test_an_edit_that_changes_nothing_writes_nothing(path: Path) -> None:
    with Store(path) as store:
        store.import_facts([FIRST], collection="desk")
    before = contents(path.parent)
    with Store(path) as store:
        assert store.change_facts([FIRST]) == 0
    assert contents(path.parent) == before


def test_added_facts_go_into_their_collection(store: Store) -> None:
    store.change_facts([FIRST], kind=ChangeKind.ADD, collection="mine")
    assert store.fact("f1").collection == "mine"
    assert store.summary().collections == ("mine",)
    assert sound(store)


def test_retired_facts_leave_the_table_and_its_collections(desk: Store) -> None:
    desk.retire_facts(["f1"], by="Anna")
    assert [fact.id for fact in desk.facts()] == ["f2"]
    with pytest.raises(NotFoundError, match="is retired"):
        desk.fact("f1")
    assert sound(desk)


def test_the_newest_check_follows_what_is_left(store: Store) -> None:
    store.import_facts([replace(FIRST, checked=year(2024)), SECOND], collection="desk")
    assert store.summary().newest_checked == date(2024, 12, 31)
    store.retire_facts(["f1"])
    assert store.summary().newest_checked is None


# Undo


def test_undoing_an_edit_makes_a_version_like_the_one_before(desk: Store) -> None:
    desk.change_facts([LONGER])
    desk.undo_fact("f1", by="Anna")
    assert desk.fact("f1") == replace(FIRST, version=3)
    assert sound(desk)


def test_undoing_twice_does_it_again(desk: Store) -> None:
    desk.change_facts([LONGER])
    desk.undo_fact("f1")
    desk.undo_fact("f1")
    assert desk.fact("f1") == replace(LONGER, version=4)


def test_undoing_a_retirement_brings_the_fact_back(desk: Store) -> None:
    desk.retire_facts(["f1"])
    desk.undo_fact("f1")
    assert desk.fact("f1") == FIRST
    assert sound(desk)


def test_undoing_the_first_version_retires_the_fact(desk: Store) -> None:
    desk.change_facts([make_fact("f3", "Nuovo.")], kind=ChangeKind.ADD)
    desk.undo_fact("f3")
    assert [fact.id for fact in desk.facts()] == ["f1", "f2"]
    assert sound(desk)


def test_undoing_an_import_sets_every_fact_back(desk: Store) -> None:
    before = list(desk.facts())
    third = make_fact("f3", "Nuovo.")
    desk.import_facts([LONGER, third], collection="desk", sync=True)
    assert [fact.id for fact in desk.facts()] == ["f1", "f3"]

    revision, left = desk.undo_revision(2, note="the wrong file")

    assert (revision, left) == (3, ())
    assert [replace(fact, version=1) for fact in desk.facts()] == before
    assert sound(desk)


def test_undoing_an_import_leaves_what_was_changed_since(desk: Store) -> None:
    desk.import_facts([LONGER, replace(SECOND, note="wrong")], collection="desk")
    desk.change_facts([replace(SECOND, note="right")])

    assert desk.undo_revision(2) == (4, ("f2",))

    assert (desk.fact("f1").statement, desk.fact("f2").note) == (FIRST.statement, "right")


@settings(max_examples=30)
@given(first=fact_lists(4), second=fact_lists(4), sync=st.booleans())
def test_undoing_an_import_leaves_the_table_as_it_was(
    first: list[Fact], second: list[Fact], sync: bool
) -> None:
    with Store() as store:
        store.import_facts(first, collection="a")
        before = store.revision, store.summary().digest
        store.import_facts(second, collection="a", sync=sync)
        if store.revision > before[0]:
            assert store.undo_revision(store.revision)[1] == ()
        assert store.summary().digest == before[1]
        assert sound(store)


@pytest.mark.parametrize("number", [0, 2])
def test_only_revisions_that_are_there_can_be_undone(desk: Store, number: int) -> None:
    with pytest.raises(StoreError, match="they go from 1 to 1"):
        desk.undo_revision(number)


def test_unknown_facts_cannot_be_undone(desk: Store) -> None:
    with pytest.raises(NotFoundError, match="'zzz' is not in the table"):
        desk.undo_fact("zzz")


# What people changed, and the file it came from


@pytest.mark.parametrize(
    ("row", "stands", "kept", "overwritten"),
    [
        pytest.param(FIRST, LONGER, 1, (), id="same-row"),
        pytest.param(
            replace(FIRST, note="new"), replace(FIRST, note="new"), 0, ("f1",), id="row-changed-too"
        ),
        pytest.param(LONGER, LONGER, 0, (), id="row-changed-alike"),
    ],
)
def test_an_edit_outlives_the_import_of_the_row_it_changed(
    desk: Store, row: Fact, stands: Fact, kept: int, overwritten: tuple[str, ...]
) -> None:
    desk.change_facts([LONGER])

    result = desk.import_facts([row, SECOND], collection="desk", sync=True)

    assert (result.kept, result.overwritten) == (kept, overwritten)
    assert replace(desk.fact("f1"), version=1) == stands
    assert sound(desk)


def test_a_retired_fact_does_not_come_back_with_its_row(path: Path) -> None:
    with Store(path) as store:
        store.import_facts([FIRST, SECOND], collection="desk")
        store.retire_facts(["f1"])
    before = contents(path.parent)
    with Store(path) as store:
        result = store.import_facts([FIRST, SECOND], collection="desk", sync=True)
        assert result == ImportResult(collection="desk", revision=2, unchanged=1, kept=1)
        assert sound(store)
    assert contents(path.parent) == before


def test_a_retired_fact_comes_back_when_its_row_changes(desk: Store) -> None:
    desk.retire_facts(["f1"])
    result = desk.import_facts([LONGER, SECOND], collection="desk")
    assert result.overwritten == ("f1",)
    assert desk.fact("f1").statement == LONGER.statement
    assert sound(desk)


def test_a_fact_that_its_file_retired_comes_back_with_it(desk: Store) -> None:
    desk.import_facts([SECOND], collection="desk", sync=True)
    result = desk.import_facts([FIRST, SECOND], collection="desk")
    assert (result.added, result.kept) == (1, 0)
    assert desk.fact("f1") == FIRST
    assert sound(desk)


# History and differences


def test_a_facts_history_tells_versions_retirements_and_returns(desk: Store) -> None:
    desk.change_facts([LONGER], by="Anna")
    desk.retire_facts(["f1"], note="withdrawn")
    desk.undo_fact("f1")
    desk.change_facts([replace(SECOND, note="other")])

    told = [
        (e.revision.number, e.revision.kind, e.fact.statement if e.fact else None)
        for e in desk.fact_events("f1")
    ]

    assert told == [
        (1, ChangeKind.IMPORT, FIRST.statement),
        (2, ChangeKind.EDIT, LONGER.statement),
        (3, ChangeKind.RETIRE, None),
        (4, ChangeKind.UNDO, LONGER.statement),
    ]
    assert desk.fact_events("zzz") == ()


def differing(changes: Sequence[FactChange]) -> list[tuple[str, str | None, str | None]]:
    return [(change.fact_id, said(change.before), said(change.after)) for change in changes]


def said(fact: Fact | None) -> str | None:
    return fact.statement if fact else None


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        pytest.param(0, 1, [("f1", None, "ponte 12"), ("f2", None, "tunnel")], id="added"),
        pytest.param(1, 2, [("f1", "ponte 12", "ponte 13")], id="edited"),
        pytest.param(2, 3, [("f2", "tunnel", None)], id="retired"),
        pytest.param(3, 4, [("f2", None, "tunnel")], id="back"),
        pytest.param(2, 4, [], id="there-and-back"),
        pytest.param(1, 3, [("f1", "ponte 12", "ponte 13"), ("f2", "tunnel", None)], id="both"),
        pytest.param(
            3, 1, [("f1", "ponte 13", "ponte 12"), ("f2", None, "tunnel")], id="backwards"
        ),
        pytest.param(4, 4, [], id="same"),
    ],
)
def test_two_revisions_are_compared(
    store: Store, first: int, last: int, told: list[tuple[str, str | None, str | None]]
) -> None:
    bridge, tunnel = make_fact("f1", "ponte 12"), make_fact("f2", "tunnel")
    store.import_facts([bridge, tunnel], collection="desk")
    store.change_facts([replace(bridge, statement="ponte 13")])
    store.retire_facts(["f2"])
    store.undo_fact("f2")
    assert differing(store.facts_between(first, last)) == told


def test_unknown_revisions_are_named(desk: Store) -> None:
    with pytest.raises(StoreError, match="no revision 7: they go from 0 to 1"):
        desk.facts_between(0, 7)


# As of a day


def day(text: str) -> Interval:
    return Interval(start=date.fromisoformat(text), end=date.fromisoformat(text))


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        pytest.param({"published": day("2024-06-10")}, True, id="published"),
        pytest.param({"published": day("2024-06-12")}, True, id="that-day"),
        pytest.param({"published": day("2024-06-13")}, False, id="later"),
        pytest.param({"published": year(2024)}, False, id="some-day-of-the-year"),
        pytest.param({"published": year(2023)}, True, id="the-year-before"),
        pytest.param({"checked": day("2024-06-11")}, True, id="only-checked"),
        pytest.param(
            {"published": day("2024-06-13"), "checked": day("2024-06-11")}, False, id="both"
        ),
        pytest.param({"event_date": day("2024-06-01")}, False, id="only-happened"),
        pytest.param({}, False, id="nobody-knows"),
    ],
)
def test_what_was_known_by_a_day(fields: dict[str, Interval], known: bool) -> None:
    fact = replace(FIRST, **fields)  # type: ignore[arg-type]  # dates by name
    assert is_known_by(fact, date(2024, 6, 12)) is known


@pytest.mark.parametrize(
    ("on", "statements"),
    [
        pytest.param("2024-05-01", [], id="before"),
        pytest.param("2024-06-12", ["Il ponte è lungo 12 km."], id="first-version"),
        pytest.param("2024-06-13", ["Il ponte è lungo 13 km."], id="second-version"),
    ],
)
def test_the_newest_version_of_a_day_stands_for_a_fact(
    store: Store, on: str, statements: list[str]
) -> None:
    first, second = day("2024-06-10"), day("2024-06-13")
    store.import_facts([replace(FIRST, published=first), SECOND], collection="desk")
    store.import_facts([replace(LONGER, published=second), SECOND], collection="desk")
    found = store.facts_known_by(date.fromisoformat(on))
    assert [fact.statement for fact in found] == statements


def test_retired_facts_were_never_right(store: Store) -> None:
    store.import_facts([replace(FIRST, published=day("2024-06-10"))], collection="desk")
    store.retire_facts(["f1"])
    assert list(store.facts_known_by(date(2024, 6, 12))) == []


def test_a_rating_changed_by_hand_is_a_version_too(desk: Store) -> None:
    desk.change_facts([replace(FIRST, rating=Rating.FALSE)])
    assert desk.fact("f1").rating is Rating.FALSE


def test_a_demonstration_store_is_not_edited(desk: Store) -> None:
    desk.mark_demo()
    with pytest.raises(StoreError, match="demonstration store"):
        desk.change_facts([LONGER])
