-- What the press told of a commune between two days, beside what could be read of the outlets that serve its
-- département. Articles are of those days; pages expected and collected are of the whole weeks of collection.
-- An unknown commune is an error: no line would read as no news.
CREATE OR REPLACE MACRO coverage(commune, since, until) AS TABLE
WITH
-- « Mans » finds Le Mans, unless a commune is called so
known AS (
    SELECT
        c.insee, c.name, c.departement,
        CASE WHEN c.insee = upper(commune) THEN 3 WHEN plain_name(c.name) = plain_name(commune) THEN 2 ELSE 1 END AS sure
    FROM communes c
    WHERE c.insee = upper(commune) OR bare_name(c.name) = bare_name(commune)
),
best AS (SELECT k.insee, k.name, k.departement FROM known k QUALIFY k.sure = max(k.sure) OVER ()),
alike AS (
    SELECT max_by(
        n.name || ' (' || n.insee || ')', (jaro_winkler_similarity(lower(n.name), lower(coalesce(commune, ''))), n.insee), 3
    ) AS names FROM communes n
),
asked AS MATERIALIZED (
    SELECT unnest(coalesce(found.them, error(format(
        'commune inconnue : « {} ». Demandez-la par son code INSEE ou son nom (communes.insee, communes.name), par exemple : {}.',
        coalesce(commune, 'NULL'), coalesce(array_to_string(alike.names, ', '), 'aucune n’est chargée')
    ))), max_depth := 2)
    FROM (SELECT list(best) AS them FROM best) found CROSS JOIN alike
),
serving AS (
    SELECT asked.insee, s.source_id
    FROM asked JOIN sources s ON list_contains(s.departements, asked.departement)
),
own AS (
    SELECT a.article_id, a.source_id, date_trunc('week', a.published_day)::DATE AS week,
        coalesce(a.relevant, false) AS relevant, repeats.counted_as
    FROM articles a LEFT JOIN v_article_repeats repeats USING (article_id)
    WHERE a.published_day >= coalesce(since::DATE, a.published_day)
        AND a.published_day <= coalesce(until::DATE, a.published_day)
        AND coalesce(repeats.counted_as, 'reprint') = 'reprint'
),
named AS (SELECT c.article_id, c.insee FROM article_communes c SEMI JOIN asked USING (insee)),
told AS (
    SELECT
        named.insee,
        own.week,
        count(*) FILTER (own.counted_as IS NULL) AS articles,
        count(*) FILTER (own.counted_as IS NULL AND own.relevant) AS relevant,
        count(*) FILTER (own.counted_as IS NOT NULL) AS reprints,
        count(DISTINCT own.source_id) AS outlets,
        count(*) FILTER (own.counted_as IS NULL AND serving.source_id IS NOT NULL) AS local
    FROM named JOIN own USING (article_id)
    LEFT JOIN serving ON serving.insee = named.insee AND serving.source_id = own.source_id
    GROUP BY named.insee, own.week
),
local_read AS (
    SELECT serving.insee, own.week, count(*) FILTER (own.counted_as IS NULL) AS n
    FROM serving JOIN own USING (source_id) GROUP BY serving.insee, own.week
),
ledger AS (
    SELECT
        serving.insee,
        v.week,
        sum(v.expected) AS expected,
        sum(v.collected) AS collected,
        sum(v.readable) AS readable,
        sum(v.reserved) AS reserved,
        sum(v.failed) AS failed
    FROM v_coverage v JOIN serving USING (source_id)
    GROUP BY serving.insee, v.week
),
heard AS (
    SELECT serving.insee, l.week, count(*) AS followed, count(*) FILTER (l.outage) AS silent
    FROM v_listening l JOIN serving USING (source_id)
    GROUP BY serving.insee, l.week
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
local_watch AS (
    SELECT serving.insee, min(heard.week) AS first_week
    FROM serving LEFT JOIN heard ON heard.insee = serving.insee GROUP BY serving.insee
),
spans AS (
    SELECT min(w.week) AS first_week, max(w.week) AS last_week FROM (
        SELECT told.week FROM told
        UNION ALL SELECT unnest([watch.first_week, watch.last_week]) FROM watch
    ) w
),
weeks AS (
    SELECT unnest(generate_series(
        CASE
            WHEN since::DATE > until::DATE THEN error('coverage : le premier jour vient après le dernier. Échangez-les.')
            ELSE coalesce(date_trunc('week', since::DATE)::DATE, spans.first_week)
        END,
        coalesce(until::DATE, spans.last_week),
        INTERVAL 7 DAY
    ))::DATE AS week
    FROM spans
)
SELECT
    weeks.week,
    strftime(weeks.week, '%G-W%V') AS iso_week,
    asked.insee,
    asked.name AS commune,
    coalesce(told.articles, 0) AS articles,
    coalesce(told.relevant, 0) AS relevant_articles,
    coalesce(told.reprints, 0) AS reprints,
    coalesce(told.outlets, 0) AS outlets,
    coalesce(told.local, 0) AS local_articles,
    coalesce(r.n, 0) AS local_articles_read,
    heard.followed AS local_outlets,
    heard.silent AS local_outlets_silent,
    ledger.expected::BIGINT AS expected,
    ledger.collected::BIGINT AS collected,
    ledger.readable::BIGINT AS readable,
    ledger.reserved::BIGINT AS reserved,
    ledger.failed::BIGINT AS failed,
    CASE
        WHEN weeks.week > watch.last_week THEN 'after'
        WHEN local_watch.insee IS NULL THEN 'unserved'
        WHEN weeks.week < local_watch.first_week OR local_watch.first_week IS NULL THEN 'before'
        WHEN weeks.week = watch.last_week AND coalesce(watch.last_day < weeks.week + 6, true) THEN 'ongoing'
        ELSE 'watched'
    END AS watched,
    CASE watched WHEN 'watched' THEN coalesce(heard.silent > 0, true) END AS outage
FROM asked CROSS JOIN weeks CROSS JOIN watch
LEFT JOIN told ON told.insee = asked.insee AND told.week = weeks.week
LEFT JOIN local_read r ON r.insee = asked.insee AND r.week = weeks.week
LEFT JOIN ledger ON ledger.insee = asked.insee AND ledger.week = weeks.week
LEFT JOIN heard ON heard.insee = asked.insee AND heard.week = weeks.week
LEFT JOIN local_watch ON local_watch.insee = asked.insee
ORDER BY asked.insee, weeks.week;
COMMENT ON MACRO TABLE coverage IS 'Couverture d’une commune (code INSEE, ou nom sans souci de casse, d’accents, de traits d’union, de « St- » ni d’article : « mans » est Le Mans ; une ligne par homonyme ; une commune inconnue est une erreur) entre deux jours compris (NULL : sans borne), une ligne par semaine de **publication** : articles publiés ces jours-là (reprises à part), relevant_articles, reprints, outlets ; local_articles et leur dénominateur local_articles_read (tous les articles lus des titres qui desservent le département, parus ces jours-là) ; local_outlets et local_outlets_silent (ces titres, et ceux qui n’ont pu être entendus), vides hors de leur veille ; expected, collected, readable, reserved, failed : pages de ces titres, par semaine entière de **collecte** (v_coverage), vides sans collecte ; watched : before (avant la première collecte de ces titres : n’en reste que ce qu’ils annonçaient encore), watched, ongoing (semaine de la dernière collecte, pas finie), after (pas encore collectée) ou unserved (aucun titre de sources ne dessert ce département) ; outage : vrai si l’un de ces titres n’a pu être entendu, vide si la semaine n’est pas watched. Hachurer ce qui n’est pas faux.';
