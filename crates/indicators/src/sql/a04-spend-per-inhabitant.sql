-- id: A4
-- name: spend-per-inhabitant
-- unit: currency-per-inhabitant
-- headline: total/total
-- better: neither
-- needs: amount, population
-- whole-year: all
-- n: lines
-- title.en: Spend per inhabitant
-- title.fi: Hankinnat asukasta kohti
-- title.sv: Inköp per invånare
-- meaning.en: Purchases in scope divided by the population of the municipality in the same year, in all and by
--     sector.
-- meaning.fi: Rajaukseen kuuluvat hankinnat jaettuna kunnan saman vuoden asukasluvulla, yhteensä ja toimialoittain.
-- meaning.sv: Inköpen inom avgränsningen delade med kommunens folkmängd samma år, totalt och per bransch.
-- reading.en: It sets municipalities of different sizes side by side, when their duties and the scope are alike.
--     Years without a population figure are left out.
-- reading.fi: Luvulla voi asettaa rinnakkain erikokoisia kuntia, jos niiden tehtävät ja rajaus ovat samat. Vuodet,
--     joilta asukasluku puuttuu, jäävät pois.
-- reading.sv: Talet ställer kommuner av olika storlek sida vid sida, om deras uppgifter och avgränsningen är lika. År
--     utan folkmängd utelämnas.
-- pitfalls.en: A municipality that buys joint services, or buys on behalf of its neighbours, looks high; one that
--     produces itself looks low. The health and social services reform of 2023 breaks the Finnish series.
-- pitfalls.fi: Yhteispalveluja ostava tai naapurikuntien puolesta hankkiva kunta näyttää suurelta, itse tuottava
--     pieneltä. Vuoden 2023 sote-uudistus katkaisee suomalaisen aikasarjan.
-- pitfalls.sv: En kommun som köper gemensamma tjänster eller köper för sina grannars räkning får ett högt tal, en som
--     producerar själv ett lågt. I Finland bryter vårdreformen 2023 tidsserien.
-- source: Företagarna, municipal purchases report 2021 (purchases per inhabitant)
WITH sectors AS (
    SELECT scope, year, sector, SUM(amount) AS amount, SUM(lines) AS lines
    FROM supplier_groups
    WHERE sector <> 'all'
    GROUP BY scope, year, sector
),
dimensions AS (
    SELECT * FROM (VALUES ('total'), ('sector')) AS v (dimension)
),
cells AS (
    SELECT scope, year, dimension, CASE WHEN dimension = 'sector' THEN sector ELSE 'total' END AS member, amount, lines
    FROM sectors CROSS JOIN dimensions
),
sums AS (
    SELECT scope, year, dimension, member, SUM(amount) AS amount, SUM(lines) AS lines
    FROM cells
    GROUP BY scope, year, dimension, member
),
bounded AS (
    SELECT scope, year, dimension, member, amount, lines,
           SUM(amount) OVER (PARTITION BY scope, year, dimension) AS total,
           SUM(CASE WHEN member = 'unclassified' THEN amount ELSE 0 END) OVER (PARTITION BY scope, year, dimension) AS unknown_amount
    FROM sums
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CAST(amount AS DOUBLE) / NULLIF(CAST(population AS DOUBLE), 0) AS value,
       CASE WHEN dimension = 'sector' AND member <> 'unclassified' THEN
            CAST(amount + CASE WHEN unknown_amount < 0 THEN unknown_amount ELSE 0 END AS DOUBLE)
            / NULLIF(CAST(population AS DOUBLE), 0) END AS low,
       CASE WHEN dimension = 'sector' AND member <> 'unclassified' THEN
            CAST(amount + CASE WHEN unknown_amount > 0 THEN unknown_amount ELSE 0 END AS DOUBLE)
            / NULLIF(CAST(population AS DOUBLE), 0) END AS high,
       CAST(amount AS DECIMAL(18,2)) AS numerator,
       CAST(population AS DECIMAL(18,2)) AS denominator,
       CAST(lines AS BIGINT) AS n,
       CAST(CASE WHEN dimension = 'total' AND total <> 0 THEN 1.0 WHEN total > 0 THEN
             CASE WHEN unknown_amount > total THEN 0.0 WHEN unknown_amount < 0 THEN 1.0
                  ELSE CAST(total - unknown_amount AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM bounded
JOIN population USING (year)
