"""Dates as the French press writes them, resolved against the day of publication."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.dates.dates import dates
from nlp.dates.vocabulary import MONTH_NAMES, WEEKDAY_NAMES
from nlp.findings import Findings

THURSDAY = date(2026, 3, 12)


def read(text: str, published: date | None = THURSDAY) -> list[tuple[str, ...]]:
    """(words, first, last), the last left out when it is the first."""
    found = dates(Findings(text, published))
    return [(text[d.start : d.end], *dict.fromkeys((d.first, d.last))) for d in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le congrès s’est tenu mardi à Rennes.", ("mardi", "2026-03-10")),
        ("Les plages seront toutes fermées mardi.", ("mardi", "2026-03-17")),
        ("Elles ont toutes été reçues mardi.", ("mardi", "2026-03-10")),
        ("La réunion aura lieu mardi à Rennes.", ("mardi", "2026-03-17")),
        ("La réunion aura lieu jeudi soir.", ("jeudi", "2026-03-12")),
        ("Le conseil a voté jeudi.", ("jeudi", "2026-03-12")),
        ("Rendez-vous jeudi prochain.", ("jeudi prochain", "2026-03-19")),
        ("Élue jeudi dernier, elle parle.", ("jeudi dernier", "2026-03-05")),
        ("Ce vendredi, la Ville ouvre son salon.", ("Ce vendredi", "2026-03-13")),
        ("Mardi 17, 18 h 30 : conseil municipal.", ("Mardi 17", "2026-03-17")),
        ("Ils ont débattu mardi et mercredi.", ("mardi et mercredi", "2026-03-10", "2026-03-11")),
        ("Il a accepté de répondre samedi.", ("samedi", "2026-03-14")),
        ("Les Assises de la donnée connectée, le 15 mai, diront tout.", ("le 15 mai", "2026-05-15")),
        (
            "Pour la fête, samedi et dimanche, Dole prête des casques.",
            ("samedi et dimanche", "2026-03-14", "2026-03-15"),
        ),
        ("Le forum de Vitré, samedi au parc, se visitera.", ("samedi", "2026-03-14")),
        ("Elle a signé hier.", ("hier", "2026-03-11")),
        ("Il s’est tenu ces 6 et 7 février à Dole.", ("ces 6 et 7 février", "2026-02-06", "2026-02-07")),
        ("Les 3, 4 et 5 juin, un forum.", ("Les 3, 4 et 5 juin", "2026-06-03", "2026-06-05")),
        ("Les 6-7 février, un salon.", ("Les 6-7 février", "2026-02-06", "2026-02-07")),
        ("Dole l’accueillera du 13 au 15 avril.", ("du 13 au 15 avril", "2026-04-13", "2026-04-15")),
        ("Fermé du 28 décembre au 3 janvier.", ("du 28 décembre au 3 janvier", "2025-12-28", "2026-01-03")),
        ("Samedi 14 et dimanche 15 mars.", ("Samedi 14 et dimanche 15 mars", "2026-03-14", "2026-03-15")),
        ("Du mardi 3 au jeudi 5 mars.", ("Du mardi 3 au jeudi 5 mars", "2026-03-03", "2026-03-05")),
        ("Ouvert depuis le 1er juin.", ("le 1er juin", "2025-06-01")),
        ("Il sera posé le 14 mars.", ("le 14 mars", "2026-03-14")),
        ("Signé le 14/03/2025.", ("le 14/03/2025", "2025-03-14")),
        ("Signé le 14.03.25.", ("le 14.03.25", "2025-03-14")),
        ("Signé le 2025-03-14.", ("le 2025-03-14", "2025-03-14")),
        ("Il ouvrira le 12/04.", ("le 12/04", "2026-04-12")),
        ("NANTES, 22 janv. 2025 – Un jury.", ("22 janv. 2025", "2025-01-22")),
        ("Le portail ouvrira le 5 janvier.", ("le 5 janvier", "2027-01-05")),
        ("Le portail a ouvert le 20 décembre.", ("le 20 décembre", "2025-12-20")),
        ("Ce jeudi 11 décembre, ils votent.", ("Ce jeudi 11 décembre", "2025-12-11")),
        ("À partir du lundi 5 janvier, 8 h.", ("du lundi 5 janvier", "2026-01-05")),
        ("Le 11 novembre dernier, rien.", ("Le 11 novembre dernier", "2025-11-11")),
        ("Il a été retiré en juin.", ("juin", "2025-06")),
        ("Il sera retiré en juin.", ("juin", "2026-06")),
        ("Depuis fin janvier, rien.", ("janvier", "2026-01")),
        ("En mai 2022, un essai.", ("mai 2022", "2022-05")),
        ("Testé en mai de l’an dernier.", ("mai de l’an dernier", "2025-05")),
        ("Il a été testé l’hiver dernier.", ("l’hiver dernier", "2025-12", "2026-03")),
        ("Ouverture à l’été 2027.", ("l’été 2027", "2027-06", "2027-09")),
        ("Un bilan est attendu au second semestre.", ("au second semestre", "2026-07", "2026-12")),
        ("Au premier semestre 2025, rien.", ("Au premier semestre 2025", "2025-01", "2025-06")),
        ("Il ouvrira à la rentrée.", ("la rentrée", "2026-09")),
        ("Formés depuis la rentrée.", ("la rentrée", "2025-09")),
        ("La semaine prochaine, débat.", ("La semaine prochaine", "2026-03-16", "2026-03-22")),
        ("Le mois dernier, rien.", ("Le mois dernier", "2026-02")),
        ("L’an dernier, rien.", ("L’an dernier", "2025")),
        ("Portes ouvertes ce week-end.", ("ce week-end", "2026-03-14", "2026-03-15")),
        ("Un bilan dans quinze jours.", ("dans quinze jours", "2026-03-26")),
        ("Il y a deux ans, rien.", ("Il y a deux ans", "2024")),
        ("Il y a vingt-cinq ans, rien.", ("Il y a vingt-cinq ans", "2001")),
        ("Un bilan dans six mois.", ("dans six mois", "2026-09")),
        ("D’ici 2027, tout change.", ("2027", "2027")),
        ("Depuis 2019 Rennes équipe.", ("2019", "2019")),
        ("Entre 2009 et 2014, rien.", ("2009 et 2014", "2009", "2014")),
        ("Le plan 2021-2026 est voté.", ("2021-2026", "2021", "2026")),
        ("Dans les années 1990, rien.", ("1990", "1990", "1999")),
        ("63 caméras (56 en 2019).", ("2019", "2019")),
        ("VivaTech 2025 ouvre.", ("2025", "2025")),
        ("LES 6 ET 7 FÉVRIER 2025", ("LES 6 ET 7 FÉVRIER 2025", "2025-02-06", "2025-02-07")),
        ("Le 14\u00a0mars\u202f2025.", ("Le 14\u00a0mars\u202f2025", "2025-03-14")),
    ],
)
def test_constructions(text: str, expected: tuple[str, ...]) -> None:
    first, *others = expected
    assert read(text) == [(first, *dict.fromkeys(others))]


@pytest.mark.parametrize(
    "text",
    [
        "Le mardi et le jeudi, on clique. Chaque lundi, atelier. Ouvert du lundi au jeudi.",
        "Le 31 février, le 0 mars et le 32/01/2025.",
        "La ville a 2000 habitants, 2000 euros et 2 025 arbres, soit environ 1900 élèves.",
        "La ville de demain et les métiers d’hier.",
        "Rue du 4-Septembre et place du 11-Novembre-1918.",
        "La planète Mars. L’été, on arrose. Elle a été élue.",
        "Le taux est de 12/20, ouvert 24h/24 et 7/7.",
        "02 00 00 00 00, 75 012 Paris, version 3.11.2",
    ],
)
def test_no_dates(text: str) -> None:
    assert read(text) == []


def test_without_a_day_of_publication_only_dates_in_full_are_known() -> None:
    text = "Hier, mardi, le 14 mars, il y a deux ans, au printemps ; le 14 mars 2025, en mai 2025 et en 2024."
    assert [found[1] for found in read(text, None)] == ["2025-03-14", "2025-05", "2024"]


def test_leap_years() -> None:
    assert read("Le 29 février 2024, oui ; le 29 février 2023, non.")[0] == (
        "Le 29 février 2024",
        "2024-02-29",
    )
    assert read("Né le 29 février.", date(2024, 3, 1)) == [("le 29 février", "2024-02-29")]
    assert read("Il y a un an, rien.", date(2024, 2, 29)) == [("Il y a un an", "2023")]


def test_the_turn_of_the_year() -> None:
    assert read("Le conseil a voté lundi.", date(2026, 1, 2)) == [("lundi", "2025-12-29")]
    assert read("Il ouvrira mardi.", date(2025, 12, 31)) == [("mardi", "2026-01-06")]
    assert read("Voté en décembre.", date(2026, 1, 10)) == [("décembre", "2025-12")]
    assert read("La semaine prochaine.", date(2025, 12, 29))[0][1:] == ("2026-01-05", "2026-01-11")


DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@given(DAYS)
def test_a_date_in_full_is_read_as_it_was_written(day: date) -> None:
    name = f"{day.day}{'er' if day.day == 1 else ''} {MONTH_NAMES[day.month - 1]} {day.year}"
    weekday = WEEKDAY_NAMES[day.weekday()]
    for text in (f"Le {name}.", f"le {weekday} {name}", f"{day:%d/%m/%Y}", day.isoformat(), name.upper()):
        assert [found[1:] for found in read(text)] == [(day.isoformat(),)]


@given(DAYS, st.integers(-170, 170))
def test_a_day_without_its_year_is_the_nearest(published: date, distance: int) -> None:
    day = published + timedelta(distance)
    name = f"{day.day} {MONTH_NAMES[day.month - 1]}"
    if (day.month, day.day) != (2, 29):
        assert [found[1:] for found in read(f"x {name} x", published)] == [(day.isoformat(),)]
    weekday = WEEKDAY_NAMES[day.weekday()]
    assert [found[1:] for found in read(f"x {weekday} {name} x", published)] == [(day.isoformat(),)]


@given(st.text(alphabet="0123456789/.- lundimars«»\n", max_size=80) | st.text(max_size=60), DAYS)
def test_spans_are_the_texts_own_in_order_and_days_are_real(text: str, published: date) -> None:
    end = 0
    for found in dates(Findings(text, published)):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        assert found.first <= found.last
        date.fromisoformat((found.first + "-01-01")[:10])
        end = found.end
