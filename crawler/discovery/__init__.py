"""From bytes to candidates: feeds, sitemaps, listings; finding a site's entry points. Pure, no network."""
