-- id: D3
-- name: calendar-lead
-- unit: days
-- headline: total/total
-- better: more
-- needs: tender-listing
-- n: procurements
-- title.en: Days in the calendar before the notice
-- title.fi: Päiviä kalenterissa ennen ilmoitusta
-- title.sv: Dagar i kalendern före annonsen
-- meaning.en: The median number of days from the first day in the procurement calendar to the notice, of procurements
--     that were in it, by sector too; the mean is given beside it.
-- meaning.fi: Päivien mediaani siitä, kun hankinta tuli hankintakalenteriin, sen ilmoitukseen, kalenterissa olleissa
--     hankinnoissa, myös toimialoittain; rinnalla annetaan keskiarvo.
-- meaning.sv: Medianen av dagarna från den första dagen i upphandlingskalendern till annonsen, för upphandlingar som
--     fanns i den, även per bransch; medelvärdet anges bredvid.
-- reading.en: It says how long firms can make ready before the time for bids runs. Coverage is the share of the
--     procurements that were in the calendar for which the day is known.
-- reading.fi: Luku kertoo, kuinka kauan yritykset voivat valmistautua ennen tarjousajan alkua. Kattavuus on niiden
--     kalenterissa olleiden hankintojen osuus, joiden päivä tunnetaan.
-- reading.sv: Det säger hur länge företag kan förbereda sig innan anbudstiden löper. Täckningen är andelen av
--     upphandlingarna i kalendern för vilka dagen är känd.
-- pitfalls.en: It needs the day on which each came into the calendar, which a calendar that is read once does not
--     tell. Procurements that never were in it are no part of it: D2 counts those. There are no bounds, because an
--     unknown time could be any.
-- pitfalls.fi: Luku tarvitsee päivän, jona kukin tuli kalenteriin; kerran luettu kalenteri ei kerro sitä. Hankinnat,
--     jotka eivät olleet siinä, eivät ole mukana: ne laskee D2. Rajoja ei ole, koska tuntematon aika voi olla mikä
--     tahansa.
-- pitfalls.sv: Den dag krävs då var och en kom in i kalendern, vilket en kalender som läses en gång inte säger.
--     Upphandlingar som aldrig fanns i den ingår inte: dem räknar D2. Det finns inga gränser, eftersom en okänd tid
--     kan vara hur lång som helst.
-- source: Open Contracting Partnership, indicators of planning
WITH told AS (
    SELECT year, 'total' AS dimension, 'total' AS member, procurement,
           MAX(listed_days) AS listed_days
    FROM tenders
    WHERE in_calendar = 'yes'
    GROUP BY year, procurement
    UNION ALL
    SELECT year, 'sector' AS dimension, sector AS member, procurement,
           MAX(listed_days) AS listed_days
    FROM tenders
    WHERE in_calendar = 'yes'
    GROUP BY year, sector, procurement
),
sums AS (
    SELECT year, dimension, member,
           SUM(CASE WHEN listed_days IS NOT NULL THEN 1 ELSE 0 END) AS known,
           COUNT(*) AS whole,
           SUM(CASE WHEN listed_days IS NOT NULL THEN listed_days ELSE 0 END) AS days
    FROM told
    GROUP BY year, dimension, member
),
by_days AS (
    SELECT year, dimension, member, listed_days, COUNT(*) AS number
    FROM told
    WHERE listed_days IS NOT NULL
    GROUP BY year, dimension, member, listed_days
),
placed AS (
    SELECT year, dimension, member, listed_days,
           SUM(number) OVER (PARTITION BY year, dimension, member ORDER BY listed_days
                             ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS up_to,
           SUM(number) OVER (PARTITION BY year, dimension, member) AS numbers
    FROM by_days
),
middle AS (
    SELECT year, dimension, member,
           MIN(CASE WHEN 2 * up_to >= numbers THEN listed_days END)
               + MIN(CASE WHEN 2 * up_to > numbers THEN listed_days END) AS twice
    FROM placed
    GROUP BY year, dimension, member
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'total', 'median'),
        ('total', 'measure', 'mean-days', 'mean'),
        ('sector', 'sector', '', 'median')
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
