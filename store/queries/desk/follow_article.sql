-- What of an article ($id) could be followed: the first commune and the first technology that it names, by their codes.
SELECT
    coalesce((SELECT arg_min(insee, first_at) FROM article_communes WHERE article_id = $id), ''),
    coalesce((SELECT arg_min(technology_id, first_at) FROM article_technologies WHERE article_id = $id), '')
