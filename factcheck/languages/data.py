"""The one reader of language data: tables and word lists, read on first use and kept.

A language is a folder named by its ISO 639-1 code that holds ``grammar.toml``. Such folders lie
beside this module; ``FACTCHECK_LANGUAGES`` names places that hold further ones.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from factcheck.errors import ConfigError, UnknownComponentError

VARIABLE: Final = "FACTCHECK_LANGUAGES"
"""The environment variable with folders of further languages, separated as ``PATH`` is."""

_ROOT = files("factcheck.languages")
_CODE: Final = re.compile(r"[a-z]{2,3}")


@lru_cache(maxsize=1)
def further_languages() -> Mapping[str, Path]:
    """Return the folders of languages that ``FACTCHECK_LANGUAGES`` adds, by code.

    Of several for one code the last counts. Raises ``ConfigError`` for a place that is no folder.
    """
    found: dict[str, Path] = {}
    for place in filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)):
        if not Path(place).is_dir():
            raise ConfigError(f"{VARIABLE}: {place} is not a folder")
        found.update((code, Path(place, code)) for code in _codes(Path(place)))
    return found


def _codes(place: Traversable) -> Iterator[str]:
    for entry in place.iterdir():
        if _CODE.fullmatch(entry.name) and entry.joinpath("grammar.toml").is_file():
            yield entry.name


@lru_cache(maxsize=1)
def supported_languages() -> tuple[str, ...]:
    """Return the codes of the languages that can be read, sorted."""
    return tuple(sorted({*_codes(_ROOT), *further_languages()}))


def language_folder(lang: str) -> Traversable:
    """Return the folder of ``lang``; one that ``FACTCHECK_LANGUAGES`` adds replaces ours."""
    return further_languages().get(lang) or _ROOT.joinpath(lang)


@lru_cache(maxsize=128)
def language_data(lang: str, name: str, *, missing_ok: bool = False) -> Mapping[str, Any]:
    """Return table ``name`` of language ``lang``, completed by what holds where it says nothing.

    Raises ``UnknownComponentError`` for a language without data and ``ConfigError`` for a table
    that cannot be read; a language without this table gives an empty one when ``missing_ok``.
    """
    path = language_folder(lang).joinpath(f"{name}.toml")
    if not path.is_file():
        if missing_ok:
            return {}
        if lang in supported_languages():
            return _complete(shared_data("defaults").get(name, {}), {})
        raise UnknownComponentError("language", lang, supported_languages())
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:  # no TOML, or no UTF-8
        raise ConfigError(f"{path}: {error}") from error
    return _complete(shared_data("defaults").get(name, {}), table)


def _complete(defaults: Mapping[str, Any], table: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return ``table`` with the keys that only ``defaults`` has, in the tables inside as well."""
    inner = {
        key: _complete(value, table[key])
        for key, value in defaults.items()
        if isinstance(value, Mapping) and isinstance(table.get(key), Mapping)
    }
    return {**defaults, **table, **inner}


@lru_cache(maxsize=16)
def function_words(lang: str) -> tuple[str, ...]:
    """Return the words of ``stopwords.txt`` of ``lang``; none for a language without the list."""
    path = language_folder(lang or "-").joinpath("stopwords.txt")
    if not path.is_file():
        return ()
    lines = path.read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=16)
def shared_data(name: str) -> Mapping[str, Any]:
    """Return table ``name`` that holds for every language."""
    return tomllib.loads(_ROOT.joinpath(f"{name}.toml").read_text("utf-8"))
