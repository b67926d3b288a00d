"""A first look: does a text hold any word at all that could name a technology?

Most of the press does not, and finding that out takes a tenth of what it takes to weigh the words.
"""

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.relevance.cues import groups
from nlp.technologies import lexicon
from nlp.technologies.grammar import heads, tails
from nlp.technologies.inflection import inflected
from nlp.text import is_word


class Glance:
    """All forms of the lexicon and all digital words, in any case: more than the judge counts, never less."""

    def __init__(self) -> None:
        forms = [f.removeprefix("=") for c in lexicon.lexicon().values() for f in c.forms]
        forms += [w.rstrip("*") for g in groups().values() if g.side == "about" for w in g.strong]
        forms += [w.rstrip("*") for w in groups()["digital"].words]
        written = {form.lower() for word in forms for form, _ in inflected(word)}
        written |= {word for word, head in heads() if head.complement} | set(tails())
        self._automaton = CharwiseDoubleArrayAhoCorasick(sorted(written))

    def sees(self, low: str) -> bool:
        """Whether any such word stands in a text, folded and in lower case."""
        return any(is_word(low, start, end) for start, end, _ in self._automaton.find_overlapping(low))
