# Les résultats de Beffroi en R : install.packages(c("duckdb", "DBI", "ggplot2"))
library(DBI)
library(ggplot2)

results <- dbConnect(duckdb::duckdb(), "DATA/beffroi.duckdb", read_only = TRUE)
weeks <- dbGetQuery(results, "FROM trend('intelligence-artificielle')")

# Sont grisées, de haut en bas pour qu'une semaine sans article le soit aussi, les semaines où des titres n'ont pu être
# entendus, et celles dont on ne sait rien (outage absent : avant la première collecte, ou semaine pas finie) : une baisse
# n'y est pas une baisse.
unsure <- weeks[is.na(weeks$outage) | weeks$outage, ]
ggplot(weeks, aes(week, share)) +
  geom_rect(
    aes(xmin = week - 3.5, xmax = week + 3.5, ymin = -Inf, ymax = Inf),
    data = unsure, fill = "grey80", inherit.aes = FALSE
  ) +
  geom_col(fill = "#000091", na.rm = TRUE) +
  labs(x = NULL, y = "Part des articles lus")

dbDisconnect(results, shutdown = TRUE)
