-- id: A8
-- name: concentration-ratio
-- unit: share
-- headline: total/total
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
WITH cells AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, supplier, kind, amount FROM supplier_years
    UNION ALL
    SELECT scope, year, 'sector' AS dimension, sector AS member, supplier, kind, amount FROM spend
),
ranked AS (
    SELECT scope, year, dimension, member, amount,
           ROW_NUMBER() OVER (PARTITION BY scope, year, dimension, member ORDER BY amount DESC) AS place
    FROM cells
    WHERE kind <> 'redacted' AND amount > 0
),
tops AS (
    SELECT scope, year, dimension, member, SUM(amount) AS base, COUNT(*) AS suppliers,
           SUM(CASE WHEN place <= 1 THEN amount ELSE 0 END) AS top_1,
           SUM(CASE WHEN place <= 3 THEN amount ELSE 0 END) AS top_3,
           SUM(CASE WHEN place <= 4 THEN amount ELSE 0 END) AS top_4,
           SUM(CASE WHEN place <= 9 THEN amount ELSE 0 END) AS top_9,
           SUM(CASE WHEN place <= 10 THEN amount ELSE 0 END) AS top_10
    FROM ranked
    GROUP BY scope, year, dimension, member
),
known AS (
    SELECT scope, year, dimension, member, SUM(amount) AS total,
           SUM(CASE WHEN kind <> 'redacted' THEN amount ELSE 0 END) AS identified,
           SUM(CASE WHEN kind = 'redacted' AND amount > 0 THEN amount ELSE 0 END) AS hidden
    FROM cells
    GROUP BY scope, year, dimension, member
),
sums AS (
    SELECT k.scope AS scope, k.year AS year, k.dimension AS dimension, k.member AS member, t.base AS base,
           COALESCE(t.suppliers, 0) AS suppliers,
           t.top_1 AS top_1, t.top_3 AS top_3, t.top_4 AS top_4, t.top_9 AS top_9, t.top_10 AS top_10,
           k.total AS total, k.identified AS identified, k.hidden AS hidden
    FROM known AS k
    LEFT JOIN tops AS t ON k.scope = t.scope AND k.year = t.year AND k.dimension = t.dimension AND k.member = t.member
),
measures AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, top_4 AS top_sum, top_3 AS less_one,
           base, hidden, suppliers, identified, total
    FROM sums WHERE dimension = 'total'
    UNION ALL
    SELECT scope, year, 'measure' AS dimension, 'cr1' AS member, top_1 AS top_sum, CAST(0 AS DECIMAL(18,2)) AS less_one,
           base, hidden, suppliers, identified, total
    FROM sums WHERE dimension = 'total'
    UNION ALL
    SELECT scope, year, 'measure' AS dimension, 'cr4' AS member, top_4 AS top_sum, top_3 AS less_one,
           base, hidden, suppliers, identified, total
    FROM sums WHERE dimension = 'total'
    UNION ALL
    SELECT scope, year, 'measure' AS dimension, 'cr10' AS member, top_10 AS top_sum, top_9 AS less_one,
           base, hidden, suppliers, identified, total
    FROM sums WHERE dimension = 'total'
    UNION ALL
    SELECT scope, year, 'sector:cr1' AS dimension, member AS member, top_1 AS top_sum, CAST(0 AS DECIMAL(18,2)) AS less_one,
           base, hidden, suppliers, identified, total
    FROM sums WHERE dimension = 'sector'
    UNION ALL
    SELECT scope, year, 'sector:cr4' AS dimension, member AS member, top_4 AS top_sum, top_3 AS less_one,
           base, hidden, suppliers, identified, total
    FROM sums WHERE dimension = 'sector'
    UNION ALL
    SELECT scope, year, 'sector:cr10' AS dimension, member AS member, top_10 AS top_sum, top_9 AS less_one,
           base, hidden, suppliers, identified, total
    FROM sums WHERE dimension = 'sector'
),
ratios AS (
    SELECT scope, year, dimension, member, top_sum, base, suppliers, identified, total,
           CAST(top_sum AS DOUBLE) / NULLIF(CAST(base AS DOUBLE), 0) AS share,
           CAST(top_sum AS DOUBLE) / NULLIF(CAST(base + hidden AS DOUBLE), 0) AS if_many,
           CAST(CASE WHEN less_one + hidden > top_sum THEN less_one + hidden ELSE top_sum END AS DOUBLE)
           / NULLIF(CAST(base + hidden AS DOUBLE), 0) AS if_one
    FROM measures
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
