"""The HTML of article pages and of the pages that list them."""

from collections.abc import Sequence

from demo.days import in_full
from demo.jsonld import json_ld
from demo.nouns import Flag, Outlet, Printed
from demo.templating import render

LEGAL_NOTICE = (
    "Ce titre n'existe pas. Il appartient à la salle de rédaction de démonstration de Beffroi : ses "
    "journalistes, les élus, les entreprises et les produits qu'il cite sont inventés, et aucun des faits "
    "qu'il rapporte n'a eu lieu dans les communes nommées."
)
TDM_NOTICE = (
    "L'éditeur se réserve la fouille de textes et de données de ses articles. Son flux reste ouvert à tous : "
    "titres et chapeaux peuvent être cités avec leur lien."
)
FAREWELL = "Après onze ans, L'Alizé Info cesse de paraître. Merci à nos lecteurs."
_RELATED = 3


def article_html(outlet: Outlet, base: str, story: Printed, siblings: Sequence[Printed]) -> str:
    """An article's page in its outlet's template. `siblings` are the outlet's other stories."""
    moment = story.published
    return render(
        f"{outlet.slug}.html",
        outlet=outlet,
        base=base,
        story=story,
        graph=json_ld(outlet, base, story),
        charset=charset(story),
        section_label=outlet.sections[story.section],
        published_text=f"{in_full(moment.date())} à {moment:%Hh%M}",
        related=_related(story, siblings),
        gallery=Flag.GALLERY in story.flags,
        paywalled=Flag.PAYWALLED in story.flags,
        tdm_reserved=Flag.TDM_RESERVED in story.flags,
        noai=Flag.NOAI in story.flags,
    )


def front_html(
    outlet: Outlet,
    base: str,
    heading: str,
    stories: Sequence[Printed] = (),
    *,
    notice: str = "",
    next_page: str = "",
    previous_page: str = "",
) -> str:
    """A home, section or listing page, or a page that has only a notice."""
    return render(
        "front.html",
        outlet=outlet,
        base=base,
        charset="utf-8",
        heading=heading,
        stories=stories,
        notice=notice,
        next_page=next_page,
        previous_page=previous_page,
    )


def charset(story: Printed) -> str:
    """The encoding the story's page is sent in."""
    return "windows-1252" if Flag.WINDOWS_1252 in story.flags else "utf-8"


def _related(story: Printed, siblings: Sequence[Printed]) -> list[Printed]:
    # A story that edition 2 retitles stays out of the boxes: that edition must change one page's content,
    # so that a test can say "exactly one new version" without allowing for links.
    fixed = [other for other in siblings if other.slug != story.slug and not other.revisable]
    return fixed[:_RELATED]
