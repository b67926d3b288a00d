-- What comparing needs of the initiatives of some actors, of all versions: an id outlives the version that brought it.
-- $actors are codes; who has none (a syndicate) is told by its name, however it is spelt, and always looked at.
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
WHERE actor_code IS NULL OR actor_code IN (SELECT unnest($actors::VARCHAR[]))
ORDER BY day, article_id, version, evidence_start;
