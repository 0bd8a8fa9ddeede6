"""What people decided of claims: rows are only added, the last on a claim or part holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select

from factcheck.errors import NotFoundError, StoreError
from factcheck.model import Assessment, Review, Verdict
from factcheck.store import loading, rows
from factcheck.store.base import OpenStore
from factcheck.store.clock import timestamp
from factcheck.store.review_rows import COLUMNS, review_from_row, review_row
from factcheck.store.schema import claims, reviews

_WITHDRAWN = ""
"""The verdict of a row that ends a review."""


class Reviewing(OpenStore):
    """The reviews of a store."""

    def reviews(self) -> tuple[Review, ...]:
        """Return the reviews in force, the oldest first; per claim and part there is one."""
        with self._reading() as connection:
            return _in_force(connection)

    def add_review(self, review: Review) -> Review:
        """Keep a review, made now; return the one in force: the same decision is not kept twice.

        A review of a whole claim ends those of its parts, and one of a part that of the whole.
        """
        made = replace(review, made_at=datetime.fromisoformat(timestamp()))
        with self._changing() as connection:
            known = [r for r in _in_force(connection) if r.claim_key == made.claim_key]
            same = next((r for r in known if replace(r, made_at=made.made_at) == made), None)
            if same is not None:
                return same
            ended = [r for r in known if bool(r.part) != bool(made.part)]
            _write(connection, [*(_ending(r, made) for r in ended), made])
        return made

    def withdraw_reviews(self, claim_key: str, *, by: str = "", note: str = "") -> int:
        """End what was decided of a claim and its parts; return how many reviews that were."""
        now = datetime.fromisoformat(timestamp())
        with self._changing() as connection:
            ended = [r for r in _in_force(connection) if r.claim_key == claim_key]
            why = Review(
                claim_key=claim_key, verdict=Verdict.NOT_ENOUGH_INFO, made_at=now, by=by, note=note
            )
            _write(connection, [_ending(review, why) for review in ended])
        return len(ended)

    def reviewable(self, start: str) -> Assessment:
        """Return the newest assessment of the claim whose key or id begins with ``start``.

        Raises ``NotFoundError`` when no stored claim does, ``StoreError`` when several do.
        """
        with self._reading() as connection:
            keys = _keys(connection, start) if start else []
            if not keys:
                raise NotFoundError(
                    self._name, f"there is no claim {start!r}: check its text first"
                )
            if len(keys) > 1:
                raise StoreError(self._name, f"more than one claim starts with {start!r}")
            return loading.newest_assessment(connection, claims.c.key == keys[0])


def _keys(connection: Connection, start: str) -> list[str]:
    """Return the keys meant: of the claim with exactly that key or id, else of up to two."""
    for condition in (
        or_(claims.c.key == start, claims.c.id == start),
        or_(_begins(claims.c.key, start), _begins(claims.c.id, start)),
    ):
        query = select(claims.c.key).distinct().where(condition).order_by(claims.c.key).limit(2)
        if found := list(connection.execute(query).scalars()):
            return found
    return []


def _begins(column: ColumnElement[str], start: str) -> ColumnElement[bool]:
    return column.startswith(start, autoescape=True)


def _in_force(connection: Connection) -> tuple[Review, ...]:
    last = func.max(reviews.c.number)
    newest = select(last).group_by(reviews.c.claim_key, reviews.c.part)
    query = (
        select(*(reviews.c[name] for name in COLUMNS))
        .where(reviews.c.number.in_(newest), reviews.c.verdict != _WITHDRAWN)
        .order_by(reviews.c.number)
    )
    return tuple(review_from_row(row) for row in connection.execute(query))


def _ending(review: Review, why: Review) -> rows.Row:
    """Return the row that ends ``review`` with the name, words and time of ``why``."""
    ended = replace(review, by=why.by, note=why.note, made_at=why.made_at)
    return review_row(ended) | {"verdict": _WITHDRAWN}


def _write(connection: Connection, written: Sequence[rows.Row | Review]) -> None:
    number = connection.execute(select(func.max(reviews.c.number))).scalar_one() or 0
    found = [review_row(one) if isinstance(one, Review) else one for one in written]
    if found:
        numbered = [row | {"number": n} for n, row in enumerate(found, start=number + 1)]
        connection.execute(insert(reviews), numbered)
