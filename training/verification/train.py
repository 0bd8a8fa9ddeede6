"""Train the verification model; stop it at any time and start it again to go on.

    FACTCHECK_BENCH=... python -m training.verification.train --encoder FOLDER --output FOLDER

Passes over a mixture of pairs (``data.py``), batches of like length, AdamW with warm-up and a
linear way down to zero, bfloat16 where it helps; the table of pieces stays as it is. The state is
written every few minutes; the same seed and pairs give the same model but for the arithmetic of
the machine.
"""

# ruff: noqa: T201 -- a script that prints its figures
from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import nn

from training.verification.data import mixture, sources
from training.verification.encoder import CrossEncoder, batch, encode, read_tokenizer
from training.verification.pairs import LABELS, Pair

WARM_UP = 0.06
CLIP = 1.0
WEIGHT_DECAY = 0.01
SMOOTHING = 0.05
"""Share of each label given to the others: generated and found pairs are not all right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a model is trained; stands in its card."""

    passes: int = 4
    rate: float = 1.2e-4
    tokens: int = 2_048
    """Tokens of a batch, padding counted."""
    max_length: int = 160
    layers: int | None = None
    seed: int = 20261125
    pairs: int | None = None
    """Pairs of each pass, all of the mixture when ``None``."""


@dataclass(slots=True)
class Place:
    """How far a training has come."""

    number: int = 0
    batches: int = 0
    seen: float = 0.0
    """Share of the whole plan done."""


def batches(rows: Sequence[Sequence[int]], tokens: int, seed: str) -> list[list[int]]:
    """Return the numbers of the rows in batches of like length, in random order.

    Rows are sorted within large blocks, so that what is learned together is mixed.
    """
    order = sorted(range(len(rows)), key=lambda i: (i // 4096, len(rows[i]), i))
    found: list[list[int]] = [[]]
    for number in order:
        if found[-1] and (len(found[-1]) + 1) * len(rows[number]) > tokens:
            found.append([])
        found[-1].append(number)
    random.Random(seed).shuffle(found)
    return found


class Trainer:
    """A model, its optimiser and its place in the plan, kept in a folder."""

    def __init__(self, encoder: Path, output: Path, plan: Plan) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.output, self.place = plan, output, Place()
        self.model = CrossEncoder(encoder, plan.layers)
        self.model.encoder.get_input_embeddings().weight.requires_grad = False
        self.tokenizer = read_tokenizer(encoder, plan.max_length)
        self.optimiser = torch.optim.AdamW(self._groups(), lr=plan.rate, fused=True)
        state = output / "state.pt"
        if state.exists():
            self._load(state)

    def _groups(self) -> list[dict[str, object]]:
        learned = [(n, p) for n, p in self.model.named_parameters() if p.requires_grad]
        plain = [p for _, p in learned if p.dim() < 2]
        decayed = [p for _, p in learned if p.dim() >= 2]
        return [
            {"params": decayed, "weight_decay": WEIGHT_DECAY},
            {"params": plain, "weight_decay": 0.0},
        ]

    def _load(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.place = Place(**state["place"])

    def save(self) -> None:
        """Write model, optimiser and place; a write cut off leaves the last one."""
        self.output.mkdir(parents=True, exist_ok=True)
        state = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "place": asdict(self.place),
        }
        torch.save(state, self.output / "state.new")
        (self.output / "state.new").replace(self.output / "state.pt")
        (self.output / "plan.json").write_text(json.dumps(asdict(self.plan), indent=1) + "\n")

    def rate(self) -> float:
        """Return the learning rate at the present place."""
        seen = self.place.seen
        share = seen / WARM_UP if seen < WARM_UP else (1 - seen) / (1 - WARM_UP)
        return self.plan.rate * max(share, 0.01)

    def step(self, rows: Sequence[Sequence[int]], labels: Sequence[int]) -> float:
        """Learn from one batch; return its loss."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        ids, mask = batch(rows)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = self.model(ids, mask)
        loss = nn.functional.cross_entropy(logits, torch.tensor(labels), label_smoothing=SMOOTHING)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        return loss.item()

    def run_pass(self, pairs: Sequence[Pair]) -> Iterator[tuple[int, int, float]]:
        """Learn from one pass, from where it stands; yield batch, batches in all, and loss."""
        rows = encode(self.tokenizer, [(p.claim, p.fact) for p in pairs])
        labels = [LABELS.index(p.label) for p in pairs]
        order = batches(rows, self.plan.tokens, f"{self.plan.seed} {self.place.number}")
        self.model.train()
        while self.place.batches < len(order):
            members = order[self.place.batches]
            loss = self.step([rows[i] for i in members], [labels[i] for i in members])
            self.place.batches += 1
            done = self.place.number + self.place.batches / len(order)
            self.place.seen = done / self.plan.passes
            yield self.place.batches, len(order), loss
        self.place.number, self.place.batches = self.place.number + 1, 0


def train(trainer: Trainer, bench: Path, save_every: float = 180.0) -> None:
    """Go through the plan's passes from where the folder's state stands."""
    known = sources(bench, trainer.plan.seed)
    while trainer.place.number < trainer.plan.passes:
        pairs = mixture(known, trainer.plan.seed, trainer.place.number)[: trainer.plan.pairs]
        started = saved = time.monotonic()
        first, recent = trainer.place.batches, 0.0
        for number, total, loss in trainer.run_pass(pairs):
            recent = loss if number == first + 1 else 0.99 * recent + 0.01 * loss
            if number % 50 == 0:
                speed = (number - first) / total * len(pairs) / (time.monotonic() - started)
                where = f"pass {trainer.place.number + 1}/{trainer.plan.passes}"
                print(
                    f"{where} batch {number}/{total} loss {recent:.3f} {speed:.1f} pairs/s",
                    flush=True,
                )
            if time.monotonic() - saved > save_every:
                trainer.save()
                saved = time.monotonic()
        trainer.save()


def main() -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=Plan().passes)
    parser.add_argument("--pairs", type=int)
    parser.add_argument("--layers", type=int)
    options = parser.parse_args()
    plan = Plan(passes=options.passes, pairs=options.pairs, layers=options.layers)
    bench = Path(os.environ.get("FACTCHECK_BENCH", "../shared/bench"))
    train(Trainer(options.encoder, options.output, plan), bench)


if __name__ == "__main__":
    main()
