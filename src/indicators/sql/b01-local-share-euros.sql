-- id: B1
-- name: local-share-euros
-- unit: share
-- headline: total/total
-- needs: amount, supplier, place
-- n: suppliers
-- title.en: Local share of spend
-- title.fi: Paikallisten toimittajien osuus ostoista
-- title.sv: Lokala leverantörers andel av inköpen
-- meaning.en: The share of spend that goes to suppliers in the home municipality. The headline divides by purchases
--     whose supplier's place is known; the share of all purchases is given too, as are the cumulative shares within
--     sub-region, region and country.
-- meaning.fi: Kotikunnassa olevien toimittajien osuus ostoista. Pääluvussa jakajana ovat ostot, joiden toimittajan
--     sijainti tunnetaan; lisäksi annetaan osuus kaikista ostoista sekä kertyvät osuudet seutukunnan, maakunnan ja
--     maan sisällä.
-- meaning.sv: Andelen av inköpen som går till leverantörer i den egna kommunen (säteskommunen). Huvudtalet delas med
--     inköp vars leverantörs ort är känd; dessutom anges andelen av alla inköp och de kumulativa andelarna inom
--     delregionen, regionen (landskapet eller länet) och landet.
-- reading.en: Low takes every supplier of unknown place as not local, high as local: the true share lies between. The
--     dimension within is cumulative: the region holds the sub-region and the municipality.
-- reading.fi: Alaraja olettaa kaikki sijainniltaan tuntemattomat toimittajat muualla oleviksi, yläraja paikallisiksi:
--     todellinen osuus on niiden välissä. Jaottelu ”sisällä” on kertyvä: maakunta sisältää seutukunnan ja kunnan.
-- reading.sv: Nedre gränsen räknar alla leverantörer med okänd ort som icke-lokala, den övre som lokala: den verkliga
--     andelen ligger däremellan. Indelningen ”inom” är kumulativ: regionen innehåller delregionen och kommunen.
-- pitfalls.en: The registered domicile is not where the work is done or the goods are made: a chain can be domiciled
--     elsewhere and a wholesaler's office look local. Registers give the present municipality only. Public bodies are
--     local in ways of their own: read the figure also without them. Being local may not be used as an award
--     criterion.
-- pitfalls.fi: Rekisteröity kotikunta ei kerro, missä työ tehdään tai tavara valmistetaan: ketjun kotipaikka voi olla
--     muualla ja tukkurin konttori näyttää paikalliselta. Rekisterit antavat vain nykyisen kunnan. Julkisyhteisöt
--     ovat paikallisia omalla tavallaan: lue luku myös ilman niitä. Paikallisuutta ei saa käyttää tarjousten
--     vertailuperusteena.
-- pitfalls.sv: Säteskommunen visar inte var arbetet utförs eller varorna tillverkas: en kedja kan ha sitt säte
--     annanstans och en grossists kontor se lokalt ut. Registren ger bara nuvarande kommun. Offentliga organ är
--     lokala på sitt eget sätt: läs talet också utan dem. Lokal hemvist får inte användas som tilldelningskriterium.
-- source: Mikkeli purchase-invoice study 2023; Oxford Research, purchases of the Kotka-Hamina region 2016; CLES;
--     Företagarna
WITH flagged AS (
    SELECT scope, year, ring, kind <> 'redacted' AND amount <> 0 AS counted, amount
    FROM supplier_years
),
sector_flagged AS (
    SELECT scope, year, sector, ring, kind <> 'redacted' AND amount <> 0 AS counted, amount
    FROM spend
),
cells AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, ring, counted, SUM(amount) AS amount, COUNT(*) AS suppliers
    FROM flagged
    GROUP BY scope, year, ring, counted
    UNION ALL
    SELECT scope, year, 'sector' AS dimension, sector AS member, ring, counted, SUM(amount) AS amount, COUNT(*) AS suppliers
    FROM sector_flagged
    GROUP BY scope, year, sector, ring, counted
),
sums AS (
    SELECT scope, year, dimension, member, SUM(amount) AS total,
           SUM(CASE WHEN ring = 'municipality' THEN amount ELSE 0 END) AS in_municipality,
           SUM(CASE WHEN ring IN ('municipality', 'sub-region') THEN amount ELSE 0 END) AS in_sub_region,
           SUM(CASE WHEN ring IN ('municipality', 'sub-region', 'region') THEN amount ELSE 0 END) AS in_region,
           SUM(CASE WHEN ring IN ('municipality', 'sub-region', 'region', 'country') THEN amount ELSE 0 END) AS in_country,
           SUM(CASE WHEN ring = 'unknown' THEN amount ELSE 0 END) AS unplaced,
           SUM(CASE WHEN counted THEN suppliers ELSE 0 END) AS all_suppliers,
           SUM(CASE WHEN counted AND ring <> 'unknown' THEN suppliers ELSE 0 END) AS placed_suppliers
    FROM cells
    GROUP BY scope, year, dimension, member
),
forms AS (
    SELECT 'itself' AS form, 'itself' AS part
    UNION ALL SELECT 'measure' AS form, 'of-known' AS part UNION ALL SELECT 'measure' AS form, 'of-all' AS part
    UNION ALL SELECT 'within' AS form, 'municipality' AS part UNION ALL SELECT 'within' AS form, 'sub-region' AS part
    UNION ALL SELECT 'within' AS form, 'region' AS part UNION ALL SELECT 'within' AS form, 'country' AS part
),
measures AS (
    SELECT scope, year, CASE WHEN form = 'itself' THEN dimension ELSE form END AS dimension,
           CASE WHEN form = 'itself' THEN member ELSE part END AS member,
           CASE WHEN part = 'sub-region' THEN in_sub_region WHEN part = 'region' THEN in_region
                WHEN part = 'country' THEN in_country ELSE in_municipality END AS near,
           CASE WHEN part = 'of-all' THEN total ELSE total - unplaced END AS base,
           CASE WHEN part = 'of-all' THEN all_suppliers ELSE placed_suppliers END AS suppliers, unplaced, total
    FROM sums CROSS JOIN forms
    WHERE dimension = 'total' OR form = 'itself'
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN total > 0 AND base > 0 THEN CAST(near AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN total > 0 THEN
            CAST(near + CASE WHEN unplaced < 0 THEN unplaced ELSE 0 END AS DOUBLE) / CAST(total AS DOUBLE) END AS low,
       CASE WHEN total > 0 THEN
            CAST(near + CASE WHEN unplaced > 0 THEN unplaced ELSE 0 END AS DOUBLE) / CAST(total AS DOUBLE) END AS high,
       CAST(near AS DECIMAL(18,2)) AS numerator,
       CAST(base AS DECIMAL(18,2)) AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN total - unplaced < 0 THEN 0.0 WHEN total - unplaced > total THEN 1.0
                  ELSE CAST(total - unplaced AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM measures
