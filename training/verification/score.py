"""Score a model on the held-out examples of the public sets: macro-F1 and accuracy.

    FACTCHECK_BENCH=... python -m training.verification.score --encoder FOLDER --run FOLDER
    FACTCHECK_BENCH=... python -m training.verification.score --model factcheck/models/default

The model alone, each claim beside its evidence joined; what the product makes of it is measured by
``factcheck evaluate verdicts``.
"""

# ruff: noqa: T201 -- a script that prints its figures
from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from factcheck.evaluation.scores import accuracy, macro_f1
from factcheck.models.catalogue import choose
from training.splits import is_held_out_claim, is_held_out_page
from training.verification import articles
from training.verification.data import rows_of, to_pair
from training.verification.encoder import CrossEncoder, batch, encode, read_state, read_tokenizer
from training.verification.pairs import LABELS, Pair
from training.verification.written import apart, kept, read_written

Reads = Callable[[Sequence[tuple[str, str]]], torch.Tensor]
"""Takes (claim, fact) pairs; returns their probabilities, one row each."""

LIMIT = 1_500
"""Examples taken of a large set, the first ones."""


def held_out(bench: Path) -> dict[str, list[Pair]]:
    """Return the held-out pairs of every measured set; an Italian claim meets English facts too."""
    verdict = bench / "verdict"

    def small(name: str) -> dict[str, Pair]:
        rows = {str(row["id"]): to_pair(row) for row in rows_of(verdict / f"{name}.jsonl")}
        return {key: pair for key, pair in rows.items() if is_held_out_claim(pair.claim)}

    italian, english = small("fever_it/half_gold_it"), small("fever_it/half_gold_en")
    facts = {
        str(r["id"]): to_pair(r).fact for r in rows_of(verdict / "fever_it/half_gold_en.jsonl")
    }
    return {
        "FEVER-it it": list(italian.values()),
        "FEVER-it en": list(english.values()),
        "FEVER-it it-en": [replace(p, fact=facts[k]) for k, p in italian.items() if k in facts],
        "VitaminC": [
            to_pair(row)
            for row in rows_of(verdict / "vitaminc/half_real.jsonl")
            if is_held_out_page(str(row["page"]))
        ][:LIMIT],
        "FM2": list(small("fm2/dev").values()),
        "e-RTE-3-it": list(small("e_rte3_it/dev").values()),
        **{f"Written {lang}": pairs for lang, pairs in sorted(kept(read_written()).items())},
        "Written apart": apart(),
        "Articles apart": articles.kept(articles.read_articles()),
    }


def predict_rows(model: CrossEncoder, rows: Sequence[Sequence[int]]) -> torch.Tensor:
    """Return the probabilities of encoded pairs, in order."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    found = torch.zeros(len(rows), len(LABELS))
    model.eval()
    device = next(model.parameters()).device
    with torch.inference_mode(), torch.autocast(device.type, dtype=torch.bfloat16):
        for start in range(0, len(order), 32):
            members = order[start : start + 32]
            logits = model(*batch([rows[i] for i in members], device))
            found[members] = logits.float().softmax(-1).cpu()
    return found


def trained_state(encoder: Path, *runs: Path) -> Reads:
    """Return what reads pairs with the last state of a training, or the mean of several."""
    plan = json.loads((runs[0] / "plan.json").read_text("utf-8"))
    model = CrossEncoder(encoder, plan["layers"])
    model.load_state_dict(read_state(*runs))
    model.to("cuda" if torch.cuda.is_available() else "cpu")
    tokenizer = read_tokenizer(encoder, 256)
    return lambda pairs: predict_rows(model, encode(tokenizer, pairs))


def exported(folder: Path) -> Reads:
    """Return what reads pairs with an exported folder, as the package does."""
    model = choose(str(folder)).model
    assert model is not None  # noqa: S101 -- a folder is a model or an error

    def read(pairs: Sequence[tuple[str, str]]) -> torch.Tensor:
        rows = model(pairs)
        return torch.tensor([[row.supports, row.refutes, row.neutral] for row in rows])

    return read


def scores(pairs: Sequence[Pair], read: Reads) -> dict[str, float]:
    """Return macro-F1 and accuracy with all labels open, and macro-F1 among the set's own."""
    gold = [p.label for p in pairs]
    answers = read([(p.claim, p.fact) for p in pairs])
    own = [i for i, label in enumerate(LABELS) if label in gold]
    among = [LABELS[own[i]] for i in answers[:, own].argmax(-1).tolist()]
    free = [LABELS[i] for i in answers.argmax(-1).tolist()]
    return {
        "examples": len(gold),
        "macro_f1": round(macro_f1(gold, free, LABELS), 4),
        "accuracy": round(accuracy(gold, free), 4),
        "macro_f1_own_labels": round(macro_f1(gold, among, LABELS), 4),
    }


def main() -> None:
    """Print one line per set, and write them where the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--run", type=Path, action="append", default=[])
    parser.add_argument("--model", type=Path)
    parser.add_argument("--limit", type=int, default=LIMIT)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    read = (
        exported(options.model) if options.model else trained_state(options.encoder, *options.run)
    )
    bench = Path(os.environ.get("FACTCHECK_BENCH", "../shared/bench"))
    found = {}
    for name, pairs in held_out(bench).items():
        found[name] = scores(pairs[: options.limit], read)
        print(f"{name:<16}" + "  ".join(f"{k} {v:g}" for k, v in found[name].items()), flush=True)
    if options.output:
        options.output.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
