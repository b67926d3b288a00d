"""What a crawl of the hostile server is allowed: settings that cases count on."""

MAX_ENTRIES = 30
MAX_LISTING_PAGES = 5
MAX_PAGES_PER_SOURCE = 35
MAX_SITEMAPS = 10
MAX_BODY_BYTES = 10 * 1024 * 1024
# Many times what an honest host takes, on a machine that has other things to do; the slow ones wait together.
TIMEOUT_SECONDS = 8.0
