from pathlib import Path

import pytest

from core import settings, sources
from core.errors import SettingsError

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "beffroi.toml"


def test_the_template_is_a_valid_file_that_says_the_defaults(file: Path) -> None:
    file.write_text(settings.template(), encoding="utf-8")
    assert settings.load(file) == settings.Settings()


def test_overrides_reach_the_template(file: Path) -> None:
    file.write_text(settings.template({"workspace": {"name": 'Le "Bon" \\ Beffroi'}}), encoding="utf-8")
    assert settings.load(file).workspace.name == 'Le "Bon" \\ Beffroi'


def test_the_environment_wins_over_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("[crawler]\nmax_pages = 3\n", encoding="utf-8")
    monkeypatch.setenv("BEFFROI_CRAWLER__MAX_PAGES", "7")
    assert settings.load(file).crawler.max_pages == 7


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[crawler]\nmax_page = 3\n", "vouliez-vous dire « max_pages »"),
        ("[crowler]\n", "vouliez-vous dire « crawler »"),
        ("[crawler]\nmax_pages = 0\n", r"crawler\.max_pages \(« 0 »\) : plus de 0"),
        ('[crawler]\nmax_pages = "dix"\n', "nombre entier attendu"),
        ('[crawler]\ncontact = "pas une adresse"\n', "crawler.contact"),
        ('[store]\nmemory_limit = "beaucoup"\n', "store.memory_limit"),
        ('[schedule]\ntimezone = "Europe/Pari"\n', "fuseau inconnu"),
        ("crawler = 3\n", "table attendue"),
        ("[crawler\n", "illisibles"),
        ('[workspace]\nlegal_basis = "aucune"\n', "workspace.legal_basis"),
    ],
)
def test_a_bad_file_is_refused_with_the_key_and_the_nearest_name(file: Path, text: str, says: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=says) as error:
        settings.load(file)
    assert str(file) in str(error.value)
    assert error.value.next_step


def test_every_key_is_documented() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    for name, section in settings.sections().items():
        for key, info in section.model_fields.items():
            assert f"`{name}.{key}`" in page
            assert info.description
            assert info.description in page


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[a]\nname="A"\nhomepage="http://a/"\nentrees=[]\n', "vouliez-vous dire « entries »"),
        ('[a]\nname="A"\nhomepage="http://a/"\n', "entries : clé manquante"),
        (
            '[a]\nname="A"\nhomepage="http://a/"\nentries=[{kind="rss",url="http://a/"}]\n',
            "possibles : .*feed",
        ),
        ('[a]\nname="A"\nhomepage="http://a/"\nentries=[{kind="feed",url="file:///etc/passwd"}]\n', "http"),
        ('[a]\nname="A"\nhomepage="http://a/"\nentries=[{kind="listing",url="http://a/"}]\n', "pattern"),
        ('[a]\nname="A"\nhomepage="http://a/"\nentries="x"\n', "liste"),
        ('[a]\nname="A"\nhomepage="http://a/"\nentries=[]\ndepartements="29"\n', "liste"),
        ('[a]\nname="A"\nhomepage="http://a/"\nentries=[]\nenabled="false"\n', "true ou false"),
        (
            '[a]\nname="A"\nhomepage="http://a/"\nentries=[{kind="listing",url="http://a/",pattern="("}]\n',
            "motif",
        ),
        ("a = 1\n", "table attendue"),
        ("[", "illisibles"),
    ],
)
def test_a_bad_source_is_refused_with_its_name(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=says):
        sources.load(path)


def test_the_sources_template_is_a_valid_file(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(sources.TEMPLATE, encoding="utf-8")
    assert sources.load(path) == ()
    lines = (line.removeprefix("# ") for line in sources.TEMPLATE.splitlines()[3:])
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [s.slug for s in sources.load(path)] == ["le-titre"]


def test_the_workspace_variable_is_no_setting(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("", encoding="utf-8")
    monkeypatch.setenv("BEFFROI_WORKSPACE", "/ailleurs")
    monkeypatch.setenv("BEFFROI_LOG", "x")
    assert settings.load(file) == settings.Settings()
