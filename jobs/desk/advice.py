"""What an editor can do about a refusal: by its reason."""

_BY_HAND = "collez ce que vous avez le droit de lire dans « Ajouter » : cela reste dans la rédaction"
_ASK = (
    "écrivez à l’éditeur : un flux pour notre adresse, une clé (« headers » dans sources.toml), ou une licence de "
    "revue de presse"
)
_WALL = (
    f"le site écarte les robots, et Beffroi ne se déguise pas. Au choix : {_ASK} ; l’abonnement par courriel du titre, "
    f"lu par une personne ; ou {_BY_HAND}"
)
_RESERVED = (
    "l’éditeur use du droit de réserver la fouille de textes (article L. 122-5-3 du code de la propriété "
    f"intellectuelle) : ses articles sont listés, non analysés. Une licence lève la réserve ; sinon, {_BY_HAND}"
)
_ROBOTS = (
    f"le fichier robots.txt du site interdit cette adresse aux robots, et Beffroi obéit. Au choix : {_ASK} ; "
    f"ou {_BY_HAND}"
)
_LATER = (
    "c’est souvent passager : il est redemandé de lui-même. Si cela dure, ouvrez l’adresse dans un navigateur"
)
_GONE = "cherchez sa nouvelle adresse avec « Ajouter un titre », ou mettez le titre de côté"
_NO_ARTICLE = f"ce n’est pas la page d’un article (accueil, liste, galerie) ; si c’en est un, {_BY_HAND}"
_OWN = "c’est notre choix, dans sources.toml ou beffroi.toml"

_ADVICE = {
    "captcha": _WALL, "forbidden": _WALL, "wall": _WALL, "http_401": _WALL, "http_403": _WALL, "http_451": _BY_HAND,
    "tdm": _RESERVED, "tdmrep": _RESERVED, "reserved": _RESERVED,
    "robots": _ROBOTS,
    "robots_unavailable": f"tant que robots.txt ne répond pas, tout le site est laissé de côté ; {_LATER}",
    "tdmrep_unavailable": f"tant que tdmrep.json ne répond pas, tout le site est laissé de côté ; {_LATER}",
    "cooldown": "le site demande qu’on le laisse en paix : la visite suivante attend",
    "http_404": _GONE, "http_410": _GONE, "dns": _GONE, "not_a_feed": _GONE, "not_a_sitemap": _GONE,
    "not_a_listing": _GONE, "broken_feed": f"le flux est abîmé ; {_LATER}",
    "bad_pattern": "corrigez « pattern » dans sources.toml",
    "tls": "son certificat est refusé ; s’il est sûr, « verify_tls = false » dans sources.toml l’accepte",
    "private_address": "réglez crawler.allow_private_addresses si vous le voulez vraiment",
    "not_article": _NO_ARTICLE, "too_short": _NO_ARTICLE, "empty": _NO_ARTICLE, "not_html": _NO_ARTICLE,
    "policy_excerpt": _OWN, "policy_metadata": _OWN, "budget": _OWN,
}  # fmt: skip


def advice(code: str) -> str:
    """What can be done about a refusal; empty where nobody can do anything."""
    known = _ADVICE.get(code)
    if known is not None:
        return known
    passing = code in _PASSING or code.startswith("http_5")
    return _LATER if passing else ""


_PASSING = frozenset({"timeout", "connection", "truncated", "http_408", "http_429"})
