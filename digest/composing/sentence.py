"""The factual sentence of an initiative, piece by piece: who, how far, what, what for, with whom.

No grammar is made up: a technology whose gender is not known stands after a colon, what it is for is said with "pour"
only before a verb.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from digest import french
from digest.composing.claims import claim, figure_fact
from digest.composing.deeds import changed, deed_facts, use_of, where
from digest.composing.verbs import done
from digest.composing.whole import whole
from digest.french import NBSP
from digest.letter import Claim, ClaimKind, Fact, Piece
from digest.plain import line, own
from store.readers.letter import Cost, Deed, Page

_TO_DO = re.compile(
    r"^[^\W\d]+(?:er|ir|re)\s+(?:l[’']|(?:les?|la|une?|des|leurs?|ses|son|sa|ce|cette|ces|aux?|à)\s)"
)
"""A verb before what it acts on ("répondre aux habitants"); a noun ("modélisation de la vallée") has no such word."""

_ELSEWHERE = " [nom lu ailleurs dans l’article]"
_EUROS = re.compile(r"(?<=\d)\seuros?\b", re.IGNORECASE)
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
        made.say(f" Auparavant{NBSP}: {french.STAGES[was]}.")


def _meant(deed: Deed, use: str) -> str:
    """What it is for, as the sentence goes on: " pour répondre", " (réservation)"."""
    if not _TO_DO.match(use):
        return f" ({use})"
    # "abandonne le chatbot pour répondre" would be the reason why
    return f" (usage{NBSP}: {use})" if deed.status == "abandoned" else f" pour {use}"


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
    words, name = done(deeds[0]), own(deeds[0].technology)
    made.claim(f" {words}", f"{NBSP}: {name}", whole(made.item, deeds, pages))


def _cost(made: Sentence, deeds: Sequence[Deed], pages: Mapping[str, Page]) -> None:
    deed = next((deed for deed in deeds if deed.costs), None)
    if deed is None:
        return
    cost = deed.costs[0]
    words = _in_full(cost)
    said = claim(made.item, ClaimKind.FIGURE, words, cost.evidence_text, pages[deed.article_id])
    shown = _NUMBER.sub(NBSP, _EUROS.sub(" €", words))  # what is checked is as the article has it
    made.claim(f" Montant cité{NBSP}: {_about(cost)}{shown}.", "", said)
    made.facts.append(figure_fact(deed.article_id, cost))


def _in_full(cost: Cost) -> str:
    """The amount with what its sentence says of it: "54 000 € par an"."""
    words, (_, per, of) = line(cost.words), cost.unit.partition("/")
    return f"{words} par {line(of)}" if per and " par " not in words else words


def _about(cost: Cost) -> str:
    if not cost.approximate or not cost.words[:1].isdigit():
        return ""
    return french.about(cost.evidence_text.partition(cost.words)[0])
