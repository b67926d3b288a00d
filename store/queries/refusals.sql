-- What could not be read from $since to $until (instants, UTC; the second excluded), most frequent first: what
-- the stages rejected, and pages that a site or its rights refused, even when their listing gave enough for an
-- article. A page that has a rejection is counted by it alone; what was read later on is no miss.
SELECT coalesce(s.name, met.source_id) AS source, met.stage, met.reason, count(DISTINCT met.url) AS n
FROM (
    SELECT source_id, 'fetch' AS stage, coalesce(reason, outcome) AS reason, url, "at"
    FROM fetches ANTI JOIN rejections USING (url)
    WHERE outcome IN ('reserved', 'blocked', 'refused', 'failed') AND NOT is_entry
    UNION ALL
    SELECT source_id, stage, reason, url, "at" FROM rejections
) met
LEFT JOIN sources s USING (source_id)
WHERE met."at" >= $since AND met."at" < $until
  AND NOT (met.stage IN ('fetch', 'entry') AND EXISTS (
      SELECT 1 FROM fetches later
      WHERE later.url = met.url AND later."at" > met."at" AND later.outcome IN ('fetched', 'unchanged')
  ))
GROUP BY ALL
ORDER BY n DESC, source, met.stage, met.reason;
