"""The other organisations: those that the model or the words around announce."""

from spacy.language import Language
from spacy.tokens import Doc

from nlp import findings


@Language.factory("organisations", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Organisations":
    """Needs nothing from the loader yet."""
    del nlp, name
    return Organisations()


class Organisations:
    """The other organisations: those that the model or the words around announce."""

    def __call__(self, doc: Doc) -> Doc:
        """Add to the document's findings."""
        findings.of(doc)
        return doc
