-- What was found in the texts. A fact belongs to one version of one article and can be read without its text.
-- Facts of past versions stay: join on (article_id, version) with articles to keep the current ones.

CREATE TABLE mentions (
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    entity_key VARCHAR NOT NULL,
    name VARCHAR,
    surface VARCHAR,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    confidence DOUBLE,
    rule VARCHAR
);
COMMENT ON TABLE mentions IS 'Passages qui nomment une entité, une ligne par passage.';
COMMENT ON COLUMN mentions.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN mentions.version IS 'Version de l’article.';
COMMENT ON COLUMN mentions.kind IS 'Entité : commune, departement, region, epci, person, technology ou organisation.';
COMMENT ON COLUMN mentions.entity_key IS 'Clé de l’entité : code INSEE, SIREN, technology_id…';
COMMENT ON COLUMN mentions.name IS 'Nom usuel de l’entité.';
COMMENT ON COLUMN mentions.surface IS 'Mots du texte.';
COMMENT ON COLUMN mentions.start_at IS 'Début dans le corps, en caractères.';
COMMENT ON COLUMN mentions.end_at IS 'Fin dans le corps, exclue.';
COMMENT ON COLUMN mentions.confidence IS 'Confiance, de 0 à 1.';
COMMENT ON COLUMN mentions.rule IS 'Règle qui a trouvé le passage.';

CREATE TABLE persons (
    person_key VARCHAR NOT NULL,
    name VARCHAR,
    article_id VARCHAR NOT NULL
);
COMMENT ON TABLE persons IS 'Personnes à qui la version courante d’un article prête un rôle, une ligne par personne et par article.';
COMMENT ON COLUMN persons.person_key IS 'Clé : code INSEE et nom normalisé pour un maire, propre à l’article pour les autres.';
COMMENT ON COLUMN persons.name IS 'Nom, tel que l’article l’écrit au plus complet.';
COMMENT ON COLUMN persons.article_id IS 'Article (articles.article_id).';

CREATE TABLE roles (
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    person_key VARCHAR NOT NULL,
    name VARCHAR,
    role VARCHAR NOT NULL,
    insee VARCHAR,
    status VARCHAR,
    register VARCHAR,
    register_basis VARCHAR,
    inferred BOOLEAN,
    evidence_start INTEGER,
    evidence_end INTEGER,
    evidence_text VARCHAR,
    mentions STRUCT(start_at INTEGER, end_at INTEGER)[],
    rule VARCHAR,
    confidence DOUBLE
);
COMMENT ON TABLE roles IS 'Rôles publics des personnes, une ligne par personne, rôle et commune dans une version d’article.';
COMMENT ON COLUMN roles.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN roles.version IS 'Version de l’article.';
COMMENT ON COLUMN roles.person_key IS 'Personne (persons.person_key).';
COMMENT ON COLUMN roles.name IS 'Nom de la personne.';
COMMENT ON COLUMN roles.role IS 'Rôle : mayor, former_mayor, mayor_candidate, deputy_mayor, councillor, epci_president, minister, official, company ou other.';
COMMENT ON COLUMN roles.insee IS 'Commune du rôle (communes.insee).';
COMMENT ON COLUMN roles.status IS 'Pour un maire, ce qu’en dit l’article : current, former ou candidate ; vide pour les autres rôles.';
COMMENT ON COLUMN roles.register IS 'Accord du registre au jour de l’article : confirmed, contradicted ou unknown.';
COMMENT ON COLUMN roles.register_basis IS 'Comment le registre le sait : attested, extrapolated ou provisional.';
COMMENT ON COLUMN roles.inferred IS 'Vrai si le texte ne nomme personne (« le maire de… ») et que le nom vient du registre.';
COMMENT ON COLUMN roles.evidence_start IS 'Début de la phrase qui le dit, dans le corps, en caractères.';
COMMENT ON COLUMN roles.evidence_end IS 'Fin de cette phrase, exclue.';
COMMENT ON COLUMN roles.evidence_text IS 'La phrase elle-même.';
COMMENT ON COLUMN roles.mentions IS 'Passages qui nomment la personne, dans le corps.';
COMMENT ON COLUMN roles.rule IS 'Règle qui a trouvé le rôle.';
COMMENT ON COLUMN roles.confidence IS 'Confiance, de 0 à 1.';
