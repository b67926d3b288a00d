-- How many articles each week of publication has in which we looked for what they tell, up to a day that is excluded:
-- how far back the watch really goes. What was analysed before facts were looked for has seen no first.
SELECT date_trunc('week', published_day)::DATE AS week, count(*) AS articles
FROM articles WHERE published_day < $day AND told GROUP BY week ORDER BY week;
