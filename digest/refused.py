"""What nobody confirmed, as words that may not stand and facts that are not told. Pure."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from core.names import name_key
from digest.letter import Claim, ClaimKind, Fact
from digest.silenced_words import Words, numbers

Ticks = Mapping[str, bool]
_Key = TypeVar("_Key", str, float)


def refused(claims: Iterable[Claim], ticks: Ticks) -> list[Claim]:
    """The claims that nobody said are right."""
    return [claim for claim in claims if not ticks.get(claim.key, False)]


def words_of(claims: Iterable[Claim], ticks: Ticks, *, far: bool = False) -> Words:
    """Words that no claim among these may say.

    `far`: as they are written, without bare numbers, which others may well say rightly.
    """
    there = list(claims)
    wrong = refused(there, ticks)
    right = [claim for claim in there if claim not in wrong]
    keys = _without(right, wrong, lambda claim: map(name_key, _of(claim)))
    if far:
        return Words({key: words for key, words in keys.items() if not key.replace(" ", "").isdigit()})
    ends = [[c.words for c in some if c.kind is ClaimKind.ABANDONED] for some in (wrong, right)]
    return Words(
        keys, _without(right, wrong, _surname), _without(right, wrong, _amounts),
        ends[0][0] if ends[0] and not ends[1] else "",
    )  # fmt: skip


def is_of(fact: Fact, claim: Claim) -> bool:
    """Whether a fact is what a claim says: it is not said, so nobody will have to take it back."""
    if claim.kind is ClaimKind.PERSON:
        name = Words({name_key(_name(claim)): "x"})
        return fact.kind in {"speaker", "mayor"} and bool(name.found(f"{fact.key} {fact.value}"))
    if claim.kind is ClaimKind.SUPPLIER:
        return fact.kind == "initiative-supplier" and name_key(fact.value) == name_key(claim.words)
    if claim.kind is not ClaimKind.FIGURE:
        return False  # its facts go with its sentence
    own = fact.kind == "figure" and fact.key.startswith(f"{claim.article_id}:")
    return own and _number(fact.value) == _number(claim.words)


def _without(
    right: Iterable[Claim], wrong: Iterable[Claim], said: Callable[[Claim], Iterable[_Key]]
) -> dict[_Key, str]:
    """What wrong claims say and no right one does, with the words of the claim."""
    well = {key for claim in right for key in said(claim)}
    return {key: claim.words for claim in wrong for key in said(claim) if key and key not in well}


def _surname(claim: Claim) -> Iterable[str]:
    return name_key(_name(claim)).split()[-1:] if claim.kind is ClaimKind.PERSON else ()


def _amounts(claim: Claim) -> Iterable[float]:
    return numbers(claim.words) if claim.kind is ClaimKind.FIGURE else ()


def _of(claim: Claim) -> tuple[str, ...]:
    """What a claim says, as it may stand elsewhere: of "Odile Fabre, maire d’Autun" the name alone as well."""
    return (claim.words, _name(claim)) if claim.kind is ClaimKind.PERSON else (claim.words,)


def _name(claim: Claim) -> str:
    return claim.words.partition(",")[0]


def _number(words: str) -> float | None:
    """The number that words begin with: "12 000 €", "12000.0 €", "12,5 %"."""
    kept = "".join(c for c in words.replace(",", ".") if not c.isspace())
    digits = ""
    for c in kept:
        if not (c.isdecimal() or (c == "." and "." not in digits)):
            break
        digits += c
    return float(digits) if digits.strip(".") else None
