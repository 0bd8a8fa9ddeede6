"""Numbers written in digits: 1.234,5 or 1,234.5, by language and by what the text makes plain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_LONGEST_NUMBER = 18
"""Digits: beyond this a number is an identifier, and floats lose the last digit."""
_GROUPING = str.maketrans("", "", " \u00a0\u2009\u202f'’")
_MONEY = "$€£¥₹₩"
_FIGURE = re.compile(rf"([{_MONEY}]\s?)?(?<![\w.,:/])(\d+(?:[.,]\d+)+)(?![\w:/])(\s?[%‰{_MONEY}])?")
_GROUP_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Signs:
    """The sign before decimals and the one between thousands.

    ``doubtful`` tells that the text writes numbers both ways, so that a sign before three digits
    may be either where the language would make it a decimal sign.
    """

    decimal: str
    group: str
    doubtful: bool = False


def literal(text: str, signs: Signs) -> tuple[float, float] | None:
    """Return the value of digits with separators and the worth of the last digit, if a number."""
    digits = text.translate(_GROUPING)
    if len(digits) > _LONGEST_NUMBER or not digits.isascii():
        return None
    if signs.doubtful and _is_ambiguous(digits, signs.decimal):
        return None
    whole, decimals = _split(digits, signs.group)
    if not whole.isdecimal() or (len(whole) > 1 and whole[0] == "0"):
        return None
    return float(f"{whole}.{decimals or 0}"), 10.0 ** -len(decimals)


def _is_ambiguous(digits: str, sign: str) -> bool:
    """Tell whether ``sign`` stands where it may group thousands as well: "1,500"."""
    head, found, tail = digits.partition(sign)
    plain = head.isdecimal() and tail.isdecimal() and head[0] != "0"
    return bool(found) and plain and len(tail) == _GROUP_DIGITS >= len(head)


def _split(digits: str, group: str) -> tuple[str, str]:
    """Return whole digits and decimals; an empty whole part when the signs make no number."""
    signs = [sign for sign in digits if sign in ".,"]
    if not signs:
        return digits, ""
    last = signs[-1]
    head, _, tail = digits.rpartition(last)
    if len(signs) == 1:
        if last == group and _is_ambiguous(digits, group):
            return head + tail, ""
        slipped = last == group and len(tail) > _GROUP_DIGITS  # "60.0000"
        return ("", "") if slipped else (head, tail)
    if len(set(signs)) == 1:
        return (_ungrouped(digits, last), "")
    return ("", "") if signs.count(last) > 1 else (_ungrouped(head, signs[0]), tail)


def _ungrouped(digits: str, sign: str) -> str:
    first, *rest = digits.split(sign)
    if not 1 <= len(first) <= _GROUP_DIGITS or any(len(part) != _GROUP_DIGITS for part in rest):
        return ""
    return first + "".join(rest)


@lru_cache(maxsize=8)
def decimal_signs(text: str, own: str) -> str:
    """Return which decimal signs the plain figures of ``text`` show: "", ".", "," or ",.".

    A language's ``own`` sign shows in any decimals that group no thousands; the other one only
    where nothing but a number can be meant ("1.234.567", "1,234.5", "3.5%"), for "10.30" may be a
    time and "4.2" a version.
    """
    shown: set[str] = set()
    for before, figure, after in _FIGURE.findall(text):
        sign = _decimal_sign(figure)
        if sign and (sign == own or before or after or len(_signs_in(figure)) > 1):
            shown.add(sign)
    return "".join(sorted(shown))


def _signs_in(figure: str) -> list[str]:
    return [sign for sign in figure if sign in ".,"]


def _decimal_sign(figure: str) -> str:
    """Return the decimal sign a figure shows, or "" where it shows none."""
    signs = _signs_in(figure)
    last = signs[-1]
    if len(signs) == 1:
        return "" if _is_ambiguous(figure, last) else last
    if not _split(figure, last)[0]:
        return ""
    if len(set(signs)) > 1:
        return last
    return "," if last == "." else "."


def signs_for(text: str, own: Signs, shown: str) -> Signs:
    """Return how ``text`` writes numbers; ``shown`` are the decimal signs of its document.

    The text's own plain figures decide, then its document's, then the language.
    """
    plain = decimal_signs.__wrapped__(text, own.decimal) or shown
    if len(plain) > 1:
        return Signs(own.decimal, own.group, doubtful=True)
    return Signs(own.group, own.decimal) if plain == own.group else own
