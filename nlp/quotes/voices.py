"""Reads the phrases that say who speaks: "Mme N", "le maire de Gap", "son directeur, N", "elle", "la mairie"."""

import re
from bisect import bisect_left

from nlp.civility import ANY
from nlp.persons.complements import clean, complement
from nlp.persons.role_words import Phrase
from nlp.quotes import genders, pronouns
from nlp.quotes.complements import addressee
from nlp.quotes.concerned import CONCERNED, concerned
from nlp.quotes.hits import Hits
from nlp.quotes.lexicon import phrases, verbs, words
from nlp.quotes.patterns import ARTICLE, COMPLEMENT, CONTRACTED, OVER, PREDICATE, PREPOSITION
from nlp.quotes.people import VAGUE, Name, People, Speaker
from nlp.quotes.resumed import Resumed
from nlp.quotes.told import Voice
from nlp.text import fold

_CIVILITY = re.compile(rf"{ANY}[ \u00a0\u202f]+")
_PRONOUN = re.compile(
    r"(?:il|elle|on|ils|elles|je|nous|lui|eux|celui ci|celle ci|ce dernier|cette derniere)\b"
)
_NAME_LIKE = re.compile(
    r"[A-ZÀ-Ý][\w’'-]+(?:[ \u00a0](?:(?:de|du|da|van|von|d’|d')[ \u00a0]?)?[A-ZÀ-Ý][\w’'-]*[\w.])+"
)
_BESIDE = re.compile(r"[^.;:!?\n«»(),]{2,70}(?:,| \([^()\n]{1,30}\),?)? ?$")
_ENDS_NAME = re.compile(r"[ \u00a0]*(?:[,.;:!?()«»“”\n–—]|$)")
_LATER_WORD = re.compile(r" ([a-z]+)(?= |$)")
_THEY_DO = re.compile(r" (?=(?:[a-z]{2,}ent|font|vont|sont|ont) )")
"""Before a verb of several: "les habitués | restent prudents"."""
_ALONE = frozenset(["d autres", "certains", "certaines", "plusieurs"])
_PRESS = tuple(f"{name} " for name in phrases("bodies", "press"))
_REACH = 190
_DESCRIPTION = 400
"""Characters that a description takes at most."""


class Voices:
    """Reads one text; `whose` answers whom descriptions and pronouns resume."""

    def __init__(self, people: People, whose: Resumed) -> None:
        self.people, self.whose, self.found = people, whose, people.found
        self.text, self.low = people.found.plain, people.found.low
        self.hits = Hits(self.low)
        self._towns = frozenset(m.start for m in (*self.found.communes, *self.found.places))
        self._proper = {m.start: m.end for m in (*self.found.communes, *self.found.places)}
        self._proper.update({m.start: m.end for m in self.found.organisations})

    def read(self, start: int, limit: int) -> Voice | None:
        """The phrase that begins at `start`, if it can say who speaks."""
        civility = _CIVILITY.match(self.text, start, limit)
        begin = civility.end() if civility else start
        name = self.people.name_at(begin, begin + 1)
        if name:
            return Voice(start, name[1], name[2], "name")
        pronoun = _PRONOUN.match(self.low, start, limit)
        if pronoun:
            return Voice(start, pronoun.end(), pronouns.resumed(self, pronoun.group(), start), "pronoun")
        written = self._written(begin, limit, civil=civility is not None)
        if written:
            return Voice(start, written.end(), Speaker(written.group()), "name")
        if begin in self._proper:
            end = self._proper[begin]
            return Voice(start, end, Speaker(self.literal(start, end)), "body")
        article = ARTICLE.match(self.low, start, limit)
        return self.described(start, article.end(), article.group().strip(), limit) if article else None

    def read_contracted(self, start: int, limit: int) -> Voice | None:
        """The phrase behind "du" or "au" at `start`, which hold its article: "du maire de Gap"."""
        voice = self.described(start, start + 3, "le", limit)
        if voice is not None and voice.speaker is not None and not voice.speaker.named:
            voice.speaker.name = "le " + voice.speaker.name.partition(" ")[2]
        return voice

    def is_participle(self, start: int, end: int) -> bool:
        """Whether an accent makes a participle of a word: "confié" is no "confie"."""
        return self.text[start:end].endswith(("é", "ée", "és", "ées"))

    def is_governed(self, voice: Voice) -> bool:
        """Whether a preposition leads to the office or the name of who is named: "face au maire de Gap, N"."""
        named = voice.kind == "name" and voice.speaker is not None
        at = self.people.name_at(voice.start, voice.end) if named else None
        return at is not None and voice.speaker is not None and self.people.is_governed(at[0], voice.speaker)

    def is_inferred(self, voice: Voice) -> bool:
        """Whether a pronoun or an office stands for somebody named, and others named could bear it."""
        speaker = voice.speaker
        if voice.kind not in {"pronoun", "title"} or speaker is None or speaker.role is None:
            return False
        if voice.kind == "title":
            return len(self.people.of_kind[speaker.role.role]) > 1
        return sum(genders.may_be(s.gender, speaker.gender) for s in self.people.told_of()) > 1

    def is_place(self, start: int) -> bool:
        """Whether the name of a place or a body begins at `start`."""
        return start in self._proper

    def is_town(self, start: int) -> bool:
        """Whether the name of a town, or of a place like it, begins at `start`; first in a text, any lone name."""
        first = self.people.name_at(0, 1) if start == 0 else None
        unknown = first is not None and first[2].role is None and " " not in first[2].name
        return start in self._towns or unknown

    def can_tell(self, voice: Voice) -> bool:
        """Whether a phrase is that of somebody, or of something written: "le rapport", no "cette démarche"."""
        if voice.known:
            return True
        said = ARTICLE.match(self.low, voice.start)
        head = self.low[said.end() : voice.end].split(" ", 1)[0] if said else ""
        proper = said is not None and self.text[said.end()].isupper()  # "le Kremlin"
        able = proper or head in words("bodies", "writings") or genders.is_person(head.removesuffix("s"))
        return voice.speaker is not None and (able or self.is_someone(voice))

    def is_mute(self, voice: Voice) -> bool:
        """Whether a description is that of a thing: "des semaines"."""
        said = ARTICLE.match(self.low, voice.start)
        return said is not None and genders.is_mute(self.low[said.end() : voice.end].split(" ", 1)[0])

    def is_someone(self, voice: Voice) -> bool:
        """Whether a description without a name is that of persons or of a body: "des riverains", no "capteurs"."""
        if voice.speaker is None:
            return False
        said = f"{fold(voice.speaker.name).lower()} "
        if voice.start in self._proper:
            return not said.startswith(_PRESS)
        article = ARTICLE.match(said)
        if article is None:
            return False
        head = said[article.end() :].split(" ", 1)[0]
        return not head or genders.is_someone(head)  # "certains", "d'autres"

    def is_other(self, voice: Voice) -> bool:
        """Whether an office cannot be that of whom it seems to be told of: "à Julie N, le préfet"."""
        article = ARTICLE.match(self.low, voice.start)
        if article is None or voice.speaker is None or voice.kind != "title":
            return False
        head = self.low[article.end() : voice.end].split(" ", 1)[0]
        return not genders.may_be(genders.of_office(article.group().strip(), head), voice.speaker.gender)

    def is_body(self, voice: Voice) -> bool:
        """Whether a description without a name is that of a body: "la mairie"."""
        bodies = words("bodies", "nouns")
        return any(word in bodies for word in self.low[voice.start : voice.end].split()[:2])

    def literal(self, start: int, end: int) -> str:
        """The words of the text for who speaks, as inside a sentence."""
        said = " ".join(self.found.text[start:end].split())
        first, _, rest = said.partition(" ")
        if rest and first.lower() in words("grammar", "literal"):
            return f"{first.lower()} {rest}"
        return said[0].lower() + said[1:] if said[:2] in ("L’", "L'", "D’", "D'") else said

    # --- names ---------------------------------------------------------------------------------

    def _written(self, begin: int, limit: int, *, civil: bool) -> re.Match[str] | None:
        """Capitals that nobody vouched for, in a name's place: "Bertille Saint-Didier, retraitée, ..."."""
        match = _NAME_LIKE.match(self.text, begin, limit)
        if match is None or match.group().isupper() or self._proper.get(begin, 0) >= match.end():
            return None
        if civil:
            return match
        first = self.low[begin : match.end()].split(" ", 1)[0]
        alone = first not in words("grammar", "small") and self.people.name_at(begin, match.end()) is None
        return match if alone and self.low[match.end() : match.end() + 1] in ",.(" else None

    def _apposed(self, noun: int, end: int, limit: int) -> Name | None:
        """The name of who is described: "le maire de Gap, N"; not the one in "la directrice de cabinet de N"."""
        name = self.people.name_at(noun, min(limit, noun + _REACH))
        if name is not None and COMPLEMENT.search(self.low, max(noun, name[0] - 16), name[0]):
            other = self.people.name_at(name[1], min(limit, noun + _REACH))  # "l'adjoint de N, M"
            name = other if other and self.low[name[1] : other[0]] == ", " else None
        if name is None:
            return None
        if self._titled(noun, name):
            return name
        held = self.people.title_at(noun + 1, name[0])
        if held is not None and (
            held.article in CONTRACTED or COMPLEMENT.search(self.low, max(noun, held.start - 12), held.start)
        ):
            return None  # "une étude présentée par le maire, N"
        gap = self.low[noun : name[0]]
        if not _BESIDE.fullmatch(gap) or ("," in gap and not _ENDS_NAME.match(self.text, name[1])):
            return None
        return name if name[0] <= end or "," in gap or "(" in gap else None

    def _titled(self, noun: int, name: Name) -> bool:
        """Whether a title leads from the noun to the name; of a chain of titles the last one does."""
        title = self.people.title_at(max(0, noun - 8), noun + 30)
        if title is None or title.head < noun - 1 or title.end > name[0]:
            return False
        if title.article in CONTRACTED or PREPOSITION.search(self.low, noun, title.start):
            return title.start < noun  # "l'entourage du maire de Gap, N"
        at = bisect_left(self.people.title_starts, name[0]) - 1
        if at < 0 or self.people.owner.get(self.people.title_starts[at]) is not name[2]:
            return False
        return complement(clean(self.text, (self.people.titles[at].end, name[0]))) is not None

    # --- descriptions --------------------------------------------------------------------------

    def described(self, start: int, noun: int, article: str, limit: int) -> Voice | None:
        """For "le maire (PS) de Gap, N", "l'hydrologue N", "la mairie", "un habitant"."""
        told = self._end(noun, limit)
        end = addressee(self, noun, told)
        limit = end if end < told else limit
        if article in _ALONE and self.low[noun:end].split(" ", 1)[0] in verbs():
            return Voice(start, noun - 1, Speaker(self.literal(start, noun - 1)), "body")
        if end <= noun or not self.low[noun].isalnum():
            return None
        head = self.low[noun:end].split(" ", 1)[0]
        if head in words("time", "nouns"):
            return None
        name = self._apposed(noun, end, limit)
        if name:
            return Voice(start, name[1], name[2], "name")
        title = self.people.title_at(start, noun + 1)
        if title is not None and title.head - noun > 24:
            title = None
        speaker = self._whose(start, end, article, head, title)
        known = title is not None or (speaker is not None and speaker.named)
        return Voice(start, end, speaker, "title" if known else "body")

    def _end(self, noun: int, limit: int) -> int:
        """Where a description ends: before what is told of it, or a verb of speech ("une retraitée | approuve")."""
        limit = min(limit, noun + _DESCRIPTION)  # a hostile sentence is all of a text
        over = OVER.search(self.low, noun, limit)
        end = over.start() if over else limit
        if self.low[noun - 2 : noun] == "s ":
            many = _THEY_DO.search(self.low, noun, end)
            end = many.start() if many else end
        predicate = PREDICATE.search(self.text, noun, min(limit, end + 3))
        if predicate and predicate.start() < end:
            end = predicate.start()
        previous, nouns = noun, words("grammar", "before_noun")
        for match in _LATER_WORD.finditer(self.low, noun, end):
            before = self.low[previous : match.start()].rpartition(" ")[2]
            if match[1] in verbs() and before not in nouns:
                return match.start()
            previous = match.start()
        return end

    def _whose(self, start: int, end: int, article: str, head: str, title: Phrase | None) -> Speaker | None:
        """Whom a description stands for: who bears the office, who was told of before, else its own words."""
        literal = Speaker(self.literal(start, end), gender=genders.of_office(article, head))
        if article.rpartition(" ")[2] not in words("grammar", "definite"):
            return literal
        if title is not None and title.start <= start + 1 and title.start in self.people.owner:
            return self.people.owner[title.start]
        if title is not None and not title.plural:
            borne = self.whose.office(title, article, literal)
            if borne is not None or title.family == "mayor":
                return borne
        return self._resumed(start, end, article, head, title) or literal

    def _resumed(self, at: int, end: int, article: str, head: str, title: Phrase | None) -> Speaker | None:
        """Who of those told of before is described again."""
        told = genders.of_office(article, head)
        meant = CONCERNED.match(self.low, at + len(article) + 1)
        if meant:
            return concerned(self.whose, at, "f" if meant[1] else "m")
        if head in words("grammar", "ordinals") and end - at < 14:
            return self.whose.of_two(at, last=head.startswith(("second", "deux")))
        if head in words("anaphors", "any"):
            return self.whose.only(at, told, elected=head.startswith(("elu", "edile")))
        if head in words("anaphors", "texts"):
            return self.whose.last
        like = genders.is_person(head) and head not in words("bodies", "nouns")
        pointed = article in {"ce", "cet", "cette"} and (title is not None or like)
        closed = title is not None and title.family in VAGUE and self.low[title.end : title.end + 1] in ",.;"
        if pointed or closed or (title is None and like and article in {"le", "la", "l"}):
            return self.whose.described(at, told)
        return None
