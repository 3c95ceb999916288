title = { $buyer }: inköp { $period }
subtitle = Vart pengarna går, till vem och hur nära. Läget { $date }; valuta { $currency }, { $vat }.
subtitle-placeless = Vart pengarna går och till vem. Läget { $date }; valuta { $currency }, { $vat }.
vat-net = exklusive moms
vat-none = belopp som i reskontran
vat-some = delvis inklusive moms
vat-gross = inklusive moms
note-latest = Nyckeltalen gäller { $year }, det senaste hela året i materialet, om inte en tabell säger något annat.
note-latest-partial = Nyckeltalen gäller { $year }. Materialet omfattar inget helt år: tal som kräver ett helt år ges inte, och perioden ska inte jämföras med hela år.
note-months = Siffrorna inom parentes efter ett år är de månader som materialet omfattar: en sådan del av ett år ska inte jämföras med hela år.
note-other-months = I talen ingår också { $count-n ->
    [one] en rad
   *[other] { $count } rader
} från { $months }: så få att dessa månader inte nämns bland dem som täcks.
note-stray = Dessutom är { $count } rader från { $months }: för få för att säga något om perioden. De ingår inte i talen för något år som visas.
note-break = Seriens innehåll ändras { $date }: { $reason } Åren före och efter är inte direkt jämförbara.
note-held = { $amount } ({ $share } av alla raders summa) räknas inte med i talen enligt avgränsningsreglerna; rapporten redovisar varje regel med sin summa.
note-basis-domicile = Lokal betyder att leverantören har sitt säte i { $home }. Det visar inte var arbetet utförs.
note-basis-establishment = Lokal betyder att leverantören har sitt säte eller ett arbetsställe i { $home } enligt de angivna registren.
note-basis-invoice-address = Lokal betyder att leverantörens fakturaadress är i { $home } eller, om reskontran saknar adress, att leverantören enligt registret finns där. Det visar inte var arbetet utförs.
note-gross = Vissa filer har bara belopp med moms: deras tal innehåller moms och är inte jämförbara med tal utan moms.
note-gross-all = Alla belopp innehåller moms: de är inte jämförbara med belopp utan moms.
note-assumed = Antagande som ingen har bekräftat: { $files } är läst med { $answer } ({ $code }).
note-no-place = Det går inte att säga vad som är lokalt: ingen hemkommun är angiven.
note-no-municipalities = Programmet har ingen tabell över landets kommuner, så inget sägs om lokala inköp.
note-no-register = Leverantörernas orter är inte kända, så inget sägs om lokala köp. De fås med ett leverantörsregister med kommuner, som anges i inställningsfilen eller med --register.

section-key = Nyckeltal
section-years = År för år
section-sectors = Per bransch
section-values = Efter värde
section-places = Var leverantörerna finns
section-suppliers = Största leverantörer
section-scope = Vad som ingår och vad som inte räknas med
section-quality = Materialet och dess kvalitet
section-others = Vad andra har mätt
others-intro = Dessa tal har mätts av andra och visas som de angetts. De handlar om vad företag och människor tycker eller om annat än det som reskontran innehåller, och ingenting här beräknas ur dem.
table-others = Mätt av andra
col-unit = Enhet
col-source-of = Källa
section-method = Hur talen är framtagna

scope-external = alla externa inköp
scope-market = utan kända offentliga organ
scope-market-group = utan kända offentliga organ och den egna koncernen
basis = { $period }, { $scope }; n = { $n } { $counts }; känt för { $coverage } av summan
basis-years = { $period }, { $scope }
at-least = minst { $share }
basis-short = { $period }, { $scope }; n = { $n } { $counts }
counts-suppliers = { $n-n ->
    [one] leverantör
   *[other] leverantörer
}
counts-sellers = { $n-n ->
    [one] leverantör vars försäljning överstiger krediteringarna
   *[other] leverantörer vars försäljning överstiger krediteringarna
}
counts-groups = { $n-n ->
    [one] grupp
   *[other] grupper
}
counts-lines = { $n-n ->
    [one] rad
   *[other] rader
}
counts-invoices = { $n-n ->
    [one] faktura
   *[other] fakturor
}
card-a8 = De fyra största leverantörernas andel av det som identifierade leverantörer sålde
card-a11 = Leverantörer under { $limit } per år, andel av leverantörerna
bounds = mellan { $low } och { $high }, hur de okända än fördelar sig
not-computed = { $title }: inte beräknat, kräver { $needs }

col-year = År
col-external = Alla externa inköp
col-period = Period
col-same-months = Samma månader året före
col-change = Förändring
col-what = Vad
col-driver = Största enskilda förändring
col-dependency = Andel av omsättningen som en leverantör sålde till köparen
dependency-under-10 = Under 10 %
dependency-10-30 = 10 till under 30 %
dependency-30-50 = 30 till under 50 %
dependency-over-50 = Minst 50 %
dependency-unknown = Okänd omsättning, personer och enskilda firmor
col-paid-within = Betalt inom
col-share-sum = Andel av summan
col-share-invoices = Per faktura
col-size-class = Leverantörens storlek
col-invoices = Fakturor
col-paid-30-sum = Inom 30 dagar, av summan
col-paid-30-invoices = Inom 30 dagar, av fakturorna
col-mean-days = Medelvärde, dagar
col-median-days = Median, dagar
size-micro = Mikro (färre än 10 anställda)
size-small = Litet (10–49)
size-medium = Medelstort (50–249)
size-large = Stort (minst 250)
size-unknown = Okänd storlek
within-14-days = 14 dagar
within-30-days = 30 dagar
within-60-days = 60 dagar
row-paid-late = Efter förfallodagen
row-mean-days = Medelvärde, dagar
row-median-days = Median, dagar
row-open-count = Utelämnat: ett datum är inte känt
row-before-invoice-count = Utelämnat: betalt före fakturans datum
row-over-two-years-count = Utelämnat: över två år
row-credit-count = Utelämnat: kreditfakturor
col-owner = Vad leverantören är för köparen
owner-in-house = In-house-bolag
owner-own = Andra bolag som köparen äger
owner-other-municipalities = Ägda av andra kommuner
owner-public-body = Offentliga organ
owner-association = Föreningar och stiftelser
owner-private = Privata leverantörer
owner-unknown = Okänd
row-weighted = In-house-bolag, vägda med hur mycket köparen äger
col-within-sectors = Inom branschen
col-mix = Branschens vikt
row-change-all = Totalt
change-entered = Nya jämfört med året före
change-left = Borta sedan året före
change-grew = Sålde mer än året före
change-shrank = Sålde mindre än året före
change-same = Sålde lika mycket som året före
change-persons = Fysiska personer och enskilda firmor tillsammans
change-unidentified = Maskerad, eller ingen leverantör angiven
headline-a6 = Största branschens andel av det klassificerade
headline-b9 = Bolagens andel där leverantörstypen är känd
col-market = Utan kända offentliga organ
col-suppliers = Leverantörer
col-local-share = Lokal andel
col-local-bounds = Gränser
col-sector = Bransch
col-sum = Summa
col-share = Andel
col-band = Värde
col-supplier-years = Leverantörer
col-supplier-share = Andel av leverantörerna
col-postings = Konteringar
col-posting-share = Andel av konteringarna
col-ring = Avstånd
col-kind = Slag av leverantör
col-supplier = Leverantör
col-class = Klass
col-lines = Rader
col-file = Fil
col-read = Lästa rader
col-kept = Ingår
col-rejected = Avvisade
col-other = Övriga rader
col-sum-kept = Summa som ingår
col-reason = Orsak
col-rows = Rader
col-method = Avgjord av
col-right = Rätt i prov
col-source = Känd från

table-years = Inköp och lokal andel per år
table-years-alone = Inköp per år
table-same-months = En del av ett år bredvid samma månader året före
table-changes = Största förändringarna{ $year }, { $scope }
table-dependency = Leverantörer efter hur stor del av omsättningen köparen är{ $year }, { $scope }
table-owners = Inköp efter leverantörens ägare{ $year }, { $scope }
table-changes-suppliers = Förändring av inköpen efter vad som hände med leverantörerna från { $before } till { $now }, { $scope }
table-changes-local = Förändring av den lokala andelen per bransch från { $before } till { $now }, { $scope }
table-sectors = Inköp per bransch{ $year }, { $scope }
table-supplier-bands = Leverantörer efter årets försäljning{ $year }, { $scope }
table-posting-bands = Konteringar efter belopp{ $year }, { $scope }
table-rings = Andel av summan efter avstånd, { $scope }
table-kinds = Andel av summan efter slag av leverantör{ $year }, { $scope }
table-suppliers = De tjugo största leverantörerna som får namnges{ $year }, { $scope }
table-scope = Varje rad hör till en klass
table-files = Lästa filer
table-rejected = Avvisade rader efter orsak
table-methods = Hur branschen avgjordes, alla rader
table-places = Varifrån leverantörens ort är känd, externa inköp
values-note = En kontering är inte ett inköp och en leverantörs år är inte ett avtal: värdeklasserna visar flödenas storlek, inte hur ett inköp har gjorts.
rents-note = I diagrammet och tabellen ingår hyrorna; rubriken räknar bort dem, eftersom tröskelvärdena inte gäller hyra av fastigheter.
places-note = Okänd är en egen klass och ingår i varje summa. Rubriken till varje tabell anger om offentliga organ ingår.
suppliers-note = Namn på leverantörer som är kända som enskilda näringsidkare eller privatpersoner visas inte; en person utan nummer och företagsform kan inte skiljas från ett företag genom namnet. En leverantör vars summa inte visas har ingen känd plats i ordningen: den står sist, eller utelämnas där bara namn räknas upp.
scope-intro = Talen gäller externa inköp. Rader som inte är köp utifrån räknas inte med enligt reglerna nedan; de finns kvar i den publicerade tabellen, märkta med regeln.
scope-public = Offentliga organ känns igen på namn eller organisationsnummer: här { $count-n ->
    [0] ingen leverantör
    [one] en leverantör
   *[other] { $count } leverantörer
}. Den som inte känns igen räknas till de övriga.
rejected-missing-amount = Belopp saknas
rejected-unreadable-amount = Beloppet kan inte läsas
rejected-uncomputed-formula = Formelns värde är inte sparat
rejected-amount-alone = Raden har ett belopp och inget annat
rejected-unreadable-date = Datumet kan inte läsas
rejected-other-currency = Belopp i annan valuta, utan kurs
rejected-no-rate = Kurs saknas för valutan eller dagen
rejected-torn-row = Radens celler passar inte kolumnerna
quality-intro = { $read } rader lästes; { $kept } ingår och { $rejected } avvisades. Raderna som ingår summerar till { $sum }, vilket stämmer exakt med summorna per bransch, avstånd, värdeklass och år samt med de skrivna filerna.
quality-masked = Personnummer maskerades i { $count } olika texter innan något skrevs.
quality-register = { $share } av den externa summan kommer från leverantörer som finns i ett register ({ $found } av { $all } leverantörer).
quality-no-register = Ingen leverantör finns i ett register: inget angavs, eller så känner det ingen av dem.
quality-problems = Noterat vid läsningen:
quality-rounded = { $count } belopp hade fler än två decimaler och avrundades till två.
quality-undated = { $count } rader saknar datum.
quality-names = { $count } organisationsnummer förekommer under fler än ett namn.
method-intro = Varje nyckeltal är en SQL-fråga till små tabeller som gjorts av de publicerade inköpen; kommandot "vire explain" skriver ut samma sidor, och till exempel "{ $trace }" visar vilka leverantörer och rader i bokföringen talet består av. Lokal hemvist är inget lagligt tilldelningskriterium: uppgifter om plats är till för marknadsdialog, för uppdelning av upphandlingar och för information.
method-thresholds = Tröskelvärden och direktupphandlingsgränser gäller hela avtalets uppskattade värde. Att jämföra en kontering eller en leverantörs år med dem ger bara en fingervisning och säger inget om hur något har köpts. Tröskelvärdena gäller inte hyra av fastigheter: försäljningen jämförs med dem utan hyror.
method-register-date = Registret är från { $date }; det visar nuläget, inte tiden för fakturan.
method-register-of-date = Registret är från { $date }.
method-moves = { $count-n ->
    [one] En leverantör har flyttat enligt registret: varje år räknas den dit där den fanns vid årets slut.
   *[other] { $count } leverantörer har flyttat enligt registret: varje år räknas en leverantör dit där den fanns vid årets slut.
}
masked-suppliers = Enskilda firmor och privatpersoner ({ $count }), utan namn
no-figure = – = ingen siffra: uppgifterna ger den inte, den kräver ett helt år, eller mindre än hälften av underlaget är känt.
not-shown = .. = visas inte: färre än 3 leverantörer av vilka någon kan vara en person, eller ett tal som deras tal skulle följa av.
share-below = mindre än { $share }
share-above = mer än { $share }
sellers-none = namnges inte
footer = Framställt med Vire { $version } ur { $files-n ->
    [one] en fil
   *[other] { $files } filer
}. Samma material ger exakt samma filer; manifest.json anger källorna, de valda tolkningarna och de godkända kontrollerna.
undated = utan datum

in = Externa inköp: marknaden
public-bodies = Externa inköp: offentliga organ
ring-municipality = Egna kommunen
ring-sub-region = Övriga ekonomiska regionen
ring-region = Övriga regionen
ring-country = Övriga landet
ring-abroad = Utlandet
abroad-eu-eea = Utlandet: EU- och EES-länder
abroad-other-countries = Utlandet: andra länder
abroad-unknown-country = Utlandet: okänt land
basis-domicile = Säte i kommunen
basis-establishment = Säte eller arbetsställe i kommunen
ring-unknown-or-hidden = Okänd eller visas inte
ring-unknown = Okänd
kind-company = Bolag
kind-sole-trader = Enskilda näringsidkare
kind-association = Föreningar och stiftelser
kind-co-operative = Ekonomiska föreningar
kind-public-body = Offentliga organ
kind-own-group = Egna koncernbolag
kind-person = Privatpersoner
kind-foreign = Utländska leverantörer
kind-redacted = Maskerade av utgivaren
kind-unnamed = Utan namngiven leverantör
kind-unknown = Okänd
band-negative = noll eller kredit
band-below = under { $to }
band-to-eu = { $from } till EU-tröskelvärdet
band-above-eu = EU-tröskelvärdet och över
method-override = eget beslut
method-account = kontonummer
method-account-name = kontots namn
method-words = radens ord
method-industry = leverantörens näringsgren
method-cpv = CPV-kod
method-none = inte avgjord
right-unmeasured = inte mätt
right-note = Rätt i prov: hur många av svenska offentliga köpares avtal från 2021, vars CPV-kod anger branschen, som fick samma bransch; orden är prövade på leverantörer och upphandlingar som de inte är lärda av. Egna beslut och konton är inte mätta, eftersom avtalen saknar dem. Det som oftare blir fel än rätt förblir oklassificerat.
place-register = register: säteskommun
place-register-postcode = register: postnummer
place-export-postcode = materialet: postnummer
place-public-body = offentligt organs eget namn eller nummer
place-name = ort i slutet av namnet
place-country = endast land
place-none = okänd

page-skip = Hoppa till innehållet
page-contents = Innehåll
page-notes = Läs detta först
page-data = Siffrorna som tabell
page-explore = Utforska: år, branscher och leverantörer
page-explore-intro = Välj år och avgränsning. Branschens namn leder till dess leverantörer.
page-suppliers = Leverantörer per bransch, utan kända offentliga organ
page-suppliers-of = { $sector }: leverantörer { $year }
page-find = Sök leverantör i alla branscher
page-filter = Filtrera rader
page-shown = Rader som visas:
page-cards = Branscherna en för en
page-all = Alla nyckeltal
page-channels = Var upphandlingar annonseras
page-contacts = Kontaktpersoner
page-not-computed = Vad som inte kunde beräknas
page-definitions = Nyckeltalens definitioner, läsanvisningar och fallgropar
coming-title = { $buyer }: kommande upphandlingar
coming-subtitle = Upphandlingar på väg: { $count }, läget { $date }.
coming-subtitle-undated = Upphandlingar på väg: { $count }.
coming-none = Inga upphandlingar är på väg, läget { $date }.
coming-note-estimates = Tider och värden är köparens uppskattningar och kan ändras. Upphandlingsannonsen avgör vad som köps, hur och när.
coming-note-contracts = En del är härledda ur att ett avtal löper ut: köparen har inte meddelat dem och kan besluta annat. Det sägs vid var och en.
coming-note-derived = * Härledd ur att ett avtal löper ut: köparen har inte meddelat upphandlingen och kan besluta annat.
coming-by-sector = Efter bransch och tid
coming-by-sector-caption = Antal kommande upphandlingar efter bransch och tid
coming-total = Totalt
coming-section-caption = { $period }, antal upphandlingar: { $count }
coming-quarter = kvartal { $n } { $year }
coming-half = halvår { $n } { $year }
coming-quarter-short = Q{ $n }
coming-half-short = H{ $n }
coming-whole-year = år
coming-at-most = högst { $value }
coming-at-least = minst { $value }
coming-present-value = { $value } (nuvarande avtal)
coming-derived = Härledd: nuvarande avtal löper ut { $end }. Inte meddelad.
coming-derived-options = Härledd: nuvarande avtal löper ut { $end }, med optioner senast { $last }. Inte meddelad.
coming-origin-announced = meddelad
coming-origin-contract-end = härledd ur ett avtals slut
coming-col-time = Tidpunkt
coming-col-start = Från
coming-col-end = Till
coming-col-title = Upphandling
coming-col-buyer = Köpare
coming-col-unit = Enhet
coming-col-value-low = Värde minst
coming-col-value-high = Värde högst
coming-col-value = Uppskattat värde
coming-col-procedure = Förfarande
coming-col-contact = Kontakt
coming-col-notes = Anmärkningar
coming-col-origin = Källa
coming-col-contract-end = Avtalsslut
coming-col-reference = Nummer
coming-footer = Framställt med Vire { $version } ur { $files-n ->
    [one] en fil
   *[other] { $files } filer
} med { $read-n ->
    [one] en rad
   *[other] { $read } rader
}. Visas inte: { $past } passerade, { $duplicates } nämnda två gånger, { $open } avtal utan slutdatum, { $rejected } rader som inte kunde läsas.

month-1 = januari
month-2 = februari
month-3 = mars
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = augusti
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
month-stem-1 = januari
month-stem-2 = februari
month-stem-3 = mars
month-stem-4 = april
month-stem-5 = maj
month-stem-6 = juni
month-stem-7 = juli
month-stem-8 = augusti
month-stem-9 = september
month-stem-10 = oktober
month-stem-11 = november
month-stem-12 = december
period-month = { $first }
period-run = { $first }–{ $last }
period-across = { $first } { $from }–{ $last } { $to }
period-and = { $first } och { $last }
during-month = { $first }
during-run = { $first }–{ $last }
during-across = { $first } { $from }–{ $last } { $to }
during-months = i { $months }
during-year = år { $year }
during-financial-year = räkenskapsåret { $year }
covered-gaps = { $from }–{ $to }, med luckor

topic-total = Vad vi köper totalt
topic-changes = Vad som ändrades
topic-sectors = Vad vi köper per bransch
topic-sizes = Hur stora konteringarna är
topic-supplier-sizes = Hur mycket en leverantör säljer på ett år
topic-places = Var leverantörerna finns
topic-suppliers = Vilka sålde till oss
topic-openness = Hur öppna inköpen är för nya och små
topic-gaps = Där mest köps från andra orter
topic-supply = Vad som kunde köpas här
topic-coming = Kommande upphandlingar
topic-participate = Så kommer du med
topic-method = Så har siffrorna tagits fram

suppliers-but-public = andra än kända offentliga organ
suppliers-but-group = andra än kända offentliga organ och den egna koncernen
finding-total = { $During } köpte { $buyer } externt för { $amount }, varav { $market } av { $others }
finding-total-nearly = { $During } köpte { $buyer } externt för { $amount }, nästan allt av { $others }
finding-total-all = { $During } köpte { $buyer } externt för { $amount }; ingen leverantör är känd som offentligt organ
finding-sectors = Den största branschen är { $sector }: { $share } av summan; de tre största utgör { $three }
finding-sectors-known = Den största kända branschen är { $sector }: { $share } av summan; de tre största kända utgör { $three } (oklassificerat { $unclassified })
finding-sizes = { $postings } av konteringarna är under { $limit } (krediteringar inräknade) men utgör { $euros } av summan
finding-sizes-none = Ingen kontering är under { $limit }
finding-supplier-sizes-all = Varje leverantör sålde för mindre än { $limit } under året, hyror oräknade och så långt reskontran visar
finding-supplier-sizes = Bortsett från hyror sålde { $suppliers } av { $count } leverantörer för mindre än { $limit } under året, såvitt reskontran visar; de utgör { $euros } av summan utan hyror
finding-sizes-count = { $postings } av konteringarna är under { $limit } (krediteringar inräknade)
finding-supplier-sizes-count = Bortsett från hyror sålde { $suppliers } av { $count } leverantörer för mindre än { $limit } under året, såvitt reskontran visar
finding-supplier-lowest = { $suppliers } av leverantörerna sålde för mindre än { $limit } under året; de utgör { $euros } av summan
finding-supplier-lowest-count = { $suppliers } av leverantörerna sålde för mindre än { $limit } under året
finding-suppliers-count = { $During } fanns det { $count } leverantörer
finding-places = { $share } av summan går till leverantörer i { $home }
finding-places-both = { $share } av summan går till leverantörer i { $home }; högst { $high } om alla med okänd ort fanns där
finding-places-bounds = Mellan { $low } och { $high } av summan går till leverantörer i { $home }: orten är okänd för de flesta
finding-suppliers = { $During } fanns det { $count } leverantörer; de tio största utgör { $share } av det som identifierade leverantörer sålde
finding-new = Av de { $all } leverantörer som sålde till oss { $during } var { $count } nya ({ $share })
finding-changes = De största förändringarna från { $before } till { $now }: { $first }; totalt utan kända offentliga organ { $total }
finding-changes-small = Från { $before } till { $now } ändrades ingen bransch som visas, och ingen andel som jämförs här, med en halv procent av årets inköp; totalt utan kända offentliga organ { $total }
finding-small = { $share } av summan utan hyror kommer från leverantörer som i en bransch säljer för mindre än direktupphandlingsgränsen (oftast { $limit }) på ett år, såvitt reskontran visar
finding-gaps-shown = Av de branscher som visas köps mest utifrån inom { $sector }: { $amount }
finding-gaps = Mest köps utifrån inom { $sector }: { $amount }
finding-supply = { $amount } köptes från andra orter i branscher som har minst { $enough } företag i { $home }: { $share } av inköpen
finding-no-coming = Inga kommande upphandlingar har angetts för denna rapport
finding-participate = Vid små inköp frågar köparen leverantörer direkt, större upphandlingar annonseras: så blir du hittad
finding-method = { $lines } rader ur { $files-n ->
    [one] en fil
   *[other] { $files } filer
}, exakt avstämda

caveat-sectors = Branschen bestäms av kontot, annars av leverantörens näringsgren; den visar vad som köpts, inte vem som gjort det. Oklassificerat är en egen klass.
caveat-new = Ny är en leverantör utan köp under de två föregående åren. Byte av organisationsnummer eller namn får en gammal leverantör att se ny ut.
caveat-changes = Två hela år jämförs, utan brott i serien emellan. Listan är ordnad efter förändringens storlek i förhållande till årets inköp; det som är mindre än en halv procent är utelämnat. En förändring säger inget om orsaken.
note-dependency = Enligt de omsättningar som köparen ger: samma års eller annars årets före. Ingen leverantör namnges, och personer och enskilda firmor delas inte in. En leverantör för vilken köparen är mycket kan behöva delkontrakt, villkor eller förvarning som andra inte behöver; tabellen säger inget om hur väl någon arbetar.
note-dependency-counts = Enligt de omsättningar som köparen ger: samma års eller annars årets före. Ingen leverantör namnges, personer och enskilda firmor delas inte in, och beloppen är utelämnade, eftersom en klass har färre än tre leverantörer. En leverantör för vilken köparen är mycket kan behöva delkontrakt, villkor eller förvarning som andra inte behöver; tabellen säger inget om hur väl någon arbetar.
note-costs = Inköpen från privata leverantörer var { $share } av verksamhetens kostnader { $year } (källa: { $source }).
note-costs-bounds = Inköpen från privata leverantörer var { $share } av verksamhetens kostnader { $year }, eller från { $low } till { $high } när inga eller alla okända leverantörer är privata (källa: { $source }).
note-owners = Enligt den tabell över ägda bolag som köparen ger, per årets sista dag. Bolag som saknas i den räknas som privata. Den sista raden är en del av den första och ingen egen klass: inköpen från varje in-house-bolag gånger hur mycket köparen äger av det.
note-changes-suppliers = Nya är leverantörer utan fakturarad året före, och de som är borta saknar rad under året; de kan komma tillbaka, och ett företag vars nummer eller namn ändrades finns i båda. Fysiska personer och enskilda firmor anges bara tillsammans. Raderna summerar till den sista.
note-changes-local = Inom branschen: dess egen lokala andel ändrades. Branschens vikt: en bransch där mer eller mindre än genomsnittet köps lokalt blev en större eller mindre del av inköpen. Båda är procentenheter av andelen av alla inköp, vägda med medelvärdena för de två åren, och summerar till förändringen bortsett från avrundning. Inköp av okänd ort räknas som inte lokala.
note-local-moved = Den lokala andelen var { $from } år { $before } och { $to } år { $now }: en förändring på { $moved }.
caveat-gaps = Lokal hemvist får inte användas som tilldelningskriterium. Siffrorna är till för marknadsdialog, uppdelning i delar och för att berätta vad som köps; allt säljs inte här.
caveat-supply = Ett företag i branschen behöver inte sälja det som köptes, ha ledig kapacitet eller vilja sälja: beloppet är en övre gräns och inget mål. Lokal hemvist får inte användas som tilldelningskriterium; siffrorna är till för marknadsdialog och uppdelning i delar.
note-firm-counts = Företagsantalen gäller { $year }. I beloppet ingår branscher med minst { $enough } företag vars näringsgren säger vad de säljer; tabellen har också de andra.
note-expected = Utifrån områdets och landets företag kunde man vänta en lokal andel på { $share } ({ $low }–{ $high }) i de branscher som kan jämföras; den var { $real }. Det är en grov måttstock, inget mål och inget att rangordna kommuner efter.
municipalities-note = Kommuner med minst tre leverantörer vars summa inte röjer vad en privatperson sålde. Orten är leverantörens säte, inte platsen där arbetet utförs.

chart-total = Inköp per år
chart-changes = Förändring av inköpen per bransch från { $before } till { $now }, { $scope }
chart-pareto = Andel av summan efter andel av leverantörerna, störst först{ $year }, { $scope }
chart-openness = Nya leverantörer och försäljning under direktupphandlingsgränsen{ $year }, { $scope }
chart-openness-small = Försäljning under direktupphandlingsgränsen{ $year }, { $scope }
chart-gaps = Köpt lokalt och från andra orter, per bransch{ $year }, { $scope }
chart-supply = Köpt från andra orter i branscher som har företag här{ $year }, { $scope }
table-supply = Köpt från andra orter, och områdets företag{ $year }, { $scope }
chart-hidden = Tal som skulle avslöja vad personer har sålt är utelämnade
chart-columns = Stapeldiagram
chart-bars = Liggande stapeldiagram
chart-stacked = Staplat liggande diagram
chart-line = Linjediagram
chart-alt = { $kind }: { $title }. { $points }.
source = Källa: leverantörsreskontra, { $buyer }
others = Övriga ({ $count } branscher)
others-suppliers = Övriga leverantörer ({ $count })
others-unnamed = Privatpersoner, enskilda firmor och okända ({ $count })
targets-heading = Målen och vägen dit
target = Mål { $goal } år { $year }
points = { $points } procentenheter
target-short = { $gap } saknas
target-above = nu { $gap } över målet
target-below = nu { $gap } under målet
target-reached = uppnått
target-spare = uppnått, { $gap } till godo
target-spend = { $amount } i inköp
target-suppliers = { $count-n ->
    [one] en leverantör
   *[other] { $count } leverantörer
}
target-mean = med den genomsnittliga årliga förändringen { $from }–{ $to }
target-again = om förändringen från { $from } till { $to } upprepas varje år
target-on = Utvecklingen räcker för målet: { $change } blir talet { $then } år { $year }
target-off = Utvecklingen räcker inte för målet: { $change } blir talet { $then } år { $year }
target-off-once = Utvecklingen räcker inte för målet: { $needed } om året skulle behövas; från { $from } till { $to } var förändringen { $moved }
target-then = { $change } blir talet { $then } år { $year }

meter-title = { $buyer }: livskraftsmätaren, { $period }
meter-subtitle = Tal { $scope }
meter-note-chosen = Kommunen har valt vad som räknas, hur mycket det väger och vilka värden som är värda 0 och 100 poäng. Andra val ger ett annat tal; siffrorna bakom förblir desamma.
meter-note-law = Lokal hemvist är inget lagligt tilldelningskriterium. Mätaren är till för att leda och planera, för dialog med marknaden och för att dela upp upphandlingar, inte för att välja bland anbud.
meter-footer = Gjord med Vire { $version } ur leverantörsreskontran; varje tal är rapportens.
meter-dial = Mätaren
meter-finding = Mätaren står på { $points } av 100 poäng
meter-finding-both = Mätaren står på { $points } av 100 poäng; året före, { $year }, var den { $before }
meter-finding-none = För lite är känt för en mätare: de delar som har poäng väger mindre än två tredjedelar
meter-chart = Delarnas poäng, { $period }
meter-basis = { $period }; vad som är värt 0 och 100 poäng har kommunen valt
meter-table = Mätarens delar, { $period }
meter-col-value = Värde
meter-col-points = Poäng
meter-col-anchors = 0 och 100 poäng
meter-col-before = Poäng året före
meter-col-weight = Vikt
meter-col-owner = Ansvarig
meter-anchor = { $title }: { $low } är värt 0 poäng och { $high } är värt 100.
meter-without = Utan poäng, eftersom talet saknas, inte visas eller mindre än hälften av det som det vilar på är känt: { $titles }. De ingår inte i medelvärdet.
meter-how = Mellan de två värdena stiger poängen jämnt. Mätaren är poängens medelvärde efter vikt. Året före står bredvid bara om seriens innehåll är detsamma båda åren, och dess medelvärde är av de delar som har poäng nu.
meter-moves = Vad som skulle flytta den mest
meter-moves-finding = Mest återstår i ”{ $title }”: { $points } av mätarens poäng
meter-moves-none = Ingen del saknar poäng
meter-moves-table = Vad delarna saknar, { $period }
meter-col-lacks = Mätarens poäng som återstår
meter-col-takes = En av mätarens poäng kräver
meter-col-where = Branscher med de största inköpen från annat håll
meter-moves-note = Vad en poäng kräver är aritmetik och ingen prognos: det som köps på annat håll kanske inte säljs här, och avtal binder i åratal.
meter-goals = Målen
meter-goals-all = Varje mål har ett tal som tjänar det
meter-goals-bare = Inget tal tjänar dessa mål: { $goals }
meter-goals-table = Mål och de tal som tjänar dem, { $period }
meter-col-goal = Mål
meter-col-serves = Tal som tjänar det
col-bounds-short = Gränser

col-amount-share = Andel av summan
col-line-share = Andel av konteringarna
col-cumulative = Ackumulerad andel av summan
col-largest-count = Antal leverantörer, störst först (olika stora steg)
col-largest-suppliers = Leverantörer, störst först (olika stora steg)
col-local-by = Grund för lokal
col-municipality = Kommun
col-sellers = Största leverantörer
col-measure = Mått
col-from-here = Lokalt
col-from-elsewhere = Från andra orter
col-elsewhere-share = Andel utifrån
col-local-suppliers = Lokala leverantörer
col-firms-here = Företag här
col-firms-sold = Av dem sålde till oss
col-expected-share = Väntad lokal andel
col-indicator = Indikator
col-scope = Avgränsning
col-bounds = Gränser för det år som nyckeltalen gäller
col-rests-on = n och känd andel, nyckeltalens år
col-threshold = Tröskelvärde
col-value = Värde
table-openness = Öppenhet för nya och små leverantörer per år, { $scope }
table-bases = Lokal andel efter säte och arbetsställe
table-municipalities = Leverantörernas kommuner{ $year }, { $scope }
table-sellers = Största leverantörer per bransch{ $year }, { $scope }
table-indicators = Alla nyckeltal per år
table-thresholds = Tröskelvärden { $date }, exklusive moms
thresholds-note = Ett tröskelvärde gäller hela kontraktets uppskattade värde med optioner. Tröskelvärden som saknas i programmets tabell visas inte.
threshold-national_minimum = Värde från vilket upphandlingslagen gäller
threshold-national_goods_services = Nationellt tröskelvärde: varor och tjänster
threshold-national_works = Nationellt tröskelvärde: byggentreprenader
threshold-national_social_health = Nationellt tröskelvärde: social- och hälsovårdstjänster
threshold-national_other_special = Nationellt tröskelvärde: andra särskilda tjänster
threshold-national_concession = Nationellt tröskelvärde: koncessioner
threshold-direct_award_lou = Direktupphandlingsgräns (LOU)
threshold-direct_award_lou_social = Direktupphandlingsgräns (LOU): sociala tjänster och hälsovård
threshold-direct_award_lou_special = Direktupphandlingsgräns (LOU): andra särskilda tjänster
threshold-eu_subcentral_goods_services = EU-tröskelvärde: kommunernas varor och tjänster
threshold-eu_works = EU-tröskelvärde: byggentreprenader
threshold-eu_social_special = EU-tröskelvärde: sociala och andra särskilda tjänster

card-derived = { $title } (ett avtal löper ut; inte annonserat)
card-bought = Köpt under perioden
card-bought-value = { $amount } ({ $share } av allt)
card-suppliers = Av hur många leverantörer
card-local = Andel från lokala leverantörer
card-largest = De fyra störstas andel
card-firms = Företag här i branschen
card-firms-value = { $firms }, varav { $sold } sålde till oss
card-sizes = Andel av konteringarna efter belopp
card-who = Största leverantörer
card-coming = På väg
card-contact = Kontakt
card-none = inget annonserat ännu

step-1 = Följ upphandlingskalendern: den visar vad som kommer och när.
step-2 = Registrera dig i annonskanalen och bevaka din egen bransch.
step-3 = Under direktupphandlingsgränsen kan köparen fråga leverantörer direkt: berätta för kontaktpersonen vad du säljer.
step-4 = Delta i marknadsdialogen före annonseringen; då kan delar och krav ännu ändras.
step-5 = För stort ensam? Lämna anbud i grupp, på en del eller som underleverantör. Ställ frågor skriftligt och i tid.

unit-thousand = tusen
unit-million = mn
unit-billion = md
band-above = { $from } och mer
card-fact = Om branschen

sheet-summary = Sammandrag
sheet-total = Totalt
sheet-changes = Förändringar
sheet-sectors = Per bransch
sheet-sizes = Konteringarnas storlek
sheet-supplier-sizes = Leverantörer efter försäljning
sheet-places = Orter
sheet-all-suppliers = Alla leverantörer
sheet-openness = Nya och små inköp
sheet-gaps = Köpt utifrån
sheet-supply = Företag här
sheet-indicators = Indikatorer
sheet-coming = Kommande
sheet-quality = Avgränsning och kvalitet
sheet-method = Metod
sheet-suppliers = Största leverantörer
col-basis = Grund
col-target = Mål
col-meaning = Betydelse
col-reading = Så läses det
col-pitfalls = Att se upp med

paper-covers = Vad siffrorna omfattar
paper-key = Nyckeltal { $year }
paper-key-targets = Nyckeltal och mål { $year }
paper-basis = Indikator och vad den bygger på
paper-key-note = Gränserna visar mellan vilka värden talet ligger, hur de okända än fördelar sig. När mindre än hälften av summan är känd ges inget enskilt tal. Alla nyckeltal per år finns i en bilaga.
paper-no-targets = Inga mål har satts för dessa tal.
paper-findings = Viktigaste iakttagelser
paper-trend = Utveckling
paper-trend-table = Nyckeltal per år
paper-one-year = Materialet omfattar inte två hela år, så någon utveckling kan ännu inte visas.
paper-not-said = Vad siffrorna inte säger
paper-annexes = Bilagor
paper-annex = Bilaga { $number }. { $title }
paper-reading = Läsning:
paper-pitfalls = Se upp:

press-title = Texter för inbjudan och pressmeddelande: { $buyer }
press-how = Texterna kan klistras in som de är. Fyll i det som står inom [hakparentes] och låt period, avgränsning och källa följa med talet.
press-invitation = Inbjudan till leverantörsträff
press-newsletter = Nyhetsbrev
press-note = Pressmeddelande
press-findings = Iakttagelserna var för sig
press-figures = Talen var för sig
press-scope = Vad siffrorna omfattar
press-invite = { $buyer } bjuder in företag till samtal om sina inköp [datum och tid], [plats].
press-invite-why = På träffen får du veta vad som köps, i hur stora poster och hur du kommer med. Företag av alla storlekar är välkomna.
press-invite-why-coming = På träffen får du veta vad som köps, i hur stora poster, vad som är på gång och hur du kommer med. Företag av alla storlekar är välkomna.
press-contact = Mer information: { $contact }.
press-headline = { $buyer }: vart inköpspengarna går
press-source = Siffrorna: { $period }, { $vat }, { $scope } om inget annat sägs. Källa: leverantörsreskontra, { $buyer }.
finding-coming = Kommande upphandlingar: { $count }
finding-none-coming = Inga upphandlingar är på gång enligt den angivna kalendern

col-persons = Personer, och hur de skyddas
table-persons = Rader om personer, och rader som utgivaren har maskerat
persons-note = En rad med ett personnummer i flera texter räknas i var och en av dem.
persons-person = leverantörer som genom nummer, namn eller konto tas för personer: pseudonym, inget namn
persons-sole-trader = enskilda näringsidkare enligt namn eller register: namnges inte i rapporterna
persons-redacted = maskerade av utgivaren före exporten
persons-buyer = ett personnummer i köparens eller enhetens namn: maskerat
persons-supplier = ett personnummer i leverantörens namn eller nummer: maskerat
persons-account = ett personnummer i kontots eller tjänstens text: maskerat
persons-voucher = ett verifikationsnummer som kan vara ett personnummer: pseudonym
persons-invoice = ett fakturanummer som kan vara ett personnummer: pseudonym
persons-contract = ett avtalsnummer som kan vara ett personnummer: pseudonym
persons-rejected = avvisade rader med ett personnummer i det visade värdet: maskerat

title-undated = { $buyer }: inköp
note-undated = Raderna saknar datum: talen gäller alla rader tillsammans, och åren kan inte skiljas åt.
finding-total-undated = { $buyer } har köpt externt för { $amount }, varav { $market } av { $others }; tidpunkten är inte känd
finding-total-undated-all = { $buyer } har köpt externt för { $amount }; ingen leverantör är känd som offentligt organ, och tidpunkten är inte känd
not-computed-because = Inte beräknat, eftersom materialet saknar: { $needs }
not-computed-year = Har inte beräknats för { $year }, eftersom materialet från den perioden inte räcker
need-amount = belopp
need-supplier = leverantörer
need-population = köparens folkmängd
need-date = datum
need-payment-date = fakturornas och betalningarnas datum
need-place = leverantörernas orter (ett register)
need-municipalities = en tabell över landets kommuner, som programmet inte har
need-size = leverantörernas storlek (ett register)
need-account-or-industry = konton eller leverantörernas branscher
need-earlier-year = två hela år efter varandra
need-two-earlier-years = tre hela år efter varandra
need-firm-counts = antal företag per näringsgren
need-national-firm-counts = antal företag per näringsgren i hela landet
press-invite-coming = Upphandlingar på väg: { $count }{ $derived-n ->
    [0] {""}
   *[other] , varav { $derived } är härledda ur att avtal löper ut och inte är meddelade
}. De närmaste: { $next }.

review-about = Fyll i kolumnen decision med same (samma) eller different (olika), spara en kopia bredvid pipelinefilen och ange den under [suppliers] decisions. Inget slås ihop utan beslut.
review-evidence = Grund
review-supplier = Leverantör
review-same-as = Troligen samma som
review-sum = Summa
review-other-sum = Den andras summa
review-lines = Rader
review-other-lines = Den andras rader
review-place = Ort
review-other-place = Den andras ort
register-overview = Översikt
register-about = För den som sköter leverantörsregistret. Ett arbetspapper, inte för publicering.
register-fault = Brist
register-suppliers = Leverantörer
register-supplier = Leverantör
register-id = Organisationsnummer
register-found = Vad som hittades
register-lines = Rader
register-sum = Summa
register-sole-trader = (enskild firma)
register-missing-id = Nummer saknas
register-missing-id-about = Leverantörer utan organisationsnummer som inte heller fanns i registren med sitt namn.
register-invalid-id = Ogiltiga nummer
register-invalid-id-about = Leverantörer vars nummerkolumn innehåller något annat än ett giltigt nummer.
register-many-names = Flera namn
register-many-names-about = Samma organisationsnummer med flera namn.
register-many-ids = Flera nummer
register-many-ids-about = Samma namn med flera organisationsnummer.
register-closed = Upphörda
register-closed-about = Leverantörer som enligt registret har upphört.
register-no-place = Ort saknas
register-no-place-about = Leverantörer vars kommun inte är känd, inte heller att de finns utomlands.

basis-tenders = { $period }; n = { $n } { $counts }; känt för { $coverage }
basis-tenders-short = { $period }; n = { $n } { $counts }
scope-tenders = upphandlingar
counts-tenders = { $n-n ->
    [one] upphandling
   *[other] upphandlingar
}
counts-procurements = { $n-n ->
    [one] upphandling
   *[other] upphandlingar
}
counts-bids = anbud
counts-awards = { $n-n ->
    [one] tilldelning
   *[other] tilldelningar
}
counts-winners = vinnare
topic-competition = Konkurrensen om upphandlingarna
finding-competition = De konkurrensutsatta upphandlingar från { $year } vars anbud är kända fick i genomsnitt { $bids } anbud, och { $share } av dem ett enda
finding-competition-bids = De konkurrensutsatta upphandlingar från { $year } vars anbud är kända fick i genomsnitt { $bids } anbud
finding-competition-single = Av de konkurrensutsatta upphandlingar från { $year } vars anbud är kända fick { $share } ett enda anbud
caveat-competition = Siffrorna gäller de tabeller över upphandlingar som har getts och säger inget om inköp utanför dem. Om en tabell omfattar hela året är inte känt; ett år vars sista månad den inte når fram till anges med dagen som den når till. Ett anbudsområde räknas som en upphandling; bland anbud, kriterier och dagar ingår bara konkurrensutsatta upphandlingar, inte direktupphandlingar och avrop. Ett enda anbud kan vara det bästa som finns på en smal marknad: siffrorna visar var man ska fråga varför och dömer varken köpare eller företag.
caveat-openness = Siffrorna gäller de listor som har getts och säger inget om det som inte står på dem. Om en lista omfattar hela året är inte känt: ett år som den bara har en del av ser ut som ett helt.
note-tenders-left-out = { $n-n ->
    [one] Av { $read } rader i tabellerna över upphandlingar kunde en rad inte läsas; den ingår inte i dessa siffror.
   *[other] Av { $read } rader i tabellerna över upphandlingar kunde { $n } rader inte läsas; de ingår inte i dessa siffror.
}
note-scoreboard = Som jämförelse: Europeiska kommissionens resultattavla för den inre marknaden bedömer högst 10 % upphandlingar med ett enda anbud och högst 5 % tilldelningar utan annonsering som tillfredsställande, och mer än 20 % med ett enda anbud eller minst 10 % utan annonsering som otillfredsställande. Den räknar bara annonser över EU:s tröskelvärden, så mindre upphandlingar mäts inte med den.
note-tenders-year = Nyckelåret har inga upphandlingar i tabellerna; dessa siffror gäller { $year }.
basis-few-tenders = branscher med minst { $few } upphandlingar, de med flest först
chart-competition = Anbud per upphandling efter bransch, { $year }
table-competition = Konkurrens och öppenhet, { $year }
table-tenders-sector = Upphandlingar efter bransch, { $year }
table-tenders-procedure = Upphandlingar efter förfarande, { $year }
table-tenders-years = Konkurrens och öppenhet per år
row-rests-on = – n ({ $counts }); känt för
period-to = { $year } (till { $date })
col-tenders = Upphandlingar
col-bids = Anbud per upphandling
col-single-bids = Ett enda anbud
col-window = Anbudstid, dagar
col-lots = Uppdelade i delar
col-procedure = Förfarande
col-counted = Av vad
col-known = Känt
procedure-open = öppet
procedure-restricted = selektivt
procedure-negotiated = förhandlat
procedure-dialogue = konkurrenspräglad dialog eller innovationspartnerskap
procedure-simplified = nationellt
procedure-call-off = inom ramavtal eller dynamiskt inköpssystem
procedure-direct = utan annonsering
procedure-unknown = okänt
measure-bids-per-tender-median = Anbud per upphandling, median
measure-decision-speed-median-days = Dagar från sista anbudsdag till tilldelning, median
measure-sme-contractors-sme-bid-share = Små och medelstora företags anbud, bredvid tilldelningarna
measure-winner-sizes-framework-supplier-share = Små och medelstora företag bland ramavtalsleverantörerna
measure-submission-window-mean-days = Anbudstid i dagar, medelvärde
measure-submission-window-under-15-days-share = Upphandlingar med mindre än 15 dagars anbudstid
measure-without-award-cancelled-share = Avbrutna upphandlingar
measure-without-award-without-result-share = Upphandlingar utan resultat
measure-quality-weight-any-quality-share = Upphandlingar med något annat kriterium än priset
sheet-competition = Konkurrens
need-tender-bids = antalet anbud (en tabell över upphandlingar)
need-tender-procedure = förfaranden (en tabell över upphandlingar)
need-tender-criteria = tilldelningskriterier (en tabell över upphandlingar)
need-tender-weight = tilldelningskriteriernas vikter (en tabell över upphandlingar)
need-tender-decision = sista anbudsdagar och tilldelningsdatum (en tabell över upphandlingar)
need-tender-window = annonsdatum och sista anbudsdagar (en tabell över upphandlingar)
need-tender-lots = uppgift om delar (en tabell över upphandlingar)
need-tender-result = upphandlingarnas resultat (en tabell över upphandlingar)
need-tender-winner-size = vinnarnas storlek (en tabell över upphandlingar)
need-tender-bidder-size = anbudsgivarnas storlek (en tabell över upphandlingar)
need-tender-objectives = miljömässiga, sociala eller innovationskriterier (en tabell över upphandlingar)
need-tender-dialogue = marknadsdialoger (en tabell över upphandlingar)
need-tender-calendar = en upphandlingskalender för upphandlingarnas tid
need-tender-listing = de dagar då upphandlingarna kom in i kalendern (en tabell över upphandlingar)
need-tender-plan = upphandlingarnas planerade tider (en upphandlingskalender)
measure-calendar-lead-mean-days = Dagar i kalendern före annonsen, medelvärde
measure-sustainability-criteria-green-share = Upphandlingar med miljökriterier
measure-sustainability-criteria-social-share = Upphandlingar med sociala kriterier
measure-sustainability-criteria-innovation-share = Upphandlingar som söker innovation
measure-calendar-coverage-three-months-share = Upphandlingar i kalendern minst 90 dagar före annonsen
measure-calendar-accuracy-planned-quarter-share = Upphandlingar annonserade i ett planerat kvartal
counts-purchases = inköp
counts-meetings = { $n-n ->
    [one] möte
   *[other] möten
}
counts-publications = { $n-n ->
    [one] publicering
   *[other] publiceringar
}
need-small-purchase-log = en förteckning över små inköp som säger vilka som annonserades
need-publication-log = en förteckning över publiceringar av inköpsdata
need-meeting-log = en förteckning över möten med företag
measure-meeting-reach-firm-count = Företag som kom till möten, sammanlagt
measure-meeting-reach-local-share = Lokala företag bland dem som kom till möten
measure-meeting-reach-new-share = Förstagångsdeltagare bland dem som kom till möten
measure-open-data-freshness-mean-days = Dagar tills inköpsdata publiceras, medelvärde
measure-open-data-freshness-month-share = Månader vid vars slut en publicerad period slutar
source-tenders = Källa: tabeller över upphandlingar, { $buyer }
not-computed-tenders = Konkurrens och öppenhet (C och D): inte beräknat; det krävs tabeller över upphandlingar, eller förteckningar över små inköp, publiceringar eller möten

topic-contracts = Avtal och inköp
topic-payments = Hur snart fakturor betalas
topic-owners = Vad leverantörerna är för köparen
finding-contracts = { $share } av inköpen hörde till avtal i det register som gavs; leverantören kunde sökas i det för { $coverage } av inköpen
finding-payments = { $During } betalades { $share } av summan med känd betalningstid inom 30 dagar från fakturans datum; per faktura var medelvärdet { $mean } och medianen { $median } dagar
finding-owners = { $During } kom { $share } av alla externa inköp från in-house-bolag
caveat-contracts = Ett avtalsregister är ingen totalundersökning: samordnade upphandlingar, inköpscentralers ramavtal och små avtal saknas ofta. Inköp utanför registret är därför inte inköp utan avtal: talen visar vad registret och reskontran säger om varandra, och var det finns skäl att fråga. En leverantör med avtal kan ha sålt något annat, och branschen är en grov indelning.
caveat-payments = Dagarna räknas från datumet på fakturan, inte från när den kom in, som lagen räknar från. Utelämnade är betalningar före det datumet, tider över två år, rader utan ett av datumen och kreditfakturor. En omtvistad faktura väntar på leverantören. Dröjsmålsränta och förseningsersättning ingår inte i talen, eftersom inga rader skiljer ut dem.
note-contracts = Köparens avtal i registret: { $contracts }. Deras leverantörer hittades bland dem som köparen har köpt av, med nummer: { $by_id }, med namn: { $by_name }; inte hittade där: { $absent }; inte namngivna, med ett namn som flera har eller kanske privatpersoner: { $others }. Avtal utan slutdatum: { $open }, utan startdatum: { $startless }, utan bransch: { $sectorless }, utan ett värde som går att jämföra: { $valueless }. Avtal som är kortare än tolv månader, eller vars månader inköpen inte täcker, räknas inte bland avtalen utan inköp.
basis-register = Leverantörer utan avtal i det register som gavs; det är ingen totalundersökning, så sådana inköp kan ändå ha ett avtal
chart-contracts = Inköp utanför avtalsregistret per bransch{ $year }, { $scope }
chart-payments = Andel betald inom dagar från fakturan{ $year }, { $scope }
table-contracts = Avtal och inköp{ $year }, { $scope }
table-payments = Betalt inom dagar från fakturan{ $year }, { $scope }
table-payments-size = Betalningstider efter leverantörens storlek{ $year }, { $scope }
table-contracts-sector = Inköp inom och utanför avtalsregistret{ $year }, { $scope }
col-within = Inom avtal
col-with-contract = Från leverantörer med avtal
col-outside = Utanför registret
sheet-contracts = Avtal
sheet-payments = Betalningstider
sheet-owners = Ägare
counts-contracts = avtal
measure-contract-coverage-sector-share = Inköp från leverantörer med avtal i branschen
measure-contract-coverage-supplier-share = Inköp från leverantörer med något avtal
measure-contract-coverage-outside-amount = Inköp utanför registret, från leverantörer utan avtal i det
measure-contracts-without-purchases-without-share = Avtal utan inköp, andel av dem som gällt i tolv månader
measure-contracts-without-purchases-absent-count = Avtal vars leverantör inte finns bland inköpens
measure-contracts-without-purchases-short-count = Utelämnade avtal, som själva eller vars inköp har mindre än tolv månader
measure-contracts-over-value-over-share = Avtal vars inköp överstiger värdet, andel av dem som går att jämföra
need-contracts = ett register över köparens avtal
need-turnovers = leverantörernas omsättning
need-operating-costs = verksamhetens kostnader för ett år
need-owned-companies = en tabell över ägda bolag
need-award-limit = upphandlingslagens nationella gräns
topic-units = Vem köpte
finding-units-unit = { $count } enheter köpte; de tre som köpte mest stod för { $three } av inköpen
finding-units-department = { $count } förvaltningar köpte; de tre som köpte mest stod för { $three } av inköpen
caveat-units = Enheterna är som bokföringen och enhetstabellen benämner dem. De köper olika saker, så andelarna visar var det lönar sig att fråga och rangordnar ingen: vad en enhet köper avgör hur mycket av det som säljs här.
chart-units = Inköp per enhet{ $year }, { $scope }
chart-departments = Inköp per förvaltning{ $year }, { $scope }
table-units = Enheterna sida vid sida{ $year }, { $scope }
table-departments = Förvaltningarna sida vid sida{ $year }, { $scope }
table-units-sectors = Varje enhets branscher som kan redovisas, den största först{ $year }, { $scope }; det som inte visas saknas här, hur stort det än är
table-departments-sectors = Varje förvaltnings branscher som kan redovisas, den största först{ $year }, { $scope }; det som inte visas saknas här, hur stort det än är
col-unit-bought = Enhet
col-department = Förvaltning
col-sme-share = Små och medelstora företags andel
col-known-of = Ort / storlek känd
col-share-of-unit = Andel av dess inköp
col-local-sme-share = Lokala små och medelstora företags andel
unit-unknown = Ingen enhet angiven
department-unknown = Ingen förvaltning angiven
sheet-units = Per enhet
card-units = Köpande enheter
not-computed-units = Vem köpte: ej beräknat, kräver en kolumn med enheter i exporterna
others-units = Övriga enheter ({ $count })
others-departments = Övriga förvaltningar ({ $count })
topic-effects = Effekter (skattningar)
finding-effects = Inköpens utsläpp skattas till omkring { $value }, mellan { $low } och { $high }: en skattning efter belopp av de inköp som faktorer täcker ({ $coverage } av inköpen)
finding-effects-exact = Inköpens utsläpp skattas till omkring { $value }: en skattning efter belopp av de inköp som faktorer täcker ({ $coverage } av inköpen)
caveat-effects = Detta är en skattning efter belopp och ingen mätning: en faktor är genomsnittet för en näringsgren, så att en dyrare vara räknas som större utsläpp och en billigare som mindre, vad den än är gjord av. Talen visar var utsläppen troligen är stora och var det lönar sig att be leverantörer om egna uppgifter; de kan inte visa vad ett byte av vara eller leverantör gav. Det som ingen faktor täcker ingår inte i något tal, och inte heller det som fysiska personer sålt.
note-effects = Faktorer: { $sources }.
effects-origin-purchaser = { $source } (mottagarpriser { $year })
effects-origin-basic = { $source } (baspriser { $year }, utan handelsmarginaler)
note-effects-with-vat = Deras priser är med moms och inköpens utan, så att skattningen är lika mycket för låg.
note-effects-without-vat = Deras priser är utan moms, liksom inköpens.
note-effects-vat-unsaid = Om deras priser är med moms sägs inte.
note-effects-spread = Faktorer som gavs utan intervall har delats och multiplicerats med { $spread } för den nedre och den övre gränsen.
note-effects-index = Inköpen har räknats om till faktorernas prisnivå med ett index: { $source }.
note-effects-no-index = Inget prisindex är angivet: bara inköp från faktorernas prisår skattas.
note-effects-covered = Av inköpen täcks { $account } av faktorer för konton, { $cpv } av faktorer för CPV-koder och { $sector } av faktorer för branscher, som säger minst.
chart-effects = Inköpens utsläpp per bransch, skattning efter belopp{ $year }, { $scope }
table-effects-sector = Inköpens utsläpp per bransch, skattning efter belopp{ $year }, { $scope }
table-effects-class = Inköpens utsläpp efter leverantörernas ort och storlek, skattning efter belopp{ $year }, { $scope }
col-emissions = Utsläpp (skattning)
col-range = Intervall
col-covered = Täcks av faktorer
col-suppliers-from = Leverantörer
sheet-effects = Effekter (skattningar)
measure-purchase-emissions-by-account-share = Inköp som täcks av utsläppsfaktorer för konton
measure-purchase-emissions-by-cpv-share = Inköp som täcks av utsläppsfaktorer för CPV-koder
measure-purchase-emissions-by-sector-share = Inköp som täcks av utsläppsfaktorer för branscher
need-emission-factors = utsläppsfaktorer som täcker inköp (en egen tabell)
finding-multiplier = Den lokala multiplikatorn LM3 är { $value }, mellan { $low } och { $high }: en modell efter en enkät, där leverantörer av { $coverage } av de lokala inköpen svarat
finding-multiplier-exact = Den lokala multiplikatorn LM3 är { $value }: en modell efter en enkät, där leverantörer av { $coverage } av de lokala inköpen svarat
caveat-multiplier = LM3 är en modell av tre omgångar av utgifter och ingen mätning: den tredje omgången är vad leverantörerna säger om sig själva, och senare omgångar ingår inte. Den säger inget om vad pengarna annars hade använts till, och dess summor läggs inte till andra modellers.
note-multiplier = Svar på enkäten: { $answers }; från inköpens leverantörer, som räknas: { $found }; från fysiska personer, som inte används: { $persons }.
note-multiplier-assumed = Andelar som antas per bransch: { $source }.
table-multiplier = Lokal multiplikator LM3, en modell efter en enkät{ $year }, { $scope }
col-answered = Svarat, efter belopp
counts-answers = { $n-n ->
    [one] svar
   *[other] svar
}
measure-local-multiplier-here-amount = Andra omgången: köpt av lokala leverantörer
measure-local-multiplier-again-amount = Tredje omgången: använt på nytt här av dessa
measure-local-multiplier-mean-share = Av andra omgången, efter svarens medelvärde
measure-local-multiplier-assumed-share = Av andra omgången, efter antagna andelar
need-survey-answers = svar på en enkät från minst tre lokala leverantörer
finding-model = Det som köpts av lokala leverantörer, { $direct }, kräver enligt en input-outputmodell en produktion av { $value } i området; modellen täcker { $coverage } av de lokala inköpen
caveat-model = En input-outputmodell ger genomsnitt för branscher ett tidigare år och mäter inget: den säger inte vad ett inköp till ger, och inte heller vad företagen annars hade sålt. Arbetstillfällena är de som produktionen kräver; inga skapas. Dess summor läggs inte till den lokala multiplikatorns: de räknar samma pengar.
note-model = Koefficienter: { $source }, för { $year }.
note-model-country = De är landets, omräknade till området med lokaliseringskvoter för sysselsatta med exponenten { $delta }.
table-model = De lokala inköpens input-outputeffekter, en modell{ $year }, { $scope }
col-in-model = I modellen
measure-input-output-effects-direct-amount = Köpt av lokala leverantörer i modellens branscher
measure-input-output-effects-type-two-amount = Produktion med det som hushållen använder på nytt (typ II)
measure-input-output-effects-jobs-count = Arbetstillfällen som produktionen kräver
measure-input-output-effects-taxes-amount = Skatter från produktionen
need-input-output-model = en input-outputmodell med lokala leverantörers branscher (egna tabeller)
card-emissions = Utsläpp, skattning efter belopp
