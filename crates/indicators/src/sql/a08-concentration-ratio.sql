-- id: A8
-- name: concentration-ratio
-- unit: share
-- whole: spend
-- headline: total/total
-- better: less
-- needs: amount, supplier
-- n: suppliers
-- title.en: Share of the largest suppliers (CR1, CR4, CR10)
-- title.fi: Suurimpien toimittajien osuus (CR1, CR4, CR10)
-- title.sv: De största leverantörernas andel (CR1, CR4, CR10)
-- meaning.en: The share of spend that goes to the one, four and ten largest suppliers of the year, in all and by
--     sector. The headline is CR4. Only identified suppliers with a positive year count.
-- meaning.fi: Vuoden suurimman, neljän suurimman ja kymmenen suurimman toimittajan osuus ostoista, yhteensä ja
--     toimialoittain. Pääluku on CR4. Mukana ovat vain yksilöidyt toimittajat, joiden vuosisumma on positiivinen.
-- meaning.sv: Andelen av inköpen som går till årets största, fyra största och tio största leverantörer, totalt och
--     per bransch. Huvudtalet är CR4. Bara identifierade leverantörer med positiv årssumma räknas.
-- reading.en: The nearer to 100 %, the fewer suppliers carry the sum. Low treats the redacted purchases as many small
--     suppliers, high as one. Compare sectors only with the number of suppliers beside the share.
-- reading.fi: Mitä lähempänä sataa prosenttia, sitä harvempi toimittaja kantaa summan. Alaraja olettaa suojatut ostot
--     moneksi pieneksi toimittajaksi, yläraja yhdeksi. Vertaa toimialoja vain niin, että toimittajien määrä on
--     näkyvissä.
-- reading.sv: Ju närmare 100 %, desto färre leverantörer bär summan. Nedre gränsen behandlar maskerade inköp som
--     många små leverantörer, den övre som en enda. Jämför branscher bara med antalet leverantörer intill.
-- pitfalls.en: One large public supplier can dominate: read the figure both with and without public bodies. A high
--     share in a sector with few suppliers or a small sum is arithmetic, not evidence about competition. Companies of
--     one group are counted apart.
-- pitfalls.fi: Yksi suuri julkinen toimittaja voi hallita lukua: lue se sekä julkisyhteisöjen kanssa että ilman
--     niitä. Suuri osuus toimialalla, jolla on vähän toimittajia tai pieni summa, on laskutoimituksen tulos eikä
--     näyttöä kilpailusta. Saman konsernin yhtiöt lasketaan erikseen.
-- pitfalls.sv: En enda stor offentlig leverantör kan dominera: läs talet både med och utan offentliga organ. En hög
--     andel i en bransch med få leverantörer eller liten summa är aritmetik, inte belägg om konkurrensen. Bolag i
--     samma koncern räknas var för sig.
-- source: concentration ratio CRn of industrial economics; used by the Open Contracting Partnership
WITH placed AS (
    SELECT scope, year, CASE WHEN sector = 'all' THEN 'total' ELSE 'sector' END AS dimension,
           CASE WHEN sector = 'all' THEN 'total' ELSE sector END AS member, amount, place
    FROM leaders JOIN series USING (series)
),
cells AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, kind IN ('redacted', 'unnamed') AS redacted,
           worth NOT IN ('negative', 'zero') AS above_zero, SUM(amount) AS amount, SUM(suppliers) AS suppliers
    FROM supplier_groups
    WHERE sector = 'all'
    GROUP BY scope, year, kind IN ('redacted', 'unnamed'), worth NOT IN ('negative', 'zero')
    UNION ALL
    SELECT scope, year, 'sector' AS dimension, sector AS member, kind IN ('redacted', 'unnamed') AS redacted,
           worth NOT IN ('negative', 'zero') AS above_zero, SUM(amount) AS amount, SUM(suppliers) AS suppliers
    FROM supplier_groups
    WHERE sector <> 'all'
    GROUP BY scope, year, sector, kind IN ('redacted', 'unnamed'), worth NOT IN ('negative', 'zero')
),
known AS (
    SELECT scope, year, dimension, member, SUM(amount) AS total,
           SUM(CASE WHEN NOT redacted THEN amount ELSE 0 END) AS identified,
           SUM(CASE WHEN redacted AND above_zero THEN amount ELSE 0 END) AS hidden,
           SUM(CASE WHEN NOT redacted AND above_zero THEN amount ELSE 0 END) AS base,
           SUM(CASE WHEN NOT redacted AND above_zero THEN suppliers ELSE 0 END) AS suppliers
    FROM cells
    GROUP BY scope, year, dimension, member
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'total', 4), ('total', 'measure', 'cr1', 1), ('total', 'measure', 'cr4', 4),
        ('total', 'measure', 'cr10', 10), ('sector', 'sector:cr1', 'cr1', 1), ('sector', 'sector:cr4', 'cr4', 4),
        ('sector', 'sector:cr10', 'cr10', 10)
    ) AS v (dimension, part, form, up_to)
),
sums AS (
    SELECT scope, year, part, CASE WHEN dimension = 'total' THEN form ELSE member END AS member, base, hidden, suppliers,
           identified, total,
           SUM(CASE WHEN place <= up_to THEN amount WHEN place > up_to THEN 0 END) AS top_sum,
           SUM(CASE WHEN place < up_to THEN amount WHEN place >= up_to THEN 0 END) AS less_one
    FROM known JOIN forms USING (dimension) LEFT JOIN placed USING (scope, year, dimension, member)
    GROUP BY scope, year, part, CASE WHEN dimension = 'total' THEN form ELSE member END, base, hidden, suppliers, identified, total
),
ratios AS (
    SELECT scope, year, part AS dimension, member, top_sum, suppliers, identified, total,
           CASE WHEN suppliers > 0 THEN base END AS base,
           CAST(top_sum AS DOUBLE) / NULLIF(CAST(base AS DOUBLE), 0) AS share,
           CAST(top_sum AS DOUBLE) / NULLIF(CAST(base + hidden AS DOUBLE), 0) AS if_many,
           CAST(CASE WHEN less_one + hidden > top_sum THEN less_one + hidden ELSE top_sum END AS DOUBLE)
           / NULLIF(CAST(base + hidden AS DOUBLE), 0) AS if_one
    FROM sums
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       share AS value,
       if_many AS low,
       CASE WHEN if_one > share THEN if_one ELSE share END AS high,
       CAST(top_sum AS DECIMAL(18,2)) AS numerator,
       CAST(base AS DECIMAL(18,2)) AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN identified < 0 THEN 0.0 WHEN identified > total THEN 1.0
                  ELSE CAST(identified AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM ratios
