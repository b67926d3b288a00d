-- What an editor should look at, of the articles first seen in the last $days days that are for us and repeat no other:
-- named mayors whom the register contradicts or does not know; who has two roles in one article; initiatives under the
-- confidence $deed, and quotes under $quote. At most $most of each kind, the newest first. Of a closed article the sentence
-- is not to be shown, and its quotes, which are nothing else, are not asked about.
WITH last AS (SELECT max(first_seen_day) AS day FROM articles),
recent AS MATERIALIZED (
    SELECT a.article_id, a.version, a.title, a.url, a.source_id, coalesce(a.published_day, a.first_seen_day) AS day
    FROM articles a, last
    WHERE a.relevant AND a.first_seen_day > last.day - $days::INTEGER AND a.form IS DISTINCT FROM 'round-up'
      AND NOT EXISTS (
          SELECT 1 FROM article_links l WHERE l.article_id = a.article_id AND l.version = a.version AND l.kind <> 'round-up')
),
own AS MATERIALIZED (FROM roles SEMI JOIN recent USING (article_id, version)),
several AS (
    SELECT article_id, person_key FROM own WHERE NOT coalesce(inferred, false)
    GROUP BY article_id, person_key HAVING count(DISTINCT role) > 1
),
-- who was mayor by the register on the article's day; of several, whom it attests, then the last who came
holders AS (
    SELECT r.article_id, r.insee, arg_max(m.name, (m.basis = 'attested', m.from_day)) AS name,
        arg_max(m.from_day, (m.basis = 'attested', m.from_day)) AS from_day
    FROM (SELECT DISTINCT article_id, insee FROM own WHERE status IN ('current', 'former') AND NOT inferred) r
    JOIN recent a USING (article_id)
    JOIN mandates m ON m.insee = r.insee AND m.from_day <= a.day AND (m.to_day IS NULL OR a.day <= m.to_day)
    GROUP BY r.article_id, r.insee
),
doubts AS (
    SELECT
        'roles' AS kind, r.article_id, r.person_key AS thing, min(r.name) AS name, '' AS value, '' AS detail,
        arg_min(r.evidence_text, r.evidence_start) AS evidence, min(r.confidence) AS confidence,
        list({'role': r.role, 'evidence': coalesce(r.evidence_text, '')} ORDER BY r.evidence_start, r.role) AS choices,
        min(r.insee) AS insee
    FROM own r SEMI JOIN several USING (article_id, person_key)
    GROUP BY r.article_id, r.person_key
    UNION ALL
    SELECT
        'mayor', r.article_id, r.person_key, r.name, r.role, concat_ws('|', r.register, coalesce(c.name, '')),
        r.evidence_text, r.confidence, [], r.insee
    FROM (FROM own ANTI JOIN several USING (article_id, person_key)) r LEFT JOIN communes c ON c.insee = r.insee
    WHERE r.status IN ('current', 'former') AND NOT r.inferred AND r.register IN ('contradicted', 'unknown')
    UNION ALL
    SELECT
        'initiative', h.article_id, h.initiative_id, coalesce(c.name, h.actor_name, ''), h.status,
        coalesce(t.canonical, h.technology, ''), h.evidence_text, h.confidence, [], NULL
    FROM (FROM initiative_history SEMI JOIN recent USING (article_id, version)) h
    LEFT JOIN communes c ON c.insee = CASE WHEN h.actor_kind = 'commune' THEN h.actor_code END
    LEFT JOIN technologies t ON t.technology_id = h.technology_id
    WHERE h.confidence < $deed
    UNION ALL
    SELECT 'quote', q.article_id, '', coalesce(q.speaker, ''), q.text, coalesce(q.role, ''), q.evidence_text, q.confidence, [], NULL
    FROM (FROM quotes SEMI JOIN recent USING (article_id, version)) q
    WHERE q.confidence < $quote AND q.direct AND coalesce(q.speaker, '') <> ''
)
SELECT
    d.kind, d.article_id, d.thing, coalesce(d.name, ''), coalesce(d.value, ''), d.detail, coalesce(d.evidence, ''),
    d.confidence, d.choices, coalesce(a.title, ''), a.url, coalesce(s.name, a.source_id), a.day,
    k.article_id IS NOT NULL AS closed,
    coalesce(d.insee, ''), coalesce(o.name, ''), o.from_day
FROM doubts d JOIN recent a USING (article_id) LEFT JOIN sources s USING (source_id)
LEFT JOIN (SELECT article_id FROM memory.main.desk_articles WHERE closed) k USING (article_id)
LEFT JOIN holders o ON o.article_id = d.article_id AND o.insee = d.insee
WHERE NOT (d.kind = 'quote' AND k.article_id IS NOT NULL)
QUALIFY row_number() OVER (PARTITION BY d.kind ORDER BY a.day DESC, d.confidence, d.article_id, d.thing) <= $most
ORDER BY
    CASE WHEN starts_with(d.detail, 'contradicted') THEN 0 WHEN d.kind = 'roles' THEN 1 WHEN d.kind = 'initiative' THEN 2
        WHEN d.kind = 'quote' THEN 3 ELSE 4 END,
    a.day DESC, d.confidence, d.article_id, d.thing, d.value
