-- id: D4
-- name: calendar-accuracy
-- unit: ratio
-- headline: total/total
-- better: less
-- needs: tender-plan
-- n: procurements
-- title.en: Quarters between plan and notice
-- title.fi: Neljännesvuosia suunnitellusta ilmoitukseen
-- title.sv: Kvartal mellan plan och annons
-- meaning.en: The mean number of quarters between the time that the calendar planned and that of the notice, before
--     or after, of procurements that the calendar has; by sector too. The share that came in a planned quarter is
--     given beside it.
-- meaning.fi: Keskimääräinen ero neljännesvuosina kalenterin suunnitteleman ajan ja ilmoituksen välillä, kumpaankin
--     suuntaan, hankinnoissa, jotka ovat kalenterissa; myös toimialoittain. Rinnalla annetaan suunniteltuna
--     neljänneksenä ilmoitettujen osuus.
-- meaning.sv: Medelantalet kvartal mellan den tid som kalendern planerade och annonsens tid, före eller efter, för
--     upphandlingar som kalendern har; även per bransch. Bredvid anges andelen som kom i ett planerat kvartal.
-- reading.en: A calendar that holds can be planned by. A planned half-year or year holds all its quarters. Coverage
--     is the share of procurements with a call whose plan and notice are both known.
-- reading.fi: Pitävän kalenterin varaan voi suunnitella. Suunniteltu puolivuosi tai vuosi sisältää kaikki
--     neljänneksensä. Kattavuus on niiden ilmoitettujen hankintojen osuus, joiden suunniteltu aika ja ilmoitus
--     tunnetaan.
-- reading.sv: En kalender som håller går att planera efter. Ett planerat halvår eller år omfattar alla sina kvartal.
--     Täckningen är andelen av annonserade upphandlingar vars plan och annons båda är kända.
-- pitfalls.en: Only the last plan is seen: a time that was moved in the calendar itself counts as kept. What was
--     planned and never tendered is not in it.
-- pitfalls.fi: Vain viimeinen suunnitelma näkyy: kalenterissa siirretty aika lasketaan pitäneeksi. Suunniteltu, mutta
--     kilpailuttamatta jäänyt ei ole mukana.
-- pitfalls.sv: Bara den senaste planen syns: en tid som flyttats i kalendern räknas som hållen. Det som planerades
--     men aldrig annonserades ingår inte.
-- source: Open Contracting Partnership, indicators of planning
WITH procurements AS (
    SELECT year, 'total' AS dimension, 'total' AS member, procurement,
           MAX(quarters_off) AS quarters_off
    FROM tenders
    WHERE procedure NOT IN ('direct', 'call-off')
    GROUP BY year, procurement
    UNION ALL
    SELECT year, 'sector' AS dimension, sector AS member, procurement,
           MAX(quarters_off) AS quarters_off
    FROM tenders
    WHERE procedure NOT IN ('direct', 'call-off')
    GROUP BY year, sector, procurement
),
sums AS (
    SELECT year, dimension, member,
           SUM(CASE WHEN quarters_off IS NOT NULL THEN quarters_off ELSE 0 END) AS quarters,
           SUM(CASE WHEN quarters_off = 0 THEN 1 ELSE 0 END) AS kept,
           SUM(CASE WHEN quarters_off IS NOT NULL THEN 1 ELSE 0 END) AS known,
           COUNT(*) AS whole
    FROM procurements
    GROUP BY year, dimension, member
),
parts AS (
    SELECT year, dimension, member, quarters AS part, known, whole
    FROM sums
    UNION ALL
    SELECT year, 'measure' AS dimension, 'planned-quarter-share' AS member, kept AS part, known, whole
    FROM sums
    WHERE dimension = 'total'
)
SELECT 'tenders' AS scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CAST(part AS DOUBLE) / CAST(known AS DOUBLE) AS value,
       CAST(NULL AS DOUBLE) AS low,
       CAST(NULL AS DOUBLE) AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(known AS DECIMAL(18,2)) AS denominator,
       CAST(known AS BIGINT) AS n,
       CAST(known AS DOUBLE) / CAST(whole AS DOUBLE) AS coverage
FROM parts
WHERE known > 0
