-- An outlet by its slug ($id), with what is kept of its articles and what their publisher reserves.
SELECT
    s.source_id,
    s.name,
    coalesce(s.homepage, '') AS homepage,
    coalesce(s.outlet_group, '') AS outlet_group,
    coalesce(s.departements, []) AS departements,
    coalesce(s.enabled, false) AS enabled,
    coalesce(s.evidence, '') AS evidence,
    coalesce(s.kind, '') AS kind,
    coalesce(s.policy, '') AS policy,
    coalesce(s.verified, true) AS verified,
    kept.articles,
    kept.analysed,
    kept.relevant,
    kept.reserved,
    kept.declared,
    kept.excerpts
FROM (FROM sources WHERE source_id = $id) s
CROSS JOIN (
    SELECT
        count(*) AS articles,
        count(*) FILTER (relevant IS NOT NULL) AS analysed,
        count(*) FILTER (relevant) AS relevant,
        count(*) FILTER (tdm_reserved) AS reserved,
        coalesce(list(DISTINCT tdm_declared_by) FILTER (tdm_reserved AND tdm_declared_by <> ''), []) AS declared,
        count(*) FILTER (basis <> 'full') AS excerpts
    FROM articles WHERE source_id = $id
) kept;
