"""Extracting again the pages of stored articles, as far as the archive has them: the same version, better read."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from core.types import Article, Basis
from extract.boilerplate import CUT, KEPT, RELATED, Learned, cut, form, line_key
from extract.worker import Request, Worker
from jobs.extraction import Read, asked
from jobs.forgetting.screening import screened
from jobs.workspace import Workspace
from state import captures
from state.captures import Capture
from state.open import State

Stored = Sequence[tuple[Article, datetime]]


def again(
    workspace: Workspace, state: State, worker: Worker, stored: Stored, counts: Counter[str]
) -> Mapping[str, Article]:
    """The stored articles of which a page or a listing's extract is still there, as they are read today, by id.

    An article bears the instant of the capture that its text is of. What gives no article any more, another one, or
    less than there was, is left out and counted: the stored text is kept.
    """
    known = {article.id: article for article, _ in stored}
    seen = captures.seen_at(state, [at for _, at in stored])
    found: dict[str, Article] = {}
    for _, read in screened(state, worker.read_all(_requests(workspace, seen))):
        if isinstance(read, Article) and read.id in known and _no_less(read, known[read.id]):
            found[read.id] = _as_stored(read, known[read.id])
    counts["reprocess.extracted"] += len(found)
    counts["reprocess.text_kept"] += len(known) - len(found)
    return found


def _requests(workspace: Workspace, seen: Sequence[Capture]) -> Iterator[tuple[Capture, Request | Read]]:
    return ((capture, asked(workspace, capture.fetch)) for capture in seen)


def _no_less(read: Article, before: Article) -> bool:
    return read.basis is Basis.FULL or before.basis is not Basis.FULL


def _as_stored(read: Article, before: Article) -> Article:
    """The version that it is, without the lines that its source was known to repeat; its form, which linking gave."""
    lines = [note.detail for note in before.notes if note.rule in {CUT, KEPT}]
    titles = [note.detail for note in before.notes if note.rule == RELATED]
    learned = Learned(frozenset(map(line_key, lines)), frozenset(map(form, titles)))
    return replace(cut(read, learned), version=before.version, form=before.form)
