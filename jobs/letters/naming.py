"""What else proves a claim: a sentence of its article that names whom or what its own sentence leaves unnamed."""

from collections.abc import Iterable, Mapping

from digest.french import NBSP
from digest.letter import Claim, ClaimKind
from jobs.letters.questions import Question
from jobs.workspace import Workspace
from store.query import Snapshot
from store.readers.evidence import cited, naming

Named = Mapping[str, Mapping[str, str]]
"""By claim, the names that its question's sentences do not have, each with a sentence that does, "" where none does."""


def names_of(claim: Claim) -> tuple[str, ...]:
    """Whom a claim names: the supplier, the person, who carries the initiative."""
    if claim.kind is ClaimKind.SUPPLIER:
        return (claim.words,)
    if claim.kind is ClaimKind.PERSON:
        return (claim.words.partition(",")[0],)
    who, told, _ = claim.words.partition(f"{NBSP}: ")
    return (who.partition(" (")[0],) if told and claim.kind is not ClaimKind.FIGURE else ()


def unnamed(asked: Iterable[Question]) -> list[tuple[Question, Claim]]:
    """The claims that name somebody whom the sentences of their question do not."""
    return [
        (one, row.claim)
        for one in asked
        for row in one.rows
        if naming({}, row.claim.article_id, names_of(row.claim), one.sentences)
    ]


def beside_of(workspace: Workspace, asked: Iterable[Question]) -> Named:
    """The same as `named`, of what is published now."""
    with workspace.snapshot() as snapshot:
        return named(snapshot, asked)


def named(snapshot: Snapshot, asked: Iterable[Question]) -> Named:
    """What proves the names of these questions' claims, where their own sentences do not."""
    found = unnamed(asked)
    known = cited(snapshot, (claim.article_id for _, claim in found))
    return {
        claim.key: naming(known, claim.article_id, names_of(claim), one.sentences) for one, claim in found
    }
