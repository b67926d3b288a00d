-- What each crawl came to, source by source, and what tells an article seen for the first time from one read again.

ALTER TABLE sources ADD COLUMN kind VARCHAR;
ALTER TABLE sources ADD COLUMN policy VARCHAR;
ALTER TABLE sources ADD COLUMN verified BOOLEAN;
COMMENT ON COLUMN sources.kind IS 'Sorte de titre : presse locale, revue, institution… (sources.toml).';
COMMENT ON COLUMN sources.policy IS 'Ce que la veille en garde : full (pages), excerpt (ce que donne la liste) ou metadata (titre, date et lien).';
COMMENT ON COLUMN sources.verified IS 'Faux tant que personne n’a vu répondre ses points d’entrée.';

ALTER TABLE fetches ADD COLUMN revisit BOOLEAN;
ALTER TABLE fetches ADD COLUMN announced INTEGER;
COMMENT ON COLUMN fetches.outcome IS 'Issue : fetched, unchanged, reserved (réserve de droits), blocked (accès fermé : interdiction, captcha), refused (par nous) ou failed.';
COMMENT ON COLUMN fetches.revisit IS 'Vrai pour une page déjà lue, demandée de nouveau ; vide avant que cela soit noté.';
COMMENT ON COLUMN fetches.announced IS 'Pour un point d’entrée : nombre d’articles qu’il annonce, déjà connus compris.';

CREATE TABLE source_runs (
    run_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    ended_at TIMESTAMP,
    day DATE,
    state VARCHAR,
    volume VARCHAR,
    announced INTEGER,
    asked INTEGER,
    new INTEGER,
    updated INTEGER,
    unchanged INTEGER,
    reserved INTEGER,
    blocked INTEGER,
    refused INTEGER,
    failed INTEGER,
    excerpts INTEGER,
    reasons MAP(VARCHAR, BIGINT)
);
COMMENT ON TABLE source_runs IS 'Registre des collectes, une ligne par exécution et par titre demandé.';
COMMENT ON COLUMN source_runs.run_id IS 'Exécution (runs.run_id).';
COMMENT ON COLUMN source_runs.source_id IS 'Titre (sources.source_id).';
COMMENT ON COLUMN source_runs.ended_at IS 'Fin de la collecte (UTC).';
COMMENT ON COLUMN source_runs.day IS 'Jour de la collecte (Europe/Paris).';
COMMENT ON COLUMN source_runs.state IS 'Réponse des points d’entrée : new (du neuf), unchanged (rien de neuf), empty (liste vide), blocked (accès fermé), missed (pas de réponse) ou waiting (rien à demander).';
COMMENT ON COLUMN source_runs.volume IS 'Volume annoncé, comparé au rythme du titre : usual, silent, drop ou burst ; vide tant qu’il est trop peu connu.';
COMMENT ON COLUMN source_runs.announced IS 'Articles annoncés par les points d’entrée, déjà connus compris ; vide si aucun n’a donné de liste (« inchangé », pas de réponse).';
COMMENT ON COLUMN source_runs.asked IS 'Pages demandées au site.';
COMMENT ON COLUMN source_runs.new IS 'Pages obtenues pour la première fois.';
COMMENT ON COLUMN source_runs.updated IS 'Pages déjà lues, obtenues de nouveau.';
COMMENT ON COLUMN source_runs.unchanged IS 'Pages déjà lues, inchangées.';
COMMENT ON COLUMN source_runs.reserved IS 'Pages sous réserve de fouille de textes.';
COMMENT ON COLUMN source_runs.blocked IS 'Pages dont le site ferme l’accès.';
COMMENT ON COLUMN source_runs.refused IS 'Pages que nous n’avons pas demandées : robots.txt, politique du titre, nombre de pages, site au repos.';
COMMENT ON COLUMN source_runs.failed IS 'Pages en échec.';
COMMENT ON COLUMN source_runs.excerpts IS 'Pages non lues connues par ce que donne la liste : titre, extrait.';
COMMENT ON COLUMN source_runs.reasons IS 'Nombres par motif de ce qui n’a pas été lu ; « entry. » précède ceux des points d’entrée.';
