"""A workspace in which one person, one address and one source are everywhere; all of it is invented."""

import csv
import gzip
import hashlib
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from core.types import (
    Article,
    Candidate,
    EditKind,
    Entry,
    EntryKind,
    Fetch,
    MentionKind,
    Note,
    Outcome,
    Page,
    Processed,
    Source,
    StoryEdit,
)
from crawler.archiving.archive import ArchiveWriter
from crawler.collect import ingest
from jobs import publish, workspace
from jobs.letters.previewing import build
from jobs.letters.weeks import week_named
from jobs.workspace import Workspace
from registers.official import COLUMNS
from state import captures, frontier, story_edits
from state.open import open_state
from store.live import LiveStore, open_live
from store.registers import load_registers
from tests.store import newsroom
from tests.store.newsroom import MONDAY

WHO, SURNAME = "Zoé Lœuillet", "Lœuillet"
INSEE = "79901"
OTHER = Source(
    slug="la-lanterne-oubliee",
    name="La Lanterne du Marais",
    homepage="https://lanterne.example/",
    entries=(Entry(EntryKind.FEED, "https://lanterne.example/flux"),),
)
URL = newsroom.article(2).url
RUN = "20261116T083000Z-00aa"


def named() -> Article:
    """The article that names her, in a text that goes on."""
    text = (
        "« Nous avons commencé par l’école », explique Zoé Lœuillet, maire de Bréville-sur-Aulne. "
        "Le préau sent la craie mouillée. Mme Lœuillet attend 12 000 euros."
    )
    note = Note("cut.boilerplate", "Photo : LŒUILLET Zoé")
    return newsroom.article(
        1, text=text, authors=(WHO, "Basile Quentric"), notes=(note,), tags=(WHO, "école")
    )


def said(article: Article) -> Processed:
    """It, with facts about her and about others."""
    evidence = "explique Zoé Lœuillet, maire de Bréville-sur-Aulne."
    found = newsroom.analysis(
        roles=(newsroom.role(WHO, evidence_text=evidence),),
        quotes=(newsroom.quote(speaker=WHO, evidence_text=evidence),),
        mentions=(
            newsroom.mention(MentionKind.PERSON, f"{INSEE}:zoe loeuillet", WHO, 40),
            newsroom.mention(MentionKind.ORGANISATION, "fondation zoe loeuillet", f"Fondation {WHO}", 90),
            newsroom.mention(MentionKind.TECHNOLOGY, "assistant-vocal", "assistant vocal", 30),
        ),
        figures=(newsroom.figure(evidence_text="Mme Lœuillet attend 12 000 euros."),),
        initiatives=(newsroom.initiative(supplier=f"Fondation {WHO}"),),
    )
    return Processed(article, found, MONDAY)


@contextmanager
def live_of(space: Workspace) -> Iterator[LiveStore]:
    with open_live(space.data, space.settings.store) as live:
        yield live


def filled(folder: Path) -> Workspace:
    """The workspace: results, texts, index, two snapshots, archive, state, letters, copies, lists."""
    tables = "\n".join(_table(source) for source in (newsroom.SOURCE, OTHER))
    space = workspace.create(folder / "veille", {"crawler": {"contact": "a@b.fr"}}, tables)
    _archive(space)
    _results(space)
    _copies(space)
    _lists(space)
    build(space, week_named("2026-W47"))
    return space


def _table(source: Source) -> str:
    entry = f'{{ kind = "feed", url = "{source.entries[0].url}" }}'
    return f'[{source.slug}]\nname = "{source.name}"\nhomepage = "{source.homepage}"\nentries = [{entry}]\n'


def page(url: str, body: bytes, source: str = newsroom.SOURCE.slug) -> Page:
    return Page(url, url, source, MONDAY, 200, (("content-type", "text/html"),), body)


PAGES = {
    newsroom.article(1).url: "<p>explique <b>Zoé</b> L&oelig;uillet, maire</p>".encode("latin-1"),
    URL: b"<p>rien sur elle</p>",
    newsroom.article(3).url: b"<p>une autre page, qui reste</p>",
    newsroom.article(4).url: b'<p>voir aussi</p><a href="/article-2">la suite</a>',
}


def _archive(space: Workspace) -> None:
    writer = ArchiveWriter(space.archive, RUN)
    feed = f"<rss><title>Le mot de {WHO}</title><link>{URL}</link></rss>".encode()
    _kept(writer, newsroom.SOURCE.entries[0].url, feed, None, newsroom.SOURCE.slug)
    for url, body in PAGES.items():
        title = f"Le mot de {WHO}" if url == newsroom.article(1).url else "Un titre"
        candidate = Candidate(url, newsroom.SOURCE.slug, newsroom.SOURCE.entries[0].url, title, guid=url)
        _kept(writer, url, body, candidate, newsroom.SOURCE.slug)
    url = "https://lanterne.example/a"
    _kept(writer, url, b"<p>la lanterne</p>", Candidate(url, OTHER.slug, "flux", "Titre"), OTHER.slug)
    writer.close()
    with closing(open_state(space.state)) as state:
        ingest(space.archive, state, (timedelta(days=3650),))
        with state.write() as connection:
            frontier.add_alias(connection, f"{URL}-le-meme", URL)
        captures.mark_processed(state, [c.capture_id for c in captures.pending(state, 99)], MONDAY)
        ids = (newsroom.article(2).id, newsroom.article(3).id)
        story_edits.append(state, StoryEdit(EditKind.SPLIT, "5" * 16, "6" * 16, ids, WHO, MONDAY))


def _kept(writer: ArchiveWriter, url: str, body: bytes, candidate: Candidate | None, source: str) -> None:
    fetch = Fetch(RUN, source, url, MONDAY, Outcome.FETCHED, status=200, final_url=url, candidate=candidate)
    sent = (("User-Agent", "Beffroi"),)
    writer.acknowledge(writer.add(fetch, page(url, body, source), sent))


def _results(space: Workspace) -> None:
    mandate = dict(newsroom.registers()[2].to_pylist()[0], name=WHO, name_key="zoe loeuillet")
    with live_of(space) as live:
        communes, territories, _ = newsroom.registers()
        load_registers(live, communes, territories, pa.Table.from_pylist([mandate]), "1")
        batch = newsroom.batch((2, 3))
        foreign = newsroom.processed(
            9,
            url="https://lanterne.example/a",
            source=OTHER.slug,
            id=newsroom.article_id("https://lanterne.example/a"),
        )
        late = newsroom.processed(4, text=f"On lit sur {URL} que le préau sent la craie.")
        live.write(
            replace(
                batch,
                articles=(*batch.articles, said(named()), foreign, late),
                fetches=(*batch.fetches, newsroom.fetch(1)),
                links=(newsroom.link(3, 2),),
                signatures=(newsroom.signature(1), newsroom.signature(2)),
                story_articles=tuple(newsroom.story_article(n) for n in (1, 2, 3)),
                sources=(newsroom.SOURCE, OTHER),
            )
        )
        rows = json.dumps(
            {"roles": [{"person_key": f"{INSEE}:zoe loeuillet", "name": WHO}, {"name": "Basile"}]}
        )
        live.connection.execute(
            'INSERT INTO texts.originals (article_id, version, "rows") VALUES (?, 1, ?)', [named().id, rows]
        )
    publish.publish(space)
    with live_of(space) as live:
        live.write(newsroom.batch((5,)))
    publish.publish(space)


def _copies(space: Workspace) -> None:
    """What other parts of the house leave: backups, a release, things put aside, a log."""
    backups, aside = space.data / "backups" / "20261116T090000Z", space.data / "aside"
    release = space.data / "releases" / "2026-11"
    for folder in (backups, aside, release):
        folder.mkdir(parents=True)
    for name in ("live.duckdb", "texts.duckdb"):
        shutil.copyfile(space.data / name, backups / name)
    with (
        closing(sqlite3.connect(space.state)) as state,
        closing(sqlite3.connect(backups / "state.sqlite")) as copy,
    ):
        state.backup(copy)
    shutil.copyfile(space.archive / f"{RUN}.warc.gz", backups / f"{RUN}.warc.gz")
    shutil.copytree(space.data / "search", aside / "20261116T090000Z-search")
    damaged = bytearray((space.data / "live.duckdb").read_bytes())
    damaged[64:4096] = bytes(4032)
    (aside / "20261116T090000Z-live.duckdb").write_bytes(damaged)
    (aside / "notes.txt").write_text(f"{WHO} a appelé.", encoding="utf-16")
    _release(release)
    space.logs.parent.mkdir(parents=True, exist_ok=True)
    lines = [{"event": "page", "url": URL}, {"event": "role", "who": WHO}, {"event": "stays", "source": "x"}]
    space.logs.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def _release(release: Path) -> None:
    rows = [
        {"article_id": newsroom.article(1).id, "person": WHO, "evidence_text": f"explique {WHO}"},
        {"article_id": newsroom.article(1).id, "person": "Basile Quentric", "evidence_text": f"avec {WHO}"},
        {"article_id": newsroom.article(2).id, "person": "Basile Quentric", "evidence_text": "rien"},
    ]
    pq.write_table(pa.Table.from_pylist(rows), release / "roles.parquet")
    with (release / "roles.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    items = [
        {
            "id": newsroom.article(n).id,
            "URL": newsroom.article(n).url,
            "author": [{"family": "Lœuillet", "given": "Zoé"}],
        }
        for n in (1, 2, 3)
    ]
    (release / "articles.json").write_text(json.dumps(items), encoding="utf-8")
    ris = "".join(
        f"TY  - NEWS\nAU  - Lœuillet, Zoé\nUR  - {newsroom.article(n).url}\nER  - \n" for n in (1, 2, 3)
    )
    (release / "articles.ris").write_text(ris, encoding="utf-8")
    with zipfile.ZipFile(release / "roles.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", f"<sst><si><t>{WHO}</t></si><si><t>{URL}</t></si></sst>")
    (release / "CHANGES.md").write_text("# Changements\n", encoding="utf-8")
    names = sorted(path.name for path in release.iterdir())
    sums = "".join(f"{hashlib.sha256((release / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    (release / "SHA256SUMS").write_text(sums, encoding="utf-8")


def _lists(space: Workspace) -> None:
    mandate = '[[mandate]]\ninsee = "71014"\nname = "{}"\nfrom_day = 2026-03-22\n'
    (space.root / "mandates.toml").write_text(
        mandate.format(WHO) + mandate.format("Basile Quentric"), "utf-8"
    )
    decision: dict[str, Any] = {"text": f"Le mot de {WHO}.\n{URL}", "relevant": True}
    lines = [decision, {"text": "Rien.", "relevant": False}]
    space.decisions.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), "utf-8")
    space.registers.mkdir()
    rows = [list(COLUMNS.values()), ["71014", "LŒUILLET", "Zoé", "2026-03-22", "2026-03-22"]]
    rows.append(["29232", "QUENTRIC", "Basile", "2020-03-22", "2020-03-22"])
    text = "".join(";".join(row) + "\n" for row in rows)
    (space.registers / "maires-2026-06-01.csv.gz").write_bytes(gzip.compress(text.encode()))
