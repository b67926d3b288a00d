"""Patterns on the folded text in lower case that several readers of quotes share."""

import re

CIVILITY = r"(?:m\.? |mme |monsieur |madame )?"
COMPLEMENT = re.compile(rf"\b(?:de|d|du|des|avec|par|a|au|aux|chez|et|que|qu|dont|pour) {CIVILITY}$")
"""Before a name that is no subject."""
PREPOSITION = re.compile(
    rf"\b(?:de|d|du|des|avec|par|a|au|aux|chez|contre|envers|devant|derriere|sur|sans|entre|vers|comme) {CIVILITY}$"
)
"""Before an office or a name that is no subject; "que" and "dont" may lead to one."""
CONTRACTED = frozenset(["au", "aux", "du", "des", "d"])
"""Articles that hold a preposition."""
TOPIC = re.compile(rf"\b(?:quant a|pour|selon|d apres|aux yeux de|chez) {CIVILITY}$")
"""Before a name that a sentence is about all the same."""
TOWN = re.compile(r" (?:\([^()\n]{1,20}\) )?(?:de la ville de |de |d |du |des )(?:la |le |l |les )?")
"""From "le maire" to the town."""
SET = re.compile(
    r"(?:^|[.!?…»”\n;:] ?|\b(?:mais|et|tandis que|alors que) )(?:a|au|aux|du cote de|cote) (?:la |le |l |les )?$"
)
"""Before the town where what follows is set: "À Lens, le maire refuse"."""
JOINED = re.compile(
    r"(?:(?! (?:a|ont|est|qui|dont|que) )[^.;:!?\n«»])*[ ,](?:et|ou) (?:(?! (?:a|ont|est|qui|dont|que) )[^.;:!?\n«»])*"
)
"""From one name to another that shares its verb."""
IMPERSONAL = re.compile(
    r"il (?:faut|fallait|faudra|faudrait|y a|y avait|y aura|s agit|s agissait|convient|suffit|reste|"
    r"semble|est temps|est question)(?![a-z])"
)
"""An "il" that is nobody."""
ARTICLE = re.compile(
    r"(?:(?:m(?:me|onsieur|adame)? )?(?:le|la)|l|son|sa|ses|les|un|une|des|ce|cet|cette|ces|"
    r"notre|votre|vos|nos|leur|leurs|plusieurs|certains|certaines|d autres|quelques|beaucoup d|deux|trois|quatre) "
)
"""What opens a description."""
OVER = re.compile(
    r"[,.;:!?()«»“”\n–—]| (?:qui|que|qu|dont|ou|lors|dans|devant|en|sur|par|pour|avec|apres|avant|depuis|face|"
    r"sans|afin|pendant|mais|a propos|au sujet|a l issue|a l occasion|a l antenne|a la sortie|au micro|aupres|ce |"
    r"a une?|a ses|a son|a sa|"
    r"cette|hier|mardi|lundi|mercredi|jeudi|vendredi|samedi|dimanche|interrogee?|jointe?|citee?) "
)
"""Where a description ends: what follows tells when, where, how."""
PREDICATE = re.compile(
    r"\s(?:(?:a|ont|est|sont|avait|avaient|aurait|auraient|était|ne|se|lui|leur|y|nous|en)\s|"
    r"(?:n|s|m|l[’']a|l[’']avait)[’' ])|(?<!\bde)(?<!\bà)(?<!\bet)(?<!\bpar)\sl[’']"
)
"""The same before a verb; on the text as it is written, where "a" is no "à"."""
