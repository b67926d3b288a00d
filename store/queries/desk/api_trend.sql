-- A technology week by week; see the macro.
SELECT
    technology_id, technology, week, iso_week, articles, relevant_articles, reprints, outlets, articles_read, share,
    outlets_followed, outlets_silent, missing_share, watched, outage
FROM trend($technology::VARCHAR) ORDER BY technology_id, week;
