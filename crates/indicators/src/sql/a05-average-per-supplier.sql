-- id: A5
-- name: average-per-supplier
-- unit: currency
-- headline: total/total
-- better: neither
-- needs: amount, supplier
-- whole-year: all
-- n: suppliers
-- title.en: Average purchase per supplier
-- title.fi: Keskimääräinen hankinta toimittajaa kohti
-- title.sv: Genomsnittligt inköp per leverantör
-- meaning.en: The purchases of the year per supplier: the mean, and the median, which half of the suppliers exceed.
--     Suppliers whose year nets to zero are left out.
-- meaning.fi: Vuoden hankinnat toimittajaa kohti: keskiarvo sekä mediaani, jonka puolet toimittajista ylittää.
--     Toimittajat, joiden vuosisumma on nolla, eivät ole mukana.
-- meaning.sv: Årets inköp per leverantör: medelvärdet och medianen, som hälften av leverantörerna överstiger.
--     Leverantörer vars årssumma är noll är inte med.
-- reading.en: The mean is usually many times the median: a few large suppliers carry most of the sum. The median
--     tells what an ordinary supplier sells in a year.
-- reading.fi: Keskiarvo on tavallisesti moninkertainen mediaaniin nähden, koska muutama suuri toimittaja kantaa
--     suurimman osan summasta. Mediaani kertoo, paljonko tavallinen toimittaja myy vuodessa.
-- reading.sv: Medelvärdet är oftast många gånger större än medianen, eftersom några få stora leverantörer står för
--     det mesta av summan. Medianen visar vad en vanlig leverantör säljer under ett år.
-- pitfalls.en: The mean follows the few largest suppliers. Credit notes can make a supplier's year negative; such
--     suppliers are included. Redacted persons are left out and lower the coverage; there are no bounds, because
--     their number is not known.
-- pitfalls.fi: Keskiarvo seuraa muutamaa suurinta toimittajaa. Hyvitykset voivat kääntää toimittajan vuosisumman
--     negatiiviseksi; nämä toimittajat ovat mukana. Suojatut henkilöt on jätetty pois, mikä laskee kattavuutta;
--     rajoja ei ole, koska heidän määräänsä ei tunneta.
-- pitfalls.sv: Medelvärdet följer de få största leverantörerna. Kreditfakturor kan göra en leverantörs årssumma
--     negativ; sådana leverantörer ingår. Maskerade personer är utelämnade, vilket sänker täckningen; gränser saknas
--     eftersom deras antal inte är känt.
-- source: Företagarna, municipal purchases report 2021 (average purchase per supplier); the median added since
--     purchases have a heavy tail
WITH cells AS (
    SELECT scope, year, kind IN ('redacted', 'unnamed') AS redacted, worth <> 'zero' AS nonzero, SUM(amount) AS amount,
           SUM(suppliers) AS suppliers
    FROM supplier_groups
    WHERE sector = 'all'
    GROUP BY scope, year, kind IN ('redacted', 'unnamed'), worth <> 'zero'
),
totals AS (
    SELECT scope, year, SUM(amount) AS total,
           SUM(CASE WHEN NOT redacted THEN amount ELSE 0 END) AS identified,
           SUM(CASE WHEN NOT redacted AND nonzero THEN suppliers ELSE 0 END) AS suppliers
    FROM cells
    GROUP BY scope, year
),
ranked AS (
    SELECT series, amount,
           ROW_NUMBER() OVER (PARTITION BY series ORDER BY amount) AS place,
           COUNT(*) OVER (PARTITION BY series) AS suppliers
    FROM supplier_years
    WHERE kind NOT IN ('redacted', 'unnamed') AND amount <> 0
),
middle_ranks AS (
    SELECT series, SUM(amount) AS middle_amount, COUNT(*) AS middle_suppliers
    FROM ranked
    WHERE 2 * place >= suppliers AND 2 * place <= suppliers + 2
    GROUP BY series
),
middle AS (
    SELECT scope, year, middle_amount, middle_suppliers
    FROM middle_ranks JOIN series USING (series)
),
forms AS (
    SELECT * FROM (VALUES ('total', 'total'), ('measure', 'mean'), ('measure', 'median')) AS v (dimension, member)
),
measures AS (
    SELECT scope, year, dimension, member,
           CASE WHEN member = 'median' THEN middle_amount ELSE identified END AS amount,
           CASE WHEN member = 'median' THEN middle_suppliers ELSE suppliers END AS divisor,
           suppliers, identified, total
    FROM totals LEFT JOIN middle USING (scope, year) CROSS JOIN forms
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CAST(amount AS DOUBLE) / NULLIF(CAST(divisor AS DOUBLE), 0) AS value,
       CAST(NULL AS DOUBLE) AS low,
       CAST(NULL AS DOUBLE) AS high,
       CAST(amount AS DECIMAL(18,2)) AS numerator,
       CAST(divisor AS DECIMAL(18,2)) AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN identified < 0 THEN 0.0 WHEN identified > total THEN 1.0
                  ELSE CAST(identified AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM measures
