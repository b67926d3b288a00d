"""An invented letter with an item of each section, and something to check in most."""

from datetime import date

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

WEEK = week_of(date(2026, 11, 19))
DAY = date(2026, 11, 17)


def telling(title: str, number: int, *authors: str) -> Telling:
    return Telling(f"{number}" * 16, title, f"https://guet.example/{number}", "Le Guet", authors, DAY)


def claim(key: str, kind: ClaimKind, words: str, number: int = 1) -> Claim:
    return Claim(
        key,
        kind,
        words,
        f"La phrase dit {words}.",
        f"{number}" * 16,
        f"https://guet.example/{number}",
        "Le Guet",
    )


STORY = Item(
    "story:s1",
    Section.STORIES,
    "À Crozon, un robot répond aux habitants",
    (
        Piece("Crozon a mis en service : robot conversationnel"),
        Piece(", avec Parlavox", "c-supplier"),
        Piece(". Montant cité : 12 000 €.", "c-figure", "."),
    ),
    news=("Première fois à Crozon", "Parlavox n’avait pas de commune"),
    extract="Le robot de Parlavox répond jour et nuit.",
    tellings=(telling("À Crozon, un robot répond aux habitants", 1, "Anne Ler"),),
    claims=(
        claim("c-supplier", ClaimKind.SUPPLIER, "Parlavox"),
        claim("c-figure", ClaimKind.FIGURE, "12 000 €"),
    ),
    facts=(
        Fact("story", "s1", "À Crozon, un robot répond aux habitants"),
        Fact("initiative-supplier", "i1", "Parlavox"),
        Fact("initiative-status", "i1", "deployed"),
        Fact("figure", f"{'1' * 16}:60", "12000 €"),
        Fact("article", "1" * 16, "relevant"),
    ),
    rank=3.5,
)
INITIATIVE = Item(
    "initiative:i2",
    Section.INITIATIVES,
    "",
    (Piece("Mende (Lozère) : caméras"), Piece(" – abandonné", "c-abandoned")),
    tellings=(telling("Mende arrête les caméras", 2),),
    claims=(claim("c-abandoned", ClaimKind.ABANDONED, "abandonné", 2),),
    facts=(Fact("initiative-status", "i2", "abandoned"), Fact("article", "2" * 16, "relevant")),
    place="Mende (Lozère)",
)
QUOTE = Item(
    "quote:3333333333333333:40",
    Section.QUOTES,
    "",
    (Piece("Odile Fabre, maire d’Autun", "c-person"),),
    quote="Nous n’avons pas à rougir de compter l’eau.",
    tellings=(telling("L’eau comptée d’Odile Fabre", 3, "Odile Fabre"),),
    claims=(claim("c-person", ClaimKind.PERSON, "Odile Fabre, maire d’Autun", 3),),
    facts=(
        Fact("speaker", f"{'3' * 16}:40", "71014:odile fabre|mayor|71014"),
        Fact("quote", f"{'3' * 16}:40", "Nous n’avons pas à rougir de compter l’eau."),
        Fact("mayor", f"{'3' * 16}:71014:odile fabre", "mayor|71014"),
    ),
)
BRIEF = Item(
    "brief:4444444444444444", Section.BRIEFS, "Rodez : des capteurs au parc",
    tellings=(telling("Rodez : des capteurs au parc", 4),), facts=(Fact("article", "4" * 16, "relevant"),),
)  # fmt: skip
BRIEF_TWO = Item(
    "brief:5555555555555555", Section.BRIEFS, "Autun : compteurs d’eau",
    tellings=(telling("Autun : compteurs d’eau", 5),),
)  # fmt: skip
EVENT = Item(
    "event:e1",
    Section.AGENDA,
    "Réunion publique sur le robot",
    tellings=(telling("Réunion à Crozon", 6),),
    facts=(Fact("event", "e1", "2026-12-10|2026-12-10|scheduled|Réunion publique sur le robot"),),
    event=(date(2026, 12, 10), date(2026, 12, 10), "day"),
    place="Crozon",
)
LETTER = Letter(
    "La lettre des villes",
    WEEK,
    "Crozon a mis en service : robot conversationnel",
    (STORY, INITIATIVE, QUOTE, BRIEF, BRIEF_TWO, EVENT),
    Gaps(("Le Phare",), (telling("Article réservé", 7),), ("Lozère",), (Missed("Le Phare", "timeout", 2),)),
    Foot(40, 7, 6, "Basile Quentric", "On lit la presse.", ("Maires : 96 % (2026)",), "Depuis novembre."),
    unusual=("Trois fois plus d’articles que d’habitude en Finistère.",),
    counts={"29": 3, "48": 1},
    trends={"robot conversationnel": (0, 1, 3)},
)
EVERY_YES = {claim.key: True for claim in LETTER.claims}
