-- id: C6
-- name: sme-contractors
-- unit: share
-- whole: tenders
-- headline: total/total
-- better: more
-- needs: tender-winner-size
-- n: awards
-- title.en: Awards to small and medium-sized firms
-- title.fi: Pk-yrityksille tehdyt hankintapäätökset
-- title.sv: Tilldelningar till små och medelstora företag
-- meaning.en: Awards to micro, small and medium-sized firms, as a share of awards to firms whose size is known; also
--     by procedure and sector. An award is of a lot to one winner. The same share of bids is given beside it, where
--     their sizes are told.
-- meaning.fi: Mikro-, pienille ja keskisuurille yrityksille tehtyjen hankintapäätösten osuus päätöksistä, joissa
--     yrityksen koko tunnetaan; myös menettelyittäin ja toimialoittain. Päätös on yhden osan antaminen yhdelle
--     voittajalle. Rinnalla annetaan sama osuus tarjouksista, jos tarjoajien koot tunnetaan.
-- meaning.sv: Tilldelningar till mikroföretag, små och medelstora företag som andel av tilldelningar till företag
--     vars storlek är känd; även per förfarande och bransch. En tilldelning är av ett anbudsområde till en vinnare.
--     Bredvid anges samma andel av anbuden, där storlekarna är kända.
-- reading.en: Held against the share of bids it shows whether small firms win as often as they bid. Low and high
--     suppose that none, or all, of an unknown size are small or medium-sized.
-- reading.fi: Tarjousten osuuteen verrattuna luku kertoo, voittavatko pienet yritykset niin usein kuin ne tarjoavat.
--     Rajoissa oletetaan, ettei yksikään tai että jokainen tuntemattoman kokoinen on pk-yritys.
-- reading.sv: Ställd mot andelen av anbuden visar den om små företag vinner så ofta som de bjuder. Gränserna antar
--     att inga, respektive alla, av okänd storlek är små eller medelstora.
-- pitfalls.en: Sizes are as the table tells them, mostly by staff alone: whether a firm belongs to a group is not
--     known. Awards are counted, not their value. It needs the sizes of winners; those of bidders alone are told by
--     C9.
-- pitfalls.fi: Koot ovat taulukon mukaisia, yleensä vain henkilöstön perusteella: konserniin kuulumista ei tunneta.
--     Luku laskee päätöksiä, ei niiden arvoa. Se tarvitsee voittajien koot; pelkät tarjoajien koot kertoo C9.
-- pitfalls.sv: Storlekarna är de som tabellen anger, oftast efter antalet anställda: om ett företag ingår i en
--     koncern är inte känt. Tilldelningar räknas, inte deras värde. Vinnarnas storlek krävs; anbudsgivarnas visas av
--     C9.
-- source: European Commission, Single Market Scoreboard, public procurement, SME contractors and SME bids; Commission
--     Recommendation 2003/361/EC
WITH told AS (
    SELECT year, 'total' AS dimension, 'total' AS member, role, size, number
    FROM tender_parties
    UNION ALL
    SELECT year, 'procedure' AS dimension, procedure AS member, role, size, number
    FROM tender_parties
    WHERE procedure <> 'all'
    UNION ALL
    SELECT year, 'sector' AS dimension, sector AS member, role, size, number
    FROM tender_parties
    WHERE sector <> 'all'
),
sums AS (
    SELECT year, dimension, member, role,
           SUM(CASE WHEN size IN ('micro', 'small', 'medium', 'sme') THEN number ELSE 0 END) AS part,
           SUM(CASE WHEN size <> 'unknown' THEN number ELSE 0 END) AS known,
           SUM(number) AS whole
    FROM told
    WHERE role = 'award' OR (role = 'bid' AND dimension = 'total')
    GROUP BY year, dimension, member, role
)
SELECT 'tenders' AS scope,
       CAST(year AS STRING) AS period,
       CASE WHEN role = 'bid' THEN 'measure' ELSE dimension END AS dimension,
       CASE WHEN role = 'bid' THEN 'sme-bid-share' ELSE member END AS member,
       CAST(part AS DOUBLE) / NULLIF(CAST(known AS DOUBLE), 0) AS value,
       CAST(part AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS low,
       CAST(part + whole - known AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS high,
       CAST(part AS DECIMAL(18,2)) AS numerator,
       CAST(known AS DECIMAL(18,2)) AS denominator,
       CAST(known AS BIGINT) AS n,
       CAST(known AS DOUBLE) / NULLIF(CAST(whole AS DOUBLE), 0) AS coverage
FROM sums
