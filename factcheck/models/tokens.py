"""A fact, a claim and what was told before it as one row of token ids.

What does not fit is cut: first what was told before, then the fact, the claim last.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.errors import ModelError
from factcheck.models.before import parted

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

_LONGEST_PIECE = 32
"""Characters of a text that are looked at per token it may have: pieces are far shorter."""
_FACT_SHARE = 4
"""A fact keeps at least one token in four, or the claim would be read beside nothing."""
_LEAST_BEFORE = 8
"""Tokens below which what was told before is not worth its place."""


@dataclass(frozen=True, slots=True)
class PairTokenizer:
    """Encodes pairs to at most ``max_length`` tokens, the special ones counted."""

    tokenizer: Tokenizer
    max_length: int

    def __call__(self, text: str, fact: str) -> Encoding:
        """Return the encoding of fact and claim; ``text`` may tell what stood before the claim."""
        claim, before = parted(text)
        most = self.max_length * _LONGEST_PIECE
        first = self.tokenizer.encode(fact[:most], add_special_tokens=False)
        second = self.tokenizer.encode(claim[:most], add_special_tokens=False)
        room = max(2, self.max_length - self.tokenizer.num_special_tokens_to_add(is_pair=True))
        kept = max(1, min(len(first), room // _FACT_SHARE))
        second.truncate(room - kept)
        first.truncate(max(1, room - len(second)))
        left = room - len(first) - len(second)
        if before and left > _LEAST_BEFORE:
            second = self._with_before(second, before, left)
        return self.tokenizer.post_process(first, second, add_special_tokens=True)

    def _with_before(self, claim: Encoding, before: str, left: int) -> Encoding:
        from tokenizers import Encoding

        mark = self.tokenizer.encode("", add_special_tokens=True)
        mark.truncate(1, direction="left")  # what ends a text
        told = self.tokenizer.encode(before, add_special_tokens=False)
        told.truncate(left - len(mark), direction="left")
        merged: Encoding = Encoding.merge([claim, mark, told])
        return merged


def read_tokenizer(path: Path, max_length: int) -> PairTokenizer:
    """Return the tokenizer of a ``tokenizer.json``; raises ``ModelError`` when it is damaged."""
    from tokenizers import Tokenizer

    try:
        tokenizer: Any = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises plain exceptions
        raise ModelError(str(path), "is not a tokenizer that tokenizers can read") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return PairTokenizer(tokenizer, max_length)
