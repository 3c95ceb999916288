-- id: B21
-- name: private-share-of-costs
-- unit: share
-- whole: spend
-- headline: total/total
-- better: neither
-- needs: amount, supplier, operating-costs
-- whole-year: all
-- n: suppliers
-- title.en: Purchases from private suppliers, of the operating costs
-- title.fi: Ostot yksityisiltä toimittajilta, osuus toimintakuluista
-- title.sv: Inköp från privata leverantörer, andel av verksamhetens kostnader
-- meaning.en: What was bought from private suppliers (companies, co-operatives, sole traders and persons, of here or
--     abroad) divided by the municipality's operating costs of the year, which the pipeline gives with their source.
--     Where a table of owned companies is given, those that municipalities own are left out.
-- meaning.fi: Yksityisiltä toimittajilta (yhtiöt, osuuskunnat, toiminimet ja henkilöt, kotimaasta tai ulkomailta)
--     ostettu summa jaettuna kunnan vuoden toimintakuluilla, jotka annetaan asetustiedostossa lähteineen. Jos
--     omistettujen yhtiöiden taulukko on annettu, kuntien omistamat yhtiöt on jätetty pois.
-- meaning.sv: Det som köptes från privata leverantörer (bolag, kooperativ, enskilda firmor och personer, inom eller
--     utom landet) delat med kommunens verksamhetskostnader för året, som anges i inställningarna med källa. När en
--     tabell över ägda bolag är given utelämnas de som kommuner äger.
-- reading.en: In Swedish municipalities the mean was about 13 % in 2015 to 2019, from below 2 to about 40 %, by
--     Kolada's definition, which counts bought activity and no goods: its level is not comparable with this one. Low
--     and high suppose that nothing, or all, of what is bought from unknown suppliers is private.
-- reading.fi: Ruotsin kunnissa keskiarvo oli vuosina 2015–2019 noin 13 %, alle kahdesta noin 40 prosenttiin, Koladan
--     määritelmällä, joka laskee ostetun toiminnan eikä tavaroita: sen taso ei ole verrattavissa tähän. Ala- ja
--     ylärajassa oletetaan, ettei tuntemattomilta ostetusta mikään tai että kaikki on yksityistä.
-- reading.sv: I svenska kommuner var medelvärdet omkring 13 % åren 2015–2019, från under 2 till omkring 40 %, enligt
--     Koladas definition, som räknar köp av verksamhet och inte varor: dess nivå kan inte jämföras med denna.
--     Gränserna antar att inget, eller allt, av det som köps från okända leverantörer är privat.
-- pitfalls.en: Purchases hold investments where the ledger does, and operating costs do not, so a year of building
--     looks more private. Outsourced activity of companies that the buyer owns is in neither. Compare years of one
--     municipality with the same source rather than municipalities.
-- pitfalls.fi: Ostoissa on investointeja, jos niitä on kirjanpidon viennissä, mutta toimintakuluissa ei, joten
--     rakentamisen vuosi näyttää yksityisemmältä. Ostajan omistamien yhtiöiden ulkoistama toiminta ei ole
--     kummassakaan. Vertaa mieluummin yhden kunnan vuosia samasta lähteestä kuin kuntia keskenään.
-- pitfalls.sv: I inköpen finns investeringar när reskontran har dem, men inte i verksamhetens kostnader, så ett
--     byggår ser mer privat ut. Det som bolag som köparen äger lägger ut finns inte i någondera. Jämför hellre en
--     kommuns år från samma källa än kommuner.
-- source: Företagarna and Kolada, purchases of activity from private firms as a share of the municipality's operating
--     costs
WITH sums AS (
    SELECT scope, year,
           SUM(CASE WHEN owner = 'private' THEN amount ELSE 0 END) AS bought,
           SUM(CASE WHEN owner = 'unknown' THEN amount ELSE 0 END) AS open_amount,
           SUM(amount) AS total,
           SUM(CASE WHEN owner = 'private' THEN suppliers ELSE 0 END) AS suppliers
    FROM owner_classes
    GROUP BY scope, year
),
costs AS (
    SELECT year, amount AS cost FROM operating_costs
)
SELECT scope,
       CAST(year AS STRING) AS period,
       'total' AS dimension,
       'total' AS member,
       CAST(bought AS DOUBLE) / CAST(cost AS DOUBLE) AS value,
       CAST(bought + CASE WHEN open_amount < 0 THEN open_amount ELSE 0 END AS DOUBLE) / CAST(cost AS DOUBLE) AS low,
       CAST(bought + CASE WHEN open_amount > 0 THEN open_amount ELSE 0 END AS DOUBLE) / CAST(cost AS DOUBLE) AS high,
       CAST(bought AS DECIMAL(18,2)) AS numerator,
       CAST(cost AS DECIMAL(18,2)) AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN open_amount > total THEN 0.0 WHEN open_amount < 0 THEN 1.0
                  ELSE CAST(total - open_amount AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM sums JOIN costs USING (year)
