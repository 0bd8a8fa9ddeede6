"""How much of a text is quoted."""

from __future__ import annotations

MAX_QUOTED = 300
"""Characters of a statement quoted in an explanation; a fact may be a megabyte long."""


def clipped(text: str, limit: int = MAX_QUOTED) -> str:
    """Return ``text`` cut at a word before ``limit`` characters, with an ellipsis when cut."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rsplit(None, 1)[0] if " " in head else head) + "…"
