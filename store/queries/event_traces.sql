-- What comparing needs of the events around some days, of all versions: an id outlives the version that brought it.
-- What editors corrected is compared as the analysis said it (store/correcting/unmerged.py). $first and $last are days, both
-- included.
SELECT
    e.event_id,
    e.article_id,
    e.name,
    left(strftime(e.start_day, '%Y-%m-%d'), CASE e.precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END) AS start_date,
    left(strftime(e.end_day, '%Y-%m-%d'), CASE e.precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END) AS end_date,
    coalesce(e.place, '') AS place,
    e.insee
FROM events e JOIN articles a USING (article_id)
WHERE e.start_day <= $last AND e.end_day >= $first
  AND e.article_id NOT IN (SELECT article_id FROM texts.originals)
ORDER BY a.published_day, e.article_id, e.version, e.start_at;
