"""The pairs the model learns from: public sets under permissive licences, cleaned and mixed.

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
from dataclasses import dataclass, replace
from pathlib import Path

from training.splits import is_held_out_claim, is_held_out_page, normalised
from training.verification.pairs import Pair
from training.verification.switching import dictionary, switch_pairs
from training.verification.templates import generate
from training.verification.templates.swaps import varied

SWITCHED = 0.35
"""Share of the English pairs that are switched to Italian words."""
VARIED = 0.2
"""Share of the English pairs whose shared numbers, names or signs are replaced by others."""
SWITCHED_SINCE = 2
"""Passes before this one read English as it stands."""
GENERATED = 40_000
"""Pairs made from phrasings: more than all passes draw."""
MULTILINGUAL = frozenset({"FEVER-it", "e-RTE-3-it", "Parallel UD", "Changed numbers"})
_SAID = 0.4
"""Share of a claim's words above which another text may well settle it."""
_SAME = 0.2
"""Share of words above which two texts are versions of one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A set of pairs and how many of them a pass over the mixture draws."""

    name: str
    licence: str
    pairs: tuple[Pair, ...]
    draws: int
    since: int = 0
    """Passes before this one go without."""
    english: bool = True


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


def _small(path: Path) -> list[Pair]:
    """Return the pairs of a small set whose claims are not held out."""
    pairs = [to_pair(row) for row in rows_of(path)]
    return [pair for pair in pairs if not is_held_out_claim(pair.claim)]


def _held_out_texts(bench: Path) -> frozenset[str]:
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


def _fever_it(bench: Path) -> list[Pair]:
    """Return Italian, English and both mixed directions, by the claim's id in both languages.

    An id is used only when neither language's claim is held out.
    """
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
    both = [key for key in kept if key in english and key in italian]
    same = [rows[key] for key in kept for rows in (italian, english) if key in rows]
    crossed = [
        replace(one[key], fact=other[key].fact)
        for key in both
        for one, other in ((italian, english), (english, italian))
        if one[key].label == other[key].label
    ]
    return same + crossed


def _vitaminc(bench: Path) -> tuple[list[Pair], list[tuple[str, Pair]]]:
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


def _aligned(path: Path, rng: random.Random) -> list[Pair]:
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


def sources(bench: Path, seed: int) -> tuple[Source, ...]:
    """Return every source, held-out texts removed; ``bench`` holds the folder ``verdict``."""
    verdict, rng = bench / "verdict", random.Random(seed)
    held_out = _held_out_texts(verdict)

    def kept(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
        return tuple(p for p in pairs if normalised(p.claim) not in held_out)

    def pool(name: str) -> list[Pair]:
        return [to_pair(row) for row in rows_of(verdict / f"nli_train_pool/{name}.jsonl")]

    real, by_page = _vitaminc(verdict)
    made = [pair for _, pair in by_page[len(real) :]]
    aligned = _aligned(bench / "matching/pud_crosslingual/aligned.jsonl", rng)
    fever = _fever_it(verdict)
    changed = changed_numbers([*aligned, *fever, *real], rng)
    symmetric = [to_pair(r) for r in rows_of(verdict / "fever_symmetric/dev.jsonl")]
    listed = (
        ("VitaminC real", "CC BY-SA 3.0", real, 11_000),
        ("VitaminC synthetic", "CC BY-SA 3.0", made, 9_000),
        ("VitaminC near misses", "CC BY-SA 3.0", near_misses(by_page, rng), 5_000),
        ("FEVER symmetric", "CC BY-SA 3.0", symmetric, 700),
        ("FEVER-it", "Apache-2.0", fever, 3_000),
        ("FM2", "Apache-2.0", _small(verdict / "fm2/dev.jsonl"), 800),
        ("e-RTE-3-it", "MIT", _small(verdict / "e_rte3_it/dev.jsonl"), 600),
        ("MNLI", "OANC", pool("mnli_dev"), 6_000),
        ("SNLI", "CC BY-SA 4.0", pool("snli_dev"), 2_000),
        ("ConjNLI", "MIT", pool("conjnli_adv_train"), 1_500),
        ("Parallel UD", "CC BY-SA 3.0", aligned, 1_500),
        ("Changed numbers", "as their sources", changed, 1_200),
    )
    found = [
        Source(
            name=name,
            licence=licence,
            pairs=kept(pairs),
            draws=draws,
            english=name not in MULTILINGUAL,
        )
        for name, licence, pairs, draws in listed
    ]
    made_up = [Pair(claim=p.claim, fact=p.fact, label=p.label) for p in generate(seed, GENERATED)]
    own = Source(
        name="Phrasings of our own",
        licence="MIT",
        pairs=tuple(made_up),
        draws=9_000,
        since=1,
        english=False,
    )
    return (*found, own)


def _varied(pairs: Sequence[Pair], seed: str) -> list[Pair]:
    """Return English pairs, some of them changed in both texts alike: labels stay."""
    rng = random.Random(seed)
    found = []
    for pair in pairs:
        if rng.random() < VARIED:
            claim, fact = varied(pair.claim, pair.fact, "en", "en", rng)
            pair = replace(pair, claim=claim, fact=fact)
        found.append(pair)
    return found


def mixture(known: Sequence[Source], seed: int, number: int) -> list[Pair]:
    """Return the pairs of one pass, shuffled: the same for the same seed and number.

    A source larger than its draws goes round from pass to pass; half of the texts are cleaned.
    """
    rng = random.Random(f"{seed} {number}")
    drawn: list[Pair] = []
    for source in known:
        if number < source.since:
            continue
        order = list(source.pairs)
        random.Random(seed).shuffle(order)
        start, count = number * source.draws, min(source.draws, 3 * len(order))
        taken = [order[(start + i) % len(order)] for i in range(count)]
        if source.english and number >= SWITCHED_SINCE:
            name = f"{seed} {number} {source.name}"
            taken = switch_pairs(_varied(taken, name), dictionary(), SWITCHED, name)
        drawn += taken
    tidy = [
        replace(p, claim=clean(p.claim), fact=clean(p.fact)) if rng.random() < 0.6 else p
        for p in drawn
    ]
    rng.shuffle(tidy)
    return tidy
