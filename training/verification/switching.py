"""Words of a pair in Italian: a model that reads English learns to read the mixture of both.

Most public pairs are English and few are Italian. Frequent words of some pairs are replaced by
Italian ones (code switching; Qin et al. 2020, "CoSDA-ML"), so that both languages' words learn to
mean the same. The labels stay: every occurrence of a word in a switched text has the same chance.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from training.verification.pairs import Pair

SHARE = 0.6
"""Share of the known words of a switched text that are replaced."""
_WORD = re.compile(r"[A-Za-z][a-z]+")


@cache
def dictionary(lang: str = "it") -> dict[str, str]:
    """Return English words with those of ``lang``."""
    path = Path(__file__).with_name(f"dictionary.{lang}.toml")
    return tomllib.loads(path.read_text("utf-8"))


def switched(text: str, words: Mapping[str, str], rng: random.Random) -> str:
    """Return the text with a share of its known words replaced, first capitals kept."""

    def swap(match: re.Match[str]) -> str:
        word = match.group()
        other = words.get(word.lower())
        if other is None or rng.random() > SHARE:
            return word
        return other[0].upper() + other[1:] if word[0].isupper() else other

    return _WORD.sub(swap, text)


def switch_pairs(
    pairs: Sequence[Pair], words: Mapping[str, str], share: float, seed: str
) -> list[Pair]:
    """Return the pairs in order, a share of them with claim, fact or both switched."""
    rng = random.Random(seed)
    found = []
    for pair in pairs:
        if rng.random() < share:
            side = rng.random()
            claim = switched(pair.claim, words, rng) if side < 0.8 else pair.claim
            fact = switched(pair.fact, words, rng) if side > 0.3 else pair.fact
            pair = replace(pair, claim=claim, fact=fact)
        found.append(pair)
    return found
