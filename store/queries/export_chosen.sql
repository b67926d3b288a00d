-- The articles of a choice, among those of the published file: by day of publication, else of discovery.
CREATE OR REPLACE TEMP TABLE chosen AS
SELECT article_id FROM snapshot.main.articles
WHERE ($since::DATE IS NULL OR coalesce(published_day, first_seen_day) >= $since::DATE)
    AND ($until::DATE IS NULL OR coalesce(published_day, first_seen_day) <= $until::DATE)
    AND (NOT $relevant OR relevant);
