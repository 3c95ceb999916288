-- id: B23
-- name: contracts-over-value
-- unit: count
-- headline: total/total
-- better: less
-- needs: amount, date, supplier, contracts
-- n: contracts
-- whole-year: all
-- title.en: Contracts bought for more than their value
-- title.fi: Sopimukset, joiden ostot ylittävät arvon
-- title.sv: Avtal vars inköp överstiger värdet
-- meaning.en: Contracts of the register that may be in force in the year and whose suppliers sold more in the contract's
--     sector and time, up to the end of the year, than the register says the contract is worth. Counted are contracts
--     whose supplier is among those of the purchases. It can be said of those whose value is known net of VAT, for the
--     whole time and in the buyer's currency, or under which nothing was bought; their number stands beside it, and the
--     share of those over their value.
-- meaning.fi: Rekisterin sopimukset, jotka voivat olla vuonna voimassa ja joiden toimittajat myivät sopimuksen toimialalla
--     ja aikana vuoden loppuun mennessä enemmän kuin rekisterin mukainen sopimuksen arvo. Mukana ovat sopimukset, joiden
--     toimittaja on ostojen toimittajien joukossa. Asia voidaan sanoa niistä, joiden arvo tunnetaan ilman
--     arvonlisäveroa, koko ajalta ja ostajan valuutassa tai joiden perusteella ei ole ostettu mitään; niiden määrä ja
--     ylittäneiden osuus annetaan luvun rinnalla.
-- meaning.sv: Avtal i registret som kan gälla under året och vars leverantörer fram till årets slut sålde för mer i avtalets
--     bransch och tid än vad avtalet är värt enligt registret. Räknade är avtal vars leverantör har sålt till köparen. Det
--     går att säga om avtal vars värde är känt utan moms, för hela tiden och i köparens valuta, eller på vilka inget har
--     köpts; hur många de är, och hur stor andel av dem som har överskridits, står bredvid.
-- reading.en: Low counts only contracts over their value by purchases in months of which they were certainly in force, and
--     whose suppliers have no other contract of that sector and time. High adds the
--     contracts that have purchases and no known value. Coverage is the share of contracts of which it can be said. Purchases
--     before the first year of the data are not seen, so more contracts may be over their value.
-- reading.fi: Alaraja laskee vain sopimukset, joiden arvon ylittävät jo ne kuukaudet, jotka sopimus oli varmasti voimassa,
--     ja joiden toimittajilla ei ole muuta saman toimialan ja ajan sopimusta. Yläraja
--     lisää sopimukset, joilla on ostoja mutta ei tunnettua arvoa. Kattavuus on niiden sopimusten osuus, joista
--     asia voidaan sanoa. Aineistoa vanhempia ostoja ei nähdä, joten ylittäneitä voi olla enemmän.
-- reading.sv: Den nedre gränsen räknar bara avtal vars värde överskrids redan av inköpen i de månader då de säkert gällde,
--     och vars leverantörer inte har något annat avtal i samma bransch och tid. Den
--     övre lägger till avtal som har inköp men inget känt värde. Täckningen är andelen av avtalen som det går att säga det om. Inköp
--     före datas första år syns inte, så fler avtal kan ha överskridits.
-- pitfalls.en: A supplier may have sold in that sector outside the contract. The value of a register is often an estimate,
--     the value without options, or the largest one of a framework agreement. An agreement that rows give different values
--     of has none. Undated purchases of a year that the contract does not span are left out.
-- pitfalls.fi: Toimittaja on voinut myydä toimialalla myös sopimuksen ulkopuolella. Rekisterin arvo on usein arvio, arvo
--     ilman optioita tai puitejärjestelyn enimmäisarvo. Sopimuksella, jolle rivit antavat eri arvot, ei ole arvoa.
--     Päiväämättömät ostot vuodelta, jota sopimus ei kata kokonaan, on jätetty pois.
-- pitfalls.sv: En leverantör kan ha sålt i branschen också utanför avtalet. Värdet i ett register är ofta en uppskattning,
--     värdet utan optioner eller ett ramavtals högsta. Ett avtal som rader ger olika värden har inget värde. Odaterade
--     inköp från ett år som avtalet inte täcker helt är utelämnade.
-- source: practice of contract management; Directive 2014/24/EU, article 33, and case C-216/17 on the largest value of
--     framework agreements
WITH forms AS (
    SELECT * FROM (VALUES ('total', 'total', 'over'), ('measure', 'over-share', 'share'), ('measure', 'judged-count', 'judged'))
        AS v (dimension, member, form)
),
counted AS (
    SELECT scope, year, COUNT(*) AS whole,
           SUM(CASE WHEN over_value <> 'unknown' THEN 1 ELSE 0 END) AS judged,
           SUM(CASE WHEN over_value IN ('certain', 'assumed') THEN 1 ELSE 0 END) AS over_it,
           SUM(CASE WHEN over_value = 'certain' THEN 1 ELSE 0 END) AS least,
           SUM(CASE WHEN over_value IN ('certain', 'assumed') OR (over_value = 'unknown' AND called_off > 0) THEN 1 ELSE 0 END) AS most
    FROM contracts
    WHERE found IN ('id', 'name')
    GROUP BY scope, year
),
figures AS (
    SELECT scope, year, dimension, member, form, whole, judged, least, most,
           CASE form WHEN 'judged' THEN judged ELSE over_it END AS part
    FROM counted CROSS JOIN forms
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN form = 'share' THEN CAST(part AS DOUBLE) / NULLIF(CAST(judged AS DOUBLE), 0)
            WHEN form = 'judged' OR judged > 0 THEN CAST(part AS DOUBLE) END AS value,
       CASE WHEN form = 'share' THEN CAST(least AS DOUBLE) / CAST(whole AS DOUBLE)
            WHEN form = 'over' THEN CAST(least AS DOUBLE) END AS low,
       CASE WHEN form = 'share' THEN CAST(most AS DOUBLE) / CAST(whole AS DOUBLE)
            WHEN form = 'over' THEN CAST(most AS DOUBLE) END AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(CASE WHEN form <> 'judged' THEN judged END AS DECIMAL(18,2)) AS denominator,
       CAST(CASE WHEN form = 'judged' THEN part ELSE whole END AS BIGINT) AS n,
       CASE WHEN form <> 'judged' THEN CAST(judged AS DOUBLE) / CAST(whole AS DOUBLE) END AS coverage
FROM figures
