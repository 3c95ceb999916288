-- id: B5
-- name: addressable-leakage
-- unit: share
-- whole: spend
-- headline: total/total
-- better: neither
-- needs: amount, supplier, place, account-or-industry, firm-counts
-- n: suppliers
-- title.en: Bought from elsewhere in sectors that have firms here
-- title.fi: Muualta ostettu toimialoilla, joilla täällä on yrityksiä
-- title.sv: Köpt från annat håll i branscher som har företag här
-- meaning.en: The share and the sum of all purchases that went to suppliers outside the home municipality (B4), in
--     sectors to whose industries at least three firms of the home municipality belong; the pipeline file can ask for
--     more or fewer.
-- meaning.fi: Kotikunnan ulkopuolisille toimittajille menneiden ostojen (B4) osuus kaikista ostoista ja summa niillä
--     toimialoilla, joiden toimialaluokissa kotikunnassa on vähintään kolme yritystä; rajan voi muuttaa
--     putkitiedostossa.
-- meaning.sv: Andelen av alla inköp, och beloppet, som gick till leverantörer utanför den egna kommunen (B4) i branscher
--     vars näringsgrenar har minst tre företag i den egna kommunen; gränsen kan ändras i pipelinefilen.
-- reading.en: It is the part of the purchases from elsewhere over which a talk with firms of here may be worth while:
--     an upper limit, not an aim. Three firms are the least that can compete with each other. Low takes
--     every supplier of unknown place as local; high as not local, and purchases without a sector as of such sectors.
-- reading.fi: Luku kertoo, mistä muualta ostetusta kannattaa keskustella oman alueen yritysten kanssa: se on yläraja eikä
--     tavoite. Kolme on pienin määrä yrityksiä, joiden kesken syntyy kilpailua. Alaraja olettaa kaikki sijainniltaan
--     tuntemattomat toimittajat paikallisiksi; yläraja olettaa ne muualla oleviksi ja toimialaltaan tuntemattomat ostot
--     tällaisten toimialojen ostoiksi.
-- reading.sv: Talet visar vilka inköp från annat håll som är värda ett samtal med företagen på orten: en övre gräns, inget
--     mål. Tre är det minsta antal företag som kan konkurrera med varandra. Nedre gränsen räknar alla leverantörer
--     med okänd ort som lokala; den övre räknar dem som icke-lokala och inköp utan bransch som inköp i sådana branscher.
-- pitfalls.en: A firm in the industry need not sell what was bought, be free to take more, or want to. A sector is wide:
--     the firms may make something else than what was bought. Industries that say little of what their firms sell
--     (trade in general, renting of buildings) are not counted. Counts are of the nearest year that has some. Where a
--     supplier comes from is no lawful award criterion: the figure is for market dialogue, advance notice and lots.
-- pitfalls.fi: Alan yritys ei välttämättä myy sitä, mitä ostettiin, eikä sillä ehkä ole vapaata kapasiteettia tai halua.
--     Toimiala on laaja: yritykset voivat tehdä muuta kuin ostettua. Toimialaluokkia, jotka kertovat vähän siitä, mitä
--     yritys myy (yleinen kauppa, kiinteistöjen vuokraus), ei lasketa. Yritysmäärät ovat lähimmältä vuodelta, jolta ne
--     tunnetaan. Toimittajan kotipaikkaa ei saa käyttää vertailuperusteena: luku on markkinavuoropuhelua, ennakkotietoa
--     ja hankintojen osiin jakamista varten.
-- pitfalls.sv: Ett företag i branschen behöver inte sälja det som köptes, ha ledig kapacitet eller vilja sälja. En bransch
--     är vid: företagen kan göra annat än det som köptes. Näringsgrenar som säger lite om vad företagen säljer (allmän
--     handel, uthyrning av fastigheter) räknas inte. Antalen gäller det närmaste år som har uppgifter. Varifrån en
--     leverantör kommer får inte vara tilldelningskriterium: talet är till för marknadsdialog, förhandsinformation och
--     uppdelning i delar.
-- source: own definition after the gaps analysis of CLES (Preston)
WITH cells AS (
    SELECT scope, year, sector, ring, kind NOT IN ('redacted', 'unnamed') AND worth <> 'zero' AS counted,
           CAST(SUM(amount) AS DECIMAL(18,2)) AS amount, SUM(suppliers) AS suppliers
    FROM supplier_groups
    WHERE sector <> 'all'
    GROUP BY scope, year, sector, ring, kind NOT IN ('redacted', 'unnamed') AND worth <> 'zero'
),
told AS (
    SELECT year, sector, CASE WHEN firms >= enough THEN 1 ELSE 0 END AS has_firms
    FROM local_firms
    WHERE sector <> 'all'
    UNION ALL
    SELECT DISTINCT year, 'unclassified' AS sector, 2 AS has_firms
    FROM local_firms
),
sectors AS (
    SELECT scope, year, sector, has_firms, SUM(amount) AS total,
           SUM(CASE WHEN ring NOT IN ('municipality', 'unknown') THEN amount ELSE 0 END) AS outside,
           SUM(CASE WHEN ring = 'unknown' THEN amount ELSE 0 END) AS unplaced,
           SUM(CASE WHEN counted THEN suppliers ELSE 0 END) AS suppliers
    FROM cells LEFT JOIN told USING (year, sector)
    GROUP BY scope, year, sector, has_firms
),
sums AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, SUM(total) AS total,
           SUM(CASE WHEN has_firms = 1 THEN outside ELSE 0 END) AS outside,
           SUM(CASE WHEN has_firms = 1 AND unplaced < 0 THEN unplaced ELSE 0 END) AS less,
           SUM(CASE WHEN has_firms = 1 AND unplaced > 0 THEN unplaced ELSE 0 END)
               + SUM(CASE WHEN has_firms = 2 AND outside + unplaced > 0 THEN outside + unplaced ELSE 0 END) AS more,
           SUM(CASE WHEN has_firms = 2 THEN 0 ELSE total - unplaced END) AS known,
           SUM(suppliers) AS suppliers
    FROM sectors
    GROUP BY scope, year
    UNION ALL
    SELECT scope, year, 'sector' AS dimension, sector AS member, total, outside,
           CASE WHEN unplaced < 0 THEN unplaced ELSE 0 END AS less,
           CASE WHEN unplaced > 0 THEN unplaced ELSE 0 END AS more,
           total - unplaced AS known, suppliers
    FROM sectors
    WHERE has_firms = 1
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'share'), ('total', 'measure', 'share'), ('total', 'measure', 'amount'),
        ('sector', 'sector:share', 'share'), ('sector', 'sector:amount', 'amount')
    ) AS v (dimension, part, form)
)
SELECT scope,
       CAST(year AS STRING) AS period,
       part AS dimension,
       CASE WHEN part = 'measure' THEN form ELSE member END AS member,
       CASE WHEN form = 'amount' THEN CAST(outside AS DOUBLE)
            WHEN total > 0 THEN CAST(outside AS DOUBLE) / CAST(total AS DOUBLE) END AS value,
       CASE WHEN form = 'amount' THEN CAST(outside + less AS DOUBLE)
            WHEN total > 0 THEN CAST(outside + less AS DOUBLE) / CAST(total AS DOUBLE) END AS low,
       CASE WHEN form = 'amount' THEN CAST(outside + more AS DOUBLE)
            WHEN total > 0 THEN CAST(outside + more AS DOUBLE) / CAST(total AS DOUBLE) END AS high,
       CAST(outside AS DECIMAL(18,2)) AS numerator,
       CASE WHEN form = 'share' THEN CAST(total AS DECIMAL(18,2)) END AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN known < 0 THEN 0.0 WHEN known > total THEN 1.0
                  ELSE CAST(known AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM sums JOIN forms USING (dimension)
