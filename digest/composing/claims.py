"""Claims, and the facts behind an item: what a person checks before, and what a correction finds after."""

from hashlib import sha256

from core.names import name_key
from digest.letter import Claim, ClaimKind, Fact
from digest.plain import line, link
from store.readers.letter import Cost, EventPage, Page

_SENTENCE = 1000


def claim(
    item: str, kind: ClaimKind, words: str, sentence: str, page: Page | EventPage, *, about: str | None = None
) -> Claim:
    """What an item claims, beside its sentence; its key is the same however often the week is built.

    Another sentence, or that of another article, is another claim: a tick never stands for what nobody read. `about`
    is what it is about when that is not the sentence: the words of a quote.
    """
    said = line(words, _SENTENCE)
    read = name_key(sentence if about is None else f"{sentence}\n{about}")
    key = sha256(f"{item}\n{kind}\n{said}\n{page.article_id}\n{read}".encode()).hexdigest()[:16]
    return Claim(
        key, kind, said, line(sentence, _SENTENCE), page.article_id, link(page.url), line(page.outlet)
    )


def figure_fact(article_id: str, cost: Cost) -> Fact:
    """An amount as the results hold it: "74000 €", and "1.5 M€" where it is no whole number."""
    value = str(int(cost.value)) if float(cost.value).is_integer() else str(cost.value)
    return Fact("figure", f"{article_id}:{cost.start_at}", f"{value} {cost.unit}".rstrip())


def article_facts(pages: tuple[Page, ...]) -> tuple[Fact, ...]:
    """That these articles are for us."""
    return tuple(Fact("article", page.article_id, "relevant") for page in pages if page.relevant)
