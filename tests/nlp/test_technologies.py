"""What counts as a technology in a sentence, and how it is called."""

import pytest

from core.types import Mention
from nlp.findings import Findings
from nlp.technologies.lexicon import topics, weight
from nlp.technologies.technologies import Technologies


@pytest.fixture(scope="module")
def technologies() -> Technologies:
    return Technologies()


def read(technologies: Technologies, text: str, *masks: str) -> Findings:
    spans = [(text.index(m), text.index(m) + len(m)) for m in masks]
    found = Findings(text, masks=spans)
    technologies.find(found)
    return found


def surfaces(mentions: list[Mention]) -> list[str]:
    return [m.surface for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # two things side by side are two technologies
        ("Auxerre achète douze caméras de vidéoprotection.", ["caméras", "vidéoprotection"]),
        ("Pas de caméra, pas d’algorithme, promet l’élue.", ["caméra", "algorithme"]),
        ("L’IA trie le courrier, une Intelligence Artificielle frugale.", ["IA", "Intelligence Artificielle frugale"]),
        ("LES CAMÉRAS-PIÉTONS ARRIVENT", ["CAMÉRAS-PIÉTONS"]),
        ("Le village passe au Wi-Fi public.", ["Wi-Fi public"]),
        ("PANNEAUPOCKET REMPLACE LE BULLETIN", ["PANNEAUPOCKET"]),
        ("Des boîtiers relevés en LoRaWAN.", ["LoRaWAN"]),
        # things that a modifier makes digital, in agreement with them
        ("Trois bancs publics connectés devant la gare.", ["bancs publics connectés"]),
        ("La collecte du verre intelligente démarre.", ["collecte du verre intelligente"]),
        ("Des lampadaires pilotés à distance.", ["lampadaires pilotés à distance"]),
        ("Des capteurs de vibration sous le pont.", ["capteurs de vibration"]),
        ("Une jardinière connectée au marché.", ["jardinière connectée"]),
        ("Des inclinomètres connectés sur la falaise.", ["inclinomètres connectés"]),
        ("Quarante bornes de la ville connectée.", []),
        ("Des bâtiments connectés au réseau de chaleur.", []),
        ("Restez connectés : des habitants connectés.", []),
        ("Une rentrée connectée, des familles connectées, un bourg enfin connecté.", []),
        # what goes with the thing, what is no such thing
        ("Le nouveau portail est prêt ; le portail du parc est fermé.", ["portail"]),
        ("Le portail coulissant, un portail en fer.", []),
        ("Le point GPS est flou, le GPS aussi.", ["GPS"]),
        ("L’ADSL, une antenne satellite et un secours par satellite.", ["ADSL", "antenne satellite", "satellite"]),
        ("Un satellite de Mars.", []),
        ("La certification Pix ; Pix s’efface.", ["Pix"]),
        ("Dix compteurs communicants, puis une fuite après compteur.", ["compteurs communicants"]),
        ("Un chatbot répond. L’assistant social attend l’assistant.", ["chatbot", "assistant"]),
        ("Le service d’information géographique.", []),
        ("Deux automates de prêt et un formulaire en ligne.", ["automates de prêt", "formulaire en ligne"]),
        # the words of a law, of a film, of a kitchen
        ("En application de l’arrêté, et pour l’application du règlement.", []),
        ("La stricte application de la loi.", []),
        ("La nouvelle application signale les nids-de-poule.", ["application"]),
        ("L’application de la mairie plaît.", ["application de la mairie"]),
        ("Une application d’intelligence artificielle.", ["intelligence artificielle"]),
        ("Isolation en fibre de bois, robot de cuisine, face caméra.", []),
        ("La mairie sonde les habitants ; une sonde mesure la nappe.", ["sonde"]),
        # ordinary equipment and matters that are no technology
        ("Un ordinateur, le site internet, un logiciel et le numérique.", []),
        ("Après la cyberattaque, les serveurs sont éteints.", []),
        ("Le réseau social et la page Facebook de Dole.", []),
        # other articles' titles, and names that hold a technology's word
        ("LIRE AUSSI : la fibre gagne la vallée", []),
        ("À lire aussi > Les drones de Dole\nUn drone décolle.", ["drone"]),
        ("Le syndicat La Fibre Jurassienne a payé.", []),
    ],
)  # fmt: skip
def test_what_counts(technologies: Technologies, text: str, expected: list[str]) -> None:
    assert surfaces(read(technologies, text).technologies) == expected


@pytest.mark.parametrize(
    ("text", "key", "name"),
    [
        ("Un robot conversationnel répond.", "chatbot", "chatbot"),
        ("Des centres de données sous la piscine.", "centre-de-donnees", "data center"),
        ("Des caméras de surveillance au port.", "videosurveillance", "vidéosurveillance"),
        ("Des caméras thermiques au carrefour.", "camera-thermique", "caméras thermiques"),
        ("Une caméra thermique au carrefour.", "camera-thermique", "caméra thermique"),
        ("Une LED pilotable à distance.", "candidate:led pilotable a distance", "LED pilotable à distance"),
        ("Vingt LED pilotables à distance.", "eclairage-intelligent", "éclairage intelligent"),
        ("Des algorithmes partout.", "algorithme", "algorithme"),
        ("Trente capteurs photo.", "capteur-photo", "capteurs photo"),
        ("Trois caméras.", "camera", "caméras"),
        ("La voix de synthèse.", "synthese-vocale", "synthèse vocale"),
        ("Des tubes de comptage.", "tube-de-comptage", "tubes de comptage"),
        ("Le double virtuel de la vallée.", "jumeau-numerique", "jumeau numérique"),
        ("Un boîtier 4G prêté.", "box-4g", "box 4G"),
        ("Une caméra.", "camera", "caméra"),
        ("Un SMS prévient les riverains.", "alerte-sms", "alerte SMS"),
        ("Le SIG communal.", "systeme-d-information-geographique", "système d'information géographique"),
    ],
)
def test_how_it_is_called(technologies: Technologies, text: str, key: str, name: str) -> None:
    found = read(technologies, text).technologies
    assert [(m.key, m.name) for m in found] == [(key, name)]


def test_a_general_word_is_the_one_kind_the_text_names(technologies: Technologies) -> None:
    found = read(technologies, "Des sondes d’humidité au stade. Les sondes parlent. Soixante compteurs.")
    assert [m.name for m in found.technologies] == ["sondes d'humidité", "sondes d'humidité"]
    found = read(technologies, "Dix compteurs communicants, puis cent compteurs.")
    assert [m.key for m in found.technologies] == ["compteur-communicant", "compteur-communicant"]


def test_a_phrase_that_no_lexicon_lists_is_a_candidate(technologies: Technologies) -> None:
    [bench] = read(
        technologies, "Un abri à vélos équipé de capteurs, pardon : une pergola connectée."
    ).technologies[1:]
    assert (bench.key, bench.candidate, bench.rule) == ("candidate:pergola connectee", True, "grammar")
    assert weight(bench) == 1
    assert topics(bench) == ("ville-intelligente",)


def test_what_is_suffered_is_a_hint(technologies: Technologies) -> None:
    found = read(technologies, "Un rançongiciel a frappé la ville connectée.")
    assert surfaces(found.hints) == ["rançongiciel", "ville connectée"]
    assert found.technologies == []


def test_a_masked_name_holds_no_technology(technologies: Technologies) -> None:
    text = "L’Institut de la cybersécurité de Dole parle de cybersécurité."
    found = read(technologies, text, "Institut de la cybersécurité de Dole")
    assert [m.start for m in found.technologies] == [text.rindex("cybersécurité")]
