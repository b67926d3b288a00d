"""Names of products and projects that no lexicon knows, by the words that introduce them."""

from spacy.language import Language
from spacy.tokens import Doc

from nlp import findings


@Language.factory("discovery", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Discovery":
    """Needs nothing from the loader yet."""
    del nlp, name
    return Discovery()


class Discovery:
    """Names of products and projects that no lexicon knows, by the words that introduce them."""

    def __call__(self, doc: Doc) -> Doc:
        """Add to the document's findings."""
        findings.of(doc)
        return doc
