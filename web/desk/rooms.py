"""All rooms of the desk."""

from web import api
from web.desk import account, atlas, console, press, requests, static, trends
from web.desk.articles import article, story
from web.desk.corrections import correcting
from web.desk.sources import adding
from web.desk.sources import room as sources
from web.desk.things import agenda, commune, mayor, outlet, quotes, register, technology
from web.desk.today import doubts, following, marks, morning, other_role, welcome

_ROOMS = (
    static, account, morning, marks, doubts, other_role, welcome, following, article, correcting, story, commune, mayor,
    technology, outlet, register, quotes, agenda, atlas, trends, press, sources, adding, console, requests,
)  # fmt: skip
ROUTERS = (*(room.router for room in _ROOMS), api.router)
"""In the order in which addresses are tried."""
