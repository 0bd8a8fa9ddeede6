"""Doubts over one word: another stands in its place, between the same neighbours, in the fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from factcheck.analysis.gazetteer import country_of
from factcheck.analysis.lexicon import relations
from factcheck.analysis.memo import memoised
from factcheck.analysis.pairing import agree, has_full_weight
from factcheck.comparators.alike import Placed, are_of_two_senses, are_opposites
from factcheck.comparators.times import When, relate_dates
from factcheck.languages.data import language_data
from factcheck.model import Analysis, NameKind, Span, Token
from factcheck.model.alignment import Pair

_WORD, _NAME, _FIGURE, _TIME = "word", "name", "figure", "time"
_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Item:
    """What a text tells, in order: a word of weight, a name, a figure or a time."""

    key: _Key
    span: Span


def _another_in_its_place(pair: Pair) -> bool:
    """Tell whether a word the fact lacks stands between two shared ones, as another does there.

    "Cancelled the southern leg" beside "cancelled the northern leg". What begins or ends a part
    must begin or end the fact. Both words must be of a known sense, so that nothing but the meaning
    differs, or both be names.
    """
    if pair.claim.lang != pair.statement.lang:
        return False
    mine, theirs = _items(pair.claim), _items(pair.statement)
    met = _met(pair)
    taken = set(met.values())
    return any(
        item.key not in met
        and (other := _at_its_place(at, mine, theirs, met)) is not None
        and other not in taken
        and _stand_for_each_other(pair, item.key, other, is_inside=0 < at < len(mine) - 1)
        for at, item in enumerate(mine)
    )


def _at_its_place(
    at: int, mine: Sequence[_Item], theirs: Sequence[_Item], met: Mapping[_Key, _Key]
) -> _Key | None:
    """Return what stands in the fact between the neighbours of an item of the part."""
    keys = [item.key for item in theirs]
    before = met.get(mine[at - 1].key) if at else None
    after = met.get(mine[at + 1].key) if at + 1 < len(mine) else None
    if before in keys and after in keys:
        start, end = keys.index(before), keys.index(after)
        return keys[start + 1] if end == start + 2 else None
    if not at and after in keys and keys.index(after) == 1:
        return keys[0]
    if at + 1 == len(mine) and before in keys and keys.index(before) == len(keys) - 2:
        return keys[-1]
    return None


def _stand_for_each_other(pair: Pair, mine: _Key, theirs: _Key, *, is_inside: bool) -> bool:
    if mine[0] != theirs[0]:
        return False
    if mine[0] == _NAME:
        one, other = pair.claim.names[mine[1]], pair.statement.names[theirs[1]]
        kinds = {one.kind, other.kind}
        country = country_of(one.key)
        if one.adjective != other.adjective or (country and country == country_of(other.key)):
            return False  # "Tokyo" for Japan
        return len(kinds) == 1 or NameKind.UNKNOWN in kinds
    if mine[0] != _WORD:
        return False
    here, there = pair.claim.content[mine[1]], pair.statement.content[theirs[1]]
    ranks = [place_in_a_row(t, a.lang) for t, a in ((here, pair.claim), (there, pair.statement))]
    if None not in ranks and ranks[0] != ranks[1]:
        return True
    if here.concept in relations().speech or (here.is_verb != there.is_verb and not is_inside):
        return False
    return are_opposites(here, there) or are_of_two_senses(here.concept, there.concept)


def place_in_a_row(token: Token, lang: str) -> int | None:
    """Return which one in a row a word tells: "fourth"."""
    words: Mapping[str, int] = language_data(lang, "numbers")["ordinals"]["words"]
    return words.get(token.text.casefold())


def _met(pair: Pair) -> Mapping[_Key, _Key]:
    shared = pair.claim_to_fact
    found: dict[_Key, _Key] = {(_WORD, i): (_WORD, j) for i, j in shared.partners.items()}
    found |= {(_NAME, i): (_NAME, j) for i, j in shared.names.items()}
    for i, quantity in enumerate(pair.claim.quantities):
        for j, other in enumerate(pair.statement.quantities):
            if agree(quantity, other):
                found.setdefault((_FIGURE, i), (_FIGURE, j))
    for i, mention in enumerate(pair.claim.dates):
        for j, told in enumerate(pair.statement.dates):
            if relate_dates(mention, [told]) is When.AGREE:
                found.setdefault((_TIME, i), (_TIME, j))
    return found


@memoised
def _items(analysis: Analysis) -> tuple[_Item, ...]:
    rows: list[_Item] = [_Item((_TIME, i), d.span) for i, d in enumerate(analysis.dates)]
    told: tuple[tuple[str, Sequence[Placed]], ...] = (
        (_FIGURE, analysis.quantities),
        (_NAME, analysis.names),
    )
    for kind, mentions in told:
        rows += [
            _Item((kind, i), one.span)
            for i, one in enumerate(mentions)
            if not any(one.span.overlaps(row.span) for row in rows)
        ]
    rows += [
        _Item((_WORD, i), token.span)
        for i, token in enumerate(analysis.content)
        if has_full_weight(token, analysis.lang)
        and not any(token.span.overlaps(row.span) for row in rows if row.key[0] != _WORD)
    ]
    return tuple(sorted(rows, key=lambda row: row.span.start))


WORD_OTHERWISE: tuple[Callable[[Pair], bool], ...] = (_another_in_its_place,)
"""The fact has another word in the place of the part's."""
