"""Which candidates are a text's initiatives: a sum of named signals, one project for what is told together.

The weights are those of a logistic regression over the candidates of 200 annotated texts of five sets and several
writers, rounded. Of forty signals these eleven are left, each dropped or added without gain under cross-validation by
text (F1 .74; .70 with the signals of before, which took no account of dates and figures).
"""

from collections.abc import Sequence

from nlp.initiatives.candidate import Candidate
from nlp.initiatives.scene import Scene
from nlp.technologies import lexicon

WEIGHTS = {
    "date": 1.0,
    "share": 0.9,
    "figure": 0.4,
    "subject": 0.3,
    "weak": 0.3,
    "ordinary": -0.3,
    "quoted": -0.4,
    "still": -0.5,
    "means": -0.7,
    "understood": -0.8,
    "network": -0.9,
}
BIAS = 0.2
FIRST, OTHER_ACTOR, SAME_ACTOR = -2.0, -0.5, 0.1
"""The least score of a text's first initiative, of one of another authority, of a second one of the same."""
_CLOSE = 1.0
_MOST = 8


def chosen(scene: Scene, found: Sequence[Candidate]) -> list[Candidate]:
    """The text's initiatives, in the order in which it tells them."""
    told = {c.technology for c in found if not scene.sentences.all[c.best.number].heading}
    # a title that names a town beside what the text gives to another authority announces that one's
    found = [c for c in found if c.technology not in told or not scene.sentences.all[c.best.number].heading]
    for c in found:
        c.score = BIAS + sum(WEIGHTS.get(name, 0.0) * value for name, value in c.signals.items())
    return pick(scene, found, (FIRST, OTHER_ACTOR, SAME_ACTOR))


def pick(scene: Scene, found: Sequence[Candidate], least: tuple[float, float, float]) -> list[Candidate]:
    """The best candidates over the bars for the first, for another authority's, for the same authority's next."""
    kept: list[Candidate] = []
    found = _telling(found)
    for c in sorted(found, key=lambda c: (-c.score, c.mention.candidate)):
        bar = least[0] if not kept else least[2] if any(k.actor == c.actor for k in kept) else least[1]
        if any(k.actor == c.actor for k in kept) and scene.sentences.all[c.best.number].heading:
            continue  # a title only announces what the text tells
        if c.score >= bar and len(kept) < _MOST and not any(_together(k, c) for k in kept):
            kept.append(c)
    return sorted(kept, key=lambda c: c.best.number)


def _telling(found: Sequence[Candidate]) -> list[Candidate]:
    """Of an authority's technologies in one sentence the one that tells more: ChatGPT rather than AI."""
    out = list(found)
    for c in found:
        if c.signals["means"] or c.signals["ordinary"]:
            better = [
                o
                for o in found
                if o.actor == c.actor
                and not (o.signals["means"] or o.signals["ordinary"] or o.signals["quoted"])
                and o.best.number in {p.number for p in c.places}
                and c.score - _CLOSE <= o.score < c.score
            ]
            if better:
                best = max(better, key=lambda o: o.score)
                best.score, c.score = c.score, best.score
    return out


def scope(scene: Scene, c: Candidate, kept: Sequence[Candidate]) -> list[int]:
    """The sentences that may tell more of an initiative: what follows it in its paragraph, up to another's place.

    The text's foremost one also has all that is nobody else's.
    """
    owner: dict[int, Candidate] = {}
    for k in sorted(kept, key=lambda k: k.score):
        owner.update({p.number: k for p in k.places})
    foremost = max(kept, key=lambda k: k.score)
    current, paragraph = foremost, -1
    out = []
    for number, sentence in enumerate(scene.sentences.all):
        if number in owner:
            current, paragraph = owner[number], sentence.paragraph
        elif sentence.paragraph != paragraph:
            current = foremost
        if current is c:
            out.append(number)
    return out


def _together(kept: Candidate, c: Candidate) -> bool:
    """Whether two candidates are one project: told in one sentence, or of one family of technologies."""
    numbers = {p.number for p in kept.places}
    shared = any(p.number in numbers for p in c.places)
    if kept.actor != c.actor:
        each = c.best.carrier.joined and c.best.carrier.how in {"echo", "before"}
        return kept.best.number == c.best.number and not each
    return shared or _akin(kept.technology, c.technology)


def _akin(a: str, b: str) -> bool:
    return bool({a, *_above(a)} & {b, *_above(b)})


def _above(key: str) -> set[str]:
    return set(lexicon.ancestors(key)) if key in lexicon.lexicon() else set()
