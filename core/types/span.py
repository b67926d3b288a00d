"""Where something stands in a text."""

Span = tuple[int, int]
"""Start and end, end exclusive: indices into `Article.body`."""
