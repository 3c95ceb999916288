-- id: B11
-- name: retention
-- unit: share
-- whole: suppliers
-- headline: total/total
-- better: neither
-- needs: amount, supplier, earlier-year
-- whole-year: all
-- n: suppliers
-- title.en: Suppliers that stayed from the year before
-- title.fi: Toimittajien pysyvyys edellisestä vuodesta
-- title.sv: Leverantörer kvar från året innan
-- meaning.en: Of the suppliers of the year before, the share from whom something was bought this year too
--     (retention), and the share from whom nothing was (churn); also their numbers, and the same weighted by the
--     sums of the year before. Only identified suppliers whose year is above zero count.
-- meaning.fi: Edellisen vuoden toimittajista se osuus, jolta ostettiin myös tänä vuonna (pysyvyys), ja se osuus,
--     jolta ei ostettu (vaihtuvuus); lisäksi määrät ja samat osuudet edellisen vuoden summilla painotettuina. Mukana
--     ovat vain yksilöidyt toimittajat, joiden vuosisumma on positiivinen.
-- meaning.sv: Av föregående års leverantörer den andel som köparen köpte av även i år (kvarstannande) och den andel
--     som köparen inte köpte av (leverantörsbyte); dessutom antalen, och samma andelar viktade med föregående års belopp.
--     Bara identifierade leverantörer med positiv årssumma räknas.
-- reading.en: Neither end is good in itself: stable suppliers mean continuity and know-how, turnover means openings
--     for others. Read it beside the new suppliers. n counts the suppliers of the year before. In shares of the sum,
--     low takes the redacted and unknown suppliers as gone, high as staying.
-- reading.fi: Kumpikaan ääripää ei ole sinänsä hyvä: pysyvyys tuo jatkuvuutta ja osaamista, vaihtuvuus avaa paikkoja
--     muille. Lue luku uusien toimittajien rinnalla. n on edellisen vuoden toimittajien määrä. Summaosuuksissa
--     alaraja olettaa suojatut ja tuntemattomat toimittajat poistuneiksi, yläraja pysyneiksi.
-- reading.sv: Ingen ytterlighet är bra i sig: stabila leverantörer ger kontinuitet och kunnande, byten öppnar
--     för andra. Läs talet intill de nya leverantörerna. n är antalet leverantörer året innan. I andelarna av
--     beloppet räknar nedre gränsen maskerade och okända leverantörer som borta, den övre som kvar.
-- pitfalls.en: Not being there in one year is not an end of business: some are bought from every second or third
--     year, and for small suppliers it is common. A changed business id or name looks like one that left and one
--     that came. Both years must be whole in the data, with lines in each month; else the year has no figures. Where
--     tasks moved to another organisation, their suppliers moved too.
-- pitfalls.fi: Yhden vuoden tauko ei merkitse suhteen loppua: joiltakin ostetaan vain joka toinen tai kolmas vuosi,
--     ja pienillä toimittajilla se on tavallista. Vaihtunut Y-tunnus tai nimi näyttää yhdeltä lähteneeltä ja yhdeltä
--     tulleelta. Molempien vuosien on oltava aineistossa kokonaan, rivejä joka kuukaudelta; muuten vuodelta ei ole
--     lukua. Kun tehtäviä on siirtynyt toiselle organisaatiolle, myös niiden toimittajat ovat siirtyneet.
-- pitfalls.sv: Ett års uppehåll betyder inte att relationen är slut: av en del köper man bara vartannat eller vart
--     tredje år, och för små leverantörer är det vanligt. Ett ändrat organisationsnummer eller namn ser ut som en
--     som försvann och en som kom. Båda åren måste finnas hela i materialet, med rader för varje månad; annars
--     saknar året tal. När uppgifter har flyttats till en annan organisation har också deras leverantörer flyttat.
-- source: Open Contracting Partnership, supplier turnover
WITH sums AS (
    SELECT scope, year + 1 AS year,
           SUM(CASE WHEN stay = 'stays' THEN suppliers ELSE 0 END) AS kept_count,
           SUM(CASE WHEN stay = 'leaves' THEN suppliers ELSE 0 END) AS left_count,
           SUM(CASE WHEN stay = 'stays' THEN amount ELSE 0 END) AS kept_amount,
           SUM(CASE WHEN stay = 'leaves' THEN amount ELSE 0 END) AS left_amount,
           SUM(CASE WHEN stay = 'unidentified' THEN amount ELSE 0 END) AS unknown,
           SUM(amount) AS total
    FROM profiles
    WHERE sector = 'all' AND stay <> 'open' AND threshold_class <> 'negative'
    GROUP BY scope, year + 1
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'supplier-share'), ('measure', 'retained-count', 'count'),
        ('measure', 'retained-amount-share', 'amount-share'), ('measure', 'churn-share', 'supplier-share'),
        ('measure', 'churn-count', 'count'), ('measure', 'churn-amount-share', 'amount-share')
    ) AS v (dimension, member, form)
),
figures AS (
    SELECT scope, year, dimension, member, form,
           CASE WHEN form = 'amount-share' AND member = 'churn-amount-share' THEN CAST(left_amount AS DECIMAL(18,2))
                WHEN form = 'amount-share' THEN CAST(kept_amount AS DECIMAL(18,2))
                WHEN member IN ('churn-share', 'churn-count') THEN CAST(left_count AS DECIMAL(18,2))
                ELSE CAST(kept_count AS DECIMAL(18,2)) END AS part,
           CASE WHEN form = 'supplier-share' THEN CAST(kept_count + left_count AS DECIMAL(18,2))
                WHEN form = 'amount-share' THEN CAST(kept_amount + left_amount AS DECIMAL(18,2)) END AS base,
           kept_count + left_count AS suppliers, unknown, total
    FROM sums CROSS JOIN forms
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN form = 'count' THEN CAST(part AS DOUBLE)
            WHEN base > 0 THEN CAST(part AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN form = 'amount-share' AND total > 0 THEN CAST(part AS DOUBLE) / CAST(total AS DOUBLE) END AS low,
       CASE WHEN form = 'amount-share' AND total > 0 THEN CAST(part + unknown AS DOUBLE) / CAST(total AS DOUBLE) END AS high,
       part AS numerator,
       base AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CASE WHEN total > 0 THEN CAST(total - unknown AS DOUBLE) / CAST(total AS DOUBLE) END AS coverage
FROM figures
