"""Sentences of articles that name something, where the sentence of a fact leaves that to the text around it."""

from collections.abc import Iterable, Mapping, Sequence

from core.names import name_key
from store.snapshot import Snapshot
from store.sql import query


def cited(snapshot: Snapshot, article_ids: Iterable[str]) -> dict[str, list[str]]:
    """By article, the sentences that its facts cite and its title, the shortest first: its text is not published."""
    found: dict[str, list[str]] = {}
    ids = sorted(set(article_ids))
    if ids:
        for article, said in snapshot.connection.execute(query("evidence"), {"ids": ids}).fetchall():
            found.setdefault(article, []).append(said)
    return found


def naming(
    known: Mapping[str, Sequence[str]], article: str, names: Iterable[str], shown: Sequence[str]
) -> dict[str, str]:
    """Each of these names that no sentence `shown` has, with one of the article that does; "" where none does."""
    read = [name_key(said) for said in shown]
    missing = [one for one in dict.fromkeys(names) if one and not any(_has(said, one) for said in read)]
    return {
        name: next((said for said in known.get(article, ()) if _has(name_key(said), name)), "")
        for name in missing
    }


def _has(sentence: str, name: str) -> bool:
    """Whether a normalised sentence has a name, as whole words."""
    return f" {name_key(name)} " in f" {sentence} "
