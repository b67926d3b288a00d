"""What a release does not show: weeks and outlets that were not seen, sentences that are not passed on."""

from collections.abc import Sequence

from store.exporting.papers import many
from store.releasing.about import About, Outage
from store.releasing.words import listed, plain


def unseen(about: About) -> str:
    """Outages that are established, weeks of which nothing is known, outlets that never answered."""
    return "\n\n".join(filter(None, [_outages(about), _unknown(about.unknown), _silent(about.silent)]))


def withheld(about: About) -> str:
    """By view, how many of its rows have their sentence held back."""
    lines = [
        f"- `{view}` : {many(one.withheld, 'ligne')} sur {one.rows} ({100 * one.withheld / one.rows:.0f} %)"
        for view, one in about.withheld.items()
        if one.rows
    ]
    return listed(lines)


def _outages(about: About) -> str:
    watched = many(about.weeks, "semaine")
    if not about.outages:
        return f"Aucune panne établie sur {watched} de veille. Détail : `csv/v_coverage.csv`."
    return (
        f"{_total(about.outages)} sans réponse (`outage` dans `csv/v_coverage.csv`), sur"
        f" {watched} de veille ; les comptages n’y disent rien.\n\n" + _weeks(about.outages)
    )


def _unknown(weeks: Sequence[Outage]) -> str:
    """A week under way is no outage, and no week without one either."""
    if not weeks:
        return ""
    return (
        f"{_total(weeks)} dont on ne sait rien (`outage` vide) : rien n’avait répondu, et la semaine de la dernière"
        " collecte n’était pas finie.\n\n" + _weeks(weeks)
    )


def _silent(names: Sequence[str]) -> str:
    if not names:
        return ""
    verb = "n’a" if len(names) == 1 else "n’ont"
    said = listed([f"- {plain(name)}" for name in names])
    return f"{many(len(names), 'titre')} de presse {verb} jamais répondu :\n\n{said}"


def _total(weeks: Sequence[Outage]) -> str:
    return many(sum(one.weeks for one in weeks), "semaine-titre")


def _weeks(weeks: Sequence[Outage]) -> str:
    return listed([f"- {plain(one.source)} : {one.weeks} (du {one.first} au {one.last})" for one in weeks])
