import pytest

from store.exporting.names import Name, split_name


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("Basile Quentric", "Quentric", "Basile"),
        ("Jean-Noël Le Goff", "Le Goff", "Jean-Noël"),
        ("LE GOFF Jean-Noël", "LE GOFF", "Jean-Noël"),
        ("Jean-Noël LE GOFF", "LE GOFF", "Jean-Noël"),
        ("Maud de la Rive", "de la Rive", "Maud"),
        ("Anne Marie de la Rive", "de la Rive", "Anne Marie"),
        ("Élise d’Aubrac", "d’Aubrac", "Élise"),
        ("J.-N. Quentric", "Quentric", "J.-N."),
        ("Odile\u00a0Ferrandou", "Ferrandou", "Odile"),
        ("Odile\nFerrandou", "Ferrandou", "Odile"),
    ],
)
def test_a_name_is_split_where_it_is_sure(text: str, family: str, given: str) -> None:
    assert split_name(text) == Name(family, given)


@pytest.mark.parametrize(
    "text",
    [
        "AFP",
        "La rédaction avec AFP",
        "Anne Marie Coste",
        "la rédaction",
        "B.Q.",
        "LE GOFF QUENTRIC",
        "B2 Quentric",
        "",
    ],
)
def test_else_it_stays_as_it_stands(text: str) -> None:
    assert split_name(text) == Name(text)
