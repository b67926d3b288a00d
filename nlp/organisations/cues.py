"""What the words around a name say: that it is a body, of which kind, and how surely.

The regular expressions read folded lower-case text: the window before a name (they end with `$`) and the one
after it (they begin at its end).
"""

import re
from dataclasses import dataclass

from nlp.findings import Findings

WINDOW = 80


@dataclass(frozen=True, slots=True)
class Cue:
    """`sure`: said of no person or place; otherwise it counts only where nothing speaks against it."""

    kind: str
    rule: str
    sure: bool


# "start-up [grenobloise] [spécialisée dans la donnée] X"
_NO_COMPLEMENT = (
    r"(?!(?:signale|etale|egale|avale|devoile|scolaires?|municipa\w+|politiques?|de travail|de parole|socialistes?|ecologistes?|majoritaire|"
    r"d opposition|d elus?|du maire|de la maire|du ministre|du prefet|du president|de donnees|postale|d action|"
    r"est|sont|a|ont|et|ou|qui|que|dont|par|pour|avec|sur|dans)\b)"
)
_ADJECTIVE = (
    r"(?:\w+(?:ais|aise|aises|ois|oise|oises|iens?|iennes?|ains?|oyens?|oyennes?|aines?|ins?|ines?|ards?|ardes?|al|ale|aux|ales|"
    r"iques?|ives?|ifs?|antes?|ants?|istes?|aires?|iles?|elles?|enes?|eux|euses?|ees?|onnes?|ables?)|telecoms?|tech|locaux|"
    r"jeunes?|privee?s?|tierce|mixte|libre|retenue?s?|choisie?s?|designee?s?|selectionnee?s?|publique?s?|citees?|"
    r"public|voisine?|concurrente?)"
)
_COMPLEMENT = rf"(?:,? {_NO_COMPLEMENT}(?:(?:de|d|des|en|du) (?!(?:la|l|le|les) )\w+(?: {_NO_COMPLEMENT}{_ADJECTIVE})?|{_ADJECTIVE}))"
_END = rf"{_COMPLEMENT}{{0,3}},? ?(?:[«“\"]\s?)?(?:l |la |le |les )?$"

_HEADS = {
    "company": (
        r"societes?|entreprises?|start ups?|startups?|jeunes? pousses?|pepites?|licornes?|spin off|editeurs?|editrice|"
        r"operateurs?|prestataires?|fournisseurs?|fabricants?|constructeurs?|integrateurs?|cabinets?|"
        r"bureaux? d etudes|groupes?|pme|esn|ssii|filiales?|geants?|equipementiers?|hebergeurs?|installateurs?|"
        r"delegataires?|concessionnaires?|industriels?|promoteurs?|assureurs?|firmes?|multinationales?|"
        r"energeticiens?|transporteurs?|banques?|mutuelles?|scop|scic|cooperatives?|consortiums?|groupements?|specialistes?|"
        r"agences? (?:de communication|de design|web|digitale|conseil|de conseil)|incubateurs?|accelerateurs?|"
        r"eurl|sarl|sas|laboratoire pharmaceutique|studios? d animation|maison mere|distributeurs?|exploitants?|"
        r"sous traitants?|loueurs?"
    ),
    "association": (
        r"associations?|collectifs?|federations?|fondations?|ong|confederations?|amicales?|club|clubs|"
        r"mouvements? (?:citoyen|associatif)|think tanks?|reseau d elus|reseau associatif|tiers lieux?|fab ?labs?"
    ),
    "research": (
        r"laboratoires?|instituts?|chaires?|ecoles? (?:d ingenieurs?|de commerce|d informatique|de code|superieure)|"
        r"centres? de recherches?|organismes? de recherche"
    ),
    "other": (
        r"syndicats?|regies?|spl|sem|societe publique locale|societe d economie mixte|gip|groupements? d interet public|etablissements? publics?|"
        r"bailleurs?|offices? (?:public|hlm|d hlm)|quotidiens?|journal|journaux|magazines?|hebdomadaires?|revues?|"
        r"mensuels?|radios?|chaines?|agences? de presse|sites? d information|sites? specialises?|confreres? (?:de|du)|"
        r"consoeurs? (?:de|du)|syndicat mixte|poles? de competitivite"
    ),
}
_HEAD = {kind: re.compile(rf"\b(?:{heads}){_END}") for kind, heads in _HEADS.items()}
_OF = r"(?: de la| de l| de| d| du| des| chez)(?: la| le| l| les)? ?(?:[«“\"]\s?)?$"
_WORDS = r"(?: (?!(?:de|d|du|des|chez|est|a|qui)\b)[a-z]+){0,3}"
_COMPANY_ROLE = re.compile(
    rf"\b(?:pdg|p dg|directeur general|directrice generale|fondateurs?|fondatrices?|cofondateurs?|cofondatrices?|"
    rf"co fondateur|co fondatrice|patron|patronne|gerante?|dirigeante?s?|filiale|salaries?|ingenieure?s?|"
    rf"consultante?s?|actionnaires?|clients?|maison mere|sous traitant|directeur commercial|"
    rf"commerciale?){_WORDS}{_OF}"
)
_CHEZ = re.compile(r"\b(?:chez|racheter?e?s? (?:par|a)|filiale (?:de|du|d)) (?:l |la |le |les )?(?:[«“\"]\s?)?$")
_ROLE = re.compile(
    rf"\b(?:directeurs?|directrices?|president|presidente|vice presidente?|responsable|chef de projet|chercheurs?|"
    rf"chercheuses?|professeure?s?|doctorante?s?|porte parole|deleguee? (?:general|generale|regional|regionale)|"
    rf"secretaire generale?|expert|experte|juriste|journalistes?|economiste|sociologue|charge|chargee|cheffe? de projet|membres?|"
    rf"benevoles?|representante?s?|adherente?s?|technicien|technicienne|hydrologue|equipes?|etude|rapport|"
    rf"enquete|logiciel|solution|outil|locaux|laboratoire|"
    rf"concours|soutien|aide|appui|expertise|participation|autorisation|avis|partenaires?)"
    rf"(?: (?!(?:est|a|qui)\b)[a-z]+){{0,5}}?(?: de la| de l| de| d| du| des| a la| a l| a| au| aux)(?: la| le| l| les)?"
    rf" ?(?:[«“\"]\s?)?$"
)
_DONE = (
    r"(?:concu|developpe|fabrique|edite|exploite|commercialise|fourni|installe|deploye|realise|construit|opere|"
    r"heberge|mis au point|mise au point|mis en place|mise en place|mis en oeuvre|imagine|cree|invente|vendu|distribue|"
    r"gere|pilote|porte|mene|conduit|finance|cofinance|subventionne|soutenu|accompagne|propose|assure|produit|"
    r"entraine|anime|propulse|signe|pose|elabore|lance|livre|loue|remporte|entretenu|supervise|labellise|certifie|"
    r"valide|audite|decline|rachete|epaule|equipe|monte|integre|programme|suivi|paye|publie|mandate|emmene|retenu)"
)
_BY = re.compile(
    rf"\b{_DONE}(?:e|s|es)?(?: (?!par\b)[a-z]+){{0,3}}? par(?: la| le| l| les)? ?(?:[«“\"]\s?)?$"
)
_WITH = re.compile(
    r"\b(?:confiee?s? a|attribuee?s? a|revient a|est revenue? a|fait appel a|recours a|appel a|partenariat avec|"
    r"contrats? avec|marche(?: passe| conclu| signe)? avec|marche a|convention avec|accord avec|collaboration avec|"
    r"collabore avec|travaille avec|associee?s? a|associee?s? avec|aux cotes de|l aide de|le soutien de|l appui de|"
    r"le concours de|aupres de|pour le compte de|groupement mene par|choisi|retenu|mandate|signe avec|menee? avec|"
    r"conventionne avec|negocie avec|adresse a|achetee?s? a|louee?s? a|confiant a|opposait a|litige avec|"
    r"opposee? a|facturee?s? par|signee?s?|relaie|adhere a|adherente? de|affiliee?s? a)"
    r"(?: la| le| l| les)? ?(?:[«“\"]\s?)?$"
)
_SAYS = (
    r"(?:releve|rapporte|revele|ecrit|affirme|indique|annonce|raconte|signale|titre|note|precise|rappelle|estime|"
    r"publie|explique)"
)
_PRESS = re.compile(
    rf"\b(?:selon|d apres|{_SAYS}|confie a|declare a|repond a|dans les colonnes (?:de|du)|informations (?:de|du)|"
    rf"interroge par|contacte par|dans|au micro (?:de|du)|par) ?$"
)
_KINDS = (
    r"(?:societe|entreprise|start up|startup|jeune pousse|jeune societe|pme|filiale|editeur|editrice|operateur|fabricant|"
    r"constructeur|cabinet|bureau d etudes|groupe|geant|prestataire|specialiste|leader|agence de|studio|integrateur|"
    r"equipementier|hebergeur|pepite|firme|multinationale|numero un|concepteur|titulaire|poids lourd|fournisseur)"
)
_APPOSED = re.compile(
    rf"^(?:\s?\([^()]{{1,40}}\))?,? (?:une?|la|le|l|son|sa|leur|notre)? ?(?:jeune |petite? |grande? |celebre |autre |"
    rf"ex )?{_KINDS}\b"
)
_APPOSED_BODY = re.compile(
    r"^(?:\s?\([^()]{1,40}\))?, (?:une?|la|le|l|son|sa|leur)? ?(?:jeune |petite? |grande? )?"
    r"(?:(?P<association>association|collectif|federation|fondation|ong)|(?P<other>syndicat|regie|bailleur|quotidien|"
    r"journal|hebdomadaire|magazine)|(?P<research>laboratoire|institut|ecole|universite))\b"
)
_BARE = re.compile(
    r"^(?:\s?\([^()]{1,40}\))?, (?:specialisee? |specialiste d|filiale d|editeur d|fabricant d|qui (?:developpe|edite|"
    r"commercialise|fabrique|emploie) |societe |entreprise |start up |jeune (?:societe|pousse)|leader )"
)
_SEATED = re.compile(
    r"^(?:\s?\([^()]{1,40}\))?, (?:basee|installee|implantee|creee|fondee|domiciliee|etablie)s? (?:a|en|dans|depuis|pres) "
)
_PRODUCT = re.compile(
    rf"\b(?:applications?|appli|applis|logiciels?|progiciels?|plateformes?|outils?|solutions?|dispositifs?|portails?|"
    rf"assistante?s?|chatbots?|robots?|agents? conversationnels?|systemes?|programmes?|projets?|navettes?|drones?|"
    rf"sites?|modeles?|algorithmes?|intelligences? artificielles?|ia|services?|experimentation|operation|label|reseau|"
    rf"borne|messagerie|jeu|suite|technologie|marque){_END}"
)
_APPLICATION = re.compile(rf"\b(?:applications?|appli|applis|plateformes?|assistante?s?|portails?){_END}")
_MINISTER = re.compile(
    r"\b(?:ministres?|secretaires? d etat|garde des sceaux|prefets?|prefete|sous prefete?|maires?|adjointe?s?)(?: [a-z]+){0,3} "
    r"(?:de la|de l|du|des|de|d|a la|a l|au|aux) $"
)
_FORM = re.compile(r"^ (?:sas|sa|sarl|inc|ltd|gmbh|ag)\b")
_LOCATIVE = re.compile(r"\b(?:a|au|aux|en|dans|sur|pres de|depuis|vers|commune de|ville de|maire de) $")


def before(found: Findings, start: int) -> Cue | None:
    """The cue that leads to a name."""
    window = _left(found, start)
    for kind, pattern in _HEAD.items():
        if pattern.search(window) and not window.endswith("chef de groupe "):
            return Cue(kind, "head", sure=True)
    if _COMPANY_ROLE.search(window):
        return Cue("company", "company-role", sure=True)
    if _CHEZ.search(window):
        return Cue("company", "chez", sure=True)
    for pattern, rule in ((_BY, "done-by"), (_WITH, "with"), (_ROLE, "role")):
        if pattern.search(window):
            return Cue("", rule, sure=False)
    return None


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


def _left(found: Findings, start: int) -> str:
    """What stands before a name in its paragraph."""
    return found.low[max(0, start - WINDOW) : start].rpartition("\n")[2]


def seated(found: Findings, end: int) -> bool:
    """Whether a feminine participle says where it sits: "X, installée à Apt" (a company, or a woman)."""
    return _SEATED.match(found.low[end : end + WINDOW]) is not None


def ministers(found: Findings, start: int) -> bool:
    """Whether the name is a portfolio: "ministre de la Cohésion des territoires", "sous-préfet de"."""
    return _MINISTER.search(_left(found, start)) is not None


def product(found: Findings, start: int, *, known: bool = False) -> bool:
    """Whether the words before call the name a thing's: "l'application X", "son assistant, X".

    Before a `known` company's name most such words tell of its maker: "la technologie Cisco".
    """
    return (_APPLICATION if known else _PRODUCT).search(_left(found, start)) is not None


def press(found: Findings, start: int) -> bool:
    """Whether somebody is quoted, or printed, just before: "relève La Provence"."""
    return _PRESS.search(found.low[max(0, start - 30) : start]) is not None
