"""Options that several commands share, and the values they refuse."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from factcheck.model import ClaimOrder, Verdict

if TYPE_CHECKING:
    from factcheck.net import Settings

Function = TypeVar("Function", bound=Callable[..., Any])

MIN_WIDTH = 40
"""Columns of the narrowest report."""

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Day(click.ParamType[date]):
    """A day as ``YYYY-MM-DD``."""

    name = "yyyy-mm-dd"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; fail with the form that is wanted."""
        if isinstance(value, date):
            return value
        with contextlib.suppress(ValueError):  # the right form and no such day: told as well
            if _ISO_DAY.fullmatch(value):
                return date.fromisoformat(value)
        raise click.BadParameter(f"{value!r} is not a day: write it as YYYY-MM-DD", ctx, param)


class Verdicts(click.ParamType[frozenset[Verdict]]):
    """Verdict names separated by commas."""

    name = "verdict,..."

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[Verdict]:
        """Return the verdicts; fail with the name that is none and the known ones."""
        if isinstance(value, frozenset):
            return value
        names = [name.strip() for name in value.split(",") if name.strip()]
        for name in names:
            if name not in set(Verdict):
                self.fail(_unknown("verdict", name, tuple(Verdict)), param, ctx)
        return frozenset(map(Verdict, names))


class OneVerdict(click.ParamType[Verdict]):
    """The name of a verdict."""

    name = "verdict"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Verdict:
        """Return the verdict; fail with the known ones."""
        if value not in set(Verdict):
            self.fail(_unknown("verdict", value, tuple(Verdict)), param, ctx)
        return Verdict(value)


class Named(click.ParamType[str]):
    """One of the names a table knows; the table is read when a value is given."""

    def __init__(self, kind: str, known: Callable[[], Sequence[str]]) -> None:
        self.name = kind
        self._known = known

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name; fail naming the known ones."""
        if value not in self._known():
            self.fail(_unknown(self.name, value, self._known()), param, ctx)
        return str(value)


class Several(click.ParamType[tuple[str, ...]]):
    """Names that a table knows, separated by commas; the table is read when a value is given."""

    def __init__(self, kind: str, known: Callable[[], Sequence[str]]) -> None:
        self.name = f"{kind},..."
        self._kind = kind
        self._known = known

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the names; fail with the one that is none and the known ones."""
        if isinstance(value, tuple):
            return value
        names = tuple(name.strip() for name in value.split(",") if name.strip())
        known = self._known()
        for name in names:
            if name not in known:
                self.fail(_unknown(self._kind, name, known), param, ctx)
        return names


def _unknown(kind: str, name: str, known: Sequence[str]) -> str:
    return f"unknown {kind} {name!r}: known are {', '.join(known)}"


def _formats() -> Sequence[str]:
    from factcheck.registry import RENDERERS

    return tuple(RENDERERS)


def _languages() -> Sequence[str]:
    from factcheck.languages.data import supported_languages

    return supported_languages()


def _display_languages() -> Sequence[str]:
    from factcheck.renderers.display import display_languages

    return display_languages()


ORDER = Named("order", lambda: tuple(ClaimOrder))
FORMAT = Named("format", _formats)
LANGUAGE = Named("language", _languages)
DISPLAY_LANGUAGE = Named("display language", _display_languages)
CHANGES_FORMAT = Named("format", lambda: ("text", "json"))
FILE = click.Path(path_type=Path)


def db_option(command: Function) -> Function:
    """Return ``command`` with ``--db``."""
    return click.option(
        "--db",
        metavar="PATH_OR_URL",
        help="The store; else FACTCHECK_DB, else claims.db in the working directory.",
    )(command)


def address_options(command: Function) -> Function:
    """Return ``command`` with ``--allow-private``, ``--offline`` and ``--timeout``."""
    private = click.option(
        "--allow-private", is_flag=True, help="Also read addresses that are not public."
    )
    offline = click.option(
        "--offline", is_flag=True, help="Read addresses only from what was kept of them before."
    )
    timeout = click.option(
        "--timeout", type=click.FloatRange(0.1), metavar="SECONDS",
        help="The most that reading one address may take; 30 by default.",
    )  # fmt: skip
    return private(offline(timeout(command)))


def semantic_options(command: Function) -> Function:
    """Return ``command`` with ``--semantic`` and ``--embedder``."""
    semantic = click.option(
        "--semantic", is_flag=True,
        help="Also find facts by meaning, across languages too (extra: semantic).",
    )  # fmt: skip
    embedder = click.option(
        "--embedder", metavar="default|PATH|NAME",
        help="What makes vectors for --semantic: any model of sentence-transformers.",
    )  # fmt: skip
    return semantic(embedder(command))


def chosen_embedder(*, semantic: bool, embedder: str | None) -> str | None:
    """Return the embedder asked for, the default one for ``--semantic`` alone, or ``None``."""
    return embedder or ("default" if semantic else None)


def fetch_settings(
    sources: Sequence[str], *, allow_private: bool, offline: bool, timeout: float | None
) -> Settings | None:
    """Return how the addresses among ``sources`` are read; ``None`` when there is none."""
    from factcheck.loaders import is_address

    if not any(map(is_address, sources)):
        return None
    return address_settings(allow_private=allow_private, offline=offline, timeout=timeout)


def address_settings(*, allow_private: bool, offline: bool, timeout: float | None) -> Settings:
    """Return how addresses are read, with the user's cache."""
    # Imported here: it takes 0.1 s, and files need none of it.
    from factcheck.net import Cache, Limits, Settings

    limits = Limits(seconds=timeout) if timeout else Limits()
    return Settings(
        allow_private=allow_private, offline=offline, limits=limits, cache=Cache.of_user()
    )


def limit_option(command: Function) -> Function:
    """Return ``command`` with ``--limit``."""
    return click.option(
        "--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many."
    )(command)


def render_options(command: Function) -> Function:
    """Return ``command`` with the options that say how a report is shown."""
    formats = click.option(
        "--format",
        "format_name",
        type=FORMAT,
        default="text",
        show_default=True,
        metavar="text|json|markdown|...",
        help="How the report is written: text, html, markdown, json, jsonl, csv or sarif.",
    )
    columns = click.option(
        "--width",
        type=click.IntRange(MIN_WIDTH),
        metavar="COLUMNS",
        help="Columns of the text report; the terminal's by default.",
    )
    order = order_option(None, "text by verdict, jsonl and csv as the text has them")
    explain = click.option(
        "--explain",
        is_flag=True,
        help="Tell of every fact which terms, names and numbers it shares with the text.",
    )
    return formats(ui_lang_option(order(only_option("--only")(columns(explain(command))))))


def order_option(default: str | None, told: str) -> Callable[[Function], Function]:
    """Return what gives a command ``--order``; ``told`` says what it is by default."""
    return click.option(
        "--order",
        type=ORDER,
        default=default,
        metavar="text|verdict|checkworthiness",
        help="Claims as they stand in the text, contradictions first, or what to check next first; "
        f"by default {told}.",
    )


def only_option(*names: str) -> Callable[[Function], Function]:
    """Return what gives a command ``--only`` under ``names``."""
    return click.option(
        *names, "only", type=Verdicts(), default=frozenset(),
        help="Only claims with one of these verdicts.",
    )  # fmt: skip


def ui_lang_option(command: Function) -> Function:
    """Return ``command`` with ``--ui-lang``."""
    return click.option(
        "--ui-lang",
        type=DISPLAY_LANGUAGE,
        default=None,
        metavar="it|en",
        help="Language of the words around the text; the text's own by default.",
    )(command)


def example(*lines: str) -> str:
    """Return the epilog that shows ``lines`` as typed."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)
