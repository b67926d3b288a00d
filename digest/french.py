"""French for readers: dates, lists, typography, and words for our codes."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from babel.dates import format_date
from markupsafe import Markup, escape

from core.names import name_key

NBSP, NNBSP = "\u00a0", "\u202f"

REASONS = {
    # answers that are of no use, or none
    "bad_encoding": "réponse illisible",
    "bad_url": "adresse impossible",
    "connection": "connexion impossible",
    "dns": "adresse inconnue",
    "http_400": "demande refusée par le site",
    "http_401": "accès sur identification",
    "http_403": "accès interdit par le site",
    "http_404": "page introuvable",
    "http_410": "flux ou page supprimé",
    "http_429": "site saturé",
    "http_451": "page retirée pour raison légale",
    "http_500": "site en panne",
    "http_502": "site en panne",
    "http_503": "site indisponible",
    "http_504": "site en panne",
    "ignored": "réponse écartée",
    "not_html": "pas une page",
    "private_address": "adresse locale refusée",
    "protocol": "réponse qui n’est pas du HTTP",
    "timeout": "pas de réponse à temps",
    "tls": "certificat refusé",
    "too_complex": "page, flux ou plan de site d’une complexité hors de mesure",
    "too_large": "page trop lourde",
    "too_many_redirects": "trop de redirections",
    "truncated": "réponse incomplète",
    # entry points
    "bad_pattern": "motif d’adresses d’articles incorrect",
    "broken_feed": "flux abîmé",
    "http_304": "réponse « inchangé » à une question sans condition",
    "not_asked": "pas demandé",
    "not_a_feed": "le flux n’en est plus un",
    "not_a_listing": "la rubrique n’est pas une page",
    "not_a_sitemap": "le plan du site n’en est pas un",
    # rights and walls
    "captcha": "le site demande un captcha",
    "forbidden": "le site refuse les robots",
    "robots": "interdit par robots.txt",
    "robots_unavailable": "robots.txt sans réponse : site laissé de côté",
    "tdm": "fouille réservée par l’éditeur",
    "tdmrep": "fouille réservée par l’éditeur (tdmrep.json)",
    "tdmrep_unavailable": "tdmrep.json sans réponse : site laissé de côté",
    "wall": "site fermé aux robots : laissé de côté",
    # our own restraint
    "budget": "au-delà du nombre de pages prévu",
    "cooldown": "site au repos",
    "policy_excerpt": "extrait seul, par choix",
    "policy_metadata": "titre et lien seuls, par choix",
    "trap": "adresses sans fin",
    "internal": "réponse impossible à lire : voir le journal",
    # pages that give no article
    "empty": "page vide",
    "extract_failed": "extraction en échec",
    "no_address": "page sans adresse",
    "not_article": "pas un article",
    "too_deep": "page aux éléments emboîtés sans fin",
    "too_short": "ni texte ni extrait",
    "unreadable": "archive abîmée",
}

STATES = {
    "new": "du neuf",
    "unchanged": "rien de neuf",
    "empty": "liste vide",
    "blocked": "accès fermé",
    "missed": "pas de réponse",
    "waiting": "en attente",
}

VOLUMES = {
    "usual": "habituel",
    "silent": "silence inhabituel",
    "drop": "bien moins d’articles que d’habitude",
    "burst": "bien plus d’articles que d’habitude",
}


def day(value: date | None) -> str:
    """Say "mardi 17 novembre 2026", the day number and its month kept on one line."""
    if value is None:
        return "date inconnue"
    text: str = format_date(value, "EEEE d MMMM y", locale="fr")
    return text.replace(" 1 ", " 1er ").replace(" ", NBSP, 2)


def date_of(value: date) -> str:
    """Say "17 novembre 2026", "1er mars 2026"."""
    text: str = format_date(value, "d MMMM y", locale="fr")
    return text.replace("1 ", "1er ", 1) if value.day == 1 else text


def span(first: date, last: date) -> str:
    """Say "du 16 au 22 novembre 2026", "du 1er au 2 décembre 2026"."""
    pattern = "d MMMM y" if first.year != last.year else "d MMMM" if first.month != last.month else "d"
    left: str = format_date(first, pattern, locale="fr")
    return f"du {left.replace('1', '1er', 1) if first.day == 1 else left} au {date_of(last)}"


def days(first: date, last: date, precision: str) -> str:
    """Say "3 décembre 2026", "du 3 au 4 décembre 2026", "décembre 2026", "2026"."""
    if precision == "day":
        return date_of(first) if first == last else span(first, last)
    pattern = "MMMM y" if precision == "month" else "y"
    left, right = (format_date(day, pattern, locale="fr") for day in (first, last))
    return left if left == right else f"{left} – {right}"


STATUS = {
    "plan": "en projet",
    "announced": "annoncé",
    "experiment": "à l’essai",
    "deployed": "en service",
    "abandoned": "abandonné",
}
"""How far an initiative is (initiatives.status)."""

STAGES = {**STATUS, "announced": "au stade de l’annonce", "abandoned": "abandonnée"}
"""The same as an initiative is said to be: "elle est à l’essai"; all but the end suit any gender."""

NATURES = {
    "initiative": "initiative", "incident": "incident", "debate": "débat",
    "national-policy": "politique nationale", "other": "autre",
}  # fmt: skip
"""What kind of news an article is (articles.nature)."""

TOPICS = {
    "ia": "intelligence artificielle", "donnees": "données", "cybersecurite": "cybersécurité",
    "inclusion-numerique": "inclusion numérique", "ville-intelligente": "ville intelligente",
    "services-en-ligne": "services en ligne", "infrastructures": "infrastructures",
    "education-numerique": "numérique à l’école", "sante-numerique": "santé numérique", "mobilite": "mobilité",
    "securite-video": "sécurité et vidéo", "environnement-energie": "environnement et énergie",
    "participation-citoyenne": "participation citoyenne",
}  # fmt: skip
"""What it is about (article_topics.topic)."""

STATES_OF_EVENTS = {"scheduled": "", "cancelled": "annulé", "postponed": "reporté", "withdrawn": "retiré"}


def of_town(name: str) -> str:
    """Say "du Havre", "des Sables-d’Olonne", "d’Autun", "de La Rochelle", "de Quimper"."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return of_name(name)


def placed(name: str, around: str) -> str:
    """Say "Autun (Saône-et-Loire)", "Paris", "Château-Chinon (Ville, Nièvre)"."""
    if around in {"", name}:
        return name
    return f"{name[:-1]}, {around})" if name.endswith(")") else f"{name} ({around})"


_BODIES = {
    "CC ": "communauté de communes ",
    "CA ": "communauté d’agglomération ",
    "CU ": "communauté urbaine ",
}
"""How the register shortens what intercommunal bodies are."""
_FEMININE = {"communaute", "metropole", "agglomeration", "eurometropole"}
_MASCULINE = {"syndicat", "sivom", "sivu", "sictom", "smictom"}


def body(name: str) -> str:
    """A body of several communes: "la communauté de communes du Val", "le syndicat des eaux", "Morlaix Communauté"."""
    short = next((short for short in _BODIES if name.startswith(short)), "")
    full = _BODIES[short] + name.removeprefix(short) if short else name
    head = name_key(full).split(" ", 1)[0]
    if head in _MASCULINE:
        return f"le {full}"
    if head not in _FEMININE:
        return full
    return f"l’{full}" if name_key(full)[:1] in {"a", "e"} else f"la {full}"


def of_body(name: str) -> str:
    """Say "de la communauté de communes du Val", "du syndicat des eaux", "de Morlaix Communauté", "d’Aulne Agglo"."""
    full = body(name)
    return f"du {full.removeprefix('le ')}" if full.startswith("le ") else of_town(full)


def of_name(name: str) -> str:
    """Say "d’Odile", "de Luc", "d’Hélène", "d’Yvetot", "de Yann": no article is contracted ("de Le Goff").

    Common nouns too ("d’intelligence artificielle", "de haut débit"): whatever "de" joins is joined here.
    """
    first, second = name_key(name[:1]).upper(), name_key(name[1:2])
    vowel = (
        first in _VOWELS
        or (first == "Y" and second not in {*"aeiou", ""})
        or name.startswith(_MUTE + _MUTE_NOUNS)
    )
    return f"d’{name}" if vowel and not name.startswith(_ASPIRATED) else f"de {name}"


_VOWELS = {"A", "E", "I", "O", "U", "OE"}
_ASPIRATED = ("Oui", "Uhart")  # "de Uhart-Cize": no elision before these
_MUTE_NOUNS = ("habit", "héber", "hist", "horo", "humain", "hydro", "hyper", "hôpit", "hospit")
_MUTE = (
    "Hél", "Hend", "Henn", "Henr", "Herb", "Héri", "Hérou", "Herv", "Hipp", "Hirso", "Hono", "Hort", "Hube", "Hugu",
    "Hyèr", "Yerr", "Yèv",
)  # fmt: skip
"""Before any other h, and before a sounded y, "de" is right or never wrong."""


def reason(code: str) -> str:
    """A refusal's code in words."""
    return REASONS.get(code, f"erreur {code.removeprefix('http_')}" if code.startswith("http_") else code)


def typeset(text: str) -> Markup:
    """Escape what is spaced as French is (`spaced`)."""
    return escape(spaced(text))


def spaced(text: str) -> str:
    """Keep with its word what belongs to it: punctuation, guillemets, units, thousands; ' becomes ’ in words.

    Thin no-break before ; ! ? and between thousands, no-break before : and », after «, between a number and its
    unit or its month.
    """
    for pattern, put in _SPACING:
        text = pattern.sub(put, text)
    return text


_UNITS = "%|‰|€|[kMG]€|k?m²?|ha|[kMG]o|[kMG]?Wh?|h|ans?|mois|jours?|semaines?|millions?|milliards?|euros?|habitants?"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_SPACING: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"), "’"),
    (re.compile(r" (?=[;!?])"), NNBSP),
    (re.compile(r" (?=[:»])|(?<=«) "), NBSP),
    (re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,]?\d)"), lambda found: found[0].replace(" ", NNBSP)),
    (re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?!\w))"), NBSP),
    (re.compile(rf"(?:(?<=\d)|(?<=1er)) (?=(?:{_MONTHS})(?!\w))"), NBSP),
    (re.compile(r"(?<!\w)(n°|M\.|MM\.|Mme|Mmes|Dr|art\.) (?=\w)"), rf"\1{NBSP}"),
)


def number(value: int) -> str:
    """Say "12 345", its thousands kept together."""
    return f"{value:,}".replace(",", NNBSP)


def counted(value: int, noun: str, many: str = "") -> str:
    """Say "aucun article" as "0 article", "1 article", "12 articles": French counts from two."""
    return f"{number(value)}{NBSP}{noun if value < 2 else many or noun + 's'}"


_ROUND = re.compile(
    r"\b(?:(?:plus|moins|près|autour|pas loin) d[e’']"
    r"|jusqu[’']à|au (?:moins|plus)|presque|à peine|quelques?|environ)\s*$",
    re.IGNORECASE,
)


def about(before: str) -> str:
    """What the words before a number that is not exact say of it ("jusqu’à "), "environ " where they say nothing plain.

    A ceiling is no estimate: "jusqu’à neuf jours" is not "environ 9 jours".
    """
    found = _ROUND.search(before)
    said = found[0].strip().lower() if found else "environ"
    return said if said.endswith(("’", "'")) else f"{said} "


def listed(words: Sequence[str]) -> str:
    """Say "Dole, Autun et Lons"."""
    return " et ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


JOBS = {
    "collect": "collecte",
    "process": "traitement",
    "reprocess": "relecture",
    "publish": "publication",
    "backfill": "reprise",
    "retention": "conservation",
    "compact": "réécriture",
    "restore": "reprise d’une copie",
    "forget": "oubli",
    "forget.lift": "levée d’un oubli",
}
"""Jobs, by their name in the results (runs.job)."""

NOTES = {
    "cut.boilerplate": "ligne répétée par le titre, retirée",
    "cut.related": "titre d’un autre article, retiré",
    "cut.junk": "ligne étrangère à l’article, retirée",
    "kept.boilerplate": "texte entier fait de lignes répétées, gardé",
}
"""What extraction notes about an article, by rule; other rules speak for themselves."""
