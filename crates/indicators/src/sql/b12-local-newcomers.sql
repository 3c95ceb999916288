-- id: B12
-- name: local-newcomers
-- unit: share
-- whole: suppliers
-- headline: total/total
-- better: more
-- needs: amount, supplier, place, two-earlier-years
-- whole-year: all
-- n: suppliers
-- title.en: Local share of new suppliers
-- title.fi: Paikallisten osuus uusista toimittajista
-- title.sv: Lokala leverantörers andel av de nya leverantörerna
-- meaning.en: Suppliers in the home municipality as a share of the new suppliers whose place is known, in all and by
--     sector. A supplier is new when the buyer bought nothing from it in the two years before, as in B10. Also
--     given: the number of new local suppliers, the sum bought from them and its share of the sum of the new
--     suppliers.
-- meaning.fi: Kotikunnassa olevien toimittajien osuus uusista toimittajista, joiden sijainti tunnetaan, yhteensä ja
--     toimialoittain. Toimittaja on uusi, kun ostaja ei ollut ostanut siltä mitään kahtena edellisenä vuonna, kuten
--     luvussa B10. Lisäksi annetaan uusien paikallisten toimittajien määrä, niiltä ostettu summa ja sen osuus uusien
--     toimittajien summasta.
-- meaning.sv: Leverantörer i den egna kommunen som andel av de nya leverantörer vars ort är känd, totalt och per
--     bransch. En leverantör är ny när köparen inte köpte något av den under de två föregående åren, som i B10.
--     Dessutom anges antalet nya lokala leverantörer, beloppet som köpts av dem och dess andel av de nya
--     leverantörernas belopp.
-- reading.en: It shows whether supplier meetings, advice and early information bring new local firms in: compare the
--     years before and after. Low counts none, high all of the new suppliers of unknown place as local; in sums,
--     high also takes the redacted and unknown suppliers as local new ones.
-- reading.fi: Luku näyttää, tuovatko hankintatreffit, neuvonta ja ennakkotieto mukaan uusia paikallisia yrityksiä:
--     vertaa vuosia ennen ja jälkeen. Alaraja ei lue sijainniltaan tuntemattomista uusista toimittajista
--     paikallisiksi yhtään, yläraja lukee kaikki; summissa yläraja olettaa myös suojatut ja tuntemattomat
--     toimittajat uusiksi paikallisiksi.
-- reading.sv: Talet visar om företagarträffar, rådgivning och tidig information ger nya lokala företag: jämför åren
--     före och efter. Nedre gränsen räknar inga, den övre alla nya leverantörer med okänd ort som lokala; i beloppen
--     räknar den övre också maskerade och okända leverantörer som nya lokala.
-- pitfalls.en: A rise after an event is not proof that the event brought it. A changed business id or name makes a
--     known supplier look new, and registers tell where a supplier is now, not where it was. Small numbers vary by
--     chance. The first two years of the data have no figures.
-- pitfalls.fi: Kasvu tapahtuman jälkeen ei todista, että se johtuu tapahtumasta. Vaihtunut Y-tunnus tai nimi saa
--     tutun toimittajan näyttämään uudelta, ja rekisterit kertovat nykyisen kotikunnan, eivät entistä. Pienet luvut
--     vaihtelevat sattumalta. Aineiston kahdelta ensimmäiseltä vuodelta lukua ei ole.
-- pitfalls.sv: En ökning efter en träff bevisar inte att den berodde på träffen. Ett ändrat organisationsnummer
--     eller namn får en känd leverantör att se ny ut, och registren visar var en leverantör finns nu, inte var den
--     fanns. Små tal varierar slumpmässigt. För materialets två första år finns inga tal.
-- source: aims of supplier meetings in Häme (hankintatreffit) and Hässleholm (företagarträff)
WITH cells AS (
    SELECT scope, year, sector, CASE WHEN sector = 'all' THEN 'all' ELSE 'sector' END AS level,
           CASE WHEN entry <> 'new' THEN entry WHEN ring = 'municipality' THEN 'local' WHEN ring = 'unknown' THEN 'unplaced'
                ELSE 'elsewhere' END AS class,
           SUM(amount) AS amount, SUM(suppliers) AS suppliers
    FROM profiles
    WHERE entry <> 'open' AND threshold_class <> 'negative'
    GROUP BY scope, year, sector,
             CASE WHEN entry <> 'new' THEN entry WHEN ring = 'municipality' THEN 'local' WHEN ring = 'unknown' THEN 'unplaced'
                  ELSE 'elsewhere' END
),
sums AS (
    SELECT scope, year, sector, level,
           SUM(CASE WHEN class = 'local' THEN suppliers ELSE 0 END) AS local_count,
           SUM(CASE WHEN class IN ('local', 'elsewhere') THEN suppliers ELSE 0 END) AS placed_count,
           SUM(CASE WHEN class = 'unplaced' THEN suppliers ELSE 0 END) AS unplaced_count,
           SUM(CASE WHEN class = 'local' THEN amount ELSE 0 END) AS local_amount,
           SUM(CASE WHEN class IN ('local', 'elsewhere') THEN amount ELSE 0 END) AS placed_amount,
           SUM(CASE WHEN class IN ('unplaced', 'unidentified') THEN amount ELSE 0 END) AS unknown_amount,
           SUM(amount) AS total
    FROM cells
    GROUP BY scope, year, sector, level
),
forms AS (
    SELECT * FROM (VALUES
        ('all', 'total', 'supplier-share'), ('all', 'measure', 'supplier-count'), ('all', 'measure', 'amount'),
        ('all', 'measure', 'amount-share'), ('sector', 'sector', 'supplier-share'),
        ('sector', 'sector:supplier-count', 'supplier-count'), ('sector', 'sector:amount', 'amount')
    ) AS v (level, dimension, form)
),
figures AS (
    SELECT scope, year, dimension, form,
           CASE WHEN dimension = 'total' THEN 'total' WHEN dimension = 'measure' THEN form ELSE sector END AS member,
           CASE WHEN form IN ('supplier-count', 'supplier-share') THEN CAST(local_count AS DECIMAL(18,2))
                ELSE CAST(local_amount AS DECIMAL(18,2)) END AS part,
           CASE WHEN form IN ('supplier-count', 'supplier-share') THEN CAST(placed_count AS DECIMAL(18,2))
                ELSE CAST(placed_amount AS DECIMAL(18,2)) END AS base,
           CASE WHEN form IN ('supplier-count', 'supplier-share') THEN CAST(unplaced_count AS DECIMAL(18,2))
                ELSE CAST(unknown_amount AS DECIMAL(18,2)) END AS unknown,
           form IN ('supplier-share', 'amount-share') AS is_share, placed_count, unknown_amount, total
    FROM sums JOIN forms USING (level)
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN NOT is_share THEN CAST(part AS DOUBLE)
            WHEN base > 0 THEN CAST(part AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN NOT is_share THEN CAST(part AS DOUBLE)
            WHEN base + unknown > 0 THEN CAST(part AS DOUBLE) / CAST(base + unknown AS DOUBLE) END AS low,
       CASE WHEN NOT is_share THEN CAST(part + unknown AS DOUBLE)
            WHEN base + unknown > 0 THEN CAST(part + unknown AS DOUBLE) / CAST(base + unknown AS DOUBLE) END AS high,
       part AS numerator,
       CASE WHEN is_share THEN base END AS denominator,
       CAST(placed_count AS BIGINT) AS n,
       CASE WHEN total > 0 THEN CAST(total - unknown_amount AS DOUBLE) / CAST(total AS DOUBLE) END AS coverage
FROM figures
