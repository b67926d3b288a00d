-- The outlets watched, and what every run asked of them. "at" is a reserved word to DuckDB: quote it.

CREATE TABLE sources (
    source_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    homepage VARCHAR,
    outlet_group VARCHAR,
    departements VARCHAR[],
    enabled BOOLEAN,
    evidence VARCHAR
);
COMMENT ON TABLE sources IS 'Titres de presse suivis, une ligne par titre.';
COMMENT ON COLUMN sources.source_id IS 'Identifiant court du titre (sources.toml).';
COMMENT ON COLUMN sources.name IS 'Nom du titre.';
COMMENT ON COLUMN sources.homepage IS 'Page d’accueil.';
COMMENT ON COLUMN sources.outlet_group IS 'Groupe propriétaire : plusieurs titres, une même voix.';
COMMENT ON COLUMN sources.departements IS 'Codes INSEE des départements couverts ; vide pour un titre national.';
COMMENT ON COLUMN sources.enabled IS 'Vrai si le titre est collecté.';
COMMENT ON COLUMN sources.evidence IS 'Ce qui atteste que le titre convient à la veille.';

CREATE TABLE runs (
    run_id VARCHAR NOT NULL,
    job VARCHAR,
    started_at TIMESTAMP,
    finished_at TIMESTAMP,
    status VARCHAR,
    counts MAP(VARCHAR, BIGINT)
);
COMMENT ON TABLE runs IS 'Exécutions des tâches, une ligne par exécution.';
COMMENT ON COLUMN runs.run_id IS 'Identifiant de l’exécution, dans l’ordre du temps.';
COMMENT ON COLUMN runs.job IS 'Tâche exécutée : collect, process…';
COMMENT ON COLUMN runs.started_at IS 'Début (UTC).';
COMMENT ON COLUMN runs.finished_at IS 'Fin (UTC) ; vide tant que la tâche tourne ou si elle a été tuée.';
COMMENT ON COLUMN runs.status IS 'État : running, puis l’issue de la tâche.';
COMMENT ON COLUMN runs.counts IS 'Nombres par issue, ou par « issue.motif ».';

CREATE TABLE fetches (
    run_id VARCHAR NOT NULL,
    source_id VARCHAR,
    url VARCHAR NOT NULL,
    outcome VARCHAR,
    reason VARCHAR,
    "at" TIMESTAMP,
    day DATE,
    is_entry BOOLEAN,
    status INTEGER,
    final_url VARCHAR
);
COMMENT ON TABLE fetches IS 'Demandes faites aux sites, une ligne par exécution et par adresse.';
COMMENT ON COLUMN fetches.run_id IS 'Exécution (runs.run_id).';
COMMENT ON COLUMN fetches.source_id IS 'Titre (sources.source_id).';
COMMENT ON COLUMN fetches.url IS 'Adresse demandée.';
COMMENT ON COLUMN fetches.outcome IS 'Issue : fetched, unchanged, reserved (réserve de droits), refused ou failed.';
COMMENT ON COLUMN fetches.reason IS 'Motif de l’issue.';
COMMENT ON COLUMN fetches."at" IS 'Instant de la demande (UTC).';
COMMENT ON COLUMN fetches.day IS 'Jour de la demande (Europe/Paris).';
COMMENT ON COLUMN fetches.is_entry IS 'Vrai pour un point d’entrée (flux, plan de site, rubrique), faux pour une page d’article.';
COMMENT ON COLUMN fetches.status IS 'Code HTTP reçu.';
COMMENT ON COLUMN fetches.final_url IS 'Adresse après redirections.';

CREATE TABLE rejections (
    url VARCHAR NOT NULL,
    source_id VARCHAR,
    stage VARCHAR NOT NULL,
    reason VARCHAR,
    detail VARCHAR,
    "at" TIMESTAMP,
    day DATE
);
COMMENT ON TABLE rejections IS 'Ce qui n’est pas devenu un article, et pourquoi : la dernière fois, une ligne par adresse et par étape.';
COMMENT ON COLUMN rejections.url IS 'Adresse écartée.';
COMMENT ON COLUMN rejections.source_id IS 'Titre (sources.source_id).';
COMMENT ON COLUMN rejections.stage IS 'Étape qui a écarté l’adresse.';
COMMENT ON COLUMN rejections.reason IS 'Motif, dans une liste fermée par étape.';
COMMENT ON COLUMN rejections.detail IS 'Précision libre.';
COMMENT ON COLUMN rejections."at" IS 'Instant du rejet (UTC).';
COMMENT ON COLUMN rejections.day IS 'Jour du rejet (Europe/Paris).';
