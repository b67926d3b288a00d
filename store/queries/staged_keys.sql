-- What follows from the staged rows: its name and keys (store/derived.py). Of articles, all: a story may know one before it
-- is stored.
SELECT DISTINCT 'organisations' AS name, entity_key AS key FROM staged_mentions WHERE kind = 'organisation'
UNION ALL SELECT DISTINCT 'candidates', entity_key FROM staged_mentions WHERE kind = 'technology' AND candidate
UNION ALL SELECT DISTINCT 'initiatives', initiative_id FROM staged_initiative_history
UNION ALL SELECT DISTINCT 'stories', story_id FROM staged_story_articles
UNION ALL SELECT 'articles', article_id FROM staged_articles
