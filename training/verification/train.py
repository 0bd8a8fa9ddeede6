"""Train the verification model; stop it at any time and start it again to go on.

    FACTCHECK_BENCH=... python -m training.verification.train --encoder FOLDER --output FOLDER

Passes over a mixture of pairs (``data.py``), batches of like length, AdamW with warm-up and a
linear way down to zero, bfloat16, on a graphics card where there is one; what counts is a running
average of the weights. With ``--teacher`` (the output of another training, several times) the
mean answer of the teachers is learned beside the labels (Hinton et al. 2015, "Distilling the
Knowledge in a Neural Network"). The state is written every few minutes; the same seed and pairs
give the same model but for the arithmetic of the machine.
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

from training.verification.encoder import (
    CrossEncoder,
    batch,
    encode,
    read_state,
    read_tokenizer,
)
from training.verification.mixing import Extras, mixture, passes_ahead, resized, sources
from training.verification.pairs import EXCLUDED, LABELS, PARTLY_KNOWN, Pair
from training.verification.plan import Plan
from training.verification.starting import exported_state

WARM_UP = 0.06
CLIP = 1.0
WEIGHT_DECAY = 0.01
SMOOTHING = 0.05
"""Share of each label given to the others: generated and found pairs are not all right."""
TABLE_RATE = 0.1
"""The rate of the table of pieces, as a share of the others': a row is met seldom."""
TAUGHT = 0.6
"""Weight of the teachers' answer beside that of the label."""


@dataclass(slots=True)
class Place:
    """How far a training has come."""

    number: int = 0
    batches: int = 0
    steps: int = 0
    seen: float = 0.0
    """Share of the whole plan done."""


def batches(rows: Sequence[Sequence[int]], tokens: int, seed: str) -> list[list[int]]:
    """Return the numbers of the rows in batches of like length, in random order.

    Rows are sorted within large blocks, so that what is learned together is mixed.
    """
    order = sorted(range(len(rows)), key=lambda i: (i // 8192, len(rows[i]), i))
    found: list[list[int]] = [[]]
    for number in order:
        if found[-1] and (len(found[-1]) + 1) * len(rows[number]) > tokens:
            found.append([])
        found[-1].append(number)
    random.Random(seed).shuffle(found)
    return found


def labelled_loss(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Return the mean loss of a batch; a label known in part only rules one answer out."""
    is_known = labels < len(LABELS)
    told = nn.functional.cross_entropy(
        logits[is_known], labels[is_known], label_smoothing=SMOOTHING, reduction="sum"
    )
    for number, label in enumerate(PARTLY_KNOWN):
        rows = logits[labels == len(LABELS) + number].log_softmax(-1)
        others = [i for i in range(len(LABELS)) if i != EXCLUDED[label]]
        told = told - rows[:, others].logsumexp(-1).sum()
    return told / len(labels)


class Trainer:
    """A model, its running average, its optimiser and its place in the plan, kept in a folder."""

    def __init__(
        self,
        encoder: Path,
        output: Path,
        plan: Plan,
        teachers: Sequence[nn.Module] = (),
        start: Path | None = None,
    ) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.output, self.place, self.teachers = plan, output, Place(), teachers
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        fused = self.device.type == "cuda"
        self.model = CrossEncoder(encoder, plan.layers, dropout=plan.dropout, fused=fused)
        if start:
            self.model.load_state_dict(exported_state(start, self.model.state_dict()))
        self.model.to(self.device)
        self._freeze()
        self.tokenizer = read_tokenizer(encoder, plan.max_length)
        self.optimiser = torch.optim.AdamW(self._groups(), lr=plan.rate, fused=True)
        self.shares = [group["lr"] / plan.rate for group in self.optimiser.param_groups]
        self.average = {k: v.detach().clone() for k, v in self.model.state_dict().items()}
        state = output / "state.pt"
        if state.exists():
            self._load(state)

    def _freeze(self) -> None:
        encoder, frozen = self.model.encoder, self.plan.frozen
        for part in (encoder.embeddings, *encoder.encoder.layer[:frozen]) if frozen else ():
            part.requires_grad_(False)
        table = encoder.get_input_embeddings().weight
        table.requires_grad = self.plan.table and not frozen

    def _groups(self) -> list[dict[str, object]]:
        table = self.model.encoder.get_input_embeddings().weight
        learned = [p for p in self.model.parameters() if p.requires_grad and p is not table]
        groups: list[dict[str, object]] = [
            {"params": [p for p in learned if p.dim() >= 2], "weight_decay": WEIGHT_DECAY},
            {"params": [p for p in learned if p.dim() < 2], "weight_decay": 0.0},
        ]
        if table.requires_grad:
            rate = self.plan.rate * TABLE_RATE
            groups.append({"params": [table], "weight_decay": 0.0, "lr": rate})
        return groups

    def _load(self, path: Path) -> None:
        state = torch.load(path, weights_only=True, map_location=self.device)
        self.model.load_state_dict(state["model"])
        self.average = state["average"]
        self.optimiser.load_state_dict(state["optimiser"])
        self.place = Place(**state["place"])

    def save(self) -> None:
        """Write model, average, optimiser and place; a write cut off leaves the last one."""
        self.output.mkdir(parents=True, exist_ok=True)
        state = {
            "model": self.model.state_dict(),
            "average": self.average,
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

    def step(self, rows: Sequence[Sequence[int]], labels: Sequence[int]) -> torch.Tensor:
        """Learn from one batch; return its loss."""
        rate = self.rate()
        # what dropout draws depends on the place alone: a training may be stopped anywhere
        torch.manual_seed(self.plan.seed + self.place.steps)
        for group, share in zip(self.optimiser.param_groups, self.shares, strict=True):
            group["lr"] = rate * share
        ids, mask = batch(rows, self.device)
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            logits = self.model(ids, mask)
        loss = self._loss(logits, torch.tensor(labels, device=self.device), ids, mask)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self._move_average()
        return loss.detach()

    def _loss(
        self, logits: torch.Tensor, labels: torch.Tensor, ids: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        loss = labelled_loss(logits, labels)
        if not self.teachers:
            return loss
        with torch.no_grad(), torch.autocast(self.device.type, dtype=torch.bfloat16):
            told = [teacher(ids, mask).float().softmax(-1) for teacher in self.teachers]
        mean = torch.stack(told).mean(0)
        return (1 - TAUGHT) * loss + TAUGHT * nn.functional.cross_entropy(logits, mean)

    @torch.no_grad()
    def _move_average(self) -> None:
        self.place.steps += 1
        steps = self.place.steps
        keep = min(self.plan.average, (1 + steps) / (10 + steps))
        now = self.model.state_dict()
        learned = [k for k, v in now.items() if v.dtype.is_floating_point]
        torch._foreach_lerp_(
            [self.average[k] for k in learned], [now[k] for k in learned], 1 - keep
        )

    def run_pass(self, pairs: Sequence[Pair]) -> Iterator[tuple[int, int, torch.Tensor]]:
        """Learn from one pass, from where it stands; yield batch, batches in all, and loss."""
        rows = encode(self.tokenizer, [(p.claim, p.fact) for p in pairs])
        labels = [(*LABELS, *PARTLY_KNOWN).index(p.label) for p in pairs]
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


def read_teachers(encoder: Path, runs: Sequence[Path]) -> list[nn.Module]:
    """Return the models that other trainings left in their folders, ready to answer."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    found: list[nn.Module] = []
    for run in runs:
        layers = json.loads((run / "plan.json").read_text("utf-8"))["layers"]
        model = CrossEncoder(encoder, layers, fused=device.type == "cuda")
        model.load_state_dict(read_state(run))
        found.append(model.to(device).eval())
    return found


def train(
    trainer: Trainer, bench: Path, extras: Extras, workers: int = 0, save_every: float = 180.0
) -> None:
    """Go through the plan's passes from where the folder's state stands."""
    plan = trainer.plan
    known = resized(sources(bench, plan.seed, extras), plan.share, dict(plan.draws))
    if workers:
        mixed = passes_ahead(known, plan, extras, trainer.place.number, workers)
    else:
        numbers = range(trainer.place.number, plan.passes)
        mixed = (mixture(known, plan.seed, number, extras) for number in numbers)
    for drawn in mixed:
        pairs = drawn[: plan.pairs]
        started = saved = time.monotonic()
        first = trainer.place.batches
        for number, total, loss in trainer.run_pass(pairs):
            if number % 50 == 0:
                speed = (number - first) / total * len(pairs) / (time.monotonic() - started)
                where = f"pass {trainer.place.number + 1}/{plan.passes}"
                print(f"{where} batch {number}/{total} loss {loss.item():.3f} {speed:.0f} pairs/s")
            if time.monotonic() - saved > save_every:
                trainer.save()
                saved = time.monotonic()
        trainer.save()


def _named_number(text: str) -> tuple[str, int]:
    name, _, number = text.rpartition("=")
    return name, int(number)


def main() -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--translations", type=Path, help="what translation.py wrote")
    parser.add_argument("--altered", type=Path, help="what altered.py wrote")
    parser.add_argument("--exchanged", type=Path, help="what exchanged.py wrote")
    parser.add_argument("--texts", type=Path, help="what text_pairs.py wrote")
    parser.add_argument("--teacher", type=Path, action="append", default=[])
    parser.add_argument("--start", type=Path, help="an exported model.onnx to go on from")
    parser.add_argument("--rate", type=float, default=Plan().rate)
    parser.add_argument("--dropout", type=float, default=Plan().dropout)
    parser.add_argument("--passes", type=int, default=Plan().passes)
    parser.add_argument("--pairs", type=int)
    parser.add_argument("--share", type=float, default=Plan().share, help="of each source's draws")
    parser.add_argument(
        "--draws",
        type=_named_number,
        action="append",
        default=[],
        metavar="SOURCE=NUMBER",
        help="drawn of one source each pass",
    )
    parser.add_argument("--tokens", type=int, default=Plan().tokens, help="pieces of a batch")
    parser.add_argument("--layers", type=int)
    parser.add_argument("--table", action=argparse.BooleanOptionalAction, default=Plan().table)
    parser.add_argument("--frozen", type=int, default=Plan().frozen, help="layers that stay")
    parser.add_argument("--seed", type=int, default=Plan().seed)
    parser.add_argument("--workers", type=int, default=0, help="processes that mix passes ahead")
    options = parser.parse_args()
    plan = Plan(
        passes=options.passes,
        pairs=options.pairs,
        share=options.share,
        draws=tuple(options.draws),
        tokens=options.tokens,
        layers=options.layers,
        seed=options.seed,
        rate=options.rate,
        dropout=options.dropout,
        table=options.table,
        frozen=options.frozen,
    )
    extras = Extras.read(options.translations, options.altered, options.exchanged, options.texts)
    bench = Path(os.environ.get("FACTCHECK_BENCH", "../shared/bench"))
    teachers = read_teachers(options.encoder, options.teacher)
    trainer = Trainer(options.encoder, options.output, plan, teachers, options.start)
    train(trainer, bench, extras, options.workers)


if __name__ == "__main__":
    main()
