-- id: B2
-- name: local-share-suppliers
-- unit: share
-- whole: suppliers
-- headline: total/total
-- better: more
-- needs: amount, supplier, place
-- n: suppliers
-- title.en: Local share of suppliers
-- title.fi: Paikallisten osuus toimittajista
-- title.sv: Lokala leverantörers andel av leverantörerna
-- meaning.en: Suppliers in the home municipality as a share of the suppliers whose place is known, in all and by
--     sector; also among suppliers above 1 000 and above 10 000 euros, or 10 000 and 100 000 kronor.
-- meaning.fi: Kotikunnassa olevien toimittajien osuus toimittajista, joiden sijainti tunnetaan, yhteensä ja
--     toimialoittain; lisäksi osuus toimittajista, joiden vuosisumma on yli 1 000 tai yli 10 000 euroa (kruunuissa
--     yli 10 000 tai yli 100 000).
-- meaning.sv: Leverantörer i den egna kommunen som andel av de leverantörer vars ort är känd, totalt och per bransch;
--     dessutom bland leverantörer vars årssumma är över 10 000 eller över 100 000 kronor (i euro över 1 000 eller över
--     10 000).
-- reading.en: It counts suppliers, not money: local suppliers are often many and small. Low takes every supplier of
--     unknown place as not local, high as local.
-- reading.fi: Luku laskee toimittajia, ei rahaa: paikallisia on usein paljon ja ne ovat pieniä. Alaraja olettaa
--     kaikki sijainniltaan tuntemattomat toimittajat muualla oleviksi, yläraja paikallisiksi.
-- reading.sv: Talet räknar leverantörer, inte pengar: de lokala är ofta många och små. Nedre gränsen räknar alla
--     leverantörer med okänd ort som icke-lokala, den övre som lokala.
-- pitfalls.en: Never mix it with the share of spend: in Mikkeli 30 % of suppliers and 41 % of spend were local.
--     Redacted persons are left out and lower the coverage. Domicile is not where the work is done.
-- pitfalls.fi: Lukua ei pidä sekoittaa osuuteen ostoista: Mikkelissä paikallisia oli 30 % toimittajista ja 41 %
--     ostoista. Suojatut henkilöt on jätetty pois, mikä laskee kattavuutta. Kotikunta ei kerro, missä työ tehdään.
-- pitfalls.sv: Blanda inte ihop talet med andelen av inköpen: i S:t Michel var 30 % av leverantörerna och 41 % av
--     inköpen lokala. Maskerade personer är utelämnade, vilket sänker täckningen. Säteskommunen visar inte var
--     arbetet utförs.
-- source: Mikkeli purchase-invoice study 2023 (local suppliers, also those above 10 000)
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
sector_flagged AS (
    SELECT scope, year, sector, ring, kind IN ('redacted', 'unnamed') AS redacted, worth <> 'zero' AS nonzero, amount, suppliers
    FROM supplier_groups
    WHERE sector <> 'all'
),
forms AS (
    SELECT dimension, form, form AS member FROM (VALUES
        ('total', 'total'), ('measure', 'nonzero')
    ) AS v (dimension, form)
    UNION ALL
    SELECT 'measure' AS dimension, name AS form, above AS member FROM worth_limits
),
cells AS (
    SELECT scope, year, dimension, member, ring, redacted,
           CASE WHEN form = 'small' THEN over_small WHEN form = 'large' THEN over_large ELSE nonzero END AS counted,
           amount, suppliers
    FROM rings CROSS JOIN forms
    UNION ALL
    SELECT scope, year, 'sector' AS dimension, sector AS member, ring, redacted, nonzero AS counted, SUM(amount) AS amount,
           SUM(suppliers) AS suppliers
    FROM sector_flagged
    GROUP BY scope, year, sector, ring, redacted, nonzero
),
measures AS (
    SELECT scope, year, dimension, member,
           SUM(CASE WHEN counted AND NOT redacted AND ring = 'municipality' THEN suppliers ELSE 0 END) AS near,
           SUM(CASE WHEN counted AND NOT redacted AND ring <> 'unknown' THEN suppliers ELSE 0 END) AS placed,
           SUM(CASE WHEN counted AND NOT redacted THEN suppliers ELSE 0 END) AS counted,
           SUM(CASE WHEN NOT redacted AND ring <> 'unknown' THEN amount ELSE 0 END) AS known_amount,
           SUM(amount) AS total
    FROM cells
    GROUP BY scope, year, dimension, member
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CAST(near AS DOUBLE) / NULLIF(CAST(placed AS DOUBLE), 0) AS value,
       CAST(near AS DOUBLE) / NULLIF(CAST(counted AS DOUBLE), 0) AS low,
       CAST(near + counted - placed AS DOUBLE) / NULLIF(CAST(counted AS DOUBLE), 0) AS high,
       CAST(near AS DECIMAL(18,2)) AS numerator,
       CAST(placed AS DECIMAL(18,2)) AS denominator,
       CAST(placed AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN known_amount < 0 THEN 0.0 WHEN known_amount > total THEN 1.0
                  ELSE CAST(known_amount AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM measures
