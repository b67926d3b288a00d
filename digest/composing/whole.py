"""All that a line says of an initiative as one claim, beside what proves it: one question to who checks."""

from collections.abc import Mapping, Sequence

from core.names import name_key
from digest.composing.claims import claim
from digest.composing.deeds import stage, use_of, where
from digest.french import NBSP
from digest.letter import Claim, ClaimKind
from digest.plain import line, own
from store.readers.letter import Deed, Page


def whole(item: str, deeds: Sequence[Deed], pages: Mapping[str, Page]) -> Claim:
    """All that is said of an initiative as one claim: who, which technology, what for, how far it is and was."""
    first, use = deeds[0], use_of(deeds)
    words = f"{where(first)}{NBSP}: {own(first.technology)}{f' ({use})' if use else ''} – {stage(first)}"
    kind = ClaimKind.ABANDONED if first.status == "abandoned" else ClaimKind.INITIATIVE
    return claim(item, kind, words, _proof(deeds, pages), pages[first.article_id])


def _proof(deeds: Sequence[Deed], pages: Mapping[str, Page]) -> str:
    """The sentence that says how far it is, then the one that says what for where that is another."""
    first, use = deeds[0], use_of(deeds)
    other = next((deed for deed in deeds if use and own(deed.use_case) == use), first)
    there = "" if other.article_id == first.article_id else f" [{line(pages[other.article_id].outlet)}]"
    same = name_key(other.evidence_text) == name_key(first.evidence_text)
    rest = "" if same else f" […] {other.evidence_text}{there}"
    return first.evidence_text + rest
