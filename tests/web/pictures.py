"""Take the pictures of docs/desk: every room of the demonstration's desk, as editors see it.

python tests/web/pictures.py DEMO: DEMO is the folder that `beffroi demo` made.
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), *(str(ROOT / "tests" / name) for name in ("web", "letters", "digest"))]

from chromium import launched  # noqa: E402  the path comes first
from desk_served import served  # noqa: E402

OUT = ROOT / "docs" / "desk"
WEEK = "/bouclage/2026-W47"
ROOMS = {
    "aujourd-hui": "/", "recherche": "/?words=chatbot", "article": "/initiatives?actor=Autun > articles",
    "sujet": "/ > sujets", "commune": "/communes/71014", "maire": "/communes/71014 > maires",
    "technologie": "/technologies/chatbot", "titre": "/titres/l-echarpe", "initiatives": "/initiatives",
    "citations": "/citations",
    "initiative": "/initiatives?actor=Autun > initiatives", "carte": "/carte", "tendances": "/tendances",
    "agenda": "/agenda?weeks=104",
    "lettre": WEEK, "lettre-verifier": f"{WEEK}/verifier", "lettre-apercu": f"{WEEK}/apercu/page",
    "lettre-envoi": f"{WEEK}/envoi", "suivis": "/suivre", "sources": "/sources", "source": "/sources/l-alize-info",
    "ajouter": "/ajouter", "sql": "/sql?q=SELECT+person,+commune,+register,+evidence_text+FROM+v_mayors",
    "corrections": "/corrections", "demandes": "/demandes", "a-verifier": "/a-verifier", "api": "/api/",
    "bienvenue": "/bienvenue",
}  # fmt: skip
"""The picture's name to the address; "PATH > KIND" is the first link to a page of that kind on PATH."""
NARROW = ("aujourd-hui", "article", "lettre-verifier", "initiatives")


def main() -> int:
    """Take them all."""
    demo = Path(sys.argv[1]).resolve()
    OUT.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(demo, Path(folder) / "demo") as desk,
        launched() as browser,
    ):
        for width, scheme, names in ((1280, "light", tuple(ROOMS)), (375, "dark", NARROW)):
            page = browser.new_page(
                viewport={"width": width, "height": 860},
                base_url=desk.url,
                color_scheme=scheme,  # type: ignore[arg-type]
            )
            for name in names:
                path, _, kind = ROOMS[name].partition(" > ")
                page.goto(path)
                if kind:
                    href = page.locator(f'main a[href^="/{kind}/"]').first.get_attribute("href")
                    page.goto(href or path)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=OUT / f"{name}{'' if width > 1000 else '-375'}.png")
                print(name, width)  # noqa: T201  how far it is
            page.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
