"""Doubts over a deed that both tell: only possible, under another verb, against or for, in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from factcheck.analysis.lexicon import relations
from factcheck.analysis.pairing import has_full_weight
from factcheck.analysis.syntax import syntax
from factcheck.analysis.tokens import grammar, shapes_of, words_of
from factcheck.model import Analysis, Rating, Span, Token
from factcheck.model.alignment import Pair
from factcheck.text import fold

_ANNOUNCING = frozenset({"announce", "promise", "plan", "intend"})
_ABOVE = frozenset({"order", "withdraw", "save_rescue"})
"""Further verbs that make what stands under them not so, or not yet so."""
_MANY_TO_ONE = 2
_NEAR = 3
"""Words of a language's grammar between a verb and the deed it is set above: "ordered to"."""


def _of_another_mood(pair: Pair) -> bool:
    """Tell whether a plan or possibility on one side is told as done on the other.

    What is announced is a plan on both sides, and "would" told by somebody is to come. A statement
    rated false is often told as what would come: there the mood is no difference.
    """
    if pair.fact.rating is Rating.FALSE:
        return False
    telling = relations().speech | _ANNOUNCING
    if any(t.concept in telling for a in (pair.sentence, pair.statement) for t in a.content):
        return False
    for i, j in pair.claim_to_fact.content.items():
        mine, theirs = pair.claim.content[i], pair.statement.content[j]
        if mine.hypothetical == theirs.hypothetical:
            continue
        if mine.is_verb or theirs.is_verb or mine.concept in relations().one_sided:
            return True
    return False


def _only_possible(pair: Pair) -> bool:
    """Tell whether the part says that it may be, and the fact does not: "may leave the union"."""
    if pair.fact.rating is Rating.FALSE:
        return False
    return _is_possible(pair.claim) and not _is_possible(pair.statement)


def _is_possible(analysis: Analysis) -> bool:
    words = words_of(analysis.lang, "possible")
    return any(t.norm in words and t.text.islower() for t in analysis.tokens)


def _is_yet_to_come(pair: Pair) -> bool:
    """Tell whether the part tells as done what the fact tells as to come: "has left", "will"."""
    if pair.fact.rating is Rating.FALSE:
        return False
    for i, j in pair.claim_to_fact.content.items():
        mine, theirs = pair.claim.content[i], pair.statement.content[j]
        if _is_to_come(pair.statement, theirs) and _is_done(pair.claim, mine):
            return not _is_to_come(pair.claim, mine) and not mine.hypothetical
    return False


def _is_to_come(analysis: Analysis, token: Token) -> bool:
    """Tell whether a verb has the form of the future, or a word for it right before."""
    if any(s.fullmatch(token.text) for s in shapes_of(analysis.lang, "future_form")):
        return True
    words = words_of(analysis.lang, "future_words")
    return any(t.norm in words for t in analysis.before(token.span)[-_NEAR:])


def _is_done(analysis: Analysis, token: Token) -> bool:
    """Tell whether a verb has a form of the past, or an auxiliary right before."""
    forms = shapes_of(analysis.lang, "past_form")
    if token.text.casefold() != token.lemma and any(s.fullmatch(token.text) for s in forms):
        return True
    auxiliaries = grammar(analysis.lang).auxiliaries
    if syntax(analysis.lang).gerund.search(token.text):
        return False
    return any(t.text.casefold() in auxiliaries for t in analysis.before(token.span)[-1:])


def _is_set_under(pair: Pair) -> bool:
    """Tell whether a verb that the fact lacks stands above a shared deed: "was ordered to pay"."""
    shared, met = pair.claim_to_fact.partners, set(pair.claim_to_fact.partners.values())
    content, above = pair.claim.content, relations().attempt | relations().denial | _ABOVE
    for i, verb in enumerate(content):
        if i in shared or not verb.is_verb or verb.concept not in above:
            continue
        k = next((k for k in (i + 1, i + 2) if k in shared), None)
        if k is None or k >= len(content) or not _leads_over(pair.claim, i, k):
            continue
        theirs = pair.statement.content[shared[k]]
        is_deed = content[k].is_verb or theirs.is_verb or theirs.concept in relations().one_sided
        before = shared[k] - 1
        has_one = before >= 0 and pair.statement.content[before].is_verb and before not in met
        if is_deed and not has_one:
            return True
    return False


def _leads_over(analysis: Analysis, place: int, deed: int) -> bool:
    """Tell whether nothing but grammar, and a noun at most, stands between a verb and a deed."""
    start, end = analysis.content[place].span, analysis.content[deed].span
    if any(start.end <= n.span.start and n.span.end <= end.start for n in analysis.names):
        return False
    if "," in analysis.text[start.end : end.start]:
        return False
    between = analysis.between(start, end)
    if not between and not analysis.content[deed].is_verb:
        return False  # "was found guilty": one deed in two words
    return len(between) - (deed - place - 1) <= _NEAR


def _turned_link(pair: Pair) -> bool:
    """Tell whether a shared word has "for" before it on one side and "against" on the other."""
    if pair.claim.lang != pair.statement.lang:
        return False
    pairs = grammar(pair.claim.lang).opposite_links
    for mine, theirs in _aligned(pair):
        here, there = _links(pair.claim, mine), _links(pair.statement, theirs)
        if any(frozenset((u, v)) in pairs for u in here - there for v in there - here):
            return True
    return False


def _aligned(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """Yield where each shared word or name stands on both sides, and each pronoun told once."""
    shared = pair.claim_to_fact
    for i, j in shared.partners.items():
        yield pair.claim.content[i].span, pair.statement.content[j].span
    for i, j in shared.names.items():
        yield pair.claim.names[i].span, pair.statement.names[j].span
    for token in pair.claim.tokens:
        same = [t for t in pair.statement.tokens if t.norm == token.norm and t.is_stop]
        alone = sum(t.norm == token.norm for t in pair.claim.tokens) == len(same) == 1
        if alone and token.is_stop:
            yield token.span, same[0].span


def _links(analysis: Analysis, span: Span) -> set[str]:
    """Return the function words right before a place, nearest to it and unbroken."""
    found: set[str] = set()
    for token in reversed(analysis.before(span)):
        if not token.is_stop or len(found) == _NEAR:
            break
        found.add(fold(token.text))
    return found


# --- what came first ---------------------------------------------------------------------------


def _in_spite_of_it(pair: Pair) -> bool:
    """Tell whether the part has "despite" before what the fact has as its cause or time."""
    links = shapes_of(pair.statement.lang, "after_links")
    if not any(shape.search(pair.statement.text) for shape in links):
        return False
    if any(
        shape.search(pair.statement.text)
        for shape in shapes_of(pair.statement.lang, "despite_links")
    ):
        return False
    found = next(
        (
            m
            for s in shapes_of(pair.claim.lang, "despite_links")
            if (m := s.search(pair.claim.text))
        ),
        None,
    )
    return found is not None and any(
        pair.claim.content[i].span.start >= found.end() and _is_full(pair.claim, i)
        for i in pair.claim_to_fact.partners
    )


def _in_another_order(pair: Pair) -> bool:
    """Tell whether what came first, or brought the rest about, comes after it in the fact.

    "Released after pleading guilty" beside "pleaded guilty after being released".
    """
    mine, theirs = _earlier(pair.sentence), _earlier(pair.statement)
    if mine is None or theirs is None:
        return False
    told: list[tuple[bool, bool]] = []
    for j, i in pair.fact_to_sentence.partners.items():
        if not _is_full(pair.sentence, i):
            continue
        came_first = mine[0].holds(pair.sentence.content[i].span) == mine[1]
        came_first_there = theirs[0].holds(pair.statement.content[j].span) == theirs[1]
        told.append((came_first, came_first_there))
    turned = [one for one, other in told if one != other]
    kept = len(told) - len(turned)  # who acts stands in the main clause both times
    return len(set(turned)) > 1 and len(turned) > _MANY_TO_ONE * kept


def _earlier(analysis: Analysis) -> tuple[Span, bool] | None:
    """Return the one clause that a link of time or cause opens, and whether it came first."""
    found = [
        (match.end(), is_first)
        for key, is_first in (("after_links", True), ("before_links", False))
        for shape in shapes_of(analysis.lang, key)
        for match in shape.finditer(analysis.text)
    ]
    if len(found) != 1:
        return None
    start, is_first = found[0]
    comma = analysis.text.find(",", start)
    end = comma if comma >= 0 else len(analysis.text)
    return Span(start=start, end=end), is_first


DEED_OTHERWISE: tuple[Callable[[Pair], bool], ...] = (
    _of_another_mood,
    _only_possible,
    _is_yet_to_come,
    _is_set_under,
    _turned_link,
    _in_another_order,
    _in_spite_of_it,
)
"""The fact tells the deed otherwise: as done, as such, for or against, before or after."""


def _is_full(analysis: Analysis, place: int) -> bool:
    return has_full_weight(analysis.content[place], analysis.lang)
