-- id: D2
-- name: calendar-coverage
-- unit: share
-- whole: tenders
-- headline: total/total
-- better: more
-- needs: tender-calendar
-- n: procurements
-- title.en: Procurements that were in the calendar
-- title.fi: Hankintakalenterissa olleet hankinnat
-- title.sv: Upphandlingar som fanns i upphandlingskalendern
-- meaning.en: Procurements that were in a procurement calendar before their notice, as a share of those of which it
--     is known: by the day that the table of tenders gives, else because the calendar has their number or title. The
--     share of those that were there at least 90 days before is given beside it. Direct awards and call-offs are left
--     out.
-- meaning.fi: Niiden hankintojen osuus, jotka olivat hankintakalenterissa ennen ilmoitustaan, kun asia tunnetaan:
--     taulukon päivän perusteella, muuten siksi, että kalenterissa on niiden tunnus tai nimi. Rinnalla annetaan
--     vähintään 90 päivää aiemmin lisättyjen osuus. Suorahankinnat ja puitejärjestelyjen sisäiset kilpailutukset on
--     jätetty pois.
-- meaning.sv: Upphandlingar som fanns i en upphandlingskalender före sin annons, som andel av dem för vilka det är
--     känt: enligt den dag som tabellen anger, annars för att kalendern har deras nummer eller namn. Bredvid anges
--     andelen som fanns där minst 90 dagar före. Direktupphandlingar och avrop är utelämnade.
-- reading.en: A calendar lets firms make ready, look for partners and plan their work. Notices outside the time that
--     the calendar spans are not asked about. Low and high suppose that none, or all, of those of which it is not
--     known were in it.
-- reading.fi: Kalenterin avulla yritykset voivat valmistautua, etsiä kumppaneita ja suunnitella työnsä. Kalenterin
--     ajan ulkopuolelle jäävistä ilmoituksista ei kysytä. Rajoissa oletetaan, ettei tuntemattomista yksikään tai että
--     jokainen oli siinä.
-- reading.sv: Kalendern låter företag förbereda sig, söka partner och planera arbetet. Annonser utanför den tid som
--     kalendern omfattar frågas det inte om. Gränserna antar att inga, respektive alla, av de okända fanns i den.
-- pitfalls.en: Names change between plan and notice: a procurement that is called otherwise is not found. A calendar
--     that is read now may lack what was taken out of it once it was tendered.
-- pitfalls.fi: Nimet muuttuvat suunnitelman ja ilmoituksen välillä: toisin nimettyä hankintaa ei löydetä. Nyt
--     luettavasta kalenterista voi puuttua se, mikä poistettiin kilpailutuksen alettua.
-- pitfalls.sv: Namn ändras mellan plan och annons: en upphandling som heter något annat hittas inte. En kalender som
--     läses nu kan sakna det som togs bort när det annonserades.
-- source: Teneliusholm, surveys of procurement plans in Swedish municipalities 2020 and 2021
WITH procurements AS (
    SELECT year, 'total' AS dimension, 'total' AS member, procurement,
           MAX(CASE WHEN in_calendar = 'yes' THEN 1 ELSE 0 END) AS there,
           MAX(CASE WHEN in_calendar = 'no' THEN 1 ELSE 0 END) AS absent,
           MAX(CASE WHEN listed_days >= 90 THEN 1 ELSE 0 END) AS early,
           MAX(CASE WHEN listed_days IS NOT NULL THEN 1 ELSE 0 END) AS dated
    FROM tenders
    WHERE procedure NOT IN ('direct', 'call-off')
    GROUP BY year, procurement
    UNION ALL
    SELECT year, 'sector' AS dimension, sector AS member, procurement,
           MAX(CASE WHEN in_calendar = 'yes' THEN 1 ELSE 0 END) AS there,
           MAX(CASE WHEN in_calendar = 'no' THEN 1 ELSE 0 END) AS absent,
           MAX(CASE WHEN listed_days >= 90 THEN 1 ELSE 0 END) AS early,
           MAX(CASE WHEN listed_days IS NOT NULL THEN 1 ELSE 0 END) AS dated
    FROM tenders
    WHERE procedure NOT IN ('direct', 'call-off')
    GROUP BY year, sector, procurement
),
sums AS (
    SELECT year, dimension, member,
           SUM(there) AS found,
           SUM(CASE WHEN there = 1 OR absent = 1 THEN 1 ELSE 0 END) AS told,
           SUM(early) AS early,
           SUM(CASE WHEN dated = 1 OR (there = 0 AND absent = 1) THEN 1 ELSE 0 END) AS dated,
           COUNT(*) AS whole
    FROM procurements
    GROUP BY year, dimension, member
),
parts AS (
    SELECT year, dimension, member, found AS part, told AS known, whole
    FROM sums
    UNION ALL
    SELECT year, 'measure' AS dimension, 'three-months-share' AS member, early AS part, dated AS known, whole
    FROM sums
    WHERE dimension = 'total' AND dated > 0
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
FROM parts
WHERE whole > 0
