"""What may stand between a name and the role that follows it: "N (LR), 52 ans, maire de Gap", "N est le maire".

Patterns on the folded text in lower case, from the name's end to the role's article.
"""

import re
from dataclasses import dataclass

from nlp.calendar import MONTHS, WEEKDAYS

REACH = 130
_BRACKET = r"(?: ?\([^()\n]{1,70}\))?"
_ADVERB = (
    r"(?:egalement|aussi|par ailleurs|lui meme|elle meme|alors|a l epoque|aujourd hui|desormais|toujours|"
    r"encore|ici|notamment|"
    r"tout a la fois|a la fois|en meme temps|en tant que|en qualite de|en sa qualite de|"
    r"en sa double qualite de|comme|a titre de|"
    rf"qui est|qui est aussi|qui est egalement|qui reste|depuis (?:\d{{4}}|peu|longtemps|{MONTHS}(?: \d{{4}})?)|"
    rf"(?:age|agee) de \d\d ans|\d\d ans|(?:re)?elue?(?: (?:en|le|depuis|{WEEKDAYS}|des|dernier|derniere|"
    rf"\d{{1,4}}|{MONTHS}|soir|hier|au|"
    r"premier|second|tour|sans|etiquette)){0,5}|"
    r"nommee?|devenue?|redevenue?|fraichement|nouvellement|tout juste|recemment|respectivement|tous deux|"
    r"toutes deux|tous les deux|chacun|"
    r"present|presente|ci dessus|a gauche|a droite|au centre|en photo|bien sur|et)"
)
_APPOSITION = re.compile(rf"{_BRACKET} ?(?:,|\(|–|—|/|:|\s-\s|  )(?: ?{_ADVERB} ?,?){{0,4}} ?")
# "N, agriculteur, maire de Gap": a short segment without article or verb
_PROFESSION = re.compile(
    rf"{_BRACKET}, [a-z]{{4,}}(?: (?:de|du|d|en|a la|au) [a-z]+| [a-z]+al[e]?)?(?: depuis \d{{4}})?(?:,| et| devenue?) "
)
# as headlines do: "Landerneau : N réélu maire"
_HEADLINE = re.compile(rf"{_BRACKET} (?:re)?elue? ")
_LINE = re.compile(rf"{_BRACKET},?[ ]?\n[ ]?")
_BE = re.compile(
    rf"{_BRACKET},?(?: qui| il| elle)? ?(?P<no>n |ne )?(?:en )?"
    r"(?P<verb>est|reste|demeure|devient|redevient|a ete|avait ete|etait|fut|sera|serait|deviendra|"
    r"deviendrait|vient d etre|"
    r"est devenue?|est redevenue?|vient de devenir|s appelle|fait fonction de|occupe)(?P<plus> plus| pas)?"
    r"(?: (?:egalement|aussi|toujours|encore|ainsi|desormais|donc|officiellement|bien|alors|d abord|"
    rf"longtemps|jusque la|le|{WEEKDAYS}|soir|hier|a nouveau|de nouveau|par ailleurs|"
    r"depuis \d{4}))*"
    r"(?P<done> (?:re)?elue?| (?:re)?nommee?| designee?| choisie?| reconduite?| investie?| proclamee?|"
    r" intronisee?)?"
    rf"(?: (?:comme|hier|{WEEKDAYS}|soir|officiellement|au|poste|de|a|la|fonction))* ?"
)
_WISH = re.compile(
    rf"{_BRACKET},?(?: qui)? (?:veut|voudrait|souhaite|espere|compte|ambitionne de|reve de|reve d|brigue|"
    rf"se verrait bien|pourrait|"
    r"entend|aimerait)(?: bien)?(?: (?:re)?devenir| etre| etre (?:re)?elue?| la place de| le poste de|"
    r" le fauteuil de)? ?"
)
_PREDICATE = re.compile(
    rf"{_BRACKET}(?:,? qui |,? | en est |, elu |, elue | est | siege | siegeait | est place | est placee |"
    rf", place |, placee )"
)


@dataclass(frozen=True, slots=True)
class Link:
    """How a role follows a name. `kind`: apposition, line, copula, former ("a été"), wish ("veut devenir")."""

    kind: str


def link(gap: str, *, predicate: bool) -> Link | None:
    """How the words between a name and a role tie them; None when they do not."""
    if len(gap) > REACH:
        return None
    if _THEN.search(gap):
        return Link("former") if _APPOSITION.fullmatch(gap) else None
    kind = next((k for k, pattern in _LINKS if pattern.fullmatch(gap)), None)
    if predicate and _PREDICATE.fullmatch(gap):
        kind = "copula"
    return Link(kind) if kind else _copula(gap)


_THEN = re.compile(r"\b(?:alors|a l epoque|jadis|autrefois)\b")
_LINKS = (
    ("apposition", _APPOSITION),
    ("line", _LINE),
    ("apposition", _PROFESSION),
    ("copula", _HEADLINE),
    ("wish", _WISH),
)


def _copula(gap: str) -> Link | None:
    match = _BE.fullmatch(gap)
    if match is None:
        return None
    if match["no"]:
        return Link("former") if match["plus"] == " plus" else None
    if match["plus"] == " pas":
        return None
    if match["verb"] in {"sera", "serait", "deviendra", "deviendrait"}:
        return Link("wish")
    if match["verb"] in {"etait", "fut"} or (match["verb"] == "a ete" and not match["done"]):
        return Link("former")
    return Link("copula")
