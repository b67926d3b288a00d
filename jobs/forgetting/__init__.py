"""Forgetting on request, and keeping what was forgotten away."""
