"""Whom "il" or "elle" resumes: somebody named before, or who is only described."""

import re
from typing import TYPE_CHECKING

from nlp.quotes import genders
from nlp.quotes.lexicon import words
from nlp.quotes.patterns import ARTICLE, IMPERSONAL
from nlp.quotes.people import VAGUE, Speaker

if TYPE_CHECKING:
    from nlp.quotes.voices import Voices

_WORD = re.compile(r"[a-z]+")
_SENTENCES, _LONGEST = 4, 32
_MEN = frozenset(["il", "lui", "celui ci", "ce dernier"])
_WOMEN = frozenset(["elle", "celle ci", "cette derniere"])
_SENTENCE_START = re.compile(r"(?:^|[.!?…»\n]\s*|, )", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?…»]\s+(?=[^\s«])")
_RISES = re.compile(r"[.!?\n] (?:[a-z ]{2,30}, )?(une? )(?=[a-z])")
"""Before somebody new who opens a sentence."""


def resumed(voices: "Voices", word: str, at: int) -> Speaker | None:
    """Whom "il" or "elle" resumes; "on" and "nous" are nobody."""
    if (word not in _MEN and word not in _WOMEN) or IMPERSONAL.match(voices.low, at):
        return None
    told = "m" if word in _MEN else "f"
    if word.startswith(("ce ", "cette ")):
        near = voices.people.before(at, max(voices.whose.paragraph(at), at - 500))
        last = next((s for start, _, s in near if not voices.whose.quoted(start)), None)
        if last is not None and last.gender in (None, told):
            return last
    stranger = _stranger(voices, at, told)
    if stranger is not None:
        return stranger
    resumes, subject = _taken_up(voices, at, told)
    if resumes:
        return subject
    described = _acted_on(voices, at, told)
    if described is None and not voices.whose.here(at, told):
        described = _described_before(voices, at, told)
    if described is not None:
        return described
    return voices.whose.nearest(at, told)


def _stranger(voices: "Voices", at: int, told: str) -> Speaker | None:
    """Who rose unnamed since anybody was named: "Un père de famille s'est levé. « ... », a-t-il lancé"."""
    floor = max(voices.whose.paragraph(at), at - 500, voices.whose.last_at)
    near = voices.people.before(at, floor)
    floor = max(floor, next((end for start, end, _ in near if not voices.whose.quoted(start)), floor))
    for match in _RISES.finditer(voices.low, floor, at):
        voice = None if voices.whose.quoted(match.start(1)) else voices.read(match.start(1), at)
        if voice is None or voice.speaker is None or voice.speaker.gender not in (None, told):
            continue
        if genders.is_person(voices.low[match.end() : voice.end].split(" ", 1)[0]):
            return voice.speaker
    return None


def _taken_up(voices: "Voices", at: int, told: str) -> tuple[bool, Speaker | None]:
    """Whether a sentence between those named last and the pronoun has a description of somebody as its subject: whom.

    "N soutient M. Le maire de Gap vise un second mandat. « ... », dit-il": M, if he is the mayor of Gap.
    """
    prominence = voices.whose.prominence
    floor = max(voices.whose.paragraph(at), at - 500, voices.whose.last_at)
    for index in range(prominence.sentence(at), max(-1, prominence.sentence(at) - _SENTENCES), -1):
        sentence = prominence.sentences[index]
        if sentence.start < floor or voices.whose.mentions(min(at, sentence.end), sentence.start):
            break
        article = ARTICLE.match(voices.low, sentence.start, min(at, sentence.end))
        if article is None:
            continue
        head = _WORD.match(voices.low, article.end())
        if head and (head.group() in words("anaphors", "any") or head.group() in words("grammar", "ordinals")):
            voice = voices.described(article.start(), article.end(), article.group().strip(), sentence.end)
            if voice is not None and (voice.speaker is None or voice.speaker.gender in (None, told)):
                return True, voice.speaker if voice.speaker and voice.speaker.named else None
        title = voices.people.title_at(article.start(), article.end() + 1)
        if title is None or (title.family in VAGUE and title.start not in voices.people.owner):
            continue  # "l'avocate" may be who was named before
        someone = _someone(voices, article, sentence.end, told)
        if someone is not None:
            return True, someone if someone.named or len(someone.name) < _LONGEST else None
    return False, None


def _acted_on(voices: "Voices", at: int, told: str) -> Speaker | None:
    """Who is described as the subject of the last sentence where somebody named is its object only.

    "Le procureur a requis un an contre N. « ... », a-t-il lancé": N would answer, not ask.
    """
    floor = max(voices.whose.paragraph(at), at - 500)
    starts = [floor, *(m.end() for m in _SENTENCE_END.finditer(voices.low, floor, at))]
    start = next((s for s in reversed(starts) if not voices.whose.quoted(s)), at)
    named = voices.people.before(at, start)
    article = ARTICLE.match(voices.low, start, at) if named else None
    if article is None or start < voices.whose.last_at or voices.whose.subjects(start, at, told):
        return None
    return _someone(voices, article, at, told)


def _described_before(voices: "Voices", at: int, told: str) -> Speaker | None:
    """Who is described as the subject of a sentence just before: "L'agent n'a écrit que la fin"."""
    floor = max(voices.whose.paragraph(at), at - 500)
    led = (ARTICLE.match(voices.low, m.end(), at) for m in _SENTENCE_START.finditer(voices.low, floor, at))
    near = [a for a in led if a is not None and not voices.whose.quoted(a.start())][::-1][:3]
    return next((s for a in near if (s := _someone(voices, a, at, told)) is not None), None)


def _someone(voices: "Voices", article: re.Match[str], limit: int, told: str) -> Speaker | None:
    """The one person of a gender that an article and a noun describe."""
    voice = voices.described(article.start(), article.end(), article.group().strip(), limit)
    many = voices.low[article.end() - 2] in "sxt" and not article.group().startswith(("c", "m"))
    if many or voice is None or voice.speaker is None or voice.speaker.gender not in (None, told):
        return None
    head = voices.low[article.end() : voice.end].split(" ", 1)[0]
    return voice.speaker if voice.kind == "title" or genders.is_person(head) else None
