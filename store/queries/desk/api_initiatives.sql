-- The initiatives $ids; of a page that was read in full although its publisher reserves it, without its sentence.
SELECT
    initiative_id, actor_kind, actor_code, actor, departement, technology_id, technology, use_case, category, status,
    status_since, first_status, supplier, amounts, dates, first_seen, last_seen, articles, reprints, outlets, confidence,
    if(article_id IN (SELECT article_id FROM articles WHERE coalesce(tdm_reserved, false) AND basis = 'full'), NULL, evidence_text)
        AS evidence_text,
    title, url, article_id
FROM v_initiatives WHERE list_contains($ids::VARCHAR[], initiative_id) ORDER BY initiative_id;
