-- id: A7
-- name: value-distribution
-- unit: share
-- whole: spend
-- headline: total/total
-- better: neither
-- needs: amount, supplier
-- whole-year: supplier-value-band, threshold-class, total
-- n: lines
-- title.en: Distribution by value
-- title.fi: Hankintojen arvojakauma
-- title.sv: Inköpen efter värde
-- meaning.en: How lines and sums divide over value bands: by single posting line, by what one supplier sold in the
--     year, and by how that year's sum, rents left out, compares with the thresholds. The headline is the share of
--     spend with suppliers whose year stays below the national threshold, as far as the ledger tells.
-- meaning.fi: Miten rivit ja summat jakautuvat arvoluokkiin: yksittäisen laskurivin mukaan, toimittajan
--     vuosisumman mukaan ja sen mukaan, miten vuosisumma ilman vuokria suhtautuu kynnysarvoihin. Pääluku on niiden
--     toimittajien osuus ostoista, joiden vuosisumma alittaa kansallisen kynnysarvon, sikäli kuin ostoreskontra
--     kertoo.
-- meaning.sv: Hur rader och belopp fördelar sig på värdeklasser: per konteringsrad, efter leverantörens årssumma och
--     efter årssumman utan hyror i förhållande till tröskelvärdena. Huvudtalet är andelen inköp från leverantörer vars
--     årssumma ligger under den nationella gränsen (i Sverige direktupphandlingsgränsen), så långt reskontran visar.
-- reading.en: Bands by supplier and year come closer to the logic of the thresholds than bands by line. The shares of
--     a split add up to 100 %; sums are net, and the class negative holds suppliers whose year is zero or less.
--     A line stands in its band by its amount without the sign.
-- reading.fi: Toimittajan ja vuoden mukaiset luokat ovat lähempänä kynnysarvojen logiikkaa kuin rivien luokat. Kunkin
--     jaottelun osuudet summautuvat sataan prosenttiin; summat ovat nettosummia, ja luokassa negatiivinen ovat
--     toimittajat, joiden vuosisumma on nolla tai alle. Rivin luokka määräytyy summasta ilman etumerkkiä.
-- reading.sv: Klasser per leverantör och år ligger närmare tröskelvärdenas logik än klasser per rad. Andelarna i en
--     fördelning summerar till 100 %; beloppen är nettobelopp, och klassen negativ rymmer leverantörer vars årssumma
--     är noll eller lägre. En rads klass följer av beloppet utan tecken.
-- pitfalls.en: What is compared with the thresholds leaves rents out, since no threshold is for rents of real estate.
--     A supplier's year is held against the limit of goods and services, whatever it
--     sells; B15 tells sectors apart. The threshold applies to the estimated value of a contract over its whole term, not to invoices or to
--     a year: this is indicative only and says nothing about how single purchases were made. Redacted suppliers are a class
--     of their own in the sums and are left out of the supplier counts.
-- pitfalls.fi: Kynnysarvoihin verrataan summia ilman vuokria, koska ne eivät koske kiinteistöjen vuokria. Toimittajan vuosisummaa verrataan tavaroiden ja palvelujen
--     kynnysarvoon, myipä se mitä tahansa; B15 erottaa toimialat. Kynnysarvo koskee sopimuksen ennakoitua kokonaisarvoa koko sopimuskaudelta, ei laskuja eikä vuotta:
--     luku on suuntaa-antava eikä kerro, miten yksittäinen hankinta on tehty. Suojatut toimittajat ovat summissa oma
--     luokkansa ja puuttuvat toimittajamääristä.
-- pitfalls.sv: Det som jämförs med gränserna är utan hyror, eftersom de inte gäller hyra av fastigheter. En leverantörs år jämförs med gränsen för varor och tjänster, vad den än säljer; B15
--     skiljer branscherna åt. Tröskelvärdet gäller kontraktets uppskattade värde under hela löptiden, inte fakturor eller ett år:
--     talet ger bara en fingervisning och säger inget om hur enskilda inköp har gjorts. Maskerade leverantörer är en egen
--     klass i beloppen och ingår inte i leverantörsantalen.
-- source: value bands by supplier and year as in Hässleholm's supplier meetings; thresholds: Finnish Procurement Act
--     1397/2016 section 25, Swedish LOU direct-award limit, EU thresholds of the year
WITH numbered AS (
    SELECT series, value_band, threshold_class, kind IN ('redacted', 'unnamed') AS redacted, SUM(amount) AS amount,
           SUM(lines) AS lines, SUM(held_amount) AS held_amount, SUM(held_lines) AS held_lines, COUNT(*) AS suppliers
    FROM supplier_years
    GROUP BY series, value_band, threshold_class, kind IN ('redacted', 'unnamed')
),
suppliers AS (
    SELECT scope, year, value_band, threshold_class, redacted, amount, lines, held_amount, held_lines, suppliers
    FROM numbered JOIN series USING (series)
),
classes AS (
    SELECT * FROM (VALUES ('supplier-value-band'), ('threshold-class')) AS v (class)
),
held AS (
    SELECT scope, year, class, value_band, threshold_class, redacted, suppliers,
           CASE WHEN class = 'threshold-class' THEN held_amount ELSE amount END AS amount,
           CASE WHEN class = 'threshold-class' THEN held_lines ELSE lines END AS lines
    FROM suppliers CROSS JOIN classes
    WHERE class <> 'threshold-class' OR threshold_class <> 'outside'
),
cells AS (
    SELECT scope, year, 'value-band' AS class, value_band AS member, CAST(lines AS DECIMAL(18,2)) AS counted, lines, amount,
           amount AS known_amount
    FROM bands
    UNION ALL
    SELECT scope, year, class,
           CASE WHEN redacted THEN 'redacted' WHEN class = 'threshold-class' THEN threshold_class ELSE value_band END AS member,
           CAST(CASE WHEN redacted THEN 0 ELSE suppliers END AS DECIMAL(18,2)) AS counted, lines, amount,
           CASE WHEN redacted OR (class = 'threshold-class' AND threshold_class = 'unknown') THEN 0 ELSE amount END AS known_amount
    FROM held
),
sums AS (
    SELECT scope, year, class, member, SUM(counted) AS counted, SUM(lines) AS lines, SUM(amount) AS amount,
           SUM(known_amount) AS known_amount, MAX(CASE WHEN member IN ('unknown', 'redacted') THEN 1 ELSE 0 END) AS is_unknown
    FROM cells
    GROUP BY scope, year, class, member
),
forms AS (
    SELECT * FROM (VALUES
        ('value-band', 'value-band:line-share'), ('value-band', 'value-band:amount-share'),
        ('supplier-value-band', 'supplier-value-band:supplier-share'),
        ('supplier-value-band', 'supplier-value-band:amount-share'),
        ('threshold-class', 'threshold-class:supplier-share'), ('threshold-class', 'threshold-class:amount-share'),
        ('threshold-class', 'total')
    ) AS v (class, dimension)
),
parts AS (
    SELECT scope, year, dimension, member, lines, amount, known_amount, is_unknown,
           CASE WHEN dimension IN ('value-band:line-share', 'supplier-value-band:supplier-share', 'threshold-class:supplier-share')
                THEN counted ELSE amount END AS part
    FROM sums JOIN forms USING (class)
),
bounded AS (
    SELECT scope, year, dimension, member, part, lines, is_unknown,
           SUM(part) OVER (PARTITION BY scope, year, dimension) AS whole,
           SUM(CASE WHEN is_unknown = 1 THEN part ELSE 0 END) OVER (PARTITION BY scope, year, dimension) AS unknown_part,
           SUM(amount) OVER (PARTITION BY scope, year, dimension) AS total,
           SUM(known_amount) OVER (PARTITION BY scope, year, dimension) AS known_amount
    FROM parts
),
figures AS (
    SELECT scope, year, dimension, CASE WHEN dimension = 'total' THEN 'total' ELSE member END AS member,
           CASE WHEN dimension <> 'total' OR member = 'below-national' THEN part ELSE 0 END AS part,
           CASE WHEN dimension <> 'total' THEN whole ELSE whole - unknown_part END AS base,
           CASE WHEN dimension <> 'total' OR is_unknown = 0 THEN lines ELSE 0 END AS lines,
           CASE WHEN dimension <> 'total' THEN is_unknown ELSE 0 END AS is_unknown, whole, unknown_part, total, known_amount
    FROM bounded
    WHERE dimension = 'total' OR member <> 'redacted' OR part <> 0
),
shares AS (
    SELECT scope, year, dimension, member, SUM(part) AS part, base, SUM(lines) AS lines, is_unknown, whole, unknown_part,
           total, known_amount
    FROM figures
    GROUP BY scope, year, dimension, member, base, is_unknown, whole, unknown_part, total, known_amount
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN whole > 0 AND base > 0 THEN CAST(part AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN whole > 0 AND is_unknown = 0 THEN
            CAST(part + CASE WHEN unknown_part < 0 THEN unknown_part ELSE 0 END AS DOUBLE) / CAST(whole AS DOUBLE) END AS low,
       CASE WHEN whole > 0 AND is_unknown = 0 THEN
            CAST(part + CASE WHEN unknown_part > 0 THEN unknown_part ELSE 0 END AS DOUBLE) / CAST(whole AS DOUBLE) END AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(base AS DECIMAL(18,2)) AS denominator,
       CAST(lines AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN known_amount < 0 THEN 0.0 WHEN known_amount > total THEN 1.0
                  ELSE CAST(known_amount AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM shares
