-- id: C5
-- name: decision-speed
-- unit: days
-- headline: total/total
-- better: less
-- needs: tender-decision
-- n: tenders
-- title.en: Days from deadline to award
-- title.fi: Päiviä määräajasta hankintapäätökseen
-- title.sv: Dagar från sista anbudsdag till tilldelning
-- meaning.en: The mean number of days from the last day for bids to the award, by procedure and sector too; the
--     median is given beside it. A lot counts as a tender; a procurement without lots counts as one.
-- meaning.fi: Keskimääräinen aika tarjousten määräajasta hankintapäätökseen päivinä, myös menettelyittäin ja
--     toimialoittain; rinnalla annetaan mediaani. Hankinnan osa lasketaan tarjouskilpailuksi; jakamaton hankinta on
--     yksi.
-- meaning.sv: Medelantalet dagar från sista anbudsdag till tilldelningsbeslut, även per förfarande och bransch;
--     medianen anges bredvid. Ett anbudsområde räknas som en upphandling; en odelad upphandling är en.
-- reading.en: Firms bind their offers for this time. The scoreboard of the EU calls at most 120 days satisfactory.
--     Coverage is the share of tenders that were not cancelled and not left without result for which both days are
--     known.
-- reading.fi: Yritykset ovat tämän ajan sidottuja tarjoukseensa. EU:n tulostaulu pitää enintään 120:tä päivää
--     tyydyttävänä. Kattavuus on niiden kilpailutusten osuus, joita ei keskeytetty eikä jäänyt tuloksettomiksi ja
--     joiden molemmat päivät tunnetaan.
-- reading.sv: Företagen är bundna av sina anbud under den tiden. EU:s resultattavla anser högst 120 dagar vara
--     tillfredsställande. Täckningen är andelen av upphandlingar som inte avbröts eller blev utan resultat för vilka
--     båda dagarna är kända.
-- pitfalls.en: Days that cannot be right, such as an award before the deadline, are unknown. There are no bounds,
--     because an unknown time could be any. A long negotiated procedure is not slower for being longer. Direct awards
--     and call-offs are left out, and stand apart among the procedures.
-- pitfalls.fi: Päivät, jotka eivät voi pitää paikkaansa, kuten päätös ennen määräaikaa, ovat tuntemattomia. Rajoja ei
--     ole, koska tuntematon aika voi olla mikä tahansa. Neuvottelumenettely vie aikaa luonteensa vuoksi.
--     Suorahankinnat ja puitejärjestelyjen sisäiset kilpailutukset on jätetty pois; menettelyittäin ne näkyvät omilla
--     riveillään.
-- pitfalls.sv: Dagar som inte kan stämma, såsom en tilldelning före sista anbudsdag, är okända. Det finns inga
--     gränser, eftersom en okänd tid kan vara hur lång som helst. Ett förhandlat förfarande tar tid till sin natur.
--     Direktupphandlingar och avrop är utelämnade; bland förfarandena står de för sig.
-- source: European Commission, Single Market Scoreboard, public procurement, decision speed
WITH told AS (
    SELECT year, 'total' AS dimension, 'total' AS member, decision_days
    FROM tenders WHERE outcome IN ('awarded', 'unknown') AND procedure NOT IN ('direct', 'call-off')
    UNION ALL
    SELECT year, 'procedure' AS dimension, procedure AS member, decision_days
    FROM tenders WHERE outcome IN ('awarded', 'unknown')
    UNION ALL
    SELECT year, 'sector' AS dimension, sector AS member, decision_days
    FROM tenders WHERE outcome IN ('awarded', 'unknown') AND procedure NOT IN ('direct', 'call-off')
),
sums AS (
    SELECT year, dimension, member,
           SUM(CASE WHEN decision_days IS NOT NULL THEN 1 ELSE 0 END) AS known,
           COUNT(*) AS whole,
           SUM(CASE WHEN decision_days IS NOT NULL THEN decision_days ELSE 0 END) AS days
    FROM told
    GROUP BY year, dimension, member
),
by_days AS (
    SELECT year, dimension, member, decision_days, COUNT(*) AS number
    FROM told
    WHERE decision_days IS NOT NULL
    GROUP BY year, dimension, member, decision_days
),
placed AS (
    SELECT year, dimension, member, decision_days,
           SUM(number) OVER (PARTITION BY year, dimension, member ORDER BY decision_days
                             ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS up_to,
           SUM(number) OVER (PARTITION BY year, dimension, member) AS numbers
    FROM by_days
),
middle AS (
    SELECT year, dimension, member,
           MIN(CASE WHEN 2 * up_to >= numbers THEN decision_days END)
               + MIN(CASE WHEN 2 * up_to > numbers THEN decision_days END) AS twice
    FROM placed
    GROUP BY year, dimension, member
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'total', 'mean'),
        ('total', 'measure', 'median-days', 'median'),
        ('procedure', 'procedure', '', 'mean'),
        ('sector', 'sector', '', 'mean')
    ) AS v (class, shown, named, form)
),
joined AS (
    SELECT year, dimension, member, known, whole, days, twice
    FROM sums JOIN middle USING (year, dimension, member)
)
SELECT 'tenders' AS scope,
       CAST(year AS STRING) AS period,
       shown AS dimension,
       CASE WHEN named = '' THEN member ELSE named END AS member,
       CASE WHEN form = 'mean' THEN CAST(days AS DOUBLE) / CAST(known AS DOUBLE)
            WHEN form = 'median' THEN CAST(twice AS DOUBLE) / 2 END AS value,
       CAST(NULL AS DOUBLE) AS low,
       CAST(NULL AS DOUBLE) AS high,
       CASE WHEN form = 'mean' THEN CAST(days AS DECIMAL(18,2)) END AS numerator,
       CASE WHEN form <> 'median' THEN CAST(known AS DECIMAL(18,2)) END AS denominator,
       CAST(known AS BIGINT) AS n,
       CAST(known AS DOUBLE) / CAST(whole AS DOUBLE) AS coverage
FROM joined JOIN forms ON joined.dimension = forms.class
WHERE known > 0
