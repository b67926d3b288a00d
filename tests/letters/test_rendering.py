"""What was approved, as the mail that leaves."""

from pathlib import Path

from sent_workspace import NOW, WEEK, made

from core.letters import Issue, IssueState
from jobs.letters import mails
from jobs.letters.rendering import render_for

CONTENT = {
    "subject": "Semaine 47", "editorial": "Trois lignes <b>.",
    "items": [
        {"headline": "Un robot", "text": [{"text": "La mairie l’essaie."}], "tellings": [{"url": "https://a.example/1"}]},
        {"headline": "<script>", "quote": "dit-il", "tellings": [{"url": "javascript:alert(1)"}]},
    ],
}  # fmt: skip


def test_it_is_escaped_linked_and_has_a_way_out(tmp_path: Path) -> None:
    space = made(tmp_path / "w", 25)
    issue = Issue(WEEK, 0, IssueState.APPROVED, CONTENT, "0" * 64, (), "Zoé", NOW)
    rendered = render_for(space.settings)(issue)
    mails.check(rendered)
    assert rendered.subject == "Semaine 47"
    assert "Un robot – La mairie l’essaie." in rendered.html
    assert 'href="https://a.example/1"' in rendered.html
    assert "<script>" not in rendered.html
    assert "javascript:" not in rendered.html + rendered.text
    empty = Issue(WEEK, 0, IssueState.APPROVED, {}, "0" * 64, (), "Zoé", NOW)
    assert render_for(space.settings)(empty).subject == f"La Lettre du Marais, {WEEK}"
