-- How often the press told of a technology, week by week, beside all that was read: a fall in a week in which outlets
-- could not be heard is no fall. Weeks without an article are there. An unknown technology is an error: no line would
-- read as no news.
CREATE OR REPLACE MACRO trend(technology) AS TABLE
WITH
-- merged away by an editor, it is asked for under the id that stands for it
known AS (
    SELECT
        t.technology_id, t.canonical,
        CASE
            WHEN t.technology_id = technology THEN 4
            WHEN t.technology_id IN (SELECT r.new_id FROM redirects r WHERE r.kind = 'technology' AND r.old_id = technology)
                THEN 3
            WHEN plain_name(t.canonical) = plain_name(technology) THEN 2
            WHEN list_contains([plain_name(one) FOR one IN coalesce(t.names, [])], plain_name(technology)) THEN 1
        END AS sure
    FROM technologies t WHERE sure IS NOT NULL
),
best AS (SELECT k.technology_id, k.canonical FROM known k QUALIFY k.sure = max(k.sure) OVER ()),
alike AS (
    SELECT max_by(
        n.canonical, (jaro_winkler_similarity(plain_name(n.canonical), plain_name(coalesce(technology, ''))), n.canonical), 3
    ) AS names FROM technologies n
),
asked AS MATERIALIZED (
    SELECT unnest(coalesce(found.them, error(format(
        'technologie inconnue : « {} ». Demandez-la par son identifiant ou son nom usuel (technologies.technology_id, technologies.canonical), par exemple : {}.',
        coalesce(technology, 'NULL'), coalesce(array_to_string(alike.names, ', '), 'aucune n’est chargée')
    ))), max_depth := 2)
    FROM (SELECT list(best) AS them FROM best) found CROSS JOIN alike
),
own AS (
    SELECT a.article_id, a.source_id, date_trunc('week', a.published_day)::DATE AS week,
        coalesce(a.relevant, false) AS relevant, repeats.counted_as
    FROM articles a LEFT JOIN v_article_repeats repeats USING (article_id)
    WHERE a.published_day IS NOT NULL AND coalesce(repeats.counted_as, 'reprint') = 'reprint'
),
named AS (SELECT t.article_id, t.technology_id FROM article_technologies t SEMI JOIN asked USING (technology_id)),
told AS (
    SELECT
        named.technology_id,
        own.week,
        count(*) FILTER (own.counted_as IS NULL) AS articles,
        count(*) FILTER (own.counted_as IS NULL AND own.relevant) AS relevant,
        count(*) FILTER (own.counted_as IS NOT NULL) AS reprints,
        count(DISTINCT own.source_id) AS outlets
    FROM named JOIN own USING (article_id) GROUP BY named.technology_id, own.week
),
all_read AS (SELECT own.week, count(*) AS n FROM own WHERE own.counted_as IS NULL GROUP BY own.week),
-- what an outlet usually brings: how much of a week is missing when it is silent
usual AS (SELECT own.source_id, count(*) / (SELECT count(*) FROM own) AS part FROM own GROUP BY own.source_id),
heard AS (
    SELECT
        l.week,
        count(*) AS followed,
        count(*) FILTER (l.outage) AS silent,
        coalesce(sum(u.part) FILTER (l.outage), 0) AS missing
    FROM v_listening l LEFT JOIN usual u USING (source_id) GROUP BY l.week
),
-- the week under way is not over: who was silent may still answer
watch AS (
    SELECT
        min(l.week) AS first_week,
        max(l.week) AS last_week,
        (
            SELECT greatest(
                (SELECT max(f.day) FROM fetches f ANTI JOIN (FROM runs WHERE job = 'backfill') USING (run_id)),
                (SELECT max(r.day) FROM source_runs r)
            )
        ) AS last_day
    FROM v_listening l
),
spans AS (
    SELECT min(w.week) AS first_week, max(w.week) AS last_week
    FROM (SELECT told.week FROM told UNION ALL SELECT heard.week FROM heard) w
),
weeks AS (
    SELECT unnest(generate_series(spans.first_week, spans.last_week, INTERVAL 7 DAY))::DATE AS week FROM spans
)
SELECT
    weeks.week,
    strftime(weeks.week, '%G-W%V') AS iso_week,
    asked.technology_id,
    asked.canonical AS technology,
    coalesce(told.articles, 0) AS articles,
    coalesce(told.relevant, 0) AS relevant_articles,
    coalesce(told.reprints, 0) AS reprints,
    coalesce(told.outlets, 0) AS outlets,
    coalesce(r.n, 0) AS articles_read,
    round(coalesce(told.articles, 0) / nullif(r.n, 0), 4) AS share,
    heard.followed AS outlets_followed,
    heard.silent AS outlets_silent,
    round(heard.missing, 3) AS missing_share,
    CASE
        WHEN weeks.week < watch.first_week OR watch.first_week IS NULL THEN 'before'
        WHEN weeks.week > watch.last_week THEN 'after'
        WHEN weeks.week = watch.last_week AND coalesce(watch.last_day < weeks.week + 6, true) THEN 'ongoing'
        ELSE 'watched'
    END AS watched,
    -- of a hundred outlets one is always silent: the week is hatched when a tenth of them, or of what they bring, is missing
    CASE watched WHEN 'watched' THEN coalesce(greatest(heard.silent / heard.followed, heard.missing) >= 0.1, true) END
        AS outage
FROM asked CROSS JOIN weeks CROSS JOIN watch
LEFT JOIN told ON told.technology_id = asked.technology_id AND told.week = weeks.week
LEFT JOIN all_read r ON r.week = weeks.week
LEFT JOIN heard ON heard.week = weeks.week
ORDER BY asked.technology_id, weeks.week;
COMMENT ON MACRO TABLE trend IS 'Tendance d’une technologie (identifiant, ou nom usuel sans souci de casse, d’accents ni de traits d’union ; ou autre mot du lexique : technologies.names ; une technologie inconnue est une erreur), une ligne par semaine ISO de **publication** : articles (reprises à part), relevant_articles, reprints, outlets (titres qui en parlent), articles_read (le dénominateur : tous les articles lus parus cette semaine-là, reprises à part), share (leur rapport) ; outlets_followed, outlets_silent et missing_share (la part des articles que les titres muets donnent d’ordinaire), vides hors de la veille ; watched : before (avant la première collecte : n’en reste que ce que les titres annonçaient encore), watched, ongoing (semaine de la dernière collecte, pas finie) ou after (pas encore collectée) ; outage : vrai si un dixième des titres, ou de ce qu’ils donnent d’ordinaire, n’a pu être entendu, vide si la semaine n’est pas watched. Hachurer ce qui n’est pas faux. v_coverage compte, lui, par semaine de **collecte** : ne pas diviser l’un par l’autre.';
