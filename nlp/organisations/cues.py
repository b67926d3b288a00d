"""What the words around a name say: that it is a body, of which kind, and how surely.

The regular expressions read folded lower-case text: the window before a name (they end with `$`) and the one
after it (they begin at its end). French writes a company's name after what it did ("conçu par X", "confié à X"),
after its people ("PDG de X") or before what it is ("X, filiale de Y").
"""

import re
from dataclasses import dataclass

from nlp.findings import Findings
from nlp.organisations import heads
from nlp.places.lexicons import demonyms

WINDOW = 80


@dataclass(frozen=True, slots=True)
class Cue:
    """`sure`: said of no person or place; otherwise it counts only where nothing speaks against it."""

    kind: str
    rule: str
    sure: bool


_QUOTE = r"(?:[«“\"]\s?)?$"
_ARTICLE = rf"(?: la| le| l| les)? ?{_QUOTE}"
_COMPANY_ROLE = re.compile(
    r"\b(?:pdg|p dg|directeur general|directrice generale|(?:co ?)?fondat(?:eurs?|rices?)|patrons?|patronne|gerante?|"
    r"dirigeante?s?|filiale|salaries?|ingenieure?s?|consultante?s?|actionnaires?|clients?|maison mere|sous traitant|"
    r"directeur commercial|commerciale?)(?: (?!(?:de|d|du|des|chez|est|a|qui)\b)[a-z]+){0,3}"
    rf"(?: de la| de l| de| d| du| des| chez){_ARTICLE}"
)
_CHEZ = re.compile(rf"\b(?:chez|rachet\w+ (?:par|a)|filiale (?:de|du|d)){_ARTICLE}")
_ROLE = re.compile(
    r"\b(?:direct(?:eurs?|rices?)|(?:vice )?presidente?|responsable|cheffe? de projet|cherch(?:eurs?|euses?)|"
    r"professeure?s?|doctorante?s?|porte parole|deleguee? (?:generale?|regionale?)|secretaire generale?|experte?|"
    r"juriste|journalistes?|economiste|sociologue|hydrologue|chargee?|membres?|benevoles?|representante?s?|"
    r"adherente?s?|technicien|technicienne|equipes?|etude|rapport|enquete|logiciel|solution|outil|locaux|laboratoire|donnees|cartes|serveurs|capteurs|usine|siege|bureaux|ateliers?|"
    r"concours|soutien|aide|appui|expertise|participation|autorisation|avis|partenaires?)"
    r"(?: (?!(?:est|a|qui)\b)[a-z]+){0,5}?(?: de la| de l| de| d| du| des| a la| a l| a| au| aux)"
    rf"{_ARTICLE}"
)
# any past participle: "adaptée par X", "reconditionnés par X", "mis en place par X"
_DONE = r"(?:\w+(?:e|i|u)e?s?|mise?s?(?: \w+){1,2}|\w+(?:is|it|int)e?s?)"
_BY = re.compile(rf"\b{_DONE}(?: \w+ment)?(?: \w+){{0,2}} par{_ARTICLE}")
_WITH = re.compile(
    r"\b(?:confiee?s? a|attribuee?s? a|revient a|est revenue? a|fait appel a|recours a|appel a|partenariat avec|"
    r"contrats? avec|marche(?: passe| conclu| signe)? avec|marche a|convention avec|accord avec|collaboration avec|"
    r"collabore avec|travaille avec|associee?s? a|associee?s? avec|aux cotes de|l aide de|le soutien de|l appui de|"
    r"le concours de|aupres de|pour le compte de|groupement mene par|choisi|retenu|mandate|signe avec|menee? avec|"
    r"conventionne avec|negocie avec|adresse a|achetee?s? a|louee?s? a|confiant a|opposait a|litige avec|"
    rf"opposee? a|facturee?s? par|signee?s?|relaie|adhere a|adherente? de|affiliee?s? a){_ARTICLE}"
)
# "propos recueillis par X": a byline
_BYLINE = re.compile(r"\b(?:propos|entretien|interview|texte|textes|photos?|images?|reportage) \w+ par $")
# "le suédois X déploie", "confié au suédois X": companies, where "le belge X écrit" is anybody
_FOREIGNER = re.compile(
    rf"\b(?:le|l|(?P<to>au)) (?:sud |nord )?(?:{'|'.join(map(demonyms, ('town', 'mayor', 'minister')))}) $"
)
_TRADES = re.compile(
    r"^(?: (?:y |en |lui |leur )?(?:a|va|doit)(?: \w+ment| deja| aussi)?)? (?:pos(?:e|er|ait|era)|(?:install|deplo[iy]|"
    r"fourni|equip|edit|commercialis|fabriqu|exploit|heberg|emplo[iy]|factur|implant|developp|assembl|rachet)\w{0,6})\b"
)
_COMPANY = (
    r"(?:societe|entreprise|start up|startup|jeune pousse|jeune societe|pme|filiale|editeur|editrice|operateur|"
    r"fabricant|constructeur|cabinet|bureau d etudes|groupe|geant|prestataire|specialiste|leader|agence de|studio|"
    r"integrateur|equipementier|hebergeur|pepite|firme|multinationale|numero un|concepteur|titulaire|poids lourd|"
    r"fournisseur)"
)
# "un fournisseur différent, le finlandais X"
_COMPANY_LEFT = re.compile(rf"\b{_COMPANY}\b(?: \w+){{0,3}}, $")
_BRACKETED = r"^(?:\s?\([^()]{1,40}\))?"
_ONE = r"(?:une?|la|le|l|son|sa|leur|notre)? ?(?:jeune |petite? |grande? |celebre |autre |ex )?"
_APPOSED = re.compile(rf"{_BRACKETED},? {_ONE}{_COMPANY}\b")
_APPOSED_BODY = re.compile(
    rf"{_BRACKETED}, {_ONE}(?:(?P<association>association|collectif|federation|fondation|ong)|"
    r"(?P<other>syndicat|regie|bailleur|quotidien|journal|hebdomadaire|magazine)|"
    r"(?P<research>laboratoire|institut|ecole|universite))\b"
)
_BARE = re.compile(
    rf"{_BRACKETED}, (?:specialisee? |specialiste d|filiale d|editeur d|fabricant d|qui (?:developpe|edite|"
    r"commercialise|fabrique|emploie) |societe |entreprise |start up |jeune (?:societe|pousse)|leader )"
)
_FORM = re.compile(r"^ (?:sas|sa|sarl|inc|ltd|gmbh|ag)\b")
_ACTS = re.compile(
    r"^(?: (?:l |les |la |le |s |y |en |n |ne |lui |nous |leur ){0,2}"
    r"(?:a|ont|va|vont|doit|avait|aura|est)(?: \w+ment| deja| aussi)?)?"
    r" (?:pose|installe|deploye?|fourni|remporte|equipe|developpe|edite|commercialise|fabrique|exploite|heberge|"
    r"emploie|facture|livre|decroche|vend|gere|propose|mene|conduit|assure|promet|loue|realise|concu|concoit|intervient|"
    r"accompagne|finance|lance|signe|conclu|ouvert|ouvre|recrute|leve|affirme|revendique|dement|reconnait)\w{0,3}\b"
)
_SEATED = re.compile(
    rf"{_BRACKETED}, (?:basee|installee|implantee|creee|fondee|domiciliee|etablie)s? (?:a|en|dans|depuis|pres) "
)
_LOCATIVE = re.compile(r"\b(?:a|au|aux|en|dans|pres de|depuis|vers|commune de|ville de|maire de) $")
_PORTFOLIO = re.compile(
    r"\b(?:ministres?|secretaires? d etat|garde des sceaux|prefets?|prefete|sous prefete?|maires?|adjointe?s?)"
    r"(?: [a-z]+){0,3} (?:de la|de l|du|des|de|d|a la|a l|au|aux) $"
)
_SAYS = (
    r"(?:releve|rapporte|revele|ecrit|affirme|indique|annonce|raconte|signale|titre|note|precise|rappelle|estime|"
    r"publie|explique)"
)
_PRESS = re.compile(
    rf"\b(?:selon|d apres|{_SAYS}|confie a|declare a|repond a|dans les colonnes (?:de|du)|informations (?:de|du)|"
    rf"interroge par|contacte par|dans|au micro (?:de|du)|par) ?$"
)


def before(found: Findings, start: int, end: int) -> Cue | None:
    """The cue that leads to a name."""
    return sure_before(found, start) or _likely_before(found, start, end)


def sure_before(found: Findings, start: int) -> Cue | None:
    """The cue that leads to a body's name alone."""
    window = _left(found, start)
    kind = heads.body(window)
    if kind:
        return Cue(kind, "head", sure=True)
    for pattern, rule in ((_COMPANY_ROLE, "company-role"), (_CHEZ, "chez")):
        if pattern.search(window):
            return Cue("company", rule, sure=True)
    return None


def _likely_before(found: Findings, start: int, end: int) -> Cue | None:
    window = _left(found, start)
    if _BYLINE.search(window):
        return None
    if _is_foreign_company(window, found.low[end : end + WINDOW]):
        return Cue("company", "with", sure=False)
    for pattern, rule in ((_BY, "done-by"), (_WITH, "with"), (_ROLE, "role")):
        if pattern.search(window):
            return Cue("", rule, sure=False)
    return None


def _is_foreign_company(window: str, behind: str) -> bool:
    """Whether a name behind its country is a company's, by what it does or what it is given to do."""
    foreigner = _FOREIGNER.search(window)
    if not foreigner:
        return False
    lead = window[: foreigner.start()] + ("a " if foreigner["to"] else "")
    return (
        any(pattern.search(lead) for pattern in (_WITH, _CHEZ, _COMPANY_LEFT))
        or _TRADES.match(behind) is not None
    )


def after(found: Findings, start: int, end: int, *, coined: bool = False) -> Cue | None:
    """The cue that follows a name; a `coined` name is no place's."""
    window = found.low[end : end + WINDOW].partition("\n")[0]
    if _FORM.match(window) or _BARE.match(window):
        return Cue("company", "apposition", sure=True)
    if _LOCATIVE.search(found.low[max(0, start - 14) : start]) and not coined:
        return None  # "À Lannion, une start-up"
    if _APPOSED.match(window):
        return Cue("company", "apposition", sure=True)
    body = _APPOSED_BODY.match(window)
    return Cue(body.lastgroup or "", "apposition", sure=True) if body else None


def seated(found: Findings, end: int) -> bool:
    """Whether a feminine participle says where it sits: "X, installée à Apt" (a company, or a woman)."""
    return _SEATED.match(found.low[end : end + WINDOW]) is not None


def acts(found: Findings, end: int) -> bool:
    """Whether the name does what companies do: "X a posé", "X édite"."""
    return _ACTS.match(found.low[end : end + WINDOW]) is not None


def portfolio(found: Findings, start: int) -> bool:
    """Whether the name is what a minister or a deputy mayor is in charge of: "ministre de la Cohésion sociale"."""
    return _PORTFOLIO.search(_left(found, start)) is not None


def product(found: Findings, start: int, *, known: bool = False) -> bool:
    """Whether the words before call the name a thing's (`heads.thing`)."""
    return heads.thing(_left(found, start), known=known)


def press(found: Findings, start: int) -> bool:
    """Whether somebody is quoted, or printed, just before: "relève La Provence"."""
    return _PRESS.search(found.low[max(0, start - 30) : start]) is not None


def _left(found: Findings, start: int) -> str:
    """What stands before a name in its paragraph."""
    return found.low[max(0, start - WINDOW) : start].rpartition("\n")[2]
