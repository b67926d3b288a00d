import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.names import name_key
from registers.persons import french_case, person, usual_names


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("David Lisnard", "david lisnard"),
        ("Jean-Noël  LE GOFF", "jean noel le goff"),
        ("Hervé d’Harcourt", "herve d harcourt"),
        ("Gwénolé Guyomarc'h", "gwenole guyomarc h"),
        ("Fœcy", "foecy"),
        ("F\u00adÉDIEU", "fedieu"),
        ("Mme DELLA-NOCE/ WAWRZYNIAK", "mme della noce wawrzyniak"),
        ("  ", ""),
    ],
)
def test_a_name_key_is_bare(name: str, key: str) -> None:
    assert name_key(name) == key


@given(st.text())
def test_a_name_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(st.text(alphabet=string.ascii_letters + "éèàçœÉÈ'’- "))
def test_case_and_spacing_do_not_change_a_key(name: str) -> None:
    assert name_key(name.upper()) == name_key(f" {name} ".replace("-", " ")) == name_key(name)


@pytest.mark.parametrize(
    ("capitals", "usual"),
    [
        ("LISNARD", "Lisnard"),
        ("DE LA TOUR", "de La Tour"),
        ("HUCHET DE LA BÉDOYÈRE", "Huchet de La Bédoyère"),
        ("DE L'EPINE", "de L'Epine"),
        ("D'HUYSSER", "d'Huysser"),
        ("GISCARD D'ESTAING", "Giscard d'Estaing"),
        ("DU FAYET DE LA TOUR", "du Fayet de La Tour"),
        ("N'GUYEN", "N'Guyen"),
        ("FRELAUT-N'DIAYE", "Frelaut-N'Diaye"),
        ("L'HUILLIER", "L'Huillier"),
        ("O'CONNOR", "O'Connor"),
        ("DALL'AGNOL", "Dall'Agnol"),
        ("PRUD'HOMME", "Prud'homme"),
        ("GUYOMARC'H", "Guyomarc'h"),
        ("MCDONALD", "McDonald"),
        ("MAC DONALD", "Mac Donald"),
        ("MCA", "Mca"),
        ("LE GALL", "Le Gall"),
        ("LE MAITRE-LE BARS", "Le Maitre-Le Bars"),
        ("VAN DER BEKEN", "Van der Beken"),
        ("VAN DE VELDE", "Van de Velde"),
        ("DEN HARTOG", "Den Hartog"),
        ("VON EUW", "von Euw"),
        ("VON-ARBOURG", "Von-Arbourg"),
        ("DA SILVA", "Da Silva"),
        ("DI PIETRO-PESENTI", "Di Pietro-Pesenti"),
        ("BOURGEOIS DIT DESSUS", "Bourgeois dit Dessus"),
        ("ÉLÉONORE", "Éléonore"),
        ("M'Doihoma", "M'Doihoma"),
    ],
)
def test_surnames_are_written_as_the_press_does(capitals: str, usual: str) -> None:
    assert french_case(capitals) == usual


@pytest.mark.parametrize(
    ("first", "last", "usual"),
    [
        ("Jean - Michel", "BENET - BAGREAUX", "Jean-Michel Benet-Bagreaux"),
        ("Jean, Henri", "DEPEYRE", "Jean Henri Depeyre"),
        ('Jacques Dit "Quiqui"', "SAUVAN", "Jacques Sauvan"),
        ("Joseph Dit José", "PASTORELLI", "Joseph dit José Pastorelli"),
        ("Gabriel (gaby)", "VIARD-GAUDIN", "Gabriel Viard-Gaudin"),
        ("Sylvie", "TISSERAND ÉP. VILLETTE", "Sylvie Villette"),
        ("Nathalie", "CHOLLAT-RAT, ÉPOUSE BEAUFORT", "Nathalie Beaufort"),
        ("Claudine", "MORRIER ÉP.CHRETIEN", "Claudine Chretien"),
        ("Christine", "DE NADAÏ (NÉE SAUDEL)", "Christine de Nadaï"),
        ("Denise", "GARCIA NÉE GUIGON", "Denise Garcia"),
        ("Sylviane", "NÉE", "Sylviane Née"),
        ("Thierry", "VILLOUTREYS (DE)", "Thierry de Villoutreys"),
        ("Laure", "BOUTHINON (VIGUIÉ)", "Laure Bouthinon"),
        ("Teura", "MARE/IRITI", "Teura Mare-Iriti"),
        ("Solène", "GUYOMARC' H", "Solène Guyomarc'h"),
        ("", "GIRAUDEAU", "Giraudeau"),
    ],
)
def test_markers_and_slips_of_the_register_are_cleaned(first: str, last: str, usual: str) -> None:
    assert person(first, last).full == usual


def test_one_mayor_has_one_spelling() -> None:
    old, long, other = person("Robert", "GAY"), person("Robert Henri", "GAY"), person("Rémi", "GAY")
    assert set(usual_names([long, old, other]).items()) == {
        (old, "Robert Gay"),
        (long, "Robert Gay"),
        (other, "Rémi Gay"),
    }


def test_accents_and_hyphens_win() -> None:
    bare, full = person("Henri", "CORMORECHE"), person("Henri", "CORMORÈCHE")
    spaced, tied = person("Jean Paul", "LARDY"), person("Jean-Paul", "LARDY")
    assert set(usual_names([full, bare]).values()) == {"Henri Cormorèche"}
    assert set(usual_names([tied, spaced]).values()) == {"Jean-Paul Lardy"}


def test_a_double_first_name_is_not_its_first_half() -> None:
    assert len(set(usual_names([person("Jean", "GALAND"), person("Jean-Henri", "GALAND")]).values())) == 2


def test_a_missing_first_name_is_found_in_another_register() -> None:
    assert set(usual_names([person("", "GIRAUDEAU"), person("Odile", "GIRAUDEAU")]).values()) == {
        "Odile Giraudeau"
    }
