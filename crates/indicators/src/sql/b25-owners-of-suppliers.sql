-- id: B25
-- name: owners-of-suppliers
-- unit: share
-- whole: spend
-- headline: total/total
-- better: neither
-- needs: amount, supplier, owned-companies
-- n: suppliers
-- title.en: Purchases from in-house companies
-- title.fi: Ostot sidosyksiköiltä
-- title.sv: Inköp från egna (in-house) bolag
-- meaning.en: The share of purchases from companies that are in-house to the buyer (sidosyksikkö), by a table that
--     the buyer gives. Also given: share, sum and number of suppliers of each class (in-house; owned by the buyer and
--     not in-house; owned by other municipalities or public bodies; public bodies; associations; private suppliers;
--     unknown), and the purchases from in-house companies weighted by what the buyer owns of each.
-- meaning.fi: Ostajan sidosyksiköiltä tehtyjen ostojen osuus ostajan antaman taulukon mukaan. Lisäksi annetaan kunkin
--     luokan osuus, summa ja toimittajien määrä (sidosyksiköt; ostajan omistamat muut yhtiöt; muiden kuntien tai
--     julkisyhteisöjen omistamat yhtiöt; julkisyhteisöt; yhdistykset; yksityiset toimittajat; tuntemattomat) sekä
--     sidosyksiköiltä tehdyt ostot painotettuina sillä, minkä osan ostaja kustakin omistaa.
-- meaning.sv: Andelen inköp från bolag som är in-house (anknutna enheter) för köparen, enligt en tabell som köparen
--     ger. Dessutom anges andel, belopp och antal leverantörer i varje klass (in-house; ägda av köparen men inte
--     in-house; ägda av andra kommuner eller offentliga organ; offentliga organ; föreningar; privata leverantörer;
--     okända) samt inköpen från in-house-bolag vägda med hur stor del köparen äger av vart och ett.
-- reading.en: The market scope leaves out public bodies and the buyer's own group, so that the external scope shows
--     all classes. A small share in an in-house company shared by many municipalities weighs little although the
--     purchases are in-house. Low and high suppose that nothing, or all, of what is bought from unknown suppliers
--     belongs to the class; coverage is the rest.
-- reading.fi: Markkinoiden rajaus jättää pois julkisyhteisöt ja ostajan oman konsernin, joten kaikki luokat näkyvät
--     rajauksessa "external". Pieni osuus monen kunnan yhteisestä sidosyksiköstä painaa vähän, vaikka ostot tehdään
--     sidosyksiköltä. Ala- ja ylärajassa oletetaan, ettei tuntemattomilta ostetusta luokkaan kuulu mitään tai kuuluu
--     kaikki; kattavuus on muu osa.
-- reading.sv: Omfånget marknad utelämnar offentliga organ och köparens egen koncern, så alla klasser syns i omfånget
--     "external". En liten andel i ett in-house-bolag som delas av många kommuner väger lite, fast inköpen görs
--     in-house. Gränserna antar att inget, eller allt, av det som köps från okända leverantörer hör till klassen;
--     täckningen är resten.
-- pitfalls.en: The class is that of the year's last day. Whether a company is in-house is a matter of law (control
--     and activity) and not of the share alone: the table says it, and nothing here tests it. Companies that are not
--     in the table count as private, so a table that lacks some makes the private share too large. Owners of owners
--     are not followed.
-- pitfalls.fi: Luokka on vuoden viimeisen päivän mukainen. Se, onko yhtiö sidosyksikkö, ratkeaa lain mukaan
--     (määräysvalta ja toiminta) eikä pelkästä osuudesta: taulukko kertoo sen, eikä sitä tarkisteta täällä.
--     Taulukosta puuttuvat yhtiöt luetaan yksityisiksi, joten vajaa taulukko suurentaa yksityisten osuutta.
--     Omistajien omistajia ei seurata.
-- pitfalls.sv: Klassen är den som gäller årets sista dag. Om ett bolag är in-house avgörs av lagen (kontroll och
--     verksamhet) och inte av andelen ensam: tabellen säger det, och inget här prövar det. Bolag som saknas i
--     tabellen räknas som privata, så en ofullständig tabell gör den privata andelen för stor. Ägares ägare följs
--     inte.
-- source: Directive 2014/24/EU on public procurement, article 12 (contracts between entities within the public
--     sector)
WITH cells AS (
    SELECT scope, year, owner, SUM(amount) AS amount, SUM(weighted_amount) AS weighted, SUM(suppliers) AS suppliers
    FROM owner_classes
    GROUP BY scope, year, owner
),
sums AS (
    SELECT scope, year, SUM(amount) AS total, SUM(suppliers) AS suppliers,
           SUM(CASE WHEN owner = 'in-house' THEN amount ELSE 0 END) AS in_house,
           SUM(CASE WHEN owner = 'in-house' THEN weighted ELSE 0 END) AS weighted,
           SUM(CASE WHEN owner = 'unknown' THEN amount ELSE 0 END) AS open_amount
    FROM cells
    GROUP BY scope, year
),
parts AS (
    SELECT scope, year, 'owner' AS level, owner AS class, amount AS part, suppliers FROM cells
    UNION ALL
    SELECT scope, year, 'in-house' AS level, 'in-house' AS class, in_house AS part, suppliers FROM sums
    UNION ALL
    SELECT scope, year, 'weighted' AS level, 'weighted' AS class, weighted AS part, suppliers FROM sums
),
whole AS (
    SELECT scope, year, total, open_amount FROM sums
),
forms AS (
    SELECT * FROM (VALUES
        ('in-house', 'total', 'total', 'share'), ('in-house', 'measure', 'in-house-amount', 'amount'),
        ('weighted', 'measure', 'weighted-share', 'share'), ('weighted', 'measure', 'weighted-amount', 'amount'),
        ('owner', 'owner', 'class', 'share'), ('owner', 'owner:amount', 'class', 'amount'),
        ('owner', 'owner:supplier-count', 'class', 'count')
    ) AS v (level, dimension, member, form)
),
figures AS (
    SELECT scope, year, dimension, CASE WHEN level = 'owner' THEN class ELSE member END AS member, form,
           CASE WHEN form = 'count' THEN CAST(suppliers AS DECIMAL(18,2)) ELSE CAST(part AS DECIMAL(18,2)) END AS part,
           CASE WHEN form <> 'count' AND class <> 'unknown' THEN 1 ELSE 0 END AS is_open,
           suppliers, total, open_amount
    FROM parts JOIN forms USING (level) JOIN whole USING (scope, year)
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN form <> 'share' THEN CAST(part AS DOUBLE)
            WHEN total > 0 THEN CAST(part AS DOUBLE) / CAST(total AS DOUBLE) END AS value,
       CASE WHEN is_open = 1 AND form = 'amount' THEN CAST(part + CASE WHEN open_amount < 0 THEN open_amount ELSE 0 END AS DOUBLE)
            WHEN is_open = 1 AND total > 0 THEN
            CAST(part + CASE WHEN open_amount < 0 THEN open_amount ELSE 0 END AS DOUBLE) / CAST(total AS DOUBLE) END AS low,
       CASE WHEN is_open = 1 AND form = 'amount' THEN CAST(part + CASE WHEN open_amount > 0 THEN open_amount ELSE 0 END AS DOUBLE)
            WHEN is_open = 1 AND total > 0 THEN
            CAST(part + CASE WHEN open_amount > 0 THEN open_amount ELSE 0 END AS DOUBLE) / CAST(total AS DOUBLE) END AS high,
       part AS numerator,
       CASE WHEN form = 'share' THEN CAST(total AS DECIMAL(18,2)) END AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN open_amount > total THEN 0.0 WHEN open_amount < 0 THEN 1.0
                  ELSE CAST(total - open_amount AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM figures
