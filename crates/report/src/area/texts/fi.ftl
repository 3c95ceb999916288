area-title = { $area }: kuka ostaa mitä ja mistä
area-title-buyers = Kuka ostaa mitä ja mistä: { $buyers }
area-several = { $count } ostajaa
area-subtitle = { $period }, { $currency }, { $scope }. Rinnakkain: { $buyers }.
area-together = Yhteensä
area-note-order = Ostajat ovat aakkosjärjestyksessä, eikä niitä aseteta paremmuusjärjestykseen. Luvut eroavat monesta syystä: mitä kunta tekee itse, mitä muut ostavat sen puolesta ja mitä sen aineisto sisältää.
area-note-sums = Jokainen luku on ostajan omasta raportista. Mitä raportti ei näytä, ei ole mukana usean ostajan summissakaan.
area-note-left-out = Koko vuosi { $year } ei ole näiden ostajien aineistossa, joten ne on jätetty pois: { $buyers }.
area-note-vat-all = Summat sisältävät arvonlisäveron kokonaan tai osittain.
area-footer = Tehty ohjelmalla Vire { $version } { $count-n ->
    [one] yhden ostajan
   *[other] { $count } ostajan
    } raporteista. Luvut, joilla ei ole omaa lähdettä, ovat ostajien ostoreskontrista.
area-source = { $period }, { $scope }. Lähde: ostoreskontrat, { $buyers }

area-buyers = Paljonko ostetaan
area-buyers-finding = Vuonna { $period } nämä { $count } ostajaa ostivat yhteensä { $sum }
area-buyers-chart = Hankinnat ostajittain
area-buyers-table = Hankinnat ostajittain, { $period }
area-years-table = Hankinnat ostajittain ja vuosittain, { $scope }
area-col-inhabitant = Asukasta kohti
area-note-years = Vuodet, jotka eivät ole ostajan aineistossa ensimmäisestä kuukaudesta viimeiseen, ovat vailla lukua.
area-note-shared = Yhteensä-rivillä usealle ostajalle myyvä toimittaja on laskettu kerran.

area-sectors = Mitä ostetaan
area-sectors-finding = Eniten ostetaan toimialalta { $sector }: { $sum }, kun kaikki hankinnat ovat { $total }
area-sectors-chart = Hankinnat toimialoittain, kaikki ostajat yhteensä
area-sectors-table = Hankinnat toimialoittain ja ostajittain, { $period }
area-sectors-table-of = Hankinnat toimialoittain ja ostajittain, { $period }: { $buyers }
area-sectors-note = Toimialat on päätelty kunkin ostoreskontran tileistä, toimittajien toimialoista ja sanoista; toimialalla, jolta ostaja ei ole ostanut mitään, on nolla.

area-places = Mistä ostetaan
area-places-finding = { $share } hankinnoista tehtiin ostajan oman kunnan toimittajilta
area-places-finding-between = { $low }–{ $high } hankinnoista tehtiin ostajan oman kunnan toimittajilta
area-places-chart = Hankinnat etäisyyden mukaan
area-places-table = Hankinnat etäisyyden mukaan ostajasta, { $period }
area-local-table = Paikallinen osuus hankinnoista ostajittain ja vuosittain, { $scope }
area-places-note = Etäisyys lasketaan kunkin ostajan omasta kunnasta, joten naapurikunnan toimittaja on lähellä mutta ei paikallinen.
area-places-note-basis = Toimittajan paikallisuuden peruste ei ole kaikilla ostajilla sama: { $groups }.
area-basis-domicile = kotipaikka: { $buyers }
area-basis-establishment = mikä tahansa toimipaikka: { $buyers }
area-basis-invoice-address = laskun osoite: { $buyers }
area-places-bounds = Rajat, { $period }
area-places-none = Näiden ostajien toimittajien paikkoja ei tiedetä: { $buyers }. Kaikki niiden hankinnat ovat tuntemattomasta paikasta.
area-places-unknown = Rajat kertovat, kuinka paljon toimittajat, joiden paikkaa ei tiedetä, voisivat siirtää osuutta.

area-shared = Kuka myy usealle
area-shared-finding = { $all } toimittajasta { $several } myi useammalle kuin yhdelle ostajista
area-shared-none = Yksikään { $all } toimittajasta ei myynyt useammalle kuin yhdelle ostajista
area-shared-counts = Toimittajat sen mukaan, kuinka monelle ostajalle ne myivät, { $period }
area-shared-table = Usean ostajan toimittajat, { $period }
area-shared-table-first = Usean ostajan toimittajat, { $period }: { $shown } ensimmäistä, kaikkiaan { $all }
area-col-buyers = Ostajia
area-col-sells-to = Myi ostajille
area-col-sells = Toimialat
area-shared-note = Toimittajat, jotka myivät ostajalle jotakin, { $scope }. Toimittaja on sama, jos Y-tunnus tai sen puuttuessa nimi on sama. Elinkeinonharjoittajat ja henkilöt on laskettu mukaan, mutta heitä ei nimetä, eikä niitä, joiden nimi voi olla henkilön. Luettelo ei kerro summista: ensin ovat ne, jotka myyvät useimmille ostajille, sitten aakkosjärjestys.

area-coming = Mitä on tulossa
area-coming-finding = { $count-n ->
    [one] Yksi hankinta on tulossa
   *[other] { $count } hankintaa on tulossa
    }
area-coming-finding-none = Annettujen kalenterien mukaan yhtään hankintaa ei ole tulossa
area-coming-as-of = , tilanne { $date }
area-coming-note-day = Päivää { $date } vanhempi luettelo: { $buyers }.
area-coming-note-without = Näiltä ostajilta ei ole saatu kalenteria: { $buyers }.
area-coming-absent = Yhdenkään ostajan kalenteria ei ole annettu

area-data = Mihin luvut perustuvat
area-data-table = Lukujen takana olevat ostot
area-col-covers = Kokonaiset vuodet
area-col-lines = Rivejä
area-col-rejected = Hylättyjä rivejä
area-col-placeless = Paikka ei tiedossa, { $period }
area-col-sectorless = Toimiala ei tiedossa, { $period }
area-col-vat = Arvonlisävero
area-col-registers = Toimittajarekisterien päivä
area-data-note = Rivit ja hylätyt rivit ovat kaikilta vuosilta. Osuudet ovat summista, { $scope }.
area-local-means = Mikä on kullekin paikallista: { $homes }.
