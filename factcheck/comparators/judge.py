"""Candidates to matches: runs every comparator on every part and fact, and sums up the stance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factcheck.analysis.lexicon import relations
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.pairing import (
    KnownFact,
    agree,
    claim_analysis,
    known_facts,
    make_pairs,
    word_weight,
)
from factcheck.analysis.quotes import quotes
from factcheck.analysis.scene import Scene, parts_inside
from factcheck.analysis.tokens import grammar
from factcheck.comparators.containment import contained_stretch
from factcheck.comparators.gates import When, anchors, elements, figures_shared, shares_action, when
from factcheck.model import (
    Analysis,
    Candidate,
    Claim,
    Comparison,
    Document,
    Match,
    Name,
    NameKind,
    Part,
    Rating,
    Reason,
    Role,
    Span,
    Stance,
)
from factcheck.model.alignment import Pair
from factcheck.protocols import Comparator

SUPPORT_COVERAGE = {3: 0.5, 2: 0.6, 1: 0.85, 0: 0.9}
"""Share of what the part says that a fact must say too before it can support it, by the number of
names, equal figures and equal dates that tie the two together."""
_MAX_UNMET_WORDS = 3
"""Full-weight words of the part the fact may lack: a passing circumstance, never an actor."""
_ANNOUNCING = frozenset({"announce", "promise", "plan", "intend"})
_NEARLY_ALL = 0.85
_MOST = 0.7
_FEW_ELEMENTS = 2
_PINNED_COVERAGE = 0.8
_FULL_WEIGHT = 1.0
_TRIM = " \t\r\n\xa0,;:.–—-"
_MIN_REST_WORDS = 2
_MIN_WHOLE = 0.5
"""Coverage of a sentence of several parts below which a clash is left to the parts themselves."""
_MEMORY = 3
"""Sentences looked back for whom an elided subject or a title may mean."""
"""Full-weight words what is left of a part must have to stand as a part of its own."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Compares the parts of claims with candidate facts by a row of comparators."""

    comparators: tuple[Comparator, ...]

    def __call__(
        self,
        document: Document,
        claim: Claim,
        before: Sequence[Claim],
        candidates: Sequence[Candidate],
    ) -> tuple[Claim, tuple[tuple[Match, ...], ...]]:
        """Return the claim, its parts perhaps cut finer, and one row of matches per part.

        A fact that supports the whole sentence supports each of its parts, however they were cut.
        A part that says more than a fact it contains is cut, so that each piece gets its verdict.
        """
        scene = Scene(
            document=document,
            claim=claim,
            sentence=claim_analysis(document, claim),
            named_before=_named_before(document, claim, before),
        )
        parts: list[Part] = []
        rows: list[tuple[Match, ...]] = []
        known = known_facts(scene, [candidate.fact for candidate in candidates])
        whole = self._whole(scene, candidates, known)
        for part in claim.parts:
            pairs = make_pairs(scene, part, known)
            row = [self._match(p, c.similarity) for p, c in zip(pairs, candidates, strict=True)]
            row = [
                match if match and _concerns(match, scene, part) else own
                for match, own in zip(whole, row, strict=True)
            ]
            cut = _cut(pairs, row)
            parts += [piece for piece, _ in cut] if cut else [part]
            rows += [tuple(matches) for _, matches in cut] if cut else [tuple(row)]
        order = sorted(range(len(parts)), key=lambda i: (parts[i].span.start, -parts[i].span.end))
        ordered = tuple(parts[i] for i in order)
        return replace(claim, parts=ordered), tuple(rows[i] for i in order)

    def _whole(
        self, scene: Scene, candidates: Sequence[Candidate], known: Sequence[KnownFact]
    ) -> list[Match | None]:
        """Return, per candidate, its match when it settles the sentence taken as a whole."""
        if len(scene.claim.parts) == 1:
            return [None] * len(candidates)
        part = Part(span=scene.claim.span, text=scene.claim.text)
        pairs = make_pairs(scene, part, known)
        matches = [self._match(p, c.similarity) for p, c in zip(pairs, candidates, strict=True)]
        return [match if match.stance is not Stance.NEUTRAL else None for match in matches]

    def _match(self, pair: Pair, similarity: float) -> Match:
        if not _may_settle(pair):
            return Match(fact=pair.fact, similarity=similarity, stance=Stance.NEUTRAL)
        found = [told for comparator in self.comparators if (told := comparator(pair)) is not None]
        comparisons = _without_echoes(pair, found)
        stance = _stance(pair, comparisons)
        if stance is not Stance.NEUTRAL and _hangs_on_ambiguity(pair):
            stance = Stance.NEUTRAL
            unclear = Comparison(name=Reason.AMBIGUOUS, stance=stance)
            comparisons = (*comparisons, unclear)
        return Match(
            fact=pair.fact,
            similarity=similarity,
            stance=stance,
            coverage=round(pair.claim_coverage, 3),
            comparisons=comparisons,
        )


def _may_settle(pair: Pair) -> bool:
    """Tell whether the two have anything in common; who holds an office may stand elsewhere."""
    return pair.claim_coverage > 0 or bool(pair.claim.offices and pair.statement.offices)


def _named_before(document: Document, claim: Claim, before: Sequence[Claim]) -> tuple[Name, ...]:
    """Return whom the latest earlier sentences name, and whom the claim takes up from others."""
    found: dict[str, Name] = {}
    for earlier in before[-_MEMORY:]:
        for name in claim_analysis(document, earlier).names:
            found.setdefault(name.key, name)
    for reference in claim.references:
        for name in reference.names:
            found.setdefault(name.key, name)
    return tuple(found.values())


def _concerns(match: Match, scene: Scene, part: Part) -> bool:
    """Tell whether the whole sentence's match is this part's: a clash is where its words stand."""
    if match.stance is Stance.SUPPORTS:  # who repeats a rumour is not the rumour
        return match.fact.rating is not Rating.FALSE or part.role is not Role.ATTRIBUTION
    if match.coverage < _MIN_WHOLE:
        return False
    offset = scene.claim.span.start
    spans = [
        c.claim_span.shifted(offset)
        for c in match.comparisons
        if c.stance is Stance.REFUTES and c.claim_span is not None
    ]
    inside = parts_inside(scene.claim, part)
    return any(
        _covers(part.span, span) and not any(_covers(other.span, span) for other in inside)
        for span in spans
    )


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _cut(pairs: Sequence[Pair], row: Sequence[Match]) -> list[tuple[Part, list[Match]]]:
    """Return the part cut around the longest stretch a fact says, or nothing."""
    if any(match.stance is not Stance.NEUTRAL for match in row):
        return []
    found = [
        (stretch, number)
        for number, (pair, match) in enumerate(zip(pairs, row, strict=True))
        if pair.claim_coverage > 0
        and (stretch := contained_stretch(pair, match.comparisons)) is not None
    ]
    if not found:
        return []
    stretch, number = max(found, key=lambda f: (f[0].end - f[0].start, -f[1]))
    pair, match = pairs[number], replace(row[number], stance=Stance.SUPPORTS)
    before, inside, after = _pieces(pair, stretch)
    others = [m for i, m in enumerate(row) if i != number]
    pieces = [(before, others), (inside, [match, *others]), (after, others)]
    return [(_piece(pair.part, span), matches) for span, matches in pieces if span is not None]


def _pieces(pair: Pair, stretch: Span) -> tuple[Span | None, Span, Span | None]:
    """Return what stands before, in and after the stretch; small rests join it."""
    end = len(pair.claim.text)
    before: Span | None = Span(start=0, end=stretch.start)
    after: Span | None = Span(start=stretch.end, end=end)
    if before and not _can_stand(pair, before):
        stretch, before = Span(start=0, end=stretch.end), None
    if after and not _can_stand(pair, after):
        stretch, after = Span(start=stretch.start, end=end), None
    return before, stretch, after


def _can_stand(pair: Pair, span: Span) -> bool:
    """Tell whether a rest says something of its own: two words of weight, or another figure."""
    words = [
        token
        for token in pair.claim.content
        if _holds(span, token.span) and word_weight(token, pair.claim.lang) >= _FULL_WEIGHT
    ]
    figures = [q for q in pair.claim.quantities if _holds(span, q.span)]
    known = pair.statement.quantities
    is_new = any(not any(agree(q, other) for other in known) for q in figures)
    return is_new or len(words) >= _MIN_REST_WORDS


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _piece(part: Part, span: Span) -> Part:
    text = part.text[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip(_TRIM))
    inner = Span(start=start, end=start + len(text.strip(_TRIM)))
    return replace(
        part,
        span=inner.shifted(part.span.start),
        text=part.text[inner.start : inner.end],
    )


def _stance(pair: Pair, comparisons: Sequence[Comparison]) -> Stance:
    if any(c.name is Reason.QUOTE and c.detail == "denied" for c in comparisons):
        return Stance.NEUTRAL
    clashes = [c for c in comparisons if c.stance is Stance.REFUTES]
    if len({c.name for c in clashes}) == 1:
        return Stance.REFUTES
    if clashes:  # statements that differ in several things are about several events
        return Stance.NEUTRAL
    if _is_office_statement(pair, comparisons) or _is_quotation(pair, comparisons):
        return Stance.SUPPORTS
    if any(c.stance is Stance.NEUTRAL for c in comparisons):
        return Stance.NEUTRAL
    return Stance.SUPPORTS if _says_it_all(pair) else Stance.NEUTRAL


def _without_echoes(pair: Pair, found: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Return the comparisons without the clashes that a changed quote already tells of."""
    misquote = next((c for c in found if c.name is Reason.QUOTE), None)
    if misquote is None or misquote.stance is not Stance.REFUTES:
        return tuple(found)
    whole = Span(start=0, end=len(pair.claim.text))
    told = [whole] if pair.part.role is Role.REPORTED else list(quotes(pair.claim.text))
    told += [misquote.claim_span] if misquote.claim_span else []
    return tuple(
        c
        for c in found
        if c is misquote
        or c.stance is not Stance.REFUTES
        or c.claim_span is None
        or not any(s.start <= c.claim_span.start < s.end for s in told)
    )


def _is_quotation(pair: Pair, comparisons: Sequence[Comparison]) -> bool:
    """A quote, with no more beside it than who says it, is settled by the words and the speaker."""
    quoted = next((c for c in comparisons if c.name is Reason.QUOTE), None)
    if quoted is None or quoted.stance is not Stance.SUPPORTS or quoted.claim_span is None:
        return False
    claim, span = pair.claim, quoted.claim_span
    told = [*(date.span for date in claim.dates), *(q.span for q in claim.quantities)]
    return all(_lies_in(inner, span) for inner in told) and all(
        _lies_in(token.span, span)
        or i in pair.claim_to_fact.content
        or word_weight(token, claim.lang) < _FULL_WEIGHT
        for i, token in enumerate(claim.content)
    )


def _lies_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_office_statement(pair: Pair, comparisons: Sequence[Comparison]) -> bool:
    """A part that only says who holds an office is settled by the office alone."""
    held = any(c.name is Reason.ROLE and c.stance is Stance.SUPPORTS for c in comparisons)
    if pair.part.role is Role.ATTRIBUTION:  # a confirmed title is not a confirmed saying
        return False
    if len(pair.claim_to_fact.names) < len(pair.claim.names):  # of another bank, of another state
        return False
    return held and all(
        word_weight(token, pair.claim.lang) < _FULL_WEIGHT for token in pair.claim.content
    )


def _says_it_all(pair: Pair) -> bool:
    """Tell whether the fact says everything the part says, as far as words can show."""
    content = pair.claim.content
    said = (*content, *pair.claim.names, *pair.claim.quantities, *pair.claim.dates)
    if not content and not pair.claim.names:
        return False
    if len(said) < _FEW_ELEMENTS:  # "it is a promise": whose, of what?
        return False
    unmet = [
        token
        for i, token in enumerate(content)
        if i not in pair.claim_to_fact.content
        and i not in pair.claim_to_fact.related
        and word_weight(token, pair.claim.lang) >= _FULL_WEIGHT
    ]
    needed = SUPPORT_COVERAGE[min(3, anchors(pair))]
    if elements(pair.claim) <= _FEW_ELEMENTS and not _is_pinned_down(pair):
        needed = _NEARLY_ALL
    return (
        pair.claim_coverage >= needed
        and len(unmet) <= _MAX_UNMET_WORDS + figures_shared(pair)
        and (shares_action(pair) or _is_pinned_down(pair))
        and not _other_action(pair)
        and not _other_subject(pair)
        and not _only_reported(pair)
        and not _only_supposed(pair)
    )


def _is_pinned_down(pair: Pair) -> bool:
    """Tell whether a figure at its time carries a part of few words ("it was 10.1%")."""
    return (
        figures_shared(pair) > 0
        and when(pair) is When.AGREE
        and pair.claim_coverage >= _PINNED_COVERAGE
    )


def _other_action(pair: Pair) -> bool:
    """Tell whether what the part says is done is not what the fact says is done.

    A part none of whose verbs the fact has needs nearly all its other words in the fact, all the
    more when the fact has a verb of its own.
    """
    shared = pair.claim_to_fact
    verbs = _verbs(pair.claim)
    if not verbs and elements(pair.claim) <= _FEW_ELEMENTS:  # "announced the visit": that it did
        verbs = [i for i, t in enumerate(pair.claim.content) if t.concept in relations().speech]
    if not verbs or any(i in shared.content or i in shared.related for i in verbs):
        return False
    met = {*shared.content.values(), *shared.related.values()}
    has_own = any(j not in met for j in _verbs(pair.statement))
    return has_own or pair.claim_coverage < _MOST


def _verbs(analysis: Analysis) -> list[int]:
    return [
        i
        for i, token in enumerate(analysis.content)
        if token.is_verb and token.concept and word_weight(token, analysis.lang) >= _FULL_WEIGHT
    ]


def _other_subject(pair: Pair) -> bool:
    """Who did it to whom: the actor of the one is not the actor of the other."""
    mine = _actor(pair.claim) or (pair.subject[0] if len(pair.subject) == 1 else None)
    theirs = _actor(pair.statement)
    if mine is None or theirs is None:
        return False
    return compare_names(mine, theirs) is NameRelation.DIFFERENT


def _hangs_on_ambiguity(pair: Pair) -> bool:
    """Tell whether the fact names who acts, and the part leaves open which of several it is."""
    if not pair.subject_is_ambiguous:
        return False
    return any(
        j not in pair.fact_to_sentence.names and not name.adjective and not name.preposition
        for j, name in enumerate(pair.statement.names)
    )


def _actor(analysis: Analysis) -> Name | None:
    """Return the person who acts: after "by", else the one named before the first verb."""
    rules = grammar(analysis.lang)
    people = [name for name in analysis.names if name.kind is not NameKind.PLACE]
    for name in people:
        if name.preposition in rules.agent:
            return name
    verb = next((t.span.start for t in analysis.tokens if t.is_verb), 0)
    before = [n for n in people if n.span.start < verb and not n.preposition]
    return before[0] if len(before) == 1 else None


def _only_reported(pair: Pair) -> bool:
    """A fact that somebody said something does not support the thing said."""
    said = {t.concept for t in pair.statement.content if t.concept in relations().speech}
    claimed = {t.concept for t in pair.sentence.content if t.concept in relations().speech}
    return bool(said) and not claimed


def _only_supposed(pair: Pair) -> bool:
    """A plan or possibility on one side does not support what the other side states as done.

    What is announced is a plan on both sides. A statement rated false is often told as what
    would come: there the mood is no difference.
    """
    if any(token.concept in _ANNOUNCING for token in pair.sentence.content):
        return False
    return pair.fact.rating is not Rating.FALSE and any(
        pair.claim.content[i].hypothetical != pair.statement.content[j].hypothetical
        for i, j in pair.claim_to_fact.content.items()
        if pair.claim.content[i].is_verb
    )
