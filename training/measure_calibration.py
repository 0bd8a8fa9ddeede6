"""Measure what a confidence is worth: ``python -m training.measure_calibration [--model NAME]``.

Runs the product's stages on the half of the held-out public claims that nothing was fitted on, by
the rules alone and with a model if one is named. Writes ``docs/calibration.md`` and its figures.
"""

# ruff: noqa: T201 -- a script that prints where it wrote
from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from factcheck.evaluation.plots import plot_reliability, plot_risk
from factcheck.evaluation.readings import Example, example_of
from factcheck.evaluation.rows import read_rows
from factcheck.evaluation.scores import (
    reliability,
)
from factcheck.evaluation.verdicts import VerdictsResult, judged
from factcheck.models.catalogue import choose
from factcheck.protocols import VerificationModel
from training.fit_combiner import CLASSES, MEASURED, ROOT, SOURCES, is_kept
from training.splits import half

DOCS = ROOT / "docs"
PAGE = "calibration.md"
RELIABILITY = "images/reliability.png"
RISK = "images/risk-coverage.png"
RISK_OF = "fever_it"
"""The set whose risk is drawn: it has all three labels, in two languages."""

Results = Mapping[str, Mapping[str, VerdictsResult]]
"""By system, then by set."""


def untouched(bench: Path, limit: int | None) -> Iterator[tuple[str, list[Example]]]:
    """Yield the name of each set with the examples nothing was fitted on."""
    for source in SOURCES:
        path = bench / "verdict" / source.path
        if path.exists():
            rows = [row for row in read_rows(path) if is_kept(source, row[1])]
            examples = [example_of(path, number, row) for number, row in rows]
            yield (
                source.name,
                [e for e in examples if half(e.claim) == MEASURED and e.label in CLASSES][:limit],
            )


def table(results: Results) -> str:
    """Return one line of figures per system and set, as Markdown."""
    lines = [
        "| judged by | set | claims | accuracy | macro-F1 | ECE | accuracy at half"
        " | verdicts: settled | right | ECE |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for system, by_set in results.items():
        for name, found in (*by_set.items(), ("all", _pooled(by_set.values()))):
            lines.append(f"| {system} | {name} | {_figures(found)} |")
    return "\n".join(lines)


def _figures(found: VerdictsResult) -> str:
    figures = found.as_json()
    settled = [g == h for g, h in zip(found.gold, found.verdicts, strict=True) if h != "NEI"]
    cells = (
        f"{figures['examples']}",
        *(_told(figures[key]) for key in ("accuracy", "macro_f1", "ece", "accuracy_at_half")),
        _told(len(settled) / len(found.gold)),
        _told(sum(settled) / len(settled) if settled else None),
        _told(figures["verdicts"]["ece"]),
    )
    return " | ".join(cells)


def _told(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.3f}"


def _pooled(results: Iterable[VerdictsResult]) -> VerdictsResult:
    found = list(results)
    return VerdictsResult(
        gold=tuple(x for one in found for x in one.gold),
        given=tuple(x for one in found for x in one.given),
        confidences=tuple(x for one in found for x in one.confidences),
        sureness=tuple(x for one in found for x in one.sureness),
        verdicts=tuple(x for one in found for x in one.verdicts),
        seconds=sum(one.seconds for one in found),
        alone={},
    )


def draw(results: Results) -> None:
    """Write both figures."""
    bins = {}
    curves = {}
    for system, by_set in results.items():
        every = _pooled(by_set.values())
        bins[system] = reliability(every.sureness, every.right)
        settled = [g == h for g, h in zip(every.gold, every.verdicts, strict=True)]
        bins[f"{system}, verdicts"] = reliability(every.confidences, settled)
        curves[system] = _pooled(
            found for name, found in by_set.items() if name.startswith(RISK_OF)
        ).curve
    plot_reliability(DOCS / RELIABILITY, bins)
    plot_risk(DOCS / RISK, curves)


def page(results: Results) -> str:
    """Return the page."""
    return PAGE_TEXT.format(reliability=RELIABILITY, risk=RISK, table=table(results))


PAGE_TEXT = """\
# What a confidence is worth

`confidence` is the probability that a verdict is right, given that the fact it rests on speaks of
the same thing. It comes from the combiner (`factcheck/policies/combiner.json`): two sets of
coefficients, one for the rules alone and one for the rules with the verification model, fitted by
`python -m training.fit_combiner` on public claims whose evidence is given. This page is written by
`python -m training.measure_calibration`; it measures claims that neither the model nor the combiner
has seen (`training/splits.py` says which, by a hash of the text).

![Share of right answers by confidence]({reliability})

![Share of wrong answers by share answered, FEVER-IT in both languages]({risk})

{table}

- *Accuracy*, *macro-F1*, *ECE* and *accuracy at half* are those of the likeliest label of each
  claim, read as one part beside all its evidence. ECE is the expected calibration error over ten
  equal bins, accuracy at half the share of right labels among the half of the claims whose label is
  surest. FM2 has no claims that the evidence leaves open, and chooses between its two labels.
- *Verdicts* are what a report says: it leaves open what is not sure enough. *Settled* is the share
  of claims that get a verdict, *right* the share of those verdicts that are right.
- The evidence is given here. In a text, a fact must be found first, and most of those found speak
  of something else: the model alone settles a part only beside a fact that is near enough, and by
  rules nothing learned may cross ([verdicts.md](verdicts.md)).
- Clashes found by rules are too rare in these sets to fit. Their confidence is 0.8, set by hand: of
  the planted errors refuted in the texts of `fixtures/` all were errors, of 12 clashes on public
  claims 4 were.
"""


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="none", help="a model's name or folder; none: rules")
    parser.add_argument("--limit", type=int, default=None, help="examples read of each set")
    options = parser.parse_args()
    bench = Path(os.environ.get("FACTCHECK_BENCH", ROOT.parent / "shared/bench"))
    sets = list(untouched(bench, options.limit))
    readers: dict[str, VerificationModel | None] = {"rules": None}
    if (model := choose(options.model).model) is not None:
        readers[f"rules and {model.name}"] = model
    results = {
        system: {name: judged(examples, reader) for name, examples in sets}
        for system, reader in readers.items()
    }
    draw(results)
    (DOCS / PAGE).write_text(page(results), "utf-8")
    print(f"wrote {DOCS / PAGE}")


if __name__ == "__main__":
    main()
