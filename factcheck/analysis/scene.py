"""A part as its sentence and those before make it readable: without asides, with its subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factcheck.analysis.analyse import about, part_of
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.model import (
    Analysis,
    Claim,
    Document,
    Name,
    Office,
    Part,
    Reference,
    ReferenceKind,
    Role,
    Span,
)

_TOLD = 4000
"""Characters before a claim that may name whom it speaks of: some thirty sentences."""
_NOWHERE = Span(start=0, end=0)
"""Place of what a part takes from elsewhere: it has none in the part's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A claim where it stands: its document, its sentence's analysis, who was named before."""

    document: Document
    claim: Claim
    sentence: Analysis
    named_before: tuple[Name, ...]

    @property
    def told(self) -> str:
        """Return the title and what stands before the claim, its latest ``_TOLD`` characters."""
        start = self.claim.span.start
        return f"{self.document.title}\n{self.document.text[max(0, start - _TOLD) : start]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A part read for comparison; ``named`` reads it as if it named its ``subject``."""

    analysis: Analysis
    named: Analysis | None
    subject: tuple[Name, ...]
    is_ambiguous: bool

    def beside(self, statement: Analysis) -> Analysis:
        """Return the reading to hold against a fact: the subject counts when the fact names it."""
        names_it = any(
            compare_names(name, other) is NameRelation.SAME
            for name in self.subject
            for other in statement.names
        )
        return self.named if self.named is not None and names_it else self.analysis


def read_part(scene: Scene, part: Part) -> Reading:
    """Return ``part`` without the parts inside it, with the subject it shares or takes up."""
    span = _in_sentence(scene, part.span)
    holes = tuple(_in_sentence(scene, other.span) for other in parts_inside(scene.claim, part))
    whole = span.start <= 0 and span.end >= len(scene.claim.text) and not holes
    plain = scene.sentence if whole else part_of(scene.sentence, span, holes)
    words = _subject_words(scene, part, span)
    analysis = plain if words is None else about(words, plain)
    titles = _titles_beside(scene, part)
    if titles:
        analysis = replace(analysis, offices=(*analysis.offices, *titles))
    reference = _subject_reference(scene, part, plain)
    names = reference.names if reference else ()
    named = None
    if reference is not None and names:
        title = _in_sentence(scene, reference.span)
        named = _naming(names, part_of(scene.sentence, span, (*holes, title)))
    return Reading(
        analysis=analysis,
        named=named,
        subject=names,
        is_ambiguous=reference is not None and reference.is_ambiguous,
    )


def with_understood(scene: Scene) -> Analysis:
    """Return the sentence with the names its titles, pronouns and missing subjects stand for.

    A fact may take its actors from them; nobody is accused of them.
    """
    names = tuple(
        name
        for reference in scene.claim.references
        if reference.kind is not ReferenceKind.NAME
        for name in reference.names
    )
    return _naming(names, scene.sentence) if names else scene.sentence


def parts_inside(claim: Claim, part: Part) -> tuple[Part, ...]:
    """Return the claim's other parts that lie inside ``part``, which is judged without them."""
    if part not in claim.parts:  # the sentence taken as a whole
        return ()
    return tuple(
        other
        for other in claim.parts
        if other.span != part.span
        and part.span.start <= other.span.start
        and other.span.end <= part.span.end
    )


def _in_sentence(scene: Scene, span: Span) -> Span:
    return span.shifted(-scene.claim.span.start)


def _naming(names: Sequence[Name], analysis: Analysis) -> Analysis:
    understood = tuple(replace(name, span=_NOWHERE, preposition="") for name in names)
    return replace(analysis, names=(*understood, *analysis.names))


def _subject_words(scene: Scene, part: Part, span: Span) -> Analysis | None:
    """Return the part's subject as its sentence words it elsewhere, nearest before the part."""
    if not part.context:
        return None
    text = scene.claim.text
    start = text.rfind(part.context, 0, span.start)
    if start < 0:
        start = text.find(part.context, span.end)
    if start < 0:
        return None
    return part_of(scene.sentence, Span(start=start, end=start + len(part.context)))


def _titles_beside(scene: Scene, part: Part) -> tuple[Office, ...]:
    """Return the titles that a part of their own gives somebody this part names at its end.

    They add nothing to what the part says, but a fact that gives another title does not bear it
    out.
    """
    return tuple(
        replace(office, span=_NOWHERE)
        for other in scene.claim.parts
        if other.role is Role.IDENTIFICATION
        and other.context
        and other.span.start >= part.span.end
        and part.text.endswith(other.context)
        for office in part_of(scene.sentence, _in_sentence(scene, other.span)).offices
    )


def _subject_reference(scene: Scene, part: Part, analysis: Analysis) -> Reference | None:
    """Return the reference that is the subject of ``part``: before its verb, shared or left out."""
    verb = next((t.span.start for t in analysis.tokens if t.is_verb), len(part.text))
    for reference in scene.claim.references:
        if reference.kind is ReferenceKind.ELIDED:
            if part.context == reference.means and _may_lack_subject(scene.claim, part):
                return reference
        elif reference.kind is not ReferenceKind.NAME and (
            part.context == reference.text or 0 <= reference.span.start - part.span.start < verb
        ):
            return reference
    return None


def _may_lack_subject(claim: Claim, part: Part) -> bool:
    """Tell of the first part that says something, and of those known by their context."""
    speaking = (p for p in claim.parts if p.role is not Role.IDENTIFICATION)
    return bool(part.context) or part is next(speaking, None)
