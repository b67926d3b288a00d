"""French for readers: dates, lists, typography, and words for our codes."""

from datetime import date

from babel.dates import format_date
from markupsafe import Markup, escape

from core.names import name_key

NBSP, NNBSP = "\u00a0", "\u202f"

REASONS = {
    "robots": "interdit par robots.txt",
    "tdm": "fouille réservée par l’éditeur",
    "http_404": "page introuvable",
    "http_410": "flux ou page supprimé",
    "not_article": "pas un article",
    "not_html": "pas une page",
    "too_large": "page trop lourde",
    "timeout": "pas de réponse à temps",
    "dns": "adresse inconnue",
    "connection": "connexion impossible",
    "empty": "page vide",
}

REGISTER = {
    "confirmed": "confirmé par le répertoire des élus",
    "contradicted": "contredit par le répertoire des élus : à vérifier",
    "unknown": "absent du répertoire des élus : à vérifier",
}


def day(value: date | None) -> str:
    """Say "mardi 17 novembre 2026", the day number and its month kept on one line."""
    if value is None:
        return "date inconnue"
    text: str = format_date(value, "EEEE d MMMM y", locale="fr")
    return text.replace(" 1 ", " 1er ").replace(" ", NBSP, 2)


def span(first: date, last: date) -> str:
    """Say "du 16 au 22 novembre 2026"."""
    pattern = "d MMMM y" if first.year != last.year else "d MMMM" if first.month != last.month else "d"
    left = format_date(first, pattern, locale="fr")
    return f"du {left} au {format_date(last, 'd MMMM y', locale='fr')}"


def of_town(name: str) -> str:
    """Say "du Havre", "des Sables-d’Olonne", "d’Autun", "de La Rochelle", "de Quimper"."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    vowel = name_key(name[:1]).upper() in _VOWELS and not name.startswith(_ASPIRATED)
    return f"d’{name}" if vowel else f"de {name}"


_VOWELS = {"A", "E", "I", "O", "U", "OE"}
_ASPIRATED = ("Oui", "Uhart", "Yu")  # "de Uhart-Cize": no elision before these


def reason(code: str) -> str:
    """A refusal's code in words."""
    return REASONS.get(code, f"erreur {code.removeprefix('http_')}" if code.startswith("http_") else code)


def typeset(text: str) -> Markup:
    """Escape, and keep French punctuation with its word: thin no-break before ; ! ?, no-break before : and »."""
    out = str(escape(text))
    for mark in (" ;", " !", " ?"):
        out = out.replace(mark, NNBSP + mark[1])
    out = out.replace(" :", NBSP + ":").replace("« ", "«" + NBSP).replace(" »", NBSP + "»")
    return Markup(out)  # noqa: S704  escaped on the first line, only spaces were changed since
