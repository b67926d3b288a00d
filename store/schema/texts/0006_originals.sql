-- What the analysis said of the articles that editors corrected: what stands in the results for them is made from this
-- and the corrections in force, so that undoing gives back exactly this. At home: it would publish what was corrected.

CREATE TABLE originals (
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    "rows" VARCHAR NOT NULL,
    corrections INTEGER[]
);
COMMENT ON TABLE originals IS 'Ce que l’analyse a dit des articles corrigés, une ligne par version : de quoi annuler. Ne se publie pas.';
COMMENT ON COLUMN originals.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN originals.version IS 'Version de l’article.';
COMMENT ON COLUMN originals."rows" IS 'Lignes de chaque table de faits, et pertinence, nature et titre de l’article (JSON).';
COMMENT ON COLUMN originals.corrections IS 'Numéros des corrections qui y changent quelque chose.';
