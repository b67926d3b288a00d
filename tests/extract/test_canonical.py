import pytest
from fields import URL, ld, meta, tree_of
from hypothesis import given
from hypothesis import strategies as st

from extract import head, jsonld
from extract.canonical import canonical_url, registered_domain


def canonical(declared: str, page: str = URL) -> str:
    return canonical_url(head.Head({}, declared, "", (), ""), page)


def read(head_html: str) -> str:
    tree = tree_of(head_html)
    return canonical_url(head.read(tree), URL, jsonld.read(tree).article)


ROBOT = "https://www.lephare.example/ville/un-robot-a-la-mairie"


@pytest.mark.parametrize(
    "head_html",
    [
        f'<link rel="canonical" href="{ROBOT}">',
        f'<link rel="CANONICAL" href=" {ROBOT} ">',
        '<base href="https://autre.example/"><link rel="canonical" href="/ville/un-robot-a-la-mairie">',
        meta(og_url=ROBOT),
        ld(mainEntityOfPage={"@id": ROBOT}),
        ld(url=ROBOT),
        '<link rel="canonical" href="https://autre.example/x">' + meta(og_url=ROBOT),
    ],
)
def test_declared_addresses(head_html: str) -> None:
    assert read(head_html) == ROBOT


@pytest.mark.parametrize(
    "declared",
    [
        "https://autre.example/ville/un-robot", "https://lephare.example.autre.example/x", "javascript:alert(1)",
        "https://www.lephare.example@autre.example/x", "data:text/html,x", "ftp://www.lephare.example/x", "/", "",
        "/index.html", "/fr/", "/accueil", "/ville", "/ville/", "http://[bad/x", "https://www.lephare.example:99999/x",
        "https://www.lephare.example/a b", "/" + "x" * 3000, "//autre.example/x", "\\\\autre.example\\x",
    ],
)  # fmt: skip
def test_addresses_that_are_not_believed(declared: str) -> None:
    assert canonical(declared) == URL


@pytest.mark.parametrize(
    ("declared", "page"),
    [
        ("https://m.lephare.example/ville/un-robot", URL),
        ("http://lephare.example/ville/un-robot", URL),
        ("https://www.lephare.example/ville/un-robot-a-la-mairie", f"{ROBOT}/amp"),
        ("https://www.lephare.example/ville/robot", "https://www.lephare.example/ville/robot/page/2"),
        (ROBOT, f"{ROBOT}?origine=accueil"),
        ("https://www.lephare.example/?p=12", "https://www.lephare.example/un-robot"),
    ],
)
def test_variants_of_an_address(declared: str, page: str) -> None:
    assert canonical(declared, page) == declared


def test_a_script_without_its_parameter_is_another_page() -> None:
    page = "https://www.lephare.example/spip.php?article123"
    assert canonical("https://www.lephare.example/spip.php", page) == page
    assert canonical(
        "https://www.lephare.example/article.php", "https://www.lephare.example/article.php?utm_source=x"
    ) == ("https://www.lephare.example/article.php")


def test_registered_domains() -> None:
    assert registered_domain("www.exemple.co.uk") == "exemple.co.uk"
    assert registered_domain("a.blogspot.com") != registered_domain("b.blogspot.com")
    assert registered_domain("127.0.0.1") == "127.0.0.1"
    assert registered_domain("localhost") == "localhost"


@given(st.text(max_size=80) | st.from_regex(r"\Ahttps?://[\w.:@\[\]-]{0,20}/.{0,20}\Z"))
def test_any_text_leads_to_the_same_site(declared: str) -> None:
    found = canonical(declared)
    assert found == URL or found.startswith(("http://", "https://"))
    assert "lephare.example" in found.split("/")[2]
    assert isinstance(canonical("/x/y", declared), str)
