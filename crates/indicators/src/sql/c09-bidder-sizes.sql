-- id: C9
-- name: bidder-sizes
-- unit: share
-- whole: tenders
-- headline: total/total
-- better: more
-- needs: tender-bidder-size
-- n: bids
-- title.en: Bids of small and medium-sized firms
-- title.fi: Pk-yritysten tarjoukset
-- title.sv: Små och medelstora företags anbud
-- meaning.en: Bids of micro, small and medium-sized firms, as a share of bids of firms whose size is known; by size,
--     each size as a share of all bids. A bidder counts once for each lot.
-- meaning.fi: Mikro-, pienten ja keskisuurten yritysten tarjousten osuus tarjouksista, joissa tarjoajan koko
--     tunnetaan; kokoluokittain kunkin luokan osuus kaikista tarjouksista. Tarjoaja lasketaan kerran kutakin osaa
--     kohti.
-- meaning.sv: Anbud från mikroföretag, små och medelstora företag som andel av anbuden från företag vars storlek är
--     känd; per storlek varje klass som andel av alla anbud. En anbudsgivare räknas en gång per anbudsområde.
-- reading.en: It says who finds the way to the tenders, won or lost. Low and high suppose that none, or all, of an
--     unknown size are of the class; firms that are only known to be small or medium-sized may be of any of the three
--     sizes.
-- reading.fi: Luku kertoo, ketkä löytävät tarjouskilpailuihin, voittivatpa he tai hävisivät. Rajoissa oletetaan,
--     ettei yksikään tai että jokainen tuntemattoman kokoinen kuuluu luokkaan; vain pk-yrityksiksi tiedetyt voivat
--     kuulua mihin tahansa kolmesta koosta.
-- reading.sv: Det säger vilka som hittar till upphandlingarna, vare sig de vinner eller förlorar. Gränserna antar att
--     inga, respektive alla, av okänd storlek hör till klassen; de som bara är kända som små eller medelstora kan
--     höra till vilken som helst av de tre.
-- pitfalls.en: Where the table has only a number of bids of small and medium-sized firms, the rest count as large.
--     Sizes are as the table tells them.
-- pitfalls.fi: Jos taulukossa on vain pk-yritysten tarjousten määrä, muut lasketaan suuriksi. Koot ovat taulukon
--     mukaisia.
-- pitfalls.sv: Anger tabellen bara antalet anbud från små och medelstora företag räknas övriga som stora. Storlekarna
--     är de som tabellen anger.
-- source: Upphandlingsmyndigheten, statistics on public procurement: bidders by size; eForms BT-759 and BT-760
WITH told AS (
    SELECT year, role, size, SUM(number) AS number
    FROM tender_parties
    WHERE role IN ('bid')
    GROUP BY year, role, size
),
wholes AS (
    SELECT year, role,
           SUM(number) AS whole,
           SUM(CASE WHEN size <> 'unknown' THEN number ELSE 0 END) AS known,
           SUM(CASE WHEN size IN ('micro', 'small', 'medium', 'sme') THEN number ELSE 0 END) AS smes,
           SUM(CASE WHEN size = 'sme' THEN number ELSE 0 END) AS unsized_smes
    FROM told
    GROUP BY year, role
),
parts AS (
    SELECT year, 'total' AS dimension, 'total' AS member, smes AS part, known AS base, whole - known AS open, known, whole,
           0 AS is_class
    FROM wholes
    WHERE role = 'bid'
    UNION ALL
    SELECT t.year, 'size' AS dimension, t.size AS member, t.number AS part, w.whole AS base,
           CASE WHEN t.size IN ('micro', 'small', 'medium') THEN w.whole - w.known + w.unsized_smes
                ELSE w.whole - w.known END AS open,
           w.known, w.whole,
           CASE WHEN t.size IN ('sme', 'unknown') THEN 1 ELSE 0 END AS is_class
    FROM told AS t JOIN wholes AS w ON w.year = t.year AND w.role = t.role
    WHERE t.role = 'bid'
)
SELECT 'tenders' AS scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CAST(part AS DOUBLE) / NULLIF(CAST(base AS DOUBLE), 0) AS value,
       CASE WHEN is_class = 0 THEN CAST(part AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) END AS low,
       CASE WHEN is_class = 0 THEN CAST(part + open AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) END AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(base AS DECIMAL(18,2)) AS denominator,
       CAST(base AS BIGINT) AS n,
       CAST(known AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS coverage
FROM parts
WHERE whole > 0
