-- id: B24
-- name: change-of-local-share
-- unit: points
-- headline: total/total
-- better: more
-- needs: amount, supplier, place, earlier-year
-- whole-year: all
-- n: suppliers
-- title.en: Change of the local share from the year before
-- title.fi: Paikallisten toimittajien osuuden muutos edellisestä vuodesta
-- title.sv: Förändring av den lokala andelen från året före
-- meaning.en: The local share of spend (B1) less that of the year before, in percentage points, and its two parts,
--     which add up to it: within sectors, because their own local shares changed, and mix, because sectors with a
--     high or a low local share became a larger or a smaller part of the purchases. Both are given for each sector
--     too.
-- meaning.fi: Paikallisten toimittajien osuus ostoista (B1) vähennettynä edellisen vuoden osuudella,
--     prosenttiyksikköinä, ja sen kaksi osaa, jotka summautuvat muutokseksi: toimialojen sisällä (within), kun niiden
--     oma paikallinen osuus muuttui, ja rakenne (mix), kun osuudeltaan suuri tai pieni toimiala kasvoi tai pieneni
--     osana ostoja. Kumpikin annetaan myös toimialoittain.
-- meaning.sv: Lokala leverantörers andel av inköpen (B1) minus andelen året före, i procentenheter, och dess två
--     delar, som summerar till förändringen: inom branscherna (within), när deras egen lokala andel ändrades, och
--     sammansättningen (mix), när branscher med hög eller låg lokal andel blev en större eller mindre del av inköpen.
--     Båda anges också per bransch.
-- reading.en: A sector's part within is the change of its own share times the mean of its weights in the two years;
--     its mix is the change of its weight times how far the mean of its two shares is from that of all. With means of
--     both years nothing is left over. A sector bought in one of the years only, or below zero in one, is all mix.
--     Low and high suppose that the purchases of unknown place were local in one of the years and not in the other;
--     the parts have no bounds. Coverage is the share of the purchases of both years whose place is known.
-- reading.fi: Toimialan osa within on sen oman osuuden muutos kertaa sen kahden vuoden painojen keskiarvo; mix on
--     painon muutos kertaa sen kahden osuuden keskiarvon ero kaikkien keskiarvosta. Kun käytetään molempien vuosien
--     keskiarvoja, mitään ei jää yli. Toimiala, jota ostettiin vain toisena vuonna tai jonka summa on toisena alle
--     nollan, on kokonaan rakennetta. Ala- ja ylärajassa oletetaan, että sijainniltaan tuntemattomat ostot olivat
--     paikallisia toisena vuonna mutta eivät toisena; osilla ei ole rajoja. Kattavuus on se osuus molempien vuosien
--     ostoista, jonka sijainti tunnetaan.
-- reading.sv: En branschs del within är förändringen av dess egen andel gånger medelvärdet av dess vikter de två
--     åren; mix är förändringen av vikten gånger avståndet mellan medelvärdet av dess två andelar och medelvärdet för
--     alla. Med båda årens medelvärden blir inget över. En bransch som köptes bara det ena året, eller vars summa är
--     under noll något år, räknas helt till sammansättningen. Gränserna antar att inköp av okänd ort var lokala det
--     ena året men inte det andra; delarna har inga gränser. Täckningen är den andel av båda årens inköp vars ort är
--     känd.
-- pitfalls.en: The parts say where the change is, not why. Sectors are coarse: a shift between goods within one
--     stands as a change of its own share. Purchases of unknown place count as not local, so a year in which more
--     places are known looks more local. The parts of sectors have no bounds, because what is unknown could change
--     shares and weights at once.
-- pitfalls.fi: Osat kertovat, missä muutos on, eivät miksi. Toimialat ovat karkeita: siirtymä toimialan sisällä näkyy
--     sen oman osuuden muutoksena. Sijainniltaan tuntemattomat ostot eivät ole paikallisia, joten vuosi, jolta
--     sijainteja tunnetaan enemmän, näyttää paikallisemmalta. Toimialojen osilla ei ole rajoja, koska tuntematon
--     voisi muuttaa osuuksia ja painoja yhtä aikaa.
-- pitfalls.sv: Delarna säger var förändringen finns, inte varför. Branscherna är grova: en förskjutning inom en
--     bransch syns som en förändring av dess egen andel. Inköp av okänd ort räknas som inte lokala, så ett år då fler
--     orter är kända ser mer lokalt ut. Branschernas delar saknar gränser, eftersom det okända kan ändra andelar och
--     vikter samtidigt.
-- source: shift-share with the means of both years as weights (Marshall-Edgeworth), which leaves no residual:
--     Kitagawa, Components of a difference between two rates, Journal of the American Statistical Association 50
--     (1955)
WITH pairs AS (
    SELECT scope, year FROM supplier_changes GROUP BY scope, year
),
both_years AS (
    SELECT scope, year, sector, ring, amount, CAST(0 AS DECIMAL(18,2)) AS before_amount,
           CASE WHEN kind NOT IN ('redacted', 'unnamed') AND worth <> 'zero' THEN suppliers ELSE 0 END AS suppliers
    FROM supplier_groups
    UNION ALL
    SELECT scope, CAST(year + 1 AS INT) AS year, sector, ring, CAST(0 AS DECIMAL(18,2)) AS amount, amount AS before_amount,
           CAST(0 AS BIGINT) AS suppliers
    FROM supplier_groups
),
compared AS (
    SELECT scope, year, sector, ring, amount, before_amount, suppliers FROM both_years JOIN pairs USING (scope, year)
),
sums AS (
    SELECT scope, year, sector, SUM(suppliers) AS suppliers, SUM(amount) AS sum_now, SUM(before_amount) AS sum_before,
           CAST(SUM(amount) AS DOUBLE) AS bought,
           CAST(SUM(before_amount) AS DOUBLE) AS bought_before,
           CAST(SUM(CASE WHEN ring = 'municipality' THEN amount ELSE 0 END) AS DOUBLE) AS near,
           CAST(SUM(CASE WHEN ring = 'municipality' THEN before_amount ELSE 0 END) AS DOUBLE) AS near_before,
           CAST(SUM(CASE WHEN ring = 'unknown' THEN amount ELSE 0 END) AS DOUBLE) AS unplaced,
           CAST(SUM(CASE WHEN ring = 'unknown' THEN before_amount ELSE 0 END) AS DOUBLE) AS unplaced_before
    FROM compared
    GROUP BY scope, year, sector
),
totals AS (
    SELECT scope, year, suppliers AS all_suppliers, bought AS total, bought_before AS total_before, near AS all_near,
           near_before AS all_near_before, unplaced AS all_unplaced, unplaced_before AS all_unplaced_before,
           CASE WHEN sum_now < sum_before THEN sum_now ELSE sum_before END AS least,
           near / bought - near_before / bought_before AS moved,
           (near / bought + near_before / bought_before) / 2 AS mean_share
    FROM sums
    WHERE sector = 'all' AND bought > 0 AND bought_before > 0
),
weighed AS (
    SELECT scope, year, sector, suppliers, near / total - near_before / total_before AS part,
           bought / total - bought_before / total_before AS shifted,
           CASE WHEN bought > 0 AND bought_before > 0
                THEN (bought / total + bought_before / total_before) / 2 * (near / bought - near_before / bought_before)
                ELSE CAST(0 AS DOUBLE) END AS within, mean_share
    FROM sums JOIN totals USING (scope, year)
    WHERE sector <> 'all'
),
parts AS (
    SELECT scope, year, sector, suppliers, within, part - within - mean_share * shifted AS mix
    FROM weighed
),
together AS (
    SELECT scope, year, SUM(within) AS within, SUM(mix) AS mix
    FROM parts
    GROUP BY scope, year
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total'), ('measure', 'within-points'), ('measure', 'mix-points')
    ) AS v (dimension, member)
),
figures AS (
    SELECT scope, year, dimension, member, all_suppliers AS suppliers,
           CASE WHEN member = 'within-points' THEN within WHEN member = 'mix-points' THEN mix ELSE moved END AS value,
           CASE WHEN member = 'total' THEN
                (all_near + CASE WHEN all_unplaced < 0 THEN all_unplaced ELSE CAST(0 AS DOUBLE) END) / total
                - (all_near_before + CASE WHEN all_unplaced_before > 0 THEN all_unplaced_before ELSE CAST(0 AS DOUBLE) END)
                  / total_before END AS low,
           CASE WHEN member = 'total' THEN
                (all_near + CASE WHEN all_unplaced > 0 THEN all_unplaced ELSE CAST(0 AS DOUBLE) END) / total
                - (all_near_before + CASE WHEN all_unplaced_before < 0 THEN all_unplaced_before ELSE CAST(0 AS DOUBLE) END)
                  / total_before END AS high
    FROM totals JOIN together USING (scope, year) CROSS JOIN forms
    UNION ALL
    SELECT scope, year, 'sector:within-points' AS dimension, sector AS member, suppliers, within AS value,
           CAST(NULL AS DOUBLE) AS low, CAST(NULL AS DOUBLE) AS high
    FROM parts
    UNION ALL
    SELECT scope, year, 'sector:mix-points' AS dimension, sector AS member, suppliers, mix AS value,
           CAST(NULL AS DOUBLE) AS low, CAST(NULL AS DOUBLE) AS high
    FROM parts
),
known AS (
    SELECT scope, year, least, (all_unplaced + all_unplaced_before) / (total + total_before) AS open_share FROM totals
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       value,
       low,
       high,
       CAST(NULL AS DECIMAL(18,2)) AS numerator,
       CAST(least AS DECIMAL(18,2)) AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CASE WHEN open_share > 1 THEN CAST(0 AS DOUBLE) WHEN open_share < 0 THEN CAST(1 AS DOUBLE) ELSE 1 - open_share END AS coverage
FROM figures JOIN known USING (scope, year)
