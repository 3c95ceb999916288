-- id: B4
-- name: leakage-by-sector
-- unit: share
-- whole: spend
-- headline: total/total
-- better: less
-- needs: amount, supplier, place, account-or-industry
-- n: suppliers
-- title.en: Purchases from outside by sector
-- title.fi: Kunnan ulkopuolelta ostettu osuus toimialoittain
-- title.sv: Inköp utifrån per bransch
-- meaning.en: The share and the sum bought from suppliers outside the home municipality (called leakage in the
--     literature), by sector, of all purchases: with the local share and that of unknown place it makes 100 %.
-- meaning.fi: Kotikunnan ulkopuolisilta toimittajilta ostettu osuus ja summa toimialoittain (kirjallisuudessa
--     vuoto), kaikista ostoista: paikallisen ja sijainniltaan tuntemattoman osuuden kanssa se on sata prosenttia.
-- meaning.sv: Andelen och beloppet som köpts av leverantörer utanför den egna kommunen (i litteraturen läckage),
--     per bransch, av alla inköp: med den lokala andelen och den med okänd ort blir det 100 %.
-- reading.en: Rank sectors by the sum, then ask where there are local firms in that industry. Use it for market
--     dialogue, for advance notice and for dividing purchases into lots. Low takes every supplier of unknown place as
--     local, high as not local.
-- reading.fi: Järjestä toimialat summan mukaan ja kysy sitten, missä on alan paikallisia yrityksiä. Lukua käytetään
--     markkinavuoropuheluun, ennakkotietoon ja hankintojen jakamiseen osiin. Alaraja olettaa kaikki sijainniltaan
--     tuntemattomat toimittajat paikallisiksi, yläraja muualla oleviksi.
-- reading.sv: Rangordna branscherna efter belopp och fråga sedan var det finns lokala företag i branschen. Talet
--     används för marknadsdialog, förhandsinformation och uppdelning av inköp i delar. Nedre gränsen räknar alla
--     leverantörer med okänd ort som lokala, den övre som icke-lokala.
-- pitfalls.en: Buying from outside is no fault: not everything can be bought nearby, and local preference is not a
--     lawful award criterion. Domicile is not where the work is done. The figure does not tell whether a local
--     supplier exists.
-- pitfalls.fi: Ulkopuolelta ostaminen ei ole virhe: kaikkea ei ole saatavissa läheltä, eikä paikallisuutta saa
--     käyttää tarjousten vertailuperusteena. Kotikunta ei kerro, missä työ tehdään. Luku ei kerro, onko paikallista
--     toimittajaa olemassa.
-- pitfalls.sv: Att köpa utifrån är inget fel: allt går inte att köpa nära, och lokal hemvist får inte användas som
--     tilldelningskriterium. Säteskommunen visar inte var arbetet utförs. Talet säger inte om det finns en lokal
--     leverantör.
-- source: CLES spend analysis (leakage, gaps); URBACT; Oxford Research 2016
WITH flagged AS (
    SELECT scope, year, ring, kind NOT IN ('redacted', 'unnamed') AND worth <> 'zero' AS counted, amount, suppliers
    FROM supplier_groups
    WHERE sector = 'all'
),
sector_flagged AS (
    SELECT scope, year, sector, ring, kind NOT IN ('redacted', 'unnamed') AND worth <> 'zero' AS counted, amount, suppliers
    FROM supplier_groups
    WHERE sector <> 'all'
),
cells AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, ring, counted, SUM(amount) AS amount, SUM(suppliers) AS suppliers
    FROM flagged
    GROUP BY scope, year, ring, counted
    UNION ALL
    SELECT scope, year, 'sector' AS dimension, sector AS member, ring, counted, SUM(amount) AS amount, SUM(suppliers) AS suppliers
    FROM sector_flagged
    GROUP BY scope, year, sector, ring, counted
),
sums AS (
    SELECT scope, year, dimension, member, SUM(amount) AS total,
           SUM(CASE WHEN ring NOT IN ('municipality', 'unknown') THEN amount ELSE 0 END) AS outside,
           SUM(CASE WHEN ring <> 'unknown' THEN amount ELSE 0 END) AS placed,
           SUM(CASE WHEN ring = 'unknown' THEN amount ELSE 0 END) AS unplaced,
           SUM(CASE WHEN counted THEN suppliers ELSE 0 END) AS suppliers
    FROM cells
    GROUP BY scope, year, dimension, member
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'share'), ('total', 'measure', 'share'), ('total', 'measure', 'amount'),
        ('sector', 'sector:share', 'share'), ('sector', 'sector:amount', 'amount')
    ) AS v (dimension, part, form)
),
bounded AS (
    SELECT scope, year, part AS dimension, CASE WHEN part = 'measure' THEN form ELSE member END AS member, form, outside, placed,
           total, suppliers,
           outside + CASE WHEN unplaced < 0 THEN unplaced ELSE 0 END AS low_part,
           outside + CASE WHEN unplaced > 0 THEN unplaced ELSE 0 END AS high_part
    FROM sums JOIN forms USING (dimension)
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN form = 'amount' THEN CAST(outside AS DOUBLE)
            WHEN total > 0 THEN CAST(outside AS DOUBLE) / CAST(total AS DOUBLE) END AS value,
       CASE WHEN form = 'amount' THEN CAST(low_part AS DOUBLE)
            WHEN total > 0 THEN CAST(low_part AS DOUBLE) / CAST(total AS DOUBLE) END AS low,
       CASE WHEN form = 'amount' THEN CAST(high_part AS DOUBLE)
            WHEN total > 0 THEN CAST(high_part AS DOUBLE) / CAST(total AS DOUBLE) END AS high,
       CAST(outside AS DECIMAL(18,2)) AS numerator,
       CASE WHEN form = 'share' THEN CAST(total AS DECIMAL(18,2)) END AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN placed < 0 THEN 0.0 WHEN placed > total THEN 1.0
                  ELSE CAST(placed AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM bounded
