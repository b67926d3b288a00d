-- The tables that two attached files both have ($ours, $former), each with the columns that both have.
SELECT c.table_name, list(c.column_name ORDER BY c.column_index)
FROM duckdb_columns() c
JOIN duckdb_tables() t ON t.database_name = c.database_name AND t.table_name = c.table_name
JOIN duckdb_columns() f ON f.database_name = $former AND f.table_name = c.table_name AND f.column_name = c.column_name
WHERE c.database_name = $ours
GROUP BY c.table_name
ORDER BY c.table_name
