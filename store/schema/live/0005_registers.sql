-- What is known of the country and of the technologies; replaced whole when a register or the lexicon changes.

CREATE TABLE communes (
    insee VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR,
    departement VARCHAR,
    region VARCHAR,
    epci_siren VARCHAR,
    population BIGINT,
    lat DOUBLE,
    lon DOUBLE,
    parent VARCHAR
);
COMMENT ON TABLE communes IS 'Communes, une ligne par code INSEE.';
COMMENT ON COLUMN communes.insee IS 'Code INSEE.';
COMMENT ON COLUMN communes.name IS 'Nom officiel.';
COMMENT ON COLUMN communes.kind IS 'Sorte : commune d’aujourd’hui, déléguée, associée, arrondissement…';
COMMENT ON COLUMN communes.departement IS 'Code INSEE du département.';
COMMENT ON COLUMN communes.region IS 'Code INSEE de la région.';
COMMENT ON COLUMN communes.epci_siren IS 'SIREN de l’intercommunalité.';
COMMENT ON COLUMN communes.population IS 'Population municipale.';
COMMENT ON COLUMN communes.lat IS 'Latitude (WGS 84).';
COMMENT ON COLUMN communes.lon IS 'Longitude (WGS 84).';
COMMENT ON COLUMN communes.parent IS 'Code INSEE de la commune dont elle fait partie aujourd’hui.';

CREATE TABLE territories (
    kind VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    epci_type VARCHAR,
    population BIGINT,
    region VARCHAR
);
COMMENT ON TABLE territories IS 'Départements, régions et intercommunalités.';
COMMENT ON COLUMN territories.kind IS 'Sorte : departement, region ou epci.';
COMMENT ON COLUMN territories.code IS 'Code INSEE, ou SIREN pour une intercommunalité.';
COMMENT ON COLUMN territories.name IS 'Nom officiel.';
COMMENT ON COLUMN territories.epci_type IS 'Type d’intercommunalité : métropole, communauté urbaine…';
COMMENT ON COLUMN territories.population IS 'Population.';
COMMENT ON COLUMN territories.region IS 'Code INSEE de la région.';

CREATE TABLE mandates (
    insee VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    name_key VARCHAR,
    from_day DATE,
    to_day DATE,
    basis VARCHAR,
    source VARCHAR
);
COMMENT ON TABLE mandates IS 'Mandats de maire, une ligne par maire et par période.';
COMMENT ON COLUMN mandates.insee IS 'Commune (communes.insee).';
COMMENT ON COLUMN mandates.name IS 'Nom du maire.';
COMMENT ON COLUMN mandates.name_key IS 'Nom normalisé.';
COMMENT ON COLUMN mandates.from_day IS 'Premier jour connu du mandat.';
COMMENT ON COLUMN mandates.to_day IS 'Dernier jour connu ; vide si le mandat court encore.';
COMMENT ON COLUMN mandates.basis IS 'Comment la période est connue : attested, extrapolated ou provisional.';
COMMENT ON COLUMN mandates.source IS 'Registre d’où vient la ligne.';

CREATE TABLE technologies (
    technology_id VARCHAR NOT NULL,
    canonical VARCHAR NOT NULL,
    category VARCHAR,
    parent VARCHAR,
    wikidata VARCHAR,
    status VARCHAR
);
COMMENT ON TABLE technologies IS 'Lexique des technologies, une ligne par notion.';
COMMENT ON COLUMN technologies.technology_id IS 'Identifiant de la notion.';
COMMENT ON COLUMN technologies.canonical IS 'Nom usuel.';
COMMENT ON COLUMN technologies.category IS 'Famille.';
COMMENT ON COLUMN technologies.parent IS 'Notion plus générale (technology_id).';
COMMENT ON COLUMN technologies.wikidata IS 'Élément Wikidata.';
COMMENT ON COLUMN technologies.status IS 'État de la notion dans le lexique.';
