"""Write a model's card: what it is, its data and licences, how it was made, scores and limits.

python -m training.verification.card --run FOLDER --model FOLDER --scores FILE
"""

# ruff: noqa: E501 -- a document in Markdown
from __future__ import annotations

import argparse
import hashlib
import json
import os
from pathlib import Path

from training.verification.mixing import Extras, Source, sources

SLIPS = Path(__file__).with_name("slip_head.md")
"""What the card says of the slip head, where the model has one."""
CARD = """# Verification model: {name}, version {version}

Reads a claim (or a part of one) beside a known fact and gives the probability that the fact
supports it, refutes it, or leaves it open. Italian and English first; French, German, Spanish and
Portuguese, and an Italian claim beside an English fact, are read too.

| | |
|---|---|
| made from | multilingual-e5-small (MIT), {layers} layers of 384; table of pieces cut from 250,037 to {pieces:,} |
| form | ONNX, 8-bit weights, a scale for each token; {size:.1f} MB |
| licence of the weights | MIT; learned from the sets below under their licences |
| labels | {labels}, in this order |
| longest pair | {max_length} pieces; the fact is cut first |
| `model.onnx` | sha256 `{model_hash}` |
| `tokenizer.json` | sha256 `{tokenizer_hash}` |

## Data

{passes} passes over a mixture, {rows:,} different pairs in all. Claims and pages that are held out
(`training/splits.py`) are dropped by their text wherever they stand. Nothing of the public sets is
in the repository.

| set | licence | pairs | drawn each pass | from pass |
|---|---|---:|---:|---:|
{drawn}

Nearly half of the English pairs are read in Italian, one text or both, as Apertium translates them
by rules; of the others, from the third pass on, frequent words of a fifth are replaced by Italian
ones, and a fifth have their shared numbers or names changed in both texts alike. Altered claims,
those of written pairs too, are made by the package's own contrast generator. Written pairs
(`training/verification/written/`, in the repository) are facts of mostly invented events and claims
of each in both languages: paraphrases, errors in other words than the fact's, and near misses that
stay open; a tenth of the facts is kept apart, and scored below.

## How

Seed {seed}, AdamW, learning rate {rate:g} with warm-up and a linear way down, batches of about
{tokens:,} pieces, dropout {dropout:g}, bfloat16, a running average of the weights. Teachers are
trained first; a student learns their mean answer beside the labels, and students are averaged
weight by weight. A pass takes twenty seconds of one H100.

```
export FACTCHECK_BENCH=FOLDER
python -m training.verification.vocabulary --encoder ENCODER --output PRUNED
python -m training.verification.translation --output it.jsonl
python -m training.verification.altered --output altered.jsonl
TRAIN="python -m training.verification.train --encoder PRUNED --translations it.jsonl --altered altered.jsonl"
$TRAIN --seed 1 --output A
$TRAIN --seed 2 --output B
$TRAIN --seed 4 --teacher A --teacher B --output S
python -m training.verification.export --encoder PRUNED --run S --output FIRST
$TRAIN --start FIRST/model.onnx --rate 2e-4 --passes 7 --seed 41 --output V
$TRAIN --start FIRST/model.onnx --rate 3e-4 --passes 7 --dropout 0.15 --seed 42 --output W
python -m training.verification.export --encoder PRUNED --run V --run W --output SECOND
python -m training.verification.average --encoder PRUNED --output factcheck/models/default FIRST SECOND
python -m training.verification.score --model factcheck/models/default --output scores.json
python -m training.verification.card --run V --translations it.jsonl --altered altered.jsonl --model factcheck/models/default --scores scores.json
```

{notes}

## Scores

This file alone, as the package runs it, on held-out examples; a set with two labels is scored with
all three open and among its own. What the product makes of it stands in `docs/benchmarks.md`.

| set | examples | macro-F1 | accuracy | macro-F1 among its labels |
|---|---:|---:|---:|---:|
{scores}

## Limits

It reads two texts and knows nothing else: not the date, not who speaks, not what is true. It has
seen mostly encyclopaedia and news sentences. It is unsure with figures to be reckoned with, with
irony, with long facts, with sentences that need those around them, and with languages other than
the two. It refutes true sentences often enough, and surely, that the product lets it refute only
what it bears out once the fact's figure, day or name stands in the claim's place.
"""


def write_card(*, run: Path, model: Path, scores: Path, known: tuple[Source, ...]) -> str:
    """Return the card's text; the hashes are those of the files in ``model``."""
    plan = json.loads((run / "plan.json").read_text("utf-8"))
    about = json.loads((model / "config.json").read_text("utf-8"))
    notes = run / "notes.md"
    graph = (model / "model.onnx").read_bytes()
    tokenizer = (model / "tokenizer.json").read_bytes()
    table = "\n".join(
        f"| {s.name} | {s.licence} | {len(s.pairs):,} | {s.draws:,} | {s.since + 1} |"
        for s in known
    )
    figures = json.loads(scores.read_text("utf-8"))
    lines = "\n".join(
        f"| {name} | {f['examples']:,.0f} | {f['macro_f1']:.3f} | {f['accuracy']:.3f} "
        f"| {f['macro_f1_own_labels']:.3f} |"
        for name, f in figures.items()
    )
    slips = "\n" + SLIPS.read_text("utf-8") if about.get("slips") else ""
    text = CARD.format(
        **plan | about | {"layers": plan["layers"] or "all", "labels": ", ".join(about["labels"])},
        pieces=len(json.loads(tokenizer)["model"]["vocab"]),
        size=len(graph) / 1e6,
        model_hash=hashlib.sha256(graph).hexdigest(),
        tokenizer_hash=hashlib.sha256(tokenizer).hexdigest(),
        rows=sum(len(s.pairs) for s in known),
        drawn=table,
        notes=notes.read_text("utf-8").strip() if notes.exists() else "",
        scores=lines,
    )
    return text + slips


def main() -> None:
    """Write ``CARD.md`` beside the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--scores", type=Path, required=True)
    parser.add_argument("--translations", type=Path)
    parser.add_argument("--altered", type=Path)
    parser.add_argument("--exchanged", type=Path)
    options = parser.parse_args()
    bench = Path(os.environ.get("FACTCHECK_BENCH", "../shared/bench"))
    extras = Extras.read(options.translations, options.altered, options.exchanged)
    seed = json.loads((options.run / "plan.json").read_text("utf-8"))["seed"]
    text = write_card(
        run=options.run,
        model=options.model,
        scores=options.scores,
        known=sources(bench, seed, extras),
    )
    (options.model / "CARD.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
