-- id: C11
-- name: submission-window
-- unit: days
-- headline: total/total
-- better: more
-- needs: tender-window
-- n: tenders
-- title.en: Days to prepare a bid
-- title.fi: Tarjousaika päivinä
-- title.sv: Anbudstid i dagar
-- meaning.en: The median number of days from the notice to the last day for bids, by procedure and sector too. The
--     mean, and the share of tenders with fewer than 15 days, are given beside it. A lot counts as a tender; a
--     procurement without lots counts as one.
-- meaning.fi: Päivien mediaani ilmoituksesta tarjousten määräaikaan, myös menettelyittäin ja toimialoittain. Rinnalla
--     annetaan keskiarvo ja alle 15 päivän kilpailutusten osuus. Hankinnan osa lasketaan tarjouskilpailuksi;
--     jakamaton hankinta on yksi.
-- meaning.sv: Medianen av dagarna från annonsen till sista anbudsdag, även per förfarande och bransch. Medelvärdet
--     och andelen upphandlingar med mindre än 15 dagar anges bredvid. Ett anbudsområde räknas som en upphandling; en
--     odelad upphandling är en.
-- reading.en: Small firms need time to find a notice and to write a bid. A share below 15 days is a warning sign in
--     lists of red flags, and no proof of anything: national procedures may be short. Coverage is the share of
--     tenders for which both days are known; the bounds of the share suppose that none, or all, of the others are
--     short.
-- reading.fi: Pieni yritys tarvitsee aikaa löytää ilmoitus ja laatia tarjous. Alle 15 päivää on
--     varoitusmerkkilistoilla, mutta ei todista mitään: kansallinen menettely voi olla lyhyt. Kattavuus on niiden
--     kilpailutusten osuus, joiden molemmat päivät tunnetaan; osuuden rajoissa oletetaan, ettei muista yksikään tai
--     että jokainen on lyhyt.
-- reading.sv: Små företag behöver tid att hitta en annons och skriva ett anbud. Under 15 dagar är en varningssignal i
--     listor över röda flaggor, men bevisar inget: nationella förfaranden får vara korta. Täckningen är andelen
--     upphandlingar för vilka båda dagarna är kända; andelens gränser antar att inga, respektive alla, av de övriga
--     är korta.
-- pitfalls.en: In restricted and negotiated procedures the deadline may be of requests to take part. Corrections that
--     move a deadline are not seen. The median and the mean have no bounds, because an unknown time could be any.
--     Direct awards and call-offs are left out.
-- pitfalls.fi: Rajoitetussa ja neuvottelumenettelyssä määräaika voi olla osallistumishakemusten. Määräaikaa siirtäviä
--     korjauksia ei nähdä. Mediaanilla ja keskiarvolla ei ole rajoja, koska tuntematon aika voi olla mikä tahansa.
--     Suorahankinnat ja puitejärjestelyjen sisäiset kilpailutukset on jätetty pois.
-- pitfalls.sv: I selektiva och förhandlade förfaranden kan dagen gälla anbudsansökningar. Rättelser som flyttar dagen
--     syns inte. Medianen och medelvärdet saknar gränser, eftersom en okänd tid kan vara hur lång som helst.
--     Direktupphandlingar och avrop är utelämnade.
-- source: Open Contracting Partnership, indicators; cardinal red flag R003 (short submission period); directive
--     2014/24/EU, articles 27 to 31
WITH told AS (
    SELECT year, 'total' AS dimension, 'total' AS member, window_days
    FROM tenders
    WHERE procedure NOT IN ('direct', 'call-off')
    UNION ALL
    SELECT year, 'procedure' AS dimension, procedure AS member, window_days
    FROM tenders
    WHERE procedure NOT IN ('direct', 'call-off')
    UNION ALL
    SELECT year, 'sector' AS dimension, sector AS member, window_days
    FROM tenders
    WHERE procedure NOT IN ('direct', 'call-off')
),
sums AS (
    SELECT year, dimension, member,
           SUM(CASE WHEN window_days IS NOT NULL THEN 1 ELSE 0 END) AS known,
           COUNT(*) AS whole,
           SUM(CASE WHEN window_days IS NOT NULL THEN window_days ELSE 0 END) AS days,
           SUM(CASE WHEN window_days < 15 THEN 1 ELSE 0 END) AS brief
    FROM told
    GROUP BY year, dimension, member
),
by_days AS (
    SELECT year, dimension, member, window_days, COUNT(*) AS number
    FROM told
    WHERE window_days IS NOT NULL
    GROUP BY year, dimension, member, window_days
),
placed AS (
    SELECT year, dimension, member, window_days,
           SUM(number) OVER (PARTITION BY year, dimension, member ORDER BY window_days
                             ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS up_to,
           SUM(number) OVER (PARTITION BY year, dimension, member) AS numbers
    FROM by_days
),
middle AS (
    SELECT year, dimension, member,
           MIN(CASE WHEN 2 * up_to >= numbers THEN window_days END)
               + MIN(CASE WHEN 2 * up_to > numbers THEN window_days END) AS twice
    FROM placed
    GROUP BY year, dimension, member
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'total', 'median'),
        ('total', 'measure', 'mean-days', 'mean'),
        ('procedure', 'procedure', '', 'median'),
        ('sector', 'sector', '', 'median'),
        ('total', 'measure', 'under-15-days-share', 'brief')
    ) AS v (class, shown, named, form)
),
joined AS (
    SELECT year, dimension, member, known, whole, days, brief, twice
    FROM sums JOIN middle USING (year, dimension, member)
)
SELECT 'tenders' AS scope,
       CAST(year AS STRING) AS period,
       shown AS dimension,
       CASE WHEN named = '' THEN member ELSE named END AS member,
       CASE WHEN form = 'mean' THEN CAST(days AS DOUBLE) / CAST(known AS DOUBLE)
            WHEN form = 'brief' THEN CAST(brief AS DOUBLE) / CAST(known AS DOUBLE)
            WHEN form = 'median' THEN CAST(twice AS DOUBLE) / 2 END AS value,
       CASE WHEN form = 'brief' THEN CAST(brief AS DOUBLE) / CAST(whole AS DOUBLE) END AS low,
       CASE WHEN form = 'brief' THEN CAST(brief + whole - known AS DOUBLE) / CAST(whole AS DOUBLE) END AS high,
       CASE WHEN form = 'mean' THEN CAST(days AS DECIMAL(18,2)) WHEN form = 'brief' THEN CAST(brief AS DECIMAL(18,2)) END AS numerator,
       CASE WHEN form <> 'median' THEN CAST(known AS DECIMAL(18,2)) END AS denominator,
       CAST(known AS BIGINT) AS n,
       CAST(known AS DOUBLE) / CAST(whole AS DOUBLE) AS coverage
FROM joined JOIN forms ON joined.dimension = forms.class
WHERE known > 0
