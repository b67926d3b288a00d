-- The places of a kind ($kind: communes, or a territory's), or that of the code $code: the commune that an old one is
-- part of (an arrondissement is none), and whether it is of today.
SELECT insee AS code, name, CASE WHEN kind <> 'arrondissement' THEN coalesce(parent, '') ELSE '' END, parent IS NULL AS now
FROM communes WHERE $kind = 'communes' AND coalesce(insee = $code, true)
UNION ALL
SELECT code, name, '', true FROM territories WHERE kind = $kind AND coalesce(code = $code, true)
ORDER BY code, now DESC;
