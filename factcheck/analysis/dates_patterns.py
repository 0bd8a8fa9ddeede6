"""Sequences of words and word classes, matched token by token: time linear in the text.

A form is written as elements separated by spaces: a literal word, ``{class}`` or ``{class:field}``
for a word whose value is kept, ``@name`` for a macro, ``a|b`` for alternatives. In front of an
element ``?`` makes it optional and ``~`` wants no space before it. ``<...>`` around an element
makes it context: it must stand there and is no part of the expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_ELEMENT = re.compile(r"\{(\w+)(?::(\w+))?\}")
_LONGEST_PATH = 24
"""Tokens in one expression; forms are shorter."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A stretch of tokens read as one class (or literal): it ends before token ``end``."""

    key: str
    value: int
    end: int


@dataclass(frozen=True, slots=True)
class Rule:
    """What a complete form says: how it is read, and fields it sets by itself.

    Of two forms for the same words the one with the lower ``rank`` counts.
    """

    rank: int
    reading: str
    constants: Mapping[str, int]


@dataclass(slots=True)
class Node:
    """One state of the matcher; ``rule`` when a form may end here."""

    steps: dict[str, list[Step]] = field(default_factory=dict)
    rule: Rule | None = None


class Step(NamedTuple):
    """A way on from a node: where to, the field the value goes to, whether it is context."""

    node: Node
    name: str
    is_context: bool


class _Taken(NamedTuple):
    first: int
    end: int
    value: int
    step: Step


@dataclass(frozen=True, slots=True)
class Found:
    """A matched form: tokens ``[first, last)`` are the expression; ``fields`` what it says."""

    first: int
    last: int
    reading: str
    fields: Mapping[str, int]
    length: int
    rank: int


def add_form(root: Node, form: str, macros: Mapping[str, Sequence[str]], rule: Rule) -> None:
    """Enter ``form`` below ``root``."""
    for node in _extend([root], form, macros):
        node.rule = node.rule or rule


def _extend(
    sources: Sequence[Node], form: str, macros: Mapping[str, Sequence[str]]
) -> list[Node]:
    """Return the nodes reached from ``sources`` by the elements of ``form``."""
    ends = list(sources)
    for element in form.split():
        optional = element.startswith("?") and len(element) > 1
        reached = _step(ends, element[1:] if optional else element, macros)
        ends = [*ends, *reached] if optional else reached
    return ends


def _step(
    sources: Sequence[Node], element: str, macros: Mapping[str, Sequence[str]]
) -> list[Node]:
    is_context = element.startswith("<") and element.endswith(">")
    if is_context:
        element = element[1:-1]
    if element.startswith("@"):
        return [node for form in macros[element[1:]] for node in _extend(sources, form, macros)]
    glue = "~" if element.startswith("~") and len(element) > 1 else ""
    target = Node()
    for alternative in element[len(glue) :].split("|"):
        match = _ELEMENT.fullmatch(alternative)
        name = (match[2] or match[1]) if match else ""
        key = f"{glue}{{{match[1]}}}" if match else glue + alternative
        for source in sources:
            source.steps.setdefault(key, []).append(Step(target, name, is_context))
    return [target]


class Matcher:
    """Finds forms in one tokenised text; ``edges[i]`` are the readings of what begins at ``i``."""

    def __init__(self, root: Node, edges: Sequence[Sequence[Edge]], glued: Sequence[bool]) -> None:
        self._root = root
        self._edges = edges
        self._glued = glued

    def all(self, starts: Iterable[int]) -> Iterator[Found]:
        """Yield every form that begins at one of ``starts``."""
        for start in starts:
            yield from self._walk(self._root, start, [])

    def _walk(self, node: Node, position: int, path: list[_Taken]) -> Iterator[Found]:
        if node.rule is not None:
            yield _found(node.rule, path)
        if position >= len(self._edges) or len(path) >= _LONGEST_PATH:
            return
        steps, glued = node.steps, self._glued[position]
        for edge in self._edges[position]:
            ways = steps.get(edge.key, ())
            if glued:
                ways = [*ways, *steps.get("~" + edge.key, ())]
            for step in ways:
                path.append(_Taken(position, edge.end, edge.value, step))
                yield from self._walk(step.node, edge.end, path)
                path.pop()


def _found(rule: Rule, path: Sequence[_Taken]) -> Found:
    inner = [taken for taken in path if not taken.step.is_context]
    fields = {taken.step.name: taken.value for taken in path if taken.step.name}
    return Found(
        first=inner[0].first,
        last=inner[-1].end,
        reading=rule.reading,
        fields={**rule.constants, **fields},
        length=path[-1].end - path[0].first,
        rank=rule.rank,
    )
