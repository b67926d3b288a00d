-- Of each article, the communes and the technologies that its current version names, one line each: what most questions
-- ask, and what took most of their time while it was counted from the mentions at each of them (1.6 million at 200,000
-- articles). Written with the mentions, from them (queries/article_communes.sql, queries/article_technologies.sql).

CREATE TABLE article_communes (
    article_id VARCHAR NOT NULL,
    insee VARCHAR NOT NULL,
    name VARCHAR,
    mentions INTEGER,
    first_at INTEGER,
    confidence DOUBLE
);
COMMENT ON TABLE article_communes IS 'Communes que nomme la version courante de chaque article : ce que disent les mentions, compté. v_article_communes y joint le registre.';
COMMENT ON COLUMN article_communes.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN article_communes.insee IS 'Code INSEE (mentions.entity_key).';
COMMENT ON COLUMN article_communes.name IS 'Nom que l’analyse lui donne.';
COMMENT ON COLUMN article_communes.mentions IS 'Nombre de passages.';
COMMENT ON COLUMN article_communes.first_at IS 'Position du premier passage.';
COMMENT ON COLUMN article_communes.confidence IS 'Meilleure confiance, de 0 à 1.';

CREATE TABLE article_technologies (
    article_id VARCHAR NOT NULL,
    technology_id VARCHAR NOT NULL,
    name VARCHAR,
    category VARCHAR,
    mentions INTEGER,
    first_at INTEGER,
    confidence DOUBLE
);
COMMENT ON TABLE article_technologies IS 'Technologies que nomme la version courante de chaque article : ce que disent les mentions, compté. v_article_technologies y joint le lexique.';
COMMENT ON COLUMN article_technologies.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN article_technologies.technology_id IS 'Notion (mentions.entity_key).';
COMMENT ON COLUMN article_technologies.name IS 'Nom que l’analyse lui donne.';
COMMENT ON COLUMN article_technologies.category IS 'Famille que l’analyse lui donne.';
COMMENT ON COLUMN article_technologies.mentions IS 'Nombre de passages.';
COMMENT ON COLUMN article_technologies.first_at IS 'Position du premier passage.';
COMMENT ON COLUMN article_technologies.confidence IS 'Meilleure confiance, de 0 à 1.';

INSERT INTO article_communes
SELECT article_id, entity_key, min(name), count(*), min(start_at), max(confidence)
FROM mentions SEMI JOIN articles USING (article_id, version)
WHERE kind = 'commune' GROUP BY article_id, entity_key;

INSERT INTO article_technologies
SELECT article_id, entity_key, min(name), min(category), count(*), min(start_at), max(confidence)
FROM mentions SEMI JOIN articles USING (article_id, version)
WHERE kind = 'technology' GROUP BY article_id, entity_key;
