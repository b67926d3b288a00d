-- An article ($article) as "Ajouter" tells of it.
SELECT a.article_id, a.title, a.url, coalesce(s.name, a.source_id), a.basis, a.relevant
FROM articles a LEFT JOIN sources s USING (source_id)
WHERE a.article_id = $article;
