-- What editors said, and which ids their merges took away. Written from the state (jobs/correcting/corrections.py) whenever it says
-- more than this table; what is stored of the articles concerned follows in the same transaction (store/correcting/amending.py).

CREATE TABLE corrections (
    correction_id VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    entity_key VARCHAR,
    article_id VARCHAR,
    value VARCHAR,
    name VARCHAR,
    category VARCHAR,
    insee VARCHAR,
    was VARCHAR,
    articles VARCHAR[],
    author VARCHAR,
    said_at TIMESTAMP,
    why VARCHAR,
    undone_at TIMESTAMP,
    undone_by VARCHAR,
    changes INTEGER
);
COMMENT ON TABLE corrections IS 'Corrections de la rédaction, une ligne par correction, annulées comprises : les autres tables les suivent.';
COMMENT ON COLUMN corrections.correction_id IS 'Identifiant : c et un numéro, s et un numéro pour un sujet.';
COMMENT ON COLUMN corrections.action IS 'Ce qui est dit : rename, merge, split, delete, role, link, relevant, irrelevant, nature, topics, status, supplier, day ou figure.';
COMMENT ON COLUMN corrections.kind IS 'De quoi : article, commune, person, technology, organisation, quote, figure, event, initiative ou story.';
COMMENT ON COLUMN corrections.entity_key IS 'Clé de la chose corrigée ; les mots normalisés d’une citation ou d’un chiffre.';
COMMENT ON COLUMN corrections.article_id IS 'Article où elle vaut (articles.article_id) ; vide : partout.';
COMMENT ON COLUMN corrections.value IS 'Nouveau nom ou titre, rôle, nature, état, jours (2026-12-03, 2026-12, 2026-12-03/2026-12-05), chiffre (26|M€|26000000|€|budget), ou clé de ce en quoi la chose est fondue, détachée ou reliée.';
COMMENT ON COLUMN corrections.name IS 'Nom de ce en quoi elle est fondue ou à quoi elle est reliée.';
COMMENT ON COLUMN corrections.category IS 'Famille ou sorte de ce en quoi elle est fondue ; rôle de qui parle ; d’un chiffre, le montant en mots.';
COMMENT ON COLUMN corrections.insee IS 'Commune d’un rôle corrigé (communes.insee).';
COMMENT ON COLUMN corrections.was IS 'Rôle remplacé ou retiré, quand la personne en a plusieurs ; d’un rendez-vous relié, les communes qu’on lui donnait.';
COMMENT ON COLUMN corrections.articles IS 'Articles détachés, ou, d’un sujet fondu, ceux qui en étaient.';
COMMENT ON COLUMN corrections.author IS 'Qui l’a dit.';
COMMENT ON COLUMN corrections.said_at IS 'Quand (UTC).';
COMMENT ON COLUMN corrections.why IS 'Pourquoi.';
COMMENT ON COLUMN corrections.undone_at IS 'Quand elle a été annulée (UTC) ; vide : elle vaut.';
COMMENT ON COLUMN corrections.undone_by IS 'Qui l’a annulée.';
COMMENT ON COLUMN corrections.changes IS 'Nombre d’articles dont elle change quelque chose ; 0 : sans effet ; vide pour un sujet.';

CREATE TABLE redirects (
    kind VARCHAR NOT NULL,
    old_id VARCHAR NOT NULL,
    new_id VARCHAR NOT NULL,
    "at" TIMESTAMP
);
COMMENT ON TABLE redirects IS 'Où sont passés les identifiants fondus dans d’autres par la rédaction, une ligne par identifiant disparu.';
COMMENT ON COLUMN redirects.kind IS 'De quoi : person, technology, organisation, event, initiative ou story.';
COMMENT ON COLUMN redirects.old_id IS 'Identifiant disparu.';
COMMENT ON COLUMN redirects.new_id IS 'Identifiant qui le remplace aujourd’hui, au bout de toutes les fusions.';
COMMENT ON COLUMN redirects."at" IS 'Quand (UTC).';
