-- The articles of which the open page gives an excerpt only.
SELECT article_id FROM articles WHERE access = 'excerpt'
