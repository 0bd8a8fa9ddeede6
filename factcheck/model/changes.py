"""What became of verdicts between two judgements of the same claims."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.model.texts import Document
from factcheck.model.verdicts import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One claim as it was judged before and as it is judged now."""

    before: Assessment
    after: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentChanges:
    """The claims of a document that are judged otherwise, in text order.

    ``flips`` have another verdict; ``evidence`` have the same one for another reason, or resting
    on other facts or other versions of them. ``gone`` were judged before only, ``new`` now only.
    """

    document: Document
    flips: tuple[Change, ...] = ()
    evidence: tuple[Change, ...] = ()
    gone: tuple[Assessment, ...] = ()
    new: tuple[Assessment, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is judged otherwise."""
        return not (self.flips or self.evidence or self.gone or self.new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """What a re-check did, and the documents in which something is judged otherwise.

    ``since`` and ``revision`` are revisions of the fact table: the oldest one that a stored verdict
    rested on, and the present one. Of ``claims``, ``looked_at`` were judged anew. ``set_aside``
    counts texts that were judged against other facts than the table's, ``by_others`` texts judged
    by another version or model.
    """

    since: int
    revision: int
    facts_changed: int = 0
    claims: int = 0
    looked_at: int = 0
    set_aside: int = 0
    by_others: int = 0
    documents: tuple[DocumentChanges, ...] = ()

    @property
    def flips(self) -> tuple[Change, ...]:
        """Return every claim that has another verdict now."""
        return tuple(flip for one in self.documents for flip in one.flips)
