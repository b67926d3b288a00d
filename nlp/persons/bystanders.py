"""Signs that "the mayor" of a later sentence is somebody else than the person named before it.

"N habite là. La maire ...": nobody says so of a mayor. "N a écrit. La maire lui a répondu": she answers another.
Patterns on the folded text in lower case.
"""

import re

_TO_ANOTHER = re.compile(
    r",? (?:ne |n )?(?:(?:lui|leur)(?! meme)|l|le|la|les|repond|retorque|replique|dement|a repondu|"
    r"a recu|recoit)\b"
)
_ANSWERS = re.compile(
    r"\b(?:lui|leur|l|m|repond|repondait|retorque|replique|retorquait)(?: [a-z]+){0,2} $|"
    r"\b(?:a |s est )?(?:repondu|retorque|replique|promis) $"
)
_PASSES_BY = re.compile(
    r"(?: \([^()\n]{2,12}\))? (?:n |ne |y |s |se )?(?:habite|vit|reside|travaille|tient |emprunte|attend|plaint|"
    r"inquiete|denonce|proteste|peste|a (?:achete|grandi|ecrit|porte plainte|saisi)|est (?:ne|nee|venue?)\b)"
)


def acts_on_another(low: str, end: int) -> bool:
    """Whether what follows a title, its town read, is done to somebody named before."""
    return _TO_ANOTHER.match(low, end) is not None


def answers(before: str) -> bool:
    """Whether the words before a speaker's title reply to somebody: "lui a répondu"."""
    return _ANSWERS.search(before) is not None


def passes_by(low: str, name_end: int) -> bool:
    """Whether a named person does what is told of inhabitants, not of mayors."""
    return _PASSES_BY.match(low, name_end) is not None
