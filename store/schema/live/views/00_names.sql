-- A name as people type it: no case, accents, hyphens nor apostrophes, « St » for « Saint ». No regular expression: it
-- is asked of 35,000 communes each time.
CREATE OR REPLACE MACRO plain_name(words) AS trim(replace(replace(replace(
    ' ' || translate(replace(lower(strip_accents(words)), 'œ', 'oe'), '-‑–''’.', '      ') || ' ',
    '  ', ' '), ' st ', ' saint '), ' ste ', ' sainte '));
COMMENT ON MACRO plain_name IS 'Un nom sans casse, accents, traits d’union ni apostrophes, « St- » et « Ste- » en toutes lettres : « St-Étienne » et « Saint Etienne » y sont le même.';
-- « Mans » finds « Le Mans ».
CREATE OR REPLACE MACRO bare_name(words) AS regexp_replace(plain_name(words), '^(le|la|les|l) ', '');
COMMENT ON MACRO bare_name IS 'plain_name sans l’article du début : « Le Mans » et « Mans » y sont le même.';
