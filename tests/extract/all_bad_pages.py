"""Every bad page."""

import bad_bytes
import bad_json
import bad_markup
import bad_texts
from bad_page import BadPage

CASES: list[BadPage] = [*bad_markup.CASES, *bad_json.CASES, *bad_texts.CASES, *bad_bytes.CASES]
BY_NAME = {case.name: case for case in CASES}
if len(BY_NAME) < len(CASES):
    raise ValueError("two cases with the same name")
