"""Which of the initiatives of a story is its own, and in which order the others follow."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from digest.composing.bearing import is_borne, is_named, is_subject
from store.query import Novel
from store.readers.letter import Deed, Page

_CANDIDATE = "candidate:"
"""Names that the lexicon does not know begin so (store/correcting/facts.py): what is told of them may be anything."""


def is_about(new: Novel, deed: Deed) -> bool:
    """Whether a novelty is that of an initiative."""
    return new.technology_id == deed.technology_id and new.actor in {deed.actor_code, deed.actor}


def to_tell(deeds: Iterable[Deed], pages: Sequence[Page], news: Sequence[Novel]) -> tuple[Deed, ...]:
    """What the articles bear, the one to tell first, without what only says the same more vaguely.

    Of whom they are about first, then what the lexicon knows, what a title names, what is new, what most owners tell,
    what says most closely what it is, an own text before what repeats it, and the surest.
    """
    by_id = {page.article_id: page for page in pages}
    borne = [deed for deed in deeds if is_borne(deed, by_id[deed.article_id])]
    voices: dict[str, set[str]] = defaultdict(set)
    for deed in borne:
        voices[deed.initiative_id].add(by_id[deed.article_id].voice)
    entitled = {deed.initiative_id for deed in borne if _is_in_title(deed, by_id)}

    def order(deed: Deed) -> tuple[object, ...]:
        page = by_id[deed.article_id]
        return (
            not is_subject(deed, page),
            deed.technology_id.startswith(_CANDIDATE),
            deed.initiative_id not in entitled,
            not any(is_about(new, deed) for new in news),
            -len(voices[deed.initiative_id]),
            -len(deed.wider),
            page.counted_as != "article",
            -deed.confidence,
            deed.initiative_id,
            deed.article_id,
        )

    return tuple(sorted(_closest(borne), key=order))


def _closest(deeds: Sequence[Deed]) -> Iterable[Deed]:
    """Without what only says the same more vaguely; what its article cites of money stays with what is closer."""
    for deed in deeds:
        closer = [other for other in deeds if _is_closer(other, deed)]
        same = [other for other in deeds if other.article_id == deed.article_id and _is_closer(deed, other)]
        if not closer:
            yield replace(deed, costs=next((d.costs for d in (deed, *same) if d.costs), ()))


def _is_in_title(deed: Deed, pages: Mapping[str, Page]) -> bool:
    title = pages[deed.article_id].title
    return any(is_named(words, title) for words in (deed.technology, deed.as_told))


def _is_closer(one: Deed, other: Deed) -> bool:
    """Whether its words are closer for what may be the same: "portail citoyen" than "portail", or a name unknown."""
    return (
        _what(one) == _what(other)
        and one.technology_id != other.technology_id
        and (
            other.technology_id in one.wider
            or (other.technology_id.startswith(_CANDIDATE) and not one.technology_id.startswith(_CANDIDATE))
        )
    )


def _what(deed: Deed) -> tuple[str, ...]:
    return deed.actor_kind, deed.actor_code, deed.actor, deed.status
