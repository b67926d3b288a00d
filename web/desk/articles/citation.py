"""An article as bibliographies take it: RIS and CSL-JSON, with no more of it than may leave the house. Pure."""

import json
from datetime import date
from typing import Any

from core.lines import one_line
from digest.letter import extract
from store.readers.desk.article import Head

RIS_TYPE = "application/x-research-info-systems; charset=utf-8"
CSL_TYPE = "application/vnd.citationstyles.csl+json; charset=utf-8"


def ris(head: Head, today: date) -> str:
    """A record for Zotero, EndNote and their like, its lines ended as the format wants them."""
    day = head.published_day
    fields = [
        ("TY", "NEWS"),
        ("ID", head.article_id),
        ("TI", head.title),
        *(("AU", name) for name in _authors(head)),
        ("T2", head.outlet),
        ("PY", f"{day.year}" if day else ""),
        ("DA", day.strftime("%Y/%m/%d") if day else ""),
        ("LA", head.lang or ""),
        ("AB", _abstract(head)),
        ("UR", head.url),
        ("Y2", today.strftime("%Y/%m/%d")),
    ]
    lines = [f"{tag}  - {one_line(value, _LONGEST)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


_LONGEST = 2000


def csl(head: Head, today: date) -> str:
    """An array of one item of the Citation Style Language."""
    item: dict[str, Any] = {
        "id": head.article_id,
        "type": "article-newspaper",
        "title": one_line(head.title, _LONGEST),
        "author": [{"literal": one_line(name, _LONGEST)} for name in _authors(head)],
        "container-title": one_line(head.outlet, _LONGEST),
        "issued": _parts(head.published_day) if head.published_day else None,
        "accessed": _parts(today),
        "language": head.lang,
        "abstract": one_line(_abstract(head), _LONGEST),
        "URL": head.url,
    }
    return json.dumps([{key: value for key, value in item.items() if value}], ensure_ascii=True, indent=1)


def _authors(head: Head) -> list[str]:
    return head.authors or head.agencies


def _abstract(head: Head) -> str:
    return "" if head.closed else extract(head.summary)


def _parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
