from __future__ import annotations

import pytest

from factcheck import check_text
from factcheck.detectors import RuleDetector
from factcheck.loaders import document_from_text
from factcheck.model import BlockKind, Role
from factcheck.segmenters import segment

DEBATE = """\
Il dibattito in Aula

MELONI (presidente del Consiglio): Il Pil è cresciuto dello 0,7 per cento. L'Italia
cresce più della Germania.

Gli occupati sono 24 milioni.

(Applausi)

SCHLEIN: Non è vero: il Pil è fermo.
[00:04:12] MELONI: Lo dice l'Istat.
"""


def _turns(text: str, lang: str = "it") -> list[tuple[str, str]]:
    document = document_from_text(text, lang=lang)
    return [(block.speaker, block.span.slice(text)) for block in document.blocks]


def test_speakers_are_known_and_their_names_not_part_of_what_they_say() -> None:
    assert _turns(DEBATE) == [
        ("", "Il dibattito in Aula"),
        ("MELONI", "Il Pil è cresciuto dello 0,7 per cento. L'Italia\ncresce più della Germania."),
        ("MELONI", "Gli occupati sono 24 milioni."),
        ("", "(Applausi)"),
        ("SCHLEIN", "Non è vero: il Pil è fermo."),
        ("MELONI", "Lo dice l'Istat."),
    ]


def test_what_happens_in_the_room_is_nobodys_claim() -> None:
    document = document_from_text(DEBATE, lang="it")
    kinds = {b.span.slice(DEBATE): b.kind for b in document.blocks}
    assert kinds["(Applausi)"] is BlockKind.BOILERPLATE


def test_sentences_and_claims_carry_the_speaker() -> None:
    document = document_from_text(DEBATE, lang="it")
    sentences = segment(document)
    claims = RuleDetector()(document, sentences)
    said = {claim.text: (claim.speaker, {part.role for part in claim.parts}) for claim in claims}
    assert [s.speaker for s in sentences] == ["", "MELONI", "MELONI", "MELONI", "", "SCHLEIN",
                                              "MELONI"]  # fmt: skip
    assert said["Gli occupati sono 24 milioni."] == ("MELONI", {Role.REPORTED})


def test_the_speaker_is_contradicted_and_not_the_text() -> None:
    text = "SMITH: Rome is not the capital of Italy.\n\nJONES: Rome is the capital of Italy.\n"
    report = check_text(text, facts=[{"statement": "Rome is the capital of Italy."}])
    assert [(a.claim.speaker, a.verdict.value) for a in report.assessments] == [
        ("SMITH", "refuted"),
        ("JONES", "supported"),
    ]
    assert [a.parts[0].part.role for a in report.assessments] == [Role.REPORTED] * 2


def test_someone_named_in_the_sentence_stays_its_speaker() -> None:
    text = "ROSSI: Secondo l'Istat, il Pil italiano è cresciuto.\n\nVERDI: È vero.\n"
    document = document_from_text(text, lang="it")
    claim = RuleDetector()(document, segment(document))[0]
    assert claim.speaker == "Istat"


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("Giorgia Meloni: Il Pil cresce.\n\nElly Schlein: Non è vero.",
         [("Giorgia Meloni", "Il Pil cresce."), ("Elly Schlein", "Non è vero.")]),
        ("[00:01] Ursula von der Leyen: Uno.\n[00:09] Joe Biden: Due.",
         [("Ursula von der Leyen", "Uno."), ("Joe Biden", "Due.")]),
        ("00:00:01.000 --> 00:00:04.000 BIDEN: One.\n00:00:05.000 --> 00:00:07.000 TRUMP: Two.",
         [("BIDEN", "One."), ("TRUMP", "Two.")]),
        ("Biden: One.\nTrump: Two.\nBiden: Three.",
         [("Biden", "One."), ("Trump", "Two."), ("Biden", "Three.")]),
        ("BIDEN:\nOne is here.\n\nTRUMP:\nTwo is here.",
         [("BIDEN", "One is here."), ("TRUMP", "Two is here.")]),
        ("MR. O'NEIL: One.\r\n\r\nMS. DE LA CRUZ: Two.",
         [("MR. O'NEIL", "One."), ("MS. DE LA CRUZ", "Two.")]),
        ("Q: One?\nA: Two.\nQ: Three?\nA: Four.",
         [("", "One?"), ("", "Two."), ("", "Three?"), ("", "Four.")]),
        ("Rossi (Pd): Uno.\nBianchi (M5S): Due.", [("Rossi", "Uno."), ("Bianchi", "Due.")]),
        ("ROSSI: Lo ha detto bene: è così.\nBIANCHI: No.",
         [("ROSSI", "Lo ha detto bene: è così."), ("BIANCHI", "No.")]),
    ],
    ids=["full-names", "time-codes", "subtitles", "spoken-twice", "own-line", "titles",
         "questions", "roles", "colon-inside"],
)  # fmt: skip
def test_forms_of_transcripts(text: str, turns: list[tuple[str, str]]) -> None:
    assert _turns(text) == turns


@pytest.mark.parametrize(
    "text",
    [
        "Germania: il Pil scende.\n\nFrancia: il Pil sale.\n\nSpagna: il Pil è fermo.",
        "Stati Uniti: il Pil sale.\n\nRegno Unito: il Pil scende.",
        "Il Pil: sale dell'1 per cento.\n\nIl debito: scende ancora.",
        "Nota: i dati sono del 2023.\n\nFonte: Istat.\n\nNota: non è tutto.",
        "Rossi: il governo cade.\n\nIl voto è stato lungo.\n\nPoi la notte.\n\nBianchi: no.",
        "Il ministro ha parlato.\n\nMELONI: Il Pil cresce.",
        "Claim: the economy shrank.\nRating: false.\nClaim: taxes rose.\nRating: true.",
    ],
    ids=["countries", "countries-of-two-words", "topics", "notes", "few", "one", "fact-check"],
)
def test_other_texts_with_colons_are_no_transcripts(text: str) -> None:
    assert {speaker for speaker, _ in _turns(text)} == {""}
    assert "".join(said for _, said in _turns(text)).count(":") == text.count(":")
