-- What an initiative costs and when, in the article's words: offsets alone say nothing where there is no text.
-- What was stored before has them once it is analysed again.

ALTER TABLE initiative_history ALTER amounts TYPE STRUCT(start_at INTEGER, end_at INTEGER, words VARCHAR)[]
USING list_transform(amounts, lambda span: struct_insert(span, words := NULL::VARCHAR));
ALTER TABLE initiative_history ALTER dates TYPE STRUCT(start_at INTEGER, end_at INTEGER, words VARCHAR)[]
USING list_transform(dates, lambda span: struct_insert(span, words := NULL::VARCHAR));
COMMENT ON COLUMN initiative_history.amounts IS 'Montants que l’article y attache : passages (figures.start_at, end_at) et mots.';
COMMENT ON COLUMN initiative_history.dates IS 'Dates que l’article y attache : passages et mots.';
