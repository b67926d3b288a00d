-- The tables and views that people may ask, with their comments, the views first: they are what most questions need.
SELECT
    t.name,
    t.is_view,
    coalesce(t.comment, '') AS comment,
    list({'name': c.column_name, 'type': c.data_type, 'comment': coalesce(c.comment, '')} ORDER BY c.column_index) AS columns
FROM (
    SELECT table_name AS name, false AS is_view, comment FROM duckdb_tables()
    WHERE database_name = current_database() AND NOT internal
    UNION ALL
    SELECT view_name, true, comment FROM duckdb_views() WHERE database_name = current_database() AND NOT internal
) t
JOIN duckdb_columns() c ON c.database_name = current_database() AND c.table_name = t.name AND NOT c.internal
GROUP BY t.name, t.is_view, t.comment
ORDER BY t.is_view DESC, t.name;
