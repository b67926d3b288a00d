"""What an enemy types into an address or a form, and what they print in a newspaper."""

from dataclasses import replace
from typing import Any

import httpx
import newsroom
from lxml import html as parser

from core.types import Initiative
from store.batch import Batch

SCRIPT = """'"><script>alert(7)</script><img src=x onerror=alert(7)>"""
VALUES = (
    SCRIPT,
    "</title></textarea></style>" + SCRIPT,
    "{{7777*7777}}${7777*7777}{% raw %}#{7777*7777}",
    "' OR 1=1; DROP TABLE articles; --",
    '" UNION SELECT password FROM users --',
    "javascript:alert(7)",
    "//mal.example/",
    "/\\mal.example",
    "../../../../etc/passwd",
    "..%2f..%2fstate.sqlite",
    "9" * 400,
    "-" + "9" * 400,
    "1e999",
    "NaN",
    "-1",
    "0",
    "a" * 3000,
    "\u202e\u2066droite à gauche\u2069",
    "\x00",
    "a\x00b\r\nSet-Cookie: a=b",
    "\x1b[2J\x7f\x85\ufeff\ufffe",
    "\U0001f3db\ufe0f e\u0301\u0301\u0301" * 20,
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "2026-02-30",
    "2026-W99",
    '"' * 200 + "(" * 200,
    "a:b:c:d AND OR NOT ( * ~ ^ \\",
    "[]",
    # cursors of the API: half a surrogate pair where an id stands
    "WyJcdWQ4MDAiXQ",
    "WyJcdWQ4MDAiLDEsMV0",
    "WzEsIlx1ZDgwMCIsMV0",
    "null",
    "",
    " ",
)
RAW = (
    "%ff%fe",
    "%c0%ae%c0%ae",
    "%",
    "%zz",
    "%00",
    "%ed%a0%80",
    "a&a=b&a[]=c",
    "%F0%9F%8F",
    "a;b=c",
    "+",
    "%26amp=%3C",
)
"""Escapes that are none, as they stand in an address."""
PAPER = "Le <script>alert(7)</script> & <b onclick=alert(7)>Veilleur</b>"


def paper() -> Batch:
    """Four articles in which every field is an attack, by an outlet whose name is one."""
    bad = {"title": SCRIPT, "summary": SCRIPT, "authors": (SCRIPT,), "agencies": (SCRIPT,), "section": SCRIPT}
    found = newsroom.analysis(
        why=(SCRIPT,),
        roles=(newsroom.role(evidence_text=SCRIPT),),
        quotes=(newsroom.quote(text=SCRIPT, speaker=SCRIPT, evidence_text=SCRIPT),),
        figures=(replace(newsroom.figure(), unit=SCRIPT, what=SCRIPT, evidence_text=SCRIPT),),
        events=(newsroom.event(name=SCRIPT, place=SCRIPT, evidence_text=SCRIPT),),
        initiatives=(_initiative(),),
    )
    urls = (
        "javascript:alert(7)",
        "data:text/html,<script>alert(7)</script>",
        f"https://mal.example/{SCRIPT}",
    )
    articles = [newsroom.processed(n, url=url, found=found, **bad) for n, url in enumerate(urls, 1)]
    source = replace(
        newsroom.SOURCE, name=PAPER, homepage="javascript:alert(7)", outlet_group=SCRIPT, evidence=SCRIPT
    )
    stories = tuple(newsroom.story_article(n) for n in range(1, len(urls) + 1))
    usual = newsroom.batch([4])
    return replace(usual, articles=(*articles, *usual.articles), sources=(source,), story_articles=stories)


def _initiative(**changes: Any) -> Initiative:
    return newsroom.initiative(
        use_case=SCRIPT, supplier=SCRIPT, technology=SCRIPT, evidence_text=SCRIPT, **changes
    )


def alive(answer: httpx.Response) -> list[str]:
    """What of a page would run: scripts that are not files of ours, handlers, addresses that are code.

    Styles as well, unless its own policy lets them in: a letter's page and a mail are files that bring theirs.
    """
    page = parser.fromstring(answer.content or b"<p>", parser=parser.HTMLParser(encoding="utf-8"))
    styled = "style-src 'unsafe-inline'" in answer.headers.get("content-security-policy", "")
    found = [
        f"{element.tag} {name}={value[:60]}"
        for element in page.iter()
        if isinstance(element.tag, str)
        for name, value in element.attrib.items()
        if name.startswith("on")
        or (name == "style" and not styled)
        or (name in {"href", "src", "action", "formaction", "xlink:href", "data"} and _runs(value))
    ]
    found += [
        f"script {one.text_content()[:60]}" for one in page.iter("script") if one.text_content().strip()
    ]
    found += [
        f"script {one.get('src')}" for one in page.iter("script") if "/statique/" not in one.get("src", "")
    ]
    found += [one.tag for one in page.iter("object", "embed", "base", "meta") if _foreign(one)]
    found += [one.tag for one in page.iter("img") if one.get("src", "x") == "x"]
    return found + ["style" for _ in page.iter("style") if not styled]


def _foreign(element: Any) -> bool:
    """A refresh leads away, as another base does; what a mail says of its encoding and its links does not."""
    if element.tag == "meta":
        return bool(element.get("http-equiv", "").lower() == "refresh")
    return element.tag != "base" or "href" in element.attrib


def _runs(value: str) -> bool:
    bare = "".join(value.split()).lower()
    return bare.startswith(("javascript:", "data:", "vbscript:"))
