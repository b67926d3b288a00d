"""Who a noun phrase or a pronoun stands for: "Mme N", "le maire de Gap", "son directeur, N", "elle", "la mairie"."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from core.types import RoleKind, Span
from nlp.civility import ANY
from nlp.persons.complements import clean, complement
from nlp.persons.role_words import Phrase
from nlp.quotes import genders
from nlp.quotes.hits import Hits
from nlp.quotes.lexicon import verbs, words
from nlp.quotes.marks import Marked
from nlp.quotes.people import People, Speaker

_CIVILITY = re.compile(rf"{ANY}[ \u00a0\u202f]+")
_PRONOUN = re.compile(
    r"(?:il|elle|on|ils|elles|je|nous|lui|eux|celui ci|celle ci|ce dernier|cette derniere)\b"
)
_ARTICLE = re.compile(
    r"(?:(?:m(?:me|onsieur|adame)? )?(?:le|la)|l|son|sa|ses|les|un|une|des|ce|cet|cette|ces|notre|nos|leur|leurs|"
    r"plusieurs|certains|certaines|d autres|quelques|beaucoup d|deux|trois|quatre) "
)
# where the words for who speaks end: what follows tells when, where, how
_OVER = re.compile(
    r"[,.;:!?()«»“”\n–—]| (?:qui|que|qu|dont|ou|lors|dans|devant|en|sur|par|pour|avec|apres|avant|depuis|face|sans|"
    r"afin|pendant|mais|a propos|au sujet|a l issue|a l occasion|a l antenne|a la sortie|au micro|aupres|ce |cette|"
    r"hier|mardi|lundi|mercredi|jeudi|vendredi|samedi|dimanche|interroge|interrogee|joint|jointe|cite|citee) "
)
_NAME_LIKE = re.compile(
    r"[A-ZÀ-Ý][\w’'-]+(?:[ \u00a0](?:(?:de|du|da|van|von|d’|d')[ \u00a0]?)?[A-ZÀ-Ý][\w’'-]*[\w.])+"
)
# a verb ends them too: where they stand before it
_PREDICATE = re.compile(
    r"\s(?:(?:a|ont|est|sont|avait|avaient|aurait|auraient|était|ne|se|lui|leur|y|nous|en)\s|(?:n|s|m|l[’']a|l[’']avait)[’' ])"
)
_BESIDE = re.compile(r"[^.;:!?\n«»(),]{2,70}(?:,| \([^()\n]{1,30}\),?)? ?$")
_ENDS_NAME = re.compile(r"[ \u00a0]*(?:[,.;:!?()«»“”\n–—]|$)")
_COMPLEMENT = re.compile(
    r"\b(?:de|d|du|des|avec|par|a|au|aux|chez|et|que|qu|dont|pour) (?:m\.? |mme |monsieur |madame )?$"
)
_TOWN = re.compile(r" (?:\([^()\n]{1,20}\) )?(?:de la ville de |de |d |du |des )(?:la |le |l |les )?$")
_LATER_WORD = re.compile(r" ([a-z]+)(?= |$)")
_NOUN_OPENERS = frozenset(["de", "du", "des", "d", "la", "le", "les", "l", "au", "aux", "en", "et", "par", "a"])
_FAMILIES = {
    "mayor": (RoleKind.MAYOR,),
    "deputy_mayor": (RoleKind.DEPUTY_MAYOR,),
    "councillor": (RoleKind.COUNCILLOR,),
    "epci_president": (RoleKind.EPCI_PRESIDENT,),
    "minister": (RoleKind.MINISTER,),
    "mayor_candidate": (RoleKind.MAYOR_CANDIDATE,),
    "former_mayor": (RoleKind.FORMER_MAYOR,),
}
_MEN, _WOMEN = (
    frozenset(["il", "lui", "celui ci", "ce dernier"]),
    frozenset(["elle", "celle ci", "cette derniere"]),
)
_DEFINITE = frozenset(
    ["le", "la", "l", "son", "sa", "notre", "ce", "cet", "cette", "leur", "mme", "mme le", "mme la"]
)
_SMALL = frozenset(
    ["chez", "pour", "selon", "a", "dans", "le", "la", "les", "l", "un", "une", "en", "sur", "avec", "du", "de", "des", "d", "au", "aux", "et", "mais", "or", "quand", "si", "comme", "depuis", "apres", "avant", "lors", "sous", "par", "sans", "entre", "quant", "petit", "petite", "ancien", "ancienne", "ex"]
)
_TOPIC = re.compile(r"\b(?:quant a|pour|selon|d apres|aux yeux de|chez) (?:m\.? |mme )?$")
_ORDINALS = frozenset(["premier", "premiere", "second", "seconde", "deuxieme"])
_FAR = 2500
_SENTENCE_START = re.compile(r"(?:^|[.!?…»\n]\s*|, )", re.MULTILINE)


@dataclass(slots=True)
class Voice:
    """A phrase that says who speaks, and whom it stands for (None: the text does not say, or two could be meant)."""

    start: int
    end: int
    speaker: Speaker | None
    kind: str


class Voices:
    """Reads the phrases of one text; remembers who spoke last."""

    def __init__(self, people: People, passages: list[Marked]) -> None:
        self.people, self.found = people, people.found
        self.text, self.low = people.found.plain, people.found.low
        self._passages = passages
        self.hits = Hits(self.low)
        self._openings = [p.opening for p in passages]
        self._anaphors = words("anaphors", "any")
        self._bodies = words("bodies", "nouns")
        self.last: Speaker | None = None
        self.last_at = -1
        towns = sorted((m.start, m.end, m.key) for m in self.found.communes)
        self._towns, self._town_starts = towns, [t[0] for t in towns]
        self._proper = {m.start: m.end for m in (*self.found.communes, *self.found.places)}
        self._proper.update({m.start: m.end for m in self.found.organisations})

    def spoke(self, speaker: Speaker | None, at: int) -> None:
        """Note who is the speaker of what ends at `at`."""
        if speaker is not None and speaker.name:
            self.last, self.last_at = speaker, at

    def quoted(self, at: int) -> bool:
        """Whether a place lies inside a passage in marks."""
        index = bisect_right(self._openings, at) - 1
        return index >= 0 and at < self._passages[index].closing

    # --- phrases -----------------------------------------------------------------------------

    def read(self, start: int, limit: int) -> Voice | None:
        """The phrase that begins at `start`, if it can say who speaks."""
        civility = _CIVILITY.match(self.text, start, limit)
        begin = civility.end() if civility else start
        name = self.people.name_at(begin, begin + 1)
        if name:
            return Voice(start, name[1], name[2], "name")
        pronoun = _PRONOUN.match(self.low, start, limit)
        if pronoun:
            return Voice(start, pronoun.end(), self.pronoun(pronoun.group(), start), "pronoun")
        written = _NAME_LIKE.match(self.text, begin, limit)
        if (
            written
            and (civility or self._is_name(written))
            and (begin not in self._proper or self._proper[begin] < written.end())
            and not self.text[begin : written.end()].isupper()
        ):
            if civility or self.low[written.end() : written.end() + 1] in ",.(":
                return Voice(start, written.end(), Speaker(written.group()), "name")
        if begin in self._proper:
            return Voice(
                start, self._proper[begin], Speaker(self.literal(start, self._proper[begin])), "body"
            )
        article = _ARTICLE.match(self.low, start, limit)
        return self._described(start, article, limit) if article else None

    def read_contracted(self, start: int, limit: int) -> Voice | None:
        """The phrase behind "du" or "au" at `start`, which hold its article: "du maire de Gap"."""
        over = _OVER.search(self.low, start + 3, limit)
        end = over.start() if over else limit
        head = self.low[start + 3 : end].split(" ", 1)[0]
        title = self.people.title_at(start, start + 4)
        name = self._apposed(start + 3, end, limit)
        if name:
            return Voice(start, name[1], name[2], "name")
        if not head or head in words("time", "nouns"):
            return None
        speaker = self._whose(start, end, "le", head, title)
        if speaker is not None and not speaker.named:
            speaker.name = "le " + speaker.name.partition(" ")[2]
        return Voice(start, end, speaker, "title" if title or (speaker and speaker.named) else "body")

    def _is_name(self, written: re.Match[str]) -> bool:
        """Whether capitals nobody vouched for can be a name: no small word begins them, no name lies inside."""
        first = self.low[written.start() : written.end()].split(" ", 1)[0]
        inside = self.people.name_at(written.start(), written.end())
        return first not in _SMALL and inside is None

    def _described(self, start: int, article: re.Match[str], limit: int) -> Voice | None:
        """ "le maire (PS) de Gap, N", "l'hydrologue N", "la mairie", "un habitant"."""
        noun = article.end()
        over = _OVER.search(self.low, noun, limit)
        end = over.start() if over else limit
        predicate = _PREDICATE.search(self.text, noun, min(limit, end + 3))
        end = predicate.start() if predicate and predicate.start() < end else self._before_verb(noun, end)
        if end <= noun or not self.low[noun].isalnum():
            return None
        head = self.low[noun:end].split(" ", 1)[0]
        if head in words("time", "nouns"):
            return None
        name = self._apposed(noun, end, limit)
        if name:
            return Voice(start, name[1], name[2], "name")
        title = self.people.title_at(start, noun + 1) or self.people.title_at(noun, noun + 1)
        if title is not None and title.head - noun > 24:
            title = None
        word = article.group().strip()
        speaker = self._whose(start, end, word, head, title)
        known = title is not None or (speaker is not None and speaker.named)
        return Voice(start, end, speaker, "title" if known else "body")

    def _before_verb(self, noun: int, end: int) -> int:
        """Where a phrase ends that a verb of speech follows: "une retraitée | approuve"."""
        previous = noun
        for match in _LATER_WORD.finditer(self.low, noun, end):
            if (
                match.group(1) in verbs()
                and self.low[previous : match.start()].rpartition(" ")[2] not in _NOUN_OPENERS
            ):
                return match.start()
            previous = match.start()
        return end

    def _apposed(self, noun: int, end: int, limit: int) -> tuple[int, int, Speaker] | None:
        """The name of who is described: "le maire de Gap, N"; not the one in "la directrice de cabinet de N"."""
        name = self.people.name_at(noun, min(limit, noun + 190))
        if name is None or _COMPLEMENT.search(self.low, max(noun, name[0] - 16), name[0]):
            return None
        title = self.people.title_at(max(0, noun - 8), noun + 30)
        if title is not None and title.head >= noun - 1 and title.end <= name[0]:
            # a chain of titles: the last one stands beside the name
            at = bisect_left(self.people.title_starts, name[0]) - 1
            if at >= 0 and self.people.owner.get(self.people.title_starts[at]) is name[2]:
                near = self.people.titles[at]
                if complement(clean(self.text, (near.end, name[0]))) is not None:
                    return name
        held = self.people.title_at(noun + 1, name[0])
        if held is not None and _COMPLEMENT.search(self.low, max(noun, held.start - 12), held.start):
            return None  # "une étude présentée par le maire, N"
        gap = self.low[noun : name[0]]
        if not _BESIDE.fullmatch(gap):
            return None
        if "," in gap and not _ENDS_NAME.match(self.text, name[1]):
            return None
        return name if name[0] <= end or "," in gap or "(" in gap else None

    def is_body(self, voice: Voice) -> bool:
        """Whether a description without a name is that of a body: "la mairie"."""
        return any(word in self._bodies for word in self.low[voice.start : voice.end].split()[:2])

    def literal(self, start: int, end: int) -> str:
        """The words of the text for who speaks, as inside a sentence."""
        said = " ".join(self.found.text[start:end].split())
        first, _, rest = said.partition(" ")
        if rest and first.lower() in {
            "le",
            "la",
            "les",
            "un",
            "une",
            "des",
            "son",
            "sa",
            "ses",
            "plusieurs",
            "certains",
        }:
            return f"{first.lower()} {rest}"
        return said[0].lower() + said[1:] if said[:2] in ("L’", "L'", "D’", "D'") else said

    # --- whom descriptions stand for ---------------------------------------------------------

    def _whose(self, start: int, end: int, article: str, head: str, title: Phrase | None) -> Speaker | None:
        literal = Speaker(self.literal(start, end))
        literal.gender = genders.of_office(article, head)
        if article not in _DEFINITE:
            return literal
        if title is not None and title.start in self.people.owner:
            owner = self.people.owner[title.start]
            if title.start <= start + 1:
                return owner
        if title is not None and not title.plural:
            family = "former_mayor" if title.family == "mayor" and title.former else title.family
            if family == "mayor":
                return self._mayor(title, article, literal)
            found = self._officer(family, title, start, genders.of_office(article, title.words))
            if found is not None:
                return found
        if head in _ORDINALS and end - start < 14:
            return self._of_two(start, last=head.startswith(("second", "deux"))) or literal
        if head in self._anaphors:
            kinds = _ELECTED if head.startswith(("elu", "edile")) else None
            return self._nearest(start, genders.of_office(article, head), person=True, kinds=kinds) or literal
        if head in {"texte", "communique"} and self.last is not None:
            return self.last
        if article in {"ce", "cet", "cette"} and (title is not None or head.endswith(_PERSON_LIKE)):
            return self._described_again(start, genders.of_office(article, head)) or literal
        if (
            title is None
            and head.endswith(_PERSON_LIKE)
            and head not in self._bodies
            and article in {"le", "la", "l", "ce", "cet", "cette"}
        ):
            return self._described_again(start, genders.of_office(article, head)) or literal
        if (
            title is not None
            and title.family in {"other", "company", "staff", "same"}
            and self.low[title.end : title.end + 1] in ",.;"
        ):
            return self._described_again(start, genders.of_office(article, head)) or literal
        return literal

    def _of_two(self, at: int, *, last: bool) -> Speaker | None:
        """ "le premier", "la seconde": of the two persons that the paragraph named last."""
        floor = self.text.rfind("\n", 0, at) + 1
        near = [n[2] for n in self.people.before(at, max(floor, at - 700)) if not self.quoted(n[0])]
        two = list({id(s): s for s in near}.values())
        return two[0 if last else 1] if len(two) == 2 else None

    def _mayor(self, title: Phrase, article: str, literal: Speaker) -> Speaker | None:
        """ "le maire", "la maire de Gap"; nobody when two mayors could be meant."""
        mayors = self.people.of_kind[RoleKind.MAYOR]
        told = "f" if article.endswith("la") or title.words.startswith("mairesse") else None
        insee = self._town(title.end)
        if insee is not None:
            known = [m for m in mayors if m.role and m.role.insee == insee]
            if known:
                return known[0]
            told_of = self._only_unknown(title.start)
            if told_of is not None:
                return told_of
            literal.role = next((r for r in self.people.inferred if r.insee == insee), None)
            return literal
        able = [m for m in mayors if told is None or m.gender != "m"]
        if not able:
            if title.words.startswith(("edile", "premier", "premiere")):
                return self._nearest(title.start, None, person=True, kinds=_ELECTED) or literal
            return self._only_unknown(title.start) or literal
        if len(able) == 1:
            return able[0]
        near = [
            n
            for n in self.people.before(title.start, title.start - _FAR)
            if n[2] in able and not self.quoted(n[0])
        ]
        return near[0][2] if near else None  # two mayors, none of them named yet: not to be guessed

    def _only_unknown(self, at: int) -> Speaker | None:
        """The one person of the paragraph so far, a subject whose role the text does not tell otherwise.

        "À Gap, N a choisi d'attendre. « ... », ironise le maire": N can be nobody else's than who is told of.
        """
        floor = self.text.rfind("\n", 0, at) + 1
        told = self._mentions(at, max(floor, at - 900))
        alone = {id(m[1]) for m in told}
        if len(alone) != 1 or not any(m[2] for m in told):
            return None
        role = told[0][1].role
        able = (
            role is not None
            and (role.rule == "no-role" or role.role in _ELECTED)
            and role.role is not RoleKind.MAYOR
        )
        return told[0][1] if able and not told[0][1].offices & {("councillor", "oppos")} else None

    def _town(self, end: int) -> str | None:
        at = bisect_left(self._town_starts, end)
        if at < len(self._towns) and self._towns[at][0] - end < 26:
            gap = self.low[end : self._towns[at][0]]
            if _TOWN.fullmatch(gap) or re.fullmatch(r" (?:\([^()]{1,20}\) )?(?:de |d |du |des )", gap):
                return self._towns[at][2]
        return None

    def _officer(self, family: str, title: Phrase, start: int, told: str | None) -> Speaker | None:
        """Who bears the office of a title: by the same word, else by the same kind of role; the one named last."""
        stem = title.words[:5]
        bear = {id(s) for s in self.people.speakers if (family, stem) in s.offices}
        if not bear:
            kinds = _FAMILIES.get(family, ())
            bear = {id(s) for kind in kinds for s in self.people.of_kind[kind]}
        able = [
            s
            for s in self.people.speakers
            if (id(s) in bear and None in (told, s.gender)) or (id(s) in bear and s.gender == told)
        ]
        if len(able) == 1:
            return able[0]
        if not able:
            return None
        known = {id(s) for s in able}
        near = [
            n for n in self.people.before(start, start - _FAR) if id(n[2]) in known and not self.quoted(n[0])
        ]
        return near[0][2] if near else None

    def _described_again(self, at: int, told: str | None) -> Speaker | None:
        """The one person of this paragraph without a public office: "N était monté. « ... », raconte l'éleveur"."""
        floor = self.text.rfind("\n", 0, at) + 1
        before = [m for m in self._mentions(at, max(floor, at - 900)) if _agrees(m[1], told)]
        if self.last is not None and self.last_at >= floor and self.last.named and _agrees(self.last, told):
            before.append((self.last_at, self.last, True))
        able = {id(m[1]): m[1] for m in before if _private(m[1])}
        if not able:
            able = {
                id(n[2]): n[2]
                for n in self.people.before(at, at - _FAR)
                if _private(n[2]) and _agrees(n[2], told)
            }
        return next(iter(able.values())) if len(able) == 1 else None

    # --- pronouns ----------------------------------------------------------------------------

    def pronoun(self, word: str, at: int) -> Speaker | None:
        """Whom "il" or "elle" resumes: who was spoken of last as a subject, or spoke last."""
        if word in _MEN or word in _WOMEN:
            return self._nearest(at, "m" if word in _MEN else "f", person=False)
        return None

    def _nearest(
        self, at: int, told: str | None, *, person: bool, kinds: frozenset[RoleKind] | None = None
    ) -> Speaker | None:
        """The person last spoken of in the paragraph, subjects first; else who spoke last; else the last named."""
        floor = self.text.rfind("\n", 0, at) + 1
        here = [
            m for m in self._mentions(at, max(floor, at - _FAR)) if _agrees(m[1], told) and _is(m[1], kinds)
        ]
        if (
            self.last is not None
            and self.last_at >= floor
            and _agrees(self.last, told)
            and _is(self.last, kinds)
        ):
            here.append((self.last_at, self.last, True))
            here.sort(key=lambda m: -m[0])
        subjects = [m for m in here if m[2]]
        if subjects:
            return subjects[0][1]
        if here:
            return here[0][1] if len({id(m[1]) for m in here}) == 1 else None
        if self.last is not None and self.last_at >= floor and self.last.guessed and kinds is None:
            return self.last  # a first name tells less than who spoke just before
        if not person:
            literal = self._described_before(floor, at, told)
            if literal is not None:
                return literal
        if (
            self.last is not None
            and _agrees(self.last, told)
            and _is(self.last, kinds)
            and (self.last.named or not person)
        ):
            return self.last
        far = [m for m in self._mentions(at, at - _FAR) if _agrees(m[1], told) and _is(m[1], kinds)]
        subjects = [m for m in far if m[2]] or far
        return subjects[0][1] if subjects else None

    def _described_before(self, floor: int, at: int, told: str | None) -> Speaker | None:
        """Who is described without a name as the subject of a sentence just before: "L'agent n'a écrit que la fin"."""
        for match in list(_SENTENCE_START.finditer(self.low, max(floor, at - 500), at))[::-1][:3]:
            if self.quoted(match.start()):
                continue
            article = _ARTICLE.match(self.low, match.end(), at)
            voice = self._described(match.end(), article, at) if article else None
            if voice is not None and voice.speaker is not None and _agrees(voice.speaker, told):
                person = (
                    voice.kind == "title" or self.low[article.end() :].split(" ", 1)[0].endswith(_PERSON_LIKE)
                    if article
                    else False
                )
                if voice.speaker.role is not None or person:
                    return voice.speaker
        return None

    def _mentions(self, at: int, floor: int) -> list[tuple[int, Speaker, bool]]:
        """(place, person, whether a subject) of the names and resolved titles of a stretch, the nearest first."""
        found = [
            (
                start,
                speaker,
                not _COMPLEMENT.search(self.low, max(0, start - 16), start)
                or _TOPIC.search(self.low, max(0, start - 20), start) is not None,
            )
            for start, _, speaker in self.people.before(at, floor)
            if speaker.role is not None and not self.quoted(start)
        ]
        return found


_PERSON_LIKE = (
    "eur",
    "euse",
    "rice",
    "ier",
    "iere",
    "ien",
    "ienne",
    "iste",
    "ant",
    "ante",
    "aire",
    "logue",
    "ain",
    "aine",
    "ois",
    "oise",
    "enne",
    "en",
    "ais",
    "aise",
    "ard",
    "er",
    "ere",
    "homme",
    "femme",
    "dame",
    "monsieur",
)
_OTHER_ELECTED = frozenset(
    ["vice ", "vp", "deput", "senat", "senat", "parle", "conse", "presi", "echev", "bourg", "eurod"]
)
_PUBLIC = frozenset(
    [RoleKind.MAYOR, RoleKind.MINISTER, RoleKind.DEPUTY_MAYOR, RoleKind.EPCI_PRESIDENT, RoleKind.COUNCILLOR]
)
_ELECTED = frozenset(
    [
        RoleKind.MAYOR,
        RoleKind.DEPUTY_MAYOR,
        RoleKind.COUNCILLOR,
        RoleKind.EPCI_PRESIDENT,
        RoleKind.FORMER_MAYOR,
        RoleKind.OTHER,
    ]
)


def _private(speaker: Speaker) -> bool:
    return speaker.role is None or speaker.role.role not in _PUBLIC


def _agrees(speaker: Speaker, told: str | None) -> bool:
    return told is None or speaker.gender is None or speaker.gender == told


def _is(speaker: Speaker, kinds: frozenset[RoleKind] | None) -> bool:
    if kinds is None:
        return True
    if speaker.role is None or speaker.role.role not in kinds:
        return False
    return speaker.role.role is not RoleKind.OTHER or any(
        stem in _OTHER_ELECTED for _, stem in speaker.offices
    )


def evidence_of(*spans: Span) -> Span:
    """One span around several."""
    return min(s for s, _ in spans), max(e for _, e in spans)
