"""The pairs of public sets under permissive licences, cleaned.

Read from the folder in ``FACTCHECK_BENCH``; nothing of them is part of this repository. Whatever
is held out for measuring (see ``training/splits.py``) is left out by its text, in whichever set it
stands.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from training.splits import is_held_out_claim, is_held_out_page, normalised
from training.verification.pairs import Pair

_SAID = 0.4
"""Share of a claim's words above which another text may well settle it."""
_SAME = 0.2
"""Share of words above which two texts are versions of one sentence."""


def clean(text: str) -> str:
    """Return tokenised text as people write it: brackets, quotes and spaces put right."""
    for code, sign in (("-LRB-", "("), ("-RRB-", ")"), ("-LSB-", "["), ("-RSB-", "]")):
        text = text.replace(code, sign)
    text = text.replace("\ufffd", " ").replace("``", '"').replace("''", '"').replace(" -- ", " – ")
    text = re.sub(r" ([,.;:?!)\]%]|'s\b|n't\b)", r"\1", text)
    text = re.sub(r"([(\[]) ", r"\1", text)
    text = re.sub(r'" ([^"]*?) "', r'"\1"', text)
    return " ".join(text.split())


def rows_of(path: Path) -> Iterator[dict[str, object]]:
    """Yield the rows of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def to_pair(row: dict[str, object]) -> Pair:
    """Return a row of a verdict set as a pair, its evidence joined."""
    evidence = row["evidence"]
    assert isinstance(evidence, list)  # noqa: S101 -- the sets' documented form
    return Pair(claim=str(row["claim"]), fact=" ".join(evidence), label=str(row["label"]))


def small(path: Path) -> list[Pair]:
    """Return the pairs of a small set whose claims are not held out."""
    pairs = [to_pair(row) for row in rows_of(path)]
    return [pair for pair in pairs if not is_held_out_claim(pair.claim)]


def held_out_texts(bench: Path) -> frozenset[str]:
    """Return every held-out claim as it stands in any measured set, to be dropped elsewhere."""
    claims = [
        str(row["claim"])
        for name in (
            "fever_it/half_gold_it",
            "fever_it/half_gold_en",
            "fm2/dev",
            "e_rte3_it/dev",
            "healthver/dev",
            "climate_fever/half_claims",
            "wice/dev",
        )
        for row in rows_of(bench / f"{name}.jsonl")
        if is_held_out_claim(str(row["claim"])) or not name.startswith(("fever", "fm2", "e_rte"))
    ]
    pages = [
        str(row["claim"])
        for row in rows_of(bench / "vitaminc/half_real.jsonl")
        if is_held_out_page(str(row["page"]))
    ]
    return frozenset(map(normalised, [*claims, *pages]))


def _fever_it_rows(bench: Path) -> tuple[dict[str, Pair], dict[str, Pair]]:
    """Return the Italian and the English pairs by id; neither language's claim is held out."""
    by_lang = {
        lang: {
            str(row["id"]): to_pair(row)
            for name in (f"half_gold_{lang}", f"train_sample_{lang}")
            for row in rows_of(bench / f"fever_it/{name}.jsonl")
        }
        for lang in ("it", "en")
    }
    english, italian = by_lang["en"], by_lang["it"]
    kept = [
        key
        for key in sorted({*english, *italian})
        if not any(key in rows and is_held_out_claim(rows[key].claim) for rows in by_lang.values())
    ]
    return (
        {key: italian[key] for key in kept if key in italian},
        {key: english[key] for key in kept if key in english},
    )


def fever_it_same(bench: Path) -> tuple[list[Pair], list[Pair]]:
    """Return the Italian and the English pairs, each with evidence in its own language."""
    italian, english = _fever_it_rows(bench)
    return list(italian.values()), list(english.values())


def fever_it(bench: Path) -> list[Pair]:
    """Return Italian, English and both mixed directions, by the claim's id in both languages."""
    italian, english = _fever_it_rows(bench)
    both = [key for key in italian if key in english]
    same = [*italian.values(), *english.values()]
    crossed = [
        replace(one[key], fact=other[key].fact)
        for key in both
        for one, other in ((italian, english), (english, italian))
        if one[key].label == other[key].label
    ]
    return same + crossed


def vitaminc(bench: Path) -> tuple[list[Pair], list[tuple[str, Pair]]]:
    """Return the real pairs, and all pairs by page for near misses."""
    real = list(rows_of(bench / "vitaminc/half_real.jsonl"))
    made = list(rows_of(bench / "vitaminc/test_synthetic.jsonl"))
    shown = [r for r in real if not is_held_out_page(str(r["page"]))]
    return [to_pair(r) for r in shown], [(str(r["page"]), to_pair(r)) for r in (*shown, *made)]


def near_misses(by_page: Sequence[tuple[str, Pair]], rng: random.Random) -> list[Pair]:
    """Return claims beside what another pair of their page says of something else."""
    pages: dict[str, list[Pair]] = defaultdict(list)
    for page, pair in by_page:
        pages[page].append(pair)
    found = []
    for page in sorted(pages):
        members = pages[page]
        for pair in members:
            other = rng.choice(members)
            words, told, own = (_words(t) for t in (pair.claim, other.fact, pair.fact))
            is_version = len(told & own) > _SAME * len(told | own)
            if not is_version and 1 <= len(words & told) < _SAID * len(words):
                found.append(replace(pair, fact=other.fact, label="NEI"))
    return found


def _words(text: str) -> set[str]:
    return {word for word in normalised(text).split() if len(word) > 2}


def aligned(path: Path, rng: random.Random) -> list[Pair]:
    """Return news sentences beside their translation, themselves, and another sentence."""
    texts = [row["texts"] for row in rows_of(path)]
    languages = ("it", "it", "it", "en", "en", "fr", "de", "es", "pt")
    found = []
    for number, versions in enumerate(texts):
        assert isinstance(versions, dict)  # noqa: S101 -- the set's documented form
        for _ in range(4):
            claim = versions[rng.choice(languages)]
            fact = versions[rng.choice(languages)]
            found.append(Pair(claim=claim, fact=fact, label="SUPPORTED"))
        other = texts[(number + rng.randrange(1, 4)) % len(texts)]
        assert isinstance(other, dict)  # noqa: S101
        stranger = other[rng.choice(languages)]
        found.append(Pair(claim=versions[rng.choice(languages)], fact=stranger, label="NEI"))
    return found


_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?![\w%]|[.,]\d)")


def changed_numbers(pairs: Sequence[Pair], rng: random.Random) -> list[Pair]:
    """Return supported pairs whose claim shares a number with its fact, that number changed."""
    found = []
    for pair in pairs:
        if pair.label != "SUPPORTED":
            continue
        known = {m.group() for m in _NUMBER.finditer(pair.fact)}
        shared = [m for m in _NUMBER.finditer(pair.claim) if m.group() in known]
        if not shared:
            continue
        match = rng.choice(shared)
        value = int(match.group())
        reach = max(3, value // 3 if value < 1000 else 30)
        text = str(abs(value + rng.choice((-1, 1)) * rng.randrange(1, reach)) or value + 2)
        claim = pair.claim[: match.start()] + text + pair.claim[match.end() :]
        if text not in known and text != match.group():
            found.append(replace(pair, claim=claim, label="REFUTED"))
    return found


_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*")
_FEW = 40
"""Texts a name may stand in: a country or a month tells nothing."""


def namesakes(pairs: Sequence[Pair], rng: random.Random) -> list[Pair]:
    """Return claims beside what is told elsewhere of a name in them: open, as a rule."""
    told: dict[str, list[str]] = defaultdict(list)
    for fact in sorted({pair.fact for pair in pairs}):
        for name in sorted(set(_NAME.findall(fact))):
            told[name].append(fact)
    found = []
    for pair in pairs:
        names = [n for n in sorted(set(_NAME.findall(pair.claim))) if 1 < len(told[n]) <= _FEW]
        if not names:
            continue
        other = rng.choice(told[rng.choice(names)])
        words, known, own = (_words(t) for t in (pair.claim, other, pair.fact))
        is_version = len(known & own) > _SAME * len(known | own)
        if not is_version and len(words & known) < _SAID * len(words):
            found.append(replace(pair, fact=other, label="NEI"))
    return found
