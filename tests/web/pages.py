"""Reading pages: their tables, as people would."""

from lxml import html
from lxml.html import HtmlElement


def tree(page: str) -> HtmlElement:
    """The page."""
    return html.fromstring(page)


def text(element: HtmlElement) -> str:
    """Its words, spaces evened out."""
    return " ".join(element.text_content().split())


def rows(page: str, which: int = 0) -> list[list[str]]:
    """The rows of a table's body, a list of cells each."""
    table = tree(page).xpath("//table")[which]
    return [[text(cell) for cell in row.xpath("./th | ./td")] for row in table.xpath("./tbody/tr")]
