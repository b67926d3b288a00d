"""Whatever a text holds: spans that index it, what they say there, and a time that grows with its length."""

import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.types import Analysis, Span
from nlp.text import cut_at, readable

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

DAY = date(2026, 11, 17)
WORDS = [
    "le maire de", "Cannes", "LE MANS", "Solenn Kervadec", "David Lisnard (Nouvelle Énergie)", ",", ".", "\n",
    "\r\n", "\0", "IA", "caméras augmentées", "(Var)", "« Oui »", "l’application Zéphyr", "baptisée", "🤖", "🇫🇷",
    "d’", "Saint-", "İ", "İZMİR", "ﬁbre", "e\u0301", "\u202eenil\u202c", "\ud83d", "\u00a0", "\u200b", "ſ", "ǅ",
    "Straße", "Ville de Lyon", "the mayor of", "communauté d’agglomération", "Mme le maire", "№", "½", "M.",
    "http://a.example/b",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=40)


def spans(found: Analysis) -> list[tuple[Span, str | None]]:
    """Every span of an analysis, with the words it claims where it claims any."""
    claimed: list[tuple[Span, str | None]] = [((m.start, m.end), m.surface) for m in found.mentions]
    claimed += [(role.evidence, role.evidence_text) for role in found.roles]
    return claimed + [(span, None) for role in found.roles for span in role.mentions]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=TEXTS, glue=st.sampled_from([" ", "", "\n", ", ", "\u202f"]))
def test_every_span_says_what_the_text_says_there(
    demo_pipeline: "Analyser", words: list[str], glue: str
) -> None:
    from nlp.pipeline import Text

    text = glue.join(words)
    said = text.encode("utf-8", "replace").decode()  # a lone surrogate is read as "?", one for one
    for (start, end), surface in spans(demo_pipeline.analyse(Text(text, DAY))):
        assert 0 <= start < end <= len(text)
        assert surface is None or said[start:end] == surface
        assert said[start:end].strip() == said[start:end]


@given(st.text(max_size=400), st.integers(1, 300))
def test_a_cut_text_ends_between_words(text: str, most: int) -> None:
    end = cut_at(text, most)
    assert end <= min(most, len(text))
    assert end == len(text) or most - end <= 100
    assert readable(text, most) == text[:end]


def test_a_long_text_is_not_cut_inside_a_name(demo_pipeline: "Analyser") -> None:
    from nlp.pipeline import Text

    text = "À Nice. " * 12_499 + "À Pari" + "sot rien. " * 100_000
    found = demo_pipeline.analyse(Text(text, DAY))
    assert {m.key for m in found.mentions} == {"06088"}
    assert max(m.end for m in found.mentions) <= 100_000


PROSE = "Le conseil s’est réuni jeudi, dit la maire de Nice ; « rien de neuf ». "
HOSTILE: dict[str, Callable[[int], str]] = {
    "one letter": lambda n: "a" * n,
    "brackets": lambda n: "(" * n,
    "elisions": lambda n: "l'" * (n // 2),
    "emoji": lambda n: "🤖" * n,
    "lone surrogates": lambda n: "\ud83d" * n,
    "combining marks": lambda n: "e\u0301" * (n // 2),
    "no spaces": lambda n: (PROSE.replace(" ", "") * (n // 50))[:n],
    "one paragraph": lambda n: (PROSE * (n // 60))[:n],
    "one reported clause": lambda n: ("selon sa rivale " * (n // 16))[:n],
    "colons and quotes": lambda n: ("cite : « oui oui oui » " * (n // 23))[:n],
    "capitals": lambda n: (PROSE.upper() * (n // 60))[:n],
    "one capital": lambda n: "A" * n,
    "hyphened capitals": lambda n: "A-" * (n // 2),
    "base64": lambda n: "QmVmZnJvaQ" * (n // 10),
    "bidi": lambda n: "\u202eecin\u202c " * (n // 7),
    "NUL": lambda n: "Nice\0 " * (n // 6),
    "addresses": lambda n: "http://a.example/b/" * (n // 19),
    "towns": lambda n: "Paris " * (n // 6),
    "roles": lambda n: "le maire de " * (n // 12),
    "titles": lambda n: "Le maire. " * (n // 10),
    "speakers": lambda n: "« Oui », dit Jean Dupont. Le maire. " * (n // 36),
    "lists of mayors": lambda n: "les maires de Gap, de Lens, " * (n // 28),
    "départements": lambda n: "Ain et Aisne, " * (n // 14),
    "open quotes": lambda n: "« " * (n // 2),
    "incises": lambda n: "« " + "oui, dit-il, " * (n // 13),
    "verbs of speech": lambda n: "dit que " * (n // 8),
    "quotes told": lambda n: "Il a, dit N, « dit que » par elle : selon lui, " * (n // 47),
    "spaces": lambda n: " " * n,
    "no-break spaces": lambda n: "a\u00a0" * (n // 2),
    "many letters": lambda n: "".join(chr(0x4E00 + i % 20_000) for i in range(n)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_length_and_no_faster(demo_pipeline: "Analyser", name: str) -> None:
    """Four times the text, in ten times the time at most: a quadratic step would take sixteen."""
    from nlp.pipeline import Text

    def seconds(length: int) -> float:
        began = time.process_time()
        demo_pipeline.analyse(Text(HOSTILE[name](length), DAY))
        return time.process_time() - began

    seconds(10_000)
    short, long = min(seconds(10_000), seconds(10_000)), seconds(40_000)
    assert long < max(10 * short, 0.5)
