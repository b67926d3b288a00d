"""Names of those who wrote or photographed: nobody in the news."""

import re

from core.types import Span

_NAME = r"[A-ZÀ-ÝŒ][\w’'.-]*(?:[ \u00a0](?:de |du |le |la )?[A-ZÀ-ÝŒ][\w’'.-]*){1,4}"
_MORE = rf"{_NAME}(?:(?:,| et| &| avec)[ \u00a0]{_NAME}){{0,3}}"
_KICKER = r"(?:[A-ZÀ-Ý][A-ZÀ-Ý' -]{2,30}\. )?"
_SIGNED = re.compile(
    rf"^[ \t]*{_KICKER}(?:(?:Par|PAR|De|DE|par|Texte|Textes|Texte et photos?|Reportage|Recueilli par|Signé|Rédaction|"
    rf"Auteur)\s?:?|"
    rf"(?:De notre|De nos|Par notre|Par nos|Notre) [Cc]orrespondante?s?(?: [^,\n]{{0,40}})?,?)[ \u00a0]{_MORE}",
    re.MULTILINE,
)
_CREDIT = re.compile(
    rf"(?:©|\(c\)|[Pp]hotos?|PHOTOS?|[Cc]rédits?(?: photos?)?|[Ii]llustrations?|[Dd]essins?|[Ii]nfographie|"
    rf"[Pp]ropos recueillis par|PROPOS RECUEILLIS PAR|[Rr]ecueilli par|"
    rf"[Vv]idéo|[Cc]lichés?)[ \u00a0]?(?::|/|–|-|par|de|d’|d')?[ \u00a0]?{_MORE}"
    rf"|^[ \t]*(?:©|[Pp]hoto|PHOTO|[Cc]rédit)[^\n]{{0,60}}? ?/ ?{_MORE}[ \t.]*$",
    re.MULTILINE,
)
_ALONE = re.compile(
    rf"^[ \t]*{_MORE}(?:[ \u00a0]?(?:\([^()\n]{{1,40}}\)|/ ?[A-Z]{{2,6}}|, (?:à|avec|"
    rf"envoyée?) [^\n]{{1,40}}))?[ \t.]*$",
    re.MULTILINE,
)


def signed(text: str) -> list[Span]:
    """Spans in which names are signatures or credits."""
    found = [m.span() for m in _SIGNED.finditer(text)] + [m.span() for m in _CREDIT.finditer(text)]
    last = text.rstrip().rfind("\n")
    # a name alone on the last line signs the article; over its role it signs an editorial, and is in the news
    if last > 0 and (alone := _ALONE.match(text, last + 1)):
        found.append(alone.span())
    return found
