"""Bot walls: answers that mean "not you" rather than "not here"."""

from collections.abc import Iterable

# 402: paid access for robots; 999: an old habit of some sites.
_STATUSES = frozenset({401, 402, 403, 999})
# The pages that the large protection services put in the place of an article: short, and nothing else says so.
# Their scripts also stand in ordinary pages: what follows is only in a challenge.
_CHALLENGES = (b"captcha-delivery.com/captcha", b"_cf_chl_opt", b"px-captcha")
_CHALLENGE_BYTES = 40_000
# This one is in ordinary pages too; alone in a page of a few lines it is the challenge.
_FRAME, _FRAME_BYTES = b"_Incapsula_Resource", 3_000


def wall(status: int, headers: Iterable[tuple[str, str]], body: bytes) -> str | None:
    """`captcha`, `forbidden`, or None when the answer is no wall. Header names are lower-case."""
    fields = dict(headers)
    if status == 429 or (status == 503 and "retry-after" in fields):
        return None  # a host that asks for peace gets that
    if "challenge" in fields.get("cf-mitigated", "").lower() or _is_challenge(body):
        return "captcha"
    if status in _STATUSES:
        return "captcha" if "x-datadome" in fields else "forbidden"
    return None


def _is_challenge(body: bytes) -> bool:
    if len(body) > _CHALLENGE_BYTES:
        return False
    if len(body) <= _FRAME_BYTES and _FRAME in body:
        return True
    return any(marker in body for marker in _CHALLENGES)
