"""The factual sentence of an initiative, piece by piece: who, how far, what, what for, with whom.

No grammar is made up: a technology whose gender is not known stands after a colon, what it is for is said with "pour"
only before a verb.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.names import name_key
from digest import french
from digest.composing.claims import claim, figure_fact
from digest.composing.nouns import Kind, in_number, noun
from digest.french import NBSP
from digest.letter import Claim, ClaimKind, Fact, Piece
from digest.plain import line
from store.readers.letter import Cost, Deed, Page

VERBS = {
    "plan": ("envisage", "envisagent"),
    "announced": ("annonce", "annoncent"),
    "experiment": ("met à l’essai", "mettent à l’essai"),
    "deployed": ("a mis en service", "ont mis en service"),
    "abandoned": ("abandonne", "abandonnent"),
}
_PLACED, _USED = ("a mis en place", "ont mis en place"), ("utilise", "utilisent")
_USE_OF = {
    "plan": ("envisage l’usage", "envisagent l’usage"),
    "announced": ("annonce l’usage", "annoncent l’usage"),
}
"""What is used is not announced itself: "annonce l’usage de l’intelligence artificielle"."""
STEPS = list(VERBS)
STAGES = {
    "plan": "en projet",
    "announced": "au stade de l’annonce",
    "experiment": "à l’essai",
    "deployed": "en service",
}
"""Where something was, whatever its gender."""
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
    """Say "Autun (Saône-et-Loire)", "Le Département (Ardèche)", "La Région Bretagne", "Morlaix Communauté"."""
    name = own(deed.actor)
    if deed.actor_kind == "region":
        return f"La Région {name}"
    if deed.actor_kind == "departement":
        return f"Le Département ({name})"
    if deed.actor_kind in {"epci", "syndicate"}:
        words = french.body(name)
        return words[:1].upper() + words[1:]
    return french.placed(name, own(deed.departement_name))


def own(words: str) -> str:
    """A name of a register or a lexicon as we write: with a typographic apostrophe."""
    return line(words).replace("'", "’")


def factual(item: str, deeds: Sequence[Deed], pages: Mapping[str, Page]) -> Sentence:
    """The sentence of an initiative, from what is told of it (the best first), and the amount cited."""
    made = sentence(item, deeds, pages)
    _cost(made, deeds, pages)
    return made


def sentence(item: str, deeds: Sequence[Deed], pages: Mapping[str, Page]) -> Sentence:
    """The sentence alone: "Tulle (Corrèze) annonce un portail citoyen pour signaler une rue sale, avec Ostréa."."""
    first, made = deeds[0], Sentence(item)
    made.say(where(first))
    _status(made, deeds, pages)
    if use := use_of(deeds):
        made.say(_meant(first, use))
    if first.status == "abandoned":  # nobody abandons anything with its supplier
        made.say(".")
        _supplier(made, deeds, pages, f" Fournisseur cité{NBSP}: ", ".")
    else:
        _supplier(made, deeds, pages, ", avec ")
        made.say(".")
    made.facts[:0] = deed_facts(first)
    return made


def before(made: Sentence, deed: Deed) -> None:
    """Where it was before; of an end, where it is told alone, it goes with the end."""
    if was := changed(deed):
        made.say(f" Auparavant{NBSP}: {STAGES[was]}.")


def _meant(deed: Deed, use: str) -> str:
    """What it is for, as the sentence goes on: " pour répondre", " (réservation)"."""
    if not _TO_DO.match(use):
        return f" ({use})"
    # "abandonne le chatbot pour répondre" would be the reason why
    return f" (usage{NBSP}: {use})" if deed.status == "abandoned" else f" pour {use}"


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


def _supplier(
    made: Sentence, deeds: Sequence[Deed], pages: Mapping[str, Page], before: str, after: str = ""
) -> None:
    """With whom, if an article says so; unticked, nobody."""
    named = [deed for deed in deeds if deed.supplier]
    if not named:
        return
    deed = next((deed for deed in named if _is_beside(deed)), named[0])
    name, proof = line(deed.supplier), deed.supplier_evidence + ("" if _is_beside(deed) else _ELSEWHERE)
    said = claim(made.item, ClaimKind.SUPPLIER, name, proof, pages[deed.article_id])
    made.claim(f"{before}{name}{after}", "", said)
    made.facts.append(Fact("initiative-supplier", deed.initiative_id, deed.supplier))


def _is_beside(deed: Deed) -> bool:
    return deed.supplier in deed.supplier_evidence


def _status(made: Sentence, deeds: Sequence[Deed], pages: Mapping[str, Page]) -> None:
    """What is done with what, in one piece: neither half says anything."""
    words, name = _deed(deeds[0]), own(deeds[0].technology)
    made.claim(f" {words}", f"{NBSP}: {name}", whole(made.item, deeds, pages))


def whole(item: str, deeds: Sequence[Deed], pages: Mapping[str, Page]) -> Claim:
    """All that is said of an initiative as one claim: who, which technology, what for, how far it is and was."""
    first, use = deeds[0], use_of(deeds)
    words = f"{where(first)}{NBSP}: {own(first.technology)}{f' ({use})' if use else ''} – {stage(first)}"
    kind = ClaimKind.ABANDONED if first.status == "abandoned" else ClaimKind.INITIATIVE
    return claim(item, kind, words, _proof(deeds, pages), pages[first.article_id])


def _proof(deeds: Sequence[Deed], pages: Mapping[str, Page]) -> str:
    """The sentence that says how far it is, then the one that says what for where that is another."""
    first, use = deeds[0], use_of(deeds)
    other = next((deed for deed in deeds if use and own(deed.use_case) == use), first)
    there = "" if other.article_id == first.article_id else f" [{line(pages[other.article_id].outlet)}]"
    same = name_key(other.evidence_text) == name_key(first.evidence_text)
    rest = "" if same else f" […] {other.evidence_text}{there}"
    return first.evidence_text + rest


def use_of(deeds: Sequence[Deed]) -> str:
    """What it is for, by the best article that says so; nothing where that is its name again."""
    names = {name_key(deeds[0].technology), name_key(deeds[0].as_told)}
    return next((use for deed in deeds if (use := own(deed.use_case)) and name_key(use) not in names), "")


def stage(deed: Deed) -> str:
    """Say "annoncé", "annoncé → à l’essai"."""
    before, now = changed(deed), french.STATUS[deed.status]
    return f"{french.STATUS[before]}{NBSP}→ {now}" if before else now


def _deed(deed: Deed) -> str:
    """Say "met à l’essai un chatbot", "abandonne les caméras", "annonce : illiwap"."""
    many = deed.actor.startswith("Les ")
    what = noun(own(in_number(deed.technology, deed.as_told)))
    if what is None:
        return f"{VERBS[deed.status][many]}{NBSP}: {own(deed.technology)}"
    if deed.status == "abandoned":
        return f"{VERBS[deed.status][many]} {what.definite}"
    if what.kind in {Kind.METHOD, Kind.NAME} and deed.status in _USE_OF:
        return f"{_USE_OF[deed.status][many]} {what.of}"
    return f"{_verbs(deed, what.kind)[many]} {what.plain}"


def _verbs(deed: Deed, kind: Kind) -> tuple[str, str]:
    """What is in service is said to be set up, employed or used; when, the row does not hold."""
    if deed.status != "deployed" or kind is Kind.THING:
        return VERBS[deed.status]
    return _PLACED if kind in {Kind.SERVICE, Kind.PERSON} else _USED


def _cost(made: Sentence, deeds: Sequence[Deed], pages: Mapping[str, Page]) -> None:
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
