"""Supported claims with one thing of their evidence in the place of another that it has too.

    FACTCHECK_BENCH=... python -m training.verification.exchanged --output exchanged.jsonl

"Lombardy received 1,620 doses and Lazio 955" does not support "Lazio received 1,620": every word
stands in the evidence, and only who did what tells. Names, figures and days change places; what is
told of several alike ("Russia, Belarus or Myanmar") is left as it is. Such a claim is refuted or
left open, as the case may be: never supported (``pairs.UNSUPPORTED``).
"""

# ruff: noqa: T201 -- a script that prints its figures
from __future__ import annotations

import argparse
import json
import os
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from factcheck.analysis.analyse import read
from factcheck.analysis.name_matching import NameRelation, can_be_replaced, compare_names
from factcheck.analysis.pairing import agree
from factcheck.analysis.syntax import syntax
from factcheck.model import Analysis, DateRelation, Name, NameKind, Span
from training.verification.pairs import UNSUPPORTED, Pair

MOST = 2
"""Exchanges made of one pair at most."""
_TOGETHER = frozenset(
    {"meet", "speak", "discuss", "negotiate", "cooperate", "consult", "agree", "marry", "play",
     "sign", "border", "draw"}
)  # fmt: skip
"""Deeds that two do together: who is named first tells nothing."""


def exchanged(pairs: Sequence[tuple[Pair, str, str]], rng: random.Random) -> Iterator[Pair]:
    """Yield what comes of supported pairs; each comes with its claim's and its fact's language."""
    for pair, lang, fact_lang in pairs:
        if pair.label != "SUPPORTED":
            continue
        mine, theirs = read(pair.claim, lang), read(pair.fact, fact_lang)
        made = list(dict.fromkeys(_changed(mine, theirs)))
        for text in rng.sample(made, min(MOST, len(made))):
            yield Pair(claim=text, fact=pair.fact, label=UNSUPPORTED)


def _changed(mine: Analysis, theirs: Analysis) -> Iterator[str]:
    yield from _other_names(mine, theirs)
    yield from _swapped_names(mine, theirs)
    if mine.lang == theirs.lang:
        yield from _other_figures(mine, theirs)
        yield from _other_dates(mine, theirs)


def _other_names(mine: Analysis, theirs: Analysis) -> Iterator[str]:
    """Yield the claim with a name of the evidence that it lacks in the place of one they share."""
    free = [
        name
        for name in theirs.names
        if not name.adjective
        and all(compare_names(name, own) is NameRelation.DIFFERENT for own in mine.names)
        and name.text not in mine.text
    ]
    for own in mine.names:
        shared = [n for n in theirs.names if _is_same(own, n)]
        for other in free if shared and not own.adjective else ():
            if not _may_stand(own, other, mine.lang == theirs.lang):
                continue
            if all(
                can_be_replaced(name, other) and not _are_listed(theirs, name.span, other.span)
                for name in shared
            ):
                yield _with(mine.text, own.span, other.text)


def _swapped_names(mine: Analysis, theirs: Analysis) -> Iterator[str]:
    """Yield the claim with two names of one kind, both in the evidence, in each other's place."""
    if any(token.concept in _TOGETHER for token in mine.content):
        return
    known = [
        name
        for name in mine.names
        if not name.adjective and any(_is_same(name, other) for other in theirs.names)
    ]
    for place, left in enumerate(known):
        for right in known[place + 1 :]:
            if not can_be_replaced(left, right) or _are_listed(mine, left.span, right.span):
                continue
            if compare_names(left, right) is NameRelation.DIFFERENT:
                text = _with(mine.text, right.span, left.text)
                yield _with(text, left.span, right.text)


def _other_figures(mine: Analysis, theirs: Analysis) -> Iterator[str]:
    free = [q for q in theirs.quantities if not any(agree(own, q) for own in mine.quantities)]
    for own in mine.quantities:
        if any(agree(own, other) for other in theirs.quantities):
            for other in free:
                if (own.unit, own.dimension) == (other.unit, other.dimension):
                    yield _with(mine.text, own.span, other.text)


def _other_dates(mine: Analysis, theirs: Analysis) -> Iterator[str]:
    own_days = {m.interval for m in mine.dates}
    days = {m.interval for m in theirs.dates}
    for own in mine.dates:
        if own.interval not in days or own.relation is not DateRelation.IN:
            continue
        for other in theirs.dates:
            is_like = (own.granularity, own.relation) == (other.granularity, other.relation)
            if is_like and other.interval not in own_days:
                yield _with(mine.text, own.span, other.text)


def _is_same(one: Name, other: Name) -> bool:
    return compare_names(one, other) is NameRelation.SAME


def _may_stand(own: Name, other: Name, same_language: bool) -> bool:
    """Tell whether a name may stand there: of a person in any language, the others in their own."""
    return same_language or own.kind is other.kind is NameKind.PERSON


def _are_listed(analysis: Analysis, one: Span, other: Span) -> bool:
    """Tell whether nothing but names, commas and an "and" or "or" stand between the two."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    between = analysis.text[start:end]
    for name in analysis.names:
        between = between.replace(name.text, " ")
    words = re.findall(r"\w+", between.casefold())
    return set(words) <= syntax(analysis.lang).coordinators


def _with(text: str, span: Span, words: str) -> str:
    return text[: span.start] + words + text[span.end :]


def main() -> None:
    """Exchange what stands in the encyclopaedic sets, the written pairs and the articles."""
    from training.verification import articles, written
    from training.verification.data import clean
    from training.verification.mixing import sources_by_language
    from training.verification.plan import Plan

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    bench = Path(os.environ.get("FACTCHECK_BENCH", "../shared/bench"))
    rng = random.Random(Plan().seed)
    known = [
        (Pair(claim=clean(p.claim), fact=clean(p.fact), label=p.label), lang, lang)
        for lang, pairs in sources_by_language(bench, Plan().seed).items()
        for p in pairs
    ]
    known += written.learned_with_languages(written.read_written())
    known += articles.learned_with_languages(articles.read_articles())
    count = 0
    with options.output.open("w", encoding="utf-8") as lines:
        for pair in exchanged(known, rng):
            lines.write(json.dumps(asdict(pair), ensure_ascii=False) + "\n")
            count += 1
    print(f"{count} pairs")


if __name__ == "__main__":
    main()
