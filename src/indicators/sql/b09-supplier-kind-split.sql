-- id: B9
-- name: supplier-kind-split
-- unit: share
-- headline: total/total
-- needs: amount, supplier
-- n: suppliers
-- title.en: Spend by kind of supplier
-- title.fi: Ostot toimittajatyypeittäin
-- title.sv: Inköp per leverantörstyp
-- meaning.en: How spend and suppliers divide between companies, sole traders, associations, co-operatives, public
--     bodies, persons and foreign suppliers. The headline is the share of companies in the spend whose supplier kind
--     is known.
-- meaning.fi: Miten ostot ja toimittajat jakautuvat yhtiöihin, toiminimiin, yhdistyksiin, osuuskuntiin,
--     julkisyhteisöihin, henkilöihin ja ulkomaisiin toimittajiin. Pääluku on yhtiöiden osuus niistä ostoista, joiden
--     toimittajan tyyppi tunnetaan.
-- meaning.sv: Hur inköp och leverantörer fördelar sig på bolag, enskilda näringsidkare, föreningar, kooperativ,
--     offentliga organ, personer och utländska leverantörer. Huvudtalet är bolagens andel av de inköp vars
--     leverantörstyp är känd.
-- reading.en: The shares add up to 100 %. Read this before the local shares: public bodies can make up much of the
--     sum and are local in ways of their own. Low and high show a kind's share if none, or all, of the unknown and
--     redacted part belonged to it.
-- reading.fi: Osuudet summautuvat sataan prosenttiin. Lue tämä ennen paikallisuuslukuja: julkisyhteisöt voivat olla
--     suuri osa summasta ja ovat paikallisia omalla tavallaan. Ala- ja yläraja kertovat tyypin osuuden, jos
--     tuntemattomasta ja suojatusta osasta siihen ei kuuluisi mitään tai kuuluisi kaikki.
-- reading.sv: Andelarna summerar till 100 %. Läs detta före de lokala andelarna: offentliga organ kan stå för mycket
--     av summan och är lokala på sitt eget sätt. Nedre och övre gränsen visar typens andel om inget eller allt av den
--     okända och maskerade delen hörde dit.
-- pitfalls.en: The kind comes from company form, name and id, and registers lack many public bodies, associations and
--     sole traders. A company owned by a municipality counts as a company here. Redacted persons are in the sums as a
--     class of their own, not in the supplier counts.
-- pitfalls.fi: Tyyppi päätellään yhtiömuodosta, nimestä ja tunnuksesta, ja rekistereistä puuttuu julkisyhteisöjä,
--     yhdistyksiä ja toiminimiä. Kunnan omistama yhtiö on tässä yhtiö. Suojatut henkilöt ovat summissa omana
--     luokkanaan, eivät toimittajamäärissä.
-- pitfalls.sv: Typen härleds ur bolagsform, namn och nummer, och registren saknar många offentliga organ, föreningar
--     och enskilda näringsidkare. Ett kommunägt bolag räknas här som bolag. Maskerade personer ingår i beloppen som
--     en egen klass, inte i leverantörsantalen.
-- source: Paimio purchase analysis (companies, public bodies, associations, persons); company form, name and id
--     pattern
WITH sums AS (
    SELECT scope, year, kind, SUM(amount) AS amount,
           SUM(CASE WHEN kind <> 'redacted' AND amount <> 0 THEN 1 ELSE 0 END) AS suppliers,
           MAX(CASE WHEN kind IN ('unknown', 'redacted') THEN 1 ELSE 0 END) AS is_unknown
    FROM supplier_years
    GROUP BY scope, year, kind
),
totals AS (
    SELECT scope, year, SUM(amount) AS total, SUM(suppliers) AS suppliers,
           SUM(CASE WHEN is_unknown = 1 THEN amount ELSE 0 END) AS unknown_amount,
           SUM(CASE WHEN is_unknown = 1 THEN suppliers ELSE 0 END) AS unknown_suppliers,
           SUM(CASE WHEN kind = 'company' THEN amount ELSE 0 END) AS companies
    FROM sums
    GROUP BY scope, year
),
shares AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, 0 AS is_unknown,
           CAST(companies AS DECIMAL(18,2)) AS part, CAST(total - unknown_amount AS DECIMAL(18,2)) AS base,
           CAST(total AS DECIMAL(18,2)) AS whole, CAST(unknown_amount AS DECIMAL(18,2)) AS unknown_part,
           suppliers - unknown_suppliers AS suppliers, total, total - unknown_amount AS known_amount
    FROM totals
    UNION ALL
    SELECT s.scope AS scope, s.year AS year, 'kind:amount-share' AS dimension, s.kind AS member, s.is_unknown AS is_unknown,
           CAST(s.amount AS DECIMAL(18,2)) AS part, CAST(t.total AS DECIMAL(18,2)) AS base,
           CAST(t.total AS DECIMAL(18,2)) AS whole, CAST(t.unknown_amount AS DECIMAL(18,2)) AS unknown_part,
           s.suppliers AS suppliers, t.total AS total, t.total - t.unknown_amount AS known_amount
    FROM sums AS s
    JOIN totals AS t ON s.scope = t.scope AND s.year = t.year
    UNION ALL
    SELECT s.scope AS scope, s.year AS year, 'kind:supplier-share' AS dimension, s.kind AS member, s.is_unknown AS is_unknown,
           CAST(s.suppliers AS DECIMAL(18,2)) AS part, CAST(t.suppliers AS DECIMAL(18,2)) AS base,
           CAST(t.suppliers AS DECIMAL(18,2)) AS whole, CAST(t.unknown_suppliers AS DECIMAL(18,2)) AS unknown_part,
           s.suppliers AS suppliers, t.total AS total, t.total - t.unknown_amount AS known_amount
    FROM sums AS s
    JOIN totals AS t ON s.scope = t.scope AND s.year = t.year
    WHERE s.kind <> 'redacted'
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN whole > 0 AND base > 0 THEN CAST(part AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN whole > 0 AND is_unknown = 0 THEN
            CAST(part + CASE WHEN unknown_part < 0 THEN unknown_part ELSE 0 END AS DOUBLE) / CAST(whole AS DOUBLE) END AS low,
       CASE WHEN whole > 0 AND is_unknown = 0 THEN
            CAST(part + CASE WHEN unknown_part > 0 THEN unknown_part ELSE 0 END AS DOUBLE) / CAST(whole AS DOUBLE) END AS high,
       part AS numerator,
       base AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN known_amount < 0 THEN 0.0 WHEN known_amount > total THEN 1.0
                  ELSE CAST(known_amount AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM shares
