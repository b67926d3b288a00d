-- The links of these articles ($articles), either way, as their current versions have them: (the one that repeats, the
-- other). Round-ups tell in words of their own. The links are found before the articles are: of those there are many.
WITH near AS (
    SELECT article_id, version, other_id FROM article_links
    WHERE kind <> 'round-up'
      AND (article_id IN (SELECT unnest($articles::VARCHAR[])) OR other_id IN (SELECT unnest($articles::VARCHAR[])))
)
SELECT article_id, other_id FROM near SEMI JOIN articles USING (article_id, version)
