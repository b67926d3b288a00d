"""Correcting what the demonstration found, on the page of an article."""

from desk_browser import Browser

from jobs.workspace import Workspace
from store.query import open_snapshot


def test_a_status_said_beside_an_article_is_what_that_article_says(
    browser: Browser, space: Workspace
) -> None:
    """An initiative of several articles: the one that is corrected changes, and shows at once that it waits."""
    with open_snapshot(space.data) as snapshot:
        row = snapshot.connection.execute(
            "SELECT initiative_id, arg_min(article_id, day), arg_min(status, day) FROM initiative_history"
            " GROUP BY 1 HAVING count(DISTINCT article_id) > 1 AND min(day) < max(day) ORDER BY 1 LIMIT 1"
        ).fetchone()
    assert row
    key, article, status = row
    other = "experiment" if status != "experiment" else "plan"
    page = f"/articles/{article}"
    assert f'<option value="{article}">ce que dit cet article</option>' in browser.get(page).text
    said = browser.post(
        "/corriger",
        page,
        kind="initiative",
        key=key,
        article=article,
        action="status",
        value=other,
        retour=page,
    )
    assert said.status_code == 303
    shown = browser.get(page).text
    assert "correction en attente" in shown
    assert f"status {other}" in shown
