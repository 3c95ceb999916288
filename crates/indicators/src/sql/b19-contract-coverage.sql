-- id: B19
-- name: contract-coverage
-- unit: share
-- whole: spend
-- headline: total/total
-- better: more
-- needs: amount, date, supplier, contracts
-- n: lines
-- whole-year: all
-- title.en: Purchases within contracts of the register
-- title.fi: Sopimusrekisterin sopimuksiin osuvat ostot
-- title.sv: Inköp inom avtalsregistrets avtal
-- meaning.en: The share of purchases whose supplier has, in the register of contracts, a contract in the same sector that
--     was in force in the month of the purchase, of all purchases whose supplier could have been found there. Given apart:
--     the share with suppliers that have any contract, with those that have one in the same sector
--     and the sum of purchases outside the register: from suppliers that have no contract in it. All of these by sector
--     too.
-- meaning.fi: Niiden ostojen osuus, joiden toimittajalla on sopimusrekisterissä saman toimialan sopimus, joka oli voimassa
--     oston kuukautena, kaikista ostoista, joiden toimittaja olisi voinut löytyä rekisteristä. Erikseen annetaan niiden
--     toimittajien osuus, joilla on mikä tahansa sopimus tai saman toimialan sopimus,
--     sekä rekisterin ulkopuoliset ostot eli ostot toimittajilta, joilla ei ole siinä sopimusta.
--     Samat luvut annetaan myös toimialoittain.
-- meaning.sv: Andelen av inköpen vars leverantör i avtalsregistret har ett avtal i samma bransch som gällde inköpets månad,
--     av alla inköp vars leverantör hade kunnat finnas där. Var för sig anges andelen hos leverantörer med något avtal
--     (leverantörstrohet), hos dem med avtal i samma bransch och summan av inköp utanför
--     registret, alltså från leverantörer utan avtal där. Alla tal anges också per bransch.
-- reading.en: Low counts months between start and end without any option only, high also what may be within a contract:
--     unknown sectors and dates, and all purchases from persons and suppliers that are not named. Coverage is the share of
--     purchases whose supplier could be matched at all; read no share without it. The three shares are no steps of
--     quality: the first says with whom, the last what and when too.
-- reading.fi: Alaraja laskee vain kuukaudet alun ja lopun välissä ilman optioita, yläraja myös sen, mikä voi osua
--     sopimukseen: tuntemattomat toimialat ja päivät sekä kaikki ostot yksityishenkilöiltä ja nimeämättömiltä
--     toimittajilta. Kattavuus on niiden ostojen osuus, joiden toimittajaa ylipäätään voitiin etsiä rekisteristä; älä lue
--     osuutta ilman sitä. Osuudet vastaavat eri kysymyksiin: ensimmäinen kenen kanssa, viimeinen myös mitä ja milloin.
-- reading.sv: Den nedre gränsen räknar bara månader mellan start och slut utan option, den övre också det som kan höra till
--     ett avtal: okända branscher och datum samt alla inköp från privatpersoner och leverantörer utan namn. Täckningen är
--     andelen av inköpen vars leverantör alls kunde sökas; läs ingen andel utan den. Andelarna svarar på olika frågor:
--     den första med vem, den sista också vad och när.
-- pitfalls.en: A catalogue of contracts is no census: joint procurement, framework agreements of central purchasing bodies,
--     small contracts and oral orders are often not in it, so that purchases outside the register are not purchases without
--     a contract. A match by supplier overstates: the supplier may have sold something else; a sector is coarse too. The
--     invoice comes after the purchase, so what was ordered in the last month of a contract may stand after it. A contract
--     with a group covers the company that it names, and purchases through a sub-contractor stand with whom was paid.
--     Suppliers without an id are matched by their names, and one that is called otherwise is not found. An option counts
--     as used in value, and not in low.
-- pitfalls.fi: Sopimusluettelo ei kata kaikkea: yhteishankinnat, yhteishankintayksiköiden puitejärjestelyt, pienet
--     sopimukset ja suulliset tilaukset puuttuvat siitä usein, joten rekisterin ulkopuolinen osto ei ole osto ilman
--     sopimusta. Osuma toimittajan mukaan antaa liian suuren luvun, koska toimittaja on voinut myydä muutakin; toimialakin
--     on karkea. Lasku tulee oston jälkeen, joten sopimuksen viimeisen kuukauden tilaus voi kirjautua sen jälkeen.
--     Konsernin sopimus kattaa vain siinä nimetyn yhtiön, ja alihankkijan kautta ostettu näkyy sillä, jolle maksettiin.
--     Tunnukseton toimittaja haetaan nimellä, eikä toisin nimetty löydy. Optio lasketaan käytetyksi luvussa mutta ei
--     alarajassa.
-- pitfalls.sv: En avtalskatalog är ingen totalundersökning: samordnade upphandlingar, inköpscentralers ramavtal, små avtal
--     och muntliga beställningar saknas ofta, så inköp utanför registret är inte inköp utan avtal. En träff på leverantören
--     överskattar, eftersom den kan ha sålt något annat; också branschen är grov. Fakturan kommer efter köpet, så en
--     beställning i avtalets sista månad kan stå efter det. Ett koncernavtal täcker det bolag som det nämner, och det som
--     köps genom en underleverantör står hos den som fick betalt. Leverantörer utan nummer söks på namn, och den som heter
--     något annat hittas inte. En option räknas som använd i talet men inte i den nedre gränsen.
-- source: practice of Swedish municipalities (avtalstrohet, leverantörstrohet); tender-scan
WITH forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'contract'), ('measure', 'supplier-share', 'supplier'), ('measure', 'sector-share', 'sector'),
        ('measure', 'outside-amount', 'outside'), ('sector', '', 'contract'), ('sector:supplier-share', '', 'supplier'),
        ('sector:sector-share', '', 'sector'), ('sector:outside-amount', '', 'outside')
    ) AS v (dimension, named, form)
),
cells AS (
    SELECT scope, year, dimension, CASE WHEN named = '' THEN sector ELSE named END AS member, form, amount,
           CASE WHEN supplier <> 'unmatchable' THEN amount ELSE 0 END AS matchable,
           CASE WHEN supplier <> 'unmatchable' THEN lines ELSE 0 END AS lines,
           CASE WHEN (form = 'contract' AND contract IN ('certain', 'assumed')) OR (form = 'supplier' AND supplier = 'yes')
                  OR (form = 'sector' AND same_sector = 'certain') OR (form = 'outside' AND supplier = 'no')
                THEN amount ELSE 0 END AS part,
           CASE WHEN (form = 'contract' AND contract = 'certain') OR (form = 'supplier' AND supplier = 'yes')
                  OR (form = 'sector' AND same_sector = 'certain') OR (form = 'outside' AND supplier = 'no')
                THEN amount ELSE 0 END AS least,
           CASE WHEN (form = 'contract' AND contract <> 'no') OR (form = 'supplier' AND supplier = 'yes')
                  OR (form = 'sector' AND same_sector <> 'no') OR (form = 'outside' AND supplier = 'no')
                THEN amount ELSE 0 END AS most
    FROM contract_spend CROSS JOIN forms
),
sums AS (
    SELECT scope, year, dimension, member, form, SUM(amount) AS total, SUM(matchable) AS base, SUM(lines) AS lines,
           SUM(part) AS part, SUM(least) AS least, SUM(most) AS most, SUM(amount) - SUM(matchable) AS veiled
    FROM cells
    GROUP BY scope, year, dimension, member, form
),
bounds AS (
    SELECT scope, year, dimension, member, form, total, base, lines, part,
           least + CASE WHEN veiled < 0 THEN veiled ELSE 0 END AS least,
           most + CASE WHEN veiled > 0 THEN veiled ELSE 0 END AS most
    FROM sums
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN form = 'outside' THEN CAST(part AS DOUBLE)
            WHEN base > 0 AND total > 0 THEN CAST(part AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN form = 'outside' THEN CAST(least AS DOUBLE)
            WHEN total > 0 THEN CAST(least AS DOUBLE) / CAST(total AS DOUBLE) END AS low,
       CASE WHEN form = 'outside' THEN CAST(most AS DOUBLE)
            WHEN total > 0 THEN CAST(most AS DOUBLE) / CAST(total AS DOUBLE) END AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(CASE WHEN form <> 'outside' THEN base END AS DECIMAL(18,2)) AS denominator,
       CAST(lines AS BIGINT) AS n,
       CASE WHEN total > 0 THEN
            CASE WHEN base < 0 THEN CAST(0 AS DOUBLE) WHEN base > total THEN CAST(1 AS DOUBLE)
                 ELSE CAST(base AS DOUBLE) / CAST(total AS DOUBLE) END END AS coverage
FROM bounds
