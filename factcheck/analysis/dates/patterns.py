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
DATES, TIMES, PLANS = "dates", "times", "plans"
_LONGEST_PATH = 24
"""Tokens in one expression; forms are shorter."""


class Edge(NamedTuple):
    """A stretch of tokens read as one class (or literal): it ends before token ``end``."""

    key: str
    value: int
    end: int

    @property
    def glued_key(self) -> str:
        """Return the key of elements that want no space before them."""
        return "~" + self.key


@dataclass(frozen=True, slots=True)
class Rule:
    """What a complete form says: how it is read, and fields it sets by itself.

    Of two forms for the same words the one with the lower ``rank`` counts. ``use`` tells who
    looks for it: ``DATES`` everyone, ``TIMES`` only who asks for durations and the like too,
    ``PLANS`` only who reads talk of plans ("10/1", "on the 5th").
    """

    rank: int
    reading: str
    constants: Mapping[str, int]
    use: str = DATES


@dataclass(slots=True)
class Node:
    """One state of the matcher; ``rules`` when forms may end here: at most one for each use."""

    steps: dict[str, list[Step]] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()


class Step(NamedTuple):
    """A way on from a node: where to, the field the value goes to, whether it is context."""

    node: Node
    name: str
    is_context: bool


class _Taken(NamedTuple):
    first: int
    edge: Edge
    step: Step


class _Path(NamedTuple):
    node: Node
    end: int
    length: int
    taken: _Taken | None
    before: _Path | None


@dataclass(frozen=True, slots=True)
class Found:
    """A matched form: tokens ``[first, last)`` are the expression; ``fields`` what it says."""

    first: int
    last: int
    reading: str
    fields: Mapping[str, int]
    length: int
    rank: int
    use: str


def add_form(root: Node, form: str, macros: Mapping[str, Sequence[str]], rule: Rule) -> None:
    """Enter ``form`` below ``root``."""
    for node in _extend([root], form, macros):
        node.rules = _first_of_kind([*node.rules, rule])


def field_sets(form: str, macros: Mapping[str, Sequence[str]]) -> frozenset[frozenset[str]]:
    """Return every set of fields that some way of saying ``form`` fills."""
    ways: frozenset[frozenset[str]] = frozenset({frozenset()})
    for element in form.split():
        optional = element.startswith("?") and len(element) > 1
        said = _element_fields(element[1:] if optional else element, macros)
        if optional:
            said |= {frozenset()}
        ways = frozenset(way | more for way in ways for more in said)
    return ways


def _element_fields(element: str, macros: Mapping[str, Sequence[str]]) -> frozenset[frozenset[str]]:
    if element.startswith("<") and element.endswith(">"):
        element = element[1:-1]
    if element.startswith(("@", "~@")):
        forms = macros[element.partition("@")[2]]
        return frozenset(way for form in forms for way in field_sets(form, macros))
    matches = (_ELEMENT.fullmatch(word.removeprefix("~")) for word in element.split("|"))
    return frozenset(frozenset({m[2] or m[1]}) if m else frozenset() for m in matches)


def _first_of_kind(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rule of lowest rank for every use."""
    best: dict[str, Rule] = {}
    for rule in sorted(rules, key=lambda rule: rule.rank):
        best.setdefault(rule.use, rule)
    return tuple(best.values())


def merged(root: Node) -> Node:
    """Return an automaton of the same forms in which every way on is taken once.

    Subset construction over (key, field, context); it makes texts full of numbers ten times
    cheaper, because forms that begin alike are walked together.
    """
    known: dict[frozenset[int], Node] = {}
    waiting: list[tuple[Node, list[Node]]] = []

    def enter(nodes: list[Node]) -> Node:
        identity = frozenset(map(id, nodes))
        if identity not in known:
            rules = _first_of_kind(rule for node in nodes for rule in node.rules)
            known[identity] = Node(rules=rules)
            waiting.append((known[identity], nodes))
        return known[identity]

    first = enter([root])
    while waiting:
        joint, nodes = waiting.pop()
        ways: dict[tuple[str, str, bool], dict[int, Node]] = {}
        for node in nodes:
            for key, steps in node.steps.items():
                for step in steps:
                    way = ways.setdefault((key, step.name, step.is_context), {})
                    way[id(step.node)] = step.node
        for (key, name, is_context), targets in ways.items():
            step = Step(enter(list(targets.values())), name, is_context)
            joint.steps.setdefault(key, []).append(step)
    return first


def _extend(sources: Sequence[Node], form: str, macros: Mapping[str, Sequence[str]]) -> list[Node]:
    """Return the nodes reached from ``sources`` by the elements of ``form``."""
    ends = list(sources)
    for element in form.split():
        optional = element.startswith("?") and len(element) > 1
        reached = _step(ends, element[1:] if optional else element, macros)
        ends = [*ends, *reached] if optional else reached
    return ends


def _as_context(element: str) -> str:
    return f"?<{element[1:]}>" if element.startswith("?") else f"<{element}>"


def _step(sources: Sequence[Node], element: str, macros: Mapping[str, Sequence[str]]) -> list[Node]:
    is_context = element.startswith("<") and element.endswith(">")
    if is_context:
        element = element[1:-1]
    if element.startswith(("@", "~@")):
        glue, _, name = element.partition("@")
        forms = [glue + form for form in macros[name]]
        if is_context:  # of a macro every element is context
            forms = [" ".join(map(_as_context, form.split())) for form in forms]
        return [node for form in forms for node in _extend(sources, form, macros)]
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
            open_: list[_Path] = [_Path(self._root, start, 0, None, None)]
            while open_:
                path = open_.pop()
                for rule in path.node.rules:
                    yield _found(rule, path)
                if path.length < _LONGEST_PATH and path.end < len(self._edges):
                    open_.extend(self._onward(path))

    def _onward(self, path: _Path) -> Iterator[_Path]:
        steps, glued = path.node.steps, self._glued[path.end]
        if not steps:
            return
        for edge in self._edges[path.end]:
            for step in steps.get(edge.key, ()):
                yield _Path(
                    step.node, edge.end, path.length + 1, _Taken(path.end, edge, step), path
                )
            if glued:
                for step in steps.get(edge.glued_key, ()):
                    yield _Path(
                        step.node, edge.end, path.length + 1, _Taken(path.end, edge, step), path
                    )


def _taken(path: _Path) -> list[_Taken]:
    taken: list[_Taken] = []
    at: _Path | None = path
    while at is not None and at.taken is not None:
        taken.append(at.taken)
        at = at.before
    return taken[::-1]


def _found(rule: Rule, path: _Path) -> Found:
    taken = _taken(path)
    inner = [one for one in taken if not one.step.is_context]
    fields = {one.step.name: one.edge.value for one in taken if one.step.name}
    return Found(
        first=inner[0].first,
        last=inner[-1].edge.end,
        reading=rule.reading,
        fields={**rule.constants, **fields},
        length=path.end - taken[0].first,
        rank=rule.rank,
        use=rule.use,
    )
