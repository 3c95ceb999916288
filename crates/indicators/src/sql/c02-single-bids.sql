-- id: C2
-- name: single-bids
-- unit: share
-- whole: tenders
-- headline: total/total
-- better: less
-- needs: tender-bids, tender-procedure
-- n: tenders
-- title.en: Tenders with a single bid
-- title.fi: Yhden tarjouksen kilpailutukset
-- title.sv: Upphandlingar med ett enda anbud
-- meaning.en: Tenders with exactly one bid, as a share of those with at least one, of open, restricted, negotiated,
--     dialogue and simplified procedures that were not cancelled and not left without result. A lot counts as a
--     tender; a procurement without lots counts as one.
-- meaning.fi: Tasan yhden tarjouksen saaneiden tarjouskilpailujen osuus vähintään yhden saaneista. Mukana ovat
--     avoimet, rajoitetut, neuvottelu-, kilpailulliset neuvottelu- ja kansalliset menettelyt, joita ei keskeytetty ja
--     jotka eivät jääneet tuloksettomiksi. Hankinnan osa lasketaan tarjouskilpailuksi; jakamaton hankinta on yksi.
-- meaning.sv: Upphandlingar med exakt ett anbud som andel av dem med minst ett, i öppna, selektiva, förhandlade,
--     dialog- och förenklade förfaranden som inte avbröts eller blev utan resultat. Ett anbudsområde räknas som en
--     upphandling; en odelad upphandling är en.
-- reading.en: The scoreboard of the EU calls at most 10 % satisfactory and more than 20 % unsatisfactory, for notices
--     above the EU thresholds. Low and high suppose that tenders of unknown bids or procedure belong, or do not,
--     whichever moves the share most.
-- reading.fi: EU:n tulostaulu pitää enintään 10 prosenttia tyydyttävänä ja yli 20 prosenttia heikkona, kun kyse on
--     EU-kynnysarvot ylittävistä hankinnoista. Rajoissa oletetaan, että kilpailutukset, joiden tarjousmäärää tai
--     menettelyä ei tunneta, kuuluvat lukuun tai eivät sen mukaan, kumpi siirtää osuutta enemmän.
-- reading.sv: EU:s resultattavla anser högst 10 % vara tillfredsställande och över 20 % otillfredsställande, för
--     annonser över EU:s tröskelvärden. Gränserna antar att upphandlingar med okänt antal anbud eller okänt
--     förfarande hör till eller inte, beroende på vad som flyttar andelen mest.
-- pitfalls.en: One bid may be the best there is, in a narrow market; the share says where to ask why. Call-offs and
--     direct awards are left out. Small markets have few tenders a year, so that the share moves much from year to
--     year.
-- pitfalls.fi: Yksi tarjous voi olla paras mahdollinen kapealla markkinalla; osuus kertoo, missä kannattaa kysyä
--     syytä. Puitejärjestelyjen sisäiset kilpailutukset ja suorahankinnat on jätetty pois. Kun kilpailutuksia on
--     vuodessa vähän, osuus vaihtelee paljon.
-- pitfalls.sv: Ett enda anbud kan vara det bästa som finns på en smal marknad; andelen visar var man ska fråga
--     varför. Avrop och direktupphandlingar är utelämnade. Är upphandlingarna få per år varierar andelen mycket.
-- source: European Commission, Single Market Scoreboard, public procurement, indicator 1 (one bidder); cardinal red
--     flag R018
WITH told AS (
    SELECT year, 'total' AS dimension, 'total' AS member, procedure, bids
    FROM tenders WHERE outcome IN ('awarded', 'unknown')
    UNION ALL
    SELECT year, 'procedure' AS dimension, procedure AS member, procedure, bids
    FROM tenders WHERE outcome IN ('awarded', 'unknown')
    UNION ALL
    SELECT year, 'sector' AS dimension, sector AS member, procedure, bids
    FROM tenders WHERE outcome IN ('awarded', 'unknown')
),
marked AS (
    SELECT year, dimension, member, bids,
           CASE WHEN procedure IN ('open', 'restricted', 'negotiated', 'dialogue', 'simplified') THEN 'in' WHEN procedure = 'unknown' THEN 'open' ELSE 'out' END AS is_in
    FROM told
),
sums AS (
    SELECT year, dimension, member,
           SUM(CASE WHEN is_in = 'in' AND bids = 1 THEN 1 ELSE 0 END) AS part,
           SUM(CASE WHEN is_in = 'in' AND bids >= 1 THEN 1 ELSE 0 END) AS known,
           SUM(CASE WHEN is_in = 'in' AND bids IS NULL THEN 1 ELSE 0 END) AS unknown_bids,
           SUM(CASE WHEN is_in = 'open' AND bids = 1 THEN 1 ELSE 0 END) AS open_single,
           SUM(CASE WHEN is_in = 'open' AND bids > 1 THEN 1 ELSE 0 END) AS open_several,
           SUM(CASE WHEN is_in = 'open' AND bids IS NULL THEN 1 ELSE 0 END) AS open_unknown
    FROM marked
    GROUP BY year, dimension, member
)
SELECT 'tenders' AS scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CAST(part AS DOUBLE) / NULLIF(CAST(known AS DOUBLE), 0) AS value,
       CAST(part AS DOUBLE) / NULLIF(CAST(known + unknown_bids + open_several + open_unknown AS DOUBLE), 0) AS low,
       CAST(part + unknown_bids + open_single + open_unknown AS DOUBLE)
           / NULLIF(CAST(known + unknown_bids + open_single + open_unknown AS DOUBLE), 0) AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(known AS DECIMAL(18,2)) AS denominator,
       CAST(known AS BIGINT) AS n,
       CAST(known AS DOUBLE)
           / NULLIF(CAST(known + unknown_bids + open_single + open_several + open_unknown AS DOUBLE), 0) AS coverage
FROM sums
WHERE known + unknown_bids + open_single + open_several + open_unknown > 0
