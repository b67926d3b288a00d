"""Text from the net inside our own sentences: errors and lists name what they are about in a few harmless words."""

_SPACES = "\u00a0\u202f"
"""Those of French typography."""


def cut(text: str, most: int = 60) -> str:
    """At most so many characters, without any that cannot be seen or that turns the direction of writing."""
    plain = "".join(c if c.isprintable() or c in _SPACES else "�" for c in text)
    return plain if len(plain) <= most else plain[: most - 1] + "…"
