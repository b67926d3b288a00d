-- The staged links, without those whose opposite holds already: when a date is corrected, the later of two articles
-- may become the earlier one, and two that each repeat the other would both be left out of every count.
FROM staged_article_links s
WHERE NOT EXISTS (
    SELECT 1 FROM article_links t JOIN articles a USING (article_id, version)
    WHERE t.article_id = s.other_id AND t.other_id = s.article_id
);
