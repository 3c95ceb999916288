area-title = { $area }: vem köper vad, och varifrån
area-title-buyers = Vem köper vad, och varifrån: { $buyers }
area-several = { $count } köpare
area-subtitle = { $period }, i { $currency }, { $scope }. Sida vid sida: { $buyers }.
area-together = Tillsammans
area-note-order = Köparna står i bokstavsordning; ingenting här rangordnar dem. Siffrorna skiljer sig av många skäl: vad kommunen gör själv, vad andra köper för dess räkning och vad dess underlag innehåller.
area-note-sums = Varje tal kommer från köparens egen rapport. Det som en rapport inte visar ingår inte heller i summor över flera köpare.
area-note-left-out = Hela { $year } finns inte i dessa köpares underlag, så de är utelämnade: { $buyers }.
area-note-vat-all = Beloppen innehåller moms, helt eller delvis.
area-footer = Gjord med Vire { $version } av rapporter från { $count-n ->
    [one] en köpare
   *[other] { $count } köpare
    }. Tal utan egen källa kommer från köparnas leverantörsreskontror.
area-source = { $period }, { $scope }. Källa: leverantörsreskontror, { $buyers }

area-buyers = Hur mycket som köps
area-buyers-finding = { $period } köpte dessa { $count } köpare för { $sum } tillsammans
area-buyers-chart = Inköp per köpare
area-buyers-table = Inköp per köpare, { $period }
area-years-table = Inköp per köpare och år, { $scope }
area-col-inhabitant = Per invånare
area-note-years = År som inte finns i en köpares underlag från första månaden till den sista saknar tal här.
area-note-shared = På raden tillsammans räknas leverantörer som säljer till flera köpare en gång.

area-sectors = Vad som köps
area-sectors-finding = Mest köps inom { $sector }: { $sum } av { $total }
area-sectors-chart = Inköp per bransch, alla köpare tillsammans
area-sectors-table = Inköp per bransch och köpare, { $period }
area-sectors-table-of = Inköp per bransch och köpare, { $period }: { $buyers }
area-sectors-note = Branscherna följer av reskontrornas konton, leverantörernas branscher och ord; en bransch där en köpare inte har köpt något har en nolla.

area-places = Varifrån det köps
area-places-finding = { $share } av inköpen gjordes från leverantörer i köparens egen kommun
area-places-finding-between = { $low }–{ $high } av inköpen gjordes från leverantörer i köparens egen kommun
area-places-chart = Inköp efter avstånd
area-places-table = Inköp efter avstånd från köparen, { $period }
area-local-table = Lokal andel av inköpen per köpare och år, { $scope }
area-places-note = Avståndet räknas från varje köpares egen kommun, så en grannkommuns leverantör är nära men inte lokal.
area-places-note-basis = Vad som gör en leverantör lokal är inte detsamma för alla köpare: { $groups }.
area-basis-domicile = sätet: { $buyers }
area-basis-establishment = något arbetsställe: { $buyers }
area-basis-invoice-address = adressen på fakturan: { $buyers }
area-places-bounds = Gränser, { $period }
area-places-none = Var leverantörerna finns är inte känt för { $buyers }: allt de köpte räknas till okänd plats.
area-places-unknown = Gränserna visar hur mycket leverantörer vars plats inte är känd kunde flytta andelen.

area-shared = Vem som säljer till flera
area-shared-finding = Av { $all } leverantörer sålde { $several } till mer än en av köparna
area-shared-none = Ingen av { $all } leverantörer sålde till mer än en av köparna
area-shared-counts = Leverantörer efter hur många köpare de sålde till, { $period }
area-shared-table = Leverantörer till flera köpare, { $period }
area-shared-table-first = Leverantörer till flera köpare, { $period }: de { $shown } första av { $all }
area-col-buyers = Köpare
area-col-sells-to = Sålde till
area-col-sells = Branscher
area-shared-note = Leverantörer som sålde något till en köpare, { $scope }. De är samma där organisationsnumret eller, om det saknas, namnet är detsamma. Enskilda näringsidkare och personer räknas men nämns inte, och inte heller de vars namn kan vara en persons. Listan säger inget om summor: först kommer de som säljer till flest köpare, sedan bokstavsordning.

area-coming = Vad som kommer
area-coming-finding = { $count-n ->
    [one] En upphandling är på väg
   *[other] { $count } upphandlingar är på väg
    }
area-coming-finding-none = Enligt de kalendrar som finns är ingen upphandling på väg
area-coming-as-of = , läget { $date }
area-coming-note-day = Listor från tiden före { $date }: { $buyers }.
area-coming-note-without = Ingen kalender har getts för { $buyers }.
area-coming-absent = Ingen köpares kalender har getts

area-data = Vad siffrorna vilar på
area-data-table = Inköpen bakom siffrorna
area-col-covers = Hela år
area-col-lines = Rader
area-col-rejected = Avvisade rader
area-col-placeless = Plats okänd, { $period }
area-col-sectorless = Bransch okänd, { $period }
area-col-vat = Moms
area-col-registers = Leverantörsregister av den
area-data-note = Rader och avvisade rader gäller alla år. Andelarna är av summorna { $scope }.
area-local-means = Vad som är lokalt för var och en: { $homes }.
