"""Golden pages of our own making: a page and what is read in it, by host. `make golden` writes the readings anew.

The pages of the demo newsroom that an override needs are made by the newsroom itself.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.types import Page
from extract.answer import answer
from extract.article import article

HERE = Path(__file__).with_name("golden")
SEEN = datetime(2026, 11, 23, 12, tzinfo=UTC)


def read(page: Path) -> dict[str, Any]:
    """The fields of a golden page, as `beffroi extract` prints them."""
    url = f"http://{page.stem}/actus/une-page.html"
    headers = (("content-type", "text/html; charset=utf-8"),)
    return answer(article(Page(url, url, page.stem, SEEN, 200, headers, page.read_bytes())))


def main() -> None:
    """Write every reading anew; the diff is what to review."""
    for page in sorted(HERE.glob("*.html")):
        text = json.dumps(read(page), ensure_ascii=False, indent=1) + "\n"
        page.with_suffix(".json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
