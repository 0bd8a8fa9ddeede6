"""Offices and titles with their holder and body: "il ministro degli Esteri giapponese Iwaya"."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.analysis.capitals import Reader, is_honorific
from factcheck.analysis.lexicon import relations
from factcheck.model import Name, NameKind, Office, Token

_BODIES = (NameKind.PLACE, NameKind.ORGANISATION)
_WINDOW = 4
"""Words between an office and its body or holder; more is another phrase."""


def find_offices(reader: Reader, names: Sequence[Name]) -> tuple[Office, ...]:
    """Return the offices a text mentions, in order, with holder and body where adjacent."""
    known = relations().office_broader
    titles = known.keys() | set(known.values())
    offices = _OfficeReader(reader, names)
    return tuple(
        offices.read(position)
        for position, token in enumerate(reader.tokens)
        if token.concept in titles
    )


def is_broader(broad: str, narrow: str) -> bool:
    """Tell whether everybody in the office ``narrow`` is also what ``broad`` says."""
    table = relations().office_broader
    seen: set[str] = set()
    while narrow in table and narrow not in seen:
        seen.add(narrow)
        narrow = table[narrow]
        if narrow == broad:
            return True
    return False


class _OfficeReader:
    """Reads around one office word at a time."""

    def __init__(self, reader: Reader, names: Sequence[Name]) -> None:
        self._reader = reader
        self._text = reader.text
        self._tokens = reader.tokens
        self._names = names
        self._rules = reader.rules
        self._name_at: dict[int, int] = {}
        number = 0
        for position, token in enumerate(self._tokens):
            while number < len(names) and names[number].span.end <= token.span.start:
                number += 1
            if number < len(names) and names[number].span.start <= token.span.start:
                self._name_at[position] = number

    def read(self, position: int) -> Office:
        token = self._tokens[position]
        body, after = self._body_after(position)
        body = body or self._body_before(position)
        holder = self._holder_after(after)
        if holder < 0:
            holder = self._holder_before(position)
        if holder < 0:
            holder = self._apposed_name(after)
        if holder < 0:
            holder = self._name_after_copula(after)
        return Office(
            span=token.span,
            text=token.text,
            concept=token.concept,
            holder=self._names[holder] if holder >= 0 else None,
            body=body,
            former=self._is_former(position),
        )

    def _between(self, left: int, right: int) -> str:
        return self._text[self._tokens[left].span.end : self._tokens[right].span.start]

    def _is_link(self, token: Token) -> bool:
        return self._links(token.text)

    def _links(self, word: str) -> bool:
        low = word.casefold()
        return low in self._rules.articles or low in self._rules.origin

    def _body_after(self, position: int) -> tuple[str, int]:
        """Return the body named after the office, and the position after what was read."""
        last = position
        for following in range(position + 1, min(position + 1 + _WINDOW, len(self._tokens))):
            if self._between(following - 1, following).strip(" '’\xa0"):
                break
            if following in self._name_at:
                name = self._names[self._name_at[following]]
                if name.kind is NameKind.PERSON or not self._is_body(name, following):
                    break
                return name.key, self._end_of_name(following)
            token = self._tokens[following]
            if not self._is_link(token):
                return self._concept_body(following, last)
            last = following
        return "", position + 1

    def _is_body(self, name: Name, position: int) -> bool:
        """Tell whether a link stands before the name, or is read as part of it ("della NATO")."""
        linked = position > 0 and self._is_link(self._tokens[position - 1])
        return name.kind is NameKind.PLACE or linked or self._links(name.text.split()[0])

    def _concept_body(self, position: int, last: int) -> tuple[str, int]:
        """A lexicon entry with capitals after "of" ("president of the European Central Bank")."""
        token = self._tokens[position]
        if token.concept and token.text[0].isupper() and self._is_link(self._tokens[last]):
            return f"concept:{token.concept}", position + 1
        return "", position

    def _body_before(self, position: int) -> str:
        before = position - 1
        while before >= 0 and self._tokens[before].norm == "s":
            before -= 1
        if before in self._name_at and self._names[self._name_at[before]].kind in _BODIES:
            return self._names[self._name_at[before]].key
        token = self._tokens[before] if before >= 0 else None
        if token and token.concept and token.text[0].isupper() and token.text[1:2].isupper():
            return f"concept:{token.concept}"
        return ""

    def _end_of_name(self, position: int) -> int:
        number = self._name_at[position]
        while position < len(self._tokens) and self._name_at.get(position) == number:
            position += 1
        return position

    def _holder_after(self, position: int) -> int:
        """A name right after the title, with nothing but a space (or an article) between."""
        if position >= len(self._tokens) or position == 0:
            return -1
        if self._between(position - 1, position).strip(" \xa0"):
            return -1
        number = self._name_at.get(self._after_honorifics(position), -1)
        if number >= 0 and self._can_hold(number):
            return number
        return -1

    def _after_honorifics(self, position: int) -> int:
        """Return the position after the titles here ("il ministro on. Rossi")."""
        while is_honorific(self._reader, position):
            position += 1
        return position

    def _can_hold(self, number: int) -> bool:
        return self._names[number].kind in (NameKind.PERSON, NameKind.UNKNOWN)

    def _holder_before(self, position: int) -> int:
        """Read "Iwaya, ministro ..." and "Iwaya è il ministro ..."."""
        before = position - 1
        while before >= 0 and self._skippable(before):
            before -= 1
        if before < 0:
            return -1
        number = self._name_at.get(before, -1)
        if number < 0 or not self._can_hold(number):
            return -1
        gap = self._text[self._tokens[before].span.end : self._tokens[before + 1].span.start]
        is_apposition = gap.strip() == ","
        is_copula = (
            not gap.strip()
            and not self._tokens[position].negated  # "is not the mayor" names no holder
            and self._has_copula(before, position)
        )
        return number if is_apposition or is_copula else -1

    def _skippable(self, position: int) -> bool:
        token = self._tokens[position]
        low = token.text.casefold()
        if position in self._name_at:  # "US president" and "il giapponese" between
            kind = self._names[self._name_at[position]].kind
            return kind in (NameKind.PLACE, NameKind.ORGANISATION)
        return low in self._rules.articles or token.is_stop or low in self._rules.former

    def _has_copula(self, before: int, position: int) -> bool:
        between = self._tokens[before + 1 : position]
        return any(token.is_verb and token.is_stop for token in between)

    def _apposed_name(self, position: int) -> int:
        """Read "the ECB president, Christine Lagarde, ..."."""
        if position >= len(self._tokens) or position == 0:
            return -1
        if self._between(position - 1, position).strip() != ",":
            return -1
        position = self._after_honorifics(position)
        number = self._name_at.get(position, -1)
        if number < 0 or self._names[number].kind is not NameKind.PERSON:
            return -1
        end = self._end_of_name(position)
        if end < len(self._tokens) and not self._between(end - 1, end).strip().startswith(","):
            return -1
        return number

    def _name_after_copula(self, position: int) -> int:
        """Read "the governor is Andrew Bailey"; "is not" names no holder."""
        if position + 1 >= len(self._tokens) or self._between(position - 1, position).strip(
            " \xa0"
        ):
            return -1
        verb = self._tokens[position]
        if not (verb.is_verb and verb.is_stop) or verb.negated:
            return -1
        number = self._name_at.get(position + 1, -1)
        is_person = number >= 0 and self._names[number].kind is NameKind.PERSON
        return number if is_person else -1

    def _is_former(self, position: int) -> bool:
        window = self._tokens[max(0, position - 3) : position]
        return any(token.text.casefold() in self._rules.former for token in window)
