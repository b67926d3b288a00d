"""Pages whose markup is too deep, too much, or never ends."""

from bad_page import ARTICLE, SENTENCE, TEXT, BadPage, full, honest, page, times


def nested(opening: str, depth: int, closing: str = "") -> BadPage:
    """The article inside; `closing` empty: nothing is closed."""
    name = f"nested-{''.join(c for c in opening if c.isalpha())}-{depth}{'' if closing else '-open'}"
    about = f"{depth} {opening} imbriqués"
    return BadPage(name, about, lambda: page("", opening * depth + TEXT + closing * depth))


NESTED = [
    BadPage(
        "nested-div-200",
        "200 <div> imbriqués : profond, honnête",
        lambda: page("", "<div>" * 200 + TEXT + "</div>" * 200),
        ARTICLE,
        SENTENCE,
    ),
    nested("<div>", 2_000, "</div>"),
    nested("<div>", 100_000, "</div>"),
    nested("<div>", 100_000),
    nested("<b><i>", 20_000, "</i></b>"),
    nested("<b><i>", 100_000),
    nested("<table><tr><td>", 20_000, "</td></tr></table>"),
    nested("<ul><li>", 50_000, "</li></ul>"),
    nested("<blockquote>", 50_000, "</blockquote>"),
    nested("<a href=x>", 100_000),
    nested("<form>", 100_000),
    nested("<span class=x>", 50_000, "</span>"),
    nested("<svg><g>", 50_000),
    nested("<article>", 50_000),
    nested("<p><em>", 100_000),
]

MANY = [
    BadPage("many-br", "200 000 <br>", times("<br>", 200_000)),
    BadPage("many-br-text", "200 000 <br> entre des mots", lambda: page("", "<p>" + "mot<br>" * 200_000)),
    BadPage("many-p", "50 000 <p> d'un mot", times("<p>mot</p>", 50_000)),
    BadPage("many-p-full", "autant de <p> qu'il en tient", full("<p>mot</p>")),
    BadPage("many-p-empty", "autant de <p> vides qu'il en tient", full("<p>")),
    BadPage("many-links", "30 000 liens", times('<a href="/x">un lien</a> ', 30_000)),
    BadPage("many-li", "100 000 éléments de liste", times("<li>un mot</li>", 100_000)),
    BadPage("many-cells", "un tableau de 100 000 cases", times("<table><tr>" + "<td>1</td>" * 100, 1_000)),
    BadPage("many-h1", "100 000 titres", times("<h1>Titre</h1>", 100_000)),
    BadPage("many-img", "50 000 images", times("<img src=/x.jpg alt=x>", 50_000)),
    BadPage("many-options", "100 000 options", times("<option>Ain", 100_000)),
    BadPage("many-time", "40 000 <time>", times("<time datetime=2026-11-20>hier</time>", 40_000)),
    BadPage("many-articles", "20 000 <article>", times("<article><p>Un mot.</p></article>", 20_000)),
    BadPage("many-spans", "100 000 <span>", times("<span>a</span>", 100_000)),
    BadPage("many-divs", "autant de <div> qu'il en tient", full("<div>a</div>")),
    BadPage("many-authors", "30 000 signatures", times("<span class=author>Par Anne Ler</span>", 30_000)),
    honest("many-meta", "15 000 <meta>", '<meta name="date" content="2026-11-20">' * 15_000),
    honest("many-canonical", "15 000 adresses canoniques", '<link rel="canonical" href="/x">' * 15_000),
]

HUGE = [
    BadPage("html-5mb", "5 Mo de HTML", full("<p>Un paragraphe.</p>", 5_000_000), "too_large"),
    BadPage("script-5mb", "5 Mo, presque tout en script", lambda: page(script(5_000_000)), ARTICLE),
    BadPage("script-full", "autant de script qu'il en tient", lambda: page(script(1_980_000)), ARTICLE, SENTENCE),
    BadPage("style-full", "autant de style qu'il en tient", lambda: page(f"<style>{'a{}' * 600_000}</style>"), ARTICLE),
    BadPage("comment-full", "un commentaire de 1,9 Mo", lambda: page(f"<!--{'x' * 1_900_000}-->"), ARTICLE),
    BadPage("text-one-word", "un mot de 1,9 Mo", full("a")),
    BadPage("text-one-line", "un paragraphe de 1,9 Mo", full("Un mot. ")),
    BadPage("text-one-line-p", "le même entre <p>", lambda: page("", f"<p>{'Un mot. ' * 240_000}</p>")),
    BadPage("attributes-100k", "100 000 attributs", lambda: page("", f"<div {attributes(100_000)}>{TEXT}</div>")),
    BadPage("attribute-1mb", "un attribut d'1 Mo", lambda: page("", f'<div class="{"x" * 1_000_000}">{TEXT}')),
    BadPage("attribute-words", "200 000 classes", lambda: page("", f'<div class="{"ab " * 200_000}">{TEXT}')),
    BadPage("entities-1m", "un million d'entités", full("&amp;", 5_100_000), "too_large"),
    BadPage("entities-full", "autant d'entités qu'il en tient", full("&amp;")),
    BadPage("entities-accents", "le même en accents", full("&eacute; ")),
    BadPage("title-300k", "un titre de 300 000 caractères", lambda: page(title="Un titre " * 33_333)),
    BadPage("title-full", "un titre qui remplit la page", lambda: page(title="T" * 900_000)),
    honest("data-uri", "une image de 1,5 Mo dans la page", "", f'<img src="data:image/png;base64,{"A" * 1_500_000}">'),
]  # fmt: skip

UNCLOSED = [
    BadPage("open-comment", "commentaire jamais fermé", lambda: page("<!-- x")),
    BadPage("open-script", "script jamais fermé", lambda: page("<script>x")),
    BadPage("open-title", "titre jamais fermé", lambda: page("<title>x")),
    BadPage("open-textarea", "zone de texte jamais fermée", lambda: page("<textarea>")),
    BadPage("open-attribute", "attribut jamais fermé", lambda: page('<meta content="')),
    BadPage("open-scripts", "<script, 100 000 fois", times("<script", 100_000)),
    BadPage("open-script-tags", "<script>, autant qu'il en tient", full("<script>")),
    BadPage("open-comments", "<!--, 100 000 fois", times("<!--", 100_000)),
    BadPage("open-cdata", "<![CDATA[, 100 000 fois", times("<![CDATA[", 100_000)),
    BadPage("open-pis", "<?php, 100 000 fois", times("<?php ", 100_000)),
    BadPage("open-attributes", '<a href=", 100 000 fois', times('<a href="', 100_000)),
    BadPage("open-tags", "<p, autant qu'il en tient", full("<p")),
    BadPage("open-angles", "<, autant qu'il en tient", full("<")),
    BadPage("open-entities", "&, autant qu'il en tient", full("&")),
    BadPage("closing-only", "</div>, autant qu'il en tient", full("</div>")),
    BadPage("closing-p", "</p>, autant qu'il en tient", full("</p>")),
    BadPage("misnested", "balises croisées", times("<b><p></b><i></p></i>", 50_000)),
    BadPage("doctype-bomb", "un milliard de rires", lambda: laughs() + page(body=TEXT + "&i;")),
]


def script(size: int) -> str:
    """A script of about so many bytes."""
    return f"<script>{'var a = 1;' * (size // 10)}</script>"


def attributes(count: int) -> str:
    """All different."""
    return " ".join(f"a{n}=1" for n in range(count))


def laughs() -> bytes:
    """Entities that multiply."""
    tens = (f"&{name};" * 10 for name in "abcdefgh")
    steps = "".join(f"<!ENTITY {name} '{ten}'>" for name, ten in zip("bcdefghi", tens, strict=True))
    return f"<!DOCTYPE html [<!ENTITY a 'ha'>{steps}]>".encode()


CASES = [*NESTED, *MANY, *HUGE, *UNCLOSED]
