-- The initiatives $ids; of a closed article (desk_articles) without its sentence.
SELECT
    initiative_id, actor_kind, actor_code, actor, departement, technology_id, technology, use_case, category, status,
    status_since, first_status, supplier, amounts, dates, first_seen, last_seen, articles, reprints, outlets, confidence,
    if(article_id IN (SELECT article_id FROM memory.main.desk_articles WHERE closed), NULL, evidence_text)
        AS evidence_text,
    title, url, article_id
FROM v_initiatives WHERE list_contains($ids::VARCHAR[], initiative_id) ORDER BY initiative_id;
