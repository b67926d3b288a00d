"""All rooms of the desk."""

from web import api
from web.desk import (
    account,
    adding,
    article,
    atlas,
    commune,
    console,
    correcting,
    doubts,
    following,
    marks,
    mayor,
    morning,
    outlet,
    press,
    register,
    requests,
    sources,
    static,
    story,
    technology,
    trends,
    welcome,
)

_ROOMS = (
    static, account, morning, marks, doubts, welcome, following, article, correcting, story, commune, mayor, technology,
    outlet, register, atlas, trends, press, sources, adding, console, requests,
)  # fmt: skip
ROUTERS = (*(room.router for room in _ROOMS), api.router)
"""In the order in which addresses are tried."""
