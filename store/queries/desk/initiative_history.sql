-- Every telling of an initiative ($id) by the articles as they are now, in order, with what each attaches to it.
SELECT
    h.day,
    coalesce(h.status, '') AS status,
    coalesce(h.actor_name, '') AS actor,
    coalesce(h.technology, '') AS technology,
    CASE WHEN h.use_from_text THEN coalesce(h.use_case, '') ELSE '' END AS use_case,
    coalesce(h.supplier, '') AS supplier,
    list_filter(list_transform(h.amounts, lambda span: span.words), lambda said: said <> '') AS amounts,
    list_filter(list_transform(h.dates, lambda span: span.words), lambda said: said <> '') AS dates,
    if(a.closed, '', coalesce(h.evidence_text, '')) AS evidence_text,
    h.confidence,
    coalesce(h.merged_from, '') AS merged_from,
    h.article_id,
    a.title,
    a.outlet,
    a.counted_as
FROM (FROM initiative_history WHERE initiative_id = $id) h
JOIN memory.main.desk_articles a ON a.key = ('0x' || h.article_id)::UBIGINT AND a.version = h.version
ORDER BY h.day, h.article_id, h.evidence_start;
