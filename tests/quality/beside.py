"""Texts and statements judged beside one table of facts, which is read and indexed once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from factcheck.facttable import MemoryFactTable, with_id
from factcheck.loaders import document_from_text
from factcheck.model import Candidate, Compared, Document, DocumentReport, Query
from factcheck.models.catalogue import choose
from factcheck.protocols import Retriever
from factcheck.registry import build_retriever, build_verifier
from factcheck.sources import fact_from_mapping


@dataclass(frozen=True, slots=True)
class _Without:
    """Finds facts, but not the one with the id ``left_out``."""

    retrieve: Retriever
    left_out: str

    def __call__(self, queries: Sequence[Query], limit: int) -> Sequence[Sequence[Candidate]]:
        rows = self.retrieve(queries, limit + 1)
        return [[one for one in row if one.fact.id != self.left_out][:limit] for row in rows]


class Table:
    """Facts, as a file's rows, that texts are judged beside."""

    def __init__(self, facts: Iterable[dict[str, Any]], model: str = "none") -> None:
        known = MemoryFactTable(
            with_id(fact_from_mapping(fact, row=number)) for number, fact in enumerate(facts, 1)
        )
        self._retrieve = build_retriever(known)
        self._verifier = build_verifier(self._retrieve, choose(model).model)

    def check(self, document: Document) -> DocumentReport:
        """Return the report on a document."""
        return self._verifier.verify(document)

    def check_both_ways(self, document: Document) -> tuple[DocumentReport, DocumentReport]:
        """Return the reports on a document by rules and with the model; it is compared once."""
        compared: list[Compared] = []

        def read(claims: Sequence[Compared]) -> Sequence[Compared]:
            compared.extend(claims)
            return claims if self._verifier.read is None else self._verifier.read(claims)

        report = replace(self._verifier, read=read).verify(document)
        by_rules = (self._verifier.decide(document, one.claim, one.matches) for one in compared)
        return replace(report, assessments=tuple(by_rules)), report

    def check_fact(self, fact: dict[str, Any], day: date) -> DocumentReport:
        """Return the report on a fact's statement beside all the others."""
        document = document_from_text(fact["statement"], date=day, lang=fact["lang"])
        return self._without(fact["id"], document)

    def _without(self, left_out: str, document: Document) -> DocumentReport:
        others = _Without(self._retrieve, left_out)
        return replace(self._verifier, retrieve=others).verify(document)
