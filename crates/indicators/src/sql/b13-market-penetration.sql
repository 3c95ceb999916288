-- id: B13
-- name: market-penetration
-- unit: share
-- whole: suppliers
-- headline: total/total
-- better: more
-- needs: amount, supplier, place, firm-counts
-- whole-year: total, measure, sector:supplier-share, sector:supplier-count
-- n: suppliers
-- title.en: Firms of the area that sold to the buyer
-- title.fi: Alueen yritykset, jotka myivät ostajalle
-- title.sv: Företag i området som sålde till köparen
-- meaning.en: Companies, co-operatives and sole traders in the home municipality that sold something in the year, as a
--     share of all firms there by the counts of firms; by sector, those whose own industry belongs to the sector, whatever
--     they sold, as a share of the firms of its industries. Each firm is counted once.
-- meaning.fi: Kotikunnassa olevat yhtiöt, osuuskunnat ja toiminimet, joilta ostettiin vuoden aikana, osuutena kaikista
--     kunnan yrityksistä yritysmäärien mukaan; toimialoittain ne, joiden oma toimialaluokka kuuluu toimialaan, myivätpä ne
--     mitä hyvänsä, osuutena näiden luokkien yrityksistä. Jokainen yritys lasketaan kerran.
-- meaning.sv: Bolag, andelslag eller ekonomiska föreningar och enskilda näringsidkare i den egna kommunen som sålde något
--     under året, som andel av alla företag där enligt företagsantalen; per bransch de vars egen näringsgren hör till
--     branschen, vad de än sålde, som andel av företagen i dessa näringsgrenar. Varje företag räknas en gång.
-- reading.en: It says how far purchases reach into the firms of the area, and is small everywhere: most firms sell
--     nothing that a municipality buys. By sector low counts the firms whose industry is known; high adds those whose
--     industry or place is not, to each sector alike. Coverage is of the local firms that sold: the share whose industry
--     is known.
-- reading.fi: Luku kertoo, kuinka laajasti ostot ulottuvat alueen yrityksiin. Se on kaikkialla pieni, sillä useimmat yritykset
--     eivät myy mitään, mitä kunta ostaa. Toimialoittain alaraja laskee yritykset, joiden toimialaluokka tunnetaan; yläraja
--     lisää jokaiseen toimialaan ne, joiden luokkaa tai sijaintia ei tunneta. Kattavuus on niiden paikallisten myyneiden
--     yritysten osuus, joiden toimialaluokka tunnetaan.
-- reading.sv: Talet säger hur brett inköpen når bland områdets företag. Det är litet överallt, eftersom de flesta företag inte
--     säljer något som en kommun köper. Per bransch räknar nedre gränsen de företag vars näringsgren är känd; den övre lägger
--     till dem vars näringsgren eller ort är okänd, i varje bransch. Täckningen är andelen av de lokala företag som sålde vars
--     näringsgren är känd.
-- pitfalls.en: Counts of establishments, or without sole traders, are not counts of firms: the share is then too small or
--     too large, and there is none where more firms sold than are counted. Firms that sell through a
--     chain, a wholesaler or a main contractor are not seen. Counts are of the nearest year that has some.
-- pitfalls.fi: Toimipaikkojen määrät tai määrät ilman toiminimiä eivät ole yritysten määriä: osuus on silloin liian pieni tai
--     liian suuri, eikä sitä anneta, jos myyneitä on enemmän kuin laskettuja. Ketjun, tukun tai pääurakoitsijan kautta
--     myyvät yritykset eivät näy. Yritysmäärät ovat lähimmältä vuodelta, jolta ne tunnetaan.
-- pitfalls.sv: Antal arbetsställen, eller antal utan enskilda näringsidkare, är inte antal företag: andelen blir då för liten
--     eller för stor, och ges inte där fler sålde än som är räknade. Företag som säljer genom en kedja, en grossist eller
--     en huvudentreprenör syns inte. Antalen gäller det närmaste år som har uppgifter.
-- source: counts of firms by municipality and industry; question after the surveys of Suomen Yrittäjät on taking part in
--     public procurement
WITH sellers AS (
    SELECT scope, year, industry_sector,
           SUM(CASE WHEN is_local = 'yes' THEN suppliers ELSE 0 END) AS sold,
           SUM(CASE WHEN is_local = 'open' THEN suppliers ELSE 0 END) AS open
    FROM firm_sellers
    GROUP BY scope, year, industry_sector
),
years AS (
    SELECT DISTINCT scope, year
    FROM supplier_groups
    WHERE sector = 'all'
),
wholes AS (
    SELECT y.scope, y.year, SUM(COALESCE(s.sold, 0)) AS sold, SUM(COALESCE(s.open, 0)) AS open,
           SUM(CASE WHEN s.industry_sector = 'unknown' THEN s.sold ELSE 0 END) AS unknown
    FROM years AS y LEFT JOIN sellers AS s ON s.scope = y.scope AND s.year = y.year
    GROUP BY y.scope, y.year
),
by_sector AS (
    SELECT scope, year, sector, firms, sold AS all_sold, unknown + open AS open, unknown
    FROM wholes JOIN local_firms USING (year)
    WHERE sector <> 'all'
),
parts AS (
    SELECT scope, year, 'total' AS class, 'total' AS member, firms, sold, open, unknown, sold AS all_sold
    FROM wholes JOIN local_firms USING (year)
    WHERE sector = 'all'
    UNION ALL
    SELECT b.scope, b.year, 'sector' AS class, b.sector AS member, b.firms, COALESCE(s.sold, 0) AS sold, b.open, b.unknown,
           b.all_sold
    FROM by_sector AS b
    LEFT JOIN sellers AS s ON s.scope = b.scope AND s.year = b.year AND s.industry_sector = b.sector
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'share'), ('total', 'measure', 'supplier-count'), ('total', 'measure', 'firm-count'),
        ('sector', 'sector:supplier-share', 'share'), ('sector', 'sector:supplier-count', 'supplier-count'),
        ('sector', 'sector:firm-count', 'firm-count')
    ) AS v (class, dimension, form)
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       CASE WHEN dimension = 'measure' THEN form ELSE member END AS member,
       CASE WHEN form = 'supplier-count' THEN CAST(sold AS DOUBLE)
            WHEN form = 'firm-count' THEN CAST(firms AS DOUBLE)
            WHEN sold <= firms THEN CAST(sold AS DOUBLE) / NULLIF(CAST(firms AS DOUBLE), 0) END AS value,
       CASE WHEN form = 'share' AND sold <= firms THEN CAST(sold AS DOUBLE) / NULLIF(CAST(firms AS DOUBLE), 0) END AS low,
       CASE WHEN form = 'share' AND sold <= firms AND firms > 0 THEN
             CASE WHEN sold + open > firms THEN CAST(1 AS DOUBLE)
                  ELSE CAST(sold + open AS DOUBLE) / CAST(firms AS DOUBLE) END END AS high,
       CAST(CASE WHEN form = 'firm-count' THEN firms ELSE sold END AS DECIMAL(18,2)) AS numerator,
       CASE WHEN form = 'share' THEN CAST(firms AS DECIMAL(18,2)) END AS denominator,
       CAST(sold AS BIGINT) AS n,
       CASE WHEN form <> 'firm-count' THEN
            CAST(all_sold - unknown AS DOUBLE) / NULLIF(CAST(all_sold AS DOUBLE), 0) END AS coverage
FROM parts JOIN forms USING (class)
