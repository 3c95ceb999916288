-- id: E1
-- name: purchase-emissions
-- unit: kg-co2e
-- headline: total/total
-- better: less
-- needs: amount, emission-factors
-- n: lines
-- title.en: Emissions of purchases (estimate by spend)
-- title.fi: Hankintojen päästöt (arvio rahamäärästä)
-- title.sv: Inköpens utsläpp (skattning efter belopp)
-- meaning.en: Greenhouse gas emissions of what was bought, in kilograms CO2e: sums of purchases, taken to the prices
--     of the factors, times factors that the user gives by account, CPV code or sector. An estimate by spend, and no
--     measurement: of all purchases, by sector, and by place and size of the suppliers; and what share of purchases
--     is covered by factors of which kind.
-- meaning.fi: Ostetun kasvihuonekaasupäästöt kilogrammoina hiilidioksidiekvivalenttia: ostojen summat kertoimien
--     hintatasoon muunnettuina kerrottuna kertoimilla, jotka käyttäjä antaa tileittäin, CPV-koodeittain tai
--     toimialoittain. Rahamäärään perustuva arvio, ei mittaus: kaikista ostoista, toimialoittain sekä toimittajien
--     sijainnin ja koon mukaan; lisäksi se, mikä osuus ostoista on minkin laisten kertoimien piirissä.
-- meaning.sv: Växthusgasutsläpp från det som köpts, i kilogram CO2e: inköpens belopp, omräknade till faktorernas
--     prisnivå, gånger faktorer som användaren ger per konto, CPV-kod eller bransch. En skattning efter belopp och
--     ingen mätning: av alla inköp, per bransch samt efter leverantörernas ort och storlek; dessutom hur stor andel
--     av inköpen som täcks av vilket slags faktorer.
-- reading.en: Low and high are the ends of the factors' ranges, of covered purchases only: what no factor covers is
--     not in any of the three, and coverage says how much is covered. Use it to find the sectors where emissions are
--     likely large, and where to ask suppliers for figures of their own.
-- reading.fi: Ala- ja yläraja ovat kertoimien vaihteluvälien päät, vain kertoimien piirissä olevista ostoista: se,
--     mille ei ole kerrointa, ei ole mukana missään kolmesta, ja kattavuus kertoo, paljonko on mukana. Luku osoittaa
--     toimialat, joilla päästöt ovat luultavasti suuret, ja missä kannattaa kysyä toimittajilta omia lukuja.
-- reading.sv: Nedre och övre gränsen är ändarna av faktorernas intervall, endast av inköp som täcks: det som ingen
--     faktor täcker ingår inte i någon av de tre, och täckningen säger hur mycket som täcks. Talet visar branscher
--     där utsläppen troligen är stora och där det lönar sig att be leverantörer om egna uppgifter.
-- pitfalls.en: A factor is an average of an industry: a cleaner product that costs more counts as more emissions, and
--     a lower price as fewer. The sum cannot show what a change of supplier or product brought. Years differ by
--     prices and by coverage. What persons sold is never estimated, and counts as not covered.
-- pitfalls.fi: Kerroin on toimialan keskiarvo: kalliimpi vähäpäästöinen tuote näkyy suurempina päästöinä ja halvempi
--     hinta pienempinä. Summa ei näytä, mitä toimittajan tai tuotteen vaihto sai aikaan. Vuodet eroavat hinnoiltaan
--     ja kattavuudeltaan. Yksityishenkilöiden myyntiä ei arvioida, vaan se jää kattavuuden ulkopuolelle.
-- pitfalls.sv: En faktor är ett genomsnitt för en näringsgren: en renare vara som kostar mer räknas som större
--     utsläpp och ett lägre pris som mindre. Summan kan inte visa vad ett byte av leverantör eller vara gav. Åren
--     skiljer sig i priser och täckning. Det som fysiska personer sålt skattas aldrig och räknas som ej täckt.
-- source: spend-based method of the GHG Protocol (Corporate Value Chain Standard, category 1), with the user's own
--     factors
WITH classes AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, factor, amount, lines, kg_low, kg, kg_high
    FROM emissions
    UNION ALL
    SELECT scope, year, 'sector' AS dimension, sector AS member, factor, amount, lines, kg_low, kg, kg_high
    FROM emissions
    UNION ALL
    SELECT scope, year, 'ring' AS dimension, ring AS member, factor, amount, lines, kg_low, kg, kg_high
    FROM emissions
    UNION ALL
    SELECT scope, year, 'size' AS dimension, size AS member, factor, amount, lines, kg_low, kg, kg_high
    FROM emissions
),
sums AS (
    SELECT scope, year, dimension, member, SUM(amount) AS total,
           SUM(CASE WHEN kg IS NOT NULL THEN amount ELSE 0 END) AS covered,
           SUM(CASE WHEN kg IS NOT NULL THEN lines ELSE 0 END) AS covered_lines, SUM(lines) AS lines,
           SUM(CASE WHEN factor = 'account' THEN amount ELSE 0 END) AS by_account,
           SUM(CASE WHEN factor = 'cpv' THEN amount ELSE 0 END) AS by_cpv,
           SUM(CASE WHEN factor = 'sector' THEN amount ELSE 0 END) AS by_sector,
           SUM(kg_low) AS kg_low, SUM(kg) AS kg, SUM(kg_high) AS kg_high
    FROM classes
    GROUP BY scope, year, dimension, member
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'kg'), ('total', 'measure', 'by-account-share'), ('total', 'measure', 'by-cpv-share'),
        ('total', 'measure', 'by-sector-share'), ('sector', 'sector', 'kg'), ('ring', 'ring', 'kg'), ('size', 'size', 'kg')
    ) AS v (dimension, part, form)
),
shown AS (
    SELECT scope, year, part AS dimension, CASE WHEN part = 'measure' THEN form ELSE member END AS member, form, total, covered,
           CASE WHEN form = 'by-account-share' THEN by_account WHEN form = 'by-cpv-share' THEN by_cpv
                WHEN form = 'by-sector-share' THEN by_sector ELSE covered END AS part_amount,
           CASE WHEN form = 'kg' THEN covered_lines ELSE lines END AS lines,
           CASE WHEN covered_lines > 0 AND form = 'kg' THEN kg_low END AS kg_low,
           CASE WHEN covered_lines > 0 AND form = 'kg' THEN kg END AS kg,
           CASE WHEN covered_lines > 0 AND form = 'kg' THEN kg_high END AS kg_high
    FROM sums JOIN forms USING (dimension)
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN form = 'kg' THEN CAST(kg AS DOUBLE)
            WHEN total > 0 THEN CAST(part_amount AS DOUBLE) / CAST(total AS DOUBLE) END AS value,
       CAST(kg_low AS DOUBLE) AS low,
       CAST(kg_high AS DOUBLE) AS high,
       CAST(part_amount AS DECIMAL(18,2)) AS numerator,
       CAST(total AS DECIMAL(18,2)) AS denominator,
       CAST(lines AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN covered < 0 THEN 0.0 WHEN covered > total THEN 1.0
                  ELSE CAST(covered AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM shown
