from hypothesis import given
from hypothesis import strategies as st

from extract.slim import slim
from extract.tree import MAX_CHARS, parse

LD = '<script type="application/ld+json">{"@type":"NewsArticle"}</script>'


def test_only_what_is_read_is_left() -> None:
    page = (
        f"<head><style>p {{}}</style>{LD}<SCRIPT src=x></SCRIPT></head><!-- <script> --><p>un</p><svg><path/></svg>"
        "<script>if (a < b) document.write('<!-- <p>non</p>')</script><p>deux</p><script>'<script>'</script >"
        f"<img src='data:image/png;base64,{'A' * 300}'>"
    )
    assert slim(page) == f"<head>{LD}</head><p>un</p><p>deux</p><img src='data:,'>"


def test_what_is_never_closed_is_left_to_the_parser() -> None:
    assert slim("<p>un</p><!-- <p>deux</p>") == "<p>un</p><!-- <p>deux</p>"
    assert slim("<script>" * 50_000 + "fin") == "<script>" * 50_000 + "fin"
    assert slim("<!--" * 50_000) == "<!--" * 50_000


def test_the_limit_speaks_of_what_is_read() -> None:
    heavy = f"<p>{'texte ' * 40}</p><script>{'x' * MAX_CHARS}</script>"
    assert parse(slim(heavy)).tree is not None
    assert parse(heavy).reason == "too_large"


def test_depth_beyond_the_parser_is_said() -> None:
    assert parse("<div>" * 500 + "<p>fond</p>").reason == ""
    assert parse("<div>" * 3000 + "<p>fond</p>").reason == "too_deep"


@given(st.text(alphabet="<>/!-scriptyle \n", max_size=300))
def test_any_text_is_slimmed_once_and_for_all(text: str) -> None:
    assert len(slim(text)) <= len(text)
