-- id: D5
-- name: announced-small-purchases
-- unit: share
-- whole: tenders
-- headline: total/total
-- better: more
-- needs: small-purchase-log
-- n: purchases
-- title.en: Small purchases announced to all
-- title.fi: Kaikille ilmoitetut pienhankinnat
-- title.sv: Små inköp som annonserats för alla
-- meaning.en: Purchases of the list of small purchases that were announced where any firm could see it, as a share of
--     those of which it is known.
-- meaning.fi: Pienhankintaluettelon hankinnoista niiden osuus, joista ilmoitettiin kenen tahansa yrityksen
--     nähtävillä, kun asia tunnetaan.
-- meaning.sv: Inköp i förteckningen över små inköp som annonserades så att alla företag kunde se det, som andel av
--     dem för vilka det är känt.
-- reading.en: Small purchases are the way in for small firms. Low and high suppose that none, or all, of those of
--     which it is not known were announced.
-- reading.fi: Pienhankinnat ovat pienten yritysten väylä mukaan. Rajoissa oletetaan, ettei tuntemattomista
--     yhdestäkään tai että jokaisesta ilmoitettiin.
-- reading.sv: Små inköp är små företags väg in. Gränserna antar att inga, respektive alla, av de okända annonserades.
-- pitfalls.en: It is of the list that was given: purchases that nobody wrote down are not in it. Every purchase
--     counts alike, whatever it is worth.
-- pitfalls.fi: Luku koskee annettua luetteloa: kirjaamatta jääneet hankinnat eivät ole mukana. Jokainen hankinta
--     painaa yhtä paljon arvostaan riippumatta.
-- pitfalls.sv: Det gäller den förteckning som gavs: inköp som ingen skrev upp ingår inte. Varje inköp väger lika,
--     oavsett värde.
-- source: list of small purchases of the buyer; announcing in Hilma, Pienhankintapalvelu, or on the buyer's own pages
WITH told AS (
    SELECT year, 'total' AS dimension, 'total' AS member, announced
    FROM openness
    WHERE kind = 'small-purchase'
),
sums AS (
    SELECT year, dimension, member,
           SUM(CASE WHEN announced = 'yes' THEN 1 ELSE 0 END) AS part,
           SUM(CASE WHEN announced <> 'unknown' THEN 1 ELSE 0 END) AS known,
           COUNT(*) AS whole
    FROM told
    GROUP BY year, dimension, member
)
SELECT 'tenders' AS scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CAST(part AS DOUBLE) / NULLIF(CAST(known AS DOUBLE), 0) AS value,
       CAST(part AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS low,
       CAST(part + whole - known AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(known AS DECIMAL(18,2)) AS denominator,
       CAST(known AS BIGINT) AS n,
       CAST(known AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS coverage
FROM sums
WHERE whole > 0
