-- id: B7
-- name: local-sme-share
-- unit: share
-- whole: spend
-- headline: total/total
-- better: more
-- needs: amount, supplier, place, size
-- n: suppliers
-- title.en: Share of local small and medium-sized suppliers
-- title.fi: Paikallisten pk-yritysten osuus ostoista
-- title.sv: Lokala små och medelstora leverantörers andel av inköpen
-- meaning.en: The share of spend that goes to suppliers in the home municipality with fewer than 250 staff. The
--     headline divides by the purchases of which this can be told: a supplier that is elsewhere, or large, is not one
--     of them even when the other half is unknown. Also given: local suppliers with fewer than 10 and fewer than 50
--     staff, the share of all purchases, and the share of small and medium-sized suppliers in what is bought locally.
--     The share is given by sector, unit and department too, and for each sector of a unit.
-- meaning.fi: Kotikunnassa olevien alle 250 hengen toimittajien osuus ostoista. Pääluvussa jakajana ovat ostot,
--     joista asian voi sanoa: muualla oleva tai suuri toimittaja ei kuulu joukkoon, vaikka toinen tieto puuttuisi.
--     Lisäksi annetaan paikallisten alle 10 ja alle 50 hengen toimittajien osuudet, osuus kaikista ostoista sekä
--     pk-yritysten osuus paikallisista ostoista. Osuus annetaan myös toimialoittain, yksiköittäin ja
--     hallintokunnittain sekä yksikön kullekin toimialalle.
-- meaning.sv: Andelen av inköpen från leverantörer i den egna kommunen med färre än 250 anställda. Huvudtalet
--     delas med de inköp där saken kan avgöras: en leverantör som finns någon annanstans eller är stor hör inte dit,
--     även om den andra uppgiften saknas. Dessutom anges lokala leverantörer med färre än 10 och färre än 50
--     anställda, andelen av alla inköp och de små och medelstora leverantörernas andel av de lokala inköpen. Andelen
--     ges också per bransch, enhet och förvaltning och för varje bransch i en enhet.
-- reading.en: Low counts none and high counts all of the purchases that may be from such a supplier. Where the size
--     of many local suppliers is unknown, the headline lies near the low bound; then read of-local beside it, which
--     rests on local suppliers of known size alone. The dimension within is cumulative.
-- reading.fi: Alaraja ei lue mukaan yhtään ja yläraja lukee kaikki ostot, jotka voivat olla tällaiselta
--     toimittajalta. Jos monen paikallisen toimittajan koko on tuntematon, pääluku on lähellä alarajaa; lue silloin
--     rinnalla lukua ”paikallisista”, joka perustuu vain kooltaan tunnettuihin paikallisiin. Jaottelu ”sisällä” on
--     kertyvä.
-- reading.sv: Nedre gränsen räknar inga och den övre alla inköp som kan vara från en sådan leverantör. När många
--     lokala leverantörers storlek är okänd ligger huvudtalet nära den nedre gränsen; läs då talet ”av lokala”
--     intill, som bara bygger på lokala leverantörer av känd storlek. Indelningen ”inom” är kumulativ.
-- pitfalls.en: Size is by staff alone, not by turnover or owners, and domicile is not where the work is done: the
--     local branch of a chain counts where its company is registered. Being local or small may not be used as an
--     award criterion; lots of a suitable size and early information may.
-- pitfalls.fi: Koko on vain henkilöstön mukaan, ei liikevaihdon tai omistuksen, eikä kotikunta kerro, missä työ
--     tehdään: ketjun paikallinen toimipaikka luetaan sinne, minne yhtiö on rekisteröity. Paikallisuutta tai
--     pienuutta ei saa käyttää tarjousten vertailuperusteena; sopivan kokoisia osia ja ennakkotietoa saa.
-- pitfalls.sv: Storleken är bara efter anställda, inte efter omsättning eller ägare, och säteskommunen visar inte
--     var arbetet utförs: en kedjas lokala enhet räknas till den ort där bolaget är registrerat. Lokal hemvist eller
--     litenhet får inte användas som tilldelningskriterium; lagom stora delar och tidig information får användas.
-- source: Företagarna, share of local small firms (andel från lokala småföretag)
WITH bought AS (
    SELECT scope, year, CASE WHEN sector = 'all' THEN level ELSE CONCAT(level, '-sector') END AS level,
           CASE WHEN sector = 'all' THEN unit ELSE CONCAT(sector, ' / ', unit) END AS class, ring, size, kind, amount, suppliers
    FROM units
),
cells AS (
    SELECT scope, year, CASE WHEN sector = 'all' THEN 'all' ELSE 'sector' END AS level, sector AS class, ring, size,
           CAST(SUM(amount) AS DECIMAL(18,2)) AS amount, SUM(suppliers) AS suppliers
    FROM profiles
    GROUP BY scope, year, sector, ring, size
    UNION ALL
    SELECT scope, year, level, class, ring, size, CAST(SUM(amount) AS DECIMAL(18,2)) AS amount,
           SUM(CASE WHEN kind IN ('redacted', 'unnamed') THEN 0 ELSE suppliers END) AS suppliers
    FROM bought
    GROUP BY scope, year, level, class, ring, size
),
forms AS (
    SELECT * FROM (VALUES
        ('all', 'total', 'total'), ('all', 'measure', 'of-all'), ('all', 'measure', 'of-local'), ('all', 'within', 'micro'),
        ('all', 'within', 'small'), ('all', 'within', 'medium'), ('sector', 'sector', 'class'), ('unit', 'unit', 'class'),
        ('department', 'department', 'class'), ('unit-sector', 'unit-sector', 'class'),
        ('department-sector', 'department-sector', 'class')
    ) AS v (level, dimension, form)
),
flagged AS (
    SELECT scope, year, dimension, CASE WHEN form = 'class' THEN class ELSE form END AS member, form, ring, size, amount,
           suppliers,
           CASE WHEN form = 'micro' THEN size = 'micro'
                WHEN form = 'small' THEN size IN ('micro', 'small')
                ELSE size IN ('micro', 'small', 'medium') END AS fits
    FROM cells JOIN forms USING (level)
    WHERE form <> 'of-local' OR ring = 'municipality'
),
parts AS (
    SELECT scope, year, dimension, member, amount, suppliers, ring = 'municipality' AND fits AS wanted,
           (ring = 'unknown' AND (fits OR size = 'unknown')) OR (ring = 'municipality' AND size = 'unknown') AS is_open
    FROM flagged
),
measures AS (
    SELECT scope, year, dimension, member,
           SUM(CASE WHEN wanted THEN amount ELSE 0 END) AS part,
           SUM(CASE WHEN NOT is_open OR member = 'of-all' THEN amount ELSE 0 END) AS base,
           SUM(CASE WHEN is_open THEN amount ELSE 0 END) AS unknown,
           SUM(CASE WHEN NOT is_open OR member = 'of-all' THEN suppliers ELSE 0 END) AS suppliers,
           SUM(amount) AS total
    FROM parts
    GROUP BY scope, year, dimension, member
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN total > 0 AND base > 0 THEN CAST(part AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN total > 0 THEN
            CAST(part + CASE WHEN unknown < 0 THEN unknown ELSE 0 END AS DOUBLE) / CAST(total AS DOUBLE) END AS low,
       CASE WHEN total > 0 THEN
            CAST(part + CASE WHEN unknown > 0 THEN unknown ELSE 0 END AS DOUBLE) / CAST(total AS DOUBLE) END AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(base AS DECIMAL(18,2)) AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN total - unknown < 0 THEN 0.0 WHEN total - unknown > total THEN 1.0
                  ELSE CAST(total - unknown AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM measures
