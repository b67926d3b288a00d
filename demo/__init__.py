"""A small newsroom of our own writing, served on loopback: the offline demo and the end-to-end fixture.

Nothing in it is true: outlets, people, products and facts are invented; only the communes exist.
`expected.toml` says what a reader of the whole newsroom should find.
"""

from demo.newsroom import EXPECTED, MANDATES, Newsroom, Response, sources
from demo.serving import Access, Running, serve

__all__ = ["EXPECTED", "MANDATES", "Access", "Newsroom", "Response", "Running", "serve", "sources"]
