"""Who is named, in what public role, and for mayors: of which town, and does the register agree."""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from core.names import name_key
from core.types import Role
from nlp import findings
from nlp.civility import has_civility
from nlp.findings import Findings
from nlp.persons.anaphora import Anaphora
from nlp.persons.antecedents import Antecedents
from nlp.persons.attachment import Attachment
from nlp.persons.attachments import Attacher
from nlp.persons.coreference import Person, group
from nlp.persons.mayors_titles import MayorsTitles
from nlp.persons.paragraphs import Paragraphs
from nlp.persons.parts import Parts
from nlp.persons.reader import Reader
from nlp.persons.role_kinds import Kinds
from nlp.persons.role_words import Phrase, phrases
from nlp.persons.towns import Towns
from nlp.persons.unnamed import Unnamed
from nlp.places.geography import Geography


@Language.factory("persons", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Persons":
    """The geography is set by the pipeline's loader."""
    del nlp, name
    return Persons()


class Persons:
    """Reads names and role phrases; the article's word decides the role, the register is asked after."""

    geography: Geography
    parts: Parts

    def use(self, geography: Geography) -> None:
        """Take the mandates and the communes of `geography`."""
        self.geography, self.parts = geography, Parts(geography.communes)

    def __call__(self, doc: Doc) -> Doc:
        """Add the roles to the document's findings."""
        found = findings.of(doc)
        towns = [(m.start, m.end) for m in found.communes]
        taken = set(towns)
        names = [span for span in found.names if span not in taken]
        said = phrases(found.low)
        attacher = Attacher(found.plain, found.low, names, towns)
        reader = Reader(found, self.geography, Towns(found, self.geography, self.parts), Kinds(found, said))
        people = group(found.plain, names)
        attached, left = _attached(attacher, said, people, reader.towns)
        roles = [reader.role(person, [a for a in attached if a.name in person.indexes]) for person in people]
        named = [r for r, p in zip(roles, people, strict=True) if _counts(found, p, r)]
        found.roles = Unnamed(found, self.geography, reader.towns, left).complete(named)
        return doc


def _attached(
    attacher: Attacher, said: Sequence[Phrase], people: Sequence[Person], towns: Towns
) -> tuple[list[Attachment], list[Phrase]]:
    """The phrases that names have, beside them or a sentence away; and those that nobody named has."""
    attached = attacher.attach(said)
    antecedents = Antecedents(attacher, people, attached)
    mayors = MayorsTitles(antecedents, Paragraphs(attacher), attached, towns)
    distant = list(mayors.attach(attacher.unattached))
    attached += distant
    further = list(Anaphora(antecedents, attached).attach(attacher.unattached))
    attached += further
    used = {a.phrase for a in [*distant, *further]}
    return attached, [p for g in attacher.unattached for p in g if p not in used]


def _counts(found: Findings, person: Person, role: Role) -> bool:
    """Whether a name stands for a person here: two words, a role, or "M." before it."""
    several = len(name_key(person.name).split()) > 1
    return several or role.rule != "no-role" or any(has_civility(found.text, s[0]) for s in person.spans)
