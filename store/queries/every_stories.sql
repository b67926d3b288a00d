-- All stories: those that an article is in, and those that are stored.
SELECT story_id FROM story_articles
UNION SELECT story_id FROM stories
