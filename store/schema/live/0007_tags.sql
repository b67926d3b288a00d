-- Keywords that a page gives itself, and what kind of page it is.

ALTER TABLE articles ADD COLUMN tags VARCHAR[];
ALTER TABLE articles ADD COLUMN form VARCHAR;
COMMENT ON COLUMN articles.tags IS 'Mots-clés selon la page ; vide avant que cela soit noté.';
COMMENT ON COLUMN articles.form IS 'Sorte de page : article, ou round-up (plusieurs nouvelles en bref) ; vide avant que cela soit noté.';
