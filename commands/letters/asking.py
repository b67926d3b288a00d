"""One question at a time: a sentence, what the letter says by it, and a key to answer with."""

from typing import TYPE_CHECKING

import typer

from commands.letters.options import KINDS, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from jobs.correcting.words import Words
    from jobs.letters.editing import Draft
    from jobs.letters.naming import Named
    from jobs.letters.questions import Question, ToCheck
    from jobs.workspace import Workspace

_ANSWERS = {
    "o": "o", "oui": "o", "y": "o", "yes": "o", "n": "n", "non": "n", "no": "n", "p": "p", "passer": "p", "": "p",
    "q": "q", "quitter": "q",
}  # fmt: skip
_KEYS = "[o : oui, n : non, p ou Entrée : passer, q : quitter]"


def ask(found: "Workspace", draft: "Draft", words: "Words") -> bool:
    """Ask what waits, from where one stopped; each answer is kept at once. Returns whether an approval went."""
    from jobs.letters.checking import tick, to_check
    from jobs.letters.editing import drafted
    from jobs.letters.naming import beside_of
    from jobs.letters.questions import left, questions

    asked = questions(to_check(draft))
    beside = beside_of(found, asked)
    reopened = False
    for place in [asked.index(one) for one in left(asked)]:
        one = asked[place]
        if not one.waiting:  # it left with an item that was refused since
            continue
        say(f"\n{place + 1}/{len(asked)} · {told(one, beside)}")
        yes, no, stop = _answers(one)
        if yes or no:
            reopened |= tick(found, draft, yes, no, words)[1]
            draft = drafted(found, draft.composed)
            asked = questions(rows := to_check(draft))
            tell_gone(rows, no)
        if stop:
            break
    return reopened


def tell_gone(rows: "Iterable[ToCheck]", refused: "Collection[str]") -> None:
    """What leaves unasked with the items that these refusals took whole."""
    from digest.french import listed

    there = list(rows)
    for item in dict.fromkeys(row.item for row in there if row.whole and row.claim.key in refused):
        if words := [row.claim.words for row in there if row.gone and row.item == item]:
            say(f"L’élément part en entier ; avec lui, sans question : {listed(words)}.")


def told(question: "Question", beside: "Named") -> str:
    """A question in words: the sentence, where it stands, then what the letter says by it, and what else proves it."""
    from digest.render.words import guillemets

    first = question.rows[0]
    lines = [f"n° {question.number}, dans : {first.headline}"]
    lines += [f"  {guillemets(sentence)}" for sentence in question.sentences]
    lines += [f"  {first.claim.outlet}, {first.claim.url}"]
    for row in question.rows:
        elsewhere = f", dans : {row.headline}" if row.headline != first.headline else ""
        lines.append(f"{_row(row)}{elsewhere}")
        lines += [_also(name, said) for name, said in beside.get(row.claim.key, {}).items()]
    return "\n".join(lines)


def _also(name: str, sentence: str) -> str:
    """What of its article names whom the sentence does not."""
    from digest.render.words import guillemets

    if not sentence:
        return f"     aucune phrase relevée dans cet article ne nomme « {name} »"
    return f"     « {name} » est nommé plus loin : {guillemets(sentence)}"


def _answers(question: "Question") -> tuple[list[str], list[str], bool]:
    """The keys of the claims that are right, of those that are not, and whether to stop.

    A sentence of which all is right is answered once; where it is not, each thing that it says is asked by itself.
    """
    waiting = question.waiting
    typed = _typed("Tout juste ?" if len(waiting) > 1 else "Juste ?")
    if typed == "o" or len(waiting) == 1:
        keys = [row.claim.key for row in waiting]
        return (keys if typed == "o" else []), (keys if typed == "n" else []), typed == "q"
    yes: list[str] = []
    no: list[str] = []
    for row in waiting if typed == "n" else ():
        if any(one.whole and one.item == row.item and one.claim.key in no for one in waiting):
            continue
        typed = _typed(f"  {row.part}. {row.claim.words} ?")
        if typed == "q":
            break
        {"o": yes, "n": no}.get(typed, []).append(row.claim.key)
    return yes, no, typed == "q"


def _typed(asked: str) -> str:
    """Ask until it is understood: "o", "n", "p" or "q"."""
    from commands.console import inert

    while True:
        answer = str(typer.prompt(f"{inert(asked)} {_KEYS}", default="", show_default=False))
        key = _ANSWERS.get(answer.strip().lower())
        if key is not None:
            return key
        typer.echo("Répondez o (oui), n (non), p (passer) ou q (quitter).")


def _row(row: "ToCheck") -> str:
    """Say "  b. fournisseur : Parlavox — oui (Odile)"."""
    whole = " (« non » retire l’élément entier)" if row.whole and not row.decided else ""
    rest = " (part avec l’élément)" if row.gone else whole
    said = f" — {'oui' if row.tick.right else 'non'} ({row.tick.by})" if row.tick else rest
    return f"  {f'{row.part}. ' if row.part else ''}{KINDS[row.claim.kind.value]} : {row.claim.words}{said}"
