"""The measured accuracy in a reader's words, from the page that is shipped with this version (docs/accuracy.md)."""

import re
from datetime import date

from digest.french import NBSP, date_of
from jobs.exports import accuracy_page

_WORDS = {
    "mayors (person, INSEE code, current or former)": "maires",
    "quotes (span and speaker)": "citations, avec leur auteur",
    "figures (span and value)": "chiffres",
    "initiatives with their status": "initiatives, avec leur état",
}
"""What a letter says, by the name of its row."""
_UNSEEN = ("never read", "blind")
"""Sections of texts that nobody had read who wrote the rules: the others say how well a lesson was learnt."""
_ROW = re.compile(r"^\| ([^|]+?) \| (\d?\.\d+) \|", re.MULTILINE)


def measured(page: str | None = None) -> tuple[str, ...]:
    """A line on the day and the texts, then one for each thing: how many of a hundred that are told are right."""
    text = accuracy_page() if page is None else page
    found: dict[str, float] = {}
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        if any(mark in section.partition("\n")[0] for mark in _UNSEEN):
            found |= {_WORDS[name]: float(value) for name, value in _ROW.findall(section) if name in _WORDS}
    day = re.search(r" on (\d{4}-\d\d-\d\d)", text)
    if not found or day is None:
        return ()
    when = date_of(date.fromisoformat(day[1]))
    return (
        f"Justesse mesurée le {when} sur des textes inconnus de qui écrit les règles{NBSP}:",
        *(f"{name}{NBSP}: {round(100 * found[name])} sur 100" for name in _WORDS.values() if name in found),
    )
