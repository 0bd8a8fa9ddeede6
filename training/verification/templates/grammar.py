"""The small language of the phrasings, and its parser.

``{slot}`` is the slot's value, ``{slot.form}`` one of its forms (``of``, ``in``, ``on`` ...),
``{slot:a|b}`` the first or second wording by the value's switch or gender (of a number: the noun
that is counted), ``{slot#a|b}`` singular or plural. ``[...]`` may be left out, ``~`` in front marks
a headline (no full stop), and ``@slot slot`` at the end names what the other text must state.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

_FIELD = re.compile(r"\{(\w+)(?:\.(\w+)|([:#])([^}]*))?\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A place in a phrasing that a slot's value fills."""

    slot: str
    form: str = ""
    choices: tuple[str, ...] = ()
    by_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One phrasing with its optional parts settled."""

    parts: tuple[str | Field, ...]
    slots: frozenset[str]
    needs: frozenset[str]
    """Slots the other text has to state for this phrasing to have its label."""
    phrasing: int
    """Which phrasing of its list this is: two settlings of one phrasing share it."""
    headline: bool


def parse(phrasing: str, number: int) -> tuple[Template, ...]:
    """Every way to settle the optional parts of a phrasing, the fullest first."""
    body, _, needs = phrasing.partition(" @")
    headline = body.startswith("~")
    pieces = _OPTIONAL.split(body.removeprefix("~"))
    options = [(piece, "") if place % 2 else (piece,) for place, piece in enumerate(pieces)]
    return tuple(
        _template("".join(chosen), number, frozenset(needs.split()), headline)
        for chosen in itertools.product(*options)
    )


def _template(text: str, number: int, needs: frozenset[str], headline: bool) -> Template:
    parts = tuple(_parts(text))
    slots = frozenset(part.slot for part in parts if isinstance(part, Field))
    return Template(
        parts=parts, slots=slots, needs=needs | slots, phrasing=number, headline=headline
    )


def _parts(text: str) -> Iterator[str | Field]:
    end = 0
    for match in _FIELD.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        end = match.end()
        slot, form, sign, choices = match.groups()
        yield Field(
            slot=slot,
            form=form or "",
            choices=tuple(choices.split("|")) if choices is not None else (),
            by_number=sign == "#",
        )
    if end < len(text):
        yield text[end:]
