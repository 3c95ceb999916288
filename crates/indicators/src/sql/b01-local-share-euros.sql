-- id: B1
-- name: local-share-euros
-- unit: share
-- whole: spend
-- headline: total/total
-- better: more
-- needs: amount, supplier, place
-- n: suppliers
-- title.en: Local share of spend
-- title.fi: Paikallisten toimittajien osuus ostoista
-- title.sv: Lokala leverantörers andel av inköpen
-- meaning.en: The share of spend that goes to suppliers in the home municipality, of all purchases, so that it
--     adds up with the other rings and the unknown. The share of purchases whose supplier's place is known is
--     given too (of-known), as are the cumulative shares within sub-region, region and country. Where registers
--     tell domiciles and establishments, basis gives the share of suppliers that are based here, and of those
--     that are based or branched here.
-- meaning.fi: Kotikunnassa olevien toimittajien osuus kaikista ostoista: se summautuu muiden vyöhykkeiden ja
--     tuntemattoman kanssa sataan prosenttiin. Lisäksi annetaan osuus ostoista, joiden toimittajan sijainti
--     tunnetaan (of-known), sekä kertyvät osuudet seutukunnan, maakunnan ja maan sisällä. Jos rekistereissä on
--     sekä kotipaikat että toimipaikat, peruste (basis) antaa kunnassa kotipaikkaansa pitävien osuuden ja
--     niiden osuuden, joilla on kunnassa kotipaikka tai toimipaikka.
-- meaning.sv: Andelen av alla inköp som går till leverantörer i den egna kommunen (säteskommunen): den summerar
--     till 100 % med de andra zonerna och den okända. Dessutom anges andelen av inköp vars leverantörs ort är
--     känd (of-known) och de kumulativa andelarna inom ekonomiska regionen, regionen (landskapet eller länet)
--     och landet. Om registren har både säten och arbetsställen anger grunden (basis) andelen för leverantörer
--     som har sitt säte i kommunen, och för dem som har säte eller arbetsställe där.
-- reading.en: Low takes every supplier of unknown place as not local, high as local: the true share lies between. The
--     dimension within is cumulative: the region holds the sub-region and the municipality.
-- reading.fi: Alaraja olettaa kaikki sijainniltaan tuntemattomat toimittajat muualla oleviksi, yläraja paikallisiksi:
--     todellinen osuus on niiden välissä. Jaottelu ”sisällä” on kertyvä: maakunta sisältää seutukunnan ja kunnan.
-- reading.sv: Nedre gränsen räknar alla leverantörer med okänd ort som icke-lokala, den övre som lokala: den verkliga
--     andelen ligger däremellan. Indelningen ”inom” är kumulativ: regionen innehåller ekonomiska regionen och kommunen.
-- pitfalls.en: The registered domicile is not where the work is done or the goods are made: a chain can be
--     domiciled elsewhere and a wholesaler's office look local. A register without dates gives the present
--     municipality only. Public bodies are local in ways of their own: read the figure also without them. Being
--     local may not be used as an award criterion.
-- pitfalls.fi: Rekisteröity kotikunta ei kerro, missä työ tehdään tai tavara valmistetaan: ketjun kotipaikka
--     voi olla muualla ja tukkurin konttori näyttää paikalliselta. Rekisteri, jossa ei ole päivämääriä, antaa
--     vain nykyisen kunnan. Julkisyhteisöt ovat paikallisia omalla tavallaan: lue luku myös ilman niitä.
--     Paikallisuutta ei saa käyttää tarjousten vertailuperusteena.
-- pitfalls.sv: Säteskommunen visar inte var arbetet utförs eller varorna tillverkas: en kedja kan ha sitt säte
--     annanstans och en grossists kontor se lokalt ut. Ett register utan datum ger bara nuvarande kommun.
--     Offentliga organ är lokala på sitt eget sätt: läs talet också utan dem. Lokal hemvist får inte användas
--     som tilldelningskriterium.
-- source: Mikkeli purchase-invoice study 2023; Oxford Research, purchases of the Kotka-Hamina region 2016; CLES;
--     Företagarna
WITH flagged AS (
    SELECT scope, year, ring, based, based_or_branched, kind NOT IN ('redacted', 'unnamed') AND worth <> 'zero' AS counted,
           amount, suppliers
    FROM supplier_groups
    WHERE sector = 'all'
),
rings AS (
    SELECT scope, year, ring, counted, SUM(amount) AS amount, SUM(suppliers) AS suppliers
    FROM flagged
    GROUP BY scope, year, ring, counted
),
sector_flagged AS (
    SELECT scope, year, sector, ring, kind NOT IN ('redacted', 'unnamed') AND worth <> 'zero' AS counted, amount, suppliers
    FROM supplier_groups
    WHERE sector <> 'all'
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total'), ('measure', 'of-known'), ('measure', 'of-all'), ('within', 'municipality'),
        ('within', 'sub-region'), ('within', 'region'), ('within', 'country')
    ) AS v (dimension, member)
),
bases AS (
    SELECT scope, year, 'domicile' AS member, based AS here, counted, amount, suppliers
    FROM flagged
    UNION ALL
    SELECT scope, year, 'establishment' AS member, based_or_branched AS here, counted, amount, suppliers
    FROM flagged
),
cells AS (
    SELECT scope, year, dimension, member, ring, counted, amount, suppliers
    FROM rings CROSS JOIN forms
    UNION ALL
    SELECT scope, year, 'basis' AS dimension, member,
           CASE here WHEN 'here' THEN 'municipality' WHEN 'unknown' THEN 'unknown' ELSE 'elsewhere' END AS ring,
           counted, SUM(amount) AS amount, SUM(suppliers) AS suppliers
    FROM bases
    WHERE here <> ''
    GROUP BY scope, year, member, here, counted
    UNION ALL
    SELECT scope, year, 'sector' AS dimension, sector AS member, ring, counted, SUM(amount) AS amount, SUM(suppliers) AS suppliers
    FROM sector_flagged
    GROUP BY scope, year, sector, ring, counted
    UNION ALL
    SELECT scope, year, level AS dimension, unit AS member, ring, kind NOT IN ('redacted', 'unnamed') AS counted, amount,
           suppliers
    FROM units
    WHERE sector = 'all'
),
parts AS (
    SELECT scope, year, dimension, member, amount,
           CASE WHEN ring = 'municipality'
                  OR (ring = 'sub-region' AND dimension = 'within' AND member IN ('sub-region', 'region', 'country'))
                  OR (ring = 'region' AND dimension = 'within' AND member IN ('region', 'country'))
                  OR (ring = 'country' AND dimension = 'within' AND member = 'country') THEN amount ELSE 0 END AS near,
           CASE WHEN ring <> 'unknown' OR member <> 'of-known' THEN amount ELSE 0 END AS base,
           CASE WHEN counted AND (ring <> 'unknown' OR member <> 'of-known') THEN suppliers ELSE 0 END AS suppliers,
           CASE WHEN ring = 'unknown' THEN amount ELSE 0 END AS unplaced
    FROM cells
),
measures AS (
    SELECT scope, year, dimension, member, SUM(near) AS near, SUM(base) AS base, SUM(suppliers) AS suppliers,
           SUM(unplaced) AS unplaced, SUM(amount) AS total
    FROM parts
    GROUP BY scope, year, dimension, member
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
