-- id: A15
-- name: change-of-spend
-- unit: currency
-- headline: total/total
-- better: neither
-- needs: amount, earlier-year
-- whole-year: all
-- n: suppliers
-- title.en: Change of spend from the year before
-- title.fi: Hankintojen muutos edellisestä vuodesta
-- title.sv: Förändring av inköpen från året före
-- meaning.en: The year's purchases less those of the year before, and the parts that add up to it to the cent: by
--     sector, and by what became of suppliers. Entered are those without a line in the year before, left those
--     without one in the year; grew and shrank are those with lines in both. Natural persons and sole traders are one
--     part, and what is redacted or names no supplier is another. The change is also given as a share of the year
--     before.
-- meaning.fi: Vuoden ostot vähennettynä edellisen vuoden ostoilla sekä osat, jotka summautuvat muutokseksi
--     sentilleen: toimialoittain ja sen mukaan, mitä toimittajille tapahtui. Tulleilta ei ole riviä edellisenä
--     vuonna, lähteneiltä ei ole riviä vuonna itse; kasvaneilta ja supistuneilta on rivejä kumpanakin. Luonnolliset
--     henkilöt ja toiminimet ovat yhdessä yksi osa, ja suojatut tai nimeämättömät toimittajat toinen. Muutos annetaan
--     myös osuutena edellisestä vuodesta.
-- meaning.sv: Årets inköp minus inköpen året före, och delarna som summerar till förändringen på centen: per bransch
--     och efter vad som hände med leverantörerna. De som kommit till saknar rader året före, de som lämnat saknar
--     rader under året; de som ökat och minskat har rader båda åren. Fysiska personer och enskilda firmor är
--     tillsammans en del, och maskerade eller onämnda leverantörer en annan. Förändringen anges också som andel av
--     året före.
-- reading.en: Both years are whole. Each part is the difference of the same sums in the two years, so that one part
--     up and another down may be the same purchases in another sector or from another supplier. Low and high suppose
--     that the purchases of unknown sector, or of unidentified suppliers, belong to the part in one of the years and
--     not in the other. Coverage is the known share of the purchases of both years together. n counts suppliers of
--     both years by what became of them, and those of the year by sector.
-- reading.fi: Kumpikin vuosi on täysi. Jokainen osa on samojen summien erotus kahtena vuonna, joten kasvu yhdessä ja
--     lasku toisessa osassa voi olla samoja ostoja toisella toimialalla tai toiselta toimittajalta. Ala- ja
--     ylärajassa oletetaan, että toimialaltaan tai toimittajaltaan tuntemattomat ostot kuuluvat osaan toisena vuonna
--     mutta eivät toisena. Kattavuus on tunnettu osuus molempien vuosien ostoista yhteensä. n laskee toimittajan
--     kohtalon mukaan molempien vuosien toimittajat ja toimialoittain vuoden toimittajat.
-- reading.sv: Båda åren är hela. Varje del är skillnaden mellan samma summor de två åren, så att en uppgång i en del
--     och en nedgång i en annan kan vara samma inköp i en annan bransch eller från en annan leverantör. Gränserna
--     antar att inköp av okänd bransch, eller från oidentifierade leverantörer, hör till delen det ena året men inte
--     det andra. Täckningen är den kända andelen av båda årens inköp tillsammans. n räknar båda årens leverantörer
--     efter vad som hände med dem, och årets leverantörer per bransch.
-- pitfalls.en: Sums are in the prices of their years. A company that changes its business id or, where there are no
--     ids, its name leaves and enters. A change of practice in posting, a break of the series or one large investment
--     moves more than anything that buyers decide. Who left may come back: one year without an invoice is no end of a
--     contract. Compared is only the year just before; where that is missing or a part, there is no figure.
-- pitfalls.fi: Summat ovat vuosiensa hinnoissa. Yritys, jonka Y-tunnus tai tunnuksettomassa aineistossa nimi vaihtuu,
--     lähtee ja tulee. Kirjaustavan muutos, sarjan sisällön muutos tai yksi suuri investointi siirtää lukuja enemmän
--     kuin mikään, mistä ostajat päättävät. Lähtenyt voi palata: vuosi ilman laskua ei ole sopimuksen loppu.
--     Verrataan vain edelliseen vuoteen; jos se puuttuu tai on vajaa, lukua ei ole.
-- pitfalls.sv: Summorna är i sina års priser. Ett företag som byter organisationsnummer eller, där nummer saknas,
--     namn både lämnar och kommer till. En ändrad konteringspraxis, ett brott i serien eller en enda stor investering
--     flyttar mer än något som köparna beslutar. Den som lämnat kan komma tillbaka: ett år utan faktura är inte
--     slutet på ett avtal. Bara året närmast före jämförs; saknas det eller är det ofullständigt finns inget tal.
-- source: decomposition of a change into entry, exit and continuing units, as in business demography (Eurostat and
--     OECD, Manual on Business Demography Statistics, 2007)
WITH pairs AS (
    SELECT scope, year FROM supplier_changes GROUP BY scope, year
),
both_years AS (
    SELECT scope, year, sector, amount, CAST(0 AS DECIMAL(18,2)) AS before_amount,
           CASE WHEN kind NOT IN ('redacted', 'unnamed') AND worth <> 'zero' THEN suppliers ELSE 0 END AS suppliers
    FROM supplier_groups
    WHERE sector <> 'all'
    UNION ALL
    SELECT scope, CAST(year + 1 AS INT) AS year, sector, CAST(0 AS DECIMAL(18,2)) AS amount, amount AS before_amount,
           CAST(0 AS BIGINT) AS suppliers
    FROM supplier_groups
    WHERE sector <> 'all'
),
compared AS (
    SELECT scope, year, sector, amount, before_amount, suppliers FROM both_years JOIN pairs USING (scope, year)
),
cells AS (
    SELECT scope, year, 'sector' AS dimension, sector AS member, SUM(amount) AS amount, SUM(before_amount) AS before_amount,
           SUM(suppliers) AS suppliers
    FROM compared
    GROUP BY scope, year, sector
    UNION ALL
    SELECT scope, year, 'change' AS dimension, change AS member, SUM(amount) AS amount, SUM(before_amount) AS before_amount,
           SUM(suppliers) AS suppliers
    FROM supplier_changes
    GROUP BY scope, year, change
    UNION ALL
    SELECT scope, year, 'total' AS dimension, 'total' AS member, SUM(amount) AS amount, SUM(before_amount) AS before_amount,
           SUM(suppliers) AS suppliers
    FROM supplier_changes
    GROUP BY scope, year
),
told AS (
    SELECT scope, year, dimension, member, amount, before_amount, suppliers,
           CASE WHEN member IN ('unclassified', 'unidentified') THEN 1 ELSE 0 END AS is_unknown
    FROM cells
),
bounded AS (
    SELECT scope, year, dimension, member, amount, before_amount, suppliers, is_unknown,
           SUM(amount + before_amount) OVER (PARTITION BY scope, year, dimension) AS whole,
           SUM(CASE WHEN is_unknown = 1 THEN amount ELSE 0 END) OVER (PARTITION BY scope, year, dimension) AS unknown_now,
           SUM(CASE WHEN is_unknown = 1 THEN before_amount ELSE 0 END) OVER (PARTITION BY scope, year, dimension) AS unknown_before
    FROM told
),
forms AS (
    SELECT * FROM (VALUES
        ('total', 'total', 'amount'), ('total', 'measure', 'change-share'), ('total', 'measure', 'before-amount'),
        ('sector', 'sector', 'amount'), ('change', 'change', 'amount')
    ) AS v (dimension, part, form)
),
figures AS (
    SELECT scope, year, part AS dimension, CASE WHEN part = 'measure' THEN form ELSE member END AS member, form, suppliers,
           CASE WHEN form = 'before-amount' THEN CAST(before_amount AS DECIMAL(18,2))
                ELSE CAST(amount - before_amount AS DECIMAL(18,2)) END AS change,
           CASE WHEN form = 'change-share' THEN CAST(before_amount AS DECIMAL(18,2)) END AS base,
           CASE WHEN part IN ('sector', 'change') AND is_unknown = 0 THEN 1 ELSE 0 END AS is_open,
           whole, unknown_now, unknown_before
    FROM bounded JOIN forms USING (dimension)
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN form <> 'change-share' THEN CAST(change AS DOUBLE)
            WHEN base > 0 THEN CAST(change AS DOUBLE) / CAST(base AS DOUBLE) END AS value,
       CASE WHEN is_open = 1 THEN
            CAST(change + CASE WHEN unknown_now < 0 THEN unknown_now ELSE 0 END
                        - CASE WHEN unknown_before > 0 THEN unknown_before ELSE 0 END AS DOUBLE) END AS low,
       CASE WHEN is_open = 1 THEN
            CAST(change + CASE WHEN unknown_now > 0 THEN unknown_now ELSE 0 END
                        - CASE WHEN unknown_before < 0 THEN unknown_before ELSE 0 END AS DOUBLE) END AS high,
       change AS numerator,
       base AS denominator,
       CAST(suppliers AS BIGINT) AS n,
       CAST(CASE WHEN dimension IN ('total', 'measure') AND whole <> 0 THEN 1.0 WHEN whole > 0 THEN
             CASE WHEN unknown_now + unknown_before > whole THEN 0.0 WHEN unknown_now + unknown_before < 0 THEN 1.0
                  ELSE CAST(whole - unknown_now - unknown_before AS DOUBLE) / CAST(whole AS DOUBLE) END END AS DOUBLE) AS coverage
FROM figures
