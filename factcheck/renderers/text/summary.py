"""How many claims have which verdict: of one text, and of many in a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from factcheck.model import DocumentReport, Failure, Verdict, tally
from factcheck.renderers.evidence import check_next
from factcheck.renderers.inert import inert
from factcheck.renderers.page import QUIET, Page, inert_text
from factcheck.renderers.text.styles import STYLES, SYMBOLS

_BAR = "━"
_LONGEST_BAR = 30
_NONE = "-"
_SUM = "Σ"
"""Heads the column of all claims where there is no room for a word."""
_SHORTEST_NAME = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the table says of one text."""

    source: str
    counts: Mapping[Verdict, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(Page):
    """Counts by verdict."""

    def counted(self, counts: Mapping[Verdict, int]) -> Text:
        """Return the number of claims and of each verdict that occurs, on one line."""
        line = Text().append(f"{sum(counts.values())}", "bold")
        for verdict, count in counts.items():
            if count:
                line.append("  ").append(f"{SYMBOLS[verdict]} {count}", STYLES[verdict])
        return line

    def summary(self, judged: DocumentReport) -> Iterator[Text]:
        """Yield the verdicts with their counts, and what to check next."""
        yield Text()
        yield Text("─" * self.width, QUIET)
        total = len(judged.assessments)
        title = inert_text(self.words.word("summary", "title"), "bold")
        counted = self.words.word("summary", "total_one" if total == 1 else "total")
        yield title.append(f"  {total} {counted}", QUIET)
        counts = tally(judged.assessments)
        column = max(cell_len(self.words.verdict(verdict)) for verdict in Verdict) + 2
        most = max(*counts.values(), 1)
        for verdict, count in counts.items():
            word = self.words.verdict(verdict).ljust(column)
            style = STYLES[verdict] if count else QUIET
            line = Text().append(f"  {SYMBOLS[verdict]} {word}", style)
            line.append(f"{count:>4}", "" if count else QUIET)
            room = min(self.width - cell_len(line.plain) - 2, _LONGEST_BAR)
            if count and room > 0:
                line.append(f"  {_BAR * max(count * room // most, 1)}", style)
            yield line
        yield from self.to_check(judged)

    def to_check(self, judged: DocumentReport) -> Iterator[Text]:
        """Yield the numbers of the open claims most worth checking."""
        if best := check_next(judged.assessments):
            label = self.words.word("summary", "to_check")
            yield Text().append(f"{label}: ", "bold").append(", ".join(map(str, best)))

    def table(self, rows: Sequence[Counted], failures: Sequence[Failure]) -> Iterator[Text]:
        """Yield one line per text with its counts, their sums, and the texts not checked."""
        words = self.words.table["summary"]
        yield Text()
        yield Text("━" * self.width, QUIET)
        yield inert_text(words["texts"].format(count=len(rows) + len(failures)), "bold")
        total = {verdict: sum(row.counts[verdict] for row in rows) for verdict in Verdict}
        cells = [
            len(str(max(sum(total.values()), 1))) + 2,
            *(len(str(n)) + 2 for n in total.values()),
        ]
        spare = self.width - 2 - _SHORTEST_NAME - sum(cells[1:])
        label = words["total"] if cell_len(words["total"]) + 2 <= spare else _SUM
        cells[0] = max(cells[0], cell_len(label) + 2)
        sources = max((cell_len(inert(row.source)) for row in rows), default=0)
        room = min(max(self.width - sum(cells) - 2, _SHORTEST_NAME), max(sources, 12))
        head = Text(" " * (room + 2)).append(label.rjust(cells[0]), QUIET)
        for verdict, size in zip(Verdict, cells[1:], strict=True):
            head.append(SYMBOLS[verdict].rjust(size), STYLES[verdict])
        yield head
        for row in rows:
            yield self.table_row(_from_the_end(inert(row.source), room), row.counts, cells)
        yield self.table_row(set_cell_size(words["sum"], room), total, cells, "bold")
        for failure in failures:
            told = words["not_checked"].format(source=failure.source, problem=failure.problem)
            yield from self.wrapped(inert_text(told, STYLES[Verdict.REFUTED]), 2, 4)

    def table_row(
        self, name: str, counts: Mapping[Verdict, int], cells: Sequence[int], style: str = ""
    ) -> Text:
        """Return ``name`` and the counts, each in its column."""
        line = Text().append(f"  {name}", style)
        line.append(f"{sum(counts.values()):>{cells[0]}}", style)
        for (verdict, count), size in zip(counts.items(), cells[1:], strict=True):
            shown = str(count) if count else _NONE
            line.append(shown.rjust(size), STYLES[verdict] if count else QUIET)
        return line


def _from_the_end(text: str, room: int) -> str:
    """Return ``text`` in exactly ``room`` cells; of a longer one its end, where names differ."""
    if cell_len(text) <= room:
        return set_cell_size(text, room)
    kept = text[-room:]
    while cell_len(kept) > room - 1:
        kept = kept[1:]
    return set_cell_size(f"…{kept}", room)
