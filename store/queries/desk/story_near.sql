-- Other stories of the same weeks that name a commune or a technology of a story ($story): what it may be one with.
WITH mine AS (FROM stories WHERE story_id = $story),
own AS (FROM story_articles WHERE story_id = $story),
towns AS (SELECT DISTINCT insee FROM article_communes SEMI JOIN own USING (article_id)),
tools AS (SELECT DISTINCT technology_id FROM article_technologies SEMI JOIN own USING (article_id)),
around AS (
    SELECT st.story_id, st.title, st.first_day
    FROM stories st, mine
    WHERE st.story_id <> mine.story_id
        AND st.first_day <= mine.last_day + INTERVAL 14 DAY AND st.last_day >= mine.first_day - INTERVAL 14 DAY
),
tellings AS (SELECT story_id, article_id FROM story_articles SEMI JOIN around USING (story_id)),
shared AS (
    SELECT story_id, 2 AS weight FROM tellings JOIN article_communes c USING (article_id) SEMI JOIN towns ON towns.insee = c.insee
    UNION
    SELECT story_id, 1 FROM tellings JOIN article_technologies t USING (article_id) SEMI JOIN tools ON tools.technology_id = t.technology_id
)
SELECT a.story_id, coalesce(any_value(a.title), '') AS title, any_value(a.first_day) AS first_day
FROM shared JOIN around a USING (story_id)
GROUP BY a.story_id
ORDER BY sum(weight) DESC, first_day DESC, a.story_id
LIMIT 12
