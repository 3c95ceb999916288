-- id: E2
-- name: local-multiplier
-- unit: ratio
-- headline: total/total
-- better: more
-- needs: amount, supplier, place, survey-answers
-- whole-year: all
-- n: answers
-- title.en: Local multiplier LM3 (model)
-- title.fi: Paikalliskerroin LM3 (malli)
-- title.sv: Lokal multiplikator LM3 (modell)
-- meaning.en: Three rounds of spending, by the first: all that was bought, what of it was bought from suppliers of
--     the home municipalities, and what these spend there again on staff and suppliers, as a survey of them tells. 1
--     says that all leaves at once, 3 that all stays in each round. A model, and no measurement.
-- meaning.fi: Kolme kulutuskierrosta suhteessa ensimmäiseen: kaikki ostot, niistä kotikuntien toimittajilta ostettu,
--     ja se, minkä nämä käyttävät siellä uudelleen palkkoihin ja ostoihin toimittajakyselyn mukaan. 1 kertoo, että
--     kaikki lähtee heti, 3 että kaikki jää joka kierroksella. Malli, ei mittaus.
-- meaning.sv: Tre omgångar av utgifter i förhållande till den första: allt som köpts, det som av detta köpts av
--     leverantörer i de egna kommunerna, och det som dessa där använder på nytt till personal och leverantörer enligt
--     en enkät. 1 betyder att allt lämnar området genast, 3 att allt stannar i varje omgång. En modell och ingen
--     mätning.
-- reading.en: Of suppliers that did not answer, the mean of the answers is taken where there are five or more; else
--     the share that the user assumes for the sector, if any; else nothing is spent again. Low and high are the value
--     if all without an answer spent nothing again, or everything, and if suppliers of unknown place were none, or
--     all, of here. Coverage is the response rate by euros: what of local purchases is from suppliers that answered.
--     An answer holds for two years before and after its own.
-- reading.fi: Vastaamattomille toimittajille käytetään vastausten keskiarvoa, kun vastauksia on vähintään viisi;
--     muuten käyttäjän toimialalle olettamaa osuutta, jos sellainen on; muuten uudelleen käytetty osuus on nolla.
--     Ala- ja yläraja ovat arvo, jos kaikki vastaamattomat eivät käyttäisi uudelleen mitään tai käyttäisivät kaiken
--     ja jos sijainniltaan tuntemattomista toimittajista mikään ei olisi tai kaikki olisivat paikallisia. Kattavuus
--     on vastausprosentti euroina: mikä osuus paikallisista ostoista on vastanneilta toimittajilta. Vastaus kelpaa
--     kaksi vuotta ennen omaa vuottaan ja sen jälkeen.
-- reading.sv: För leverantörer som inte svarat används svarens medelvärde när de är minst fem; annars den andel som
--     användaren antar för branschen, om någon; annars används inget på nytt. Nedre och övre gränsen är värdet om
--     alla utan svar inte använde något på nytt, eller allt, och om leverantörer av okänd ort inte alls, eller alla,
--     hörde hit. Täckningen är svarsfrekvensen i euro: hur stor del av de lokala inköpen som är från leverantörer som
--     svarat. Ett svar gäller två år före och efter sitt eget.
-- pitfalls.en: It is no full multiplier, for it stops at the third round, and what suppliers answer is their own
--     estimate. The area must be the same in the survey as in the home of the pipeline. It says nothing of what would
--     have been spent otherwise, and its euros must not be added to those of other models. With less than three
--     answers it is not given; those who answer should know that large shares of few answers can be worked out.
-- pitfalls.fi: Se ei ole täysi kerroin, sillä se päättyy kolmanteen kierrokseen, ja vastaukset ovat toimittajien omia
--     arvioita. Kyselyn alueen on oltava sama kuin kotikunnat ajossa. Luku ei kerro, mihin raha olisi muuten
--     käytetty, eikä sen euroja saa laskea yhteen muiden mallien eurojen kanssa. Alle kolmella vastauksella sitä ei
--     anneta; vastaajien pitäisi tietää, että muutaman vastauksen suurista osuuksista voi laskea vastauksen.
-- pitfalls.sv: Den är ingen full multiplikator, för den slutar vid tredje omgången, och svaren är leverantörernas
--     egna uppskattningar. Området i enkäten måste vara detsamma som de egna kommunerna. Talet säger inget om vad
--     pengarna annars hade använts till, och dess euro får inte läggas till andra modellers. Med färre än tre svar
--     ges det inte; de som svarar bör veta att stora andelar i få svar går att räkna ut.
-- source: LM3, The Money Trail (New Economics Foundation 2002), with its template for averaging surveys
WITH rounds AS (
    SELECT scope, year, SUM(amount) AS bought, SUM(again) AS again, SUM(answers) AS answers,
           SUM(CASE WHEN place = 'here' THEN amount ELSE 0 END) AS here,
           SUM(CASE WHEN place = 'unknown' THEN amount ELSE 0 END) AS unplaced,
           SUM(CASE WHEN share = 'answered' THEN amount ELSE 0 END) AS answered,
           SUM(CASE WHEN share = 'answered' THEN again ELSE 0 END) AS again_answered,
           SUM(CASE WHEN share = 'mean' THEN amount ELSE 0 END) AS by_mean,
           SUM(CASE WHEN share = 'assumed' THEN amount ELSE 0 END) AS by_assumption
    FROM respending
    GROUP BY scope, year
),
bounded AS (
    SELECT scope, year, bought, here, again, answers, answered, by_mean, by_assumption,
           here + again AS stays,
           again_answered + CASE WHEN here < answered THEN here - answered ELSE 0 END AS again_low,
           again_answered + CASE WHEN here > answered THEN here - answered ELSE 0 END AS again_high,
           CASE WHEN unplaced < 0 THEN unplaced ELSE 0 END AS less, CASE WHEN unplaced > 0 THEN unplaced ELSE 0 END AS more
    FROM rounds
    WHERE answers >= 3 AND bought > 0
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total'), ('measure', 'here-amount'), ('measure', 'again-amount'), ('measure', 'mean-share'),
        ('measure', 'assumed-share')
    ) AS v (dimension, member)
),
shown AS (
    SELECT scope, year, dimension, member, bought, here, again, answers, answered,
           CASE WHEN member = 'total' THEN stays WHEN member = 'here-amount' THEN here WHEN member = 'again-amount' THEN again
                WHEN member = 'mean-share' THEN by_mean ELSE by_assumption END AS part,
           CASE WHEN member = 'total' THEN here + again_low + 2 * less WHEN member = 'here-amount' THEN here + less
                WHEN member = 'again-amount' THEN again_low + less END AS part_low,
           CASE WHEN member = 'total' THEN here + again_high + 2 * more WHEN member = 'here-amount' THEN here + more
                WHEN member = 'again-amount' THEN again_high + more END AS part_high
    FROM bounded CROSS JOIN forms
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN member = 'total' THEN CAST(bought + part AS DOUBLE) / CAST(bought AS DOUBLE)
            WHEN member IN ('here-amount', 'again-amount') THEN CAST(part AS DOUBLE)
            WHEN here > 0 THEN CAST(part AS DOUBLE) / CAST(here AS DOUBLE) END AS value,
       CASE WHEN member = 'total' THEN CAST(bought + part_low AS DOUBLE) / CAST(bought AS DOUBLE)
            WHEN member IN ('here-amount', 'again-amount') THEN CAST(part_low AS DOUBLE) END AS low,
       CASE WHEN member = 'total' THEN CAST(bought + part_high AS DOUBLE) / CAST(bought AS DOUBLE)
            WHEN member IN ('here-amount', 'again-amount') THEN CAST(part_high AS DOUBLE) END AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CASE WHEN member = 'total' THEN CAST(bought AS DECIMAL(18,2))
            WHEN member IN ('mean-share', 'assumed-share') THEN CAST(here AS DECIMAL(18,2)) END AS denominator,
       CAST(answers AS BIGINT) AS n,
       CAST(CASE WHEN here > 0 THEN
             CASE WHEN answered < 0 THEN 0.0 WHEN answered > here THEN 1.0
                  ELSE CAST(answered AS DOUBLE) / CAST(here AS DOUBLE) END END AS DOUBLE) AS coverage
FROM shown
