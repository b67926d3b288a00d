"""Pages whose JSON-LD is a bomb, or has another type wherever a type is due."""

import json
from collections.abc import Callable

from bad_page import ARTICLE, SENTENCE, BadPage, page

READ = 480_000
"""Characters of a block that is still read."""

WRONG = [
    None,
    True,
    12,
    -1.5,
    10**30,
    "",
    " ",
    [],
    {},
    [[]],
    [{}],
    [None],
    {"name": []},
    {"@value": {}},
    "x" * 9_999,
]
FIELDS = ["@type", "@graph", "headline", "description", "datePublished", "dateModified", "author", "publisher", "image",
          "articleBody", "articleSection", "isAccessibleForFree", "keywords", "mainEntityOfPage", "inLanguage", "url",
          "name", "hasPart", "@id", "creator"]  # fmt: skip


def block(text: str) -> str:
    """One block of JSON-LD."""
    return f'<script type="application/ld+json">{text}</script>'


def news(fields: str) -> str:
    """A block that is an article's, with these fields, JSON already."""
    return block(f'{{"@context":"https://schema.org","@type":"NewsArticle",{fields}}}')


def listed(value: str, count: int) -> str:
    """The same value many times."""
    return f"[{','.join([value] * count)}]"


def bomb(name: str, about: str, head: Callable[[], str], truth: str = ARTICLE) -> BadPage:
    """A bomb in the head of an honest article."""
    return BadPage(f"json-{name}", about, lambda: page(head()), truth, SENTENCE if truth == ARTICLE else "")


def wrong() -> str:
    """Every field with every value that it should not have."""
    return "".join(news(f'"{field}":{json.dumps(value)}') for field in FIELDS for value in WRONG)


CASES = [
    bomb("depth-list", "100 000 listes imbriquées", lambda: block("[" * 100_000 + "]" * 100_000)),
    bomb("depth-open", "le même sans fin", lambda: block("[" * READ)),
    bomb("depth-object", "objets imbriqués", lambda: block('{"a":' * 50_000 + "1" + "}" * 50_000)),
    bomb("depth-graph", "500 @graph imbriqués", lambda: block('{"@graph":[' * 500 + "{}" + "]}" * 500)),
    bomb("depth-author", "900 listes d'auteurs", lambda: news('"author":' + "[" * 900 + '"A"' + "]" * 900)),
    bomb("depth-name", "900 noms de nom", lambda: news('"headline":' + '{"name":' * 900 + '"A"' + "}" * 900)),
    bomb("array-5mb", "un tableau de 5 Mo", lambda: block(listed("1", 2_500_000)), "too_large"),
    bomb("array-full", "un tableau de 1,9 Mo", lambda: block(listed("1", 950_000))),
    bomb("array-read", "un tableau lu", lambda: block(listed("1", READ // 2))),
    bomb("nodes-1m", "un million de nœuds", lambda: block(listed("{}", 1_000_000)), "too_large"),
    bomb("nodes-full", "autant de nœuds qu'il en tient", lambda: block(listed("{}", 640_000))),
    bomb("nodes-read", "160 000 nœuds lus", lambda: block(listed("{}", READ // 3))),
    bomb("articles", "18 000 articles", lambda: block(listed('{"@type":"NewsArticle"}', 18_000))),
    bomb("blocks", "15 000 blocs", lambda: block("{}") * 15_000),
    bomb("blocks-open", "quatre blocs sans fin", lambda: block('[{"a":' * 80_000) * 4),
    bomb("blocks-broken", "quatre blocs rompus à la fin", lambda: block(listed("{}", READ // 3)[:-1]) * 4),
    bomb("commas", "des virgules", lambda: block(f"[{',' * READ}]")),
    bomb("commas-spaces", "des virgules et des blancs", lambda: block("[1," + (" " * 900 + ",") * 500 + "]")),
    bomb("strings-open", "des guillemets", lambda: block('"' * READ)),
    bomb("escapes", "des barres obliques", lambda: block('"' + "\\" * READ)),
    bomb("huge-int", "un entier de 400 000 chiffres", lambda: news(f'"wordCount":{"9" * 400_000}')),
    bomb("huge-date", "une date de 4 000 chiffres", lambda: news(f'"datePublished":{"9" * 4_000}')),
    bomb("huge-year", "une date écrite de 400 000 chiffres", lambda: news(f'"datePublished":"{"9" * 400_000}"')),
    bomb("floats", "des nombres sans fin", lambda: news('"wordCount":1e999,"a":Infinity,"b":NaN,"c":-Infinity')),
    bomb("authors", "20 000 auteurs", lambda: news('"author":' + listed('{"name":"Anne Ler"}', 20_000))),
    bomb("author-names", "un auteur de 400 000 caractères", lambda: news(f'"author":"{"Anne Ler, " * 40_000}"')),
    bomb("keywords", "100 000 mots-clés", lambda: news(f'"keywords":"{"a," * 200_000}"')),
    bomb("same-key", "50 000 fois la même clé", lambda: news('"a":1,' * 50_000 + '"a":1')),
    bomb("headline", "un titre de 400 000 caractères", lambda: news(f'"headline":"{"a | " * 100_000}"')),
    bomb("description", "un chapô de 400 000 caractères", lambda: news(f'"description":"{"mot " * 100_000}"')),
    bomb("surrogates", "demi-caractères", lambda: news(r'"headline":"Un \ud800 titre","author":"\udfff"')),
    bomb("controls", "caractères de contrôle", lambda: news(r'"headline":"Un \u0000\u0007\u001b titre"')),
    bomb("wrong-types", "chaque champ, chaque type", wrong),
    BadPage("json-body", "articleBody qui remplit son bloc",
            lambda: page(news(f'"articleBody":"{"Un mot. " * 59_000}"')), ARTICLE),
    BadPage("json-body-tags", "articleBody de <", lambda: page(news(f'"articleBody":"{"<" * READ}"'))),
    BadPage("json-body-lines", "articleBody de 100 000 lignes",
            lambda: page(news('"articleBody":"' + "mot\\n" * 95_000 + '"'))),
    BadPage("json-body-markup", "articleBody de balises", lambda: page(news(f'"articleBody":"{"<p>mot" * 68_000}"'))),
]  # fmt: skip
