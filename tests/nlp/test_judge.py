"""What is for us: the gate, the reasons, and the traps of the press. Invented people and products, real communes."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from nlp.findings import Findings
from nlp.relevance.cues import Cues, groups
from nlp.relevance.evidence import Evidence
from nlp.relevance.features import judged, measures
from nlp.relevance.glance import Glance
from nlp.relevance.linear import Linear
from nlp.relevance.screen import STOPPED, Screen
from nlp.relevance.subjects import OWN, TOPICS
from nlp.relevance.weights import dump, packaged, parse
from nlp.technologies.technologies import Technologies
from nlp.text import fold
from nlp.training import passages

Analyse = Callable[..., dict[str, Any]]

OURS = [
    "Gaillon. La mairie teste un agent conversationnel pour répondre aux habitants",
    """Saverne installe vingt caméras de vidéoprotection

Le conseil municipal a voté lundi l'installation de vingt caméras autour de la gare. La maire, Odile Schwaller,
défend un projet « attendu des commerçants ».""",
    """Un prestataire privé pour les capteurs de Riom

La société Hydrelis équipe de capteurs connectés le réseau d'eau de la commune de Riom. Le maire, Luc Barge, a signé
le contrat : la Ville recevra les alertes de fuite sur une plateforme.""",
    """Lure renonce à son application citoyenne

Trop chère, trop peu utilisée : la municipalité abandonne l'application mobile lancée en 2021. Les démarches en ligne
continuent sur le site de la mairie.""",
]
NOT_OURS = [
    "Ligue 1 : Lens renverse Orange",
    "Nice : un homme arrêté avec deux kilos de cannabis",
    "Orange supprime 200 postes dans ses boutiques",
    "Municipales : à Dole, la droite choisit sa tête de liste",
    "Bruxelles : le bourgmestre veut des caméras intelligentes",
    "Levée de fonds : la start-up lilloise Modulia vise l'Amérique avec son IA",
    """La mairie de Bourgueil paralysée par un rançongiciel

Les serveurs ont été attaqués dans la nuit. Les pirates réclament une rançon, la commune a porté plainte.""",
    """Le repas des aînés de Château-Chinon

La commune a réuni deux cents habitants dans la salle des fêtes. Le maire a salué les bénévoles du comité.""",
]


@pytest.mark.parametrize("text", OURS)
def test_an_initiative_of_a_town_is_ours(demo_analyse: Analyse, text: str) -> None:
    answer = demo_analyse(text)
    assert (answer["relevant"], answer["gate"]) == (True, "passed"), answer["why"]
    assert answer["nature"] in {"initiative", "debate"}


@pytest.mark.parametrize("text", NOT_OURS)
def test_other_news_is_not(demo_analyse: Analyse, text: str) -> None:
    answer = demo_analyse(text)
    assert not answer["relevant"], answer["why"]
    assert answer["nature"] != "initiative"


def test_an_attack_is_an_incident(demo_analyse: Analyse) -> None:
    assert demo_analyse(NOT_OURS[6])["nature"] == "incident"


def test_topics_are_those_of_the_subject(demo_analyse: Analyse) -> None:
    assert demo_analyse(OURS[1])["topics"] == ["securite-video"]
    assert "ia" in demo_analyse(OURS[0])["topics"]
    assert "services-en-ligne" in demo_analyse(OURS[3])["topics"]
    assert "environnement-energie" in demo_analyse(OURS[2])["topics"]


def test_reasons_are_french_words_with_examples_and_a_sign(demo_analyse: Analyse) -> None:
    why = demo_analyse(OURS[1])["why"]
    assert why
    assert all(reason.rpartition(" : ")[2][0] in "+-" for reason in why)
    *reasons, start, total = why
    said = {"le reste", *(says for _, says in measures().values())}
    assert all(any(reason.startswith(name) for name in said) for reason in reasons)
    parts = [float(reason.rpartition(" : ")[2].replace(",", ".")) for reason in (*reasons, start)]
    assert total.startswith("total (seuil +")
    assert float(total.rpartition(" : ")[2].replace(",", ".")) == pytest.approx(sum(parts), abs=0.5)


def test_a_word_in_another_sense_is_no_reason(demo_analyse: Analyse) -> None:
    text = "La Ville de Rennes ouvre ses démarches d’état civil en ligne. L’adjointe chiffre et juge la dépense. "
    answer = demo_analyse(
        text + "La mairie ferme un guichet : le portail citoyen de Rennes donne les actes d’état civil."
    )
    assert answer["relevant"]
    assert not any(
        word in reason for reason in answer["why"] for word in ("nationale", "attaque", "justice", "privée")
    )


def evidence(text: str) -> Evidence:
    found = Findings(text)
    return Evidence(found, Cues().find(found.folded, found.low))


def test_cues_match_whole_words_plurals_and_beginnings() -> None:
    found = evidence("Les maires déploieront des caméras de surveillance ; la camerata, non.")
    assert found.group("elected").examples(3) == ["maires"]
    assert found.group("deploy").examples(3) == ["déploieront"]
    assert len(found.strong["camera"]) == 1
    assert evidence("la ville dort").group("authority").examples(3) == []
    assert evidence("la Ville agit").group("authority").examples(3) == ["la Ville"]


def test_the_words_of_an_attack_are_no_technology_but_a_subject() -> None:
    found = evidence("Cyberattaque : un rançongiciel frappe la commune")
    assert len(found.tech) == 0
    assert len(found.strong["cyber"]) == 2


def test_the_same_sentence_counts_more_than_the_same_text() -> None:
    near = judged(evidence("La mairie installe un chatbot. Il pleut."))
    far = judged(evidence("La mairie est en travaux. Un chatbot amuse Paul."))
    assert near["together"] > far.get("together", 0.0)
    assert near["both"] == far["both"]


def test_every_group_is_used_and_no_word_is_empty() -> None:
    known = groups()
    assert {g.side for g in known.values()} == {"who", "act", "about", "away"}
    assert all(group in known for mine in TOPICS.values() for group in mine)
    assert all(word.strip("*").strip() for g in known.values() for word in (*g.strong, *g.words))


def test_no_shipped_weight_speaks_against_its_name() -> None:
    signs = {name: sign for name, (sign, _) in measures().items()}
    for model in (packaged().relevance, packaged().gate):
        assert model.weights
        assert [n for n, w in model.weights.items() if signs[n] * w < 0] == []
    assert set(packaged().topics) == set(TOPICS)
    assert [n for m in packaged().topics.values() for n, w in m.weights.items() if n in OWN and w < 0] == []


def test_weights_survive_being_written_and_tell_when_they_change() -> None:
    weights = packaged()
    again = parse(dump(weights))
    assert again.fingerprint == weights.fingerprint
    assert dump(again) == dump(weights)
    bars = {**weights.bars, "relevance.short": 0.99}
    changed = dump(replace(weights, bars=bars))
    assert parse(changed).fingerprint != weights.fingerprint


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"scheme": 99}', '{"scheme": 1, "relevance": 3}'])
def test_what_is_no_weights_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(text)


def test_contributions_add_up_to_the_log_odds() -> None:
    model = Linear(-1.0, {"a": 2.0, "b": -0.5})
    values = {"a": 1.0, "b": 3.0, "unknown": 9.0}
    assert model.logit(values) == pytest.approx(-1.0 + sum(v for _, v in model.contributions(values)))
    assert 0 < model.probability({"b": 1e9}) < model.probability({}) < model.probability({"a": 1e9}) < 1


def test_judging_needs_no_scikit_learn() -> None:
    code = "import sys, nlp.relevance.relevance, nlp.pipeline, jobs.texts; print('sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_glance_sees_whatever_the_judge_would_count() -> None:
    glance, technologies, cues = Glance(), Technologies(), Cues()
    seen = 0
    for passage in passages.packaged():
        found = Findings(passage.text)
        technologies.find(found)
        if not Evidence(found, cues.find(found.folded, found.low)).plain:
            seen += 1
            assert glance.sees(found.low), passage.text
    assert seen > 300
    assert not glance.sees(fold("Le repas des aînés réunit deux cents convives").lower())


def test_what_is_stopped_says_so_first(demo_analyse: Analyse) -> None:
    assert demo_analyse("Le club de boules de Vire perd la finale")["gate"] == "stopped"
    screen = Screen(Technologies(), Cues(), packaged(), "m")
    told = screen.stopped("Le club de boules de Vire perd la finale")
    assert told is not None
    assert (told.relevant, told.why[0]) == (False, STOPPED)
    assert screen.stopped(OURS[1]) is None
