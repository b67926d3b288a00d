"""Pictures of the letter for the documentation: `python tests/digest/screenshots.py [MODULE:LETTER] [FOLDER]`.

Not a test. MODULE:LETTER is a Letter or what gives one; the invented letter of the tests by default. The mail becomes
letter-WIDTH-SCHEME.png, the web page page-WIDTH-SCHEME.png: PNG of 16 colours, half a byte a pixel, which is all that
text and lines need.
"""

import base64
import struct
import sys
import zlib
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "web"), str(Path(__file__).parent)]

from chromium import launched  # noqa: E402  found on the path that was just made

from digest.letter import Letter  # noqa: E402
from digest.render.frame import Frame  # noqa: E402
from digest.render.mail import mail  # noqa: E402
from digest.render.page import page  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

COLOURS, NEAR = 16, 24
TALLEST = 2000
"""Pixels: what is below looks like what is above."""
FRAME = Frame(web="https://lettre.example/2026-W47", feed="https://lettre.example/feed")
PIXELS = """async (png) => {
  const picture = new Image();
  picture.src = 'data:image/png;base64,' + png;
  await picture.decode();
  const drawn = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  drawn.drawImage(picture, 0, 0);
  const bytes = drawn.getImageData(0, 0, picture.width, picture.height).data;
  let text = '';
  for (let n = 0; n < bytes.length; n += 32768) text += String.fromCharCode(...bytes.subarray(n, n + 32768));
  return [picture.width, picture.height, btoa(text)];
}"""
"""The browser reads the PNG that it wrote: no library of pictures is needed."""


def take(letter: Letter, folder: Path, browser: "Browser") -> list[Path]:
    """All pictures of a letter."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, html in (("letter", mail(letter, FRAME)), ("page", page(letter, FRAME))):
        for width in (320, 700):
            for scheme in ("light", "dark"):
                path = folder / f"{name}-{width}-{scheme}.png"
                path.write_bytes(_picture(browser, html, width, scheme))
                written.append(path)
    return written


def _picture(browser: "Browser", html: str, width: int, scheme: Any) -> bytes:
    shown = browser.new_page(viewport={"width": width, "height": 600}, color_scheme=scheme)
    shown.set_content(html)
    tall = min(TALLEST, shown.evaluate("document.scrollingElement.scrollHeight"))
    png = shown.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": tall})
    shown.close()
    blank = browser.new_page()
    picture = palette_png(*_pixels(blank, png))
    blank.close()
    return picture


def _pixels(blank: "Page", png: bytes) -> tuple[int, int, bytes]:
    width, height, pixels = blank.evaluate(PIXELS, base64.b64encode(png).decode())
    return width, height, base64.b64decode(pixels)


def palette_png(width: int, height: int, rgba: bytes) -> bytes:
    """An indexed PNG: the most frequent colours, every other as the nearest of them."""
    rgb = np.frombuffer(rgba, np.uint8).reshape(-1, 4)[:, :3].astype(np.int32)
    coded, places = np.unique(rgb @ np.array([65536, 256, 1]), return_inverse=True)
    colours = np.stack([coded >> 16, coded >> 8 & 255, coded & 255], axis=1)
    kept = _different(colours[np.argsort(-np.bincount(places), kind="stable")])
    nearest = np.array([((kept - colour) ** 2).sum(axis=1).argmin() for colour in colours], np.uint8)
    even = np.pad(nearest[places].reshape(height, width), ((0, 0), (0, width % 2)))
    rows = even[:, ::2] << 4 | even[:, 1::2]
    lines = np.hstack([np.zeros((height, 1), np.uint8), rows]).tobytes()  # filter 0: best for few colours
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)),
        (b"PLTE", kept.astype(np.uint8).tobytes()),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _different(colours: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The first colours that are not nearly one another: greys would leave no room for a rare accent."""
    kept = colours[:1]
    for colour in colours:
        if len(kept) < COLOURS and ((kept - colour) ** 2).sum(axis=1).min() > NEAR**2:
            kept = np.vstack([kept, colour])
    return kept


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def main(name: str = "letters:LETTER", folder: str = str(ROOT / "docs" / "pictures")) -> None:
    """Take the pictures of a letter."""
    found = resolve_name(name)
    letter = found() if callable(found) else found
    with launched() as browser:
        for path in take(letter, Path(folder), browser):
            sys.stdout.write(f"{path} {path.stat().st_size}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
