-- id: D1
-- name: market-dialogue
-- unit: share
-- whole: tenders
-- headline: total/total
-- better: more
-- needs: tender-dialogue
-- n: procurements
-- title.en: Procurements with a market dialogue
-- title.fi: Hankinnat, joista käytiin markkinavuoropuhelu
-- title.sv: Upphandlingar med marknadsdialog
-- meaning.en: Procurements before whose notice there was a market dialogue or a request for information, as a share
--     of those of which it is known. Direct awards and call-offs are left out.
-- meaning.fi: Niiden hankintojen osuus, joista ennen ilmoitusta käytiin markkinavuoropuhelu tai tehtiin tietopyyntö,
--     kun asia tunnetaan. Suorahankinnat ja puitejärjestelyjen sisäiset kilpailutukset on jätetty pois.
-- meaning.sv: Upphandlingar som före annonsen hade en marknadsdialog eller en begäran om information, som andel av
--     dem för vilka det är känt. Direktupphandlingar och avrop är utelämnade.
-- reading.en: Firms hear of a need in time to say what the market can do. Low and high suppose that none, or all, of
--     those of which it is not known had one.
-- reading.fi: Yritykset kuulevat tarpeesta ajoissa ja voivat kertoa, mihin markkinat pystyvät. Rajoissa oletetaan,
--     ettei tuntemattomista yhdestäkään tai että jokaisesta käytiin vuoropuhelu.
-- reading.sv: Företag får höra om ett behov i tid för att säga vad marknaden kan. Gränserna antar att inga,
--     respektive alla, av de okända hade en.
-- pitfalls.en: A dialogue is as good as who came and what was heard; the share counts that there was one. Small
--     procurements seldom need one. A day after the notice is no dialogue before it.
-- pitfalls.fi: Vuoropuhelun arvo riippuu siitä, ketkä tulivat ja mitä kuultiin; osuus laskee vain, että sellainen
--     oli. Pieni hankinta tarvitsee sitä harvoin. Ilmoituksen jälkeinen päivä ei ole vuoropuhelu ennen sitä.
-- pitfalls.sv: En dialog är värd vad deltagarna och det sagda är värda; andelen räknar bara att den hölls. Små
--     upphandlingar behöver den sällan. En dag efter annonsen är ingen dialog före den.
-- source: directive 2014/24/EU, article 40 (preliminary market consultations)
WITH procurements AS (
    SELECT year, 'total' AS dimension, 'total' AS member, procurement,
           MAX(CASE WHEN dialogue = 'yes' THEN 1 ELSE 0 END) AS held,
           MAX(CASE WHEN dialogue = 'no' THEN 1 ELSE 0 END) AS unheld
    FROM tenders
    WHERE procedure NOT IN ('direct', 'call-off')
    GROUP BY year, procurement
    UNION ALL
    SELECT year, 'sector' AS dimension, sector AS member, procurement,
           MAX(CASE WHEN dialogue = 'yes' THEN 1 ELSE 0 END) AS held,
           MAX(CASE WHEN dialogue = 'no' THEN 1 ELSE 0 END) AS unheld
    FROM tenders
    WHERE procedure NOT IN ('direct', 'call-off')
    GROUP BY year, sector, procurement
),
sums AS (
    SELECT year, dimension, member,
           SUM(held) AS part,
           SUM(CASE WHEN held = 1 OR unheld = 1 THEN 1 ELSE 0 END) AS known,
           COUNT(*) AS whole
    FROM procurements
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
