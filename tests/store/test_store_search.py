import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from newsroom import MONDAY, article, processed

from core.errors import QueryError
from core.settings import StoreSettings
from store.batch import Batch
from store.lenient import lenient
from store.live import open_live
from store.search import Hit, search

TEXTS = {
    1: "Le déploiement de la fibre s’achève dans l’école de l’Aulne.",
    2: "Une borne déployée à la médiathèque, au cœur du bourg ; sécurité renforcée.",
    3: "Les écoles numériques de l’agglomération attendent l’intelligence artificielle.",
    4: "Aujourd’hui, rien : la vidéosurveillance est reportée à Saint-Éloi.",
}


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("search")
    with open_live(data_dir, StoreSettings()) as live:
        live.write(
            Batch(articles=tuple(processed(n, title="", summary="", text=t) for n, t in TEXTS.items()))
        )
    return data_dir / "search"


NUMBERS = {article(number).id: number for number in TEXTS}


def numbers(hits: list[Hit]) -> set[int]:
    return {NUMBERS[hit.article_id] for hit in hits}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("déploiement", {1, 2}),
        ("deploiement", {1, 2}),
        ("déployée", {1, 2}),
        ("deployee", {1, 2}),
        ("DEPLOYEES", {1, 2}),
        ("école", {1, 3}),
        ("ecole", {1, 3}),
        ("l'école", {1, 3}),
        ("l’ecole", {1, 3}),
        ("d'école", {1, 3}),
        ("coeur", {2}),
        ("cœur", {2}),
        ("securite", {2}),
        ("écoles numériques", {3}),
        ('"ecole numerique"', {3}),
        ("« école numérique »", {3}),
        ('"école de l’Aulne"', {1}),
        ('"école agglomération"', set()),
        ("fibre OR médiathèque", {1, 2}),
        ("école -fibre", {3}),
        ("école NOT fibre", {3}),
        ("école AND", {1, 3}),
        ("(école OR médiathèque) bourg", {2}),
        ("aujourd'hui", {4}),
        ("saint-eloi", {4}),
        ("Saint-Éloi : vidéosurveillance", {4}),
        ("fibre - école", {1}),
        ("url:veilleur", set()),
        ("", set()),
        ("'", set()),
        ('"', set()),
        ("*", set()),
        ("école\ud83d", {1, 3}),
        ("(", set()),
    ],
)
def test_french_queries(index_dir: Path, query: str, found: set[int]) -> None:
    assert numbers(search(index_dir, query)) == found


@profile(deadline=None, database=None, max_examples=300)
@given(st.text(alphabet="abé'’\"()«»+-:*^~[]{}<>!\\/ ANDORNOT", max_size=20))
def test_no_query_is_a_syntax_error(query: str) -> None:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body")
    index = tantivy.Index(builder.build())
    parsed, _ = index.parse_query_lenient(lenient(query), ["body"], conjunction_by_default=True)
    assert index.searcher().search(parsed, 1).count == 0


def test_titles_weigh_more_and_hits_say_what_they_are(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        in_text = processed(1, title="Autre chose", text="La fibre arrive. " + "Un mot. " * 20)
        in_title = processed(2, title="La fibre arrive", text="Un mot. " * 20)
        live.write(Batch(articles=(in_text, in_title)))
    hits = search(data_dir / "search", "fibre")
    assert [hit.article_id for hit in hits] == [in_title.article.id, in_text.article.id]
    assert hits[0].score > hits[1].score > 0
    assert (hits[0].title, hits[0].url) == ("La fibre arrive", in_title.article.url)
    assert (hits[0].source, hits[0].day) == ("le-veilleur", MONDAY.date())
    assert len(search(data_dir / "search", "fibre", 1)) == 1
    assert search(data_dir / "search", "fibre", 0) == []


def test_a_changed_article_replaces_the_old_one(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        live.write(Batch(articles=(processed(1, text="La fibre."), processed(2, published_at=None))))
        live.write(Batch(articles=(processed(1, text="Le cuivre.", version=2),)))
        assert search(data_dir / "search", "fibre") == []
        assert len(search(data_dir / "search", "cuivre")) == 1
        assert {hit.day for hit in search(data_dir / "search", "Bréville")} == {MONDAY.date(), None}


def remove(index: Path) -> None:
    shutil.rmtree(index)


def age(index: Path) -> None:
    stamp = json.loads((index / "beffroi.json").read_text())
    (index / "beffroi.json").write_text(json.dumps(stamp | {"format": 0}))


def run_ahead(index: Path) -> None:
    stamp = json.loads((index / "beffroi.json").read_text())
    (index / "beffroi.json").write_text(json.dumps(stamp | {"revision": 10_000}))
    (index / "lineage").write_text("celle d’autres résultats")


def damage(index: Path) -> None:
    (index / "meta.json").write_text("{")


def replace_by_a_foreign_one(index: Path) -> None:
    import tantivy

    shutil.rmtree(index)
    index.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("autre")
    tantivy.Index(builder.build(), str(index))


@pytest.mark.parametrize("break_", [remove, age, run_ahead, damage, replace_by_a_foreign_one])
def test_an_index_that_cannot_be_used_is_made_again(
    data_dir: Path, settings: StoreSettings, break_: Callable[[Path], None]
) -> None:
    with open_live(data_dir, settings) as live:
        live.write(Batch(articles=(processed(1, text="La fibre."), processed(2))))
    break_(data_dir / "search")
    if break_ is not run_ahead:
        with pytest.raises(QueryError, match="search"):
            search(data_dir / "search", "fibre")
    with open_live(data_dir, settings):
        pass
    assert len(search(data_dir / "search", "fibre")) == 1
    assert len(search(data_dir / "search", "Bréville")) == 2
