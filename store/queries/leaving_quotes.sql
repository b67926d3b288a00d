-- One quote an article: of its current version, in quotation marks, the surest, the first.
CREATE OR REPLACE TEMP TABLE quotes_kept AS
SELECT q.article_id, q.version, q.start_at, q.end_at
FROM quotes q JOIN articles a USING (article_id, version)
QUALIFY row_number() OVER (
    PARTITION BY q.article_id ORDER BY coalesce(q.direct, false) DESC, q.confidence DESC NULLS LAST, q.start_at, q.end_at
) = 1;
UPDATE quotes SET text = '[…]', evidence_text = '[…]'
WHERE NOT EXISTS (
    FROM quotes_kept k
    WHERE k.article_id = quotes.article_id AND k.version = quotes.version AND k.start_at = quotes.start_at AND k.end_at = quotes.end_at
);
