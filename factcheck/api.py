"""Load, verify, save: the functions behind the library's front door and the command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from factcheck import __version__
from factcheck.derived import derived_folder
from factcheck.embedders.catalogue import choose_embedder
from factcheck.errors import ConfigError, FactcheckError, LoadError
from factcheck.intake import import_facts as import_facts
from factcheck.intake import read_source as read_source
from factcheck.intake import update_index as update_index
from factcheck.model import (
    Document,
    Extraction,
    Fact,
    Failure,
    Report,
)
from factcheck.models.catalogue import DEFAULT, Choice, choose
from factcheck.protocols import Embedder, FactTable
from factcheck.registry import build_extractor, build_retriever, build_verifier
from factcheck.verifier import Progress

if TYPE_CHECKING:
    from factcheck.net import Settings
    from factcheck.policies import Reviews
    from factcheck.store import Store

DEFAULT_DATABASE = "claims.db"

FactsInput = str | Path | Iterable[Fact | Mapping[str, Any]]
"""Facts to judge against: the path of a facts file, or facts, or dicts with a file's columns."""

Notice = Callable[[str], None]
Day = Date | str | None
"""The text's date: a day, the same as YYYY-MM-DD, or unknown."""


def check_text(
    text: str,
    *,
    facts: FactsInput | None = None,
    date: Day = None,
    lang: str | None = None,
    store: Store | None = None,
    model: str = DEFAULT,
    embedder: str | None = None,
) -> Report:
    """Return the report on ``text``.

    ``facts`` are judged against alone; without them the facts of ``store`` are. With a ``store``
    the report is saved there, without one nothing is written anywhere. ``model`` is ``default``
    (rules alone where it is not installed), ``none``, a model's folder or its name on a hub;
    ``embedder`` likewise (``default`` needs the extra ``semantic``): with one, facts are found by
    meaning too. Raises ``ModelError`` for one that cannot be read.

    >>> facts = [{"statement": "The bridge of Verona was opened in 2011."}]
    >>> report = check_text("The bridge of Verona was not opened in 2011.", facts=facts)
    >>> report.assessments[0].verdict.value
    'refuted'
    """
    from factcheck.loaders import document_from_text

    document = document_from_text(text, date=day_of(date), lang=lang)
    tools = _Tools(choose(model), _embedder(embedder))
    return _check([document], _table(facts, store), tools, store=store)


def check_file(
    path: str | Path,
    *,
    facts: FactsInput | None = None,
    date: Day = None,
    lang: str | None = None,
    store: Store | None = None,
    model: str = DEFAULT,
    embedder: str | None = None,
) -> Report:
    """Return the report on a file, an address, or every text in a folder.

    ``check_text`` says the rest; an address must be a string, as a path loses one of its slashes.

    Raises ``LoadError``, and ``MissingDependencyError`` for a page without the extra ``web``.
    """
    from factcheck.loaders import load

    documents = list(load(str(path), date=day_of(date), lang=lang))
    tools = _Tools(choose(model), _embedder(embedder))
    return _check(documents, _table(facts, store), tools, store=store)


def check_source(
    *sources: str,
    facts: Sequence[str] = (),
    store: Store | None = None,
    save: bool = True,
    date: Day = None,
    lang: str | None = None,
    model: str = DEFAULT,
    embedder: str | None = None,
    progress: Progress | None = None,
    notice: Notice | None = None,
) -> Report:
    """Return one report on files, folders or ``-``, against facts files or the store's facts."""
    from factcheck.loaders import load

    tools = _Tools(choose(model), _embedder(embedder))
    given = dict.fromkeys(sources)
    documents = [one for source in given for one in load(source, date=day_of(date), lang=lang)]
    table = _table_of_files(facts) if facts else _table(None, store)
    return _check(
        documents,
        table,
        tools,
        store=store if save else None,
        reviews=_reviews(store),
        folder=derived_folder(store.location) if store and not facts else None,
        progress=progress,
        notice=notice,
    )


def check_each(
    *sources: str,
    facts: Sequence[str] = (),
    store: Store | None = None,
    date: Day = None,
    lang: str | None = None,
    model: str = DEFAULT,
    embedder: str | None = None,
    jobs: int = 1,
    as_of: Date | None = None,
    fetching: Settings | None = None,
    accept: Callable[[Document], object] | None = None,
    progress: Progress | None = None,
    notice: Notice | None = None,
) -> Generator[Report | Failure, None, None]:
    """Yield a report on each text as soon as it is done, or why it could not be checked, in order.

    ``sources`` are files, folders, patterns of file names, addresses (fetched as ``fetching`` says)
    or ``-``. Nothing is saved. With ``as_of`` the facts are those published by that day, each in
    the newest version published by then. With several
    ``jobs`` as many processes judge, and the index they share is brought up to date before.
    ``accept`` is called with each text before it is checked, and may raise.
    """
    from factcheck.checking import Checker, Trouble, lost
    from factcheck.engine import ordered

    choice, meaning = choose(model), _embedder(embedder)
    table = _table_of_files(facts) if facts else _table(None, store)
    if as_of is not None:
        table = _known_by(as_of, table if facts else store, notice)
    with ExitStack() as opened:
        stands = store is not None and not facts and as_of is None
        folder = derived_folder(store.location) if store and stands else None
        if jobs > 1 and folder is None:
            folder = Path(opened.enter_context(TemporaryDirectory(prefix="factcheck-")))
        retriever = build_retriever(
            table, folder=folder, embedder=meaning, notice=notice, progress=progress
        )
        checker = Checker(
            verifier=build_verifier(retriever, choice.model),
            table=table,
            choice=choice,
            version=__version__,
            embedder=meaning,
            reviews=_reviews(store),
            as_of=as_of,
        )
        documents = _loaded_each(sources, day_of(date), lang, fetching, accept)
        if jobs == 1:
            for one in documents:
                yield one if isinstance(one, Failure) else checker(one, progress=progress)
            return
        retriever((), 0)  # asked nothing, an index brings itself up to date
        for answer in ordered(checker.answer, documents, jobs=jobs, lost=lost):
            if isinstance(answer, Trouble):
                raise FactcheckError(answer.problem)
            yield answer


def _known_by(day: Date, table: FactTable | Store | None, notice: Notice | None) -> FactTable:
    """Return the facts of a table that were published by ``day``, in a table of their own."""
    from factcheck.facttable import MemoryFactTable, is_known_by
    from factcheck.store import Store

    if table is None:
        return MemoryFactTable(())
    if isinstance(table, Store):
        known = MemoryFactTable(table.facts_known_by(day))
    else:
        known = MemoryFactTable(fact for fact in table.facts() if is_known_by(fact, day))
    if notice is not None:
        counts = f"{known.summary().count} of {table.summary().count} facts"
        notice(f"as of {day}: {counts} are known to have been published by then")
    return known


def _loaded_each(
    sources: Sequence[str],
    date: Date | None,
    lang: str | None,
    fetching: Settings | None,
    accept: Callable[[Document], object] | None,
) -> Iterator[Document | Failure]:
    from factcheck.loaders import load_each

    for source in dict.fromkeys(sources):
        for found in load_each(source, date=date, lang=lang, fetching=fetching):
            if isinstance(found, LoadError):
                yield Failure(source=found.source, problem=found.problem)
            else:
                if accept is not None:
                    accept(found)
                yield found


def extract_text(text: str, *, date: Day = None, lang: str | None = None) -> Extraction:
    """Return the claims of ``text`` with their parts, dates, figures and names; no fact is asked.

    >>> extraction = extract_text("The bridge was opened on 3 May 2011 and cost 12 million euros.")
    >>> [quantity.low for quantity in extraction.claims[0].analysis.quantities]
    [12000000.0]
    """
    from factcheck.loaders import document_from_text

    return build_extractor()(document_from_text(text, date=day_of(date), lang=lang))


def extract_file(
    path: str | Path,
    *,
    date: Day = None,
    lang: str | None = None,
    fetching: Settings | None = None,
) -> tuple[Extraction, ...]:
    """Return what is read in the documents of a file, an address or ``-``; raises ``LoadError``."""
    from factcheck.loaders import load

    extract = build_extractor()
    documents = load(str(path), date=day_of(date), lang=lang, fetching=fetching)
    return tuple(extract(document) for document in documents)


def day_of(date: Day) -> Date | None:
    """Return the day that ``date`` is or writes; raises ``ConfigError`` for another writing."""
    if not isinstance(date, str):
        return date
    try:
        return Date.fromisoformat(date)
    except ValueError:
        raise ConfigError(f"date {date!r} is not a day written YYYY-MM-DD") from None


@dataclass(frozen=True, slots=True)
class _Tools:
    """The model that reads matches, and what finds facts by meaning."""

    choice: Choice
    embedder: Embedder | None


def _embedder(name: str | None) -> Embedder | None:
    return None if name is None else choose_embedder(name)


def _check(
    documents: Sequence[Document],
    table: FactTable,
    tools: _Tools,
    *,
    store: Store | None = None,
    reviews: Reviews | None = None,
    folder: Path | None = None,
    progress: Progress | None = None,
    notice: Notice | None = None,
) -> Report:
    from factcheck.checking import ATTEMPTS, run_info
    from factcheck.policies import reviewed

    if store is not None:
        for document in documents:
            store.expect(document)
    retriever = build_retriever(
        table, folder=folder, embedder=tools.embedder, notice=notice, progress=progress
    )
    verifier = build_verifier(retriever, tools.choice.model)
    for _ in range(ATTEMPTS):
        summary = table.summary()
        reports = tuple(verifier.verify(document, progress=progress) for document in documents)
        if table.summary().digest == summary.digest:
            break  # else another process changed the facts meanwhile
    decided = _reviews(store) if reviews is None else reviews
    reports = tuple(reviewed(computed, decided) for computed in reports)
    run = run_info(
        reports, summary, choice=tools.choice, version=__version__, embedder=tools.embedder
    )
    report = Report(run=run, documents=reports)
    if store is not None:
        store.save_report(report)
    return report


def _reviews(store: Store | None) -> Reviews:
    """Return what people decided, by claim key."""
    from factcheck.policies import by_claim

    return by_claim(store.reviews() if store is not None else ())


def _table(facts: FactsInput | None, store: Store | None) -> FactTable:
    from factcheck.facttable import MemoryFactTable

    if facts is None:
        return store if store is not None else MemoryFactTable(())
    if isinstance(facts, str | Path):
        return _table_of_files([str(facts)])
    return MemoryFactTable(_records(facts))


def _records(facts: Iterable[Fact | Mapping[str, Any]]) -> Iterable[Fact]:
    from factcheck.facttable import with_id
    from factcheck.sources import fact_from_mapping

    for number, fact in enumerate(facts, start=1):
        record = fact if isinstance(fact, Fact) else fact_from_mapping(fact, row=number)
        yield with_id(record)


def _table_of_files(paths: Sequence[str]) -> FactTable:
    from dataclasses import replace

    from factcheck.facttable import MemoryFactTable, with_id

    return MemoryFactTable(
        with_id(replace(fact, collection=Path(path).stem))
        for path in paths
        for fact in read_source(path)
    )


def open_store(db: str | None = None, *, create: bool = True, read_only: bool = False) -> Store:
    """Return the store at ``db``, else ``FACTCHECK_DB``, else ``claims.db`` here.

    Raises ``StoreError`` when it is not a store, and ``ConfigError`` when it does not exist and
    ``create`` is false.
    """
    from factcheck.store import Store

    location = db or os.environ.get("FACTCHECK_DB") or DEFAULT_DATABASE
    if not create and "://" not in location and not Path(location).exists():
        raise ConfigError(f"{location}: no such store; create one with: factcheck db init")
    return Store(location, read_only=read_only)
