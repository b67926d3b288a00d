"""Words for the codes that pages of things show, and what those pages put together alike."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from digest import french
from store.readers.desk.listening import WEEK
from store.readers.desk.things import WeekCount
from web.charts.weekly import Bar, weekly
from web.desk.frame import address, short_day

KINDS = {
    "commune": "commune", "deleguee": "commune déléguée", "associee": "commune associée",
    "arrondissement": "arrondissement municipal", "ancienne": "ancienne commune",
}  # fmt: skip
BASES = {
    "attested": "attesté par le répertoire officiel",
    "extrapolated": "déduit : entre deux états du répertoire, ou après le dernier",
    "provisional": "provisoire : listes élues de mars 2026, avant le répertoire",
}
STATUSES = {"current": "maire", "former": "ancien maire", "candidate": "candidat à la mairie"}
AGREEMENTS = {
    "confirmed": "le registre le confirme", "contradicted": "le registre dit autre chose",
    "unknown": "le registre ne sait pas",
}  # fmt: skip
CATEGORIES = {
    "cybersecurite": "cybersécurité", "donnees": "données", "education": "éducation numérique",
    "environnement": "environnement et énergie", "ia": "intelligence artificielle", "inclusion": "inclusion numérique",
    "infrastructures": "infrastructures", "mobilite": "mobilité", "participation": "participation citoyenne",
    "sante": "santé numérique", "securite-video": "sécurité et vidéo", "services-en-ligne": "services en ligne",
    "ville-intelligente": "ville intelligente",
}  # fmt: skip
USES = {
    "demarches-accueil": "démarches et accueil", "administration": "administration interne",
    "securite": "sécurité et tranquillité", "mobilite-stationnement": "mobilité et stationnement",
    "proprete-dechets": "propreté et déchets", "eau": "eau et assainissement",
    "energie-batiments": "énergie et bâtiments", "eclairage": "éclairage public",
    "education-jeunesse": "éducation et jeunesse", "social-sante": "social et santé",
    "inclusion": "inclusion numérique", "participation": "participation citoyenne",
    "culture-tourisme": "culture, sport et tourisme", "reseaux-infrastructures": "réseaux et infrastructures",
    "environnement-risques": "environnement et risques", "donnees": "données et pilotage",
    "cybersecurite": "cybersécurité", "autre": "autre usage",
}  # fmt: skip
ACTORS = {
    "commune": "commune", "epci": "intercommunalité", "departement": "département", "region": "région",
    "syndicate": "syndicat",
}  # fmt: skip
REPEATS = {"reprint": "reprise", "copy": "double", "round-up": "page récapitulative"}
POLICIES = {
    "full": "pages entières", "excerpt": "titre et extrait que donne la liste", "metadata": "titre, date et lien",
}  # fmt: skip
STAGES = {
    "entry": "points d’entrée", "fetch": "collecte", "archive": "archive", "extract": "lecture de la page",
}  # fmt: skip
MAYORS = frozenset({"mayor", "former_mayor", "mayor_candidate"})
"""Roles that give a person a page."""
WEEKS = 52
_FEWEST = 12
"""Weeks of a chart at least: one bar alone is no chart."""
_LABELS = 8


def group_of(slug: str | None, source_id: str) -> str:
    """Say "Groupe estran" of the group "groupe-estran", "indépendant" of an outlet that is its own."""
    if not slug or slug == source_id:
        return "indépendant"
    said = slug.replace("-", " ")
    return said[:1].upper() + said[1:]


def has_page(person_key: str, role: str) -> bool:
    """Whether somebody has a page: a mayor's key is of a commune, everybody else's is of an article."""
    return role in MAYORS and ":" in person_key


def timeline(
    base: str, weeks: Sequence[WeekCount], outages: Mapping[date, bool | None], name: str, **search: Any
) -> Markup | None:
    """The last year of a thing as a chart, each week a link to its articles; None where nothing is dated.

    Hatched is every week of which nobody can say that it was heard.
    """
    if not weeks:
        return None
    last = max([weeks[-1].week, *(week for week, out in outages.items() if out is False)])
    known = max(min([weeks[0].week, *outages]), last - (WEEKS - 1) * WEEK)
    first = min(known, last - (_FEWEST - 1) * WEEK)
    counts = {one.week: one for one in weeks}
    shown = [first + n * WEEK for n in range((last - first) // WEEK + 1)]
    every = max(1, -(-len(shown) // _LABELS))
    bars = [
        _bar(base, counts.get(week, WeekCount(week, 0, 0)), outages.get(week), labelled=n % every == 0, search=search)
        for n, week in enumerate(shown)
    ]  # fmt: skip
    return weekly(bars, name)


def _bar(base: str, one: WeekCount, outage: bool | None, *, labelled: bool, search: Mapping[str, Any]) -> Bar:
    until = one.week + timedelta(days=6)
    said = f"{french.span(one.week, until)} : {french.counted(one.articles, 'article')}"
    said += f", {french.counted(one.reprints, 'reprise')}" if one.reprints else ""
    said += "" if outage is False else ", écoute incomplète"
    href = address(base, "/", {**search, "since": one.week, "until": until}) if one.articles else ""
    return Bar(f"{one.week:%d/%m}" if labelled else "", said, one.articles, outage is not False, href)


def span_of(first: date | None, last: date | None) -> str:
    """Say "du 18/05/2020 au 21/03/2026", "depuis le 22/03/2026"."""
    if last is None:
        return f"depuis le {short_day(first)}" if first else "jour inconnu"
    return f"du {short_day(first)} au {short_day(last)}" if first else f"jusqu’au {short_day(last)}"
