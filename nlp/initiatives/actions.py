"""What is done in a text, and when: verbs with their helpers and negation, phrases that tell how far things are."""

import re
from collections.abc import Iterator
from functools import cache

from nlp.initiatives.acts import Act, Action, Sign, When, words
from nlp.initiatives.conjugation import Tense, forms
from nlp.technologies.matcher import Matcher
from nlp.wordlists import either, table

_FILE = "initiatives_verbs.toml"
_BEFORE = 48
"""Characters before a verb in which its helper stands."""


@cache
def _verbs() -> Matcher[tuple[tuple[Act, Tense], ...]]:
    found: dict[str, list[tuple[Act, Tense]]] = {}
    for act, listed in table(_FILE)["verbs"].items():
        for verb in words(listed):
            first, space, rest = verb.partition(" ")
            for form, tense in forms(first):
                found.setdefault(form + space + rest, []).append((Act(act), tense))
    return Matcher((form, tuple(dict.fromkeys(senses))) for form, senses in found.items())


@cache
def _infinitives() -> dict[str, str]:
    found: dict[str, str] = {}
    for listed in table(_FILE)["verbs"].values():
        for verb in words(listed):
            first, space, rest = verb.partition(" ")
            for form, _ in forms(first):
                found.setdefault(form + space + rest, verb)
    return found


def infinitive_of(form: str) -> str:
    """The infinitive of a form of the lexicon, "" of another word."""
    return _infinitives().get(form, "")


def infinitives() -> set[str]:
    """The infinitives of the lexicon that are one word."""
    return {verb for verb in _infinitives().values() if " " not in verb}


@cache
def _phrases() -> Matcher[str]:
    found: dict[str, str] = {}
    for kind, listed in table(_FILE)["phrases"].items():
        for phrase in words(listed):
            for form in (phrase, f"{phrase}s") if phrase.endswith("*") else (phrase,):
                found.setdefault(form.replace("*", ""), kind)
    return Matcher(found.items())


@cache
def _helper() -> re.Pattern[str]:
    lists = table(_FILE)["helpers"]
    between = either(re.escape(w) for w in words(lists["between"]))
    no = either(re.escape(w) for w in words(lists["negation"]))
    kinds = "|".join(
        rf"(?P<{kind}>{either(re.escape(w) for w in words(lists[kind]))})"
        for kind in ("future", "wish", "stop", "now", "purpose", "done")
    )
    return re.compile(
        rf"(?<!\w)(?:(?P<no>{no}) ?)?(?:{kinds})(?P<not> (?:pas|plus|jamais|guère)(?: encore)?)?"
        rf"(?: ?{between}){{0,4}} ?$"
    )


_DONE_TO = frozenset({Act.PUT, Act.SURE, Act.USE})
_TELLS = re.compile(r" qu(?:e |')")
_ATTRIBUTION = re.compile(r"»,? (?:(?:a|ont|avait) )?$")
_NOT_AHEAD = re.compile(r" (?:pas|plus|jamais|guère)\b(?! exclu)")
_NOT_BEFORE = re.compile(r"(?<!\w)(?:ne |n')(?:[a-zà-ÿ']{1,8} ){0,2}(?:[slym]')?$")


def actions(text: str, shown: str) -> list[Action]:
    """The verbs of a text as `said` gives it, in order; the longest form where several stand."""
    hits: dict[int, tuple[int, tuple[tuple[Act, Tense], ...]]] = {}
    for start, end, senses in _verbs().find(text, shown):
        if start not in hits or hits[start][0] < end:
            hits[start] = (end, senses)
    out: list[Action] = []
    past = 0
    for start in sorted(hits):
        end, senses = hits[start]
        if (
            start
            and shown[start].isupper()
            and shown[start - 1] == " "
            and shown[start - 2] not in ".!?…«»\n:"
        ):
            continue  # "la ville de Changé"
        if start >= past and (action := _action(text, start, end, senses)):
            out.append(action)
            past = end
    return out


_HELPED = frozenset({Tense.PARTICIPLE, Tense.INFINITIVE})
_NO = re.compile(r"\bn(?:e |')")


def _action(text: str, start: int, end: int, senses: tuple[tuple[Act, Tense], ...]) -> Action | None:
    """A verb with what its helper makes of it; the first sense is the lexicon's first."""
    act, tense = senses[0]
    left = text[max(0, start - _BEFORE) : start]
    helped = _helper().search(left) if tense in _HELPED or _NO.search(left) else None
    if _is_noun(text, start, end, tense, left, helped=helped is not None):
        return None
    helper = helped.lastgroup if helped else None
    if helped and helper in {"no", "not"}:
        helper = next(k for k in ("future", "wish", "stop", "now", "purpose", "done") if helped[k])
    if helped and helper == "stop":  # "ne cesse d'étendre", "ne renonce pas à installer": it goes on
        stops = not helped["no"]
        return Action(start, end, Act.STOP if stops else act, When.DONE if stops else When.NOW)
    when = _when(tense, helper)
    says = tense is Tense.PRESENT and left.endswith(", ") and text[start:end] in _sayings()
    if act is Act.PLAN and (says or f" {left}".endswith((" se ", "s'"))):
        return None  # "les actes se demandent en ligne"; ", espère le maire" only tells who speaks
    uses = act is Act.BUY and text[start:end] in _users()
    if uses or (act in _DONE_TO and _TELLS.match(text, end)):
        return None  # who reserves now is a user; "la mairie a indiqué que" says, and shows nobody the way
    if _ATTRIBUTION.search(left):
        return None  # "« ... », a lancé le maire"
    # "n'exclut pas d'installer" denies nothing
    denied = bool(helped and (helped["no"] or helped["not"]) and "exclu" not in helped.group()) or (
        _NOT_AHEAD.match(text, end) is not None and _NOT_BEFORE.search(left) is not None
    )
    denied = denied and not text.startswith("exclu", start)
    no_more = denied and (
        text.startswith(" plus", end) or bool(helped and helped["not"] and "plus" in helped["not"])
    )
    return Action(start, end, act, when, denied, no_more)


@cache
def _determiner() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(words(table(_FILE)['not_verbs']['determiners']))} ?$")


_SOME = re.compile(r"en [^\W\d]+ (?:une?|deux|trois|plusieurs|\d+)\b")
"""Of what was named before: "en teste un"."""


def _is_noun(text: str, start: int, end: int, tense: Tense, left: str, *, helped: bool) -> bool:
    """Whether what looks like a verb is a noun or an adjective: "la pose", "l'alerte", "des objets connectés"."""
    word = text[start:end]
    if tense is Tense.PRESENT:
        return (
            (_determiner().search(left) is not None and not _SOME.match(text, start - 3))
            or left.endswith("été ")
            or (word in _nouns() and (left.endswith("l'") or not left.strip()))
        )
    return (
        tense is Tense.PARTICIPLE
        and (word in _adjectives() or _determiner().search(left) is not None)
        and not helped
    )


@cache
def _nouns() -> frozenset[str]:
    return frozenset(words(table(_FILE)["not_verbs"]["nouns"]))


@cache
def _users() -> frozenset[str]:
    return frozenset(words(table(_FILE)["not_verbs"]["users"]))


@cache
def _sayings() -> frozenset[str]:
    return frozenset(words(table(_FILE)["not_verbs"]["sayings"]))


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(words(table(_FILE)["not_verbs"]["adjectives"]))


_OF_TENSE = {
    Tense.PRESENT: When.NOW,
    Tense.PAST: When.PAST,
    Tense.FUTURE: When.FUTURE,
    Tense.CONDITIONAL: When.WISH,
    Tense.PARTICIPLE: When.BARE,
    Tense.INFINITIVE: When.BARE,
}


def _when(tense: Tense, helper: str | None) -> When:
    if tense in {Tense.PARTICIPLE, Tense.INFINITIVE} and helper:
        return When(helper)
    return _OF_TENSE[tense]


def signs(text: str, shown: str) -> Iterator[Sign]:
    """The phrases of a text as `said` gives it."""
    past: dict[str, int] = {}
    for start, end, kind in sorted(_phrases().find(text, shown), key=lambda h: (h[0], -h[1])):
        if start >= past.get(kind, 0):
            yield Sign(start, end, kind)
            past[kind] = end
