-- id: A1
-- name: total-spend
-- unit: currency
-- headline: total/total
-- better: neither
-- needs: amount
-- n: lines
-- title.en: Total spend
-- title.fi: Hankinnat yhteensä
-- title.sv: Totala inköp
-- meaning.en: The sum of all purchase lines in scope, net of VAT, in the currency of the data. Credit notes count
--     as negative amounts. Where exports name units, the sums of each unit and department and of the sectors in them
--     are given too.
-- meaning.fi: Rajaukseen kuuluvien hankintojen laskurivien summa ilman arvonlisäveroa, aineiston valuutassa.
--     Hyvityslaskut ovat mukana miinusmerkkisinä. Jos ostotiedoissa on yksiköitä, annetaan myös kunkin yksikön ja
--     hallintokunnan summat sekä niiden toimialojen summat.
-- meaning.sv: Summan av alla inköpskonteringar inom avgränsningen, exklusive moms, i materialets valuta.
--     Kreditfakturor räknas som negativa belopp. Om exporterna anger enheter ges också summorna för varje enhet och
--     förvaltning och för branscherna i dem.
-- reading.en: Read it together with the scope: the report lists what was left out and how much that was. The split by
--     sector, by ring (distance of the supplier) and by supplier kind each adds up to the total. Low and high of a
--     class show its sum if none, or all, of the unknown part belonged to it.
-- reading.fi: Lue luku yhdessä rajauksen kanssa: raportti luettelee, mitä on jätetty pois ja kuinka paljon. Jaottelut
--     toimialan, etäisyysvyöhykkeen ja toimittajatyypin mukaan summautuvat kukin kokonaissummaan. Luokan ala- ja
--     yläraja kertovat summan, jos tuntemattomasta osasta siihen ei kuuluisi mitään tai kuuluisi kaikki.
-- reading.sv: Läs talet tillsammans med avgränsningen: rapporten visar vad som har lämnats utanför och hur mycket.
--     Fördelningarna på bransch, avståndszon och leverantörstyp summerar var för sig till totalen. Klassens nedre och
--     övre gräns visar summan om inget eller allt av den okända delen hörde dit.
-- pitfalls.en: Totals of two sources can be compared only when the scope is the same: group companies, public bodies,
--     grants and client services can change the figure severalfold. Re-bookings made after the file was taken are not
--     in it, and the accounting year is not the date of the invoice.
-- pitfalls.fi: Kahden lähteen summia voi verrata vain, jos rajaus on sama: konserniyhtiöt, julkisyhteisöt, avustukset
--     ja asiakaspalvelujen ostot voivat muuttaa luvun moninkertaiseksi. Aineiston poiminnan jälkeen tehdyt oikaisut
--     puuttuvat, eikä tilivuosi ole sama kuin laskun päiväys.
-- pitfalls.sv: Totaler från två källor kan jämföras bara om avgränsningen är densamma: koncernbolag, offentliga
--     organ, bidrag och köp av kundtjänster kan mångdubbla talet. Ombokningar efter uttaget saknas, och
--     räkenskapsåret är inte detsamma som fakturans datum.
-- source: common to published municipal spend analyses (Mikkeli 2023, Kouvola 2021, Paimio); credit notes kept as
--     negative lines
WITH placed AS (
    SELECT scope, year, ring, kind, SUM(amount) AS amount, SUM(lines) AS lines
    FROM supplier_groups
    WHERE sector = 'all'
    GROUP BY scope, year, ring, kind
),
dimensions AS (
    SELECT * FROM (VALUES ('total'), ('ring'), ('kind')) AS v (dimension)
),
cells AS (
    SELECT scope, year, 'sector' AS dimension, sector AS member, '' AS whole, '' AS part, SUM(amount) AS amount, SUM(lines) AS lines
    FROM supplier_groups
    WHERE sector <> 'all'
    GROUP BY scope, year, sector
    UNION ALL
    SELECT scope, year, dimension,
           CASE WHEN dimension = 'ring' THEN ring WHEN dimension = 'kind' THEN kind ELSE 'total' END AS member,
           '' AS whole, '' AS part, amount, lines
    FROM placed CROSS JOIN dimensions
    UNION ALL
    SELECT scope, year, level AS dimension, unit AS member, '' AS whole, '' AS part, amount, lines
    FROM units
    WHERE sector = 'all'
    UNION ALL
    SELECT scope, year, CONCAT(level, '-sector') AS dimension, CONCAT(sector, ' / ', unit) AS member,
           unit AS whole, sector AS part, amount, lines
    FROM units
    WHERE sector <> 'all'
),
sums AS (
    SELECT scope, year, dimension, member, whole, part, SUM(amount) AS amount, SUM(lines) AS lines,
           MAX(CASE WHEN member IN ('unclassified', 'unknown', 'redacted', 'unnamed') OR part = 'unclassified'
                      OR whole = 'unknown' THEN 1 ELSE 0 END) AS is_unknown
    FROM cells
    GROUP BY scope, year, dimension, member, whole, part
),
-- A sector of a unit may have more: what the unit bought in no known sector, and what no known unit bought in that or none.
unknown AS (
    SELECT scope, year, dimension, member, whole, amount, lines, is_unknown,
           SUM(amount) OVER (PARTITION BY scope, year, dimension, whole) AS total,
           SUM(CASE WHEN is_unknown = 1 AND (whole = '' OR part = 'unclassified') THEN amount ELSE 0 END)
               OVER (PARTITION BY scope, year, dimension, whole) AS within,
           SUM(CASE WHEN whole = 'unknown' THEN amount ELSE 0 END) OVER (PARTITION BY scope, year, dimension, part) AS of_part,
           SUM(CASE WHEN whole = 'unknown' AND part = 'unclassified' THEN amount ELSE 0 END)
               OVER (PARTITION BY scope, year, dimension) AS of_nobody
    FROM sums
),
bounded AS (
    SELECT scope, year, dimension, member, amount, lines, is_unknown, total, within,
           CASE WHEN whole = '' THEN within ELSE within + of_part + of_nobody END AS unknown_amount
    FROM unknown
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CAST(amount AS DOUBLE) AS value,
       CASE WHEN dimension <> 'total' AND is_unknown = 0 THEN
            CAST(amount + CASE WHEN unknown_amount < 0 THEN unknown_amount ELSE 0 END AS DOUBLE) END AS low,
       CASE WHEN dimension <> 'total' AND is_unknown = 0 THEN
            CAST(amount + CASE WHEN unknown_amount > 0 THEN unknown_amount ELSE 0 END AS DOUBLE) END AS high,
       CAST(amount AS DECIMAL(18,2)) AS numerator,
       CAST(NULL AS DECIMAL(18,2)) AS denominator,
       CAST(lines AS BIGINT) AS n,
       CAST(CASE WHEN dimension = 'total' AND total <> 0 THEN 1.0 WHEN total > 0 THEN
             CASE WHEN within > total THEN 0.0 WHEN within < 0 THEN 1.0
                  ELSE CAST(total - within AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM bounded
