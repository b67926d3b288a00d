"""The language of a text."""

import re

_FRENCH = re.compile(r"\b(?:le|la|les|des|une?|et|est|dans|pour|que|qui|sur|au|du)\b", re.IGNORECASE)
_SAMPLE = 400

MIN_CHARS = 60
"""Under it a guess is worth less than what the page declares."""

MIN_WORDS = 12
"""Of the fourteen commonest French words in a thousand characters: a page that calls itself French and has as many is.
22 French pages hold 17 and more (median 35), 80 in other languages 12.5 at most; classifying costs a millisecond."""


def language(text: str, declared: str) -> str | None:
    """ISO 639-1 code; `declared` is the page's own, believed for short texts."""
    if len(text) < MIN_CHARS:
        return declared or None
    sample = text[:_SAMPLE]
    if declared == "fr" and len(_FRENCH.findall(sample)) >= MIN_WORDS * len(sample) / 1000:
        return "fr"
    import py3langid

    code: str = py3langid.classify(sample)[0]
    return code
