"""The same statement but for one thing: word for word alike outside one stretch.

Where a part and a fact are so alike, nothing but that stretch is left to compare, and fewer signs
are needed that both tell of one event. What can be true beside the fact still never clashes:
another visit, another buyer, another year's figure. The comparators that weigh those see them too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factcheck.analysis.lexicon import is_office, relations
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.offices import is_broader
from factcheck.analysis.pairing import agree
from factcheck.analysis.quantities.mentions import compatible
from factcheck.analysis.recurrence import excludes_other_times, excludes_others
from factcheck.analysis.tokens import grammar, words_of
from factcheck.comparators.alike import (
    Placed,
    Side,
    Told,
    Twin,
    are_of_two_senses,
    are_opposites,
    find_gap,
    find_twin,
)
from factcheck.comparators.amounts import are_of_two_games
from factcheck.comparators.repeats import may_happen_again
from factcheck.comparators.times import (
    When,
    is_near_miss,
    recent_enough,
    recurs,
    relate_dates,
    when,
)
from factcheck.languages.data import language_data
from factcheck.model import (
    Analysis,
    Bound,
    Comparison,
    DateMention,
    DateRelation,
    Granularity,
    Name,
    NameKind,
    Office,
    Quantity,
    Reason,
    Span,
    Stance,
    Token,
)
from factcheck.model.alignment import Pair
from factcheck.text import fold

_SHORT_FORM = 3
"""Letters in common from which on one name may be the short form of the other."""


def compare(pair: Pair) -> Comparison | None:
    """Return a clash when the one stretch in which the two differ excludes the fact, else ``None``.

    Titles that differ otherwise are ``NEUTRAL``: the fact does not bear them out.
    """
    twin = find_twin(pair)
    if twin is None:
        return _told_by_halves(pair)
    found = _times(twin)
    if found is not None or when(pair) is When.DISJOINT or not recent_enough(pair):
        return found
    for look in _LOOKS:
        found = look(twin)
        if found is not None:
            return found
    return None


def _told_by_halves(pair: Pair) -> Comparison | None:
    """Keep the halves of a sentence open that as a whole has another word than the fact.

    "Confirmed Lloyd Austin" and "as secretary of state by 93 votes" are each in a fact that has
    him confirmed as something else.
    """
    if len(pair.part.text) >= len(pair.sentence.text):
        return None
    sides = find_gap(pair.sentence, pair.statement)
    if sides is None or not _are_other_words(*sides):
        return None
    return Comparison(
        name=Reason.UNDECIDED,
        stance=Stance.NEUTRAL,
        claim_text=_shown(sides[0]),
        fact_text=_shown(sides[1]),
        claim_span=Span(start=0, end=len(pair.claim.text)),
    )


# --- what may differ ---------------------------------------------------------------------------


def _times(twin: Twin) -> Comparison | None:
    """Another date of what happens once, or a day of the very week."""
    mine, theirs = (
        twin.mine.only(twin.pair.claim.dates),
        twin.theirs.only(twin.pair.statement.dates),
    )
    if mine is None or theirs is None or mine.relation is not theirs.relation:
        return None
    if mine.relation is DateRelation.SINCE:
        clash = not _same_start(mine, theirs)
    else:
        clash = (
            mine.relation is DateRelation.IN
            and relate_dates(mine, [theirs]) is When.DISJOINT
            and not recurs(twin.pair)
            and not may_happen_again(twin.pair)
            and (is_near_miss(twin.pair) or excludes_other_times(*_told_alike(twin)))
        )
    return _clash(Reason.DATE, mine, theirs) if clash else None


def _same_start(mine: DateMention, theirs: DateMention) -> bool:
    """Tell whether both begin at one time, as exactly as the coarser of them tells."""
    if mine.interval is None or theirs.interval is None:
        return True
    one, other = mine.interval.start, theirs.interval.start
    if one is None or other is None or one.year != other.year:
        return one is None or other is None
    grains = {mine.granularity, theirs.granularity}
    if grains == {Granularity.DAY}:
        return one == other
    return one.month == other.month or not grains <= {Granularity.DAY, Granularity.MONTH}


def _amounts(twin: Twin) -> Comparison | None:
    """Another amount, or another unit of it."""
    pair = twin.pair
    mine, theirs = (
        twin.mine.only(pair.claim.quantities),
        twin.theirs.only(pair.statement.quantities),
    )
    if mine is None or theirs is None:
        return _numbers(twin)
    if agree(mine, theirs) or agree(theirs, mine) or _denied(pair.claim) or _denies(twin):
        return None
    if mine.unit != theirs.unit:
        clash = mine.low == theirs.low and mine.dimension != "count" != theirs.dimension
        return _clash(Reason.UNIT, mine, theirs) if clash else None
    exact = mine.bound is theirs.bound is Bound.EXACT and not are_of_two_games(mine, theirs)
    return _clash(Reason.QUANTITY, mine, theirs) if exact and not compatible(mine, theirs) else None


def _numbers(twin: Twin) -> Comparison | None:
    """Another number where it is not read as an amount: "the last three", "the last six"."""
    lang = twin.pair.claim.lang
    mine, theirs = _number(_shown(twin.mine), lang), _number(_shown(twin.theirs), lang)
    if mine is None or theirs is None or mine == theirs:
        return None
    told: list[Placed] = [*twin.pair.claim.names, *twin.pair.claim.dates]
    if len(twin.mine.outside(told)) < len(told):  # a number in a name or a date
        return None
    return _differ_in_gap(Reason.QUANTITY, twin)


def _number(text: str, lang: str) -> int | None:
    """Return the whole number that a word or digits alone make."""
    if text.isascii() and text.isdecimal():
        return int(text)
    words: Mapping[str, int] = language_data(lang, "numbers").get("words", {}).get("atoms", {})
    return words.get(text.casefold())


def _offices(twin: Twin) -> Comparison | None:
    """Another office of somebody named."""
    pair = twin.pair
    mine = twin.mine.only(pair.claim.offices) or _title(twin.mine)
    theirs = twin.theirs.only(pair.statement.offices) or _title(twin.theirs)
    if mine is None or theirs is None or _one_office(mine, theirs):
        return None
    people = [n for n in twin.mine.outside(pair.claim.names) if n.kind is not NameKind.PLACE]
    if people and _exclude_each_other(mine.concept, theirs.concept):
        return _clash(Reason.ROLE, mine, theirs)
    return _differ(Reason.ROLE, Stance.NEUTRAL, mine, theirs)


def _title(side: Side) -> Token | None:
    """Return the one word of the gap when it is a title, though not read as anybody's."""
    tokens = side.tokens()
    if len(tokens) != 1:
        return None
    concept = tokens[0].concept
    is_one = is_office(concept) or any(concept in group for group in relations().office_conflicts)
    return tokens[0] if is_one else None


def _exclude_each_other(one: str, other: str) -> bool:
    """Tell whether nobody holds both offices at once, each taken for its broader title too."""
    broader = relations().office_broader
    return any(
        mine in group and theirs in group and mine != theirs
        for group in relations().office_conflicts
        for mine in (one, broader.get(one, one))
        for theirs in (other, broader.get(other, other))
    )


def _one_office(mine: Office | Token, theirs: Office | Token) -> bool:
    one, other = mine.concept, theirs.concept
    return one == other or is_broader(one, other) or is_broader(other, one)


def _names(twin: Twin) -> Comparison | None:
    """Another one in the same place, of a deed that excludes a second one."""
    pair = twin.pair
    mine, theirs = twin.mine.only(pair.claim.names), twin.theirs.only(pair.statement.names)
    if mine is None or theirs is None or not _can_replace(mine, theirs):
        return None
    claim = pair.claim
    others = [n for n in twin.mine.outside(claim.names) if not n.adjective]
    ties = len(others) + len(twin.mine.outside(claim.dates))
    if not excludes_others(*_told_alike(twin), ties=ties):
        return None
    is_place = mine.kind is NameKind.PLACE and not mine.adjective
    return _clash(Reason.PLACE if is_place else Reason.ENTITY, mine, theirs)


def _told_alike(twin: Twin) -> tuple[list[Token], list[Quantity]]:
    claim = twin.pair.claim
    return twin.mine.outside(claim.content), twin.mine.outside(claim.quantities)


def _can_replace(mine: Name, theirs: Name) -> bool:
    """Tell whether two names are of one sort and surely not two names of one."""
    kinds = {mine.kind, theirs.kind}
    if mine.adjective != theirs.adjective or (len(kinds) > 1 and NameKind.UNKNOWN not in kinds):
        return False
    if ":" in mine.key and ":" in theirs.key:
        if mine.key.partition(":")[0] != theirs.key.partition(":")[0]:
            return False
    elif may_be_short_for(mine.text, theirs.text) or may_be_short_for(theirs.text, mine.text):
        return False
    relations_found = {compare_names(mine, theirs), compare_names(theirs, mine)}
    return relations_found == {NameRelation.DIFFERENT}


def may_be_short_for(short: str, full: str) -> bool:
    """Tell of initials ("Fed" aside, "BBC") and of shortened words ("Juve", "Fed")."""
    words = [fold(word) for word in full.split()]
    low = fold(short.split()[0])
    if len(low) <= len(words) and low == "".join(word[0] for word in words[: len(low)]):
        return True
    return any(word.startswith(low[:_SHORT_FORM]) for word in words)


def _denials(twin: Twin) -> Comparison | None:
    """The same said and denied: one denial more or fewer, and no other word of its own."""
    if _denied(twin.pair.claim) == _denied(twin.pair.statement):
        return None
    mine, theirs = twin.mine.tokens(), twin.theirs.tokens()
    if max(len(mine), len(theirs)) > 1 or not _is_one_deed(mine, theirs, twin):
        return None
    if mine and theirs and are_opposites(mine[0], theirs[0]):
        return None
    if _has_whole_word(twin.mine) or _has_whole_word(twin.theirs):
        return None
    return _differ_in_gap(Reason.NEGATION, twin)


def _has_whole_word(side: Side) -> bool:
    """Tell of "does not accept all of it": it may be accepted in part."""
    lang = side.analysis.lang
    words = words_of(lang, "whole_words") | words_of(lang, "quantifiers_exclusive")
    return any(fold(side.analysis.text[word.start : word.end]) in words for word in side.words)


def _denied(analysis: Analysis) -> int:
    """Return 1 when an odd number of the words is denied, else 0."""
    return sum(token.negated for token in analysis.tokens) % 2


def _is_one_deed(mine: Sequence[Token], theirs: Sequence[Token], twin: Twin) -> bool:
    """Tell whether the gaps hold nothing, one word in two forms, or a verb that denies the rest.

    "Refused to pay" and "agreed to pay", but not "did not fall" and "rose".
    """
    if not mine or not theirs:
        return not mine and not theirs
    if mine[0].lemma == theirs[0].lemma or mine[0].key == theirs[0].key:
        return True
    is_plain = not any(token.negated for token in (*mine, *theirs)) and not _denies(twin)
    return mine[0].is_verb and theirs[0].is_verb and is_plain


def _denies(twin: Twin) -> bool:
    """Tell whether a gap holds a word that denies."""
    negators = grammar(twin.pair.claim.lang).negators
    return any(
        side.analysis.text[word.start : word.end].casefold() in negators
        for side in (twin.mine, twin.theirs)
        for word in side.words
    )


def _opposites(twin: Twin) -> Comparison | None:
    """Opposite words, or opposite links, in one place."""
    mine, theirs = twin.mine.tokens(), twin.theirs.tokens()
    is_plain = not any(token.negated for token in (*mine, *theirs)) and not _denies(twin)
    is_denied_alike = _denied(twin.pair.claim) == _denied(twin.pair.statement)
    are_single = len(mine) == len(theirs) == 1 and (is_plain or is_denied_alike)
    if are_single and are_opposites(mine[0], theirs[0]):
        return _clash(Reason.DIRECTION, mine[0], theirs[0])
    links = frozenset(fold(_shown(side)) for side in (twin.mine, twin.theirs))
    if links in grammar(twin.pair.claim.lang).opposite_links:
        return _differ_in_gap(Reason.DIRECTION, twin)
    return None


def _other_words(twin: Twin) -> Comparison | None:
    """One word for another of a known other sense: the fact does not bear it out."""
    if not _are_other_words(twin.mine, twin.theirs):
        return None
    return Comparison(
        name=Reason.UNDECIDED,
        stance=Stance.NEUTRAL,
        claim_text=_shown(twin.mine),
        fact_text=_shown(twin.theirs),
        claim_span=Span(start=0, end=len(twin.pair.claim.text)),  # no stretch of it is borne out
    )


def _are_other_words(mine: Side, theirs: Side) -> bool:
    """Tell whether one word stands for another of a known other sense, or for a name."""
    here, there = mine.tokens(), theirs.tokens()
    if len(here) != 1 or len(there) != 1:
        return False
    is_half_a_name = (mine.only(mine.analysis.names) is None) != (
        theirs.only(theirs.analysis.names) is None
    )
    return is_half_a_name or are_of_two_senses(here[0].concept, there[0].concept)


_LOOKS = (_amounts, _offices, _names, _denials, _opposites, _other_words)


# --- comparisons -------------------------------------------------------------------------------


def _shown(side: Side) -> str:
    return side.analysis.text[side.gap.start : side.gap.end].strip()


def _wide(side: Side) -> Span:
    """Return the words of the gap; where it has none, the word after it."""
    if side.words:
        return Span(start=side.words[0].start, end=side.words[-1].end)
    after = next((t.span for t in side.analysis.tokens if t.span.start >= side.gap.start), None)
    return after or Span(start=0, end=len(side.analysis.text))


def _differ_in_gap(reason: Reason, twin: Twin) -> Comparison:
    return Comparison(
        name=reason,
        stance=Stance.REFUTES,
        claim_text=_shown(twin.mine),
        fact_text=_shown(twin.theirs),
        claim_span=_wide(twin.mine),
        fact_span=_wide(twin.theirs),
    )


def _clash(reason: Reason, mine: Told, theirs: Told) -> Comparison:
    return _differ(reason, Stance.REFUTES, mine, theirs)


def _differ(reason: Reason, stance: Stance, mine: Told, theirs: Told) -> Comparison:
    return Comparison(
        name=reason,
        stance=stance,
        claim_text=mine.text,
        fact_text=theirs.text,
        claim_span=mine.span,
        fact_span=theirs.span,
    )
