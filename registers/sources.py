"""Where the data comes from: what the manifest and docs/registers.md say of it."""

from typing import NamedTuple


class Source(NamedTuple):
    """A published data set; `date` is the day it describes, None where its publisher does not say."""

    name: str
    publisher: str
    licence: str
    url: str
    date: str | None


OPEN_LICENCE = "Licence Ouverte 2.0"
# The latest day that the data describes.
VERSION = "2026-07-08"

SOURCES = (
    Source(
        "Code officiel géographique, composition des EPCI et EPT, populations municipales "
        "(@etalab/decoupage-administratif 6.0.0)",
        "INSEE et DGCL, mis en forme par Etalab",
        f"{OPEN_LICENCE} (données), MIT (paquet)",
        "pkg:npm/%40etalab/decoupage-administratif@6.0.0",
        "2026-01-01",
    ),
    Source("Centres des communes", "geo.api.gouv.fr, IGN", OPEN_LICENCE, "https://geo.api.gouv.fr", None),
    *(
        Source(
            f"Répertoire national des élus, maires, état du {day}",
            "Ministère de l'Intérieur",
            OPEN_LICENCE,
            "https://www.data.gouv.fr/datasets/repertoire-national-des-elus-1",
            day,
        )
        for day in ("2018-12-28", "2019-09-23", "2020-11-24", "2022-01-27", VERSION)
    ),
    Source(
        "Élections municipales des 15 et 22 mars 2026, têtes des listes élues",
        "Ministère de l'Intérieur",
        OPEN_LICENCE,
        "https://www.data.gouv.fr/datasets/elections-municipales-2026-resultats-du-premier-tour",
        "2026-03-22",
    ),
    Source(
        "Maires de La Réunion",
        "sysdevrun",
        "CC0 1.0",
        "https://github.com/sysdevrun/db-maires-la-reunion",
        None,
    ),
)
