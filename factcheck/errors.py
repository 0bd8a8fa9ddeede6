"""Everything we raise on purpose.

::

    FactcheckError
      ConfigError
        UnknownComponentError    carries the name and the known names
        MissingDependencyError   names the extra to install
      ModelError                 carries the model's folder, file or name
      LoadError                  carries the source and the problem
        FetchError               carries the redacted address and the status
        UnsupportedFormatError
        UnreadableTextsError     carries one LoadError for each text
      FactSourceError            carries the source and the row
      StoreError                 carries the path or URL
        SchemaVersionError
        StoreBusyError
        NotFoundError
      IndexingError
"""

from __future__ import annotations

from collections.abc import Iterable


class FactcheckError(Exception):
    """Root of the tree; its text is one line that names the culprit."""


class ConfigError(FactcheckError):
    """An option or setting cannot be used."""


class UnknownComponentError(ConfigError):
    """A name that no component has."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind = kind
        self.name = name
        self.known = tuple(sorted(known))
        super().__init__(f"unknown {kind} {name!r}: known are {', '.join(self.known)}")


class MissingDependencyError(ConfigError):
    """An optional library is absent."""

    def __init__(self, feature: str, extra: str) -> None:
        self.feature = feature
        self.extra = extra
        super().__init__(f'{feature} needs: pip install "factcheck-verifier[{extra}]"')


class ModelError(FactcheckError):
    """A verification model cannot be read or run."""

    def __init__(self, source: str, problem: str) -> None:
        self.source = source
        super().__init__(f"{source}: {problem}")


class LoadError(FactcheckError):
    """A text cannot be read."""

    def __init__(self, source: str, problem: str) -> None:
        self.source = source
        self.problem = problem
        super().__init__(f"{source}: {problem}")


class FetchError(LoadError):
    """An address is refused or cannot be read.

    ``url`` holds no password and no key, ``status`` is the server's or 0, and ``is_passing`` tells
    whether the same request may be answered later.
    """

    def __init__(
        self, url: str, problem: str, *, status: int = 0, is_passing: bool = False
    ) -> None:
        self.url = url
        self.status = status
        self.is_passing = is_passing
        super().__init__(url, problem)


class UnsupportedFormatError(LoadError):
    """A source no loader or importer reads."""


class UnreadableTextsError(LoadError):
    """Several texts of one folder cannot be read; ``problems`` has one error for each."""

    def __init__(self, source: str, problems: Iterable[LoadError]) -> None:
        self.problems = tuple(problems)
        super().__init__(source, "; ".join(map(str, self.problems)))


class FactSourceError(FactcheckError):
    """A facts file, or one row of it, cannot be read; ``row`` is 0 for the file itself."""

    def __init__(self, source: str, problem: str, row: int = 0) -> None:
        self.source = source
        self.row = row
        self.problem = problem
        where = f"{source}: row {row}" if row else source
        super().__init__(f"{where}: {problem}")


class StoreError(FactcheckError):
    """The store cannot be opened, read or written."""

    def __init__(self, location: str, problem: str) -> None:
        self.location = location
        super().__init__(f"{location}: {problem}")


class SchemaVersionError(StoreError):
    """The store's schema is newer than this version of factcheck."""


class StoreBusyError(StoreError):
    """Another process kept the store locked for longer than the time-out."""


class NotFoundError(StoreError):
    """Nothing stored has that id."""


class IndexingError(FactcheckError):
    """The candidate index cannot be built or read, even after a rebuild."""
