-- id: B8
-- name: association-share
-- unit: share
-- whole: spend
-- headline: total/total
-- better: more
-- needs: amount, supplier
-- n: suppliers
-- title.en: Share of associations, foundations and co-operatives
-- title.fi: Yhdistysten, säätiöiden ja osuuskuntien osuus ostoista
-- title.sv: Föreningars, stiftelsers och kooperativs andel av inköpen
-- meaning.en: The share of spend that goes to associations, foundations and co-operatives, among purchases whose
--     supplier kind is known. Also given: the share of all purchases, the share of suppliers, and both kinds apart
--     (foundations stand with the associations). The share is given by sector, unit and department too.
-- meaning.fi: Yhdistyksiltä, säätiöiltä ja osuuskunnilta ostettu osuus niistä ostoista, joiden toimittajan tyyppi
--     tunnetaan. Lisäksi annetaan osuus kaikista ostoista, osuus toimittajista ja kumpikin tyyppi erikseen (säätiöt
--     ovat yhdistysten joukossa). Osuus annetaan myös toimialoittain, yksiköittäin ja hallintokunnittain.
-- meaning.sv: Andelen av inköpen från föreningar, stiftelser och kooperativ, bland inköp vars leverantörstyp är
--     känd. Dessutom anges andelen av alla inköp, andelen av leverantörerna och de båda typerna var för sig
--     (stiftelser räknas till föreningarna). Andelen ges också per bransch, enhet och förvaltning.
-- reading.en: It tells how much of the spend third-sector and member-owned suppliers have. Low and high show the
--     share if none, or all, of the unknown and redacted part belonged to them.
-- reading.fi: Luku kertoo, kuinka suuri osa ostoista tulee järjestöiltä ja jäsentensä omistamilta toimittajilta.
--     Ala- ja yläraja kertovat osuuden, jos tuntemattomasta ja suojatusta osasta niille ei kuuluisi mitään tai
--     kuuluisi kaikki.
-- reading.sv: Talet visar hur stor del av inköpen som kommer från civilsamhället och medlemsägda leverantörer. Nedre
--     och övre gränsen visar andelen om inget eller allt av den okända och maskerade delen hörde dit.
-- pitfalls.en: These are purchases, not grants: grants are left out of scope where the accounts tell them apart.
--     Some co-operatives are large retail, bank or energy groups; read the two kinds apart. A company owned by an
--     association counts as a company. The kind comes from company form and name, and registers lack many small
--     associations.
-- pitfalls.fi: Kyse on ostoista, ei avustuksista: avustukset on rajattu pois, kun tilit erottavat ne. Osa
--     osuuskunnista on suuria kauppa-, pankki- tai energiaryhmiä; lue tyypit erikseen. Yhdistyksen omistama yhtiö on
--     tässä yhtiö. Tyyppi päätellään yhtiömuodosta ja nimestä, ja rekistereistä puuttuu pieniä yhdistyksiä.
-- pitfalls.sv: Det gäller inköp, inte bidrag: bidrag hålls utanför när kontona skiljer ut dem. En del kooperativ är
--     stora handels-, bank- eller energigrupper; läs typerna var för sig. Ett bolag som ägs av en förening räknas
--     som bolag. Typen härleds ur bolagsform och namn, och registren saknar många små föreningar.
-- source: Paimio purchase analysis (associations); City of Bradford, spend with voluntary and community
--     organisations
WITH cells AS (
    SELECT scope, year, CASE WHEN sector = 'all' THEN 'all' ELSE 'sector' END AS level, sector AS class, kind,
           CAST(SUM(amount) AS DECIMAL(18,2)) AS amount, SUM(suppliers) AS suppliers
    FROM profiles
    GROUP BY scope, year, sector, kind
    UNION ALL
    SELECT scope, year, level, unit AS class, kind, CAST(SUM(amount) AS DECIMAL(18,2)) AS amount,
           SUM(CASE WHEN kind IN ('redacted', 'unnamed') THEN 0 ELSE suppliers END) AS suppliers
    FROM units
    WHERE sector = 'all'
    GROUP BY scope, year, level, unit, kind
),
forms AS (
    SELECT * FROM (VALUES
        ('all', 'total', 'total'), ('all', 'measure', 'of-all'), ('all', 'measure', 'supplier-share'),
        ('all', 'kind:amount-share', 'association'), ('all', 'kind:amount-share', 'co-operative'),
        ('sector', 'sector', 'class'), ('unit', 'unit', 'class'), ('department', 'department', 'class')
    ) AS v (level, dimension, form)
),
parts AS (
    SELECT scope, year, dimension, CASE WHEN form = 'class' THEN class ELSE form END AS member, amount, suppliers,
           CASE WHEN form = 'supplier-share' THEN CAST(suppliers AS DECIMAL(18,2)) ELSE amount END AS part,
           CASE WHEN dimension = 'kind:amount-share' THEN kind = form
                ELSE kind IN ('association', 'co-operative') END AS wanted,
           kind NOT IN ('unknown', 'redacted', 'unnamed') OR form = 'of-all' OR dimension = 'kind:amount-share' AS in_base,
           kind IN ('unknown', 'redacted', 'unnamed') AS is_unknown
    FROM cells JOIN forms USING (level)
),
measures AS (
    SELECT scope, year, dimension, member,
           SUM(CASE WHEN wanted THEN part ELSE 0 END) AS part,
           SUM(CASE WHEN in_base THEN part ELSE 0 END) AS base,
           SUM(CASE WHEN is_unknown THEN part ELSE 0 END) AS unknown,
           SUM(part) AS whole,
           SUM(CASE WHEN in_base AND (wanted OR dimension <> 'kind:amount-share') THEN suppliers ELSE 0 END) AS suppliers,
           SUM(CASE WHEN NOT is_unknown THEN amount ELSE 0 END) AS known,
           SUM(amount) AS total
    FROM parts
    GROUP BY scope, year, dimension, member
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN whole > 0 AND base > 0 THEN CAST(part AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN whole > 0 THEN
            CAST(part + CASE WHEN unknown < 0 THEN unknown ELSE 0 END AS DOUBLE) / CAST(whole AS DOUBLE) END AS low,
       CASE WHEN whole > 0 THEN
            CAST(part + CASE WHEN unknown > 0 THEN unknown ELSE 0 END AS DOUBLE) / CAST(whole AS DOUBLE) END AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(base AS DECIMAL(18,2)) AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN total > 0 THEN
             CASE WHEN known < 0 THEN 0.0 WHEN known > total THEN 1.0
                  ELSE CAST(known AS DOUBLE) / CAST(total AS DOUBLE) END END AS DOUBLE) AS coverage
FROM measures
