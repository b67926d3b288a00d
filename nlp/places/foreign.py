"""Towns and countries abroad, and districts at home: places without a code of ours."""

from spacy.language import Language
from spacy.tokens import Doc

from nlp import findings


@Language.factory("foreign", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Foreign":
    """Needs nothing from the loader yet."""
    del nlp, name
    return Foreign()


class Foreign:
    """Towns and countries abroad, and districts at home: places without a code of ours."""

    def __call__(self, doc: Doc) -> Doc:
        """Add to the document's findings."""
        findings.of(doc)
        return doc
