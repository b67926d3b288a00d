"""One invented article for store_volume.py, with all that an analysis would have found in it."""

import random
from collections import deque
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from store_world import Town, World, person

from core.ids import article_id, initiative_id, mayor_key
from core.names import name_key
from core.types import (
    Access,
    ActorKind,
    Analysis,
    Article,
    Basis,
    Event,
    Figure,
    Form,
    Initiative,
    InitiativeStatus,
    Mention,
    MentionKind,
    Nature,
    Precision,
    Processed,
    Quote,
    Rights,
    Role,
    RoleKind,
    Source,
    Span,
    Technology,
    UseCategory,
)

_RENEWAL = date(2026, 3, 22)
_TOPICS = (
    "ia",
    "donnees",
    "cybersecurite",
    "ville-intelligente",
    "services-en-ligne",
    "mobilite",
    "securite-video",
)
_UNITS = (
    ("€", "coût"),
    ("habitants", "public"),
    ("%", "part"),
    ("capteurs", "équipement"),
    ("agents", "effectif"),
)
_NATURES = (Nature.INITIATIVE, Nature.INCIDENT, Nature.DEBATE, Nature.NATIONAL_POLICY, Nature.OTHER)
_STEPS = tuple(InitiativeStatus)


@dataclass(slots=True)
class _Project:
    """An initiative that goes on from article to article."""

    town: Town
    tool: Technology
    supplier: str
    category: UseCategory
    id: str
    step: int = 0


@dataclass(slots=True)
class Press:
    """What earlier articles leave to later ones; `draw` decides everything."""

    draw: random.Random
    world: World
    projects: deque[_Project] = field(default_factory=lambda: deque(maxlen=4000))


class _Body:
    """A body in the making: every word that is named has its place."""

    def __init__(self, title: str) -> None:
        self.text = f"{title}\n\n"

    def say(self, words: str, after: str = " ") -> Span:
        start = len(self.text)
        self.text += f"{words}{after}"
        return start, start + len(words)


def article(press: Press, source: Source, at: datetime, number: int) -> Processed:
    """An article of about 3 kB with eight mentions or so; one in four is of an initiative."""
    draw, world = press.draw, press.world
    pool = world.local.get(draw.choice(source.departements)) if source.departements else None
    towns = [
        (pool if pool and draw.random() < 0.8 else world.towns).one(draw)
        for _ in range(draw.choice((1, 1, 2, 3)))
    ]
    key = article_id(url := f"{source.homepage}{at:%Y/%m/%d}/{number}")
    relevant = draw.random() < 0.25
    project = _project(press, towns[0], key) if relevant else None
    towns[:1] = [project.town] if project else towns[:1]
    tools = [
        project.tool if project else world.technologies.one(draw),
        *world.technologies.many(draw, draw.randrange(2)),
    ]
    title = f"{towns[0].name} : {' '.join(world.words.many(draw, 7))}"
    body = _Body(title)
    mentions = [*_named(press, body, towns, tools)]
    roles, quotes = _said(press, body, towns[0], at.date())
    analysis = Analysis(
        relevant=relevant,
        relevance=round(0.5 + draw.random() / 2 if relevant else draw.random() / 2, 3),
        nature=Nature.INITIATIVE if relevant else draw.choice(_NATURES[1:]),
        topics=tuple(draw.sample(_TOPICS, draw.randrange(1, 3))),
        gate="passed",
        why=("commune", "technologie"),
        mentions=(*mentions, *_people(roles, body)),
        roles=roles,
        model="bench",
        quotes=quotes,
        figures=_figures(draw, body) if draw.random() < 0.5 else (),
        events=(_event(press, body, towns[0], at.date(), key),) if draw.random() < 0.12 else (),
        initiatives=(_told(press, body, project),) if project else (),
    )
    body.say(" ".join(world.words.many(draw, draw.randrange(330, 480))), "")
    return Processed(
        _article(draw, key, url, source, title, body.text, at), analysis, at + timedelta(hours=2)
    )


def _article(
    draw: random.Random, key: str, url: str, source: Source, title: str, body: str, at: datetime
) -> Article:
    free = draw.random() < 0.8
    return Article(
        key, url, source.slug, title, "", body.removeprefix(f"{title}\n\n"), (person(draw),), (), at, Precision.INSTANT,
        "json-ld", None, "fr", source.name, "actualites", f"{url}.jpg", Access.FREE if free else Access.EXCERPT,
        Basis.FULL if free else Basis.EXCERPT, Rights(draw.random() < 0.03), "bench",
        form=Form.ROUND_UP if draw.random() < 0.005 else Form.ARTICLE,
    )  # fmt: skip


def _named(press: Press, body: _Body, towns: list[Town], tools: list[Technology]) -> list[Mention]:
    """Towns and technologies, the first ones again, and an organisation or two."""
    draw, found = press.draw, []
    for town in (*towns, *towns[:2]):
        span = body.say(town.name)
        found.append(Mention(MentionKind.COMMUNE, town.insee, town.name, town.name, *span, "lexicon", 0.95))
    for tool in (*tools, tools[0]):
        span = body.say(tool.canonical)
        found.append(
            Mention(MentionKind.TECHNOLOGY, tool.technology_id, tool.canonical, tool.canonical, *span, "lexicon", 0.9,
                    tool.category)
        )  # fmt: skip
    for name in press.world.suppliers.many(draw, draw.randrange(3)):
        span = body.say(name)
        found.append(
            Mention(MentionKind.ORGANISATION, name_key(name), name, name, *span, "cue", 0.8, "company")
        )
    if draw.random() < 0.03:
        name = press.world.words.one(draw).capitalize()
        found.append(
            Mention(MentionKind.TECHNOLOGY, f"candidate:{name.lower()}", name, name, *body.say(name), "cue", 0.6,
                    "product", candidate=True)
        )  # fmt: skip
    return found


def _people(roles: tuple[Role, ...], body: _Body) -> list[Mention]:
    return [
        Mention(
            MentionKind.PERSON,
            role.person_key,
            role.name,
            body.text[start:end],
            start,
            end,
            "ner",
            role.confidence,
        )
        for role in roles
        for start, end in role.mentions
    ]


def _said(press: Press, body: _Body, town: Town, day: date) -> tuple[tuple[Role, ...], tuple[Quote, ...]]:
    """The mayor in two articles of three, somebody else in half; each speaks as often as not."""
    draw, roles, quotes = press.draw, [], []
    if draw.random() < 0.65:
        roles.append(_role(draw, body, _mayor(town, day), RoleKind.MAYOR, town.insee))
    if draw.random() < 0.5:
        kind = draw.choice((RoleKind.DEPUTY_MAYOR, RoleKind.COUNCILLOR, RoleKind.OFFICIAL, RoleKind.COMPANY))
        roles.append(_role(draw, body, press.world.persons.one(draw), kind, town.insee))
    for role in roles:
        if draw.random() < 0.5:
            words = " ".join(press.world.words.many(draw, 18))
            start, end = body.say(f"« {words} »", f", explique {role.name}. ")
            quotes.append(
                Quote(start, end, words, draw.random() < 0.7, role.name, role.person_key, role.role, role.insee,
                      (start, end + 12), f"« {words} », explique {role.name}.", "verb.after", 0.9)
            )  # fmt: skip
    return tuple(roles), tuple(quotes)


def _role(draw: random.Random, body: _Body, name: str, kind: RoleKind, insee: str) -> Role:
    start, end = body.say(name, f", {kind} ici. ")
    register = (
        draw.choices(("confirmed", "unknown", "contradicted"), (80, 15, 5))[0]
        if kind == RoleKind.MAYOR
        else None
    )
    return Role(
        mayor_key(insee, name), name, kind, insee, register, "attested" if register else None, draw.random() < 0.1,
        ((start, end),), (start, end + 10), body.text[start : end + 10], "apposition", draw.choice((0.7, 0.9, 0.95)),
    )  # fmt: skip


def _mayor(town: Town, day: date) -> str:
    """Whoever is mayor of the town on that day: always the same one."""
    return person(random.Random(f"{town.insee}:{day >= _RENEWAL}"))  # noqa: S311  a draw to repeat


def _figures(draw: random.Random, body: _Body) -> tuple[Figure, ...]:
    found = []
    for unit, what in draw.sample(_UNITS, draw.randrange(1, 4)):
        value = round(draw.lognormvariate(8, 2))
        start, end = body.say(f"{value} {unit}", ". ")
        found.append(
            Figure(
                start,
                end,
                value,
                None,
                unit,
                what,
                "",
                False,
                (start, end),
                body.text[start:end],
                "unit",
                0.9,
            )
        )
    return tuple(found)


def _event(press: Press, body: _Body, town: Town, day: date, key: str) -> Event:
    first = day + timedelta(press.draw.randrange(-10, 60))
    name = f"Forum {press.world.words.one(press.draw)}"
    start, end = body.say(f"{name} à {town.name}", f", le {first:%d/%m/%Y}. ")
    return Event(
        name, f"{first}", f"{first}", town.name, town.insee, (start, end), (start, end + 15),
        body.text[start : end + 15], "named", 0.85, key,
    )  # fmt: skip


def _project(press: Press, town: Town, key: str) -> _Project:
    """One that goes on, or a new one with this article."""
    draw = press.draw
    if press.projects and draw.random() < 0.45:
        known = draw.choice(press.projects)
        known.step = min(known.step + (draw.random() < 0.5), 3) if draw.random() < 0.95 else 4
        return known
    tool, category = press.world.technologies.one(draw), draw.choice(tuple(UseCategory))
    supplier = press.world.suppliers.one(draw) if draw.random() < 0.5 else ""
    new = _Project(
        town, tool, supplier, category, initiative_id(town.insee, tool.technology_id, category, key)
    )
    press.projects.append(new)
    return new


def _told(press: Press, body: _Body, project: _Project) -> Initiative:
    start, end = body.say(f"{project.town.name} et {project.tool.canonical} : {_STEPS[project.step]}", ". ")
    return Initiative(
        ActorKind.COMMUNE, project.town.insee, project.town.name, project.tool.technology_id, project.tool.canonical,
        press.world.words.one(press.draw), project.category, _STEPS[project.step], project.supplier, (), (),
        (start, end), body.text[start:end], "verb", round(0.6 + press.draw.random() * 0.4, 2), project.id,
        use_from_text=True,
    )  # fmt: skip
