from __future__ import annotations

import pytest

from factcheck.loaders import document_from_text
from factcheck.model import BlockKind

HEADLINE, PARAGRAPH = BlockKind.HEADLINE, BlockKind.PARAGRAPH


def _kinds(text: str, lang: str = "it") -> list[tuple[BlockKind, str]]:
    document = document_from_text(text, lang=lang)
    return [(block.kind, block.span.slice(text)) for block in document.blocks]


def test_repeated_headline_is_a_headline_each_time() -> None:
    text = "Firmato l'accordo a Kiev\nFirmato l'accordo a Kiev\n\nIl testo è noto. Fine.\n"
    assert [kind for kind, _ in _kinds(text)] == [HEADLINE, HEADLINE, PARAGRAPH]


def test_title_is_the_first_headline() -> None:
    assert document_from_text("Primo titolo\nSecondo\n\nIl testo.\n").title == "Primo titolo"


def test_a_headline_inside_the_text_is_no_title() -> None:
    document = document_from_text("Il governo è caduto. Si vota.\n\nLa reazione\n\nNessuna.\n")
    assert [block.kind for block in document.blocks] == [PARAGRAPH, HEADLINE, PARAGRAPH]
    assert document.title == ""


@pytest.mark.parametrize(
    "text",
    ["Roma è la capitale d'Italia", "Roma è grande. Milano no.", "Cari amici,\n\nvi scrivo oggi."],
    ids=["single-line", "full-stop", "salutation"],
)
def test_text_without_a_headline_has_none(text: str) -> None:
    assert HEADLINE not in [kind for kind, _ in _kinds(text)]


def test_a_longer_line_below_the_headline_is_its_subheadline() -> None:
    text = "Firmato l'accordo\nIl testo fissa le regole per dieci anni\n\nIl governo ha firmato.\n"
    assert [kind for kind, _ in _kinds(text)] == [HEADLINE, BlockKind.SUBHEADLINE, PARAGRAPH]


def test_a_label_tells_the_subheadline_wherever_it_stands() -> None:
    text = (
        "Occhiello: Il vertice di Kiev\nFirmato l'accordo\nSOMMARIO - Dura dieci anni.\n\n"
        "Il testo è noto.\n"
    )
    assert _kinds(text) == [
        (BlockKind.SUBHEADLINE, "Il vertice di Kiev"),
        (HEADLINE, "Firmato l'accordo"),
        (BlockKind.SUBHEADLINE, "Dura dieci anni."),
        (PARAGRAPH, "Il testo è noto."),
    ]


def test_a_label_inside_the_text_is_part_of_it() -> None:
    text = "Il testo è noto. Due.\n\nSommario: tre punti e una premessa.\n\nFine ora.\n"
    assert (PARAGRAPH, "Sommario: tre punti e una premessa.") in _kinds(text)


def test_the_page_title_with_its_site_and_the_headline_are_both_headlines() -> None:
    text = "Firmato l'accordo a Kiev | Corriere.it\nFirmato l'accordo a Kiev\n\nÈ noto. Fine.\n"
    assert [kind for kind, _ in _kinds(text)] == [HEADLINE, HEADLINE, PARAGRAPH]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "Il Giappone e l'Ucraina hanno firmato a Kiev un accordo che fissa le\n"
        "regole per proteggere le informazioni riservate. Lo ha detto il ministro\n"
        "Iwaya dopo l'incontro.\n"
    )
    assert _kinds(text) == [(PARAGRAPH, text.strip())]


def test_a_paragraph_per_line_is_not_joined() -> None:
    one = "Il governo ha approvato la legge di bilancio. " * 4
    assert len(_kinds(f"{one}\n{one}\n{one}\n")) == 3


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("foto l", BlockKind.CAPTION),
        ("Nella foto: la stretta di mano", BlockKind.CAPTION),
        ("FILE PHOTO: The minister in Rome", BlockKind.CAPTION),
        ("(foto Ansa)", BlockKind.CAPTION),
        ("LEGGI ANCHE: Le notizie in diretta", BlockKind.BOILERPLATE),
        ("Read also: Five charts on inflation", BlockKind.BOILERPLATE),
        ("© RIPRODUZIONE RISERVATA", BlockKind.BOILERPLATE),
        ("© 2024 Example Media", BlockKind.BOILERPLATE),
        ("Facebook Twitter WhatsApp", BlockKind.BOILERPLATE),
        ("Condividi su Facebook", BlockKind.BOILERPLATE),
        ("Questo sito utilizza cookie per migliorare l'esperienza.", BlockKind.BOILERPLATE),
        ("We use cookies to improve your experience.", BlockKind.BOILERPLATE),
        ("(Reporting by Ann Lee; editing by Bo Ek)", BlockKind.BOILERPLATE),
        ("di Mario Rossi", BlockKind.BYLINE),
        ("By Marta Hollis", BlockKind.BYLINE),
        ("dal nostro inviato a Kiev", BlockKind.BYLINE),
    ],
)
def test_page_furniture_is_told_by_its_wording(line: str, kind: BlockKind) -> None:
    assert (kind, line) in _kinds(f"Un titolo\n\n{line}\n\nIl testo è qui. Due frasi.\n")


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law changed in Italy in 2021.",
        "Di Maio ha lasciato il movimento nel 2022.",
        "Nella foto compare il ministro degli Esteri.",
        "By 2030 Italy will close its coal plants.",
        "Condividi questa idea, disse il ministro: nessuno lo fece nel 2021.",
        "La pubblicità vale 8 miliardi di euro.",
    ],
)
def test_a_statement_is_not_taken_for_furniture(line: str) -> None:
    assert (PARAGRAPH, line) in _kinds(f"Un titolo\n\nPrima frase. Due.\n\n{line}\n\nFine ora.\n")


def test_a_list_item_that_is_furniture_is_no_list_item() -> None:
    text = "Il testo è noto. Due.\n\n- il pane\n- LEGGI ANCHE: altro\n- il vino\n"
    kinds = [kind for kind, _ in _kinds(text)]
    assert kinds[1:] == [BlockKind.LIST_ITEM, BlockKind.BOILERPLATE, BlockKind.LIST_ITEM]


def test_list_items_stand_without_their_markers() -> None:
    text = "Sono tre:\n- il pane\n2) il vino\n• l'olio\n  buono\n"
    assert _kinds(text) == [
        (PARAGRAPH, "Sono tre:"),
        (BlockKind.LIST_ITEM, "il pane"),
        (BlockKind.LIST_ITEM, "il vino"),
        (BlockKind.LIST_ITEM, "l'olio\n  buono"),
    ]
