"""Where a text speaks of local authorities: by name, by those who speak for them, or as "la Ville", "l'agglo"."""

from collections import defaultdict
from collections.abc import Iterator

from core.types import ActorKind, Mention, MentionKind, Span
from nlp.findings import Findings
from nlp.initiatives.focus import Focus, unnamed
from nlp.initiatives.naming import (
    AGENCY,
    COMPLETES,
    COUNCIL,
    OF_LAND,
    RUBRIC,
    WORDS,
    full_name,
    generic,
    goes_on,
    is_cited,
    is_syndicate,
    kind_of_land,
    territory,
)
from nlp.initiatives.references import Actor, Reference, Way
from nlp.initiatives.sentences import Sentences
from nlp.places.forms import folded_name
from nlp.places.geography import Geography
from nlp.relevance.evidence import LOCAL_ROLES
from nlp.text import fold

_PARIS = "75056"


class Actors:
    """The authorities of one text; `main` is the one it is about, None when it names none."""

    def __init__(self, found: Findings, geography: Geography, sentences: Sentences) -> None:
        self._found, self._geography, self._sentences = found, geography, sentences
        named = sorted(self._named(), key=lambda r: r.start)
        self.main = self._main(named)
        self._said = [*named, *self._spoken()]
        self.all = self._resolved(named)
        self.main = self._main(self.all)

    def _main(self, references: list[Reference]) -> Actor | None:
        """The authority spoken of in most paragraphs; the first lines count more."""
        weight: defaultdict[Actor, float] = defaultdict(float)
        best: dict[tuple[Actor, int], float] = {}
        for r in references:
            paragraph = self._sentences.all[r.sentence].paragraph
            value = 0.3 if r.way.cited else 0.5 if r.way.weak else 1.0
            value *= 3.5 if r.sentence == 0 else 2.5 if paragraph <= 1 else 1.0
            best[r.actor, paragraph] = max(value, best.get((r.actor, paragraph), 0.0))
            weight[r.actor] += 0.15 * (not r.way.cited)
        for (actor, _), value in best.items():
            weight[actor] += value
        return max(weight, key=lambda a: weight[a]) if weight else None

    def _reference(self, span: Span, actor: Actor, way: Way) -> Reference:
        return Reference(*span, actor, way, self._sentences.at(span[0]))

    def _named(self) -> Iterator[Reference]:
        found = self._found
        listed = self._listed()
        for m in found.communes:
            if m.start in listed:
                continue
            actor = self._town(m)
            yield self._reference((m.start, m.end), actor, self._way(m))
        for m in found.places:
            land = territory(found, m)
            if land:
                yield self._reference((m.start, m.end), land, self._way(m))
        yield from self._councils({m.start for m in found.places})
        starts = {m.start for m in found.organisations}
        for m in found.organisations:
            if m.end + 1 not in starts | {-1} and is_syndicate(found, m):
                actor = Actor(ActorKind.SYNDICATE, None, full_name(found, m))
                yield self._reference((m.start, m.end), actor, Way(named=True))

    def _councils(self, taken: set[int]) -> Iterator[Reference]:
        """Départements and régions that act, by name: "le conseil départemental des Landes"."""
        for match in COUNCIL.finditer(self._found.low):
            kind = ActorKind.REGION if "region" in match[1] else ActorKind.DEPARTEMENT
            codes = (
                self._geography.region_codes
                if kind is ActorKind.REGION
                else self._geography.departement_codes
            )
            ends = [w.end() for w in WORDS.finditer(self._found.low, match.end(), match.end() + 40)][:4]
            for end in reversed(ends):
                code = codes.get(folded_name(self._found.text[match.end() : end]))
                if code and match.end() not in taken:
                    names = (
                        self._geography.regions if kind is ActorKind.REGION else self._geography.departements
                    )
                    yield self._reference((match.end(), end), Actor(kind, code, names[code]), Way(named=True))
                    break

    def _town(self, m: Mention) -> Actor:
        """A commune; of an arrondissement the city, except in Paris, whose town halls act by themselves."""
        commune = self._geography.by_code.get(m.key)
        city = (
            self._geography.by_code.get(commune.parent or "")
            if commune and commune.kind == "arrondissement"
            else None
        )
        if (
            city
            and city.insee != _PARIS
            and COMPLETES.search(self._found.low[max(0, m.start - 30) : m.start])
        ):
            return Actor(ActorKind.COMMUNE, city.insee, city.name)
        return Actor(ActorKind.COMMUNE, m.key, m.name)

    def _listed(self) -> set[int]:
        """Where towns stand that only go on with a body's name: "la communauté de communes Us, Marines et Vexin"."""
        found, out = self._found, set[int]()
        towns = {m.start: m for m in found.communes}
        for m in found.places:
            name, at = fold(m.name).lower(), m.end
            while m.kind is MentionKind.EPCI and (town := towns.get(at + 2) or towns.get(at + 4)):
                if fold(town.surface).lower() not in name:
                    break
                out.add(town.start)
                at = town.end
        return out

    def _way(self, m: Mention) -> Way:
        found = self._found
        cited = is_cited(found, m)
        opens = m.start == 0 or found.text[m.start - 1] == "\n"
        rubric = not cited and opens and RUBRIC.match(found.low, m.end) is not None
        if rubric and m.start == 0 and m.surface.isupper() and AGENCY.match(found.plain, m.end):
            cited, rubric = True, False  # "PARIS - La mairie du 11e arrondissement..."
        weak = COMPLETES.search(found.low[max(0, m.start - 30) : m.start]) is not None
        return Way(named=True, cited=cited, rubric=rubric, weak=weak)

    def _spoken(self) -> Iterator[Reference]:
        """Those who hold office: each mention of them is one of their town."""
        for role in self._found.roles:
            if role.role in LOCAL_ROLES and role.insee and role.insee in self._geography.by_code:
                town = self._geography.commune(role.insee)
                actor = Actor(ActorKind.COMMUNE, town.insee, _full_name(self._found, town.insee, town.name))
                for span in role.mentions:
                    yield self._reference(span, actor, Way(named=True, role=True))

    def _resolved(self, named: list[Reference]) -> list[Reference]:
        """All references in text order, what stands for the one of its kind that was spoken of last resolved."""
        hits = generic().find(self._found.low, self._found.text)
        taken = [(r.start, r.end) for r in named]
        events: list[tuple[int, int, Reference | str]] = [(r.start, -r.end, r) for r in self._said]
        starts = {s for s, _ in taken}
        inside = {n for start, end in taken for n in (start, end - 1)}
        events += [
            (s, -e, kind)
            for s, e, kind in hits
            if not goes_on(self._found, e, starts) and e - 1 not in inside and inside.isdisjoint(range(s, e))
        ]
        focus = Focus(self._geography, self.main)
        out: list[Reference] = []
        past = 0
        for start, end, what in sorted(events, key=lambda e: (e[0], e[1])):
            sentence = self._sentences.at(start)
            paragraph = self._sentences.all[sentence].paragraph if len(self._sentences) else 0
            if isinstance(what, Reference):
                focus.meet(what, paragraph, heading=self._sentences.all[sentence].heading)
                out.append(what)
            elif kind_of_land(what) and OF_LAND.search(self._found.low, max(0, start - 4), start):
                continue  # "le centre de réponse de la région" is not the région's own doing
            elif start >= past and (
                actor := focus.of(what, paragraph) or unnamed(self._found, what, start, -end)
            ):
                out.append(Reference(start, -end, actor, Way(named=False), sentence))
                past = -end
        return out


def _full_name(found: Findings, insee: str, name: str) -> str:
    return next((m.name for m in found.communes if m.key == insee), name)
