"""A register of mayors as the ministry publishes it, with invented mayors of real communes."""

import csv
import io
from collections.abc import Iterable

HEADER = (
    "Code du département", "Libellé du département", "Code de la collectivité à statut particulier",
    "Libellé de la collectivité à statut particulier", "Code de la commune", "Libellé de la commune", "Nom de l'élu",
    "Prénom de l'élu", "Code sexe", "Date de naissance", "Code de la catégorie socio-professionnelle",
    "Libellé de la catégorie socio-professionnelle", "Date de début du mandat", "Date de début de la fonction",
)  # fmt: skip
Mayor = tuple[str, str, str, str, str]
"""Code, surname, first name, start of the mandate, start of the function."""

CANNES: Mayor = ("06029", "QUERVEUR-LANNIC", "Maïwenn", "2026-03-15", "2026-03-21")
AUTUN: Mayor = ("71014", "D'ESTRABOU", "Jean - Marc", "2026-03-22", "2026-09-18")


def official(mayors: Iterable[Mayor] = (CANNES, AUTUN), header: Iterable[str] = HEADER) -> str:
    """The text of a file."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(header)
    for insee, surname, given, mandate, function in mayors:
        rows.writerow(
            [
                insee[:2],
                "",
                "",
                "",
                insee,
                "",
                surname,
                given,
                "F",
                "1970-01-01",
                "74",
                "Retraité",
                mandate,
                function,
            ]
        )
    return out.getvalue()
