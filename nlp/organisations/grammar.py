"""Bodies that say what they are: "ministère de l'Intérieur", "préfecture de l'Eure", "hôpital de Dreux"."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from core.types import Span
from nlp.organisations.shapes import CAPITAL, COMPLEMENT, SPACE, WORD

_OF = rf"(?:(?:de{SPACE}la|du|des|de){SPACE}|de{SPACE}l[’']|d[’'])"
_ADJECTIVE = (
    r"(?:[éeÉE]cologique|sociales?|nationale?|supérieur|publique?s?|locales?|[ée]trangères|numérique|énergétique|"
    r"industrielle|régionale|technologique|associative|territoriale?s?|collective|culturelles?)"
)
_FIELD = rf"[\w’'-]{{3,30}}(?:{SPACE}{_ADJECTIVE}|{SPACE}des{SPACE}(?:territoires|chances|comptes|sports))?"
_FIELDS = rf"{_OF}{_FIELD}(?:,{SPACE}{_OF}{_FIELD}){{0,4}}(?:{SPACE}et{SPACE}{_OF}{_FIELD})?"
_MINISTRY = re.compile(
    rf"\b(?:[Mm]inistère|[Ss]ecrétariat{SPACE}d[’']État){SPACE}(?:délégué{SPACE})?"
    rf"(?:(?:chargé{SPACE})?{_FIELDS}|(?:au{SPACE}|à{SPACE}la{SPACE}|à{SPACE}l[’']){_FIELD})"
)
_LOCAL = {
    "state": re.compile(
        rf"\b(?:(?:[Bb]rigade(?:{SPACE}(?:territoriale|autonome|motorisée|numérique))?|[Cc]ompagnie){SPACE}de{SPACE}gendarmerie|"
        rf"(?:[Ss]ous-)?[Pp]réfecture(?:{SPACE}de{SPACE}(?:la{SPACE})?région|{SPACE}maritime)?)(?={SPACE})"
    ),
    "other": re.compile(
        rf"\b(?:[Hh]ôpital|[Cc]linique|[Pp]olyclinique|[Ee]hpad|[Gg]rand{SPACE}port{SPACE}maritime)"
        rf"(?:{SPACE}(?:universitaire|européen|privé|intercommunal))?(?={SPACE})"
    ),
}
_PROSECUTOR = re.compile(rf"\b[Pp]arquet(?={SPACE})")
# a floor: "un parquet de Versailles", "ce vieux parquet de Hongrie"
_FLOOR = re.compile(rf"\b(?:[Uu]n|[Cc]et?|[Ee]n|[Ss]on|[Nn]otre|[Ll]eur){SPACE}(?:[\wÀ-ÿ-]+{SPACE})?$")
# "Bourges, la préfecture du Cher": another word for the town
_PERIPHRASIS = re.compile(r"(?:,\s(?:la\s|une\s)?|sous-|ville-|\bune\s|[Dd]ans\sla\s|est\sla\s|–\s)$")
_NAMED = re.compile(
    rf"(?<![\w-]){WORD}(?:{SPACE}(?:et{SPACE})?{WORD}){{0,3}}{SPACE}(?:THD|Numérique|Habitat|Énergies?|Métropole{SPACE}Habitat|"
    rf"Aménagement|Ingénierie|Université|université|Tourisme)\b"
)
_NATIONAL = re.compile(
    rf"\b(?:[Oo]bservatoire{SPACE}(?:national|régional)|[Aa]gence{SPACE}(?:nationale|régionale|européenne|française)|"
    rf"[Ii]nstitut{SPACE}(?:national|régional|européen|français)|[Cc]omité{SPACE}(?:national|régional)|"
    rf"[Cc]onseil{SPACE}(?:national|supérieur)|[Hh]aut{SPACE}[Cc]onseil|[Cc]entre{SPACE}(?:national|européen)|"
    rf"[Ff]édération{SPACE}(?:nationale|française|régionale|départementale)|"
    rf"[Aa]ssociation{SPACE}(?:nationale|française|régionale|départementale)|[Uu]nion{SPACE}(?:nationale|française)|"
    rf"[Dd]irection{SPACE}(?:régionale|interrégionale|interdépartementale|centrale|zonale)|"
    rf"[Oo]ffice{SPACE}(?:national|public|français)){SPACE}(?:\w+{SPACE})?{_FIELDS}"
)
# a capital within the sentence makes a name of it: "le Centre spatial guyanais", "l'Agence parisienne du climat"
_CAPITALISED = re.compile(
    rf"(?<=[\wÀ-ÿ,’'  ][  ’'])(?:Centre|Agence|Institut|Observatoire|Fondation|Comité|Commission|Autorité|Fédération|"
    rf"Union|Ligue|Association|Office|Compagnie|Syndicat|Collectif|Conseil|Société|Laboratoire|Établissement|Haut-?{SPACE}?Conseil)"
    rf"{SPACE}(?!municipal|communa|communautaire|départementa|régional|de{SPACE}(?:supervision|surveillance|développement|loisirs|"
    rf"quartier|communes?|vie|secours|tri)|culturel|social|aquatique|commercial|technique|des{SPACE}(?:sages|jeunes|enfants))"
    rf"(?:[a-zà-ÿ]{{4,}}(?:al|ale|ien|ienne|ais|aise|ain|aine|ique|iste|aire|el|elle|é|ée){SPACE}?){{0,2}}"
    rf"(?:{_FIELDS}(?:{SPACE}pour{SPACE}(?:la|le|les|l[’'])?{SPACE}?{_FIELD}(?:{SPACE}[a-zà-ÿ]+(?:aise|oise|ale|ique|aine))?)?)?"
)
# "l'Institut national universitaire Ampère"
_OWN_NAME = re.compile(rf"{SPACE}{CAPITAL}[\w’'-]+")
# "l'association Rue libre,": lower-case words belong to the name where the clause ends
_TITLE = re.compile(
    rf"\b(?:[Ll][’']association|[Ll]e{SPACE}collectif|[Uu]ne{SPACE}association,){SPACE}(?:[«“]{SPACE}?)?"
    rf"({CAPITAL}[\w’'-]*(?:{SPACE}(?!(?:est|a|ont|sera|va|et|ou|pour|dans|qui|que|dont|avec|par|sur|depuis|aussi|en|à|au|de|du|des|"
    rf"ne|se|le|la|les|elle|il)\b)(?![a-zà-ÿ]*(?:ent|era|ait|ant|ée?)\b)[a-zà-ÿ’']{{2,}}){{1,3}})(?={SPACE}?[,;:.)»”])"
)
# "l'association Les amis de la gare": after a noun an article belongs to the name, and so do its complements
_QUALITY = (
    r"(?:(?:(?:petit|grand|ancien)e?s?|anciennes?|jeunes?|vieux|vieilles?|bon(?:ne)?s?|beaux|belles?|nouvel(?:le)?s?|"
    rf"nouveaux?){SPACE})?"
)
_THING = rf"{_QUALITY}(?!(?:des|du|de|la|le|les)\b)[a-zà-ÿœ][\w-]{{2,}}"
# a verb has no "s": "Les jardins partagés demande"
_SEVERAL = (
    rf"(?:{SPACE}(?!(?:dans|depuis|sans|sous|vers|mais|plus|pas|après|dès|puis|alors|hors|très|toujours|jamais|moins|lors|"
    r"envers|parmi|chez)\b)[a-zà-ÿœ]{4,}s(?![\w’'-]))?"
)
_OF_THINGS = (
    rf"(?:{SPACE}(?:(?:de{SPACE}la|du|des|de){SPACE}|de{SPACE}l[’']|d[’'])"
    rf"(?:{_QUALITY}{CAPITAL}[\w-]+|{_THING})){{0,3}}"
)
_ARTICLED = re.compile(
    rf"\b(?:[Uu]ne{SPACE}association,|association|collectif|amicale|fondation|fédération|club){SPACE}(?:[a-zà-ÿ]{{5,}}{SPACE})?(?:[«“]{SPACE}?)?"
    rf"(Les{SPACE}{_THING}{_SEVERAL}{_OF_THINGS}|(?:L[ea]{SPACE}|L[’']){_THING}{_OF_THINGS}|"
    rf"L(?:es|e|a){SPACE}{CAPITAL}[\w-]+{_OF_THINGS})(?![\w’'-])"
)
_CLUB = re.compile(
    rf"\b(?:[FAR]C|AS|US|SC|OGC|RC|LOSC|Stade|Racing|Olympique|Union{SPACE}sportive){SPACE}(?:de{SPACE}|du{SPACE})?"
    rf"(?:{CAPITAL}[\w-]+|rennais|lavallois|brestois|toulousain|rochelais|français|malherbe|lyonnais)\b"
)


class Typed(NamedTuple):
    """A body found by its type words."""

    span: Span
    kind: str
    rule: str


def typed(text: str) -> Iterator[Typed]:
    """Bodies in the text as it is written."""
    for kind, pattern, rule in (
        ("state", _MINISTRY, "ministry"),
        ("other", _NAMED, "named-after-territory"),
        ("other", _NATIONAL, "national-body"),
        ("association", _CLUB, "club"),
        ("other", _CAPITALISED, "capitalised-type"),
    ):
        for match in pattern.finditer(text):
            name = match.group().rstrip()
            own = (
                _OWN_NAME.match(text, match.start() + len(name))
                if rule == "capitalised-type" and " " in name
                else None
            )
            name += own.group() if own else ""
            if " " in name.replace("\u00a0", " "):
                yield Typed((match.start(), match.start() + len(name)), _kind(name, kind), rule)
    for pattern in (_TITLE, _ARTICLED):
        for match in pattern.finditer(text):
            yield Typed(match.span(1), "association", "titled")
    yield from _local(text)


def _local(text: str) -> Iterator[Typed]:
    for kind, pattern in _LOCAL.items():
        for match in pattern.finditer(text):
            territory = COMPLEMENT.match(text, match.end())
            if territory and not _PERIPHRASIS.search(text[max(0, match.start() - 12) : match.start()]):
                yield Typed((match.start(), territory.end()), kind, "body-of-territory")


def prosecutors(text: str, towns: AbstractSet[int]) -> Iterator[Typed]:
    """Prosecutors of French towns, which begin at `towns`: "le parquet de Brest", not "un parquet de Hongrie"."""
    for match in _PROSECUTOR.finditer(text):
        seat = COMPLEMENT.match(text, match.end())
        floor = _FLOOR.search(text, max(0, match.start() - 30), match.start())
        if seat and not floor and not towns.isdisjoint(range(match.end(), seat.end())):
            yield Typed((match.start(), seat.end()), "state", "body-of-territory")


def _kind(name: str, kind: str) -> str:
    """A federation is an association, a university does research, what is national is mostly the State's."""
    word = name.partition(" ")[0].casefold()
    if word.startswith(("fédération", "association", "union")):
        return "association"
    if name.endswith(("niversité",)) or word.startswith("institut"):
        return "research"
    return (
        "state"
        if word.startswith(("agence", "observatoire", "comité", "conseil", "haut", "centre", "direction"))
        else kind
    )
