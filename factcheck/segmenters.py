"""Document -> sentences, by rules whose words are language data.

The text is walked once, word by word; whether a word ends a sentence depends on its last
characters and on the word that follows. Blocks are never joined.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from factcheck.languages.data import language_data
from factcheck.model import HEADINGS, Block, BlockKind, Document, Sentence, Span

_WORD: Final = re.compile(r"\S+(?:[^\S\r\n]»(?!\w))?")
"""What stands between white space; French sets a space before the mark that closes a quote."""

_DOTTED: Final = re.compile(r"[^\W\d_]|[^\W\d_]{1,4}(?:\.[^\W\d_]{1,4})+")
_LINE: Final = re.compile(r"[^\r\n]+")
_BLANK_LINES: Final = re.compile(r"(?:\r\n|\r|\n)(?:[^\S\r\n]*(?:\r\n|\r|\n))+")
_CLOSERS: Final = "\"'”’»›)]}*_“‘« \xa0\u202f"
"""What may follow a stop in its word; some languages close with the marks that open in others."""

_OPENERS: Final = "\"'“‘«‹„([{–—-*_¿¡"
_STOPS: Final = ".!?…‼⁇⁈⁉‽。！？"
_ENDS: Final = _STOPS + ";:"
_JOINTS: Final = re.compile(r"['’(/«“\"-]")
_NOT_LETTERS: Final = re.compile(r"['’\W]")
_ROMAN: Final = re.compile(r"[IVXLC]+[.,;:)]?")
_FOOTNOTE: Final = re.compile(r"(?:\[[^\]\s]{1,4}\]|\(\d{1,3}\))+[.]?")
"""A note mark set apart after the stop ("... in 1805. [6] An ..."): it belongs before it."""
_GLUED_NOTE: Final = re.compile(r"(?<=[.!?])(?:\[\^?\w{1,4}\]){1,9}$")
"""A note mark right behind the stop ("... sei anni.[3] Dal ..."), as wikis and drafts have it."""
_QUOTE_BEGINS: Final = re.compile(r"[\"“«„]\w")
"""A quote may begin in lower case after a stop; a mark before a space closes an earlier one."""
_ENUMERATOR: Final = re.compile(r"(?:[a-z]|[ivx]{1,4}|\d{1,2})\)(?!\S)")
_GLUED: Final = re.compile(r"(?<=[^\W\d_][^\W\d_][.!?])(?=[A-ZÀ-Þ])")

_SKIPPED: Final = _OPENERS + " \t\xa0"
_LOOKAHEAD: Final = 40
_LONGEST_ABBREVIATION: Final = 40
_SHORTEST_WHOLE_WORD: Final = 4
_LONGEST_ORDINAL: Final = 2
"""Digits of a day or a century, which some languages write with a stop ("am 12. März")."""
_SHORTEST_LEAD: Final = 3
"""Words before one whose colon may end a sentence: shorter leads are labels ("Il punto: ...")."""
_COLON_REACH: Final = 6
"""Words before a colon in which a verb of saying claims what follows it."""
_WHOLE_KINDS: Final = frozenset({BlockKind.BYLINE, BlockKind.CAPTION, BlockKind.BOILERPLATE})


def segment(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of ``document`` in text order.

    Every character of a block that is not white space is in exactly one sentence. Bylines, captions
    and boilerplate give one sentence per line.
    """
    rules = _rules(document.language)
    blocks = document.blocks or tuple(_paragraphs(document.text))
    return tuple(
        Sentence(
            document_id=document.id,
            span=span,
            text=span.slice(document.text),
            kind=block.kind,
            speaker=block.speaker,
        )
        for block in blocks
        for span in _block_spans(document.text, block, rules)
    )


def split_sentences(text: str, lang: str) -> tuple[Span, ...]:
    """Return the spans of the sentences of ``text``, read as one block of running text."""
    whole = Block(span=Span(start=0, end=len(text)), kind=BlockKind.PARAGRAPH)
    return tuple(_block_spans(text, whole, _rules(lang)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """One language's abbreviations and sentence openers, lower-cased."""

    before_word: frozenset[str]
    before_number: frozenset[str]
    inside: frozenset[str]
    starters: frozenset[str]
    say: frozenset[str]
    whole_word: re.Pattern[str] | None
    ordinals: bool


@lru_cache(maxsize=16)
def _rules(lang: str) -> _Rules:
    table = language_data(lang, "segmentation", missing_ok=True)
    whole_word = table.get("whole_word")
    return _Rules(
        before_word=frozenset(table.get("before_word", "").split()),
        before_number=frozenset(table.get("before_number", "").split()),
        inside=frozenset(table.get("inside", "").split()),
        starters=frozenset(table.get("starters", "").split()),
        say=frozenset(table.get("say", "").split()),
        whole_word=re.compile(whole_word) if whole_word else None,
        ordinals=table.get("ordinals", False),
    )


def _paragraphs(text: str) -> Iterator[Block]:
    """Yield the stretches between blank lines: the blocks of a document that names none."""
    start = 0
    for gap in _BLANK_LINES.finditer(text):
        yield Block(span=Span(start=start, end=gap.start()), kind=BlockKind.PARAGRAPH)
        start = gap.end()
    yield Block(span=Span(start=start, end=len(text)), kind=BlockKind.PARAGRAPH)


def _block_spans(text: str, block: Block, rules: _Rules) -> Iterator[Span]:
    if block.kind in _WHOLE_KINDS:
        for line in _LINE.finditer(text, block.span.start, block.span.end):
            yield from _trimmed(text, line.start(), line.end())
        return
    start = block.span.start
    for end in _sentence_ends(text, block, rules):
        yield from _trimmed(text, start, end)
        start = end


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    stretch = text[start:end]
    body = stretch.strip()
    if body:
        first = start + len(stretch) - len(stretch.lstrip())
        yield Span(start=first, end=first + len(body))


def _sentence_ends(text: str, block: Block, rules: _Rules) -> Iterator[int]:
    """Yield where each sentence of the block ends, the last one at the block's own end."""
    walk = _Walk(rules=rules, splits_colons=block.kind not in HEADINGS)
    end = -1
    words = _words(text, block.span, rules)
    word = next(words, None)
    while word is not None:
        following = next(words, None)
        if end >= 0 and _FOOTNOTE.fullmatch(word.slice(text)):
            end = word.end
        else:
            if end >= 0:
                yield end
                end = -1
            if following and walk.ends_at(word.slice(text), _opening(text, following)):
                end = word.end
        word = following
    yield block.span.end


def _words(text: str, span: Span, rules: _Rules) -> Iterator[Span]:
    """Yield what stands between white space, cut where a stop lacks the space after it."""
    for match in _WORD.finditer(text, span.start, span.end):
        start = match.start()
        for glued in _GLUED.finditer(text, start, match.end()):
            if _first_word(text[glued.end() : glued.end() + _LOOKAHEAD]) in rules.starters:
                yield Span(start=start, end=glued.end())
                start = glued.end()
        yield Span(start=start, end=match.end())


def _opening(text: str, word: Span) -> str:
    """Return how the text goes on at ``word``, far enough to judge by."""
    return text[word.start : word.start + _LOOKAHEAD]


def _first_word(opening: str) -> str:
    return _NOT_LETTERS.split(opening, maxsplit=1)[0].lower()


class _Walk:
    """Decides word by word; remembers how far the sentence has come."""

    def __init__(self, *, rules: _Rules, splits_colons: bool) -> None:
        self._rules = rules
        self._splits_colons = splits_colons
        self._seen: deque[str] = deque(maxlen=_COLON_REACH)
        self._length = 0

    def ends_at(self, word: str, opening: str) -> bool:
        """Tell whether ``word`` ends its sentence when the text goes on with ``opening``."""
        noted = _GLUED_NOTE.sub("", word) if word[-1] == "]" else word
        core = noted.rstrip(_CLOSERS)
        last = core[-1:]
        if last and last in _ENDS and self._decide(core, _Opening.read(opening, self._rules)):
            self._seen.clear()
            self._length = 0
            return True
        self._seen.append(word)
        self._length += 1
        return False

    def _decide(self, word: str, opening: _Opening) -> bool:
        last = word[-1]
        if last == ";":
            return opening.enumerates or opening.starts
        if last == ":":
            return self._splits_colons and self._colon_ends(word, opening)
        if last == "." and word[-2:-1] not in _STOPS:
            return self._full_stop_ends(word[:-1], opening)
        return not opening.is_lower or opening.begins_quote

    def _colon_ends(self, word: str, opening: _Opening) -> bool:
        """Split before a list or a clause of its own, unless somebody is said to say it."""
        if opening.enumerates:
            return True
        if not opening.starts or opening.is_quoted or word[:1].isupper():
            return False
        said = any(_plain(seen) in self._rules.say for seen in (word, *self._seen))
        return self._length >= _SHORTEST_LEAD and not said

    def _full_stop_ends(self, body: str, opening: _Opening) -> bool:
        rules = self._rules
        bare = _JOINTS.split(body[-_LONGEST_ABBREVIATION:].lstrip(_OPENERS))[-1]
        low = bare.lower()
        if low in rules.before_word:
            return False
        if opening.is_lower and not opening.enumerates:
            return self._whole_word(bare) and (opening.begins_quote or not opening.is_quoted)
        if low in rules.before_number and opening.is_numeral:
            return False
        if low in rules.inside or _is_dotted(bare):
            return opening.starts
        if bare.isdigit():
            if rules.ordinals and len(bare) <= _LONGEST_ORDINAL:
                return opening.starts
            return self._length > 0
        return True

    def _whole_word(self, word: str) -> bool:
        """Tell whether ``word`` is no abbreviation, so the next sentence begins in lower case."""
        rules = self._rules
        return (
            rules.whole_word is not None
            and len(word) >= _SHORTEST_WHOLE_WORD
            and word.islower()
            and word.isalpha()
            and word not in rules.before_number
            and word not in rules.inside
            and rules.whole_word.search(word) is not None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    """What can be seen of the word after a possible sentence end."""

    is_lower: bool
    is_quoted: bool
    begins_quote: bool
    is_numeral: bool
    starts: bool
    enumerates: bool

    @classmethod
    def read(cls, text: str, rules: _Rules) -> _Opening:
        body = text.lstrip(_SKIPPED)
        word = next(iter(body.split(maxsplit=1)), "")
        is_upper = body[:1].isupper()
        starts = is_upper and _first_word(body) in rules.starters
        is_numeral = body[:1].isdigit() or _ROMAN.fullmatch(word) is not None
        is_letter = len(word.rstrip(".,;:)")) == 1
        return cls(
            is_lower=body[:1].islower(),
            is_quoted=len(body) != len(text),
            begins_quote=_QUOTE_BEGINS.match(text) is not None,
            is_numeral=is_numeral or (is_letter and not starts),
            starts=starts,
            enumerates=_ENUMERATOR.match(text) is not None,
        )


def _plain(word: str) -> str:
    return "".join(filter(str.isalpha, word[:_LONGEST_ABBREVIATION])).lower()


def _is_dotted(word: str) -> bool:
    """Tell an initial or a dotted abbreviation ("J", "U.S", "S.p.A") from a word or a number."""
    return _DOTTED.fullmatch(word) is not None
