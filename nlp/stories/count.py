"""Writes nlp/lexicon/story_words.tsv: in how many of our own texts each term of nlp/stories/words.py comes.

python -m nlp.stories.count, after the passages or the articles that training reads have changed much.
"""

from collections import Counter
from pathlib import Path

from nlp.stories.words import COUNTS, terms
from nlp.training import articles, passages

LEAST = 3
HEAD = """\
# In how many texts of our own (nlp/training) a term comes: what is common to the press, and to our beat, weighs
# little. Stems of seven letters, names after ^; the first line is the number of texts. Made by nlp/stories/count.py.
"""


def main() -> None:
    """Count, and write the file in its place."""
    texts = [article.text for article in articles.packaged()]
    texts += [passage.text for passage in passages.packaged()]
    counts = Counter(term for text in texts for term in terms(text.partition("\n")[0], text))
    rows = sorted((term, n) for term, n in counts.items() if n >= LEAST)
    lines = [f"*\t{len(texts)}", *(f"{term}\t{n}" for term, n in rows)]
    path = Path(__file__).parents[1] / "lexicon" / COUNTS
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
