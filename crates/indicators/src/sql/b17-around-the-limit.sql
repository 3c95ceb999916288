-- id: B17
-- name: around-the-limit
-- unit: ratio
-- headline: total/total
-- better: neither
-- needs: amount, date, supplier, account-or-industry, award-limit
-- n: groups
-- whole-year: all
-- title.en: Purchases just below and just above the limit
-- title.fi: Ostot juuri kansallisen kynnysarvon ala- ja yläpuolella
-- title.sv: Inköp strax under och strax över direktupphandlingsgränsen
-- meaning.en: What one supplier sold in one sector in a year, where the sum lies within a sixth of the national limit: how
--     many sums lie below it for each that lies on it or above. With a limit of 60 000 euros the bands are 50 000 to
--     60 000 and 60 000 to 70 000; with one of 700 000 kronor 583 333 to 700 000 and 700 000 to 816 667. The numbers and
--     the sums of both bands are given too, and the same by sector.
-- meaning.fi: Yhdeltä toimittajalta vuodessa samalta toimialalta ostetut summat, jotka ovat enintään kuudesosan päässä
--     kansallisesta kynnysarvosta: kuinka monta on sen alapuolella jokaista sen suuruista tai suurempaa kohti. Kun
--     kynnysarvo on 60 000 euroa, luokat ovat 50 000–60 000 ja 60 000–70 000 euroa. Lisäksi annetaan kummankin luokan
--     lukumäärä ja summa sekä samat luvut toimialoittain.
-- meaning.sv: Vad en leverantör har sålt inom en bransch under ett år, när summan ligger högst en sjättedel från den
--     nationella gränsen: hur många summor som ligger under gränsen för varje som når den eller mer. Är gränsen 700 000
--     kronor är klasserna 583 333–700 000 och 700 000–816 667 kronor, är den 60 000 euro 50 000–60 000 och 60 000–70 000
--     euro. Båda klassernas antal och summor anges också, liksom samma tal per bransch.
-- reading.en: Smaller sums are commoner than larger ones everywhere, so more than one to one is usual: compare the years
--     and the sectors with each other. No ratio is given of fewer than ten sums, or where none lies above the limit.
-- reading.fi: Pieniä summia on kaikkialla enemmän kuin suuria, joten suhdeluku on tavallisesti yli yhden: vertaa vuosia ja
--     toimialoja keskenään. Suhdelukua ei anneta, jos summia on alle kymmenen tai yksikään ei ole rajan yläpuolella.
-- reading.sv: Små summor är överallt vanligare än stora, så kvoten är oftast över ett: jämför åren och branscherna med
--     varandra. Ingen kvot anges för färre än tio summor eller när ingen ligger över gränsen.
-- pitfalls.en: The limit is for the estimated value of a whole contract, which no ledger knows: a year's sum may be of
--     several contracts, or a part of one. A buyer that keeps to a limit, a call-off within a framework agreement and plain
--     chance put sums below it as well, so the ratio shows nothing of how any purchase was made. A test of density would
--     need hundreds of sums near the limit and a smooth course of the others; a municipality has too few, and round sums
--     and yearly contracts make steps of their own. There are no bounds: what is unclassified is a sector of its own.
--     Where the limit changed during the year, that of its last day is taken.
-- pitfalls.fi: Kynnysarvo koskee koko sopimuksen ennakoitua arvoa, jota mikään kirjanpito ei kerro: vuoden summa voi olla
--     useasta sopimuksesta tai osa yhdestä. Summia jää rajan alle myös siksi, että siitä pidetään kiinni, että ostetaan
--     puitejärjestelystä tai pelkästä sattumasta, joten suhdeluku ei kerro, miten yksikään hankinta on tehty. Tiheystesti
--     vaatisi satoja summia rajan lähellä ja muiden tasaisen jakauman; yhdessä kunnassa niitä on liian vähän, ja pyöreät
--     summat ja vuosisopimukset tekevät omia portaitaan. Rajoja ei ole: luokittelematon on oma toimialansa. Jos kynnysarvo
--     muuttui vuoden aikana, käytetään vuoden viimeisen päivän arvoa.
-- pitfalls.sv: Gränsen gäller hela avtalets uppskattade värde, som ingen reskontra visar: årets summa kan höra till flera
--     avtal eller vara en del av ett. Också den som håller sig till en gräns, avrop på ramavtal och rena tillfälligheter ger
--     summor under den, så kvoten säger inget om hur något enskilt inköp har gjorts. Ett täthetstest skulle kräva hundratals
--     summor nära gränsen och en jämn fördelning av de övriga; en kommun har för få, och jämna belopp och årsavtal ger egna
--     trappsteg. Osäkerhetsgränser saknas: det oklassificerade är en egen bransch. Ändrades gränsen under året används den
--     som gällde årets sista dag.
-- source: red flags of the Open Contracting Partnership; Finnish Procurement Act 1397/2016 section 25, Swedish LOU
--     direct-award limit
WITH sectors AS (
    SELECT scope, year, sector, SUM(CASE WHEN side = 'below' THEN suppliers ELSE 0 END) AS below,
           SUM(CASE WHEN side = 'above' THEN suppliers ELSE 0 END) AS above,
           SUM(CASE WHEN side = 'below' THEN amount ELSE 0 END) AS below_amount,
           SUM(CASE WHEN side = 'above' THEN amount ELSE 0 END) AS above_amount
    FROM near_limits
    GROUP BY scope, year, sector
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'count-ratio'), ('measure', 'amount-ratio', 'amount-ratio'),
        ('measure', 'below-count', 'below-count'), ('measure', 'above-count', 'above-count'),
        ('measure', 'below-amount', 'below-amount'), ('measure', 'above-amount', 'above-amount'),
        ('sector', '', 'count-ratio'), ('sector:below-count', '', 'below-count'),
        ('sector:above-count', '', 'above-count')
    ) AS v (dimension, named, form)
),
sums AS (
    SELECT scope, year, dimension, CASE WHEN named = '' THEN sector ELSE named END AS member, form, SUM(below) AS below,
           SUM(above) AS above, SUM(below_amount) AS below_amount, SUM(above_amount) AS above_amount
    FROM sectors CROSS JOIN forms
    GROUP BY scope, year, dimension, CASE WHEN named = '' THEN sector ELSE named END, form
),
figures AS (
    SELECT scope, year, dimension, member, form, below + above AS n, above,
           CASE WHEN form IN ('count-ratio', 'below-count') THEN CAST(below AS DECIMAL(18,2))
                WHEN form = 'above-count' THEN CAST(above AS DECIMAL(18,2))
                WHEN form = 'above-amount' THEN CAST(above_amount AS DECIMAL(18,2))
                ELSE CAST(below_amount AS DECIMAL(18,2)) END AS part,
           CASE WHEN form = 'count-ratio' THEN CAST(above AS DECIMAL(18,2))
                WHEN form = 'amount-ratio' THEN CAST(above_amount AS DECIMAL(18,2)) END AS base
    FROM sums
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN form NOT IN ('count-ratio', 'amount-ratio') THEN CAST(part AS DOUBLE)
            WHEN n >= 10 AND above > 0 THEN CAST(part AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CAST(NULL AS DOUBLE) AS low,
       CAST(NULL AS DOUBLE) AS high,
       part AS numerator,
       base AS denominator,
       CAST(n AS BIGINT) AS n,
       CAST(NULL AS DOUBLE) AS coverage
FROM figures
