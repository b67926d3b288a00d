-- An article by its place ($row) as it is published, with its outlet; its rows elsewhere are asked by their places.
SELECT
    a.article_id, a.version, a.url, a.source_id, coalesce(s.name, a.source_id) AS outlet, s.outlet_group,
    coalesce(a.title, '') AS title, coalesce(a.summary, '') AS summary, coalesce(a.authors, []) AS authors,
    coalesce(a.agencies, []) AS agencies, a.published_at, a.published_day, a.published_precision, a.published_by,
    a.modified_at, a.lang, a.section, a.access, a.basis, a.form, coalesce(a.tdm_reserved, false) AS reserved,
    a.tdm_declared_by AS declared_by, a.relevant, a.relevance, a.nature, a.gate, coalesce(a.why, []) AS why, a.word_count,
    a.first_seen_at
FROM (FROM articles WHERE rowid = $row) a LEFT JOIN sources s USING (source_id)
