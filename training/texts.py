"""Articles with planted errors and a table of facts beside each: what is learned from.

Two rooms hold them: ``tests/quality/texts`` (folders, also measured on) and ``training/texts`` (one
JSON object a file, written for this project by people who had not seen the package, MIT). An
article is true by its table; each altered copy has errors that a fact of the table refutes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Any

from factcheck.model import Span
from tests.quality.test_other_tables import gold_of, holds_on, statements

TEXTS = Path(__file__).parents[1] / "tests/quality/texts"
WRITTEN = Path(__file__).with_name("texts")
KEPT_APART = frozenset(
    {"en-artemis", "en-beirut", "en-johnson", "en-kabul", "en-lula", "en-raducanu", "en-rugby",
     "en-svb", "it-autostrade", "it-lockdown", "it-macedonia", "it-morandi", "it-motogp",
     "it-roma", "it-valencia", "it-vela"}
)  # fmt: skip
"""Texts nothing is learned from: what they show is told in docs/benchmarks.md."""
ARTICLE = "article"
_ALTERED = ("altered", "altered2")
_FIFTH = 5
_COLUMNS = ("id", "statement", "rating", "lang", "event_date", "valid_from", "valid_to", "speaker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of a sentence: words of it, its verdict, its error and the facts that tell.

    ``reason`` and ``kind`` are empty in the article, ``original`` is the sentence without error.
    """

    contains: str
    verdict: str
    facts: frozenset[str]
    reason: str = ""
    kind: str = ""
    original: str = ""

    def is_of(self, sentence: str) -> bool:
        """Tell whether it is known of this sentence."""
        return self.contains in sentence or sentence in self.contains

    def changed_in(self, sentence: str) -> Span:
        """Return where an altered sentence differs from the original."""
        matcher = SequenceMatcher(None, self.original, sentence, autojunk=False)
        changed = [step for step in matcher.get_opcodes() if step[0] != "equal"]
        return Span(start=min(s[3] for s in changed), end=max(s[4] for s in changed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The article, or a copy of it with errors planted, and what is known of its sentences."""

    name: str
    text: str
    told: tuple[Told, ...]

    @property
    def is_altered(self) -> bool:
        """Tell whether errors are planted in it."""
        return self.name != ARTICLE

    def of(self, sentence: str) -> Told | None:
        """Return what is known of a sentence."""
        return next((t for t in self.told if t.is_of(sentence)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedText:
    """An article in its versions and its table, rows as ``check_text`` takes them."""

    name: str
    lang: str
    day: date
    versions: tuple[Version, ...]
    table: tuple[dict[str, str], ...]

    def true_statements(self) -> Iterator[tuple[dict[str, str], list[dict[str, str]]]]:
        """Yield each fact that held on the text's day, with the rest of the table."""
        for one in self.table:
            if one.get("rating", "true") == "true" and holds_on(self.day, one):
                yield one, [fact for fact in self.table if fact is not one]


def is_kept_apart(name: str) -> bool:
    """Tell whether neither trees nor a head learn from a text."""
    return name in KEPT_APART or name in _written_since()


@lru_cache(maxsize=1)
def _written_since() -> frozenset[str]:
    """Return the written texts of the latest rounds, made after all that was learned."""
    told = ((path.stem, json.loads(path.read_text("utf-8"))) for path in WRITTEN.glob("*.json"))
    return frozenset(name for name, text in told if text.get("kept_apart", False))


def is_held(name: str) -> bool:
    """Tell whether a head learns nothing from a text: figures are measured on these."""
    number = int(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(), 16)
    return is_kept_apart(name) or number % _FIFTH == 0


def all_texts(*rooms: Path) -> list[CheckedText]:
    """Return the texts of the rooms, or of both, in the order of their names."""
    found = [text for room in rooms or (TEXTS, WRITTEN) for text in _in_room(room)]
    return sorted(found, key=lambda text: text.name)


def read_texts(*rooms: Path, held: bool = False) -> list[CheckedText]:
    """Return the texts to learn from, or those that are held out, in the order of their names."""
    return [text for text in all_texts(*rooms) if is_held(text.name) is held]


def _in_room(room: Path) -> Iterator[CheckedText]:
    for gold in room.glob("*/gold.json"):
        yield _of_folder(gold.parent)
    for file in room.glob("*.json"):
        yield _of_file(json.loads(file.read_text("utf-8")))


def _of_folder(folder: Path) -> CheckedText:
    gold = gold_of(folder)
    names = [name for name in (ARTICLE, *_ALTERED) if f"{name}.txt" in gold]
    return CheckedText(
        name=folder.name,
        lang=gold["lang"],
        day=date.fromisoformat(gold["date"]),
        versions=tuple(
            Version(
                name=name,
                text=(folder / f"{name}.txt").read_text("utf-8"),
                told=tuple(_told(entry, name) for entry in gold[f"{name}.txt"]),
            )
            for name in names
        ),
        table=tuple(statements(folder)),
    )


def _told(entry: dict[str, Any], name: str) -> Told:
    return Told(
        contains=entry["contains"],
        verdict=entry["verdict"],
        facts=frozenset(entry.get("fact", "").split()),
        reason="" if name == ARTICLE else entry["reason"],
        kind="" if name == ARTICLE else entry["kind"],
        original=entry.get("original", ""),
    )


def _of_file(row: dict[str, Any]) -> CheckedText:
    sentences = [sentence for paragraph in row["paragraphs"] for sentence in paragraph]
    versions = [
        Version(
            name=ARTICLE,
            text=_joined(row, "true"),
            told=tuple(map(_as_told, (row["headline"], *sentences))),
        )
    ]
    for name in _ALTERED:
        changed = [s for s in sentences if s.get(name)]
        if changed:
            told = tuple(_as_altered(sentence, name) for sentence in changed)
            versions.append(Version(name=name, text=_joined(row, name), told=told))
    return CheckedText(
        name=row["slug"],
        lang=row["lang"],
        day=date.fromisoformat(row["date"]),
        versions=tuple(versions),
        table=tuple({key: fact[key] for key in _COLUMNS if fact.get(key)} for fact in row["facts"]),
    )


def _joined(row: dict[str, Any], which: str) -> str:
    paragraphs: Sequence[Sequence[dict[str, str]]] = row["paragraphs"]
    told = (" ".join(s.get(which) or s["true"] for s in paragraph) for paragraph in paragraphs)
    return "\n\n".join([row["headline"]["true"], *told]) + "\n"


def _as_told(sentence: dict[str, Any]) -> Told:
    facts = frozenset(sentence.get("facts", ()))
    return Told(contains=sentence["true"], verdict=sentence["verdict"], facts=facts)


def _as_altered(sentence: dict[str, Any], name: str) -> Told:
    end = name.removeprefix("altered")
    return Told(
        contains=sentence[name],
        verdict="refuted",
        facts=frozenset({sentence[f"fact{end}"]}),
        reason=sentence[f"reason{end}"],
        kind=sentence[f"kind{end}"],
        original=sentence["true"],
    )
