"""French for readers: dates, lists, typography, and words for our codes."""

from datetime import date

from babel.dates import format_date
from markupsafe import Markup, escape

from core.names import name_key

NBSP, NNBSP = "\u00a0", "\u202f"

REASONS = {
    "bad_encoding": "réponse illisible",
    "bad_url": "adresse impossible",
    "budget": "au-delà du nombre de pages prévu",
    "connection": "connexion impossible",
    "dns": "adresse inconnue",
    "empty": "page vide",
    "extract_failed": "extraction en échec",
    "http_404": "page introuvable",
    "http_410": "flux ou page supprimé",
    "not_a_feed": "le flux n’en est plus un",
    "not_article": "pas un article",
    "not_html": "pas une page",
    "private_address": "adresse locale refusée",
    "robots": "interdit par robots.txt",
    "robots_unavailable": "robots.txt sans réponse : site laissé de côté",
    "tdm": "fouille réservée par l’éditeur",
    "timeout": "pas de réponse à temps",
    "tls": "certificat refusé",
    "too_large": "page trop lourde",
    "too_many_redirects": "trop de redirections",
    "truncated": "réponse incomplète",
    "unreadable": "archive abîmée",
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
