"""What looks like a date and is none: words like months, counted nouns, wrong weekdays."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.analysis.dates.mentions import find_dates
from factcheck.analysis.dates.times import find_times
from tests.steps import assert_linear

THURSDAY = date(2023, 8, 24)
SUNDAY = date(2022, 1, 30)

COMMON_WORDS = [
    ("it", "Sinner ha vinto in cinque set."),
    ("it", "È riuscito a rimontare due set a Medvedev."),
    ("it", "Ha vinto 3 set su 4."),
    ("it", "Ha vinto 3 set."),
    ("it", "Alcaraz ha perso 2 set. Djokovic nessuno."),
    ("it", "Ha chiuso il primo set in mezz'ora."),
    ("it", "Cede al 3° set."),
    ("it", "Ha salvato tre match point nei tre set. Poi ha ceduto."),
    ("it", "Il film fu girato su due set, a Roma e a Matera."),
    ("it", "Servono dodici set di posate."),
    ("it", "I due gen. furono arrestati."),
    ("it", "IN FINALE VINSE 2 SET A 1"),
    ("en", "Of the ten bridges, two may be closed."),
    ("en", "At least 12 may have died."),
    ("en", "This may be the last vote."),
    ("en", "This may first require a vote."),
    ("en", "The last may well be the best."),
    ("en", "The nine march on Rome."),
    ("en", "All 5 mar the record."),
    ("es", "Pidió tres platos: dos de mar y uno de tierra."),
    ("pt", "Faltaram 3 de dez alunos."),
    ("pt", "Acertou 7 de dez."),
    ("pt", "Venceu por 1 set a 0."),
]


@pytest.mark.parametrize(("lang", "text"), COMMON_WORDS, ids=lambda value: value)
def test_a_common_word_is_no_month(lang: str, text: str) -> None:
    assert find_dates(text, lang, THURSDAY) == ()
    assert [one for one in find_times(text, lang, THURSDAY) if one.interval] == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Nel 2019 perse due set a Parigi."),
        ("it", "Perse 2 set nel 2019 a Parigi."),
        ("es", "En 2019 comió dos de mar."),
        ("pt", "Em 2019 faltaram dois de dez alunos."),
        ("fr", "En 2019 vingt sept personnes sont mortes."),
    ],
    ids=lambda value: value,
)
def test_beside_a_year_it_is_none_either(lang: str, text: str) -> None:
    assert [one.text for one in find_dates(text, lang, THURSDAY)] == ["2019"]


MONTHS = [
    ("it", "Il 5 set 2023 arriva.", "5 set 2023", "2023-09-05"),
    ("it", "Il 5 set. del 2021 arrivò.", "5 set. del 2021", "2021-09-05"),
    ("it", "Arriva il 5 set. a Roma.", "5 set.", "2023-09-05"),
    ("it", "Arriva il 5 set.", "5 set.", "2023-09-05"),
    ("it", "Scadenza: 5 set.", "5 set.", "2023-09-05"),
    ("it", "5 set.", "5 set.", "2023-09-05"),
    ("it", "Roma, 5 Set - Arriva.", "5 Set", "2023-09-05"),
    ("it", "Si parte mar 5 set da Roma.", "mar 5 set", "2023-09-05"),
    ("it", "Firmato il 5-set-2021 a Roma.", "5-set-2021", "2021-09-05"),
    ("it", "Firmato il 7 ago a Roma.", "7 ago", "2023-08-07"),
    ("it", "Firmato il 2 mag a Roma.", "2 mag", "2023-05-02"),
    ("it", "Firmato il cinque settembre 2021.", "cinque settembre 2021", "2021-09-05"),
    ("en", "On 12 May it closed.", "12 May", "2023-05-12"),
    ("en", "On May 12 it closed.", "May 12", "2023-05-12"),
    ("en", "It closed on the fifth of May.", "fifth of May", "2023-05-05"),
    ("en", "It closed on 12 may 2021.", "12 may 2021", "2021-05-12"),
    ("en", "It closed on Mar. 3, 2021.", "Mar. 3, 2021", "2021-03-03"),
    ("en", "It opened on Dec. 3 in Rome.", "Dec. 3", "2023-12-03"),
    ("en", "it rained in may.", "may", "2023-05-01"),
    ("es", "Llegó el 2 de mar de 2021.", "2 de mar de 2021", "2021-03-02"),
    ("pt", "Chegou em 3 de dez. de 2021.", "3 de dez. de 2021", "2021-12-03"),
    ("pt", "Chegou em 3 de dez de 2021.", "3 de dez de 2021", "2021-12-03"),
    ("fr", "Il arrive le 5 sept. à Paris.", "5 sept.", "2023-09-05"),
    ("de", "Er kam am 5. Sept. 2021 an.", "5. Sept. 2021", "2021-09-05"),
]


@pytest.mark.parametrize(
    ("lang", "text", "told", "day"), MONTHS, ids=[f"{lang} {text}" for lang, text, *_ in MONTHS]
)
def test_a_short_month_with_its_day_is_a_date(lang: str, text: str, told: str, day: str) -> None:
    (only,) = find_dates(text, lang, THURSDAY)
    assert only.interval is not None
    assert (only.text, str(only.interval.start)) == (told, day)


def test_a_range_of_short_months_is_read() -> None:
    (only,) = find_dates("Aperto dal 5 set al 3 ott a Roma.", "it", THURSDAY)
    assert only.interval is not None
    assert (str(only.interval.start), str(only.interval.end)) == ("2023-09-05", "2023-10-03")


def test_a_counted_month_in_english_is_the_month() -> None:
    (only,) = find_dates("Three September storms hit Texas.", "en", THURSDAY)
    assert only.text == "September"


WEEKDAYS = [
    ("en", "India became on Wednesday the sixth country to land.", "Wednesday"),
    ("en", "India became on Wednesday the 6th country to land.", "Wednesday"),
    ("en", "He was on Monday, the third Briton to win.", "Monday"),
    ("en", "On Wednesday the sixth of ten hostages was freed.", "Wednesday"),
    ("en", "On Friday two planes crashed.", "Friday"),
    ("en", "On Friday 13 people died.", "Friday"),
    ("en", "They met on Wednesday the sixth.", "Wednesday the sixth"),
    ("en", "On Wednesday the 6th, they met.", "Wednesday the 6th"),
    ("en", "On Wednesday the 6th they met.", "Wednesday the 6th"),
    ("en", "On Wednesday the 6th of May it rained.", "Wednesday the 6th of May"),
    ("en", "On Friday the 13th she won.", "Friday the 13th"),
    ("it", "L'India è diventata mercoledì il sesto Paese a farlo.", "mercoledì"),
    ("it", "L'India è diventata mercoledì il 6° Paese a farlo.", "mercoledì"),
    ("it", "Lunedì primo incontro tra i due.", "Lunedì"),
    ("it", "Venerdì due aerei sono caduti.", "Venerdì"),
    ("it", "Venerdì 13 persone sono morte.", "Venerdì"),
    ("it", "Venerdì 13 il film è uscito.", "Venerdì 13"),
    ("it", "Lunedì primo maggio si riposa.", "Lunedì primo maggio"),
    ("es", "El miércoles 13 personas murieron.", "miércoles"),
    ("fr", "Mercredi 13 personnes sont mortes.", "Mercredi"),
    ("fr", "Le lundi premier match du tournoi.", "lundi"),
    ("de", "Am Mittwoch den 6. Sieg geholt.", "Mittwoch"),
    ("de", "Am Mittwoch, dem 6., regnete es.", "Mittwoch, dem 6."),
    ("pt", "No sábado 13 pessoas morreram.", "sábado"),
]


@pytest.mark.parametrize(
    ("lang", "text", "told"), WEEKDAYS, ids=[f"{lang} {text}" for lang, text, _ in WEEKDAYS]
)
def test_a_number_after_a_weekday_is_a_day_unless_it_counts(
    lang: str, text: str, told: str
) -> None:
    assert [one.text for one in find_dates(text, lang, THURSDAY)] == [told]


SLIPS = [
    ("it", "Si vota giovedì prossimo, 4 febbraio.", SUNDAY, "2022-02-04"),
    ("it", "Parlò lunedì 28 gennaio.", SUNDAY, "2022-01-28"),
    ("en", "It ended on Tuesday, January 27.", SUNDAY, "2022-01-27"),
    ("en", "It will end on Thursday, February 4.", SUNDAY, "2022-02-04"),
    ("es", "Llegó el jueves 4 de febrero.", SUNDAY, "2022-02-04"),
    ("fr", "Il arrive jeudi 4 février.", SUNDAY, "2022-02-04"),
    ("de", "Er kam am Donnerstag, dem 4. Februar.", SUNDAY, "2022-02-04"),
    ("pt", "Chegou na quinta-feira, 4 de fevereiro.", SUNDAY, "2022-02-04"),
    ("en", "It ended on Saturday, March 3.", THURSDAY, "2023-03-03"),
]


@pytest.mark.parametrize(
    ("lang", "text", "today", "day"), SLIPS, ids=[f"{lang} {text}" for lang, text, *_ in SLIPS]
)
def test_a_wrong_weekday_moves_no_date_into_a_far_year(
    lang: str, text: str, today: date, day: str
) -> None:
    (only,) = find_dates(text, lang, today)
    assert only.interval is not None
    assert str(only.interval.start) == day


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("It ends on Saturday, May 3.", date(2024, 11, 16), "2025-05-03"),
        ("It ended on Friday, October 20.", date(2024, 7, 14), "2023-10-20"),
    ],
    ids=["the coming year", "the year before"],
)
def test_a_right_weekday_still_tells_the_year(text: str, today: date, day: str) -> None:
    (only,) = find_dates(text, "en", today)
    assert only.interval is not None
    assert str(only.interval.start) == day


@pytest.mark.parametrize("unit", ["3 set. ", "due set di 5 set, ", "5 set..... "])
def test_the_cost_of_lookalikes_is_linear(unit: str) -> None:
    assert_linear(lambda text: find_dates(text, "it", THURSDAY), unit=unit)
