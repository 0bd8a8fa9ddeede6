"""What sets two statements apart though words meet: a denial, another deed, thing or country."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from factcheck.analysis.lexicon import lexicon, relations
from factcheck.analysis.pairing import has_full_weight
from factcheck.analysis.quotes import quotes
from factcheck.analysis.tokens import grammar
from factcheck.comparators.gates import figures_shared, is_nominal, shares_verb
from factcheck.model import Analysis, Name, NameKind, Span
from factcheck.model.alignment import Pair

_COUNTRY = "country:"
_LONG_AGO = timedelta(days=730)
"""A yearly figure is replaced by the next one, which may come a year after the year it measures."""


def same_polarity(pair: Pair) -> bool:
    """Tell whether no shared word is denied on one side only."""
    shared = pair.claim_to_fact.partners
    return all(
        pair.claim.content[i].negated == pair.statement.content[j].negated
        for i, j in shared.items()
    )


def shared_concepts(pair: Pair) -> set[str]:
    """Return the concepts both have, those of a quote aside: what is said is not who does what."""
    said = list(quotes(pair.claim.text))
    return {
        token.concept
        for i, token in enumerate(pair.claim.content)
        if i in pair.claim_to_fact.content and not any(span.holds(token.span) for span in said)
    }


def tell_of_two_things(pair: Pair, mine: Name, theirs: Name) -> bool:
    """Tell whether two names stand for unlike things, so that neither is told for the other."""
    if mine.adjective and theirs.adjective:
        return _are_of_two_nouns(pair, mine, theirs)
    return _is_where_from(pair, mine, theirs) or _is_a_label(pair, mine, theirs)


def acts_instead(pair: Pair, mine: Name, theirs: Name) -> bool:
    """Tell of "beat them, at the cost of Lyra" beside "Elba won bronze": who acts is no victim."""
    rules = grammar(pair.claim.lang)
    deed, done = (
        next((t.span for t in one.tokens if t.is_verb), None)
        for one in (pair.claim, pair.statement)
    )
    if deed is None or done is None or theirs.preposition or theirs.adjective:
        return False
    is_led = mine.preposition in rules.origin | rules.rivals and mine.kind is NameKind.PLACE
    return is_led and deed.end <= mine.span.start and theirs.span.end <= done.start


def _are_of_two_nouns(pair: Pair, mine: Name, theirs: Name) -> bool:
    """Tell whether two demonyms are of two things: "the Liberian", "Sierra Leonean diamonds".

    One stands by no noun, or by one that the other side has elsewhere.
    """
    here, there = _stand_by(pair.claim, mine), _stand_by(pair.statement, theirs)
    if bool(here) != bool(there):
        return True
    met = pair.claim_to_fact.partners
    return any((i in here) != (j in there) for i, j in met.items() if i in here or j in there)


def _is_where_from(pair: Pair, mine: Name, theirs: Name) -> bool:
    """Tell whether one is where a thing comes from and one where it is: "the news from Oslo"."""
    sides = ((pair.claim, mine), (pair.statement, theirs))
    comes = [_is_origin_of_a_thing(analysis, name) for analysis, name in sides]
    stays = [name.preposition in grammar(analysis.lang).locative for analysis, name in sides]
    return (comes[0] and stays[1]) or (stays[0] and comes[1])


def _is_origin_of_a_thing(analysis: Analysis, name: Name) -> bool:
    """Tell whether a word for where things start leads from a noun to a name."""
    if name.preposition not in grammar(analysis.lang).start_words:
        return False
    before = analysis.before(name.span)[-2:-1]
    noun = next((t for t in analysis.content if t in before), None)
    return noun is not None and not noun.is_verb and is_nominal(analysis, noun)


def _is_a_label(pair: Pair, mine: Name, theirs: Name) -> bool:
    """Tell whether a name only says which one a word means that the part has without any.

    "The Dreyfus ruling was read in Rennes" beside "Ann Lee, the judge, read the ruling".
    """
    offices = [office.span for office in pair.statement.offices]
    labelled = {
        j
        for j in _stand_by(pair.statement, theirs)
        if not any(span.holds(pair.statement.content[j].span) for span in offices)
    }
    return any(
        j in labelled and not _is_beside(pair.claim, mine.span, pair.claim.content[i].span)
        for i, j in pair.claim_to_fact.content.items()
    )


def _is_beside(analysis: Analysis, one: Span, other: Span) -> bool:
    """Tell whether no mark and at most one word stand between a name and a word."""
    first, last = sorted((one, other), key=lambda span: span.start)
    between = analysis.text[first.end : last.start]
    return len(between.split()) <= 1 and all(c.isalpha() or c.isspace() for c in between)


def _stand_by(analysis: Analysis, name: Name) -> set[int]:
    """Return the words of weight right before and right after a name, verbs left out."""
    before, after = analysis.before(name.span)[-1:], analysis.after(name.span)[:1]
    gaps = [analysis.text[t.span.end : name.span.start] for t in before]
    gaps += [analysis.text[name.span.end : t.span.start] for t in after]
    near = [t.span for t, gap in zip((*before, *after), gaps, strict=True) if not gap.strip()]
    return {i for i, t in enumerate(analysis.content) if t.span in near and not t.is_verb}


def other_deed(pair: Pair) -> bool:
    """Tell whether each side has a verb of its own and none in common (injured and killed).

    Opposites (rose and fell) are what is told of one thing.
    """
    if shares_verb(pair):
        return False
    mine, theirs = _verb_concepts(pair.claim), _verb_concepts(pair.statement)
    opposites = relations().antonyms
    return bool(mine and theirs) and not any(
        frozenset((left, right)) in opposites for left in mine for right in theirs
    )


def _verb_concepts(analysis: Analysis) -> set[str]:
    return {
        token.key
        for token in analysis.content
        if token.is_verb and has_full_weight(token, analysis.lang)
    }


def figures_differ(pair: Pair) -> bool:
    """Tell whether both sides state figures and none of them agrees."""
    return bool(pair.claim.quantities and pair.statement.quantities) and not figures_shared(pair)


def is_narrower(pair: Pair, *, skip: Collection[int] = ()) -> bool:
    """Tell whether the part says more closely of what: youth unemployment, unemployment.

    A word of full weight right beside a shared noun, for which the fact has none; ``skip`` are
    the words that clash.
    """
    shared = pair.claim_to_fact.partners
    across = pair.claim.lang != pair.statement.lang
    return _narrows(pair.claim, shared, skip=skip, across=across)


def may_differ_in_scope(pair: Pair) -> bool:
    """Tell whether one side says more closely of what, where no list of nouns tells if it does."""
    shared = pair.claim_to_fact.partners
    return not lists_nouns(pair) and (
        _narrows(pair.claim, shared) or _narrows(pair.statement, shared.values())
    )


def lists_nouns(pair: Pair) -> bool:
    """Tell whether both languages list nouns, so that words for one thing are known as such."""
    return lexicon(pair.claim.lang).lists_nouns and lexicon(pair.statement.lang).lists_nouns


def _narrows(
    analysis: Analysis,
    shared: Collection[int],
    *,
    skip: Collection[int] = (),
    across: bool = False,
) -> bool:
    """Tell of a noun beside a shared one; in another language one no list knows tells nothing."""
    return any(
        (i - 1 in shared and _are_beside(analysis, i - 1, i))
        or (i + 1 in shared and _are_beside(analysis, i, i + 1))
        for i, token in enumerate(analysis.content)
        if i not in shared
        and i not in skip
        and not token.is_verb
        and (token.concept or not across)
        and has_full_weight(token, analysis.lang)
    )


def _are_beside(analysis: Analysis, left: int, right: int) -> bool:
    """Tell whether two nouns stand together, with at most "of" or "of the" between them."""
    first, second = analysis.content[left], analysis.content[right]
    between = analysis.between(first.span, second.span)
    if second.is_verb or (first.is_verb and not between):  # but "exports of steel"
        return False
    rules = grammar(analysis.lang)
    return all(
        token.norm in rules.origin or (token.norm in rules.articles and place > 0)
        for place, token in enumerate(between)
    )


def is_of_another_country(pair: Pair) -> bool:
    """Tell whether the fact is about one country that the text here does not surely mean.

    Neither the sentence names it, nor do the sentences before name it alone: what is measured in
    one country is measured in every other.
    """
    about = _only_country(pair)
    return bool(about) and _countries_before(pair) != {about}


def is_of_a_country_unsaid(pair: Pair) -> bool:
    """Tell whether the fact is about a country and the text speaks of others.

    Here, when the fact is about one alone; anywhere, when the text never names any of the fact's.
    """
    about, before = _only_country(pair), _countries_before(pair)
    if about and before and about not in before:
        return True
    theirs = {n.key for n in pair.statement.names if n.key.startswith(_COUNTRY)}
    return bool(theirs and pair.countries) and theirs.isdisjoint(pair.countries)


def is_of_long_ago(pair: Pair) -> bool:
    """Tell whether an undated part, which speaks of about now, meets a fact of years before."""
    ends = [m.interval.end for m in pair.fact_dates if m.interval and m.interval.end]
    today = pair.document_date.start if pair.document_date else None
    if not ends or today is None or pair.claim_dates or pair.sentence.dates:
        return False
    return max(ends) < today - _LONG_AGO


def _only_country(pair: Pair) -> str:
    """Return the country that is all the fact names, unless the sentence names it."""
    about = {name.key for name in pair.statement.names}
    if len(about) != 1 or pair.fact_to_sentence.names:
        return ""
    only = min(about)
    return only if only.startswith(_COUNTRY) else ""


def _countries_before(pair: Pair) -> set[str]:
    return {name.key for name in pair.named_before if name.key.startswith(_COUNTRY)}
