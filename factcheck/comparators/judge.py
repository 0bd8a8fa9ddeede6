"""Candidates to matches: runs every comparator on every part and fact, and sums up the stance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factcheck.analysis.lexicon import relations
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.analysis.pairing import (
    agree,
    claim_analysis,
    has_full_weight,
    known_facts,
    make_pairs,
)
from factcheck.analysis.quotes import quotes
from factcheck.analysis.scene import Scene, parts_inside
from factcheck.comparators.containment import contained_stretch, leaves_open
from factcheck.comparators.doubts import leaves_doubt
from factcheck.comparators.echoes import is_quotation, once, without_echoes
from factcheck.comparators.ground import ground_of
from factcheck.comparators.leeway import kept_open
from factcheck.comparators.places import moved, placed
from factcheck.comparators.slip_places import place_of, whole_pairs_of, with_slip
from factcheck.comparators.slips import likely_slip
from factcheck.comparators.support import is_of_another_deed, says_it_all
from factcheck.comparators.suspects import suspicions_of, with_suspicions
from factcheck.comparators.together import with_joined
from factcheck.model import (
    Candidate,
    Claim,
    Comparison,
    Document,
    Match,
    Name,
    Part,
    Rating,
    Reason,
    Role,
    Span,
    Stance,
)
from factcheck.model.alignment import Pair
from factcheck.protocols import Comparator

_TRIM = " \t\r\n\xa0,;:.–—-"
_MIN_REST_WORDS = 2
"""Full-weight words what is left of a part must have to stand as a part of its own."""
_TURNED = frozenset({Reason.NEGATION, Reason.DIRECTION, Reason.UNDECIDED})
_MIN_WHOLE = 0.5
"""Coverage of a sentence of several parts below which a clash is left to the parts themselves."""
_KIND = {Reason.COMPARISON: Reason.DIRECTION}
"""Clashes that are one difference told twice: "rose to the highest" beside "fell to the lowest"."""
_MOST_OF_IT = 0.5
"""Share of an attribution that a fact must say: the speaker's name or office."""
_OTHERS = frozenset({NameRelation.DIFFERENT, NameRelation.MAYBE})
_MEMORY = 3
"""Sentences looked back for whom an elided subject or a title may mean."""


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
        whole_pairs = whole_pairs_of(scene, known)
        start = whole_pairs[0].part.span.start if whole_pairs else claim.span.start
        whole = self._whole(scene, candidates, whole_pairs)
        similarities = [candidate.similarity for candidate in candidates]
        found = likely_slip(whole_pairs, similarities)
        suspected = suspicions_of(whole_pairs, similarities)
        for part in claim.parts:
            pairs = whole_pairs if len(claim.parts) == 1 else make_pairs(scene, part, known)
            row = [self._match(p, c.similarity) for p, c in zip(pairs, candidates, strict=True)]
            offset = scene.claim.span.start - part.span.start
            row = [
                moved(match, offset, part.text)
                if match and _concerns(match, scene, pair, own)
                else own
                for match, own, pair in zip(whole, row, pairs, strict=True)
            ]
            if found is not None and part is place_of(found.span, claim, start):
                row = with_slip(row, found, start - part.span.start)
            row = with_suspicions(row, part, claim, start, suspected)
            cut = _cut(pairs, row)
            parts += [piece for piece, _ in cut] if cut else [part]
            rows += [tuple(matches) for _, matches in cut] if cut else [tuple(row)]
        sayings = [p.role is Role.ATTRIBUTION or _is_a_saying(scene, p) for p in parts]
        rows = _with_their_sayings(sayings, rows)
        order = sorted(range(len(parts)), key=lambda i: (parts[i].span.start, -parts[i].span.end))
        ordered = tuple(parts[i] for i in order)
        return replace(claim, parts=ordered), tuple(with_joined(rows[i]) for i in order)

    def _whole(
        self, scene: Scene, candidates: Sequence[Candidate], pairs: Sequence[Pair]
    ) -> list[Match | None]:
        """Return, per candidate, its match when it settles the sentence taken as a whole."""
        if len(scene.claim.parts) == 1:
            return [None] * len(candidates)
        matches = [
            self._match(pair, candidate.similarity) if _may_concern(pair) else None
            for pair, candidate in zip(pairs, candidates, strict=True)
        ]
        return [
            match if match and match.stance is not Stance.NEUTRAL else None for match in matches
        ]

    def _match(self, pair: Pair, similarity: float) -> Match:
        if not _may_settle(pair):
            return Match(fact=pair.fact, similarity=similarity, stance=Stance.NEUTRAL)
        found = [told for comparator in self.comparators if (told := comparator(pair)) is not None]
        comparisons = kept_open(pair, without_echoes(pair, once(found)))
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
            comparisons=tuple(placed(c, pair.part.text, pair.fact.statement) for c in comparisons),
            ground=ground_of(pair, comparisons, similarity),
        )


def _with_their_sayings(
    sayings: Sequence[bool], rows: Sequence[tuple[Match, ...]]
) -> list[tuple[Match, ...]]:
    """Return the rows, attributions borne out only by a fact that bears out what was said."""
    said = {
        match.fact.id
        for is_saying, row in zip(sayings, rows, strict=True)
        for match in row
        if not is_saying and match.stance is Stance.SUPPORTS
    }
    return [
        tuple(
            replace(match, stance=Stance.NEUTRAL)
            if match.stance is Stance.SUPPORTS and match.fact.id not in said
            else match
            for match in row
        )
        if is_saying
        else row
        for is_saying, row in zip(sayings, rows, strict=True)
    ]


def _is_a_saying(scene: Scene, part: Part) -> bool:
    """Tell whether a part of several only tells who said it and when: "the teams said"."""
    if len(scene.claim.parts) == 1:
        return False
    offset = scene.claim.span.start
    span = part.span.shifted(-offset)
    inside = [t for t in scene.sentence.content if span.holds(t.span)]
    verbs = [t for t in inside if t.is_verb and t.concept != "be"]
    if len(verbs) != 1 or verbs[0].concept not in relations().speech:
        return False
    return all(
        t.span.end <= verbs[0].span.end
        or any(mention.span.holds(t.span) for mention in scene.sentence.dates)
        for t in inside
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


def _concerns(match: Match, scene: Scene, pair: Pair, own: Match) -> bool:
    """Tell whether the whole sentence's match is this part's: a clash is where its words stand."""
    part = pair.part
    if match.stance is Stance.SUPPORTS and (_turns(own) or leaves_doubt(pair)):
        return False
    if match.stance is Stance.SUPPORTS and part.role is Role.ATTRIBUTION:
        # who repeats a rumour is not the rumour, and of words the fact tells whose they are
        return match.fact.rating is not Rating.FALSE and own.coverage >= _MOST_OF_IT
    if match.stance is Stance.SUPPORTS:
        return True
    if match.coverage < _MIN_WHOLE and not _is_slip(match):
        return False
    offset = scene.claim.span.start
    spans = [
        c.claim_span.shifted(offset)
        for c in match.comparisons
        if c.stance is Stance.REFUTES and c.claim_span is not None
    ]
    inside = parts_inside(scene.claim, part)
    return any(
        part.span.holds(span) and not any(other.span.holds(span) for other in inside)
        for span in spans
    )


def _may_concern(pair: Pair) -> bool:
    """Tell whether a whole sentence's match can be one of its parts': see ``_concerns``.

    Little in common counts only where figures have the same digits, or words are quoted.
    """
    if round(pair.claim_coverage, 3) >= _MIN_WHOLE:
        return True
    if not any(has_full_weight(token, pair.claim.lang) for token in pair.claim.content):
        return True
    return any(map(str.isdigit, pair.claim.text)) or any(True for _ in quotes(pair.claim.text))


def _is_slip(match: Match) -> bool:
    """Tell whether all that clashes is a figure told in the fact's own digits."""
    clashes = [c for c in match.comparisons if c.stance is Stance.REFUTES]
    return all(_digits(c.claim_text) == _digits(c.fact_text) > [""] for c in clashes)


def _digits(text: str) -> list[str]:
    """Return the digits of a text in order, zeros at the end aside; of less than two nothing."""
    found = [letter for letter in text if letter.isdigit()]
    while found and found[-1] == "0":
        found.pop()
    return sorted(found) if len(found) > 1 else [""]


def _turns(own: Match) -> bool:
    """Tell whether the part alone says the contrary of the fact, or the same of somebody else."""
    return any(c.stance is Stance.NEUTRAL and c.name in _TURNED for c in own.comparisons)


def _cut(pairs: Sequence[Pair], row: Sequence[Match]) -> list[tuple[Part, list[Match]]]:
    """Return the part cut around the longest stretch a fact says, or nothing."""
    if any(match.stance is not Stance.NEUTRAL for match in row):
        return []
    if any(pair.part.role is Role.ATTRIBUTION for pair in pairs):  # a title is not a saying
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
    if not inside.slice(pair.claim.text).strip(_TRIM):
        return []
    if _takes_in_a_stranger(pair, inside) or is_of_another_deed(pair, inside) or leaves_doubt(pair):
        return []
    if any(leaves_open(found, inside) for found in match.comparisons):
        return []  # "only some of" stands before what the fact says
    others = [m for i, m in enumerate(row) if i != number]
    pieces = [(before, others), (inside, [match, *others]), (after, others)]
    return [_cut_out(pair.part, span, matches) for span, matches in pieces if span is not None]


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


def _takes_in_a_stranger(pair: Pair, inside: Span) -> bool:
    """Tell whether a rest too small to stand has a name that the fact has not: "fled to Geneva"."""
    return any(
        i not in pair.claim_to_fact.names
        and not name.adjective
        and inside.holds(name.span)
        and all(compare_names(name, other) in _OTHERS for other in pair.statement.names)
        for i, name in enumerate(pair.claim.names)
    )


def _can_stand(pair: Pair, span: Span) -> bool:
    """Tell whether a rest says something of its own: two words of weight, or another figure."""
    words = [
        token
        for token in pair.claim.content
        if span.holds(token.span) and has_full_weight(token, pair.claim.lang)
    ]
    figures = [q for q in pair.claim.quantities if span.holds(q.span)]
    known = pair.statement.quantities
    is_new = any(not any(agree(q, other) for other in known) for q in figures)
    return is_new or len(words) >= _MIN_REST_WORDS


def _cut_out(part: Part, span: Span, matches: Sequence[Match]) -> tuple[Part, list[Match]]:
    piece = _piece(part, span)
    offset = part.span.start - piece.span.start
    return piece, [moved(match, offset, piece.text) for match in matches]


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
    if len({_KIND.get(c.name, c.name) for c in clashes}) == 1:
        return Stance.REFUTES
    if clashes:  # statements that differ in several things are about several events
        return Stance.NEUTRAL
    is_quoted = is_quotation(pair, comparisons) and not _drops_a_denial(comparisons)
    if is_quoted or _is_office_statement(pair, comparisons):
        return Stance.SUPPORTS
    if any(c.stance is Stance.NEUTRAL for c in comparisons):
        return Stance.NEUTRAL
    return Stance.SUPPORTS if says_it_all(pair) else Stance.NEUTRAL


def _drops_a_denial(comparisons: Sequence[Comparison]) -> bool:
    """Tell whether a word that both have is denied on one side: a quote without its "not"."""
    return any(c.name is Reason.NEGATION and c.claim_text and c.fact_text for c in comparisons)


def _is_office_statement(pair: Pair, comparisons: Sequence[Comparison]) -> bool:
    """A part that only says who holds an office is settled by the office alone."""
    held = any(c.name is Reason.ROLE and c.stance is Stance.SUPPORTS for c in comparisons)
    if pair.part.role is Role.ATTRIBUTION:  # a confirmed title is not a confirmed saying
        return False
    if len(pair.claim_to_fact.names) < len(pair.claim.names):  # of another bank, of another state
        return False
    speech = relations().speech
    if any(token.concept in speech for token in pair.claim.content):  # "announced by the minister"
        return False
    return held and all(not has_full_weight(token, pair.claim.lang) for token in pair.claim.content)


def _hangs_on_ambiguity(pair: Pair) -> bool:
    """Tell whether the fact names who acts, and the part leaves open which of several it is."""
    if not pair.subject_is_ambiguous:
        return False
    return any(
        j not in pair.fact_to_sentence.names and not name.adjective and not name.preposition
        for j, name in enumerate(pair.statement.names)
    )
