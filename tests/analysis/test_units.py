from __future__ import annotations

import pint
import pytest

from factcheck.analysis.units import Unit, in_base_unit, units, width_in_base_unit

OURS = {"ratio", "points", "count", "ordinal", "score", "multiple", "rating", "degree"}
"""Dimensions that are no physical ones."""
THEIR_NAMES = {
    "barrel": "oil_barrel",
    "celsius": "degC",
    "fahrenheit": "degF",
    "horsepower": "metric_horsepower",
    "mile_per_hour": "mile / hour",
    "kilometre_per_hour": "kilometre / hour",
    "metre_per_second": "metre / second",
    "square_metre": "metre ** 2",
    "square_kilometre": "kilometre ** 2",
    "square_centimetre": "centimetre ** 2",
    "square_mile": "international_mile ** 2",
    "square_foot": "foot ** 2",
    "decade": "dekayear",
    "cubic_metre": "metre ** 3",
    "cubic_kilometre": "kilometre ** 3",
    "cubic_foot": "foot ** 3",
}
BASES = {
    "length": "metre",
    "mass": "kilogram",
    "area": "metre ** 2",
    "volume": "metre ** 3",
    "duration": "second",
    "temperature": "degC",
    "speed": "metre / second",
    "energy": "joule",
    "power": "watt",
    "data": "byte",
    "frequency": "hertz",
}
PHYSICAL = [unit for unit in units().values() if unit.dimension not in OURS]


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry[float]:
    return pint.UnitRegistry()


@pytest.mark.parametrize("unit", PHYSICAL, ids=lambda unit: unit.name)
def test_factors_are_those_of_pint(unit: Unit, registry: pint.UnitRegistry[float]) -> None:
    theirs = registry.Quantity(10.0, THEIR_NAMES.get(unit.name, unit.name))
    expected = theirs.to(BASES[unit.dimension]).magnitude
    # their year is the Julian one, 3 hours in 100 years longer than the Gregorian mean
    assert in_base_unit(10.0, unit.name) == pytest.approx(expected, rel=3e-5)


@pytest.mark.parametrize("unit", ["metre", "kilometre", "celsius"])
def test_a_width_of_nothing_is_nothing(unit: str) -> None:
    assert width_in_base_unit(0.0, unit) == 0.0


def test_a_difference_in_temperature_has_no_offset() -> None:
    assert width_in_base_unit(9.0, "fahrenheit") == pytest.approx(5.0)
