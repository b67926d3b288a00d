"""Whether a text says of a name that it is a company's, wherever it has it."""

import re
from collections.abc import Iterator
from functools import cache

from core.types import Span
from nlp.technologies.inflection import feminine
from nlp.technologies.name_shapes import words

_AROUND = 60
_MOST = 40  # mentions of a name, against hostile texts


def of_a_company(text: str, name: str) -> bool:
    """Whether the text says where it has the name that it is a company's."""
    before, after = _company_words()
    return any(
        before.search(text, max(0, start - _AROUND), start) or after.match(text, end)
        for start, end in occurrences(text, name)
    )


@cache
def _company_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before and behind a company's name: "la start-up X", "conçu par X", "X, un éditeur"."""
    kinds = "|".join(map(re.escape, words()["companies"]))
    makers = "|".join(re.escape(form) + "s?" for word in words()["makers"] for form in (word, feminine(word)))
    space = r"[ \u00a0]"
    article = rf"(?:une?{space}|la{space}|le{space}|l['’]|cette{space})?"
    before = rf"\b(?:(?:{kinds}){space}(?:[a-zà-ÿ]+{space})?|(?:{makers}){space}par{space}{article})$"
    after = rf",{space}{article}(?:jeune{space}|petite{space})?(?:{kinds})\b"
    return re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE)


def occurrences(text: str, written: str) -> Iterator[Span]:
    """Where the text has these words, at most `_MOST` times."""
    at = text.find(written)
    for _ in range(_MOST):
        if at < 0:
            return
        yield at, at + len(written)
        at = text.find(written, at + len(written))
