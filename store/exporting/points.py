"""Communes on a map: GeoJSON (RFC 7946), a point each, with what was counted of them."""

import json
from pathlib import Path

import duckdb

from store.exporting.tables import Written, check, written
from store.sql import query

_AT_ONCE = 1000


def write_communes(connection: duckdb.DuckDBPyConnection, folder: Path) -> Written:
    """Write communes.geojson: the communes that articles name, longitude then latitude in WGS 84.

    A commune whose place is not known has no geometry, as the standard allows. One feature a line.
    """
    path, count = folder / "communes.geojson", 0
    found = connection.execute(query("export_communes"))
    names = [column[0] for column in found.description or ()]
    with path.open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        while rows := found.fetchmany(_AT_ONCE):
            for row in rows:
                feature = _feature(dict(zip(names, row, strict=True)))
                file.write((",\n" if count else "\n") + json.dumps(feature, ensure_ascii=False))
                count += 1
        file.write("\n]}\n")
    check(path, count, len(json.loads(path.read_text("utf-8"))["features"]))
    return written(folder, path, count)


def _feature(row: dict[str, object]) -> dict[str, object]:
    lon, lat = row.pop("lon"), row.pop("lat")
    known = lon is not None and lat is not None
    geometry = {"type": "Point", "coordinates": [lon, lat]} if known else None
    return {"type": "Feature", "id": row["insee"], "geometry": geometry, "properties": row}
