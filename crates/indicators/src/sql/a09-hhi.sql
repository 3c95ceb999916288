-- id: A9
-- name: hhi
-- unit: index
-- headline: total/total
-- better: less
-- needs: amount, supplier
-- n: suppliers
-- title.en: Supplier concentration (HHI)
-- title.fi: Toimittajien keskittyneisyys (HHI)
-- title.sv: Leverantörskoncentration (HHI)
-- meaning.en: The Herfindahl-Hirschman index: the squared percentage shares of the suppliers, added up, from near 0
--     (many equal suppliers) to 10 000 (one supplier). Only identified suppliers with a positive year count. The
--     denominator is their sum.
-- meaning.fi: Herfindahl-Hirschmanin indeksi: toimittajien prosenttiosuuksien neliöiden summa, lähes nollasta (monta
--     samankokoista toimittajaa) 10 000:een (yksi toimittaja). Mukana ovat vain yksilöidyt toimittajat, joiden
--     vuosisumma on positiivinen. Nimittäjä on niiden summa.
-- meaning.sv: Herfindahl-Hirschmans index: summan av leverantörernas kvadrerade procentandelar, från nära 0 (många
--     lika stora leverantörer) till 10 000 (en leverantör). Bara identifierade leverantörer med positiv årssumma
--     räknas. Nämnaren är deras summa.
-- reading.en: Below 1 000 is called low, 1 000 to 1 800 moderate, above 1 800 high. With fewer than five suppliers no
--     index is shown. Low treats the redacted purchases as many small suppliers, high as one. Read the number of
--     suppliers and the sum beside it.
-- reading.fi: Alle 1 000 on matala, 1 000–1 800 kohtalainen ja yli 1 800 korkea. Jos toimittajia on alle viisi,
--     indeksiä ei näytetä. Alaraja olettaa suojatut ostot moneksi pieneksi toimittajaksi, yläraja yhdeksi. Lue
--     rinnalla toimittajien määrä ja summa.
-- reading.sv: Under 1 000 kallas låg, 1 000–1 800 måttlig och över 1 800 hög. Med färre än fem leverantörer visas
--     inget index. Nedre gränsen behandlar maskerade inköp som många små leverantörer, den övre som en enda. Läs
--     antalet leverantörer och summan intill.
-- pitfalls.en: The cut points were made for markets, not for one buyer's purchases. A high index in a thin sector is
--     arithmetic, not evidence. One public body can set the figure of the whole: read it also without public bodies.
-- pitfalls.fi: Raja-arvot on tehty markkinoille, ei yhden ostajan hankinnoille. Korkea indeksi ohuella toimialalla on
--     laskutoimituksen tulos, ei näyttöä. Yksi julkisyhteisö voi määrätä koko luvun: lue se myös ilman
--     julkisyhteisöjä.
-- pitfalls.sv: Gränsvärdena är gjorda för marknader, inte för en enda köpares inköp. Ett högt index i en tunn bransch
--     är aritmetik, inte belägg. Ett enda offentligt organ kan avgöra hela talet: läs det också utan offentliga
--     organ.
-- source: Herfindahl-Hirschman index; US merger guidelines 2023 for the cut points 1 000 and 1 800 (1 500 and 2 500
--     in 2010)
WITH cells AS (
    SELECT scope, year, CASE WHEN sector = 'all' THEN 'total' ELSE 'sector' END AS dimension,
           CASE WHEN sector = 'all' THEN 'total' ELSE sector END AS member, identified = 'no' AS redacted,
           above_zero = 'yes' AS above_zero, amount, suppliers, squares
    FROM concentration JOIN series USING (series)
),
known AS (
    SELECT scope, year, dimension, member, SUM(amount) AS total,
           SUM(CASE WHEN NOT redacted THEN amount ELSE 0 END) AS identified,
           SUM(CASE WHEN redacted AND above_zero THEN amount ELSE 0 END) AS hidden,
           SUM(CASE WHEN NOT redacted AND above_zero THEN amount ELSE 0 END) AS base,
           SUM(CASE WHEN NOT redacted AND above_zero THEN suppliers ELSE 0 END) AS suppliers,
           CAST(SUM(squares) AS DOUBLE) / 1073741824.0 AS hhi
    FROM cells
    GROUP BY scope, year, dimension, member
),
indexes AS (
    SELECT scope, year, dimension, member, suppliers, base, identified, total,
           CASE WHEN suppliers >= 5 THEN hhi END AS hhi,
           CAST(base AS DOUBLE) / NULLIF(CAST(base + hidden AS DOUBLE), 0) AS seen,
           CAST(hidden AS DOUBLE) / NULLIF(CAST(base + hidden AS DOUBLE), 0) AS unseen
    FROM known
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       hhi AS value,
       hhi * seen * seen AS low,
       CASE WHEN hhi * seen * seen + 10000.0 * unseen * unseen > hhi
            THEN hhi * seen * seen + 10000.0 * unseen * unseen ELSE hhi END AS high,
       CAST(NULL AS DECIMAL(18,2)) AS numerator,
       CAST(base AS DECIMAL(18,2)) AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN identified < 0 THEN 0.0 WHEN identified > total THEN 1.0
                  ELSE CAST(identified AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM indexes
