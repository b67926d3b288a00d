"""A small watch of invented articles, read in three runs by batches of two.

Its first run learns nothing of what the source repeats; its second does, and cuts what was stored; an editor parts a
story between the second and the third; the third brings a correction.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core import ids
from core.types import Candidate, EditKind, Page, StoryEdit
from crawler.archiving.archive import write_saved
from crawler.collect import ingest
from jobs import analysing, workspace
from jobs.process import process
from jobs.registers import analyser
from jobs.workspace import Workspace
from nlp.pipeline import Analyser
from nlp.relevance.weights import Weights
from nlp.stories.edits import split_id
from registers import Registers
from state import story_edits
from state.open import open_state

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ADVERT = "Formation : maîtriser la commande publique numérique en deux jours, à Dijon ou à distance."
MAYOR = "Odette Kermarrec"
SOURCES = """
[guet]
name = "Le Guet"
homepage = "https://guet.example/"
entries = [{ kind = "feed", url = "https://guet.example/flux" }]
"""
TITLES = {
    "crozon": "À Crozon, un robot conversationnel répond aux habitants",
    "crozon-bis": "Crozon met en service son chatbot Goélia",
    "mende": "Mende : des caméras pour compter les voitures",
    "rodez": "À Rodez, la vendange du parc",
    "autun": "Autun : capteurs et compteurs d’eau connectés",
}
TEXTS = {
    "crozon": f"{MAYOR}, maire de Crozon, a présenté lundi le robot conversationnel Goélia. « Il répond jour et nuit"
    f" aux habitants », a dit {MAYOR}. La commune de Crozon a mis en service ce chatbot pour 12 000 euros par an.",
    "crozon-bis": "La mairie de Crozon a mis en service le robot conversationnel Goélia, qui répond aux questions des"
    " habitants. Une réunion publique sur le robot conversationnel aura lieu le 10 décembre 2026 à Crozon.",
    "mende": "La ville de Mende expérimente des caméras augmentées qui comptent les voitures au centre. L’essai de ces"
    " caméras algorithmiques durera six mois, dit la mairie de Mende, et coûte 30 000 euros.",
    "rodez": "Les vignes du parc de Rodez ont donné trois cents grappes cette année. Les enfants de l’école voisine"
    " les ont cueillies sous la pluie, et le jus sera servi au goûter de Noël, comme chaque année depuis dix ans.",
    "autun": "La ville d’Autun a déployé des compteurs d’eau connectés dans ses écoles. Les capteurs signalent les"
    " fuites au service des eaux. La commune d’Autun veut en poser quarante autres au printemps prochain.",
}
CORRECTION = TEXTS["crozon"].replace("12 000", "15 000")


def made(root: Path) -> Workspace:
    """The watch after its three runs."""
    space = workspace.create(root, {"store": {"batch_size": 2}}, SOURCES)
    collected(space, 1, "crozon", "crozon-bis", "rodez")
    process(space)
    collected(space, 2, "mende", "autun")
    process(space)
    parted(space, "crozon-bis")
    collected(space, 3, "crozon", text=CORRECTION)
    process(space)
    return space


@contextmanager
def one_pipeline() -> Iterator[None]:
    """Load the pipeline once for all runs of the block that want the same: loading takes most of their time."""
    loaded: dict[tuple[str, int, str], Analyser] = {}

    def kept(registers: Registers, most: int, weights: Weights | None = None) -> Analyser:
        key = registers.manifest.fingerprint, most, weights.fingerprint if weights else ""
        if key not in loaded:
            loaded.clear()  # one at a time: each takes hundreds of megabytes
            loaded[key] = analyser(registers, most, weights)
        return loaded[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysing, "analyser", kept)
        yield


def copied(space: Workspace, root: Path) -> Workspace:
    """The same watch, to be changed."""
    shutil.copytree(space.root, root, symlinks=True)
    return workspace.find(root)


def collected(space: Workspace, hour: int, *names: str, text: str | None = None) -> None:
    """Bring pages as a crawl would, an hour each."""
    at = NOW + timedelta(hours=hour)
    pages = []
    for number, name in enumerate(names):
        html = _page(TITLES[name], text or TEXTS[name], at)
        url, headers = f"https://guet.example/{name}", (("content-type", "text/html; charset=utf-8"),)
        page = Page(url, url, "guet", at + timedelta(seconds=number), 200, headers, html.encode())
        pages.append((Candidate(url, "guet", "e"), page))
    with closing(open_state(space.state)) as state:
        write_saved(space.archive, f"20261123T{hour:02}0000Z-0000", pages)
        ingest(space.archive, state, ())


def parted(space: Workspace, name: str) -> None:
    """An editor says that an article is a story of its own."""
    found = article_id(name)
    said = datetime.now(UTC)
    into = split_id([found], said.isoformat())
    with closing(open_state(space.state)) as state:
        story_edits.append(state, StoryEdit(EditKind.SPLIT, "0" * 16, into, (found,), "rédaction", said))


def article_id(name: str) -> str:
    """The id of an article of the watch."""
    return ids.article_id(f"https://guet.example/{name}")


def _page(title: str, text: str, at: datetime) -> str:
    about = {"@type": "NewsArticle", "headline": title, "datePublished": at.isoformat()}
    more = "On en reparlera au prochain conseil municipal, à la demande de plusieurs élus de la commune."
    return (
        f"<html lang='fr'><head><title>{title}</title><meta property='og:type' content='article'>"
        f"<script type='application/ld+json'>{json.dumps(about)}</script></head>"
        f"<body><article><h1>{title}</h1><p>{text}</p><p>{ADVERT}</p><p>{more} {text[:60]}</p></article></body>"
    )
