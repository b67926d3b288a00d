-- From each cell chosen, as many facts as `takes` says, in an order that the seed alone decides.
WITH chosen AS (
    SELECT unnest($fields) AS field, unnest($bands) AS band, unnest($sources) AS source_id, unnest($takes) AS take
),
picked AS (
    SELECT f.field, f.place
    FROM audit_facts f JOIN chosen USING (field, band, source_id)
    QUALIFY row_number() OVER (
        PARTITION BY f.field, f.band, f.source_id
        ORDER BY md5(concat_ws('|', $seed, f.field, f.article_id, f.version, f.place))
    ) <= chosen.take
)
SELECT f.* FROM audit_facts f JOIN picked USING (field, place) ORDER BY f.field, f.place;
