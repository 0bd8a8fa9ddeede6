"""Numbers written in digits: 1.234,5 or 1,234.5."""

from __future__ import annotations

from factcheck.analysis.quantities_lexicon import QuantityLanguage, Tokens

_LONGEST_NUMBER = 18
"""Digits: beyond this a number is an identifier, and floats lose the last digit."""
_GROUPING = str.maketrans("", "", " \u00a0\u2009\u202f'’")


def literal(text: str, decimal: str, group: str) -> tuple[float, float] | None:
    """Return the value of digits with separators and the worth of the last digit, if a number."""
    digits = text.translate(_GROUPING)
    if len(digits) > _LONGEST_NUMBER or not digits.isascii():
        return None
    whole, decimals = _split(digits, decimal, group)
    if not whole.isdecimal() or (len(whole) > 1 and whole[0] == "0"):
        return None
    return float(f"{whole}.{decimals or 0}"), 10.0 ** -len(decimals)


def _split(digits: str, decimal: str, group: str) -> tuple[str, str]:
    """Return whole digits and decimals; an empty whole part when the signs make no number."""
    signs = [sign for sign in digits if sign in ".,"]
    if not signs:
        return digits, ""
    last = signs[-1]
    head, _, tail = digits.rpartition(last)
    if len(signs) == 1:
        grouped = len(tail) == 3 and last == group and 1 <= len(head) <= 3 and head[0] != "0"
        return (head + tail, "") if grouped else (head, tail)
    if len(set(signs)) == 1:
        return (_ungrouped(digits, last), "")
    return ("", "") if signs.count(last) > 1 else (_ungrouped(head, signs[0]), tail)


def _ungrouped(digits: str, sign: str) -> str:
    first, *rest = digits.split(sign)
    if not 1 <= len(first) <= 3 or any(len(part) != 3 for part in rest):
        return ""
    return first + "".join(rest)


def style(tokens: Tokens, language: QuantityLanguage) -> tuple[str, str]:
    """Return decimal and grouping sign: the language's, unless the text is clearly of the other."""
    own = other = 0
    for word in tokens.words:
        if not word[0].isdecimal() or ("," not in word and "." not in word):
            continue
        signs = [sign for sign in word if sign in ".,"]
        if len(signs) > 1 and _split(word, language.decimal, language.group)[0]:
            mixed = len(set(signs)) > 1
            grouping = signs[0]
            own += grouping == language.group and (mixed or len(signs) > 1)
            other += grouping == language.decimal
    swap = other and not own
    return (language.group, language.decimal) if swap else (language.decimal, language.group)
