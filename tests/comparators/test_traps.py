"""Near-topic facts: none refutes a true sentence, none supports what it does not say."""

from __future__ import annotations

import pytest

from tests.comparators.tables import Case, read_cases, verdicts

KNOWN = {
    "trap-it-probe-2": "a narrowing word after a preposition is not seen",
    "trap-it-young-without-figures": "a related narrower noun aligns with the wider one",
    "trap-en-young-without-figures": "a related narrower noun aligns with the wider one",
    "trap-it-second-accord": "a narrowing word is not weighed against a clash of dates",
    "trap-en-trade-accord": "a narrowing word is not weighed against a clash of dates",
    "trap-en-trade-accord-elsewhere": "a narrowing word is not weighed against a clash of places",
    "trap-en-part-of-the-country": "figures for a part and for the whole country are compared",
    "trap-it-part-of-the-country": "figures for a part and for the whole country are compared",
    "addition-it-operating-for-net": "many anchors outweigh one replaced word",
    "addition-it-swapped-officials": "actors told by their office alone are not seen to be swapped",
    "addition-en-swapped-officials": "actors told by their office alone are not seen to be swapped",
    "trap-it-shared-prize": "winning a prize is not known to leave room for other winners",
    "trap-it-total-vs-tranche": "'altri' before an amount is not read as a further one",
    "trap-en-tranche-vs-total": "'further' before an amount is not read as a further one",
    "addition-it-added-secretly": "three anchors outweigh an added purpose of few words",
    "addition-it-all": "'tutti' and 'alcuni' are function words to the comparison",
    "addition-en-all-vs-some": "'all' and 'some' are function words to the comparison",
    "addition-en-arrested-vs-questioned": "'questioned' is not known as a verb",
    "addition-en-against-for": "'for' and 'against' are function words to the comparison",
}
"""Wrong verdicts that are known, with what the reading lacks."""

CASES = [
    pytest.param(
        case,
        id=case.id,
        marks=[pytest.mark.xfail(strict=True, reason=KNOWN[case.id])] if case.id in KNOWN else [],
    )
    for case in read_cases("traps.tsv")
]


@pytest.mark.parametrize("case", CASES)
def test_near_topic_fact_does_not_mislead(case: Case) -> None:
    found = verdicts(case.check())

    assert found, "no sentence was found"
    assert found.isdisjoint({case.verdict.removeprefix("!"), "conflicting"})


def test_known_wrong_verdicts_are_rows_of_the_table() -> None:
    assert set(KNOWN) <= {case.id for case in read_cases("traps.tsv")}
