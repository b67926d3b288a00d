# Les résultats de Beffroi en R : install.packages(c("duckdb", "DBI", "ggplot2"))
library(DBI)
library(ggplot2)

results <- dbConnect(duckdb::duckdb(), "DATA/beffroi.duckdb", read_only = TRUE)
weeks <- dbGetQuery(results, "FROM trend('intelligence-artificielle')")

# Sont grisées les semaines où des titres n'ont pu être entendus, et celles dont on ne sait rien (outage absent : avant la
# première collecte, ou semaine pas finie) : une baisse n'y est pas une baisse.
weeks$unsure <- is.na(weeks$outage) | weeks$outage
ggplot(weeks, aes(week, share, fill = unsure)) +
  geom_col() +
  scale_fill_manual(values = c("FALSE" = "#000091", "TRUE" = "grey80"), guide = "none") +
  labs(x = NULL, y = "Part des articles lus")

dbDisconnect(results, shutdown = TRUE)
