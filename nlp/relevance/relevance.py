"""Is an article for us, what kind of news is it, and what is it about: a small model that gives its reasons.

An article is ours when a French local authority carries a digital or AI initiative. The values are in
`features` and `subjects`, the weights in `weights`, how they were found in `nlp/training`.
"""

from spacy.language import Language
from spacy.tokens import Doc

from nlp import findings
from nlp.relevance.cues import Cues
from nlp.relevance.evidence import Evidence
from nlp.relevance.screen import Screen
from nlp.relevance.verdict import verdict
from nlp.relevance.weights import Weights


@Language.factory("relevance")
def create(nlp: Language, name: str) -> "Relevance":
    """Needs what the other components found; weights and gate are set by the pipeline's loader."""
    del nlp, name
    return Relevance()


class Relevance:
    """Judges a document by what the other components found."""

    weights: Weights
    screen: Screen

    def __init__(self) -> None:
        self.cues = Cues()

    def __call__(self, doc: Doc) -> Doc:
        """Set relevance, nature, topics and reasons, and what the gate would say."""
        found = findings.of(doc)
        told = verdict(self.evidence(found), self.weights)
        found.relevant, found.relevance = told.relevant, told.relevance
        found.nature, found.topics, found.why = told.nature, told.topics, told.why
        found.gate = "passed" if self.screen.passes(found.text) else "stopped"
        return doc

    def evidence(self, found: findings.Findings) -> Evidence:
        """What a text shows once it has been read in full."""
        return Evidence(found, self.cues.find(found.folded, found.low))
