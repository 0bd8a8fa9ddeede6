from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.analysis.terms import clean, spelling, stopwords, terms

LANGUAGES = ("it", "en", "fr", "de", "es", "pt")


@pytest.mark.parametrize(
    "variants",
    [
        pytest.param(("Zelensky", "Zelenskyy", "Zelens'kyj", "Zelenskiy", "Зеленський"), id="name"),
        pytest.param(("Kiev", "Kyiv"), id="capital"),
        pytest.param(("Kharkiv", "Charkiv"), id="city"),
        pytest.param(("Ucraina", "Ukraine"), id="country"),
        pytest.param(("Shmyhal", "Šmyhal'"), id="marks"),
        pytest.param(("Erdoğan", "Erdogan"), id="turkish"),
    ],
)
def test_transliterations_share_a_spelling(variants: tuple[str, ...]) -> None:
    assert len({spelling(variant) for variant in variants}) == 1


def test_different_names_keep_different_spellings() -> None:
    names = ("Kishida", "Ishiba", "Iwaya", "Kamikawa", "Shmyhal", "Sybiha", "Zelensky", "Putin")
    assert len({spelling(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("italian", "english", "term"),
    [
        pytest.param("58,9", "58.9", "#58.9", id="decimals"),
        pytest.param("1.234,5", "1,234.5", "#1234.5", id="grouped-decimals"),
        pytest.param("1.234.567", "1,234,567", "#1234567", id="millions"),
        pytest.param("1.234", "1,234", "#1234", id="thousands"),
        pytest.param("2011", "2011", "#2011", id="year"),
        pytest.param("7,50", "7.5", "#7.5", id="trailing-zero"),
    ],
)
def test_a_number_meets_across_languages(italian: str, english: str, term: str) -> None:
    assert terms(italian, "it") == terms(english, "en") == (term,)


def test_elided_articles_do_not_hide_words_and_numbers() -> None:
    found = terms("L'accordo dell'Ucraina sale l'1,5%", "it")
    assert {"accord", "ucrain", "#1.5"} <= set(found)
    assert "l" not in found


def test_an_apostrophe_inside_a_name_does_not_split_it() -> None:
    assert "@" + spelling("Zelenskyy")[:5] in terms("Zelens'kyj", "it")


@pytest.mark.parametrize("text", ["non è", "the of and", "", "  ", "…—!"])
def test_nothing_is_left_of_stop_words_and_marks(text: str) -> None:
    assert terms(text, "it") + terms(text, "en") == terms(text, "it") or "the" not in text
    assert terms(text, "en" if "the" in text else "it") == ()


def test_social_tails_go_and_tags_split() -> None:
    text = (
        "Footage #AustralianFires https://t.co/AbC pic.twitter.com/0eJ "
        "— Center for Bio (@CenterForBioDiv) January 14, 2020"
    )
    cleaned = clean(text).split()
    assert cleaned == ["Footage", "Australian", "Fires", "—", "Center", "for", "Bio"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param(
            "PADOVA, 3 giu. (ANSA) - La giunta", "PADOVA La giunta", id="place-day-agency"
        ),
        pytest.param("OSLO (Reuters) — Shares fell", "OSLO Shares fell", id="place-agency"),
        pytest.param("(ANSA) - PADOVA, 3 GIU - La giunta", "PADOVA La giunta", id="agency-first"),
        pytest.param("(Adnkronos) - Il ministro", "Il ministro", id="agency-alone"),
        pytest.param("RIO DE JANEIRO (AP) -- Rain", "RIO DE JANEIRO Rain", id="long-place"),
        pytest.param("RT @press: Rain", "press : Rain", id="retweet"),
        pytest.param("Salt &amp; pepper &#39;now", "Salt pepper now", id="entities"),
    ],
)
def test_what_wires_and_posts_add_goes(text: str, left: str) -> None:
    assert clean(text).split() == left.split()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The bridge (built in 1931) - was closed", id="aside"),
        pytest.param("NATO (and the EU) - they agree", id="no-agency"),
        pytest.param("Genoa (Italy) - a bridge fell", id="no-wire"),
        pytest.param("The AT&T offer of 5 & 6 May", id="ampersand"),
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert clean(text).split() == text.split()


def test_a_tag_glued_to_an_address_survives() -> None:
    assert "defund" in terms("#DefundTheCBChttps://t.co/CsHG8R9cHp", "en")


def test_cleaning_leaves_plain_text_alone() -> None:
    text = "Il ministro ha detto: «Firmiamo oggi»."
    assert clean(text) is text


def test_concepts_join_when_a_lexicon_is_given() -> None:
    def concept_of(word: str, lang: str) -> str:
        return "sign" if word in {"firmato", "signed"} else ""

    italian = terms("hanno firmato", "it", concept_of=concept_of)
    english = terms("they signed", "en", concept_of=concept_of)
    assert "c:sign" in set(italian) & set(english)


def test_inflections_share_a_stem() -> None:
    assert set(terms("accordo", "it")) & set(terms("accordi", "it"))
    assert terms("signing", "en")[0] == terms("signed", "en")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_stop_words(lang: str) -> None:
    assert len(stopwords(lang)) > 100


def test_an_unknown_language_still_gives_terms() -> None:
    assert terms("Tõnis laulab 12 laulu", "xx")


@given(st.text(max_size=80), st.sampled_from((*LANGUAGES, "", "xx")))
def test_terms_are_single_words_of_bounded_length(text: str, lang: str) -> None:
    found = terms(text, lang)
    assert all(term and not term.isspace() and len(term.split()) == 1 for term in found)
    assert all(len(term) <= 60 for term in found if term[0] != "#")
    assert found == terms(text, lang)


@given(st.text(max_size=120))
def test_cleaning_never_invents_words(text: str) -> None:
    assert set(clean(text)) <= set(text) | {" "}
