-- id: B14
-- name: dependency
-- unit: share
-- whole: suppliers
-- headline: total/total
-- better: less
-- needs: amount, supplier, turnovers
-- whole-year: all
-- n: suppliers
-- title.en: Suppliers that depend on the buyer
-- title.fi: Ostajasta riippuvaiset toimittajat
-- title.sv: Leverantörer som är beroende av köparen
-- meaning.en: Of the suppliers whose turnover is given, the share that sold 30 % of it or more to the buyer in the
--     year. The number of suppliers is given for each band of dependency (below 10 %, 10 to 30, 30 to 50, 50 and
--     above, unknown), and their sum where every band with suppliers has three at least. The turnover is that of the
--     same year, or else of the year before.
-- meaning.fi: Niiden toimittajien osuus, jotka myivät ostajalle vuoden aikana vähintään 30 % liikevaihdostaan,
--     niistä, joiden liikevaihto on annettu. Toimittajien määrä annetaan riippuvuuden luokittain (alle 10 %, 10–30,
--     30–50, vähintään 50, tuntematon), ja summat silloin, kun jokaisessa luokassa, jossa on toimittajia, on niitä
--     vähintään kolme. Liikevaihto on saman vuoden tai, jos sitä ei ole, edellisen vuoden.
-- meaning.sv: Av de leverantörer vars omsättning är given: andelen som under året sålde minst 30 % av den till
--     köparen. Antalet leverantörer ges för varje klass av beroende (under 10 %, 10–30, 30–50, minst 50, okänt), och
--     beloppen när varje klass som har leverantörer har minst tre. Omsättningen är samma års eller annars årets före.
-- reading.en: It is a reason to think of lots, of terms of payment and of what happens when a contract ends, and says
--     nothing of how well a supplier works. The limits are this program's choice. Low and high suppose that no
--     supplier without a turnover is dependent, or that all are; coverage is the share of the purchases of suppliers
--     whose turnover is known.
-- reading.fi: Se on syy miettiä osiin jakamista, maksuehtoja ja sitä, mitä sopimuksen päättyessä tapahtuu;
--     toimittajan työn laadusta se ei kerro. Rajat ovat tämän ohjelman valinta. Ala- ja ylärajassa oletetaan, ettei
--     yksikään ilman liikevaihtoa oleva toimittaja ole riippuvainen tai että kaikki ovat; kattavuus on niiden
--     toimittajien osuus ostoista, joiden liikevaihto tunnetaan.
-- reading.sv: Det är ett skäl att tänka på delkontrakt, betalningsvillkor och vad som händer när ett avtal tar slut,
--     och säger inget om hur väl en leverantör arbetar. Gränserna är programmets val. Gränserna nedåt och uppåt antar
--     att ingen leverantör utan omsättning är beroende, respektive att alla är det; täckningen är andelen av inköpen
--     från leverantörer med känd omsättning.
-- pitfalls.en: Purchases are without value added tax by posting year, turnovers by the company's own accounting year.
--     A group's turnover is not its subsidiary's. Persons and sole traders are never divided by it and stand as
--     unknown. No supplier is named, and sums are left out where a band has one or two suppliers, whose names would
--     follow from theirs.
-- pitfalls.fi: Ostot ovat arvonlisäverottomia kirjausvuosittain, liikevaihdot yhtiön oman tilikauden mukaan.
--     Konsernin liikevaihto ei ole tytäryhtiön. Henkilöitä ja toiminimiä ei jaeta luokkiin, vaan ne ovat
--     tuntemattomia. Toimittajia ei nimetä, ja summat jätetään pois, kun jossakin luokassa on yksi tai kaksi
--     toimittajaa, joiden nimet seuraisivat niistä.
-- pitfalls.sv: Inköpen är utan mervärdesskatt per konteringsår, omsättningen per bolagets eget räkenskapsår. En
--     koncerns omsättning är inte dotterbolagets. Personer och enskilda firmor delas aldrig in efter den utan står
--     som okända. Ingen leverantör namnges, och beloppen utelämnas när en klass har en eller två leverantörer, vars
--     namn skulle följa av dem.
-- source: share of a supplier's turnover that one buyer is; limits of 10, 30 and 50 % chosen here
WITH cells AS (
    SELECT scope, year, band, SUM(amount) AS amount, SUM(suppliers) AS suppliers
    FROM dependency
    WHERE year <> 0
    GROUP BY scope, year, band
),
sums AS (
    SELECT scope, year, SUM(amount) AS total, SUM(suppliers) AS all_suppliers,
           SUM(CASE WHEN band <> 'unknown' THEN amount ELSE 0 END) AS known_amount,
           SUM(CASE WHEN band <> 'unknown' THEN suppliers ELSE 0 END) AS known,
           SUM(CASE WHEN band IN ('30-50', 'over-50') THEN suppliers ELSE 0 END) AS dependent,
           SUM(CASE WHEN suppliers IN (1, 2) THEN 1 ELSE 0 END) AS small_bands
    FROM cells
    GROUP BY scope, year
),
parts AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, 'share' AS form, CAST(dependent AS DECIMAL(18,2)) AS part,
           known AS suppliers
    FROM sums
    UNION ALL
    SELECT scope, year, 'band:supplier-count' AS dimension, band AS member, 'count' AS form,
           CAST(suppliers AS DECIMAL(18,2)) AS part, suppliers
    FROM cells
    UNION ALL
    SELECT scope, year, 'band:amount' AS dimension, band AS member, 'amount' AS form, CAST(amount AS DECIMAL(18,2)) AS part,
           suppliers
    FROM cells
),
figures AS (
    SELECT scope, year, dimension, member, form, part, suppliers, total, all_suppliers, known_amount, known, small_bands
    FROM parts JOIN sums USING (scope, year)
    WHERE form <> 'amount' OR small_bands = 0
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN form <> 'share' THEN CAST(part AS DOUBLE)
            WHEN known > 0 THEN CAST(part AS DOUBLE) / CAST(known AS DOUBLE) END AS value,
       CASE WHEN form = 'share' AND all_suppliers > 0 THEN CAST(part AS DOUBLE) / CAST(all_suppliers AS DOUBLE) END AS low,
       CASE WHEN form = 'share' AND all_suppliers > 0 THEN
            (CAST(part AS DOUBLE) + CAST(all_suppliers - known AS DOUBLE)) / CAST(all_suppliers AS DOUBLE) END AS high,
       part AS numerator,
       CASE WHEN form = 'share' THEN CAST(known AS DECIMAL(18,2)) END AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN form = 'share' AND total > 0 THEN
             CASE WHEN known_amount < 0 THEN 0.0 WHEN known_amount > total THEN 1.0
                  ELSE CAST(known_amount AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM figures
