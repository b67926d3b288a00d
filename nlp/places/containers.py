"""Streets, rivers, events and bodies that bear a town's name: masks, not towns.

Also the first component to ask the gazetteer: it hands the matches over to those that follow.
"""

from spacy.language import Language
from spacy.tokens import Doc

from nlp import findings
from nlp.places.geography import Geography
from nlp.places.inside import inside_other
from nlp.places.surroundings import container


@Language.factory("containers", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Containers":
    """The geography is set by the pipeline's loader."""
    del nlp, name
    return Containers()


class Containers:
    """Finds every written name of a place, and masks those that a type word claims."""

    def __init__(self) -> None:
        self.geography: Geography

    def use(self, geography: Geography) -> None:
        """Take the names of `geography`."""
        self.geography = geography

    def __call__(self, doc: Doc) -> Doc:
        """Set the matches and add masks."""
        found = findings.of(doc)
        matches = self.geography.gazetteer.matches(found.text, found.low)
        found.matches = [m for m in matches if not inside_other(found, m)]
        for match in found.matches:
            start = container(found, match.start)
            if start is not None:
                found.masks.append((start, match.end))
        return doc
