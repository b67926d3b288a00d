"""Files that a page hands out: the rows it shows, in the forms of store/readers/desk/files.py."""

from typing import Literal

from fastapi import Response

from store.readers.desk.files import TYPES
from store.snapshot import Snapshot

Form = Literal["csv", "brut.csv", "json", "xlsx"]
WORDS = {"csv": "CSV pour Excel", "brut.csv": "CSV", "json": "JSON", "xlsx": "XLSX"}
"""What a link to each form says."""


def handed(snapshot: Snapshot, name: str, form: Form, body: bytes) -> Response:
    """The file, named after what it has and the snapshot that it is of."""
    headers = {
        "Content-Disposition": f'attachment; filename="beffroi-{name}-{snapshot.number}.{form}"',
        "Cache-Control": "no-store",
    }
    return Response(body, media_type=TYPES[form], headers=headers)
