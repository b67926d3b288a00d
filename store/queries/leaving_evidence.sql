-- Which sentences of an article may leave with its facts: those of initiatives first, then the best of each kind
-- (mayors, events, the quote, figures, other roles), then the second of each; the current version before past ones, the
-- surest first; each text once, whatever the number of facts that it bears out. As long as all of them hold no more than
-- a third of the text (a word counts for six characters) and 600 characters, and 200 in any case.
CREATE OR REPLACE TEMP TABLE sentences_kept AS
WITH said AS (
    SELECT article_id, version, evidence_text, 1 AS rank, confidence FROM initiative_history
    UNION ALL SELECT article_id, version, evidence_text, 4, confidence FROM quotes
    UNION ALL SELECT article_id, version, evidence_text, CASE WHEN status IS NULL THEN 6 ELSE 2 END, confidence FROM roles
    UNION ALL SELECT article_id, version, evidence_text, 3, confidence FROM events
    UNION ALL SELECT article_id, version, evidence_text, 5, confidence FROM figures
),
sentences AS (
    SELECT
        s.article_id,
        s.evidence_text,
        min(s.version <> a.version) AS past,
        min(s.rank) AS rank,
        coalesce(max(s.confidence), 0) AS sure,
        any_value(greatest(excerpt_length(), least(600, 2 * coalesce(a.word_count, 0)))) AS most
    FROM said s JOIN articles a USING (article_id)
    WHERE s.evidence_text <> '[…]'
    GROUP BY s.article_id, s.evidence_text
),
ranked AS (
    SELECT
        *,
        CASE WHEN rank = 1 THEN 0 ELSE row_number() OVER (PARTITION BY article_id, past, rank ORDER BY sure DESC, evidence_text) END AS nth
    FROM sentences
),
summed AS (
    SELECT
        *,
        sum(length(evidence_text)) OVER (
            PARTITION BY article_id ORDER BY past, nth, rank, sure DESC, evidence_text ROWS UNBOUNDED PRECEDING
        ) AS so_far
    FROM ranked
)
SELECT article_id, evidence_text FROM summed WHERE so_far <= most;
