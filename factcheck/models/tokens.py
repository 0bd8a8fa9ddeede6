"""A fact and a claim as one row of token ids; the fact is cut before the claim."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

_LONGEST_PIECE = 32
"""Characters of a text that are looked at per token it may have: pieces are far shorter."""
_FACT_SHARE = 4
"""A fact keeps at least one token in four, or the claim would be read beside nothing."""


@dataclass(frozen=True, slots=True)
class PairTokenizer:
    """Encodes pairs to at most ``max_length`` tokens, the special ones counted."""

    tokenizer: Tokenizer
    max_length: int

    def __call__(self, claim: str, fact: str) -> Encoding:
        """Return the encoding of the pair, fact first."""
        most = self.max_length * _LONGEST_PIECE
        first = self.tokenizer.encode(fact[:most], add_special_tokens=False)
        second = self.tokenizer.encode(claim[:most], add_special_tokens=False)
        room = max(2, self.max_length - self.tokenizer.num_special_tokens_to_add(is_pair=True))
        kept = max(1, min(len(first), room // _FACT_SHARE))
        second.truncate(room - kept)
        first.truncate(max(1, room - len(second)))
        return self.tokenizer.post_process(first, second, add_special_tokens=True)


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
