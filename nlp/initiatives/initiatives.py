"""What local authorities do with technology: the last step, which reads what all others found."""

import re
from collections.abc import Sequence
from math import exp

from spacy.language import Language
from spacy.tokens import Doc

from core.types import Initiative, InitiativeStatus, Mention
from nlp import findings
from nlp.findings import Findings
from nlp.initiatives.acts import When
from nlp.initiatives.attached import amounts, dates
from nlp.initiatives.candidate import Candidate
from nlp.initiatives.candidates import candidates, telling
from nlp.initiatives.categories import category
from nlp.initiatives.choice import chosen, scope
from nlp.initiatives.ownership import around, last_told, near_by
from nlp.initiatives.scene import Scene, scene
from nlp.initiatives.status import status
from nlp.initiatives.suppliers import supplier
from nlp.initiatives.use_cases import use_case
from nlp.places.geography import Geography
from nlp.technologies import lexicon

_WAS = re.compile(r"\betai(?:t|ent)\b")


@Language.factory("initiatives")
def create(nlp: Language, name: str) -> "Initiatives":
    """Needs what the components before it found; the geography is set by the pipeline's loader."""
    del nlp, name
    return Initiatives()


class Initiatives:
    """Adds the initiatives of a text that is for us; another one has none."""

    def __init__(self) -> None:
        self._geography: Geography

    def use(self, geography: Geography) -> None:
        """Take the towns' intercommunal bodies and départements."""
        self._geography = geography

    def __call__(self, doc: Doc) -> Doc:
        """Set the document's initiatives."""
        found = findings.of(doc)
        if found.relevant:
            found.initiatives = initiatives(found, self._geography)
        return doc


def initiatives(found: Findings, geography: Geography) -> list[Initiative]:
    """The initiatives of a text, in its order."""
    read = scene(found, geography)
    kept = chosen(read, candidates(read))
    told = [_initiative(read, c, scope(read, c, kept), _rivals(c, kept)) for c in kept]
    gone = {i.actor_name for i in told if i.status is InitiativeStatus.ABANDONED}
    return [
        i for i, c in zip(told, kept, strict=True) if not (i.actor_name in gone and _is_its_past(read, i, c))
    ]


def _is_its_past(read: Scene, i: Initiative, c: Candidate) -> bool:
    """Whether what is told in the imperfect is how an abandoned project was: "étaient reliées à un logiciel"."""
    verbs = telling(read, c.best.number)
    return (
        i.status in {InitiativeStatus.DEPLOYED, InitiativeStatus.EXPERIMENT}
        and all(a.when is When.PAST for a in verbs)
        and _WAS.search(read.found.low, *i.evidence) is not None
    )


def _rivals(c: Candidate, kept: Sequence[Candidate]) -> list[int]:
    """Where other authorities carry something of their own, more than taking up what is told of this one."""
    others = (k for k in kept if k.actor != c.actor and k.best.carrier.how != "echo")
    return sorted({p.number for k in others for p in k.places})


def _initiative(read: Scene, c: Candidate, about: list[int], rivals: list[int]) -> Initiative:
    kind, product = c.thing
    evidence = read.sentences.span(c.best.number)
    told = around(read, c, about)
    kind_of_use = category(read, c, about)
    use = use_case(read, c, about, kind_of_use)
    return Initiative(
        actor_kind=c.actor.kind,
        actor_code=c.actor.code,
        actor_name=c.actor.name,
        technology_id=_id(kind, product),
        technology=f"{kind.name} {product.name}" if product else kind.name,
        use_case=use.phrase,
        use_from_text=use.from_text,
        category=kind_of_use,
        status=status(read, c, about),
        supplier=supplier(read, c, last_told(read, c, told, rivals)),
        amounts=amounts(read, c, near_by(read, c, told, rivals)),
        dates=dates(read, c),
        evidence=evidence,
        evidence_text=read.found.text[evidence[0] : evidence[1]],
        rule=c.best.carrier.how,
        confidence=round(1 / (1 + exp(-c.score)), 2),
    )


def _id(kind: Mention, product: Mention | None) -> str:
    """A product that the lexicon knows says more than what it is; one that only this text names does not."""
    return product.key if product and (not product.candidate or not lexicon.weight(kind)) else kind.key
