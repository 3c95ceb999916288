-- id: B18
-- name: payment-time
-- unit: share
-- whole: spend
-- headline: total/total
-- better: more
-- needs: amount, payment-date
-- n: invoices
-- title.en: Paid within 30 days of the invoice
-- title.fi: Maksettu 30 päivän kuluessa laskun päivästä
-- title.sv: Betalt inom 30 dagar från fakturadatum
-- meaning.en: The share of the sum that was paid at most 30 days after the date of the invoice, among those whose
--     invoice and payment are both dated. Also given: the shares within 14, 30 and 60 days by sum and by invoices,
--     the mean and the median of the days by invoices, all of these by size of supplier (the shares within 30 days),
--     and the share that was paid after the due date where there is one. An invoice is a supplier's invoice number;
--     where a line has none, the posting stands for it, and the share of invoices that have a number is given too.
-- meaning.fi: Se osuus summasta, joka maksettiin viimeistään 30 päivän kuluttua laskun päivästä, kun sekä laskun että
--     maksun päivä tunnetaan. Lisäksi annetaan 14, 30 ja 60 päivän osuudet summasta ja laskuista, päivien keskiarvo
--     ja mediaani laskuittain, samat luvut toimittajan koon mukaan (osuus 30 päivässä) sekä eräpäivän jälkeen
--     maksettu osuus, jos eräpäivä on aineistossa. Lasku on toimittajan laskun numero; jos rivillä ei ole numeroa,
--     rivi lasketaan laskuksi, ja rinnalla annetaan niiden laskujen osuus, joilla on numero.
-- meaning.sv: Andelen av pengarna som betalades senast 30 dagar efter fakturans datum, när både fakturans och
--     betalningens datum är kända. Dessutom anges andelarna inom 14, 30 och 60 dagar av pengarna och av fakturorna,
--     medelvärde och median av dagarna per faktura, samma tal efter leverantörens storlek (andelen inom 30 dagar)
--     samt andelen som betalades efter förfallodagen när en sådan finns. En faktura är leverantörens fakturanummer;
--     saknar raden nummer räknas raden som en faktura, och andelen fakturor som har nummer anges också.
-- reading.en: Public bodies are to pay within 30 days, in exceptional cases within 60, counted from the receipt of
--     the invoice, which is mostly some days after its date. The bounds suppose that all whose dates are not known,
--     or cannot be right, were paid later, or in time. Coverage is the share of the sum whose span is known.
-- reading.fi: Julkisen hankintayksikön on maksettava 30 päivän, poikkeuksellisesti 60 päivän kuluessa laskun
--     saapumisesta, joka on yleensä muutaman päivän laskun päiväystä myöhemmin. Rajoissa oletetaan, että kaikki,
--     joiden päivät puuttuvat tai eivät voi pitää paikkaansa, maksettiin myöhemmin tai ajoissa. Kattavuus on se osuus
--     summasta, jonka maksuaika tunnetaan.
-- reading.sv: Offentliga köpare ska betala inom 30 dagar, undantagsvis inom 60, räknat från det att fakturan kom in,
--     oftast några dagar efter dess datum. Gränserna antar att allt vars datum saknas eller inte kan stämma betalades
--     senare, respektive i tid. Täckningen är andelen av pengarna vars betalningstid är känd.
-- pitfalls.en: Days run from the date on the invoice, not from its receipt, and an invoice in dispute waits for the
--     supplier. Left out and counted apart: payments before the date of the invoice, spans over two years, postings
--     without one of the dates (some of which are not paid yet), and postings below zero. An invoice that was paid in
--     parts counts once for each span. Late interest and compensation are not told: no line says which it is. The
--     mean and the median have no bounds, because what is not known could be any number of days.
-- pitfalls.fi: Päivät lasketaan laskun päiväyksestä eikä saapumisesta, ja riitautettu lasku odottaa toimittajaa. Pois
--     on jätetty ja erikseen laskettu ennen laskun päivää tehdyt maksut, yli kahden vuoden maksuajat, rivit, joilta
--     puuttuu jompikumpi päivä (osa niistä on vielä maksamatta), ja nollaa pienemmät rivit. Osissa maksettu lasku
--     lasketaan kerran kutakin maksuaikaa kohti. Viivästyskorkoa ja vakiokorvausta ei kerrota, koska rivit eivät
--     erottele niitä. Keskiarvolla ja mediaanilla ei ole rajoja, koska tuntematon maksuaika voi olla mikä tahansa.
-- pitfalls.sv: Dagarna räknas från datumet på fakturan, inte från när den kom in, och en omtvistad faktura väntar på
--     leverantören. Utelämnade och räknade för sig är betalningar före fakturans datum, tider över två år, rader utan
--     ett av datumen (en del är ännu obetalda) och rader under noll. En faktura som betalats i delar räknas en gång
--     för varje betalningstid. Dröjsmålsränta och förseningsersättning visas inte, eftersom inga rader skiljer ut
--     dem. Medelvärdet och medianen saknar gränser, eftersom en okänd tid kan vara hur lång som helst.
-- source: Directive 2011/7/EU on combating late payment, article 4: 30 days, in exceptional cases 60; the shares by
--     number and value follow public prompt-payment reports
WITH told AS (
    SELECT scope, year, 'all' AS size, span, due, days, counted_by, amount, invoices FROM payments
    UNION ALL
    SELECT scope, year, size, span, due, days, counted_by, amount, invoices FROM payments
),
sums AS (
    SELECT scope, year, size,
           SUM(CASE WHEN span <> 'credit' THEN amount ELSE 0 END) AS whole_amount,
           SUM(CASE WHEN span = 'known' THEN amount ELSE 0 END) AS known_amount,
           SUM(CASE WHEN span = 'known' AND days <= 14 THEN amount ELSE 0 END) AS amount_14,
           SUM(CASE WHEN span = 'known' AND days <= 30 THEN amount ELSE 0 END) AS amount_30,
           SUM(CASE WHEN span = 'known' AND days <= 60 THEN amount ELSE 0 END) AS amount_60,
           SUM(CASE WHEN due <> 'unknown' THEN amount ELSE 0 END) AS due_amount,
           SUM(CASE WHEN due = 'late' THEN amount ELSE 0 END) AS late_amount,
           SUM(CASE WHEN span <> 'credit' THEN invoices ELSE 0 END) AS whole,
           SUM(CASE WHEN span = 'known' THEN invoices ELSE 0 END) AS known,
           SUM(CASE WHEN span = 'known' AND days <= 14 THEN invoices ELSE 0 END) AS number_14,
           SUM(CASE WHEN span = 'known' AND days <= 30 THEN invoices ELSE 0 END) AS number_30,
           SUM(CASE WHEN span = 'known' AND days <= 60 THEN invoices ELSE 0 END) AS number_60,
           SUM(CASE WHEN due <> 'unknown' THEN invoices ELSE 0 END) AS due_number,
           SUM(CASE WHEN due = 'late' THEN invoices ELSE 0 END) AS late_number,
           SUM(CASE WHEN span = 'known' THEN days * invoices ELSE 0 END) AS all_days,
           SUM(CASE WHEN span = 'known' AND counted_by = 'invoice' THEN invoices ELSE 0 END) AS numbered,
           SUM(CASE WHEN span = 'open' THEN invoices ELSE 0 END) AS open_number,
           SUM(CASE WHEN span = 'before-invoice' THEN invoices ELSE 0 END) AS before_number,
           SUM(CASE WHEN span = 'over-two-years' THEN invoices ELSE 0 END) AS over_number,
           SUM(CASE WHEN span = 'credit' THEN invoices ELSE 0 END) AS credit_number
    FROM told
    GROUP BY scope, year, size
),
by_days AS (
    SELECT scope, year, size, days, SUM(invoices) AS invoices
    FROM told
    WHERE span = 'known'
    GROUP BY scope, year, size, days
),
placed AS (
    SELECT scope, year, size, days,
           SUM(invoices) OVER (PARTITION BY scope, year, size ORDER BY days
                               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS up_to,
           SUM(invoices) OVER (PARTITION BY scope, year, size) AS invoices
    FROM by_days
),
middle AS (
    SELECT scope, year, size,
           MIN(CASE WHEN 2 * up_to >= invoices THEN days END) + MIN(CASE WHEN 2 * up_to > invoices THEN days END) AS twice
    FROM placed
    GROUP BY scope, year, size
),
forms AS (
    SELECT * FROM (VALUES
        ('all', 'total', 'total', 'amount-30'),
        ('all', 'within', '14-days', 'amount-14'),
        ('all', 'within', '30-days', 'amount-30'),
        ('all', 'within', '60-days', 'amount-60'),
        ('all', 'within:invoice-share', '14-days', 'number-14'),
        ('all', 'within:invoice-share', '30-days', 'number-30'),
        ('all', 'within:invoice-share', '60-days', 'number-60'),
        ('all', 'measure', 'mean-days', 'mean'),
        ('all', 'measure', 'median-days', 'median'),
        ('all', 'measure', 'late-amount-share', 'late-amount'),
        ('all', 'measure', 'late-invoice-share', 'late-number'),
        ('all', 'measure', 'numbered-share', 'numbered'),
        ('all', 'measure', 'open-count', 'open'),
        ('all', 'measure', 'before-invoice-count', 'before'),
        ('all', 'measure', 'over-two-years-count', 'over'),
        ('all', 'measure', 'credit-count', 'credit'),
        ('size', 'size', 'size', 'amount-30'),
        ('size', 'size:invoice-share', 'size', 'number-30'),
        ('size', 'size:mean-days', 'size', 'mean'),
        ('size', 'size:median-days', 'size', 'median')
    ) AS v (among, dimension, member, form)
),
measures AS (
    SELECT scope, year, dimension, CASE WHEN among = 'size' THEN size ELSE member END AS member, form,
           CASE WHEN form IN ('amount-14', 'amount-30', 'amount-60', 'late-amount') THEN 'amount'
                WHEN form IN ('number-14', 'number-30', 'number-60', 'late-number') THEN 'number'
                WHEN form IN ('mean', 'median', 'numbered') THEN 'of-known'
                ELSE 'count' END AS kind,
           CAST(CASE form WHEN 'amount-14' THEN amount_14 WHEN 'amount-30' THEN amount_30
                          WHEN 'amount-60' THEN amount_60 WHEN 'late-amount' THEN late_amount END AS DECIMAL(18,2)) AS part_amount,
           CAST(CASE WHEN form IN ('late-amount', 'late-number') THEN due_amount ELSE known_amount END
                AS DECIMAL(18,2)) AS base_amount,
           CAST(whole_amount AS DECIMAL(18,2)) AS whole_amount,
           CAST(CASE form WHEN 'number-14' THEN number_14 WHEN 'number-30' THEN number_30
                          WHEN 'number-60' THEN number_60 WHEN 'late-number' THEN late_number
                          WHEN 'mean' THEN all_days WHEN 'numbered' THEN numbered WHEN 'open' THEN open_number
                          WHEN 'before' THEN before_number WHEN 'over' THEN over_number
                          WHEN 'credit' THEN credit_number END AS DECIMAL(18,2)) AS part,
           CAST(CASE WHEN form IN ('late-amount', 'late-number') THEN due_number ELSE known END AS DECIMAL(18,2)) AS base,
           CAST(whole AS DECIMAL(18,2)) AS whole,
           twice
    FROM sums LEFT JOIN middle USING (scope, year, size) CROSS JOIN forms
    WHERE (size = 'all' AND among = 'all') OR (size <> 'all' AND among = 'size')
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CASE WHEN kind = 'amount' THEN CAST(part_amount AS DOUBLE) / NULLIF(CAST(base_amount AS DOUBLE), 0)
            WHEN form = 'median' THEN CAST(twice AS DOUBLE) / 2
            WHEN kind = 'count' THEN CAST(part AS DOUBLE)
            ELSE CAST(part AS DOUBLE) / NULLIF(CAST(base AS DOUBLE), 0) END AS value,
       CASE WHEN kind = 'amount' THEN CAST(part_amount AS DOUBLE) / NULLIF(CAST(whole_amount AS DOUBLE), 0)
            WHEN kind = 'number' THEN CAST(part AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) END AS low,
       CASE WHEN kind = 'amount' THEN CAST(part_amount + whole_amount - base_amount AS DOUBLE)
                                      / NULLIF(CAST(whole_amount AS DOUBLE), 0)
            WHEN kind = 'number' THEN CAST(part + whole - base AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) END AS high,
       CAST(CASE WHEN kind = 'amount' THEN part_amount ELSE part END AS DECIMAL(18,2)) AS numerator,
       CAST(CASE WHEN kind = 'amount' THEN base_amount WHEN kind <> 'count' AND form <> 'median' THEN base END
            AS DECIMAL(18,2)) AS denominator,
       CAST(CASE WHEN kind = 'count' THEN part ELSE base END AS BIGINT) AS n,
       CASE WHEN kind <> 'count' THEN CAST(base_amount AS DOUBLE) / NULLIF(CAST(whole_amount AS DOUBLE), 0) END AS coverage
FROM measures
