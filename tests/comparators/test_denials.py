"""One denial is one clash, told with its words in every language."""

import pytest

from factcheck import Reason, Verdict, check_text

MUSEUM = {
    "en": ("The museum was not closed in 2011.", "The museum was closed in 2011.", "not closed"),
    "it": (
        "Il museo non è stato chiuso nel 2011.",
        "Il museo è stato chiuso nel 2011.",
        "non è stato chiuso",
    ),
    "pt": ("O museu não foi fechado em 2011.", "O museu foi fechado em 2011.", "não foi fechado"),
    "es": ("El museo no fue cerrado en 2011.", "El museo fue cerrado en 2011.", "no fue cerrado"),
}


@pytest.mark.parametrize("turned", [False, True], ids=["denied-by-the-text", "by-the-fact"])
@pytest.mark.parametrize("lang", MUSEUM)
def test_a_denial_is_told_once_and_whole(lang: str, turned: bool) -> None:
    text, statement, words = MUSEUM[lang]
    if turned:
        text, statement = statement, text
    fact = {"statement": statement, "lang": lang}
    (claim,) = check_text(text, facts=[fact], lang=lang, model="none").assessments
    assert claim.verdict is Verdict.REFUTED
    (clash,) = [c for c in claim.parts[0].matches[0].comparisons if c.stance == "refutes"]
    assert clash.name is Reason.NEGATION
    assert words == (clash.fact_text if turned else clash.claim_text)


@pytest.mark.parametrize(
    ("lang", "text", "statement", "words"),
    [
        pytest.param(
            "de",
            "Das Museum von Lyra ist alles andere als modern.",
            "Das Museum von Lyra ist modern.",
            "alles andere als modern",
            id="anything-but",
        ),
        pytest.param(
            "it",
            "Anna Corsi non riuscì a vincere il premio Lyra nel 2019.",
            "Anna Corsi vinse il premio Lyra nel 2019.",
            "non riuscì a vincere",
            id="did-not-manage",
        ),
    ],
)
def test_words_that_deny_without_a_not_are_told(
    lang: str, text: str, statement: str, words: str
) -> None:
    report = check_text(text, facts=[{"statement": statement, "lang": lang}], lang=lang)
    (found,) = report.assessments
    told = [c.claim_text for p in found.parts for m in p.matches for c in m.comparisons]

    assert found.verdict is Verdict.REFUTED
    assert words in told
