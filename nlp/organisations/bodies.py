"""Organisations by lexicon and by type word ("tribunal administratif de Grenoble"): mentions and masks."""

from spacy.language import Language
from spacy.tokens import Doc

from nlp import findings


@Language.factory("bodies", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Bodies":
    """Needs nothing from the loader yet."""
    del nlp, name
    return Bodies()


class Bodies:
    """Organisations by lexicon and by type word ("tribunal administratif de Grenoble"): mentions and masks."""

    def __call__(self, doc: Doc) -> Doc:
        """Add to the document's findings."""
        findings.of(doc)
        return doc
