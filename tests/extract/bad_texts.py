"""Pages whose words are bait for regular expressions, and fields that lead elsewhere."""

from bad_page import ARTICLE, BadPage, full, honest, page, times

NBSP, OVERRIDE = "\u00a0", "\u202e"
ELSEWHERE = "ailleurs.example"


def bait(name: str, about: str, unit: str, count: int = 0) -> BadPage:
    """Words after the article, in a paragraph, `count` times or as often as fits."""
    return BadPage(f"bait-{name}", about, times(unit, count) if count else full(unit))


BAIT = [
    bait("spaces", "200 000 blancs", " ", 200_000),
    bait("spaces-p", "le même entre deux mots", f"<p>a{' ' * 200_000}b</p>", 1),
    bait("nbsp", "un point et 200 000 insécables", f"<p>Fin.{NBSP * 200_000}x</p>", 1),
    bait("nbsp-only", "autant d'insécables qu'il en tient", NBSP),
    bait("newlines", "autant de fins de ligne qu'il en tient", "\n"),
    bait("tabs", "blancs et tabulations", " \t"),
    bait("published", "publié le, 50 000 fois", "publié le ", 50_000),
    bait("published-p", "le même, un paragraphe à chaque fois", "<p>Publié le </p>", 50_000),
    bait("published-spaces", "publié le et des blancs", f"<p>publié le{NBSP * 100_000}</p>", 1),
    bait("published-days", "publié le 1 1 1", "publié le 1 1 1 "),
    bait("dates", "autant de dates qu'il en tient", "2026-11-20 "),
    bait("dates-fr", "autant de dates en toutes lettres", "le 20 novembre 2026, "),
    bait("dates-p", "une date par paragraphe", "<p>20/11/2026</p>"),
    bait("digits", "autant de chiffres qu'il en tient", "2"),
    bait("digits-dashes", "chiffres et tirets", "20-"),
    bait("by", "par, autant qu'il en tient", "Par "),
    bait("subscribe", "abonnez-vous, autant qu'il en tient", "abonnez-vous pour "),
    bait("remains", "il vous reste", "il vous reste 1% de "),
    bait("share", "partager", "<p>Partager sur Facebook Twitter X LinkedIn WhatsApp E-mail Imprimer</p>"),
    bait("share-x", "x x x", f"<p>{'x ' * 140}y</p>"),
    bait("junk-lines", "30 000 lignes à retirer", "<p>Lire aussi : un autre robot</p>", 30_000),
    bait("full-stops", "autant de points qu'il en tient", "."),
    bait("quotes", "autant de guillemets qu'il en tient", "« "),
    bait("brackets", "autant de parenthèses qu'il en tient", "("),
    bait("urls", "autant d'adresses qu'il en tient", "http://a.b/"),
    bait("emails", "autant d'arobases qu'il en tient", "a@a."),
    bait("combining", "un e et ses accents", "\u0301"),
    bait("ligatures", "caractère qui en vaut dix-huit", "\ufdfa"),
    bait("zero-width", "autant de blancs invisibles qu'il en tient", "\u200b"),
    honest("bait-title", "un titre de barres", f'<meta property="og:title" content="{"a | " * 50_000}">'),
    honest(
        "bait-meta",
        "une description d'esperluettes",
        f'<meta name="description" content="{"&amp" * 90_000}">',
    ),
    honest("bait-author", "un auteur de virgules", f'<meta name="author" content="{" , " * 90_000}">'),
    honest("bait-author-nbsp", "un auteur d'insécables", f'<meta name="author" content="a{NBSP * 90_000}b">'),
    honest("bait-date", "une date de blancs", f'<meta name="date" content="2026{" " * 90_000}-">'),
    honest("bait-date-digits", "une date de chiffres", f'<meta name="date" content="{"1" * 90_000}">'),
]

ELSEWHERES = [
    honest("base", "base et adresse canonique ailleurs", f'<base href="https://{ELSEWHERE}/">'
           f'<link rel="canonical" href="https://{ELSEWHERE}/x"><meta property="og:url" content="//{ELSEWHERE}/">',
           lacks=ELSEWHERE),
    honest("base-relative", "base ailleurs, adresse canonique relative", f'<base href="https://{ELSEWHERE}/">'
           '<link rel="canonical" href="/x">', lacks=ELSEWHERE),
    honest("javascript", "adresses javascript:", '<link rel="canonical" href="javascript:alert(1)">'
           '<meta property="og:image" content="JavaScript:alert(1)"><meta property="og:url" content="javascript:x">',
           '<a href="javascript:alert(1)">Un lien</a>', lacks="alert(1)"),
    honest("data-image", "image data:", '<meta property="og:image" content="data:text/html,x">', lacks="data:text"),
    honest("file-image", "image file:", '<meta property="og:image" content="file:///etc/passwd">', lacks="etc/passwd"),
    honest("bad-urls", "adresses impossibles", '<link rel="canonical" href="http://[::1">'
           '<meta property="og:image" content="http://a:b:c/"><meta property="og:url" content="http://\u2100.fr/">'),
    honest("long-url", "adresse d'1 Mo", f'<link rel="canonical" href="/{"x" * 1_000_000}">'),
    honest("refresh", "redirection dans la page", f'<meta http-equiv="refresh" content="0;url=//{ELSEWHERE}/">',
           lacks=ELSEWHERE),
    BadPage("bidi-title", "titre écrit à l'envers", lambda: page(title=f"Le maire {OVERRIDE}gpj.exe de Brest"), ARTICLE,
            lacks=OVERRIDE),
    BadPage("bidi-isolates", "isolats jamais fermés", lambda: page(title="Le maire \u2066\u2067 de Brest"), ARTICLE,
            lacks="\u2067"),
    honest("bidi-author", "auteur à l'envers", f'<meta name="author" content="Anne {OVERRIDE}Ler">', lacks=OVERRIDE),
    BadPage("controls-title", "caractères de contrôle dans le titre",
            lambda: page(title="Le maire \x07\x1b[31m\u0085\u009b31m de Brest"), ARTICLE, lacks="\x1b"),
    BadPage("markup-title", "balises dans le titre",
            lambda: page(title="Le maire &lt;script&gt;alert(1)&lt;/script&gt; de Brest"), ARTICLE),
]  # fmt: skip

CASES = [*BAIT, *ELSEWHERES]
