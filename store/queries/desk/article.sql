-- An article ($article) as it is published, with its outlet and its story.
SELECT
    a.article_id, a.version, a.url, a.source_id, coalesce(s.name, a.source_id) AS outlet, s.outlet_group,
    coalesce(a.title, '') AS title, coalesce(a.summary, '') AS summary, coalesce(a.authors, []) AS authors,
    coalesce(a.agencies, []) AS agencies, a.published_at, a.published_day, a.published_precision, a.published_by,
    a.modified_at, a.lang, a.section, a.access, a.basis, a.form, coalesce(a.tdm_reserved, false) AS reserved,
    a.tdm_declared_by AS declared_by, a.relevance, a.gate, coalesce(a.why, []) AS why, a.word_count, a.first_seen_at,
    m.story_id, st.title AS story_title
FROM (FROM articles WHERE article_id = $article) a
LEFT JOIN sources s USING (source_id)
LEFT JOIN (FROM story_articles WHERE article_id = $article) m USING (article_id)
LEFT JOIN stories st ON st.story_id = m.story_id
