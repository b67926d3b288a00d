"""Whom an article is about, and whether its words bear what it is read to say of an initiative."""

import re

from core.names import name_key
from digest.novelty import SURE
from digest.plain import line
from store.readers.letter import Deed, Page

ASIDE = 0.7
"""How sure a fact must be of somebody whom the article is not about. Measured on the demo: what it says of neighbours
rightly has .71 and more, what only compares them ("un projet comparable était à l’étude") .54 and less."""
_ARTICLE = re.compile(r"^(?:la|le|les|l) ")


def is_named(name: str, words: str) -> bool:
    """Whether words have this name of a place, with its article or with "du", "aux" instead."""
    key = _ARTICLE.sub("", name_key(name))
    return bool(key) and f" {key} " in f" {name_key(words)} "


def is_subject(deed: Deed, page: Page) -> bool:
    """Whether the article is about who acts: its title says so, else its opening, else the town that it names most."""
    for words in (page.title, page.summary):
        if is_named(deed.actor, words):
            return True
        if any(is_named(town.name, words) for town in page.towns):
            return False
    return deed.actor_kind != "commune" or not page.towns or page.towns[0].insee == deed.actor_code


def is_borne(deed: Deed, page: Page) -> bool:
    """Whether it is sure enough to be told, and has words for who and what.

    A sentence that names other towns and not who acts is of them, unless the article is about who acts: then, as of who
    is spoken of aside, it has to be surer. Where an editor said whose it is, no words are asked.
    """
    if not (line(deed.actor) and line(deed.technology)):
        return False
    if deed.vouched:
        return True
    subject, elsewhere = is_subject(deed, page), _is_elsewhere(deed, page)
    if elsewhere and not subject:
        return False
    return deed.confidence >= (ASIDE if elsewhere or not subject else SURE)


def _is_elsewhere(deed: Deed, page: Page) -> bool:
    others = (town.name for town in page.towns if town.insee != deed.actor_code)
    words = deed.evidence_text
    return not is_named(deed.actor, words) and any(is_named(name, words) for name in others)
