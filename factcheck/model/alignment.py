"""A part beside a fact, word by word: what every comparator looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from factcheck.model.analysis import Analysis, DateMention, Interval, Name
from factcheck.model.claims import Part
from factcheck.model.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Which words and names of one text stand for which of another.

    The mappings go from positions in ``Analysis.content`` and ``Analysis.names`` of the first text
    to positions in the second; absent positions have no partner. ``related`` maps further words to
    near ones ("soldati" / "troops"), which count less. ``maybe_names`` are positions of
    names that may or may not be spelling variants of a name of the other text.
    """

    content: Mapping[int, int]
    related: Mapping[int, int]
    names: Mapping[int, int]
    maybe_names: frozenset[int] = frozenset()

    @property
    def partners(self) -> Mapping[int, int]:
        """Return the words that stand for each other or for something near."""
        return {**self.related, **self.content} if self.related else self.content


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A part and a fact with their analyses and alignments.

    ``sentence`` analyses the whole sentence the part stands in, from which missing actors may be
    taken but which nobody is accused of. ``claim_to_fact`` aligns the part with the fact,
    ``fact_to_sentence`` the fact with the whole sentence. ``document_date`` is the day the text was
    written, ``sentence_names`` the names ``fact_to_sentence`` counts in: those the sentence leaves
    to be understood, then its own, ``named_before`` whom the sentences just before name, ``told``
    what the text says before the claim, its title first, ``subject`` who is understood to act when
    the part does not name them, ``subject_is_ambiguous`` that it could be several, ``countries``
    the keys of the countries the whole text names, ``claim_dates`` and ``fact_dates`` what each
    side says of when. ``claim_coverage`` in [0, 1] is the weighted share of the part's words,
    names, figures and dates that the fact has too, ``fact_coverage`` that of the fact's words and
    names in the sentence.
    """

    part: Part
    fact: Fact
    claim: Analysis
    sentence: Analysis
    statement: Analysis
    claim_to_fact: Alignment
    fact_to_sentence: Alignment
    document_date: Interval | None
    sentence_names: tuple[Name, ...]
    named_before: tuple[Name, ...]
    told: str
    subject: tuple[Name, ...]
    subject_is_ambiguous: bool
    countries: frozenset[str]
    claim_dates: tuple[DateMention, ...]
    fact_dates: tuple[DateMention, ...]
    claim_coverage: float
    fact_coverage: float
