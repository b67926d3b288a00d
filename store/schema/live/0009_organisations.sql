-- Organisations, and technologies that no lexicon knows yet: both follow from the mentions (queries/organisations.sql,
-- queries/candidates.sql), so that an analysis that no longer finds one takes it away.

ALTER TABLE mentions ADD COLUMN category VARCHAR;
ALTER TABLE mentions ADD COLUMN candidate BOOLEAN;
UPDATE mentions SET candidate = false;
COMMENT ON COLUMN mentions.kind IS 'Entité : commune, departement, region, epci, foreign (lieu étranger), other (autre lieu), person, technology ou organisation.';
COMMENT ON COLUMN mentions.entity_key IS 'Clé de l’entité : code INSEE, SIREN, technology_id (candidate:… hors lexique), organisation_key…';
COMMENT ON COLUMN mentions.category IS 'Famille de la technologie, ou sorte de l’organisation ; vide pour le reste, et pour ce qui a été analysé avant cette colonne.';
COMMENT ON COLUMN mentions.candidate IS 'Vrai pour une technologie que nul lexique ne connaît : les mots autour disent ce qu’elle est.';

CREATE TABLE organisations (
    organisation_key VARCHAR NOT NULL,
    name VARCHAR,
    kind VARCHAR
);
COMMENT ON TABLE organisations IS 'Organismes que les articles nomment, une ligne par organisme ; ni les communes ni les autres collectivités, qui ont leurs tables.';
COMMENT ON COLUMN organisations.organisation_key IS 'Clé de l’organisme (mentions.entity_key).';
COMMENT ON COLUMN organisations.name IS 'Nom usuel, ou le plus fréquent.';
COMMENT ON COLUMN organisations.kind IS 'Sorte : state (État et ses services), association (d’élus, de collectivités…), company, research ou other.';

UPDATE technologies SET status = 'known';
COMMENT ON TABLE technologies IS 'Technologies, une ligne par notion : celles du lexique, et les noms que les articles introduisent.';
COMMENT ON COLUMN technologies.technology_id IS 'Identifiant de la notion ; « candidate: » et le nom pour ce qui n’est dans aucun lexique.';
COMMENT ON COLUMN technologies.status IS 'known (dans le lexique) ou candidate (nom qu’un article introduit, à confirmer).';
