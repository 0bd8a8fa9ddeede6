"""``factcheck evaluate``: the field's metrics on public sets."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click

from factcheck.cli.group import Commands
from factcheck.cli.listing import columns
from factcheck.cli.options import (
    FILE,
    LANGUAGE,
    Named,
    Several,
    chosen_embedder,
    example,
    semantic_options,
)
from factcheck.cli.progress import progress
from factcheck.cli.streams import emit, refuse_output, written_output
from factcheck.errors import ConfigError

Function = TypeVar("Function", bound=Callable[..., Any])

evaluate = Commands(
    name="evaluate",
    help="Measure every stage on public sets.",
    epilog=example("factcheck evaluate pipeline fixtures/it-accordo"),
)


class Result(Protocol):
    """What an evaluation returns."""

    def as_json(self) -> dict[str, Any]:
        """Return the figures as one JSON object."""
        ...

    def as_text(self) -> str:
        """Return the figures as a table."""
        ...


def format_option(command: Function) -> Function:
    """Return ``command`` with ``--format`` for figures."""
    return click.option(
        "--format",
        "format_name",
        type=Named("format", lambda: ("text", "json")),
        default="text",
        show_default=True,
        metavar="text|json",
        help="How the figures are written.",
    )(command)


model_option = click.option(
    "--model",
    default="default",
    show_default=True,
    metavar="default|none|PATH|NAME",
    help="The model that judges what the rules leave open.",
)


plot_option = click.option(
    "--plot",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    metavar="FILE.png",
    help="Draw how the share of wrong answers grows with the share answered (extra: plot).",
)


def _plot(path: Path, name: str, curve: Sequence[tuple[float, float]]) -> None:
    from factcheck.evaluation.plots import plot_risk

    try:
        plot_risk(path, {name: curve})
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or 'cannot be written'}") from error


def _contrast_kinds() -> Sequence[str]:
    from factcheck.contrast import KINDS

    return tuple(KINDS)


def _json(figures: dict[str, Any]) -> str:
    return json.dumps(figures, ensure_ascii=False) + "\n"


def _emit(result: Result, format_name: str) -> None:
    if format_name == "json":
        emit(_json(result.as_json()))
    else:
        emit(result.as_text().rstrip("\n") + "\n")


def _matching_table(figures: dict[str, Any]) -> str:
    """Return ours and the baseline side by side, one line per metric."""
    rows: list[tuple[str, ...]] = [("", "value", "95 % interval", "plain BM25")]
    for name, (low, high) in figures["intervals"].items():
        interval = f"{low:.3f}-{high:.3f}"
        rows.append((name, f"{figures[name]:.3f}", interval, f"{figures['baseline'][name]:.3f}"))
    rows += [(name, f"{figures[name]:g}", "", "") for name in ("queries", "queries_per_second")]
    return columns(rows)


@evaluate.command(
    epilog=example(
        "factcheck evaluate matching --facts facts.jsonl --queries queries.jsonl --qrels qrels.tsv"
    )
)
@click.option("--facts", type=FILE, required=True, metavar="FILE", help="JSONL of id, text, title.")
@click.option("--queries", type=FILE, required=True, metavar="FILE", help="JSONL of id and text.")
@click.option("--qrels", type=FILE, required=True, metavar="FILE", help="TSV of query and fact.")
@click.option(
    "--retriever", default="index", show_default=True, metavar="index|scan", help="What to measure."
)
@semantic_options
@click.option(
    "--vectors", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
    help="Keep the vectors of --semantic here, and use those that are here.",
)  # fmt: skip
@format_option
def matching(
    facts: Path,
    queries: Path,
    qrels: Path,
    retriever: str,
    semantic: bool,
    embedder: str | None,
    vectors: Path | None,
    format_name: str,
) -> None:
    """Measure how well the fact a query is about is found, beside plain BM25."""
    from factcheck.evaluation.matching import Retrieving, evaluate_matching

    with progress("Embedding") as bar:
        how = Retrieving(
            name=retriever,
            embedder=chosen_embedder(semantic=semantic, embedder=embedder),
            vectors=vectors,
            progress=bar.steps,
        )
        figures = evaluate_matching(facts, queries, qrels, how=how).as_json()
    emit(_json(figures) if format_name == "json" else _matching_table(figures))


@evaluate.command(epilog=example("factcheck evaluate verdicts dev.jsonl --format json"))
@click.argument("file", type=FILE)
@click.option(
    "--evidence",
    type=FILE,
    default=None,
    metavar="FILE",
    help="Take each claim's evidence from the row of its id in this file, in another language say.",
)
@plot_option
@model_option
@format_option
def verdicts(
    file: Path, evidence: Path | None, plot: Path | None, model: str, format_name: str
) -> None:
    """Measure verdicts on claims with given evidence, a JSONL file."""
    from factcheck.evaluation.verdicts import evaluate_verdicts

    result = evaluate_verdicts(file, model=model, evidence=evidence)
    if plot is not None:
        _plot(plot, file.stem, result.curve)
    _emit(result, format_name)


@evaluate.command(epilog=example("factcheck evaluate contrast --facts facts.csv"))
@click.option("--facts", type=FILE, required=True, metavar="FILE", help="The facts file to test.")
@click.option("--seed", type=int, default=0, show_default=True, help="Which changes are drawn.")
@click.option(
    "--kinds",
    type=Several("kind", _contrast_kinds),
    default=(),
    metavar="KIND,...",
    help="Kinds of change to make; all by default.",
)
@click.option("--limit", type=click.IntRange(1), default=None, help="At most so many pairs.")
@click.option(
    "--write", type=FILE, default=None, metavar="FILE", help="Write the pairs there as JSON Lines."
)
@model_option
@format_option
def contrast(facts: Path, write: Path | None, format_name: str, **options: Any) -> None:
    """Measure verdicts on the facts of a file, each changed in one thing.

    Errors are to be refuted, paraphrases are not.
    """
    from factcheck.evaluation.contrast import evaluate_contrast

    if write is not None:
        refuse_output(write, (str(facts),))
    result = evaluate_contrast(facts, **options)
    if write is not None:
        with written_output(write) as put:
            put(result.as_lines())
    _emit(result, format_name)


@evaluate.command(epilog=example("factcheck evaluate dates dates.jsonl --format json"))
@click.argument("file", type=FILE)
@click.option(
    "--lang", type=LANGUAGE, default=None, metavar="LANG", help="The language of lines without one."
)
@format_option
def dates(file: Path, lang: str | None, format_name: str) -> None:
    """Measure time expressions on marked texts or on phrases with values, a JSONL file."""
    from factcheck.evaluation.dates import evaluate_dates

    _emit(evaluate_dates(file, lang=lang or ""), format_name)


@evaluate.command(epilog=example("factcheck evaluate detection dev.jsonl --format json"))
@click.argument("file", type=FILE)
@format_option
def detection(file: Path, format_name: str) -> None:
    """Measure check-worthiness on labelled sentences, a JSONL file, beside two baselines."""
    from factcheck.evaluation.detection import evaluate_detection

    _emit(evaluate_detection(file), format_name)


@evaluate.command(epilog=example("factcheck evaluate pipeline fixtures/it-accordo"))
@click.argument("folder", type=FILE)
@plot_option
@model_option
@format_option
def pipeline(folder: Path, plot: Path | None, model: str, format_name: str) -> None:
    """Measure a whole check on a folder of texts with gold verdicts."""
    from factcheck.evaluation.pipeline import evaluate_pipeline

    result = evaluate_pipeline(folder, model=model)
    if plot is not None:
        _plot(plot, folder.name, result.curve)
    _emit(result, format_name)


@evaluate.command(epilog=example("factcheck evaluate segmentation dev.jsonl"))
@click.argument("file", type=FILE)
@format_option
def segmentation(file: Path, format_name: str) -> None:
    """Measure sentence ends on a JSONL file of sentences, joined ten at a time."""
    from factcheck.evaluation.segmentation import evaluate_segmentation

    _emit(evaluate_segmentation(file), format_name)
