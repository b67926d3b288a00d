"""What is made before the first page is what the first page would make."""

from desk_browser import Browser
from desk_pages import part

from store.readers.desk.asking import KEPT, pack
from web.desk.things.warming import warm

PAGES = ("/communes/72181", "/technologies/capteur", "/titres", "/technologies", "/initiatives")


def test_pages_are_the_same_warm_or_cold(looking: Browser, browser: Browser) -> None:
    desk = browser.app.state.desk
    warm(desk.published)
    with desk.published.reading() as snapshot:
        for name in KEPT:
            made = snapshot.connection.execute(f"SELECT count(*) FROM memory.main.{name}").fetchone()
            assert made
            assert made[0] > 0
    warm(desk.published)
    for path in PAGES:
        assert browser.get(path).status_code == 200
    assert part(browser.get(PAGES[0]).text, "presse") == part(looking.get(PAGES[0]).text, "presse")


def test_tables_in_memory_are_packed_unless_others_are_at_work(browser: Browser) -> None:
    published = browser.app.state.desk.published
    warm(published)
    with published.reading() as one, published.reading() as another:
        count = f"SELECT count(*) FROM memory.main.{KEPT[0]}"
        before = one.connection.execute(count).fetchall()
        one.connection.execute("BEGIN")
        one.connection.execute("CREATE TABLE memory.main.under_way (n INTEGER)")
        assert not pack(another)
        one.connection.execute("ROLLBACK")
        assert pack(another)
        assert one.connection.execute(count).fetchall() == before
