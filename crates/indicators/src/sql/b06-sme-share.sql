-- id: B6
-- name: sme-share
-- unit: share
-- whole: spend
-- headline: total/total
-- better: more
-- needs: amount, supplier, size
-- n: suppliers
-- title.en: Share of small and medium-sized suppliers (by staff)
-- title.fi: Pk-yritysten osuus ostoista (henkilöstön mukaan)
-- title.sv: Små och medelstora leverantörers andel av inköpen (efter antal anställda)
-- meaning.en: The share of spend that goes to suppliers with fewer than 250 staff, among purchases whose supplier's
--     staff-size class is known, in all and by sector. Also given: the shares of micro suppliers (fewer than 10) and
--     of suppliers with fewer than 50, the share of all purchases, the share of suppliers, and the split by class.
-- meaning.fi: Alle 250 hengen toimittajien osuus niistä ostoista, joiden toimittajan henkilöstön kokoluokka
--     tunnetaan, yhteensä ja toimialoittain. Lisäksi annetaan mikrotoimittajien (alle 10 henkeä) ja alle 50 hengen
--     toimittajien osuudet, osuus kaikista ostoista, osuus toimittajista ja jakauma kokoluokittain.
-- meaning.sv: Andelen av inköpen från leverantörer med färre än 250 anställda, bland inköp vars leverantörs
--     storleksklass efter anställda är känd, totalt och per bransch. Dessutom anges andelarna för mikroföretag
--     (färre än 10) och för leverantörer med färre än 50, andelen av alla inköp, andelen av leverantörerna och
--     fördelningen per klass.
-- reading.en: The dimension within is cumulative: small holds micro, medium holds both and equals the headline. Low
--     takes every supplier of unknown size as large, high as small or medium-sized. Compare sectors: where smaller
--     firms sell little, ask whether the purchase could be divided into lots.
-- reading.fi: Jaottelu ”sisällä” on kertyvä: pieniin sisältyvät mikrot, keskisuuriin molemmat, ja se on sama kuin
--     pääluku. Alaraja olettaa kooltaan tuntemattomat toimittajat suuriksi, yläraja pk-yrityksiksi. Vertaa
--     toimialoja: jos pienemmät yritykset myyvät alalla vähän, kysy, voisiko hankinnan jakaa osiin.
-- reading.sv: Indelningen ”inom” är kumulativ: små innehåller mikro, medelstora innehåller båda och är lika med
--     huvudtalet. Nedre gränsen räknar leverantörer av okänd storlek som stora, den övre som små eller medelstora.
--     Jämför branscher: där mindre företag säljer lite kan man fråga om upphandlingen kan delas upp i delar.
-- pitfalls.en: The EU's definition also looks at turnover, balance sheet and owners: a small subsidiary of a large
--     group, or a company owned by a municipality, counts here by its own staff. Registers often lack the size of
--     sole traders, associations and foreign firms, which are then unknown. Sums are net of credit notes. A high or
--     low share is no merit or fault of any supplier.
-- pitfalls.fi: EU:n määritelmä katsoo myös liikevaihtoa, tasetta ja omistusta: suuren konsernin pieni tytäryhtiö tai
--     kunnan omistama yhtiö luetaan tässä oman henkilöstönsä mukaan. Toiminimien, yhdistysten ja ulkomaisten
--     yritysten koko puuttuu usein rekistereistä, jolloin se on tuntematon. Summista on vähennetty hyvitykset. Suuri
--     tai pieni osuus ei ole kenenkään toimittajan ansio tai vika.
-- pitfalls.sv: EU:s definition beaktar också omsättning, balansomslutning och ägare: ett litet dotterbolag i en stor
--     koncern eller ett kommunägt bolag räknas här efter sin egen personal. Uppgift om storlek saknas ofta i
--     registren för enskilda näringsidkare, föreningar och utländska företag, som då är okända. Beloppen är netto
--     efter kreditnotor. En hög eller låg andel är ingen leverantörs förtjänst eller fel.
-- source: Företagarna, public purchases from small firms (staff classes 0-49 and 0-249); EU recommendation
--     2003/361/EC for the cut points on staff
WITH cells AS (
    SELECT scope, year, CASE WHEN sector = 'all' THEN 'all' ELSE 'sector' END AS level, sector AS class, size,
           CAST(SUM(amount) AS DECIMAL(18,2)) AS amount, SUM(suppliers) AS suppliers
    FROM profiles
    GROUP BY scope, year, sector, size
    UNION ALL
    SELECT scope, year, level, unit AS class, size, CAST(SUM(amount) AS DECIMAL(18,2)) AS amount,
           SUM(CASE WHEN kind IN ('redacted', 'unnamed') THEN 0 ELSE suppliers END) AS suppliers
    FROM units
    WHERE sector = 'all'
    GROUP BY scope, year, level, unit, size
),
forms AS (
    SELECT * FROM (VALUES
        ('all', 'total', 'total'), ('all', 'measure', 'of-all'), ('all', 'measure', 'supplier-share'),
        ('all', 'within', 'micro'), ('all', 'within', 'small'), ('all', 'within', 'medium'),
        ('all', 'size:amount-share', 'micro'), ('all', 'size:amount-share', 'small'),
        ('all', 'size:amount-share', 'medium'), ('all', 'size:amount-share', 'large'),
        ('all', 'size:amount-share', 'unknown'), ('sector', 'sector', 'class'),
        ('unit', 'unit', 'class'), ('department', 'department', 'class')
    ) AS v (level, dimension, form)
),
parts AS (
    SELECT scope, year, dimension, CASE WHEN form = 'class' THEN class ELSE form END AS member, size, amount, suppliers,
           CASE WHEN form = 'supplier-share' THEN CAST(suppliers AS DECIMAL(18,2)) ELSE amount END AS part,
           CASE WHEN dimension = 'size:amount-share' THEN size = form
                WHEN form = 'micro' THEN size = 'micro'
                WHEN form = 'small' THEN size IN ('micro', 'small')
                ELSE size IN ('micro', 'small', 'medium') END AS wanted,
           size <> 'unknown' OR form = 'of-all' OR dimension = 'size:amount-share' AS in_base,
           dimension = 'size:amount-share' AND form = 'unknown' AS is_unknown
    FROM cells JOIN forms USING (level)
),
measures AS (
    SELECT scope, year, dimension, member, is_unknown,
           SUM(CASE WHEN wanted THEN part ELSE 0 END) AS part,
           SUM(CASE WHEN in_base THEN part ELSE 0 END) AS base,
           SUM(CASE WHEN size = 'unknown' THEN part ELSE 0 END) AS unsized,
           SUM(part) AS whole,
           SUM(CASE WHEN in_base AND (wanted OR dimension <> 'size:amount-share') THEN suppliers ELSE 0 END) AS suppliers,
           SUM(CASE WHEN size <> 'unknown' THEN amount ELSE 0 END) AS known,
           SUM(amount) AS total
    FROM parts
    GROUP BY scope, year, dimension, member, is_unknown
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN whole > 0 AND base > 0 THEN CAST(part AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN whole > 0 AND NOT is_unknown THEN
            CAST(part + CASE WHEN unsized < 0 THEN unsized ELSE 0 END AS DOUBLE) / CAST(whole AS DOUBLE) END AS low,
       CASE WHEN whole > 0 AND NOT is_unknown THEN
            CAST(part + CASE WHEN unsized > 0 THEN unsized ELSE 0 END AS DOUBLE) / CAST(whole AS DOUBLE) END AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(base AS DECIMAL(18,2)) AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN known < 0 THEN 0.0 WHEN known > total THEN 1.0
                  ELSE CAST(known AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM measures
