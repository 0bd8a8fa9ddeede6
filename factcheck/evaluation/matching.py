"""How well a retriever finds the fact that a query is about, beside plain BM25."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck.errors import FactSourceError, UnknownComponentError
from factcheck.evaluation.scores import bootstrap
from factcheck.facttable import MemoryFactTable
from factcheck.model import Fact, Query
from factcheck.protocols import FactTable, Retriever

DEPTH = 100
"""Facts asked for per query: recall is reported up to here."""

_STEMMERS = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "pt": "portuguese",
}
"""The languages tantivy can stem and clear of stop words, as it calls them."""

_Rankings = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingSet:
    """Facts, queries by id, and per query the ids of the facts it is about."""

    facts: tuple[Fact, ...]
    queries: Mapping[str, Query]
    relevant: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingResult:
    """The field's metrics in [0, 1], with 95 % bootstrap intervals over queries."""

    queries: int
    metrics: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    queries_per_second: float
    baseline: Mapping[str, float]

    def as_json(self) -> dict[str, Any]:
        """Return the object ``factcheck evaluate matching --format json`` prints."""
        return {
            "queries": self.queries,
            **self.metrics,
            "queries_per_second": self.queries_per_second,
            "intervals": {name: list(pair) for name, pair in self.intervals.items()},
            "baseline": dict(self.baseline),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieving:
    """What is measured: the retriever's name (``index`` or ``scan``) and the embedder's, if any.

    Vectors are kept in the folder ``vectors``, else in memory; ``progress`` takes the texts
    embedded so far and those in all.
    """

    name: str = "index"
    embedder: str | None = None
    vectors: Path | None = None
    progress: Callable[[int, int], None] | None = None

    def build(self, table: FactTable) -> Retriever:
        """Return the retriever over ``table``; raises ``UnknownComponentError`` for another."""
        # imported here since they load heavy libraries
        from factcheck.embedders.catalogue import choose_embedder
        from factcheck.retrievers.index import IndexRetriever
        from factcheck.retrievers.meaning import Meanings
        from factcheck.retrievers.scan import ScanRetriever

        known = {"index": IndexRetriever, "scan": ScanRetriever}
        if self.name not in known:
            raise UnknownComponentError("retriever", self.name, known)
        meanings = None
        if self.embedder is not None:
            embedder = choose_embedder(self.embedder)
            meanings = Meanings(table, embedder, folder=self.vectors, progress=self.progress)
        if self.name == "scan":
            return ScanRetriever(table, meanings=meanings)
        return IndexRetriever(table, meanings=meanings)


WORDS_ALONE = Retrieving()
"""The index without an embedder."""


def evaluate_matching(
    facts_path: Path, queries_path: Path, qrels_path: Path, *, how: Retrieving = WORDS_ALONE
) -> MatchingResult:
    """Return the metrics of a retriever and, from the same run, of plain BM25.

    Raises ``FactSourceError`` naming file and row of whatever cannot be read, and
    ``UnknownComponentError`` for a name that no retriever or embedder has.
    """
    how.build(MemoryFactTable(()))  # a name nobody has is told before anything is read
    data = read_matching_set(facts_path, queries_path, qrels_path)
    asked = [key for key in data.queries if key in data.relevant]
    if not asked:
        raise FactSourceError(str(qrels_path), f"judges no query of {queries_path}")
    queries = [data.queries[key] for key in asked]
    relevant = [data.relevant[key] for key in asked]
    retrieve = how.build(MemoryFactTable(data.facts, source=str(facts_path)))
    retrieve(queries[:1], 1)  # loads libraries and builds the index: not the queries' time
    started = time.perf_counter()
    found = retrieve(queries, DEPTH)
    seconds = time.perf_counter() - started
    rankings = [[candidate.fact.id for candidate in row] for row in found]
    scores = per_query(rankings, relevant)
    return MatchingResult(
        queries=len(queries),
        metrics=_means(scores),
        intervals={name: bootstrap(values) for name, values in scores.items()},
        queries_per_second=round(len(queries) / seconds, 1),
        baseline=_means(per_query(baseline_rankings(data.facts, queries), relevant)),
    )


def per_query(rankings: _Rankings, relevant: Sequence[frozenset[str]]) -> dict[str, list[float]]:
    """Return every metric's value for every query."""
    pairs = list(zip(rankings, relevant, strict=True))
    found: dict[str, list[float]] = {}
    for cut in (1, 5):
        found[f"map@{cut}"] = [average_precision(row[:cut], gold) for row, gold in pairs]
    found["mrr"] = [reciprocal_rank(row, gold) for row, gold in pairs]
    for cut in (5, 20, 100):
        found[f"recall@{cut}"] = [len(gold & set(row[:cut])) / len(gold) for row, gold in pairs]
    return found


def average_precision(ranking: Sequence[str], relevant: frozenset[str]) -> float:
    """Return the mean, over the relevant facts, of the precision where each is found."""
    hits, total = 0, 0.0
    for rank, fact_id in enumerate(ranking, start=1):
        if fact_id in relevant:
            hits += 1
            total += hits / rank
    return total / len(relevant)


def reciprocal_rank(ranking: Sequence[str], relevant: frozenset[str]) -> float:
    """Return one over the rank of the first relevant fact, 0 when none is found."""
    ranks = (rank for rank, fact_id in enumerate(ranking, start=1) if fact_id in relevant)
    first = next(ranks, 0)
    return 1.0 / first if first else 0.0


def _means(scores: Mapping[str, Sequence[float]]) -> dict[str, float]:
    return {name: round(sum(values) / len(values), 4) for name, values in scores.items()}


def baseline_rankings(facts: Sequence[Fact], queries: Sequence[Query]) -> list[list[str]]:
    """Return what tantivy's own BM25 finds by statement and title, stemmed, stop words out."""
    import tantivy

    common = Counter(fact.lang for fact in facts).most_common(1)[0][0]
    language = _STEMMERS.get(common, "english")
    analyzer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stopword(language))
        .filter(tantivy.Filter.stemmer(language))
        .build()
    )
    builder = tantivy.SchemaBuilder().add_integer_field("row", stored=True)
    schema = builder.add_text_field("text", tokenizer_name="plain", index_option="freq").build()
    index = tantivy.Index(schema)
    index.register_tokenizer("plain", analyzer)
    writer = index.writer(50_000_000, 1)
    for row, fact in enumerate(facts):
        writer.add_document(tantivy.Document(row=row, text=f"{fact.statement} {fact.title}"))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    found = []
    for query in queries:
        words = dict.fromkeys(analyzer.analyze(query.text))
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", word, "freq"))
            for word in words
        ]
        hits = searcher.search(tantivy.Query.boolean_query(clauses), DEPTH).hits
        found.append([facts[searcher.doc(place)["row"][0]].id for _, place in hits])
    return found


def read_matching_set(facts_path: Path, queries_path: Path, qrels_path: Path) -> MatchingSet:
    """Return the set in three files: ``{id, text, title}``, ``{id, text}`` lines and judgements.

    Raises ``FactSourceError`` with the file and row of the first thing that cannot be read.
    """
    facts = tuple(
        Fact(
            id=row["id"],
            statement=row.get("text") or row.get("statement", ""),
            title=row.get("title", ""),
            speaker=row.get("speaker", ""),
            lang=row.get("lang", "en"),
        )
        for row in _json_rows(facts_path, ("text", "statement"))
    )
    queries = {
        row["id"]: Query(text=row["text"], lang=row.get("lang", "en"))
        for row in _json_rows(queries_path, ("text",))
    }
    if not facts:
        raise FactSourceError(str(facts_path), "holds no facts")
    return MatchingSet(facts=facts, queries=queries, relevant=_judgements(qrels_path))


def _json_rows(path: Path, texts: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Yield the objects of a JSONL file whose values are text, each with an id and a text."""
    for number, line in _lines(path):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise FactSourceError(str(path), f"not JSON: {error}", number) from error
        if not isinstance(row, dict):
            raise FactSourceError(str(path), "not a JSON object", number)
        if "id" not in row or not any(name in row for name in texts):
            raise FactSourceError(str(path), f"needs 'id' and {texts[0]!r}", number)
        yield {key: str(value) for key, value in row.items() if value is not None}


def _judgements(path: Path) -> dict[str, frozenset[str]]:
    """Return the relevant facts per query; lines are ``query fact relevance``, TREC's 0 between."""
    found: dict[str, set[str]] = {}
    for number, line in _lines(path):
        cells = line.split("\t") if "\t" in line else line.split()
        if len(cells) == 4:
            del cells[1]
        if len(cells) != 3 or not cells[2].strip().lstrip("-").isdigit():
            raise FactSourceError(str(path), "expected query, fact and relevance", number)
        if int(cells[2]) > 0:
            found.setdefault(cells[0].strip(), set()).add(cells[1].strip())
    return {query: frozenset(gold) for query, gold in found.items()}


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a UTF-8 file that are not blank."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise FactSourceError(str(path), reason) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line
