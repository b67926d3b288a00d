"""From what a person typed to a tree. Nothing is a syntax error: what means nothing is left out.

    école numérique            both words          "école numérique" « … »    one after the other
    école OU mairie (OR)       either              école SAUF fibre, -fibre   without (NOT)
    (école OU mairie) +le      grouped; required   numéri*                    words that begin so
    commune:Dreux depuis:2025-03 -source:"Le Veilleur"                        filters

Queries are short and shallow: what is longer, or deeper, is refused (QueryError) rather than run for minutes.
"""

import re
from itertools import pairwise

from core.errors import QueryError
from store.searching.text import even, readable, unelided
from store.searching.tree import All, Either, Filter, Node, Not, Phrase, Prefix, Word

MOST_CHARACTERS = 2_000
MOST_WORDS = 60
DEEPEST = 20

FIELDS = {
    "source": "source", "titre": "source", "commune": "commune", "ville": "commune", "epci": "epci",
    "departement": "departement", "département": "departement", "dept": "departement",
    "maire": "mayor", "mayor": "mayor", "technologie": "technology", "technology": "technology",
    "theme": "topic", "thème": "topic", "topic": "topic", "nature": "nature",
    "depuis": "since", "since": "since", "jusque": "until", "until": "until",
}  # fmt: skip


_FIELD = "|".join(FIELDS)
_LEXEME = re.compile(
    rf"""
      (?P<open>\() | (?P<close>\)) | (?P<sign>(?<![^\s(])[-+](?=[^\s+-]))
    | (?P<field>(?<!\w)(?i:{_FIELD})):(?:["«“„]\s*(?P<quoted>[^"«»“”„]+)["»”“]|(?P<bare>[^\s()"«»“”„:]+))
    | ["«“„](?P<phrase>[^"«»“”„]*)["»”“]
    | (?P<and>&&) | (?P<or>\|\|?)
    | (?P<word>[^\W_]+(?:['._@&-][^\W_]+|(?<=\d),(?=\d)\d+)*)(?P<star>\*?)
    """,
    re.VERBOSE,
)
_OPERATORS = {"AND": "and", "ET": "and", "OR": "or", "OU": "or", "NOT": "not", "SAUF": "not"}
_ELIDED = frozenset("cdjlmnst")
_SHORTEST_PREFIX = 2


def parse(query: str) -> Node | None:
    """The tree of a query, None when it holds no word; QueryError when it is too long or too deep."""
    if len(query) > MOST_CHARACTERS:
        raise QueryError(
            f"Recherche trop longue : {len(query)} caractères, {MOST_CHARACTERS} au plus.",
            "Gardez les mots qui comptent.",
        )
    whole = even(readable(query))
    lexemes = [lexeme for match in _LEXEME.finditer(whole) for lexeme in _lexemes(match)]
    if (words := sum(not isinstance(lexeme, str) for lexeme in lexemes)) > MOST_WORDS:
        raise QueryError(
            f"Recherche trop vaste : {words} mots, {MOST_WORDS} au plus.", "Gardez les mots qui comptent."
        )
    return _Parser(_without_stray_letters(lexemes)).parse()


Lexeme = Word | Phrase | Prefix | Filter | str


def _lexemes(match: re.Match[str]) -> list[Lexeme]:
    kind = match.lastgroup
    if match["field"]:
        return [Filter(FIELDS[match["field"].lower()], (match["quoted"] or match["bare"]).strip())]
    if match["phrase"] is not None:
        return [Phrase(unelided(match["phrase"]))] if match["phrase"].strip() else []
    if not (word := match["word"]):
        return [match[0] if kind == "sign" else str(kind)]
    if operator := _OPERATORS.get(word):
        return [operator]
    if match["star"] and word.isalnum() and len(word) >= _SHORTEST_PREFIX:
        return [Prefix(word)]
    return [Word(unelided(word))]


def _without_stray_letters(lexemes: list[Lexeme]) -> list[Lexeme]:
    """« l ecole » was typed without its apostrophe; « ligne D » was not."""
    return [
        lexeme
        for lexeme, following in pairwise([*lexemes, ""])
        if not (isinstance(lexeme, Word) and lexeme.text in _ELIDED and isinstance(following, Word))
    ]


class _Parser:
    """Recursive descent over the lexemes; AND binds tighter than OR."""

    def __init__(self, lexemes: list[Lexeme]) -> None:
        self._lexemes = lexemes
        self._at = 0
        self._depth = 0

    def parse(self) -> Node | None:
        parts = []
        while self._at < len(self._lexemes):
            parts.append(self._either())
            self._accept("close")  # one that nothing opened
        return _all(parts)

    def _next(self) -> Lexeme | None:
        return self._lexemes[self._at] if self._at < len(self._lexemes) else None

    def _accept(self, *kinds: str) -> bool:
        if self._next() in kinds:
            self._at += 1
            return True
        return False

    def _either(self) -> Node | None:
        parts = [self._all()]
        while self._accept("or"):
            parts.append(self._all())
        found = [part for part in parts if part is not None]
        return Either(tuple(found)) if len(found) > 1 else next(iter(found), None)

    def _all(self) -> Node | None:
        parts = []
        while (lexeme := self._next()) is not None and lexeme not in ("or", "close"):
            if not self._accept("and"):
                parts.append(self._one())
        return _all(parts)

    def _one(self) -> Node | None:
        negated = required = False
        while self._next() in ("not", "-", "+"):
            negated ^= self._next() != "+"
            required |= self._next() == "+"
            self._at += 1
        node = self._leaf()
        if isinstance(node, Word) and required:
            node = Word(node.text, required=True)
        return Not(node) if node is not None and negated else node

    def _leaf(self) -> Node | None:
        if self._accept("open"):
            return self._group()
        lexeme = self._next()
        if lexeme is None or isinstance(lexeme, str):  # an operator with nothing to work on
            return None
        self._at += 1
        return lexeme

    def _group(self) -> Node | None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(
                f"Recherche trop profonde : plus de {DEEPEST} parenthèses les unes dans les autres.",
                "Retirez des parenthèses.",
            )
        node = self._either()
        self._accept("close")
        self._depth -= 1
        return node


def _all(parts: list[Node | None]) -> Node | None:
    found = [part for part in parts if part is not None]
    return All(tuple(found)) if len(found) > 1 else next(iter(found), None)
