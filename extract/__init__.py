"""Extraction: a page as it came -> an article, or a refusal that says why."""

EXTRACTOR = "beffroi-extract 0.2"
