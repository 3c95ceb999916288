-- id: C10
-- name: winner-sizes
-- unit: share
-- whole: tenders
-- headline: total/total
-- better: more
-- needs: tender-winner-size
-- n: winners
-- title.en: Small and medium-sized firms among the winners
-- title.fi: Pk-yritykset voittajien joukossa
-- title.sv: Små och medelstora företag bland vinnarna
-- meaning.en: Micro, small and medium-sized firms as a share of the firms that won something in the year and whose
--     size is known, each firm once; by size, each size as a share of all winners. The same share of the firms that
--     won a framework agreement is given beside it.
-- meaning.fi: Mikro-, pienten ja keskisuurten yritysten osuus vuoden aikana voittaneista yrityksistä, joiden koko
--     tunnetaan; kukin yritys lasketaan kerran. Kokoluokittain kunkin luokan osuus kaikista voittajista. Rinnalla
--     annetaan sama osuus puitejärjestelyihin valituista.
-- meaning.sv: Mikroföretag, små och medelstora företag som andel av de företag som vann något under året och vars
--     storlek är känd, varje företag en gång; per storlek varje klass som andel av alla vinnare. Bredvid anges samma
--     andel av företag som vann ramavtal.
-- reading.en: It counts firms, where C6 counts awards: a large firm that wins often counts once here. Low and high
--     suppose that none, or all, of an unknown size are of the class.
-- reading.fi: Luku laskee yrityksiä, C6 päätöksiä: usein voittava suuryritys on tässä mukana kerran. Rajoissa
--     oletetaan, ettei yksikään tai että jokainen tuntemattoman kokoinen kuuluu luokkaan.
-- reading.sv: Här räknas företag, i C6 tilldelningar: ett stort företag som vinner ofta räknas en gång. Gränserna
--     antar att inga, respektive alla, av okänd storlek hör till klassen.
-- pitfalls.en: Firms are told apart by id, else by name: two spellings without an id are two firms, and winners
--     without either count each time.
-- pitfalls.fi: Yritykset erotetaan tunnuksesta, muuten nimestä: kaksi kirjoitusasua ilman tunnusta on kaksi yritystä,
--     ja nimettömät voittajat lasketaan joka kerta.
-- pitfalls.sv: Företag skiljs åt efter organisationsnummer, annars efter namn: två stavningar utan nummer är två
--     företag, och vinnare utan båda räknas varje gång.
-- source: KL-Kuntahankinnat, suppliers of framework agreements by size; Upphandlingsmyndigheten, contracted suppliers
--     by size
WITH told AS (
    SELECT year, role, size, SUM(number) AS number
    FROM tender_parties
    WHERE role IN ('winner', 'framework-supplier')
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
    WHERE role = 'winner'
    UNION ALL
    SELECT t.year, 'size' AS dimension, t.size AS member, t.number AS part, w.whole AS base,
           CASE WHEN t.size IN ('micro', 'small', 'medium') THEN w.whole - w.known + w.unsized_smes
                ELSE w.whole - w.known END AS open,
           w.known, w.whole,
           CASE WHEN t.size IN ('sme', 'unknown') THEN 1 ELSE 0 END AS is_class
    FROM told AS t JOIN wholes AS w ON w.year = t.year AND w.role = t.role
    WHERE t.role = 'winner'
    UNION ALL
    SELECT year, 'measure' AS dimension, 'framework-supplier-share' AS member, smes AS part, known AS base,
           whole - known AS open, known, whole, 0 AS is_class
    FROM wholes
    WHERE role = 'framework-supplier'
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
