-- id: B3
-- name: ring-distribution
-- unit: share
-- whole: spend
-- headline: total/total
-- better: more
-- needs: amount, supplier, place
-- n: suppliers
-- title.en: Spend by distance of the supplier
-- title.fi: Ostot toimittajan etäisyyden mukaan
-- title.sv: Inköp efter leverantörens avstånd
-- meaning.en: The share of all purchases in each ring: home municipality, rest of the sub-region, rest of the region,
--     rest of the country, abroad, unknown. The headline is the share within the region. The same is given for each
--     sector, unit and department, such as food by ring. What is abroad is divided into the EU and EEA and other
--     countries (abroad).
-- meaning.fi: Kunkin vyöhykkeen osuus kaikista ostoista: kotikunta, muualla seutukunnassa, muualla maakunnassa,
--     muualla maassa, ulkomaat, tuntematon. Pääluku on maakunnan sisälle jäävä osuus. Sama annetaan toimialoittain,
--     yksiköittäin ja hallintokunnittain, kuten elintarvikkeet vyöhykkeittäin. Ulkomaat jaetaan EU- ja ETA-maihin ja
--     muihin maihin (abroad).
-- meaning.sv: Varje zons andel av alla inköp: den egna kommunen, övriga ekonomiska regionen, övriga regionen
--     (landskapet eller länet), övriga landet, utlandet, okänd. Huvudtalet är andelen inom regionen. Detsamma ges för
--     varje bransch, enhet och förvaltning, till exempel livsmedel per zon. Utlandet delas i EU- och EES-länder och
--     andra länder (abroad).
-- reading.en: The rings do not overlap and add up to 100 %. Low and high show a ring's share if none, or all, of the
--     purchases of unknown place belonged to it.
-- reading.fi: Vyöhykkeet eivät mene päällekkäin ja summautuvat sataan prosenttiin. Ala- ja yläraja kertovat
--     vyöhykkeen osuuden, jos sijainniltaan tuntemattomista ostoista siihen ei kuuluisi mitään tai kuuluisi kaikki.
-- reading.sv: Zonerna överlappar inte och summerar till 100 %. Nedre och övre gränsen visar zonens andel om inget
--     eller allt av inköpen med okänd ort hörde dit.
-- pitfalls.en: The rings follow administrative borders, not kilometres: a supplier across the border may be nearer.
--     Head offices gather in the capital region. Municipal mergers move borders between years. A country is in the EU
--     or EEA for a whole year when it is on the year's last day.
-- pitfalls.fi: Vyöhykkeet seuraavat hallinnollisia rajoja, eivät kilometrejä: rajan takana oleva toimittaja voi olla
--     lähempänä. Pääkonttorit keskittyvät pääkaupunkiseudulle. Kuntaliitokset siirtävät rajoja vuosien välillä. Maa
--     on koko vuoden EU:ssa tai ETA:ssa, kun se on siellä vuoden viimeisenä päivänä.
-- pitfalls.sv: Zonerna följer administrativa gränser, inte kilometer: en leverantör på andra sidan gränsen kan ligga
--     närmare. Huvudkontor samlas i huvudstadsregionen. Kommunsammanslagningar flyttar gränser mellan åren. Ett land
--     räknas till EU eller EES hela året när det hör dit årets sista dag.
-- source: concentric rings after Locality/Bradford and the local purchasing index (Baldwinson 2013), on
--     administrative areas
WITH flagged AS (
    SELECT scope, year, CASE WHEN sector = 'all' THEN 'total' ELSE 'sector' END AS level, sector AS class, ring,
           kind NOT IN ('redacted', 'unnamed') AND worth <> 'zero' AS counted, amount, suppliers
    FROM supplier_groups
    UNION ALL
    SELECT scope, year, level, unit AS class, ring, kind NOT IN ('redacted', 'unnamed') AS counted, amount, suppliers
    FROM units
    WHERE sector = 'all'
    UNION ALL
    SELECT scope, year, 'abroad' AS level, 'all' AS class, CASE WHEN ring = 'abroad' THEN abroad ELSE ring END AS ring,
           kind NOT IN ('redacted', 'unnamed') AND worth <> 'zero' AS counted, amount, suppliers
    FROM supplier_groups
    WHERE sector = 'all'
),
cells AS (
    SELECT scope, year, level, class, ring, counted, SUM(amount) AS amount, SUM(suppliers) AS suppliers
    FROM flagged
    GROUP BY scope, year, level, class, ring, counted
),
bounded AS (
    SELECT scope, year, level, class, ring, amount, CASE WHEN counted THEN suppliers ELSE 0 END AS suppliers,
           SUM(CASE WHEN ring = 'unknown' THEN amount ELSE 0 END) OVER (PARTITION BY scope, year, level, class) AS unplaced,
           SUM(amount) OVER (PARTITION BY scope, year, level, class) AS total
    FROM cells
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'near'), ('total', 'ring', 'ring'), ('sector', 'sector', 'near'), ('sector', 'sector-ring', 'ring'),
        ('unit', 'unit', 'near'), ('unit', 'unit-ring', 'ring'), ('department', 'department', 'near'),
        ('department', 'department-ring', 'ring'), ('abroad', 'abroad', 'ring')
    ) AS v (level, dimension, form)
),
parts AS (
    SELECT scope, year, dimension,
           CASE WHEN dimension = 'total' THEN 'total' WHEN dimension IN ('ring', 'abroad') THEN ring WHEN form = 'near' THEN class
                ELSE CONCAT(ring, ' / ', class) END AS member,
           CASE WHEN form = 'ring' AND ring = 'unknown' THEN 1 ELSE 0 END AS is_unknown,
           CASE WHEN form = 'ring' OR ring IN ('municipality', 'sub-region', 'region') THEN amount ELSE 0 END AS amount,
           suppliers, unplaced, total
    FROM bounded JOIN forms USING (level)
    WHERE level <> 'abroad' OR ring IN ('eu-eea', 'other-countries', 'unknown-country')
),
shares AS (
    SELECT scope, year, dimension, member, is_unknown, SUM(amount) AS amount, SUM(suppliers) AS suppliers, unplaced, total
    FROM parts
    GROUP BY scope, year, dimension, member, is_unknown, unplaced, total
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN total > 0 THEN CAST(amount AS DOUBLE) / CAST(total AS DOUBLE) END AS value,
       CASE WHEN total > 0 AND is_unknown = 0 THEN
            CAST(amount + CASE WHEN unplaced < 0 THEN unplaced ELSE 0 END AS DOUBLE) / CAST(total AS DOUBLE) END AS low,
       CASE WHEN total > 0 AND is_unknown = 0 THEN
            CAST(amount + CASE WHEN unplaced > 0 THEN unplaced ELSE 0 END AS DOUBLE) / CAST(total AS DOUBLE) END AS high,
       CAST(amount AS DECIMAL(18,2)) AS numerator,
       CAST(total AS DECIMAL(18,2)) AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN total - unplaced < 0 THEN 0.0 WHEN total - unplaced > total THEN 1.0
                  ELSE CAST(total - unplaced AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM shares
