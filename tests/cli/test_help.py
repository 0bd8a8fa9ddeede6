from __future__ import annotations

import shlex
from collections.abc import Iterator

import click
import pytest

from factcheck import __version__
from factcheck.cli import app, main


def _commands(command: click.Command, ctx: click.Context) -> Iterator[tuple[str, click.Command]]:
    yield ctx.command_path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            inner = command.get_command(ctx, name)
            assert inner is not None
            yield from _commands(inner, click.Context(inner, parent=ctx, info_name=name))


COMMANDS = dict(_commands(app, click.Context(app, info_name="factcheck")))


def _examples(command: click.Command) -> list[str]:
    _, _, examples = (command.epilog or "").partition("Example:")
    return [line.strip() for line in examples.splitlines() if line.strip()]


def test_the_commands_are_the_promised_ones() -> None:
    assert [path.removeprefix("factcheck ") for path in COMMANDS] == [
        "factcheck",
        "check",
        *("facts", "facts add", "facts edit", "facts retire", "facts undo", "facts history"),
        *("facts diff", "facts export", "facts import", "facts list", "facts show"),
        *("facts search", "facts duplicates"),
        *("claims", "claims overrule", "claims export", "claims list", "claims extract"),
        "claims show",
        *("runs", "runs list", "runs show", "runs diff"),
        *("documents", "documents list", "documents delete"),
        "recheck",
        *("db", "db init", "db info", "db verify", "db backup", "db purge"),
        *("evaluate", "evaluate matching", "evaluate verdicts", "evaluate contrast"),
        *("evaluate dates", "evaluate detection", "evaluate pipeline", "evaluate segmentation"),
        "doctor",
    ]


@pytest.mark.parametrize("path", COMMANDS)
def test_help_says_what_it_does_and_shows_an_example(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([*path.split()[1:], "--help"])
    shown = capsys.readouterr().out

    assert code == 0
    assert COMMANDS[path].get_short_help_str()
    assert all(f"\n    {example}\n" in shown for example in _examples(COMMANDS[path]))
    assert _examples(COMMANDS[path])


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_is_explained(path: str) -> None:
    for parameter in COMMANDS[path].params:
        assert isinstance(parameter, click.Argument) or (
            isinstance(parameter, click.Option) and parameter.help
        )


@pytest.mark.parametrize(
    "example", sorted({example for command in COMMANDS.values() for example in _examples(command)})
)
def test_examples_use_commands_and_options_that_exist(example: str) -> None:
    words = shlex.split(example.partition("<")[0])
    path = max((p for p in COMMANDS if words[: len(p.split())] == p.split()), key=len)
    rest = words[len(path.split()) :]
    command = COMMANDS[path]

    assert not isinstance(command, click.Group)
    command.make_context(path, rest)


@pytest.mark.parametrize("arguments", [[], ["facts"], ["db"]], ids=["root", "facts", "db"])
def test_a_group_alone_prints_its_help(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0
    assert "Commands:" in capsys.readouterr().out


def test_version_is_the_package_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"factcheck {__version__}\n"
