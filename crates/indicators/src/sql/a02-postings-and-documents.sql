-- id: A2
-- name: postings-and-documents
-- unit: count
-- headline: total/total
-- better: neither
-- needs: amount
-- n: lines
-- title.en: Posting lines, vouchers and invoices
-- title.fi: Laskurivit, tositteet ja laskut
-- title.sv: Konteringsrader, verifikationer och fakturor
-- meaning.en: The number of posting lines in scope, and where the data has the numbers, of distinct vouchers and of
--     distinct invoices (supplier and invoice number together).
-- meaning.fi: Rajaukseen kuuluvien laskurivien lukumäärä sekä, jos aineistossa on numerot, eri tositteiden ja eri
--     laskujen määrä (toimittaja ja laskun numero yhdessä).
-- meaning.sv: Antalet konteringsrader inom avgränsningen samt, om materialet har nummer, antalet olika verifikationer
--     och fakturor (leverantör och fakturanummer tillsammans).
-- reading.en: The headline counts lines. Vouchers and invoices are empty, not zero, when the export has no such
--     number.
-- reading.fi: Pääluku on rivien määrä. Tositteiden ja laskujen kohta on tyhjä eikä nolla, jos aineistossa ei ole
--     vastaavaa numeroa.
-- reading.sv: Huvudtalet är antalet rader. Verifikationer och fakturor är tomma, inte noll, när exporten saknar
--     sådana nummer.
-- pitfalls.en: One line is one posting, not one invoice: a change in posting practice changes the number of lines
--     without any change in buying. Do not compare an average per line between years or municipalities.
-- pitfalls.fi: Yksi rivi on yksi laskurivi, ei yksi lasku: kirjaustavan muutos muuttaa rivimäärää, vaikka
--     hankinnat pysyisivät ennallaan. Rivikohtaisia keskiarvoja ei pidä verrata vuosien tai kuntien välillä.
-- pitfalls.sv: En rad är en kontering, inte en faktura: ändrad konteringspraxis ändrar radantalet utan att inköpen
--     ändras. Jämför inte medelvärden per rad mellan år eller kommuner.
-- source: column definitions of Finnish and Swedish open purchase-invoice data: one row is one posting, not one
--     invoice
WITH measures AS (
    SELECT scope, year, 'total' AS dimension, 'total' AS member, lines AS counted, lines FROM documents
    UNION ALL
    SELECT scope, year, 'measure' AS dimension, 'lines' AS member, lines AS counted, lines FROM documents
    UNION ALL
    SELECT scope, year, 'measure' AS dimension, 'vouchers' AS member, vouchers AS counted, lines FROM documents
    UNION ALL
    SELECT scope, year, 'measure' AS dimension, 'invoices' AS member, invoices AS counted, lines FROM documents
)
SELECT scope,
       CAST(year AS STRING) AS period,
       dimension,
       member,
       CAST(counted AS DOUBLE) AS value,
       CAST(NULL AS DOUBLE) AS low,
       CAST(NULL AS DOUBLE) AS high,
       CAST(counted AS DECIMAL(18,2)) AS numerator,
       CAST(NULL AS DECIMAL(18,2)) AS denominator,
       CAST(lines AS BIGINT) AS n,
       CAST(CASE WHEN counted IS NULL THEN 0.0 ELSE 1.0 END AS DOUBLE) AS coverage
FROM measures
