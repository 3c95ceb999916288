-- id: A3
-- name: supplier-count
-- unit: count
-- headline: total/total
-- better: more
-- needs: amount, supplier
-- whole-year: all
-- n: suppliers
-- title.en: Number of suppliers
-- title.fi: Toimittajien määrä
-- title.sv: Antal leverantörer
-- meaning.en: The number of different suppliers whose purchases of the year do not net to zero; also those above
--     1 000 and above 10 000 euros, or 10 000 and 100 000 kronor.
-- meaning.fi: Niiden eri toimittajien määrä, joilta tehtyjen ostojen vuosisumma poikkeaa nollasta; lisäksi ne, joiden
--     vuosisumma on yli 1 000 tai yli 10 000 euroa (kruunuissa yli 10 000 tai yli 100 000).
-- meaning.sv: Antalet olika leverantörer vars årssumma inte är noll; dessutom de vars årssumma är över 10 000 eller
--     över 100 000 kronor (i euro över 1 000 eller över 10 000).
-- reading.en: The counts by ring add up to the total; those by sector do not, since one supplier can sell in
--     several sectors. Low and high of a class show the count if none, or all, of the suppliers of the unknown class
--     belonged to it. Of a unit or department all suppliers count that have a line of it; who sells to two units is
--     one of each.
-- reading.fi: Etäisyysvyöhykkeiden luvut summautuvat kokonaismäärään, toimialojen eivät, koska sama toimittaja voi
--     myydä usealla toimialalla. Luokan ala- ja yläraja kertovat määrän, jos tuntemattoman luokan toimittajista siihen
--     ei kuuluisi yksikään tai kuuluisivat kaikki. Yksikön tai hallintokunnan lukuun kuuluvat kaikki toimittajat,
--     joilla on siltä rivi; kahdelle yksikölle myyvä kuuluu molempien lukuun.
-- reading.sv: Antalen per avståndszon summerar till totalen, men inte antalen per bransch, eftersom en leverantör
--     kan sälja i flera branscher. Klassens nedre och övre gräns visar antalet om ingen eller alla av den okända
--     klassens leverantörer hörde dit. För en enhet eller förvaltning räknas alla leverantörer som har en rad hos den;
--     den som säljer till två enheter räknas i båda.
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
WITH flagged AS (
    SELECT scope, year, ring, kind IN ('redacted', 'unnamed') AS redacted, worth <> 'zero' AS nonzero,
           worth IN ('to-large', 'over-large') AS over_small, worth = 'over-large' AS over_large, amount, suppliers
    FROM supplier_groups
    WHERE sector = 'all'
),
rings AS (
    SELECT scope, year, ring, redacted, nonzero, over_small, over_large, SUM(amount) AS amount,
           SUM(suppliers) AS suppliers
    FROM flagged
    GROUP BY scope, year, ring, redacted, nonzero, over_small, over_large
),
forms AS (
    SELECT dimension, form, form AS member FROM (VALUES
        ('total', 'total'), ('ring', 'ring'), ('measure', 'nonzero')
    ) AS v (dimension, form)
    UNION ALL
    SELECT 'measure' AS dimension, name AS form, above AS member FROM worth_limits
),
cells AS (
    SELECT scope, year, dimension, CASE WHEN form = 'ring' THEN ring ELSE member END AS member, redacted,
           CASE WHEN form = 'small' THEN over_small WHEN form = 'large' THEN over_large ELSE nonzero END AS counted,
           amount, suppliers
    FROM rings CROSS JOIN forms
    UNION ALL
    SELECT scope, year, 'sector' AS dimension, sector AS member, kind IN ('redacted', 'unnamed') AS redacted, worth <> 'zero' AS counted,
           SUM(amount) AS amount, SUM(suppliers) AS suppliers
    FROM supplier_groups
    WHERE sector <> 'all'
    GROUP BY scope, year, sector, kind IN ('redacted', 'unnamed'), worth <> 'zero'
    UNION ALL
    SELECT scope, year, level AS dimension, unit AS member, kind IN ('redacted', 'unnamed') AS redacted,
           suppliers > 0 AS counted, amount, suppliers
    FROM units
    WHERE sector = 'all'
),
sums AS (
    SELECT scope, year, dimension, member,
           MAX(CASE WHEN member IN ('unclassified', 'unknown') THEN 1 ELSE 0 END) AS is_unknown,
           SUM(CASE WHEN counted AND NOT redacted THEN suppliers ELSE 0 END) AS counted,
           SUM(CASE WHEN NOT redacted THEN amount ELSE 0 END) AS identified,
           SUM(amount) AS total
    FROM cells
    GROUP BY scope, year, dimension, member
),
bounded AS (
    SELECT scope, year, dimension, member, is_unknown, counted, identified, total,
           SUM(CASE WHEN is_unknown = 1 THEN counted ELSE 0 END) OVER (PARTITION BY scope, year, dimension) AS unknown_count,
           SUM(CASE WHEN is_unknown = 1 THEN 0 ELSE identified END) OVER (PARTITION BY scope, year, dimension) AS placed,
           SUM(total) OVER (PARTITION BY scope, year, dimension) AS placed_total
    FROM sums
),
figures AS (
    SELECT scope, year, dimension, member, counted,
           CASE WHEN dimension IN ('sector', 'ring') AND is_unknown = 0 THEN counted END AS low_count,
           CASE WHEN dimension IN ('sector', 'ring') AND is_unknown = 0 THEN counted + unknown_count END AS high_count,
           CASE WHEN dimension = 'ring' THEN placed ELSE identified END AS known,
           CASE WHEN dimension = 'ring' THEN placed_total ELSE total END AS total
    FROM bounded
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
FROM figures
