"""XML made safe and small before a parser sees it: one charset, no DTD, and no more than will be read.

feedparser takes some 20 µs an element and keeps all of them: 140,000 entries in 10 MB cost it 16 s and 200 MB,
the whole crawl waiting. So what is beyond the cap never reaches it.
"""

import codecs
import re
from dataclasses import dataclass

# Each of these is some two seconds of feedparser at worst; a thousand entries of a talkative feed are 30,000
# elements, and 500,000 marks when their HTML is escaped.
MAX_ELEMENTS = 40_000
MAX_MARKS = 800_000  # "<" and "&" outside CDATA
_MAX_TAIL = 1 << 16
_MAX_DTD = 1 << 13

# By their mark, or by the NULs around their first character (XML 1.0, appendix F).
_WIDE = (
    ("utf-32", re.compile(rb"\xff\xfe\x00\x00|\x00\x00\xfe\xff")),
    ("utf-16", re.compile(rb"\xff\xfe|\xfe\xff")),
    ("utf-32-le", re.compile(rb"[<{]\x00{3}")),
    ("utf-32-be", re.compile(rb"\x00{3}[<{]")),
    ("utf-16-le", re.compile(rb"[<{]\x00[^\x00]\x00")),
    ("utf-16-be", re.compile(rb"\x00[<{]\x00[^\x00]")),
)
# Those of the press. Python knows others that are no charset (punycode takes quadratic time).
_CHARSETS = re.compile(
    r"ascii|iso8859-\d+|cp(?:125\d|437|850)|mac-\w+|koi8-\w+|gb\w+|big5\w*|euc_\w+|shift_jis\w*"
)
_NOT_ASCII = bytes(range(128, 256))
_DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,200}>")
_DECLARED = re.compile(rb"""encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_QUOTED = rb"\"[^\"]*+\"|'[^']*+'"
_COMMENT = rb"<!--(?:[^-]|-(?!->))*+-->"
_DOCTYPE = re.compile(
    rb"<!DOCTYPE(?:"
    + _QUOTED
    + rb"|[^\[>\"'])*+(?:\[(?:"
    + _COMMENT
    + rb"|"
    + _QUOTED
    + rb"|[^\]\"'])*+\]\s*)?>",
    re.IGNORECASE,
)
# feedparser takes quadratic time on the attributes of one tag (9 s for 16,000), and 11 s on a name of 10 MB.
_HUGE_TAG = re.compile(
    rb"<[A-Za-z_][^\s<>]{1000}|"
    rb"<[A-Za-z_][^\s<>]*+(?:[\s/]++[^\s<>=/]++(?:\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s<>\"']*+))?){200}"
)
_ROOT = re.compile(rb"<[A-Za-z_]")
_TOKEN = re.compile(
    rb"<(?:!\[CDATA\[|!--|((?:[\w.-]{1,40}:)?(?:item|entry))(?=[\s/>])|[A-Za-z_])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A feed's bytes up to the cap, still well-formed if they were; `surplus` counts the entries cut off."""

    body: bytes
    surplus: int = 0
    refusal: str | None = None


def wide(body: bytes) -> str | None:
    """The name of its charset, of those that have NULs between their letters."""
    return next((charset for charset, mark in _WIDE if mark.match(body)), None)


def narrow(body: bytes) -> bytes:
    """Bytes that begin with what is written, and of which ASCII is a part: no UTF-16 or -32, no NUL."""
    if charset := wide(body):
        text = body.decode(charset, "replace").removeprefix("\ufeff")
        body = _DECLARATION.sub(b"", text.encode("utf-8", "replace"), count=1)
    return body.replace(b"\x00", b"").removeprefix(codecs.BOM_UTF8).lstrip()


def without_doctype(body: bytes) -> bytes | None:
    """The document without its DTD, and so without entities of its own; None when the DTD does not end.

    No feed or sitemap needs one: what it declares is a bomb, a file, or a name that nobody uses.
    """
    root = _ROOT.search(body)
    prolog_end = root.start() if root else len(body)
    start = body[:prolog_end].upper().find(b"<!DOCTYPE")
    if start < 0:
        return body
    doctype = _DOCTYPE.match(body, start, start + _MAX_DTD)
    return None if doctype is None else body[:start] + body[doctype.end() :]


def as_utf8(body: bytes, charset: str | None) -> bytes:
    """The document in UTF-8, without a declaration that says otherwise. `charset` is the HTTP header's.

    What reads as UTF-8, for the greater part, is UTF-8, whatever it says; then the header, the declaration, and
    windows-1252.
    """
    declaration = _DECLARATION.match(body)
    declared = _DECLARED.search(declaration.group()) if declaration else None
    body = body[declaration.end() :] if declaration else body
    text = body.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = len(text) - wrong - len(body.translate(None, _NOT_ASCII))
    if wrong and wrong >= right:
        names = (charset, declared and declared.group(1).decode("ascii", "replace"))
        text = body.decode(next(filter(None, map(_codec, names)), "cp1252"), "replace")
    return text.encode("utf-8", "replace")


def cut(body: bytes, max_entries: int) -> Cut:
    """Keep the first `max_entries` entries of RSS or Atom, and the tags that close the document.

    Fewer are kept when they hold too many elements. `too_complex`: a single one does, or what is before them.
    """
    if _HUGE_TAG.search(body):
        return Cut(b"", refusal="too_complex")
    starts, name, heavy = _entries(body, max_entries)
    if heavy:
        return _closed(body, starts[-1], name) if len(starts) > 1 else Cut(b"", refusal="too_complex")
    return _closed(body, starts[max_entries], name) if len(starts) > max_entries else Cut(body)


def _entries(body: bytes, max_entries: int) -> tuple[list[int], bytes, bool]:
    """Where the first entries begin (one more than wanted, if there), their tag, and whether it became too much."""
    starts: list[int] = []
    name = b""
    elements = marks = position = 0
    while token := _TOKEN.search(body, position):
        marks += body.count(b"&", position, token.start()) + body.count(b"<", position, token.start()) + 1
        position = _after(body, token)
        tag = token.group(1)
        if tag and tag == (name or tag):  # the first one tells how this document writes it
            name = tag
            starts.append(token.start())
            if len(starts) > max_entries:
                return starts, name, False
        elements += 1
        if elements > MAX_ELEMENTS or marks > MAX_MARKS:
            return starts, name, True
    rest = body.count(b"&", position) + body.count(b"<", position)
    return starts, name, marks + rest > MAX_MARKS


def _after(body: bytes, token: re.Match[bytes]) -> int:
    """Where to go on after a token: behind a whole comment or CDATA section; one without end is skipped."""
    kind = token.group()
    if not kind.startswith(b"<!"):
        return token.end()
    closing = b"-->" if kind == b"<!--" else b"]]>"
    end = body.find(closing, token.end())
    return end + 3 if end >= 0 else len(body)


def _closed(body: bytes, at: int, name: bytes) -> Cut:
    """The document without the entries from `at` on. What they hold is counted by their tag, not parsed."""
    surplus = sum(body.count(b"<" + name + end, at) for end in (b">", b" ", b"/", b"\n", b"\r", b"\t"))
    last = body.rfind(b"</" + name, at)
    tail = body[body.find(b">", last) + 1 :] if last >= 0 else b""
    # A tail without measure is no tail; feedparser then takes its lenient parser for what was kept.
    return Cut(body[:at] + (tail if len(tail) <= _MAX_TAIL else b""), surplus)


def _codec(name: str | None) -> str | None:
    try:
        found = codecs.lookup(name or "").name
    except LookupError:
        return None
    if found == "iso8859-1":
        return "cp1252"  # as browsers do
    return found if _CHARSETS.fullmatch(found) else None
