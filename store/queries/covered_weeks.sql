-- How many articles each week of publication has, up to a day that is excluded: how far back the watch really goes.
SELECT date_trunc('week', published_day)::DATE AS week, count(*) AS articles
FROM articles WHERE published_day < $day GROUP BY week ORDER BY week;
