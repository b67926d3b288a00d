"""What may be an initiative: an authority, a technology, the sentences that bring them together, and their signals."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from core.types import ActorKind, Mention
from nlp.initiatives.actions import Act, Action, When, words
from nlp.initiatives.carriers import Carrier, carriers, quoted
from nlp.initiatives.denied import is_others, joke, untold
from nlp.initiatives.echoes import echoes
from nlp.initiatives.families import Thing, families, means, thing
from nlp.initiatives.references import Actor, Reference
from nlp.initiatives.scene import Scene
from nlp.technologies import lexicon
from nlp.wordlists import either, table

_HEAD = 2
"""Paragraphs of title and standfirst."""
_MOST = 400
"""Technologies of a text that are looked at: against hostile texts."""
SURE = frozenset({"borne", "agent", "subject", "owner"})
"""Ways in which a sentence itself says who carries a technology."""
_OWN = frozenset({"borne", "agent", "owner", "echo", "subject"})
"""Ways in which a town carries even what the law gives to others."""
UNDERSTOOD = frozenset({"main", "before", "heading"})


@dataclass(slots=True)
class Place:
    """A mention of a technology, the sentence, and who carries it there; `local` is how well it tells it."""

    mention: Mention
    number: int
    carrier: Carrier
    local: float


@dataclass(slots=True)
class Candidate:
    """An authority with a technology; `signals` are named values that add up to a score (weights in `choice`)."""

    actor: Actor
    technology: str
    places: list[Place] = field(default_factory=list)
    signals: dict[str, float] = field(default_factory=dict)
    score: float = 0.0
    _best: Place | None = None

    @property
    def best(self) -> Place:
        """The place that tells it best; all places must be known."""
        if self._best is None:
            self._best = max(self.places, key=lambda p: (p.local, -p.number))
        return self._best

    @property
    def mention(self) -> Mention:
        """The technology where it is told best."""
        return self.best.mention

    @property
    def thing(self) -> Thing:
        """What the technology is, and its product's name."""
        return thing([p.mention for p in self.places], self.mention)


def candidates(scene: Scene) -> list[Candidate]:
    """All pairs of an authority and a technology that a sentence brings together."""
    found: dict[tuple[Actor, str], Candidate] = {}
    family = families(scene.found)
    for place in _settled(scene, _not_denied(scene)):
        key = place.carrier.actor, family.get(place.mention.key, place.mention.key)
        found.setdefault(key, Candidate(*key)).places.append(place)
    out = list(found.values())
    for candidate in out:
        candidate.signals = signals(scene, candidate)
    return out


def _not_denied(scene: Scene) -> list[Place]:
    """The places whose sentences neither deny nor ask, nor give what they tell to a shop or a school.

    When the text takes one away, a title without a verb is no evidence for the rest.
    """
    if joke(scene):
        return []
    places = list(_places(scene))
    kept = [p for p in places if not untold(scene, p.number, p.mention) and not _is_others(scene, p)]
    if len(kept) < len(places) and not any(_is_told(scene, p) for p in kept):
        return []
    return kept


def _is_told(scene: Scene, p: Place) -> bool:
    return not scene.sentences.all[p.number].heading or bool(telling(scene, p.number))


def _is_others(scene: Scene, p: Place) -> bool:
    return p.carrier.actor.kind is ActorKind.COMMUNE and is_others(scene, p.number, p.mention)


_DENIED = re.compile(r"\b(?:aucune?|pas (?:de|d)|jamais (?:de|d)|sans|ni) $")
"""Before what there is not: "il n'y aura aucune reconnaissance faciale"."""


def _places(scene: Scene) -> Iterator[Place]:
    left = _MOST
    for number, mentions in scene.technologies.items():
        for mention in mentions:
            left -= 1
            if left < 0 or _DENIED.search(scene.found.low, max(0, mention.start - 24), mention.start):
                continue
            for who in carriers(scene, number, mention):
                yield Place(mention, number, who, _local(scene, number, mention, who))
    for number, mention, who in echoes(scene):
        yield Place(mention, number, who, _local(scene, number, mention, who))


def _settled(scene: Scene, places: list[Place]) -> Iterator[Place]:
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
        above = network if p.mention.category == _NETWORK else builder
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


_NETWORK = "infrastructures"
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
    return Act.PAY in acts and not acts & _DOING


_TELLING = {Act.PUT, Act.SURE, Act.USE, Act.BUY, Act.TEST, Act.STOP, Act.PLAN}
_DOING = {Act.PUT, Act.SURE, Act.TEST, Act.BUY, Act.STOP}


def telling(scene: Scene, number: int) -> list[Action]:
    """The actions of a sentence that tell what becomes of a technology."""
    return [
        a
        for a in scene.actions.get(number, ())
        if a.act in _TELLING and a.when is not When.PURPOSE and (a.when is not When.BARE or a.act is Act.SURE)
    ]


# what is said of towns in general is nobody's doing
@cache
def _general() -> re.Pattern[str]:
    return re.compile(rf"\b(?:les|des|aux|ces) {either(table('initiatives_actors.toml')['general'])}\b")


def _local(scene: Scene, number: int, mention: Mention, who: Carrier) -> float:
    sentence = scene.sentences.all[number]
    acts = telling(scene, number)
    value = 1.0 * bool(acts) + 0.5 * any(a.act in _DOING for a in acts)
    value += 1.0 * (who.said is not None) + 0.5 * (who.how in SURE)
    value += (
        0.5 * bool(scene.signs.get(number))
        + 0.3 * (lexicon.weight(mention) > 0)
        - 0.3 * (mention.key in means())
    )
    value -= 0.8 * (_general().search(scene.found.low, sentence.start, sentence.end) is not None)
    return value - 2.0 * sentence.heading - 0.7 * quoted(scene, mention) - 0.05 * number


def signals(scene: Scene, c: Candidate) -> dict[str, float]:
    """The named values of a candidate, each between 0 and about 2."""
    numbers = {p.number for p in c.places}
    ways = {p.carrier.how for p in c.places}
    ordinary = lexicon.weight(c.mention) == 0
    total = sum(map(len, scene.technologies.values()))
    return {
        "share": len(numbers) / max(1, total),
        "subject": float("subject" in ways),
        "weak": float("weak" in ways),
        "understood": float(ways <= UNDERSTOOD),
        "date": float(c.best.number in scene.dated),
        "figure": float(c.best.number in scene.counted),
        "still": float(not telling(scene, c.best.number)),
        "quoted": float(quoted(scene, c.mention)),
        "ordinary": float(ordinary),
        "means": float(c.mention.key in means()),
        "network": float(c.mention.category == _NETWORK and c.actor.kind is ActorKind.COMMUNE),
    }
