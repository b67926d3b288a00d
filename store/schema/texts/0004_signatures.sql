-- What texts are compared by. Made from them, and made again where it lacks: it may be dropped at any time.

CREATE TABLE signatures (
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    scheme INTEGER NOT NULL,
    words INTEGER,
    shingles INTEGER,
    exact VARCHAR,
    minhash BLOB,
    openings UBIGINT[]
);
COMMENT ON TABLE signatures IS 'Signatures des textes, une ligne par version, pour reconnaître les reprises. Ne se publie pas ; se refait depuis les textes.';
COMMENT ON COLUMN signatures.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN signatures.version IS 'Version de l’article.';
COMMENT ON COLUMN signatures.scheme IS 'Numéro du procédé : deux procédés ne se comparent pas.';
COMMENT ON COLUMN signatures.words IS 'Nombre de mots du texte.';
COMMENT ON COLUMN signatures.shingles IS 'Nombre de suites différentes de trois mots.';
COMMENT ON COLUMN signatures.exact IS 'SHA-256 des mots du texte, sans casse, accents ni ponctuation.';
COMMENT ON COLUMN signatures.minhash IS 'MinHash : 128 entiers de 32 bits, petit-boutistes.';
COMMENT ON COLUMN signatures.openings IS 'Empreintes des premiers mots du titre, du chapeau et du texte ; 0 s’il y en a trop peu.';
