-- All outlets, and how they are doing.
SELECT h.source_id, h.source, s.homepage, s.outlet_group, s.departements, h.* EXCLUDE (source_id, source)
FROM v_source_health h JOIN sources s USING (source_id)
ORDER BY h.source_id;
