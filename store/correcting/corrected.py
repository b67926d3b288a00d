"""From the rows that the analysis made to those that are stored, with what editors said: pure functions.

Each row is taken through the corrections that hold, in the order in which they were said, each seeing the row as those
before it left it; among words on one thing the last therefore wins. A merge leads to where its target went before, and
what goes into a thing gets its last given name. What is deleted, merged or split stays so for articles to come.
"""

from collections.abc import Callable

from store.correcting import facts
from store.correcting.events import event
from store.correcting.facts import SUPPLIER_KEY, TOLD_AS, Tables, Told
from store.correcting.figures import figure, followed, keyed, stripped
from store.correcting.initiatives import initiative
from store.correcting.people import People, persons, role
from store.correcting.plan import Plan, Unit
from store.correcting.quotes import quote
from store.rows import Row


def corrected(unit: Unit, plan: Plan) -> tuple[Tables, list[int]]:
    """The rows as they are to be stored, and the numbers of the corrections that changed some."""
    words = plan.of(unit)
    if not words:
        return dict(unit.tables), []
    tables: Tables = {name: list(rows) for name, rows in unit.tables.items()}
    told_of = tables.get("initiative_history", [])
    # an organisation keeps its key whatever it is called; a supplier has nothing but its name
    told_of[:] = [
        row | {SUPPLIER_KEY: plan.supplier(row["supplier"]), TOLD_AS: row["initiative_id"]} for row in told_of
    ]
    if figures := [keyed(row) for row in tables.get("figures", [])]:
        tables["figures"] = figures
    effective = []
    before: list[Told] = []
    for one in words:
        into = plan.into(one)
        given = plan.name(one.kind, into)
        told = Told(
            one, into, given or one.detail.name, plan.offices, unit.day, given, before, plan.keys(one)
        )
        if _applied(tables, told):
            effective.append(one.number)
        before.append(told)
    if figures != tables.get("figures", []):
        lines = tables.get("initiative_history", [])
        tables["initiative_history"] = [followed(row, figures, tables["figures"]) for row in lines]
    for row in tables.get("initiative_history", ()):
        del row[SUPPLIER_KEY]
        if row.pop(TOLD_AS) == row["initiative_id"]:  # parted and joined again
            row["merged_from"] = None
    if figures:
        tables["figures"] = [stripped(row) for row in tables["figures"]]
    return facts.unique(tables), effective


def _applied(tables: Tables, told: Told) -> bool:
    """Apply one correction to all tables of a unit; whether anything changed."""
    changed = False
    people = People(tables.get("roles", []))
    for name, step in _STEPS:
        old = tables.get(name, [])
        new = [after for row in old if (after := step(row, told, people)) is not None]
        if new != old:
            tables[name] = new
            changed = True
    if people.changed:
        tables["persons"] = persons(tables["roles"], tables.get("persons", []))
    return facts.article(tables, told) or changed


Step = Callable[[Row, Told, People], Row | None]
# roles first: what people say and where they are named follows them
_STEPS: tuple[tuple[str, Step], ...] = (
    ("roles", role),
    ("mentions", facts.mention),
    ("quotes", quote),
    ("figures", figure),
    ("events", event),
    ("initiative_history", initiative),
)
