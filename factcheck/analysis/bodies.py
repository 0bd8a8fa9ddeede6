"""Institutions called by what they are: "Corte dei Conti", "the Department of Justice"."""

from __future__ import annotations

import re

from factcheck.analysis.capitals import (
    Reader,
    is_capital,
    is_honorific,
    is_office,
    starts_sentence,
)
from factcheck.analysis.lexicon import relations
from factcheck.model import Name, NameKind, Span, Token
from factcheck.text import fold

_WORDS = re.compile(r"[^\W_]+")
_GAPS = (" ", "\xa0", "'", "’", "")
_BEFORE = 3
"""Words before the kind of body in its name ("European Free Trade Association")."""


def find_bodies(reader: Reader) -> tuple[Name, ...]:
    """Return the institutions named in order, each a word for a body and what tells it apart.

    Their keys hold the concepts of their words, so that a name and its translation share one.
    """
    if reader.capitals_mute:
        return ()
    found: list[Name] = []
    end = 0
    for position, token in enumerate(reader.tokens):
        if position < end or not token.text[0].isupper():
            continue
        length = _body_at(reader, position)
        if length:
            found.append(_body(reader, position, length))
            end = position + length
    return tuple(found)


def _body_at(reader: Reader, position: int) -> int:
    """Return how many tokens from here on name an institution; 0 when none starts here."""
    if not _can_belong(reader, position) or is_honorific(reader, position - 1):
        return 0
    if " " in reader.tokens[position].text or "'" in reader.tokens[position].text:
        return int(_is_known_body(reader, position))
    head = _head_from(reader, position)
    if head < 0:
        return 0
    end = _tail_end(reader, head + 1)
    return end - position if end - position > 1 else 0


def _can_belong(reader: Reader, position: int) -> bool:
    return _is_apart(reader, position) and not reader.tokens[position].is_stop


def _is_apart(reader: Reader, position: int) -> bool:
    """Tell whether a capital stands here that is neither an office nor a body of its own."""
    if not is_capital(reader, position):
        return False
    token = reader.tokens[position]
    return not (is_office(token) or token.concept in relations().organisations)


def _is_head(reader: Reader, token: Token) -> bool:
    return token.text.casefold() in reader.name_rules.body_words


def _head_from(reader: Reader, position: int) -> int:
    """Return where the word for a body stands, here or after a few capitals, else -1."""
    for head in range(position, min(position + _BEFORE + 1, len(reader.tokens))):
        if head > position and not (_follows(reader, head) and _can_belong(reader, head)):
            return -1
        if _is_head(reader, reader.tokens[head]):
            return head
    return -1


def _follows(reader: Reader, position: int) -> bool:
    """Tell whether only a space or an apostrophe stands before this token."""
    if not 0 < position < len(reader.tokens):
        return False
    before = reader.tokens[position - 1].span.end
    return reader.text[before : reader.tokens[position].span.start] in _GAPS


def _tail_end(reader: Reader, end: int) -> int:
    """Return the position after what follows the word for a body."""
    while _follows(reader, end):
        if _can_belong(reader, end):
            end += 1
        elif further := _after_link(reader, end):
            end = further
        else:
            break
    return end


def _after_link(reader: Reader, position: int) -> int:
    """Return the position after "of" and a capital ("dei Conti", "e delle Finanze"), or 0."""
    end, links = position, 0
    if reader.tokens[end].text.casefold() in reader.name_rules.coordinators:
        end += 1
    while _follows(reader, end) and _is_link(reader, end):
        links += reader.tokens[end].text.casefold() in reader.rules.origin
        end += 1
    if links and _follows(reader, end) and _is_apart(reader, end):
        return end + 1  # a function word too, with a capital: "Consiglio di Stato"
    return 0


def _is_link(reader: Reader, position: int) -> bool:
    low = reader.tokens[position].text.casefold()
    return low != "s" and (low in reader.rules.origin or low in reader.rules.articles)


def _is_known_body(reader: Reader, position: int) -> bool:
    """Tell whether a phrase of the lexicon is such a name ("Corte Suprema", "Supreme Court")."""
    words = _WORDS.findall(reader.tokens[position].text)
    if not {words[0].casefold(), words[-1].casefold()} & reader.name_rules.body_words:
        return False
    capitals = sum(word[0].isupper() for word in words)
    return capitals > 1 or not starts_sentence(reader, position)


def _body(reader: Reader, position: int, length: int) -> Name:
    tokens = reader.tokens[position : position + length]
    span = Span(start=tokens[0].span.start, end=tokens[-1].span.end)
    words = {_word(token) for token in tokens if not token.is_stop or token.text[0].isupper()}
    return Name(
        span=span,
        text=span.slice(reader.text),
        key="body:" + " ".join(sorted(words)),
        kind=NameKind.ORGANISATION,
    )


def _word(token: Token) -> str:
    if token.is_stop:
        return token.norm
    return token.concept or fold(token.lemma)
