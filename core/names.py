"""Names as keys: two spellings of one name give one key."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, as French keyboards and registers replace them.
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
# Accents, and invisible characters: the register of 2018 writes "F\u00adÉDIEU" with a soft hyphen.
_DROPPED = frozenset({"Mn", "Me", "Cf"})
_SEPARATORS = re.compile(r"[\W_]+")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The key of a person's or a place's name.

    Lower case, accents stripped, ligatures opened, hyphens, apostrophes and any other punctuation turned
    into single spaces: "Jean-Noël LE  GOFF" and "jean noel le goff" are the same. Idempotent.
    """
    folded = name.lower() if name.isascii() else _fold(name)
    return " ".join(_SEPARATORS.sub(" ", folded).split())


def _fold(name: str) -> str:
    # Twice: casefolding makes new decomposable characters, and the other way round (Unicode 3.13, D146).
    for _ in range(2):
        name = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return "".join(c for c in name.translate(_LETTERS) if unicodedata.category(c) not in _DROPPED)
