-- id: B3
-- name: ring-distribution
-- unit: share
-- headline: total/total
-- needs: amount, supplier, place
-- n: suppliers
-- title.en: Spend by distance of the supplier
-- title.fi: Ostot toimittajan etäisyyden mukaan
-- title.sv: Inköp efter leverantörens avstånd
-- meaning.en: The share of all purchases in each ring: home municipality, rest of the sub-region, rest of the region,
--     rest of the country, abroad, unknown. The headline is the share within the region among purchases whose
--     supplier's place is known.
-- meaning.fi: Kunkin vyöhykkeen osuus kaikista ostoista: kotikunta, muu seutukunta, muu maakunta, muu maa, ulkomaat,
--     tuntematon. Pääluku on maakunnan sisälle jäävä osuus niistä ostoista, joiden toimittajan sijainti tunnetaan.
-- meaning.sv: Varje zons andel av alla inköp: den egna kommunen, övriga delregionen, övriga regionen (landskapet
--     eller länet), övriga landet, utlandet, okänd. Huvudtalet är andelen inom regionen bland inköp vars leverantörs
--     ort är känd.
-- reading.en: The rings do not overlap and add up to 100 %. Low and high show a ring's share if none, or all, of the
--     purchases of unknown place belonged to it.
-- reading.fi: Vyöhykkeet eivät mene päällekkäin ja summautuvat sataan prosenttiin. Ala- ja yläraja kertovat
--     vyöhykkeen osuuden, jos sijainniltaan tuntemattomista ostoista siihen ei kuuluisi mitään tai kuuluisi kaikki.
-- reading.sv: Zonerna överlappar inte och summerar till 100 %. Nedre och övre gränsen visar zonens andel om inget
--     eller allt av inköpen med okänd ort hörde dit.
-- pitfalls.en: The rings follow administrative borders, not kilometres: a supplier across the border may be nearer.
--     Head offices gather in the capital region. Municipal mergers move borders between years.
-- pitfalls.fi: Vyöhykkeet seuraavat hallinnollisia rajoja, eivät kilometrejä: rajan takana oleva toimittaja voi olla
--     lähempänä. Pääkonttorit keskittyvät pääkaupunkiseudulle. Kuntaliitokset siirtävät rajoja vuosien välillä.
-- pitfalls.sv: Zonerna följer administrativa gränser, inte kilometer: en leverantör på andra sidan gränsen kan ligga
--     närmare. Huvudkontor samlas i huvudstadsregionen. Kommunsammanslagningar flyttar gränser mellan åren.
-- source: concentric rings after Locality/Bradford and the local purchasing index (Baldwinson 2013), on
--     administrative areas
WITH sums AS (
    SELECT scope, year, ring, SUM(amount) AS amount,
           SUM(CASE WHEN kind <> 'redacted' AND amount <> 0 THEN 1 ELSE 0 END) AS suppliers
    FROM supplier_years
    GROUP BY scope, year, ring
),
totals AS (
    SELECT scope, year, SUM(amount) AS total,
           SUM(CASE WHEN ring = 'unknown' THEN amount ELSE 0 END) AS unplaced,
           SUM(CASE WHEN ring IN ('municipality', 'sub-region', 'region') THEN amount ELSE 0 END) AS in_region,
           SUM(CASE WHEN ring = 'unknown' THEN 0 ELSE suppliers END) AS placed_suppliers
    FROM sums
    GROUP BY scope, year
),
shares AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, in_region AS amount, total - unplaced AS base,
           placed_suppliers AS suppliers, unplaced, total
    FROM totals
    UNION ALL
    SELECT s.scope AS scope, s.year AS year, 'ring' AS dimension, s.ring AS member, s.amount AS amount, t.total AS base,
           s.suppliers AS suppliers, t.unplaced AS unplaced, t.total AS total
    FROM sums AS s
    JOIN totals AS t ON s.scope = t.scope AND s.year = t.year
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN total > 0 AND base > 0 THEN CAST(amount AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN total > 0 AND member <> 'unknown' THEN
            CAST(amount + CASE WHEN unplaced < 0 THEN unplaced ELSE 0 END AS DOUBLE) / CAST(total AS DOUBLE) END AS low,
       CASE WHEN total > 0 AND member <> 'unknown' THEN
            CAST(amount + CASE WHEN unplaced > 0 THEN unplaced ELSE 0 END AS DOUBLE) / CAST(total AS DOUBLE) END AS high,
       CAST(amount AS DECIMAL(18,2)) AS numerator,
       CAST(base AS DECIMAL(18,2)) AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN total - unplaced < 0 THEN 0.0 WHEN total - unplaced > total THEN 1.0
                  ELSE CAST(total - unplaced AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM shares
