"""Facts changed by hand, and the table as it was; nothing is ever written over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import true

from factcheck.errors import NotFoundError, StoreError
from factcheck.model import ChangeKind, Fact, FactChange, FactEvent, Revision
from factcheck.store import editing, revising, versions
from factcheck.store.base import OpenStore

COLLECTION = "desk"
"""Where facts go that are added one by one."""


class Versioning(OpenStore):
    """The versions of a store's facts."""

    def change_facts(
        self,
        facts: Iterable[Fact],
        *,
        kind: ChangeKind = ChangeKind.EDIT,
        by: str = "",
        note: str = "",
        collection: str = COLLECTION,
    ) -> int:
        """Write facts as they shall be as one revision; return its number, 0 for no change.

        Those the table does not hold go into ``collection``.
        """
        changes = {fact.id: fact for fact in facts}
        return self._apply(
            editing.Edit(changes=changes, kind=kind, by=by, note=note, collection=collection)
        )

    def retire_facts(self, ids: Iterable[str], *, by: str = "", note: str = "") -> int:
        """Take current facts out of the table; return the revision, 0 when none was in it."""
        changes = dict.fromkeys(ids)
        return self._apply(editing.Edit(changes=changes, kind=ChangeKind.RETIRE, by=by, note=note))

    def undo_fact(self, fact_id: str, *, by: str = "", note: str = "") -> int:
        """Set a fact back to what it was before its last change; return the revision.

        Raises ``NotFoundError`` for an id the table has never held.
        """
        with self._reading() as connection:
            last = versions.last_changes(connection, [fact_id]).get(fact_id)
            if last is None:
                raise NotFoundError(self._name, f"the fact {fact_id!r} is not in the table")
            before = versions.states_at(connection, [fact_id], last - 1)
        return self._apply(editing.Edit(changes=before, kind=ChangeKind.UNDO, by=by, note=note))

    def undo_revision(
        self, revision: int, *, by: str = "", note: str = ""
    ) -> tuple[int, tuple[str, ...]]:
        """Set every fact a revision changed back; return the new revision and the ids left alone.

        Facts that a later revision changed are left as they are.
        """
        with self._reading() as connection:
            self._refuse_unknown(revising.last_revision(connection).revision, revision)
            ids = versions.changed_between(connection, revision - 1, revision)
            last = versions.last_changes(connection, ids)
            own = [fact_id for fact_id in ids if last[fact_id] == revision]
            before = versions.states_at(connection, own, revision - 1)
        edit = editing.Edit(changes=before, kind=ChangeKind.UNDO, by=by, note=note)
        return self._apply(edit), tuple(fact_id for fact_id in ids if fact_id not in before)

    def _apply(self, edit: editing.Edit) -> int:
        with self._changing() as connection:
            return editing.apply(connection, edit)

    def revisions(self, limit: int = 50) -> tuple[Revision, ...]:
        """Return the changes of the table, the newest first."""
        with self._reading() as connection:
            return tuple(versions.load_revisions(connection, true(), limit))

    def fact_events(self, fact_id: str) -> tuple[FactEvent, ...]:
        """Return what each revision made of a fact, the oldest first; empty for an unknown id."""
        with self._reading() as connection:
            return tuple(versions.load_events(connection, fact_id))

    def facts_between(self, first: int, last: int) -> tuple[FactChange, ...]:
        """Return what differs between the table after one revision and after another, by id.

        Raises ``StoreError`` for a revision the table does not have.
        """
        with self._reading() as connection:
            newest = revising.last_revision(connection).revision
            for number in (first, last):
                self._refuse_unknown(newest, number, lowest=0)
            return tuple(versions.load_diff(connection, first, last))

    def states(self) -> Iterator[Fact]:
        """Yield the current facts that say since when they hold, by id."""
        after = None
        while True:
            with self._reading() as connection:
                page = versions.page_of_states(connection, after)
            if not page:
                return
            yield from page
            after = page[-1].id

    def facts_known_by(self, day: date) -> Iterator[Fact]:
        """Yield the facts as they were published by ``day``, by id; see ``is_known_by``."""
        after = None
        while True:
            with self._reading() as connection:
                following, known = versions.page_known_by(connection, day, after)
            if following is None:
                return
            yield from known
            after = following

    def _refuse_unknown(self, newest: int, number: int, *, lowest: int = 1) -> None:
        if not lowest <= number <= newest:
            raise StoreError(self._name, f"no revision {number}: they go from {lowest} to {newest}")
