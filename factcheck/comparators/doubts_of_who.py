"""Doubts over who acts: somebody or a body that the fact has not, or has in another place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise

from factcheck.analysis.capitals import name_rules
from factcheck.analysis.lexicon import relations
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.tokens import grammar, words_of
from factcheck.comparators.doers import (
    BEATING,
    LOSING,
    MUTUAL,
    beside,
    doer_of,
    is_passive,
    leaders,
    undergoer_of,
)
from factcheck.model import Analysis, Name, Span, Token
from factcheck.model.alignment import Pair

_TOWARDS = frozenset({"accuse", "recognise"})
"""What is said to somebody, and of them: who says it of whom tells two apart."""


def _other_institution(pair: Pair) -> bool:
    """Tell whether a body acts that the fact lacks, which has another: "Parliament passed"."""
    shared, met = pair.claim_to_fact.partners, set(pair.claim_to_fact.partners.values())
    verb = next((t.span.start for t in pair.claim.tokens if t.is_verb), len(pair.claim.text))
    kinds = relations().institutions
    acts = any(
        t.concept in kinds and i not in shared and t.span.end <= verb
        for i, t in enumerate(pair.claim.content)
    )
    return acts and any(
        t.concept in kinds and j not in met for j, t in enumerate(pair.statement.content)
    )


def _other_title(pair: Pair) -> bool:
    """Tell whether words with capitals that the fact lacks say who acts: "The Air Safety Board"."""
    verb = next((t for t in pair.claim.tokens if t.is_verb), None)
    if verb is None or not verb.text.islower():
        return False
    unmet = [i for i in unmet_capitals(pair) if pair.claim.content[i].span.end <= verb.span.start]
    return any(second == first + 1 for first, second in pairwise(unmet))


def _somebody_of(pair: Pair) -> bool:
    """Tell whether a verb leads to one called by a country the fact lacks: "ha perso il serbo"."""
    return any(
        name.adjective
        and i not in pair.claim_to_fact.names
        and i not in pair.claim_to_fact.maybe_names
        and any(t.is_verb and t.span.end <= name.span.start for t in pair.claim.tokens)
        and _stands_as_a_noun(pair.claim, name)
        for i, name in enumerate(pair.claim.names)
    )


def _stands_as_a_noun(analysis: Analysis, name: Name) -> bool:
    """Tell whether only an article stands before a demonym, and no noun behind it."""
    articles = grammar(analysis.lang).articles
    before = analysis.before(name.span)
    after = [t for t in analysis.tokens if t.span.start >= name.span.end]
    if not before or before[-1].norm not in articles:
        return False
    return not after or after[0].is_stop or after[0].is_verb


def _says_only_where(pair: Pair) -> bool:
    """Tell whether the part says of a "they" that they are somewhere, and the fact not who is."""
    tokens, rules = pair.claim.tokens, grammar(pair.claim.lang)
    place = next((n for n, t in enumerate(tokens) if t.concept == "be"), None)
    if place is None or place + 1 >= len(tokens) or tokens[place + 1].norm not in rules.locative:
        return False
    told = (pair.claim.content, pair.claim.names, pair.claim.quantities)
    starts = (one.span.start for row in told for one in row)
    if any(start < tokens[place].span.start for start in starts):
        return False
    return not any(
        compare_names(name, other) is NameRelation.SAME
        for name in pair.subject
        for other in pair.statement.names
    )


def unmet_capitals(pair: Pair) -> Iterator[int]:
    """Return the words with a capital that neither begin the part nor stand in the fact."""
    shared = pair.claim_to_fact.partners
    known = {token.norm for token in pair.statement.tokens}
    capitals = [i for i, t in enumerate(pair.claim.content) if is_capital(pair.claim, t)]
    met = {i for i in capitals if i in shared or pair.claim.content[i].norm in known}
    for i in capitals:
        if i not in met and met.isdisjoint((i - 1, i + 1)):  # not of "European Economic Area"
            yield i


def is_capital(analysis: Analysis, token: Token) -> bool:
    """Tell whether a word that begins nothing, and is of no name, has a capital."""
    if name_rules(analysis.lang).nouns_capitalised or not token.text[:1].isupper():
        return False
    return token.span.start > 0 and not any(n.span.holds(token.span) for n in analysis.names)


def _does_it_to_the_doer(pair: Pair) -> bool:
    """Tell whether who does it in the part only stands behind the deed in the fact.

    "Anna Rossi won the cup" beside "Luca Neri won the cup, beating Anna Rossi".
    """
    partners = pair.claim_to_fact.names
    for i, j in pair.claim_to_fact.content.items():
        mine, theirs = pair.claim.content[i], pair.statement.content[j]
        if mine.concept not in relations().one_sided:
            continue
        if is_passive(pair.claim, mine) or is_passive(pair.statement, theirs):
            continue
        led, _ = beside(pair.claim, mine)
        ahead, behind = beside(pair.statement, theirs)
        told = [partners[n] for n in led if n in partners]
        if ahead and told and all(n in behind for n in told):
            return True
        if not led and _stands_behind(_first_capital(pair.claim), pair.statement, theirs):
            return True
    return False


def _trade_places(pair: Pair) -> bool:
    """Tell whether of a shared deed the doer undergoes it in the fact, or it is done to another.

    "The bear killed Luca Neri" and "Luca Neri killed a bear", "was bought by" and "bought".
    """
    partners = pair.claim_to_fact.names
    met = set(partners.values())
    for mine, theirs in _shared_deeds(pair):
        if not any(t.span.end <= theirs.span.start for t in pair.statement.content):
            continue  # "ha vinto Anna Rossi": who does it stands behind
        doer, other = doer_of(pair.claim, mine), doer_of(pair.statement, theirs)
        if (doer is None and is_passive(pair.claim, mine)) or (
            other is None and is_passive(pair.statement, theirs)
        ):
            continue  # "è tornata Anna Rossi": of some languages no form tells what is undergone
        done, to = undergoer_of(pair.claim, mine), undergoer_of(pair.statement, theirs)
        if to is not None and to != other and doer is not None and partners.get(doer) == to:
            return True
        if None not in (done, to) and partners.get(done or 0) not in (None, to) and to in met:
            return True
    return False


def _done_by_another(pair: Pair) -> bool:
    """Tell whether a shared deed is done by somebody the fact names, but not as who does it.

    "Hungary joined after Sweden ratified" beside "Sweden joined after Hungary ratified"; and
    whether who does it in the fact only undergoes it, or stands behind a preposition.
    """
    partners = pair.claim_to_fact.names
    for mine, theirs in _shared_deeds(pair):
        here, there = leaders(pair.claim, mine), leaders(pair.statement, theirs)
        if not there:
            continue
        told = {partners[n] for n in here if n in partners}
        if told and told.isdisjoint(there):
            return True
        if is_passive(pair.claim, mine):
            continue  # "è volata Ada Neri": of some languages no form tells what is undergone
        done = undergoer_of(pair.claim, mine)
        if done is not None and done not in here and partners.get(done) in there and not told:
            return True
        if not told and _is_oblique(pair, mine, there):
            return True
    return False


def have_same_roles(pair: Pair) -> bool:
    """Tell whether of a deed that both tell the same ones do it, and undergo it.

    "The board dismissed Ada Neri" beside "Ada Neri was dismissed by the board".
    """
    partners = pair.claim_to_fact.names
    for mine, theirs in _shared_deeds(pair):
        doer, other = doer_of(pair.claim, mine), doer_of(pair.statement, theirs)
        done, to = undergoer_of(pair.claim, mine), undergoer_of(pair.statement, theirs)
        if None not in (doer, other, done, to) and doer != done:
            return partners.get(doer or 0) == other and partners.get(done or 0) == to
    return False


def _shared_deeds(pair: Pair) -> Iterator[tuple[Token, Token]]:
    """Yield the verbs both have, but for what is said, tried, or done by two together."""
    others = (relations().speech - _TOWARDS) | relations().attempt | MUTUAL
    for i, j in pair.claim_to_fact.content.items():
        mine, theirs = pair.claim.content[i], pair.statement.content[j]
        is_deed = (mine.is_verb and theirs.is_verb) or mine.concept in relations().one_sided
        if is_deed and others.isdisjoint((mine.concept, theirs.concept)):
            yield mine, theirs


def _is_oblique(pair: Pair, mine: Token, doers: set[int]) -> bool:
    """Tell whether who does it in the fact stands behind the deed and a preposition."""
    rules = grammar(pair.claim.lang)
    return any(
        j in doers
        and pair.claim.names[i].span.start > mine.span.end
        and pair.claim.names[i].preposition in rules.agent | rules.receivers | rules.rivals
        for i, j in pair.claim_to_fact.names.items()
    )


def _crossed_links(pair: Pair) -> bool:
    """Tell whether two names trade prepositions: "left Ferrari for Mercedes", the other way."""
    if pair.claim.lang != pair.statement.lang:
        return False
    rows = [
        (pair.claim.names[i], pair.statement.names[j])
        for i, j in pair.claim_to_fact.names.items()
        if not pair.claim.names[i].adjective
    ]
    return any(
        one[0].preposition != other[0].preposition
        and not _are_listed(pair.claim, one[0].span, other[0].span)
        and one[0].preposition == other[1].preposition
        and one[1].preposition == other[0].preposition
        and (one[0].span.start < other[0].span.start) != (one[1].span.start < other[1].span.start)
        for one, other in combinations(rows, 2)
    )


def _are_listed(analysis: Analysis, one: Span, other: Span) -> bool:
    """Tell whether nothing but names, commas and "and" stands between two names."""
    first, last = sorted((one, other), key=lambda span: span.start)
    between = analysis.between(first, last)
    names = [n.span for n in analysis.names]
    joins = words_of(analysis.lang, "coordinators")
    text = analysis.text[first.end : last.start]
    return ("," in text or any(t.norm in joins for t in between)) and all(
        t.norm in joins or any(n.holds(t.span) for n in names) for t in between
    )


def _other_outcome(pair: Pair) -> bool:
    """Tell whether who lost won in the fact, or who won is not who won there."""
    mine, theirs = _outcome(pair.claim), _outcome(pair.statement)
    if mine is None or theirs is None:
        return False
    who, won = mine
    other, other_won = theirs
    if isinstance(who, str) or isinstance(other, str):  # no list has the team: the same word
        return who == other and won != other_won
    known = pair.claim_to_fact.names.get(who)
    return known is not None and (won == other_won) != (known == other)


def _outcome(analysis: Analysis) -> tuple[int | str, bool] | None:
    """Return who is told to have won or lost, by name or by the word it begins with; and which."""
    for token in analysis.content:
        if token.concept in BEATING or token.concept == LOSING:
            who = _leading(analysis, token)
            is_undergone = is_passive(analysis, token)
            if who is None or token.negated or (is_undergone and token.concept == "win"):
                return None  # "si è aggiudicata il premio" is no passive
            return who, (token.concept in BEATING) != is_undergone
    return None


def _leading(analysis: Analysis, deed: Token) -> int | str | None:
    led, _ = beside(analysis, deed)
    if not led:
        return _first_capital(analysis) or None
    return led[0] if len(led) == 1 else None


def _first_capital(analysis: Analysis) -> str:
    """Return the word a text begins with if no list knows it: perhaps the name of a team."""
    first = analysis.content[0]
    is_first = not any(letter.isalnum() for letter in analysis.text[: first.span.start])
    return first.text if is_first and first.text[:1].isupper() and not first.concept else ""


def _stands_behind(word: str, analysis: Analysis, deed: Token) -> bool:
    """Tell whether a text has a word behind a deed only, and none of its own beside its start."""
    found = [t.span.start > deed.span.start for t in analysis.tokens if word and t.text == word]
    return bool(found) and all(found)


def _is_done_by_others(pair: Pair) -> bool:
    """Tell whether "many other states" act in the part, and one that is named in the fact."""
    verb = next((t for t in pair.claim.tokens if t.is_verb), None)
    if verb is None:
        return False
    many = words_of(pair.claim.lang, "quantifiers_partial") | grammar(pair.claim.lang).further_words
    before = pair.claim.before(verb.span)
    if not before or before[0].norm not in many or beside(pair.claim, verb)[0]:
        return False
    if any(q.span.start < verb.span.start for q in pair.claim.quantities):
        return False  # "some 300 people"
    lang = pair.statement.lang
    known = words_of(lang, "quantifiers_partial") | grammar(lang).further_words
    acts = next((t for t in pair.statement.tokens if t.is_verb), None)
    return (
        acts is not None
        and bool(beside(pair.statement, acts)[0])
        and not any(t.norm in known for t in pair.statement.tokens)
    )


WHO_OTHERWISE: tuple[Callable[[Pair], bool], ...] = (
    _other_institution,
    _somebody_of,
    _does_it_to_the_doer,
    _trade_places,
    _done_by_another,
    _crossed_links,
    _other_outcome,
    _is_done_by_others,
)
"""The fact has another one in the place of who acts in the part."""
WHO_IS_LACKING: tuple[Callable[[Pair], bool], ...] = (_other_title, _says_only_where)
"""The fact lacks who acts in the part."""
