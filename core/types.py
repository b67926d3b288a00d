"""The nouns that the stages exchange: frozen, slotted, typed; no behaviour.

The flow is Source -> Candidate -> Page -> Article | Rejection -> Analysis (docs/architecture.md).
Offsets are Python string indices, end exclusive, into `Article.body`.
Instants are timezone-aware; days are calendar days in Europe/Paris.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

Span = tuple[int, int]


# --- what is watched -------------------------------------------------------------------------


class EntryKind(StrEnum):
    """How an outlet lists its articles."""

    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"


@dataclass(frozen=True, slots=True)
class Entry:
    """One address that lists articles; a listing needs the regular expression of article URLs."""

    kind: EntryKind
    url: str
    pattern: str | None = None


class Policy(StrEnum):
    """What we keep of an outlet's articles: pages, what its listing gives, or title, date and link alone."""

    FULL = "full"
    EXCERPT = "excerpt"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet. `outlet_group` is its owner: many titles, one voice.

    `poll_minutes` is a fixed rhythm for its entry points, None when it follows the outlet's own. `headers`
    are sent to its own hosts only. `verified` is False while nobody has seen its entry points answer.
    """

    slug: str
    name: str
    homepage: str
    entries: tuple[Entry, ...]
    kind: str | None = None
    outlet_group: str | None = None
    departements: tuple[str, ...] = ()
    enabled: bool = True
    evidence: str | None = None
    verified: bool = True
    policy: Policy = Policy.FULL
    poll_minutes: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    verify_tls: bool = True


# --- what is collected -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that an entry point announces, with the hints it openly gives."""

    url: str
    source: str
    entry: str
    title: str | None = None
    extract: str | None = None
    guid: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None


class Outcome(StrEnum):
    """How asking for one address ended; `Fetch.reason` says more."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    RESERVED = "reserved"
    BLOCKED = "blocked"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a record lies in the archive: segment file name and byte offset of its gzip member."""

    segment: str
    offset: int


@dataclass(frozen=True, slots=True)
class Fetch:
    """One line of a crawl's journal. `candidate` is None for an entry point.

    `announced` counts what an entry point lists. `revisit` marks a page that was read before; `sha256` is
    that of its body. `retry_at` is until when the host asked to be left alone.
    """

    run_id: str
    source: str
    url: str
    at: datetime
    outcome: Outcome
    reason: str | None = None
    status: int | None = None
    final_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    pointer: Pointer | None = None
    candidate: Candidate | None = None
    sha256: str | None = None
    announced: int | None = None
    revisit: bool = False
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as it came, read back from the archive. Header names are lower-case."""

    requested_url: str
    final_url: str
    source: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    pointer: Pointer | None = None


# --- what is read ----------------------------------------------------------------------------


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


# --- what is known of the country (rows of the registers) -----------------------------------


class Commune(NamedTuple):
    """A commune of any kind; `parent` is the INSEE code of the commune it belongs to today."""

    insee: str
    name: str
    kind: str
    departement: str
    region: str
    epci_siren: str | None
    population: int | None
    lat: float | None
    lon: float | None
    parent: str | None


class Territory(NamedTuple):
    """A département, région (INSEE code) or EPCI (SIREN)."""

    kind: str
    code: str
    name: str


class Mandate(NamedTuple):
    """A mayor's time in office, as far as `basis` (attested, extrapolated, provisional) can know it."""

    insee: str
    name: str
    name_key: str
    from_day: date
    to_day: date | None
    basis: str


# --- what is found ---------------------------------------------------------------------------


class MentionKind(StrEnum):
    """What a mention names."""

    COMMUNE = "commune"
    DEPARTEMENT = "departement"
    REGION = "region"
    EPCI = "epci"
    PERSON = "person"
    FOREIGN = "foreign"
    OTHER = "other"
    TECHNOLOGY = "technology"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that names an entity. `name` is the entity's usual name.

    `category` is a technology's category or an organisation's kind; a `candidate` is in no lexicon, the words
    around it say what it is.
    """

    kind: MentionKind
    key: str
    name: str
    surface: str
    start: int
    end: int
    rule: str
    confidence: float = 1.0
    category: str = ""
    candidate: bool = False


class RoleKind(StrEnum):
    """A person's public role, as the article says it."""

    MAYOR = "mayor"
    FORMER_MAYOR = "former_mayor"
    MAYOR_CANDIDATE = "mayor_candidate"
    DEPUTY_MAYOR = "deputy_mayor"
    COUNCILLOR = "councillor"
    EPCI_PRESIDENT = "epci_president"
    MINISTER = "minister"
    OFFICIAL = "official"
    COMPANY = "company"
    OTHER = "other"


MAYOR_STATUS = {
    RoleKind.MAYOR: "current",
    RoleKind.FORMER_MAYOR: "former",
    RoleKind.MAYOR_CANDIDATE: "candidate",
}


@dataclass(frozen=True, slots=True)
class Role:
    """A person in a role. `register` says whether the register agrees on the article's day."""

    person_key: str
    name: str
    role: RoleKind
    insee: str | None
    register: str | None
    register_basis: str | None
    inferred: bool
    mentions: tuple[Span, ...]
    evidence: Span
    evidence_text: str
    rule: str
    confidence: float = 1.0


# --- what is told ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody says: the words in marks (`direct`), or a reported clause without its introducer.

    `speaker` is the person's name as in its Role, else the words that stand for who speaks ("la mairie"), empty when
    the text does not say; `person_key`, `role` and `insee` are those of the Role. `evidence` is what says who speaks.
    """

    start: int
    end: int
    text: str
    direct: bool
    speaker: str
    person_key: str | None
    role: RoleKind | None
    insee: str | None
    evidence: Span
    evidence_text: str
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit or the noun it counts, and what it measures.

    `value` is in `unit`, of things with the multiple resolved ("5,7 millions d'agents": 5700000, "agents"), of money
    and of shares as they are said ("26 millions d'euros": 26, "M€"; "un quart": 25, "%"). `base_value` and `base_unit`
    compare where the unit is a multiple (26000000, "€"), None and "" elsewhere. A range has `value` its upper and `low`
    its lower bound; `approximate` marks "environ", "une vingtaine". `owner` is the town, body or person whose figure it
    is, by its name, empty when the text does not say.
    """

    start: int
    end: int
    value: float
    low: float | None
    unit: str
    what: str
    owner: str
    approximate: bool
    evidence: Span
    evidence_text: str
    rule: str
    confidence: float = 1.0
    base_value: float | None = None
    base_unit: str = ""


class DateMention(NamedTuple):
    """A date or a period in a text, resolved against the day of publication.

    `first` and `last` are ISO dates at the precision known ("2025", "2025-03", "2025-03-14"), equal for a date.
    """

    start: int
    end: int
    first: str
    last: str
    rule: str


class EventState(StrEnum):
    """Whether an event takes place on its day; one that is put off to a new day is scheduled on that day."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


@dataclass(frozen=True, slots=True)
class Event:
    """A named or dated public event. `start_date` and `end_date` are ISO dates at the precision known.

    `place` is as the text names it, `insee` its commune; `id` is given by what compares it with the events known. Past
    or coming is for the reader to tell, from the dates; a cancelled one is not coming (`state`).
    """

    name: str
    start_date: str
    end_date: str
    place: str
    insee: str | None
    mention: Span
    evidence: Span
    evidence_text: str
    rule: str
    confidence: float = 1.0
    id: str = ""
    state: EventState = EventState.SCHEDULED


@dataclass(frozen=True, slots=True)
class EventTrace:
    """What is kept of an event to know it again: one article's telling of the event `id`."""

    id: str
    article_id: str
    name: str
    start_date: str
    end_date: str
    place: str
    insee: str | None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A row of the view v_agenda: an event, by the first article that tells of it; `articles` counts them.

    `start_day` and `end_day` are the first and the last day of what is known of it, `precision` "day", "month" or
    "year"; `place` is as the text names it, `commune` the name of `insee`.
    """

    event_id: str
    name: str
    start_day: date
    end_day: date
    precision: str
    place: str
    commune: str
    insee: str | None
    articles: int
    url: str
    source: str
    evidence_text: str
    state: EventState = EventState.SCHEDULED


class ActorKind(StrEnum):
    """Who can carry an initiative."""

    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"
    SYNDICATE = "syndicate"


class InitiativeStatus(StrEnum):
    """How far an initiative is on the article's day."""

    PLAN = "plan"
    ANNOUNCED = "announced"
    EXPERIMENT = "experiment"
    DEPLOYED = "deployed"
    ABANDONED = "abandoned"


class UseCategory(StrEnum):
    """What an initiative is for; labels in nlp/lexicon/initiatives.toml."""

    RECEPTION = "demarches-accueil"
    ADMINISTRATION = "administration"
    SAFETY = "securite"
    MOBILITY = "mobilite-stationnement"
    CLEANLINESS = "proprete-dechets"
    WATER = "eau"
    BUILDINGS = "energie-batiments"
    LIGHTING = "eclairage"
    EDUCATION = "education-jeunesse"
    SOCIAL = "social-sante"
    INCLUSION = "inclusion"
    PARTICIPATION = "participation"
    CULTURE = "culture-tourisme"
    NETWORKS = "reseaux-infrastructures"
    ENVIRONMENT = "environnement-risques"
    DATA = "donnees"
    CYBERSECURITY = "cybersecurite"
    OTHER = "autre"


@dataclass(frozen=True, slots=True)
class Initiative:
    """A local authority does something with a technology: a cell of the register, with its sentence.

    `actor_code` is an INSEE code, a SIREN, a département's or région's code; None for a syndicate, known by its name.
    `use_case` is a short French phrase, `use_from_text` whether the text says it (else it is what such a technology
    is usually for), `category` what kind of use that is. `supplier` is who
    provides or shares it. `amounts` are spans of Figures, `dates` of DateMentions, told of it. `id` is given by what
    compares it with the initiatives known.
    """

    actor_kind: ActorKind
    actor_code: str | None
    actor_name: str
    technology_id: str
    technology: str
    use_case: str
    category: UseCategory
    status: InitiativeStatus
    supplier: str
    amounts: tuple[Span, ...]
    dates: tuple[Span, ...]
    evidence: Span
    evidence_text: str
    rule: str
    confidence: float = 1.0
    id: str = ""
    use_from_text: bool = False


class InitiativeTrace(NamedTuple):
    """What is kept of an initiative that an article told, to know it again; `day` is the article's."""

    id: str
    article_id: str
    actor_kind: ActorKind
    actor_code: str | None
    actor_name: str
    technology_id: str
    technology: str
    category: UseCategory
    use_case: str
    supplier: str
    day: date | None


class Nature(StrEnum):
    """What kind of news an article is."""

    INITIATIVE = "initiative"
    INCIDENT = "incident"
    DEBATE = "debate"
    NATIONAL_POLICY = "national-policy"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was found in one text. `why` names the signals behind `relevance` (0 to 1)."""

    relevant: bool
    relevance: float
    nature: Nature
    topics: tuple[str, ...]
    gate: str
    why: tuple[str, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    model: str
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    initiatives: tuple[Initiative, ...] = ()


@dataclass(frozen=True, slots=True)
class Processed:
    """An article as the results keep it; `analysis` is None where rights forbid one."""

    article: Article
    analysis: Analysis | None
    seen_at: datetime


class Technology(NamedTuple):
    """A concept of the technology lexicon, or (`status` candidate) a name that only texts introduce.

    `parent` is the id of a broader concept, `wikidata` an item where it was checked, `names` what else it is called.
    """

    technology_id: str
    canonical: str
    category: str
    parent: str | None = None
    wikidata: str | None = None
    status: str = "known"
    names: tuple[str, ...] = ()


class Place(NamedTuple):
    """A town or body of towns that an article is about; `weight` grows with how often and how early it is named."""

    key: str
    weight: float


class StoryTrace(NamedTuple):
    """What grouping knows of an article, new or old: whom it is about, and its words.

    `terms` holds little-endian hashes of 32 bits, those that say most first, `weights` as many floats of 32 bits: how
    often a word comes, and whether in the title. `people` are keys of names. Those of another `scheme` cannot be
    compared.
    """

    article_id: str
    version: int
    scheme: int
    day: date
    places: tuple[Place, ...]
    people: tuple[str, ...]
    terms: bytes
    weights: bytes


class Rule(StrEnum):
    """How an article came to its story: it founded it, it is a copy, it tells the same, an editor said so."""

    FOUNDED = "founded"
    LINKED = "linked"
    ALIKE = "alike"
    EDITED = "edited"


class StoryArticle(NamedTuple):
    """An article belongs to one story; `score` (0 to 1) is how alike they are, 1 unless the rule is `alike`."""

    story_id: str
    article_id: str
    rule: Rule
    score: float


class EditKind(StrEnum):
    """What an editor can say of stories: two are one, some articles are a story of their own, an edit does not hold."""

    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


class StoryEdit(NamedTuple):
    """An editor's word on stories; it holds for good, whatever is read again.

    `story_id` is merged into `into_id`, or loses `articles` to it. `articles` of a merge are those of both stories
    then: they stay together even if the stories are found anew under other ids. `before` is where grouping, not
    editors, had put these articles: where they go back to when the edit numbered so is undone. `undoes` is the number
    of the edit that an undo takes back; `number` is given by the state.
    """

    kind: EditKind
    story_id: str
    into_id: str
    articles: tuple[str, ...]
    by: str
    at: datetime
    why: str = ""
    before: tuple[StoryArticle, ...] = ()
    undoes: int | None = None
    number: int = 0


class CorrectionAction(StrEnum):
    """What an editor can say of what was found."""

    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    DELETE = "delete"
    ROLE = "role"
    LINK = "link"
    RELEVANT = "relevant"
    IRRELEVANT = "irrelevant"
    NATURE = "nature"
    TOPICS = "topics"
    STATUS = "status"
    SUPPLIER = "supplier"
    UNDO = "undo"


class CorrectionKind(StrEnum):
    """What a correction is about."""

    ARTICLE = "article"
    COMMUNE = "commune"
    PERSON = "person"
    TECHNOLOGY = "technology"
    ORGANISATION = "organisation"
    QUOTE = "quote"
    FIGURE = "figure"
    EVENT = "event"
    INITIATIVE = "initiative"
    STORY = "story"


class Detail(NamedTuple):
    """What a correction must know of what it leads to, whatever becomes of that.

    `name` and `category` are those of the entity that another is merged into or linked to; `insee` is the commune of
    a role, `was` the role that is replaced or deleted when the person has several. `called` is what was corrected, as
    editors saw it then.
    """

    name: str = ""
    category: str = ""
    insee: str | None = None
    was: str = ""
    called: str = ""


NO_DETAIL = Detail()


@dataclass(frozen=True, slots=True)
class Correction:
    """An editor's word on what was found; it holds for good, whatever is read again.

    `key` names the thing as stored then; of a quote or a figure it is its words, normalised: offsets do not survive
    another reading. `article_id` None: wherever it is told. `value` is the new name, role, nature, status, or the key
    that it is merged, split or linked into. `articles` are those of a split. `number` is given by the state.
    """

    action: CorrectionAction
    kind: CorrectionKind
    key: str
    by: str
    at: datetime
    why: str = ""
    article_id: str | None = None
    value: str = ""
    detail: Detail = NO_DETAIL
    articles: tuple[str, ...] = ()
    undoes: int | None = None
    number: int = 0


# --- what is reported ------------------------------------------------------------------------


class SourceState(StrEnum):
    """How a source's entry points answered in a run: something new, the same, nothing at all, a wall, silence.

    `WAITING`: none was asked, because none was due or the host asked for peace.
    """

    NEW = "new"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    BLOCKED = "blocked"
    MISSED = "missed"
    WAITING = "waiting"


class Volume(StrEnum):
    """What a source announced lately, against its own rhythm."""

    USUAL = "usual"
    SILENT = "silent"
    DROP = "drop"
    BURST = "burst"


@dataclass(frozen=True, slots=True)
class SourceRun:
    """The ledger line of one source in one crawl. Counts are of pages; `asked` those for which a request was tried.

    `excerpts` of the pages not read left what the listing gives; `reasons` counts those of the unread.
    `volume` is None while too little is known of the source's rhythm. `announced` is None when no entry point gave
    a list: beside a 304 it is not 0, it is the same as before.
    """

    run_id: str
    source: str
    at: datetime
    state: SourceState
    volume: Volume | None = None
    announced: int | None = None
    asked: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    reserved: int = 0
    blocked: int = 0
    refused: int = 0
    failed: int = 0
    excerpts: int = 0
    reasons: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a job did: `counts` by outcome or `outcome.reason`; `problems` are (source, address, reason)."""

    run_id: str
    job: str
    started_at: datetime
    finished_at: datetime | None = None
    status: str = "running"
    counts: dict[str, int] = field(default_factory=dict)
    problems: tuple[tuple[str, str, str], ...] = ()
    sources: tuple[SourceRun, ...] = ()
