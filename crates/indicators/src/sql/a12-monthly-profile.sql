-- id: A12
-- name: monthly-profile
-- unit: share
-- whole: spend
-- headline: total/total
-- better: neither
-- needs: amount, date
-- whole-year: total, measure, month:share
-- n: lines
-- title.en: Spend by month
-- title.fi: Hankinnat kuukausittain
-- title.sv: Inköp per månad
-- meaning.en: Purchases by month of the date chosen in the settings: sums, and shares of all dated purchases. The
--     headline is December's share; the share of October to December is given too.
-- meaning.fi: Hankinnat asetuksissa valitun päivämäärän kuukauden mukaan: summat ja osuudet kaikista päivätyistä
--     hankinnoista. Pääluku on joulukuun osuus; lisäksi annetaan loka–joulukuun osuus.
-- meaning.sv: Inköpen per månad efter det datum som valts i inställningarna: belopp och andelar av alla daterade
--     inköp. Huvudtalet är decembers andel; också andelen för oktober–december anges.
-- reading.en: With even buying a month holds one twelfth, some 8 %. Shares are empty when the year has lines in fewer
--     than twelve months. Low and high show the value if none, or all, of the undated purchases fell in the month.
-- reading.fi: Tasaisessa ostamisessa kuukauden osuus on kahdestoistaosa eli noin 8 %. Osuudet ovat tyhjiä, jos
--     vuodelta on rivejä alle kahdeltatoista kuukaudelta. Ala- ja yläraja kertovat arvon, jos päiväämättömistä
--     ostoista kuukauteen ei osuisi mitään tai osuisivat kaikki.
-- reading.sv: Vid jämna inköp har en månad en tolftedel, omkring 8 %. Andelarna är tomma när året har rader i färre
--     än tolv månader. Nedre och övre gränsen visar värdet om inget eller allt av de odaterade inköpen föll i
--     månaden.
-- pitfalls.en: Posting dates follow the closing of the accounts, invoice dates follow the buying: a high December is
--     often about bookkeeping. The file of one accounting year also holds vouchers dated in the year before or after.
-- pitfalls.fi: Kirjauspäivä seuraa tilinpäätöstä ja laskun päivä ostamista: suuri joulukuu johtuu usein
--     kirjanpidosta. Yhden tilivuoden aineistossa on myös edellisen ja seuraavan vuoden päiväyksiä.
-- pitfalls.sv: Bokföringsdatum följer bokslutet och fakturadatum följer inköpen: en hög december beror ofta på
--     bokföringen. Ett räkenskapsårs material innehåller också verifikationer daterade året före eller efter.
-- source: spend by month as in Paimio's open purchase data; share of December and of the last quarter
WITH month_sums AS (
    SELECT scope, year, month, SUM(amount) AS amount, SUM(lines) AS lines
    FROM months
    GROUP BY scope, year, month
),
totals AS (
    SELECT scope, year, SUM(amount) AS total
    FROM supplier_groups
    WHERE sector = 'all'
    GROUP BY scope, year
),
dated_months AS (
    SELECT scope, year, month, amount, lines, total,
           SUM(amount) OVER (PARTITION BY scope, year) AS dated,
           COUNT(*) OVER (PARTITION BY scope, year) AS month_count
    FROM month_sums JOIN totals USING (scope, year)
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total'), ('measure', 'december-share'), ('measure', 'q4-share'), ('month:share', 'month'),
        ('month:amount', 'month')
    ) AS v (dimension, member)
),
cells AS (
    SELECT scope, year, dimension,
           CASE WHEN member <> 'month' THEN member
                ELSE CASE WHEN month < 10 THEN '0' ELSE '' END || CAST(month AS STRING) END AS member,
           CASE WHEN member = 'month' OR month = 12 OR (member = 'q4-share' AND month >= 10) THEN amount ELSE 0 END AS part,
           lines, dated, month_count, total
    FROM dated_months CROSS JOIN forms
),
measures AS (
    SELECT scope, year, dimension, member, SUM(part) AS part, SUM(lines) AS lines, dated, month_count, total
    FROM cells
    GROUP BY scope, year, dimension, member, dated, month_count, total
),
bounded AS (
    SELECT scope, year, dimension, member, part, dated, lines, total,
           CASE WHEN dimension = 'month:amount' THEN 'amount'
                WHEN month_count = 12 AND dated > 0 AND total > 0 THEN 'share'
                ELSE 'none' END AS form,
           part + CASE WHEN total < dated THEN total - dated ELSE 0 END AS low_part,
           part + CASE WHEN total > dated THEN total - dated ELSE 0 END AS high_part
    FROM measures
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN form = 'amount' THEN CAST(part AS DOUBLE)
            WHEN form = 'share' THEN CAST(part AS DOUBLE) / CAST(dated AS DOUBLE) END AS value,
       CASE WHEN form = 'amount' THEN CAST(low_part AS DOUBLE)
            WHEN form = 'share' THEN CAST(low_part AS DOUBLE) / CAST(total AS DOUBLE) END AS low,
       CASE WHEN form = 'amount' THEN CAST(high_part AS DOUBLE)
            WHEN form = 'share' THEN CAST(high_part AS DOUBLE) / CAST(total AS DOUBLE) END AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CASE WHEN form <> 'amount' THEN CAST(dated AS DECIMAL(18,2)) END AS denominator,
       CAST(lines AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN dated < 0 THEN 0.0 WHEN dated > total THEN 1.0
                  ELSE CAST(dated AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM bounded
