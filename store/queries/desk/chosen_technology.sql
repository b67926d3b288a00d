-- The articles that name a technology ($key).
SELECT article_id FROM article_technologies WHERE technology_id = $key;
