-- id: X1
-- name: summer-share
-- unit: share
-- whole: spend
-- headline: total/total
-- better: neither
-- needs: amount, date
-- whole-year: all
-- n: lines
-- title.en: Share of purchases in the summer months
-- title.fi: Kesäkuukausien osuus hankinnoista
-- title.sv: Sommarmånadernas andel av inköpen
-- meaning.en: Purchases dated in June, July or August as a share of all dated purchases of the year, in total and by
--     sector.
-- meaning.fi: Kesä-, heinä- ja elokuulle päivättyjen hankintojen osuus vuoden kaikista päivätyistä hankinnoista, yhteensä
--     ja toimialoittain.
-- meaning.sv: Inköp daterade i juni, juli eller augusti som andel av årets alla daterade inköp, totalt och per bransch.
-- reading.en: With even buying the share is 25 %. Where it is higher, small local firms can plan staff for the season; where
--     it is lower, the summer is the time to prepare tenders.
-- reading.fi: Tasaisessa ostamisessa osuus on 25 %. Missä se on suurempi, paikalliset pienyritykset voivat mitoittaa
--     henkilöstönsä kauteen; missä se on pienempi, kesä on aikaa valmistella tarjouksia.
-- reading.sv: Vid jämna inköp är andelen 25 %. Där den är högre kan små lokala företag planera sin personal för säsongen;
--     där den är lägre är sommaren en tid för att förbereda anbud.
-- pitfalls.en: Purchases stand in the month of their posting, which follows the work by some weeks. Coverage is the share
--     of the year's purchases that are dated.
-- pitfalls.fi: Hankinta kuuluu kirjauksensa kuukauteen, joka on usein muutaman viikon työtä myöhemmin. Kattavuus on
--     päivättyjen hankintojen osuus vuoden hankinnoista.
-- pitfalls.sv: Ett inköp hör till den månad då det bokfördes, ofta några veckor efter arbetet. Täckningen är andelen av
--     årets inköp som är daterade.
-- source: an example of an own indicator
WITH cells AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, month, amount, lines
    FROM months
    UNION ALL
    SELECT scope, year, 'sector' AS dimension, sector AS member, month, amount, lines
    FROM months
),
dated AS (
    SELECT scope, year, dimension, member, SUM(amount) AS amount, SUM(lines) AS lines,
           SUM(CASE WHEN month >= 6 AND month <= 8 THEN amount ELSE 0 END) AS summer
    FROM cells
    GROUP BY scope, year, dimension, member
),
bought AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, amount
    FROM supplier_groups
    WHERE sector = 'all'
    UNION ALL
    SELECT scope, year, 'sector' AS dimension, sector AS member, amount
    FROM supplier_groups
    WHERE sector <> 'all'
),
wholes AS (
    SELECT scope, year, dimension, member, SUM(amount) AS whole
    FROM bought
    GROUP BY scope, year, dimension, member
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN amount > 0 THEN CAST(summer AS DOUBLE) / CAST(amount AS DOUBLE) END AS value,
       CAST(NULL AS DOUBLE) AS low,
       CAST(NULL AS DOUBLE) AS high,
       CAST(summer AS DECIMAL(18,2)) AS numerator,
       CAST(amount AS DECIMAL(18,2)) AS denominator,
       CAST(lines AS BIGINT) AS n,
       CASE WHEN whole > 0 AND amount >= 0 AND amount <= whole THEN CAST(amount AS DOUBLE) / CAST(whole AS DOUBLE) END AS coverage
FROM dated JOIN wholes USING (scope, year, dimension, member)
