"""What a text denies and what it only supposes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.analysis.polarity import mark
from factcheck.analysis.tokens import tokenise
from factcheck.model import Token
from tests.strategies import LANGUAGES


def marked(text: str, lang: str) -> tuple[Token, ...]:
    return mark(text, tokenise(text, lang), lang)


def negated(text: str, lang: str) -> list[str]:
    return [token.text for token in marked(text, lang) if token.negated]


ITALIAN = [
    # plain
    ("Il governo ha approvato la legge.", []),
    ("Il governo non ha approvato la legge.", ["approvato"]),
    ("Il governo non approva la legge.", ["approva"]),
    ("L'impianto non è stato chiuso nel 2011.", ["chiuso"]),
    ("L'inflazione non è aumentata.", ["aumentata"]),
    ("Il tasso non supera il 3%.", ["supera"]),
    ("Il vertice non si terrà a Roma.", ["terrà"]),
    ("I lavori non sono ancora iniziati.", ["iniziati"]),
    ("Non ci sono vittime.", ["vittime"]),
    ("Roma non è in Francia.", ["Francia"]),
    # negative pronouns and concord
    ("Nessuno ha firmato l'accordo.", ["firmato"]),
    ("Nessun ministro ha firmato l'accordo.", ["firmato"]),
    ("Nemmeno il presidente ha votato.", ["votato"]),
    ("Il ministro non ha mai firmato nessun accordo.", ["firmato"]),
    ("Non ha mai firmato nessuno.", ["firmato"]),
    ("Né il governo né il parlamento hanno approvato il testo.", ["approvato"]),
    ("Non ha firmato né ratificato il trattato.", ["firmato", "ratificato"]),
    ("Mai prima d'ora il paese aveva vinto.", ["vinto"]),
    # clauses keep to themselves
    ("L'inflazione non è aumentata, ma i salari sono diminuiti.", ["aumentata"]),
    ("Il testo, che non è stato pubblicato, è stato approvato.", ["pubblicato"]),
    ("Il museo non ha chiuso, ma ha riaperto.", ["chiuso"]),
    ("Ha firmato l'accordo senza leggere il testo.", ["leggere"]),
    # no negation at all
    ("Il governo non solo ha approvato la legge, ma ha ridotto le tasse.", []),
    ("Non appena è arrivato, ha firmato.", []),
    ("Non più di 30 persone hanno partecipato.", []),
    ("Non meno di 30 persone hanno partecipato.", []),
    # refusing and denying
    ("Il presidente ha rifiutato di firmare il decreto.", ["firmare"]),
    ("Il presidente si è rifiutato di firmare il decreto.", ["firmare"]),
    ("Il governo ha escluso di aumentare le tasse.", ["aumentare"]),
    ("Il ministro ha smentito di aver ricevuto denaro.", ["ricevuto"]),
    ("La Corte ha negato che il ministro abbia mentito.", ["mentito"]),
    ("È falso che il governo abbia aumentato le tasse.", ["aumentato"]),
    # two denials
    ("Il presidente non ha rifiutato di firmare il decreto.", ["rifiutato"]),
    ("Non è vero che il governo non ha aumentato le tasse.", ["vero"]),
    ("Non è vero che il governo ha aumentato le tasse.", ["vero", "aumentato"]),
    # "ever" after a superlative
    ("È il più anziano ad aver mai segnato in finale.", []),
    ("È la prima donna che abbia mai vinto la gara.", []),
    ("Il primo non ha mai segnato in finale.", ["segnato"]),
    ("Non ha mai vinto la gara più lunga.", ["vinto"]),
    # no further than the clause
    ("Il premier non era in aula quando la legge è stata approvata.", ["aula"]),
]

ENGLISH = [
    # a second clause after "and that", and the verb that leads to the first
    ("It said that the work was not over and that it expected more cases.", ["work"]),
    ("It said that it did not and that it would not sign.", ["sign"]),
    ("The government approved the law.", []),
    ("The government did not approve the law.", ["approve"]),
    ("The government didn't approve the law.", ["approve"]),
    ("The government didn’t approve the amended law.", ["approve"]),
    ("The government has never approved the law.", ["approved"]),
    ("The bank will not raise rates.", ["raise"]),
    ("The bank won't raise rates.", ["raise"]),
    ("The bank cannot raise rates.", ["raise"]),
    ("The law has not yet been adopted.", ["adopted"]),
    ("The minister wasn’t elected.", ["elected"]),
    ("The museum isn't closed.", ["closed"]),
    ("Rome is not in France.", ["France"]),
    ("There were no victims.", ["victims"]),
    ("The minister was not in the hall when the law was approved.", ["hall"]),
    ("Mr. Rossi did not win.", ["win"]),
    # negative words in other places
    ("Nobody signed the agreement.", ["signed"]),
    ("No minister signed the agreement.", ["signed"]),
    ("No report mentioned the plan.", ["mentioned"]),
    ("None of the players scored.", ["scored"]),
    ("He said nothing.", ["said"]),
    ("The minister signed without reading the text.", ["reading"]),
    ("The minister hardly spoke.", ["spoke"]),
    ("He is no longer president.", ["president"]),
    ("The country is no longer a member.", ["member"]),
    ("Neither the government nor the parliament approved it.", ["approved"]),
    ("The minister did not sign nor ratify the treaty.", ["sign", "ratify"]),
    # clauses keep to themselves
    ("Inflation didn't rise but wages fell.", ["rise"]),
    ("The report, which was not published, was approved.", ["published"]),
    # no negation at all
    ("The meeting lasted no longer than two hours.", []),
    ("No fewer than 30 people took part.", []),
    ("Not only did the government approve the law, it also cut taxes.", []),
    ("He became the No. 1 player in the world.", []),
    # refusing and denying
    ("The president refused to sign the decree.", ["sign"]),
    ("The president failed to sign the decree.", ["sign"]),
    ("The company declined to comment.", ["comment"]),
    ("The minister denied that the company paid bribes.", ["paid"]),
    ("The parliament ruled out raising taxes.", ["raising"]),
    ("It is not true that the government raised taxes.", ["raised"]),
    ("It's false that the government raised taxes.", ["raised"]),
    # two denials
    ("The president did not refuse to sign the decree.", ["refuse"]),
    ("The president did not deny that he signed the law.", ["deny"]),
]


@pytest.mark.parametrize(("text", "expected"), ITALIAN, ids=[text for text, _ in ITALIAN])
def test_italian_words_denied(text: str, expected: list[str]) -> None:
    assert negated(text, "it") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[text for text, _ in ENGLISH])
def test_english_words_denied(text: str, expected: list[str]) -> None:
    assert negated(text, "en") == expected


SUPPOSED = [
    ("it", "Se il governo approva la legge, le tasse aumentano.", "approva", "aumentano"),
    ("it", "Il governo potrebbe approvare la legge.", "approvare", "governo"),
    ("it", "Il ministro avrebbe firmato il contratto.", "firmato", "ministro"),
    ("it", "Il governo intende aumentare le tasse.", "aumentare", "governo"),
    ("it", "Forse il ministro ha firmato, ma la legge è in vigore.", "firmato", "legge"),
    ("en", "If the government approves the law, taxes rise.", "approves", "rise"),
    ("en", "The government could approve the law.", "approve", "government"),
    ("en", "The bank would raise rates.", "raise", "bank"),
    ("en", "The bank may raise rates.", "raise", "bank"),
    ("en", "Bank May Raise Rates Again", "Raise", "Bank"),
    ("en", "The government plans to raise taxes.", "raise", "government"),
    ("en", "The minister allegedly signed the contract.", "signed", "minister"),
]


@pytest.mark.parametrize(
    ("lang", "text", "supposed", "stated"), SUPPOSED, ids=[row[1] for row in SUPPOSED]
)
def test_a_supposition_reaches_its_words_only(
    lang: str, text: str, supposed: str, stated: str
) -> None:
    by_text = {token.text: token.hypothetical for token in marked(text, lang)}
    assert by_text[supposed]
    assert not by_text[stated]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Il governo ha aumentato le tasse."),
        ("it", "L'impianto è stato chiuso nel 2011."),
        ("en", "The government raised taxes."),
        ("en", "In May the bank raised rates."),
        ("en", "The plant was closed in May 2011."),
    ],
)
def test_a_plain_statement_supposes_nothing(lang: str, text: str) -> None:
    assert not any(token.hypothetical or token.negated for token in marked(text, lang))


WORDS = st.sampled_from(
    ["non", "mai", "nessuno", "né", "senza", "se", "ma", "che", "ha", "firmato", "rifiutato", "di",
     "firmare", "not", "no", "nor", "never", "didn't", "could", "refused", "to", "sign", "May",
     ",", ".", "«", "»", "2011", "No.", "x"]
)  # fmt: skip


@given(words=st.lists(WORDS, max_size=25), lang=st.sampled_from(LANGUAGES))
def test_marking_keeps_every_word_in_place(words: list[str], lang: str) -> None:
    text = " ".join(words)
    before = tokenise(text, lang)
    after = mark(text, before, lang)
    assert [(t.span, t.text, t.lemma) for t in after] == [(t.span, t.text, t.lemma) for t in before]
