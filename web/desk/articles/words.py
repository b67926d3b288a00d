"""Our codes in French, as an article's page says them."""

from datetime import UTC, datetime

from core.days import PARIS
from core.types import Precision
from digest.french import NBSP, date_of
from digest.novelty import SURE
from store.readers.desk.article import Head, Linked, Version

DATED_BY = {
    "json-ld": "déclarée dans les données de la page",
    "meta": "déclarée dans l’en-tête de la page",
    "microdata": "déclarée dans le balisage de la page",
    "time": "affichée près du titre",
    "text": "écrite sur la page",
    "url": "lue dans l’adresse",
    "feed": "donnée par le flux du titre",
    "htmldate": "déduite de la page, qui ne la déclare pas",
}
"""Rules that gave a date (extract/dates.py)."""
ACCESS = {"free": "accès libre", "excerpt": "article payant"}
BASIS = {"full": "lu en entier", "excerpt": "lu en extrait", "title": "seul le titre est lu"}
FORMS = {"round-up": "page récapitulative"}
COUNTED_AS = {"article": "", "reprint": "reprise", "copy": "double", "round-up": "récapitulatif"}
PLACED_BY = {
    "founded": "a ouvert le sujet",
    "linked": "même texte qu’un article du sujet",
    "alike": "même lieu, mêmes mots",
    "edited": "décision de la rédaction",
}
"""How an article came into a story (story_articles.rule)."""
PARTS = {"title": "titre", "summary": "chapeau", "text": "texte"}
_LINKS = {
    ("exact", True): "reprend mot pour mot",
    ("near", True): "reprend presque mot pour mot",
    ("syndicated", True): "reprend la même dépêche ou le même communiqué que",
    ("round-up", True): "récapitule",
    ("exact", False): "repris mot pour mot par",
    ("near", False): "repris presque mot pour mot par",
    ("syndicated", False): "même dépêche ou communiqué dans",
    ("round-up", False): "récapitulé par",
}
_REGISTER = {
    ("confirmed", "attested"): "le répertoire des élus le confirme à ce jour",
    (
        "confirmed",
        "extrapolated",
    ): "le répertoire des élus le confirme, entre deux relevés ou après le dernier",
    ("confirmed", "provisional"): "les listes élues en mars 2026, provisoires, le confirment",
    (
        "contradicted",
        "attested",
    ): "le répertoire des élus le contredit : ce jour-là, le mandat est à quelqu’un d’autre",
}
_UNKNOWN = "le répertoire des élus ne permet pas de le dire"
SURELY = 0.8


def confidence(value: float | None) -> str:
    """How sure the analysis is, in words; "" when it does not say."""
    if value is None:
        return ""
    return "sûr" if value >= SURELY else "probable" if value >= SURE else "à vérifier"


def register(state: str | None, basis: str | None) -> str:
    """What the register of mandates says of a mayor, "" of those whom it does not know."""
    if state in {None, ""}:
        return ""
    return _REGISTER.get((state or "", basis or ""), _REGISTER.get((state or "", "attested"), _UNKNOWN))


def dated(head: Head) -> str:
    """Say "17 novembre 2026, 8 h 05 (donnée par le flux du titre)", as precisely as it is known."""
    if head.published_day is None:
        return "sans date"
    said = date_of(head.published_day)
    if head.published_precision == Precision.INSTANT and head.published_at:
        said += f", {_hour(head.published_at)}"
    rule = DATED_BY.get(head.published_by or "", "")
    day_only = "" if head.published_precision == Precision.INSTANT else "jour seul connu"
    return said + (f" ({' ; '.join(filter(None, (day_only, rule)))})" if day_only or rule else "")


def _hour(at: datetime) -> str:
    local = at.replace(tzinfo=UTC).astimezone(PARIS)
    return f"{local.hour}{NBSP}h{NBSP}{local.minute:02}"


def link(one: Linked) -> str:
    """What one article is to the other, before the other's title."""
    return _LINKS.get((one.kind, one.ours), "lié à")


def share(score: float) -> str:
    """Say "92 % du texte"."""
    return f"{round(score * 100)} % du texte"


def changed(version: Version) -> str:
    """What changed in a version: "titre et texte"."""
    if version.version == 1 or version.changed == []:
        return "première version lue" if version.version == 1 else "rien d’autre que la mise en forme"
    if version.changed is None:
        return "changement inconnu : la version d’avant n’est plus gardée"
    return "changé : " + ", ".join(PARTS.get(part, part) for part in version.changed)
