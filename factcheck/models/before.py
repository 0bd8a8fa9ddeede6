"""What was told before a sentence, as a model that reads it is given it."""

from __future__ import annotations

import re

from factcheck.model import Claim, Document, Span

MARK = "\n"
"""Stands between a claim and what was told before it; neither text has a line break of its own."""
_HEADING = 120
"""Characters of the heading at most."""
_RECENT = 240
"""Characters at most of what stands right before the sentence: two sentences or so."""
_SPACES = re.compile(r"\s+")


def before_claim(document: Document, claim: Claim) -> str:
    """Return the document's heading and what stands right before ``claim``; may be empty."""
    first = document.blocks[0].span if document.blocks else Span(start=0, end=0)
    start = claim.span.start
    heading = document.title or first.slice(document.text[:start])
    since = max(first.end, start - 2 * _RECENT)
    return told_before(heading, document.text[since:start])


def told_before(heading: str, text: str) -> str:
    """Return the beginning of ``heading`` and the end of ``text``, whole words, on one line."""
    recent = _SPACES.sub(" ", text).strip()
    if len(recent) > _RECENT:
        recent = recent[-_RECENT:].partition(" ")[2]
    heading = _SPACES.sub(" ", heading).strip()
    if len(heading) > _HEADING:
        heading = heading[:_HEADING].rpartition(" ")[0]
    return f"{heading} {recent}".strip()


def joined(claim: str, before: str) -> str:
    """Return a claim with what was told before it, in the form that a model's tokenizer takes."""
    return f"{claim}{MARK}{before}" if before else claim


def parted(text: str) -> tuple[str, str]:
    """Return the claim and what was told before it."""
    claim, _, before = text.partition(MARK)
    return claim, before
