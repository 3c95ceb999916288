-- id: A4
-- name: spend-per-inhabitant
-- unit: currency-per-inhabitant
-- headline: total/total
-- needs: amount, population
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
WITH cells AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, amount, lines FROM spend
    UNION ALL
    SELECT scope, year, 'sector' AS dimension, sector AS member, amount, lines FROM spend
),
sums AS (
    SELECT scope, year, dimension, member, SUM(amount) AS amount, SUM(lines) AS lines,
           MAX(CASE WHEN member = 'unclassified' THEN 1 ELSE 0 END) AS is_unknown
    FROM cells
    GROUP BY scope, year, dimension, member
),
totals AS (
    SELECT scope, year, dimension, SUM(amount) AS total,
           SUM(CASE WHEN is_unknown = 1 THEN amount ELSE 0 END) AS unknown_amount
    FROM sums
    GROUP BY scope, year, dimension
)
SELECT s.scope AS scope,
       CAST(s.year AS STRING) AS period,
       s.dimension AS dimension,
       s.member AS member,
       CAST(s.amount AS DOUBLE) / NULLIF(CAST(p.population AS DOUBLE), 0) AS value,
       CASE WHEN s.dimension = 'sector' AND s.is_unknown = 0 THEN
            CAST(s.amount + CASE WHEN t.unknown_amount < 0 THEN t.unknown_amount ELSE 0 END AS DOUBLE)
            / NULLIF(CAST(p.population AS DOUBLE), 0) END AS low,
       CASE WHEN s.dimension = 'sector' AND s.is_unknown = 0 THEN
            CAST(s.amount + CASE WHEN t.unknown_amount > 0 THEN t.unknown_amount ELSE 0 END AS DOUBLE)
            / NULLIF(CAST(p.population AS DOUBLE), 0) END AS high,
       CAST(s.amount AS DECIMAL(18,2)) AS numerator,
       CAST(p.population AS DECIMAL(18,2)) AS denominator,
       CAST(s.lines AS BIGINT) AS n,
       CAST(CASE WHEN s.dimension = 'total' AND t.total <> 0 THEN 1.0 WHEN t.total > 0 THEN
             CASE WHEN t.unknown_amount > t.total THEN 0.0 WHEN t.unknown_amount < 0 THEN 1.0
                  ELSE CAST(t.total - t.unknown_amount AS DOUBLE) / CAST(t.total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM sums AS s
JOIN totals AS t ON s.scope = t.scope AND s.year = t.year AND s.dimension = t.dimension
JOIN population AS p ON s.year = p.year
