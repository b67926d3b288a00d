"""What a letter had wrong, in French: a sentence a fact, as it is and as it was told."""

from datetime import date

from core.names import name_key
from digest import french
from digest.letter import CARRYING, ClaimKind, Item, shown
from digest.places import in_words

Named = tuple[str, str]
"""A value, and what people call it where it is a code (of an event, its precision)."""

_ROLES = {
    "mayor": "maire", "former_mayor": "ex-maire", "mayor_candidate": "candidat ou candidate à la mairie",
    "deputy_mayor": "adjoint ou adjointe au maire", "councillor": "membre du conseil municipal",
    "epci_president": "à la tête de l’intercommunalité", "minister": "ministre", "official": "agent public",
    "company": "à la tête d’une entreprise", "other": "autre fonction",
}  # fmt: skip
_LONG = 60
"""Characters of a quote that tell it from others: with the letter, no more of its article than may be shown."""


def sentence(
    kind: str, key: str, value: str, now: Named, item: Item | None, *, reserved: bool = False
) -> str:
    """One sentence: what it was told to be, and what it is; of a `reserved` article, none of its words."""
    label = _voice(kind, item, reserved=reserved) if kind in _OF_QUOTES else _label(item)
    if kind == TITLE:
        return _title(key, value, now[0], item)
    if kind == "article":
        title = next(
            (f"« {told.title} »" for told in (item.tellings if item else ()) if told.article_id == key), label
        )
        return f"{title} : cet article n’avait pas sa place dans la lettre."
    if kind == "quote" and reserved:
        return f"{label} : la citation {'n’était pas exacte' if now[0] else 'est retirée'}."
    before = _in_words(kind, key, (value, _name(kind, key, value, item)), item)
    if not now[0]:
        return f"{label} : {_GONE.get(kind, '« {} » est retiré').format(before)}."
    after = _in_words(kind, key, now, item)
    if kind == "initiative-status":  # the letter says it by a verb: it has no word of its own to quote
        return f"{label} : nous disions cette initiative {before} ; elle est {after}."
    lead = _LEADS.get(kind, "")
    return f"{label}{lead} : nous avions écrit « {before} » ; il fallait lire « {after} »."


TITLE = "article-title"
"""The kind of what a letter told to be an article's title (key: article_id): no fact of its own, it links by it."""


def _title(key: str, value: str, now: str, item: Item | None) -> str:
    outlet = next((told.outlet for told in (item.tellings if item else ()) if told.article_id == key), "")
    of = f" ({outlet})" if outlet else ""
    return f"Titre d’un article{of} : nous avions écrit « {value} » ; il fallait lire « {now} »."


_LEADS = {
    "initiative-supplier": ", fournisseur", "speaker": ", qui parle", "quote": ", citation", "event-place": ", lieu",
}  # fmt: skip
_GONE = {
    "initiative-status": "cette initiative est retirée du registre",
    "initiative-supplier": "« {} » n’en est pas le fournisseur",
    "quote": "la citation « {} » est retirée",
    "speaker": "ces mots ne sont pas de « {} »",
    "figure": "le chiffre « {} » est retiré",
    "event": "le rendez-vous « {} » est retiré",
    "event-place": "le lieu « {} » est retiré",
}
"""What is said of what is not told any more."""
_OF_QUOTES = {"quote", "speaker", "mayor"}


def _label(item: Item | None) -> str:
    """What an item is about, as its readers know it again."""
    if item is None:
        return "La lettre"
    title = next((told.title for told in item.tellings if told.title), "")
    return item.headline or _initiative(item) or item.place or title or "La lettre"


def _initiative(item: Item) -> str:
    """The letter's own words on who does what: a town may have several initiatives; empty where it has none."""
    carrying = {claim.key for claim in item.claims if claim.kind in CARRYING}
    last = next((place for place, piece in enumerate(item.text, 1) if piece.claim in carrying), 0)
    words = shown(item.text[:last]).strip()
    return f"« {words} »" if words else ""


def _voice(kind: str, item: Item | None, *, reserved: bool) -> str:
    """Whose words, of a quote that is not theirs; else which words: of a `reserved` article, none."""
    who = shown(item.text).strip() if item else ""
    if item is None or not item.quote:
        return _label(item)
    if kind == "quote":
        return who or _label(item)
    if reserved:
        return next((told.outlet for told in item.tellings if told.outlet), who or _label(item))
    return f"« {_beginning(item.quote)} »"


def _beginning(words: str) -> str:
    return words if len(words) <= _LONG else words[: _LONG - 1].rpartition(" ")[0] + "…"


def _in_words(kind: str, key: str, value: Named, item: Item | None) -> str:
    """A value as people say it."""
    code, name = value
    told = {
        "initiative-status": lambda: french.STAGES.get(code, code),
        "initiative-actor": lambda: name or (item.place if item else "") or _label(item),
        "speaker": lambda: _person(name or "on ne sait qui", code.rsplit("|", 2)[1]),
        "mayor": lambda: _person(name or _name(kind, key, code, item), code.partition("|")[0]),
        "event": lambda: _event(code, name or (item.event[2] if item and item.event else "day")),
        "event-place": lambda: in_words(code),
        "quote": lambda: _beginning(code),
        "figure": lambda: _figure(code),
    }
    return told[kind]() if kind in told else code


def _figure(code: str) -> str:
    """A figure as people write it: "54 000 €/an", "12,5 %"."""
    number, _, unit = code.partition(" ")
    told = french.number(int(number)) if number.isdecimal() else number.replace(".", ",")
    return french.spaced(f"{told} {unit}".rstrip())


def _person(name: str, role: str) -> str:
    return ", ".join(part for part in (name, _ROLES.get(role, role)) if part)


def _event(code: str, precision: str) -> str:
    """A rendezvous in words: its name, its days, and whether it takes place."""
    first, last, state, name = code.split("|", 3)
    days = french.days(date.fromisoformat(first), date.fromisoformat(last), precision)
    return ", ".join(part for part in (name, days, french.STATES_OF_EVENTS.get(state, "")) if part)


def _name(kind: str, key: str, value: str, item: Item | None) -> str:
    """The name under which the letter told of somebody, whose key is all that a fact has."""
    if kind == "event":
        return item.event[2] if item and item.event else ""
    if kind not in {"speaker", "mayor"}:
        return ""
    inside = f" {name_key(f'{key} {value}')} "
    claims = item.claims if item else ()
    people = (claim.words.partition(",")[0] for claim in claims if claim.kind is ClaimKind.PERSON)
    return next((words for words in people if f" {name_key(words)} " in inside), "")
