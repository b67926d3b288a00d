"""From what the components found to the analysis that leaves the pipeline, copied out of spaCy's objects."""

from collections.abc import Iterator

from core.types import Analysis, Mention, MentionKind
from nlp.findings import Findings


def analysis(found: Findings, model: str) -> Analysis:
    """The analysis of one text by `model`; mentions in text order."""
    return Analysis(
        relevant=found.relevant,
        relevance=found.relevance,
        nature=found.nature,
        topics=found.topics,
        gate=found.gate,
        why=found.why,
        mentions=tuple(sorted(_mentions(found), key=_position)),
        roles=tuple(found.roles),
        model=model,
        quotes=tuple(found.quotes),
        figures=tuple(found.figures),
        events=tuple(found.events),
        initiatives=tuple(found.initiatives),
    )


def _mentions(found: Findings) -> Iterator[Mention]:
    yield from found.communes
    yield from found.places
    yield from found.technologies
    yield from found.organisations
    yield from _people(found)


def _people(found: Findings) -> Iterator[Mention]:
    for role in found.roles:
        for start, end in role.mentions:
            surface = found.text[start:end]
            yield Mention(MentionKind.PERSON, role.person_key, role.name, surface, start, end, role.rule)


def _position(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end
