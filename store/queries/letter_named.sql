-- The people to whom the articles of a period lend a public role, and the sentence that does: whoever shows the words of
-- an article asks whom they name, whom we only infer as well.
SELECT r.article_id, r.person_key, r.name, r.role, coalesce(r.insee, '') AS insee, coalesce(r.evidence_text, '') AS evidence_text
FROM roles r JOIN articles a USING (article_id, version)
WHERE a.published_day BETWEEN $first AND $last AND trim(r.name) <> ''
ORDER BY r.article_id, r.person_key, r.role, r.insee, r.evidence_text;
