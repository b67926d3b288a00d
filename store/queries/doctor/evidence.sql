-- Facts that point outside their text, or at other words than those they show; one slice of the articles at a time
-- ($slice: the first digits of article_id, as LIKE wants them), so that no more texts than that are held at once.
-- Positions are code points, in Python as in `substring`: graphemes are `substring_grapheme`'s affair.
-- A text that is no longer kept proves nothing: such facts are only held to positions that can be.
WITH bodies AS (
    SELECT
        article_id,
        version,
        concat_ws(chr(10) || chr(10), nullif(title, ''), nullif(summary, ''), nullif("text", '')) AS body
    FROM texts.article_texts
    WHERE article_id LIKE $slice AND "text" IS NOT NULL
),
spans AS (
    SELECT 'mentions' AS fact, article_id, version, start_at, end_at, surface AS words
    FROM mentions WHERE article_id LIKE $slice
    UNION ALL
    SELECT 'roles', article_id, version, evidence_start, evidence_end, evidence_text
    FROM roles WHERE article_id LIKE $slice
    UNION ALL
    SELECT 'quotes', article_id, version, start_at, end_at, "text"
    FROM quotes WHERE article_id LIKE $slice
    UNION ALL
    SELECT 'quotes', article_id, version, evidence_start, evidence_end, evidence_text
    FROM quotes WHERE article_id LIKE $slice
    UNION ALL
    SELECT 'figures', article_id, version, evidence_start, evidence_end, evidence_text
    FROM figures WHERE article_id LIKE $slice
    UNION ALL
    SELECT 'figures', article_id, version, start_at, end_at, NULL
    FROM figures WHERE article_id LIKE $slice
    UNION ALL
    SELECT 'events', article_id, version, evidence_start, evidence_end, evidence_text
    FROM events WHERE article_id LIKE $slice
    UNION ALL
    SELECT 'events', article_id, version, start_at, end_at, NULL
    FROM events WHERE article_id LIKE $slice
    UNION ALL
    SELECT 'initiative_history', article_id, version, evidence_start, evidence_end, evidence_text
    FROM initiative_history WHERE article_id LIKE $slice
),
judged AS (
    SELECT
        fact,
        article_id,
        start_at,
        end_at,
        start_at < 0 OR end_at < start_at OR coalesce(end_at > length(body), false) AS outside,
        coalesce(substring(body, start_at + 1, end_at - start_at) <> words, false) AS differs
    FROM spans LEFT JOIN bodies USING (article_id, version)
    WHERE start_at IS NOT NULL AND end_at IS NOT NULL
)
SELECT
    CASE WHEN outside THEN 'outside' ELSE 'differs' END AS problem,
    count(*) AS n,
    (list(format('{} {} [{}:{}]', fact, article_id, start_at, end_at)))[:3] AS examples
FROM judged
WHERE outside OR differs
GROUP BY problem
