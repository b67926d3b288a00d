"""Whose a technology is when a text names several authorities: who is sure, who leads, who builds for others."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from core.types import ActorKind
from nlp.initiatives.acts import DOING, Act, When, words
from nlp.initiatives.candidate import SURE, Place
from nlp.initiatives.carriers import Carrier
from nlp.initiatives.references import Actor
from nlp.initiatives.scene import Scene
from nlp.wordlists import table

_HEAD = 2
"""Paragraphs of title and standfirst."""


_OWN = frozenset({"borne", "agent", "owner", "echo", "subject"})
"""Ways in which a town carries even what the law gives to others."""


def settled(scene: Scene, places: list[Place]) -> Iterator[Place]:
    """A technology that a sentence gives to one authority is its everywhere nobody else is named."""
    sure: dict[str, set[Actor]] = defaultdict(set)
    for p in places:
        if p.carrier.how in SURE:
            sure[p.mention.key].add(p.carrier.actor)
    leader = _leader(scene, places)
    network, builder = _builder(scene, paying=True), _builder(scene, paying=False)
    for p in places:
        owners = sure.get(p.mention.key, set())
        if p.carrier.how == "main":
            actor = next(iter(owners)) if len(owners) == 1 else leader or p.carrier.actor
            p.carrier = p.carrier._replace(actor=actor)
        above = network if p.mention.category == NETWORK else builder
        if above and p.mention.key in shared() and _belongs(scene, p.carrier, above):
            p.carrier = p.carrier._replace(actor=above, how="builder")
        yield p


def _belongs(scene: Scene, carrier: Carrier, builder: Actor) -> bool:
    """Whether a town is one of those for which a body above them builds, and is not said to do it itself."""
    town = scene.geography.by_code.get(str(carrier.actor.code))
    if carrier.actor.kind is not ActorKind.COMMUNE or carrier.how in _OWN or town is None:
        return False
    above = {
        ActorKind.EPCI: town.epci_siren,
        ActorKind.DEPARTEMENT: town.departement,
        ActorKind.REGION: town.region,
    }
    return above[builder.kind] == builder.code if builder.kind in above else carrier.actor == scene.main


@cache
def shared() -> frozenset[str]:
    """Technologies of what towns have together by law: networks, water, waste, transport."""
    return frozenset(words(table("initiatives_actors.toml")["shared"]))


def _leader(scene: Scene, places: list[Place]) -> Actor | None:
    """Who carries what the first lines tell, when a sentence says so."""
    first = [p for p in places if p.carrier.how in SURE and scene.sentences.all[p.number].paragraph <= _HEAD]
    return max(first, key=lambda p: p.local).carrier.actor if first else None


NETWORK = "infrastructures"


_FUNDERS = frozenset({ActorKind.DEPARTEMENT, ActorKind.REGION})


def _builder(scene: Scene, *, paying: bool) -> Actor | None:
    """The authority above the towns that a text names most; `paying`: a body that only pays builds, no funder does."""
    found = Counter(
        r.actor for number, refs in scene.references.items() for r in refs
        if r.actor.kind is not ActorKind.COMMUNE and not r.way.cited
        and not ((r.actor.kind in _FUNDERS or not paying) and _only_pays(scene, number))
    )  # fmt: skip
    return found.most_common(1)[0][0] if found else None


def _only_pays(scene: Scene, number: int) -> bool:
    """Whether money is all that is told where a body stands: it does not run the shuttle."""
    acts = {a.act for a in scene.actions.get(number, ()) if a.when is not When.PURPOSE}
    return Act.PAY in acts and not acts & DOING
