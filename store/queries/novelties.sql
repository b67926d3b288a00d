-- What the articles of a period tell that none told before, by the day of publication, whenever they were read.
-- $first and $last are days, both included; $sure is the confidence under which nothing is called new.
-- Doubt silences: whatever any article told before is known (doubtful, copied, dated only by the day we saw it); a
-- claim hangs on a dated article that the letter can show (relevant, not a repeat).
WITH repeated AS (FROM v_article_repeats WHERE counted_as <> 'reprint'),
read AS (
    SELECT
        article_id,
        version,
        coalesce(published_day, first_seen_day) AS day,
        coalesce(
            published_day >= $first AND relevant AND article_id NOT IN (SELECT article_id FROM repeated), false
        ) AS shown
    FROM articles WHERE coalesce(published_day, first_seen_day) <= $last
),
told AS (
    SELECT
        h.initiative_id,
        h.article_id,
        r.day,
        r.shown AND h.confidence >= $sure AS claims,
        h.actor_kind,
        coalesce(h.actor_code, h.actor_name) AS actor,
        -- who has no code is one by its name, however it is spelt
        coalesce(h.actor_code, lower(strip_accents(replace(h.actor_name, '’', '''')))) AS actor_key,
        coalesce(c.name, t.name, h.actor_name) AS actor_name,
        h.technology_id,
        coalesce(tech.canonical, h.technology) AS technology,
        h.status,
        list_position(['plan', 'announced', 'experiment', 'deployed', 'abandoned'], h.status) AS step,
        h.confidence,
        h.evidence_start,
        h.evidence_text
    FROM initiative_history h
    JOIN read r USING (article_id, version)
    -- a condition on the left side alone would make this a loop over all communes for each line
    LEFT JOIN communes c ON c.insee = CASE WHEN h.actor_kind = 'commune' THEN h.actor_code END
    LEFT JOIN territories t ON t.kind = h.actor_kind AND t.code = h.actor_code
    LEFT JOIN technologies tech USING (technology_id)
),
old AS (FROM told WHERE day < $first),
-- in reading order: of several in a week, one only was the first
week AS (
    SELECT
        *,
        first_value((actor_kind, actor_key)) OVER (
            PARTITION BY technology_id ORDER BY day, article_id, evidence_start, actor_key
        ) = (actor_kind, actor_key) AS leads,
        first_value(technology_id) OVER (
            PARTITION BY actor_kind, actor_key ORDER BY day, article_id, evidence_start, technology_id
        ) = technology_id AS opens
    FROM told WHERE day >= $first
),
-- what is dropped or only wished for (a plan) is a first of nothing
fresh AS (
    FROM week WHERE claims AND status NOT IN ('plan', 'abandoned')
    QUALIFY row_number() OVER (
        PARTITION BY actor_kind, actor_key, technology_id ORDER BY day, article_id, evidence_start
    ) = 1
),
firsts AS (
    SELECT
        CASE
            WHEN leads AND technology_id NOT IN (SELECT technology_id FROM old) THEN 'first-anywhere'
            WHEN opens AND (actor_kind, actor_key) NOT IN (SELECT (actor_kind, actor_key) FROM old)
                THEN 'first-initiative'
            ELSE 'first-technology'
        END AS kind,
        fresh.*
    FROM fresh ANTI JOIN old USING (actor_kind, actor_key, technology_id)
    WHERE initiative_id NOT IN (SELECT initiative_id FROM old)
),
-- how far any article said it was, and where it surely was last
before AS (
    SELECT
        initiative_id,
        max(step) AS reached,
        arg_max(status, (day, confidence, step)) FILTER (confidence >= $sure) AS status
    FROM old GROUP BY initiative_id
),
now AS (
    FROM week WHERE claims
    QUALIFY row_number() OVER (PARTITION BY initiative_id ORDER BY day DESC, confidence DESC, step DESC, article_id) = 1
),
said AS (
    SELECT
        q.*,
        r.day,
        r.shown AND q.confidence >= $sure AND q.role = 'mayor' AND q.person_key IS NOT NULL AS claims
    FROM quotes q JOIN read r USING (article_id, version)
),
mayors AS (FROM said WHERE claims),
-- all that these mayors, or others of their towns, were ever heard to say
heard AS (
    SELECT
        *,
        lower(strip_accents(regexp_extract(trim(replace(speaker, '’', '''')), '[^\s\x{a0}]+$'))) AS surname
    FROM said WHERE insee IN (SELECT insee FROM mayors) OR person_key IN (SELECT person_key FROM mayors)
),
-- a mayor may have been heard under initials, or as a candidate or councillor of the town
voices AS (
    FROM heard v
    WHERE claims
        AND NOT EXISTS (FROM heard h WHERE h.day < $first AND h.person_key = v.person_key)
        AND NOT EXISTS (FROM heard h WHERE h.day < $first AND h.insee = v.insee AND h.surname = v.surname)
    QUALIFY row_number() OVER (
        PARTITION BY coalesce(insee, person_key), surname ORDER BY direct DESC, day, article_id, start_at
    ) = 1
)
SELECT
    kind, day, article_id, actor_kind, actor, actor_name AS name, technology_id, technology,
    NULL AS before, status AS after, evidence_text
FROM firsts
UNION ALL
SELECT
    'new-status', now.day, now.article_id, actor_kind, actor, actor_name, technology_id, technology,
    before.status, now.status, evidence_text
FROM now JOIN before USING (initiative_id) WHERE now.step > before.reached AND before.status IS NOT NULL
UNION ALL
SELECT
    'first-quote', day, article_id, 'commune', voices.insee, speaker, NULL, NULL,
    NULL, NULL, text
FROM voices
ORDER BY day, article_id, kind, name, technology;
