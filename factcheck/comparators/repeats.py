"""What may happen again: to no one person, and in one place on other days too."""

from __future__ import annotations

from factcheck.analysis.lexicon import relations
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.tokens import Grammar, grammar, shapes_of
from factcheck.comparators.gates import figures_shared
from factcheck.model import Analysis, Granularity, Name, NameKind
from factcheck.model.alignment import Pair

_ONCE = frozenset({"destroy"})
"""Further deeds that befall a thing once."""
_COUNTRY = "country:"


def may_happen_again(pair: Pair) -> bool:
    """Tell whether only places are common, or the part counts how often: a volcano erupts again."""
    if _is_counted(pair.claim) and not _is_counted(pair.statement):
        return True
    known, rules = pair.fact_to_sentence, grammar(pair.statement.lang)
    met = {*known.names, *known.maybe_names}
    if figures_shared(pair) or any(_may_act(pair.statement.names[j], rules) for j in met):
        return False
    if any(
        compare_names(name, other) is NameRelation.SAME
        for name in pair.subject
        for other in pair.statement.names
        if _may_act(other, rules)
    ):
        return False
    unique = relations().unique_events | _ONCE
    if any(mention.granularity is Granularity.DAY for mention in pair.claim_dates):
        unique -= relations().repeated_events  # closed on Friday, but "closed in 2013" for good
    return not any(pair.claim.content[i].concept in unique for i in pair.claim_to_fact.content)


def _may_act(name: Name, rules: Grammar) -> bool:
    """Tell whether a name is of somebody, or at least not where something happens."""
    if name.key.startswith(_COUNTRY):
        return name.preposition not in rules.locative | rules.origin
    if name.kind is NameKind.PLACE:
        return False
    return name.kind is NameKind.PERSON or not name.preposition


def _is_counted(analysis: Analysis) -> bool:
    """Tell whether a text says how often: "for the third time"."""
    return any(shape.search(analysis.text) for shape in shapes_of(analysis.lang, "how_often"))
