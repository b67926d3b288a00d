-- Qu’ont dit les maires de l’intelligence artificielle ce mois-ci ?
-- counted_as = 'article' écarte les reprises : une phrase que neuf titres impriment est dite une fois. evidence_text est
-- le passage qui dit qui parle.
SELECT
    q.published_day AS jour,
    q.departement,
    q.commune,
    q.speaker AS maire,
    q.text AS propos,
    q.source AS titre,
    q.confidence,
    q.evidence_text,
    q.url
FROM v_quotes q
SEMI JOIN (FROM article_topics WHERE topic = 'ia') USING (article_id)
WHERE q.role = 'mayor'
  AND q.direct
  AND q.published_day BETWEEN DATE '2026-11-01' AND DATE '2026-11-30'
  AND q.counted_as = 'article'
ORDER BY jour DESC, commune, maire, q.url, q.start_at
LIMIT 50
