"""Whether a fact bears a part out: it says all of it, of the same deed, people and time."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.analysis.lexicon import relations
from factcheck.analysis.memo import memoised
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.pairing import has_full_weight
from factcheck.analysis.tokens import grammar, words_of
from factcheck.comparators.doubts import leaves_doubt
from factcheck.comparators.gates import (
    MIN_ANCHORS,
    NOTHING,
    anchors,
    elements,
    figures_shared,
    new_figures,
    shares_action,
    shares_figure_of,
)
from factcheck.comparators.rumours import is_repeated
from factcheck.comparators.times import When, recent_enough, when
from factcheck.model import Analysis, Name, NameKind, Rating, Span
from factcheck.model.alignment import Pair
from factcheck.text import normalise

SUPPORT_COVERAGE = {3: 0.5, 2: 0.6, 1: 0.85, 0: 0.9}
"""Share of what the part says that a fact must say too before it can support it, by the number of
names, equal figures and equal dates that tie the two together."""
_MAX_UNMET_WORDS = 3
"""Full-weight words of the part the fact may lack: a passing circumstance, never an actor."""
_TELLING = 1000
"""A figure of four digits hardly comes twice."""
_CHANGE = frozenset({"increase", "decrease", "change", "vary", "double", "triple", "halve"})
_NEARLY_ALL = 0.85
_MOST = 0.7
_FEW_ELEMENTS = 2
_MENTIONED = 0.5
"""Share of a fact the sentence must say for a noun of it to be what it tells."""
_FAILING = "fail"
_HARDLY = 0.25
_PINNED_COVERAGE = {1: 0.8, 2: 0.6}
"""By the number of equal figures: two of one time and place hardly meet by chance."""


def says_it_all(pair: Pair) -> bool:
    """Tell whether the fact says everything the part says, as far as words can show."""
    if not is_repeated(pair):
        return False
    if _is_the_same_sentence(pair):
        return not _other_time(pair)
    content = pair.claim.content
    said = (*content, *pair.claim.names, *pair.claim.quantities, *pair.claim.dates)
    if not content and not pair.claim.names:
        return False
    if len(said) < _FEW_ELEMENTS or _is_of_anybody(pair):  # "it is a promise": whose, of what?
        return False
    unmet = [
        token
        for i, token in enumerate(content)
        if i not in pair.claim_to_fact.content
        and i not in pair.claim_to_fact.related
        and has_full_weight(token, pair.claim.lang)
    ]
    needed = SUPPORT_COVERAGE[min(3, anchors(pair))]
    if elements(pair.claim) <= _FEW_ELEMENTS and not _is_pinned_down(pair):
        if anchors(pair) < MIN_ANCHORS and _tells_only_a_change(pair):
            return False
        needed = _NEARLY_ALL
    return (
        pair.claim_coverage >= needed
        and len(unmet) <= _MAX_UNMET_WORDS + figures_shared(pair)
        and (shares_action(pair) or _is_pinned_down(pair))
        and not _other_time(pair)
        and not _only_reported(pair)
        and not is_of_another_deed(pair)
        and not new_figures(pair, NOTHING)  # the rest may be cut out
        and not leaves_doubt(pair)
    )


def _is_of_anybody(pair: Pair) -> bool:
    """Tell of "and will send information" beside a long fact in which some things are sent."""
    are_few = anchors(pair) == 0 and elements(pair.claim) <= _FEW_ELEMENTS
    return are_few and pair.fact_coverage < _HARDLY


def is_of_another_deed(pair: Pair, within: Span | None = None) -> bool:
    """Tell whether something else is done, by somebody else, or denied on one side only.

    With ``within`` only what the part says there counts as its deed.
    """
    return (
        _other_action(pair, within)
        or _other_subject(pair)
        or is_denied_on_one_side(pair)
        or _fails_alone(pair)
    )


def _fails_alone(pair: Pair) -> bool:
    """Tell whether only the part says that it failed: "scheiterte daran, es zu verkaufen"."""
    known = {token.concept for token in pair.statement.tokens}
    return _FAILING not in known and any(t.concept == _FAILING for t in pair.claim.tokens)


def is_denied_on_one_side(pair: Pair) -> bool:
    """Tell whether only one side has a "not", "none" or "no": whatever it denies, they differ."""
    return _has_denial(pair.claim) != _has_denial(pair.statement)


@memoised
def _has_denial(analysis: Analysis) -> bool:
    """Tell whether a word denies something, or says "no" to it."""
    rules = grammar(analysis.lang)
    return any(
        t.negated
        or t.concept == "exclude"
        or (t.text.casefold() in rules.negators and not t.is_stop)
        for t in analysis.tokens
    )


def _is_the_same_sentence(pair: Pair) -> bool:
    """Tell whether the part is the statement word for word, and names somebody or something."""
    if pair.claim.lang != pair.statement.lang or not (pair.claim.names or pair.claim.quantities):
        return False
    return _bare(pair.claim.text) == _bare(pair.statement.text)


def _bare(text: str) -> str:
    return normalise(text).strip(" .;:!\"'“”«»")


def _tells_only_a_change(pair: Pair) -> bool:
    """Tell whether nothing says what changed: "the increase was 2.9%" is borne out by anything."""
    told = [t.concept for t in pair.claim.content if has_full_weight(t, pair.claim.lang)]
    return not pair.claim.names and all(concept in _CHANGE for concept in told)


def _is_pinned_down(pair: Pair) -> bool:
    """Tell whether a figure at its time carries a part of few words ("it was 10.1%")."""
    needed = _PINNED_COVERAGE.get(min(2, figures_shared(pair)))
    return needed is not None and when(pair) is When.AGREE and pair.claim_coverage >= needed


def _other_action(pair: Pair, within: Span | None = None) -> bool:
    """Tell whether what the part says is done is not what the fact says is done.

    A part none of whose verbs the fact has needs nearly all its other words in the fact, all the
    more when the fact has a verb of its own.
    """
    shared = pair.claim_to_fact
    verbs = _verbs(pair.claim)
    if within is not None:
        verbs = [i for i in verbs if within.holds(pair.claim.content[i].span)]
        if not any(shared.partners.get(i) is not None for i in verbs):
            return bool(verbs)
        return False
    if not verbs and elements(pair.claim) <= _FEW_ELEMENTS:  # "announced the visit": that it did
        verbs = [i for i, t in enumerate(pair.claim.content) if t.concept in relations().speech]
    if not verbs:
        return _is_of_an_unknown_verb(pair)
    partners = [j for i in verbs if (j := shared.content.get(i, shared.related.get(i))) is not None]
    if partners:
        return _is_only_mentioned(pair, partners)
    met = set(shared.partners.values())
    has_own = any(j not in met for j in _verbs(pair.statement))
    return has_own or pair.claim_coverage < (_MOST if figures_shared(pair) else _NEARLY_ALL)


def _is_of_an_unknown_verb(pair: Pair) -> bool:
    """Tell whether of one language each side has its own verb, and no table knows the part's.

    "The probe settled on the Moon" beside "crashed into the Moon". A noun of the part is not the
    deed of the fact: "missed the prize" beside "won".
    """
    if pair.claim.lang != pair.statement.lang or figures_shared(pair):
        return False
    mine, theirs = _deeds(pair.claim), _deeds(pair.statement)
    shared = pair.claim_to_fact.partners
    met = {j for i, j in shared.items() if pair.claim.content[i].is_verb}
    return bool(mine) and not any(i in shared for i in mine) and any(j not in met for j in theirs)


@memoised
def _deeds(analysis: Analysis) -> Sequence[int]:
    return [
        i
        for i, token in enumerate(analysis.content)
        if token.is_verb and has_full_weight(token, analysis.lang)
    ]


def _is_only_mentioned(pair: Pair, deeds: Sequence[int]) -> bool:
    """Tell whether the deed of a short part is a mere noun in a fact of other things.

    "My name is Luca Ferri" beside "Luca Ferri carried a card in the name of Andrea Sarti".
    """
    if elements(pair.claim) > _FEW_ELEMENTS + 1 or pair.fact_coverage >= _MENTIONED:
        return False
    return not any(pair.statement.content[j].is_verb for j in deeds)


def _verbs(analysis: Analysis) -> Sequence[int]:
    """Return the deeds whose verb a table knows."""
    return [i for i in _deeds(analysis) if analysis.content[i].concept]


def _other_subject(pair: Pair) -> bool:
    """Who did it to whom: none of those who act in the one acts in the other."""
    mine = _actors(pair.claim) or (pair.subject if len(pair.subject) == 1 else ())
    theirs = _actors(pair.statement)
    return bool(mine and theirs) and all(
        compare_names(one, other) is NameRelation.DIFFERENT for one in mine for other in theirs
    )


def _other_time(pair: Pair) -> bool:
    """Tell whether an undated part, which speaks of about now, meets an event of another time.

    People resign and firms report again and again: only a part that itself names two of those
    concerned, or counts the same, tells of that one.
    """
    if recent_enough(pair) or pair.fact.validity is not None or pair.fact.rating is Rating.FALSE:
        return False
    if shares_figure_of(pair, _TELLING):
        return False
    return len(pair.claim_to_fact.names) + figures_shared(pair) < MIN_ANCHORS


def _actors(analysis: Analysis) -> Sequence[Name]:
    """Return who acts: those after "by", else the one before the first verb, with who is joined."""
    rules, joins = grammar(analysis.lang), words_of(analysis.lang, "coordinators")
    people = [name for name in analysis.names if name.kind is not NameKind.PLACE]
    by = [name for name in people if name.preposition in rules.agent]
    if by:
        return by[:1]
    verb = next((t.span.start for t in analysis.tokens if t.is_verb), 0)
    before = [n for n in people if n.span.start < verb and not n.preposition]
    joined = [n for n in people if n.span.start < verb and n.preposition in joins]
    return [*before, *joined] if len(before) == 1 else []


def _only_reported(pair: Pair) -> bool:
    """A fact that somebody said something does not support the thing said."""
    said = {t.concept for t in pair.statement.content if t.concept in relations().speech}
    claimed = {t.concept for t in pair.sentence.content if t.concept in relations().speech}
    return bool(said) and not claimed
