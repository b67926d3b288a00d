"""Figures: what is one, how much it says, where it stands, whose it is."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.types import Figure
from nlp.figures.numerals import Numeral, in_digits
from nlp.figures.spoken import in_words
from nlp.figures.units import base
from nlp.figures.words import read
from nlp.text import fold

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

DAY = date(2026, 3, 2)
LONG = "à badge et à puce, livrés puis repris par le fabricant l’été venu"
SEED = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"


def figures(pipeline: "Analyser", text: str) -> tuple[Figure, ...]:
    from nlp.pipeline import Text

    return pipeline.analyse(Text(text, DAY)).figures


def values(pipeline: "Analyser", text: str) -> list[tuple[float, str]]:
    return [(figure.value, figure.unit) for figure in figures(pipeline, text)]


def the_one(pipeline: "Analyser", text: str) -> Figure:
    (figure,) = figures(pipeline, text)
    return figure


# --- numbers ----------------------------------------------------------------------------------

UNITS = ["", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
         "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"]  # fmt: skip
TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def below_hundred(number: int, *, last: bool) -> str:
    if number < 20:
        return UNITS[number]
    ten = number // 10 * 10
    if ten in {70, 90}:
        ten -= 10
    unit = number - ten
    if unit == 0:
        return TENS[ten] + ("s" if ten == 80 and last else "")
    joint = " et " if unit in {1, 11} and ten != 80 else "-"
    return f"{TENS[ten]}{joint}{UNITS[unit]}"


def below_thousand(number: int, *, last: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return below_hundred(rest, last=last)
    head = "cent" if hundreds == 1 else f"{UNITS[hundreds]} cent" + ("s" if not rest and last else "")
    return f"{head} {below_hundred(rest, last=last)}".strip()


def spelt(number: int) -> str:
    """A number from 1 to 999,999 as it is written in French (a hyphen below a hundred)."""
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return below_thousand(rest, last=True)
    head = "mille" if thousands == 1 else f"{below_thousand(thousands, last=False)} mille"
    return f"{head} {below_thousand(rest, last=True)}".strip()


def numeral(text: str) -> Numeral:
    low = fold(text).lower()
    (found,) = [*in_digits(text, low), *in_words(text, low)]
    return found


@given(st.integers(2, 999_999))
def test_numbers_in_words_are_read_back(number: int) -> None:
    words = fold(spelt(number)).split()
    assert read(words) == (number, len(words))
    assert numeral(f"Quelque {spelt(number)} personnes").value == number
    assert read(fold(spelt(number).replace("-", " et ")).split())[0] <= 999_999


@given(st.integers(1, 999_999_999), st.sampled_from(" .\u00a0\u202f\u2009"))
def test_numbers_in_digits_are_read_back(number: int, separator: str) -> None:
    text = f"soit {number:,} euros".replace(",", separator)
    found = numeral(text)
    assert found.value == number
    assert text[found.start : found.end] == f"{number:,}".replace(",", separator)


@given(st.decimals(0, 99_999, places=2))
def test_decimals_have_a_comma(number: object) -> None:
    assert numeral(f"soit {number} kilos".replace(".", ",")).value == float(str(number))


@given(
    st.lists(
        st.sampled_from(["vingt", "et", "un", "cent", "mille", "deux", "quatre", "-", ",", "millions", "3"])
    )
)
def test_any_run_of_number_words_is_read(words: list[str]) -> None:
    text = " ".join(words)
    low = fold(text).lower()
    ends = 0
    for found in sorted([*in_digits(text, low), *in_words(text, low)]):
        assert ends <= found.start < found.end <= len(text)
        ends = found.end


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("septante-deux", 72),
        ("nonante et un", 91),
        ("huitante", 80),
        ("vingt et une", 21),
        ("soixante et onze", 71),
    ],
)
def test_numbers_of_switzerland_and_belgium(said: str, value: int) -> None:
    assert numeral(f"{said} personnes").value == value


@pytest.mark.parametrize(
    "text", ["02 98 00 00 00", "8:30", "12/03/2026", "L.123-4", "1.2.3", "GPT-4", "1234/5"]
)
def test_codes_are_no_numbers(text: str) -> None:
    low = text.lower()
    assert all(found.value in {98, 4, 5, 1, 2, 3} for found in in_digits(text, low))


# --- units and nouns --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Le chantier a coûté 13 000 €.", 13_000, "€"),
        ("Le projet pèse 241 millions d’euros.", 241, "M€"),
        ("Un plan de 1,2 milliard d'euros.", 1.2, "Md€"),
        ("Coût : 450 k€ HT.", 450, "k€ HT"),
        ("Une aide de 3,5 M€ est promise.", 3.5, "M€"),
        ("La licence est à 20 €/mois.", 20, "€/mois"),
        ("Elle revient à 6 000 euros par an.", 6_000, "€/an"),
        ("L’enlèvement est facturé 375 € le m³.", 375, "€/m³"),
        ("La baisse atteint 58,82 %.", 58.82, "%"),
        ("Quarante pour cent d’appels perdus.", 40, "%"),
        ("Un local de 12\u202f000 m2.", 12_000, "m²"),
        ("Il reste 40 kWh.", 40, "kWh"),
        ("Le disque contient 2 To.", 2, "To"),
        ("La navette roule à 18 km/h.", 18, "km/h"),
        ("Près de 700 kilomètres carrés sont couverts.", 700, "km²"),
        ("L’huile monte à 50 degrés.", 50, "°"),
        ("Le trajet prend une heure et demie.", 1.5, "h"),
        ("La réunion a duré 2 h 15.", 2.25, "h"),
        ("La panne a duré trois quarts d’heure.", 45, "min"),
        ("La mairie est coupée pendant une semaine.", 1, "semaines"),
        ("L’assistant servira 5,7 millions d’agents.", 5_700_000, "agents"),
        ("La ville a économisé 1,5 million de kWh.", 1_500_000, "kWh"),
        ("Une vingtaine de bornes sont posées.", 20, "bornes"),
        ("Six petites caméras tournent.", 6, "caméras"),
        ("Elle a reçu 3 Ehpad et rien d’autre.", 3, "Ehpad"),
        ("Quelque 2 600 Rennais l’ont installée.", 2_600, "Rennais"),
        ("Un tiers des voitures tourne en rond.", 33.3, "%"),
        ("Couverts aux deux tiers par la région.", 66.7, "%"),
        ("Les 3/4 des foyers sont couverts.", 75, "%"),
        ("Neuf habitants sur dix approuvent.", 90, "%"),
        ("Un foyer sur quatre est concerné.", 25, "%"),
        ("La facture est divisée par deux.", 2, "fois"),
        ("Ouverture d’un dixième de millimètre.", 0.1, "mm"),
        ("Il a obtenu un demi-poste.", 0.5, "poste"),
        ("Le ticket coûte 1 € 20.", 1.2, "€"),
        ("La vanne fait 1m80.", 1.8, "m"),
        ("On relève 37°2 dans la serre.", 37.2, "°"),
        ("Le service coûte zéro euro.", 0, "€"),
        ("Le loyer est de 3 €/hab/an.", 3, "€/hab/an"),
        ("Chaque foyer a 1,4 enfant.", 1.4, "enfant"),
        ("L’essai emploie 1 agent.", 1, "agent"),
        ("Ils sont 1,2 M de votants.", 1_200_000, "votants"),
        ("La ville a posé 2026 capteurs.", 2026, "capteurs"),
        ("Elle attire vingt-cinq Saint-Avertinais.", 25, "Saint-Avertinais"),
        ("La séance est suspendue pour 20 minutes.", 20, "min"),
        ("Sept centres de données français sur dix y sont.", 70, "%"),
        ("Il coûte 9 ppm au-delà du seuil.", 9, "ppm"),
    ],
)
def test_a_number_with_what_it_measures_or_counts(
    demo_pipeline: "Analyser", text: str, value: float, unit: str
) -> None:
    figure = the_one(demo_pipeline, text)
    assert (figure.value, figure.unit) == (value, unit)


def test_money_compares_in_its_base_unit(demo_pipeline: "Analyser") -> None:
    figure = the_one(demo_pipeline, "La dette s’élève à 2,3 millions d’euros.")
    assert (figure.base_value, figure.base_unit) == (2_300_000, "€")
    assert the_one(demo_pipeline, "La dette s’élève à 900 euros.").base_value is None
    assert base("Md€ HT/an") == ("€ HT/an", 1e9)


# --- ranges and numbers without noun ----------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "L’aide couvre de 20 à 30 % du prix.",
        "L’aide couvre 20-30 % du prix.",
        "L’aide couvre entre 20 et 30 %.",
    ],
)
def test_a_range_is_two_figures_and_the_upper_knows_the_lower(demo_pipeline: "Analyser", text: str) -> None:
    lower, upper = figures(demo_pipeline, text)
    assert (lower.value, lower.unit, text[lower.start : lower.end]) == (20, "%", "20")
    assert (upper.value, upper.low, text[upper.start : upper.end]) == (30, 20, "30 %")


def test_the_lower_bound_of_a_range_says_so(demo_pipeline: "Analyser") -> None:
    lower, upper = figures(demo_pipeline, "L’aide couvre entre 20 et 30 %.")
    assert (lower.rule, upper.rule) == ("percent-lower", "percent-digits")
    old, new = figures(demo_pipeline, "Le parc passe de 20 à 30 bornes.")
    assert (old.rule, new.low) == ("count-digits", None), "no range but a change"


def test_two_numbers_in_doubt_are_one_figure(demo_pipeline: "Analyser") -> None:
    text = "On reçoit quatre ou cinq personnes par jour."
    figure = the_one(demo_pipeline, text)
    assert text[figure.start : figure.end] == "quatre ou cinq personnes"
    assert (figure.value, figure.low) == (5, 4)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Le centre a dix écrans, contre quatre auparavant.", [(10, "écrans"), (4, "écrans")]),
        ("La ville a 63 caméras (56 en 2019).", [(63, "caméras"), (56, "caméras")]),
        ("Seize des 24 communes ont signé.", [(16, "communes"), (24, "communes")]),
        ("Sur 411 demandes, 260 réclamaient moins.", [(411, "demandes"), (260, "demandes")]),
        ("Le prix est de 30 M€, dont 5,4 millions d’aides.", [(30, "M€"), (5.4, "M€")]),
        ("Il coûte 890 000 euros, dont 300 000 de l’État.", [(890_000, "€"), (300_000, "€")]),
        ("Le délai est passé de 70 à 21 jours.", [(70, "jours"), (21, "jours")]),
        ("Deux cousins de 24 et 31 ans.", [(2, "cousins"), (24, "ans"), (31, "ans")]),
        ("Par 22 voix contre 7, le vote est acquis.", [(22, "voix"), (7, "voix")]),
        ("Le vote : quinze pour, une abstention.", [(15, "voix"), (1, "abstention")]),
        ("Prévu à 12, 24 et 48 heures.", [(12, "h"), (24, "h"), (48, "h")]),
        ("Les lots valent 1 000, 500 et 250 euros.", [(1_000, "€"), (500, "€"), (250, "€")]),
        ("Douze de nos 47 caméras sont en panne.", [(12, "caméras"), (47, "caméras")]),
        ("Parmi les 705 agents, 58 (soit 8 %) télétravaillent.", [(705, "agents"), (58, "agents"), (8, "%")]),
        (
            "Il a 3 millions d’abonnés ; elle en compte 5 millions.",
            [(3_000_000, "abonnés"), (5_000_000, "abonnés")],
        ),
        (
            "Il y a neuf villes de plus de 900 habitants ; trois y votent.",
            [(9, "villes"), (900, "habitants"), (3, "villes")],
        ),
        ("Ils l’emportent par 14 buts à 9.", [(14, "buts"), (9, "buts")]),
        ("Il y a 14 bornes : six au nord, huit au sud.", [(14, "bornes"), (6, "bornes"), (8, "bornes")]),
        ("Le coût est de 9 000 euros. L’autre, c’était 12 000.", [(9_000, "€"), (12_000, "€")]),
        ("Il y a 2000 prises, à Rennes (867) et ailleurs (92).", [(2000, "prises"), (867, "prises")]),
    ],
)
def test_numbers_take_up_what_was_told(
    demo_pipeline: "Analyser", text: str, found: list[tuple[float, str]]
) -> None:
    assert values(demo_pipeline, text) == found


# --- what is no figure ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Il y a six ans, rien n’existait ; depuis trois ans, tout change.",
        "Trois mois plus tard, le maire a renoncé.",
        "À dix jours du vote, la salle est vide.",
        "Ouvert de 9 h à 12 h et de 14 h à 17 h 30.",
        "Rendez-vous à 20 heures, jeudi 5 mars.",
        "Tél. 02 98 00 00 00 ou + 33 7 00 00 00 00.",
        "L’article 5 de la loi n° 2016-1321 est cité page 12.",
        "Mairie, 12 rue de la République, 29280 Plouzané (29).",
        "Le 17e arrondissement, la 4G, le G20 et Windows 11.",
        "Les deux communes ont signé ; un agent est venu.",
        "Un service ouvert 24 heures sur 24 et 7 jours sur 7.",
        "Abonnez-vous : 1 € le premier mois puis 9,99 € par mois, sans engagement.",
        "Temps de lecture : 4 minutes",
        "Les Deux-Sèvres, Trois-Rivières, les 24 Heures du Mans.",
        "Un tiers-lieu est né, confié à un tiers de confiance.",
        "Des centaines de personnes aux quatre coins du pays.",
        "En 2024, le budget 2025 et les élections 2026 étaient prêts.",
        "Elle a gagné 3-1 ; le numéro 65 paraît en mars.",
        "SIRET 123 456 789 00012",
        "Ces dix dernières années et les trois prochains mois.",
        "Puis, en commission il y a 2 ou 3 ans, tout a changé.",
        "Un degré d’urgence suffit, dans une seconde phase.",
        "Ce fut une année record, un sur-place pour d’autres.",
        "Mille mercis, on l’a dit cent fois, à deux pas des quatre coins de la rue.",
        "Trente-six chandelles et les quatre cents coups, en deux mots.",
        "L’audit est confié à un tiers extérieur.",
        "L’appli est notée 4,5 sur 5, la copie est notée 16 sur 20.",
        "Portes ouvertes de 10 à 17 heures, fermeture après 23 heures.",
        "L’alerte est levée à 6 heures locales (4 heures GMT).",
        "2010 lectures",
        "Deux questions à la directrice",
        "Battus 2-1 vendredi, ils sont rentrés.",
    ],
)
def test_what_is_no_figure(demo_pipeline: "Analyser", text: str) -> None:
    assert figures(demo_pipeline, text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L’appli n’a pas coûté 500 000 euros, mais 50 000.", [(50_000, "€")]),
        ("Ce n’est pas 10 caméras, c’est 50 !", [(50, "caméras")]),
        ("Ce n’est ni 10 000 ni 20 000 euros.", []),
        ("La ville ne paiera pas 20 à 30 euros.", []),
        ("Elle n’a pas touché un euro.", []),
        ("La vitesse ne dépasse pas 30 km/h.", [(30, "km/h")]),
        ("La ville n’a pas moins de 40 caméras.", [(40, "caméras")]),
        ("Nous n’avons pas encore reçu les 12 caméras.", [(12, "caméras")]),
        ("Il ne faut pas dix minutes.", [(10, "min")]),
        ("Le coût n’est pas de 3 millions d’euros mais de 2,3 millions.", [(2.3, "M€")]),
        (
            "Le maire dément que la halle coûtera 25 millions d’euros. Elle en coûtera 12 millions.",
            [(12, "M€")],
        ),
        ("La Ville nie avoir dépensé 30 000 euros, mais reconnaît 12 000 euros.", [(12_000, "€")]),
        ("Le maire dément la rumeur. Le pont coûtera 30 000 euros.", [(30_000, "€")]),
    ],
)
def test_denied_figures_are_left_out(
    demo_pipeline: "Analyser", text: str, found: list[tuple[float, str]]
) -> None:
    assert values(demo_pipeline, text) == found


def test_delays_of_hours_are_figures_and_times_of_day_are_not(demo_pipeline: "Analyser") -> None:
    assert values(demo_pipeline, "L’alerte part deux heures avant la crue.") == [(2, "h")]
    assert values(demo_pipeline, "L’outil lui fait gagner 20 heures par semaine.") == [(20, "h/semaine")]
    assert values(demo_pipeline, "L’alerte part à deux heures du matin.") == []


# --- of what, and whose -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Elle a posé 74 capteurs de CO2.", "capteurs de CO2"),
        ("Le coût du poste est de 19 500 euros.", "coût du poste"),
        ("L’opération a coûté 21 000 €.", "coût"),
        ("Il a recueilli 58 % des suffrages.", "suffrages"),
        ("La facture a baissé de 38 %.", "baisse"),
        ("Le maire, 45 ans, est élu.", "âge"),
        ("L’essai dure six mois.", "durée"),
        ("Le local fait 40 m².", "surface"),
        ("Une jeune fille de seize ans.", "âge"),
        ("L’association a quinze ans d’existence.", "existence"),
        ("À dix kilomètres de la mairie, tout change.", "distance"),
        ("J’ai perdu 48 membres de ma famille.", "membres"),
        ("Près de 40 % d’un service.", "part"),
        ("La baisse se voit, pour 46 000 euros de travaux.", "travaux"),
        ("L’Europe finance le portail à hauteur de 22 000 euros.", "financement"),
        ("Le tri avait pris sept semaines.", "durée"),
        ("Hors taxes, 30 % pris en charge par la Région.", "part"),
        ("Les passagers, 38 par jour en moyenne, en parlent.", "passagers"),
        ("Des caméras augmentées d’une IA ont été posées pour 130 000 euros.", "montant"),
        ("La note a été augmentée de 130 000 euros.", "hausse"),
        ("La taxe foncière augmentera de 2 points.", "hausse"),
    ],
)
def test_what_a_figure_is_of(demo_pipeline: "Analyser", text: str, what: str) -> None:
    assert the_one(demo_pipeline, text).what == what


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Rennes compte 900 agents.", "Rennes"),
        ("La ville de Rennes consacre 2 M€ au numérique.", "Rennes"),
        ("À Rennes, une dizaine de bornes seront posées.", "Rennes"),
        ("Il s’est garé à Rennes, 470 habitants.", "Rennes"),
        ("On a formé les 42 agents de Rennes.", "Rennes"),
        ("À Rennes, rien ne change. La commune emploie 300 agents.", "Rennes"),
        ("Le chantier a coûté 410 000 euros.", ""),
        ("Rennes a demandé que le capteur soit lu dans 12 écoles.", ""),
        ("Rennes réfléchit : « Je paie deux agents de plus. »", ""),
        ("La mairie est à dix kilomètres de Rennes.", ""),
        (f"Rennes renonce aux conteneurs {LONG}, dans ses 28 écoles.", "Rennes"),
        (f"Rennes renonce aux conteneurs {LONG}, dans 28 écoles.", ""),
    ],
)
def test_whose_figure_it_is(demo_pipeline: "Analyser", text: str, owner: str) -> None:
    assert the_one(demo_pipeline, text).owner == owner


def test_evidence_is_the_sentence_and_words_about_are_kept(demo_pipeline: "Analyser") -> None:
    text = "Rien à dire. Près de 170 projets ont été aidés. Rien de plus."
    figure = the_one(demo_pipeline, text)
    assert figure.evidence_text == "Près de 170 projets ont été aidés."
    assert text[slice(*figure.evidence)] == figure.evidence_text
    assert figure.approximate
    assert 0 < figure.confidence <= 1


# --- whole texts ------------------------------------------------------------------------------


def test_the_seed_article(demo_pipeline: "Analyser") -> None:
    if not SEED.is_file():
        pytest.skip("../shared/seed/article.txt is absent: real pages stay outside the project")
    found = set(values(demo_pipeline, SEED.read_text("utf-8")))
    assert {(226, "territoires"), (5_700_000, "agents"), (20, "h/semaine"), (20, "€/mois")} <= found
    assert {value for value, _ in found} <= {226, 5_700_000, 20, 13, 10}, "no telephone, no « n°65 »"


@pytest.mark.parametrize(
    "text", ["«" * 900, "1 " * 900, "deux " * 900, "12 à " * 900, "1-" * 900, "20 % " * 900]
)
def test_bad_texts_give_figures_that_stand_in_them(demo_pipeline: "Analyser", text: str) -> None:
    for figure in figures(demo_pipeline, text):
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.evidence[0] <= figure.start
