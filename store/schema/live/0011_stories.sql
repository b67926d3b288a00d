-- Stories: articles about the same thing, across outlets and days. `stories` follows from `story_articles` and the
-- articles (queries/stories.sql); how many outlets and groups told one, v_stories counts.

CREATE TABLE stories (
    story_id VARCHAR NOT NULL,
    title VARCHAR,
    first_day DATE,
    last_day DATE
);
COMMENT ON TABLE stories IS 'Sujets : articles sur une même chose, d’un ou de plusieurs titres, une ligne par sujet.';
COMMENT ON COLUMN stories.story_id IS 'Identifiant stable : 16 premiers chiffres hexadécimaux d’un SHA-256 sur l’article fondateur.';
COMMENT ON COLUMN stories.title IS 'Titre du premier article paru.';
COMMENT ON COLUMN stories.first_day IS 'Jour du premier article (Europe/Paris).';
COMMENT ON COLUMN stories.last_day IS 'Jour du dernier article (Europe/Paris).';

CREATE TABLE story_articles (
    story_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    rule VARCHAR,
    score DOUBLE
);
COMMENT ON TABLE story_articles IS 'Articles des sujets, une ligne par article : un article n’a qu’un sujet, ou aucun (page récapitulative, article qui ne concerne pas la veille ou qui n’a pas été analysé).';
COMMENT ON COLUMN story_articles.story_id IS 'Sujet (stories.story_id).';
COMMENT ON COLUMN story_articles.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN story_articles.rule IS 'Comment il y est venu : founded (il l’a ouvert), linked (même texte qu’un de ses articles), alike (même lieu, mêmes mots) ou edited (décision de la rédaction).';
COMMENT ON COLUMN story_articles.score IS 'Ressemblance des mots avec l’article le plus proche du sujet, de 0 à 1 ; 1 pour les autres règles.';
