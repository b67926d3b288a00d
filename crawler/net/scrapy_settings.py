"""Scrapy's settings for a run: its defaults are made for tests of one's own site, not for other people's."""

from typing import Any

from crawler.net.guard import ALLOW_PRIVATE
from crawler.net.reservations import OBEY
from crawler.net.robots import AGENT
from crawler.plan import CrawlPlan

# Hosts that wait out their pause count as asked: the agenda alone says how many requests there are.
CONCURRENT_HOSTS = 1000


def scrapy_settings(plan: CrawlPlan) -> dict[str, Any]:
    """The settings of one crawl."""
    lax = any(not source.verify_tls for source in plan.sources)
    return _SAFE | {
        ALLOW_PRIVATE: plan.settings.allow_private_addresses,
        OBEY: plan.obey_reservations,
        "DOWNLOAD_HANDLERS": _HANDLERS | ({"https": "crawler.net.tls.HttpsHandler"} if lax else {}),
        "AUTOTHROTTLE_START_DELAY": plan.settings.delay_seconds,
        "USER_AGENT": plan.user_agent,
        "DOWNLOAD_DELAY": plan.settings.delay_seconds,
        "DOWNLOAD_TIMEOUT": plan.settings.timeout_seconds,
        "DOWNLOAD_MAXSIZE": plan.settings.max_body_bytes,
    }


_BOUNDED = "crawler.net.heads.BoundedHandler"
_HANDLERS = {"http": _BOUNDED, "https": _BOUNDED, "data": None, "file": None, "ftp": None, "s3": None}
_SAFE: dict[str, Any] = {
    "BOT_NAME": AGENT,
    "TWISTED_DNS_RESOLVER": "crawler.net.resolver.GuardedResolver",
    "DOWNLOADER_MIDDLEWARES": {
        "crawler.net.guard.GuardMiddleware": 50,
        "crawler.net.peace.PeaceMiddleware": 60,
        "crawler.net.robots.RobotsMiddleware": 100,
        "crawler.net.reservations.ReservationsMiddleware": 110,
        "crawler.net.own_headers.OwnHeadersMiddleware": 120,
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
        "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
        # A proxy would resolve names out of the guard's sight.
        "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    },
    "EXTENSIONS": {
        "crawler.net.throttle.Throttle": 0,
        "scrapy.extensions.throttle.AutoThrottle": None,
        # switched off below, and yet imported: a sixth of a second
        "scrapy.extensions.remote_control.RemoteControl": None,
        "scrapy.extensions.telnet.TelnetConsole": None,
    },
    "AUTOTHROTTLE_ENABLED": True,
    "AUTOTHROTTLE_MAX_DELAY": 60.0,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,  # off by default
    "DOWNLOAD_WARNSIZE": 0,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "RETRY_ENABLED": False,  # the frontier asks again at the next run
    "METAREFRESH_ENABLED": False,  # news pages reload themselves
    "REDIRECT_MAX_TIMES": 5,
    "HTTPERROR_ALLOW_ALL": True,  # every status reaches the journal
    "REFERRER_POLICY": "no-referrer",
    "URLLENGTH_LIMIT": 0,  # it drops without a word; crawler.discovery.reading bounds URLs
    "CONCURRENT_REQUESTS": CONCURRENT_HOSTS,
    "CONCURRENT_ITEMS": 1,  # we yield none, and Scrapy starts as many tasks for each answer: 1 ms a page
    "DOWNLOADER_STATS": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "REACTOR_THREADPOOL_MAXSIZE": 20,  # names are resolved in it
    "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
    "DEFAULT_REQUEST_HEADERS": {
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language": "fr,en;q=0.5",
    },
    "LOG_INSTALL_ROOT_HANDLER": False,  # core.logs has its own
    "STATS_DUMP": False,
}
