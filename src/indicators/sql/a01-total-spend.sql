-- id: A1
-- name: total-spend
-- unit: currency
-- headline: total/total
-- needs: amount
-- n: lines
-- title.en: Total spend
-- title.fi: Hankinnat yhteensä
-- title.sv: Totala inköp
-- meaning.en: The sum of all purchase lines in scope, net of VAT, in the currency of the data. Credit notes count as
--     negative amounts.
-- meaning.fi: Rajaukseen kuuluvien hankintojen tiliöintien summa ilman arvonlisäveroa, aineiston valuutassa.
--     Hyvityslaskut ovat mukana miinusmerkkisinä.
-- meaning.sv: Summan av alla inköpskonteringar inom avgränsningen, exklusive moms, i materialets valuta.
--     Kreditfakturor räknas som negativa belopp.
-- reading.en: Read it together with the scope: the report lists what was held out and how much that was. The split by
--     sector, by ring (distance of the supplier) and by supplier kind each adds up to the total. Low and high of a
--     class show its sum if none, or all, of the unknown part belonged to it.
-- reading.fi: Lue luku yhdessä rajauksen kanssa: raportti luettelee, mitä on jätetty pois ja kuinka paljon. Jaottelut
--     toimialan, etäisyysvyöhykkeen ja toimittajatyypin mukaan summautuvat kukin kokonaissummaan. Luokan ala- ja
--     yläraja kertovat summan, jos tuntemattomasta osasta siihen ei kuuluisi mitään tai kuuluisi kaikki.
-- reading.sv: Läs talet tillsammans med avgränsningen: rapporten visar vad som har lämnats utanför och hur mycket.
--     Fördelningarna på bransch, avståndszon och leverantörstyp summerar var för sig till totalen. En klass nedre och
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
WITH cells AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, amount, lines FROM spend
    UNION ALL
    SELECT scope, year, 'sector' AS dimension, sector AS member, amount, lines FROM spend
    UNION ALL
    SELECT scope, year, 'ring' AS dimension, ring AS member, amount, lines FROM spend
    UNION ALL
    SELECT scope, year, 'kind' AS dimension, kind AS member, amount, lines FROM spend
),
sums AS (
    SELECT scope, year, dimension, member, SUM(amount) AS amount, SUM(lines) AS lines,
           MAX(CASE WHEN member IN ('unclassified', 'unknown', 'redacted') THEN 1 ELSE 0 END) AS is_unknown
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
       CAST(s.amount AS DOUBLE) AS value,
       CASE WHEN s.dimension <> 'total' AND s.is_unknown = 0 THEN
            CAST(s.amount + CASE WHEN t.unknown_amount < 0 THEN t.unknown_amount ELSE 0 END AS DOUBLE) END AS low,
       CASE WHEN s.dimension <> 'total' AND s.is_unknown = 0 THEN
            CAST(s.amount + CASE WHEN t.unknown_amount > 0 THEN t.unknown_amount ELSE 0 END AS DOUBLE) END AS high,
       CAST(s.amount AS DECIMAL(18,2)) AS numerator,
       CAST(NULL AS DECIMAL(18,2)) AS denominator,
       CAST(s.lines AS BIGINT) AS n,
       CAST(CASE WHEN s.dimension = 'total' AND t.total <> 0 THEN 1.0 WHEN t.total > 0 THEN
             CASE WHEN t.unknown_amount > t.total THEN 0.0 WHEN t.unknown_amount < 0 THEN 1.0
                  ELSE CAST(t.total - t.unknown_amount AS DOUBLE) / CAST(t.total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM sums AS s
JOIN totals AS t ON s.scope = t.scope AND s.year = t.year AND s.dimension = t.dimension
