"""What a name looks like, and where a text has one."""

import re
from collections.abc import Iterator

from core.types import Span

SPACE = "[ \u00a0\u202f]"
CAPITAL = "[A-ZÀ-ÖØ-ÝŒ]"
# "Val-d’Oise", "AtmoSud", "iDCité", "nam.R", "EEC-technologies"; a full stop only within a word
WORD = (
    rf"(?:{CAPITAL}|[a-z]{{1,2}}{CAPITAL}\w)\w*(?:(?:[-&+]|[’'](?={CAPITAL})|\.(?=[a-z]{{2,4}}\b))\w+){{0,5}}"
)
_SMALL = r"(?:de la|de l[’']|du|des|de|d[’']|la|le|les|l[’']|&|by|of|the|for)"
# "Numérique 64", not "Kuba 12 caméras"
_NUMBER = rf"\d{{1,3}}(?![\d,]|{SPACE}(?!(?:a|ont|est|sont|va|qui|et|pour)\b)[a-zà-ÿ€%])"
_NEXT = rf"(?:{SPACE}(?:{_SMALL}{SPACE}?)?{WORD}|{SPACE}{_NUMBER})"
NAME = re.compile(rf"(?<![\w-]){WORD}{_NEXT}{{0,5}}")
# what follows the head of a local body: "de la Somme", "Lyon 2", "d’Île-de-France", "Pays de la Loire"
COMPLEMENT = re.compile(
    rf"{SPACE}(?:\([\w-]{{2,8}}\){SPACE})?(?:(?:de la|du|des|de|en){SPACE}|de{SPACE}l[’']|d[’'])?"
    rf"((?:{WORD}){_NEXT}{{0,3}}(?:{SPACE}\d{{1,2}}(?![\w,]|\.\d))?|\d{{2,3}}(?![\w,]|\.\d))"
)
ARTICLE = re.compile(
    r"(?:Les?|La|L[’']|Des?|Du|Une?|Aux?|À|En|Dans|Sur|Pour|Par|Avec|Chez|Selon|Et|Ou|Mais)\b[ \u00a0]?"
)
_SENTENCE = re.compile(r"(?:^|[\n.!?…:|»«“–—-])[\s«“]*$")
_MARK = re.compile(
    r"\b(?:Technologie?s?|Technology|Systems?|Systèmes|Solutions?|Groupe?|Énergies?|Energies?|Networks?|Software|"
    r"SASU?|SARL|Consulting|Consult|Ingénierie|Engineering|Télécoms?|Telecoms?|Digital|Labs?|Interactive|Robotics|"
    r"Industries?|Analytics|Studio|Informatique|Conseil|Connect|Partners|Assurances?|Habitat|Agency|Cyber|THD|"
    r"Numérique|University|Institute|Foundation|TV|Vision|Médias?|Sécurité|Capital|Presse)$"
)
_CAMEL = re.compile(r"[a-z]{2}[A-Z]|\w\d$|\w-[a-z]+$")


# "la PME X": what kind of body it is, in capitals, and no part of its name
_KIND = re.compile(
    rf"(?:(?:La|Le|Une?|Cette){SPACE}|L[’'])?(?:PME|ETI|TPE|ESN|SSII|ONG|SARL|EURL|SAS|Scop|SCOP|Scic|SCIC){SPACE}(?={CAPITAL})"
)


def names(text: str) -> Iterator[Span]:
    """Runs of capitalised words."""
    for match in NAME.finditer(text):
        kind = _KIND.match(text, match.start(), match.end())
        yield (kind.end() if kind else match.start()), match.end()


def at_sentence_start(text: str, start: int) -> bool:
    """Whether a capital at `start` may owe itself to its place."""
    return start == 0 or _SENTENCE.search(text[max(0, start - 6) : start]) is not None


def bears_mark(name: str) -> bool:
    """Whether a name ends as companies' and bodies' names do: "Kuba Technologies", "Somme Numérique"."""
    return len(name.split()) > 1 and _MARK.search(name) is not None


def is_coined(name: str) -> bool:
    """Whether no ordinary word or surname is written so: "AtmoSud", "EEC-technologies"."""
    return _CAMEL.search(name) is not None
