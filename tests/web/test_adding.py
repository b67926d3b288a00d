""" "Ajouter": an address goes through the guarded crawler; a pasted text stays in the newsroom."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from desk_browser import Browser
from small_newsroom import made

from core.desk import Clipping, RequestState, Role, User
from core.errors import InputError
from core.types import Policy, Source
from demo import Newsroom, Running, serve
from jobs.desk.addresses import outlet_of
from jobs.desk.running import run_waiting
from jobs.exports import export
from jobs.publish import publish
from jobs.workspace import Workspace
from state import requests, users
from state.open import open_state
from store.query import run_sql
from web.desk.sources.pasted import facts

ARTICLE = "/quimper/quimper-robot-conversationnel-412071.html"
ROBOTS = "/communiques/lorient-capteurs-batiments-412052.html"
UNIQUE = "zygomarphe"
TEXT = (
    f"Le maire de Quimper a présenté mardi un robot conversationnel, le {UNIQUE}, qui répond aux habitants sur le site "
    "de la ville. « Ce robot conversationnel répond la nuit », a déclaré le maire. Il a coûté 12 000 euros."
)


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Running]:
    with serve(Newsroom(date(2026, 11, 23), 0), 0) as running:
        yield running


@pytest.fixture
def small(newsroom: Running, tmp_path: Path) -> Workspace:
    return made(tmp_path / "w", newsroom.port)


@pytest.fixture
def here(small: Workspace) -> Iterator[Browser]:
    with Browser(small) as browser:
        yield browser


def said(here: Browser) -> str:
    return re.sub(r"<[^>]+>", "", here.get("/ajouter").text)


def address(newsroom: Running, outlet: str, path: str) -> str:
    return f"http://{outlet}.localhost:{newsroom.port}{path}"


def test_an_address_becomes_an_article_of_its_outlet(
    here: Browser, small: Workspace, newsroom: Running
) -> None:
    url = address(newsroom, "le-phare-du-ponant", ARTICLE)
    assert here.post("/ajouter/adresse", "/ajouter", url=url).status_code == 303
    assert "en attente" in said(here)
    (ended,) = run_waiting(small)
    assert ended.state is RequestState.DONE, ended.said
    rows = run_sql(small.data, "SELECT article_id, source, relevant FROM v_articles").rows
    assert [row[1:] for row in rows] == [("Le Phare du Ponant", True)]
    page = here.get("/ajouter").text
    assert f'href="/articles/{rows[0][0]}"' in page
    assert "pour nous" in said(here)
    # nobody announced it: it is no page of the ledger, and no entry point was asked
    assert run_sql(small.data, "SELECT sum(expected) FROM v_coverage").rows in ([], [(None,)], [(0,)])
    assert {one.path for one in newsroom.log} & {"/rss.xml", "/atom.xml"} == set()


def test_an_address_is_never_given_to_a_title_by_a_guess(
    here: Browser, small: Workspace, newsroom: Running
) -> None:
    """Two titles share a host: whoever adds says which, or that it is of another."""
    url = address(newsroom, "le-phare-du-ponant", ARTICLE)
    home = address(newsroom, "le-phare-du-ponant", "/perche/")
    text = small.sources_file.read_text("utf-8")
    other = f'[perche]\nname = "Journal du Perche"\nhomepage = "{home}"\nenabled = false\nentries = []\n'
    small.sources_file.write_text(f"{text}\n{other}", "utf-8")
    page = here.post("/ajouter/adresse", "/ajouter", url=url)
    assert page.status_code == 200
    assert "De quel titre" in page.text
    assert f'value="{url}"' in page.text
    assert {"perche", "le-phare-du-ponant", "-"} == set(
        re.findall(r'name="titre" value="([^"]+)"', page.text)
    )
    assert not requests.latest(here.app.state.desk.state)
    assert here.post("/ajouter/adresse", "/ajouter", url=url, titre="l-alize-info").status_code == 400
    assert here.post("/ajouter/adresse", "/ajouter", url=url, titre="-").status_code == 303
    (ended,) = run_waiting(small)
    assert ended.state is RequestState.DONE, ended.said
    assert run_sql(small.data, "SELECT source_id FROM v_articles").rows == [("le-phare-du-ponant.localhost",)]


def titled(slug: str, home: str, policy: Policy = Policy.FULL) -> Source:
    return Source(slug, slug, home, (), policy=policy)


def test_whose_an_address_is() -> None:
    url = "https://www.pays.example/perche/article-1"
    whole, perche = titled("pays", "https://pays.example/"), titled("perche", "https://pays.example/perche/")
    vexin = titled("vexin", "https://pays.example/vexin/")
    assert outlet_of(url, [whole]) == "pays"
    assert outlet_of(url, [perche]) == "perche"
    assert outlet_of(url, [titled("ailleurs", "https://ailleurs.example/")]) == "pays.example"
    for several in ([vexin], [whole, perche], [perche, vexin]):
        assert outlet_of(url, several) == ""
        assert outlet_of(url, several, several[0].slug) == several[0].slug
        assert outlet_of(url, several, none=True) == "pays.example"
    with pytest.raises(InputError):
        outlet_of(url, [titled("cher", "https://pays.example/", Policy.METADATA), perche], none=True)


def test_who_only_reads_sees_no_pasted_text(small: Workspace) -> None:
    with closing(open_state(small.state)) as state:
        for name, role in (("lise", Role.READER), ("luc", Role.EDITOR)):
            users.add(state, User(name, role), "x", datetime.now(UTC))
    with Browser(small, alone=False) as luc, Browser(small, alone=False) as lise:
        luc.sign_in("luc")
        lise.sign_in("lise")
        assert "Visible par tous les comptes de la rédaction" in luc.get("/ajouter").text
        luc.post("/ajouter/texte", "/ajouter", titre=f"Le {UNIQUE}", texte=TEXT)
        (ended,) = run_waiting(small)
        assert UNIQUE in ended.said
        for path in ("/ajouter", "/ajouter?mots=quimper", "/ajouter/demandes", "/ajouter/textes/1"):
            assert lise.get(path).status_code == 403
            assert UNIQUE in luc.get(path).text or "mots" in path
        asked = lise.get("/demandes").text
        assert UNIQUE not in asked
        assert "texte collé" in asked
        assert UNIQUE in luc.get("/demandes").text


def test_what_cannot_be_read_is_told_with_what_to_do(
    here: Browser, small: Workspace, newsroom: Running
) -> None:
    wanted = {
        address(newsroom, "le-phare-du-ponant", ROBOTS): "robots.txt",
        address(newsroom, "le-pli-des-ediles", "/pli/2307/autun-cameras-augmentees"): "licence",
        address(newsroom, "territoires-branches", "/donnees/mamoudzou-donnees-ouvertes"): "licence",
        address(newsroom, "le-phare-du-ponant", "/nulle-part.html"): "page introuvable",
        address(newsroom, "le-phare-du-ponant", "/"): "pas un article",
        "http://nulle-part.invalid/article": "adresse inconnue",
    }
    for url in wanted:
        assert here.post("/ajouter/adresse", "/ajouter", url=url).status_code == 303
    ended = {str(one.payload["url"]): one for one in run_waiting(small)}
    assert {url: one.state for url, one in ended.items()} == dict.fromkeys(wanted, RequestState.FAILED)
    for url, words in wanted.items():
        assert words in ended[url].said, ended[url].said
    asked = {one.path for one in newsroom.log}
    assert ROBOTS not in asked
    assert "/pli/2307/autun-cameras-augmentees" not in asked


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "http://a:b@c.example/", "http://"]
)
def test_what_is_no_address_is_refused_at_once(here: Browser, url: str) -> None:
    answer = here.post("/ajouter/adresse", "/ajouter", url=url)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert not requests.latest(here.app.state.desk.state)


def test_a_pasted_text_is_analysed_and_found_and_leaves_nowhere(
    here: Browser, small: Workspace, newsroom: Running, tmp_path: Path
) -> None:
    here.post("/ajouter/adresse", "/ajouter", url=address(newsroom, "le-phare-du-ponant", ARTICLE))
    fields = {
        "titre": "Le robot de Quimper",
        "journal": "La Gazette close",
        "jour": "2026-11-20",
        "texte": TEXT,
    }
    assert here.post("/ajouter/texte", "/ajouter", **fields).status_code == 303
    ended = run_waiting(small)
    assert [one.state for one in ended] == [RequestState.DONE] * 2, [one.said for one in ended]
    page = here.get("/ajouter/textes/1").text
    assert UNIQUE in page
    assert 'href="/communes/29232"' in page
    assert "chatbot" in page
    facts = page.partition('id="trouve"')[2]
    sentences = [
        re.sub(r"<[^>]+>", "", one) for one in re.findall(r'class="evidence">(.*?)</blockquote>', facts)
    ]
    assert sentences
    pasted = f"{fields['titre']}\n{TEXT}".replace("’", "'")
    for sentence in sentences:  # word for word, but for the typography of what is shown
        assert sentence.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'") in pasted
    assert "mots cités" in facts
    assert "répertoire des élus" in facts
    assert re.search(r"12\s000", facts)
    assert "/ajouter/textes/1" in here.get("/ajouter?mots=ZYGOMARPHE+quimper").text
    assert (
        "/ajouter/textes/1" not in here.get("/ajouter?mots=zygomarphe+dreux").text.partition('id="colles"')[2]
    )
    publish(small, force=True)
    export(small, tmp_path / "export")
    holding = [
        file
        for folder in (small.root, tmp_path / "export")
        for file in folder.rglob("*")
        if file.is_file() and UNIQUE.encode() in file.read_bytes()
    ]
    # in the state and in the copies that are kept of it here
    assert {re.split(r"[.-]", file.name)[0] for file in holding} == {"state"}, holding
    assert run_sql(small.data, "SELECT count(*) FROM articles").rows == [(1,)]


def test_sentences_go_with_the_words_of_a_text_and_private_persons_are_not_told() -> None:
    text = "Odile Ferrandou, maire, ouvre un robot avec Nuit Claire. Luc Moineau, habitant, en rit. Le 3."
    body = f"T\n\n{text}"

    def at(words: str) -> list[int]:
        return [body.index(words), body.index(words) + len(words)]

    first = at("Odile Ferrandou, maire, ouvre un robot avec Nuit Claire.")
    told = {
        "persons": [
            {"name": "Odile Ferrandou", "role": "mayor", "mentions": [at("Odile Ferrandou")], "evidence": first,
             "register": "contradicted", "register_basis": "attested"},
            {"name": "Luc Moineau", "role": "other", "mentions": [at("Luc Moineau")], "evidence": first},
        ],
        "initiatives": [{"actor_name": "Dreux", "technology": "robot", "supplier": "Nuit Claire", "dates": [at("3")],
                         "status": "experiment", "evidence": first}],
        "events": [{"name": "Fête", "start_date": "2026-12", "end_date": "2026-12", "evidence": [0, 0]}],
    }  # fmt: skip
    one = Clipping("T", "", text, "x", datetime.now(UTC), found=told)
    known = dict(facts(one, told))
    (mayor,) = known["Personnes"]
    assert "le contredit" in mayor.said
    assert "ouvre un robot" in mayor.sentence
    assert known["Initiatives"][0].said == "fournisseur : Nuit Claire · date : 3"
    assert known["Initiatives"][0].status == "experiment"
    assert known["Événements"][0].said == "décembre 2026"
    emptied = dict(facts(replace(one, text=""), told))
    assert [fact.sentence for found in emptied.values() for fact in found] == [""] * 3


def test_a_pasted_text_is_inert_and_can_be_taken_away(here: Browser) -> None:
    hostile = {"titre": "<script>alert(1)</script>", "texte": "<img src=x onerror=alert(1)>", "lien": ""}
    assert here.post("/ajouter/texte", "/ajouter", **hostile).status_code == 303
    page = here.get("/ajouter/textes/1").text + here.get("/ajouter").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert here.post("/ajouter/textes/1/oter", "/ajouter").status_code == 303
    assert here.get("/ajouter/textes/1").status_code == 404
    assert "texte ôté depuis" in said(here)


@pytest.mark.parametrize(
    ("field", "value"),
    [("texte", ""), ("titre", " "), ("texte", "a" * 200_001), ("jour", "demain"), ("jour", "2999-01-01"),
     ("lien", "javascript:alert(1)")],
)  # fmt: skip
def test_a_text_that_cannot_be_kept_is_refused_and_what_was_typed_stays(
    here: Browser, field: str, value: str
) -> None:
    answer = here.post(
        "/ajouter/texte", "/ajouter", **{"titre": "Titre", "texte": "Texte tapé", field: value}
    )
    assert answer.status_code == 400
    if field in {"jour", "lien", "titre"}:
        assert "Texte tapé" in answer.text
    assert here.get("/ajouter/textes/1").status_code == 404
