import pytest
from fields import ld, meta, title_of

ROBOT = "Un robot répond au standard de la mairie"


@pytest.mark.parametrize(
    "written",
    [
        f"{ROBOT} - Le Phare",
        f"{ROBOT} | Le Phare",
        f"{ROBOT} – Ville – Le Phare",
        f"{ROBOT} :: Le Phare",
        f"{ROBOT} - lephare.example",
        f"Le Phare : {ROBOT}",
        f"Le Phare | {ROBOT}",
        f"{ROBOT}：Le Phare",
        f"{ROBOT}  ›  Le Phare",
    ],
)
@pytest.mark.parametrize("source", ["title", "og"])
def test_the_site_is_no_part_of_the_title(written: str, source: str) -> None:
    site = meta(og_site_name="Le Phare")
    head = f"<title>{written}</title>" if source == "title" else meta(og_title=written)
    assert title_of(site + head) == ROBOT


@pytest.mark.parametrize(
    ("written", "site"),
    [("WELT", "DIE WELT"), ("Mirror Online", "The Mirror"), ("Golem.de", "Golem"), ("DW", "dw.com")],
)
def test_a_site_has_its_name_in_several_dresses(written: str, site: str) -> None:
    if written == "DW":  # two letters are too few to guess by; the address says them
        assert title_of(meta(og_title=f"{ROBOT} – {written}"), url="https://www.dw.com/x") == ROBOT
    else:
        assert title_of(meta(og_title=f"{ROBOT} – {written}", og_site_name=site)) == ROBOT


@pytest.mark.parametrize(
    "title",
    [
        "Fibre : le département accélère",
        "Conseil municipal - ce qu'il faut retenir",
        "Presse : Le Phare change de mains",
        "Numérique | une année de travaux",
        "Brest. Un robot à la mairie",
    ],
)
def test_a_title_keeps_its_own_halves(title: str) -> None:
    assert title_of(meta(og_title=title, og_site_name="Le Phare")) == title


def test_the_visible_heading_shows_where_a_title_ends() -> None:
    assert title_of(f"<title>{ROBOT} - Tout l'art de vivre en ville</title>", f"<h1>{ROBOT}</h1>") == ROBOT


def test_a_logo_is_no_title() -> None:
    logo = "<header><h1>Le Phare de la côte</h1></header>"
    assert title_of(f"<title>{ROBOT} - Le Phare de la côte</title>", f"{logo}<h1>{ROBOT}</h1>") == ROBOT
    assert title_of(f"<title>{ROBOT} - Le Phare de la côte</title>", f"{logo}<h2>{ROBOT}</h2>") == ROBOT


def test_a_label_inside_the_heading_is_no_title() -> None:
    assert title_of("", f'<h1><span class="surtitre">Vie municipale</span> {ROBOT}</h1>') == ROBOT


def test_the_headline_comes_first() -> None:
    other = "Standard de la mairie : un robot répond"
    assert title_of(ld(headline=ROBOT) + meta(og_title=other), f"<h1>{other}</h1>") == ROBOT


def test_a_headline_for_search_engines_gives_way() -> None:
    seo = "Robot mairie standard : définition et prix"
    head = ld(headline=seo) + meta(og_title=ROBOT) + f"<title>{seo}</title>"
    assert title_of(head, f"<h1>{ROBOT}</h1>") == ROBOT


def test_the_most_frequent_writing_of_the_same_words() -> None:
    head = ld(headline="Standard - un robot répond") + meta(og_title="Standard : un robot répond")
    assert title_of(head + "<title>Standard : un robot répond</title>") == "Standard : un robot répond"


def test_one_title_for_every_page_is_no_title() -> None:
    head = meta(og_title="Bienvenue chez nous") + f"<title>{ROBOT} - Commune</title>"
    assert title_of(head, f"<h1>{ROBOT}</h1>") == ROBOT


def test_a_title_cut_short_is_completed() -> None:
    assert title_of(meta(og_title="Un robot répond au standard…"), f"<h1>{ROBOT}</h1>") == ROBOT


def test_a_site_alone_is_no_title() -> None:
    assert title_of(meta(og_title="Le Phare", og_site_name="Le Phare"), f"<h1>{ROBOT}</h1>") == ROBOT
    assert title_of(meta(og_title="Le Phare", og_site_name="Le Phare")) == ""


def test_microdata_when_nothing_else_speaks() -> None:
    item = "<div itemscope itemtype='https://schema.org/NewsArticle'><p itemprop='headline'>%s</p></div>"
    assert title_of("", item % ROBOT) == ROBOT


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Un ro\u00adbot &amp;eacute;crit", "Un robot écrit"),
        ("Un \u202etobor\u202c et un \u2067chat\u2069", "Un tobor et un chat"),
        ("Un\u200b robot\ufeff", "Un robot"),
        ("Cafe\u0301 du\tport\r\n", "Café du port"),
        ("Un &lt;em&gt;robot&lt;/em&gt; ici", "Un robot ici"),
        ("«\u00a0Un robot\u00a0»", "«\u00a0Un robot\u00a0»"),
        ("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"),
        ("2 < 3 et 5 > 4", "2 < 3 et 5 > 4"),
    ],
)
def test_what_has_no_ink_is_left_out(written: str, read: str) -> None:
    assert title_of(ld(headline=written)) == read


def test_a_title_is_bounded() -> None:
    assert len(title_of(ld(headline="a | " * 5000))) <= 400
