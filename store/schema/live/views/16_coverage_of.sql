-- What the press told of a commune between two days, beside what could be read of the outlets that serve its
-- département. Articles are of those days; pages expected and collected are of the whole weeks of collection.
CREATE OR REPLACE MACRO coverage(commune, since, until) AS TABLE
WITH
asked AS (
    SELECT c.insee, c.name, c.departement FROM communes c
    WHERE c.insee = commune OR lower(c.name) = lower(commune)
),
serving AS (
    SELECT asked.insee, s.source_id
    FROM asked JOIN sources s ON list_contains(s.departements, asked.departement)
),
own AS (
    SELECT a.article_id, a.version, a.source_id, date_trunc('week', a.published_day)::DATE AS week,
        coalesce(a.relevant, false) AS relevant, repeats.counted_as
    FROM articles a LEFT JOIN v_article_repeats repeats USING (article_id)
    WHERE a.published_day BETWEEN since::DATE AND until::DATE AND coalesce(repeats.counted_as, 'reprint') = 'reprint'
),
named AS (
    SELECT DISTINCT m.article_id, m.version, m.entity_key AS insee
    FROM mentions m SEMI JOIN asked ON m.entity_key = asked.insee
    WHERE m.kind = 'commune'
),
told AS (
    SELECT
        named.insee,
        own.week,
        count(*) FILTER (own.counted_as IS NULL) AS articles,
        count(*) FILTER (own.counted_as IS NULL AND own.relevant) AS relevant,
        count(*) FILTER (own.counted_as IS NOT NULL) AS reprints,
        count(DISTINCT own.source_id) AS outlets,
        count(*) FILTER (own.counted_as IS NULL AND serving.source_id IS NOT NULL) AS local
    FROM named JOIN own USING (article_id, version)
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
        sum(v.failed) AS failed,
        count(*) AS followed,
        count(*) FILTER (v.outage) AS silent
    FROM v_coverage v JOIN serving USING (source_id)
    WHERE v.week BETWEEN date_trunc('week', since::DATE)::DATE AND until::DATE
    GROUP BY serving.insee, v.week
),
weeks AS (
    SELECT unnest(generate_series(date_trunc('week', since::DATE), until::DATE, INTERVAL 7 DAY))::DATE AS week
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
    coalesce(ledger.followed, 0) AS local_outlets,
    coalesce(ledger.silent, 0) AS local_outlets_silent,
    ledger.expected::BIGINT AS expected,
    coalesce(ledger.collected, 0)::BIGINT AS collected,
    coalesce(ledger.readable, 0)::BIGINT AS readable,
    coalesce(ledger.reserved, 0)::BIGINT AS reserved,
    coalesce(ledger.failed, 0)::BIGINT AS failed,
    coalesce(ledger.silent > 0, true) AS outage
FROM asked CROSS JOIN weeks
LEFT JOIN told ON told.insee = asked.insee AND told.week = weeks.week
LEFT JOIN local_read r ON r.insee = asked.insee AND r.week = weeks.week
LEFT JOIN ledger ON ledger.insee = asked.insee AND ledger.week = weeks.week
ORDER BY asked.insee, weeks.week;
COMMENT ON MACRO TABLE coverage IS 'Couverture d’une commune (code INSEE ou nom ; une ligne par homonyme) entre deux jours compris, une ligne par semaine : articles publiés ces jours-là (reprises à part), relevant_articles, reprints, outlets ; local_articles et leur dénominateur local_articles_read (tous les articles lus des titres qui desservent le département) ; local_outlets et local_outlets_silent (ces titres, et ceux qui n’ont pu être entendus) ; expected, collected, readable, reserved, failed : pages de ces titres, par semaine entière de collecte (v_coverage) ; outage : vrai si l’un d’eux n’a pu être entendu, ou si aucun n’était suivi : hachurer la semaine. Rien pour une commune inconnue.';
