"""What was forgotten is not asked for again, and no line of a crawl writes it down again."""

from datetime import UTC, datetime

from crawl_workspace import Workspace
from press_server import Press, paper

from core.redaction import names_of
from core.types import Candidate
from state import tombstones

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_a_forgotten_address_is_announced_in_vain(press: Press, workspace: Workspace) -> None:
    source, urls = paper(press, "oubli.localhost", 3)
    tombstones.add(workspace.state, tombstones.of_addresses(urls[:1]), NOW)
    lines = workspace.run(source)
    asked = {line.url for line in lines if line.candidate}
    assert asked == set(urls[1:])
    journal = "".join(path.read_text("utf-8") for path in workspace.archive.glob("*.jsonl"))
    assert f'"{urls[0]}"' not in journal
    assert f'"{urls[1]}"' in journal


def test_it_is_not_asked_for_by_name_either(press: Press, workspace: Workspace) -> None:
    source, urls = paper(press, "demande.localhost", 1)
    tombstones.add(workspace.state, tombstones.of_addresses(urls), NOW)
    assert workspace.run(candidates=(Candidate(urls[0], source.slug, "demande"),)) == []


def test_an_address_that_names_a_forgotten_person_is_not_asked_for(
    press: Press, workspace: Workspace
) -> None:
    url = press.page("nom.localhost", "/actus/zoe-loeuillet-parle", "Un texte.")
    tombstones.add(workspace.state, tombstones.of_person(names_of("Zoé Lœuillet")), NOW)
    assert workspace.run(candidates=(Candidate(url, "nom", "demande"),)) == []
