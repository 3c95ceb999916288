-- id: B16
-- name: local-small-purchases
-- unit: share
-- whole: spend
-- headline: total/total
-- better: more
-- needs: amount, supplier, place, account-or-industry
-- whole-year: all
-- n: groups
-- title.en: Local share of what is bought below the small-purchase limit (indicative)
-- title.fi: Paikallisten osuus pienhankintarajan alle jäävistä ostoista (suuntaa-antava)
-- title.sv: Lokal andel av inköpen under direktupphandlingsgränsen (fingervisning)
-- meaning.en: The share of small purchases that goes to suppliers in the home municipality, among those whose
--     supplier's place is known, in all and by sector. A small purchase is what one supplier sold in one sector in a
--     year when it is below the national threshold, as in B15. Also given: the share of the number, the sum, and the
--     cumulative shares within sub-region, region and country.
-- meaning.fi: Kotikunnassa olevien toimittajien osuus pienhankinnoista, joiden toimittajan sijainti tunnetaan,
--     yhteensä ja toimialoittain. Pienhankinta on yhden toimittajan vuoden myynti yhdellä toimialalla, kun se jää
--     alle kansallisen kynnysarvon, kuten luvussa B15. Lisäksi annetaan osuus määrästä, summa ja kertyvät osuudet
--     seutukunnan, maakunnan ja maan sisällä.
-- meaning.sv: Andelen av de små inköpen som går till leverantörer i den egna kommunen, bland dem vars leverantörs ort är
--     känd, totalt och per bransch. Ett litet inköp är det som en leverantör har sålt i en bransch under ett år när det
--     ligger under direktupphandlingsgränsen, som i B15. Dessutom anges andelen av antalet, beloppet och de
--     kumulativa andelarna inom ekonomiska regionen, regionen (landskapet eller länet) och landet.
-- reading.en: Here the buyer has the widest freedom to ask and to tell early, so it is the most actionable of the
--     local shares. Low takes every small purchase of unknown place as not local, high as local; what has no known
--     supplier or threshold may be a small purchase and counts on the unknown side too.
-- reading.fi: Pienhankinnoissa ostajalla on eniten vapautta kysyä ja kertoa ennalta, joten tähän paikallisuuslukuun
--     voi eniten vaikuttaa. Alaraja olettaa sijainniltaan tuntemattomat pienhankinnat muualta ostetuiksi, yläraja
--     paikallisiksi; ostot, joilta puuttuu tunnettu toimittaja tai kynnysarvo, voivat olla pienhankintoja ja luetaan
--     samoin tuntemattomiin.
-- reading.sv: Här har köparen störst frihet att fråga och att berätta tidigt, så av de lokala andelarna är det denna
--     som är lättast att påverka. Nedre gränsen räknar små inköp med okänd ort som icke-lokala, den övre som lokala;
--     inköp utan känd leverantör eller känt tröskelvärde kan vara små inköp och räknas också till de okända.
-- pitfalls.en: This is indicative only, since thresholds apply to contracts and not to a year's purchases from a supplier.
--     Domicile is not where the work is done. Even in small purchases suppliers must be treated equally: use the
--     figure for information, advice and suitable sizes, not to choose by place. A small share is no fault.
-- pitfalls.fi: Luku on suuntaa-antava, koska kynnysarvo koskee sopimusta eikä vuoden ostoja toimittajalta. Kotikunta ei
--     kerro, missä työ tehdään. Pienhankinnoissakin toimittajia on kohdeltava tasapuolisesti: käytä lukua
--     tiedottamiseen, neuvontaan ja sopivan kokoisten ostojen suunnitteluun, ei valintaan kotipaikan mukaan. Pieni
--     osuus ei ole vika.
-- pitfalls.sv: Talet ger bara en fingervisning, eftersom gränsen gäller kontrakt och inte ett års inköp från en
--     leverantör. Säteskommunen visar inte var arbetet utförs. Också vid små inköp ska leverantörer behandlas lika:
--     använd talet för information, rådgivning och lagom stora inköp, inte för att välja efter ort. En låg andel är
--     inget fel.
-- source: aim of the Häme project to make small purchases visible; thresholds as in B15
WITH cells AS (
    SELECT scope, year, sector, CASE WHEN threshold_class = 'unknown' THEN 'unclassed' ELSE ring END AS ring,
           CAST(SUM(amount) AS DECIMAL(18,2)) AS amount, SUM(suppliers) AS suppliers
    FROM profiles
    WHERE sector <> 'all' AND threshold_class IN ('below-national', 'unknown')
    GROUP BY scope, year, sector, CASE WHEN threshold_class = 'unknown' THEN 'unclassed' ELSE ring END
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total'), ('measure', 'amount'), ('measure', 'group-share'), ('within', 'municipality'),
        ('within', 'sub-region'), ('within', 'region'), ('within', 'country'), ('sector', 'sector')
    ) AS v (dimension, form)
),
parts AS (
    SELECT scope, year, dimension, form, CASE WHEN form = 'sector' THEN sector ELSE form END AS member, amount, suppliers,
           CASE WHEN form <> 'group-share' THEN amount
                WHEN ring = 'unclassed' THEN CAST(0 AS DECIMAL(18,2))
                ELSE CAST(suppliers AS DECIMAL(18,2)) END AS part,
           ring = 'municipality'
               OR (ring = 'sub-region' AND dimension = 'within' AND form IN ('sub-region', 'region', 'country'))
               OR (ring = 'region' AND dimension = 'within' AND form IN ('region', 'country'))
               OR (ring = 'country' AND dimension = 'within' AND form = 'country') AS near,
           ring IN ('unknown', 'unclassed') AS is_unknown
    FROM cells CROSS JOIN forms
),
measures AS (
    SELECT scope, year, dimension, form, member,
           SUM(CASE WHEN near THEN part ELSE 0 END) AS near,
           SUM(CASE WHEN is_unknown THEN 0 ELSE part END) AS base,
           SUM(part) AS whole,
           SUM(CASE WHEN is_unknown THEN 0 ELSE suppliers END) AS placed,
           SUM(CASE WHEN is_unknown THEN 0 ELSE amount END) AS known,
           SUM(amount) AS total
    FROM parts
    GROUP BY scope, year, dimension, form, member
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN base > 0 AND form = 'amount' THEN CAST(near AS DOUBLE)
            WHEN base > 0 THEN CAST(near AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN form = 'amount' THEN CAST(near AS DOUBLE)
            WHEN whole > 0 THEN CAST(near AS DOUBLE) / CAST(whole AS DOUBLE) END AS low,
       CASE WHEN form = 'amount' THEN CAST(near + whole - base AS DOUBLE)
            WHEN whole > 0 THEN CAST(near + whole - base AS DOUBLE) / CAST(whole AS DOUBLE) END AS high,
       CASE WHEN base > 0 THEN CAST(near AS DECIMAL(18,2)) END AS numerator,
       CASE WHEN form <> 'amount' THEN CAST(base AS DECIMAL(18,2)) END AS denominator,
       CAST(placed AS BIGINT) AS n,
       CASE WHEN total > 0 THEN CAST(known AS DOUBLE) / CAST(total AS DOUBLE) END AS coverage
FROM measures
