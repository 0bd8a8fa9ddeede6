"""Languages beside the shipped ones: folders of one's own, and texts that nothing can read."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from factcheck import Document, check_text, extract_text
from factcheck.languages.data import language_data, shared_data, supported_languages
from factcheck.languages.identify import identify, unsupported_language
from factcheck.loaders import document_from_text, load
from factcheck.renderers.claims_json import render_claims_json
from factcheck.renderers.display import display
from factcheck.renderers.header import about_document
from factcheck.renderers.json import render_json
from factcheck.renderers.text import render_text

DUTCH = (
    "De gemeente heeft dinsdag de nieuwe brug over de rivier geopend. Het project kostte 15 "
    "miljoen euro en duurde drie jaar, zei de burgemeester tegen de verslaggevers."
)
FOREIGN = {
    "nl": DUTCH,
    "ro": (
        "Primăria a deschis marți noul pod peste râu. Proiectul a costat 15 milioane de euro și a "
        "durat trei ani, a spus primarul în fața ziariștilor."
    ),
    "pl": (
        "Miasto otworzyło we wtorek nowy most przez rzekę. Projekt kosztował 15 milionów euro i "
        "trwał trzy lata, powiedział burmistrz."
    ),
    "ru": "Мост через реку открыли во вторник. Проект стоил пятнадцать миллионов евро, сказал мэр.",
    "zh": (
        "市政府星期二开放了河上的新桥。该项目耗资一千五百万欧元，历时三年。"
        "市长表示，这座桥不仅供骑自行车的人使用，也供行人使用。工程于去年三月开始。"
    ),
    "sv": (
        "Kommunen öppnade på tisdagen den nya bron över floden. Projektet kostade 15 miljoner euro "
        "och tog tre år, sade borgmästaren."
    ),
}


@pytest.mark.parametrize("lang", FOREIGN)
def test_a_text_in_a_language_without_data_is_told(lang: str) -> None:
    document = document_from_text(FOREIGN[lang])

    assert lang not in supported_languages()
    assert document.unsupported_language == lang
    assert document.language in supported_languages()


@pytest.mark.parametrize("path", ["it-accordo", "en-economy", "it-discorso"])
def test_a_text_in_a_supported_language_is_not(path: str, root: Path) -> None:
    text = (root / "fixtures" / path / "article.txt").read_text("utf-8")

    assert unsupported_language(text, identify(text)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Rates held at 4%",
        "Juventus - Inter 2-1",
        "1 2 3",
        "Le Monde, Die Zeit, El País",
        "Regierung plant Steuersenkung, Opposition fordert Neuwahlen, Gewerkschaften drohen",
        "Juventus-Inter 2-1, Roma-Lazio 0-0, Napoli-Milan 3-3, Torino-Genoa 1-0, Udinese-Lecce 1-1",
        "Senate passes budget bill; White House welcomes bipartisan compromise, markets rally",
        "Spaghetti, mozzarella, pomodori pelati, basilico fresco, olio extravergine, parmigiano",
    ],
)
def test_nothing_is_said_of_a_text_of_few_words(text: str) -> None:
    assert unsupported_language(text, identify(text)) == ""


def test_names_and_figures_in_numbers_are_no_foreign_language() -> None:
    text = "\n".join(
        f"{name} Rossi {number},5%" for number, name in enumerate(["Anna", "Ugo"] * 20)
    )

    assert unsupported_language(text, identify(text)) == ""


def test_a_language_given_by_the_reader_is_believed() -> None:
    assert document_from_text(DUTCH, lang="de").unsupported_language == ""


@pytest.mark.parametrize(
    ("front", "told"), [("lang: nl", "nl"), ("lang: nl-BE", "nl"), ("lang: en", "")]
)
def test_the_language_that_a_text_names_is_told(front: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text(f"---\n{front}\n---\n\nRome is the capital of Italy.\n", "utf-8")
    (document,) = load(str(path))

    assert (document.language, document.unsupported_language) == ("en", told)


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "read as English: Dutch is not supported"), ("it", "letto come inglese: olandese")],
)
def test_headers_say_that_a_language_is_not_supported(lang: str, words: str) -> None:
    document = Document(id="d", text="x", source="x", language="en", unsupported_language="nl")
    values = [value for _, value in about_document(document, 0, display(lang))]

    assert any(value.startswith(words) for value in values)


def test_a_code_without_a_name_is_shown_as_it_is() -> None:
    assert display("en").language("qqq") == "qqq"


def test_reports_carry_the_language() -> None:
    report = check_text(DUTCH, facts=[])
    (document,) = json.loads(render_json(report))["documents"]
    (extracted,) = json.loads(render_claims_json([extract_text(DUTCH)]))["documents"]

    assert document["unsupported_lang"] == extracted["unsupported_lang"] == "nl"
    assert "Dutch is not supported" in render_text(report)
    assert "unsupported_lang" not in render_json(check_text("Rome is in Italy.", facts=[]))


@pytest.mark.parametrize("table", ["grammar", "numbers", "dates"])
@pytest.mark.parametrize("lang", supported_languages())
def test_defaults_add_nothing_to_a_shipped_language(lang: str, table: str, root: Path) -> None:
    path = root / "factcheck" / "languages" / lang / f"{table}.toml"
    written = tomllib.loads(path.read_text("utf-8"))
    added = [value for key, value in language_data(lang, table).items() if key not in written]

    assert [value for value in added if value not in ([], {}, "", False, _SILENT_RANK)] == []


_SILENT_RANK: dict[str, list[str]] = {"ahead": [], "behind": []}


@pytest.mark.parametrize("key", sorted(language_data("en", "grammar")))
def test_every_key_of_the_english_grammar_has_a_default(key: str) -> None:
    assert key in shared_data("defaults")["grammar"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("Министр прибыл в столицу.", "ru", id="cyrillic"),
        pytest.param("Η γέφυρα άνοιξε το 2011.", "el", id="greek"),
        pytest.param("大臣は土曜日に到着した。", "ja", id="japanese"),
    ],
)
def test_a_short_text_in_another_script_is_told_at_once(text: str, code: str) -> None:
    assert unsupported_language(text, identify(text)) == code


@pytest.mark.parametrize("text", ["JETRO, KYIV.", "Il ponte.", "戀摡", "12 %", ""])
def test_of_a_short_text_that_may_be_anything_nothing_is_told(text: str) -> None:
    assert unsupported_language(text, "it") == ""
