"""Prune the encoder's vocabulary to the pieces that six languages use.

Four fifths of multilingual-e5-small is its table of 250,037 pieces for a hundred languages. Pieces
are kept by how much of everyday text they write: the frequency lists of ``wordfreq`` (data CC BY-SA
4.0), each word as it stands in mid-sentence, capitalised and in capitals, and every single
character of Latin, Greek and Cyrillic script with digits and signs. A text that used a removed
piece is still read, cut into smaller ones.
"""

# ruff: noqa: T201 -- a script that prints its figures
from __future__ import annotations

import argparse
import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

LANGUAGES = ("it", "en", "fr", "de", "es", "pt")
WEIGHT = {"it": 2.0, "en": 2.0}
WORDS = 120_000
"""Words taken of each list."""
PIECES = 56_000
SPECIALS = 4
"""``<s>``, ``<pad>``, ``</s>`` and ``<unk>`` stand first and stay."""
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "DIGIT")


def used_pieces(tokenizer: Any) -> Counter[str]:
    """Return how much of the six languages' everyday text each piece writes."""
    from wordfreq import top_n_list, word_frequency

    counts: Counter[str] = Counter()
    for lang in LANGUAGES:
        words = top_n_list(lang, WORDS, wordlist="best")
        forms = [form for word in words for form in (word, word.capitalize(), word.upper())]
        shares = [1.0, 0.3, 0.02] * len(words)
        encoded = tokenizer.encode_batch(forms, add_special_tokens=False)
        for number, (form, share) in enumerate(zip(encoded, shares, strict=True)):
            often = word_frequency(words[number // 3], lang) * share * WEIGHT.get(lang, 1.0)
            for piece in form.tokens:
                counts[piece] += often
    return counts


def _is_basic(piece: str) -> bool:
    """Tell whether a piece is one character that any text of the six languages may hold."""
    letter = piece.removeprefix("▁")
    if len(letter) > 1:
        return False
    if not letter:
        return True
    if not letter.isalnum():
        return unicodedata.category(letter)[0] in "PSZ" and ord(letter) < 0x2600
    return unicodedata.name(letter, "").split(" ")[0] in _SCRIPTS


def kept_ids(tokenizer: Any, vocabulary: list[list[Any]]) -> list[int]:
    """Return the ids to keep, in their old order."""
    counts = used_pieces(tokenizer)
    basic = {piece for piece, _ in vocabulary if _is_basic(piece)}
    room = PIECES - SPECIALS - len(basic)
    by_use = sorted(counts, key=lambda piece: (-counts[piece], piece))
    frequent = [piece for piece in by_use if piece not in basic][:room]
    chosen = basic | set(frequent)
    return [i for i, (piece, _) in enumerate(vocabulary) if i < SPECIALS or piece in chosen]


def prune(encoder: Path, output: Path) -> int:
    """Write the encoder with its smaller vocabulary to ``output``; return the pieces kept."""
    import torch
    from tokenizers import Tokenizer
    from transformers import AutoModel

    described = json.loads((encoder / "tokenizer.json").read_text("utf-8"))
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    vocabulary = described["model"]["vocab"]
    kept = kept_ids(tokenizer, vocabulary)
    described["model"]["vocab"] = [vocabulary[i] for i in kept]
    described["added_tokens"] = [t for t in described["added_tokens"] if t["id"] < SPECIALS]
    model = AutoModel.from_pretrained(encoder, add_pooling_layer=False)
    table = model.get_input_embeddings().weight.data
    smaller = torch.nn.Embedding(len(kept), table.shape[1], padding_idx=1)
    smaller.weight.data.copy_(table[torch.tensor(kept)])
    model.set_input_embeddings(smaller)
    model.config.vocab_size = len(kept)
    output.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(output)
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    (output / "tokenizer.json").write_text(text, "utf-8")
    return len(kept)


def main() -> None:
    """Prune the encoder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    print(f"{options.output}: {prune(options.encoder, options.output)} pieces")


if __name__ == "__main__":
    main()
