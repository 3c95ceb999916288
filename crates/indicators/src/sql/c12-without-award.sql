-- id: C12
-- name: without-award
-- unit: share
-- whole: tenders
-- headline: total/total
-- better: less
-- needs: tender-result
-- n: tenders
-- title.en: Tenders cancelled or without result
-- title.fi: Keskeytetyt ja tuloksettomat kilpailutukset
-- title.sv: Avbrutna upphandlingar och sådana utan resultat
-- meaning.en: Tenders that were cancelled, or got no bid that could be taken, as a share of those that are decided;
--     the two are also given apart. A lot counts as a tender; a procurement without lots counts as one.
-- meaning.fi: Keskeytettyjen ja ilman hyväksyttävää tarjousta jääneiden kilpailutusten osuus ratkenneista; osuudet
--     annetaan myös erikseen. Hankinnan osa lasketaan tarjouskilpailuksi; jakamaton hankinta on yksi.
-- meaning.sv: Upphandlingar som avbröts, eller som inte fick något anbud som kunde antas, som andel av de avgjorda;
--     de två anges också var för sig. Ett anbudsområde räknas som en upphandling; en odelad upphandling är en.
-- reading.en: Each cost firms and the buyer work for nothing. Tenders that are still running are left out. Low and
--     high suppose that none, or all, of an unknown result ended so.
-- reading.fi: Jokainen on vienyt yrityksiltä ja ostajalta turhaa työtä. Käynnissä olevat on jätetty pois. Rajoissa
--     oletetaan, ettei yksikään tai että jokainen tuntemattoman tuloksen kilpailutus päättyi näin.
-- reading.sv: Varje sådan har kostat företag och köpare arbete i onödan. Pågående upphandlingar är utelämnade.
--     Gränserna antar att inga, respektive alla, med okänt resultat slutade så.
-- pitfalls.en: It needs a column of results: a table of awards alone tells nothing of what was not awarded. A tender
--     without a word on its result counts as awarded when it has an award date or a winner.
-- pitfalls.fi: Luku tarvitsee tulossarakkeen: pelkistä päätöksistä koottu taulukko ei kerro, mitä jäi ratkaisematta.
--     Kilpailutus, jonka tulosta ei kerrota, on ratkennut, jos sillä on päätöspäivä tai voittaja.
-- pitfalls.sv: En kolumn med resultat krävs: en tabell över enbart tilldelningar säger inget om det som inte
--     tilldelades. En upphandling utan angivet resultat räknas som tilldelad om den har ett tilldelningsdatum eller
--     en vinnare.
-- source: Open Contracting Partnership, indicators: share of cancelled and unsuccessful tenders; cardinal red flag
--     R025
WITH told AS (
    SELECT year, 'total' AS dimension, 'total' AS member, outcome
    FROM tenders WHERE outcome <> 'running'
    UNION ALL
    SELECT year, 'procedure' AS dimension, procedure AS member, outcome
    FROM tenders WHERE outcome <> 'running'
    UNION ALL
    SELECT year, 'sector' AS dimension, sector AS member, outcome
    FROM tenders WHERE outcome <> 'running'
),
sums AS (
    SELECT year, dimension, member,
           SUM(CASE WHEN outcome = 'cancelled' THEN 1 ELSE 0 END) AS cancelled,
           SUM(CASE WHEN outcome = 'without-result' THEN 1 ELSE 0 END) AS bidless,
           SUM(CASE WHEN outcome <> 'unknown' THEN 1 ELSE 0 END) AS known,
           COUNT(*) AS whole
    FROM told
    GROUP BY year, dimension, member
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'total', 'both'), ('total', 'measure', 'cancelled-share', 'cancelled'),
        ('total', 'measure', 'without-result-share', 'bidless'), ('procedure', 'procedure', '', 'both'),
        ('sector', 'sector', '', 'both')
    ) AS v (class, shown, named, form)
),
parts AS (
    SELECT year, shown, CASE WHEN named = '' THEN member ELSE named END AS member, known, whole,
           CASE form WHEN 'both' THEN cancelled + bidless WHEN 'cancelled' THEN cancelled ELSE bidless END AS part
    FROM sums JOIN forms ON sums.dimension = forms.class
)
SELECT 'tenders' AS scope,
       CAST(year AS STRING) AS period,
       shown AS dimension,
       member,
       CAST(part AS DOUBLE) / NULLIF(CAST(known AS DOUBLE), 0) AS value,
       CAST(part AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS low,
       CAST(part + whole - known AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(known AS DECIMAL(18,2)) AS denominator,
       CAST(known AS BIGINT) AS n,
       CAST(known AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS coverage
FROM parts
WHERE whole > 0
