"""The factual sentence of an initiative, piece by piece: who, how far, what, what for, with whom.

No grammar is made up: the technology stands after a colon, what it is for is said with "pour" only before a verb.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.names import name_key
from digest import french
from digest.composing.claims import claim, figure_fact
from digest.french import NBSP
from digest.letter import Claim, ClaimKind, Fact, Piece
from digest.plain import line
from store.readers.letter import Cost, Deed, Page

VERBS = {
    "plan": ("projette", "projettent"),
    "announced": ("annonce", "annoncent"),
    "experiment": ("met à l’essai", "mettent à l’essai"),
    "deployed": ("a mis en service", "ont mis en service"),
    "abandoned": ("abandonne", "abandonnent"),
}
STEPS = list(VERBS)
_TO_DO = re.compile(
    r"^[^\W\d]+(?:er|ir|re)\s+(?:l[’']|(?:les?|la|une?|des|leurs?|ses|son|sa|ce|cette|ces|aux?|à)\s)"
)
"""A verb before what it acts on ("répondre aux habitants"); a noun ("modélisation de la vallée") has no such word."""

_ELSEWHERE = " [nom lu ailleurs dans l’article]"
_NUMBER = re.compile(r"(?<=\d) (?=[\d€%])")


@dataclass(slots=True)
class Sentence:
    """Pieces as they gather, with what they claim and the facts behind them."""

    item: str
    pieces: list[Piece] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Words that claim nothing."""
        self.pieces.append(Piece(text))

    def claim(self, text: str, without: str, made: Claim) -> None:
        """Words that stand only when somebody ticks them."""
        self.pieces.append(Piece(text, made.key, without))
        self.claims.append(made)


def where(deed: Deed) -> str:
    """Say "Autun (Saône-et-Loire)", "Le Département (Ardèche)", "Morlaix Communauté"."""
    name = own(deed.actor)
    if deed.actor_kind in {"departement", "region"}:
        return f"{'Le Département' if deed.actor_kind == 'departement' else 'La Région'} ({name})"
    around = own(deed.departement_name)
    return f"{name} ({around})" if around and around != name else name


def own(words: str) -> str:
    """A name of a register or a lexicon as we write: with a typographic apostrophe."""
    return line(words).replace("'", "’")


def factual(item: str, deeds: Sequence[Deed], pages: dict[str, Page]) -> Sentence:
    """The sentence of an initiative, from what is told of it (the best first)."""
    first, made = deeds[0], Sentence(item)
    made.say(where(first))
    verb = VERBS[first.status][first.actor.startswith("Les ")]
    made.claim(f" {verb}{NBSP}: ", f"{NBSP}: ", whole(item, deeds, pages))
    made.say(own(first.technology))
    if use := use_of(deeds):
        made.say(f", pour {use}" if _TO_DO.match(use) else f" ({use})")
    supplier(made, deeds, pages, ", avec ")
    made.say(".")
    _cost(made, deeds, pages)
    made.facts[:0] = deed_facts(first)
    return made


def changed(deed: Deed) -> str | None:
    """Where the initiative surely was before, if it has gone on since."""
    further = deed.reached is not None and STEPS.index(deed.status) > STEPS.index(deed.reached)
    return deed.before if further else None


def deed_facts(deed: Deed) -> list[Fact]:
    """Who does what, and how far it is."""
    return [
        Fact("initiative-status", deed.initiative_id, deed.status),
        Fact("initiative-actor", deed.initiative_id, deed.actor_code or deed.actor),
    ]


def supplier(made: Sentence, deeds: Sequence[Deed], pages: dict[str, Page], before: str) -> None:
    """With whom, if an article says so; unticked, nobody."""
    named = [deed for deed in deeds if deed.supplier]
    if not named:
        return
    deed = next((deed for deed in named if _is_beside(deed)), named[0])
    name, proof = line(deed.supplier), deed.supplier_evidence + ("" if _is_beside(deed) else _ELSEWHERE)
    said = claim(made.item, ClaimKind.SUPPLIER, name, proof, pages[deed.article_id])
    made.claim(f"{before}{name}", "", said)
    made.facts.append(Fact("initiative-supplier", deed.initiative_id, deed.supplier))


def _is_beside(deed: Deed) -> bool:
    return deed.supplier in deed.supplier_evidence


def whole(item: str, deeds: Sequence[Deed], pages: dict[str, Page]) -> Claim:
    """All that is said of an initiative as one claim: who, which technology, what for, how far it is and was."""
    first, use = deeds[0], use_of(deeds)
    words = f"{where(first)}{NBSP}: {own(first.technology)}{f' ({use})' if use else ''} – {stage(first)}"
    kind = ClaimKind.ABANDONED if first.status == "abandoned" else ClaimKind.INITIATIVE
    return claim(item, kind, words, _proof(deeds, pages), pages[first.article_id])


def _proof(deeds: Sequence[Deed], pages: dict[str, Page]) -> str:
    """The sentence that says how far it is, then the one that says what for where that is another."""
    first, other = deeds[0], next((deed for deed in deeds if own(deed.use_case)), deeds[0])
    there = "" if other.article_id == first.article_id else f" [{line(pages[other.article_id].outlet)}]"
    same = name_key(other.evidence_text) == name_key(first.evidence_text)
    rest = "" if same else f" […] {other.evidence_text}{there}"
    return first.evidence_text + rest


def use_of(deeds: Sequence[Deed]) -> str:
    """What it is for, by the best article that says so."""
    return next((use for deed in deeds if (use := own(deed.use_case))), "")


def stage(deed: Deed) -> str:
    """Say "annoncé", "annoncé → à l’essai"."""
    before, now = changed(deed), french.STATUS[deed.status]
    return f"{french.STATUS[before]}{NBSP}→ {now}" if before else now


def _cost(made: Sentence, deeds: Sequence[Deed], pages: dict[str, Page]) -> None:
    deed = next((deed for deed in deeds if deed.costs), None)
    if deed is None:
        return
    cost = deed.costs[0]
    words = _in_full(cost)
    said = claim(made.item, ClaimKind.FIGURE, words, cost.evidence_text, pages[deed.article_id])
    made.claim(f" Montant cité{NBSP}: {_about(cost)}{_NUMBER.sub(NBSP, words)}.", "", said)
    made.facts.append(figure_fact(deed.article_id, cost))


def _in_full(cost: Cost) -> str:
    """The amount with what its sentence says of it: "54 000 € par an"."""
    words, (_, per, of) = line(cost.words), cost.unit.partition("/")
    return f"{words} par {line(of)}" if per and " par " not in words else words


def _about(cost: Cost) -> str:
    return "environ " if cost.approximate and cost.words[:1].isdigit() else ""
