"""The command line: parses, calls ``factcheck.api``, renders. Exit codes are set here alone."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

import click

from factcheck import __version__
from factcheck.cli.group import Commands
from factcheck.cli.streams import open_closed_streams, say, silence_stdout
from factcheck.errors import FactcheckError, UnreadableTextsError

DONE, COULD_NOT_RUN, INTERRUPTED = 0, 2, 130

app = Commands(
    name="factcheck",
    help="Verify the claims of a text against a table of known facts.",
    epilog="\b\nExample:\n  factcheck check article.txt --facts facts.csv",
    lazy={
        "check": "factcheck.cli.check:check",
        "facts": "factcheck.cli.facts:facts",
        "claims": "factcheck.cli.claims:claims",
        "runs": "factcheck.cli.runs:runs",
        "documents": "factcheck.cli.documents:documents",
        "recheck": "factcheck.cli.recheck:recheck",
        "db": "factcheck.cli.db:db",
        "evaluate": "factcheck.cli.evaluate:evaluate",
        "doctor": "factcheck.cli.doctor:doctor",
    },
)
app = click.version_option(__version__, prog_name="factcheck", message="%(prog)s %(version)s")(app)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0, 1 (found, changed), 2 or 130."""
    open_closed_streams()
    _prepare(sys.stdout)
    _prepare(sys.stderr)
    try:
        code = app.main(arguments, prog_name="factcheck", standalone_mode=False)
        return code if isinstance(code, int) else DONE
    except (click.Abort, KeyboardInterrupt):
        say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        silence_stdout()
        return DONE
    except UnreadableTextsError as error:
        for problem in error.problems:
            say(f"error: {problem}")
    except (FactcheckError, click.ClickException, OSError) as error:
        say(f"error: {_message(error)}")
    except (SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic of a native library is not an Exception
        say(f"error: unexpected {type(error).__name__}: {error} (please report this)")
    return COULD_NOT_RUN


def _message(error: Exception) -> str:
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def _prepare(stream: object) -> None:
    """Make ``stream`` take any text: UTF-8 for files and pipes, the terminal's own else."""
    if isinstance(stream, io.TextIOWrapper):
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")
