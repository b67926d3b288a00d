import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core import sources, sources_edit
from core.errors import InputError, SettingsError
from core.types import Entry, EntryKind, Policy, Source

TEXT = """\
# Nos titres

[a]
name = "A"   # le premier
homepage = "https://www.a.example/"
entries = [
  { kind = "feed", url = "https://a.example/rss" }, # son flux
]

# --- les autres

[b]
name = "B"
homepage = "https://b.example/"
enabled = true # depuis mars

[[b.entries]]
kind = "feed"
url = "https://b.example/rss"

# à revoir
["c.fr"]
name = "C"
homepage = "https://c.example/"
entries = [{ kind = "feed", url = "https://c.example/rss" }]
# fin
"""

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
addresses = st.text(string.ascii_letters + string.digits + "/?&=%-_.~'\"\\", max_size=12).map(
    "https://x.example/{}".format
)
made = st.builds(
    Source,
    slug=st.from_regex(sources.SLUG, fullmatch=True),
    name=words,
    homepage=addresses,
    entries=st.lists(
        st.builds(Entry, st.sampled_from(EntryKind), addresses, words.map(lambda w: "^" + w.replace("\\", "") + r"\d$"
                  if w.isalnum() else r"'\d+$")), min_size=1, max_size=3, unique_by=lambda e: e.url
    ).map(tuple),
    kind=st.none() | words,
    outlet_group=st.none() | words,
    departements=st.lists(st.sampled_from(["01", "2A", "974"])).map(tuple),
    enabled=st.booleans(),
    evidence=st.none() | words,
    verified=st.booleans(),
    policy=st.sampled_from(Policy),
    poll_minutes=st.none() | st.integers(1, 9999),
    headers=st.sampled_from([(), (("X-Key", 'a"b\\c'),)]),
    verify_tls=st.booleans(),
)  # fmt: skip


@given(made)
def test_a_written_source_reads_as_itself(source: Source) -> None:
    assert sources.parse(sources_edit.table(source), "f") == (source,)


@given(made)
def test_an_added_source_leaves_the_text_before_it(source: Source) -> None:
    assume(source.slug not in {"a", "b", "c.fr"})
    added = sources_edit.with_sources(TEXT, [source])
    assert added.startswith(TEXT.rstrip())
    assert sources.parse(added, "f")[-1] == source


def test_flags_change_and_nothing_else_does() -> None:
    changed = sources_edit.with_flags(
        TEXT,
        {"a": {"enabled": False, "verified": True}, "b": {"enabled": False}, "c.fr": {"verified": False}},
    )
    lines = changed.splitlines()
    assert [line for line in lines if line not in TEXT.splitlines()] == [
        "enabled = false", "verified = true", "enabled = false # depuis mars", "verified = false",
    ]  # fmt: skip
    kept = [line for line in TEXT.splitlines() if line != "enabled = true # depuis mars"]
    assert [line for line in lines if line in kept] == kept
    assert lines.index("enabled = false") < lines.index("# --- les autres") - 1


def test_windows_line_ends_stay() -> None:
    windows = TEXT.replace("\n", "\r\n")
    changed = sources_edit.with_flags(windows, {"a": {"enabled": False}})
    assert changed.count("\r\n") == changed.count("\n")
    source = Source("d", "D", "https://d.example/", (Entry(EntryKind.FEED, "https://d.example/rss"),))
    added = sources_edit.with_sources(windows, [source])
    assert added.count("\r\n") == added.count("\n")


@pytest.mark.parametrize(
    ("slug", "homepage", "says"),
    [
        ("a", "https://d.example/", "existe déjà"),
        ("d", "http://a.example", r"page d'accueil de \[a\]"),
        ("d", "https://WWW.A.example", r"page d'accueil de \[a\]"),
    ],
)
def test_a_slug_or_a_home_page_is_given_once(slug: str, homepage: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        sources_edit.refuse_known(TEXT, slug, homepage)
    sources_edit.refuse_known(TEXT, "d", "https://a.example/rubrique/")


MORE = Entry(EntryKind.LISTING, "https://a.example/actus/", r"/actus/\d+$")


def test_an_entry_point_is_added_replaced_and_taken_away_alone() -> None:
    added = sources_edit.with_entry(TEXT, "a", MORE)
    assert sources.parse(added, "x")[0].entries == (*sources.parse(TEXT, "x")[0].entries, MORE)
    assert [line for line in TEXT.splitlines() if line not in added.splitlines()] == []
    assert sources_edit.without_entry(added, "a", MORE.url) == TEXT
    replaced = sources_edit.with_entry(TEXT, "c.fr", MORE, "https://c.example/rss")
    assert sources.parse(replaced, "x")[2].entries == (MORE,)
    windows = sources_edit.with_entry(TEXT.replace("\n", "\r\n"), "a", MORE)
    assert windows == added.replace("\n", "\r\n")


def test_entry_points_written_as_tables_are_left_to_who_wrote_them() -> None:
    with pytest.raises(SettingsError, match="ne peut être changé"):
        sources_edit.with_entry(TEXT, "b", MORE)


@given(made, st.builds(Entry, st.sampled_from(EntryKind), addresses, st.just(r"\d$")))
def test_any_entry_point_comes_and_goes(source: Source, entry: Entry) -> None:
    assume(entry.url not in {one.url for one in source.entries})
    text = sources_edit.with_sources("", [source])
    added = sources_edit.with_entry(text, source.slug, entry)
    assert sources.parse(added, "x")[0].entries == (*source.entries, entry)
    assert sources.parse(sources_edit.without_entry(added, source.slug, entry.url), "x") == (source,)
