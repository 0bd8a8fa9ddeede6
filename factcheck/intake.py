"""Facts taken in: what a source holds becomes part of a store's table, and of its index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.derived import derived_folder
from factcheck.errors import ConfigError, FactSourceError
from factcheck.model import Closing, Fact, ImportResult
from factcheck.progress import counted
from factcheck.registry import build_retriever
from factcheck.verifier import Progress

if TYPE_CHECKING:
    from factcheck.net import Settings
    from factcheck.sources import FactSource
    from factcheck.store import Store
    from factcheck.store.source import StoredFacts

Notice = Callable[[str], None]

_LINED = frozenset({".csv", ".tsv", ".jsonl", ".ndjson"})
"""Files that hold about one fact a line."""


def read_source(
    path: str, *, fetching: Settings | None = None, **reading: Any
) -> FactSource | StoredFacts:
    """Return the facts of the file at ``path``, which may be another store; nothing is read yet.

    With ``fetching`` it may be an address, fetched as that says. ``reading`` are the keywords of
    ``import_facts`` that say how a file is read.
    """
    from factcheck.loaders import is_address

    if fetching is not None and is_address(path):
        from factcheck.sources.addresses import read_address

        return read_address(path, fetching, **reading)
    from factcheck.sources.files import STORE, read_facts, shown_form

    if (reading.get("form") or shown_form(path)) != STORE:
        return read_facts(path, **reading)
    if reading.get("sheet"):
        raise FactSourceError(path, "has no sheets: it is no workbook")
    from factcheck.store.source import StoredFacts

    return StoredFacts(path)


def import_facts(
    store: Store,
    source: str | Path | FactSource | StoredFacts,
    *,
    collection: str | None = None,
    sync: bool = False,
    supersede: bool = False,
    progress: Progress | None = None,
    **reading: Any,
) -> ImportResult:
    """Return what importing ``source`` did; one import is one transaction.

    ``source`` is a file, or what ``read_source``, ``read_google`` or ``read_wikidata`` return. Of
    a file, ``form`` is ``csv``, ``jsonl``, ``claimreview``, ``xlsx`` or ``store``; without it the
    file shows what it is. ``sheet`` names that of a workbook, ``dates="dmy"`` reads 16/11/2024
    too, ``ignore_unknown`` reads past columns that are not ours.
    Raises ``FactSourceError`` with the row at the first bad one, and nothing is imported; with
    ``skip_bad`` the rest is, and the result lists what was left. With ``supersede`` states end that
    a fact of the file follows, as a revision of its own. A file that is as it was at its last
    import, into a table that is as it was then, is not read. ``progress`` takes the facts read so
    far and about how many there are.
    """
    from dataclasses import replace

    from factcheck.remembered import Remembered

    read = read_source(str(source), **reading) if isinstance(source, str | Path) else source
    if store.location is not None and Path(read.name).absolute() == store.location.absolute():
        raise ConfigError(f"{read.name}: a store cannot be imported into itself")
    name = collection or Path(read.name).stem
    file = _file_of(source, read)
    earlier = Remembered(store, file, name, {**reading, "sync": sync, "supersede": supersede})
    if (known := earlier.result()) is not None:
        return known
    given: list[str] = []
    facts = counted(read, _row_count(file), progress)
    result = store.import_facts(
        _noting_states(facts, given) if supersede else facts, collection=name, sync=sync
    )
    unknown = Counter(row.unknown_rating for row in read.skipped if row.unknown_rating)
    result = replace(
        result,
        closed=_supersede(store, given) if given else (),
        skipped=tuple(str(row) for row in read.skipped),
        unknown_ratings=tuple(unknown.most_common()),
    )
    earlier.note(result)
    return result


def _file_of(source: object, read: FactSource | StoredFacts) -> Path | None:
    """Return the file that was read; ``None`` for a store, which changes beside its file too."""
    from factcheck.sources import FactSource

    is_file = isinstance(source, str | Path) and isinstance(read, FactSource)
    return Path(str(source)) if is_file else None


def _noting_states(facts: Iterable[Fact], given: list[str]) -> Iterator[Fact]:
    """Yield ``facts``; the ids of those that say since when they hold go into ``given``."""
    for fact in facts:
        if fact.valid_from is not None:
            given.append(fact.id)
        yield fact


def _supersede(store: Store, given: Sequence[str]) -> tuple[Closing, ...]:
    """Close the intervals of states that a given fact follows, or of given ones another follows."""
    from factcheck.model import ChangeKind
    from factcheck.sources import closings

    found = closings(store.states(), frozenset(given))
    store.change_facts((closing.fact for closing in found), kind=ChangeKind.SUPERSEDE)
    return found


def update_index(
    store: Store, *, progress: Progress | None = None, notice: Notice | None = None
) -> None:
    """Bring the index of a store in a file up to its facts, so that the next check need not.

    Raises ``IndexingError`` when another process keeps it locked.
    """
    folder = derived_folder(store.location)
    if folder is not None:
        build_retriever(store, folder=folder, notice=notice, progress=progress)((), 0)


def _row_count(path: Path | None) -> int:
    """Return about how many rows a table has, its lines; 0 for other formats."""
    if path is None or path.suffix.lower() not in _LINED or not path.is_file():
        return 0
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
