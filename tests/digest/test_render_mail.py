"""The mail: every link, nothing from outside, never cut by Gmail, and hostile titles that stay words."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

import letters
import lxml.html
import pytest
from markup_of import addresses, outside, shape

from core.errors import InputError
from digest.letter import Section
from digest.render import spans, words
from digest.render.frame import UNSUBSCRIBE, Frame
from digest.render.mail import MOST, mail, subject
from digest.render.text import text

WEB = "https://lettre.example/2026-W47"
FRAME = Frame(web=WEB)
ANY_SIZE = 10**7


def seen(html: str) -> str:
    return " ".join(str(lxml.html.fromstring(html.encode()).text_content()).split())


def test_every_link_of_the_letter_is_in_the_mail_and_no_other() -> None:
    assert addresses(mail(letters.LETTER, FRAME)) == {*words.links(letters.LETTER), WEB, UNSUBSCRIBE}


def test_a_claim_links_to_the_article_that_proves_it() -> None:
    tree = lxml.html.fromstring(mail(letters.LETTER).encode())
    for claim in letters.LETTER.claims:
        assert claim.words in " ".join(a.text_content().replace("\xa0", " ").replace("\u202f", " ")
                                       for a in tree.xpath("//a") if a.get("href") == claim.url)  # fmt: skip


def test_nothing_comes_from_outside_and_nobody_is_counted() -> None:
    html = mail(letters.LETTER, FRAME)
    assert outside(html) == []
    assert {"img", "script", "link", "iframe", "form"} & {name for name, _ in shape(html)} == set()


def test_parts_come_in_order_and_empty_ones_vanish() -> None:
    heads = lxml.html.fromstring(mail(letters.LETTER).encode()).xpath("//h1 | //h2")
    assert [head.text for head in heads] == [
        "La lettre du Beffroi", words.ERRATUM, "L’édito", "À retenir", "Initiatives", "Ils l’ont dit",
        words.UNUSUAL, "En bref", "Agenda", words.GAPS,
    ]  # fmt: skip
    empty = mail(letters.EMPTY)
    assert lxml.html.fromstring(empty.encode()).xpath("//h2") == []
    assert "Nous n’avons lu aucun article" in seen(empty)


def test_the_foot_says_who_how_and_whose() -> None:
    said = seen(mail(letters.LETTER, replace(FRAME, read_by="Odile Maurel")))
    for part in ("Relu par Odile Maurel.", "Direction de la publication : Jeanne Aubrun.", "Méthode : articles",
                 "Exactitude mesurée : communes 96 %", "Droits : ", "Aucun pistage : ", "Se désabonner"):  # fmt: skip
        assert part in said.replace("\xa0", " ")
    assert "Se désabonner" not in mail(letters.LETTER, Frame(unsubscribe=""))


def test_who_has_to_pay_is_told_before_the_click() -> None:
    assert "La Gazette d’Aulne (abonnés), Luc Ferrand et Odile Maurel, 19 novembre 2026" in seen(
        mail(letters.LETTER)
    )


def test_a_draft_says_so_and_a_letter_does_not() -> None:
    assert "Brouillon" in mail(letters.LETTER, Frame(draft=True))
    assert "Brouillon" not in mail(letters.LETTER)


def test_clients_that_are_dark_are_told_what_to_do() -> None:
    html = mail(letters.LETTER)
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "@media (prefers-color-scheme: dark)" in html
    assert 'lang="fr"' in html


def test_the_preheader_goes_on_where_the_subject_ends() -> None:
    first = lxml.html.fromstring(mail(letters.EMPTY).encode()).xpath("//body/div[1]")[0]
    assert first.text_content().startswith("Semaine du 16 au 22\xa0novembre 2026")


def test_what_gmail_would_cut_leaves_from_the_end_of_the_briefs_and_is_counted() -> None:
    letter = letters.long()
    html = mail(letter, FRAME)
    assert 0.97 * MOST < len(html.encode()) <= MOST
    links = addresses(html)
    kept = [item for item in letter.of(Section.BRIEFS) if item.tellings[0].url in links]
    assert kept == list(letter.of(Section.BRIEFS)[: len(kept)])
    others = [item for item in letter.items if item.section is not Section.BRIEFS]
    assert all(spans.link_of(item) in links for item in others)
    assert f"Et {400 - len(kept)} autres éléments sur la page de la semaine." in seen(html).replace(
        "\xa0", " "
    )
    assert "Non lus de même : 280 autres articles." in seen(html).replace("\xa0", " ")
    assert UNSUBSCRIBE in html


def test_what_left_is_counted_even_without_a_page() -> None:
    assert "autres éléments, laissés faute de place." in seen(mail(letters.long())).replace("\xa0", " ")


def test_an_erratum_of_its_own_does_not_say_that_the_week_was_empty() -> None:
    letter = replace(letters.EMPTY, erratum=letters.LETTER.erratum)
    for written in (mail(letter, Frame(erratum=True)), text(letter, Frame(erratum=True))):
        assert "Nous n’avons lu" not in written
        assert "dernière lettre" not in written.lower()
    assert "Nous n’avons lu" in mail(letter)


def test_a_mail_too_long_without_briefs_loses_stories_last() -> None:
    html = mail(letters.long(briefs=2, stories=300), FRAME)
    assert len(html.encode()) <= MOST
    tree = lxml.html.fromstring(html.encode())
    assert {"En bref", "Agenda"} <= set(tree.xpath("//h2/text()"))
    assert "Et 2 autres éléments" in seen(html).replace("\xa0", " ")
    assert spans.link_of(letters.story(0)) in addresses(html)


def test_an_editorial_that_fills_a_mail_is_refused() -> None:
    with pytest.raises(InputError, match="trop longue"):
        mail(replace(letters.LETTER, editorial="mot " * 50_000))


def test_a_usual_letter_is_far_from_the_limit() -> None:
    items = (
        *map(letters.story, range(5)), *map(letters.initiative, range(8)), *map(letters.voice, range(2)),
        *map(letters.brief, range(12)), *map(letters.event, range(12)),
    )  # fmt: skip
    assert len(mail(replace(letters.LETTER, items=items), FRAME).encode()) < 60_000


PLAIN = shape(mail(letters.hostile("mot"), FRAME, ANY_SIZE))


@pytest.mark.parametrize("hostile", letters.HOSTILE)
def test_hostile_words_make_no_markup(hostile: str) -> None:
    html = mail(letters.hostile(hostile), FRAME, ANY_SIZE)
    assert shape(html) == PLAIN
    assert addresses(html) == {"https://phare.example/1", WEB, UNSUBSCRIBE}
    assert html.count(UNSUBSCRIBE) == 1
    assert "\u202e" not in html
    assert "\x00" not in html


@pytest.mark.parametrize("url", letters.BAD_LINKS)
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    assert addresses(mail(letters.hostile("mot", url), FRAME)) == {WEB, UNSUBSCRIBE}


@pytest.mark.parametrize("hostile", letters.HOSTILE)
def test_hostile_words_make_no_header_and_no_part(hostile: str) -> None:
    letter = letters.hostile(hostile)
    message = EmailMessage()
    message["Subject"] = subject(letter)
    message.set_content(text(letter))
    message.add_alternative(mail(letter, most=ANY_SIZE), subtype="html")
    read = message_from_bytes(message.as_bytes(), policy=policy.default)
    assert set(read.keys()) == {"Subject", "MIME-Version", "Content-Type"}
    assert [part.get_content_type() for part in read.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip
    # the library of Python 3.11 loses blanks between encoded words
    assert read["Subject"].replace(" ", "") == subject(letter).replace(" ", "")


def test_the_frame_is_escaped_too() -> None:
    html = mail(
        letters.LETTER, Frame(web='https://x.example/"><b>', read_by="<b>", rectified=date(2026, 1, 1))
    )
    assert ("b", ()) not in shape(html)
