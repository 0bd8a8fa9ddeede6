"""Reports as the options of the command line ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.cli.streams import width
from factcheck.errors import ConfigError
from factcheck.model import ClaimOrder, Verdict

if TYPE_CHECKING:
    from factcheck.protocols import ReportWriter


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """What ``render_options`` read."""

    format_name: str
    ui_lang: str | None
    order: str | None
    only: frozenset[Verdict]
    width: int | None
    explain: bool

    def writer(self, *, color: bool) -> ReportWriter:
        """Return the writer asked for; raise ``ConfigError`` for an option it has no use for."""
        from factcheck.registry import EXPLAINING, WRITERS, report_writer
        from factcheck.renderers.writing import RenderOptions

        asked = {"--order": self.order, "--only": self.only}
        for name in (name for name, value in asked.items() if value):
            if self.format_name not in WRITERS:
                self._refuse(name, ", ".join(WRITERS))
        if self.width and self.format_name != "text":
            self._refuse("--width", "text")
        if self.explain and self.format_name not in EXPLAINING:
            self._refuse("--explain", ", ".join(EXPLAINING))
        options = RenderOptions(
            ui_lang=self.ui_lang or "",
            width=self.width or width(),
            color=color,
            order=ClaimOrder(self.order) if self.order else None,
            only=self.only,
            explain=self.explain,
        )
        return report_writer(self.format_name, options)

    def _refuse(self, option: str, formats: str) -> None:
        raise ConfigError(f"{option} is for the formats {formats}, not for {self.format_name}")
