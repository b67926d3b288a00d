-- What comparing needs of the initiatives of some actors, of all versions: an id outlives the version that brought it.
-- What editors corrected is compared as the analysis said it (store/correcting/unmerged.py). $actors are codes; who has none (a syndicate) is told by its name, however it is spelt, and always looked at.
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
WHERE (actor_code IS NULL OR actor_code IN (SELECT unnest($actors::VARCHAR[])))
  AND article_id NOT IN (SELECT article_id FROM texts.originals)
ORDER BY day, article_id, version, evidence_start;
