"""Lists of feeds that people send, as feed readers exchange them (OPML)."""

from fastapi import UploadFile

from core.errors import InputError
from core.lines import one_line
from jobs import opml
from web.desk.visit import Visit

LONGEST = 1024 * 1024


def followed(visit: Visit, sent: UploadFile) -> opml.Imported:
    """Follow the feeds of a list; InputError when it is none, or too long."""
    body = sent.file.read(LONGEST + 1)
    if len(body) > LONGEST:
        raise InputError("liste trop lourde", "1 Mo au plus : exportez-la en plusieurs fichiers.")
    return opml.follow_sent(visit.workspace, body, one_line(sent.filename or "cette liste", 80))
