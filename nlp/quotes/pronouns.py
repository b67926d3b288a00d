"""Whom "il" or "elle" resumes: somebody named before, or who is only described."""

import re
from typing import TYPE_CHECKING

from nlp.quotes import genders
from nlp.quotes.lexicon import word_list, words
from nlp.quotes.patterns import ARTICLE, IMPERSONAL
from nlp.quotes.people import VAGUE, Speaker

if TYPE_CHECKING:
    from nlp.quotes.voices import Voices

_WORD = re.compile(r"[a-z]+")
_BEHIND_COMMA = re.compile(r", (?=(?:le|la|l) )")
_VERB = rf"(?:{'|'.join(word_list('exchange', 'replying'))})[a-z]*"
_REPLY = re.compile(rf"(?<![a-z]){_VERB}(?: t)? $")
_REPLIES = re.compile(rf" (?:(?:lui|leur|y|a|avait|[a-z]+ment) ){{0,3}}{_VERB}")
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
    last = _last_named(voices, at, told) if word.startswith(("ce ", "cette ")) else None
    stranger = last or _stranger(voices, at, told)
    if stranger is not None:
        return stranger
    resumes, subject = _taken_up(voices, at, told)
    if resumes:
        return subject
    described = _acted_on(voices, at, told)
    if described is None and not voices.whose.here(at, told):
        described = _described_before(voices, at, told)
    unclear = described is None and _replies(voices, word, at) and voices.whose.rivals(at, told)
    return described if described is not None or unclear else voices.whose.nearest(at, told)


def _last_named(voices: "Voices", at: int, told: str) -> Speaker | None:
    """Who is "ce dernier": the last one named, if of the gender."""
    near = voices.people.before(at, max(voices.whose.paragraph(at), at - 500))
    last = next((s for start, _, s in near if not voices.whose.quoted(start)), None)
    return last if last is not None and last.gender in (None, told) else None


def _replies(voices: "Voices", word: str, at: int) -> bool:
    """Whether the verb of a pronoun tells of an answer, of another than the subject before: "rétorque-t-il"."""
    before = _REPLY.search(voices.low, max(0, at - 24), at)
    behind = _REPLIES.match(voices.low, at + len(word))
    return before is not None or behind is not None


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
        if sentence.start < floor:
            break
        end = min(at, sentence.end)
        mentions = voices.whose.mentions(end, sentence.start)
        if any(m[2] for m in mentions):
            break
        start = sentence.start
        if mentions:  # "Reçu par N, le maire de Gap est reparti"
            comma = _BEHIND_COMMA.search(voices.low, start, end)
            start = comma.end() if comma else end
        article = ARTICLE.match(voices.low, start, end)
        found = _described_again(voices, article, end, told) if article else None
        if found is not None or mentions:
            return found or (False, None)
    return False, None


def _described_again(
    voices: "Voices", article: re.Match[str], end: int, told: str
) -> tuple[bool, Speaker | None] | None:
    """Whom a subject like "l'élue", "le premier", "le maire" describes; None where it is nobody of an office."""
    head = _WORD.match(voices.low, article.end())
    again = head is not None and head.group() in words("anaphors", "any") | words("grammar", "ordinals")
    title = voices.people.title_at(article.start(), article.end() + 1)
    if not again and (title is None or (title.family in VAGUE and title.start not in voices.people.owner)):
        return None  # "l'avocate" may be who was named before
    if again:
        voice = voices.described(article.start(), article.end(), article.group().strip(), end)
        if voice is not None and (voice.speaker is None or voice.speaker.gender in (None, told)):
            return True, voice.speaker if voice.speaker and voice.speaker.named else None
        return None
    someone = _someone(voices, article, end, told)
    if someone is None:
        return None
    return True, someone if someone.named or len(someone.name) < _LONGEST else None


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
    able = genders.is_person(head) or (voice.kind == "title" and not genders.is_mute(head))
    return voice.speaker if able else None
