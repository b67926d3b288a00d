-- Quotes by their places ($rows), but those of closed articles.
SELECT article_id, version, start_at, speaker, person_key, role, insee, direct, text
FROM quotes WHERE rowid IN (SELECT unnest($rows::BIGINT[]))
    AND article_id NOT IN (SELECT article_id FROM memory.main.desk_articles WHERE closed)
