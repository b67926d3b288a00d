-- Parle-t-on plus ou moins d’intelligence artificielle ? Avec ce qui a été lu, et les semaines à hachurer.
-- La démonstration ne collecte qu’une fois, après coup : ces semaines sont d’avant la veille (watched = 'before'), et
-- outage y est vide : nul ne sait ce qui manque. On hachure tout ce qui n’est pas faux.
SELECT
    iso_week AS semaine,
    articles,
    reprints AS reprises,
    outlets AS titres,
    articles_read AS articles_lus,
    share AS part,
    watched AS veille,
    outage IS DISTINCT FROM false AS a_hachurer
FROM trend('intelligence-artificielle')
WHERE week BETWEEN DATE '2026-09-28' AND DATE '2026-11-16'
ORDER BY semaine
