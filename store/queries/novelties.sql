-- What the articles of a period tell that none told before, by the day of publication, whenever they were read.
-- $first and $last are days, both included; $sure is the confidence under which nothing is called new.
WITH told AS (
    SELECT
        h.initiative_id,
        h.article_id,
        a.published_day AS day,
        h.actor_kind,
        coalesce(h.actor_code, h.actor_name) AS actor,
        coalesce(c.name, t.name, h.actor_name) AS actor_name,
        h.technology_id,
        coalesce(tech.canonical, h.technology) AS technology,
        h.status,
        list_position(['plan', 'announced', 'experiment', 'deployed', 'abandoned'], h.status) AS step,
        h.confidence,
        h.evidence_start,
        h.evidence_text
    FROM initiative_history h
    JOIN articles a USING (article_id, version)
    LEFT JOIN communes c ON h.actor_kind = 'commune' AND c.insee = h.actor_code
    LEFT JOIN territories t ON t.kind = h.actor_kind AND t.code = h.actor_code
    LEFT JOIN technologies tech USING (technology_id)
    WHERE a.published_day <= $last
),
sure AS (FROM told WHERE confidence >= $sure),
-- what is dropped or only wished for is a first of nothing
fresh AS (
    FROM sure WHERE day >= $first AND status <> 'abandoned'
    QUALIFY row_number() OVER (PARTITION BY actor_kind, actor, technology_id ORDER BY day, article_id, evidence_start) = 1
),
known AS (SELECT DISTINCT actor_kind, actor, technology_id FROM told WHERE day < $first),
firsts AS (
    SELECT
        CASE
            WHEN fresh.technology_id NOT IN (SELECT technology_id FROM known) THEN 'first-anywhere'
            WHEN (fresh.actor_kind, fresh.actor) NOT IN (SELECT (actor_kind, actor) FROM known) THEN 'first-initiative'
            ELSE 'first-technology'
        END AS kind,
        fresh.*
    FROM fresh ANTI JOIN known USING (actor_kind, actor, technology_id)
    WHERE initiative_id NOT IN (SELECT initiative_id FROM told WHERE day < $first)
),
before AS (
    SELECT initiative_id, arg_max(status, (day, confidence, step)) AS status, max_by(step, (day, confidence, step)) AS step
    FROM told WHERE day < $first GROUP BY initiative_id
),
now AS (
    FROM sure WHERE day >= $first
    QUALIFY row_number() OVER (PARTITION BY initiative_id ORDER BY day DESC, confidence DESC, step DESC, article_id) = 1
),
said AS (
    SELECT q.*, a.published_day AS day
    FROM quotes q JOIN articles a USING (article_id, version)
    WHERE q.role = 'mayor' AND q.person_key IS NOT NULL AND a.published_day <= $last
),
voices AS (
    FROM said WHERE day >= $first AND confidence >= $sure
        AND person_key NOT IN (SELECT person_key FROM said WHERE day < $first)
    QUALIFY row_number() OVER (PARTITION BY person_key ORDER BY direct DESC, day, article_id, start_at) = 1
)
SELECT
    kind, day, article_id, actor_kind, actor, actor_name AS name, technology_id, technology,
    NULL AS before, status AS after, evidence_text
FROM firsts
UNION ALL
SELECT
    'new-status', now.day, now.article_id, actor_kind, actor, actor_name, technology_id, technology,
    before.status, now.status, evidence_text
FROM now JOIN before USING (initiative_id) WHERE now.step > before.step
UNION ALL
SELECT
    'first-quote', day, article_id, 'commune', voices.insee, speaker, NULL, NULL,
    NULL, NULL, text
FROM voices
ORDER BY day, article_id, kind, name, technology;
