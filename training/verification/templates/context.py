"""Sentences around the deciding one: an introduction, a statement about others, a filler."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from .cases import Case, Draft, others
from .grammar import Field, Template, parse
from .rendering import Speech, render, speech
from .values import Person, Value

_ALONE, _INTRODUCED, _BESIDE_OTHERS, _FILLED = 62, 14, 14, 10
"""Shares of facts that stand alone or with an introduction, a like statement, a filler."""


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    text = (Path(__file__).parent / "context.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _introductions(language: str, kind: str) -> tuple[Template, ...]:
    phrasings: Sequence[str] = _table()[language]["introductions"].get(kind, ())
    return tuple(template for text in phrasings for template in parse(text, 0))


def surrounded(case: Case, draft: Draft, said: Speech) -> str:
    """The fact's text: the deciding sentence, sometimes with one or two more around it."""
    rng = case.rng
    deciding = replace(draft.fact, headline=False)
    way = rng.choices(
        (_beside_others, _introduced, _filled, _alone),
        (_BESIDE_OTHERS, _INTRODUCED, _FILLED, _ALONE),
    )[0]
    if draft.other is not None:
        way = _beside_others
    return way(case, draft, deciding, said) or render(draft.fact, said)


def _alone(case: Case, draft: Draft, deciding: Template, said: Speech) -> str:
    return render(draft.fact, said)


def _filled(case: Case, draft: Draft, deciding: Template, said: Speech) -> str:
    filler = str(case.rng.choice(_table()[said.language]["fillers"]))
    return f"{render(deciding, said)} {filler}"


def _beside_others(case: Case, draft: Draft, deciding: Template, said: Speech) -> str:
    values = draft.other or others(case, draft.claim_values, draft.fact_values)
    if values is None:
        return ""
    phrasings = case.relation.phrasings[said.language]["says"]
    beside = speech(said.language, values, {}, case.rng)
    other = render(replace(case.rng.choice(phrasings), headline=False), beside)
    pieces = [render(deciding, said), other]
    case.rng.shuffle(pieces)
    return " ".join(pieces)


def _introduced(case: Case, draft: Draft, deciding: Template, said: Speech) -> str:
    """Name the subject in a sentence of its own, then go on with a pronoun or "the company"."""
    first = deciding.parts[0]
    if not isinstance(first, Field) or first.form or first.choices:
        return ""
    subject = draft.fact_values[first.slot]
    kind = "person" if isinstance(subject, Person) else getattr(subject, "kind", "")
    found = _introductions(said.language, kind)
    if not found or sum(getattr(part, "slot", "") == first.slot for part in deciding.parts) > 1:
        return ""
    introduction = render(
        case.rng.choice(found), replace(said, values={"subject": subject}, manners={})
    )
    word = _anaphor(subject, kind, said.language, case.rng)
    rest = render(replace(deciding, parts=(word, *deciding.parts[1:])), said)
    return f"{introduction} {rest}"


def _anaphor(subject: Value, kind: str, language: str, rng: random.Random) -> str:
    """What stands for the subject: a pronoun, a noun with its article, or nothing."""
    words = _table()[language]["anaphora"][kind]
    if isinstance(subject, Person):
        return str(words[subject.gender])
    return str(rng.choice(words))
