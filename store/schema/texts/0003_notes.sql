-- What extraction did to a page that a reader may want to check: lines cut, dates refused, bytes repaired.
-- Beside the texts, because a line that was cut is others' work as much as one that stayed.

CREATE TABLE article_notes (
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    rule VARCHAR NOT NULL,
    detail VARCHAR
);
COMMENT ON TABLE article_notes IS 'Ce que l’extraction a fait et qu’on peut vouloir vérifier, une ligne par ligne retirée ou valeur écartée. Ne se publie pas.';
COMMENT ON COLUMN article_notes.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN article_notes.version IS 'Version de l’article.';
COMMENT ON COLUMN article_notes.rule IS 'Règle : cut.junk, cut.boilerplate (ligne que le titre répète), date.future…';
COMMENT ON COLUMN article_notes.detail IS 'Ligne retirée ou valeur écartée.';
