-- id: A6
-- name: sector-distribution
-- unit: share
-- whole: spend
-- headline: total/total
-- better: neither
-- needs: amount, account-or-industry
-- n: lines
-- title.en: Spend by sector
-- title.fi: Hankintojen toimialajakauma
-- title.sv: Inköpen per bransch
-- meaning.en: Each sector's share of all purchases in scope; what could not be classified is a class of its own. The
--     headline is the share of the largest sector within the classified purchases.
-- meaning.fi: Kunkin toimialan osuus kaikista rajaukseen kuuluvista hankinnoista; luokittelematon osa on oma
--     luokkansa. Pääluku on suurimman toimialan osuus luokitelluista hankinnoista.
-- meaning.sv: Varje branschs andel av alla inköp inom avgränsningen; det som inte kunde klassificeras är en egen
--     klass. Huvudtalet är den största branschens andel av de klassificerade inköpen.
-- reading.en: The shares add up to 100 %. Low and high show a sector's share if none, or all, of the unclassified
--     purchases belonged to it.
-- reading.fi: Osuudet summautuvat sataan prosenttiin. Ala- ja yläraja kertovat toimialan osuuden, jos
--     luokittelemattomista hankinnoista siihen ei kuuluisi mitään tai kuuluisi kaikki.
-- reading.sv: Andelarna summerar till 100 %. Nedre och övre gränsen visar branschens andel om inget eller allt av de
--     oklassificerade inköpen hörde dit.
-- pitfalls.en: An account tells what was bought, a supplier's industry tells who sold it: the two do not give the
--     same split. Charts of accounts change between years and municipalities, and accounts for other services gather
--     many things.
-- pitfalls.fi: Tili kertoo, mitä ostettiin, ja toimittajan toimiala, kuka myi: ne eivät anna samaa jakaumaa.
--     Tilikartat vaihtuvat vuosien ja kuntien välillä, ja muiden palvelujen tileille kertyy monenlaista.
-- pitfalls.sv: Kontot visar vad som köptes och leverantörens näringsgren vem som sålde: de ger inte samma fördelning.
--     Kontoplaner skiljer sig mellan år och kommuner, och konton för övriga tjänster samlar mycket olika.
-- source: spend analysis practice in Finland and Sweden (Hässleholm, Upphandlingsmyndigheten): spend by account or by
--     the supplier's industry
WITH sums AS (
    SELECT scope, year, 'total' AS level, 'total' AS unit, sector, SUM(amount) AS amount, SUM(lines) AS lines
    FROM supplier_groups
    WHERE sector <> 'all'
    GROUP BY scope, year, sector
    UNION ALL
    SELECT scope, year, level, unit, sector, SUM(amount) AS amount, SUM(lines) AS lines
    FROM units
    WHERE sector <> 'all'
    GROUP BY scope, year, level, unit, sector
),
bounded AS (
    SELECT scope, year, level, unit, sector, amount, lines,
           SUM(amount) OVER (PARTITION BY scope, year, level, unit) AS total,
           SUM(CASE WHEN sector = 'unclassified' THEN amount ELSE 0 END) OVER (PARTITION BY scope, year, level, unit)
               AS unknown_amount
    FROM sums
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total'), ('total', 'sector'), ('unit', 'unit-sector'), ('department', 'department-sector')
    ) AS v (level, dimension)
),
cells AS (
    SELECT scope, year, dimension,
           CASE WHEN dimension = 'total' THEN 'total' WHEN dimension = 'sector' THEN sector
                ELSE CONCAT(sector, ' / ', unit) END AS member,
           CASE WHEN dimension <> 'total' AND sector = 'unclassified' THEN 1 ELSE 0 END AS is_unknown,
           CASE WHEN dimension <> 'total' OR sector <> 'unclassified' THEN amount END AS amount,
           CASE WHEN dimension <> 'total' OR sector <> 'unclassified' THEN lines ELSE 0 END AS lines,
           CASE WHEN dimension <> 'total' THEN total ELSE total - unknown_amount END AS base, unknown_amount, total
    FROM bounded JOIN forms USING (level)
),
shares AS (
    SELECT scope, year, dimension, member, is_unknown, MAX(amount) AS amount, SUM(lines) AS lines, base, unknown_amount, total
    FROM cells
    GROUP BY scope, year, dimension, member, is_unknown, base, unknown_amount, total
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN total > 0 AND base > 0 THEN CAST(amount AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN total > 0 AND is_unknown = 0 THEN
            CAST(amount + CASE WHEN unknown_amount < 0 THEN unknown_amount ELSE 0 END AS DOUBLE) / CAST(total AS DOUBLE) END AS low,
       CASE WHEN total > 0 AND is_unknown = 0 THEN
            CAST(amount + CASE WHEN unknown_amount > 0 THEN unknown_amount ELSE 0 END AS DOUBLE) / CAST(total AS DOUBLE) END AS high,
       CAST(amount AS DECIMAL(18,2)) AS numerator,
       CAST(base AS DECIMAL(18,2)) AS denominator,
       CAST(lines AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN total - unknown_amount < 0 THEN 0.0 WHEN total - unknown_amount > total THEN 1.0
                  ELSE CAST(total - unknown_amount AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM shares
