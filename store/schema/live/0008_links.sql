-- What repeats what: copies of a text, and round-up pages with the articles they tell of. Nothing is deleted for it;
-- v_articles.counted_as says what to count.

ALTER TABLE articles ADD COLUMN form VARCHAR;
UPDATE articles SET form = 'article';
COMMENT ON COLUMN articles.form IS 'Forme : article, ou round-up (page récapitulative : plusieurs sujets en bref, traités ailleurs).';

CREATE TABLE article_links (
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    other_id VARCHAR NOT NULL,
    kind VARCHAR,
    score DOUBLE,
    seen_at TIMESTAMP
);
COMMENT ON TABLE article_links IS 'Liens entre articles, une ligne par version qui en reprend un autre ; ceux de la version courante comptent.';
COMMENT ON COLUMN article_links.article_id IS 'Article le plus récent des deux, ou page récapitulative (articles.article_id).';
COMMENT ON COLUMN article_links.version IS 'Version de cet article dont le texte fait le lien.';
COMMENT ON COLUMN article_links.other_id IS 'Article repris (articles.article_id) : le premier publié, et le premier du même titre s’il est autre.';
COMMENT ON COLUMN article_links.kind IS 'Lien : exact (même texte), near (presque le même), syndicated (même dépêche ou communiqué dans un autre titre) ou round-up (récapitulé).';
COMMENT ON COLUMN article_links.score IS 'Part commune, de 0 à 1 : du texte le plus récent dans un même titre, du plus court entre deux titres, du titre et du chapeau récapitulés. Estimée (écart type : 0,04), sauf 1 pour exact.';
COMMENT ON COLUMN article_links.seen_at IS 'Première fois que les deux articles ont été connus ensemble (UTC).';
