"""What is read in a page: an article or why it is none, its rights, its links to others."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Precision(StrEnum):
    """How exactly a publication date is known."""

    INSTANT = "instant"
    DAY = "day"


class Access(StrEnum):
    """Whether the page gives its whole text to everyone."""

    FREE = "free"
    EXCERPT = "excerpt"


class Basis(StrEnum):
    """What the text of an article rests on."""

    FULL = "full"
    EXCERPT = "excerpt"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Rights:
    """Opt-outs that the publisher declared; `declared_by` says where."""

    tdm_reserved: bool = False
    declared_by: str | None = None


class Form(StrEnum):
    """What kind of page an article is: one story, or several in short, each told elsewhere too."""

    ARTICLE = "article"
    ROUND_UP = "round-up"


class Note(NamedTuple):
    """Something extraction did that a reader may want to check: a line cut, a date refused, bytes repaired.

    `rule` is `subject.reason` (cut.junk, date.future, charset.repaired...), `detail` the line or value concerned.
    """

    rule: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A readable article. `body` is title, summary and text, what every offset points into.

    `published_at` keeps the page's own UTC offset; it is midnight UTC when only the day is known.
    `authors` are persons; agencies, newsrooms and organisations are in `agencies`, those of them that sign in their
    own name also in `corporate`. `summary_shown`: readers of the
    page see the summary above the text; otherwise only the page's head or the listing gives it.
    """

    id: str
    url: str
    source: str
    title: str
    summary: str
    text: str
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    published_at: datetime | None
    published_precision: Precision | None
    published_by: str | None
    modified_at: datetime | None
    lang: str | None
    site_name: str | None
    section: str | None
    image: str | None
    access: Access
    basis: Basis
    rights: Rights
    extractor: str
    version: int = 1
    tags: tuple[str, ...] = ()
    form: Form = Form.ARTICLE
    corporate: tuple[str, ...] = ()
    summary_shown: bool = False
    notes: tuple[Note, ...] = ()

    @property
    def body(self) -> str:
        """Title, blank line, summary, blank line, text; empty parts left out."""
        return "\n\n".join(part for part in (self.title, self.summary, self.text) if part)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that did not become an article, and why; counted by reason, never silent."""

    url: str
    source: str
    stage: str
    reason: str
    at: datetime
    detail: str = ""


class LinkKind(StrEnum):
    """How two articles are related: same text, nearly the same, the same dispatch elsewhere, a digest of it."""

    EXACT = "exact"
    NEAR = "near"
    SYNDICATED = "syndicated"
    ROUND_UP = "round-up"


class Link(NamedTuple):
    """`article_id`, as its `version` reads, repeats or rounds up the earlier `other_id`.

    `score` (0 to 1) is what they share: of the later text within one outlet, of the shorter one across outlets, of
    the item in a round-up. `seen_at` is when both were known.
    """

    article_id: str
    version: int
    other_id: str
    kind: LinkKind
    score: float
    seen_at: datetime


class Signature(NamedTuple):
    """What is kept of a text to know it again: counts, and hashes of its words and of runs of them.

    `exact` is the SHA-256 of its words; `minhash` holds 128 little-endian integers of 32 bits over its `shingles`
    distinct runs of words; `openings` are the first words of title, summary and text, 0 where there are too few.
    Those of another `scheme` cannot be compared.
    """

    article_id: str
    version: int
    scheme: int
    words: int
    shingles: int
    exact: str
    minhash: bytes
    openings: tuple[int, int, int]


class Trace(NamedTuple):
    """What linking knows of an article, new or old. `owner` is its outlet's group, or the outlet itself."""

    signature: Signature
    source: str
    owner: str
    agencies: tuple[str, ...]
    title: str
    summary: str
    form: Form
    published_at: datetime | None
    precision: Precision | None
    seen_at: datetime
