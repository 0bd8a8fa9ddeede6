"""Contrast sets of a table: errors found, missed and accepted, paraphrases falsely accused."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from factcheck.contrast import KINDS, ContrastPair, Label, contrast_pairs
from factcheck.contrast.generate import is_taken, kinds_named
from factcheck.errors import ConfigError, FactSourceError
from factcheck.facttable import MemoryFactTable, with_id
from factcheck.model import Assessment, DateSource, Document, Fact, Verdict
from factcheck.models.catalogue import DEFAULT, choose
from factcheck.protocols import VerificationModel
from factcheck.registry import build_retriever, build_verifier

_SUPPORTED = frozenset({Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastOutcome:
    """One pair and what the verifier said of its claim."""

    pair: ContrastPair
    verdict: Verdict
    reasons: tuple[str, ...]

    @property
    def is_refuted(self) -> bool:
        """Tell whether the claim was refuted, for whatever reason."""
        return self.verdict is Verdict.REFUTED

    @property
    def went_wrong(self) -> bool:
        """Tell whether an error was not found or a paraphrase accused."""
        return self.is_refuted if self.pair.label is Label.PARAPHRASE else not self.is_found

    @property
    def is_found(self) -> bool:
        """Tell whether an error was refuted for a reason that names it."""
        return self.is_refuted and not set(self.pair.reasons).isdisjoint(self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastResult:
    """What came out for each pair, in order, and how many facts were left out as not rated true."""

    facts: int
    left_out: int
    seed: int
    outcomes: tuple[ContrastOutcome, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the object ``factcheck evaluate contrast --format json`` prints."""
        return {
            "facts": self.facts,
            "facts_left_out": self.left_out,
            "seed": self.seed,
            "pairs": len(self.outcomes),
            "errors": self._by_kind(Label.ERROR),
            "paraphrases": self._by_kind(Label.PARAPHRASE),
        }

    def _by_kind(self, label: Label) -> dict[str, dict[str, dict[str, int | float]]]:
        """Return the figures of each kind and language; ``all`` is over the languages."""
        figures: dict[str, dict[str, dict[str, int | float]]] = {}
        count = _count_errors if label is Label.ERROR else _count_paraphrases
        for kind in (name for name, known in KINDS.items() if known.label is label):
            members = [o for o in self.outcomes if o.pair.kind == kind]
            if members:
                by_language = sorted(members, key=lambda o: o.pair.lang)
                figures[kind] = {
                    lang: count(list(group))
                    for lang, group in groupby(by_language, key=lambda o: o.pair.lang)
                }
                figures[kind]["all"] = count(members)
        return figures

    def as_text(self) -> str:
        """Return the same as two tables, with the claims that went wrong."""
        figures = self.as_json()
        lines = [
            f"facts      {self.facts}",
            f"left out   {self.left_out}, not rated true",
            f"pairs      {len(self.outcomes)}",
            *_table("errors", figures["errors"]),
            *_table("paraphrases", figures["paraphrases"]),
            "",
        ]
        lines += [
            f"{outcome.verdict}, {outcome.pair.kind} of {outcome.pair.fact.id}: "
            f"{outcome.pair.claim}"
            for outcome in self.outcomes
            if outcome.went_wrong
        ]
        return "\n".join(lines)

    def as_lines(self) -> str:
        """Return the pairs as JSON Lines that ``factcheck evaluate verdicts`` reads."""
        rows = (json.dumps(o.pair.as_row(), ensure_ascii=False) for o in self.outcomes)
        return "".join(f"{row}\n" for row in rows)


def _table(title: str, figures: Mapping[str, Mapping[str, Mapping[str, int | float]]]) -> list[str]:
    """Return one line for each kind and language, under the names of the figures."""
    if not figures:
        return []
    rows = [(kind, lang, row) for kind, langs in figures.items() for lang, row in langs.items()]
    names = list(rows[0][2])
    lines = ["", f"{title:<16}{'':<6}" + "".join(f"{n.replace('_', ' '):>14}" for n in names)]
    for kind, lang, row in rows:
        cells = (f"{v:.3f}" if isinstance(v, float) else str(v) for v in row.values())
        lines.append(f"{kind:<16}{lang:<6}" + "".join(f"{cell:>14}" for cell in cells))
    return lines


def _count_errors(outcomes: Sequence[ContrastOutcome]) -> dict[str, int | float]:
    found = sum(o.is_found for o in outcomes)
    return {
        "pairs": len(outcomes),
        "found": found,
        "share": found / len(outcomes),
        "other_reason": sum(o.is_refuted for o in outcomes) - found,
        "supported": sum(o.verdict in _SUPPORTED for o in outcomes),
    }


def _count_paraphrases(outcomes: Sequence[ContrastOutcome]) -> dict[str, int | float]:
    accused = sum(o.is_refuted for o in outcomes)
    return {
        "pairs": len(outcomes),
        "accused": accused,
        "share": accused / len(outcomes),
        "supported": sum(o.verdict is Verdict.SUPPORTED for o in outcomes),
    }


def evaluate_contrast(
    path: str | Path,
    *,
    seed: int = 0,
    kinds: Iterable[str] = (),
    limit: int | None = None,
    model: str = DEFAULT,
) -> ContrastResult:
    """Return how the verifier does on the minimal pairs of a facts file, all its facts at hand.

    ``limit`` is the number of pairs judged, the first ones. Raises ``FactSourceError`` for a file
    that cannot be read or gives no pair, ``ConfigError`` for a kind that there is not.
    """
    chosen = choose(model).model
    wanted = kinds_named(kinds)
    if limit is not None and limit < 1:
        raise ConfigError(f"limit must be 1 or more, not {limit}")
    facts = _facts_of(path)
    pairs = list(contrast_pairs(facts, seed=seed, kinds=wanted))[:limit]
    if not pairs:
        raise FactSourceError(str(path), "no pair of these kinds can be made of its facts")
    return ContrastResult(
        facts=len(facts),
        left_out=sum(not is_taken(fact) for fact in facts),
        seed=seed,
        outcomes=tuple(judged(pairs, facts, model=chosen)),
    )


def _facts_of(path: str | Path) -> list[Fact]:
    from factcheck.sources import read_facts

    return [with_id(fact) for fact in read_facts(str(path))]


def judged(
    pairs: Sequence[ContrastPair], facts: Sequence[Fact], *, model: VerificationModel | None = None
) -> Iterable[ContrastOutcome]:
    """Yield what the verifier says of each pair's claim, with every fact of the table at hand."""
    verifier = build_verifier(build_retriever(MemoryFactTable(facts)), model)
    for pair in pairs:
        report = verifier.verify(_document(pair))
        yield _outcome(pair, report.assessments)


def _outcome(pair: ContrastPair, assessments: Sequence[Assessment]) -> ContrastOutcome:
    """Return the verdict on a claim: should it be read as two sentences, the worse of them."""
    refuted = [a for a in assessments if a.verdict is Verdict.REFUTED]
    chosen = (refuted or list(assessments))[0]
    reasons = tuple(str(reason) for reason in chosen.reasons)
    return ContrastOutcome(pair=pair, verdict=chosen.verdict, reasons=reasons)


def _document(pair: ContrastPair) -> Document:
    """Return the claim as a text of the day the fact was told, where the table says which."""
    known = pair.fact.published or pair.fact.event_date or pair.fact.valid_from
    day = (known.end or known.start) if known else None
    return Document(
        id=pair.id,
        text=pair.claim,
        source=pair.id,
        language=pair.lang,
        date=day,
        date_source=DateSource.OPTION if day else DateSource.NONE,
    )
