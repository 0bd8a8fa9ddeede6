"""Statements rated false: repeated only by who says all of what is false in them, and as true."""

from __future__ import annotations

from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.pairing import own_dates, word_weight
from factcheck.analysis.tokens import words_of
from factcheck.comparators.gates import is_behind_a_preposition
from factcheck.comparators.times import When, relate_dates
from factcheck.model import Analysis, Rating
from factcheck.model.alignment import Pair

_FULL_WEIGHT = 1.0
_MOST_OF_IT = 0.6
"""Share of a statement from which on the words alone show which one is repeated."""


def is_repeated(pair: Pair) -> bool:
    """Tell whether the sentence says what a fact rated false is about; of other facts, always.

    What is false in it is mostly what it does or is: "the slap at the Oscars was staged" is not
    repeated by who speaks of the slap.
    """
    if pair.fact.rating is not Rating.FALSE:
        return True
    if is_said_otherwise(pair) or is_called_untrue(pair) or _is_of_another_time(pair):
        return False
    if pair.fact_coverage < _MOST_OF_IT and _names_nobody_of(pair):
        return False
    return _says_its_deed(pair) and names_who(pair)


def _is_of_another_time(pair: Pair) -> bool:
    """Tell whether the sentence gives times, and none is one the statement gives itself."""
    mine = [m for m in own_dates(pair.sentence) if m.interval is not None]
    theirs = [m for m in pair.statement.dates if m.interval is not None]
    return (
        bool(mine) and bool(theirs) and all(relate_dates(m, theirs) is When.DISJOINT for m in mine)
    )


def _names_nobody_of(pair: Pair) -> bool:
    """Tell whether nobody and nothing the statement names is in the text: "what goes round"."""
    met = pair.fact_to_sentence
    told = (*pair.named_before, *pair.subject)
    return bool(pair.statement.names) and not (
        met.names
        or met.maybe_names
        or any(
            compare_names(name, other) is not NameRelation.DIFFERENT
            for name in pair.statement.names
            for other in told
        )
    )


def is_said_otherwise(pair: Pair) -> bool:
    """Tell whether the sentence denies what the statement affirms, or affirms what it denies."""
    return any(
        pair.statement.content[j].negated != pair.sentence.content[i].negated
        for j, i in pair.fact_to_sentence.content.items()
    )


def names_who(pair: Pair) -> bool:
    """Tell whether the sentence names whom the statement is about, or plainly means them.

    To accuse takes more than a "they" that may stand for others; "the Pope" may be his name.
    """
    verb = next((t.span.start for t in pair.statement.tokens if t.is_verb), 0)
    if _says_who(pair.claim):
        return True
    return all(
        j in pair.fact_to_sentence.names
        or j in pair.fact_to_sentence.maybe_names
        or any(compare_names(name, other) is NameRelation.SAME for other in pair.subject)
        for j, name in enumerate(pair.statement.names)
        if name.span.start < verb and not name.preposition and not name.adjective
    )


def _says_its_deed(pair: Pair) -> bool:
    """Tell whether the sentence has a verb of the statement, and at least half of its words."""
    content, lang = pair.statement.content, pair.statement.lang
    heavy = [j for j, token in enumerate(content) if word_weight(token, lang) >= _FULL_WEIGHT]
    met = {*pair.fact_to_sentence.content, *pair.fact_to_sentence.related}
    verbs = [j for j in heavy if content[j].is_verb]
    if verbs and not any(j in pair.fact_to_sentence.content for j in verbs):
        return False
    return sum(j in met for j in heavy) >= sum(j not in met for j in heavy)


def _says_who(analysis: Analysis) -> bool:
    """Tell whether a noun stands where whoever acts does."""
    verb = next((t.span.start for t in analysis.tokens if t.is_verb), 0)
    return any(
        t.span.start < verb and not is_behind_a_preposition(analysis, t) for t in analysis.content
    )


def is_called_untrue(pair: Pair) -> bool:
    """Tell whether the sentence has a word for what is not so that the statement has not."""
    if any(t.concept == "deny" for t in pair.sentence.tokens) and not any(
        t.concept == "deny" for t in pair.statement.tokens
    ):
        return True
    own = {token.norm for token in pair.statement.tokens}
    untrue = words_of(pair.sentence.lang, "untrue_words")
    return any(token.norm in untrue and token.norm not in own for token in pair.sentence.tokens)
