-- How many facts there are of each field, band of confidence and source.
SELECT field, band, source_id, count(*) AS n FROM audit_facts GROUP BY ALL ORDER BY ALL;
