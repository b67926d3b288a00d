"""From spans that look like bodies to the document's organisations: one body, one key."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from core.names import name_key
from core.types import Mention, MentionKind, Span
from nlp.findings import Findings
from nlp.text import is_word, longest


@dataclass(frozen=True, slots=True)
class Proposal:
    """A span that names a body. `key` is empty when nothing but the name itself identifies it."""

    span: Span
    name: str
    kind: str
    rule: str
    key: str = ""
    confidence: float = 1.0


def publish(found: Findings, proposals: Iterable[Proposal]) -> None:
    """Keep the longest of overlapping proposals; what lies inside them is no town, person or département."""
    listed = [p for p in proposals if is_word(found.text, *p.span)]
    kept: dict[Span, Proposal] = {}
    for start, end, index in longest([(*p.span, i) for i, p in enumerate(listed)]):
        kept.setdefault((start, end), listed[index])
    spans = sorted(kept)
    found.organisations += [_mention(found, kept[span]) for span in spans]
    found.masks += spans
    found.names = list(outside(found.names, spans))
    inner = set(outside([(m.start, m.end) for m in found.places], spans))
    found.places = [m for m in found.places if (m.start, m.end) in inner]


def outside(spans: Iterable[Span], others: list[Span]) -> Iterator[Span]:
    """The spans that overlap none of `others`, both in text order."""
    at = 0
    for span in sorted(spans):
        while at < len(others) and others[at][1] <= span[0]:
            at += 1
        if at == len(others) or span[1] <= others[at][0]:
            yield span


def unite(found: Findings) -> None:
    """Give the mentions of one body one key and one name: short forms join the long form of the text."""
    by_key: dict[str, Mention] = {}
    for mention in sorted(found.organisations, key=lambda m: -len(m.key)):
        by_key.setdefault(mention.key, mention)
    owners = {key: _owner(key, by_key) for key in by_key}
    found.organisations = sorted(
        (_renamed(m, by_key[owners[m.key]]) for m in found.organisations), key=lambda m: m.start
    )


def _owner(key: str, by_key: dict[str, Mention]) -> str:
    """The one longer key that begins or ends with this one ("fayat", "ers fayat"), else the key itself."""
    if len(by_key) > 200:
        return key  # a list of bodies, or no text at all
    longer = [k for k in by_key if k.startswith(f"{key} ") or k.endswith(f" {key}")]
    return longer[0] if len(longer) == 1 else key


def _renamed(mention: Mention, owner: Mention) -> Mention:
    return replace(mention, key=owner.key, name=owner.name, category=owner.category or mention.category)


def _mention(found: Findings, proposal: Proposal) -> Mention:
    start, end = proposal.span
    name = " ".join(proposal.name.replace("’", "'").split())
    return Mention(
        MentionKind.ORGANISATION,
        proposal.key or name_key(name),
        name,
        found.text[start:end],
        start,
        end,
        proposal.rule,
        proposal.confidence,
        proposal.kind or "other",
    )
