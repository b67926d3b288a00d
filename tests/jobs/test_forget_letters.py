"""After a request, what was forgotten is in no letter: neither in those that left nor in those that wait."""

import json
import shutil
from contextlib import closing
from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from told_letter import ITEM, LETTER, ONE, STORE, WEEK, claim, made, retold

from core.letters import Issue, IssueState
from digest import letterjson
from digest.letter import ClaimKind, Letter, Piece
from jobs.correcting.words import Words
from jobs.forgetting.forget import forget
from jobs.forgetting.wish import Wish, WishKind
from jobs.letters import approving, archive, checking
from jobs.letters.editing import drafted
from jobs.workspace import Workspace
from state import leaving, letters
from state.open import open_state
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from tests.jobs.byte_search import found
from tests.store.newsroom import analysis, processed

REDACTION = Words("La rédaction")
PERSON = Wish(WishKind.PERSON, "Odile Ferrandou")
ARTICLE = Wish(WishKind.URL, ONE.url)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    built = made(tmp_path_factory.mktemp("oubli") / "veille")
    built.sources_file.write_text("", "utf-8")
    other = processed(2, found=analysis(roles=(), quotes=(), events=(), initiatives=()))
    with open_live(built.data, STORE) as live:  # results that are empty are not published
        live.write(Batch(articles=(other,)))
    publish(built.data, STORE)
    return built


@pytest.fixture
def space(root: Workspace, tmp_path: Path) -> Workspace:
    """A copy of it."""
    shutil.copytree(root.root, tmp_path / "veille", symlinks=True)
    return replace(root, root=tmp_path / "veille")


def approved(space: Workspace, letter: Letter = LETTER) -> None:
    checking.tick(space, drafted(space, letter), ["tout"], [], REDACTION)
    approving.approve(space, drafted(space, letter), REDACTION)


def issue_of(space: Workspace) -> Issue:
    with closing(open_state(space.state)) as state:
        found = letters.issue(state, WEEK.label)
    assert found is not None
    return found


def holding(space: Workspace, words: str) -> list[str]:
    """The files of the archive that hold words, in mails too: their encoding hides them from a search of bytes."""
    hidden = [
        path.name
        for path in archive.folder(space).rglob("*.eml")
        if any(
            words in part.get_content()
            for part in message_from_bytes(path.read_bytes(), policy=SMTP).walk()
            if part.get_content_maintype() == "text"
        )
    ]
    return [*found(archive.folder(space), words), *hidden]


def test_a_person_is_in_no_letter_that_left(space: Workspace) -> None:
    approved(space)
    archive.publish(space, WEEK.label)
    assert len({hit.split()[0] for hit in holding(space, "Ferrandou")}) >= 5
    forget(space, PERSON)
    assert holding(space, "Ferrandou") == []
    assert "assistant vocal" in (archive.folder(space) / WEEK.label / "letter.txt").read_text("utf-8")


def shared() -> Letter:
    """A letter in which another article tells of the initiative as well, and leads with what the first one told."""
    other = replace(
        ITEM.tellings[0], article_id="2" * 16, title="Un robot à la mairie", url="https://autre.example/r"
    )
    both = replace(
        ITEM, headline=ONE.title, extract="Un passage de l’article oublié.", tellings=(*ITEM.tellings, other)
    )
    said = (f"« {ONE.title} » : retiré.", "Autun : un mot était faux.")
    return retold(
        LETTER,
        items=(both, *LETTER.items[1:]),
        subject=ONE.title,
        erratum=said,
        proofs=dict.fromkeys(said, ONE.url),
    )


@pytest.mark.parametrize(
    "words", [ONE.title, "commencé par l’école", "Un passage de l’article", ONE.url, ONE.id]
)
def test_the_words_of_an_article_are_in_no_letter_that_left(space: Workspace, words: str) -> None:
    approved(space, shared())
    archive.publish(space, WEEK.label)
    assert words in json.dumps(issue_of(space).content, ensure_ascii=False)
    forget(space, ARTICLE)
    assert words not in json.dumps(issue_of(space).content, ensure_ascii=False)
    assert words not in json.dumps(issue_of(space).facts, ensure_ascii=False)
    assert holding(space, words) == []


def test_what_others_tell_as_well_stays(space: Workspace) -> None:
    approved(space, shared())
    archive.publish(space, WEEK.label)
    forget(space, ARTICLE)
    letter = letterjson.from_json(issue_of(space).content)
    assert [(item.key, item.headline, item.extract) for item in letter.items] == [
        (ITEM.key, "Un robot à la mairie", "")
    ]
    assert [told.article_id for told in letter.items[0].tellings] == ["2" * 16]
    assert (letter.items[0].text, letter.items[0].claims, letter.subject) == ((), (), letter.title)
    assert (letter.erratum, letter.proofs) == (("Autun : un mot était faux.",), {})
    assert not {"initiative-status", "initiative-supplier"} & {fact[0] for fact in issue_of(space).facts}
    assert "Un robot à la mairie" in (archive.folder(space) / WEEK.label / "index.html").read_text("utf-8")


@pytest.mark.parametrize("wish", [PERSON, ARTICLE], ids=lambda wish: wish.kind)
def test_what_was_approved_with_it_is_a_draft_again(space: Workspace, wish: Wish) -> None:
    approved(space)
    read = issue_of(space)
    forget(space, wish)
    assert issue_of(space).state is IssueState.DRAFT
    with closing(open_state(space.state)) as state:
        assert not leaving.begin(state, read, read.approved_at)


def test_what_did_not_hold_it_stays_approved(space: Workspace) -> None:
    approved(space)
    forget(space, Wish(WishKind.PERSON, "Zoé Kerbrat"))
    assert issue_of(space).state is IssueState.APPROVED


def test_what_was_read_before_a_request_is_not_what_leaves(space: Workspace) -> None:
    """On its way already, it stays so: its hash is that of what was approved, its words are others."""
    approved(space)
    read = issue_of(space)
    with closing(open_state(space.state)) as state:
        letters.mark(state, read, IssueState.SENDING)
        forget(space, PERSON)
        assert issue_of(space).state is IssueState.SENDING
        assert not leaving.begin(state, read, read.approved_at)
        assert leaving.begin(state, issue_of(space), read.approved_at)


@pytest.mark.parametrize("kind", [ClaimKind.INITIATIVE, ClaimKind.ABANDONED])
def test_a_subject_that_tells_how_far_it_is_goes_too(space: Workspace, kind: ClaimKind) -> None:
    """Its verb was ticked: it stands in the subject, where names of suppliers do not."""
    verb = claim("c-doing", kind, "Bréville-sur-Aulne : assistant vocal – à l’essai", "Il est essayé.")
    text = (
        Piece("Bréville-sur-Aulne"),
        Piece(" met à l’essai : ", "c-doing", " : "),
        Piece("assistant vocal"),
        ITEM.text[1],
    )
    item = replace(ITEM, text=text, claims=(verb, *ITEM.claims))
    subject = "Bréville-sur-Aulne met à l’essai : assistant vocal"
    approved(space, retold(LETTER, items=(item, *LETTER.items[1:]), subject=subject))
    assert issue_of(space).content["subject"] == subject
    forget(space, ARTICLE)
    assert issue_of(space).content["subject"] == LETTER.title
