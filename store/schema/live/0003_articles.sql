-- Articles: one row each, for the current version; their history of versions; their topics.
-- Texts are not here: they stay in texts.duckdb, which is never published.

CREATE TABLE articles (
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    url VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    title VARCHAR,
    summary VARCHAR,
    authors VARCHAR[],
    agencies VARCHAR[],
    published_at TIMESTAMP,
    published_day DATE,
    published_precision VARCHAR,
    published_by VARCHAR,
    modified_at TIMESTAMP,
    lang VARCHAR,
    site_name VARCHAR,
    section VARCHAR,
    image VARCHAR,
    access VARCHAR,
    basis VARCHAR,
    tdm_reserved BOOLEAN,
    tdm_declared_by VARCHAR,
    relevant BOOLEAN,
    relevance DOUBLE,
    nature VARCHAR,
    gate VARCHAR,
    why VARCHAR[],
    word_count INTEGER,
    text_sha256 VARCHAR,
    first_seen_at TIMESTAMP,
    first_seen_day DATE,
    version_seen_at TIMESTAMP,
    extractor VARCHAR,
    model VARCHAR,
    revision BIGINT
);
COMMENT ON TABLE articles IS 'Articles, une ligne par article, dans leur version courante.';
COMMENT ON COLUMN articles.article_id IS 'Identifiant : 16 premiers chiffres hexadécimaux du SHA-256 de l’adresse canonique.';
COMMENT ON COLUMN articles.version IS 'Version courante du texte (article_versions.version).';
COMMENT ON COLUMN articles.url IS 'Adresse canonique.';
COMMENT ON COLUMN articles.source_id IS 'Titre (sources.source_id).';
COMMENT ON COLUMN articles.title IS 'Titre de l’article.';
COMMENT ON COLUMN articles.summary IS 'Chapeau.';
COMMENT ON COLUMN articles.authors IS 'Signatures, dans l’ordre de la page.';
COMMENT ON COLUMN articles.agencies IS 'Agences de presse créditées.';
COMMENT ON COLUMN articles.published_at IS 'Instant de publication (UTC) ; minuit UTC quand seul le jour est connu.';
COMMENT ON COLUMN articles.published_day IS 'Jour de publication (Europe/Paris) : celui des semaines et des comptages.';
COMMENT ON COLUMN articles.published_precision IS 'Précision de la date : instant ou day.';
COMMENT ON COLUMN articles.published_by IS 'Règle qui a donné la date.';
COMMENT ON COLUMN articles.modified_at IS 'Instant de modification annoncé par la page (UTC).';
COMMENT ON COLUMN articles.lang IS 'Langue (code ISO 639-1).';
COMMENT ON COLUMN articles.site_name IS 'Nom du site selon la page.';
COMMENT ON COLUMN articles.section IS 'Rubrique selon la page.';
COMMENT ON COLUMN articles.image IS 'Adresse de l’image principale.';
COMMENT ON COLUMN articles.access IS 'Accès : free (texte entier ouvert à tous) ou excerpt (page payante).';
COMMENT ON COLUMN articles.basis IS 'Ce que l’analyse a pu lire : full, excerpt ou title.';
COMMENT ON COLUMN articles.tdm_reserved IS 'Vrai si l’éditeur réserve la fouille de textes : article listé, non analysé sauf base légale.';
COMMENT ON COLUMN articles.tdm_declared_by IS 'Où la réserve est déclarée.';
COMMENT ON COLUMN articles.relevant IS 'Vrai si une collectivité y porte une initiative numérique ou d’IA ; vide sans analyse.';
COMMENT ON COLUMN articles.relevance IS 'Score de pertinence, de 0 à 1.';
COMMENT ON COLUMN articles.nature IS 'Nature : initiative, incident, debate, national-policy ou other.';
COMMENT ON COLUMN articles.gate IS 'Premier filtre : passed ou stopped.';
COMMENT ON COLUMN articles.why IS 'Signaux qui ont fait le score.';
COMMENT ON COLUMN articles.word_count IS 'Nombre de mots du texte lu.';
COMMENT ON COLUMN articles.text_sha256 IS 'SHA-256 du corps (titre, chapeau, texte) de la version courante.';
COMMENT ON COLUMN articles.first_seen_at IS 'Première fois que l’article a été vu (UTC).';
COMMENT ON COLUMN articles.first_seen_day IS 'Jour de cette première fois (Europe/Paris).';
COMMENT ON COLUMN articles.version_seen_at IS 'Instant où la version courante l’est devenue (UTC).';
COMMENT ON COLUMN articles.extractor IS 'Version de l’extracteur.';
COMMENT ON COLUMN articles.model IS 'Version de l’analyse (modèle, lexique, registres) ; vide sans analyse.';
COMMENT ON COLUMN articles.revision IS 'Révision des résultats (meta.revision) qui a changé cette ligne en dernier.';

CREATE TABLE article_versions (
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    seen_at TIMESTAMP,
    text_sha256 VARCHAR,
    changed VARCHAR[]
);
COMMENT ON TABLE article_versions IS 'Versions d’un article, une ligne par texte différent.';
COMMENT ON COLUMN article_versions.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN article_versions.version IS 'Numéro de la version, à partir de 1.';
COMMENT ON COLUMN article_versions.seen_at IS 'Première fois que cette version a été vue (UTC).';
COMMENT ON COLUMN article_versions.text_sha256 IS 'SHA-256 du corps (titre, chapeau, texte).';
COMMENT ON COLUMN article_versions.changed IS 'Parties qui diffèrent de la version précédente (title, summary, text) ; vide pour la première, NULL si la précédente n’est plus connue.';

CREATE TABLE article_topics (
    article_id VARCHAR NOT NULL,
    topic VARCHAR NOT NULL
);
COMMENT ON TABLE article_topics IS 'Thèmes des articles (liste fermée), dans leur version courante.';
COMMENT ON COLUMN article_topics.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN article_topics.topic IS 'Thème : ia, donnees, cybersecurite…';
