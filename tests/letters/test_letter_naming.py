"""Where the sentence of a claim does not name whom it is about, a sentence of its article that does stands beside."""

import pytest

from commands.letters.asking import told
from digest.french import NBSP
from digest.letter import Claim, ClaimKind
from jobs.letters.naming import names_of, unnamed
from jobs.letters.questions import Question, ToCheck
from store.readers.evidence import naming


def claim(kind: ClaimKind, words: str, sentence: str = "La Ville le teste.") -> Claim:
    return Claim(words, kind, words, sentence, "a" * 16, "https://guet.example/", "Le Guet")


@pytest.mark.parametrize(
    ("kind", "words", "names"),
    [
        (ClaimKind.SUPPLIER, "Parlavox", ("Parlavox",)),
        (ClaimKind.PERSON, "Odile Ferrandou, maire de Tulle", ("Odile Ferrandou",)),
        (ClaimKind.INITIATIVE, f"Tulle (Corrèze){NBSP}: chatbot – à l’essai", ("Tulle",)),
        (ClaimKind.ABANDONED, f"Tulle (Corrèze){NBSP}: chatbot – abandonné", ("Tulle",)),
        (ClaimKind.ABANDONED, "« nous y renonçons »", ()),
        (ClaimKind.FIGURE, "54 000 €", ()),
    ],
)
def test_whom_a_claim_names(kind: ClaimKind, words: str, names: tuple[str, ...]) -> None:
    assert names_of(claim(kind, words)) == names


def test_only_what_is_not_named_is_looked_for() -> None:
    silent = claim(ClaimKind.SUPPLIER, "Parlavox")
    said = claim(ClaimKind.SUPPLIER, "Parlavox", "PARLAVOX l’a fourni.")
    asked = [Question(n, (ToCheck(n, "", one, "i", "h", None),)) for n, one in enumerate((silent, said), 1)]
    assert [found for _, found in unnamed(asked)] == [silent]


def test_the_shortest_sentence_with_the_whole_name_is_shown() -> None:
    known = {
        "a": ["Le Tulleois a voté.", "À TULLE, la Ville teste.", "Le conseil de Tulle a longuement délibéré."]
    }
    assert naming(known, "a", ["Tulle"], ["La Ville le teste."]) == {"Tulle": "À TULLE, la Ville teste."}
    assert naming(known, "a", ["Tulle"], ["Tulle le teste."]) == {}
    assert naming(known, "b", ["Tulle", ""], ["La Ville le teste."]) == {"Tulle": ""}
    assert naming(known, "a", ["saint-priest"], ["Saint-Priest vote."]) == {}, "hyphens are no difference"


def test_the_terminal_says_so_below_the_claim() -> None:
    one = claim(ClaimKind.SUPPLIER, "Parlavox")
    question = Question(1, (ToCheck(1, "", one, "i", "h", None),))
    said = told(question, {one.key: {"Parlavox": "Parlavox l’a fourni.", "Ostréa": ""}})
    assert "« Parlavox » est nommé plus loin : « Parlavox l’a fourni. »" in said.replace(NBSP, " ")
    assert "aucune phrase relevée dans cet article ne nomme « Ostréa »" in said
    assert "plus loin" not in told(question, {})
