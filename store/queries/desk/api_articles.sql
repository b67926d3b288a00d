-- The articles $ids as the API shows them: nothing of a text but the beginning of its standfirst, which the reader cuts;
-- not even that where the publisher reserves what was read in full.
SELECT
    article_id, version, title, url, source_id, source, outlet_group, authors, published_at, published_day, access, basis,
    counted_as, relevant, nature, topics, communes, insees, mayors, technologies,
    CASE WHEN NOT (coalesce(tdm_reserved, false) AND basis = 'full') THEN summary END AS extract,
    first_seen_at
FROM v_articles
WHERE article_id IN (SELECT unnest($ids::VARCHAR[]));
