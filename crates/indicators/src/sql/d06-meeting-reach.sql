-- id: D6
-- name: meeting-reach
-- unit: ratio
-- headline: total/total
-- better: more
-- needs: meeting-log
-- n: meetings
-- title.en: Firms per meeting
-- title.fi: Yrityksiä tilaisuutta kohti
-- title.sv: Företag per möte
-- meaning.en: The mean number of firms that came to a meeting of the list. Beside it stand the shares of those who
--     came that are local, and that came for the first time, of meetings where that was counted; how many came in all
--     is given too.
-- meaning.fi: Luettelon tilaisuuteen tulleiden yritysten keskimäärä. Rinnalla annetaan paikallisten ja
--     ensikertalaisten osuudet tulleista niissä tilaisuuksissa, joissa ne laskettiin, sekä tulleiden määrä yhteensä.
-- meaning.sv: Medelantalet företag som kom till ett möte i förteckningen. Bredvid anges andelarna av dem som kom som
--     är lokala respektive kom för första gången, vid möten där det räknades, samt hur många som kom sammanlagt.
-- reading.en: It says how far the invitation reached. A firm that comes twice counts twice. Coverage of the shares is
--     by firms.
-- reading.fi: Luku kertoo, kuinka laajalle kutsu tavoitti. Kahdesti tullut yritys lasketaan kahdesti. Osuuksien
--     kattavuus on yrityksistä.
-- reading.sv: Det säger hur långt inbjudan nådde. Ett företag som kommer två gånger räknas två gånger. Andelarnas
--     täckning är av företagen.
-- pitfalls.en: The list has numbers and no names, so it does not say what those who came offered or sold later; vire
--     meeting follows that from a list of names that stays with the buyer.
-- pitfalls.fi: Luettelossa on lukuja eikä nimiä, joten se ei kerro, mitä tulleet myöhemmin tarjosivat tai myivät;
--     sitä seuraa vire meeting nimilistasta, joka jää ostajalle.
-- pitfalls.sv: Förteckningen har antal och inga namn, så den säger inte vad de som kom senare bjöd eller sålde; vire
--     meeting följer det från en namnlista som stannar hos köparen.
-- source: list of meetings of the buyer
WITH sums AS (
    SELECT year,
           COUNT(*) AS meetings,
           SUM(firms) AS firms,
           SUM(CASE WHEN from_here IS NOT NULL THEN from_here ELSE 0 END) AS locals,
           SUM(CASE WHEN from_here IS NOT NULL THEN firms ELSE 0 END) AS of_locals,
           SUM(CASE WHEN first_time IS NOT NULL THEN first_time ELSE 0 END) AS firsts,
           SUM(CASE WHEN first_time IS NOT NULL THEN firms ELSE 0 END) AS of_firsts
    FROM openness
    WHERE kind = 'meeting'
    GROUP BY year
),
forms AS (
    SELECT * FROM (VALUES ('total', 'total', 'mean'), ('measure', 'firm-count', 'count'),
                          ('measure', 'local-share', 'local'), ('measure', 'new-share', 'first')
    ) AS v (dimension, member, form)
),
parts AS (
    SELECT year, dimension, member, form, meetings, firms,
           CASE form WHEN 'local' THEN locals WHEN 'first' THEN firsts ELSE firms END AS part,
           CASE form WHEN 'mean' THEN meetings WHEN 'local' THEN of_locals WHEN 'first' THEN of_firsts END AS base
    FROM sums CROSS JOIN forms
)
SELECT 'tenders' AS scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN form = 'count' THEN CAST(part AS DOUBLE)
            ELSE CAST(part AS DOUBLE) / NULLIF(CAST(base AS DOUBLE), 0) END AS value,
       CASE WHEN form IN ('local', 'first') THEN CAST(part AS DOUBLE) / NULLIF(CAST(firms AS DOUBLE), 0) END AS low,
       CASE WHEN form IN ('local', 'first')
            THEN CAST(part + firms - base AS DOUBLE) / NULLIF(CAST(firms AS DOUBLE), 0) END AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(base AS DECIMAL(18,2)) AS denominator,
       CAST(meetings AS BIGINT) AS n,
       CASE WHEN form IN ('local', 'first') THEN CAST(base AS DOUBLE) / NULLIF(CAST(firms AS DOUBLE), 0) END AS coverage
FROM parts
