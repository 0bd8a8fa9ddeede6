"""Which names name the same: variants must meet, neighbours must stay apart."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.analysis.gazetteer import places
from factcheck.analysis.name_matching import NameRelation, can_be_replaced, compare_names
from factcheck.model import Name, NameKind, Span
from factcheck.text import fold

_WORD = re.compile(r"[^\W_]+")
SAME, MAYBE, WITHIN, DIFFERENT = NameRelation


def named(text: str, kind: NameKind = NameKind.UNKNOWN) -> Name:
    """Return ``text`` as a name: a place when the gazetteer has it, else by its words."""
    words = tuple(fold(word) for word in _WORD.findall(text))
    for entry in places("it").get(words[0] if words else "", ()):
        if entry.words == words:
            key, kind = entry.key, NameKind.PLACE
            break
    else:
        key = fold(text)
    return Name(span=Span(start=0, end=len(text)), text=text, key=key, kind=kind)


def pairs(*rows: tuple[str, str]) -> list[object]:
    return [pytest.param(left, right, id=f"{left}|{right}") for left, right in rows]


EQUAL = pairs(
    # one name, written alike
    ("Putin", "Putin"),
    ("PUTIN", "Putin"),
    ("Lula da Silva", "Lula Da Silva"),
    # romanisations
    ("Zelensky", "Zelenskyy"),
    ("Zelensky", "Zelens'kyj"),
    ("Zelenskyy", "Zelens’kyj"),
    ("Zelenskiy", "Zelens'kyj"),
    ("Zelenskij", "Zelensky"),
    ("Gheddafi", "Gaddafi"),
    ("Gheddafi", "Ghaddafi"),
    ("Muammar Gheddafi", "Gaddafi"),
    ("Lukashenko", "Lukašenko"),
    ("Lavrov", "Lawrow"),
    ("Sergej Lavrov", "Sergei Lavrov"),
    ("Sergej Lavrov", "Sergey Lavrov"),
    ("Aleksej Navalnyj", "Alexei Navalny"),
    ("Aleksej Naval'nyj", "Alexei Navalny"),
    ("Michail Gorbačëv", "Mikhail Gorbachev"),
    ("Gorbaciov", "Gorbachev"),
    ("Shmyhal", "Šmyhal'"),
    ("Denys Šmyhal'", "Denys Shmyhal"),
    ("Juščenko", "Yushchenko"),
    ("Julija Tymošenko", "Yulia Tymoshenko"),
    ("Viktor Janukovyč", "Viktor Yanukovych"),
    ("Šojgu", "Shoigu"),
    ("Sergej Šojgu", "Sergei Shoigu"),
    ("Dmitrij Peskov", "Dmitry Peskov"),
    ("Dmitrij Medvedev", "Dmitriy Medvedev"),
    ("Prigožin", "Prigozhin"),
    ("Evgenij Prigožin", "Yevgeny Prigozhin"),
    ("Andrij Sybiha", "Andrii Sybiha"),
    ("Валерий Герасимов", "Valery Gerasimov"),
    ("Mohammed bin Salman", "Mohammad bin Salman"),
    ("Chomeini", "Khomeini"),
    ("Nikita Chruščëv", "Nikita Khrushchev"),
    ("Boris Elcin", "Boris Eltsin"),
    ("Eltsin", "Yeltsin"),
    ("Egor Gajdar", "Yegor Gaidar"),
    ("Victor Orban", "Viktor Orbán"),
    ("Ahmed Hussein", "Ahmad Hussain"),
    ("Yahya Sinwar", "Sinwar"),
    ("Xi Jinping", "Xi Jin-ping"),
    ("Tchaikovsky", "Čajkovskij"),
    ("Dostoevskij", "Dostoevsky"),
    ("Müller", "Mueller"),
    ("Schröder", "Schroeder"),
    ("Gerhard Schröder", "Schröder"),
    # accents and marks
    ("Erdoğan", "Erdogan"),
    ("Recep Tayyip Erdoğan", "Erdogan"),
    ("Vučić", "Vucic"),
    ("Emmanuel Macron", "emmanuel macron"),
    ("Pedro Sánchez", "Pedro Sanchez"),
    ("Sánchez", "Pedro Sanchez"),
    ("François Hollande", "Francois Hollande"),
    ("Beyoncé", "Beyonce"),
    # surname, given names, initials
    ("Takeshi Iwaya", "Iwaya"),
    ("Ursula von der Leyen", "von der Leyen"),
    ("Ursula von der Leyen", "Von der Leyen"),
    ("Charles de Gaulle", "De Gaulle"),
    ("Joseph R. Biden", "Joseph Biden"),
    ("J. Biden", "Joe Biden"),
    ("G. Meloni", "Giorgia Meloni"),
    ("George W. Bush", "George Walker Bush"),
    ("Jean-Claude Juncker", "Jean Claude Juncker"),
    ("Jean-Claude Juncker", "Juncker"),
    ("Silvio Berlusconi", "Berlusconi"),
    ("Franklin Delano Roosevelt", "Franklin Roosevelt"),
    ("Giovanni D'Alema", "D’Alema"),
    ("O'Neill", "O’Neill"),
    ("Kim Jong-un", "Kim Jong Un"),
    ("Ban Ki-moon", "Ban Ki Moon"),
    # places in other words
    ("Kiev", "Kyiv"),
    ("Pechino", "Beijing"),
    ("Germania", "Germany"),
    ("Londra", "London"),
    ("Giappone", "Japan"),
    ("Stati Uniti", "USA"),
    ("Monaco di Baviera", "Munich"),
    ("Bielorussia", "Belarus"),
)

APART = pairs(
    ("Iran", "Iraq"),
    ("Iran", "Irak"),
    ("Kim Jong-il", "Kim Jong-un"),
    ("Kim", "Kim Jong-un"),
    ("Niger", "Nigeria"),
    ("Austria", "Australia"),
    ("Slovacchia", "Slovenia"),
    ("Svezia", "Svizzera"),
    ("Corea del Nord", "Corea del Sud"),
    ("Guinea", "Guinea-Bissau"),
    ("Congo", "Gabon"),
    ("Lituania", "Lettonia"),
    ("Parigi", "Roma"),
    ("Francia", "Italia"),
    ("Milano", "Torino"),
    ("Rossi", "Russo"),
    ("Rossi", "Rosso"),
    ("Chang", "Kang"),
    ("Jackie Chan", "Imran Khan"),
    ("Chan", "Khan"),
    ("Chen", "Ken"),
    ("Zhu", "Zhou"),
    ("Zhou Enlai", "Zhu Rongji"),
    ("Marini", "Merino"),
    ("Paolo Rossi", "Paolo Bianchi"),
    ("Paolo", "Paolo Bianchi"),
    ("Giorgia", "Giorgia Meloni"),
    ("Conte", "Monte"),
    ("Draghi", "Drago"),
    ("Letta", "Lotta"),
    ("Monti", "Conti"),
    ("Trump", "Biden"),
    ("Trump", "Tramp"),
    ("Obama", "Osama"),
    ("Bush", "Busch-Reisinger"),
    ("Putin", "Rutin"),
    ("Xi", "Li"),
    ("Xi Jinping", "Li Keqiang"),
    ("Kishida", "Ishiba"),
    ("Iwaya", "Kamikawa"),
    ("Sunak", "Starmer"),
    ("Rishi Sunak", "Keir Starmer"),
    ("Merkel", "Merz"),
    ("Olaf Scholz", "Martin Schulz"),
    ("Mattarella", "Mattarelli Rossi"),
    ("NATO", "ONU"),
    ("Fiat", "Fiom"),
    ("Microsoft", "Google"),
    ("Roma", "Rossi"),
    ("Parigi", "Hollande"),
    ("Sergej Lavrov", "Sergej Šojgu"),
    ("Mario Draghi", "Mario Monti"),
    ("Bill Clinton", "Bill Gates"),
)

UNCERTAIN = pairs(
    ("Joe Biden", "Jill Biden"),
    ("Bill Clinton", "Hillary Clinton"),
    ("George Bush", "Barbara Bush"),
    ("Matteo Renzi", "Maria Renzi"),
    ("Donald Trump", "Melania Trump"),
    ("Marina Berlusconi", "Silvio Berlusconi"),
    ("Andrushchenko", "Andruschenka"),
    ("Rosselli", "Rossello"),
    ("Martin", "Martini"),
    ("Scholz", "Schulz"),
    ("Bianchi", "Bianco"),
    ("Haller", "Heller"),
    ("Merini", "Marini"),
)


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_variants_are_the_same(left: str, right: str) -> None:
    assert compare_names(named(left), named(right)) is SAME


@pytest.mark.parametrize(("left", "right"), APART)
def test_other_names_are_different(left: str, right: str) -> None:
    assert compare_names(named(left), named(right)) is DIFFERENT


@pytest.mark.parametrize(("left", "right"), UNCERTAIN)
def test_a_shared_surname_or_near_spelling_is_never_the_same(left: str, right: str) -> None:
    assert compare_names(named(left), named(right)) in (MAYBE, DIFFERENT)


@pytest.mark.parametrize(
    ("left", "right"),
    pairs(
        ("Roma", "Italia"),
        ("Tokyo", "Giappone"),
        ("Kiev", "Ucraina"),
        ("Milano", "Italy"),
    ),
)
def test_a_city_lies_within_its_country(left: str, right: str) -> None:
    assert compare_names(named(left), named(right)) is WITHIN


@pytest.mark.parametrize(
    ("left", "right"), pairs(("Roma", "Milano"), ("Roma", "Francia"), ("Kiev", "Russia"))
)
def test_other_places_are_not_within(left: str, right: str) -> None:
    assert compare_names(named(left), named(right)) is DIFFERENT


ANY_NAME = st.one_of(
    st.text(max_size=20),
    st.lists(
        st.sampled_from(
            ["Kim", "Jong-un", "Jong-il", "Paolo", "Rossi", "Russo", "von", "der", "Leyen", "J.",
             "Iran", "Iraq", "Roma", "Italia", "Kyiv", "Kiev", "Zelens'kyj", "Zelensky", "F-35"]
        ),
        max_size=4,
    ).map(" ".join),
)  # fmt: skip


@given(left=ANY_NAME, right=ANY_NAME)
def test_the_order_of_two_names_does_not_matter(left: str, right: str) -> None:
    assert compare_names(named(left), named(right)) is compare_names(named(right), named(left))


@given(name=ANY_NAME)
def test_a_name_is_itself(name: str) -> None:
    assert compare_names(named(name), named(name)) is SAME


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param(named("Francia"), named("Italia"), True, id="country-country"),
        pytest.param(named("Roma"), named("Milano"), True, id="city-city"),
        pytest.param(named("Roma"), named("Italia"), False, id="city-country"),
        pytest.param(
            named("Rossi", NameKind.PERSON), named("Bianchi", NameKind.PERSON), True, id="people"
        ),
        pytest.param(
            named("Rossi", NameKind.PERSON),
            named("ENI", NameKind.ORGANISATION),
            False,
            id="person-organisation",
        ),
        pytest.param(named("Rossi", NameKind.PERSON), named("Roma"), False, id="person-place"),
        pytest.param(named("Rossi", NameKind.PERSON), named("Tizio"), False, id="person-unknown"),
        pytest.param(named("Tizio"), named("Caio"), False, id="unknown-unknown"),
        pytest.param(
            replace(named("Tizio"), preposition="da"),
            replace(named("Caio"), preposition="da"),
            True,
            id="unknown-in-one-slot",
        ),
    ],
)
def test_only_names_of_one_kind_can_replace_each_other(
    left: Name, right: Name, expected: bool
) -> None:
    assert can_be_replaced(left, right) is expected
    assert can_be_replaced(right, left) is expected
