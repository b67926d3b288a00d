-- The initiatives that answer a filter, each with its place in the order asked for. Every filter is optional (NULL).
-- Names are compared plain, so that case and accents do not matter; a commune by its whole name or its code.
SELECT
    initiative_id,
    status,
    departement,
    row_number() OVER (ORDER BY
        CASE WHEN NOT $down THEN CASE $sort WHEN 'actor' THEN actor_words WHEN 'technology' THEN technology_words END END,
        CASE WHEN $down THEN CASE $sort WHEN 'actor' THEN actor_words WHEN 'technology' THEN technology_words END END DESC,
        CASE WHEN $down THEN -1 ELSE 1 END * CASE $sort
            WHEN 'status' THEN list_position(['plan', 'announced', 'experiment', 'deployed', 'abandoned'], status)
            WHEN 'first' THEN epoch(first_seen)
            WHEN 'last' THEN epoch(last_seen)
            WHEN 'articles' THEN articles
        END,
        last_seen DESC, initiative_id
    ) AS place
FROM memory.main.desk_register
WHERE ($statuses IS NULL OR list_contains($statuses, status))
    AND ($technology IS NULL OR technology_id = $technology OR technology_words = plain_name($technology))
    AND ($category IS NULL OR category = $category)
    AND ($departement IS NULL OR departement = $departement)
    AND ($commune IS NULL OR (
        actor_kind = 'commune' AND (actor_code = upper($commune) OR actor_words = plain_name($commune))
    ))
    AND ($actor IS NULL OR actor_code = $actor OR contains(actor_words, plain_name($actor)))
    AND ($supplier IS NULL OR contains(supplier_words, plain_name($supplier)))
    AND ($since IS NULL OR last_seen >= $since)
    AND ($until IS NULL OR first_seen <= $until)
    AND ($topic IS NULL OR initiative_id IN (
        SELECT h.initiative_id FROM initiative_history h
        JOIN articles a USING (article_id, version) JOIN article_topics t USING (article_id) WHERE t.topic = $topic
    ))
    AND ($sure IS NULL OR confidence >= $sure)
    AND ($words IS NULL OR list_bool_and(list_transform($words, lambda word: contains(words, word))));
