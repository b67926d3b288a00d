-- Every supplier that an article named: whoever shows the words of an article asks what they name.
SELECT DISTINCT supplier FROM initiative_history WHERE trim(supplier) <> '' ORDER BY supplier;
