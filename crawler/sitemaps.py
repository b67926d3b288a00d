"""Google-News sitemaps, and plain ones, by lxml: no entity is resolved, nothing is fetched."""

from lxml import etree

from crawler.reading import MAX_TITLE, Announced, Reading, absolute, instant, plain


def read_sitemap(body: bytes, url: str) -> Reading:
    """The newest first. `not_a_sitemap` for anything else, `sitemap_index` for a list of sitemaps."""
    root = _parse(body)
    if root is None or _local(root) not in ("urlset", "sitemapindex"):
        return Reading(refusal="not_a_sitemap")
    if _local(root) == "sitemapindex":
        return Reading(refusal="sitemap_index")
    lines = [_announced(node, url) for node in root if _local(node) == "url"]
    known = [line for line in lines if line is not None]
    # A plain sitemap often lists the oldest first, and only so many lines are kept.
    known.sort(key=_age, reverse=True)
    return Reading(tuple(known))


def _parse(body: bytes) -> etree._Element | None:
    """The root, also of a slightly broken document; None for what is not XML."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root: etree._Element | None = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


def _announced(node: etree._Element, base: str) -> Announced | None:
    news = [field for child in node if _local(child) == "news" for field in child]
    # Images and videos have a loc and a title of their own: only these two levels are read.
    texts = {_local(field): field.text for field in (*node, *news)}
    url = absolute(base, texts.get("loc"))
    if url is None:
        return None
    updated = instant(texts.get("lastmod"))
    return Announced(
        url=url,
        title=plain(texts.get("title"), MAX_TITLE),
        published_at=instant(texts.get("publication_date")) or updated,
        updated_at=updated,
    )


def _age(line: Announced) -> float:
    date = line.published_at or line.updated_at
    return date.timestamp() if date else 0.0


def _local(node: etree._Element) -> str:
    """The tag without its namespace: publishers write it in several ways."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
