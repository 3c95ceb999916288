-- id: E3
-- name: input-output-effects
-- unit: currency
-- headline: total/total
-- better: more
-- needs: amount, supplier, place, input-output-model
-- whole-year: all
-- n: lines
-- title.en: Output effect of local purchases (input-output model)
-- title.fi: Paikallisten ostojen tuotosvaikutus (panos-tuotosmalli)
-- title.sv: De lokala inköpens produktionseffekt (input-outputmodell)
-- meaning.en: The output in all industries of the area that goes into what was bought from suppliers of the home
--     municipalities, what was bought included: purchases by the suppliers' industry times type I multipliers of
--     coefficients that the user gives. Beside it jobs and taxes, and output with what households spend again (type
--     II), where the model tells them. A model, and no measurement.
-- meaning.fi: Se alueen kaikkien toimialojen tuotos, jota kotikuntien toimittajilta ostettuun tarvitaan, ostot mukaan
--     lukien: ostot toimittajien toimialoittain kerrottuna tyypin I kertoimilla, jotka saadaan käyttäjän antamista
--     panoskertoimista. Lisäksi työpaikat ja verot sekä tuotos, jossa on mukana kotitalouksien uudelleen käyttämä
--     (tyyppi II), jos malli ne kertoo. Malli, ei mittaus.
-- meaning.sv: Den produktion i områdets alla branscher som krävs för det som köpts av leverantörer i de egna
--     kommunerna, inköpen inräknade: inköp per leverantörens bransch gånger multiplikatorer av typ I ur koefficienter
--     som användaren ger. Dessutom arbetstillfällen och skatter, och produktion med det som hushållen använder på
--     nytt (typ II), där modellen ger dem. En modell och ingen mätning.
-- reading.en: The value is of purchases whose supplier's industry is in the model, and coverage is their share of
--     local purchases. High adds the other local purchases at the mean multiplier of those that are covered. Direct
--     is what was bought; the rest of the value is indirect.
-- reading.fi: Arvo on niistä ostoista, joiden toimittajan toimiala on mallissa, ja kattavuus on niiden osuus
--     paikallisista ostoista. Yläraja lisää muut paikalliset ostot mallissa olevien ostojen keskimääräisellä
--     kertoimella. Suoraa on se, mitä ostettiin; loput arvosta on välillistä.
-- reading.sv: Värdet gäller inköp vars leverantörs bransch finns i modellen, och täckningen är deras andel av de
--     lokala inköpen. Övre gränsen lägger till de övriga lokala inköpen med de täcktas genomsnittliga multiplikator.
--     Direkt är det som köptes; resten av värdet är indirekt.
-- pitfalls.en: Multipliers are averages of industries in an earlier year, and not what one more purchase brings: they
--     say nothing of what firms would have sold otherwise. Jobs are those that go into the output, and none are
--     created. The money is the same that the local multiplier LM3 counts: never add the two.
-- pitfalls.fi: Kertoimet ovat toimialojen keskiarvoja aiemmalta vuodelta, eivät yhden lisäoston vaikutus: ne eivät
--     kerro, mitä yritykset olisivat muuten myyneet. Työpaikat ovat niitä, jotka tuotokseen tarvitaan, eikä niitä
--     synny. Raha on samaa, jonka paikalliskerroin LM3 laskee: niitä ei pidä laskea yhteen.
-- pitfalls.sv: Multiplikatorerna är genomsnitt för branscher ett tidigare år och inte vad ett inköp till ger: de
--     säger inget om vad företagen annars hade sålt. Arbetstillfällena är de som produktionen kräver, inga skapas.
--     Pengarna är desamma som den lokala multiplikatorn LM3 räknar: lägg aldrig ihop dem.
-- source: Leontief model; location quotients after Flegg, Webber and Elliott (1995); used in regional studies such as
--     Karppinen (2016) and Konttinen (2021)
WITH sums AS (
    SELECT scope, year, SUM(amount) AS here,
           SUM(CASE WHEN covered = 'yes' THEN amount ELSE 0 END) AS direct,
           SUM(CASE WHEN covered = 'yes' THEN lines ELSE 0 END) AS lines,
           SUM(output) AS output, SUM(jobs) AS jobs, SUM(taxes) AS taxes, SUM(with_households) AS with_households,
           SUM(CASE WHEN jobs IS NOT NULL THEN 1 ELSE 0 END) AS tells_jobs,
           SUM(CASE WHEN taxes IS NOT NULL THEN 1 ELSE 0 END) AS tells_taxes,
           SUM(CASE WHEN with_households IS NOT NULL THEN 1 ELSE 0 END) AS tells_households
    FROM multiplied
    GROUP BY scope, year
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total'), ('measure', 'direct-amount'), ('measure', 'jobs-count'), ('measure', 'taxes-amount'),
        ('measure', 'type-two-amount')
    ) AS v (dimension, member)
),
shown AS (
    SELECT scope, year, dimension, member, here, direct, lines,
           CASE WHEN member = 'total' THEN CAST(output AS DOUBLE) WHEN member = 'direct-amount' THEN CAST(direct AS DOUBLE)
                WHEN member = 'jobs-count' THEN CAST(jobs AS DOUBLE) WHEN member = 'taxes-amount' THEN CAST(taxes AS DOUBLE)
                ELSE CAST(with_households AS DOUBLE) END AS value
    FROM sums CROSS JOIN forms
    WHERE lines > 0 AND (member IN ('total', 'direct-amount') OR (member = 'jobs-count' AND tells_jobs > 0)
          OR (member = 'taxes-amount' AND tells_taxes > 0) OR (member = 'type-two-amount' AND tells_households > 0))
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       value,
       CASE WHEN member <> 'direct-amount' THEN value END AS low,
       CASE WHEN member <> 'direct-amount' THEN
            CASE WHEN direct > 0 AND here > direct THEN value * CAST(here AS DOUBLE) / CAST(direct AS DOUBLE) ELSE value END END AS high,
       CAST(direct AS DECIMAL(18,2)) AS numerator,
       CAST(here AS DECIMAL(18,2)) AS denominator,
       CAST(lines AS BIGINT) AS n,
       CAST(CASE WHEN here > 0 THEN
             CASE WHEN direct < 0 THEN 0.0 WHEN direct > here THEN 1.0
                  ELSE CAST(direct AS DOUBLE) / CAST(here AS DOUBLE) END END AS DOUBLE) AS coverage
FROM shown
