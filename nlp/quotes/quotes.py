"""Quotes: words in marks and reported clauses, each with who says it and the sentence that tells so."""

from spacy.language import Language
from spacy.tokens import Doc

from core.types import Quote
from nlp import findings
from nlp.findings import Findings
from nlp.quotes.direct import Direct, Said
from nlp.quotes.indirect import Indirect
from nlp.quotes.marks import marked
from nlp.quotes.people import People
from nlp.quotes.sentences import sentences
from nlp.quotes.voices import Voices
from nlp.text import sentence

_CONFIDENCE = {
    "verb-after": 0.95,
    "inside": 0.95,
    "label": 0.9,
    "verb-colon": 0.9,
    "shape-after": 0.85,
    "according-after": 0.85,
    "verb-before": 0.85,
    "chained": 0.8,
    "signed": 0.8,
    "colon": 0.75,
    "stance-before": 0.75,
    "sentence-before": 0.75,
    "goes-on": 0.7,
    "sentence-after": 0.65,
    "headline": 0.7,
    "heading": 0.7,
    "dash": 0.8,
    "fragment": 0.6,
    "nobody": 0.5,
    "that": 0.85,
    "according": 0.8,
    "clause-before": 0.75,
    "clause-after": 0.75,
    "cut": 0.65,
}


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
    voices = Voices(People(found), passages)
    read = sentences(found.plain, passages)
    direct = Direct(voices, read)
    indirect = Indirect(voices)
    for index, one in enumerate(read):
        reported = indirect.read(one)
        if one.marks:
            direct.read(index, reported)
        direct.said += reported
    direct.settle()
    return direct.said


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
        confidence=_CONFIDENCE[said.rule],
    )
