-- What an article ($article) repeats and what repeats it; whether a link holds is for the version of the first to say.
SELECT article_id, version, other_id, kind, score FROM article_links
WHERE article_id = $article OR other_id = $article
LIMIT 600
