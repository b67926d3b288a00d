"""Quotes: words in marks and reported clauses, each with who says it and the sentence that tells so."""

from spacy.language import Language
from spacy.tokens import Doc

from core.types import Quote
from nlp import findings
from nlp.findings import Findings
from nlp.quotes.direct import Direct
from nlp.quotes.indirect import reported
from nlp.quotes.marks import marked
from nlp.quotes.people import People
from nlp.quotes.reported import added
from nlp.quotes.resumed import Resumed
from nlp.quotes.sentences import sentences
from nlp.quotes.told import Said
from nlp.quotes.voices import Voices
from nlp.text import sentence

# how often each rule gives the right words and speaker: on 130 annotated texts where it fired ten times or more
# (verb-after 184 of 190, that 23 of 25, verb-colon 15 of 17, clause-before 12 of 20), else set below its neighbours
_CONFIDENCE = {
    "verb-after": 0.97,
    "inside": 0.95,
    "label": 0.9,
    "verb-colon": 0.9,
    "that": 0.9,
    "sentence-before": 0.88,
    "according": 0.88,
    "heading": 0.85,
    "verb-before": 0.85,
    "according-after": 0.85,
    "shape-after": 0.85,
    "stance-before": 0.8,
    "colon": 0.8,
    "chained": 0.8,
    "agent": 0.75,
    "headline": 0.75,
    "signed": 0.75,
    "dash": 0.75,
    "cut": 0.7,
    "sentence-after": 0.65,
    "fragment": 0.65,
    "clause-before": 0.6,
    "clause-after": 0.6,
    "goes-on": 0.6,
    "heading-next": 0.6,
    "nobody": 0.4,
}
_INFERRED = 0.85
"""Of a pronoun or an office that others named could bear."""
_UNNAMED = 0.5  # that somebody says it is less sure where nobody is said to


@Language.factory("quotes")
def create(nlp: Language, name: str) -> "Quotes":
    """Needs the names, roles, towns and organisations of the components before it."""
    del nlp, name
    return Quotes()


class Quotes:
    """Fills the quotes of a document's findings."""

    def __call__(self, doc: Doc) -> Doc:
        """Add the quotes, in text order."""
        found = findings.of(doc)
        found.quotes = [_quote(found, said) for said in _said(found)]
        return doc


def _said(found: Findings) -> list[Said]:
    passages = marked(found.plain)
    people = People(found)
    read = sentences(found.plain, passages)
    voices = Voices(people, Resumed(people, passages, read))
    direct = Direct(voices, read)
    for index, one in enumerate(read):
        clauses = reported(voices, one)
        if one.marks:
            direct.read(index, clauses)
        direct.said += [*clauses, *added(voices, one)]
    return direct.settled()


def _quote(found: Findings, said: Said) -> Quote:
    speaker = said.speaker
    role = speaker.role if speaker else None
    evidence = sentence(found.text, *said.evidence)
    return Quote(
        start=said.start,
        end=said.end,
        text=found.text[said.start : said.end],
        direct=said.direct,
        speaker=speaker.name if speaker else "",
        person_key=role.person_key if role else None,
        role=role.role if role else None,
        insee=role.insee if role else None,
        evidence=evidence,
        evidence_text=found.text[evidence[0] : evidence[1]],
        rule=said.rule,
        confidence=_confidence(said),
    )


def _confidence(said: Said) -> float:
    most = _UNNAMED if said.speaker is None else (_INFERRED if said.inferred else 1.0)
    return min(most, _CONFIDENCE[said.rule])
