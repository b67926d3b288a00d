-- Quotes by their places ($rows).
SELECT article_id, version, start_at, speaker, person_key, role, insee, direct, text
FROM quotes WHERE rowid IN (SELECT unnest($rows::BIGINT[]))
