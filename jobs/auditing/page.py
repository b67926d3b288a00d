"""The result of an audit in words, and on a page between two markers."""

from pathlib import Path

from core.errors import InputError
from jobs.auditing.questions import KINDS
from jobs.auditing.scoring import ALL, Row, Scored
from store.files import write_atomically

BEGIN, END = "<!-- audit:begin -->", "<!-- audit:end -->"


def cells(row: Row) -> dict[str, str]:
    """One row of the table that people read."""
    return {
        "sorte": "ensemble" if row.field == ALL else KINDS[row.field],
        "jugés": f"{row.coded} / {row.items}",
        "exacts": _with_interval(row.precision, row.low, row.high),
        "n": str(row.decided),
        "indécidables": str(row.undecided),
        "désaccords": str(row.unsettled),
        "accord": _percent(row.agreement),
        "alpha": _alpha(row),
    }


def brief(row: Row) -> dict[str, str]:
    """The same for a terminal: the page has the rest."""
    full = cells(row)
    shown = {name: full[name] for name in ("sorte", "jugés", "exacts")}
    return shown | {
        "à trancher": full["désaccords"],
        "alpha": f"{row.alpha:.2f}".replace(".", ",") if row.alpha is not None else "–",
    }


def write_page(path: Path, scored: Scored) -> None:
    """Put the table between the markers of a page, which get a section of their own where they are not.

    Raises InputError when only one of the two markers is there.
    """
    page = path.read_text("utf-8") if path.exists() else ""
    if page.count(BEGIN) != page.count(END) or page.count(BEGIN) > 1:
        raise InputError(
            f"{path} : marques {BEGIN} et {END} dépareillées", "Laissez-en une de chaque, ou aucune."
        )
    block = f"{BEGIN}\n{section(scored)}{END}"
    if BEGIN in page:
        before, rest = page.split(BEGIN)
        _, after = rest.split(END)
        write_atomically(path, before + block + after)
    else:
        start = f"{page.rstrip()}\n\n" if page.strip() else ""
        write_atomically(path, f"{start}## Audit\n\n{block}\n")


def section(scored: Scored) -> str:
    """The text between the markers."""
    rows = [cells(row) for row in scored.rows]
    head = list(rows[0])
    lines = [head, ["---"] * len(head), *(list(row.values()) for row in rows)]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    models = ", ".join(scored.models) or "modèle inconnu"
    return (
        f"Échantillon du {scored.made_at[:10]}, instantané {scored.snapshot}, {models} ; {scored.coders} codeur(s),"
        " sans connaître ni la confiance ni la règle.\n\n"
        f"{table}\n\n"
        "« exacts » : part des faits publiés qui sont justes, avec son intervalle de Wilson à 95 % ; chaque fait jugé y"
        " pèse ce qu’il représente (Horvitz et Thompson). Pour un article écarté : part de ceux qui devaient l’être."
        " « n » : faits sur lesquels elle repose, désaccords et indécidables mis à part. « alpha » : celui de"
        " Krippendorff, nominal, intervalle par rééchantillonnage.\n"
    )


def _with_interval(share: float | None, low: float | None, high: float | None) -> str:
    if share is None or low is None or high is None:
        return "–"
    return f"{_percent(share)} ({_percent(low)} à {_percent(high)})"


def _alpha(row: Row) -> str:
    if row.alpha is None:
        return "–"
    interval = (
        f" ({row.alpha_low:.2f} à {row.alpha_high:.2f})"
        if row.alpha_low is not None and row.alpha_high is not None
        else ""
    )
    return f"{row.alpha:.3f}{interval}".replace(".", ",")


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}\u00a0%".replace(".", ",")
