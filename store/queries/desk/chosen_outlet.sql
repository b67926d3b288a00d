-- The articles of an outlet ($key).
SELECT article_id FROM memory.main.desk_articles WHERE source_id = $key;
