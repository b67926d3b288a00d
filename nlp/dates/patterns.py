"""How the French write dates: one pattern a construction, matched where a word or a number of a date begins.

All read `Findings.low`: accents off, hyphens and apostrophes as spaces. What introduces a date ("du", "ce", "fin") is
read behind, once it is found.
"""

import re

from nlp.dates.vocabulary import MONTH, NUMBER, WEEKDAY, section, words
from nlp.wordlists import either

_YEAR = r"(?: (?:de )?(?P<{}>(?:1[6-9]|20)\d\d)(?!\d))?"
_DAY = rf"(?:(?P<{{0}}w>{WEEKDAY}) )?(?P<{{0}}d>\d{{{{1,2}}}})(?: ?er\b)?"
_PART = r"(?: (?:matin|soir|midi|apres midi))?"


def _day(name: str) -> str:
    return _DAY.format(name)


def _month(name: str) -> str:
    return rf" (?P<{name}m>{MONTH})(?![a-z])"


PERIOD = re.compile(
    rf"{_day('a')}(?:{_month('a')}{_YEAR.format('ay')})?{_PART},? (?P<to>au|jusqu au|et(?: le)?) "
    rf"{_day('b')}{_month('b')}{_YEAR.format('by')}"
)
"""13 au 15 fevrier, 28 decembre 2025 au 3 janvier."""
SEVERAL = re.compile(
    rf"{_day('a')}{_PART}(?:(?:,| et|, et|,? puis| ou| a|/)? (?:le )?(?:{WEEKDAY} )?\d{{1,2}}(?: ?er\b)?){{0,8}}"
    rf"(?:/|,? (?:et|&|ou|a|puis|et le)? ?){_day('b')}{_month('b')}{_YEAR.format('by')}"
)
"""6 et 7 fevrier, samedi 14 et dimanche 15 mars, 6 7 fevrier (a hyphen in the text)."""
SINGLE = re.compile(
    rf"{_day('a')}{_month('a')}(?:{_YEAR.format('ay')}(?P<turn> prochaine?| derniere?| passe)?)"
)
"""14 mars, jeudi 12 mars 2026, 14 mars prochain."""
WEEKDAY_DAY = re.compile(
    rf"(?P<w>{WEEKDAY}),? (?P<d>\d{{1,2}})(?: ?er)?"
    r"(?=[,.;:)\n»(]|$| [–—:(;]|,? (?:a|au|aux|de|et|pour|dans|en|sur|par|dernier|prochain|lors|matin|soir)\b|, \d)"
    r"(?!,? (?:au|et)(?: [a-z]+)? \d{1,2}\b(?! ?h))"
)
"""mardi 17, whose month is left to the reader."""
NEXT_DAY = re.compile(
    rf"(?:(?P<w>{WEEKDAY}) )?(?P<d>[12]?\d|3[01])(?: ?er)?(?= (?:a|au|aux|en|dans|sur|chez)\b(?! \d)|[,.;)]|$)"
)
"""le 10 mars à Dole et le 12 à Tavaux."""
_REPLACED = (
    r",? (?:se|s|aura|auront|sera|seront|est|sont|a ete|ont ete) (?:[a-z]{2,20} ){0,2}?"
    r"(?:en fait|finalement|plutot|en realite|donc) ?(?:[a-z]{2,20} ?){0,2}?"
    r"|,? (?:est|sont|a ete|ont ete|sera|seront) (?:[a-z]{2,20} )?[a-z]{2,20}ee?s?(?= au )"
)
INSTEAD = re.compile(rf"(?:{_REPLACED}) ?(?:le |au )?(?:{WEEKDAY} )?$")
"""The other one may be before: "la réunion du 10 mars se tiendra finalement le 8"."""
ANOTHER = re.compile(
    rf"(?: (?:a|au|aux|en|dans|sur|chez) [^.;:!?\n«»]{{2,40}}?(?:,| et|, et| puis|, puis)"
    r"|,? mais(?: bien| plutot| finalement)?"
    r"| ?[,;.:] (?:mais )?(?:il|elle|celui ci|celle ci)s? (?:finalement )?(?:se|s|aura|auront|sera|seront|est|sont|a)"
    r" (?:[a-z]+ ){1,2}?(?:finalement )?"
    rf"|{_REPLACED}"
    rf") ?(?:le |au )?(?:{WEEKDAY} )?$"
)
"""Between the two: a place, or that it is the other one."""
WEEKDAY_PAIR = re.compile(
    rf"(?P<w>{WEEKDAY}) (?P<to>et|a) (?:ce )?(?P<w2>{WEEKDAY})(?P<turn> prochains?| derniers?| passes?)?\b"
    r"(?! (?:[12]?\d|3[01])\b(?! ?h))"
)
WEEKDAY_ALONE = re.compile(
    rf"(?P<w>{WEEKDAY})(?P<turn> prochain| dernier| passe| suivant)?\b(?! \d{1, 3}(?! ?h))"
)
FOLLOWING = re.compile(rf"(?P<w>{WEEKDAY}) (?:suivant|d apres)\b")
MONTH_ALONE = re.compile(
    rf"(?P<m>{MONTH})(?![a-z])(?:{_YEAR.format('y')})(?P<turn> prochain| dernier| passe|"
    r" de l an(?:nee)? (?:derniere?|prochaine?|passee?)| suivant)?\b"
)
SEASON = re.compile(
    rf"(?P<s>{either(section('seasons'))})(?: (?P<y>(?:19|20)\d\d)(?!\d)(?:[ /](?P<y2>(?:20)?\d\d)(?![\d/]))?)?"
    r"(?P<turn> prochain| dernier| passe)?\b"
)
PART = re.compile(
    rf"(?P<p>{either(section('parts'))})(?: (?:de l annee |de )?(?P<y>(?:19|20)\d\d)(?!\d))?"
    r"(?P<turn> prochain| dernier)?\b"
)
TERM = re.compile(
    rf"rentree(?: (?:scolaire )?(?:de )?(?:(?P<m>{MONTH})\b ?)?(?P<y>20\d\d)?(?P<turn>prochaine|derniere)?)?"
)
TURN = re.compile(
    r"(?P<unit>semaine|mois|annee|an|week end|trimestre|semestre)(?P<turn> prochaine?| derniere?| passee?| ci\b)?\b"
)
NEAR = re.compile(rf"(?P<word>{either(section('near'))})\b(?: (?:matin|soir|midi|apres midi))?")
LENGTH = re.compile(r"(?P<unit>jours?|semaines?|mois|ans?|annees?|heures?)\b")
YEAR = re.compile(
    r"(?P<y>1[5-9]\d\d|20\d\d)(?:(?P<to> a | et | au |[ /])(?P<y2>(?:1[5-9]|20)\d\d|(?<=\d[ /])\d\d))?(?!\d)"
)
NUMERIC = re.compile(
    r"(?P<d>\d{1,2})(?P<sep>[/.])(?P<m>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d|\d\d)(?![\d/]|\.\d)"
    r"|(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?!\d)"
)
"""On the text itself, whose hyphens count."""
SHORT = re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])")
"""le 12/03, the year left to the reader: only behind "le"."""

AGO = re.compile(
    r"(?:^|[^a-z])(?P<how>il y a|voila|voici|dans|d ici|depuis|sous)"
    r"(?: (?:plus|moins) de| pres de| environ| quelque| a peine| les)?"
    rf" (?P<n>{NUMBER})(?: ?petite?s?| bons?| bonnes?| longues?)? $"
)
BEFORE_YEAR = re.compile(
    rf"(?:^|[^a-z]){either(words('year', 'before'))} (?:l annee |la saison |les annees |l ete |l an |fin |debut )?$"
)
COUNTS = re.compile(rf"(?:^|[^a-z]){either(words('year', 'counts'))} $|\d[ .,/]$")
AFTER_YEAR = re.compile(
    rf"(?:$|[,.;:!?)\]»”\n–—(/…«]|  | [–—:;!?»(«|•·/]| {either(words('year', 'after'))}\b)"
)
NAMED_AFTER = re.compile(rf"\b{either(words('named_after', 'words'))} (?:du |des |le )$")
NAME_BEFORE = re.compile(
    r"(?<=\w)[ \u00a0][A-ZÀ-Ý][\w’'-]+[ \u00a0]$|^[A-ZÀ-Ý][\w’'-]+[ \u00a0]$|[a-z][A-Z]\w* $"
)
PLURAL = re.compile(r" (?:[a-z]+[sx]|euros?|habitants?)\b")
DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}(?: ?er)? $")
SOMEDAY = re.compile(r"Demain,$")
DECADE = re.compile(r"\bannees $")
ORDINAL = re.compile(rf"\b(?P<o>{either(section('ordinals'))}) $")
OPENING = re.compile(r"(?:\b(?:du|le|les|ce|cet|cette|ces|la|l|au|des) )$")
HABIT = re.compile(
    r"\b(?:les|chaque|tous les|toutes les|un|une|le|deux|trois|quatre|cinq|six|du|au|certains?) $"
)
INTO_MONTH = re.compile(
    r"\b(?:en|de|d|des|depuis|fin|debut|mi|courant|jusqu en|d ici|dici|avant|apres|et|a|ou|entre|mois de|mois d|pour|"
    r"horizon|vers|le mois de|sur|du mois de|deux|trois) $|[(]$"
)
SURE_SEASON = re.compile(
    r"\b(?:cet|ce|au|a l|depuis l[e]?|des l|d ici l|d ici le|fin de l|fin d|debut de l|avant l|avant le) $"
)
