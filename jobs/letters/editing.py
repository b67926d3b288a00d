"""The draft of a week under its editors' hands: what they see, and what they change."""

import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from core import logs
from core.errors import InputError
from core.letters import Issue, LetterAction, LetterEdit, Tick
from digest.edited import Edited, edited, fits
from digest.letter import Item, Letter, Section, Week
from digest.opening import opening
from jobs.correcting.words import Words
from jobs.forgetting.screening import refuse_named
from jobs.keeping import keep_copy
from jobs.letters import drafting, typed
from jobs.letters.answered import answered
from jobs.letters.edit_words import SECTIONS, about, name_of
from jobs.letters.kept import added, tells, titles, with_kept
from jobs.letters.words import cut
from jobs.workspace import Workspace
from state import letters
from state.open import State, open_state

_PLACE = re.compile(r"\d{1,3}", re.ASCII)
_WHOLE = {LetterAction.SUBJECT, LetterAction.EDITORIAL}


@dataclass(frozen=True, slots=True)
class Draft:
    """A week's draft as it is now; `issue` is what was approved or sent of it, if anything was.

    `seen` is the draft that people were last shown, part by part (digest.fingerprint); empty when none was. `titles`
    are those of what editors added (jobs.letters.kept).
    """

    composed: Letter
    edits: tuple[LetterEdit, ...]
    ticks: Mapping[str, Tick]
    issue: Issue | None = None
    seen: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def edited(self) -> Edited:
        """The letter as its editors want it."""
        return edited(self.composed, self.edits, {key: tick.right for key, tick in self.ticks.items()})

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each item, by key: its place in what was composed, which no edit changes."""
        return {item.key: number for number, item in enumerate(self.composed.items, 1)}

    def item(self, named: str) -> Item:
        """The item of a number or a key; InputError when there is none."""
        name = named.strip()
        for item, number in zip(self.composed.items, self.numbers.values(), strict=True):
            if name in {item.key, str(number)}:
                return item
        label = self.composed.week.label
        what = f"pas d’élément « {cut(name)} »" if name else "il manque le numéro d’un élément"
        raise InputError(
            f"{what} dans la lettre {label}",
            f"« beffroi digest show {label} » donne leurs numéros (1 à {len(self.composed.items)}) et leurs clés.",
        )


@dataclass(frozen=True, slots=True)
class Done:
    """An edit that was kept or taken back; `reopened`: an approval went with it."""

    edit: LetterEdit
    name: str
    reopened: bool


def draft(workspace: Workspace, week: Week, until: datetime | None = None) -> Draft:
    """Compose a week's letter (jobs.letters.drafting.compose) and read what people decided about it."""
    return drafted(workspace, drafting.compose(workspace, week, until))


def drafted(workspace: Workspace, letter: Letter) -> Draft:
    """The draft of a letter that was composed, with what editors added; it opens with what the last ones had wrong."""
    with closing(open_state(workspace.state)) as state:
        edits, named = letters.edits(state, letter.week.label), dict[str, str]()
        if any(edit.action is LetterAction.ADD for edit in edits):
            with workspace.snapshot() as snapshot:
                named, ids = titles(snapshot, edits), added(edits)
                letter = (
                    letter if all(tells(letter, one) for one in ids) else with_kept(snapshot, letter, ids)
                )
        return replace(decided(state, letter), titles=named)


def decided(state: State, letter: Letter, issues: Sequence[Issue] | None = None) -> Draft:
    """The same from a state that is open already; `issues` are all of its issues, if they are at hand."""
    label = letter.week.label
    known = letters.issues(state) if issues is None else issues
    # what was said of the letter itself goes before what was said elsewhere
    edits, ticks = tuple(letters.edits(state, label)), answered(state, letter) | letters.ticks(state, label)
    seen = letters.seen(state, label)
    said = opening(known, label)
    whole = letter if letter.erratum else replace(letter, erratum=tuple(said), proofs=said)
    issue = next((one for one in known if (one.week, one.erratum) == (label, 0)), None)
    return Draft(whole, edits, ticks, issue, seen)


def edit(
    workspace: Workspace, found: Draft, action: LetterAction, named: str, value: Sequence[str], words: Words
) -> Done:
    """Keep an edit of a draft; nothing is kept of one that is wrong."""
    item = None if action in _WHOLE else found.item(named)
    said = LetterEdit(
        found.composed.week.label, action, item.key if item else "", _value(found, action, item, value),
        words.author(), datetime.now(UTC),
    )  # fmt: skip
    return keep(workspace, said, name_of(item) if item else "")


def keep(workspace: Workspace, said: LetterEdit, name: str) -> Done:
    """Keep an edit that was found right; `name` is what its item is called."""
    with closing(open_state(workspace.state)) as state:
        refuse_named(state, said.value, said.by)
        kept, reopened = letters.append(state, said)
        keep_copy(state)
    log = logs.get(__name__)
    log.info("letter edited", week=said.week, action=said.action.value, item=said.item, by=said.by)
    return Done(kept, name, reopened)


def undo(workspace: Workspace, found: Draft, words: Words, number: int | None = None) -> Done:
    """Take back the edit of a number, else the last one that holds."""
    label, by = found.composed.week.label, words.author()
    with closing(open_state(workspace.state)) as state:
        gone, reopened = letters.undo(state, label, number)
        if gone is None:
            what = "rien à annuler" if number is None else f"pas de geste n° {number} à annuler"
            raise InputError(f"{what} dans la lettre {label}", f"Voyez : beffroi digest edits {label}.")
        keep_copy(state)
    logs.get(__name__).info("letter edit undone", week=label, number=gone.number, by=by)
    return Done(gone, about(gone, found.composed, found.titles), reopened)


def _value(found: Draft, action: LetterAction, item: Item | None, value: Sequence[str]) -> str:
    if action in typed.MOST:
        if len(value) != 1:
            raise InputError(
                f"{typed.NAMES[action]} manque, ou n’est pas entre guillemets", 'Écrivez-le entre " ".'
            )
        return typed.text(action, value[0])
    if action is LetterAction.MOVE and item is not None:
        return _place(found, item, value)
    if value:
        raise InputError(
            f"de trop : {cut(' '.join(value))}", "« beffroi digest edit --help » montre comment."
        )
    return ""


def _place(found: Draft, item: Item, value: Sequence[str]) -> str:
    """A section, a place, or both. A place alone leaves the item in the section where it was moved to."""
    parts = [part.strip() for part in value if part.strip()]
    numbers = [int(part) for part in parts if _PLACE.fullmatch(part)]
    names = [part for part in parts if not _PLACE.fullmatch(part)]
    if not 1 <= len(parts) <= 2 or len(numbers) > 1 or len(names) > 1 or 0 in numbers:
        raise InputError(
            "où le mettre ?", f"Donnez une partie ({_sections()}), une place (1, 2…), ou les deux."
        )
    now = next((one.section for one in found.edited.whole.items if one.key == item.key), item.section)
    section = _section(names[0]) if names else now if now is not item.section else None
    if section and not fits(item, section):
        lacks = "n’a pas de date" if section is Section.AGENDA else "n’a pas de citation"
        raise InputError(
            f"« {cut(name_of(item))} » {lacks}", f"Il ne peut aller dans « {SECTIONS[section][0]} »."
        )
    return ":".join(filter(None, (section.value if section else "", str(numbers[0]) if numbers else "")))


def _section(name: str) -> Section:
    wanted = name.lower().replace("'", "’")
    for section, names in SECTIONS.items():
        if wanted in {section.value, *names}:
            return section
    raise InputError(f"partie « {cut(name)} » inconnue", f"Au choix : {_sections()}.")


def _sections() -> str:
    return ", ".join(names[0] for names in SECTIONS.values())
