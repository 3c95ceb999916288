-- id: D7
-- name: open-data-freshness
-- unit: days
-- headline: total/total
-- better: less
-- needs: publication-log
-- n: publications
-- title.en: Days until purchase data is published
-- title.fi: Päiviä ostotietojen julkaisuun
-- title.sv: Dagar tills inköpsdata publiceras
-- meaning.en: The median number of days from the end of a period to the publication of its purchases, of periods that
--     ended in the year; the mean is given beside it, and the share of the twelve months whose end has a publication.
-- meaning.fi: Päivien mediaani jakson lopusta sen ostojen julkaisuun niistä jaksoista, jotka päättyivät vuoden
--     aikana; rinnalla annetaan keskiarvo sekä niiden kuukausien osuus kahdestatoista, joiden lopulta on julkaistu
--     aineisto.
-- meaning.sv: Medianen av dagarna från periodens slut till att dess inköp publicerades, för perioder som slutade
--     under året; medelvärdet anges bredvid, liksom andelen av de tolv månaderna vars slut har en publicering.
-- reading.en: Fresh data lets firms see what is bought while it still is. A year that is published once has one month
--     of twelve. Coverage is the share of the periods of the list that are published.
-- reading.fi: Tuore aineisto näyttää yrityksille, mitä ostetaan juuri nyt. Kerran vuodessa julkaistulla on yksi
--     kuukausi kahdestatoista. Kattavuus on julkaistujen osuus luettelon jaksoista.
-- reading.sv: Färska data låter företag se vad som köps medan det köps. Ett år som publiceras en gång har en månad av
--     tolv. Täckningen är andelen av förteckningens perioder som är publicerade.
-- pitfalls.en: Periods that are not published yet are only in the coverage, so that the median of late data looks
--     early at first. There are no bounds, because an unknown time could be any.
-- pitfalls.fi: Vielä julkaisemattomat jaksot näkyvät vain kattavuudessa, joten myöhästelevän aineiston mediaani
--     näyttää aluksi lyhyeltä. Rajoja ei ole, koska tuntematon aika voi olla mikä tahansa.
-- pitfalls.sv: Perioder som ännu inte är publicerade syns bara i täckningen, så medianen för sena data ser först kort
--     ut. Det finns inga gränser, eftersom en okänd tid kan vara hur lång som helst.
-- source: list of publications of the buyer; Open Data Charter, principle 2 (timely and comprehensive)
WITH told AS (
    SELECT year, 'total' AS dimension, 'total' AS member, days
    FROM openness
    WHERE kind = 'publication'
),
sums AS (
    SELECT year, dimension, member,
           SUM(CASE WHEN days IS NOT NULL THEN 1 ELSE 0 END) AS known,
           COUNT(*) AS whole,
           SUM(CASE WHEN days IS NOT NULL THEN days ELSE 0 END) AS all_days
    FROM told
    GROUP BY year, dimension, member
),
by_days AS (
    SELECT year, dimension, member, days, COUNT(*) AS number
    FROM told
    WHERE days IS NOT NULL
    GROUP BY year, dimension, member, days
),
placed AS (
    SELECT year, dimension, member, days,
           SUM(number) OVER (PARTITION BY year, dimension, member ORDER BY days
                             ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS up_to,
           SUM(number) OVER (PARTITION BY year, dimension, member) AS numbers
    FROM by_days
),
middle AS (
    SELECT year, dimension, member,
           MIN(CASE WHEN 2 * up_to >= numbers THEN days END)
               + MIN(CASE WHEN 2 * up_to > numbers THEN days END) AS twice
    FROM placed
    GROUP BY year, dimension, member
),
month_counts AS (
    SELECT year, COUNT(*) AS months
    FROM (SELECT DISTINCT year, month FROM openness WHERE kind = 'publication' AND days IS NOT NULL) AS each_month
    GROUP BY year
),
forms AS (
    SELECT * FROM (VALUES ('total', 'total', 'median'), ('measure', 'mean-days', 'mean'), ('measure', 'month-share', 'months')
    ) AS v (shown, named, form)
)
SELECT 'tenders' AS scope,
       CAST(year AS STRING) AS period,
       shown AS dimension,
       named AS member,
       CASE form WHEN 'median' THEN CAST(twice AS DOUBLE) / 2 WHEN 'mean' THEN CAST(all_days AS DOUBLE) / CAST(known AS DOUBLE)
                 ELSE CAST(months AS DOUBLE) / 12 END AS value,
       CAST(NULL AS DOUBLE) AS low,
       CAST(NULL AS DOUBLE) AS high,
       CAST(CASE form WHEN 'mean' THEN all_days WHEN 'months' THEN months END AS DECIMAL(18,2)) AS numerator,
       CAST(CASE form WHEN 'mean' THEN known WHEN 'months' THEN 12 END AS DECIMAL(18,2)) AS denominator,
       CAST(known AS BIGINT) AS n,
       CASE WHEN form <> 'months' THEN CAST(known AS DOUBLE) / CAST(whole AS DOUBLE) END AS coverage
FROM sums JOIN middle USING (year, dimension, member) JOIN month_counts USING (year) CROSS JOIN forms
