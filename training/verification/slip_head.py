"""Train the slip head: layers of its own on the states of the verification model's lower ones.

    python -m training.verification.slip_head --output HEAD.pt

The encoder's lower layers stay as they are, so their states are reckoned once and kept in a file
beside the output; what is learned are copies of the layers above and of the model's own head. The
model's three answers do not change (``slip_export.py``).
"""

# ruff: noqa: T201 -- a script that prints its figures
from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from torch import nn
from transformers import BertConfig, BertModel

from factcheck.models.tokens import read_tokenizer
from training.verification.encoder import CrossEncoder, batch
from training.verification.export import settings_of
from training.verification.pairs import SlipPair
from training.verification.starting import exported_state

SHIPPED = Path("factcheck/models/default")
BELOW = 8
"""Layers that the head shares with the encoder."""
LONGEST = 160
"""Pieces of a pair."""
BATCH = 32
RATE = 3e-4
WARM_UP = 0.06
CLIP = 1.0
DROPOUT = 0.1
SMOOTHING = 0.03
AVERAGE = 0.995
NEAR, STATEMENTS = 6000, 3000
"""Drawn each pass of the pairs that are open, and of those of statements; all others are read."""
TWICE = 2
"""How often a pass reads each of the near misses written for the rules: few, and hard."""
_BLOCK = 2048


class SlipHead(nn.Module):
    """A model's layers above ``below`` and its head of three classes, the second now a slip."""

    def __init__(self, model: CrossEncoder, below: int) -> None:
        super().__init__()
        layers = list(model.encoder.encoder.layer)
        self.layers = nn.ModuleDict({str(n): layers[n] for n in range(below, len(layers))})
        self.hidden, self.logits = model.hidden, model.logits
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the log-odds of a slip, one per pair."""
        with torch.autocast(states.device.type, dtype=torch.bfloat16):
            states = through(self.layers.values(), states, mask)
        states, kept = states.float(), mask.unsqueeze(-1)
        mean = (states * kept).sum(1) / kept.sum(1)
        pooled = self.dropout(torch.cat([states[:, 0], mean], -1))
        logits = self.logits(torch.tanh(self.hidden(pooled)))
        against: torch.Tensor = torch.logsumexp(logits[:, [0, 2]], 1)
        return logits[:, 1] - against


def through(layers: Iterable[nn.Module], states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Return the states as they leave the layers, in order."""
    shut = (1.0 - mask[:, None, None, :]) * -1e9
    for layer in layers:
        told: Any = layer(states, attention_mask=shut)
        states = told[0] if isinstance(told, tuple) else told
    return states


class Below:
    """The states of pairs as they leave the shared layers: reckoned when asked for.

    On a processor without a graphics card they are reckoned once and kept in ``file``, 16 bits a
    number: they cost twice what is learned on them.
    """

    def __init__(
        self, model: CrossEncoder, below: int, rows: Sequence[Sequence[int]], file: Path | None
    ) -> None:
        self.rows, self.device = rows, next(model.parameters()).device
        self.embeddings = model.encoder.embeddings
        self.layers = list(model.encoder.encoder.layer)[:below]
        self.ends = np.cumsum([len(row) for row in rows])
        self.kept: Any = None
        model.eval()
        if file:
            width = model.encoder.config.hidden_size
            kept = np.memmap(file, np.float16, "w+", shape=(int(self.ends[-1]), width))
            order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
            for start in range(0, len(order), BATCH):
                places = order[start : start + BATCH]
                told = self._reckoned(places)[0].numpy().astype(np.float16)
                for row, i in enumerate(places):
                    kept[self._span(i)] = told[row, : len(rows[i])]
            self.kept = kept

    def of(self, places: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return states and mask of the pairs at ``places``, padded to the longest."""
        if self.kept is None:
            return self._reckoned(places)
        lengths = [len(self.rows[i]) for i in places]
        states = np.zeros((len(places), max(lengths), self.kept.shape[1]), np.float32)
        mask = np.zeros(states.shape[:2], np.float32)
        for row, (i, length) in enumerate(zip(places, lengths, strict=True)):
            states[row, :length] = self.kept[self._span(i)]
            mask[row, :length] = 1
        return torch.from_numpy(states), torch.from_numpy(mask)

    def _span(self, place: int) -> slice:
        end = int(self.ends[place])
        return slice(end - len(self.rows[place]), end)

    @torch.no_grad()
    def _reckoned(self, places: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor]:
        ids, mask = batch([self.rows[i] for i in places], self.device)
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            states = through(self.layers, self.embeddings(input_ids=ids), mask.float())
        return states.float(), mask.float()


def shipped_model(folder: Path) -> CrossEncoder:
    """Return the model of a folder as a training goes on from it."""
    graph = onnx.load(str(folder / "model.onnx")).graph
    told = {one.name: one.dims for one in graph.initializer}
    heads, epsilon = settings_of(graph)
    layers = {name.split(".")[2] for name in told if name.startswith("encoder.layer.")}
    config = BertConfig(
        vocab_size=told["pieces"][0],
        hidden_size=told["pieces"][1],
        num_hidden_layers=len(layers),
        num_attention_heads=heads,
        intermediate_size=told["encoder.layer.0.intermediate.dense.bias"][0],
        max_position_embeddings=told["places"][0],
        type_vocab_size=1,
        pad_token_id=1,
        layer_norm_eps=epsilon,
    )
    with tempfile.TemporaryDirectory() as empty:
        BertModel(config, add_pooling_layer=False).save_pretrained(empty)
        model = CrossEncoder(Path(empty))
    model.load_state_dict(exported_state(folder / "model.onnx", model.state_dict()))
    return model


def drawn(pairs: Sequence[SlipPair], rng: random.Random) -> list[int]:
    """Return the places of what is learned from in one pass, in random order."""
    groups: dict[str, list[int]] = {"told": [], "near": [], "statement": []}
    for place, pair in enumerate(pairs):
        groups[pair.group].append(place)
    told = groups["told"]
    for name, count in (("near", NEAR), ("statement", STATEMENTS)):
        told += rng.sample(groups[name], min(count, len(groups[name])))
    rng.shuffle(told)
    return told


def batches(
    places: Sequence[int], rows: Sequence[Sequence[int]], rng: random.Random
) -> list[list[int]]:
    """Return the places in batches of like length, in random order."""
    blocks = [places[i : i + _BLOCK] for i in range(0, len(places), _BLOCK)]
    order = [i for block in blocks for i in sorted(block, key=lambda i: len(rows[i]))]
    found = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(found)
    return found


def train(
    pairs: Sequence[SlipPair],
    folder: Path,
    file: Path | None,
    *,
    passes: int,
    seed: int,
    below: int = BELOW,
) -> SlipHead:
    """Return the head that has learned from the pairs: the running average of its weights.

    ``file`` is written for the states of the layers below, where it is named.
    """
    rng = random.Random(seed)
    torch.manual_seed(seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = shipped_model(folder).to(device)
    tokenizer = read_tokenizer(folder / "tokenizer.json", LONGEST)
    rows = [tokenizer(pair.sentence, pair.fact).ids for pair in pairs]
    states = Below(model, below, rows, file)
    head = SlipHead(model, below).to(device)
    learned = list(head.parameters())
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in learned if p.dim() >= 2], "weight_decay": 0.01},
            {"params": [p for p in learned if p.dim() < 2], "weight_decay": 0.0},
        ],
        lr=RATE,
    )
    average = {name: value.clone() for name, value in head.state_dict().items()}
    plan = [batches(drawn(pairs, rng), rows, rng) for _ in range(passes)]
    total, step = sum(map(len, plan)), 0
    head.train()
    for number, one in enumerate(plan):
        losses = []
        for places in one:
            step += 1
            seen = step / total
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(seen / WARM_UP, (1 - seen) / (1 - WARM_UP) + 1e-3)
            slips = [pairs[i].is_slip for i in places]
            labels = torch.tensor(slips, dtype=torch.float32, device=device)
            soft = labels * (1 - 2 * SMOOTHING) + SMOOTHING
            told = head(*states.of(places))
            loss = nn.functional.binary_cross_entropy_with_logits(told, soft)
            loss.backward()
            nn.utils.clip_grad_norm_(learned, CLIP)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            losses.append(loss.detach())
            keep = min(AVERAGE, (1 + step) / (10 + step))
            with torch.no_grad():
                for name, value in head.state_dict().items():
                    average[name].lerp_(value, 1 - keep)
        mean = torch.stack(losses).mean().item()
        print(f"pass {number + 1}/{passes} loss {mean:.4f}", flush=True)
    head.load_state_dict(average)
    return head


def main() -> None:
    """Train a head on the texts and write its weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of the model")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--pairs", type=int, help="so many of the pairs, for a trial")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="processes that read the texts")
    options = parser.parse_args()
    from training.slip_pairs import near_miss_pairs, near_misses, slip_pairs
    from training.texts import read_texts

    pairs = slip_pairs(read_texts(), jobs=options.jobs)[: options.pairs]
    pairs += near_miss_pairs(near_misses()) * TWICE
    print(f"{len(pairs)} pairs, {sum(pair.is_slip for pair in pairs)} slips")
    file = None if torch.cuda.is_available() else options.output.with_suffix(".states")
    try:
        head = train(pairs, options.model, file, passes=options.passes, seed=options.seed)
    finally:
        if file:
            file.unlink(missing_ok=True)
    torch.save(head.state_dict(), options.output)


if __name__ == "__main__":
    main()
