"""Watches: what answers them, their feed and page, and mails that tell only what is new."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import feedparser
import pytest
from mail_server import Box
from sent_workspace import opened, states, subscribe, token_of
from watch_workspace import EPCI, NOW, key, store, told

from core.days import PARIS, paris_day
from core.errors import InputError, QueryError
from core.letters import Rhythm, Watch
from core.types import Form, Rights
from digest.letter import week_of
from digest.watched.news import seen
from digest.watched.why import names, why
from jobs.forgetting.forget import forget
from jobs.forgetting.wish import Wish, WishKind
from jobs.letters import subscribing
from jobs.letters.sending import How
from jobs.publish import publish
from jobs.watching import composing, watches
from jobs.watching.mailing import send_due
from jobs.workspace import Workspace
from state import readers
from state import watches as kept

ODILE, LUC = "odile@aulne.example", "luc@aulne.example"
OTHER = "le-guet"
TOMORROW = NOW + timedelta(days=1)


def made(
    space: Workspace, rhythm: Rhythm = Rhythm.DAILY, to: tuple[str, ...] = (ODILE,), name: str = "Le Marais",
    **query: str,
) -> Watch:  # fmt: skip
    """A public watch."""
    asked = query or {"commune": "79901"}
    return watches.add(space, name, asked, rhythm, list(to), "Zoé", public=True).watch


@pytest.fixture
def watched(space: Workspace) -> Workspace:
    """A workspace with readers, and one article of before."""
    subscribe(space, ODILE, LUC)
    store(space, [told(1, "Bréville-sur-Aulne essaie un robot", seen=NOW - timedelta(days=2))])
    return space


def body(box: Box, email: str = ODILE) -> str:
    part = box.mail(email).get_body(("plain",))
    assert part
    content: str = part.get_content()
    return content


def test_only_what_is_new_once_and_nothing_when_nothing_is(watched: Workspace, box: Box, how: How) -> None:
    made(watched)
    assert send_due(watched, how, TOMORROW) == []
    store(watched, [told(2, "Bréville-sur-Aulne compte les vélos")])
    (done,) = send_due(watched, how, TOMORROW)
    assert done.counts == {"sent": 1}
    text = body(box)
    assert "Bréville-sur-Aulne compte les vélos" in text
    assert "essaie un robot" not in text
    assert "L’article nomme Bréville-sur-Aulne." in text
    for day in (0, 1):
        assert send_due(watched, how, TOMORROW + timedelta(days=day)) == []
    assert box.to == [ODILE]


def test_its_mail_is_in_french_typography(watched: Workspace, box: Box, how: How) -> None:
    made(watched)
    store(watched, [told(2, "Qu'en dit l'école ?")])
    send_due(watched, how, TOMORROW)
    assert "* Qu’en dit l’école\u202f?" in body(box)
    assert box.mail(ODILE)["Subject"] == "Le Marais\u00a0: Qu’en dit l’école\u202f?"


def test_a_watch_of_words_says_the_passage(watched: Workspace, box: Box, how: How) -> None:
    made(watched, words="vélos")
    store(
        watched, [told(2, "Du neuf", text="Lundi. La mairie a posé un compteur de vélos sur le pont. Mardi.")]
    )
    send_due(watched, how, TOMORROW)
    assert "La mairie a posé un compteur de vélos sur le pont." in " ".join(body(box).split())


def test_a_reserved_article_is_told_without_its_words(watched: Workspace, box: Box, how: How) -> None:
    made(watched, words="vélos")
    text = "Lundi. La mairie a posé un compteur de vélos sur le pont neuf. Mardi."
    there = told(2, "Du neuf", text=text)
    rights = Rights(tdm_reserved=True, declared_by="meta")
    store(watched, [replace(there, article=replace(there.article, rights=rights))])
    send_due(watched, how, TOMORROW)
    assert "Du neuf" in body(box)
    assert "«\u00a0vélos\u00a0»" in body(box)
    pages = [path.read_text("utf-8") for path in (watched.data / "watches").iterdir()]
    assert [one for one in (body(box), *pages) if "sur le pont" in " ".join(one.split())] == []


def test_a_page_that_lists_others_is_no_news(watched: Workspace, box: Box, how: How) -> None:
    made(watched)
    review = told(2, "La revue de presse")
    review = replace(review, article=replace(review.article, form=Form.ROUND_UP))
    store(watched, [review, told(3, "Bréville-sur-Aulne compte les vélos")])
    send_due(watched, how, TOMORROW)
    assert "compte les vélos" in body(box)
    assert "La revue de presse" not in body(box)


@pytest.mark.parametrize(
    "words", ["{{UNSUBSCRIBE}}", "{{{UNSUBSCRIBE}}", "{{{{UNSUBSCRIBE}}}}", "{\u200b{UNSUBSCRIBE}}"]
)
def test_nobody_but_us_writes_the_way_out(words: str) -> None:
    said = why([words, names([words])], words, [words])
    one = seen("a1", words, f"https://guet.example/?u={words}", words, None, NOW, "g", said)
    assert "{{" not in repr(one) + said.said + said.marked
    assert one.url == ""


def test_a_story_is_one_entry_with_its_outlets_and_goes_on(watched: Workspace, box: Box, how: How) -> None:
    made(watched)
    one, two, three = (
        told(2, "Un robot"),
        told(3, "Le robot parle", source=OTHER),
        told(4, "Robot : la suite", source=OTHER),
    )
    story = "5" * 16
    store(watched, [one, two], {story: [key(2), key(3, OTHER)]})
    send_due(watched, how, TOMORROW)
    text = body(box)
    assert text.count("* ") == 1
    assert "- Le Veilleur du Marais" in text
    assert "- Le Guet" in text
    box.taken.clear()
    store(watched, [one, two, three], {story: [key(2), key(3, OTHER), key(4, OTHER)]})
    send_due(watched, how, TOMORROW + timedelta(days=1))
    text = body(box)
    assert "* Robot\u00a0: la suite (suite)" in text
    assert "Le robot parle" not in text


def test_a_told_text_that_is_printed_again_is_no_news(watched: Workspace, box: Box, how: How) -> None:
    made(watched)
    store(watched, [told(2, "La dépêche", published=NOW - timedelta(hours=3))])
    send_due(watched, how, TOMORROW)
    store(watched, [told(3, "La dépêche", source=OTHER)], repeats=[(key(3, OTHER), key(2))])
    assert send_due(watched, how, TOMORROW + timedelta(days=1)) == []
    assert box.to == [ODILE]


def test_a_reprint_is_of_the_story_of_what_it_repeats(watched: Workspace, box: Box, how: How) -> None:
    made(watched)
    articles = [
        told(2, "Un robot"),
        told(3, "Le robot parle", source=OTHER),
        told(4, "Un robot", source=OTHER),
    ]
    store(watched, articles, {"5" * 16: [key(2), key(3, OTHER)]}, [(key(4, OTHER), key(2))])
    send_due(watched, how, TOMORROW)
    assert body(box).count("* ") == 1


def test_a_mail_is_capped_and_says_where_the_others_are(watched: Workspace, box: Box, how: How) -> None:
    made(watched)
    store(watched, [told(number, f"Nouvelle {number}") for number in range(2, 15)])
    send_due(watched, how, TOMORROW)
    text = body(box)
    assert all(len(line) <= 72 or line.strip().startswith("<") for line in text.splitlines())
    assert text.count("* ") == 10
    assert "et 3 autres\u00a0: <http://127.0.0.1:8080/suivis/le-marais>" in text
    assert "13 sujets" in box.mail(ODILE)["Subject"]
    assert send_due(watched, how, TOMORROW + timedelta(days=1)) == []


def test_an_epci_is_its_communes(watched: Workspace, box: Box, how: How) -> None:
    assert made(watched, epci="communauté de communes du marais").query == {"epci": EPCI}
    store(
        watched,
        [told(2, "Chez l’une"), told(3, "Chez l’autre", insee="79902"), told(4, "Ailleurs", insee="79903")],
    )
    send_due(watched, how, TOMORROW)
    text = body(box)
    assert "Chez l’une" in text
    assert "Chez l’autre" in text
    assert "Ailleurs" not in text


def test_places_are_looked_up_and_misuse_is_named(watched: Workspace) -> None:
    assert made(watched, commune="Sainte Orme").query == {"commune": "79902"}
    assert made(watched, departement="deux-sèvres").query == {"departement": "79"}
    with pytest.raises(InputError, match="inconnu des registres"):
        made(watched, commune="Nulle-Part")
    with pytest.raises(InputError, match="il y en a 2") as error:
        made(watched, commune="Les Mares")
    assert "79904" in error.value.next_step
    with pytest.raises(InputError, match="un suivi de rien"):
        made(watched, words=" ")
    with pytest.raises(QueryError):
        made(watched, words="*")
    assert made(watched, epci="CC du Marais").query == {"epci": EPCI}  # as the register abbreviates it
    with pytest.raises(InputError, match="inconnu des registres") as error:
        made(watched, commune="Breville sur Aulnne")
    assert "Bréville-sur-Aulne (79901)" in error.value.next_step
    with pytest.raises(InputError, match="sans nom"):
        made(watched, name="\u202e\r\n")


def test_only_who_confirmed_is_mailed_and_the_next_step_is_said(watched: Workspace) -> None:
    with opened(watched) as state:
        readers.ask(state, "asked@aulne.example", "t" * 43, NOW)
        subscribing.leave(state, token_of(watched, LUC))
    for email, said in (
        ("zoe@aulne.example", "n’a pas confirmé"), ("asked@aulne.example", "pas encore confirmé"), (LUC, "désabonné"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=said) as error:
            made(watched, to=(email,))
        assert f"beffroi digest readers add {email}" in error.value.next_step


def test_a_weekly_mail_is_of_the_week_that_is_over(watched: Workspace, box: Box, how: How) -> None:
    made(watched, Rhythm.WEEKLY)
    monday = datetime.combine(week_of(paris_day(NOW)).last + timedelta(days=1), datetime.min.time(), PARIS)
    store(
        watched, [told(2, "Cette semaine", seen=monday - timedelta(minutes=1)), told(3, "Lundi", seen=monday)]
    )
    if paris_day(NOW) == paris_day(monday - timedelta(days=1)):  # on a Sunday, tomorrow is that Monday
        assert send_due(watched, how, NOW) == []
    (done,) = send_due(watched, how, monday + timedelta(days=1))  # a Monday that was missed is made up for
    assert done.key.endswith(week_of(paris_day(monday)).label)
    assert "Cette semaine" in body(box)
    assert "Lundi" not in body(box)
    assert send_due(watched, how, monday + timedelta(days=3)) == []


def test_a_mail_in_doubt_is_not_sent_again_and_one_that_failed_is(
    watched: Workspace, box: Box, how: How
) -> None:
    made(watched, to=(ODILE, LUC))
    store(watched, [told(2, "Un robot")])
    box.drop_at_end = {LUC}
    box.at_rcpt = lambda to: "451 plus tard" if to == ODILE else None
    (done,) = send_due(watched, how, TOMORROW)
    assert done.needs_a_look
    assert states(watched, done.key) == {ODILE: "failed", LUC: "handed"}
    box.drop_at_end, box.at_rcpt = set(), lambda _: None
    store(watched, [told(3, "Autre chose")])
    first, second = send_due(watched, how, TOMORROW + timedelta(days=1))
    assert (first.counts, second.counts) == ({"handed": 1, "sent": 1}, {"sent": 2})
    subjects = [mail["Subject"] for mail in box.mails(ODILE)]
    assert [("robot" in one, "Autre" in one) for one in subjects] == [(True, False), (False, True)]
    assert len(box.mails(LUC)) == 2


def test_its_own_way_out(watched: Workspace, box: Box, how: How) -> None:
    watch = made(watched, to=(ODILE, LUC))
    store(watched, [told(2, "Un robot")])
    send_due(watched, how, TOMORROW)
    url = f"http://127.0.0.1:8080/suivis/{watch.slug}/desabonner/{token_of(watched, ODILE)}"
    mail = box.mail(ODILE)
    assert mail["List-Unsubscribe"].startswith(f"<{url}>")
    assert mail["List-Id"] == "<le-marais.suivis.marais.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert url in body(box)
    with opened(watched) as state:
        kept.leave(state, watch.slug, ODILE)
        subscribing.leave(state, token_of(watched, LUC))
    store(watched, [told(3, "Encore")])
    assert send_due(watched, how, TOMORROW + timedelta(days=1)) == []
    assert sorted(box.to) == [LUC, ODILE]


def test_the_feed_and_the_page_follow_each_publication(watched: Workspace) -> None:
    watch = made(watched, Rhythm.NONE, ())
    path = watched.data / "watches" / f"{watch.slug}.xml"
    first = feedparser.parse(path.read_bytes())
    assert (first.bozo, first.feed.title, [e.title for e in first.entries]) == (
        False, "Le Marais", ["Bréville-sur-Aulne essaie un robot"],
    )  # fmt: skip
    store(watched, [told(2, "Un robot")])
    then = feedparser.parse(path.read_bytes())
    assert {e.title for e in then.entries} == {"Un robot", "Bréville-sur-Aulne essaie un robot"}
    assert first.entries[0].id in {e.id for e in then.entries}
    assert "Un robot" in path.with_suffix(".html").read_text("utf-8")
    before = path.stat().st_mtime_ns
    publish(watched)
    assert path.stat().st_mtime_ns == before
    path.unlink()
    publish(watched)
    assert path.is_file()
    watches.remove(watched, watch.slug)
    assert list(path.parent.iterdir()) == []


def test_a_watch_is_the_desk_s_until_an_editor_opens_it(watched: Workspace, box: Box, how: How) -> None:
    one = watches.add(watched, "Enquête sur Lise", {"commune": "79901"}, Rhythm.DAILY, [ODILE], "Zoé")
    folder = watched.data / "watches"
    assert (one.feed, one.page) == ("", "")
    store(watched, [told(2, "Bréville-sur-Aulne compte les vélos")])
    assert not list(folder.glob("*"))
    own = watched.data / "watches-desk" / "enquete-sur-lise.xml"
    assert "compte les vélos" in own.read_text("utf-8")
    send_due(watched, how, TOMORROW)
    assert "/suivis/enquete-sur-lise>" not in body(box)  # its mail leads to no page
    opened_one = watches.publish(watched, one.watch.slug, public=True)
    assert opened_one.page.endswith("/suivis/enquete-sur-lise")
    assert {path.suffix for path in folder.iterdir()} == {".xml", ".html"}
    assert not own.exists()
    store(watched, [told(3, "Bréville-sur-Aulne compte les trains")])
    assert "les trains" in (folder / "enquete-sur-lise.html").read_text("utf-8")
    watches.publish(watched, one.watch.slug, public=False)
    assert not list(folder.iterdir())
    assert "les trains" in own.read_text("utf-8")
    (folder / "enquete-sur-lise.html").write_text("x", "utf-8")  # of a folder taken back
    publish(watched)
    assert not list(folder.iterdir())
    forget(watched, Wish(WishKind.URL, "https://veilleur.example/article-2"))
    assert "compte les vélos" not in own.read_text("utf-8")
    watches.remove(watched, one.watch.slug)
    assert not own.exists()


def test_no_page_stays_of_a_watch_that_is_no_more(watched: Workspace) -> None:
    made(watched)
    left = watched.data / "watches" / "dropped-while-it-was-written.html"
    left.write_text("x", "utf-8")
    publish(watched)
    assert {path.name for path in left.parent.iterdir()} == {"le-marais.xml", "le-marais.html"}


def test_what_is_forgotten_is_in_no_feed_and_no_page(watched: Workspace) -> None:
    made(watched)
    store(watched, [told(2, "La nuit des lampions"), told(3, "Le reste")])
    forget(watched, Wish(WishKind.URL, "https://veilleur.example/article-2"))
    files = {path.name: path.read_text("utf-8") for path in (watched.data / "watches").iterdir()}
    assert set(files) == {"le-marais.xml", "le-marais.html"}
    assert all("lampions" not in text and "Le reste" in text for text in files.values())


def test_nobody_who_was_forgotten_is_watched(watched: Workspace) -> None:
    made(watched, mayor="Zoé Lœuillet", name="Zoé Lœuillet à la mairie")
    forget(watched, Wish(WishKind.PERSON, "Zoé Lœuillet"))
    assert [
        path for path in (watched.data / "watches").iterdir() if "Lœuillet" in path.read_text("utf-8")
    ] == []
    with pytest.raises(InputError, match="oubliée"):
        made(watched, mayor="Zoé Lœuillet", name="Elle")


HOSTILE = (
    "<script>alert(1)</script>", 'x" onload="y', "Titre\r\nBcc: x@aulne.example", "\u202egnp.exe", "a" * 2000,
    "un\x00deux\ufffe",
    "]]> & </title>", "{{UNSUBSCRIBE}}", "🗼 👩‍💻",
)  # fmt: skip


def test_hostile_titles_and_names_stay_words(watched: Workspace, box: Box, how: How) -> None:
    watch = made(watched, name="Marais\r\nBcc: x@aulne.example <script>" + "z" * 2000)
    store(watched, [told(number, title) for number, title in enumerate(HOSTILE, 2)])
    send_due(watched, how, TOMORROW)
    folder = watched.data / "watches"
    feed = (folder / f"{watch.slug}.xml").read_bytes()
    parsed = feedparser.parse(feed)
    assert not parsed.bozo
    assert len(ET.fromstring(feed).findall("{http://www.w3.org/2005/Atom}entry")) == len(HOSTILE) + 1  # noqa: S314  our own
    html = box.mail(ODILE).get_body(("html",))
    assert html
    for shown in (html.get_content(), (folder / f"{watch.slug}.html").read_text("utf-8"), body(box)):
        assert "\u202e" not in shown
        assert "\x00" not in shown
    for shown in (html.get_content(), (folder / f"{watch.slug}.html").read_text("utf-8")):
        assert "<script" not in shown
        assert ' onload="' not in shown
    mail = box.mail(ODILE)
    assert mail["Bcc"] is None
    assert mail["To"] == ODILE
    assert len(watch.slug) <= 60


def test_what_it_would_have_sent(watched: Workspace) -> None:
    watch = made(watched)
    days = [NOW - timedelta(days=back) for back in (20, 20, 10, 3)]
    store(watched, [told(n, f"Nouvelle {n}", published=day, seen=NOW) for n, day in enumerate(days, 2)])
    mails = watches.tried(watched, watch.slug).mails
    assert [(one.day, len(one.entries)) for one in mails if one.day in {paris_day(day) for day in days}] == [
        (paris_day(days[0]), 2), (paris_day(days[2]), 1), (paris_day(days[3]), 1),
    ]  # fmt: skip
    with opened(watched) as state:
        assert kept.told(state, watch) == {}  # trying tells nobody
    weekly = made(watched, Rhythm.WEEKLY, name="Par semaine")
    store(watched, [told(9, "Aujourd’hui")])
    assert "Aujourd’hui" in {entry.title for entry in watches.tried(watched, weekly.slug).mails[-1].entries}
    assert watches.described(watched)[0][1] == "commune\u00a0: Bréville-sur-Aulne (79901)"
    for one in watches.tried(watched, weekly.slug).mails:
        assert one.day.weekday() == 0


def test_two_of_one_name_and_one_made_anew(watched: Workspace) -> None:
    first, second = made(watched), made(watched)
    assert (first.slug, second.slug) == ("le-marais", "le-marais-2")
    watches.remove(watched, "le-marais")
    again = made(watched)
    assert again.slug == "le-marais"
    assert composing.prefix(again) != composing.prefix(first)
    with pytest.raises(InputError, match="suivi inconnu"):
        watches.remove(watched, "rien")


def test_clocks_change_in_the_week() -> None:
    """The Monday after the last Sunday of October begins at 23:00 UTC, before it at 22:00."""
    watch = Watch(1, "x", "x", {}, Rhythm.WEEKLY, "x", NOW, (ODILE,))
    due = composing.due(watch, datetime(2026, 10, 26, 7, tzinfo=UTC))
    assert due
    assert due.until == datetime(2026, 10, 25, 23, tzinfo=UTC)
    assert due.key == "suivi/1/2026-W44"
    assert week_of(date(2026, 10, 25)).label == "2026-W43"
