from pathlib import Path

from readers import watched


def test_readers_beside_a_publisher_see_whole_snapshots_only(tmp_path: Path) -> None:
    met, newest = watched(tmp_path / "data", readers=4, publishes=15)
    assert met.keys() <= {"whole", "outlived"}, met
    assert met["whole"] >= 4
    assert len(newest) == 4
    assert max(newest) > 1, "they saw the pointer move"
