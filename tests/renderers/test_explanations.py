from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from factcheck import check_text
from factcheck.errors import UnknownComponentError
from factcheck.languages.data import language_data
from factcheck.model import Assessment, Comparison, Rating, Reason, Stance, Verdict
from factcheck.renderers.display import display_languages
from factcheck.renderers.explanations import explain
from tests.renderers import reports

TOLD: list[tuple[Callable[[], Assessment], str, str]] = [
    (
        reports.supported,
        "The text agrees with the fact “Takeshi Iwaya took office on 1 October 2024” "
        "(Kyodo News, 1 October 2024).",
        "Il testo concorda con il fatto «Takeshi Iwaya took office on 1 October 2024» "
        "(Kyodo News, 1° ottobre 2024).",
    ),
    (
        reports.duplicate,
        "This repeats an earlier claim and takes its verdict.",
        "Ripete un'affermazione precedente e ne prende il verdetto.",
    ),
    (
        reports.wrong_date,
        "The text says “1 November”; the fact says “1 October 2024” (Kyodo News, 1 October 2024).",
        "Il testo dice «1 November»; il fatto dice «1 October 2024» (Kyodo News, 1° ottobre 2024).",
    ),
    (
        reports.outdated,
        "Superseded: held until 1 October 2024. The fact says “Yoko Kamikawa is the Minister for "
        "Foreign Affairs of Japan” (Kyodo News, 1 October 2024).",
        "Superata: valeva fino al 1° ottobre 2024. Il fatto dice «Yoko Kamikawa is the Minister "
        "for Foreign Affairs of Japan» (Kyodo News, 1° ottobre 2024).",
    ),
    (
        reports.rated_false,
        "The table rates this statement false: “The agreement obliges Japan to supply weapons” "
        "(Kyodo News, 1 October 2024). This is what Sybiha is reported to say: the speaker is "
        "contradicted, not the article.",
        "La tabella dà per falsa questa affermazione: «The agreement obliges Japan to supply "
        "weapons» (Kyodo News, 1° ottobre 2024). Sono parole attribuite a Sybiha: è in contrasto "
        "chi parla, non l'articolo.",
    ),
    (
        reports.partly,
        "On “The embassy reopened in October 2022”: The text agrees with the fact “The embassy of "
        "Japan in Kyiv reopened in October 2022” (Kyodo News, 1 October 2024). On “it employs "
        "forty people”: No fact in the table speaks of this.",
        "Su «The embassy reopened in October 2022»: Il testo concorda con il fatto «The embassy "
        "of Japan in Kyiv reopened in October 2022» (Kyodo News, 1° ottobre 2024). Su «it employs "
        "forty people»: Nessun fatto della tabella ne parla.",
    ),
    (
        reports.mixed,
        "The text agrees with a statement that the table rates mixed: “The aid has reached 12.1 "
        "billion dollars” (Kyodo News, 1 October 2024).",
        "Il testo concorda con un'affermazione che la tabella dà per controversa: «The aid has "
        "reached 12.1 billion dollars» (Kyodo News, 1° ottobre 2024).",
    ),
    (
        reports.conflicting,
        "Sources disagree: “Japan has information agreements with nine partners” (Kyodo News, "
        "1 October 2024) agrees, “Japan has such agreements with seven” (Reuters; AP, "
        "1 October 2024) contradicts.",
        "Le fonti discordano: «Japan has information agreements with nine partners» (Kyodo News, "
        "1° ottobre 2024) concorda, «Japan has such agreements with seven» (Reuters; AP, "
        "1° ottobre 2024) è in contrasto.",
    ),
    (
        reports.opinion,
        "This is an opinion: there is nothing to check.",
        "È un'opinione: non c'è nulla da verificare.",
    ),
    (
        reports.unsettled,
        "The nearest fact does not settle it: “Takeshi Iwaya took office on 1 October 2024” "
        "(Kyodo News, 1 October 2024).",
        "Il fatto più vicino non basta a decidere: «Takeshi Iwaya took office on 1 October 2024» "
        "(Kyodo News, 1° ottobre 2024).",
    ),
]


@pytest.mark.parametrize(
    ("make", "english", "italian"), TOLD, ids=[make.__name__ for make, _, _ in TOLD]
)
def test_each_verdict_is_explained_in_both_languages(
    make: Callable[[], Assessment], english: str, italian: str
) -> None:
    assert explain(make(), "en") == english
    assert explain(make(), "it") == italian


@pytest.mark.parametrize(
    ("claim_text", "fact_text", "told"),
    [
        ("non", "", "Il testo nega («non») ciò che il fatto afferma: «Takeshi"),
        ("", "non", "Il testo afferma ciò che il fatto nega («non»): «Takeshi"),
        ("", "", "Uno dei due nega ciò che l'altro afferma; il fatto dice «Takeshi"),
        ("firma", "non firma", "Il testo dice «firma»; il fatto dice «non firma»"),
    ],
    ids=["in the text", "in the fact", "nowhere", "both"],
)
def test_negation_says_who_denies(claim_text: str, fact_text: str, told: str) -> None:
    clashing = reports.clash(Reason.NEGATION, claim_text, fact_text)
    found = reports.match(reports.FACT, Stance.REFUTES, clashing)
    refuted = reports.assessed(reports.HEADLINE, Verdict.REFUTED, found, reasons=(Reason.NEGATION,))

    assert explain(refuted, "it").startswith(told)


def test_denying_a_false_rated_statement_is_told_as_such() -> None:
    false = reports.fact("f", "The bridge is closed.", rating=Rating.FALSE)
    denied = reports.assessed(
        reports.HEADLINE, Verdict.SUPPORTED, reports.match(false, Stance.REFUTES)
    )

    assert "denies a statement that the table rates false" in explain(denied, "en")


def test_a_state_that_has_ended_since_is_confirmed_with_a_note() -> None:
    ended = replace(reports.FACT, valid_to=reports.DAY)
    found = reports.assessed(reports.HEADLINE, Verdict.SUPPORTED, reports.match(ended))

    assert explain(found, "en").endswith("It held until 1 October 2024.")


def test_an_unnamed_speaker_is_contradicted_not_the_article() -> None:
    assert "whoever said it is contradicted" in explain(reports.rated_false(speaker=""), "en")


@pytest.mark.parametrize("reason", [Reason.NO_FACT, Reason.UNDATED, Reason.AMBIGUOUS])
def test_each_way_of_not_settling_has_its_own_sentence(reason: Reason) -> None:
    told = explain(reports.unsettled(reason), "en")

    assert told != explain(reports.unsettled(Reason.UNDECIDED), "en")
    assert ("Iwaya" in told) == (reason is not Reason.NO_FACT)


def test_a_verdict_without_parts_or_facts_is_still_explained() -> None:
    bare = Assessment(
        claim=reports.claim(reports.DOCUMENT, reports.HEADLINE), verdict=Verdict.NOT_ENOUGH_INFO
    )

    assert explain(bare, "en") == "The table does not settle this."
    assert explain(replace(bare, verdict=Verdict.NOT_CHECKABLE), "en").startswith("There is")
    assert explain(replace(bare, verdict=Verdict.SUPPORTED), "en") == "agrees with"


def test_braces_in_a_fact_are_only_characters() -> None:
    strange = reports.fact("{id}", "Paid {0} and {source.__class__} %s.", sources=("{citation}",))
    found = reports.assessed(reports.HEADLINE, Verdict.SUPPORTED, reports.match(strange))

    assert "“Paid {0} and {source.__class__} %s” ({citation}, 1 October" in explain(found, "en")


def test_a_huge_statement_is_clipped() -> None:
    huge = reports.fact("f", "word " * 200_000)
    found = reports.assessed(reports.HEADLINE, Verdict.SUPPORTED, reports.match(huge))

    assert len(explain(found, "en")) < 500


def test_a_language_without_display_words_is_named() -> None:
    with pytest.raises(UnknownComponentError, match=r"'xx'.*en, it"):
        explain(reports.supported(), "xx")


def test_every_language_words_every_verdict_and_reason() -> None:
    for lang in display_languages():
        table = language_data(lang, "display")
        assert set(table["verdicts"]) == set(Verdict)
        assert set(table["reasons"]) == set(Reason)


def test_every_language_has_the_same_keys() -> None:
    tables = {lang: language_data(lang, "display") for lang in display_languages()}
    keys = {
        lang: {(section, key) for section in table for key in _keys(table[section])}
        for lang, table in tables.items()
    }

    assert set(map(frozenset, keys.values())) == {frozenset(keys["en"])}


def _keys(section: object) -> list[str]:
    return sorted(section) if isinstance(section, dict) else [""]


def test_no_verdict_is_called_true_or_false() -> None:
    words = {
        word.casefold()
        for lang in display_languages()
        for word in language_data(lang, "display")["verdicts"].values()
    }

    assert not words & {"true", "false", "vero", "vera", "falso", "falsa"}


QUOTED = "“The bridge carried forty thousand cars a day before the storm,” said Dan Okafor."
MISQUOTES = [
    (
        QUOTED.replace("forty", "ninety"),
        "The text quotes “ninety”; the fact has “forty” (fact f1). "
        "What differs is the quotation, not a statement of the article's own.",
    ),
    (
        QUOTED.replace("Dan Okafor", "Clara Moss"),
        "The text gives these words to “Clara Moss”; the fact gives them to “Dan Okafor” "
        "(fact f1). What differs is the quotation, not a statement of the article's own.",
    ),
]


@pytest.mark.parametrize(("text", "told"), MISQUOTES, ids=["altered", "wrong speaker"])
def test_a_contradicted_quote_accuses_the_quotation_not_the_article(text: str, told: str) -> None:
    fact = {"id": "f1", "statement": QUOTED, "lang": "en"}
    (claim,) = check_text(text, facts=[fact], lang="en").assessments
    assert told in explain(claim, "en")


def test_reported_content_contradicted_accuses_who_says_it() -> None:
    fact = {"id": "f1", "statement": "The Elba bridge was closed on 3 May 2021.", "lang": "en"}
    text = "Dan Okafor said that the Elba bridge was not closed on 3 May 2021."
    (claim,) = check_text(text, facts=[fact], lang="en").assessments
    assert claim.verdict is Verdict.REFUTED
    assert "what Dan Okafor is reported to say" in explain(claim, "en")


def read_by_model(stance: Stance, fact_text: str = "") -> Comparison:
    return Comparison(name=Reason.MODEL, stance=stance, fact_text=fact_text, detail="0.93")


def test_what_only_the_model_reads_says_so_with_its_probability() -> None:
    agrees = reports.match(reports.FACT, Stance.SUPPORTS, read_by_model(Stance.SUPPORTS))
    found = reports.assessed(reports.HEADLINE, Verdict.SUPPORTED, agrees)
    assert explain(found, "en") == (
        "As read by the model, one beside the other (p = 0.93), the text agrees with the fact "
        "“Takeshi Iwaya took office on 1 October 2024” (Kyodo News, 1 October 2024)."
    )
    assert "(p = 0,93), il testo concorda con il fatto «Takeshi" in explain(found, "it")


def test_a_contradiction_only_the_model_reads_names_no_words() -> None:
    clash = reports.match(reports.FACT, Stance.REFUTES, read_by_model(Stance.REFUTES))
    found = reports.assessed(reports.HEADLINE, Verdict.REFUTED, clash, reasons=(Reason.MODEL,))
    assert "(p = 0.93), the text contradicts the fact “Takeshi" in explain(found, "en")
    assert explain(found, "en").endswith("No rule says in which words.")
    assert explain(found, "it").endswith("Nessuna regola indica in quali parole.")


def test_facts_read_together_are_quoted_together() -> None:
    both = "Iwaya took office. It was the first of October."
    read = read_by_model(Stance.SUPPORTS, both)
    agrees = reports.match(reports.FACT, Stance.SUPPORTS, read)
    found = reports.assessed(reports.HEADLINE, Verdict.SUPPORTED, agrees)
    assert f"the fact “{both.removesuffix('.')}”" in explain(found, "en")


@pytest.mark.parametrize(
    ("comparisons", "told"),
    [
        pytest.param(
            [(Reason.DATE, "a maggio", ""), (Reason.QUANTITY, "30 barche", "")],
            "Il fatto più vicino non dice «a maggio», «30 barche», quindi non basta a decidere",
            id="missing",
        ),
        pytest.param(
            [(Reason.QUANTITY, "30 barche", "12 barche")],
            "Il testo dice «30 barche» e il fatto più vicino «12 barche», ma non è certo che",
            id="differing",
        ),
        pytest.param(
            [(Reason.NEGATION, "non", "")], "Il fatto più vicino non basta a decidere: «Takeshi",
            id="nothing-to-look-for",
        ),
    ],
)  # fmt: skip
def test_what_stays_open_says_what_the_fact_lacks(
    comparisons: list[tuple[Reason, str, str]], told: str
) -> None:
    seen = [
        Comparison(name=name, stance=Stance.NEUTRAL, claim_text=claim, fact_text=fact)
        for name, claim, fact in comparisons
    ]
    nearest = reports.match(reports.FACT, Stance.NEUTRAL, *seen)
    found = reports.assessed(
        reports.HEADLINE, Verdict.NOT_ENOUGH_INFO, nearest, reasons=(Reason.UNDECIDED,)
    )
    assert explain(found, "it").startswith(told)


def test_a_missing_figure_is_told_from_text_to_explanation() -> None:
    fact = {"statement": "Peter Holt sold boats to the port of Siena.", "lang": "en"}
    text = "Peter Holt sold 40 boats to the port of Siena."
    (claim,) = check_text(text, facts=[fact], lang="en", model="none").assessments
    assert "The nearest fact does not say “40" in explain(claim, "en")


@pytest.mark.parametrize(
    ("lang", "text", "statement", "told"),
    [
        pytest.param(
            "en",
            "Peter Holt was the first to leave the port of Siena.",
            "Peter Holt was the last to leave the port of Siena.",
            "The nearest fact may tell it the other way about: “Peter Holt was the last",
            id="english",
        ),
        pytest.param(
            "it",
            "Anna Rossi è stata la prima a lasciare il porto di Siena.",
            "Anna Rossi è stata l'ultima a lasciare il porto di Siena.",
            "Il fatto più vicino potrebbe dire l'inverso: «Anna Rossi è stata l'ultima",
            id="italian",
        ),
    ],
)
def test_a_fact_that_tells_the_contrary_is_shown_as_such(
    lang: str, text: str, statement: str, told: str
) -> None:
    fact = {"statement": statement, "lang": lang}
    (claim,) = check_text(text, facts=[fact], lang=lang, model="none").assessments
    assert claim.verdict is Verdict.NOT_ENOUGH_INFO
    assert explain(claim, lang).startswith(told)
