-- What this file is; see live/0001_meta.sql.

CREATE TABLE meta (
    key VARCHAR NOT NULL,
    value VARCHAR
);
COMMENT ON TABLE meta IS 'Ce que ce fichier dit de lui-même, une ligne par propriété.';
COMMENT ON COLUMN meta.key IS 'Propriété : file, schema_version…';
COMMENT ON COLUMN meta.value IS 'Valeur, toujours en texte.';

INSERT INTO meta VALUES ('application', 'beffroi'), ('file', 'texts'), ('schema_version', '0');
