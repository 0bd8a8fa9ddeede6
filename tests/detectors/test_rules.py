"""The kind of a claim, how much it asks for a check, what repeats and what is no claim."""

from __future__ import annotations

import pytest

from factcheck.detectors import RuleDetector
from factcheck.model import BlockKind, Claim, ClaimKind, Document, Sentence, Span

Line = tuple[str, BlockKind]
PARAGRAPH, HEADLINE = BlockKind.PARAGRAPH, BlockKind.HEADLINE


def detect(*lines: Line, lang: str = "it", document_id: str = "d") -> tuple[Claim, ...]:
    text = "\n".join(line for line, _ in lines)
    sentences = []
    start = 0
    for line, kind in lines:
        span = Span(start=start, end=start + len(line))
        sentences.append(Sentence(document_id=document_id, span=span, text=line, kind=kind))
        start = span.end + 1
    document = Document(id=document_id, text=text, source="test", language=lang)
    return RuleDetector()(document, sentences)


def kind(text: str, lang: str) -> ClaimKind:
    return detect((text, PARAGRAPH), lang=lang)[0].kind


KINDS = [
    ("it", "Il governo ha speso 3 miliardi di euro nel 2023.", ClaimKind.QUANTITY),
    ("it", "L'impianto è stato chiuso nel 2011.", ClaimKind.EVENT),
    ("it", "Le imprese assumeranno 300 persone nel 2030.", ClaimKind.PREDICTION),
    ("it", "Il museo dovrebbe riaprire a gennaio.", ClaimKind.PREDICTION),
    ("it", "Quando riaprirà il museo?", ClaimKind.QUESTION),
    ("it", "«Quando riaprirà il museo?»", ClaimKind.QUESTION),
    ("it", "Penso che la legge sia sbagliata.", ClaimKind.OPINION),
    ("it", "Promettiamo di ridurre le tasse.", ClaimKind.PROMISE),
    ("it", "Le tasse sono aumentate a causa della guerra.", ClaimKind.CAUSAL),
    ("it", "L'Italia spende meno di Francia e Germania.", ClaimKind.COMPARISON),
    ("it", "«Il governo ha approvato la legge», ha detto il ministro.", ClaimKind.QUOTE),
    ("it", "Takeshi Iwaya è il ministro degli Esteri.", ClaimKind.OFFICE),
    ("en", "The government spent 3 billion euros in 2023.", ClaimKind.QUANTITY),
    ("en", "The plant was closed in 2011.", ClaimKind.EVENT),
    ("en", "The company will hire 300 people in 2030.", ClaimKind.PREDICTION),
    ("en", "When did the museum reopen?", ClaimKind.QUESTION),
    ("en", "I think the law is wrong.", ClaimKind.OPINION),
    ("en", "We pledge to cut taxes.", ClaimKind.PROMISE),
    ("en", "Taxes rose because of the war.", ClaimKind.CAUSAL),
    ("en", "Taxes in Italy are higher than in France.", ClaimKind.COMPARISON),
    # words that are something else in a name or a date
    ("en", "Great Britain raised taxes.", ClaimKind.EVENT),
    ("en", "In May 2020 the bank raised rates.", ClaimKind.EVENT),
    # a cue inside a quote is the speaker's
    ("en", "“I think we should wait for a year,” the minister said.", ClaimKind.QUOTE),
]


@pytest.mark.parametrize(("lang", "text", "expected"), KINDS, ids=[row[1] for row in KINDS])
def test_kind(lang: str, text: str, expected: ClaimKind) -> None:
    assert kind(text, lang) is expected


@pytest.mark.parametrize(
    ("lang", "more", "less"),
    [
        ("it", "L'Italia ha speso 3 miliardi nel 2023.", "Il governo ha approvato la legge."),
        ("it", "Il governo ha approvato la legge.", "Penso che la legge sia sbagliata."),
        ("it", "Il governo ha speso 3 miliardi.", "Il governo spenderà 3 miliardi."),
        ("it", "Il museo ha riaperto a Roma.", "Il museo ha riaperto a Roma?"),
        ("en", "Italy spent 3 billion in 2023.", "The government approved the law."),
        ("en", "The government approved the law.", "I think the law is wrong."),
        ("en", "Biden met Putin in Geneva.", "They met again."),
    ],
)
def test_statements_with_figures_and_names_come_first(lang: str, more: str, less: str) -> None:
    first, second = detect((more, PARAGRAPH), (less, PARAGRAPH), lang=lang)
    assert 0 <= second.checkworthiness < first.checkworthiness <= 1


def test_a_repeated_headline_is_a_duplicate_of_the_first() -> None:
    title = "Giappone e Ucraina firmano l'accordo"
    first, body, again = detect(
        (title, HEADLINE), ("Il governo ha firmato.", PARAGRAPH), (title.upper(), HEADLINE)
    )
    assert (first.duplicate_of, body.duplicate_of, again.duplicate_of) == ("", "", first.id)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Firmato l’accordo a Kiev - Corriere.it", "Firmato l'accordo a Kiev"),
        ("Firmato l'accordo a Kiev", "FIRMATO L'ACCORDO A KIEV – Corriere della Sera"),
        ("Deal signed in Kyiv | Reuters", "Deal signed in Kyiv"),
        ("Deal signed in Kyiv", "Deal signed in Kyiv - World | Reuters"),
        ("«Firmato l'accordo a Kiev»", "Firmato l'accordo a Kiev."),
    ],
)
def test_a_headline_repeats_whatever_its_typography_and_the_name_of_the_site(
    first: str, second: str
) -> None:
    one, other = detect((first, HEADLINE), (second, HEADLINE))
    assert (one.duplicate_of, other.duplicate_of) == ("", one.id)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Inflation falls - Italy", "Inflation falls - France"),
        ("Deal signed in Kyiv - Rome", "Deal signed in Kyiv - Paris"),
        ("Vince la nazionale italiana", "Vince la nazionale italiana - Francia ko"),
        ("Accordo firmato a Kiev", "Accordo firmato a Kiev: 759 i voti"),
        ("Il Pil sale dell'1%", "Il Pil sale dell'1,5%"),
    ],
)
def test_a_headline_that_says_more_is_no_repetition(first: str, second: str) -> None:
    assert [claim.duplicate_of for claim in detect((first, HEADLINE), (second, HEADLINE))] == [
        "", "",
    ]  # fmt: skip


def test_a_repeated_sentence_of_the_text_is_no_duplicate() -> None:
    sentence = ("Il governo ha firmato.", PARAGRAPH)
    assert [claim.duplicate_of for claim in detect(sentence, sentence)] == ["", ""]


def test_a_headline_that_returns_in_the_text_is_no_duplicate() -> None:
    text = "Giappone e Ucraina firmano l'accordo"
    assert detect((text, HEADLINE), (text, PARAGRAPH))[1].duplicate_of == ""


@pytest.mark.parametrize("block", [BlockKind.BOILERPLATE, BlockKind.BYLINE, BlockKind.CAPTION])
def test_boilerplate_is_kept_and_named(block: BlockKind) -> None:
    (claim,) = detect(("Leggi anche: 300 foto di Roma nel 2024", block))
    assert claim.kind is ClaimKind.BOILERPLATE
    assert [part.kind for part in claim.parts] == [ClaimKind.BOILERPLATE]
    assert claim.parts[0].span == claim.span


def test_places_are_told_by_line_and_column() -> None:
    claims = detect(("Prima frase qui.", PARAGRAPH), ("Seconda frase qui.", PARAGRAPH))
    assert [(claim.line, claim.column) for claim in claims] == [(1, 1), (2, 1)]


def test_the_key_survives_an_edit_elsewhere_and_the_id_does_not() -> None:
    sentence = ("Il governo ha firmato.", PARAGRAPH)
    alone = detect(sentence)[0]
    later = detect(("Una frase nuova.", PARAGRAPH), sentence)[1]
    assert (alone.key, alone.id == later.id) == (later.key, False)


def test_the_key_tells_two_sentences_apart() -> None:
    claims = detect(("Il governo ha firmato.", PARAGRAPH), ("Il governo firma.", PARAGRAPH))
    assert claims[0].key != claims[1].key
