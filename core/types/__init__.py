"""The nouns that the stages exchange: frozen, slotted, typed; no behaviour.

The flow is Source -> Candidate -> Page -> Article | Rejection -> Analysis (docs/architecture.md).
Offsets are Python string indices, end exclusive, into `Article.body`.
Instants are timezone-aware; days are calendar days in Europe/Paris.
"""

from core.types.analysed import Analysis, Nature, Processed, Technology
from core.types.collected import Candidate, Fetch, Outcome, Page, Pointer
from core.types.corrected import NO_DETAIL, Correction, CorrectionAction, CorrectionKind, Detail
from core.types.country import Commune, Mandate, Territory
from core.types.found import MAYOR_STATUS, Mention, MentionKind, Role, RoleKind
from core.types.grouped import EditKind, Place, Rule, StoryArticle, StoryEdit, StoryTrace
from core.types.initiatives import ActorKind, Initiative, InitiativeStatus, InitiativeTrace, UseCategory
from core.types.read import (
    Access,
    Article,
    Basis,
    Form,
    Link,
    LinkKind,
    Note,
    Precision,
    Rejection,
    Rights,
    Signature,
    Trace,
)
from core.types.reported import RunReport, SourceRun, SourceState, Volume
from core.types.span import Span
from core.types.told import AgendaItem, DateMention, Event, EventState, EventTrace, Figure, Quote
from core.types.watched import Entry, EntryKind, Policy, Source

__all__ = [
    "MAYOR_STATUS",
    "NO_DETAIL",
    "Access",
    "ActorKind",
    "AgendaItem",
    "Analysis",
    "Article",
    "Basis",
    "Candidate",
    "Commune",
    "Correction",
    "CorrectionAction",
    "CorrectionKind",
    "DateMention",
    "Detail",
    "EditKind",
    "Entry",
    "EntryKind",
    "Event",
    "EventState",
    "EventTrace",
    "Fetch",
    "Figure",
    "Form",
    "Initiative",
    "InitiativeStatus",
    "InitiativeTrace",
    "Link",
    "LinkKind",
    "Mandate",
    "Mention",
    "MentionKind",
    "Nature",
    "Note",
    "Outcome",
    "Page",
    "Place",
    "Pointer",
    "Policy",
    "Precision",
    "Processed",
    "Quote",
    "Rejection",
    "Rights",
    "Role",
    "RoleKind",
    "Rule",
    "RunReport",
    "Signature",
    "Source",
    "SourceRun",
    "SourceState",
    "Span",
    "StoryArticle",
    "StoryEdit",
    "StoryTrace",
    "Technology",
    "Territory",
    "Trace",
    "UseCategory",
    "Volume",
]
