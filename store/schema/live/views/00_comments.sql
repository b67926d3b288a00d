-- Comments that a migration got wrong: said again here, files that exist are mended too.
COMMENT ON COLUMN communes.kind IS 'Sorte : commune (d’aujourd’hui), deleguee, associee, arrondissement ou ancienne (disparue).';
