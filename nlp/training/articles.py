"""Whole articles of our own writing, annotated: what training learns from, and what the analysis is measured on.

One XML file an article (nlp/training/articles/): real communes, invented people and products. The attributes of
`article` say how it is judged; inside `body`, whose white space is kept, `c` is a commune (k: INSEE code), `dep`
`reg` `epci` `for` `loc` other places (k: code), `p` a person's name and `co` what stands for it (k: its key),
`t` a technology (k: canonical name), `o` an organisation (k: kind); n is the usual name where the span differs.
What is told: `q` a quote (k: its speaker's key, or the words that stand for him; indirect="1"), split by an element
in between where it goes on after an attribution; `f` a figure (v: value, u: unit, w: what), `e` an event (n: name,
from, to: ISO dates, place: INSEE code). After the persons, `initiative` (actor: INSEE, SIREN, dep:NN, reg:NN, or a
name; technology, use, status, supplier, evidence: the words themselves, once in the text). `facts="true"` on
`article` says that these are annotated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from lxml import etree

from core.types import Nature, Span
from nlp.training.passages import Passage

_PLACES = {"dep": "departement", "reg": "region", "epci": "epci", "for": "foreign", "loc": "other"}
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Marked:
    """An element of the body, with its attributes and its span in the text."""

    tag: str
    attributes: dict[str, str]
    span: Span
    surface: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its annotations as the scorer of analyses reads them (a "gold line")."""

    text: str
    gold: Line

    @property
    def passage(self) -> Passage:
        """The article as training sees it."""
        return Passage(
            self.text, self.gold["relevant"], Nature(self.gold["nature"]), frozenset(self.gold["topics"])
        )


def packaged() -> list[Annotated]:
    """The articles that come with the package, always in the same order."""
    folder = files("nlp.training").joinpath("articles")
    found = sorted(
        (item for item in folder.iterdir() if item.name.endswith(".xml")), key=lambda item: item.name
    )
    return [read(item.read_bytes()) for item in found]


def read(xml: bytes) -> Annotated:
    """One article; raises lxml's XMLSyntaxError, or KeyError for an attribute that is missing."""
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    raw = "".join(root.find("body").itertext())
    text = raw.strip("\n")
    lead = len(raw) - len(raw.lstrip("\n"))
    marked = sorted(_marked(root.find("body"), -lead, text), key=lambda m: m.span)
    a = root.attrib
    judged = {"relevant": a["relevant"] == "true", "nature": a["nature"], "topics": a["topics"].split()}
    facts = _facts(root, marked, text) if a.get("facts") == "true" else {"quotes": []}
    return Annotated(
        text, {"id": a["id"], "published": a["published"], **judged, **_entities(root, marked), **facts}
    )


def _marked(node: Any, start: int, text: str) -> Iterator[Marked]:
    """Every element below `node`, whose content begins at `start`."""
    at = start + len(node.text or "")
    for child in node:
        end = at + len("".join(child.itertext()))
        yield Marked(child.tag, dict(child.attrib), (at, end), text[at:end])
        yield from _marked(child, at, text)
        at = end + len(child.tail or "")


def _entities(root: Any, marked: list[Marked]) -> dict[str, list[Line]]:
    persons = [_person(p, marked) for p in root.findall("person")]
    kinds = {
        "communes": [({"insee": m.attributes["k"], "name": m.surface}, m) for m in marked if m.tag == "c"],
        "places": [(_place(m), m) for m in marked if m.tag in _PLACES],
        "technologies": [({"canonical": m.attributes["k"]}, m) for m in marked if m.tag == "t"],
        "organisations": [
            ({"name": m.attributes.get("n", m.surface), "kind": m.attributes["k"]}, m)
            for m in marked
            if m.tag == "o"
        ],
    }
    return {"persons": persons} | {kind: _grouped(found) for kind, found in kinds.items()}


def _facts(root: Any, marked: list[Marked], text: str) -> dict[str, list[Line]]:
    names = {p.get("key"): p.get("name") for p in root.findall("person")}
    return {
        "quotes": [_quote(m, names) for m in marked if m.tag == "q"],
        "figures": [_figure(m) for m in marked if m.tag == "f"],
        "events": [_event(m) for m in marked if m.tag == "e"],
        "initiatives": [_initiative(i, text) for i in root.findall("initiative")],
    }


def _quote(m: Marked, names: dict[str, str]) -> Line:
    who, indirect = m.attributes["k"], m.attributes.get("indirect")
    return {"speaker": names.get(who, who), "start": m.span[0], "end": m.span[1], "direct": indirect != "1"}


def _figure(m: Marked) -> Line:
    a = m.attributes
    return {
        "start": m.span[0],
        "end": m.span[1],
        "value": float(a["v"]),
        "unit": a["u"],
        "what": a.get("w", ""),
    }


def _event(m: Marked) -> Line:
    a = m.attributes
    return {
        "name": a["n"],
        "start_date": a["from"],
        "end_date": a.get("to", a["from"]),
        "place": a.get("place"),
        "mention": list(m.span),
    }


def _initiative(i: Any, text: str) -> Line:
    """The evidence must be in the text; raises ValueError when it is not."""
    actor, evidence = i.get("actor"), i.get("evidence")
    start = text.index(evidence)
    known = {"technology": i.get("technology"), "use_case": i.get("use"), "status": i.get("status")}
    return {
        **_actor(actor),
        **known,
        "supplier": i.get("supplier"),
        "evidence": [start, start + len(evidence)],
    }


def _actor(actor: str) -> Line:
    """By code where it is one (five characters: INSEE, nine: SIREN), else by name."""
    if actor[:4] in {"dep:", "reg:"}:
        return {"actor_code": actor}
    digits = sum(char.isdigit() for char in actor)
    if digits >= len(actor) - 1 and len(actor) in {5, 9}:
        return {"actor_insee" if len(actor) == 5 else "actor_siren": actor}
    return {"actor_name": actor}


def _place(m: Marked) -> Line:
    return {
        "kind": _PLACES[m.tag],
        "code": m.attributes.get("k"),
        "name": m.attributes.get("n", m.surface),
    }


def _person(p: Any, marked: list[Marked]) -> Line:
    spans = {
        tag: [list(m.span) for m in marked if m.tag == tag and m.attributes["k"] == p.get("key")]
        for tag in ("p", "co")
    }
    return {
        "name": p.get("name"),
        "role": p.get("role"),
        "commune_insee": p.get("insee") or None,
        "mentions": spans["p"],
        "coref_mentions": spans["co"],
    }


def _grouped(found: list[tuple[Line, Marked]]) -> list[Line]:
    """One line an entity, with all its spans; entities are the same when their first value is (INSEE, kind...)."""
    groups: dict[tuple[Any, ...], Line] = {}
    for entity, m in found:
        key = (entity.get("insee"),) if "insee" in entity else tuple(entity.values())
        groups.setdefault(key, {**entity, "mentions": []})["mentions"].append(list(m.span))
    return list(groups.values())
