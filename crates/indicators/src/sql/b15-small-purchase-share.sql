-- id: B15
-- name: small-purchase-share
-- unit: share
-- whole: spend
-- headline: total/total
-- better: neither
-- needs: amount, supplier, account-or-industry
-- whole-year: all
-- n: groups
-- title.en: Share bought from suppliers selling below the small-purchase limit (indicative)
-- title.fi: Pienhankintarajan alle jäävän vuosimyynnin osuus ostoista (suuntaa-antava)
-- title.sv: Andel köpt av leverantörer som säljer under direktupphandlingsgränsen (fingervisning)
-- meaning.en: What one supplier sold in one sector in a year is taken as one group. A group below the national
--     threshold, in Sweden the limit for direct award, counts as a small purchase, as far as the ledger tells. Rents are
--     left out. The headline is the small groups'
--     share of the sum of all groups above zero; their share of the number of groups, their number and their sum are
--     given too, in all and by sector.
-- meaning.fi: Yhden toimittajan vuoden myynti yhdellä toimialalla on yksi ryhmä. Ryhmä, joka jää alle kansallisen
--     kynnysarvon, luetaan pienhankinnaksi, sikäli kuin ostoreskontra kertoo. Vuokrat on jätetty pois. Pääluku on pienten ryhmien osuus kaikkien nollaa suurempien ryhmien
--     summasta; lisäksi annetaan osuus ryhmien määrästä, määrä ja summa, yhteensä ja toimialoittain.
-- meaning.sv: Det som en leverantör har sålt i en bransch under ett år räknas som en grupp. En grupp under
--     direktupphandlingsgränsen, i Finland det nationella tröskelvärdet, räknas som ett litet inköp, så långt reskontran visar. Hyror är utelämnade. Huvudtalet är de små
--     gruppernas andel av summan av alla grupper över noll; dessutom anges andelen av antalet grupper, antalet och
--     beloppet, totalt och per bransch.
-- reading.en: Small purchases need no notice in many cases, so firms rarely see them coming: the larger the share,
--     the more it helps to tell of them early. Low takes what has no known supplier or threshold as above the
--     threshold, high as below.
-- reading.fi: Pienhankinnoista ei useinkaan tarvitse ilmoittaa, joten yritykset näkevät niitä harvoin ennalta: mitä
--     suurempi osuus, sitä enemmän ennakkotiedosta on hyötyä. Alaraja olettaa ostot, joilta puuttuu tunnettu
--     toimittaja tai kynnysarvo, kynnysarvon ylittäviksi, yläraja alittaviksi.
-- reading.sv: Små inköp behöver ofta inte annonseras, så företag ser dem sällan i förväg: ju större andel, desto mer
--     hjälper det att berätta om dem tidigt. Nedre gränsen räknar inköp utan känd leverantör eller känt tröskelvärde
--     som över gränsen, den övre som under.
-- pitfalls.en: This is indicative only: a threshold applies to the estimated value of a contract over its whole term, not to
--     a year's purchases from a supplier. A call-off under a tendered framework can look small, and many small
--     contracts can add up to a large group. It says nothing about how a purchase was made. Social and health
--     services and education have limits of their own, in Finland 400 000 and 300 000 euros, in Sweden since 2022 the
--     EU threshold of these services; that of works (150 000 euros) is not applied, since accounts do not tell works
--     from maintenance. No threshold is for rents of real estate; leases of machines, which have one, stand in the
--     same sector and are left out with them. Thresholds are those of the year's last day.
-- pitfalls.fi: Luku on suuntaa-antava: kynnysarvo koskee sopimuksen ennakoitua kokonaisarvoa koko sopimuskaudelta, ei
--     vuoden ostoja toimittajalta. Kilpailutetun puitesopimuksen tilaus voi näyttää pieneltä, ja monta pientä
--     sopimusta voi muodostaa suuren ryhmän. Luku ei kerro, miten yksittäinen hankinta on tehty. Sosiaali- ja
--     terveyspalveluilla ja koulutuksella on omat rajansa, Suomessa 400 000 ja 300 000 euroa, Ruotsissa vuodesta 2022
--     näiden palvelujen EU-kynnysarvo; rakennusurakoiden kynnysarvoa (150 000 euroa) ei käytetä, koska tilit eivät
--     erota urakkaa kunnossapidosta. Kynnysarvot eivät koske kiinteistöjen vuokria; koneiden vuokrat, joita ne
--     koskevat, ovat samalla toimialalla ja jäävät pois niiden mukana. Kynnysarvot ovat vuoden viimeisen päivän mukaan.
-- pitfalls.sv: Talet ger bara en fingervisning: gränsen gäller kontraktets uppskattade värde under hela löptiden, inte ett
--     års inköp från en leverantör. Ett avrop på ett upphandlat ramavtal kan se litet ut, och många små avtal kan
--     bilda en stor grupp. Talet säger inget om hur ett enskilt inköp har gjorts. Social- och hälsovårdstjänster och
--     utbildning har egna gränser, i Sverige sedan 2022 EU-tröskelvärdet för dessa tjänster, i Finland 400 000 och
--     300 000 euro; den för byggentreprenader (150 000 euro) används inte, eftersom kontona inte skiljer entreprenad
--     från underhåll. Gränserna gäller inte hyra av fastigheter; hyra av maskiner, som de gäller, står i samma bransch
--     och är utelämnad med dem. Gränserna är de som gällde årets sista dag.
-- source: aim of the Häme project to make small purchases visible; Företagarna; Finnish Procurement Act 1397/2016
--     section 25, Swedish LOU direct-award limit
WITH cells AS (
    SELECT scope, year, sector, threshold_class, SUM(amount) AS amount, SUM(suppliers) AS suppliers
    FROM profiles
    WHERE sector <> 'all' AND threshold_class NOT IN ('negative', 'outside')
    GROUP BY scope, year, sector, threshold_class
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'amount-share'), ('measure', 'amount'), ('measure', 'group-count'), ('measure', 'group-share'),
        ('sector', 'amount-share'), ('sector:amount', 'amount'), ('sector:group-count', 'group-count'),
        ('sector:group-share', 'group-share')
    ) AS v (dimension, form)
),
sums AS (
    SELECT scope, year, dimension, form,
           CASE WHEN dimension = 'total' THEN 'total' WHEN dimension = 'measure' THEN form ELSE sector END AS member,
           SUM(CASE WHEN threshold_class = 'below-national' THEN suppliers ELSE 0 END) AS small_count,
           SUM(CASE WHEN threshold_class <> 'unknown' THEN suppliers ELSE 0 END) AS count,
           SUM(CASE WHEN threshold_class = 'below-national' THEN amount ELSE 0 END) AS small_amount,
           SUM(CASE WHEN threshold_class <> 'unknown' THEN amount ELSE 0 END) AS known,
           SUM(CASE WHEN threshold_class = 'unknown' THEN amount ELSE 0 END) AS unknown,
           SUM(amount) AS total
    FROM cells CROSS JOIN forms
    GROUP BY scope, year, dimension, form,
             CASE WHEN dimension = 'total' THEN 'total' WHEN dimension = 'measure' THEN form ELSE sector END
),
figures AS (
    SELECT scope, year, dimension, member, form,
           CASE WHEN count = 0 THEN NULL
                WHEN form IN ('amount', 'amount-share') THEN CAST(small_amount AS DECIMAL(18,2))
                ELSE CAST(small_count AS DECIMAL(18,2)) END AS part,
           CASE WHEN form = 'amount-share' THEN CAST(known AS DECIMAL(18,2))
                WHEN form = 'group-share' THEN CAST(count AS DECIMAL(18,2)) END AS base,
           count, small_amount, known, unknown, total
    FROM sums
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN form IN ('amount', 'group-count') THEN CAST(part AS DOUBLE)
            WHEN base > 0 THEN CAST(part AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN form = 'amount' THEN CAST(small_amount AS DOUBLE)
            WHEN form = 'amount-share' AND total > 0 THEN CAST(small_amount AS DOUBLE) / CAST(total AS DOUBLE) END AS low,
       CASE WHEN form = 'amount' THEN CAST(small_amount + unknown AS DOUBLE)
            WHEN form = 'amount-share' AND total > 0
            THEN CAST(small_amount + unknown AS DOUBLE) / CAST(total AS DOUBLE) END AS high,
       part AS numerator,
       base AS denominator,
       CAST(count AS BIGINT) AS n,
       CASE WHEN total > 0 THEN CAST(known AS DOUBLE) / CAST(total AS DOUBLE) END AS coverage
FROM figures
