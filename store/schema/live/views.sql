-- The views, replaced as a whole whenever this file changes (store/migrate.py compares its hash).
-- Only facts of an article's current version appear. Names are unqualified, so that the file may be renamed.

CREATE OR REPLACE VIEW v_article_communes AS
SELECT
    m.article_id,
    m.entity_key AS insee,
    coalesce(any_value(c.name), min(m.name)) AS commune,
    any_value(c.departement) AS departement,
    count(*) AS mentions,
    min(m.start_at) AS first_at,
    max(m.confidence) AS confidence
FROM mentions m
JOIN articles a USING (article_id, version)
LEFT JOIN communes c ON c.insee = m.entity_key
WHERE m.kind = 'commune'
GROUP BY m.article_id, m.entity_key;
COMMENT ON VIEW v_article_communes IS 'Communes de chaque article, une ligne par commune et par article.';
COMMENT ON COLUMN v_article_communes.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN v_article_communes.insee IS 'Code INSEE.';
COMMENT ON COLUMN v_article_communes.commune IS 'Nom de la commune.';
COMMENT ON COLUMN v_article_communes.departement IS 'Code INSEE du département.';
COMMENT ON COLUMN v_article_communes.mentions IS 'Nombre de passages.';
COMMENT ON COLUMN v_article_communes.first_at IS 'Position du premier passage.';
COMMENT ON COLUMN v_article_communes.confidence IS 'Meilleure confiance, de 0 à 1.';

CREATE OR REPLACE VIEW v_article_technologies AS
SELECT
    m.article_id,
    m.entity_key AS technology_id,
    coalesce(any_value(t.canonical), min(m.name)) AS technology,
    coalesce(any_value(t.category), min(m.category)) AS category,
    count(*) AS mentions,
    min(m.start_at) AS first_at,
    max(m.confidence) AS confidence,
    coalesce(any_value(t.status), 'known') AS status
FROM mentions m
JOIN articles a USING (article_id, version)
LEFT JOIN technologies t ON t.technology_id = m.entity_key
WHERE m.kind = 'technology'
GROUP BY m.article_id, m.entity_key;
COMMENT ON VIEW v_article_technologies IS 'Technologies de chaque article, une ligne par technologie et par article.';
COMMENT ON COLUMN v_article_technologies.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN v_article_technologies.technology_id IS 'Notion (technologies.technology_id).';
COMMENT ON COLUMN v_article_technologies.technology IS 'Nom usuel.';
COMMENT ON COLUMN v_article_technologies.category IS 'Famille.';
COMMENT ON COLUMN v_article_technologies.mentions IS 'Nombre de passages.';
COMMENT ON COLUMN v_article_technologies.first_at IS 'Position du premier passage.';
COMMENT ON COLUMN v_article_technologies.confidence IS 'Meilleure confiance, de 0 à 1.';
COMMENT ON COLUMN v_article_technologies.status IS 'known (dans le lexique) ou candidate (nom que l’article introduit, à confirmer).';

-- One agency story in nine outlets is one text, printed nine times; a page that an outlet serves under two addresses
-- is printed once; what a round-up tells is counted where it is told in full. Only links of the current versions
-- hold, and a copy within the outlet goes before one of another's text.
CREATE OR REPLACE VIEW v_article_repeats AS
WITH copies AS (
    SELECT
        l.article_id,
        bool_or(other.source_id = a.source_id) AS own,
        arg_min(l.other_id, (other.source_id <> a.source_id, other.published_at, l.other_id)) AS other_id
    FROM article_links l
    JOIN articles a USING (article_id, version)
    JOIN articles other ON other.article_id = l.other_id
    WHERE l.kind <> 'round-up'
    GROUP BY l.article_id
)
SELECT
    a.article_id,
    CASE WHEN a.form = 'round-up' THEN 'round-up' WHEN copies.own THEN 'copy' ELSE 'reprint' END AS counted_as,
    copies.other_id
FROM articles a LEFT JOIN copies USING (article_id)
WHERE a.form = 'round-up' OR copies.article_id IS NOT NULL;
COMMENT ON VIEW v_article_repeats IS 'Articles qui en répètent d’autres : ceux que les comptages laissent de côté, avec leur raison.';
COMMENT ON COLUMN v_article_repeats.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN v_article_repeats.counted_as IS 'copy (texte déjà publié par le même titre, à une autre adresse), reprint (texte d’un autre titre : dépêche, communiqué, article mutualisé) ou round-up (page récapitulative).';
COMMENT ON COLUMN v_article_repeats.other_id IS 'Article répété (articles.article_id) ; vide pour une page récapitulative, dont article_links donne les articles.';

-- A name that only the register gave ("le maire de ...") is not a named mayor, and a candidate is not a mayor.
CREATE OR REPLACE VIEW v_mayors AS
SELECT
    r.article_id,
    r.person_key,
    r.name AS person,
    r.insee,
    c.name AS commune,
    c.departement,
    r.role,
    r.status,
    r.register,
    r.register_basis,
    r.confidence,
    r.evidence_text,
    a.title,
    a.url,
    a.source_id,
    s.name AS source,
    a.published_day,
    coalesce(repeats.counted_as, 'article') AS counted_as
FROM roles r
JOIN articles a USING (article_id, version)
LEFT JOIN communes c USING (insee)
LEFT JOIN sources s ON s.source_id = a.source_id
LEFT JOIN v_article_repeats repeats ON repeats.article_id = a.article_id
WHERE r.status IN ('current', 'former') AND NOT r.inferred;
COMMENT ON VIEW v_mayors IS 'Maires et anciens maires nommés par les articles, avec la phrase qui le dit.';
COMMENT ON COLUMN v_mayors.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN v_mayors.person_key IS 'Personne (persons.person_key).';
COMMENT ON COLUMN v_mayors.person IS 'Nom du maire.';
COMMENT ON COLUMN v_mayors.insee IS 'Code INSEE de la commune.';
COMMENT ON COLUMN v_mayors.commune IS 'Nom de la commune.';
COMMENT ON COLUMN v_mayors.departement IS 'Code INSEE du département.';
COMMENT ON COLUMN v_mayors.role IS 'Rôle : mayor ou former_mayor.';
COMMENT ON COLUMN v_mayors.status IS 'Ce qu’en dit l’article : current ou former.';
COMMENT ON COLUMN v_mayors.register IS 'Accord du registre au jour de l’article : confirmed, contradicted ou unknown.';
COMMENT ON COLUMN v_mayors.register_basis IS 'Comment le registre le sait : attested, extrapolated ou provisional.';
COMMENT ON COLUMN v_mayors.confidence IS 'Confiance, de 0 à 1.';
COMMENT ON COLUMN v_mayors.evidence_text IS 'Phrase de l’article.';
COMMENT ON COLUMN v_mayors.title IS 'Titre de l’article.';
COMMENT ON COLUMN v_mayors.url IS 'Adresse de l’article.';
COMMENT ON COLUMN v_mayors.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_mayors.source IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_mayors.published_day IS 'Jour de publication (Europe/Paris).';
COMMENT ON COLUMN v_mayors.counted_as IS 'Ce que l’article est dans un comptage (v_articles.counted_as) : pour compter les articles qui nomment un maire, s’en tenir à article.';

CREATE OR REPLACE VIEW v_articles AS
WITH
towns AS (
    SELECT article_id, list(commune ORDER BY first_at, insee) AS communes, list(insee ORDER BY first_at, insee) AS insees
    FROM v_article_communes GROUP BY article_id
),
mayors AS (
    SELECT article_id, list(DISTINCT person ORDER BY person) AS mayors FROM v_mayors GROUP BY article_id
),
tools AS (
    SELECT article_id, list(technology ORDER BY first_at, technology_id) AS technologies
    FROM v_article_technologies GROUP BY article_id
),
themes AS (
    SELECT article_id, list(topic ORDER BY topic) AS topics FROM article_topics GROUP BY article_id
)
SELECT
    a.article_id,
    a.version,
    a.url,
    a.title,
    a.summary,
    a.source_id,
    s.name AS source,
    s.outlet_group,
    a.authors,
    a.published_at,
    a.published_day,
    a.access,
    a.basis,
    a.form,
    coalesce(repeats.counted_as, 'article') AS counted_as,
    repeats.other_id AS repeats,
    a.tdm_reserved,
    a.relevant,
    a.relevance,
    a.nature,
    coalesce(towns.communes, []) AS communes,
    coalesce(towns.insees, []) AS insees,
    coalesce(mayors.mayors, []) AS mayors,
    coalesce(tools.technologies, []) AS technologies,
    coalesce(themes.topics, []) AS topics,
    coalesce(a.tags, []) AS tags,
    a.word_count,
    a.first_seen_at
FROM articles a
LEFT JOIN sources s USING (source_id)
LEFT JOIN towns USING (article_id)
LEFT JOIN mayors USING (article_id)
LEFT JOIN tools USING (article_id)
LEFT JOIN themes USING (article_id)
LEFT JOIN v_article_repeats repeats USING (article_id);
COMMENT ON VIEW v_articles IS 'Articles, une ligne par article, avec ses communes, maires, technologies et thèmes.';
COMMENT ON COLUMN v_articles.article_id IS 'Identifiant de l’article.';
COMMENT ON COLUMN v_articles.version IS 'Version courante.';
COMMENT ON COLUMN v_articles.url IS 'Adresse canonique.';
COMMENT ON COLUMN v_articles.title IS 'Titre de l’article.';
COMMENT ON COLUMN v_articles.summary IS 'Chapeau.';
COMMENT ON COLUMN v_articles.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_articles.source IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_articles.outlet_group IS 'Groupe propriétaire.';
COMMENT ON COLUMN v_articles.authors IS 'Signatures.';
COMMENT ON COLUMN v_articles.published_at IS 'Instant de publication (UTC).';
COMMENT ON COLUMN v_articles.published_day IS 'Jour de publication (Europe/Paris).';
COMMENT ON COLUMN v_articles.access IS 'Accès : free ou excerpt.';
COMMENT ON COLUMN v_articles.basis IS 'Ce que l’analyse a pu lire : full, excerpt ou title.';
COMMENT ON COLUMN v_articles.form IS 'Forme : article ou round-up (page récapitulative).';
COMMENT ON COLUMN v_articles.counted_as IS 'Ce qu’il est dans un comptage : article (à compter), reprint (texte paru d’abord dans un autre titre : dépêche, communiqué), copy (texte du même titre à une autre adresse) ou round-up (page récapitulative).';
COMMENT ON COLUMN v_articles.repeats IS 'Premier article de ce texte (articles.article_id), pour reprint et copy.';
COMMENT ON COLUMN v_articles.tdm_reserved IS 'Vrai si l’éditeur réserve la fouille de textes.';
COMMENT ON COLUMN v_articles.relevant IS 'Vrai si une collectivité y porte une initiative numérique ou d’IA ; vide sans analyse.';
COMMENT ON COLUMN v_articles.relevance IS 'Score de pertinence, de 0 à 1.';
COMMENT ON COLUMN v_articles.nature IS 'Nature de la nouvelle.';
COMMENT ON COLUMN v_articles.communes IS 'Noms des communes, dans l’ordre du texte.';
COMMENT ON COLUMN v_articles.insees IS 'Leurs codes INSEE, dans le même ordre.';
COMMENT ON COLUMN v_articles.mayors IS 'Maires et anciens maires nommés.';
COMMENT ON COLUMN v_articles.technologies IS 'Technologies, dans l’ordre du texte.';
COMMENT ON COLUMN v_articles.topics IS 'Thèmes.';
COMMENT ON COLUMN v_articles.tags IS 'Mots-clés selon la page.';
COMMENT ON COLUMN v_articles.word_count IS 'Nombre de mots du texte lu.';
COMMENT ON COLUMN v_articles.first_seen_at IS 'Première fois que l’article a été vu (UTC).';

-- Nine titles of one owner that print one text are one voice: reprints are listed, and counted by the groups that
-- print them. Titles and groups count once each, however often they wrote.
CREATE OR REPLACE VIEW v_stories AS
WITH
told AS (
    SELECT
        m.story_id, a.article_id, a.relevant, coalesce(r.counted_as, 'article') AS counted_as, a.source_id,
        coalesce(s.name, a.source_id) AS source, coalesce(s.outlet_group, a.source_id) AS owner
    FROM story_articles m
    JOIN articles a USING (article_id)
    LEFT JOIN sources s USING (source_id)
    LEFT JOIN v_article_repeats r USING (article_id)
),
counted AS (
    SELECT
        story_id,
        count(*) AS articles,
        count(*) FILTER (counted_as IN ('reprint', 'copy')) AS reprints,
        count(DISTINCT source_id) AS outlets,
        count(DISTINCT owner) AS "groups",
        list(DISTINCT source ORDER BY source) AS sources,
        coalesce(bool_or(relevant), false) AS relevant
    FROM told GROUP BY story_id
),
named AS (
    SELECT story_id, insee, any_value(commune) AS commune, count(*) AS n, min(first_at) AS first_at
    FROM told JOIN v_article_communes USING (article_id) GROUP BY ALL
),
towns AS (
    SELECT
        story_id,
        list(commune ORDER BY n DESC, first_at, insee) AS communes,
        list(insee ORDER BY n DESC, first_at, insee) AS insees
    FROM named GROUP BY story_id
),
used AS (
    SELECT story_id, technology_id, any_value(technology) AS technology, count(*) AS n, min(first_at) AS first_at
    FROM told JOIN v_article_technologies USING (article_id) GROUP BY ALL
),
tools AS (
    SELECT story_id, list(technology ORDER BY n DESC, first_at, technology_id) AS technologies
    FROM used GROUP BY story_id
)
SELECT
    story_id,
    s.title,
    s.first_day,
    s.last_day,
    c.articles,
    c.reprints,
    c.outlets,
    c."groups",
    c.sources,
    c.relevant,
    coalesce(towns.communes, []) AS communes,
    coalesce(towns.insees, []) AS insees,
    coalesce(tools.technologies, []) AS technologies
FROM stories s
JOIN counted c USING (story_id)
LEFT JOIN towns USING (story_id)
LEFT JOIN tools USING (story_id);
COMMENT ON VIEW v_stories IS 'Sujets, une ligne par sujet : qui l’a raconté, quand, et de quoi il parle.';
COMMENT ON COLUMN v_stories.story_id IS 'Identifiant du sujet.';
COMMENT ON COLUMN v_stories.title IS 'Titre du premier article paru.';
COMMENT ON COLUMN v_stories.first_day IS 'Jour du premier article (Europe/Paris).';
COMMENT ON COLUMN v_stories.last_day IS 'Jour du dernier article (Europe/Paris).';
COMMENT ON COLUMN v_stories.articles IS 'Nombre d’articles, reprises comprises.';
COMMENT ON COLUMN v_stories.reprints IS 'Dont textes déjà parus, dans un autre titre ou à une autre adresse.';
COMMENT ON COLUMN v_stories.outlets IS 'Nombre de titres de presse.';
COMMENT ON COLUMN v_stories.groups IS 'Nombre de groupes indépendants : neuf titres d’un même propriétaire comptent pour un.';
COMMENT ON COLUMN v_stories.sources IS 'Noms des titres de presse.';
COMMENT ON COLUMN v_stories.relevant IS 'Vrai si l’un des articles est pertinent (v_articles.relevant).';
COMMENT ON COLUMN v_stories.communes IS 'Noms des communes, celles que citent le plus d’articles d’abord.';
COMMENT ON COLUMN v_stories.insees IS 'Leurs codes INSEE, dans le même ordre.';
COMMENT ON COLUMN v_stories.technologies IS 'Technologies, celles que citent le plus d’articles d’abord.';

-- An article about two towns and two technologies stands on four lines: do not add the lines up.
CREATE OR REPLACE VIEW v_weekly AS
SELECT
    date_trunc('week', a.published_day)::DATE AS week,
    strftime(a.published_day, '%G-W%V') AS iso_week,
    c.insee,
    any_value(c.commune) AS commune,
    t.technology_id,
    any_value(t.technology) AS technology,
    a.source_id,
    any_value(s.name) AS outlet,
    count(*) FILTER (repeats.counted_as IS NULL) AS articles,
    count(*) FILTER (repeats.counted_as IS NULL AND a.relevant) AS relevant_articles,
    count(*) FILTER (repeats.counted_as = 'reprint') AS reprints
FROM articles a
LEFT JOIN v_article_repeats repeats USING (article_id)
LEFT JOIN v_article_communes c USING (article_id)
LEFT JOIN v_article_technologies t USING (article_id)
LEFT JOIN sources s USING (source_id)
WHERE a.published_day IS NOT NULL AND coalesce(repeats.counted_as, 'article') IN ('article', 'reprint')
GROUP BY ALL;
COMMENT ON VIEW v_weekly IS 'Nombre d’articles par semaine, commune, technologie et titre, chaque texte une seule fois : dans le titre qui l’a publié le premier. Les doubles d’un même titre et les pages récapitulatives n’y sont pas. Un article y figure une fois par couple commune-technologie : additionner les titres, mais pas les communes ni les technologies.';
COMMENT ON COLUMN v_weekly.week IS 'Lundi de la semaine.';
COMMENT ON COLUMN v_weekly.iso_week IS 'Semaine ISO, par exemple 2026-W47.';
COMMENT ON COLUMN v_weekly.insee IS 'Code INSEE ; vide si l’article ne nomme aucune commune.';
COMMENT ON COLUMN v_weekly.commune IS 'Nom de la commune.';
COMMENT ON COLUMN v_weekly.technology_id IS 'Notion ; vide si l’article ne nomme aucune technologie.';
COMMENT ON COLUMN v_weekly.technology IS 'Nom usuel de la technologie.';
COMMENT ON COLUMN v_weekly.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_weekly.outlet IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_weekly.articles IS 'Nombre d’articles, reprises d’un autre titre non comprises : une dépêche parue dans neuf titres compte une fois.';
COMMENT ON COLUMN v_weekly.relevant_articles IS 'Dont articles pertinents.';
COMMENT ON COLUMN v_weekly.reprints IS 'En plus, reprises du texte d’un autre titre : dépêches, communiqués. articles + reprints : ce que le titre a fait paraître.';

-- Counted back from the last fetch of the file, not from today: a snapshot says the same thing whenever it is read.
-- A backfill brings the past in one day: it says nothing of how a source is doing.
CREATE OR REPLACE VIEW v_source_health AS
WITH
backfills AS (SELECT run_id FROM runs WHERE job = 'backfill'),
crawled AS (FROM fetches ANTI JOIN backfills USING (run_id)),
today AS (SELECT max(day) AS last_day FROM crawled),
asked AS (
    SELECT
        source_id,
        max("at") AS last_asked_at,
        max("at") FILTER (outcome IN ('fetched', 'unchanged')) AS last_answer_at,
        count(*) FILTER (day > last_day - 7) AS asked_7_days,
        count(*) FILTER (day > last_day - 7 AND outcome IN ('blocked', 'failed')) AS failed_7_days
    FROM crawled, today
    -- what robots.txt, tdmrep.json, a wall or a budget kept us from asking was not asked
    WHERE outcome <> 'refused' AND coalesce(reason, '') NOT IN ('tdmrep', 'wall', 'private_address')
    GROUP BY source_id
),
entries AS (
    SELECT
        source_id,
        arg_max(outcome, "at") AS entry_outcome,
        -- a struct, because arg_max passes over a NULL: the last answer may well have no reason
        arg_max({'reason': reason}, "at").reason AS entry_reason
    FROM crawled WHERE is_entry GROUP BY source_id
),
-- A source that waits was not asked: its last answer is older, and still says how it is.
states AS (
    SELECT
        source_id,
        coalesce(arg_max(state, ended_at) FILTER (state <> 'waiting'), 'waiting') AS state,
        arg_max({'volume': volume}, ended_at).volume AS volume
    FROM source_runs GROUP BY source_id
),
-- Articles announced, each on the day it first was; a source's first day brings its whole feed and is no measure.
pages AS (
    SELECT source_id, url, min(day) AS first_day
    FROM crawled, today WHERE NOT is_entry AND NOT coalesce(revisit, false) AND day > last_day - 70
    GROUP BY source_id, url
),
starts AS (SELECT source_id, min(day) AS start_day FROM crawled GROUP BY source_id),
announced AS (
    SELECT
        starts.source_id,
        count(*) FILTER (first_day > last_day - 7) AS announced_7_days,
        CASE WHEN any_value(start_day) <= last_day - 14 THEN round(
            count(*) FILTER (first_day BETWEEN last_day - 62 AND last_day - 7)
            / least(8, (last_day - 7 - any_value(start_day)) / 7), 1
        ) END AS announced_usual_week
    FROM starts CROSS JOIN today
    LEFT JOIN pages ON pages.source_id = starts.source_id AND first_day > start_day
    GROUP BY starts.source_id, last_day
),
found AS (
    SELECT
        source_id,
        count(*) AS articles,
        count(*) FILTER (first_seen_day > last_day - 7) AS articles_7_days,
        max(published_day) AS last_article_day,
        max(first_seen_day) AS last_seen_day
    FROM articles, today GROUP BY source_id
)
SELECT
    s.source_id,
    s.name AS source,
    s.enabled,
    states.state,
    states.volume,
    asked.last_asked_at,
    asked.last_answer_at,
    entries.entry_outcome,
    entries.entry_reason,
    coalesce(asked.asked_7_days, 0) AS asked_7_days,
    coalesce(asked.failed_7_days, 0) AS failed_7_days,
    CASE WHEN start_day <= last_day - 7 THEN coalesce(announced.announced_7_days, 0) END AS announced_7_days,
    announced.announced_usual_week,
    coalesce(found.articles, 0) AS articles,
    coalesce(found.articles_7_days, 0) AS articles_7_days,
    found.last_article_day,
    last_day - found.last_seen_day AS silent_days
FROM sources s
CROSS JOIN today
LEFT JOIN asked USING (source_id)
LEFT JOIN entries USING (source_id)
LEFT JOIN states USING (source_id)
LEFT JOIN starts USING (source_id)
LEFT JOIN announced USING (source_id)
LEFT JOIN found USING (source_id);
COMMENT ON VIEW v_source_health IS 'Santé des titres suivis, comptée à rebours de la dernière collecte, reprises exclues.';
COMMENT ON COLUMN v_source_health.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_source_health.source IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_source_health.enabled IS 'Vrai si le titre est collecté.';
COMMENT ON COLUMN v_source_health.state IS 'Dernière réponse de ses points d’entrée (source_runs.state) : new, unchanged, empty, blocked ou missed ; waiting s’ils n’ont jamais été demandés.';
COMMENT ON COLUMN v_source_health.volume IS 'Volume annoncé, comparé à son propre rythme : usual, silent, drop ou burst ; vide tant qu’il est trop peu connu.';
COMMENT ON COLUMN v_source_health.last_asked_at IS 'Dernière demande (UTC).';
COMMENT ON COLUMN v_source_health.last_answer_at IS 'Dernière réponse utilisable (UTC).';
COMMENT ON COLUMN v_source_health.entry_outcome IS 'Issue de la dernière demande à un point d’entrée (fetches.outcome).';
COMMENT ON COLUMN v_source_health.entry_reason IS 'Motif de cette issue.';
COMMENT ON COLUMN v_source_health.asked_7_days IS 'Demandes des sept derniers jours.';
COMMENT ON COLUMN v_source_health.failed_7_days IS 'Dont bloquées ou en échec.';
COMMENT ON COLUMN v_source_health.announced_7_days IS 'Articles annoncés pour la première fois ces sept derniers jours, lus ou non ; vide la première semaine, où tout le flux est nouveau.';
COMMENT ON COLUMN v_source_health.announced_usual_week IS 'Articles annoncés dans une semaine habituelle : moyenne des huit semaines précédentes au plus ; vide avant deux semaines de collecte.';
COMMENT ON COLUMN v_source_health.articles IS 'Articles connus.';
COMMENT ON COLUMN v_source_health.articles_7_days IS 'Articles vus pour la première fois ces sept derniers jours.';
COMMENT ON COLUMN v_source_health.last_article_day IS 'Jour de publication le plus récent.';
COMMENT ON COLUMN v_source_health.silent_days IS 'Jours écoulés depuis le dernier article nouveau ; vide s’il n’y en a jamais eu.';

-- The denominator of every trend: a line for each week since a source was first asked, whatever came of it; for one
-- that is no longer followed, until it was last asked. A page counts once a week, for the best that happened to it
-- that week; a page read again does not count, nor does one that only a backfill brought.
CREATE OR REPLACE VIEW v_coverage AS
WITH
backfills AS (SELECT run_id FROM runs WHERE job = 'backfill'),
crawled AS (FROM fetches ANTI JOIN backfills USING (run_id)),
saved AS (
    SELECT url FROM fetches SEMI JOIN backfills USING (run_id) WHERE NOT is_entry
    UNION SELECT final_url FROM fetches SEMI JOIN backfills USING (run_id) WHERE NOT is_entry
    EXCEPT SELECT url FROM crawled WHERE NOT is_entry
),
pages AS (
    SELECT
        source_id,
        date_trunc('week', day)::DATE AS week,
        max(CASE outcome
            WHEN 'fetched' THEN 5 WHEN 'unchanged' THEN 5 WHEN 'reserved' THEN 4 WHEN 'blocked' THEN 3
            WHEN 'refused' THEN 2 ELSE 1
        END) AS best
    FROM crawled WHERE NOT is_entry AND NOT coalesce(revisit, false) GROUP BY source_id, week, url
),
asked AS (
    SELECT
        source_id,
        week,
        count(*) AS expected,
        count(*) FILTER (best = 5) AS collected,
        count(*) FILTER (best = 4) AS reserved,
        count(*) FILTER (best = 3) AS blocked,
        count(*) FILTER (best = 2) AS refused,
        count(*) FILTER (best = 1) AS failed
    FROM pages GROUP BY source_id, week
),
read AS (
    SELECT
        source_id,
        date_trunc('week', first_seen_day)::DATE AS week,
        count(*) FILTER (basis = 'full') AS readable,
        count(*) FILTER (basis <> 'full') AS excerpts,
        count(*) FILTER (tdm_reserved) AS reserved
    FROM articles ANTI JOIN saved USING (url) GROUP BY ALL
),
dropped AS (
    SELECT source_id, date_trunc('week', day)::DATE AS week, count(DISTINCT url) AS rejected
    FROM rejections ANTI JOIN articles USING (url) ANTI JOIN saved USING (url)
    WHERE stage NOT IN ('entry', 'fetch') -- counted as failed already, or no page of an article
    GROUP BY ALL
),
answers AS (
    SELECT
        source_id,
        date_trunc('week', day)::DATE AS week,
        bool_or(outcome IN ('fetched', 'unchanged')) AS answered
    FROM crawled WHERE is_entry GROUP BY ALL
),
-- Weeks in which a source was followed, and nothing was due: a monthly's, three weeks out of four.
followed AS (
    SELECT
        source_id,
        date_trunc('week', day)::DATE AS week,
        bool_and(state = 'waiting' AND NOT list_has_any(map_keys(reasons), ['entry.cooldown', 'entry.budget'])) AS idle
    FROM source_runs GROUP BY ALL
),
-- From the first time a crawl asked for it: saved pages that were brought in later may be years older.
spans AS (
    SELECT source_id, min(week) AS first_week, max(week) AS last_week FROM (
        SELECT source_id, week FROM answers UNION ALL SELECT source_id, week FROM followed
    ) GROUP BY source_id
),
today AS (SELECT date_trunc('week', max(day))::DATE AS this_week FROM crawled),
weeks AS (
    SELECT
        source_id,
        unnest(generate_series(
            first_week, CASE WHEN enabled THEN greatest(this_week, last_week) ELSE last_week END, INTERVAL 7 DAY
        ))::DATE AS week
    FROM spans CROSS JOIN today LEFT JOIN sources USING (source_id)
    UNION SELECT source_id, week FROM asked
    UNION SELECT source_id, week FROM read
    UNION SELECT source_id, week FROM dropped
)
SELECT
    weeks.source_id,
    s.name AS outlet,
    weeks.week,
    -- nobody knows how many there were, where nobody could look
    coalesce(asked.expected, CASE WHEN coalesce(answers.answered, followed.idle, false) THEN 0 END) AS expected,
    coalesce(asked.collected, 0) AS collected,
    coalesce(read.readable, 0) AS readable,
    coalesce(read.excerpts, 0) AS excerpts,
    -- a reserved page leaves its title, an article of its own: the same one must not count twice
    greatest(coalesce(asked.reserved, 0), coalesce(read.reserved, 0)) AS reserved,
    coalesce(asked.blocked, 0) AS blocked,
    coalesce(asked.refused, 0) AS refused,
    coalesce(asked.failed, 0) AS failed,
    coalesce(dropped.rejected, 0) AS rejected,
    NOT coalesce(answers.answered, followed.idle, false) AS outage
FROM weeks
LEFT JOIN asked USING (source_id, week)
LEFT JOIN read USING (source_id, week)
LEFT JOIN dropped USING (source_id, week)
LEFT JOIN answers USING (source_id, week)
LEFT JOIN followed USING (source_id, week)
LEFT JOIN sources s USING (source_id);
COMMENT ON VIEW v_coverage IS 'Registre de couverture, une ligne par titre et par semaine depuis sa première collecte (jusqu’à la dernière pour un titre qui n’est plus suivi), même sans rien, reprises exclues : ce que les comptages peuvent ignorer.';
COMMENT ON COLUMN v_coverage.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_coverage.outlet IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_coverage.week IS 'Lundi de la semaine de collecte.';
COMMENT ON COLUMN v_coverage.expected IS 'Pages d’articles annoncées, demandées ou non : collected + reserved (pages) + blocked + refused + failed ; vide si personne n’a pu le savoir.';
COMMENT ON COLUMN v_coverage.collected IS 'Dont obtenues, ou inchangées.';
COMMENT ON COLUMN v_coverage.readable IS 'Articles nouveaux lus en entier.';
COMMENT ON COLUMN v_coverage.excerpts IS 'Articles nouveaux connus par leur titre ou un extrait.';
COMMENT ON COLUMN v_coverage.reserved IS 'Pages ou articles nouveaux sous réserve de fouille de textes.';
COMMENT ON COLUMN v_coverage.blocked IS 'Pages dont le site ferme l’accès : interdiction, captcha.';
COMMENT ON COLUMN v_coverage.refused IS 'Pages que nous n’avons pas demandées : robots.txt, politique du titre, nombre de pages, site au repos.';
COMMENT ON COLUMN v_coverage.failed IS 'Pages demandées en vain.';
COMMENT ON COLUMN v_coverage.rejected IS 'Pages obtenues qui n’ont pas donné d’article.';
COMMENT ON COLUMN v_coverage.outage IS 'Vrai si aucun point d’entrée du titre n’a répondu cette semaine-là, alors qu’il y avait à demander ou que la veille était arrêtée : ses comptages n’y disent rien.';

-- Who said what. A sentence that nine outlets print is said once: for counting, keep to counted_as = 'article'.
CREATE OR REPLACE VIEW v_quotes AS
SELECT
    q.article_id,
    q.speaker,
    q.person_key,
    q.role,
    q.insee,
    c.name AS commune,
    c.departement,
    q.direct,
    q.text,
    q.evidence_text,
    q.confidence,
    q.rule,
    q.start_at,
    q.end_at,
    a.title,
    a.url,
    a.source_id,
    s.name AS source,
    a.published_day,
    coalesce(repeats.counted_as, 'article') AS counted_as
FROM quotes q
JOIN articles a USING (article_id, version)
LEFT JOIN communes c USING (insee)
LEFT JOIN sources s ON s.source_id = a.source_id
LEFT JOIN v_article_repeats repeats ON repeats.article_id = a.article_id;
COMMENT ON VIEW v_quotes IS 'Citations de la version courante des articles, avec qui parle, en quelle qualité, et où.';
COMMENT ON COLUMN v_quotes.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN v_quotes.speaker IS 'Qui parle ; vide si le texte ne le dit pas.';
COMMENT ON COLUMN v_quotes.person_key IS 'Personne (persons.person_key).';
COMMENT ON COLUMN v_quotes.role IS 'Rôle au jour de l’article (roles.role).';
COMMENT ON COLUMN v_quotes.insee IS 'Code INSEE de la commune du rôle.';
COMMENT ON COLUMN v_quotes.commune IS 'Nom de cette commune.';
COMMENT ON COLUMN v_quotes.departement IS 'Code INSEE de son département.';
COMMENT ON COLUMN v_quotes.direct IS 'Vrai pour des mots entre guillemets, faux pour un propos rapporté.';
COMMENT ON COLUMN v_quotes.text IS 'Les mots eux-mêmes.';
COMMENT ON COLUMN v_quotes.evidence_text IS 'Le passage qui dit qui parle.';
COMMENT ON COLUMN v_quotes.confidence IS 'Confiance, de 0 à 1.';
COMMENT ON COLUMN v_quotes.rule IS 'Règle qui a trouvé qui parle.';
COMMENT ON COLUMN v_quotes.start_at IS 'Début dans le corps de l’article, en caractères.';
COMMENT ON COLUMN v_quotes.end_at IS 'Fin dans le corps, exclue.';
COMMENT ON COLUMN v_quotes.title IS 'Titre de l’article.';
COMMENT ON COLUMN v_quotes.url IS 'Adresse de l’article.';
COMMENT ON COLUMN v_quotes.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_quotes.source IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_quotes.published_day IS 'Jour de publication (Europe/Paris).';
COMMENT ON COLUMN v_quotes.counted_as IS 'Ce que l’article est dans un comptage (v_articles.counted_as) : article, reprint, copy ou round-up.';

CREATE OR REPLACE VIEW v_figures AS
SELECT
    f.article_id,
    f.value,
    f.low,
    f.unit,
    f.base_value,
    f.base_unit,
    f.what,
    f.owner,
    f.approximate,
    f.evidence_text,
    f.confidence,
    f.rule,
    f.start_at,
    f.end_at,
    a.title,
    a.url,
    a.source_id,
    s.name AS source,
    a.published_day,
    coalesce(repeats.counted_as, 'article') AS counted_as
FROM figures f
JOIN articles a USING (article_id, version)
LEFT JOIN sources s ON s.source_id = a.source_id
LEFT JOIN v_article_repeats repeats ON repeats.article_id = a.article_id;
COMMENT ON VIEW v_figures IS 'Chiffres de la version courante des articles. Avant d’additionner : counted_as = ''article'' écarte reprises, doubles et pages récapitulatives.';
COMMENT ON COLUMN v_figures.article_id IS 'Article (articles.article_id).';
COMMENT ON COLUMN v_figures.value IS 'Valeur, dans l’unité de l’article ; la borne haute d’une fourchette.';
COMMENT ON COLUMN v_figures.low IS 'Borne basse d’une fourchette.';
COMMENT ON COLUMN v_figures.unit IS 'Unité telle que l’article la donne.';
COMMENT ON COLUMN v_figures.base_value IS 'Valeur dans l’unité de base : de quoi comparer et additionner.';
COMMENT ON COLUMN v_figures.base_unit IS 'Unité de base.';
COMMENT ON COLUMN v_figures.what IS 'Ce qui est compté.';
COMMENT ON COLUMN v_figures.owner IS 'À qui, à quoi le chiffre se rapporte.';
COMMENT ON COLUMN v_figures.approximate IS 'Vrai pour un ordre de grandeur (« une vingtaine », « près de »).';
COMMENT ON COLUMN v_figures.evidence_text IS 'La phrase.';
COMMENT ON COLUMN v_figures.confidence IS 'Confiance, de 0 à 1.';
COMMENT ON COLUMN v_figures.rule IS 'Règle qui l’a trouvé.';
COMMENT ON COLUMN v_figures.start_at IS 'Début dans le corps de l’article, en caractères.';
COMMENT ON COLUMN v_figures.end_at IS 'Fin dans le corps, exclue.';
COMMENT ON COLUMN v_figures.title IS 'Titre de l’article.';
COMMENT ON COLUMN v_figures.url IS 'Adresse de l’article.';
COMMENT ON COLUMN v_figures.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_figures.source IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_figures.published_day IS 'Jour de publication (Europe/Paris).';
COMMENT ON COLUMN v_figures.counted_as IS 'Ce que l’article est dans un comptage (v_articles.counted_as) : article, reprint, copy ou round-up.';

-- The register as people read it: one line an initiative, with the sentence of its last status. Reprints and round-ups
-- are no further witnesses.
CREATE OR REPLACE VIEW v_initiatives AS
WITH told AS (
    SELECT
        h.*,
        a.title,
        a.url,
        a.source_id,
        coalesce(s.outlet_group, a.source_id) AS voice,
        coalesce(repeats.counted_as, 'article') = 'article' AS own
    FROM initiative_history h
    JOIN articles a USING (article_id, version)
    LEFT JOIN sources s ON s.source_id = a.source_id
    LEFT JOIN v_article_repeats repeats ON repeats.article_id = a.article_id
),
-- the last day on which it was said to be anything else: what proves its status is told since
turned AS (
    SELECT i.initiative_id, max(t.day) FILTER (t.status <> i.status) AS day
    FROM initiatives i JOIN told t USING (initiative_id) GROUP BY i.initiative_id
),
gathered AS (
    SELECT
        i.initiative_id,
        greatest(count(DISTINCT t.article_id) FILTER (t.own), 1) AS articles,
        count(DISTINCT t.source_id) AS outlets,
        count(DISTINCT t.voice) AS outlet_groups,
        arg_min(t.status, (t.day, t.article_id, t.evidence_start)) AS first_status,
        min(t.day) FILTER (t.status = i.status AND t.day >= coalesce(u.day, t.day)) AS status_since,
        arg_max(t.evidence_text, (t.own AND t.day >= coalesce(u.day, t.day), t.day, t.confidence, t.article_id, t.evidence_start)) FILTER (t.status = i.status) AS evidence_text,
        arg_max(t.url, (t.own AND t.day >= coalesce(u.day, t.day), t.day, t.confidence, t.article_id, t.evidence_start)) FILTER (t.status = i.status) AS url,
        arg_max(t.title, (t.own AND t.day >= coalesce(u.day, t.day), t.day, t.confidence, t.article_id, t.evidence_start)) FILTER (t.status = i.status) AS title,
        bool_or(coalesce(t.use_from_text, false)) AS use_from_text,
        list_sort(list_distinct(flatten(list(list_transform(t.amounts, lambda span: span.words))))) AS amounts,
        list_sort(list_distinct(flatten(list(list_transform(t.dates, lambda span: span.words))))) AS dates,
        max(t.confidence) AS confidence
    FROM initiatives i JOIN told t USING (initiative_id) JOIN turned u USING (initiative_id)
    GROUP BY i.initiative_id
)
SELECT
    i.initiative_id,
    i.actor_kind,
    i.actor_code,
    coalesce(c.name, territory.name, i.actor_name) AS actor,
    coalesce(c.departement, CASE WHEN i.actor_kind = 'departement' THEN i.actor_code END) AS departement,
    c.population,
    i.technology_id,
    coalesce(t.canonical, i.technology_id) AS technology,
    i.use_case,
    g.use_from_text,
    i.category,
    i.status,
    g.status_since,
    g.first_status,
    i.supplier,
    coalesce(g.amounts, []) AS amounts,
    coalesce(g.dates, []) AS dates,
    i.first_seen,
    i.last_seen,
    g.articles,
    g.outlets,
    g.outlet_groups,
    g.confidence,
    g.evidence_text,
    g.title,
    g.url
FROM initiatives i
JOIN gathered g USING (initiative_id)
LEFT JOIN communes c ON i.actor_kind = 'commune' AND c.insee = i.actor_code
LEFT JOIN territories territory ON territory.kind = i.actor_kind AND territory.code = i.actor_code
LEFT JOIN technologies t USING (technology_id);
COMMENT ON VIEW v_initiatives IS 'Registre des initiatives tel qu’on le lit : une ligne par initiative, avec la phrase qui dit son dernier état.';
COMMENT ON COLUMN v_initiatives.initiative_id IS 'Initiative (initiatives.initiative_id) ; son histoire est dans initiative_history.';
COMMENT ON COLUMN v_initiatives.actor_kind IS 'Qui la porte : commune, epci, departement, region ou syndicate.';
COMMENT ON COLUMN v_initiatives.actor_code IS 'Son code : INSEE ou SIREN.';
COMMENT ON COLUMN v_initiatives.actor IS 'Son nom au registre, à défaut celui de l’article.';
COMMENT ON COLUMN v_initiatives.departement IS 'Code INSEE du département, pour une commune ou un département.';
COMMENT ON COLUMN v_initiatives.population IS 'Habitants de la commune.';
COMMENT ON COLUMN v_initiatives.technology_id IS 'Technologie (technologies.technology_id).';
COMMENT ON COLUMN v_initiatives.technology IS 'Nom usuel de la technologie.';
COMMENT ON COLUMN v_initiatives.use_case IS 'Usage, en quelques mots.';
COMMENT ON COLUMN v_initiatives.use_from_text IS 'Vrai si un article le dit, faux si c’est l’usage habituel de la technologie.';
COMMENT ON COLUMN v_initiatives.category IS 'Famille d’usage (liste fermée).';
COMMENT ON COLUMN v_initiatives.status IS 'Dernier état connu : plan, announced, experiment, deployed ou abandoned.';
COMMENT ON COLUMN v_initiatives.status_since IS 'Jour du premier article qui le dit depuis que nul n’a dit autre chose.';
COMMENT ON COLUMN v_initiatives.first_status IS 'État selon le premier article.';
COMMENT ON COLUMN v_initiatives.supplier IS 'Fournisseur ou partenaire.';
COMMENT ON COLUMN v_initiatives.amounts IS 'Montants que les articles y attachent, dans leurs mots ; vide aussi pour les articles lus avant que ces mots soient gardés.';
COMMENT ON COLUMN v_initiatives.dates IS 'Dates que les articles y attachent, dans leurs mots.';
COMMENT ON COLUMN v_initiatives.first_seen IS 'Jour du premier article.';
COMMENT ON COLUMN v_initiatives.last_seen IS 'Jour du dernier article.';
COMMENT ON COLUMN v_initiatives.articles IS 'Nombre d’articles, sans les reprises ni les pages récapitulatives s’il y en a d’autres.';
COMMENT ON COLUMN v_initiatives.outlets IS 'Nombre de titres de presse, reprises comprises.';
COMMENT ON COLUMN v_initiatives.outlet_groups IS 'Nombre de groupes de presse indépendants.';
COMMENT ON COLUMN v_initiatives.confidence IS 'Meilleure confiance, de 0 à 1.';
COMMENT ON COLUMN v_initiatives.evidence_text IS 'Phrase qui dit cet état, d’un article plutôt que d’une reprise ou d’une page récapitulative.';
COMMENT ON COLUMN v_initiatives.title IS 'Titre de l’article où elle est.';
COMMENT ON COLUMN v_initiatives.url IS 'Adresse de cet article.';

-- One line an event. Its days are those of the article that knows them best, the last of them among equals: what is put
-- off is announced again. Whether it is past is for the reader's own day to say.
CREATE OR REPLACE VIEW v_agenda AS
WITH told AS (
    SELECT
        e.*,
        a.title,
        a.url,
        a.source_id,
        (
            coalesce(e.state, 'scheduled') <> 'scheduled',
            list_position(['year', 'month', 'day'], e.precision),
            coalesce(a.published_day, a.first_seen_day), -- a NULL would rank above every day
            e.confidence,
            e.article_id,
            e.start_at
        ) AS rank
    FROM events e JOIN articles a USING (article_id, version)
),
gathered AS (
    SELECT
        event_id,
        arg_max(name, (length(name), name)) AS name,
        arg_max(start_day, rank) AS start_day,
        arg_max(end_day, rank) AS end_day,
        arg_max(precision, rank) AS precision,
        arg_max(place, rank) FILTER (place IS NOT NULL) AS place,
        arg_max(insee, rank) FILTER (insee IS NOT NULL) AS insee,
        arg_max(coalesce(state, 'scheduled'), rank) AS state,
        count(DISTINCT article_id) AS articles,
        count(DISTINCT source_id) AS outlets,
        arg_max(evidence_text, rank) AS evidence_text,
        arg_max(title, rank) AS title,
        arg_max(url, rank) AS url,
        arg_max(source_id, rank) AS source_id,
        max(confidence) AS confidence
    FROM told GROUP BY event_id
)
SELECT
    g.event_id,
    g.name,
    g.start_day,
    g.end_day,
    g.precision,
    g.state = 'scheduled' AND g.end_day >= current_date AS coming,
    g.state,
    g.place,
    g.insee,
    c.name AS commune,
    c.departement,
    g.articles,
    g.outlets,
    g.evidence_text,
    g.title,
    g.url,
    g.source_id,
    s.name AS source,
    g.confidence
FROM gathered g
LEFT JOIN communes c USING (insee)
LEFT JOIN sources s ON s.source_id = g.source_id;
COMMENT ON VIEW v_agenda IS 'Agenda : les rendez-vous publics que les articles annoncent ou racontent, une ligne par événement.';
COMMENT ON COLUMN v_agenda.event_id IS 'Événement (events.event_id).';
COMMENT ON COLUMN v_agenda.name IS 'Son nom le plus complet.';
COMMENT ON COLUMN v_agenda.start_day IS 'Premier jour, selon l’article le plus précis, puis le plus récent.';
COMMENT ON COLUMN v_agenda.end_day IS 'Dernier jour.';
COMMENT ON COLUMN v_agenda.precision IS 'Ce qui en est connu : day, month ou year.';
COMMENT ON COLUMN v_agenda.coming IS 'Vrai s’il n’est ni annulé, ni reporté, ni fini le jour où l’on pose la question.';
COMMENT ON COLUMN v_agenda.state IS 'scheduled, ou, dès qu’un article le dit, cancelled (annulé) ou postponed (reporté).';
COMMENT ON COLUMN v_agenda.place IS 'Lieu, dans les mots de l’article.';
COMMENT ON COLUMN v_agenda.insee IS 'Code INSEE de la commune du lieu.';
COMMENT ON COLUMN v_agenda.commune IS 'Nom de cette commune.';
COMMENT ON COLUMN v_agenda.departement IS 'Code INSEE de son département.';
COMMENT ON COLUMN v_agenda.articles IS 'Nombre d’articles.';
COMMENT ON COLUMN v_agenda.outlets IS 'Nombre de titres de presse.';
COMMENT ON COLUMN v_agenda.evidence_text IS 'Phrase qui le date.';
COMMENT ON COLUMN v_agenda.title IS 'Titre de l’article où elle est.';
COMMENT ON COLUMN v_agenda.url IS 'Adresse de cet article.';
COMMENT ON COLUMN v_agenda.source_id IS 'Titre de presse (sources.source_id).';
COMMENT ON COLUMN v_agenda.source IS 'Nom du titre de presse.';
COMMENT ON COLUMN v_agenda.confidence IS 'Meilleure confiance, de 0 à 1.';
