-- One agency story in nine outlets is one text, printed nine times; a page that an outlet serves under two addresses
-- is printed once; what a round-up tells is counted where it is told in full. Only links of the current versions
-- hold, and a copy within the outlet goes before one of another's text.
CREATE OR REPLACE VIEW v_article_repeats AS
SELECT
    l.article_id,
    CASE WHEN bool_or(other.source_id = a.source_id) THEN 'copy' ELSE 'reprint' END AS counted_as,
    arg_min(l.other_id, (other.source_id <> a.source_id, other.published_at, l.other_id)) AS other_id
FROM article_links l
JOIN articles a USING (article_id, version)
JOIN articles other ON other.article_id = l.other_id
WHERE l.kind <> 'round-up' AND a.form IS DISTINCT FROM 'round-up'
GROUP BY l.article_id
UNION ALL
SELECT article_id, 'round-up', NULL FROM articles WHERE form = 'round-up';
COMMENT ON VIEW v_article_repeats IS 'Articles qui en répètent d’autres : ceux que les comptages laissent de côté, avec leur raison.';
COMMENT ON COLUMN v_article_repeats.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN v_article_repeats.counted_as IS 'copy (texte déjà publié par le même titre, à une autre adresse), reprint (texte d’un autre titre : dépêche, communiqué, article mutualisé) ou round-up (page récapitulative).';
COMMENT ON COLUMN v_article_repeats.other_id IS 'Article répété (articles.article_id) ; vide pour une page récapitulative, dont article_links donne les articles.';
