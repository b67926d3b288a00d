-- What of others' words leaves the workspace (docs/adr/0018): functions and one table of this connection, over the
-- tables of the copy in use. Lengths are in characters.

CREATE OR REPLACE TEMP MACRO excerpt_length() AS 200;

-- At most that many characters of `words`, those around the place `spot` (from 0); whole words where there are spaces,
-- an ellipsis on each side that was cut.
CREATE OR REPLACE TEMP MACRO excerpt(words, spot) AS (
    WITH given AS (
        SELECT
            words AS w,
            length(words) AS n,
            greatest(0, least(coalesce(spot, 0) - 60, length(words) - excerpt_length() + 2)) AS first_at
    ),
    taken AS (SELECT *, substr(w, first_at + 1, excerpt_length() - 2) AS piece FROM given)
    SELECT CASE
        WHEN n IS NULL OR n <= excerpt_length() THEN w
        ELSE
            CASE WHEN first_at > 0 THEN '…' ELSE '' END
            || regexp_replace(
                CASE WHEN first_at > 0 THEN regexp_replace(piece, '^\S*\s+', '') ELSE piece END,
                CASE WHEN first_at + excerpt_length() - 2 < n THEN '\s+\S*$' ELSE '^$' END,
                ''
            )
            || CASE WHEN first_at + excerpt_length() - 2 < n THEN '…' ELSE '' END
    END
    FROM taken
);
