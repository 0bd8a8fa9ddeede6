"""Figures: another amount, another unit; the same amount written otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random

from factcheck.analysis.syntax import syntax
from factcheck.analysis.units import units
from factcheck.contrast.numerals import (
    DIGITS,
    chain_of_thousands,
    is_far,
    is_grouped,
    may_group,
    number_words,
    other_digits,
    same_article,
    value_of,
    written,
)
from factcheck.contrast.records import Rewriting, Statement
from factcheck.contrast.rules import contrast_rules, unit_conversions, unit_swaps
from factcheck.languages.data import language_data
from factcheck.model import Bound, Quantity, Reason

_EXACT = frozenset({Bound.EXACT, Bound.ABOUT})
_SHARES = frozenset({"percent", "percentage_point"})
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_DIGITS = 5
"""Longer numbers are hardly written without a sign between thousands."""
_FEW_DECIMALS = -2
_SPELLED_OUT = 20
_WHOLE = 100
_THOUSAND = 1000
_BASELINE_REACH = 3


def other_amounts(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement with another amount: digits, a number word, or the magnitude changed."""
    reasons = (Reason.QUANTITY, Reason.QUOTE)
    for quantity in _plain(statement):
        if quantity.unit == "percent" and not _has_form(statement, quantity):
            continue  # "three out of ten"
        yield from _with_other_digits(statement, quantity, rng)
        for word in _WORD.finditer(quantity.text):
            new = _other_word(word.group(), statement, rng)
            if new:
                start = quantity.span.start + word.start()
                yield statement.with_change(start, start + len(word.group()), new, reasons)
                break


def _plain(statement: Statement) -> Iterator[Quantity]:
    """Yield the amounts that are told as such: no bounds, ranks or what is compared with."""
    for quantity in statement.analysis.quantities:
        before = statement.words_before(quantity.span.start, _BASELINE_REACH)
        is_baseline = not statement.rules.baseline_words.isdisjoint(before)
        if quantity.bound in _EXACT and quantity.unit != "ordinal" and not is_baseline:
            yield quantity


def _has_form(statement: Statement, quantity: Quantity) -> bool:
    """Tell whether a share has its sign or word."""
    return any(form in quantity.text for form in statement.rules.percent or ("%",))


def _with_other_digits(
    statement: Statement, quantity: Quantity, rng: Random
) -> Iterator[Rewriting]:
    found = DIGITS.search(quantity.text)
    if found is None:
        return
    share = quantity.unit in _SHARES and quantity.high <= _WHOLE
    choices = list(other_digits(found.group(), statement.lang, at_most_hundred=share))
    if choices:
        start = quantity.span.start + found.start()
        reasons = (Reason.QUANTITY, Reason.QUOTE)
        end = start + len(found.group())
        yield statement.with_change(start, end, rng.choice(choices), reasons)


def _other_word(word: str, statement: Statement, rng: Random) -> str:
    """Return another number word or magnitude for ``word``; empty when it is none."""
    words = number_words(statement.lang)
    value = words.get(word)
    if value is None:
        return statement.rules.magnitudes.get(word, "")
    others = [
        other
        for other, number in words.items()
        if is_far(Decimal(value), Decimal(number)) and same_article(word, other, statement.lang)
    ]
    return rng.choice(others) if others else ""


def other_bounds(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement with "more than" for "less than" before an amount."""
    reasons = (Reason.QUANTITY, Reason.COMPARISON, Reason.QUOTE)
    for quantity in statement.analysis.quantities:
        for old, new in statement.rules.comparisons:
            start = quantity.span.start
            found = re.search(rf"\b{old}\b", quantity.text)
            if found:
                start += found.start()
            elif statement.text[:start].endswith(f"{old} "):
                start -= len(old) + 1
            else:
                continue
            yield statement.with_change(start, start + len(old), new, reasons)
            break


def other_units(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement with a unit that writers mix up with the right one."""
    for quantity in statement.analysis.quantities:
        if quantity.unit == "percent" and not _is_change(statement, quantity):
            continue
        for unit in unit_swaps().get(quantity.unit, ()):
            new = _unit_written(statement, quantity, unit)
            if new is not None and not _is_said(new[1], statement):
                old, text = new
                start = quantity.span.start + old[0]
                end = quantity.span.start + old[1]
                yield statement.with_change(start, end, text, (Reason.UNIT, Reason.QUOTE))


def _is_said(form: str, statement: Statement) -> bool:
    """Tell whether a unit stands in the statement already ("2 hours and 40 minutes")."""
    return bool(re.search(rf"\b{re.escape(form.strip())}\b", statement.text))


def _is_change(statement: Statement, quantity: Quantity) -> bool:
    """Tell whether a share is one by which something changed: points would be another change."""
    before = statement.words_before(quantity.span.start, 1)
    return not statement.rules.change_words.isdisjoint(before)


def _unit_written(
    statement: Statement, quantity: Quantity, unit: str
) -> tuple[tuple[int, int], str] | None:
    """Return where the amount's unit stands in its text and what ``unit`` is written there."""
    mine, other = statement.rules.units.get(quantity.unit), statement.rules.units.get(unit)
    if mine is None or other is None or not _agree(statement, quantity, mine.gender, other.gender):
        return None
    for form in sorted(mine.forms, key=len, reverse=True):
        is_word = form[0].isalpha()
        found = re.search(rf"\b{form}\b" if is_word else re.escape(form), quantity.text)
        if found:
            fitting = [text for text in other.forms if text[0].isalpha() == is_word]
            if not is_word and not fitting and form == "%":
                return found.span(), f" {other.forms[0]}"
            return (found.span(), fitting[0]) if fitting else None
    return None


def _agree(statement: Statement, quantity: Quantity, mine: str, other: str) -> bool:
    """Tell whether no word has to agree with the unit, or both are of one gender."""
    if mine == other:
        return True
    rules = syntax(statement.lang)
    before = statement.words_before(quantity.span.start, 1)
    if before and before[0] in rules.determiners | rules.definite:
        return False
    return all(t.text.casefold() not in rules.copulas for t in statement.analysis.tokens)


def other_writings(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement with a number written otherwise: signs, magnitudes, words, digits."""
    for quantity in statement.analysis.quantities:
        found = DIGITS.search(quantity.text)
        start = quantity.span.start
        if found is None:
            yield from _word_as_digits(statement, quantity)
            continue
        value = value_of(found.group(), statement.lang)
        if value is None:
            continue
        tail = quantity.text[found.end() :]
        for old, new in _other_forms(statement, found.group(), value, tail):
            begin = start + found.start()
            yield statement.with_change(begin, begin + len(old), new)


def _other_forms(
    statement: Statement, digits: str, value: Decimal, tail: str
) -> Iterator[tuple[str, str]]:
    """Yield the stretch of the amount from its digits on, and what else it may be written."""
    lang = statement.lang
    scale = _scale_after(statement, tail)
    if scale is not None:
        word, worth = scale
        whole = value * worth
        if whole == whole.to_integral():
            yield digits + word, written(whole, lang, grouped=True)
        return
    if not tail[:1].isspace() and tail:
        return
    yield from ((digits, other) for other in _regrouped(digits, value, lang))
    words = {number: word for word, number in number_words(lang).items()}
    spelled = words.get(int(value)) if value == value.to_integral() else None
    if spelled and value <= _SPELLED_OUT and same_article(digits, spelled, lang):
        yield digits, spelled


def _regrouped(digits: str, value: Decimal, lang: str) -> Iterator[str]:
    """Yield a number of four digits or more with its thousands apart, joined or as a word."""
    if not may_group(value):
        return
    thousand, grouped = contrast_rules(lang).thousand, is_grouped(digits, lang)
    if not grouped or len(digits) <= _PLAIN_DIGITS:
        yield written(value, lang, grouped=not grouped)
    if thousand and grouped and value % _THOUSAND == 0 and value < _THOUSAND**2:
        yield f"{value // _THOUSAND} {thousand}"
        chain = chain_of_thousands(int(value) // _THOUSAND, lang)
        if chain and same_article(digits, chain, lang):
            yield chain


def _scale_after(statement: Statement, tail: str) -> tuple[str, Decimal] | None:
    """Return the magnitude right after a number, with the "of" after it, and its worth."""
    scales = language_data(statement.lang, "numbers").get("words", {}).get("scales", {})
    found = re.match(r"\s([^\W\d_]+)", tail)
    if found is None or found.group(1) not in scales:
        return None
    link = re.match(rf"\s{statement.rules.scale_link}\b", tail[found.end() :])
    end = found.end() + (link.end() if link and statement.rules.scale_link else 0)
    return tail[:end], Decimal(scales[found.group(1)])


def _word_as_digits(statement: Statement, quantity: Quantity) -> Iterator[Rewriting]:
    found = _WORD.match(quantity.text)
    value = number_words(statement.lang).get(found.group()) if found else None
    if found and value and same_article(found.group(), str(value), statement.lang):
        end = quantity.span.start + len(found.group())
        yield statement.with_change(quantity.span.start, end, str(value))


def other_percent_signs(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement with the sign for the word, or the word for the sign."""
    for quantity in statement.analysis.quantities:
        if quantity.unit != "percent":
            continue
        for form in statement.rules.percent:
            found = re.search(rf"\s?{re.escape(form)}$", quantity.text)
            if not found:
                continue
            start = quantity.span.start + found.start()
            for other in statement.rules.percent:
                if other != form:
                    new = other if other == "%" else f" {other}"
                    yield statement.with_change(start, quantity.span.end, new)
            break


def converted(statement: Statement, rng: Random) -> Iterator[Rewriting]:
    """Yield the statement with an amount in another unit, converted without a remainder."""
    for quantity in statement.analysis.quantities:
        found = DIGITS.search(quantity.text)
        value = value_of(found.group(), statement.lang) if found else None
        if not found or value is None or quantity.bound is not Bound.EXACT:
            continue
        for unit, other in unit_conversions():
            form = _unit_written(statement, quantity, other) if unit == quantity.unit else None
            if form is None or quantity.text[found.end() : form[0][0]].strip():
                continue
            if DIGITS.search(quantity.text, form[0][1]):  # "2 hours and 59 minutes"
                continue
            new = _in_unit(value, unit, other)
            if new.normalize().as_tuple().exponent < _FEW_DECIMALS or new <= 1:  # type: ignore[operator]
                continue
            text = written(new, statement.lang, grouped=True)
            if not same_article(found.group(), text, statement.lang):
                continue
            start = quantity.span.start + found.start()
            end = quantity.span.start + form[0][1]
            yield statement.with_change(start, end, f"{text} {form[1]}")


def _in_unit(value: Decimal, unit: str, other: str) -> Decimal:
    known = units()
    ratio = Decimal(str(known[unit].factor)) / Decimal(str(known[other].factor))
    return value * ratio
