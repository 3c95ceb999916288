-- id: A11
-- name: tail-spend
-- unit: share
-- whole: suppliers
-- headline: total/total
-- better: neither
-- needs: amount, supplier
-- whole-year: all
-- n: suppliers
-- title.en: Small suppliers of the year (tail spend)
-- title.fi: Vuoden pientoimittajat (häntähankinnat)
-- title.sv: Årets småleverantörer (svansinköp)
-- meaning.en: Suppliers from whom less than 1 000 euros, or 10 000 kronor, was bought in the year: their share of all
--     suppliers, their number, and their share of the spend.
-- meaning.fi: Toimittajat, joilta ostettiin vuoden aikana alle 1 000 euron (tai 10 000 kruunun) arvosta: niiden osuus
--     kaikista toimittajista, määrä ja osuus ostoista.
-- meaning.sv: Leverantörer som kommunen under året köpte av för mindre än 10 000 kronor (eller 1 000 euro): deras andel
--     av alla leverantörer, deras antal och deras andel av inköpen.
-- reading.en: The headline is the share of suppliers. A large tail with a small share of spend means much invoice
--     handling for little money; it is also where many small local firms begin.
-- reading.fi: Pääluku on osuus toimittajista. Pitkä häntä, jonka osuus ostoista on pieni, tarkoittaa paljon laskujen
--     käsittelyä pienestä rahasta; siitä moni pieni paikallinen yritys myös aloittaa.
-- reading.sv: Huvudtalet är andelen leverantörer. En lång svans med liten andel av inköpen betyder mycket
--     fakturahantering för lite pengar; det är också där många små lokala företag börjar.
-- pitfalls.en: A small sum in one year can be the start or the end of a larger contract. Suppliers whose year is zero
--     or less are not in the tail. Card purchases without ids and many spellings of one name make the tail longer.
-- pitfalls.fi: Pieni vuosisumma voi olla suuremman sopimuksen alku tai loppu. Toimittajat, joiden vuosisumma on nolla
--     tai alle, eivät kuulu häntään. Tunnuksettomat korttiostot ja saman nimen eri kirjoitusasut pidentävät häntää.
-- pitfalls.sv: En liten årssumma kan vara början eller slutet på ett större kontrakt. Leverantörer vars årssumma är
--     noll eller lägre hör inte till svansen. Kortköp utan organisationsnummer och olika stavningar av samma namn gör
--     svansen längre.
-- source: KEINO spend analysis guide (tail spend; cost of handling invoices)
WITH flagged AS (
    SELECT series, kind IN ('redacted', 'unnamed') AS redacted, amount <> 0 AS nonzero,
           amount > 0 AND amount < small AS tail, amount
    FROM supplier_years CROSS JOIN (SELECT amount AS small FROM worth_limits WHERE name = 'small') AS l
),
numbered AS (
    SELECT series, redacted, nonzero, tail, SUM(amount) AS amount, COUNT(*) AS suppliers
    FROM flagged
    GROUP BY series, redacted, nonzero, tail
),
cells AS (
    SELECT scope, year, redacted, nonzero, tail, amount, suppliers
    FROM numbered JOIN series USING (series)
),
sums AS (
    SELECT scope, year, SUM(amount) AS total,
           SUM(CASE WHEN NOT redacted THEN amount ELSE 0 END) AS identified,
           SUM(CASE WHEN NOT redacted AND nonzero THEN suppliers ELSE 0 END) AS suppliers,
           SUM(CASE WHEN NOT redacted AND tail THEN amount ELSE 0 END) AS tail_amount,
           SUM(CASE WHEN NOT redacted AND tail THEN suppliers ELSE 0 END) AS tail_suppliers
    FROM cells
    GROUP BY scope, year
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total'), ('measure', 'supplier-share'), ('measure', 'supplier-count'), ('measure', 'amount-share')
    ) AS v (dimension, member)
),
measures AS (
    SELECT scope, year, dimension, member,
           CASE WHEN member = 'amount-share' THEN CAST(tail_amount AS DECIMAL(18,2))
                ELSE CAST(tail_suppliers AS DECIMAL(18,2)) END AS part,
           CASE WHEN member = 'amount-share' THEN CAST(identified AS DECIMAL(18,2))
                WHEN member <> 'supplier-count' THEN CAST(suppliers AS DECIMAL(18,2)) END AS base,
           suppliers, identified, total
    FROM sums CROSS JOIN forms
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN member = 'supplier-count' THEN CAST(part AS DOUBLE)
            WHEN base > 0 THEN CAST(part AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN member = 'amount-share' AND identified > 0 AND total >= identified
            THEN CAST(part AS DOUBLE) / CAST(total AS DOUBLE) END AS low,
       CASE WHEN member = 'amount-share' AND identified > 0 AND total >= identified
            THEN CAST(part + total - identified AS DOUBLE) / CAST(total AS DOUBLE) END AS high,
       part AS numerator,
       base AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN identified < 0 THEN 0.0 WHEN identified > total THEN 1.0
                  ELSE CAST(identified AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM measures
