-- What the texts tell: quotes, figures, events, initiatives. Each row belongs to one version of one article and shows
-- its words; the two ids that several articles share (event_id, initiative_id) are given before a batch is stored, by
-- comparison with what is stored (jobs/identities.py), and stay.

-- NULL for what was analysed before: an article that tells nothing and one that was never asked look alike otherwise
ALTER TABLE articles ADD COLUMN told BOOLEAN;
COMMENT ON COLUMN articles.told IS 'Vrai si ce que dit le texte y a été cherché (citations, chiffres, rendez-vous, initiatives) ; faux sans analyse, vide pour ce qui a été analysé avant cette colonne.';

CREATE TABLE quotes (
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    person_key VARCHAR,
    speaker VARCHAR,
    role VARCHAR,
    insee VARCHAR,
    direct BOOLEAN,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    text VARCHAR,
    evidence_start INTEGER,
    evidence_end INTEGER,
    evidence_text VARCHAR,
    rule VARCHAR,
    confidence DOUBLE,
    model VARCHAR
);
COMMENT ON TABLE quotes IS 'Paroles rapportées, une ligne par citation d’une version d’article.';
COMMENT ON COLUMN quotes.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN quotes.version IS 'Version de l’article.';
COMMENT ON COLUMN quotes.person_key IS 'Personne qui parle, si elle a un rôle public (persons.person_key).';
COMMENT ON COLUMN quotes.speaker IS 'Qui parle : nom de la personne, ou mots du texte (« la mairie ») ; vide si le texte ne le dit pas.';
COMMENT ON COLUMN quotes.role IS 'Rôle de la personne (roles.role).';
COMMENT ON COLUMN quotes.insee IS 'Commune de ce rôle (communes.insee).';
COMMENT ON COLUMN quotes.direct IS 'Vrai pour des mots entre guillemets, faux pour un propos rapporté (« estime que… »).';
COMMENT ON COLUMN quotes.start_at IS 'Début dans le corps, en caractères, guillemets exclus.';
COMMENT ON COLUMN quotes.end_at IS 'Fin dans le corps, exclue.';
COMMENT ON COLUMN quotes.text IS 'Les mots eux-mêmes.';
COMMENT ON COLUMN quotes.evidence_start IS 'Début du passage qui dit qui parle, dans le corps, en caractères.';
COMMENT ON COLUMN quotes.evidence_end IS 'Fin de ce passage, exclue.';
COMMENT ON COLUMN quotes.evidence_text IS 'Le passage qui dit qui parle.';
COMMENT ON COLUMN quotes.rule IS 'Règle qui a trouvé qui parle.';
COMMENT ON COLUMN quotes.confidence IS 'Confiance, de 0 à 1.';
COMMENT ON COLUMN quotes.model IS 'Modèle qui a trouvé cette ligne.';

CREATE TABLE figures (
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    value DOUBLE,
    low DOUBLE,
    unit VARCHAR,
    base_value DOUBLE,
    base_unit VARCHAR,
    what VARCHAR,
    owner VARCHAR,
    approximate BOOLEAN,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    evidence_start INTEGER,
    evidence_end INTEGER,
    evidence_text VARCHAR,
    rule VARCHAR,
    confidence DOUBLE,
    model VARCHAR
);
COMMENT ON TABLE figures IS 'Chiffres, une ligne par nombre et par version d’article ; ni dates, ni rangs, ni numéros.';
COMMENT ON COLUMN figures.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN figures.version IS 'Version de l’article.';
COMMENT ON COLUMN figures.value IS 'Valeur dans unit (« 26 millions d’euros » : 26 M€ ; « 5,7 millions d’agents » : 5700000 agents) ; pour une fourchette, la plus haute.';
COMMENT ON COLUMN figures.low IS 'Valeur basse d’une fourchette.';
COMMENT ON COLUMN figures.unit IS 'Unité, ou nom de ce qui est compté.';
COMMENT ON COLUMN figures.base_value IS 'La même valeur dans l’unité de base, pour comparer et additionner (26000000).';
COMMENT ON COLUMN figures.base_unit IS 'Cette unité (€, m, s…).';
COMMENT ON COLUMN figures.what IS 'Ce que mesure le chiffre.';
COMMENT ON COLUMN figures.owner IS 'À qui ou à quoi il se rapporte, si la phrase le dit.';
COMMENT ON COLUMN figures.approximate IS 'Vrai pour « environ », « une vingtaine »…';
COMMENT ON COLUMN figures.start_at IS 'Début dans le corps, en caractères.';
COMMENT ON COLUMN figures.end_at IS 'Fin dans le corps, exclue.';
COMMENT ON COLUMN figures.evidence_start IS 'Début de la phrase, dans le corps, en caractères.';
COMMENT ON COLUMN figures.evidence_end IS 'Fin de cette phrase, exclue.';
COMMENT ON COLUMN figures.evidence_text IS 'La phrase elle-même.';
COMMENT ON COLUMN figures.rule IS 'Règle qui a lu le chiffre.';
COMMENT ON COLUMN figures.confidence IS 'Confiance, de 0 à 1.';
COMMENT ON COLUMN figures.model IS 'Modèle qui a trouvé cette ligne.';

CREATE TABLE events (
    event_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    name VARCHAR,
    start_day DATE,
    end_day DATE,
    precision VARCHAR,
    state VARCHAR,
    place VARCHAR,
    insee VARCHAR,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    evidence_start INTEGER,
    evidence_end INTEGER,
    evidence_text VARCHAR,
    rule VARCHAR,
    confidence DOUBLE,
    model VARCHAR
);
COMMENT ON TABLE events IS 'Rendez-vous publics, une ligne par événement qu’annonce ou raconte une version d’article. v_agenda en donne une par événement.';
COMMENT ON COLUMN events.event_id IS 'Identifiant de l’événement, le même d’un article à l’autre.';
COMMENT ON COLUMN events.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN events.version IS 'Version de l’article.';
COMMENT ON COLUMN events.name IS 'Nom de l’événement.';
COMMENT ON COLUMN events.start_day IS 'Premier jour ; si seul le mois ou l’année est connu, son premier jour.';
COMMENT ON COLUMN events.end_day IS 'Dernier jour ; si seul le mois ou l’année est connu, son dernier jour.';
COMMENT ON COLUMN events.precision IS 'Ce que dit l’article : day, month ou year.';
COMMENT ON COLUMN events.state IS 'Ce qu’en dit l’article : scheduled, cancelled (annulé) ou postponed (reporté ; à sa nouvelle date, c’est un autre événement).';
COMMENT ON COLUMN events.place IS 'Lieu, tel que le nomme l’article.';
COMMENT ON COLUMN events.insee IS 'Commune de ce lieu (communes.insee).';
COMMENT ON COLUMN events.start_at IS 'Début du nom dans le corps, en caractères.';
COMMENT ON COLUMN events.end_at IS 'Fin de ce nom, exclue.';
COMMENT ON COLUMN events.evidence_start IS 'Début de la phrase qui le date, dans le corps, en caractères.';
COMMENT ON COLUMN events.evidence_end IS 'Fin de cette phrase, exclue.';
COMMENT ON COLUMN events.evidence_text IS 'La phrase elle-même.';
COMMENT ON COLUMN events.rule IS 'Règle qui l’a trouvé.';
COMMENT ON COLUMN events.confidence IS 'Confiance, de 0 à 1.';
COMMENT ON COLUMN events.model IS 'Modèle qui a trouvé cette ligne.';

CREATE TABLE initiative_history (
    initiative_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    status VARCHAR,
    day DATE,
    actor_kind VARCHAR,
    actor_code VARCHAR,
    actor_name VARCHAR,
    technology_id VARCHAR,
    technology VARCHAR,
    use_case VARCHAR,
    use_from_text BOOLEAN,
    category VARCHAR,
    supplier VARCHAR,
    amounts STRUCT(start_at INTEGER, end_at INTEGER)[],
    dates STRUCT(start_at INTEGER, end_at INTEGER)[],
    evidence_start INTEGER NOT NULL,
    evidence_end INTEGER NOT NULL,
    evidence_text VARCHAR,
    rule VARCHAR,
    confidence DOUBLE,
    model VARCHAR
);
COMMENT ON TABLE initiative_history IS 'Ce que chaque article dit d’une initiative, une ligne par initiative et par version d’article : l’histoire du registre, avec ses phrases.';
COMMENT ON COLUMN initiative_history.initiative_id IS 'Initiative (initiatives.initiative_id).';
COMMENT ON COLUMN initiative_history.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN initiative_history.version IS 'Version de l’article.';
COMMENT ON COLUMN initiative_history.status IS 'Où elle en est ce jour-là : plan (étudiée ou demandée), announced (décidée), experiment (essayée), deployed (en service) ou abandoned.';
COMMENT ON COLUMN initiative_history.day IS 'Jour de publication de l’article, à défaut jour où il a été vu.';
COMMENT ON COLUMN initiative_history.actor_kind IS 'Qui la porte : commune, epci, departement, region ou syndicate.';
COMMENT ON COLUMN initiative_history.actor_code IS 'Son code : INSEE ou SIREN ; vide pour un syndicat, connu par son nom.';
COMMENT ON COLUMN initiative_history.actor_name IS 'Son nom.';
COMMENT ON COLUMN initiative_history.technology_id IS 'Technologie (technologies.technology_id).';
COMMENT ON COLUMN initiative_history.technology IS 'Nom de la technologie.';
COMMENT ON COLUMN initiative_history.use_case IS 'Usage, en quelques mots.';
COMMENT ON COLUMN initiative_history.use_from_text IS 'Vrai si ces mots viennent de l’article, faux si c’est l’usage habituel de la technologie ou le nom de la famille d’usage.';
COMMENT ON COLUMN initiative_history.category IS 'Famille d’usage (liste fermée).';
COMMENT ON COLUMN initiative_history.supplier IS 'Fournisseur ou partenaire.';
COMMENT ON COLUMN initiative_history.amounts IS 'Passages des montants que l’article y attache (figures.start_at, end_at).';
COMMENT ON COLUMN initiative_history.dates IS 'Passages des dates que l’article y attache.';
COMMENT ON COLUMN initiative_history.evidence_start IS 'Début de la phrase qui le dit, dans le corps, en caractères.';
COMMENT ON COLUMN initiative_history.evidence_end IS 'Fin de cette phrase, exclue.';
COMMENT ON COLUMN initiative_history.evidence_text IS 'La phrase elle-même.';
COMMENT ON COLUMN initiative_history.rule IS 'Règle qui l’a trouvée.';
COMMENT ON COLUMN initiative_history.confidence IS 'Confiance, de 0 à 1.';
COMMENT ON COLUMN initiative_history.model IS 'Modèle qui a trouvé cette ligne.';

-- follows from initiative_history (queries/initiatives.sql)
CREATE TABLE initiatives (
    initiative_id VARCHAR NOT NULL,
    actor_kind VARCHAR,
    actor_code VARCHAR,
    actor_name VARCHAR,
    technology_id VARCHAR,
    use_case VARCHAR,
    category VARCHAR,
    status VARCHAR,
    supplier VARCHAR,
    first_seen DATE,
    last_seen DATE
);
COMMENT ON TABLE initiatives IS 'Registre des initiatives, une ligne par initiative : qui, quelle technologie, pour quoi, où elle en est. v_initiatives y joint noms et phrase.';
COMMENT ON COLUMN initiatives.initiative_id IS 'Identifiant, le même d’un article à l’autre.';
COMMENT ON COLUMN initiatives.actor_kind IS 'Qui la porte : commune, epci, departement, region ou syndicate.';
COMMENT ON COLUMN initiatives.actor_code IS 'Son code : INSEE ou SIREN ; vide pour un syndicat.';
COMMENT ON COLUMN initiatives.actor_name IS 'Son nom.';
COMMENT ON COLUMN initiatives.technology_id IS 'Technologie (technologies.technology_id), celle que citent le plus d’articles.';
COMMENT ON COLUMN initiatives.use_case IS 'Usage, dans les mots de l’article le plus sûr qui le dit, à défaut l’usage habituel de la technologie (initiative_history.use_from_text).';
COMMENT ON COLUMN initiatives.category IS 'Famille d’usage (liste fermée).';
COMMENT ON COLUMN initiatives.status IS 'Dernier état connu : plan, announced, experiment, deployed ou abandoned.';
COMMENT ON COLUMN initiatives.supplier IS 'Fournisseur ou partenaire, le dernier nommé.';
COMMENT ON COLUMN initiatives.first_seen IS 'Jour du premier article.';
COMMENT ON COLUMN initiatives.last_seen IS 'Jour du dernier article.';
