-- What the search index must hold of the articles that changed after revision $after.
SELECT a.article_id, a.title, a.url, a.source_id, a.published_day, concat_ws(chr(10), a.summary, t.text) AS body
FROM articles a
LEFT JOIN texts.article_texts t USING (article_id, version)
WHERE a.revision > $after
ORDER BY a.revision, a.article_id;
