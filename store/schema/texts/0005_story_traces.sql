-- What grouping remembers of an article: made from its text and mentions, and made anew from them when it is missing.
-- It stays here with the texts, and is never published.

CREATE TABLE story_traces (
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    scheme INTEGER NOT NULL,
    places STRUCT("key" VARCHAR, weight DOUBLE)[],
    people VARCHAR[],
    terms BLOB,
    weights BLOB
);
COMMENT ON TABLE story_traces IS 'Ce que les sujets retiennent des articles, une ligne par version : lieux, personnes, mots.';
COMMENT ON COLUMN story_traces.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN story_traces.version IS 'Version de l’article.';
COMMENT ON COLUMN story_traces.scheme IS 'Numéro du procédé ; seules se comparent les traces d’un même procédé.';
COMMENT ON COLUMN story_traces.places IS 'Communes et collectivités (sorte:clé), avec leur poids.';
COMMENT ON COLUMN story_traces.people IS 'Noms normalisés des personnes.';
COMMENT ON COLUMN story_traces.terms IS 'Empreintes de 32 bits des mots, les plus parlants d’abord.';
COMMENT ON COLUMN story_traces.weights IS 'Poids de ces mots (flottants de 32 bits).';
