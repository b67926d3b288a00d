-- The articles whose stored rows name one of these keys ($keys).
WITH wanted AS (SELECT unnest($keys::VARCHAR[]) AS key),
found AS (
    SELECT article_id FROM mentions WHERE entity_key IN (FROM wanted)
    UNION SELECT article_id FROM roles WHERE person_key IN (FROM wanted) OR insee IN (FROM wanted)
    UNION SELECT article_id FROM quotes WHERE person_key IN (FROM wanted) OR insee IN (FROM wanted)
    UNION SELECT article_id FROM events WHERE event_id IN (FROM wanted) OR insee IN (FROM wanted)
    UNION SELECT article_id FROM initiative_history
    WHERE initiative_id IN (FROM wanted) OR technology_id IN (FROM wanted) OR actor_code IN (FROM wanted)
       OR trim(regexp_replace(lower(strip_accents(supplier)), '[^a-z0-9]+', ' ', 'g')) IN (FROM wanted)
)
SELECT article_id FROM found SEMI JOIN articles USING (article_id) ORDER BY article_id
