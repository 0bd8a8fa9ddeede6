"""The mixture of pairs that each pass of the training draws from the public sets."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

from training.splits import normalised
from training.verification import articles
from training.verification.altered import read_altered
from training.verification.data import (
    aligned,
    changed_numbers,
    clean,
    fever_it,
    fever_it_same,
    held_out_texts,
    namesakes,
    near_misses,
    rows_of,
    small,
    to_pair,
    vitaminc,
)
from training.verification.pairs import Pair
from training.verification.plan import Plan
from training.verification.switching import dictionary, switch_pairs
from training.verification.templates import generate
from training.verification.templates.swaps import varied
from training.verification.translation import read_translations
from training.verification.written import learned, read_written

TRANSLATED = 0.45
"""Share of the English pairs that are read in Italian, one text or both."""
SWITCHED = 0.2
"""Share of the other English pairs that are switched to Italian words."""
VARIED = 0.2
"""Share of the English pairs whose shared numbers, names or signs are replaced by others."""
SWITCHED_SINCE = 2
"""Passes before this one read English as it stands."""
GENERATED = 120_000
"""Pairs made from phrasings."""
TIDY = 0.6
"""Share of the texts that are tidied."""
MULTILINGUAL = frozenset(
    {
        "FEVER-it",
        "e-RTE-3-it",
        "Parallel UD",
        "Changed numbers",
        "Altered claims",
        "Exchanged",
        "Namesakes",
        "Written by hand",
        "Written articles",
        "Texts, settled",
        "Texts, beside others",
    }
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What was made beforehand: translations, altered and exchanged claims, pairs of the texts."""

    translations: Mapping[str, str] = field(default_factory=dict)
    altered: tuple[Pair, ...] = ()
    exchanged: tuple[Pair, ...] = ()
    texts: tuple[Pair, ...] = ()

    @classmethod
    def read(
        cls,
        translations: Path | None,
        altered: Path | None,
        exchanged: Path | None = None,
        texts: Path | None = None,
    ) -> Extras:
        """Return what the files hold, nothing for a file that is not given."""
        return cls(
            translations=read_translations(translations) if translations else {},
            altered=tuple(read_altered(altered)) if altered else (),
            exchanged=tuple(read_altered(exchanged)) if exchanged else (),
            texts=tuple(read_altered(texts)) if texts else (),
        )


def sources_by_language(bench: Path, seed: int) -> dict[str, list[Pair]]:
    """Return the encyclopaedic pairs of each language whose claims may be altered."""
    held_out = held_out_texts(bench / "verdict")
    italian, english = fever_it_same(bench / "verdict")
    listed = {source.name: source.pairs for source in sources(bench, seed)}
    both = {"it": italian, "en": [*english, *listed["VitaminC real"], *listed["FM2"]]}
    return {
        lang: [p for p in pairs if normalised(p.claim) not in held_out]
        for lang, pairs in both.items()
    }


def sources(bench: Path, seed: int, extras: Extras | None = None) -> tuple[Source, ...]:
    """Return every source, held-out texts removed; ``bench`` holds the folder ``verdict``."""
    verdict, rng = bench / "verdict", random.Random(seed)
    held_out = held_out_texts(verdict)

    def kept(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
        return tuple(p for p in pairs if normalised(p.claim) not in held_out)

    def pool(name: str) -> list[Pair]:
        return [to_pair(row) for row in rows_of(verdict / f"nli_train_pool/{name}.jsonl")]

    real, by_page = vitaminc(verdict)
    made = [pair for _, pair in by_page[len(real) :]]
    parallel = aligned(bench / "matching/pud_crosslingual/aligned.jsonl", rng)
    fever, fm2 = fever_it(verdict), small(verdict / "fm2/dev.jsonl")
    changed = changed_numbers([*parallel, *fever, *real], rng)
    symmetric = [to_pair(r) for r in rows_of(verdict / "fever_symmetric/dev.jsonl")]
    texts = (extras or Extras()).texts
    settled = [pair for pair in texts if pair.label in ("SUPPORTED", "REFUTED")]
    beside = [pair for pair in texts if pair.label not in ("SUPPORTED", "REFUTED")]
    listed = (
        ("VitaminC real", "CC BY-SA 3.0", real, 13_000),
        ("VitaminC synthetic", "CC BY-SA 3.0", made, 14_000),
        ("VitaminC near misses", "CC BY-SA 3.0", near_misses(by_page, rng), 5_000),
        ("Namesakes", "as their sources", namesakes([*real, *fever, *fm2], rng), 5_000),
        ("Altered claims", "as their sources", (extras or Extras()).altered, 24_000),
        ("Exchanged", "as their sources", (extras or Extras()).exchanged, 12_000),
        ("FEVER symmetric", "CC BY-SA 3.0", symmetric, 700),
        ("FEVER-it", "Apache-2.0", fever, 6_000),
        ("FM2", "Apache-2.0", fm2, 1_400),
        ("e-RTE-3-it", "MIT", small(verdict / "e_rte3_it/dev.jsonl"), 1_000),
        ("MNLI", "OANC", pool("mnli_dev"), 14_000),
        ("SNLI", "CC BY-SA 4.0", pool("snli_dev"), 4_000),
        ("ConjNLI", "MIT", pool("conjnli_adv_train"), 4_000),
        ("Parallel UD", "CC BY-SA 3.0", parallel, 1_500),
        ("Changed numbers", "as their sources", changed, 2_000),
        ("Written by hand", "MIT", learned(read_written(), rng), 30_000),
        ("Written articles", "MIT", articles.learned(articles.read_articles(), rng), 5_000),
        ("Texts, settled", "MIT", settled, 8_000),
        ("Texts, beside others", "MIT", beside, 12_000),
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


def resized(known: Sequence[Source], share: float, draws: Mapping[str, int]) -> tuple[Source, ...]:
    """Return the sources with ``share`` of their draws, those named in ``draws`` with so many."""
    unknown = set(draws) - {source.name for source in known}
    if unknown:
        raise ValueError(f"no source is called {', '.join(sorted(unknown))}")
    return tuple(
        replace(source, draws=draws.get(source.name, round(source.draws * share)))
        for source in known
    )


def mixture(
    known: Sequence[Source], seed: int, number: int, extras: Extras | None = None
) -> list[Pair]:
    """Return the pairs of one pass, shuffled: the same for the same seed and number.

    A source larger than its draws goes round from pass to pass.
    """
    rng = random.Random(f"{seed} {number}")
    translations = (extras or Extras()).translations
    drawn: list[Pair] = []
    for source in known:
        if number < source.since:
            continue
        taken = _drawn(source, seed, number)
        if source.english and number >= SWITCHED_SINCE:
            name = f"{seed} {number} {source.name}"
            taken = _varied(taken, name)
        if source.english or source.name in {"Altered claims", "Exchanged", "Namesakes"}:
            taken = [_translated(pair, translations, rng) for pair in taken]
        drawn += taken
    rng.shuffle(drawn)
    return drawn


def _drawn(source: Source, seed: int, number: int) -> list[Pair]:
    order = list(source.pairs)
    random.Random(seed).shuffle(order)
    start, count = number * source.draws, min(source.draws, 4 * len(order))
    return [order[(start + i) % len(order)] for i in range(count)]


def _varied(pairs: Sequence[Pair], seed: str) -> list[Pair]:
    """Return English pairs, some of them changed in both texts alike: labels stay."""
    rng = random.Random(seed)
    found = []
    for pair in pairs:
        if rng.random() < VARIED:
            claim, fact = varied(pair.claim, pair.fact, "en", "en", rng)
            pair = replace(pair, claim=claim, fact=fact)
        found.append(pair)
    return switch_pairs(found, dictionary(), SWITCHED, seed)


def _translated(pair: Pair, known: Mapping[str, str], rng: random.Random) -> Pair:
    """Return the pair tidied or as it is, or one or both of its texts in Italian."""
    tidy = replace(pair, claim=clean(pair.claim), fact=clean(pair.fact))
    if rng.random() >= TRANSLATED:
        return tidy if rng.random() < TIDY else pair
    side = rng.random()
    claim = known.get(tidy.claim, tidy.claim) if side < 0.8 else tidy.claim
    fact = known.get(tidy.fact, tidy.fact) if not 0.55 <= side < 0.8 else tidy.fact
    return replace(tidy, claim=claim, fact=fact)


def passes_ahead(
    known: Sequence[Source], plan: Plan, extras: Extras, first: int, workers: int
) -> Iterator[list[Pair]]:
    """Yield the passes from ``first`` on, mixed ahead by other processes."""
    numbers = iter(range(first, plan.passes))
    with ProcessPoolExecutor(
        workers, get_context("spawn"), _remember, (known, plan.seed, extras)
    ) as pool:
        waiting: deque[Future[list[Pair]]] = deque()
        for number in numbers:
            waiting.append(pool.submit(_mixed, number))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_kept: tuple[Sequence[Source], int, Extras] | None = None


def _remember(known: Sequence[Source], seed: int, extras: Extras) -> None:
    global _kept
    _kept = (known, seed, extras)


def _mixed(number: int) -> list[Pair]:
    assert _kept is not None  # noqa: S101 -- set when the worker starts
    known, seed, extras = _kept
    return mixture(known, seed, number, extras)
