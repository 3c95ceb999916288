-- id: A3
-- name: supplier-count
-- unit: count
-- headline: total/total
-- needs: amount, supplier
-- n: suppliers
-- title.en: Number of suppliers
-- title.fi: Toimittajien määrä
-- title.sv: Antal leverantörer
-- meaning.en: The number of different suppliers whose purchases of the year do not net to zero; also those above 1
--     000 and above 10 000 in the currency of the data.
-- meaning.fi: Niiden eri toimittajien määrä, joilta tehtyjen ostojen vuosisumma poikkeaa nollasta; lisäksi ne, joiden
--     vuosisumma on yli 1 000 tai yli 10 000 euroa (tai kruunua).
-- meaning.sv: Antalet olika leverantörer vars årssumma inte är noll; dessutom de vars årssumma är över 1 000 eller
--     över 10 000 euro (eller kronor).
-- reading.en: The counts by ring add up to the total; those by sector do not, since one supplier can sell in several
--     sectors. Low and high of a class show the count if none, or all, of the suppliers of the unknown class belonged
--     to it.
-- reading.fi: Etäisyysvyöhykkeiden luvut summautuvat kokonaismäärään, toimialojen eivät, koska sama toimittaja voi
--     myydä usealla toimialalla. Luokan ala- ja yläraja kertovat määrän, jos tuntemattoman luokan toimittajista
--     siihen ei kuuluisi yksikään tai kuuluisivat kaikki.
-- reading.sv: Antalen per avståndszon summerar till totalen, men inte antalen per bransch, eftersom en leverantör kan
--     sälja i flera branscher. En klass nedre och övre gräns visar antalet om ingen eller alla av den okända klassens
--     leverantörer hörde dit.
-- pitfalls.en: Many spellings of one supplier raise the count when there is no business id. Persons whose names were
--     redacted in the export stand as one row and are left out of the count; coverage tells the share of spend whose
--     supplier is identified.
-- pitfalls.fi: Saman toimittajan eri kirjoitusasut kasvattavat määrää, jos yritystunnus puuttuu. Henkilöt, joiden
--     nimi on aineistossa suojattu, ovat yhtenä rivinä eivätkä ole luvussa mukana; kattavuus kertoo, mistä osasta
--     ostoja toimittaja on yksilöity.
-- pitfalls.sv: Olika stavningar av samma leverantör ökar antalet när organisationsnummer saknas. Personer vars namn
--     har maskerats i exporten står som en rad och räknas inte med; täckningen anger hur stor del av inköpen som har
--     en identifierad leverantör.
-- source: Mikkeli purchase-invoice study 2023 (suppliers above 1 000 and 10 000); Open Contracting Partnership
WITH cells AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, supplier, kind, amount FROM supplier_years
    UNION ALL
    SELECT scope, year, 'sector' AS dimension, sector AS member, supplier, kind, amount FROM spend
    UNION ALL
    SELECT scope, year, 'ring' AS dimension, ring AS member, supplier, kind, amount FROM supplier_years
),
suppliers AS (
    SELECT scope, year, dimension, member, supplier, kind, SUM(amount) AS amount
    FROM cells
    GROUP BY scope, year, dimension, member, supplier, kind
),
counts AS (
    SELECT scope, year, dimension, member,
           MAX(CASE WHEN member IN ('unclassified', 'unknown') THEN 1 ELSE 0 END) AS is_unknown,
           SUM(CASE WHEN kind <> 'redacted' AND amount <> 0 THEN 1 ELSE 0 END) AS nonzero,
           SUM(CASE WHEN kind <> 'redacted' AND amount > 1000 THEN 1 ELSE 0 END) AS over_1000,
           SUM(CASE WHEN kind <> 'redacted' AND amount > 10000 THEN 1 ELSE 0 END) AS over_10000,
           SUM(CASE WHEN kind <> 'redacted' THEN amount ELSE 0 END) AS identified,
           SUM(amount) AS total
    FROM suppliers
    GROUP BY scope, year, dimension, member
),
unknowns AS (
    SELECT scope, year, dimension,
           SUM(CASE WHEN is_unknown = 1 THEN nonzero ELSE 0 END) AS unknown_count,
           SUM(CASE WHEN is_unknown = 1 THEN 0 ELSE identified END) AS placed,
           SUM(total) AS placed_total
    FROM counts
    GROUP BY scope, year, dimension
),
bounded AS (
    SELECT c.scope AS scope, c.year AS year, c.dimension AS dimension, c.member AS member, c.is_unknown AS is_unknown,
           c.nonzero AS nonzero, c.over_1000 AS over_1000, c.over_10000 AS over_10000, u.unknown_count AS unknown_count,
           CASE WHEN c.dimension = 'ring' THEN u.placed ELSE c.identified END AS known,
           CASE WHEN c.dimension = 'ring' THEN u.placed_total ELSE c.total END AS total
    FROM counts AS c
    JOIN unknowns AS u ON c.scope = u.scope AND c.year = u.year AND c.dimension = u.dimension
),
measures AS (
    SELECT scope, year, dimension, member, nonzero AS counted,
           CASE WHEN dimension <> 'total' AND is_unknown = 0 THEN nonzero END AS low_count,
           CASE WHEN dimension <> 'total' AND is_unknown = 0 THEN nonzero + unknown_count END AS high_count,
           known, total
    FROM bounded
    UNION ALL
    SELECT scope, year, 'measure' AS dimension, 'nonzero' AS member, nonzero AS counted,
           CAST(NULL AS BIGINT) AS low_count, CAST(NULL AS BIGINT) AS high_count, known, total
    FROM bounded WHERE dimension = 'total'
    UNION ALL
    SELECT scope, year, 'measure' AS dimension, 'over-1000' AS member, over_1000 AS counted,
           CAST(NULL AS BIGINT) AS low_count, CAST(NULL AS BIGINT) AS high_count, known, total
    FROM bounded WHERE dimension = 'total'
    UNION ALL
    SELECT scope, year, 'measure' AS dimension, 'over-10000' AS member, over_10000 AS counted,
           CAST(NULL AS BIGINT) AS low_count, CAST(NULL AS BIGINT) AS high_count, known, total
    FROM bounded WHERE dimension = 'total'
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CAST(counted AS DOUBLE) AS value,
       CAST(low_count AS DOUBLE) AS low,
       CAST(high_count AS DOUBLE) AS high,
       CAST(counted AS DECIMAL(18,2)) AS numerator,
       CAST(NULL AS DECIMAL(18,2)) AS denominator,
       CAST(counted AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN known < 0 THEN 0.0 WHEN known > total THEN 1.0
                  ELSE CAST(known AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM measures
