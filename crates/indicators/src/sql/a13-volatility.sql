-- id: A13
-- name: volatility
-- unit: ratio
-- headline: total/total
-- better: neither
-- needs: amount, date
-- n: lines
-- title.en: Monthly variation
-- title.fi: Kuukausivaihtelu
-- title.sv: Månadsvariation
-- meaning.en: How much the twelve monthly sums differ: their standard deviation divided by their mean, in all and by
--     sector. Months without purchases count as zero. Numerator and denominator are the deviation and the mean,
--     rounded to cents.
-- meaning.fi: Kuinka paljon kahdentoista kuukauden summat vaihtelevat: keskihajonta jaettuna keskiarvolla, yhteensä
--     ja toimialoittain. Kuukaudet ilman ostoja lasketaan nolliksi. Osoittaja ja nimittäjä ovat keskihajonta ja
--     keskiarvo sentteihin pyöristettyinä.
-- meaning.sv: Hur mycket de tolv månadssummorna skiljer sig: standardavvikelsen delad med medelvärdet, totalt och per
--     bransch. Månader utan inköp räknas som noll. Täljare och nämnare är standardavvikelsen och medelvärdet
--     avrundade till ören eller cent.
-- reading.en: Zero means equal months; one means that the months typically differ by as much as the mean. A sector
--     with a few large invoices is high. The value is empty when the year has lines in fewer than twelve months.
-- reading.fi: Nolla tarkoittaa samansuuruisia kuukausia; ykkönen sitä, että kuukaudet poikkeavat tyypillisesti
--     keskiarvon verran. Muutaman suuren laskun toimiala saa suuren arvon. Arvo on tyhjä, jos vuodelta on rivejä alle
--     kahdeltatoista kuukaudelta.
-- reading.sv: Noll betyder lika stora månader; ett att månaderna typiskt avviker lika mycket som medelvärdet. En
--     bransch med några få stora fakturor får ett högt värde. Värdet är tomt när året har rader i färre än tolv
--     månader.
-- pitfalls.en: It does not tell seasons from single large invoices or from bookkeeping in batches. Purchases without
--     a date are left out; coverage tells the dated share, and there are no bounds.
-- pitfalls.fi: Luku ei erota kausivaihtelua yksittäisistä suurista laskuista eikä erissä tehdyistä kirjauksista.
--     Päiväämättömät ostot puuttuvat; kattavuus kertoo päivätyn osuuden, eikä rajoja ole.
-- pitfalls.sv: Talet skiljer inte säsonger från enstaka stora fakturor eller från bokföring i klump. Inköp utan datum
--     är inte med; täckningen anger den daterade andelen, och gränser saknas.
-- source: coefficient of variation (population standard deviation over mean) of the twelve monthly sums
WITH cells AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, month, amount, lines FROM months
    UNION ALL
    SELECT scope, year, 'sector' AS dimension, sector AS member, month, amount, lines FROM months
),
pivoted AS (
    SELECT scope, year, dimension, member, SUM(amount) AS dated, SUM(lines) AS lines,
           SUM(CASE WHEN month = 1 THEN amount ELSE 0 END) AS m01,
           SUM(CASE WHEN month = 2 THEN amount ELSE 0 END) AS m02,
           SUM(CASE WHEN month = 3 THEN amount ELSE 0 END) AS m03,
           SUM(CASE WHEN month = 4 THEN amount ELSE 0 END) AS m04,
           SUM(CASE WHEN month = 5 THEN amount ELSE 0 END) AS m05,
           SUM(CASE WHEN month = 6 THEN amount ELSE 0 END) AS m06,
           SUM(CASE WHEN month = 7 THEN amount ELSE 0 END) AS m07,
           SUM(CASE WHEN month = 8 THEN amount ELSE 0 END) AS m08,
           SUM(CASE WHEN month = 9 THEN amount ELSE 0 END) AS m09,
           SUM(CASE WHEN month = 10 THEN amount ELSE 0 END) AS m10,
           SUM(CASE WHEN month = 11 THEN amount ELSE 0 END) AS m11,
           SUM(CASE WHEN month = 12 THEN amount ELSE 0 END) AS m12
    FROM cells
    GROUP BY scope, year, dimension, member
),
deviations AS (
    SELECT scope, year, dimension, member, dated, lines,
           CAST(12 * m01 - dated AS DOUBLE) AS d01,
           CAST(12 * m02 - dated AS DOUBLE) AS d02,
           CAST(12 * m03 - dated AS DOUBLE) AS d03,
           CAST(12 * m04 - dated AS DOUBLE) AS d04,
           CAST(12 * m05 - dated AS DOUBLE) AS d05,
           CAST(12 * m06 - dated AS DOUBLE) AS d06,
           CAST(12 * m07 - dated AS DOUBLE) AS d07,
           CAST(12 * m08 - dated AS DOUBLE) AS d08,
           CAST(12 * m09 - dated AS DOUBLE) AS d09,
           CAST(12 * m10 - dated AS DOUBLE) AS d10,
           CAST(12 * m11 - dated AS DOUBLE) AS d11,
           CAST(12 * m12 - dated AS DOUBLE) AS d12
    FROM pivoted
),
-- Each d is twelve times a month's distance from the mean, exact in cents. So spread is 144 standard deviations, added in
-- one fixed order, never below zero, and free of the division by a constant that Polars turns into a multiplication.
spreads AS (
    SELECT scope, year, dimension, member, dated, lines,
           SQRT(12.0 * (d01 * d01 + d02 * d02 + d03 * d03 + d04 * d04 + d05 * d05 + d06 * d06
                      + d07 * d07 + d08 * d08 + d09 * d09 + d10 * d10 + d11 * d11 + d12 * d12)) AS spread
    FROM deviations
),
full_years AS (
    SELECT scope, year, COUNT(DISTINCT month) AS month_count
    FROM months
    GROUP BY scope, year
),
sectors AS (
    SELECT scope, year, sector, SUM(amount) AS amount
    FROM supplier_groups
    WHERE sector <> 'all'
    GROUP BY scope, year, sector
),
dimensions AS (
    SELECT * FROM (VALUES ('total'), ('sector')) AS v (dimension)
),
spent_cells AS (
    SELECT scope, year, dimension, CASE WHEN dimension = 'sector' THEN sector ELSE 'total' END AS member, amount
    FROM sectors CROSS JOIN dimensions
),
spent AS (
    SELECT scope, year, dimension, member, SUM(amount) AS total
    FROM spent_cells
    GROUP BY scope, year, dimension, member
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN month_count = 12 AND dated > 0 THEN spread / CAST(12 * dated AS DOUBLE) END AS value,
       CAST(NULL AS DOUBLE) AS low,
       CAST(NULL AS DOUBLE) AS high,
       CASE WHEN month_count = 12 THEN CAST(FLOOR(spread / 1.44 + 0.500001) / 100.0 AS DECIMAL(18,2)) END AS numerator,
       CASE WHEN month_count = 12 THEN CAST(FLOOR((CAST(100 * dated AS DOUBLE) + 6.5) / 12.0) / 100.0 AS DECIMAL(18,2)) END AS denominator,
       CAST(lines AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN dated < 0 THEN 0.0 WHEN dated > total THEN 1.0
                  ELSE CAST(dated AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM spreads JOIN full_years USING (scope, year) JOIN spent USING (scope, year, dimension, member)
