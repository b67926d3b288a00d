"""Names that belong to one thing: a product and what it is ("Galip, un drone", "l'application Thelma")."""

import itertools
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from core.types import Mention
from nlp.findings import Findings
from nlp.initiatives.acts import words
from nlp.technologies import lexicon
from nlp.wordlists import table


@cache
def means() -> frozenset[str]:
    """Technologies that are mostly the means of another one."""
    return frozenset(words(table("initiatives_actors.toml")["means"]))


_BESIDE = 36
"""Characters between a product and the word that says what it is."""
_STOP = re.compile(r"[.!?\n;]")


class Thing(NamedTuple):
    """What stands for a technology: the mention that says what it is, and its product's name if it has one."""

    kind: Mention
    product: Mention | None


def is_product(mention: Mention) -> bool:
    """Whether a mention is a product's name; acronyms are not."""
    name = mention.name
    return name[:1].isupper() and not name.isupper() and (mention.candidate or not _is_acronym(name))


def _is_acronym(name: str) -> bool:
    return sum(c.isupper() for c in name) > len(name) / 2


def families(found: Findings) -> dict[str, str]:
    """Keys of products to the key of what they are, as some place in the text shows it."""
    mentions = sorted(found.technologies, key=lambda m: m.start)
    out: dict[str, str] = {}
    for left, right in itertools.pairwise(mentions):
        if right.start - left.end > _BESIDE or _STOP.search(found.text, left.end, right.start):
            continue
        product, kind = (left, right) if is_product(left) else (right, left)
        if is_product(product) and not is_product(kind) and product.key not in means():
            out.setdefault(product.key, kind.key)
    return out


def thing(mentions: Sequence[Mention], best: Mention) -> Thing:
    """What the mentions of one family stand for, as it is told best."""
    product = best if is_product(best) else next((m for m in mentions if is_product(m)), None)
    kinds = [m for m in mentions if not is_product(m)]
    telling = [m for m in kinds if lexicon.weight(m)] or kinds
    kind = best if not is_product(best) else telling[0] if telling else best
    return Thing(kind, product if product is not kind else None)
