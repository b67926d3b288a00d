-- How many articles for us, reprints and copies apart, told of each technology and of each topic, week by week from $first
-- to $last (days, both included); and how many there were at all (kind 'all'). Of articles that name a département or a
-- commune of it, a technology, a topic, where asked; the $most technologies told most. `steady` counts those of the outlets
-- that were read all along from $steady_first to $steady_last, as the letter has it (queries/letter_weeks.sql): what a new
-- outlet brings is no trend.
WITH read AS (
    SELECT a.article_id, a.source_id, date_trunc('week', a.published_day)::DATE AS week
    FROM articles a
    WHERE a.published_day BETWEEN $first::DATE AND $last::DATE AND a.relevant
      AND ($technology::VARCHAR IS NULL OR a.article_id IN (
          SELECT t.article_id FROM article_technologies t WHERE t.technology_id = $technology::VARCHAR
      ))
      AND ($topic::VARCHAR IS NULL OR a.article_id IN (
          SELECT t.article_id FROM article_topics t WHERE t.topic = $topic::VARCHAR
      ))
      AND ($departement::VARCHAR IS NULL OR a.article_id IN (
          SELECT t.article_id FROM article_communes t JOIN communes c USING (insee)
          WHERE c.departement = $departement::VARCHAR
          UNION
          SELECT m.article_id FROM mentions m WHERE m.kind = 'departement' AND m.entity_key = $departement::VARCHAR
      ))
),
told AS (FROM read ANTI JOIN (FROM v_article_repeats SEMI JOIN read USING (article_id)) repeats USING (article_id)),
steady AS (
    SELECT source_id FROM articles
    WHERE published_day >= $steady_first::DATE AND published_day < date_trunc('week', $steady_last::DATE)
    GROUP BY source_id
    HAVING min(published_day) < $steady_first::DATE + 14
        AND 2 * count(DISTINCT date_trunc('week', published_day))
            >= date_diff('week', $steady_first::DATE, $steady_last::DATE)
),
known AS (
    SELECT told.article_id, told.week, steady.source_id IS NOT NULL AS steady FROM told LEFT JOIN steady USING (source_id)
),
tools AS (
    SELECT
        m.technology_id AS code, min(coalesce(t.canonical, m.name)) AS name, known.week,
        count(*) AS articles, count(*) FILTER (known.steady) AS steady
    FROM article_technologies m JOIN known USING (article_id) LEFT JOIN technologies t USING (technology_id)
    GROUP BY m.technology_id, known.week
),
most AS (SELECT code FROM tools GROUP BY code ORDER BY sum(articles) DESC, code LIMIT $most)
SELECT 'technology' AS kind, code, name, week, articles, steady FROM tools SEMI JOIN most USING (code)
UNION ALL
SELECT 'topic', m.topic, m.topic, known.week, count(*), count(*) FILTER (known.steady)
FROM article_topics m JOIN known USING (article_id)
GROUP BY m.topic, known.week
UNION ALL
SELECT 'all', '', '', known.week, count(*), count(*) FILTER (known.steady) FROM known GROUP BY known.week
ORDER BY kind, code, week;
