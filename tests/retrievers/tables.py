"""Fact tables for retrieval tests."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.facttable import MemoryFactTable
from factcheck.model import Fact, FactTableSummary, Query
from factcheck.protocols import FactTable

STATEMENTS = (
    ("it", "Il Giappone e l'Ucraina hanno firmato a Kiev un accordo sulla sicurezza informatica."),
    ("it", "Takeshi Iwaya è ministro degli Esteri del Giappone dal 1º ottobre 2024."),
    ("it", "Denys Shmyhal è stato primo ministro dell'Ucraina dal 2020 al 2025."),
    ("en", "Fumio Kishida visited Kyiv in March 2023 and met Volodymyr Zelenskyy."),
    ("en", "Yoko Kamikawa travelled to Poland in 2024 to discuss reconstruction."),
    ("en", "The inflation rate of the euro area fell to 2.4% in March 2024."),
    ("it", "Il tasso di disoccupazione in Italia è sceso al 6,1% nel settembre 2024."),
    ("en", "The Bank of England cut its policy rate to 4.75% on 7 November 2024."),
    ("it", "La Banca centrale europea ha tagliato i tassi al 3,25% nell'ottobre 2024."),
    ("en", "France exported 58.9 billion euros of machinery in 2022."),
    ("it", "Il ponte Morandi di Genova è crollato il 14 agosto 2018 causando 43 morti."),
    ("en", "The Eiffel Tower was closed for three months in 2020."),
    ("de", "Der Bundestag beschloss 2023 ein neues Gesetz über Heizungen."),
    ("fr", "La tour Eiffel a accueilli 6,3 millions de visiteurs en 2023."),
    ("it", "La torre Eiffel è alta 330 metri."),
    ("en", "Serhii Andrushchenko heads the security service's public relations office."),
)


def fact(number: int, statement: str, lang: str = "en", **values: str) -> Fact:
    """Return a fact whose id sorts by its number."""
    return Fact(id=f"f{number:05d}", statement=statement, lang=lang, title=values.get("title", ""))


def example_facts() -> list[Fact]:
    """Return the example statements as facts."""
    return [fact(number, text, lang) for number, (lang, text) in enumerate(STATEMENTS)]


def example_table() -> MemoryFactTable:
    """Return the example facts as a table."""
    return MemoryFactTable(example_facts())


def numbered_facts(count: int, first: int = 0) -> list[Fact]:
    """Return facts that differ in a town, a year and an amount."""
    return [
        fact(number, f"In {1950 + number % 70} the town of Vark{number} spent {number * 7} euros.")
        for number in range(first, first + count)
    ]


def query(text: str, lang: str = "en") -> Query:
    """Return a query."""
    return Query(text=text, lang=lang)


class UntouchableTable:
    """A table whose facts may be looked up but no longer read through: a rebuild shows."""

    def __init__(self, table: FactTable) -> None:
        self._table = table

    def summary(self) -> FactTableSummary:
        """Return the summary."""
        return self._table.summary()

    def facts(self) -> Iterator[Fact]:
        """Fail: nobody should need them."""
        raise AssertionError("the facts were read again")

    def get(self, ids: object, /) -> dict[str, Fact]:
        """Return the facts among ``ids``."""
        return dict(self._table.get(ids))  # type: ignore[arg-type]
