-- The articles that name a commune ($key).
SELECT article_id FROM article_communes WHERE insee = $key;
