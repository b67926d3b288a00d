-- The articles that words on these keys ($keys) can concern: by their stored rows, by what was stored of them before they
-- were corrected ($written: the same keys as JSON writes them), or because they are named ($articles).
WITH wanted AS (SELECT unnest($keys::VARCHAR[]) AS key),
found AS (
    SELECT article_id FROM mentions WHERE entity_key IN (FROM wanted)
    UNION SELECT article_id FROM roles WHERE person_key IN (FROM wanted) OR insee IN (FROM wanted)
    UNION SELECT article_id FROM quotes WHERE person_key IN (FROM wanted)
    UNION SELECT article_id FROM events WHERE event_id IN (FROM wanted) OR insee IN (FROM wanted)
    UNION SELECT article_id FROM initiative_history
    WHERE initiative_id IN (FROM wanted) OR technology_id IN (FROM wanted) OR actor_code IN (FROM wanted)
       OR trim(regexp_replace(lower(strip_accents(supplier)), '[^a-z0-9]+', ' ', 'g')) IN (FROM wanted)
    UNION SELECT article_id FROM texts.originals
    WHERE list_bool_or([contains("rows", written) FOR written IN $written::VARCHAR[]])
    UNION SELECT unnest($articles::VARCHAR[])
)
SELECT article_id FROM found SEMI JOIN articles USING (article_id) ORDER BY article_id
