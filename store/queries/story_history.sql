-- What grouping knows of the articles of the days $first to $last (Europe/Paris) that are in a story, or could be:
-- current version, passed by the gate, no round-up; those that are for us, or of a nature that editors follow
-- ($natures), can found one (nlp/stories/admission.py says the same of new ones). No terms: no trace by $scheme is stored,
-- queries/story_untraced.sql gives what it is made of.
WITH told AS (
    SELECT
        a.article_id, a.version, coalesce(a.published_day, a.first_seen_day) AS day,
        coalesce(a.relevant, false) OR coalesce(a.nature IN (SELECT unnest($natures::VARCHAR[])), false) AS founds,
        m.story_id
    FROM articles a LEFT JOIN story_articles m USING (article_id)
    WHERE coalesce(a.published_day, a.first_seen_day) BETWEEN $first AND $last
      AND a.model IS NOT NULL AND a.form IS DISTINCT FROM 'round-up'
      AND (m.story_id IS NOT NULL OR a.gate = 'passed')
)
SELECT
    told.*,
    [place."key" for place in t.places] AS places, [place.weight for place in t.places] AS place_weights,
    t.people, t.terms, t.weights
FROM told
LEFT JOIN (FROM texts.story_traces WHERE scheme = $scheme) t USING (article_id, version)
ORDER BY told.day, told.article_id
