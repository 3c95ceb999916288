-- id: C4
-- name: price-only-awards
-- unit: share
-- whole: tenders
-- headline: total/total
-- better: less
-- needs: tender-criteria
-- n: tenders
-- title.en: Tenders decided by price alone
-- title.fi: Pelkällä hinnalla ratkaistut kilpailutukset
-- title.sv: Upphandlingar som avgörs av enbart priset
-- meaning.en: Tenders whose only award criterion is the price, as a share of those whose criteria are known. A lot
--     counts as a tender; a procurement without lots counts as one.
-- meaning.fi: Niiden tarjouskilpailujen osuus, joissa hinta on ainoa valintaperuste, kun peruste tunnetaan. Hankinnan
--     osa lasketaan tarjouskilpailuksi; jakamaton hankinta on yksi.
-- meaning.sv: Upphandlingar där priset är det enda tilldelningskriteriet, som andel av dem vars kriterier är kända.
--     Ett anbudsområde räknas som en upphandling; en odelad upphandling är en.
-- reading.en: The scoreboard of the EU calls at most 80 % satisfactory. Quality may also be asked for as a minimum
--     requirement, beside which price decides. Low and high suppose that no, or every, tender of unknown criteria was
--     decided by price.
-- reading.fi: EU:n tulostaulu pitää enintään 80:tä prosenttia tyydyttävänä. Laatua voidaan vaatia myös
--     vähimmäisvaatimuksena, jolloin hinta ratkaisee. Rajoissa oletetaan, ettei yhtään tai että jokainen
--     tuntemattoman perusteen kilpailutus ratkesi hinnalla.
-- reading.sv: EU:s resultattavla anser högst 80 % vara tillfredsställande. Kvalitet kan också krävas som minimikrav,
--     varefter priset avgör. Gränserna antar att ingen, respektive varje, upphandling med okända kriterier avgjordes
--     av priset.
-- pitfalls.en: A weight of quality says nothing of how bids differed in it: where all get the same points, price
--     decides. A known weight counts before the word for the criterion. Direct awards and call-offs are left out, and
--     stand apart among the procedures.
-- pitfalls.fi: Laadun paino ei kerro, miten tarjoukset laadultaan erosivat: jos kaikki saavat samat pisteet, hinta
--     ratkaisee. Tunnettu painoarvo menee valintaperusteen nimen edelle. Suorahankinnat ja puitejärjestelyjen
--     sisäiset kilpailutukset on jätetty pois; menettelyittäin ne näkyvät omilla riveillään.
-- pitfalls.sv: En vikt för kvalitet säger inget om hur anbuden skilde sig åt: får alla samma poäng avgör priset. En
--     känd vikt går före kriteriets namn. Direktupphandlingar och avrop är utelämnade; bland förfarandena står de för
--     sig.
-- source: European Commission, Single Market Scoreboard, public procurement, award criteria
WITH told AS (
    SELECT year, 'total' AS dimension, 'total' AS member, price_only
    FROM tenders WHERE procedure NOT IN ('direct', 'call-off')
    UNION ALL
    SELECT year, 'procedure' AS dimension, procedure AS member, price_only
    FROM tenders
    UNION ALL
    SELECT year, 'sector' AS dimension, sector AS member, price_only
    FROM tenders WHERE procedure NOT IN ('direct', 'call-off')
),
sums AS (
    SELECT year, dimension, member,
           SUM(CASE WHEN price_only = 'yes' THEN 1 ELSE 0 END) AS part,
           SUM(CASE WHEN price_only <> 'unknown' THEN 1 ELSE 0 END) AS known,
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
