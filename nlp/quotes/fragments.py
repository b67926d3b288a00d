"""Words of somebody's in marks inside a sentence without a verb of speech: whose they are, if anybody's."""

import re

from nlp.quotes import scare
from nlp.quotes.clauses import FINITE
from nlp.quotes.lexicon import verbs
from nlp.quotes.marks import Marked
from nlp.quotes.patterns import IMPERSONAL
from nlp.quotes.sentences import Sentence
from nlp.quotes.subjects import is_topic, subject
from nlp.quotes.told import Told, Voice
from nlp.quotes.voices import Voices

_PARTICIPLE = re.compile(
    r", (?:tres |plutot |bien )?([a-z]{4,}(?:e|ee|u|ue|i|ie|is|ise))(?: de| d| par| en)? ?"
)
_NOMINAL = re.compile(r"(?:un|une|des|de quoi|du|le tout|bref|autant|pas) ")
_HAS_TO = re.compile(rf", {IMPERSONAL.pattern}[a-z ]{{0,20}} ?")
"""Between who has a view and the words: "Pour N, il fallait «"."""
_SPACES = " \u00a0\u202f"
_FRAGMENT = 5  # words from which what nobody is said to say is a quote all the same


def come(voices: Voices, sentence: Sentence, passage: Marked) -> Told | None:
    """Who is said to come or act with these words: "N, venu « en voisin »"."""
    near = voices.people.before(passage.opening, max(sentence.start, passage.opening - 60))
    match = _PARTICIPLE.fullmatch(voices.low[near[0][1] : passage.opening]) if near else None
    if match is None or match[1] in verbs():
        return None
    return Told(Voice(*near[0], "name"), (near[0][0], passage.opening), "fragment")


def bare_subject(voices: Voices, sentence: Sentence, passage: Marked, floor: int = 0) -> Told | None:
    """Who stands right before the marks: "La Ville de Gap « regrette ce contretemps »"."""
    voice = subject(voices, max(floor, sentence.start), passage.opening)
    if voice is None or voice.speaker is None or not _bare(voices, voice, passage):
        return None
    return Told(voice, (voice.start, passage.closing), "fragment")


def fragment(voices: Voices, sentence: Sentence, passage: Marked) -> Told | None:
    """Whose words are kept for the subject of their sentence, when it is a person."""
    words = scare.count(voices.text, passage)
    if (
        words < 3
        or scare.capitalised(voices.text, passage)
        or scare.named_thing(voices.low, voices.text, passage)
    ):
        return None
    voice = subject(voices, sentence.start, passage.opening)
    if voice is None or voice.speaker is None:
        return None
    bare = _bare(voices, voice, passage) or is_topic(voices, sentence.start, voice)
    bare = bare or _HAS_TO.fullmatch(voices.low, voice.end, passage.opening) is not None
    known = voice.known or (bare and voices.is_body(voice) and not _aside(voices, passage))
    if not known or not (words >= _FRAGMENT or bare):
        return None
    return Told(voice, (sentence.start, sentence.end), "fragment")


def gone_on(voices: Voices, sentences: list[Sentence], index: int, passage: Marked) -> Told | None:
    """Who spoke last, for "« Nous l'assumons », dit N. Une décision « mûrement réfléchie »."."""
    sentence, last = sentences[index], voices.whose.last
    previous = sentences[index - 1] if index else None
    if previous is None or previous.paragraph != sentence.paragraph or not previous.marks or last is None:
        return None
    lead = voices.text[sentence.start : passage.opening]
    ends = not voices.text[passage.closing : sentence.end].strip(_SPACES + ".!?…")
    named = voices.people.name_at(sentence.start, sentence.end)
    if not ends or named or voices.whose.last_at < previous.start or scare.capitalised(voices.text, passage):
        return None
    nominal = _NOMINAL.match(voices.low, sentence.start) and not FINITE.search(lead)
    if (
        not nominal
        or scare.count(voices.text, passage) < 2
        or scare.named_thing(voices.low, voices.text, passage)
    ):
        return None
    return Told(
        Voice(sentence.start, passage.opening, last, "pronoun"), (sentence.start, sentence.end), "goes-on"
    )


def thing(voices: Voices, floor: int, passage: Marked) -> Told | None:
    """What tells the words, when nobody does: "Une mention figure en tête du site : « ... »"."""
    voice = subject(voices, floor, passage.opening)
    if voice is None or voice.kind != "body":
        return None
    if len(voices.low[voice.end : passage.opening].strip(_SPACES + ":")) < 4:
        return None
    return Told(voice, (voice.start, passage.opening), "colon")


def _bare(voices: Voices, voice: Voice, passage: Marked) -> bool:
    """Whether no verb stands between: "L'ancien maire, joint par téléphone, « prend acte »"."""
    gap = voices.text[voice.end : passage.opening].strip(_SPACES)
    return not gap or (gap.startswith(",") and gap.endswith(","))


def _aside(voices: Voices, passage: Marked) -> bool:
    """Whether a comma stands before the marks."""
    return voices.low[passage.opening - 2 : passage.opening].strip() == ","
