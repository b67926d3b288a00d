-- The functions that answer with a table, as people ask them: trend('chatbot'), coverage('29232', NULL, NULL).
SELECT function_name AS name, parameters, coalesce(comment, '') AS comment
FROM duckdb_functions()
WHERE database_name = current_database() AND function_type = 'table_macro' AND NOT internal
ORDER BY function_name;
