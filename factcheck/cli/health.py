"""What ``factcheck doctor`` looks at: each examination returns findings, the bad ones explained."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from factcheck import __version__
from factcheck.errors import FactcheckError
from factcheck.languages.data import (
    further_languages,
    language_data,
    language_folder,
    supported_languages,
)

PACKAGE = "factcheck-verifier"
_MARKS = "✓ ✗ ◐ ≠ ± · « » … ─ è"
"""What a report in the terminal is written with."""
_FACTS = (
    {"id": "closed", "statement": "The bridge of Verona was closed in 2011.", "lang": "en"},
    {"id": "rome", "statement": "Rome is the capital of Italy.", "lang": "en"},
)
_TEXT = "The bridge of Verona was not closed in 2011. Rome is the capital of Italy."
_EXPECTED = ("refuted", "supported")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is known of one thing; ``problem`` is one line that says what is wrong, or empty."""

    area: str
    name: str
    value: str
    problem: str = ""


def findings(db: str | None) -> Iterator[Finding]:
    """Yield everything that is found of this installation and of the store at ``db``."""
    yield from _versions()
    yield from _requirements()
    yield from _store(db)
    yield from _languages()
    yield _encoding()
    yield _demonstration()


def _versions() -> Iterator[Finding]:
    for name, value in (
        ("factcheck", __version__),
        ("python", platform.python_version()),
        ("sqlite", sqlite3.sqlite_version),
        ("platform", platform.platform()),
    ):
        yield Finding(area="versions", name=name, value=value)


def _requirements() -> Iterator[Finding]:
    """Yield the libraries the package asks for, then its extras, as its metadata names them."""
    from packaging.requirements import Requirement

    try:
        told = metadata.metadata(PACKAGE)
    except metadata.PackageNotFoundError:
        problem = (
            f"{PACKAGE} is not installed, so its libraries are not known: pip install {PACKAGE}"
        )
        yield Finding(area="libraries", name=PACKAGE, value="not installed", problem=problem)
        return
    wanted = [Requirement(line) for line in told.get_all("Requires-Dist") or ()]
    for one in wanted:
        if one.marker is None or one.marker.evaluate({"extra": ""}):
            yield _library(one.name, str(one.specifier), _installed(one.name))
    for extra in told.get_all("Provides-Extra") or ():
        names = [
            one.name
            for one in wanted
            if one.name != PACKAGE
            and one.marker is not None
            and one.marker.evaluate({"extra": extra})
            and not one.marker.evaluate({"extra": ""})
        ]
        missing = [name for name in names if not _installed(name)]
        hint = f'pip install "{PACKAGE}[{extra}]" (missing: {", ".join(missing)})'
        yield Finding(area="extras", name=extra, value=hint if missing else "installed")


def _library(name: str, wanted: str, installed: str) -> Finding:
    from packaging.specifiers import SpecifierSet

    problem = ""
    if not installed:
        problem = f'{name} is not installed: pip install "{name}{wanted}"'
    elif not SpecifierSet(wanted).contains(installed, prereleases=True):
        problem = f'{name} {installed} is not {wanted}: pip install "{name}{wanted}"'
    return Finding(area="libraries", name=name, value=installed or "missing", problem=problem)


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _store(db: str | None) -> Iterator[Finding]:
    from factcheck.api import DEFAULT_DATABASE

    location = db or os.environ.get("FACTCHECK_DB") or DEFAULT_DATABASE
    if "://" not in location and not Path(location).exists():
        yield Finding(area="store", name="path", value=f"{location} (created when first used)")
        yield from _places(Path(location))
        return
    content, problem, path = _opened(location)
    yield Finding(area="store", name="path", value=location, problem=problem)
    if content:
        yield Finding(area="store", name="content", value=content)
    if path is not None:
        yield from _places(path)


def _places(path: Path) -> Iterator[Finding]:
    """Yield whether the store at ``path`` and its derived folder can be written."""
    from factcheck.derived import derived_folder

    problem = _refusal(path, path.absolute().parent)
    yield Finding(area="store", name="writable", value="no" if problem else "yes", problem=problem)
    derived = derived_folder(path)
    if derived is not None:
        problem = _refusal(derived, _nearest(derived))
        yield Finding(area="store", name="derived", value=str(derived), problem=problem)


def _opened(location: str) -> tuple[str, str, Path | None]:
    """Return what the store holds, what is wrong with it, and its file."""
    from factcheck.api import open_store

    try:
        with open_store(location, create=False, read_only=True) as store:
            told = store.info()
    except (FactcheckError, OSError) as error:
        return "", f"store: {error}", None
    kind = "demonstration store, " if told.is_demo else ""
    return f"{kind}{told.facts} facts, {told.claims} claims, {told.runs} runs", "", told.location


def _nearest(path: Path) -> Path:
    """Return the lowest folder above ``path``, or itself, that exists."""
    return next(one for one in (path, *path.absolute().parents) if one.exists())


def _refusal(path: Path, folder: Path) -> str:
    """Return why ``path`` in ``folder`` cannot be written: tried, since modes do not bind root."""
    try:
        if path.is_file():
            with path.open("r+b"):
                pass
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return f"{path}: cannot be written: {error.strerror}"


def _languages() -> Iterator[Finding]:
    try:
        codes = supported_languages()
    except FactcheckError as error:
        yield Finding(area="languages", name="FACTCHECK_LANGUAGES", value="", problem=str(error))
        return
    every = sorted({name for code in codes for name in _tables(code)})
    for code in codes:
        missing = [name for name in every if name not in _tables(code)]
        value = f"without {', '.join(missing)}" if missing else "complete"
        if code in further_languages():
            value += f" (in {further_languages()[code]})"
        problem = _trial(code)
        yield Finding(area="languages", name=code, value=value, problem=problem)


def _tables(code: str) -> frozenset[str]:
    return frozenset(
        entry.name.rpartition(".")[0]
        for entry in language_folder(code).iterdir()
        if entry.name.endswith((".toml", ".txt"))
    )


def _trial(code: str) -> str:
    """Return what is wrong with the tables of a language, found by reading a sentence with them."""
    from factcheck.api import extract_text
    from factcheck.renderers.display import display_languages

    try:
        for name in _tables(code):
            language_data(code, name, missing_ok=True)
        extract_text("3 May 2011: 12 %.", lang=code)
        display_languages()
    except Exception as error:  # whatever a table of somebody's own makes of the readers
        return f"language {code}: {type(error).__name__}: {error}"
    return ""


def _encoding() -> Finding:
    encoding = sys.stdout.encoding or "unknown"
    try:
        _MARKS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        problem = f"the terminal's encoding {encoding} lacks signs of the report: set PYTHONUTF8=1"
        return Finding(area="terminal", name="encoding", value=encoding, problem=problem)
    return Finding(area="terminal", name="encoding", value=encoding)


def _demonstration() -> Finding:
    """Return what a check of two sentences against two facts in memory gives."""
    from factcheck.api import check_text
    from factcheck.renderers.text import render_text

    try:
        report = check_text(_TEXT, facts=_FACTS, lang="en")
        verdicts = tuple(assessment.verdict.value for assessment in report.assessments)
        render_text(report)
    except Exception as error:  # the doctor tells of it and goes on
        return _wrong(f"a check fails: {type(error).__name__}: {error}")
    if verdicts != _EXPECTED:
        return _wrong(f"a check says {', '.join(verdicts)} instead of {', '.join(_EXPECTED)}")
    return Finding(area="demonstration", name="verdicts", value=", ".join(verdicts))


def _wrong(problem: str) -> Finding:
    return Finding(area="demonstration", name="verdicts", value="wrong", problem=problem)
