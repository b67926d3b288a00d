-- What this file is: read first at every opening, before anything else is believed.
-- No PRIMARY KEY, UNIQUE or INDEX here or in any file beside this one: DuckDB 1.5 loses index entries when
-- the log of a killed writer is replayed. Keys are kept unique by store/merge.py, and tests hunt duplicates.

CREATE TABLE meta (
    key VARCHAR NOT NULL,
    value VARCHAR
);
COMMENT ON TABLE meta IS 'Ce que ce fichier dit de lui-même, une ligne par propriété.';
COMMENT ON COLUMN meta.key IS 'Propriété : file, schema_version, revision, registers_version, technologies_version, package_version, snapshot, published_at…';
COMMENT ON COLUMN meta.value IS 'Valeur, toujours en texte.';

INSERT INTO meta VALUES ('application', 'beffroi'), ('file', 'live'), ('schema_version', '0'), ('revision', '0');
