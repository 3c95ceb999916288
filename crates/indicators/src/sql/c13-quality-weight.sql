-- id: C13
-- name: quality-weight
-- unit: share
-- whole: tenders
-- headline: total/total
-- better: more
-- needs: tender-weight
-- n: tenders
-- title.en: Weight of quality in the award
-- title.fi: Laadun painoarvo valinnassa
-- title.sv: Kvalitetens vikt vid tilldelning
-- meaning.en: The mean weight of all award criteria but the price, of tenders whose weight is known; where price is
--     the only criterion it is 0. The share of tenders with any such weight or criterion is given beside it. A lot
--     counts as a tender; a procurement without lots counts as one.
-- meaning.fi: Muiden valintaperusteiden kuin hinnan keskimääräinen painoarvo kilpailutuksissa, joiden paino
--     tunnetaan; jos hinta on ainoa peruste, paino on 0. Rinnalla annetaan niiden kilpailutusten osuus, joissa on
--     jokin muu peruste. Hankinnan osa lasketaan tarjouskilpailuksi; jakamaton hankinta on yksi.
-- meaning.sv: Medelvikten för alla tilldelningskriterier utom priset, i upphandlingar vars vikt är känd; är priset
--     enda kriterium är vikten 0. Bredvid anges andelen upphandlingar med något sådant kriterium. Ett anbudsområde
--     räknas som en upphandling; en odelad upphandling är en.
-- reading.en: It says how much room bids have to be better, not only cheaper. Low and high suppose that unknown
--     weights are 0, or all of it. Every tender counts alike, whatever it is worth.
-- reading.fi: Luku kertoo, paljonko tarjouksilla on tilaa olla parempia eikä vain halvempia. Rajoissa oletetaan, että
--     tuntemattomat painot ovat 0 tai 100 prosenttia. Jokainen kilpailutus painaa yhtä paljon arvostaan riippumatta.
-- reading.sv: Det säger hur mycket utrymme anbuden har att vara bättre, inte bara billigare. Gränserna antar att
--     okända vikter är 0, respektive hela. Varje upphandling väger lika, oavsett värde.
-- pitfalls.en: A weight is not the same as an effect: it depends on how points are given. Requirements that every bid
--     must meet have no weight. Local origin may be no criterion. Direct awards and call-offs are left out, and stand
--     apart among the procedures.
-- pitfalls.fi: Paino ei ole sama kuin vaikutus: se riippuu pisteytyksestä. Kaikkia tarjouksia koskevilla
--     vaatimuksilla ei ole painoa. Paikallisuus ei saa olla valintaperuste. Suorahankinnat ja puitejärjestelyjen
--     sisäiset kilpailutukset on jätetty pois; menettelyittäin ne näkyvät omilla riveillään.
-- pitfalls.sv: En vikt är inte detsamma som en effekt: den beror på hur poängen ges. Krav som alla anbud ska uppfylla
--     har ingen vikt. Lokal hemvist får inte vara kriterium. Direktupphandlingar och avrop är utelämnade; bland
--     förfarandena står de för sig.
-- source: directive 2014/24/EU, article 67; East Sussex County Council, target for weights of social value
WITH told AS (
    SELECT year, 'total' AS dimension, 'total' AS member, price_only, quality_weight
    FROM tenders WHERE procedure NOT IN ('direct', 'call-off')
    UNION ALL
    SELECT year, 'procedure' AS dimension, procedure AS member, price_only, quality_weight
    FROM tenders
    UNION ALL
    SELECT year, 'sector' AS dimension, sector AS member, price_only, quality_weight
    FROM tenders WHERE procedure NOT IN ('direct', 'call-off')
),
sums AS (
    SELECT year, dimension, member,
           SUM(CASE WHEN quality_weight IS NOT NULL THEN quality_weight ELSE 0 END) AS weight,
           SUM(CASE WHEN quality_weight IS NOT NULL THEN 1 ELSE 0 END) AS weighed,
           SUM(CASE WHEN price_only = 'no' THEN 1 ELSE 0 END) AS quality,
           SUM(CASE WHEN price_only <> 'unknown' THEN 1 ELSE 0 END) AS judged,
           COUNT(*) AS whole
    FROM told
    GROUP BY year, dimension, member
)
SELECT 'tenders' AS scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CAST(weight AS DOUBLE) / 10000 / NULLIF(CAST(weighed AS DOUBLE), 0) AS value,
       CAST(weight AS DOUBLE) / 10000 / CAST(whole AS DOUBLE) AS low,
       (CAST(weight AS DOUBLE) / 10000 + CAST(whole - weighed AS DOUBLE)) / CAST(whole AS DOUBLE) AS high,
       CAST(NULL AS DECIMAL(18,2)) AS numerator,
       CAST(weighed AS DECIMAL(18,2)) AS denominator,
       CAST(weighed AS BIGINT) AS n,
       CAST(weighed AS DOUBLE) / CAST(whole AS DOUBLE) AS coverage
FROM sums
UNION ALL
SELECT 'tenders' AS scope,
       CAST(year AS STRING) AS period,
       'measure' AS dimension,
       'any-quality-share' AS member,
       CAST(quality AS DOUBLE) / NULLIF(CAST(judged AS DOUBLE), 0) AS value,
       CAST(quality AS DOUBLE) / CAST(whole AS DOUBLE) AS low,
       CAST(quality + whole - judged AS DOUBLE) / CAST(whole AS DOUBLE) AS high,
       CAST(quality AS DECIMAL(18,2)) AS numerator,
       CAST(judged AS DECIMAL(18,2)) AS denominator,
       CAST(judged AS BIGINT) AS n,
       CAST(judged AS DOUBLE) / CAST(whole AS DOUBLE) AS coverage
FROM sums
WHERE dimension = 'total'
