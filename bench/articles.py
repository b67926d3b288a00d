"""The pages of the benchmark: about 30 kB of HTML each, all distinct, the same on every machine.

Words are invented from syllables: the text compresses about as a newspaper's page does, and is nobody's.
"""

import html
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

SYLLABLES = [
    c + v for c in (*"bcdfglmnprstv", "tr", "pr") for v in ("a", "e", "é", "i", "o", "u", "on", "eur")
]
SMALL_WORDS = (
    "la",
    "le",
    "les",
    "de",
    "des",
    "du",
    "un",
    "une",
    "et",
    "à",
    "dans",
    "pour",
    "sur",
    "avec",
    "par",
)
WORDS, SENTENCES, CARDS = 4000, 3000, 1500
SENTENCES_A_PAGE, CARDS_A_PAGE, MENU_LINKS, RULES = 70, 32, 60, 110
_DAY = datetime(2026, 11, 20, 6, tzinfo=UTC)


def host(number: int) -> str:
    """The name of an outlet, from 1 on."""
    return f"h{number:02d}.localhost"


def article_path(number: int) -> str:
    """The path of an article; its number is unique over all hosts."""
    return f"/actualites/{_DAY:%Y/%m}/article-{number:06d}.html"


def article_number(path: bytes) -> int | None:
    """The inverse of `article_path`; None for any other path."""
    digits = path[-11:-5]
    return int(digits) if path.startswith(b"/actualites/") and digits.isdigit() else None


@dataclass(frozen=True, slots=True)
class Pages:
    """Every page as a few shared pieces: 20,000 pages of 30 kB take 15 MB."""

    top: bytes
    middle: bytes
    bottom: bytes
    sentences: tuple[bytes, ...]
    cards: tuple[bytes, ...]
    chosen: tuple[tuple[tuple[bytes, ...], tuple[bytes, ...]], ...]

    def body(self, number: int) -> bytes:
        """The HTML of one article."""
        sentences, cards = self.chosen[number]
        heading = b"<h1>%d : " % number + sentences[0] + b"</h1>"
        return b"".join((self.top, heading, *sentences, self.middle, *cards, self.bottom))


def build(count: int, seed: int = 20) -> Pages:
    """The pages numbered from 0 to `count` - 1."""
    chance = random.Random(seed)  # noqa: S311  the same pages every time, no secrets
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(WORDS)]
    sentences = tuple(_paragraph(_sentence(chance, words)) for _ in range(SENTENCES))
    cards = tuple(_card(chance, words) for _ in range(CARDS))
    chosen = tuple(
        (tuple(chance.choices(sentences, k=SENTENCES_A_PAGE)), tuple(chance.choices(cards, k=CARDS_A_PAGE)))
        for _ in range(count)
    )
    return Pages(_top(chance, words), b"</article><aside>", _bottom(), sentences, cards, chosen)


def feed(base: str, numbers: range) -> bytes:
    """The RSS feed that announces these articles of one outlet."""
    items = "".join(
        f"<item><title>Article {number} : une expérimentation</title><link>{base}{article_path(number)}</link>"
        f"<guid>{base}{article_path(number)}</guid><description>Le chapô de l'article {number}.</description>"
        f"<pubDate>{format_datetime(_DAY - timedelta(minutes=number % 5000))}</pubDate></item>"
        for number in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


def _sentence(chance: random.Random, words: list[str]) -> str:
    """Zipf's law, roughly: a short head of frequent words, a long tail."""
    picked = [
        chance.choice(SMALL_WORDS)
        if chance.random() < 0.4
        else words[min(int(chance.paretovariate(0.6)), WORDS) - 1]
        for _ in range(chance.randint(10, 26))
    ]
    return " ".join(picked).capitalize() + "."


def _paragraph(text: str) -> bytes:
    return f'<p class="article__paragraph">{html.escape(text)}</p>\n'.encode()


def _card(chance: random.Random, words: list[str]) -> bytes:
    title = html.escape(_sentence(chance, words))
    slug = "-".join(chance.choices(words, k=6))
    return (
        f'<div class="card card--small"><a class="card__link" href="/dossiers/{slug}-{chance.randrange(10**6)}">'
        f'<img loading="lazy" src="/images/{chance.randrange(10**9)}.jpg" width="320" height="180" alt="">'
        f'<h3 class="card__title">{title}</h3></a></div>\n'
    ).encode()


def _top(chance: random.Random, words: list[str]) -> bytes:
    menu = "".join(
        f'<li><a href="/{word}">{word.capitalize()}</a></li>' for word in chance.sample(words, MENU_LINKS)
    )
    rules = "".join(f".r{n}{{margin:{n}px;color:#{chance.randrange(16**6):06x}}}" for n in range(RULES))
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Un article</title>'
        '<meta name="description" content="Une expérimentation"><meta property="og:type" content="article">'
        f"<style>{rules}</style></head><body><nav><ul>{menu}</ul></nav><article>"
    ).encode()


def _bottom() -> bytes:
    script = "".join(f"window.q=window.q||[];q.push(['zone',{n},'{n * 7919 % 9973}']);" for n in range(50))
    return f"</aside><footer>Mentions légales</footer><script>{script}</script></body></html>".encode()
