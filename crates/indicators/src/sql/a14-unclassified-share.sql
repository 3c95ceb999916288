-- id: A14
-- name: unclassified-share
-- unit: share
-- whole: spend
-- headline: total/total
-- better: less
-- needs: amount
-- n: lines
-- title.en: Share without a sector
-- title.fi: Luokittelematta jäänyt osuus
-- title.sv: Andel utan bransch
-- meaning.en: The share of purchases that no rule could place in a sector, by sum (headline) and by lines.
-- meaning.fi: Niiden hankintojen osuus, joita mikään sääntö ei sijoittanut toimialaan, summan mukaan (pääluku) ja
--     rivien mukaan.
-- meaning.sv: Andelen inköp som ingen regel kunde placera i en bransch, efter belopp (huvudtal) och efter rader.
-- reading.en: It tells how far the figures by sector can be trusted: the smaller, the better. Reports stop when it
--     passes the limit set in the configuration.
-- reading.fi: Luku kertoo, kuinka pitkälle toimialoittaisiin lukuihin voi luottaa: mitä pienempi, sitä parempi.
--     Raportti jää tekemättä, jos asetuksissa annettu raja ylittyy.
-- reading.sv: Talet visar hur långt uppgifterna per bransch går att lita på: ju mindre, desto bättre. Rapporten
--     stoppas om gränsen i inställningarna överskrids.
-- pitfalls.en: A low share does not mean that the sectors are right, only that some rule matched. Large credit notes
--     without a sector can make the share by sum look small or negative: look at the lines too.
-- pitfalls.fi: Pieni osuus ei tarkoita, että toimialat ovat oikein, vain että jokin sääntö osui. Suuret
--     luokittelemattomat hyvitykset voivat pienentää summaosuutta tai kääntää sen negatiiviseksi: katso myös
--     riviosuutta.
-- pitfalls.sv: En låg andel betyder inte att branscherna är rätt, bara att någon regel träffade. Stora kreditfakturor
--     utan bransch kan göra beloppsandelen liten eller negativ: se också på raderna.
-- source: quality gate of this tool; peer spend dashboards report the same share
WITH cells AS (
    SELECT scope, year, 'total' AS level, 'total' AS unit, sector = 'unclassified' AS unclassified,
           SUM(amount) AS amount, SUM(lines) AS lines
    FROM supplier_groups
    WHERE sector <> 'all'
    GROUP BY scope, year, sector = 'unclassified'
    UNION ALL
    SELECT scope, year, level, unit, sector = 'unclassified' AS unclassified, SUM(amount) AS amount, SUM(lines) AS lines
    FROM units
    WHERE sector <> 'all'
    GROUP BY scope, year, level, unit, sector = 'unclassified'
),
sums AS (
    SELECT scope, year, level, unit, SUM(amount) AS total, SUM(lines) AS lines,
           SUM(CASE WHEN unclassified THEN amount ELSE 0 END) AS unclassified_amount,
           SUM(CASE WHEN unclassified THEN lines ELSE 0 END) AS unclassified_lines
    FROM cells
    GROUP BY scope, year, level, unit
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'total'), ('total', 'measure', 'amount-share'), ('total', 'measure', 'line-share'),
        ('unit', 'unit', 'unit'), ('department', 'department', 'unit')
    ) AS v (level, dimension, form)
),
measures AS (
    SELECT scope, year, dimension, CASE WHEN form = 'unit' THEN unit ELSE form END AS member,
           CASE WHEN form = 'line-share' THEN CAST(unclassified_lines AS DECIMAL(18,2))
                ELSE CAST(unclassified_amount AS DECIMAL(18,2)) END AS part,
           CASE WHEN form = 'line-share' THEN CAST(lines AS DECIMAL(18,2)) ELSE CAST(total AS DECIMAL(18,2)) END AS base,
           lines, total
    FROM sums JOIN forms USING (level)
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN base > 0 THEN CAST(part AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CAST(NULL AS DOUBLE) AS low,
       CAST(NULL AS DOUBLE) AS high,
       part AS numerator,
       base AS denominator,
       CAST(lines AS BIGINT) AS n,
       CAST(CASE WHEN total <> 0 THEN 1.0 END AS DOUBLE) AS coverage
FROM measures
