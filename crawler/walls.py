"""Bot walls: answers that mean "not you" rather than "not here"."""

from collections.abc import Iterable

# 402: paid access for robots; 999: an old habit of some sites.
_STATUSES = frozenset({401, 402, 403, 999})
# The pages that the large protection services put in the place of an article: short, and nothing else says so.
_MARKERS = (
    b"captcha-delivery.com/captcha",
    b"_cf_chl_opt",
    b"/cdn-cgi/challenge-platform/h/",
    b"_Incapsula_Resource",
    b"px-captcha",
    b"awsWafCookieDomainList",
)
_CHALLENGE_BYTES = 40_000


def wall(status: int, headers: Iterable[tuple[str, str]], body: bytes) -> str | None:
    """`captcha`, `forbidden`, or None when the answer is no wall. Header names are lower-case."""
    fields = dict(headers)
    if "challenge" in fields.get("cf-mitigated", "").lower() or _is_challenge(body):
        return "captcha"
    if status in _STATUSES:
        return "captcha" if "x-datadome" in fields else "forbidden"
    return None


def _is_challenge(body: bytes) -> bool:
    return len(body) <= _CHALLENGE_BYTES and any(marker in body for marker in _MARKERS)
