"""A batch's rows as editors want them: what they said is applied to what comes, and to what was stored before they did.

Originals go with the texts, which are committed first; the corrected rows and the table `corrections` go together. A
process killed between the two leaves originals that say what is stored all the same: doing it again puts both right.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import duckdb

from core.types import Correction
from store.correcting import originals, said
from store.correcting.corrected import corrected
from store.correcting.originals import JUDGED, Owner
from store.correcting.plan import Plan, Unit
from store.correcting.reaching import connected, reaching
from store.rows import Row
from store.staging import SCOPE
from store.tables import CORRECTIONS, FACTS, ORIGINALS, REDIRECTS

Connection = duckdb.DuckDBPyConnection
Staged = dict[str, list[Row]]

RECALLED = "recalled"
"""The articles that a batch does not bring, but of which editors said something since."""


def amended(
    connection: Connection, staged: Staged, words: Sequence[Correction] | None, target: int
) -> Staged:
    """The staged rows with all corrections applied; `words` is everything that was ever said, None: nothing new.

    Also staged where there is something to say: `originals`, `corrections`, `redirects`, `recalled`.
    """
    stored = said.stored_rows(connection)
    wanted = stored if words is None else said.rows_of(words)
    changed = [] if words is None else _differing(stored, wanted)
    if not wanted and not changed:
        return staged
    tables = {name: list(rows) for name, rows in staged.items()}
    new = reaching(connection, tables, changed, stored=True)
    recalled = _recall(connection, tables, new, [*stored, *wanted], target)
    _apply(connection, tables, said.plan(connection, reaching(connection, tables, wanted)))
    if changed and words is not None:
        tables |= {CORRECTIONS.name: wanted, REDIRECTS.name: said.redirect_rows(words)}
        tables[RECALLED] = [{"article_id": article, "version": 0} for article in recalled]
    return tables


def _differing(old: Iterable[Row], new: Iterable[Row]) -> list[Row]:
    """The corrections that are new, undone, or gone."""
    known = {row["correction_id"]: row for row in old}
    wanted = {row["correction_id"]: row for row in new}
    return [row for key, row in (known | wanted).items() if known.get(key) != wanted.get(key)]


def _recall(
    connection: Connection,
    tables: Staged,
    changed: Sequence[Row],
    every: Sequence[Row],
    target: int,
) -> list[str]:
    """Stage the original rows of all stored articles that these words can concern, but for those that are staged."""
    if not changed:
        return []
    said_of_all = [
        row for row in changed if row["article_id"] is None and row["kind"] not in {"article", "story"}
    ]
    merges = {(row["entity_key"], row["value"]) for row in every if row["action"] == "merge"}
    # all that merges, undone ones too, ever led from or to: what is stored may have any of them
    keys = connected(
        {row["value"] if row["action"] == "split" else row["entity_key"] for row in said_of_all}, merges
    )
    named = {a for row in changed for a in (row["article_id"], *(row["articles"] or ())) if a}
    named |= {row["entity_key"] for row in changed if row["kind"] == "article"}
    # what was renamed before may name no key any more: a supplier has nothing but its name
    before = [row for row in every if row["entity_key"] in keys]
    numbers = {int(row["correction_id"][1:]) for row in (*changed, *before) if row["kind"] != "story"}
    staged = {row["article_id"] for row in tables[SCOPE]}
    articles = [a for a in originals.touched(connection, keys, named, numbers) if a not in staged]
    if not articles:
        return []
    units = originals.stored(connection, articles) | originals.known(connection, articles)
    for row in originals.article_rows(connection, articles):
        judged = units.get((row["article_id"], row["version"]), {}).get("articles", [{}])[0]
        tables["articles"].append(row | {k: judged[k] for k in JUDGED if k in judged} | {"revision": target})
    for (article, version), found in units.items():
        tables[SCOPE].append({"article_id": article, "version": version})
        for table in FACTS:
            tables[table.name] += found.get(table.name, [])
    return articles


def _apply(connection: Connection, tables: Staged, plan: Plan) -> None:
    """Correct the staged rows, and stage the originals of what differs."""
    units = _units(tables)
    kept = _with_originals(connection, {article for article, _ in units})
    amended: dict[Owner, Unit] = {}
    by: dict[Owner, list[str]] = {}
    tables[ORIGINALS.name] = []
    for owner, unit in units.items():
        rows, effective = corrected(unit, plan)
        if effective or owner in kept:
            tables[ORIGINALS.name].append(originals.original_row(unit, effective))
        amended[owner] = Unit(*owner, rows)
        by[owner] = [f"{said.OTHER}{number}" for number in effective]
    for table in FACTS:
        tables[table.name] = [row for unit in amended.values() for row in unit.tables.get(table.name, ())]
    judged = {
        owner: unit.tables["articles"][0] for owner, unit in amended.items() if unit.tables.get("articles")
    }
    tables["articles"] = [
        row | {k: judged[owner][k] for k in JUDGED} | {"corrected_by": by[owner] or None}
        for row in tables["articles"]
        for owner in [(row["article_id"], row["version"])]
    ]


def _units(tables: Mapping[str, Sequence[Row]]) -> dict[Owner, Unit]:
    """The staged facts by version of an article, those of no fact included."""
    rows: dict[Owner, dict[str, list[Row]]] = defaultdict(dict)
    for table in FACTS:
        for row in tables[table.name]:
            rows[row["article_id"], row["version"]].setdefault(table.name, []).append(row)
    days = {}
    for row in tables["articles"]:
        owner = {name: row[name] for name in ("article_id", "version", *JUDGED)}
        rows[row["article_id"], row["version"]]["articles"] = [owner]
        days[row["article_id"]] = row["published_day"] or row["first_seen_day"]
    owners = [(row["article_id"], row["version"]) for row in tables[SCOPE]]
    return {owner: Unit(*owner, rows.get(owner, {}), days.get(owner[0])) for owner in owners}


def _with_originals(connection: Connection, articles: Iterable[str]) -> set[Owner]:
    """The versions of these articles of which originals are kept: they follow, whatever is read of them now."""
    found = connection.execute(
        "SELECT article_id, version FROM texts.originals WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": list(articles)},
    ).fetchall()
    return {(article, version) for article, version in found}
