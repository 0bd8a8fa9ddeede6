"""A short text in each further language beside two facts: what it gets right, and nothing wrong."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck import Verdict, check_text
from factcheck.languages.identify import identify
from factcheck.renderers.text import render_text

TEXTS = {
    "fr": """Un nouveau pont à Orléans

    Le pont Jeanne a été inauguré à Orléans le 3 mai 2022. Les travaux ont coûté
    42 millions d'euros. Le maire Serge Grouard ne s'est pas rendu à la cérémonie.
    Fallait-il le construire ?

    Lire aussi : Les ponts de la Loire""",
    "de": """Eine neue Brücke in Rostock

    Die Warnowbrücke wurde am 3. Mai 2022 in Rostock eröffnet. Der Bau hat
    42 Millionen Euro gekostet. Die Gegner der Brücke sind nicht zu der Feier gekommen.
    Musste sie gebaut werden?

    Lesen Sie auch: Die Brücken der Warnow""",
    "es": """Un nuevo puente en Sevilla

    El puente de la Cartuja se inauguró en Sevilla el 3 de mayo de 2022. Las obras costaron 42
    millones de euros. El alcalde Antonio Muñoz no acudió a la ceremonia. ¿Había que construirlo?

    Lee también: Los puentes del Guadalquivir""",
    "pt": """Uma nova ponte em Coimbra

    A ponte da Rainha foi inaugurada em Coimbra a 3 de maio de 2022. As obras custaram 42 milhões de
    euros. O autarca José Manuel Silva não foi à cerimónia. Era preciso construí-la?

    Leia também: As pontes do Mondego""",
}
FACTS = {
    "fr": (
        "Le pont Jeanne a été inauguré à Orléans le 3 mai 2022.",
        "Les travaux du pont Jeanne à Orléans ont coûté 24 millions d'euros.",
    ),
    "de": (
        "Die Warnowbrücke wurde am 3. Mai 2022 in Rostock eröffnet.",
        "Der Bau der Warnowbrücke in Rostock hat 24 Millionen Euro gekostet.",
    ),
    "es": (
        "El puente de la Cartuja se inauguró en Sevilla el 3 de mayo de 2022.",
        "Las obras del puente de la Cartuja en Sevilla costaron 24 millones de euros.",
    ),
    "pt": (
        "A ponte da Rainha foi inaugurada em Coimbra a 3 de maio de 2022.",
        "As obras da ponte da Rainha em Coimbra custaram 24 milhões de euros.",
    ),
}


@pytest.mark.parametrize("lang", sorted(TEXTS))
def test_a_text_is_checked_in_its_language(lang: str) -> None:
    facts = [{"statement": one, "lang": lang, "event_date": "2022-05-03"} for one in FACTS[lang]]
    report = check_text(TEXTS[lang], facts=facts, date=date(2022, 5, 4))
    (document,) = report.documents
    verdicts = {a.claim.text.split(maxsplit=1)[0]: a.verdict for a in document.assessments}
    _, opened, cost, absent, question, links = [a.verdict for a in document.assessments]

    assert document.document.language == identify(TEXTS[lang]) == lang, verdicts
    assert opened is Verdict.SUPPORTED
    assert cost in (Verdict.REFUTED, Verdict.NOT_ENOUGH_INFO)
    assert absent is Verdict.NOT_ENOUGH_INFO
    assert (question, links) == (Verdict.NOT_CHECKABLE, Verdict.NOT_CHECKABLE)
    assert render_text(report, ui_lang="", width=80, color=False)
