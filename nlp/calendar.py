"""Months and days of the week, folded, in lower case, as pieces of patterns."""

from nlp.wordlists import either

MONTHS = either([
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
])  # fmt: skip
WEEKDAYS = either(["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"])
