-- The denominator of every trend: a line for each week since a source was first asked, whatever came of it; for one
-- that is no longer followed, until it was last asked. A page counts once a week, for the best that happened to it
-- that week; a page read again does not count, nor does one that only a backfill brought.
CREATE OR REPLACE VIEW v_coverage AS
WITH
backfills AS (SELECT run_id FROM runs WHERE job = 'backfill'),
crawled AS (FROM fetches ANTI JOIN backfills USING (run_id)),
brought AS (
    SELECT unnest([url, final_url]) AS url FROM fetches SEMI JOIN backfills USING (run_id) WHERE NOT is_entry
),
-- as a rule there are few, if any: all that was crawled is looked through for them, not kept to look them up in
saved AS (
    SELECT DISTINCT url FROM brought ANTI JOIN (SELECT url FROM crawled WHERE NOT is_entry) USING (url)
),
pages AS (
    SELECT
        source_id,
        date_trunc('week', day)::DATE AS week,
        max(CASE outcome
            WHEN 'fetched' THEN 5 WHEN 'unchanged' THEN 5 WHEN 'reserved' THEN 4 WHEN 'blocked' THEN 3
            WHEN 'refused' THEN 2 ELSE 1
        END) AS best
    -- by 64 bits of the address, which among the pages of an outlet and a week are as good as itself, and half as dear
    FROM crawled WHERE NOT is_entry AND NOT coalesce(revisit, false) GROUP BY source_id, week, hash(url)
),
asked AS (
    SELECT
        source_id,
        week,
        count(*) AS expected,
        count(*) FILTER (best = 5) AS collected,
        count(*) FILTER (best = 4) AS reserved,
        count(*) FILTER (best = 3) AS blocked,
        count(*) FILTER (best = 2) AS refused,
        count(*) FILTER (best = 1) AS failed
    FROM pages GROUP BY source_id, week
),
read AS (
    SELECT
        source_id,
        date_trunc('week', first_seen_day)::DATE AS week,
        count(*) FILTER (basis = 'full') AS readable,
        count(*) FILTER (basis <> 'full') AS excerpts,
        count(*) FILTER (tdm_reserved) AS reserved
    FROM articles ANTI JOIN saved USING (url) GROUP BY ALL
),
dropped AS (
    SELECT source_id, date_trunc('week', day)::DATE AS week, count(DISTINCT url) AS rejected
    FROM rejections ANTI JOIN articles USING (url) ANTI JOIN saved USING (url)
    WHERE stage NOT IN ('entry', 'fetch') -- counted as failed already, or no page of an article
    GROUP BY ALL
),
heard AS (FROM v_listening),
weeks AS (
    SELECT source_id, week FROM heard
    UNION SELECT source_id, week FROM asked
    UNION SELECT source_id, week FROM read
    UNION SELECT source_id, week FROM dropped
)
SELECT
    weeks.source_id,
    s.name AS outlet,
    weeks.week,
    -- nobody knows how many there were, where nobody could look
    coalesce(asked.expected, CASE WHEN NOT coalesce(heard.outage, true) THEN 0 END) AS expected,
    coalesce(asked.collected, 0) AS collected,
    coalesce(read.readable, 0) AS readable,
    coalesce(read.excerpts, 0) AS excerpts,
    -- a reserved page leaves its title, an article of its own: the same one must not count twice
    greatest(coalesce(asked.reserved, 0), coalesce(read.reserved, 0)) AS reserved,
    coalesce(asked.blocked, 0) AS blocked,
    coalesce(asked.refused, 0) AS refused,
    coalesce(asked.failed, 0) AS failed,
    coalesce(dropped.rejected, 0) AS rejected,
    CASE WHEN heard.source_id IS NULL THEN true ELSE heard.outage END AS outage
FROM weeks
LEFT JOIN asked USING (source_id, week)
LEFT JOIN read USING (source_id, week)
LEFT JOIN dropped USING (source_id, week)
LEFT JOIN heard USING (source_id, week)
LEFT JOIN sources s USING (source_id);
COMMENT ON VIEW v_coverage IS 'Registre de couverture, une ligne par titre et par semaine depuis sa première collecte (jusqu’à la dernière pour un titre qui n’est plus suivi), même sans rien, reprises exclues : ce que les comptages peuvent ignorer.';
COMMENT ON COLUMN v_coverage.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_coverage.outlet IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_coverage.week IS 'Lundi de la semaine de collecte, non de publication : les tendances (trend, coverage, v_weekly) comptent par semaine de publication, avec leurs propres dénominateurs.';
COMMENT ON COLUMN v_coverage.expected IS 'Pages d’articles annoncées, demandées ou non : collected + reserved (pages) + blocked + refused + failed ; vide si personne n’a pu le savoir.';
COMMENT ON COLUMN v_coverage.collected IS 'Dont obtenues, ou inchangées.';
COMMENT ON COLUMN v_coverage.readable IS 'Articles nouveaux lus en entier.';
COMMENT ON COLUMN v_coverage.excerpts IS 'Articles nouveaux connus par leur titre ou un extrait.';
COMMENT ON COLUMN v_coverage.reserved IS 'Pages ou articles nouveaux sous réserve de fouille de textes.';
COMMENT ON COLUMN v_coverage.blocked IS 'Pages dont le site ferme l’accès : interdiction, captcha.';
COMMENT ON COLUMN v_coverage.refused IS 'Pages que nous n’avons pas demandées : robots.txt, politique du titre, nombre de pages, site au repos.';
COMMENT ON COLUMN v_coverage.failed IS 'Pages demandées en vain.';
COMMENT ON COLUMN v_coverage.rejected IS 'Pages obtenues qui n’ont pas donné d’article.';
COMMENT ON COLUMN v_coverage.outage IS 'Vrai si aucun point d’entrée du titre n’a répondu cette semaine-là, alors qu’il y avait à demander ou que la veille était arrêtée : ses comptages n’y disent rien. Vide pour la semaine de la dernière collecte, tant qu’elle n’est pas finie et que rien n’a répondu.';
