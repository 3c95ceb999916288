# Vad kommandona frågar och skriver i konfigurationsfiler.

ask-number = Välj 1–{ $count }, eller tryck Enter för att lämna frågan öppen:
ask-none-of-these = "{ $answer }" är inget av dessa.
ask-near = Menade du "{ $name }"?
ask-yes = j ja
ask-no = n nej

init-whose = Vems inköp är det här? Skriv namnet på kommunen eller en annan köpare:
init-whose-again = Skriv namnet på ett annat sätt.
init-unknown-buyer = "{ $name }" finns inte bland de kommuner som Vire känner till ({ $countries }). Vems inköp är det här?
init-which-country = Det finns en kommun som heter "{ $name }" i flera länder. Vilken är det?
init-buyer-in = { $name }, { $country }
init-buyer-choice = Skriv en siffra eller namnet på ett annat land, eller tryck Enter för att avsluta:
init-no-country = Det finns inget land som heter "{ $name }".
init-home = Vilka kommuner räknas som lokala? Skriv namnen med kommatecken emellan, eller tryck Enter för att lämna frågan öppen:
init-home-proposed = Vilka kommuner räknas som lokala? Skriv namnen med kommatecken emellan, eller tryck Enter för { $names }:
init-no-municipality = Det finns ingen kommun som heter "{ $name }" i köparens land.
init-kind-register = ett leverantörsregister
init-kind-calendar = en upphandlingskalender
init-kind-contracts = ett avtalsregister
init-lies-beside = I samma mapp ligger { $file }, som ser ut att vara { $kind }.
init-use-it = Ska den tas med?

init-head =
    Skapad av vire init. Det som står efter # är kommentarer; ta bort tecknet så gäller raden.
    Sökvägar utgår från den här filens mapp. Kommandot `vire schema` beskriver alla nycklar.
init-about-buyer = Vems inköp det är.
init-about-population = för inköp per invånare
init-about-purchases = Exporterna och vad som hittades i dem. Skriv bara det som är fel eller öppet.
init-about-register = Vilka leverantörerna är och var de finns. Utan register är få orter och branscher kända.
init-about-calendar = Kommande upphandlingar, till kalendern och presentationen.
init-about-contracts = Avtal som löper ut och upphandlas på nytt dessförinnan.
init-about-locality = Vad som räknas som lokalt. Utan detta är det köparens egen kommun.
init-open-locality = Öppen fråga: vilka kommuner räknas som lokala?
init-about-period = Räkenskapsåret, om det inte börjar i januari.
init-about-breaks = Vad som ändrades i landets alla kommuner; åren före och efter märks ut. Skriv raderna själv för att ändra förklaringen, eller [period] country_breaks = false.
init-about-quality = När en körning inte publicerar något.
init-about-max-rejected = en större andel avvisade rader än så här
init-about-max-unclassified = en större andel av pengarna saknar bransch
init-about-max-unknown-place = en större andel av pengarna går till leverantörer utan känd ort
init-about-overlap = en månad finns i två filer; eller newest, keep-first, keep-all
init-about-gates = När en körning hålls tillbaka för att den avviker mer än vanligt från den publicerade.
init-about-max-age = så många dagar gammal får den nyaste posten vara när körningen är schemalagd
init-other-header = bara det som tolkades fel
init-settled = som i de andra filerna; de egna värdena lämnar det öppet
init-rows = { $rows } rader, { $rejected } avvisade, summa { $sum }
init-besides = Utöver de angivna filerna matchas { $file }
init-question = fråga
init-wrote = { $file } är skriven
init-added = Det nya har lagts till i slutet av { $file }
init-nothing-new = Det finns inget nytt att lägga till i { $file }
init-read-already = { $file } läses redan
init-export-added = { $file } läses från och med nu
init-next = nästa steg: { $command }
init-next-open = öppna frågor i den: { $count }; besvara dem i filen och sedan: { $command }

question-doubted-ledger = Är det här en leverantörsreskontra?
question-no-supplier-column = Vilken kolumn anger leverantörerna?
question-mostly-negative = Är inköpen skrivna som negativa belopp här?
question-sign-by-word = Anger någon kolumn vilka rader som är krediteringar?
question-unit-named = Är beloppen i tusental eller miljoner?
question-swapped-days = Har ett kalkylprogram kastat om dagar och månader?
question-far-day = Vilken period gäller inköpen?
question-as-of-apart = Vilken dag ska rapporterna utgå från?
question-other-buyer = Är det här den här köparens inköp?
question-several-buyers = Vems inköp ska läsas?
question-negative-total = Finns alla rader i reskontran med?
question-all-zero = I vilken kolumn står beloppet?
question-wide-rows = Står värdena under sina egna rubriker?
question-column-choice = Är det här rätt kolumn?
question-decimal-mark = Vilket tecken står före decimalerna?
question-date-order = Står dagen eller månaden först i datumen?

paper-title = Så är siffrorna gjorda
paper-cite = Gjort av Vire { $version }, incheckning { $commit }, med { $count } kodlistor av versionen { $lists }. En körnings manifest anger detsamma, liksom källfilerna med deras kontrollsummor och körningens egna regler.
paper-indicators = Indikatorer
paper-indicators-intro = Varje indikator är en SQL-fråga; "vire explain --sql ID" skriver ut den. Saknas det som en indikator behöver i underlaget beräknas den inte, och är inte noll. Gränserna är värdet om allt okänt låg på den ena eller den andra sidan.
paper-reading = Så läses det
paper-pitfalls = Vad det inte säger
paper-unit = Enhet
paper-headline = Huvudtal
paper-needs = Behöver
paper-periods = Perioder
paper-counts = n räknar
paper-source = Källa
paper-scope = Vad som lämnas utanför
paper-scope-intro = Dessa regler håller rader utanför summorna, om inte konfigurationsfilen säger annat.
paper-sectors = Branscher
paper-tables = De publicerade tabellerna
paper-tables-intro = Var och en är en Parquetfil, inköpens tabell en för varje år. Belopp är i köparens valuta med två decimaler. Kolumnernas beskrivningar är på engelska, som i filerna.
paper-column = Kolumn
paper-type = Typ
paper-meaning = Betydelse
