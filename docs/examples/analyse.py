"""Les résultats de Beffroi en Python : la tendance d’une technologie, et ce qu’il faut savoir avant d’y croire.

python docs/examples/analyse.py DATA/beffroi.duckdb intelligence-artificielle 2026-09-28 2026-11-22

Il ne faut que `pip install duckdb`. Là où Beffroi est installé, le dernier instantané s’ouvre aussi par

    from pathlib import Path
    from store.query import open_snapshot

    with open_snapshot(Path("DATA")) as snapshot:
        rows = snapshot.connection.execute("FROM trend('chatbot')").fetchall()
"""

import sys

import duckdb

WEEKS = """
SELECT iso_week, articles, articles_read, outage IS DISTINCT FROM false
FROM trend(?) WHERE week BETWEEN ?::DATE AND ?::DATE
"""
SURE = """
SELECT count(*) FILTER (confidence >= 0.7), count(*)
FROM v_article_technologies WHERE technology_id = ?
"""


def main(path: str, technology: str, first: str, last: str) -> None:
    """Une ligne par semaine : la part des articles lus ; « / » pour une semaine à hachurer."""
    with duckdb.connect(path, read_only=True) as results:
        for week, articles, read, unsure in results.execute(WEEKS, [technology, first, last]).fetchall():
            share = 100 * articles / read if read else 0
            bar = ("/" if unsure else "█") * round(share)
            print(f"{week}  {articles:>3} / {read:<4} {share:5.1f} % {bar}".rstrip())
        sure, every = results.execute(SURE, [technology]).fetchone() or (0, 0)
        print(f"{sure} articles sur {every} la nomment avec une confiance d’au moins 0,7.")


if __name__ == "__main__":
    main(*sys.argv[1:5])
