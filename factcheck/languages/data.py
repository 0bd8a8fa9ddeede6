"""The one reader of language data: TOML tables, read on first use and kept."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from factcheck.errors import UnknownComponentError

_ROOT = files("factcheck.languages")


@lru_cache(maxsize=1)
def supported_languages() -> tuple[str, ...]:
    """Return the ISO 639-1 codes that have a folder with a grammar, sorted."""
    return tuple(
        sorted(
            entry.name
            for entry in _ROOT.iterdir()
            if entry.is_dir() and entry.joinpath("grammar.toml").is_file()
        )
    )


@lru_cache(maxsize=128)
def language_data(lang: str, name: str, *, missing_ok: bool = False) -> Mapping[str, Any]:
    """Return table ``name`` of language ``lang``.

    Raises ``UnknownComponentError`` for a language without data; a language without this table
    gives an empty one when ``missing_ok``.
    """
    path = _ROOT.joinpath(lang, f"{name}.toml")
    if not path.is_file():
        if missing_ok:
            return {}
        raise UnknownComponentError("language", lang, supported_languages())
    return tomllib.loads(path.read_text("utf-8"))


@lru_cache(maxsize=16)
def shared_data(name: str) -> Mapping[str, Any]:
    """Return table ``name`` that holds for every language."""
    return tomllib.loads(_ROOT.joinpath(f"{name}.toml").read_text("utf-8"))
