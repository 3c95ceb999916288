-- id: C1
-- name: bids-per-tender
-- unit: ratio
-- headline: total/total
-- better: more
-- needs: tender-bids
-- n: tenders
-- title.en: Bids per tender
-- title.fi: Tarjouksia tarjouskilpailua kohti
-- title.sv: Anbud per upphandling
-- meaning.en: The mean number of bids of tenders that were not cancelled and not left without result, by procedure
--     and sector too; the median is given beside it. A lot counts as a tender; a procurement without lots counts as
--     one.
-- meaning.fi: Tarjousten keskimäärä niissä tarjouskilpailuissa, joita ei keskeytetty ja jotka eivät jääneet
--     tuloksettomiksi, myös menettelyittäin ja toimialoittain; rinnalla annetaan mediaani. Hankinnan osa lasketaan
--     tarjouskilpailuksi; jakamaton hankinta on yksi.
-- meaning.sv: Medelantalet anbud i upphandlingar som inte avbröts eller blev utan resultat, även per förfarande och
--     bransch; medianen anges bredvid. Ett anbudsområde räknas som en upphandling; en odelad upphandling är en.
-- reading.en: More bids mean more to choose from, and that firms find the tenders worth their while. The mean is
--     moved by a few tenders with very many bids, such as framework agreements: read the median with it. Coverage is
--     the share of these tenders whose bids are known.
-- reading.fi: Mitä enemmän tarjouksia, sitä enemmän valinnanvaraa ja sitä kiinnostavampina yritykset pitävät
--     kilpailutuksia. Muutama hyvin monen tarjouksen kilpailutus, kuten puitejärjestely, nostaa keskiarvoa, joten lue
--     mediaani sen rinnalla. Kattavuus on niiden kilpailutusten osuus, joiden tarjousmäärä tunnetaan.
-- reading.sv: Fler anbud ger mer att välja bland och visar att företagen finner upphandlingarna värda mödan. Några
--     upphandlingar med mycket många anbud, såsom ramavtal, höjer medelvärdet: läs medianen bredvid. Täckningen är
--     andelen av dessa upphandlingar vars anbud är kända.
-- pitfalls.en: There are no bounds, because an unknown number of bids could be any. A bidder counts once for a lot,
--     also with several bids, where the table has a row for each bid; where it has a number, it counts as its maker
--     counted. Direct awards and call-offs are left out, and stand apart among the procedures.
-- pitfalls.fi: Rajoja ei ole, koska tuntematon tarjousmäärä voi olla mikä tahansa. Jos taulukossa on rivi tarjousta
--     kohti, tarjoaja lasketaan osassa kerran, vaikka se olisi jättänyt useita tarjouksia; jos taulukossa on
--     lukumäärä, se on laskettu niin kuin taulukon laatija on laskenut. Suorahankinnat ja puitejärjestelyjen sisäiset
--     kilpailutukset on jätetty pois; menettelyittäin ne näkyvät omilla riveillään.
-- pitfalls.sv: Det finns inga gränser, eftersom ett okänt antal anbud kan vara vilket som helst. Har tabellen en rad
--     per anbud räknas en anbudsgivare en gång per anbudsområde, även med flera anbud; har den ett antal gäller det
--     sätt som tabellens upphovsman har räknat på. Direktupphandlingar och avrop är utelämnade; bland förfarandena
--     står de för sig.
-- source: Upphandlingsmyndigheten, statistics on public procurement: bids and bidders per procurement; European
--     Commission, Single Market Scoreboard, public procurement
WITH told AS (
    SELECT year, 'total' AS dimension, 'total' AS member, bids
    FROM tenders WHERE outcome IN ('awarded', 'unknown') AND procedure NOT IN ('direct', 'call-off')
    UNION ALL
    SELECT year, 'procedure' AS dimension, procedure AS member, bids
    FROM tenders WHERE outcome IN ('awarded', 'unknown')
    UNION ALL
    SELECT year, 'sector' AS dimension, sector AS member, bids
    FROM tenders WHERE outcome IN ('awarded', 'unknown') AND procedure NOT IN ('direct', 'call-off')
),
sums AS (
    SELECT year, dimension, member,
           SUM(CASE WHEN bids IS NOT NULL THEN 1 ELSE 0 END) AS known,
           COUNT(*) AS whole,
           SUM(CASE WHEN bids IS NOT NULL THEN bids ELSE 0 END) AS days
    FROM told
    GROUP BY year, dimension, member
),
by_days AS (
    SELECT year, dimension, member, bids, COUNT(*) AS number
    FROM told
    WHERE bids IS NOT NULL
    GROUP BY year, dimension, member, bids
),
placed AS (
    SELECT year, dimension, member, bids,
           SUM(number) OVER (PARTITION BY year, dimension, member ORDER BY bids
                             ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS up_to,
           SUM(number) OVER (PARTITION BY year, dimension, member) AS numbers
    FROM by_days
),
middle AS (
    SELECT year, dimension, member,
           MIN(CASE WHEN 2 * up_to >= numbers THEN bids END)
               + MIN(CASE WHEN 2 * up_to > numbers THEN bids END) AS twice
    FROM placed
    GROUP BY year, dimension, member
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'total', 'mean'),
        ('total', 'measure', 'median', 'median'),
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
