-- Keywords that a page gives itself.

ALTER TABLE articles ADD COLUMN tags VARCHAR[];
COMMENT ON COLUMN articles.tags IS 'Mots-clés selon la page ; vide avant que cela soit noté.';
