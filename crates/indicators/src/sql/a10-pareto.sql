-- id: A10
-- name: pareto
-- unit: share
-- whole: suppliers
-- headline: total/total
-- better: more
-- needs: amount, supplier
-- n: suppliers
-- title.en: Suppliers behind 80 % of spend
-- title.fi: Toimittajat, joilta tulee 80 % ostoista
-- title.sv: Leverantörerna bakom 80 % av inköpen
-- meaning.en: The smallest share of suppliers that together make at least 80 % of the spend, and the share of spend
--     of the largest tenth of suppliers (rounded up to whole suppliers). Only identified suppliers with a positive
--     year count.
-- meaning.fi: Pienin osuus toimittajista, joilta tulee yhteensä vähintään 80 % ostoista, sekä suurimman kymmenesosan
--     osuus ostoista (kymmenesosa pyöristetään ylöspäin täysiin toimittajiin). Mukana ovat vain yksilöidyt
--     toimittajat, joiden vuosisumma on positiivinen.
-- meaning.sv: Den minsta andel av leverantörerna som tillsammans står för minst 80 % av inköpen, och den största
--     tiondelens andel av inköpen (tiondelen avrundas uppåt till hela leverantörer). Bara identifierade leverantörer
--     med positiv årssumma räknas.
-- reading.en: The smaller the headline, the fewer suppliers carry most of the buying. It tells how many suppliers a
--     dialogue must reach to cover most of the spend.
-- reading.fi: Mitä pienempi pääluku, sitä harvempi toimittaja kantaa suurimman osan ostoista. Se kertoo, kuinka monta
--     toimittajaa vuoropuhelun on tavoitettava, jotta suurin osa ostoista olisi mukana.
-- reading.sv: Ju mindre huvudtal, desto färre leverantörer bär det mesta av inköpen. Det visar hur många leverantörer
--     en dialog måste nå för att täcka det mesta av inköpen.
-- pitfalls.en: Shares of suppliers depend on how well supplier names were joined. Redacted persons are left out;
--     there are no bounds, because their number is not known. Companies of one group are counted apart.
-- pitfalls.fi: Toimittajien osuudet riippuvat siitä, kuinka hyvin toimittajien nimet on yhdistetty. Suojatut henkilöt
--     on jätetty pois; rajoja ei ole, koska heidän määräänsä ei tunneta. Saman konsernin yhtiöt lasketaan erikseen.
-- pitfalls.sv: Andelarna av leverantörer beror på hur väl leverantörsnamnen har sammanförts. Maskerade personer är
--     utelämnade; gränser saknas eftersom deras antal inte är känt. Bolag i samma koncern räknas var för sig.
-- source: Pareto (80/20) rule; Företagarna publishes the share of the top 10 % of suppliers
WITH cells AS (
    SELECT scope, year, kind IN ('redacted', 'unnamed') AS redacted, worth NOT IN ('negative', 'zero') AS above_zero,
           SUM(amount) AS amount, SUM(suppliers) AS suppliers
    FROM supplier_groups
    WHERE sector = 'all'
    GROUP BY scope, year, kind IN ('redacted', 'unnamed'), worth NOT IN ('negative', 'zero')
),
known AS (
    SELECT scope, year, SUM(amount) AS total,
           SUM(CASE WHEN NOT redacted THEN amount ELSE 0 END) AS identified,
           SUM(CASE WHEN NOT redacted AND above_zero THEN amount ELSE 0 END) AS base,
           SUM(CASE WHEN NOT redacted AND above_zero THEN suppliers ELSE 0 END) AS suppliers
    FROM cells
    GROUP BY scope, year
),
ranked AS (
    SELECT series, amount,
           ROW_NUMBER() OVER (PARTITION BY series ORDER BY amount) AS place,
           SUM(amount) OVER (PARTITION BY series ORDER BY amount
                             ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running,
           COUNT(*) OVER (PARTITION BY series) AS suppliers,
           SUM(amount) OVER (PARTITION BY series) AS base
    FROM supplier_years
    WHERE kind NOT IN ('redacted', 'unnamed') AND amount > 0
),
-- A supplier is needed for 80 % when it and those smaller than it make more than 20 %, and the top tenth is rounded up.
marked AS (
    SELECT series, CASE WHEN 5 * running > base THEN 1 ELSE 0 END AS needed,
           CASE WHEN 10 * place > 9 * suppliers THEN amount ELSE 0 END AS top_amount
    FROM ranked
),
summed AS (
    SELECT series, SUM(needed) AS needed, SUM(top_amount) AS top_amount
    FROM marked
    GROUP BY series
),
tops AS (
    SELECT scope, year, needed, top_amount
    FROM summed JOIN series USING (series)
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total'), ('measure', 'suppliers-for-80'), ('measure', 'top-10-percent')
    ) AS v (dimension, member)
),
measures AS (
    SELECT scope, year, dimension, member,
           CASE WHEN member = 'top-10-percent' THEN CAST(top_amount AS DECIMAL(18,2))
                ELSE CAST(needed AS DECIMAL(18,2)) END AS part,
           CASE WHEN member = 'top-10-percent' THEN CAST(base AS DECIMAL(18,2))
                ELSE CAST(suppliers AS DECIMAL(18,2)) END AS base,
           suppliers, identified, total
    FROM known LEFT JOIN tops USING (scope, year) CROSS JOIN forms
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CAST(part AS DOUBLE) / NULLIF(CAST(base AS DOUBLE), 0) AS value,
       CAST(NULL AS DOUBLE) AS low,
       CAST(NULL AS DOUBLE) AS high,
       part AS numerator,
       base AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN identified < 0 THEN 0.0 WHEN identified > total THEN 1.0
                  ELSE CAST(identified AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM measures
