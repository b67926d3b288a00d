"""The words of the grammar of names and roles (lexicon/small_words.toml, lexicon/implied_mayors.toml)."""

from nlp.wordlists import either, table


def vocabulary(key: str) -> frozenset[str]:
    """One list of small words; an underscore in the file is a space."""
    return frozenset(word.replace("_", " ") for word in table("small_words.toml")[key].split())


def implied(key: str) -> str:
    """One list of what implies a mayor, as one alternation."""
    return either(table("implied_mayors.toml")[key])
