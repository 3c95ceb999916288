-- id: B10
-- name: new-suppliers
-- unit: share
-- whole: suppliers
-- headline: total/total
-- better: more
-- needs: amount, supplier, two-earlier-years
-- whole-year: all
-- n: suppliers
-- title.en: New suppliers
-- title.fi: Uudet toimittajat
-- title.sv: Nya leverantörer
-- meaning.en: Suppliers from whom the buyer bought nothing in the two years before: their share of the suppliers of
--     the year, in all and by sector, their number, their sum and their share of the spend. Only identified
--     suppliers whose year is above zero count. New means new to the buyer, not new in the sector.
-- meaning.fi: Toimittajat, joilta ostaja ei ollut ostanut mitään kahtena edellisenä vuonna: niiden osuus vuoden
--     toimittajista, yhteensä ja toimialoittain, määrä, summa ja osuus ostoista. Mukana ovat vain yksilöidyt
--     toimittajat, joiden vuosisumma on positiivinen. Uusi tarkoittaa uutta ostajalle, ei uutta toimialalla.
-- meaning.sv: Leverantörer som köparen inte köpte något av under de två föregående åren: deras andel av årets
--     leverantörer, totalt och per bransch, deras antal, belopp och andel av inköpen. Bara identifierade
--     leverantörer med positiv årssumma räknas. Ny betyder ny för köparen, inte ny i branschen.
-- reading.en: It tells how open the door is: a low share can mean long contracts or a settled market, a high one
--     many single purchases. The first two years of the data have no figures, since nobody can be called new without
--     earlier years. In sums, low takes the redacted and unknown suppliers as known before, high as new.
-- reading.fi: Luku kertoo, kuinka avoin ovi on: pieni osuus voi merkitä pitkiä sopimuksia tai vakiintunutta
--     markkinaa, suuri monia yksittäisiä ostoja. Aineiston kahdelta ensimmäiseltä vuodelta lukua ei ole, koska
--     ketään ei voi sanoa uudeksi ilman aiempia vuosia. Summissa alaraja olettaa suojatut ja tuntemattomat
--     toimittajat ennestään tutuiksi, yläraja uusiksi.
-- reading.sv: Talet visar hur öppen dörren är: en låg andel kan bero på långa avtal eller en etablerad marknad, en
--     hög på många enstaka köp. För materialets två första år finns inga tal, eftersom ingen kan kallas ny utan
--     tidigare år. I beloppen räknar nedre gränsen maskerade och okända leverantörer som tidigare kända, den övre
--     som nya.
-- pitfalls.en: A company that changes its business id or, where there are no ids, its name looks new. A supplier
--     that was away for more than two years is new again. The two years before must be whole in the data, with lines
--     in each month; else the year has no figures. One year is noise: look at several.
-- pitfalls.fi: Yritys, jonka Y-tunnus tai tunnuksettomassa aineistossa nimi vaihtuu, näyttää uudelta. Yli kaksi
--     vuotta poissa ollut toimittaja on taas uusi. Kahden edellisen vuoden on oltava aineistossa kokonaan, rivejä
--     joka kuukaudelta; muuten vuodelta ei ole lukua. Yhden vuoden luku vaihtelee sattumalta: katso useaa vuotta.
-- pitfalls.sv: Ett företag som byter organisationsnummer eller, där nummer saknas, namn ser ut som nytt. En
--     leverantör som varit borta mer än två år är ny igen. De två föregående åren måste finnas hela i materialet,
--     med rader för varje månad; annars saknar året tal. Ett enskilt år varierar slumpmässigt: se på flera.
-- source: Open Contracting Partnership, new suppliers
WITH cells AS (
    SELECT scope, year, sector, CASE WHEN sector = 'all' THEN 'all' ELSE 'sector' END AS level, entry, SUM(amount) AS amount,
           SUM(suppliers) AS suppliers
    FROM profiles
    WHERE entry <> 'open' AND threshold_class <> 'negative'
    GROUP BY scope, year, sector, entry
),
sums AS (
    SELECT scope, year, sector, level,
           SUM(CASE WHEN entry = 'new' THEN suppliers ELSE 0 END) AS new_count,
           SUM(CASE WHEN entry <> 'unidentified' THEN suppliers ELSE 0 END) AS suppliers,
           SUM(CASE WHEN entry = 'new' THEN amount ELSE 0 END) AS new_amount,
           SUM(CASE WHEN entry <> 'unidentified' THEN amount ELSE 0 END) AS known,
           SUM(CASE WHEN entry = 'unidentified' THEN amount ELSE 0 END) AS unknown,
           SUM(amount) AS total
    FROM cells
    GROUP BY scope, year, sector, level
),
forms AS (
    SELECT * FROM (VALUES
        ('all', 'total', 'supplier-share'), ('all', 'measure', 'supplier-count'), ('all', 'measure', 'amount'),
        ('all', 'measure', 'amount-share'), ('sector', 'sector', 'supplier-share'),
        ('sector', 'sector:supplier-count', 'supplier-count'), ('sector', 'sector:amount', 'amount'),
        ('sector', 'sector:amount-share', 'amount-share')
    ) AS v (level, dimension, form)
),
figures AS (
    SELECT scope, year, dimension, form,
           CASE WHEN dimension = 'total' THEN 'total' WHEN dimension = 'measure' THEN form ELSE sector END AS member,
           CAST(CASE WHEN form IN ('supplier-share', 'supplier-count') THEN new_count ELSE 0 END AS DECIMAL(18,2))
               + CAST(CASE WHEN form IN ('amount', 'amount-share') THEN new_amount ELSE 0 END AS DECIMAL(18,2)) AS part,
           CASE WHEN form = 'supplier-share' THEN CAST(suppliers AS DECIMAL(18,2))
                WHEN form = 'amount-share' THEN CAST(known AS DECIMAL(18,2)) END AS base,
           suppliers, known, unknown, total
    FROM sums JOIN forms USING (level)
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN form IN ('supplier-count', 'amount') THEN CAST(part AS DOUBLE)
            WHEN base > 0 THEN CAST(part AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN form = 'amount' THEN CAST(part AS DOUBLE)
            WHEN form = 'amount-share' AND total > 0 THEN CAST(part AS DOUBLE) / CAST(total AS DOUBLE) END AS low,
       CASE WHEN form = 'amount' THEN CAST(part + unknown AS DOUBLE)
            WHEN form = 'amount-share' AND total > 0 THEN CAST(part + unknown AS DOUBLE) / CAST(total AS DOUBLE) END AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(base AS DECIMAL(18,2)) AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CASE WHEN total > 0 THEN CAST(known AS DOUBLE) / CAST(total AS DOUBLE) END AS coverage
FROM figures
