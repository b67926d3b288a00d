"""Nouns that introduce a name: a body's ("la start-up grenobloise X") or a thing's ("l'application X")."""

import re

# between noun and name stand adjectives and short complements; these words would make it another noun's
_NO_COMPLEMENT = (
    r"(?!(?:signale|etale|egale|avale|devoile|scolaires?|municipa\w+|politiques?|de travail|de parole|socialistes?|"
    r"ecologistes?|majoritaire|d opposition|d elus?|du maire|de la maire|du ministre|du prefet|du president|"
    r"de donnees|postale|d action|est|sont|a|ont|et|ou|qui|que|dont|par|pour|avec|sur|dans)\b)"
)
_ADJECTIVE = (
    r"(?:\w+(?:ais|aises?|ois|oises?|iens?|iennes?|ains?|aines?|oyens?|oyennes?|ins?|ines?|ards?|ardes?|al|ale|aux|"
    r"ales|iques?|ives?|ifs?|antes?|ants?|istes?|aires?|iles?|elles?|enes?|eux|euses?|ees?|onnes?|ables?)|telecoms?|"
    r"tech|locaux|jeunes?|privee?s?|tierce|mixte|libre|retenue?s?|choisie?s?|designee?s?|selectionnee?s?|public|"
    r"publique?s?|citees?|voisine?|concurrente?)"
)
_OF_NOUN = rf"(?:de|d|des|en|du) (?!(?:la|l|le|les) )\w+(?: {_NO_COMPLEMENT}{_ADJECTIVE})?"
_END = rf"(?:,? {_NO_COMPLEMENT}(?:{_OF_NOUN}|{_ADJECTIVE})){{0,3}},? ?(?:[«“\"]\s?)?(?:l |la |le |les )?$"

_NOUNS = {
    "company": (
        r"societes?|entreprises?|start ups?|startups?|jeunes? pousses?|pepites?|licornes?|spin off|editeurs?|editrice|"
        r"operateurs?|prestataires?|fournisseurs?|fabricants?|constructeurs?|integrateurs?|cabinets?|"
        r"bureaux? d etudes|groupes?|pme|esn|ssii|filiales?|geants?|equipementiers?|hebergeurs?|installateurs?|"
        r"delegataires?|concessionnaires?|industriels?|promoteurs?|assureurs?|firmes?|multinationales?|"
        r"energeticiens?|transporteurs?|banques?|mutuelles?|scop|scic|cooperatives?|consortiums?|groupements?|"
        r"specialistes?|agences? (?:de communication|de design|web|digitale|conseil|de conseil)|incubateurs?|"
        r"accelerateurs?|eurl|sarl|sas|studios? d animation|maison mere|distributeurs?|exploitants?|sous traitants?|"
        r"loueurs?|fonds(?! de dotation)(?: d investissements?)?|(?:par|avec|chez) l agence"
    ),
    "association": (
        r"associations?|collectifs?|federations?|fondations?|ong|confederations?|fonds de dotation|amicales?|clubs?|"
        r"mouvements? (?:citoyen|associatif)|think tanks?|reseau d elus|reseau associatif|tiers lieux?|fab ?labs?"
    ),
    "research": (
        r"laboratoires?|instituts?|chaires?|ecoles? (?:d ingenieurs?|de commerce|d informatique|de code|superieure)|"
        r"centres? de recherches?|organismes? de recherche"
    ),
    "other": (
        r"syndicats?|regies?|spl|sem|societe publique locale|societe d economie mixte|gip|"
        r"groupements? d interet public|etablissements? publics?|bailleurs?|offices? (?:public|hlm|d hlm)|quotidiens?|"
        r"journal|journaux|magazines?|hebdomadaires?|revues?|mensuels?|radios?|chaines?|agences? de presse|"
        r"sites? d information|sites? specialises?|(?:confreres?|consoeurs?) (?:de|du)|poles? de competitivite"
    ),
}
# a fire brigade's "chef de groupe" commands no company
_BODY = re.compile(
    rf"\b(?<!chef de )(?:{'|'.join(f'(?P<{kind}>{nouns})' for kind, nouns in _NOUNS.items())}){_END}"
)
_THING = re.compile(
    rf"\b(?:applications?|appli|applis|logiciels?|progiciels?|plateformes?|outils?|solutions?|dispositifs?|portails?|"
    rf"assistante?s?|chatbots?|robots?|agents? conversationnels?|systemes?|programmes?|projets?|navettes?|drones?|"
    rf"sites?|modeles?|algorithmes?|intelligences? artificielles?|ia|services?|experimentation|operation|label|reseau|"
    rf"borne|messagerie|jeu|suite|technologie|marque){_END}"
)
_APPLICATION = re.compile(rf"\b(?:applications?|appli|applis|plateformes?|assistante?s?|portails?){_END}")


def body(window: str) -> str | None:
    """The kind of body that the end of `window` (folded, lower case) introduces."""
    match = _BODY.search(window)
    return match.lastgroup if match else None


def thing(window: str, *, known: bool = False) -> bool:
    """Whether the end of `window` introduces a product: "son assistant, X".

    Before a `known` company's name most such words tell of its maker: "la technologie Cisco".
    """
    return (_APPLICATION if known else _THING).search(window) is not None
