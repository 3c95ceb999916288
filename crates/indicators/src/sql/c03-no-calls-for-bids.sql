-- id: C3
-- name: no-calls-for-bids
-- unit: share
-- whole: tenders
-- headline: total/total
-- better: less
-- needs: tender-procedure
-- n: tenders
-- title.en: Tenders without a call for bids
-- title.fi: Suorahankinnat ilman tarjouspyyntöä
-- title.sv: Upphandlingar utan annonsering
-- meaning.en: Tenders of a direct procedure, without a call, as a share of all in the table. A lot counts as a
--     tender; a procurement without lots counts as one.
-- meaning.fi: Ilman ennalta julkaistua ilmoitusta tehtyjen hankintojen osuus kaikista taulukon hankinnoista.
--     Hankinnan osa lasketaan tarjouskilpailuksi; jakamaton hankinta on yksi.
-- meaning.sv: Upphandlingar utan föregående annonsering som andel av alla i tabellen. Ett anbudsområde räknas som en
--     upphandling; en odelad upphandling är en.
-- reading.en: The scoreboard of the EU calls at most 5 % satisfactory and 10 % or more unsatisfactory, for notices
--     above the EU thresholds. Low and high suppose that none, or all, of an unknown procedure were direct.
-- reading.fi: EU:n tulostaulu pitää enintään 5 prosenttia tyydyttävänä ja vähintään 10:tä prosenttia heikkona, kun
--     kyse on EU-kynnysarvot ylittävistä hankinnoista. Rajoissa oletetaan, ettei yksikään tai että jokainen
--     tuntemattoman menettelyn hankinta on suorahankinta.
-- reading.sv: EU:s resultattavla anser högst 5 % vara tillfredsställande och 10 % eller mer otillfredsställande, för
--     annonser över EU:s tröskelvärden. Gränserna antar att inga, respektive alla, med okänt förfarande saknade
--     annonsering.
-- pitfalls.en: It is a share of what the table has: small purchases are mostly made without a call, and a table with
--     them cannot be compared with one of notices. The law allows direct awards in some cases; the share does not say
--     whether a case was one.
-- pitfalls.fi: Luku on osuus siitä, mitä taulukossa on: pienhankinnat tehdään useimmiten ilman ilmoitusta, joten ne
--     sisältävää taulukkoa ei voi verrata ilmoituksista koottuun. Laki sallii suorahankinnan tietyissä tilanteissa;
--     osuus ei kerro, oliko tilanne sellainen.
-- pitfalls.sv: Det är en andel av vad tabellen innehåller: små inköp görs oftast utan annonsering, och en tabell med
--     dem kan inte jämföras med en över annonser. Lagen tillåter direktupphandling i vissa fall; andelen säger inte
--     om fallet var ett sådant.
-- source: European Commission, Single Market Scoreboard, public procurement, indicator 2 (no calls for bids)
WITH told AS (
    SELECT year, 'total' AS dimension, 'total' AS member, procedure
    FROM tenders
    UNION ALL
    SELECT year, 'sector' AS dimension, sector AS member, procedure
    FROM tenders
),
sums AS (
    SELECT year, dimension, member,
           SUM(CASE WHEN procedure = 'direct' THEN 1 ELSE 0 END) AS part,
           SUM(CASE WHEN procedure <> 'unknown' THEN 1 ELSE 0 END) AS known,
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
