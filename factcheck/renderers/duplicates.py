"""What a table of facts repeats and contradicts, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from factcheck.model import Comparison, Contradiction, Duplicates, Fact
from factcheck.renderers.display import FALLBACK_LANGUAGE, display
from factcheck.renderers.inert import escape_json, inert

SCHEMA_NAME = "factcheck.duplicates/1"
"""Changes when a reader of the old shape would break; added keys keep it."""


def render_duplicates_json(found: Duplicates) -> str:
    """Return one JSON object; ``duplicates.schema.json`` beside this file describes it."""
    content: dict[str, Any] = {
        "schema": SCHEMA_NAME,
        "threshold": found.threshold,
        "facts": found.facts,
        "clusters": [
            {"similarity": cluster.similarity, "facts": [_fact(fact) for fact in cluster.facts]}
            for cluster in found.clusters
        ],
        "contradictions": [_contradiction(pair) for pair in found.contradictions],
    }
    return escape_json(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def duplicates_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the object."""
    text = files("factcheck.renderers").joinpath("duplicates.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def render_duplicates_text(found: Duplicates) -> str:
    """Return the clusters, then the pairs that exclude each other, then how many there are."""
    lines = [*_cluster_lines(found), *_contradiction_lines(found)]
    repeated = sum(len(cluster.facts) - 1 for cluster in found.clusters)
    lines.append(
        f"{found.facts} facts: {repeated} say what another one says, "
        f"{len(found.contradictions)} pairs contradict each other"
    )
    return "".join(f"{line}\n" for line in lines)


def _cluster_lines(found: Duplicates) -> Iterator[str]:
    for cluster in found.clusters:
        yield f"the same, {cluster.similarity:.2f} alike or more:"
        yield from (f"  {_told(fact)}" for fact in cluster.facts)
        yield ""


def _contradiction_lines(found: Duplicates) -> Iterator[str]:
    for pair in found.contradictions:
        yield inert(f"contradicting: {'; '.join(_differences(pair))}")
        yield from (f"  {_told(fact)}" for fact in (pair.first, pair.second))
        yield ""


def _told(fact: Fact) -> str:
    return "  ".join(map(inert, (fact.id, fact.rating, fact.statement)))


def _differences(pair: Contradiction) -> Iterator[str]:
    words = display(FALLBACK_LANGUAGE)
    if not pair.comparisons:
        yield "one statement, rated otherwise"
    for one in pair.comparisons:
        sides = " / ".join(words.quoted(t) for t in (one.claim_text, one.fact_text) if t)
        yield f"{words.word('reasons', one.name)} {sides}".rstrip()


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "version": fact.version,
        "collection": fact.collection,
        "rating": fact.rating,
        "lang": fact.lang,
        "statement": fact.statement,
    }


def _contradiction(pair: Contradiction) -> dict[str, Any]:
    return {
        "similarity": pair.similarity,
        "facts": [_fact(pair.first), _fact(pair.second)],
        "differences": [_difference(comparison) for comparison in pair.comparisons],
    }


def _difference(comparison: Comparison) -> dict[str, str]:
    return {
        "name": comparison.name,
        "first_text": comparison.claim_text,
        "second_text": comparison.fact_text,
    }
