-- id: B20
-- name: contracts-without-purchases
-- unit: count
-- headline: total/total
-- better: less
-- needs: amount, date, supplier, contracts
-- n: contracts
-- whole-year: all
-- title.en: Contracts without purchases
-- title.fi: Sopimukset, joiden perusteella ei ole ostettu
-- title.sv: Avtal utan inköp
-- meaning.en: Contracts of the register whose suppliers sold nothing in the last twelve months of the contract's time up to
--     the end of the year. Only contracts that were in force for these months without any option, and whose months the
--     purchases cover, are counted; how many these are, and how many were left out, stands beside it.
-- meaning.fi: Rekisterin sopimukset, joiden toimittajat eivät myyneet mitään sopimusajan viimeisten kahdentoista kuukauden
--     aikana vuoden loppuun mennessä. Mukana ovat vain sopimukset, jotka olivat nämä kuukaudet voimassa ilman optioita ja
--     joiden kuukaudet ostot kattavat; niiden ja pois jätettyjen määrät annetaan luvun rinnalla.
-- meaning.sv: Avtal i registret vars leverantörer inte sålde något under de sista tolv månaderna av avtalets tid fram till
--     årets slut. Bara avtal som gällde dessa månader utan option, och vars månader inköpen täcker, räknas;
--     hur många de är, och hur många som är utelämnade, står bredvid.
-- reading.en: Low counts contracts only whose supplier is known from other purchases. High also counts contracts whose
--     supplier sold in other sectors only, or in one that is not known, and those whose supplier the register does not
--     name so that it could be found. Coverage is the share of the contracts whose supplier is among those of the
--     purchases.
-- reading.fi: Alaraja laskee vain sopimukset, joiden toimittaja tunnetaan muista ostoista. Yläraja laskee myös sopimukset,
--     joiden toimittaja myi vain muilla toimialoilla tai tuntemattomalla, sekä ne, joiden toimittajaa rekisteri ei nimeä
--     niin, että se löytyisi. Kattavuus on niiden sopimusten osuus, joiden toimittaja on ostojen toimittajien joukossa.
-- reading.sv: Den nedre gränsen räknar bara avtal vars leverantör är känd från andra inköp. Den övre räknar också avtal vars
--     leverantör bara sålde i andra branscher eller i en okänd, och dem vars leverantör registret inte nämner så att den
--     går att hitta. Täckningen är andelen av avtalen vars leverantör finns bland inköpens leverantörer.
-- pitfalls.en: A supplier that is called otherwise in the ledger, such as another company of its group, looks as if it had
--     sold nothing. A contract for a rare need, such as one of preparedness, or one that brings in money does not need
--     purchases. What is bought may be paid by another organisation. A framework agreement counts once, and as used when
--     one of its suppliers sold.
-- pitfalls.fi: Toimittaja, jolla on kirjanpidossa toinen nimi, kuten saman konsernin toinen yhtiö, näyttää siltä kuin se ei
--     olisi myynyt mitään. Harvinaista tarvetta, kuten varautumista, varten tehty tai tuloja tuova sopimus ei edellytä
--     ostoja. Ostot voi maksaa toinen organisaatio. Puitejärjestely lasketaan kerran, ja se on käytössä, kun yksikin sen
--     toimittajista on myynyt.
-- pitfalls.sv: En leverantör som heter något annat i reskontran, till exempel ett annat bolag i koncernen, ser ut att inte
--     ha sålt något. Ett avtal för sällsynta behov, som beredskap, eller ett som ger intäkter förutsätter inga inköp. En
--     annan organisation kan betala det som köps. Ett ramavtal räknas en gång, och som använt när någon av dess
--     leverantörer har sålt.
-- source: practice of contract management; tender-scan
WITH forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'without'), ('measure', 'without-share', 'share'), ('measure', 'judged-count', 'judged'),
        ('measure', 'short-count', 'short'), ('measure', 'absent-count', 'absent')
    ) AS v (dimension, member, form)
),
counted AS (
    SELECT scope, year,
           SUM(CASE WHEN is_long = 'yes' THEN 1 ELSE 0 END) AS whole,
           SUM(CASE WHEN is_long = 'yes' AND found IN ('id', 'name', 'absent') THEN 1 ELSE 0 END) AS judged,
           SUM(CASE WHEN is_long = 'yes' AND found IN ('id', 'name') THEN 1 ELSE 0 END) AS known,
           SUM(CASE WHEN is_long = 'yes' AND found IN ('id', 'name', 'absent') AND sold = 'no' THEN 1 ELSE 0 END) AS without,
           SUM(CASE WHEN is_long = 'yes' AND found IN ('id', 'name') AND sold = 'no' THEN 1 ELSE 0 END) AS least,
           SUM(CASE WHEN is_long = 'yes' AND in_sector <> 'yes' THEN 1 ELSE 0 END) AS most,
           SUM(CASE WHEN is_long = 'no' THEN 1 ELSE 0 END) AS left_out,
           SUM(CASE WHEN found = 'absent' THEN 1 ELSE 0 END) AS absent
    FROM contracts
    GROUP BY scope, year
),
figures AS (
    SELECT scope, year, dimension, member, form, whole, judged, known, least, most,
           CASE form WHEN 'judged' THEN judged WHEN 'short' THEN left_out WHEN 'absent' THEN absent ELSE without END AS part
    FROM counted CROSS JOIN forms
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN form = 'share' THEN CAST(part AS DOUBLE) / NULLIF(CAST(judged AS DOUBLE), 0)
            WHEN form <> 'without' OR judged > 0 THEN CAST(part AS DOUBLE) END AS value,
       CASE WHEN whole = 0 THEN NULL
            WHEN form = 'share' THEN CAST(least AS DOUBLE) / CAST(whole AS DOUBLE)
            WHEN form = 'without' THEN CAST(least AS DOUBLE) END AS low,
       CASE WHEN whole = 0 THEN NULL
            WHEN form = 'share' THEN CAST(most AS DOUBLE) / CAST(whole AS DOUBLE)
            WHEN form = 'without' THEN CAST(most AS DOUBLE) END AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(CASE WHEN form IN ('without', 'share') THEN judged END AS DECIMAL(18,2)) AS denominator,
       CAST(CASE WHEN form IN ('without', 'share') THEN whole ELSE part END AS BIGINT) AS n,
       CASE WHEN form IN ('without', 'share') THEN CAST(known AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) END AS coverage
FROM figures
