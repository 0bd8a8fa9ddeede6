"""Who stands beside a verb, whether it was done to them, and where a way leads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from factcheck.analysis.memo import memoised
from factcheck.analysis.syntax import syntax
from factcheck.analysis.tokens import grammar, words_of
from factcheck.model import Analysis, Name, Span, Token
from factcheck.model.alignment import Pair

MUTUAL = frozenset(
    {"meet", "speak", "discuss", "negotiate", "cooperate", "consult", "agree", "marry", "play"}
)
"""Deeds two do together: whoever is named first."""
BEATING = frozenset({"win", "defeat"})
"""Deeds of who comes out on top."""
LOSING = "lose"
_TITLE = 4
"""Words of a title before a name, its article among them: "by his mother Queen Ann"."""
_CLAUSES = ("subordinators", "complementisers", "relatives", "clause_openers")


def is_passive(analysis: Analysis, verb: Token) -> bool:
    """Tell whether "was", "è stato" or "was not" stands before the verb: it was done to them."""
    before = analysis.before(verb.span)[-2:]
    if syntax(analysis.lang).gerund.search(verb.text):
        return False  # "is moving"
    nearest = before[::-1] if all(t.is_stop for t in before) else before[-1:]
    return any(t.concept == "be" for t in nearest)


def link_of(analysis: Analysis, name: Name) -> str:
    """Return the preposition a name is told with, one before its title or kin too.

    "By his mother Queen Ann", "dal premier slovacco Ada Neri".
    """
    if name.preposition:
        return "" if _opens_a_clause(analysis, name) else name.preposition
    rules, own = grammar(analysis.lang), syntax(analysis.lang)
    links = rules.agent | own.prepositions
    return next((t.norm for t in nouns_in(analysis, name) if t.norm in links), "")


def _opens_a_clause(analysis: Analysis, name: Name) -> bool:
    """Tell whether what stands before a name opens a clause that it acts in: "after Ada left"."""
    if name.preposition in clause_words(analysis.lang):
        return True
    rules = grammar(analysis.lang)
    others = rules.locative | rules.origin | rules.agent | rules.receivers
    if name.preposition in others | words_of(analysis.lang, "coordinators"):
        return False
    after = next((t for t in analysis.tokens if t.span.start >= name.span.end), None)
    return (
        after is not None and after.is_verb and not syntax(analysis.lang).gerund.search(after.text)
    )


def nouns_in(analysis: Analysis, name: Name) -> Iterator[Token]:
    """Yield the words before a name, nearest first, as far back as a title may reach.

    They end with the preposition that leads to it; at a comma, another name or a clause nothing
    more comes.
    """
    rules, own = grammar(analysis.lang), syntax(analysis.lang)
    skipped, links = rules.articles | own.determiners, rules.agent | own.prepositions
    end = name.span.start
    for token in reversed(analysis.before(name.span)[-_TITLE:]):
        if "," in analysis.text[token.span.end : end] or _is_in_a_name(analysis, token):
            return
        is_link = token.norm in links
        if token.is_stop and token.norm not in skipped and not is_link:
            return
        yield token
        if is_link:
            return
        end = token.span.start


def _is_in_a_name(analysis: Analysis, token: Token) -> bool:
    return any(
        n.span.start <= token.span.start and token.span.end <= n.span.end and not n.adjective
        for n in analysis.names
    )


def beside(analysis: Analysis, verb: Token) -> tuple[list[int], list[int]]:
    """Return the places of the names without a preposition that stand before and after a verb."""
    bare = [
        (number, name.span.start)
        for number, name in enumerate(analysis.names)
        if not name.adjective and (not name.preposition or _opens_a_clause(analysis, name))
    ]
    start = verb.span.start
    return [n for n, at in bare if at < start], [n for n, at in bare if at > start]


@memoised
def ends(analysis: Analysis) -> Mapping[int, bool]:
    """Return, by name, whether a way leads there, or else from there: "to Beira in Mozambique"."""
    rules = grammar(analysis.lang)
    found: dict[int, bool] = {}
    for number, name in enumerate(analysis.names):
        if name.preposition in rules.receivers:
            found[number] = True
        elif name.preposition in rules.start_words:
            found[number] = False
        elif number - 1 in found and name.preposition in {"", *rules.locative}:
            between = analysis.between(analysis.names[number - 1].span, name.span)
            if all(token.is_stop for token in between):
                found[number] = found[number - 1]
    return found


def clause_words(lang: str) -> frozenset[str]:
    """Return the words that open a clause inside another: "when", "that", "who"."""
    words = frozenset().union(*(words_of(lang, key) for key in _CLAUSES))
    return words - grammar(lang).origin


def doer_of(analysis: Analysis, deed: Token) -> int | None:
    """Return the name that does ``deed``: right before it, or after "by" where it was undergone."""
    if is_passive(analysis, deed):
        return _first(analysis, deed, grammar(analysis.lang).agent)
    return _last(analysis, deed)


def undergoer_of(analysis: Analysis, deed: Token) -> int | None:
    """Return the name that ``deed`` is done to: right behind it, or before where undergone."""
    return _last(analysis, deed) if is_passive(analysis, deed) else _first(analysis, deed, {""})


def _first(analysis: Analysis, deed: Token, links: Collection[str]) -> int | None:
    """Return the first name behind a deed with one of these prepositions, nothing told between.

    No verb, figure or "and" stands between: "the left got 40% and the right 30%".
    """
    starts = {name.span.start for name in analysis.names}
    verbs = [
        t.span.start
        for t in analysis.tokens
        if t.is_verb and not t.is_stop and t.span.end + 1 not in starts  # "l'ex fidanzato Ada Neri"
    ]
    joins = words_of(analysis.lang, "coordinators")
    ends = [
        *verbs,
        *(q.span.start for q in analysis.quantities),
        *(t.span.start for t in analysis.tokens if t.norm in joins),
    ]
    end = min((at for at in ends if at > deed.span.end), default=len(analysis.text))
    found = (
        number
        for number, name in enumerate(analysis.names)
        if deed.span.end <= name.span.start < end
        and link_of(analysis, name) in links
        and not name.adjective
    )
    return next(found, None)


def _last(analysis: Analysis, deed: Token) -> int | None:
    """Return the last name before a deed without a preposition, no other verb between."""
    verbs = [t for t in analysis.before(deed.span) if t.is_verb and not t.is_stop]
    start = verbs[-1].span.end if verbs else 0
    found = [
        number
        for number, name in enumerate(analysis.names)
        if start <= name.span.start < deed.span.start
        and (not name.preposition or _opens_a_clause(analysis, name))
        and not name.adjective
    ]
    return found[-1] if found else None


def shared_nouns(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """Yield where each shared name and noun stands on both sides."""
    for i, j in pair.claim_to_fact.names.items():
        yield pair.claim.names[i].span, pair.statement.names[j].span
    for i, j in pair.claim_to_fact.content.items():
        mine, theirs = pair.claim.content[i], pair.statement.content[j]
        if not mine.is_verb and not theirs.is_verb:
            yield mine.span, theirs.span


def leaders(analysis: Analysis, deed: Token) -> set[int]:
    """Return the names that do a deed: right before it, in a row or alone, or behind "by"."""
    doer = doer_of(analysis, deed)
    if doer is None:
        return set()
    return {n for n in range(len(analysis.names)) if n == doer or are_in_a_row(analysis, n, doer)}


def are_in_a_row(analysis: Analysis, one: int, other: int) -> bool:
    """Tell whether two names stand in one row: "Ann Lee, Luca Neri and his wife Ada"."""
    first, last = sorted((one, other))
    start, end = analysis.names[first].span, analysis.names[last].span
    joins = words_of(analysis.lang, "coordinators")
    between = analysis.between(start, end)
    links = syntax(analysis.lang).prepositions
    has_join = any(t.norm in joins for t in between) or "," in analysis.text[start.end : end.start]
    return has_join and not any(t.is_verb or t.norm in links for t in between)


def is_of_another_clause(pair: Pair, i: int, j: int) -> bool:
    """Tell whether those of whom the part tells it stand in another clause of the fact.

    "His brother had the virus but survived" beside "a boy died; his brother was infected".
    """
    claim, fact = pair.claim, pair.statement
    if any(name.span.end <= claim.content[i].span.start for name in claim.names):
        return False
    verb = next((k for k, t in enumerate(claim.content) if t.is_verb), i)
    shared = pair.claim_to_fact.content
    subjects = [shared[k] for k in range(min(verb, i)) if k in shared]
    return bool(subjects) and all(_is_set_off(fact, k, j) for k in subjects)


def _is_set_off(analysis: Analysis, one: int, other: int) -> bool:
    """Tell whether a semicolon, or a comma and an "and", stands between two words."""
    first, last = sorted(
        (analysis.content[one].span, analysis.content[other].span), key=lambda s: s.start
    )
    gap = analysis.text[first.end : last.start]
    if ";" in gap or ":" in gap:
        return True
    rules = syntax(analysis.lang)
    words = {t.norm for t in analysis.between(first, last)}
    return "," in gap and not words.isdisjoint(rules.coordinators | rules.subordinators)
