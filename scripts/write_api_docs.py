"""Write ``docs/api.md`` from signatures and docstrings, read by griffe: ``make docs``.

Described are the names of ``factcheck.__all__`` and every record that one of them returns, takes
or holds.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from pydoc import locate

import griffe

import factcheck

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "api.md"
HEAD = """# Library

Written by `scripts/write_api_docs.py` from the docstrings; do not edit it here.

`import factcheck` gives every name of the first five sections; the records of the last come back
from them and are not made by hand. Everything is typed, records are frozen, text is never altered:
`span.slice(document.text)` is what a span covers, counted in code points.
[developer.md](developer.md) shows the library at work.
"""
SECTIONS = ("Functions", "Stores and stages", "Records", "Values", "Errors", "Further records")
_EXAMPLE = re.compile(r"(?:^>>> .*\n(?:^(?:\.\.\. )?\S.*\n?)*)+", re.M)
_RECORDS = ("factcheck.model", "factcheck.store")
"""Where records come from."""
_WIDTH = 88
"""Columns above which a signature is broken, one argument a line."""

Described = Mapping[str, griffe.Object]


def described() -> dict[str, griffe.Object]:
    """Return what is described by name, the public names first."""
    package = griffe.load("factcheck", search_paths=[ROOT])
    homes = {name: type_home(name) for name in factcheck.__all__ if name != "__version__"}
    homes |= {"FactsInput": "factcheck.api"}
    found = {name: _object(package, home, name) for name, home in sorted(homes.items())}
    queue = deque(found.values())
    while queue:
        for name, home in _named(queue.popleft()):
            if name not in found:
                found[name] = _object(package, home, name)
                queue.append(found[name])
    further = sorted(found.keys() - homes.keys())
    return {name: found[name] for name in [*sorted(homes), *further]}


def type_home(name: str) -> str:
    """Return the module in which the public ``name`` is defined."""
    return str(getattr(factcheck, name).__module__)


def _object(package: griffe.Object | griffe.Alias, home: str, name: str) -> griffe.Object:
    found = package[f"{home.removeprefix('factcheck.')}.{name}"]
    return found.final_target if isinstance(found, griffe.Alias) else found


def _named(thing: griffe.Object) -> Iterator[tuple[str, str]]:
    """Yield the records of ours that a signature or a field names, with their modules."""
    for expression in _annotations(thing):
        for part in expression.iterate(flat=True):
            path = part.canonical_path if isinstance(part, griffe.ExprName) else ""
            record = locate(path) if path.startswith(_RECORDS) else None
            if isinstance(record, type):
                yield record.__name__, record.__module__


def _annotations(thing: griffe.Object) -> Iterator[griffe.Expr]:
    wanted: list[object] = []
    if isinstance(thing, griffe.Function):
        wanted = [thing.returns, *(parameter.annotation for parameter in thing.parameters)]
    elif isinstance(thing, griffe.Attribute):
        wanted = [thing.annotation]
    else:
        for member in _members(thing):
            yield from _annotations(member)
    yield from (one for one in wanted if isinstance(one, griffe.Expr))


def _members(thing: griffe.Object) -> list[griffe.Object]:
    """Return the public fields, values and methods that a class defines itself."""
    public = (one for name, one in thing.members.items() if not name.startswith("_"))
    return [one for one in public if isinstance(one, griffe.Attribute | griffe.Function)]


def _section(name: str, thing: griffe.Object) -> str:
    if not isinstance(thing, griffe.Class):
        return "Functions"
    if name not in factcheck.__all__:
        return "Further records"
    if name.endswith("Error"):
        return "Errors"
    if "StrEnum" in map(str, thing.bases):
        return "Values"
    return "Stores and stages" if name in ("Store", "Verifier") else "Records"


def page() -> str:
    """Return the whole page."""
    found = described()
    parts = [HEAD]
    for section in SECTIONS:
        parts.append(f"## {section}\n")
        for name, thing in found.items():
            if _section(name, thing) == section:
                parts += _entry(name, thing, found)
    return "\n".join(parts)


def _entry(name: str, thing: griffe.Object, found: Described) -> Iterator[str]:
    yield f"### `{name}`\n"
    if isinstance(thing, griffe.Function):
        yield f"```python\n{_signature(thing)}\n```\n"
    yield f"{_docstring(thing)}\n"
    members = _members(thing)
    if isinstance(thing, griffe.Class) and (kinds := _kinds(thing, found)):
        yield f"A kind of {kinds}.\n"
    fields = [one for one in members if _is_field(one)]
    if fields and all(
        one.annotation is None for one in fields if isinstance(one, griffe.Attribute)
    ):
        is_error = name.endswith("Error")
        shown = [f"`{one.name}`" if is_error else _code(one.value) for one in fields]
        yield f"{'Carries' if is_error else 'Values'}: {', '.join(shown)}.\n"
    elif fields:
        yield "| field | type | default |\n|---|---|---|"
        yield "\n".join(_row(one, found) for one in fields) + "\n"
    for method in members:
        if not _is_field(method):
            yield from _method(method)


def _kinds(thing: griffe.Class, found: Described) -> str:
    return ", ".join(_linked(base, found) for base in thing.bases if str(base) in found)


def _is_field(member: griffe.Object) -> bool:
    return isinstance(member, griffe.Attribute) and "property" not in member.labels


def _row(field: griffe.Object, found: Described) -> str:
    value = str(field.value or "")
    default = "" if not value or value.startswith("field(") else _code(value)
    return f"| `{field.name}` | {_linked(field.annotation, found)} | {default} |"


def _code(value: object) -> str:
    return "`" + str(value).strip("'\"") + "`" if str(value).strip("'\"") else "empty"


def _linked(annotation: object, found: Described) -> str:
    """Return a type with links to what is described on the page."""
    text = str(annotation).replace("|", "\\|")
    return re.sub(
        r"[A-Za-z_]+",
        lambda word: f"[{word[0]}](#{word[0].lower()})" if word[0] in found else word[0],
        text,
    )


def _method(method: griffe.Object) -> Iterator[str]:
    if isinstance(method, griffe.Function):
        yield f"```python\n{_signature(method)}\n```\n"
    else:
        yield f"`{method.name}` → `{method.annotation}`\n"
    yield f"{_docstring(method)}\n"


def _signature(function: griffe.Function) -> str:
    """Return the call with its types, broken where it is long."""
    shown = function.signature().replace("(self, ", "(").replace("(self)", "()")
    if len(shown) <= _WIDTH:
        return shown
    inside, _, returned = shown.partition("(")[2].rpartition(") -> ")
    arguments = re.split(r", (?![^\[\(]*[\]\)])", inside)
    lines = "".join(f"    {argument},\n" for argument in arguments)
    return f"{function.name}(\n{lines}) -> {returned}"


def _docstring(thing: griffe.Object) -> str:
    """Return the docstring as Markdown: code in single marks, examples in a fence."""
    text = thing.docstring.value if thing.docstring else ""
    text = text.replace("``", "`")
    return _EXAMPLE.sub(lambda found: f"```python\n{found[0].rstrip()}\n```\n", text).rstrip()


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")
