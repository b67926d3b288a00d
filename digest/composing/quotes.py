"""Ils l’ont dit: at most two quotes of elected people, mayors first, those that the register confirms first."""

import re
from collections.abc import Mapping, Sequence

from core.names import name_key
from digest.composing.claims import article_facts, claim
from digest.composing.tales import Tale
from digest.composing.tellings import telling
from digest.french import of_body, of_town, placed
from digest.letter import EXTRACT, ClaimKind, Fact, Item, Piece, Section
from digest.plain import line, own
from store.readers.letter import Page, Saying

MOST = 2
SURE = 0.7
"""Who said it must be surer than the rest: a quote in a wrong mouth is the worst error of all."""
_SHORT = 40
_RUN = 6
"""Words on end that are the same words: extracts are cut, so that all of a quote need not be there."""
_ROLES = {
    "mayor": ("maire", "maire", "maire"),
    "former_mayor": ("ex-maire", "ex-maire", "ex-maire"),
    "deputy_mayor": ("adjoint au maire", "adjointe au maire", "adjoint ou adjointe au maire"),
    "councillor": ("conseiller municipal", "conseillère municipale", "membre du conseil municipal"),
    "epci_president": ("président", "présidente", "à la présidence"),
}
"""Of a man, of a woman, of somebody of whom the sentence does not say."""
_FIRST = "Première prise de parole que notre veille relève"


def chosen(
    sayings: Sequence[Saying],
    retained: Sequence[Tale],
    pages: Mapping[str, Page],
    printed: Sequence[str] = (),
) -> list[Saying]:
    """The best two, of two people, two articles and two towns, of which the words `printed` elsewhere hold none."""
    above = {page.article_id: place for place, tale in enumerate(retained) for page in tale.pages}
    fit = [
        one
        for one in sayings
        if one.article_id in pages
        and _is_fit(one, pages[one.article_id])
        and not any(in_common(one.text, words) for words in printed)
    ]
    taken: list[Saying] = []
    for one in sorted(fit, key=lambda said: _order(said, above, pages)):
        if len(taken) < MOST and all(_apart(one, other) for other in taken):
            taken.append(one)
    return taken


def _is_fit(said: Saying, page: Page) -> bool:
    """Neither a scrap nor more than may be shown of an article: somebody's words are not cut."""
    words = line(said.text, 4 * EXTRACT)
    return (
        page.relevant and said.confidence >= SURE and _SHORT <= len(words) <= EXTRACT and _whose(said) != ""
    )


def _order(said: Saying, above: Mapping[str, int], pages: Mapping[str, Page]) -> tuple[object, ...]:
    return (
        said.role != "mayor",
        said.register != "confirmed",
        above.get(said.article_id, len(above)),
        -said.confidence,
        pages[said.article_id].day,
        said.article_id,
        said.start_at,
    )


def _apart(one: Saying, other: Saying) -> bool:
    return (
        one.article_id != other.article_id
        and one.speaker != other.speaker
        and (one.insee != other.insee or not one.insee)
        and not in_common(one.text, other.text)
    )


def in_common(one: str, other: str) -> bool:
    """Whether two texts have so many words on end in common that a reader reads them twice."""
    first, second = (name_key(text).split() for text in (one, other))
    run = min(_RUN, len(first), len(second))
    inside = f" {' '.join(second)} "
    return run > 0 and any(
        f" {' '.join(first[at : at + run])} " in inside for at in range(len(first) - run + 1)
    )


def _whose(said: Saying) -> str:
    """The role at that date: "maire de Quimper (Finistère)"; nothing where the town, or the body, is unknown."""
    if said.role == "epci_president":
        return f"{_role(said)} {_of_body(said)}" if own(said.body) else ""
    town = own(said.commune)
    return f"{_role(said)} {of_town(placed(town, own(said.departement_name)))}" if town else ""


def _of_body(said: Saying) -> str:
    """With the article that the sentence of the role gives it: "du Grand Chalon", but "de Grand Poitiers"."""
    name = own(said.body)
    found = re.search(rf"(?:\b(?:du|des|de la|de) |\b(?:de l|d)’){re.escape(name)}", own(said.role_evidence))
    return found[0] if found else of_body(name)


def _role(said: Saying) -> str:
    """In the gender in which the sentence of the role has it, where it has one."""
    man, woman, anybody = _ROLES[said.role]
    words = name_key(said.role_evidence).split()
    his, hers = (name_key(form).split()[0] in words for form in (man, woman))
    return anybody if his == hers else man if his else woman


def quote(said: Saying, page: Page, *, first: bool = False) -> Item:
    """A quote as an item: its words, then who says them; `first`: never heard before, which names nobody."""
    key = f"quote:{said.article_id}:{said.start_at}"
    name = line(said.speaker)
    # « …, dit-elle » shows the words, the sentence of the role shows the name
    proof = " […] ".join(dict.fromkeys((said.evidence_text, said.role_evidence)))
    made = claim(key, ClaimKind.PERSON, f"{name}, {_whose(said)}", proof, page, about=said.text)
    role = f"{said.role}|{said.insee}"
    facts = [
        Fact("speaker", f"{said.article_id}:{said.start_at}", f"{said.person_key}|{role}"),
        Fact("quote", f"{said.article_id}:{said.start_at}", said.text),
    ]
    if said.role in {"mayor", "former_mayor"}:
        facts.append(Fact("mayor", f"{said.article_id}:{said.person_key}", role))
    return Item(
        key,
        Section.QUOTES,
        "",
        (Piece(f"{name}, {_whose(said)}", made.key),),
        news=(_FIRST,) if first else (),
        quote=line(said.text, EXTRACT),
        tellings=(telling(page),),
        claims=(made,),
        facts=(*facts, *article_facts((page,))),
        rank=said.confidence,
    )
