from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.loaders import document_from_text
from factcheck.model import BlockKind, Document
from factcheck.segmenters import segment, split_sentences
from tests.steps import assert_linear
from tests.strategies import LANGUAGES

ITALIAN = (
    ("titles", ["Ha parlato l'on. Rossi con il sig. Di Bella.", "Poi è uscito."]),
    ("elided-article", ["Lo prevede l'art. 5 della legge.", "Nell'art. 6 c'è altro."]),
    ("article-at-end", ["Come stabilito dall'art. 6.", "Possono partecipare tutti."]),
    ("company", ["La Fiat S.p.A. di Torino ha chiuso.", "L'Eni S.p.A.", "Il titolo sale."]),
    ("initials", ["J. R. R. Tolkien è nato nel 1892.", "G. Meloni guida il governo."]),
    ("decimals", ["Sono 1.234,5 euro e 10.000 militari.", "Il 3.5 % resta."]),
    ("year-at-end", ["È stato chiuso nel 2011.", "Poi ha riaperto."]),
    ("ellipsis", ["Non so… forse domani.", "Vedremo...", "Il resto è noto."]),
    ("guillemets", ["Ha detto: «Resteremo qui.»", "Poi è partito."]),
    ("curly", ["“È finita.”", "Shmyhal lo ha ribadito."]),
    ("quote-over-sentences", ['"Siamo pronti.', 'Non cederemo", ha detto.', "Poi basta."]),
    ("exclamation-said", ["«Basta!» ha gridato il ministro.", "Nessuno ha risposto."]),
    ("date", ["Il 16 nov. 2024 si firma.", "Il 1° ottobre è entrato in carica."]),
    ("lower-case-start", ["Il treno si ferma.", "malgrado tutto riparte."]),
    ("colon-speech", ["Il ministro ha detto: Il Giappone resterà.", "Fine."]),
    ("colon-list", ["Firmano in tre: Italia, Francia e Spagna."]),
    ("etcetera", ["Pane, latte, ecc. non bastano.", "Serve altro, ecc.", "Il conto sale."]),
    ("missing-space", ["La politica è ferma.", "Il Paese aspetta."]),
    ("lower-case-quote", ["Il conto è chiuso.", "“se riapre”, dice il sindaco, “paghiamo noi”."]),
    ("quote-then-lower", ['Chiede: "Quando? " e tace.', "Poi esce."]),
    ("letters-after-colon", ["Servono questi documenti:", "a) la carta;", "b) il modulo."]),
    ("semicolon-capital", ["Il bando è uscito ieri;", "La scadenza è a maggio."]),
    ("semicolon-name", ["Ha vinto Torino; Milano ha perso."]),
    ("footnote", ["Lo scrive Byron nel 1805. [6]", "Poi tace."]),
    ("footnote-glued", ["Durò sei anni.[^1]", "Dal 1990 è chiuso.[2][3]", "Poi tace."]),
    ("square-brackets", ["Ha detto che [il sindaco] va via.", "Poi tace."]),
)
ENGLISH = (
    ("councillors", ["Present: Cllr. A. Brown and Cllr. S. Patel.", "Seconded by Cllr. Evans."]),
    ("us", ["The U.S. Federal Reserve met on Oct. 26 and waited.", "The U.S.", "It grew."]),
    ("mr", ["Mr. Smith met Dr. J. R. Jones of Acme Inc. today.", "They talked."]),
    ("money", ["The euro traded above $1.09.", "Inflation fell to 3.7%.", "It rose."]),
    ("quote", ['"There is some way to go," said Bailey.', '"We wait."', "Nobody asked."]),
    ("number", ["See No. 5 and p. 12.", "There is no. 7 either."]),
    ("time", ["It is about 4:00 p.m. in Rome.", "We left at 4 p.m.", "The end."]),
    ("question", ["Why?", "Nobody knows!", "(Really?)", "So it goes."]),
    ("url", ["See www.example.com/a.html for more.", "Done."]),
)


@pytest.mark.parametrize("sentences", [case[1] for case in ITALIAN], ids=[c[0] for c in ITALIAN])
def test_italian_text_is_split_where_its_sentences_end(sentences: list[str]) -> None:
    assert _split(" ".join(sentences), "it") == sentences


@pytest.mark.parametrize("sentences", [case[1] for case in ENGLISH], ids=[c[0] for c in ENGLISH])
def test_english_text_is_split_where_its_sentences_end(sentences: list[str]) -> None:
    assert _split(" ".join(sentences), "en") == sentences


def test_a_sentence_without_the_space_after_its_stop_is_split() -> None:
    assert _split("La politica è ferma.Il Paese aspetta.", "it") == [
        "La politica è ferma.",
        "Il Paese aspetta.",
    ]


def test_a_dash_before_the_end_of_a_line_is_read() -> None:
    assert _split("Fine. —  \n", "it") == ["Fine.", "—"]


def test_a_headline_is_not_joined_with_the_body() -> None:
    document = document_from_text("Firmato l'accordo\nRoma esulta\n\nIl testo è breve. Fine.\n")
    assert [s.text for s in segment(document)][:2] == ["Firmato l'accordo", "Roma esulta"]


def test_a_headline_keeps_its_colon() -> None:
    document = document_from_text("La voce del ministro Iwaya: Il Giappone resta\n\nUn testo. Due.")
    assert segment(document)[0].text == "La voce del ministro Iwaya: Il Giappone resta"


def test_captions_and_boilerplate_give_one_sentence_a_line() -> None:
    text = "Un testo di prova. Un altro.\n\nNella foto: il re. E la regina\n\n© A. B. Tutti.\n"
    document = document_from_text(text, lang="it")
    assert [(s.kind, s.text) for s in segment(document)][2:] == [
        (BlockKind.CAPTION, "Nella foto: il re. E la regina"),
        (BlockKind.BOILERPLATE, "© A. B. Tutti."),
    ]


def test_a_document_without_blocks_is_split_at_blank_lines() -> None:
    document = Document(id="d", text="Uno\r\n \r\nDue. Tre.\n", source="x", language="it")
    assert [s.text for s in segment(document)] == ["Uno", "Due.", "Tre."]


@pytest.mark.parametrize(
    "text",
    [
        "Il caffe\u0301 costa 2\u00a0euro.\r\nÈ poco. 😀 Vero? Sì!",
        "Costa l'art.\u00a05 della\u200b legge.\u2028Fine. 👩‍👩‍👧 Ok.",
    ],
    ids=["combining-crlf-emoji", "nbsp-zero-width"],
)
def test_offsets_are_exact_on_any_unicode(text: str) -> None:
    document = document_from_text(text, lang="it")
    for sentence in segment(document):
        assert sentence.span.slice(text) == sentence.text


def test_a_language_without_rules_is_still_split() -> None:
    assert _split("Das ist gut. Wir gehen.", "de") == ["Das ist gut.", "Wir gehen."]


WILD = st.text(
    st.one_of(st.characters(), st.sampled_from(list(".!?:;…\"'«»“”()[] \n\r\tAaIlÈ19-•#>*"))),
    max_size=300,
)


@given(text=WILD, lang=st.sampled_from(LANGUAGES))
def test_sentences_slice_back_never_overlap_and_cover_the_blocks(text: str, lang: str) -> None:
    if not any(map(str.isalnum, text)):
        text += "a"
    document = document_from_text(text, lang=lang)
    covered: set[int] = set()
    end = 0
    for sentence in segment(document):
        assert sentence.span.slice(document.text) == sentence.text
        assert sentence.text.strip() == sentence.text != ""
        assert sentence.span.start >= end
        end = sentence.span.end
        covered.update(range(sentence.span.start, end))
    for block in document.blocks:
        for place in range(block.span.start, block.span.end):
            assert place in covered or document.text[place].isspace()


@pytest.mark.parametrize(
    "unit",
    [*"([{<.!?\"'»aA-;:…1#>*|`😀\u200b\x01", "a(", "A. ", "aA", "a.", "()", ". [1] ", "1) "],
)
def test_one_thing_repeated_costs_as_much_as_it_is_long(unit: str) -> None:
    assert_linear(lambda text: segment(document_from_text(f"a {text}", lang="it")), unit)


def _split(text: str, lang: str) -> list[str]:
    return [span.slice(text) for span in split_sentences(text, lang)]
