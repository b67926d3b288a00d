"""One extractor in a process of its own: EXTRACTOR PAGES.jsonl ANSWERS.jsonl, then a word a line on its input.

`warm` reads all pages for nothing but what is extracted, which it writes with the keys of
`beffroi extract --jsonl`; `next` reads the next page, the first again after the last, and answers with its
processor seconds; `end` answers with the peak of its memory in MB. The pages are read from the file one by one:
holding them all would be charged to the extractor. Runs without our packages too: the peers live in an
environment of their own. The network is shut, so that nobody looks anything up.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Extractor:
    """`prepare` makes of a line what `run` is given (not timed), `answer` of its result the fields (not timed)."""

    prepare: Callable[[Line], Any]
    run: Callable[[Any], Any]
    answer: Callable[[Any], Line]


def _beffroi() -> Extractor:
    """Ours: bytes as the archive gives them."""
    from datetime import UTC, datetime

    from core.types import Page
    from extract.answer import answer
    from extract.article import article

    headers = (("content-type", "text/html; charset=utf-8"),)

    def page(line: Line) -> Page:
        body = line["html"].encode("utf-8", "replace")
        return Page(line["url"], line["url"], "", datetime.now(UTC), 200, headers, body)

    return Extractor(page, article, answer)


def _trafilatura(*, fast: bool) -> Extractor:
    """The best it gives (full), or without its fallbacks (fast); title, date and authors both times."""
    from trafilatura import bare_extraction

    def run(line: Line) -> Any:
        return bare_extraction(
            line["html"], url=line["url"], fast=fast, with_metadata=True, include_comments=False
        )

    def answer(found: Any) -> Line:
        if found is None:
            return {}
        authors = [name.strip() for name in (found.author or "").split(";")]
        return {"text": found.text, "title": found.title, "published_at": found.date, "authors": authors}

    return Extractor(dict, run, answer)


def _newspaper4k() -> Extractor:
    """Without `nlp()`, which downloads its data; without images, which it would fetch to measure them."""
    from newspaper import Article

    def run(line: Line) -> Article:
        found = Article(line["url"], fetch_images=False)
        found.download(input_html=line["html"])
        found.parse()
        return found

    def answer(found: Article) -> Line:
        published = found.publish_date.isoformat() if found.publish_date else None
        return {
            "text": found.text,
            "title": found.title,
            "published_at": published,
            "authors": found.authors,
        }

    return Extractor(dict, run, answer)


def _readability() -> Extractor:
    """It gives the article as HTML, and no date; the text is that of its elements."""
    from lxml.html import fromstring
    from readability import Document

    def run(line: Line) -> Line:
        found = Document(line["html"], url=line["url"])
        text = " ".join(fromstring(found.summary()).itertext())
        return {"text": text, "title": found.title(), "authors": [found.author()]}

    return Extractor(dict, run, dict)


EXTRACTORS: dict[str, Callable[[], Extractor]] = {
    "Beffroi": _beffroi,
    "trafilatura full": lambda: _trafilatura(fast=False),
    "trafilatura fast": lambda: _trafilatura(fast=True),
    "newspaper4k": _newspaper4k,
    "readability-lxml": _readability,
}


def main(name: str, pages: str, answers: str) -> None:
    """Do what the lines of standard input say; `missing` when the library is not installed here."""
    sys.addaudithook(_no_network)
    try:
        extractor = EXTRACTORS[name]()
    except ModuleNotFoundError as error:
        return _say({"missing": error.name})
    _say({"ready": name})
    timed = chain.from_iterable(_reading(extractor, pages) for _ in count())
    for line in sys.stdin:
        match line.strip():
            case "warm":
                _say(sum(_reading(extractor, pages, answers)))
            case "next":
                _say(next(timed))
            case "end":
                return _say(_peak_mb())
    return None


def _reading(extractor: Extractor, pages: str, answers: str = os.devnull) -> Iterator[float]:
    """Processor seconds of each page; a page that breaks the extractor is one without an answer."""
    with Path(pages).open(encoding="utf-8") as lines, Path(answers).open("w", encoding="utf-8") as kept:
        for text in lines:
            line = json.loads(text)
            given = extractor.prepare(line)
            found, began = None, time.process_time()
            with suppress(Exception):  # counted: a page without text (newspaper4k raises on some)
                found = extractor.run(given)
            took = time.process_time() - began
            answer = ({} if found is None else extractor.answer(found)) | {"id": line["id"]}
            print(json.dumps(answer, default=str), file=kept, flush=True)
            yield took


def _no_network(event: str, _: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.getaddrinfo"}:
        raise OSError("an extractor asked for the network")


def _peak_mb() -> float:
    """The kernel's high-water mark of this process; `ru_maxrss` would hold the parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _say(value: object) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
