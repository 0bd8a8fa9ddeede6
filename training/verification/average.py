"""Write the weighted mean of exported models: trainings that go on from one another agree so far.

    python -m training.verification.average --encoder FOLDER --output FOLDER FOLDER:WEIGHT ...

Each weight is read back from its 8 bits (``starting.py``), which costs less than the mean gains.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from training.verification.encoder import CrossEncoder, read_tokenizer
from training.verification.export import export_onnx, temper
from training.verification.starting import exported_state

LONGEST = 256
"""Pieces of a pair that the written model reads."""


def average(encoder: Path, folders: Sequence[tuple[Path, float]]) -> CrossEncoder:
    """Return the model whose weights are the mean of those in ``folders``, weighed."""
    model = CrossEncoder(encoder)
    names = model.state_dict()
    total = sum(weight for _, weight in folders)
    mean = {name: torch.zeros_like(value, dtype=torch.float32) for name, value in names.items()}
    for folder, weight in folders:
        for name, value in exported_state(folder / "model.onnx", names).items():
            mean[name] += value * (weight / total)
    model.load_state_dict(mean)
    return model


def _weighed(text: str) -> tuple[Path, float]:
    folder, _, weight = text.partition(":")
    return Path(folder), float(weight or 1)


def main() -> None:
    """Average as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=_weighed, nargs="+", metavar="FOLDER[:WEIGHT]")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--name", default="factcheck-e5-small")
    parser.add_argument("--version", default="3")
    parser.add_argument("--temperature", type=float, default=1.0)
    options = parser.parse_args()
    model = average(options.encoder, options.folders)
    temper(model, options.temperature)
    tokenizer = read_tokenizer(options.encoder, LONGEST)
    export_onnx(model, tokenizer, options.output, name=options.name, version=options.version)


if __name__ == "__main__":
    main()
