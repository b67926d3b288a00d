-- What comparing needs of the initiatives of some actors, of all versions: an id outlives the version that brought it.
-- $actors are codes, or names of those who have none.
SELECT
    initiative_id,
    article_id,
    actor_kind,
    actor_code,
    actor_name,
    technology_id,
    technology,
    coalesce(category, '') AS category,
    coalesce(use_case, '') AS use_case,
    coalesce(supplier, '') AS supplier,
    day
FROM initiative_history
WHERE coalesce(actor_code, actor_name) IN (SELECT unnest($actors::VARCHAR[]))
ORDER BY day, article_id, version, evidence_start;
