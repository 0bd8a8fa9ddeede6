"""Statements rated false: repeated only by who says all of what is false in them, and as true."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.analysis.lexicon import concept_of, relations
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.pairing import has_full_weight, own_dates
from factcheck.analysis.tokens import grammar, shapes_of, words_of
from factcheck.comparators.doers import is_passive
from factcheck.comparators.gates import is_behind_a_preposition, is_nominal
from factcheck.comparators.times import When, relate_dates
from factcheck.model import Analysis, Granularity, Name, NameKind, Rating, Token
from factcheck.model.alignment import Pair

_PEOPLE = frozenset({NameKind.PERSON, NameKind.UNKNOWN})
_MOST_OF_IT = 0.6
"""Share of a statement from which on the words alone show which one is repeated."""
_WISHES = frozenset({"fear", "think", "want"})
_CLOSING = " \"'”’»)"
_BEFORE = 3
"""Words before who spreads it in which "as" stands: "just as some posts say"."""


def is_repeated(pair: Pair) -> bool:
    """Tell whether the sentence says what a fact rated false is about; of other facts, always.

    What is false in it is mostly what it does or is: "the slap at the Oscars was staged" is not
    repeated by who speaks of the slap.
    """
    if pair.fact.rating is not Rating.FALSE:
        return True
    if is_said_otherwise(pair) or is_called_untrue(pair) or is_hearsay(pair) or is_unreal(pair):
        return False
    if is_of_another_time(pair) or does_it_to_another(pair) or is_of_another_doer(pair):
        return False
    if pair.fact_coverage < _MOST_OF_IT and _names_nobody_of(pair):
        return False
    return _says_its_deed(pair) and names_who(pair)


def is_of_another_time(pair: Pair) -> bool:
    """Tell whether the sentence gives times, and none is one the statement or its table gives."""
    mine = [m for m in own_dates(pair.sentence) if m.interval is not None]
    theirs = [m for m in pair.statement.dates if m.interval is not None]
    if theirs or not mine:
        return bool(mine) and all(relate_dates(m, theirs) is When.DISJOINT for m in mine)
    # of the day the table gives it only weeks and months tell: a rumour is repeated later
    return any(
        m.granularity is not Granularity.DAY and relate_dates(m, pair.fact_dates) is When.DISJOINT
        for m in mine
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
    if _is_only_whose(pair, verb):
        return False
    missing = [
        name
        for j, name in enumerate(pair.statement.names)
        if name.span.start < verb
        and not _is_led_to(name, pair.statement.lang)
        and not name.adjective
        and j not in pair.fact_to_sentence.names
        and j not in pair.fact_to_sentence.maybe_names
        and all(compare_names(name, other) is not NameRelation.SAME for other in pair.subject)
    ]
    return not missing or _says_who(pair, missing)


def _is_led_to(name: Name, lang: str) -> bool:
    """Tell whether a preposition stands before a name: "also Ann Lee" is none."""
    return bool(name.preposition) and concept_of(name.preposition, lang) != "also"


def _is_only_whose(pair: Pair, verb: int) -> bool:
    """Tell whether whom the statement is about is told only as whose: "the brother of Ann Lee"."""
    origin = grammar(pair.sentence.lang).origin
    start = next((t.span.start for t in pair.sentence.tokens if t.is_verb), 0)
    return any(
        name.span.start < verb
        and not name.preposition
        and j in pair.fact_to_sentence.names
        and pair.sentence_names[pair.fact_to_sentence.names[j]].span.start < start
        and pair.sentence_names[pair.fact_to_sentence.names[j]].preposition in origin
        for j, name in enumerate(pair.statement.names)
    )


def is_unreal(pair: Pair) -> bool:
    """Tell whether the sentence only wishes, asks, fears or nearly does what a statement tells."""
    if pair.fact.rating is not Rating.FALSE or _is_only_wished(pair.statement):
        return False
    return pair.sentence.text.rstrip(_CLOSING).endswith("?") or _is_only_wished(pair.sentence)


def is_of_another_doer(pair: Pair) -> bool:
    """Tell whether another thing does the shared deed: "a surge caused the blackout"."""
    if pair.fact.rating is not Rating.FALSE:
        return False
    met = pair.claim_to_fact.partners
    for i, j in met.items():
        mine, theirs = pair.claim.content[i], pair.statement.content[j]
        if not mine.is_verb or not theirs.is_verb:
            continue
        own, told = _doer(pair.claim, mine), _doer(pair.statement, theirs)
        if own is None or told is None or own in met or told in met.values():
            continue
        is_known = bool(pair.claim.content[own].concept and pair.statement.content[told].concept)
        if is_known or pair.claim.lang == pair.statement.lang:
            return True
    return False


def _doer(analysis: Analysis, deed: Token) -> int | None:
    """Return the noun that does a deed: the first word before it, of no name, behind nothing."""
    if is_passive(analysis, deed):
        return None
    for place, token in enumerate(analysis.content):
        if token.span.start >= deed.span.start or token.is_verb:
            return None
        if any(n.span.start <= token.span.start < n.span.end for n in analysis.names):
            return None
        if not is_behind_a_preposition(analysis, token):
            return place
    return None


def _is_only_wished(analysis: Analysis) -> bool:
    return any(shape.search(analysis.text) for shape in shapes_of(analysis.lang, "unreal")) or any(
        t.concept in _WISHES or (t.is_verb and t.concept in relations().attempt)
        for t in analysis.content
    )


def does_it_to_another(pair: Pair) -> bool:
    """Tell whether the shared deed leads to a thing that a statement rated false has not.

    "Destroyed a car park near the spa" beside "destroyed the spa".
    """
    if pair.fact.rating is not Rating.FALSE:
        return False
    shared = pair.claim_to_fact.partners
    for i, j in shared.items():
        mine, theirs = pair.claim.content[i], pair.statement.content[j]
        if not mine.is_verb or not theirs.is_verb or i + 1 >= len(pair.claim.content):
            continue
        if is_passive(pair.claim, mine) or is_passive(pair.statement, theirs):
            continue
        own, there = pair.claim.content[i + 1], pair.statement.content[j + 1 : j + 2]
        is_next = not any(mine.span.end <= n.span.start < own.span.start for n in pair.claim.names)
        is_known = bool(own.concept) or pair.claim.lang == pair.statement.lang
        is_thing = is_known and has_full_weight(own, pair.claim.lang)
        if there and is_next and is_thing and i + 1 not in shared:
            return True
    return False


def _says_its_deed(pair: Pair) -> bool:
    """Tell whether the sentence has a verb of the statement, and at least half of its words."""
    heavy, met = _weighty(pair), _met(pair)
    content = pair.statement.content
    verbs = [j for j in heavy if content[j].is_verb and not is_nominal(pair.statement, content[j])]
    if verbs and not any(j in pair.fact_to_sentence.content for j in verbs):
        return False
    if not says_what_it_is(pair):
        return False
    return sum(j in met for j in heavy) >= sum(j not in met for j in heavy)


def says_what_it_is(pair: Pair) -> bool:
    """Tell of a statement of what somebody is whether the sentence says it: "was drunk"."""
    content, heavy = pair.statement.content, _weighty(pair)
    verb = next((t.span.end for t in pair.statement.tokens if t.is_verb), None)
    if verb is None or any(content[j].is_verb for j in heavy):
        return True
    said = [j for j in heavy if content[j].span.start >= verb]
    return not said or not _met(pair).isdisjoint(said)


def says_what_was_said(pair: Pair) -> bool:
    """Tell of a statement that somebody said something whether the sentence has a word of it.

    "Declared the ruling void" repeats nothing of "announced that it would leave the treaty".
    """
    content, speech = pair.statement.content, relations().speech
    start = next((t.span.end for t in content if t.is_verb and t.concept in speech), None)
    if start is None:
        return True
    said = [j for j in _weighty(pair) if content[j].span.start >= start]
    names = (j for j in pair.fact_to_sentence.names if pair.statement.names[j].span.start >= start)
    return not said or not _met(pair).isdisjoint(said) or any(True for _ in names)


def _weighty(pair: Pair) -> list[int]:
    """Return the places of the statement's words of full weight."""
    lang = pair.statement.lang
    return [j for j, t in enumerate(pair.statement.content) if has_full_weight(t, lang)]


def _met(pair: Pair) -> set[int]:
    """Return the places of the statement's words that the sentence has, or has something near."""
    return {*pair.fact_to_sentence.content, *pair.fact_to_sentence.related}


def _says_who(pair: Pair, missing: Sequence[Name]) -> bool:
    """Tell whether a noun stands where whoever acts does that may mean whom the statement names.

    Of a person that takes an office, or who acts in the statement too: "the woman from Arla" is
    somebody.
    """
    claim = pair.claim
    verb, there = (
        next((t.span.start for t in one.tokens if t.is_verb), 0) for one in (claim, pair.statement)
    )
    doers = [
        (i, token)
        for i, token in enumerate(claim.content)
        if token.span.start < verb and not is_behind_a_preposition(claim, token)
    ]
    if not any(name.kind in _PEOPLE for name in missing):
        return bool(doers)
    partners = pair.claim_to_fact.partners
    met = {i for i, j in partners.items() if pair.statement.content[j].span.start < there}
    offices = [office.span for office in claim.offices]
    return any(
        i in met or any(o.start <= token.span.start < o.end for o in offices) for i, token in doers
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


def is_hearsay(pair: Pair) -> bool:
    """Tell whether the sentence only says that what a statement rated false says goes round.

    "Posts say that the bridge was sold" is true of a bridge that was not: posts do say so. Of a
    speaker with a name the part he is told to have said is judged, and he is contradicted.
    """
    if pair.fact.rating is not Rating.FALSE:
        return False
    return _goes_round(pair.sentence) and not _goes_round(pair.statement)


def _goes_round(analysis: Analysis) -> bool:
    founded, as_told = (
        words_of(analysis.lang, key) for key in ("hearsay_founded", "hearsay_as_told")
    )
    if any(t.norm in founded and not t.negated for t in analysis.tokens):
        return False
    for shape in shapes_of(analysis.lang, "hearsay"):
        for found in shape.finditer(analysis.text):
            before = [t for t in analysis.tokens if t.span.end <= found.start()][-_BEFORE:]
            if not any(t.norm in as_told for t in before):
                return True
    return False
