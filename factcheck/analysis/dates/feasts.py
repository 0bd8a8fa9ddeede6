"""Feasts of the lunar and the Julian calendar, whose days tables of a library tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from factcheck.analysis.dates.calendar import Days


class _Feast(NamedTuple):
    calendar: str
    name: str
    shift: int = 0
    """Days from the feast the library names."""
    days: int = 1


FEASTS: dict[str, _Feast] = {
    "eid_al_fitr": _Feast("_IslamicLunar", "eid_al_fitr_dates"),
    "eid_al_adha": _Feast("_IslamicLunar", "eid_al_adha_dates"),
    "mawlid": _Feast("_IslamicLunar", "mawlid_dates"),
    "laylat_al_qadr": _Feast("_IslamicLunar", "laylat_al_qadr_dates"),
    "ashura": _Feast("_IslamicLunar", "ashura_dates"),
    "jumuatul_wida": _Feast("_IslamicLunar", "jumuatul_wida_dates"),
    "isra_and_miraj": _Feast("_IslamicLunar", "isra_and_miraj_dates"),
    "hijri_new_year": _Feast("_IslamicLunar", "hijri_new_year_dates"),
    "ramadan": _Feast("_IslamicLunar", "ramadan_beginning_dates", days=0),
    "diwali": _Feast("_HinduLunisolar", "diwali_india_date"),
    "dhanteras": _Feast("_HinduLunisolar", "diwali_india_date", shift=-2),
    "diwali_eve": _Feast("_HinduLunisolar", "diwali_india_date", shift=-1),
    "dussehra": _Feast("_HinduLunisolar", "dussehra_date"),
    "rath_yatra": _Feast("_HinduLunisolar", "rath_yatra_date"),
    "raksha_bandhan": _Feast("_HinduLunisolar", "raksha_bandhan_date"),
    "mahavir_jayanti": _Feast("_HinduLunisolar", "mahavir_jayanti_date"),
    "maha_shivaratri": _Feast("_HinduLunisolar", "maha_shivaratri_date"),
    "pongal": _Feast("_HinduLunisolar", "pongal_date"),
    "maattu_pongal": _Feast("_HinduLunisolar", "pongal_date", shift=1),
    "makar_sankranti": _Feast("_HinduLunisolar", "makar_sankranti_date"),
    "vaisakhi": _Feast("_HinduLunisolar", "vaisakhi_date"),
    "onam": _Feast("_HinduLunisolar", "onam_date"),
    "basant_panchami": _Feast("_HinduLunisolar", "basant_panchami_date"),
    "holi": _Feast("_HinduLunisolar", "holi_date"),
    "holika_dahan": _Feast("_HinduLunisolar", "holi_date", shift=-1),
    "janmashtami": _Feast("_HinduLunisolar", "janmashtami_date"),
    "guru_gobind_singh": _Feast("_HinduLunisolar", "guru_gobind_singh_jayanti_date"),
    "guru_nanak": _Feast("_HinduLunisolar", "guru_nanak_jayanti_date"),
    "guru_ravidas": _Feast("_HinduLunisolar", "guru_ravidas_jayanti_date"),
    "valmiki": _Feast("_HinduLunisolar", "maharshi_valmiki_jayanti_date"),
    "ganesh_chaturthi": _Feast("_HinduLunisolar", "ganesh_chaturthi_date"),
    "ram_navami": _Feast("_HinduLunisolar", "ram_navami_date"),
    "gudi_padwa": _Feast("_HinduLunisolar", "gudi_padwa_date"),
    "chhath_puja": _Feast("_HinduLunisolar", "chhath_puja_date"),
    "navratri": _Feast("_HinduLunisolar", "sharad_navratri_date", days=9),
    "vesak": _Feast("_BuddhistLunisolar", "vesak_date"),
    "lunar_new_year": _Feast("_ChineseLunisolar", "lunar_new_year_date"),
    "mid_autumn": _Feast("_ChineseLunisolar", "mid_autumn_date"),
    "dragon_boat": _Feast("_ChineseLunisolar", "dragon_boat_date"),
    "passover": _Feast("_HebrewLunisolar", "passover_date", shift=-1, days=9),
    "purim": _Feast("_HebrewLunisolar", "purim_date", shift=-1, days=2),
    "rosh_hashanah": _Feast("_HebrewLunisolar", "rosh_hashanah_date", shift=-1, days=3),
    "yom_kippur": _Feast("_HebrewLunisolar", "yom_kippur_date", shift=-1, days=2),
    "hanukkah": _Feast("_HebrewLunisolar", "hanukkah_date", shift=-1, days=8),
    "sukkot": _Feast("_HebrewLunisolar", "sukkot_date", shift=-1, days=9),
    "shavuot": _Feast("_HebrewLunisolar", "shavuot_date", shift=-1, days=3),
    "lag_baomer": _Feast("_HebrewLunisolar", "lag_baomer_date"),
    "tisha_bav": _Feast("_HebrewLunisolar", "tisha_bav_date", shift=-1, days=2),
    "tu_bishvat": _Feast("_HebrewLunisolar", "purim_date", shift=-30),
    "israel_independence": _Feast("_HebrewLunisolar", "israel_independence_date"),
    "shemini_atzeret": _Feast("_HebrewLunisolar", "sukkot_date", shift=6, days=2),
    "simchat_torah": _Feast("_HebrewLunisolar", "sukkot_date", shift=7, days=2),
    "guru_purnima": _Feast("_HinduLunisolar", "guru_purnima_date"),
    "bhai_dooj": _Feast("_HinduLunisolar", "diwali_india_date", shift=2),
    "govardhan_puja": _Feast("_HinduLunisolar", "govardhan_puja_date"),
    "karwa_chauth": _Feast("_HinduLunisolar", "karwa_chauth_date"),
    "hanuman_jayanti": _Feast("_HinduLunisolar", "hanuman_jayanti_date"),
    "naga_panchami": _Feast("_HinduLunisolar", "naag_panchami_date"),
    "maha_saptami": _Feast("_HinduLunisolar", "maha_ashtami_date", shift=-1),
    "maha_ashtami": _Feast("_HinduLunisolar", "maha_ashtami_date"),
    "maha_navami": _Feast("_HinduLunisolar", "maha_navami_date"),
    "thaipusam": _Feast("_HinduLunisolar", "thaipusam_date"),
    "vishu": _Feast("_HinduLunisolar", "vishu_date"),
    "puthandu": _Feast("_HinduLunisolar", "puthandu_date"),
    "pohela_boishakh": _Feast("_HinduLunisolar", "pohela_boishakh_date"),
    "bhogi": _Feast("_HinduLunisolar", "pongal_date", shift=-1),
    "kaanum_pongal": _Feast("_HinduLunisolar", "pongal_date", shift=2),
    "varalakshmi": _Feast("_HinduLunisolar", "varalakshmi_vratam_date"),
    "parshuram_jayanti": _Feast("_HinduLunisolar", "parshuram_jayanti_date"),
    "lunar_new_year_eve": _Feast("_ChineseLunisolar", "lunar_new_year_date", shift=-1),
    "qingming": _Feast("_ChineseLunisolar", "qingming_date"),
    "double_ninth": _Feast("_ChineseLunisolar", "double_ninth_date"),
    "arafat_day": _Feast("_IslamicLunar", "eid_al_adha_dates", shift=-1),
    "orthodox_easter": _Feast("", "easter"),
    "orthodox_palm_sunday": _Feast("", "easter", shift=-7),
    "orthodox_easter_monday": _Feast("", "easter", shift=1),
    "orthodox_ascension": _Feast("", "easter", shift=39),
    "orthodox_pentecost": _Feast("", "easter", shift=49),
    "orthodox_good_friday": _Feast("", "easter", shift=-2),
    "lazarus_saturday": _Feast("", "easter", shift=-8),
    "clean_monday": _Feast("", "easter", shift=-48),
    "great_lent": _Feast("", "easter", shift=-48, days=40),
}
"""Feasts by the names that language tables use; their place is the value of class ``feast``.

Jewish feasts begin with the sunset of the day before, so that day belongs to them.
"""


def feast(number: int, year: int) -> Iterator[Days]:
    """Yield the days of the feast that begin in ``year``: none outside the library's tables.

    Feasts of the moon are as tables have them: where the moon decides, a day off is possible.
    """
    known = tuple(FEASTS.values())[number]
    for first in _first_days(known, year):
        begin = first + timedelta(days=known.shift)
        if known.days:
            yield begin, begin + timedelta(days=known.days - 1)
            continue
        ends = (day for y in (year, year + 1) for day in _first_days(FEASTS["eid_al_fitr"], y))
        yield begin, min(day for day in ends if day > begin) - timedelta(days=1)


def is_one_day(number: int) -> bool:
    """Tell whether the feast is a single day."""
    return tuple(FEASTS.values())[number].days == 1


def easter_sunday(year: int, *, orthodox: bool = False) -> date:
    """Return Easter as the Western churches keep it, or as the Orthodox ones do."""
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

    day: date = easter(year, EASTER_ORTHODOX if orthodox else EASTER_WESTERN)
    return day


@lru_cache(maxsize=256)
def _first_days(known: _Feast, year: int) -> tuple[date, ...]:
    if not known.calendar:
        return (easter_sunday(year, orthodox=True),)
    from holidays import calendars

    found = getattr(getattr(calendars, known.calendar)(), known.name)(year)
    return tuple(sorted({day for day in _dates(found) if day.year == year}))


def _dates(found: Any) -> Iterable[date]:
    """Return the dates in what the library gives: one, a pair with a mark, or many of either."""
    if isinstance(found, date):
        return (found,)
    if isinstance(found, (tuple, list, set)) or hasattr(found, "__iter__"):
        return tuple(day for one in found for day in _dates(one))
    return ()
