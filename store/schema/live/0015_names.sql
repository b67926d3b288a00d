-- What a thing was called before it became another, and what else a technology is called.

ALTER TABLE initiative_history ADD COLUMN merged_from VARCHAR;
COMMENT ON COLUMN initiative_history.merged_from IS 'Initiative que l’article raconte, si la rédaction l’a fondue dans initiative_id (redirects.old_id) : elle y apporte ses jours et son état, non son porteur ni sa technologie.';

ALTER TABLE articles ADD COLUMN corrected_by VARCHAR[];
COMMENT ON COLUMN articles.corrected_by IS 'Corrections de la rédaction qui changent ce que l’analyse a trouvé dans la version courante (corrections.correction_id) ; vide si tout y vient de l’analyse. Pour mesurer l’analyse seule, s’en tenir aux articles où c’est vide ; la phrase d’un fait est celle que l’analyse a lue.';

ALTER TABLE technologies ADD COLUMN names VARCHAR[];
COMMENT ON COLUMN technologies.names IS 'Les autres mots du lexique pour la nommer, tels que trend() les accepte ; vide pour un nom candidat.';

-- the lexicon is loaded anew, with its words
UPDATE meta SET value = value || '+' WHERE key = 'technologies_version';

-- merges that were said before this column are said again by the next `process`: their rows differ from the state's
UPDATE corrections SET why = coalesce(why, '') || ' ' WHERE kind = 'initiative' AND "action" = 'merge';
