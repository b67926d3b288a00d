"""A published newsroom whose articles are hard to export: formulas, line breaks, long sentences, a reservation."""

import csv
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from newsroom import (
    MONDAY,
    TECHNOLOGIES,
    analysis,
    batch,
    event,
    figure,
    initiative,
    link,
    processed,
    quote,
    registers,
    role,
)

from core.settings import StoreSettings
from core.types import Processed, RoleKind
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.registers import load_registers, load_technologies, note_model

FORMULA = '=HYPERLINK("https://piege.example";"Bréville")'
BROKEN = "Bréville ouvre\r\nER  - \nsa régie"
AUTHORS = ("LE GOFF Jean-Noël", "Basile Quentric", "La rédaction")
LONG = "Le conseil a longuement débattu du préau, de la craie, du marais et des barques avant de dire ceci : "
MIDDLE = "l’assistant vocal répondra aux appels de nuit dès le printemps, "
SENTENCE = LONG + MIDDLE + "et bien d’autres choses " * 9 + "jusqu’aux barques de Saint-Hilaire."
SUMMARY = "Un chapeau qui n’en finit pas de raconter la craie mouillée du préau. " * 6
HIDDEN = "phrase réservée que nul autre ne doit lire"
CREDITS = "Registre des essais · Bureau du Marais · Licence Ouverte 2.0 · 2026-01-01"


def chatty() -> Processed:
    """An article with long sentences and two quotes."""
    at = SENTENCE.index("l’assistant")
    quotes = (
        quote(
            0, text="La seconde parole, un peu longue", confidence=0.6, evidence_text="Elle dit la seconde."
        ),
        quote(200, text="La première parole", confidence=0.95, evidence_text="Elle dit la première."),
    )
    found = analysis(
        quotes=quotes,
        figures=tuple(figure(1000 + n, evidence_text=f"Chiffre {n} : {'x ' * 80}") for n in range(12)),
        roles=(
            role(
                evidence_text=SENTENCE, evidence=(500, 500 + len(SENTENCE)), mentions=((500 + at, 520 + at),)
            ),
        ),
        initiatives=(initiative(evidence_text=SENTENCE, evidence=(500, 500 + len(SENTENCE))),),
    )
    return processed(1, summary=SUMMARY, found=found, authors=AUTHORS)


def reserved() -> Processed:
    """An article under a reservation, analysed all the same (another legal basis)."""
    found = analysis(
        roles=(role("Zéphyr Malandain", RoleKind.OFFICIAL, None, evidence_text=HIDDEN),),
        quotes=(quote(text=HIDDEN, evidence_text=HIDDEN),),
        figures=(figure(evidence_text=HIDDEN),),
        events=(event(id="e-reserved", evidence_text=HIDDEN),),
        initiatives=(initiative("i-reserved", evidence_text=HIDDEN),),
    )
    one = processed(2, summary=HIDDEN, tags=(HIDDEN,), found=found)
    return replace(one, article=replace(one.article, rights=replace(one.article.rights, tdm_reserved=True)))


def articles() -> tuple[Processed, ...]:
    old = MONDAY - timedelta(days=40)
    dull = analysis(relevant=False, mentions=(), roles=(), quotes=(), figures=(), events=(), initiatives=())
    return (
        chatty(),
        reserved(),
        processed(3, title=FORMULA, summary="", authors=()),
        processed(4, title=BROKEN, published_at=old, found=analysis(initiatives=(initiative("i-old"),))),
        processed(5, title="Le marais gèle", found=dull),
    )


def published_newsroom(data_dir: Path, settings: StoreSettings, *more: Batch, model: str = "essai 1") -> None:
    """Write and publish it."""
    whole = batch((10,))
    with open_live(data_dir, settings) as live:
        load_registers(live, *registers(), "2026", CREDITS)
        load_technologies(live, TECHNOLOGIES, "lexique 7")
        note_model(live, model)
        live.write(replace(whole, articles=(*whole.articles, *articles()), links=(link(2, 1), link(5, 3))))
        for batch_ in more:
            live.write(batch_)
    publish(data_dir, settings)


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The records of csv/<name>.csv."""
    with (folder / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path there."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }
