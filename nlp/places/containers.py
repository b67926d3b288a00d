"""Streets, rivers, events and buildings that bear a town's name: masks, not towns."""

from spacy.language import Language
from spacy.tokens import Doc

from nlp import findings


@Language.factory("containers", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Containers":
    """Needs nothing from the loader yet."""
    del nlp, name
    return Containers()


class Containers:
    """Streets, rivers, events and buildings that bear a town's name: masks, not towns."""

    def __call__(self, doc: Doc) -> Doc:
        """Add to the document's findings."""
        findings.of(doc)
        return doc
