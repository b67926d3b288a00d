-- The texts of articles, apart from the results: others' work stays at home, within its retention.

CREATE TABLE article_texts (
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    title VARCHAR,
    summary VARCHAR,
    text VARCHAR,
    sha256 VARCHAR
);
COMMENT ON TABLE article_texts IS 'Textes des articles, une ligne par version. Ne se publie pas.';
COMMENT ON COLUMN article_texts.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN article_texts.version IS 'Version de l’article.';
COMMENT ON COLUMN article_texts.title IS 'Titre.';
COMMENT ON COLUMN article_texts.summary IS 'Chapeau.';
COMMENT ON COLUMN article_texts.text IS 'Texte. Le corps où pointent les positions : titre, chapeau et texte, séparés par une ligne vide, parties vides omises.';
COMMENT ON COLUMN article_texts.sha256 IS 'SHA-256 du corps.';
