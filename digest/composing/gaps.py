"""Ce que nous avons pu manquer, and who answers for the rest."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from digest.composing.material import Material
from digest.composing.tales import shown
from digest.composing.tellings import telling
from digest.french import NBSP, date_of
from digest.letter import Foot, Gaps, Missed
from digest.plain import line
from store.query import Refusal

METHOD = (
    f"Articles, faits et phrases sont relevés par programme{NBSP}; avant l’envoi, une personne vérifie, près de leur"
    " phrase, les initiatives (qui, quelle technologie, quel usage, quel état), les noms de personnes, les fournisseurs"
    f" et les chiffres, hors titres d’articles cités, et rien d’autre{NBSP}; l’édito, les commentaires et les titres"
    f" récrits sont de la rédaction, qui en répond{NBSP}; chaque état, nom, chiffre et citation"
    " renvoie à son article."
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Whose letter it is; `accuracy` are measured figures in words."""

    title: str
    director: str = ""
    accuracy: tuple[str, ...] = ()


def gaps(material: Material) -> Gaps:
    """Outlets not heard, articles reserved, départements without an outlet, and what was refused."""
    return Gaps(
        silent=tuple(map(line, material.heard.silent)),
        reserved=tuple(telling(page) for page in material.pages if page.reserved),
        uncovered=tuple(map(line, material.uncovered)),
        missed=tuple(_missed(material.refusals)),
    )


def _missed(refusals: Iterable[Refusal]) -> Iterable[Missed]:
    """Whatever the stage, by outlet and reason; the most frequent first."""
    counted: Counter[tuple[str, str]] = Counter()
    for refusal in refusals:
        counted[line(refusal.source), refusal.reason] += refusal.n
    for (outlet, reason), n in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        yield Missed(outlet, reason, n)


def foot(material: Material, frame: Frame) -> Foot:
    """What was read and kept, how, and since when."""
    pages = shown(material.pages)
    return Foot(
        read=len(pages),
        outlets=len({page.outlet for page in pages}),
        kept=sum(page.relevant for page in pages),
        director=line(frame.director),
        method=METHOD,
        accuracy=frame.accuracy,
        watch_note=watch_note(material),
    )


def watch_note(material: Material) -> str:
    """Since when we can tell; of a week before the watch, that it is one."""
    began = material.heard.began
    if began is None:
        return f"Aucune collecte n’a encore eu lieu{NBSP}: rien n’est dit nouveau."
    if material.week.last < began:
        return (
            f"Cette semaine précède notre veille, commencée la semaine du {date_of(began)}{NBSP}:"
            " il n’en reste que ce que les titres annonçaient encore, et rien n’est dit nouveau."
        )
    return material.novelties.note
