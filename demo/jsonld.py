"""The JSON-LD of an article page, in the shapes that French news sites really use."""

from typing import TypeAlias

from demo.nouns import Flag, JsonLd, Outlet, Printed

Json: TypeAlias = str | bool | list["Json"] | dict[str, "Json"]


def json_ld(outlet: Outlet, base: str, story: Printed) -> Json:
    """The page's structured data, in the outlet's shape; an empty list for an outlet that has none."""
    breadcrumb: Json = {"@type": "BreadcrumbList", "name": outlet.sections[story.section]}
    publisher: dict[str, Json] = {"@type": "NewsMediaOrganization", "name": outlet.name, "url": f"{base}/"}
    article = _article(base, story)
    context: dict[str, Json] = {"@context": "https://schema.org"}
    match outlet.json_ld:
        case JsonLd.PLAIN:
            return {**context, **article, "publisher": publisher}
        case JsonLd.GRAPH:
            return {**context, "@graph": [publisher, breadcrumb, article]}
        case JsonLd.LIST:
            return [{**context, **publisher}, {**context, **article}]
        case JsonLd.NONE:
            return []


def _article(base: str, story: Printed) -> dict[str, Json]:
    gallery = Flag.GALLERY in story.flags
    facts: dict[str, Json] = {
        "@type": "ImageGallery" if gallery else "NewsArticle",
        "mainEntityOfPage": f"{base}{story.path}",
        "headline": story.title,
        "description": story.standfirst,
        "datePublished": story.published.isoformat(),
        "dateModified": story.modified.isoformat(),
        "image": [f"{base}/photo.svg"],
        "inLanguage": "fr",
    }
    if story.author:
        facts["author"] = [{"@type": "Person", "name": story.author}]
    elif story.agency:
        facts["author"] = {"@type": "Organization", "name": story.agency}
    if Flag.PAYWALLED in story.flags:
        facts["isAccessibleForFree"] = False
        facts["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".texte"}
    return facts
