"""The whole way once: a saved page that names a forgotten person is read, covered, stored, and leaves the archive."""

from datetime import UTC, datetime
from pathlib import Path

from jobs import workspace
from jobs.backfill import backfill
from jobs.forgetting.forget import forget
from jobs.forgetting.wish import Wish, WishKind
from jobs.retention import retain
from store.query import run_sql
from tests.jobs.byte_search import found

WHO = "Ildegarde Tournevelle"
TEXT = (
    "La commune de Dreux teste un robot conversationnel pour répondre aux habitants, a annoncé {who}, maire de Dreux. "
    "« Nous voulons répondre à toute heure », explique {who}. Le robot conversationnel répond déjà à l’état civil ; la "
    "mairie de Dreux l’étendra aux écoles si les habitants en sont contents. Mme Tournevelle y consacre 12 000 euros. "
    "Le maire de Dreux réunira le conseil municipal en décembre pour en débattre avec les habitants de la ville. "
)


def test_a_forgotten_person_does_not_come_back_with_a_page(tmp_path: Path) -> None:
    space = workspace.create(tmp_path / "veille")
    forget(space, Wish(WishKind.PERSON, WHO))
    body = "".join(f"<p>{TEXT.format(who=WHO)}</p>" for _ in range(2))
    saved = tmp_path / "page.html"
    title = f"À Dreux, {WHO} lance un robot conversationnel"
    saved.write_text(
        f"<html lang=fr><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>",
        "utf-8",
    )
    backfill(space, [saved], "https://veilleur.example/dreux-robot")
    ((title, relevant),) = run_sql(space.data, "SELECT title, relevant FROM articles", 10).rows
    assert title == f"À Dreux, {'█' * 9} {'█' * 11} lance un robot conversationnel"
    assert relevant
    names = run_sql(space.data, "SELECT name FROM persons", 10).rows
    assert all("Tournevelle" not in name for (name,) in names)
    assert found(space.archive, WHO) != []  # the page itself, until retention
    retain(space, datetime.now(UTC))
    assert found(space.data, WHO) == []
