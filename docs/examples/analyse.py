"""Les résultats de Beffroi en Python : la tendance d’une technologie, et ce qu’il faut savoir avant d’y croire.

python docs/examples/analyse.py DATA/beffroi.duckdb intelligence-artificielle 2026-09-28 2026-11-22

La technologie s’écrit comme pour trend() : son identifiant, son nom usuel ou un autre mot du lexique. Les semaines sont
entières : celle du premier jour en est. Il ne faut que `pip install duckdb`. Là où Beffroi est installé, le dernier
instantané s’ouvre aussi par

    from pathlib import Path
    from store.query import open_snapshot

    with open_snapshot(Path("DATA")) as snapshot:
        rows = snapshot.connection.execute("FROM trend('chatbot')").fetchall()
"""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

USAGE = "Usage : python analyse.py FICHIER.duckdb TECHNOLOGIE PREMIER_JOUR DERNIER_JOUR (jours : AAAA-MM-JJ)"
WEEKS = """
SELECT technology_id, iso_week, articles, articles_read, outage IS DISTINCT FROM false
FROM trend($technology)
WHERE week BETWEEN date_trunc('week', $first::DATE) AND $last::DATE
ORDER BY technology_id, week
"""
# Les mêmes articles que la tendance : ceux de ces semaines, sans ceux qui en répètent d’autres.
SURE = """
SELECT count(*) FILTER (t.confidence >= 0.7), count(*)
FROM v_article_technologies t
JOIN articles a USING (article_id)
ANTI JOIN v_article_repeats USING (article_id)
WHERE t.technology_id = $technology
  AND date_trunc('week', a.published_day) BETWEEN date_trunc('week', $first::DATE) AND $last::DATE
"""


def main(path: str, technology: str, first: date, last: date) -> None:
    """Une ligne par semaine : la part des articles lus ; « / » pour une semaine à hachurer."""
    with duckdb.connect(path, read_only=True) as results:
        days = {"first": first, "last": last}
        weeks = results.execute(WEEKS, days | {"technology": technology}).fetchall()
        identifier = one(technology, sorted({week[0] for week in weeks}))
        for _, *week in weeks:
            print(line(*week))
        sure, every = results.execute(SURE, days | {"technology": identifier}).fetchone() or (0, 0)
    print(f"Articles qui la nomment avec une confiance d’au moins 0,7 : {sure} sur {every}.")


def one(technology: str, found: list[str]) -> str:
    """L’identifiant que trend() a reconnu ; un nom peut en avoir plusieurs."""
    if not found:
        sys.exit("Aucune semaine de la tendance n’est entre ces deux jours.")
    if len(found) > 1:
        sys.exit(f"« {technology} » nomme plusieurs technologies : {', '.join(found)}. Donnez l’une d’elles.")
    return found[0]


def line(week: str, articles: int, read: int, unsure: bool) -> str:
    """Sans article lu, il n’y a pas de part ; une semaine sans article se hachure aussi."""
    share = 100 * articles / read if read else 0
    bar = "/" * max(1, round(share)) if unsure else "█" * round(share)
    part = f"{share:5.1f} %" if read else "    –  "
    return f"{week}  {articles:>3} / {read:<4} {part} {bar}".rstrip()


def asked(typed: list[str]) -> tuple[Any, ...]:
    """Ce qui est demandé, ou la façon de le demander."""
    try:
        path, technology, first, last = typed
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        print(USAGE, file=sys.stderr)
        sys.exit(2)
    if not Path(path).is_file():
        sys.exit(f"{path} : il n’y a pas de fichier à cette adresse.")
    return path, technology, *days


if __name__ == "__main__":
    try:
        main(*asked(sys.argv[1:]))
    except duckdb.InvalidInputException as error:  # ce que trend() a à dire : une technologie inconnue
        sys.exit(str(error).partition(": ")[2])
    except duckdb.Error as error:
        sys.exit(
            f"{sys.argv[1]} : ce n’est pas un fichier de résultats de Beffroi ({str(error).splitlines()[0]})."
        )
