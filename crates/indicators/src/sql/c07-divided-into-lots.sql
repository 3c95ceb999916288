-- id: C7
-- name: divided-into-lots
-- unit: share
-- whole: tenders
-- headline: total/total
-- better: more
-- needs: tender-lots
-- n: procurements
-- title.en: Procurements divided into lots
-- title.fi: Osiin jaetut hankinnat
-- title.sv: Upphandlingar uppdelade i delar
-- meaning.en: Procurements that have several lots in the table, or are said to have, as a share of those of which it
--     is known. A procurement with lots of several procedures or sectors counts once in each.
-- meaning.fi: Niiden hankintojen osuus, joilla on taulukossa useita osia tai joiden sanotaan olevan jaettuja, kun
--     asia tunnetaan. Hankinta, jonka osat ovat eri menettelyissä tai eri toimialoilta, lasketaan kerran kuhunkin.
-- meaning.sv: Upphandlingar som har flera anbudsområden i tabellen, eller som sägs ha det, som andel av dem för vilka
--     det är känt. En upphandling med delar i flera förfaranden eller branscher räknas en gång i var och en.
-- reading.en: Small firms can bid for a part where the whole would be too much for them. Low and high suppose that
--     none, or all, of those of which it is not known are divided.
-- reading.fi: Pieni yritys voi tarjota osaa, kun kokonaisuus olisi sille liian suuri. Rajoissa oletetaan, ettei
--     yksikään tai että jokainen tuntemattomista on jaettu.
-- reading.sv: Ett litet företag kan lämna anbud på en del när helheten vore för stor. Gränserna antar att inga,
--     respektive alla, av de okända är uppdelade.
-- pitfalls.en: Lots do not help where each must be won with all, or where they are too large. A table of awards alone
--     lacks lots that were not awarded. The same figure stands for the splitting of procurements among measures of
--     openness (D9).
-- pitfalls.fi: Osat eivät auta, jos ne on voitettava yhdessä tai ne ovat liian suuria. Pelkistä päätöksistä kootusta
--     taulukosta puuttuvat osat, joita ei annettu kenellekään. Sama luku kertoo hankintojen jakamisesta avoimuuden
--     mittareissa (D9).
-- pitfalls.sv: Delar hjälper inte om de måste vinnas tillsammans eller är för stora. En tabell över enbart
--     tilldelningar saknar delar som ingen fick. Samma tal står för uppdelningen bland måtten på öppenhet (D9).
-- source: European Commission, Single Market Scoreboard, public procurement, procurements divided into lots;
--     directive 2014/24/EU, article 46
WITH told AS (
    SELECT DISTINCT year, 'total' AS dimension, 'total' AS member, procurement, divided
    FROM tenders
    UNION ALL
    SELECT DISTINCT year, 'procedure' AS dimension, procedure AS member, procurement, divided
    FROM tenders
    UNION ALL
    SELECT DISTINCT year, 'sector' AS dimension, sector AS member, procurement, divided
    FROM tenders
),
sums AS (
    SELECT year, dimension, member,
           SUM(CASE WHEN divided = 'yes' THEN 1 ELSE 0 END) AS part,
           SUM(CASE WHEN divided <> 'unknown' THEN 1 ELSE 0 END) AS known,
           COUNT(*) AS whole
    FROM told
    GROUP BY year, dimension, member
)
SELECT 'tenders' AS scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CAST(part AS DOUBLE) / NULLIF(CAST(known AS DOUBLE), 0) AS value,
       CAST(part AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS low,
       CAST(part + whole - known AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(known AS DECIMAL(18,2)) AS denominator,
       CAST(known AS BIGINT) AS n,
       CAST(known AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS coverage
FROM sums
WHERE whole > 0
