"""Collecting: entry points to candidates, candidates to archived pages. Scrapy lives in a child process."""
