-- id: B22
-- name: expected-local-share
-- unit: share
-- whole: spend
-- headline: total/total
-- better: neither
-- needs: amount, supplier, place, account-or-industry, firm-counts, national-firm-counts
-- n: suppliers
-- title.en: Local share expected from the firms of the area
-- title.fi: Alueen yritysten perusteella odotettava paikallinen osuus
-- title.sv: Väntad lokal andel utifrån områdets företag
-- meaning.en: The local share of purchases that would follow if each sector were bought from the home municipality as
--     far as its firms go, beside the real local share of the same purchases. What a sector's firms can supply is its
--     location quotient (the sector's share of the area's firms divided by its share of the country's firms), times a
--     factor for the size of the area, log2(1 + the area's firms / the country's firms) to the power of 0.3; at most 1.
--     Sectors are weighted with their sums. Staff takes the place of numbers of firms where the counts have all staff.
-- meaning.fi: Paikallinen osuus, joka ostoista syntyisi, jos kutakin toimialaa ostettaisiin kotikunnasta sen mukaan, mihin
--     kunnan yritykset riittävät, ja sen rinnalla samojen ostojen todellinen paikallinen osuus. Toimialan yritysten riittävyys
--     on sijaintiosamäärä (toimialan osuus alueen yrityksistä jaettuna sen osuudella maan yrityksistä) kertaa alueen koosta
--     riippuva kerroin, log2(1 + alueen yritykset / maan yritykset) potenssiin 0,3; enintään 1. Toimialat painotetaan
--     summillaan. Yritysten määrän sijasta käytetään henkilöstöä, kun se tunnetaan kokonaan.
-- meaning.sv: Den lokala andel av inköpen som skulle uppstå om varje bransch köptes från den egna kommunen så långt dess
--     företag räcker, bredvid den verkliga lokala andelen av samma inköp. Hur långt en bransch räcker är dess
--     lokaliseringskvot (branschens andel av områdets företag delad med dess andel av landets företag) gånger en faktor för
--     områdets storlek, log2(1 + områdets företag / landets företag) upphöjt till 0,3; högst 1. Branscherna vägs med sina
--     belopp. Personal används i stället för antal företag där antalen anger all personal.
-- reading.en: A small area buys much from elsewhere whatever it does: a real share of 15 % can be much there. The figure is
--     a rough yardstick for that and no aim. Low and high of the expected share take 0.35 and 0.25 as the power, those
--     of the real share every supplier of unknown place as not local and as local. Coverage is the share of
--     the euros in sectors that can be compared; of the real share, the part of these whose place is known.
-- reading.fi: Pieni alue ostaa paljon muualta, tekipä se mitä tahansa: 15 prosentin todellinen osuus voi olla siellä suuri. Luku
--     on tämän karkea mittapuu eikä tavoite. Odotettavan osuuden ala- ja yläraja käyttävät potensseja 0,35 ja 0,25;
--     todellisen osuuden rajat olettavat sijainniltaan tuntemattomat toimittajat muualla oleviksi ja paikallisiksi.
--     Kattavuus on vertailtavien toimialojen osuus euroista; todellisen osuuden kattavuus on se osa näistä, jonka
--     sijainti tunnetaan.
-- reading.sv: Ett litet område köper mycket från annat håll vad det än gör: en verklig andel på 15 % kan vara mycket där.
--     Talet är en grov måttstock för det och inget mål. Den väntade andelens gränser tar exponenterna 0,35 och
--     0,25; den verkliga andelens gränser räknar leverantörer med okänd ort som icke-lokala och som lokala. Täckningen är
--     andelen av beloppet i branscher som kan jämföras; för den verkliga andelen den del av dessa vars ort är känd.
-- pitfalls.en: The formula is one for whole regional economies; a municipality buys other things than firms and households,
--     and firms differ in size. It does not know what was bought, only the sector. Sectors whose industries say little
--     (rents), purchases without a sector and transfers are left out. It is for dialogue and lots: no award
--     criterion, no target, and nothing to rank municipalities by.
-- pitfalls.fi: Kaava on tehty koko aluetaloudelle; kunta ostaa muuta kuin yritykset ja kotitaloudet, ja yritykset ovat erikokoisia.
--     Se tuntee vain toimialan, ei sitä, mitä ostettiin. Toimialat, joiden luokat kertovat vähän (vuokrat), luokittelemattomat
--     ostot ja tulonsiirrot jäävät pois. Luku on vuoropuhelua ja osiin jakamista varten: se ei ole vertailuperuste eikä
--     tavoite, eikä kuntia voi panna sillä järjestykseen.
-- pitfalls.sv: Formeln är gjord för hela regionala ekonomier; en kommun köper annat än företag och hushåll, och företag är olika
--     stora. Den vet inte vad som köptes, bara branschen. Branscher vars näringsgrenar säger lite (hyror), inköp utan
--     bransch och transfereringar är utelämnade. Talet är till för dialog och uppdelning i delar: inget tilldelningskriterium,
--     inget mål och inget att rangordna kommuner efter.
-- source: the FLQ formula of Flegg and Webber (1997), its power as in their work of 2000 and near those found for Finnish
--     regions by Flegg and Tohmo (Regional Studies 47, 2013); weighted with purchases by own definition
WITH areas AS (
    SELECT year, CAST(size AS DOUBLE) AS size, CAST(national_size AS DOUBLE) AS national_size
    FROM local_firms
    WHERE sector = 'all' AND size > 0 AND national_size > 0
),
quotients AS (
    SELECT f.year, f.sector,
           (CAST(f.size AS DOUBLE) / a.size) / (CAST(f.national_size AS DOUBLE) / a.national_size) AS quotient,
           LN(LN(1.0 + a.size / a.national_size) / LN(2.0)) AS smallness
    FROM local_firms AS f JOIN areas AS a ON a.year = f.year
    WHERE f.sector <> 'all' AND f.national_size > 0
),
supplied AS (
    SELECT year, sector, quotient * EXP(0.3 * smallness) AS likely, quotient * EXP(0.35 * smallness) AS least,
           quotient * EXP(0.25 * smallness) AS most
    FROM quotients
),
expected AS (
    SELECT year, sector, CASE WHEN likely > 1.0 THEN CAST(1 AS DOUBLE) ELSE likely END AS likely,
           CASE WHEN least > 1.0 THEN CAST(1 AS DOUBLE) ELSE least END AS least, CASE WHEN most > 1.0 THEN CAST(1 AS DOUBLE) ELSE most END AS most
    FROM supplied
),
bought AS (
    SELECT scope, year, sector, CAST(SUM(amount) AS DECIMAL(18,2)) AS amount,
           CAST(SUM(CASE WHEN ring = 'municipality' THEN amount ELSE 0 END) AS DECIMAL(18,2)) AS near,
           CAST(SUM(CASE WHEN ring = 'unknown' THEN amount ELSE 0 END) AS DECIMAL(18,2)) AS unplaced,
           SUM(CASE WHEN kind NOT IN ('redacted', 'unnamed') AND worth <> 'zero' THEN suppliers ELSE 0 END) AS suppliers
    FROM supplier_groups
    WHERE sector <> 'all'
    GROUP BY scope, year, sector
),
compared AS (
    SELECT b.scope, b.year, b.sector, b.amount, b.near, b.unplaced, b.suppliers, e.likely, e.least, e.most,
           CAST(b.amount AS DOUBLE) * e.likely AS by_likely, CAST(b.amount AS DOUBLE) * e.least AS by_least,
           CAST(b.amount AS DOUBLE) * e.most AS by_most
    FROM bought AS b JOIN expected AS e ON e.year = b.year AND e.sector = b.sector
    WHERE b.amount > 0
),
wholes AS (
    SELECT scope, year, SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS whole
    FROM bought
    GROUP BY scope, year
),
totals AS (
    SELECT scope, year, SUM(amount) AS amount, SUM(near) AS near, SUM(unplaced) AS unplaced, SUM(suppliers) AS suppliers,
           SUM(by_likely) AS likely, SUM(by_least) AS least, SUM(by_most) AS most
    FROM compared
    GROUP BY scope, year
),
parts AS (
    SELECT t.scope, t.year, 'total' AS class, 'total' AS member, t.amount, t.near, t.unplaced, t.suppliers,
           t.likely / CAST(t.amount AS DOUBLE) AS likely, t.least / CAST(t.amount AS DOUBLE) AS least,
           t.most / CAST(t.amount AS DOUBLE) AS most, CAST(t.amount AS DOUBLE) / CAST(w.whole AS DOUBLE) AS compared
    FROM totals AS t JOIN wholes AS w ON w.scope = t.scope AND w.year = t.year
    UNION ALL
    SELECT scope, year, 'sector' AS class, sector AS member, amount, near, unplaced, suppliers, likely, least, most,
           CAST(NULL AS DOUBLE) AS compared
    FROM compared
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'expected'), ('total', 'measure', 'real'),
        ('sector', 'sector:expected-share', 'expected'), ('sector', 'sector:real-share', 'real')
    ) AS v (class, dimension, form)
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       CASE WHEN dimension = 'measure' THEN 'real-share' ELSE member END AS member,
       CASE WHEN form = 'expected' THEN likely ELSE CAST(near AS DOUBLE) / CAST(amount AS DOUBLE) END AS value,
       CASE WHEN form = 'expected' THEN least
            ELSE CAST(near + CASE WHEN unplaced < 0 THEN unplaced ELSE 0 END AS DOUBLE) / CAST(amount AS DOUBLE) END AS low,
       CASE WHEN form = 'expected' THEN most
            ELSE CAST(near + CASE WHEN unplaced > 0 THEN unplaced ELSE 0 END AS DOUBLE) / CAST(amount AS DOUBLE) END AS high,
       CASE WHEN form = 'real' THEN CAST(near AS DECIMAL(18,2)) END AS numerator,
       CASE WHEN form = 'real' OR class = 'total' THEN CAST(amount AS DECIMAL(18,2)) END AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CASE WHEN form = 'expected' THEN compared
            ELSE CAST(CASE WHEN unplaced > amount THEN 0.0 WHEN unplaced < 0 THEN 1.0
                           ELSE CAST(amount - unplaced AS DOUBLE) / CAST(amount AS DOUBLE) END AS DOUBLE) END AS coverage
FROM parts JOIN forms USING (class)
