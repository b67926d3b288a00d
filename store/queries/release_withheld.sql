-- By view, its rows and those whose sentence is not passed on.
SELECT 'v_initiatives' AS view_name, count(*) AS all_rows, count(*) FILTER (evidence_text = '[…]') AS withheld FROM v_initiatives
UNION ALL SELECT 'v_mayors', count(*), count(*) FILTER (evidence_text = '[…]') FROM v_mayors
UNION ALL SELECT 'v_quotes', count(*), count(*) FILTER (evidence_text = '[…]') FROM v_quotes
UNION ALL SELECT 'v_figures', count(*), count(*) FILTER (evidence_text = '[…]') FROM v_figures
UNION ALL SELECT 'v_agenda', count(*), count(*) FILTER (evidence_text = '[…]') FROM v_agenda
ORDER BY view_name
