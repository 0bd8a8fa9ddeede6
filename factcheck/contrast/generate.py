"""A table of facts to its minimal pairs: for each fact at most one of each kind, by a seed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from factcheck.analysis.analyse import analyse
from factcheck.contrast.figures import (
    converted,
    other_amounts,
    other_bounds,
    other_percent_signs,
    other_units,
    other_writings,
)
from factcheck.contrast.naming import (
    names_of,
    other_names,
    other_offices,
    other_places,
    shorter_names,
)
from factcheck.contrast.records import (
    ContrastPair,
    Label,
    Maker,
    NamedIn,
    Rewriting,
    Statement,
)
from factcheck.contrast.rules import contrast_rules
from factcheck.contrast.times import moved_dates, other_date_writings, other_dates
from factcheck.contrast.wording import denied, opposite, other_quantifiers, same_meaning
from factcheck.errors import UnknownComponentError
from factcheck.model import Analysis, Fact, Rating


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of change."""

    label: Label
    make: Maker


KINDS: Mapping[str, Kind] = {
    "negation": Kind(Label.ERROR, denied),
    "quantity": Kind(Label.ERROR, other_amounts),
    "unit": Kind(Label.ERROR, other_units),
    "date": Kind(Label.ERROR, other_dates),
    "entity": Kind(Label.ERROR, other_names),
    "role": Kind(Label.ERROR, other_offices),
    "place": Kind(Label.ERROR, other_places),
    "direction": Kind(Label.ERROR, opposite),
    "comparison": Kind(Label.ERROR, other_bounds),
    "quantifier": Kind(Label.ERROR, other_quantifiers),
    "number_format": Kind(Label.PARAPHRASE, other_writings),
    "percent_sign": Kind(Label.PARAPHRASE, other_percent_signs),
    "conversion": Kind(Label.PARAPHRASE, converted),
    "date_format": Kind(Label.PARAPHRASE, other_date_writings),
    "date_order": Kind(Label.PARAPHRASE, moved_dates),
    "short_name": Kind(Label.PARAPHRASE, shorter_names),
    "synonym": Kind(Label.PARAPHRASE, same_meaning),
}


def kinds_named(names: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds asked for in the order of ``KINDS``, all of them for no names.

    Raises ``UnknownComponentError`` naming the known kinds.
    """
    wanted = set(names)
    for name in sorted(wanted - KINDS.keys()):
        raise UnknownComponentError("kind", name, KINDS)
    return tuple(name for name in KINDS if not wanted or name in wanted)


def contrast_pairs(
    facts: Sequence[Fact], *, seed: int = 0, kinds: Iterable[str] = ()
) -> Iterator[ContrastPair]:
    """Yield the pairs of ``facts``, by fact id and then in the order of ``KINDS``.

    Only facts rated true and with a known language are taken. What is drawn for a fact depends on
    ``seed``, its id and the names in the table alone. Raises ``UnknownComponentError`` for a kind
    that there is not.
    """
    wanted = kinds_named(kinds)
    taken = sorted((f for f in facts if is_taken(f)), key=lambda fact: fact.id)
    read_facts = [(fact, analyse(fact.statement, fact.lang)) for fact in taken]
    names = _names_by_language(read_facts)
    statements = {fact.statement for fact in taken}
    for fact, analysis in read_facts:
        statement = Statement(
            fact=fact,
            lang=fact.lang,
            analysis=analysis,
            rules=contrast_rules(fact.lang),
            others=names[fact.lang],
        )
        for name in wanted:
            found = _draw(statement, name, seed, statements)
            if found is not None:
                yield _pair(statement, name, found)


def is_taken(fact: Fact) -> bool:
    """Tell whether pairs are made of a fact: what is not rated true has no wrong twin."""
    return fact.rating is Rating.TRUE and bool(fact.lang)


def _names_by_language(facts: Iterable[tuple[Fact, Analysis]]) -> dict[str, tuple[NamedIn, ...]]:
    found: dict[str, list[NamedIn]] = {}
    for fact, analysis in facts:
        found.setdefault(fact.lang, []).extend(names_of(fact, analysis))
    return {lang: tuple(names) for lang, names in found.items()}


def _draw(statement: Statement, name: str, seed: int, known: set[str]) -> Rewriting | None:
    """Return one rewriting of the kind, none of which another fact of the table states."""
    if KINDS[name].label is Label.ERROR and not _is_placed(statement.analysis):
        return None
    rng = Random(f"{seed}:{name}:{statement.fact.id}")  # noqa: S311 (no secret)
    made = [one for one in KINDS[name].make(statement, rng) if one.claim not in known]
    return rng.choice(made) if made else None


def _is_placed(analysis: Analysis) -> bool:
    """Tell whether every date of a statement is known: else it may be of another time."""
    return all(mention.interval is not None for mention in analysis.dates)


def _pair(statement: Statement, name: str, found: Rewriting) -> ContrastPair:
    return ContrastPair(
        id=f"{statement.fact.id}:{name}",
        kind=name,
        lang=statement.lang,
        fact=statement.fact,
        claim=found.claim,
        label=KINDS[name].label,
        span=found.span,
        replaced=found.replaced,
        reasons=found.reasons,
    )
