"""What was found in an article, fact by fact: its words, its sentence, what waits, the form that corrects it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from core.names import name_key
from core.types import Correction
from core.types import CorrectionKind as Kind
from digest.french import STATES_OF_EVENTS, about, days, spaced
from jobs.correcting.figures import told as figure_told
from store.correcting.ahead import Ahead, Pair
from store.correcting.facts import figure_key
from store.readers.desk.article import Article
from web.desk.articles.highlight import marked
from web.desk.articles.nouns import NONE, Fact, Found, commune_of, mention_name, person_link, spans
from web.desk.articles.words import confidence, register
from web.desk.corrections.forms import Form
from web.desk.corrections.pending import Pending
from web.desk.frame import ROLES

Row = dict[str, Any]


def found(shown: Article, ahead: Ahead, pending: Pending, retour: str, *, withheld: bool = False) -> Found:
    """The facts of an article, with what waits laid over them; `withheld`: without any of its words."""
    made = _Made(shown, ahead, pending, retour, withheld=withheld)
    return Found(
        people=[made.person(n, pair) for n, pair in enumerate(made.rows("roles"))],
        communes=made.mentioned(Kind.COMMUNE),
        technologies=made.mentioned(Kind.TECHNOLOGY),
        organisations=made.mentioned(Kind.ORGANISATION),
        initiatives=[made.initiative(n, pair) for n, pair in enumerate(made.rows("initiative_history"))],
        quotes=[] if withheld else [made.quote(n, pair) for n, pair in enumerate(made.rows("quotes"))],
        figures=[made.figure(n, pair) for n, pair in enumerate(made.rows("figures"))],
        events=[made.event(n, pair) for n, pair in enumerate(made.rows("events"))],
        places=list(dict.fromkeys(made.places())),
    )


class _Made:
    """Makes facts of rows; `_n` of an anchor is the fact's place in its table, which the same version keeps."""

    def __init__(
        self, shown: Article, ahead: Ahead, pending: Pending, retour: str, *, withheld: bool
    ) -> None:
        self._shown, self._ahead, self._pending, self._retour = shown, ahead, pending, retour
        self._id = shown.head.article_id
        self._withheld = withheld
        self._names = shown.names
        self._spans = spans(shown)

    def rows(self, table: str) -> list[Pair]:
        """The rows of a table, in the order of the text."""
        at = "start_at" if table in {"quotes", "figures", "events"} else "evidence_start"
        return sorted(self._ahead.pairs.get(table, ()), key=lambda pair: pair.now[at] or 0)

    def _form(self, kind: Kind, key: str, name: str, n: int, **more: Any) -> Form:
        return Form(kind, key, name, f"{kind.value}-{n}", self._retour, self._id, **more)

    def _waits(self, kind: Kind, key: str) -> tuple[Correction, ...]:
        return tuple(self._pending.of(kind, key, self._id))

    def _evidence(self, row: Row) -> Markup:
        text = "" if self._withheld else row["evidence_text"]
        return marked(text, row["evidence_start"], row["evidence_end"], self._spans) if text else NONE

    def person(self, n: int, pair: Pair) -> Fact:
        """Somebody with a public role."""
        now, then = pair
        key, name = now["person_key"], now["name"] or ""
        said, after = self._role(now), self._role(then) if then else ""
        notes = [register(now["register"], now["register_basis"])] if now["status"] else []
        if now["inferred"]:
            notes.append("l’article ne le nomme pas : le nom vient du répertoire des élus")
        return Fact(
            self._form(Kind.PERSON, key, name, n, was=now["role"], insee=now["insee"] or ""), name, said,
            then_name=_new(name, then, "name"), then_said=_other(said, after), gone=then is None,
            link=person_link(key), notes=tuple(filter(None, notes)), evidence=self._evidence(now),
            sure=confidence(now["confidence"]), waits=self._waits(Kind.PERSON, key),
        )  # fmt: skip

    def _role(self, row: Row) -> str:
        where = commune_of(self._names, row["insee"])
        return ", ".join(filter(None, (ROLES.get(row["role"], row["role"]), where)))

    def mentioned(self, kind: Kind) -> list[Fact]:
        """The things of a kind that the article names, the first named first."""
        by_key = defaultdict[str, list[Pair]](list)
        for pair in sorted(self._ahead.pairs.get("mentions", ()), key=lambda one: one.now["start_at"]):
            if pair.now["kind"] == kind.value:
                by_key[pair.now["entity_key"]].append(pair)
        return [self._mentioned(kind, key, n, pairs) for n, (key, pairs) in enumerate(by_key.items())]

    def _mentioned(self, kind: Kind, key: str, n: int, pairs: list[Pair]) -> Fact:
        row = pairs[0].now
        left = [pair.then for pair in pairs if pair.then is not None]
        name = commune_of(self._names, key) if kind is Kind.COMMUNE else mention_name(row, self._names)
        moved = left and (left[0]["entity_key"] != key or left[0]["name"] != row["name"])
        surfaces = dict.fromkeys(pair.now["surface"] for pair in pairs if pair.now["surface"])
        written = [f"« {one} »" for one in surfaces if name_key(one) != name_key(_bare(name))]
        times = f"{len(pairs)} fois" if len(pairs) > 1 else ""
        return Fact(
            self._form(kind, key, name, n), name, " ; ".join(filter(None, (times, ", ".join(written[:3])))),
            then_name=(left[0]["name"] or left[0]["entity_key"]) if moved else "", gone=not left,
            link=_page(kind, key), evidence=self._sentence(row), waits=self._waits(kind, key),
            sure=confidence(max((pair.now["confidence"] or 0 for pair in pairs), default=None)),
        )  # fmt: skip

    def _sentence(self, mention: Row) -> Markup:
        """The first kept sentence that holds a mention; the text itself is not published."""
        for table in ("roles", "initiative_history", "quotes", "figures", "events"):
            for row in self._shown.tables.get(table, ()):
                first, last = row["evidence_start"], row["evidence_end"]
                if first is not None and first <= mention["start_at"] and mention["end_at"] <= last:
                    return self._evidence(row)
        return NONE

    def initiative(self, n: int, pair: Pair) -> Fact:
        """Who does what with which technology, how far."""
        now, then = pair
        key, name = now["initiative_id"], self._deed(now)
        supplier = now["supplier"] or ""
        then_said = _new(supplier, then, "supplier")
        if then and supplier and not then["supplier"]:
            then_said = "aucun"
        notes = tuple(_of_amounts(_amounts(now), _amounts(then or now)))
        return Fact(
            self._form(Kind.INITIATIVE, key, name, n, status=now["status"] or "", supplier=supplier,
                       town=self._carrier(now)),
            name,
            f"fournisseur : {supplier}" if supplier else "", then_name=_other(name, self._deed(then) if then else ""),
            then_said=f"fournisseur : {then_said}" if then_said else "", gone=then is None, link=f"/initiatives/{key}",
            notes=notes, evidence=self._evidence(now),
            sure=confidence(now["confidence"]), status=now["status"] or "",
            then_status=_new(now["status"] or "", then, "status"),
            waits=self._waits(Kind.INITIATIVE, key),
        )  # fmt: skip

    def _carrier(self, row: Row) -> str:
        """Who carries an initiative: a commune with its département, where the page knows it."""
        known = row["actor_kind"] == "commune" and ("commune", row["actor_code"]) in self._names
        return (commune_of(self._names, row["actor_code"]) if known else "") or row["actor_name"] or ""

    def _deed(self, row: Row) -> str:
        known = self._names.get(("technology", row["technology_id"]))
        tool = known.name if known else (row["technology"] or row["technology_id"] or "")
        return " · ".join(filter(None, (self._carrier(row), tool, row["use_case"])))

    def quote(self, n: int, pair: Pair) -> Fact:
        """What somebody says, in their words or reported."""
        now, then = pair
        text, said = now["text"] or "", self._speaker(now)
        words = f"« {text} »" if now["direct"] else text
        key = name_key(text)
        return Fact(
            self._form(Kind.QUOTE, text, _short(text), n, speaker=now["speaker"] or "", people=self._people()),
            words, said,
            then_said=_other(said, self._speaker(then) if then else ""), gone=then is None,
            notes=("mots cités" if now["direct"] else "propos rapporté",), evidence=self._evidence(now),
            sure=confidence(now["confidence"]), waits=self._waits(Kind.QUOTE, key), link="",
        )  # fmt: skip

    def _people(self) -> tuple[str, ...]:
        """Whom the article names in a role."""
        named = (pair.now["name"] for pair in self._ahead.pairs.get("roles", ()))
        return tuple(dict.fromkeys(name for name in named if name))

    def _speaker(self, row: Row) -> str:
        role = ROLES.get(row["role"] or "", row["role"] or "")
        parts = (row["speaker"] or "on ne sait qui", role, commune_of(self._names, row["insee"]))
        return ", ".join(filter(None, parts))

    def figure(self, n: int, pair: Pair) -> Fact:
        """A number, with what it measures."""
        now, then = pair
        name = spaced(figure_told(now))
        owner = f"de : {now['owner']}" if now["owner"] else ""
        key = figure_key(now)
        return Fact(
            self._form(Kind.FIGURE, key, name, n, **_reckoned(now)), _about(now) + name, owner,
            then_name=_other(name, spaced(figure_told(then)) if then else ""), gone=then is None,
            evidence=self._evidence(now), sure=confidence(now["confidence"]), waits=self._waits(Kind.FIGURE, key),
        )  # fmt: skip

    def event(self, n: int, pair: Pair) -> Fact:
        """A public event, with its days."""
        now, then = pair
        key, name = now["event_id"], now["name"] or ""
        return Fact(
            self._form(Kind.EVENT, key, name, n, town=self._town(now), **_days(now)), name, self._when(now),
            then_name=_new(name, then, "name"),
            then_said=_other(self._when(now), self._when(then) if then else ""), gone=then is None,
            evidence=self._evidence(now), sure=confidence(now["confidence"]), waits=self._waits(Kind.EVENT, key),
        )  # fmt: skip

    def _when(self, row: Row) -> str:
        first, last = row["start_day"], row["end_day"]
        day = days(first, last or first, row["precision"] or "day") if first else "sans date"
        place, town = row["place"] or "", self._town(row)
        where = (place,) if name_key(place) == name_key(_bare(town)) else (place, town)
        return ", ".join(filter(None, (day, *where, STATES_OF_EVENTS.get(row["state"] or "", ""))))

    def _town(self, row: Row) -> str:
        """The commune of an event; one that an editor just said, which no row of the article has yet, by its name."""
        if ("commune", row["insee"]) not in self._names:
            given = [one.detail.name for one in self._pending.waiting if one.value == row["insee"]]
            return (given[-1] if given else "") or row["insee"] or ""
        return commune_of(self._names, row["insee"])

    def places(self) -> Iterator[str]:
        """The other territories that the article names."""
        for row in self._shown.tables.get("mentions", ()):
            if row["kind"] in {"departement", "region", "epci"}:
                yield row["name"] or row["surface"] or ""


def _days(row: Row) -> dict[str, str]:
    """When an event takes place, for its form."""
    first, last = (row[end].isoformat() if row[end] else "" for end in ("start_day", "end_day"))
    return {"first": first, "last": last, "precision": row["precision"] or "day"}


def _reckoned(row: Row) -> dict[str, str]:
    """What a figure says, for its form."""
    number = figure_told({"value": row["value"], "unit": "", "what": ""})
    return {"value": " ".join(number.split()), "unit": row["unit"] or "", "what": row["what"] or ""}


def _amounts(row: Row) -> dict[int, str]:
    """The words of an initiative's amounts, by where these stand."""
    return {at["start_at"]: at["words"] for at in row["amounts"] or () if at.get("words")}


def _of_amounts(now: dict[int, str], then: dict[int, str]) -> Iterator[str]:
    """What an initiative costs, and what becomes of that with the figures."""
    if then:
        yield f"montant : {', '.join(then.values())}"
    if gone := [said for at, said in now.items() if at not in then]:
        yield f"montant retiré avec son chiffre, en attente : {', '.join(gone)}"
    if other := [said for at, said in now.items() if then.get(at, said) != said]:
        yield f"montant corrigé avec son chiffre, en attente, au lieu de : {', '.join(other)}"


def _page(kind: Kind, key: str) -> str:
    folder = {Kind.COMMUNE: "communes", Kind.TECHNOLOGY: "technologies"}.get(kind)
    return f"/{folder}/{quote(key, safe=':')}" if folder else ""


def _new(old: str, then: Row | None, column: str) -> str:
    """What a column will hold, if anything else."""
    return _other(old, then[column] if then else "")


def _other(old: str, new: str | None) -> str:
    return new if new and new != old else ""


def _bare(name: str) -> str:
    return name.rpartition(" (")[0] or name


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT].rpartition(" ")[0] + "…"


_SHORT = 60


def _about(figure: Row) -> str:
    """How exact a figure is, as its sentence says it."""
    if not figure["approximate"]:
        return ""
    return about((figure["evidence_text"] or "")[: max(0, figure["start_at"] - figure["evidence_start"])])
