"""Letters of invented towns and outlets: a rich one, an empty one, one that the net wrote, one too long for a mail."""

from dataclasses import replace
from datetime import date, timedelta

from digest.letter import (
    Claim,
    ClaimKind,
    Fact,
    Foot,
    Gaps,
    Item,
    Letter,
    Missed,
    Piece,
    Section,
    Telling,
    week_of,
)

MONDAY = date(2026, 11, 16)
HOSTILE = (
    "Salon\r\nBcc: tous@exemple.example\r\n\r\n<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</mj-text></p><mj-raw><script>alert(1)</script></mj-raw>",
    "<!-- <![endif]--><iframe src='https://mal.example'></iframe>",
    "]]><style>@import url(https://mal.example)</style>",
    "=cmd|' /C calc'!A0",
    "[lien](javascript:alert(1)) <javascript:alert(1)> ![x](https://mal.example/x.png)",
    "# titre\n- liste\n1. un\n> cité\n```\ncode\n***\n| a | b |",
    "{{ 7*7 }}{{{UNSUBSCRIBE}}}{% raw %}&lt;b&gt;&amp;amp;",
    "\u202egro.live\u2066 \u2028ligne\u2029\x00\x0b\x1b[31m\ufffe",
    "👩‍👧 école 🎉 " * 20,
    "é" * 2000,
)
BAD_LINKS = (
    "javascript:alert(1)",
    "data:text/html,<b>",
    "https://a.example/\r\nBcc: x@y.example",
    "//mal.example",
    "https://a b",
    "",
)


def telling(number: int, outlet: str = "Le Phare de l’Odet", **others: object) -> Telling:
    article = f"{number:016x}"
    usual = Telling(
        article_id=article,
        title=f"Titre de l’article {number}",
        url=f"https://phare.example/2026/{number}?page=1&lieu=quai",
        outlet=outlet,
        authors=("Anne Le Ber",),
        day=MONDAY + timedelta(number % 7),
    )
    return replace(usual, **others)  # type: ignore[arg-type]


def claim(told: Telling, kind: ClaimKind, words: str, sentence: str) -> Claim:
    return Claim(
        f"{kind}-{told.article_id}-{words}", kind, words, sentence, told.article_id, told.url, told.outlet
    )


def story(number: int) -> Item:
    first = telling(number)
    said = "La maire, Maëlle Kervran, ouvre le standard vocal à 12 500 habitants."
    person = claim(first, ClaimKind.PERSON, "Maëlle Kervran", said)
    figure = claim(first, ClaimKind.FIGURE, "12 500 habitants", said)
    return Item(
        key=f"story:{number}",
        section=Section.STORIES,
        headline=""
        if number == 2
        else f"Port-Kerlann : un standard qui « répond » jour et nuit ! ({number})",
        place="Port-Kerlann (Finistère)",
        text=(
            Piece("La maire"),
            Piece(", Maëlle Kervran,", person.key),
            Piece(" ouvre le standard vocal à "),
            Piece("12 500 habitants", figure.key),
            Piece("."),
        ),
        news=("Première fois depuis août 2026 que nous lisons « assistant vocal » à Port-Kerlann.",),
        extract="Le standard de la mairie ne dort plus : un assistant vocal prend les demandes d’état civil.",
        tellings=(
            first,
            telling(
                number + 100, "La Gazette d’Aulne", authors=("Luc Ferrand", "Odile Maurel"), paywall=True
            ),
            telling(number + 200, "Le Courrier du Ponant", authors=(), day=None, reprint=True),
        ),
        claims=(person, figure),
        facts=(Fact("story", str(number), "Port-Kerlann"),),
        comment="À suivre : la commune de Saint-Aubrac y pense aussi." if number == 1 else "",
    )


def initiative(number: int) -> Item:
    first = telling(number, "La Gazette d’Aulne", paywall=True)
    said = "Brancé-le-Haut abandonne ses capteurs de stationnement, fournis par Lumevia."
    dropped = claim(first, ClaimKind.ABANDONED, "abandonne", said)
    supplier = claim(first, ClaimKind.SUPPLIER, "Lumevia", said)
    return Item(
        key=f"initiative:{number}",
        section=Section.INITIATIVES,
        headline=f"Brancé-le-Haut, capteurs de stationnement ({number})",
        text=(
            Piece("Brancé-le-Haut "),
            Piece("abandonne", dropped.key, "revoit"),
            Piece(" ses capteurs de stationnement"),
            Piece(", fournis par Lumevia", supplier.key),
            Piece("."),
        ),
        news=("À l’essai depuis mars 2026 ; abandonné cette semaine.",),
        tellings=(first,),
        claims=(dropped, supplier),
    )


def voice(number: int) -> Item:
    first = telling(number)
    said = "Rémi Castaing, maire de Saint-Aubrac"
    person = claim(first, ClaimKind.PERSON, "Rémi Castaing", said)
    return Item(
        key=f"quote:{first.article_id}:12",
        section=Section.QUOTES,
        headline="",
        text=(Piece("Rémi Castaing", person.key, "L’élu"), Piece(", maire de Saint-Aubrac")),
        quote="Une machine ne remplace pas l’accueil : elle le rend possible le dimanche.",
        tellings=(first,),
        claims=(person,),
    )


def brief(number: int) -> Item:
    return Item(
        key=f"brief:{number:016x}",
        section=Section.BRIEFS,
        headline=f"Un guichet numérique s’installe à la médiathèque de Vaugrenne ({number})",
        tellings=(telling(number, "Le Courrier du Ponant"),),
    )


def event(number: int, precision: str = "day") -> Item:
    first = date(2026, 12, 1)
    last = date(2026, 12, 2) if precision == "day" else date(2026, 12, 31)
    return Item(
        key=f"event:{number:016x}",
        section=Section.AGENDA,
        headline=f"Assises de la ville numérique ({number})",
        tellings=(telling(number),),
        facts=(Fact("event", f"{number:016x}", f"{first}|{last}|scheduled|Assises de la ville numérique"),),
        event=(first, last, precision),
        place="salle des Forges, Brancé-le-Haut",
    )


GAPS = Gaps(
    silent=("Le Clairon de Brancé", "Radio Aulne", "L’Écho des Landes"),
    reserved=(telling(900, "La Gazette d’Aulne", title="Réservé : « le vote » de Vaugrenne"),),
    uncovered=("Lozère", "Creuse"),
    missed=(Missed("Le Clairon de Brancé", "http_410", 2),),
)
FOOT = Foot(
    read=1234,
    outlets=12,
    kept=28,
    director="Jeanne Aubrun",
    method="articles collectés dans le respect de robots.txt et des réserves de fouille ; maires rapprochés du"
    " répertoire national des élus à la date de l’article.",
    accuracy=("communes 96 %", "maires 91 %", "citations 88 % (septembre 2026)"),
    watch_note="Nous veillons depuis le 17 août 2026.",
)
LETTER = Letter(
    title="La lettre du Beffroi",
    week=week_of(MONDAY),
    subject="Port-Kerlann : un standard qui « répond » jour et nuit",
    items=(
        *(story(n) for n in (1, 2, 3)),
        *(initiative(n) for n in (11, 12)),
        voice(21),
        *(brief(n) for n in (31, 32, 33)),
        event(41),
        event(42, "month"),
    ),
    gaps=GAPS,
    foot=FOOT,
    editorial="Une semaine de standards et de capteurs.\nLes uns parlent, les autres se taisent.\nNous avons écouté.",
    erratum=(
        "Dans la lettre du 9 au 15 novembre 2026, nous avions écrit « en service » : c’était « à l’essai ».",
    ),
    proofs={
        "Dans la lettre du 9 au 15 novembre 2026, nous avions écrit « en service » : c’était « à l’essai ».": (
            "https://phare.example/2026/rectifie"
        )
    },
    unusual=("Trois fois plus d’articles que d’habitude sur les assistants vocaux : 27 au lieu de 9.",),
    counts={"29": 12, "39": 3, "2A": 1, "974": 2},
    trends={"assistant vocal": (2, 4, 3, 9, 8, 27), "capteur de stationnement": (5, 4, 4, 3, 1, 0)},
)
EMPTY = Letter(
    title="La lettre du Beffroi",
    week=week_of(MONDAY),
    subject="Semaine du 16 au 22 novembre 2026 : rien à signaler",
    items=(),
    gaps=Gaps(),
    foot=Foot(read=0, outlets=0, kept=0),
)


def hostile(text: str, url: str = "https://phare.example/1") -> Letter:
    """The rich letter in which every word is this text and every address this one."""
    told = telling(1, text, title=text, url=url, authors=(text,), paywall=True, reprint=True)
    proof = claim(told, ClaimKind.PERSON, text, text)
    items = tuple(
        replace(
            item, headline=text, text=(Piece(text, proof.key), Piece(text)), news=(text,), extract=text, quote=text,
            tellings=(told,), claims=(proof,), comment=text, place=text,
        )
        for item in LETTER.items
    )  # fmt: skip
    gaps = Gaps((text,), (told,), (text,), (Missed(text, text, 1),))
    foot = Foot(1, 1, 1, text, text, (text,), text)
    return replace(
        LETTER, title=text, subject=text, items=items, gaps=gaps, foot=foot, editorial=text, erratum=(text,),
        proofs={text: url}, unusual=(text,), counts={text: 1}, trends={text: (1, 2)},
    )  # fmt: skip


def long(briefs: int = 400, stories: int = 5) -> Letter:
    """More than a mail may hold."""
    short = (*(story(n) for n in range(stories)), *(brief(1000 + n) for n in range(briefs)), event(41))
    reserved_ones = tuple(telling(5000 + n, title=f"Réservé {n}") for n in range(300))
    return replace(LETTER, items=short, gaps=replace(GAPS, reserved=reserved_ones))
