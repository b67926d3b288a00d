"""The digest room on the demonstration: a letter of every section, composed, checked and published by pages."""

import re
from html import unescape

from desk_browser import Browser

from core.letters import IssueState
from jobs.workspace import Workspace
from state import letters

WEEK = "2026-W47"
PATH = f"/bouclage/{WEEK}"


def test_the_letter_of_the_demonstration_from_draft_to_archive(space: Workspace, browser: Browser) -> None:
    page = browser.get(f"{PATH}/verifier").text
    questions = len(re.findall(r'<article class="card item question', page))
    assert f"0 sur {questions}" in page
    assert questions > 10
    first = re.search(r'name="non" value="([^"]+)"', page)
    assert first
    refused = unescape(first[1])
    browser.post(f"{PATH}/verifier", page=PATH, non=refused)
    assert "Tout confirmer…" in browser.get(f"{PATH}/verifier").text
    page = browser.get(f"{PATH}/verifier/tout").text
    waiting = re.search(r'id="tout" name="oui" value="([^"]+)"', page)
    assert waiting
    browser.post(f"{PATH}/verifier", page=PATH, oui=unescape(waiting[1]))
    assert "Tout est vérifié" in browser.get(f"{PATH}/verifier").text
    lu = re.search(r'name="lu" value="([0-9a-f]+)"', browser.get(f"{PATH}/envoi").text)
    assert lu
    assert browser.post(f"{PATH}/accord", page=PATH, nom="Odile Ferrandou", lu=lu[1]).status_code == 303
    read = re.search(
        r'name="empreinte" value="([0-9a-f]+)"', browser.get(f"{PATH}/confirmer?quoi=archive").text
    )
    assert read
    assert browser.post(f"{PATH}/archive", page=PATH, empreinte=read[1]).status_code == 303
    issue = letters.issue(browser.app.state.desk.state, WEEK)
    assert issue
    assert issue.state is IssueState.SENT
    assert refused not in str(issue.content)
    assert browser.get(f"/lettres/{WEEK}/").status_code == 200
    assert (space.data / "letters" / WEEK / "letter.eml").is_file()
    assert "Rien à rectifier" in browser.get(f"{PATH}/rectificatif").text
