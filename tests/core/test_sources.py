from pathlib import Path

import pytest

from core import sources
from core.errors import SettingsError
from core.types import EntryKind, Policy

HEAD = '[a]\nname = "A"\nhomepage = "https://a.example/"\n'
FEED = 'entries = [{ kind = "feed", url = "https://a.example/rss" }]\n'
TABLE = HEAD + FEED


def test_the_template_says_every_key_and_holds_no_source(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(sources.TEMPLATE, encoding="utf-8")
    assert sources.load(file) == ()
    example = "\n".join(line[2:] for line in sources.TEMPLATE.splitlines()[3:])
    (read,) = sources.parse(example, "exemple")
    keys = {line.split(" = ")[0] for line in example.splitlines() if " = " in line and line[0] not in " {"}
    assert keys == set(sources._SourceTable.model_fields)
    assert [entry.kind for entry in read.entries] == list(EntryKind)


def test_every_key_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs/sources.md").read_text(encoding="utf-8")
    assert all(f"| `{key}` |" in page for key in sources._SourceTable.model_fields)


def test_what_is_left_out_is_usual() -> None:
    (read,) = sources.parse(TABLE, "f")
    assert (read.enabled, read.verified, read.verify_tls) == (True, True, True)
    assert (read.policy, read.poll_minutes, read.headers, read.kind) == (Policy.FULL, None, (), None)


def test_every_key_reaches_the_source() -> None:
    more = (
        'kind = "presse"\ngroup = "g"\ndepartements = ["01", "2A", "971"]\nenabled = false\nevidence = "D"\n'
        'verified = false\npolicy = "metadata"\nheaders = { "X-Api-Key" = "s3cret" }\nverify_tls = false\n'
    )
    (read,) = sources.parse(TABLE + more, "f")
    assert (read.kind, read.outlet_group, read.departements) == ("presse", "g", ("01", "2A", "971"))
    assert (read.enabled, read.evidence, read.verified) == (False, "D", False)
    assert (read.policy, read.headers) == (Policy.METADATA, (("X-Api-Key", "s3cret"),))
    assert not read.verify_tls


@pytest.mark.parametrize(
    ("poll", "minutes"), [("auto", None), ("1m", 1), ("30m", 30), ("2h", 120), ("1d", 1440)]
)
def test_a_rhythm_is_auto_or_a_duration(poll: str, minutes: int | None) -> None:
    (read,) = sources.parse(f'{TABLE}poll = "{poll}"\n', "f")
    assert read.poll_minutes == minutes


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TABLE + "enable = true\n", r"\[a\] enable : clé inconnue ; vouliez-vous dire « enabled »"),
        (TABLE + 'poll = "2 weeks"\n', r"poll \(« 2 weeks »\) : \"auto\", ou une durée"),
        (TABLE + 'poll = "0m"\n', "poll"),
        (TABLE + 'policy = "all"\n', "'full', 'excerpt' ou 'metadata'"),
        (TABLE + 'verified = "oui"\n', "true ou false"),
        (TABLE + 'departements = ["29", "20"]\n', "« 20 » n'est pas un code de département"),
        (TABLE + 'headers = { "User-Agent" = "x" }\n', "appartient au collecteur"),
        (TABLE + 'headers = { "COOKIE" = "x" }\n', "appartient au collecteur"),
        (TABLE + 'headers = { "Proxy-Authorization" = "x" }\n', "appartient au collecteur"),
        (TABLE + 'headers = { "X Key" = "x" }\n', "pas un nom d'en-tête"),
        (TABLE + 'headers = { "X-A" = "1", "x-a" = "2" }\n', "deux fois"),
        (TABLE + TABLE, r"deux tables \[a\], la seconde ligne 5"),
        (TABLE + TABLE.replace("[a]", "[b]"), r"\[b\] https://a.example/rss est déjà .* de \[a\]"),
        (TABLE.replace("[a]", "[a.b]"), r'\["a\.b"\]'),
        (TABLE.replace("[a]", "[A]"), "minuscules"),
        (HEAD + 'entries = [{ kind = "listing", url = "https://a.example/" }]\n', "demande « pattern »"),
        (HEAD + 'entries = [{ kind = "feed", url = "ftp://a.example/" }]\n', "adresse http"),
        (HEAD + 'entries = [{ kind = "feed", url = "https://a.example/", patern = "x" }]\n', "« pattern »"),
        (
            HEAD + 'entries = [{ kind = "listing", url = "https://a.example/", pattern = "(" }]\n',
            "motif illisible",
        ),
        (HEAD + FEED.replace("]", ', { kind = "feed", url = "https://a.example/rss" }]'), "deux fois"),
        (HEAD + "entries = []\n", "« entries » est vide"),
        ("a = 3\n", "table attendue"),
        ("[a\n", "illisibles"),
    ],
)
def test_a_bad_source_is_refused_with_file_table_and_key(text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as error:
        sources.parse(text, "ici/sources.toml")
    assert str(error.value).startswith("ici/sources.toml : ")
    assert error.value.next_step


@pytest.mark.parametrize("value", ["s3cret\\r\\nHost: x", "s3cret\\u0000", "s3crét"])
def test_a_header_is_one_line_and_a_refusal_does_not_tell_its_value(value: str) -> None:
    with pytest.raises(SettingsError, match="X-Api-Key") as error:
        sources.parse(f'{TABLE}headers = {{ "X-Api-Key" = "{value}" }}\n', "f")
    assert "s3cr" not in str(error.value)


@pytest.mark.parametrize(
    "address",
    [
        "https://[exemple/rss",
        "https://[::1/rss",
        "https://a.example:99999/rss",
        "https://a.example:abc/rss",
        "https://:443/rss",
        "https://?q=1",
        "https://a.example/un flux",
        "https://a.example/rss\u0085",
    ],
)
def test_an_address_that_cannot_be_asked_is_refused_where_it_stands(address: str) -> None:
    with pytest.raises(SettingsError, match=r"^f : \[a\] entries\.url .* : adresse "):
        sources.parse(HEAD + FEED.replace("https://a.example/rss", address), "f")
    with pytest.raises(ValueError, match=r"^adresse "):
        sources.web_address(address)


@pytest.mark.parametrize("login", ["lecteur:s3cret@", "s3cret@", "s3cret:@"])
def test_a_password_in_an_address_is_refused_and_not_told(login: str) -> None:
    for key in ("a.example/rss", "a.example/"):
        with pytest.raises(SettingsError, match="« headers »") as error:
            sources.parse(TABLE.replace(f'"https://{key}"', f'"https://{login}{key}"'), "f")
        assert "s3cret" not in str(error.value)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8000/", "https://[::1]:80/rss", "https://élu.fr/?a=@b"]
)
def test_addresses_that_can_be_asked_are_taken(address: str) -> None:
    assert sources.web_address(address) == address


def test_the_mark_of_an_editor_before_the_text_is_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(TABLE, encoding="utf-8-sig")
    assert [source.slug for source in sources.load(file)] == ["a"]


def test_a_source_at_rest_may_have_no_entry_point_yet() -> None:
    (read,) = sources.parse(HEAD + "enabled = false\nentries = []\n", "f")
    assert read.entries == ()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    with pytest.raises(SettingsError, match=r"sources\.toml : fichier ou dossier absent$"):
        sources.load(file)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"sources\.toml"):
        sources.load(file)
