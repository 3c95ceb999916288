-- id: D8
-- name: sustainability-criteria
-- unit: share
-- whole: tenders
-- headline: total/total
-- better: more
-- needs: tender-objectives
-- n: tenders
-- title.en: Tenders with sustainability criteria
-- title.fi: Kilpailutukset, joissa on kestävyyskriteerejä
-- title.sv: Upphandlingar med hållbarhetskriterier
-- meaning.en: Tenders with environmental or social criteria, or that seek innovation, as a share of those of which
--     something of it is known, by sector too; the three are also given apart, each of those of which it is known. A
--     lot counts as a tender; a procurement without lots counts as one.
-- meaning.fi: Niiden tarjouskilpailujen osuus, joissa on ympäristö- tai sosiaalisia kriteerejä tai joissa haetaan
--     innovaatiota, kun jokin näistä tunnetaan; myös toimialoittain. Kolme annetaan myös erikseen, kukin niistä,
--     joista se tunnetaan. Hankinnan osa lasketaan tarjouskilpailuksi; jakamaton hankinta on yksi.
-- meaning.sv: Upphandlingar med miljökriterier eller sociala kriterier, eller som söker innovation, som andel av dem
--     för vilka något av det är känt, även per bransch; de tre anges också var för sig, var och en av dem för vilka
--     den är känd. Ett anbudsområde räknas som en upphandling; en odelad upphandling är en.
-- reading.en: Open data often says yes only, and leaves the rest empty: where a column never says no, there is no
--     share, only bounds. Low and high suppose that none, or all, of the unknown have some.
-- reading.fi: Avoimessa datassa on usein vain myönteiset vastaukset, ja muut ovat tyhjiä: jos sarake ei koskaan sano
--     ei, osuutta ei anneta, vain rajat. Rajoissa oletetaan, ettei tuntemattomista yhdelläkään tai että jokaisella on
--     niitä.
-- reading.sv: Öppna data säger ofta bara ja och lämnar resten tomt: säger en kolumn aldrig nej anges ingen andel, bara
--     gränser. Gränserna antar att inga, respektive alla, av de okända har sådana.
-- pitfalls.en: It counts that there are criteria, not what they ask for or whether they decided anything.
-- pitfalls.fi: Luku laskee, että kriteerejä on, ei sitä, mitä ne vaativat tai ratkaisivatko ne mitään.
-- pitfalls.sv: Det räknas att kriterier finns, inte vad de kräver eller om de avgjorde något.
-- source: eForms BT-774 (green), BT-775 (social), BT-776 (innovation)
WITH told AS (
    SELECT year, 'total' AS dimension, 'total' AS member, green, social, innovation
    FROM tenders
    UNION ALL
    SELECT year, 'sector' AS dimension, sector AS member, green, social, innovation
    FROM tenders
),
judged AS (
    SELECT year, dimension, member, green, social, innovation,
           CASE WHEN green = 'yes' OR social = 'yes' OR innovation = 'yes' THEN 'yes'
                WHEN green = 'no' OR social = 'no' OR innovation = 'no' THEN 'no' ELSE 'unknown' END AS some_of_them
    FROM told
),
forms AS (
    SELECT * FROM (VALUES ('total', 'total', 'any'), ('sector', 'sector', 'any'), ('total', 'measure', 'green-share'),
                          ('total', 'measure', 'social-share'), ('total', 'measure', 'innovation-share')
    ) AS v (class, shown, form)
),
asked AS (
    SELECT year, form, shown, CASE WHEN shown = 'measure' THEN form ELSE member END AS member,
           CASE form WHEN 'green-share' THEN green WHEN 'social-share' THEN social
                     WHEN 'innovation-share' THEN innovation ELSE some_of_them END AS answer
    FROM judged JOIN forms ON judged.dimension = forms.class
),
answers AS (
    SELECT form,
           SUM(CASE WHEN answer = 'no' THEN 1 ELSE 0 END) AS noes,
           SUM(CASE WHEN answer = 'unknown' THEN 1 ELSE 0 END) AS unanswered
    FROM asked
    GROUP BY form
),
sums AS (
    SELECT year, form, shown, member,
           SUM(CASE WHEN answer = 'yes' THEN 1 ELSE 0 END) AS part,
           SUM(CASE WHEN answer <> 'unknown' THEN 1 ELSE 0 END) AS known,
           COUNT(*) AS whole
    FROM asked
    GROUP BY year, form, shown, member
)
SELECT 'tenders' AS scope,
       CAST(year AS STRING) AS period,
       shown AS dimension,
       member,
       CASE WHEN noes > 0 OR unanswered = 0
            THEN CAST(part AS DOUBLE) / NULLIF(CAST(known AS DOUBLE), 0) END AS value,
       CAST(part AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS low,
       CAST(part + whole - known AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(known AS DECIMAL(18,2)) AS denominator,
       CAST(known AS BIGINT) AS n,
       CAST(known AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS coverage
FROM sums
JOIN answers ON answers.form = sums.form
WHERE whole > 0
