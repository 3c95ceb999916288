-- id: B9
-- name: supplier-kind-split
-- unit: share
-- whole: spend
-- headline: total/total
-- better: neither
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
WITH flagged AS (
    SELECT scope, year, kind, kind NOT IN ('redacted', 'unnamed') AND worth <> 'zero' AS counted, amount, suppliers
    FROM supplier_groups
    WHERE sector = 'all'
),
cells AS (
    SELECT scope, year, kind, counted, SUM(amount) AS amount, SUM(suppliers) AS suppliers
    FROM flagged
    GROUP BY scope, year, kind, counted
),
sums AS (
    SELECT scope, year, kind, SUM(amount) AS amount, SUM(CASE WHEN counted THEN suppliers ELSE 0 END) AS suppliers,
           MAX(CASE WHEN kind IN ('unknown', 'redacted', 'unnamed') THEN 1 ELSE 0 END) AS is_unknown
    FROM cells
    GROUP BY scope, year, kind
),
forms AS (
    SELECT * FROM (VALUES ('total'), ('kind:amount-share'), ('kind:supplier-share')) AS v (dimension)
),
parts AS (
    SELECT scope, year, kind, dimension, is_unknown, suppliers, amount,
           CASE WHEN dimension = 'kind:supplier-share' THEN CAST(suppliers AS DECIMAL(18,2))
                ELSE CAST(amount AS DECIMAL(18,2)) END AS part
    FROM sums CROSS JOIN forms
),
bounded AS (
    SELECT scope, year, kind, dimension, is_unknown, suppliers, part,
           SUM(part) OVER (PARTITION BY scope, year, dimension) AS whole,
           SUM(CASE WHEN is_unknown = 1 THEN part ELSE 0 END) OVER (PARTITION BY scope, year, dimension) AS unknown_part,
           SUM(amount) OVER (PARTITION BY scope, year, dimension) AS total,
           SUM(CASE WHEN is_unknown = 1 THEN 0 ELSE amount END) OVER (PARTITION BY scope, year, dimension) AS known_amount
    FROM parts
),
members AS (
    SELECT scope, year, dimension, CASE WHEN dimension = 'total' THEN 'total' ELSE kind END AS member,
           CASE WHEN dimension = 'total' THEN 0 ELSE is_unknown END AS is_unknown,
           CASE WHEN dimension = 'total' AND kind <> 'company' THEN 0 ELSE part END AS part,
           CASE WHEN dimension = 'total' THEN whole - unknown_part ELSE whole END AS base, whole, unknown_part,
           CASE WHEN dimension = 'total' AND is_unknown = 1 THEN 0 ELSE suppliers END AS suppliers, total, known_amount
    FROM bounded
    WHERE dimension <> 'kind:supplier-share' OR kind NOT IN ('redacted', 'unnamed')
),
shares AS (
    SELECT scope, year, dimension, member, is_unknown, CAST(SUM(part) AS DECIMAL(18,2)) AS part,
           CAST(base AS DECIMAL(18,2)) AS base, whole, unknown_part, SUM(suppliers) AS suppliers, total, known_amount
    FROM members
    GROUP BY scope, year, dimension, member, is_unknown, base, whole, unknown_part, total, known_amount
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
