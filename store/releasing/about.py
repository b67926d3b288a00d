"""What a release says of itself."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from store.releasing.words import as_text


@dataclass(frozen=True, slots=True)
class Outage:
    """Weeks in which an outlet could not be seen, or of which nothing is known."""

    source: str
    weeks: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """Rows of a view, and those whose sentence is not passed on."""

    rows: int
    withheld: int


@dataclass(frozen=True, slots=True)
class About:
    """All that a release says of itself; written as release.json.

    `outlets` are those that the articles are of, `outages` are established, of `unknown` weeks nothing can be said yet,
    `silent` outlets never answered; `withheld` is by view.
    """

    name: str
    title: str
    creators: tuple[str, ...]
    licence: str
    released_on: str
    released_at: str
    snapshot: int
    lineage: str
    snapshot_at: str
    package_version: str
    schema_version: int
    model_version: str | None
    models: Mapping[str, int]
    lexicon_version: str | None
    registers_version: str | None
    rows: Mapping[str, int]
    outlets: int
    weeks: int
    outages: tuple[Outage, ...]
    unknown: tuple[Outage, ...]
    silent: tuple[str, ...]
    withheld: Mapping[str, Withheld]
    since: str | None

    @property
    def analysed(self) -> int:
        """How many of the articles were analysed: no fact is known of the others."""
        return sum(count for model, count in self.models.items() if model)

    def to_json(self) -> str:
        """The text of release.json."""
        return as_text({"beffroi": "release", **asdict(self)})
