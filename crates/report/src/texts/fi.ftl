title = { $buyer }: hankinnat { $period }
subtitle = Mihin raha menee, kenelle ja kuinka lähelle. Tilanne { $date }; valuutta { $currency }, { $vat }.
subtitle-placeless = Mihin raha menee ja kenelle. Tilanne { $date }; valuutta { $currency }, { $vat }.
vat-net = ilman arvonlisäveroa
vat-none = summat kuten ostoreskontrassa
vat-some = osin arvonlisäveron kanssa
vat-gross = arvonlisäveron kanssa
note-latest = Avainluvut ovat vuodelta { $year }, joka on aineiston viimeisin täysi vuosi, ellei taulukossa toisin sanota.
note-latest-partial = Avainlukujen jakso: { $year }. Aineisto ei kata yhtään täyttä vuotta, joten täyttä vuotta vaativia lukuja ei anneta eikä jaksoa pidä verrata täysiin vuosiin.
note-months = Vuoden perässä suluissa ovat ne kuukaudet, jotka aineisto kattaa: vajaata vuotta ei pidä verrata täysiin vuosiin.
note-other-months = Luvuissa on mukana myös { $count-n ->
    [one] yksi rivi
   *[other] { $count } riviä
} muilta kuukausilta ({ $months }): rivejä on niin vähän, ettei näitä kuukausia mainita katettujen joukossa.
note-stray = Lisäksi { $count } riviä kuuluu muihin kuukausiin ({ $months }): liian vähän ajanjakson kuvaamiseen. Ne eivät ole minkään näytetyn vuoden luvuissa.
note-break = Sarjan sisältö muuttuu { $date }: { $reason } Muutosta edeltävät ja sen jälkeiset vuodet eivät ole keskenään vertailukelpoisia.
note-held = Luvuista on rajaussäännöillä jätetty pois { $amount } ({ $share } kaikkien rivien summasta); raportti luettelee jokaisen säännön summineen.
note-basis-domicile = Paikallinen tarkoittaa, että toimittajan rekisteröity kotipaikka on { $home }. Se ei kerro, missä työ tehdään.
note-basis-establishment = Paikallinen tarkoittaa, että toimittajan rekisteröity kotipaikka tai toimipaikka on annettujen rekisterien mukaan { $home }.
note-basis-invoice-address = Paikallinen tarkoittaa, että toimittajan laskutusosoite on kunnassa { $home } tai, jos osoitetta ei ole ostoreskontrassa, sijainti rekisterin mukaan siellä. Se ei kerro, missä työ tehdään.
note-gross = Osassa tiedostoista on vain arvonlisäverolliset summat: niiden luvut sisältävät veron eivätkä ole verrattavissa verottomiin.
note-gross-all = Kaikki summat sisältävät arvonlisäveron: ne eivät ole verrattavissa verottomiin.
note-assumed = Oletus, jota kukaan ei ole vahvistanut: { $files } on luettu asetuksella { $answer } ({ $code }).
note-no-place = Paikallisuutta ei voi kertoa: kotikuntaa ei ole annettu.
note-no-municipalities = Ohjelmassa ei ole tämän maan kuntien taulukkoa, joten paikallisista ostoista ei sanota mitään.
note-no-register = Toimittajien sijaintia ei tiedetä, joten paikallisista ostoista ei sanota mitään. Ne saa mukaan toimittajarekisterillä, jossa on kotikunnat: se nimetään asetustiedostossa tai valinnalla --register.

section-key = Avainluvut
section-years = Vuosittain
section-sectors = Toimialoittain
section-values = Arvon mukaan
section-places = Missä toimittajat ovat
section-suppliers = Suurimmat toimittajat
section-scope = Mitä luvuissa on mukana ja mitä ei
section-quality = Aineisto ja sen laatu
section-others = Mitä muut ovat mitanneet
others-intro = Nämä luvut ovat muiden mittaamia, ja ne näytetään sellaisina kuin ne on annettu. Ne kertovat yritysten ja ihmisten näkemyksistä tai muusta, mitä ostoreskontrassa ei ole, eikä niistä lasketa tässä mitään.
table-others = Muiden mittaamia
col-unit = Yksikkö
col-source-of = Lähde
section-method = Miten luvut on laskettu

scope-external = kaikki ulkoiset hankinnat
scope-market = ilman tunnettuja julkisyhteisöjä
scope-market-group = ilman tunnettuja julkisyhteisöjä ja omaa konsernia
basis = { $period }, { $scope }; n = { $n } { $counts }; tiedossa { $coverage } summasta
basis-years = { $period }, { $scope }
at-least = vähintään { $share }
basis-short = { $period }, { $scope }; n = { $n } { $counts }
counts-suppliers = { $n-n ->
    [one] toimittaja
   *[other] toimittajaa
}
counts-sellers = { $n-n ->
    [one] toimittaja, jonka myynti ylittää hyvitykset
   *[other] toimittajaa, joiden myynti ylittää hyvitykset
}
counts-groups = { $n-n ->
    [one] ryhmä
   *[other] ryhmää
}
counts-lines = { $n-n ->
    [one] rivi
   *[other] riviä
}
counts-invoices = { $n-n ->
    [one] lasku
   *[other] laskua
}
card-a8 = Neljän suurimman toimittajan osuus yksilöityjen toimittajien myynnistä
card-a11 = Alle { $limit } vuodessa myyneet, osuus toimittajista
bounds = välillä { $low } – { $high }, miten tuntemattomat jakautuvatkin
not-computed = { $title }: ei laskettu, tarvitaan { $needs }

col-year = Vuosi
col-external = Kaikki ulkoiset hankinnat
col-period = Ajanjakso
col-same-months = Edellisen vuoden samat kuukaudet
col-change = Muutos
col-what = Mikä
col-driver = Suurin yksittäinen muutos
col-dependency = Osuus liikevaihdosta, jonka toimittaja myi ostajalle
dependency-under-10 = Alle 10 %
dependency-10-30 = 10 – alle 30 %
dependency-30-50 = 30 – alle 50 %
dependency-over-50 = Vähintään 50 %
dependency-unknown = Liikevaihto ei tiedossa, henkilöt ja toiminimet
col-paid-within = Maksettu viimeistään
col-share-sum = Osuus summasta
col-share-invoices = Laskuittain
col-size-class = Toimittajan koko
col-invoices = Laskuja
col-paid-30-sum = 30 päivässä, summasta
col-paid-30-invoices = 30 päivässä, laskuista
col-mean-days = Keskiarvo, päivää
col-median-days = Mediaani, päivää
size-micro = Mikroyritys (alle 10 työllistä)
size-small = Pieni (10–49)
size-medium = Keskisuuri (50–249)
size-large = Suuri (vähintään 250)
size-unknown = Koko ei tiedossa
within-14-days = 14 päivässä
within-30-days = 30 päivässä
within-60-days = 60 päivässä
row-paid-late = Eräpäivän jälkeen
row-mean-days = Keskiarvo, päivää
row-median-days = Mediaani, päivää
row-open-count = Pois jätetty: päivä ei ole tiedossa
row-before-invoice-count = Pois jätetty: maksettu ennen laskun päivää
row-over-two-years-count = Pois jätetty: yli kaksi vuotta
row-credit-count = Pois jätetty: hyvityslaskut
col-owner = Mikä toimittaja on ostajalle
owner-in-house = Sidosyksiköt
owner-own = Muut ostajan omistamat yhtiöt
owner-other-municipalities = Muiden kuntien omistamat
owner-public-body = Julkisyhteisöt
owner-association = Yhdistykset ja säätiöt
owner-private = Yksityiset toimittajat
owner-unknown = Tuntematon
row-weighted = Sidosyksiköt ostajan omistusosuudella painotettuina
col-within-sectors = Toimialan sisällä
col-mix = Toimialan paino
row-change-all = Yhteensä
change-entered = Uudet edelliseen vuoteen verrattuna
change-left = Edellisen vuoden jälkeen pois jääneet
change-grew = Myivät enemmän kuin edellisenä vuonna
change-shrank = Myivät vähemmän kuin edellisenä vuonna
change-same = Myivät saman verran kuin edellisenä vuonna
change-persons = Luonnolliset henkilöt ja toiminimet yhteensä
change-unidentified = Suojattu tai toimittajaa ei nimetty
headline-a6 = Suurimman toimialan osuus luokitelluista
headline-b9 = Yritysten osuus, kun toimittajatyyppi tunnetaan
col-market = Ilman tunnettuja julkisyhteisöjä
col-suppliers = Toimittajia
col-local-share = Paikallisten osuus
col-local-bounds = Rajat
col-sector = Toimiala
col-sum = Summa
col-share = Osuus
col-band = Arvo
col-supplier-years = Toimittajia
col-supplier-share = Osuus toimittajista
col-postings = Laskurivejä
col-posting-share = Osuus laskuriveistä
col-ring = Etäisyys
col-kind = Toimittajan laji
col-supplier = Toimittaja
col-class = Luokka
col-lines = Rivejä
col-file = Tiedosto
col-read = Luettuja rivejä
col-kept = Mukana
col-rejected = Hylätty
col-other = Muita rivejä
col-sum-kept = Mukana oleva summa
col-reason = Syy
col-rows = Rivejä
col-method = Ratkaisun peruste
col-right = Oikein kokeessa
col-source = Tiedon lähde

table-years = Hankinnat ja paikallisten osuus vuosittain
table-years-alone = Hankinnat vuosittain
table-same-months = Vajaa vuosi ja edellisen vuoden samat kuukaudet
table-changes = Suurimmat muutokset{ $year }, { $scope }
table-dependency = Toimittajat sen mukaan, kuinka suuri osa liikevaihdosta ostaja on{ $year }, { $scope }
table-owners = Hankinnat toimittajan omistajan mukaan{ $year }, { $scope }
table-changes-suppliers = Hankintojen muutos sen mukaan, mitä toimittajille tapahtui, { $before } – { $now }, { $scope }
table-changes-local = Paikallisen osuuden muutos toimialoittain { $before } – { $now }, { $scope }
table-sectors = Hankinnat toimialoittain{ $year }, { $scope }
table-supplier-bands = Toimittajat vuosimyynnin mukaan{ $year }, { $scope }
table-posting-bands = Laskurivit summan mukaan{ $year }, { $scope }
table-rings = Osuus summasta etäisyyden mukaan, { $scope }
table-kinds = Osuus summasta toimittajan lajin mukaan{ $year }, { $scope }
table-suppliers = Kaksikymmentä suurinta nimettävää toimittajaa{ $year }, { $scope }
table-scope = Jokainen rivi kuuluu yhteen luokkaan
table-files = Luetut tiedostot
table-rejected = Hylätyt rivit syyn mukaan
table-methods = Miten toimiala ratkaistiin, kaikki rivit
table-places = Mistä toimittajan sijainti tiedetään, ulkoiset hankinnat
values-note = Yksi laskurivi ei ole yksi hankinta eikä toimittajan vuosi yksi sopimus: arvoluokat kuvaavat rahavirtojen kokoa, eivät sitä, miten hankinta on tehty.
rents-note = Kaaviossa ja taulukossa vuokrat ovat mukana; otsikossa niitä ei lasketa, koska kynnysarvot eivät koske kiinteistöjen vuokria.
places-note = Tuntematon on oma luokkansa ja mukana jokaisessa summassa. Kunkin taulukon otsikko kertoo, ovatko julkisyhteisöt mukana.
suppliers-note = Toiminimiksi tai yksityishenkilöiksi tiedettyjen toimittajien nimiä ei näytetä; henkilöä, jolla ei ole tunnusta eikä yhtiömuotoa, ei voi nimestä erottaa yrityksestä. Toimittajan, jonka summaa ei näytetä, sija ei ole tiedossa: se on luettelon lopussa tai jätetty pois, kun luetellaan vain nimiä.
scope-intro = Luvut koskevat ulkoisia hankintoja. Rivit, jotka eivät ole ostoja ulkopuolelta, jätetään pois alla olevilla säännöillä; ne säilyvät julkaistussa taulussa säännön nimellä merkittyinä.
scope-public = Julkisyhteisöt tunnistetaan nimestä tai y-tunnuksesta: tässä { $count-n ->
    [0] ei yhtään toimittajaa
    [one] yksi toimittaja
   *[other] { $count } toimittajaa
}. Tunnistamaton lasketaan muihin.
rejected-missing-amount = Summa puuttuu
rejected-unreadable-amount = Summaa ei voi lukea
rejected-uncomputed-formula = Kaavan arvoa ei ole tallennettu
rejected-amount-alone = Rivillä on summa eikä muuta
rejected-unreadable-date = Päivämäärää ei voi lukea
rejected-other-currency = Summa on muussa valuutassa, eikä kurssia ole annettu
rejected-no-rate = Valuutalle tai päivälle ei ole kurssia
rejected-torn-row = Rivin solut eivät sovi sarakkeisiin
quality-intro = Rivejä luettiin { $read }; mukana on { $kept } ja hylättyjä { $rejected }. Mukana olevien rivien summa on { $sum }, ja se täsmää sentilleen summiin toimialoittain, etäisyyden mukaan, arvoluokittain, vuosittain ja kirjoitetuissa tiedostoissa.
quality-masked = Henkilötunnuksia peitettiin { $count } eri tekstistä ennen kuin mitään kirjoitettiin.
quality-register = { $share } ulkoisesta summasta tulee toimittajilta, jotka löytyvät rekisteristä ({ $found } / { $all } toimittajaa).
quality-no-register = Yhtään toimittajaa ei löydy rekisteristä: rekisteriä ei annettu, tai se ei tunne niitä.
quality-problems = Lukemisen aikana huomattua:
quality-rounded = { $count } summassa oli yli kaksi desimaalia; ne pyöristettiin kahteen.
quality-undated = { $count } rivillä ei ole päivämäärää.
quality-names = { $count } y-tunnusta esiintyy useammalla kuin yhdellä nimellä.
method-intro = Jokainen tunnusluku on yksi SQL-kysely pieniin tauluihin, jotka on tehty julkaistuista hankinnoista; komento "vire explain" tulostaa samat sivut, ja esimerkiksi "{ $trace }" näyttää, mistä toimittajista ja kirjanpidon riveistä luku koostuu. Paikallisuus ei ole laillinen valintaperuste: sijaintiluvut on tarkoitettu markkinavuoropuheluun, hankintojen jakamiseen osiin ja tiedoksi.
method-thresholds = Kynnysarvot koskevat koko sopimuksen ennakoitua arvoa. Yksittäisen laskurivin tai toimittajan vuosisumman vertaaminen niihin on suuntaa-antavaa eikä kerro, miten mitään on hankittu. Kynnysarvot eivät koske kiinteistöjen vuokria: myyntiä verrataan niihin ilman vuokria.
method-register-date = Rekisteri on päivältä { $date }; se kertoo nykytilan, ei laskun ajankohdan tilannetta.
method-register-of-date = Rekisteri on päivältä { $date }.
method-moves = { $count-n ->
    [one] Yksi toimittaja on rekisterin mukaan muuttanut: kunakin vuonna sen sijainti on se, missä se oli vuoden lopussa.
   *[other] { $count } toimittajaa on rekisterin mukaan muuttanut: kunakin vuonna toimittajan sijainti on se, missä se oli vuoden lopussa.
}
masked-suppliers = Toiminimet ja yksityishenkilöt ({ $count }), ei nimetty
no-figure = – = ei lukua: aineisto ei sitä kerro, luku vaatii täyden vuoden, tai alle puolet sen perustasta tunnetaan.
not-shown = .. = ei näytetä: alle 3 toimittajaa, joista joku voi olla henkilö, tai luku, josta heidän lukunsa seuraisi.
share-below = alle { $share }
share-above = yli { $share }
sellers-none = ei nimetä
footer = Tehty Vire-ohjelmalla { $version } { $files-n ->
    [one] yhdestä tiedostosta
   *[other] { $files } tiedostosta
}. Sama aineisto tuottaa täsmälleen samat tiedostot; manifest.json kertoo lähteet, valitut lukutavat ja läpäistyt tarkistukset.
undated = ilman päivämäärää

in = Ulkoiset hankinnat: markkinat
public-bodies = Ulkoiset hankinnat: julkisyhteisöt
ring-municipality = Omassa kunnassa
ring-sub-region = Muualla seutukunnassa
ring-region = Muualla maakunnassa
ring-country = Muualla maassa
ring-abroad = Ulkomailla
abroad-eu-eea = Ulkomailla: EU- ja ETA-maissa
abroad-other-countries = Ulkomailla: muissa maissa
abroad-unknown-country = Ulkomailla: maa tuntematon
basis-domicile = Kotipaikka kunnassa
basis-establishment = Kotipaikka tai toimipaikka kunnassa
ring-unknown-or-hidden = Tuntematon tai ei näytetä
ring-unknown = Tuntematon
kind-company = Yhtiöt
kind-sole-trader = Toiminimet
kind-association = Yhdistykset ja säätiöt
kind-co-operative = Osuuskunnat
kind-public-body = Julkisyhteisöt
kind-own-group = Oman konsernin yhtiöt
kind-person = Yksityishenkilöt
kind-foreign = Ulkomaiset toimittajat
kind-redacted = Julkaisijan peittämät
kind-unnamed = Toimittaja nimeämättä
kind-unknown = Tuntematon
band-negative = nolla tai hyvitys
band-below = alle { $to }
band-to-eu = { $from } – EU-kynnysarvo
band-above-eu = EU-kynnysarvo tai yli
method-override = oma päätös
method-account = tilinumero
method-account-name = tilin nimi
method-words = laskurivin sanat
method-industry = toimittajan toimiala
method-cpv = CPV-koodi
method-none = ei ratkaistu
right-unmeasured = ei mitattu
right-note = Oikein kokeessa: kuinka moni Ruotsin julkisten ostajien vuoden 2021 sopimuksista, joiden toimialan CPV-koodi kertoo, sai saman toimialan; sanat on koeteltu toimittajilla ja hankinnoilla, joista niitä ei ole opittu. Omia päätöksiä ja tilejä ei ole mitattu, koska sopimuksissa niitä ei ole. Jos osuminen on epätodennäköisempää kuin erehtyminen, rivi jää luokittelematta.
place-register = rekisteri: kotikunta
place-register-postcode = rekisteri: postinumero
place-export-postcode = aineisto: postinumero
place-public-body = julkisyhteisön oma nimi tai tunnus
place-name = nimen lopussa oleva paikka
place-country = vain maa
place-none = tuntematon

page-skip = Siirry sisältöön
page-contents = Sisällys
page-notes = Lue tämä ensin
page-data = Luvut taulukkona
page-explore = Tutki itse: vuodet, toimialat ja toimittajat
page-explore-intro = Valitse vuosi ja rajaus. Toimialan nimestä pääset sen toimittajiin.
page-suppliers = Toimittajat toimialoittain, ilman tunnettuja julkisyhteisöjä
page-suppliers-of = { $sector }: toimittajat { $year }
page-find = Etsi toimittajaa kaikilta toimialoilta
page-filter = Rajaa rivejä
page-shown = Rivejä näkyvissä:
page-cards = Toimialat yksitellen
page-all = Kaikki tunnusluvut
page-channels = Missä hankinnoista ilmoitetaan
page-contacts = Yhteyshenkilöt
page-not-computed = Mitä ei voitu laskea
page-definitions = Tunnuslukujen määritelmät, lukutavat ja sudenkuopat
coming-title = { $buyer }: tulevat hankinnat
coming-subtitle = Tulevia hankintoja: { $count }, tilanne { $date }.
coming-subtitle-undated = Tulevia hankintoja: { $count }.
coming-none = Tulevia hankintoja ei ole, tilanne { $date }.
coming-note-estimates = Ajankohdat ja arvot ovat ostajan arvioita ja voivat muuttua. Hankintailmoitus ratkaisee, mitä, miten ja milloin hankitaan.
coming-note-contracts = Osa on päätelty sopimuksen päättymisestä: ostaja ei ole ilmoittanut niistä ja voi päättää toisin. Siitä on kunkin kohdalla maininta.
coming-note-derived = * Päätelty sopimuksen päättymisestä: ostaja ei ole ilmoittanut hankinnasta ja voi päättää toisin.
coming-by-sector = Toimialoittain ja ajankohdittain
coming-by-sector-caption = Tulevien hankintojen määrä toimialoittain ja ajankohdittain
coming-total = Yhteensä
coming-section-caption = { $period }, hankintoja: { $count }
coming-quarter = Q{ $n }/{ $year }
coming-half = { $n }. puolivuosi { $year }
coming-quarter-short = Q{ $n }
coming-half-short = H{ $n }
coming-whole-year = vuosi
coming-at-most = enintään { $value }
coming-at-least = vähintään { $value }
coming-present-value = { $value } (nykyinen sopimus)
coming-derived = Päätelty: nykyinen sopimus päättyy { $end }. Ei ilmoitettu.
coming-derived-options = Päätelty: nykyinen sopimus päättyy { $end }, optioineen viimeistään { $last }. Ei ilmoitettu.
coming-origin-announced = ilmoitettu
coming-origin-contract-end = päätelty sopimuksen päättymisestä
coming-col-time = Ajankohta
coming-col-start = Alkaen
coming-col-end = Asti
coming-col-title = Hankinta
coming-col-buyer = Ostaja
coming-col-unit = Yksikkö
coming-col-value-low = Arvo vähintään
coming-col-value-high = Arvo enintään
coming-col-value = Arvioitu arvo
coming-col-procedure = Menettely
coming-col-contact = Yhteystiedot
coming-col-notes = Lisätietoja
coming-col-origin = Lähde
coming-col-contract-end = Sopimus päättyy
coming-col-reference = Numero
coming-footer = Tehty Vire-ohjelmalla { $version } { $files-n ->
    [one] yhdestä tiedostosta
   *[other] { $files } tiedostosta
}, { $read-n ->
    [one] yksi rivi
   *[other] { $read } riviä
}. Ei näytetä: { $past } mennyttä, { $duplicates } kahteen kertaan mainittua, sopimuksia ilman päättymispäivää { $open }, rivejä, joita ei voitu lukea, { $rejected }.

month-1 = tammikuu
month-2 = helmikuu
month-3 = maaliskuu
month-4 = huhtikuu
month-5 = toukokuu
month-6 = kesäkuu
month-7 = heinäkuu
month-8 = elokuu
month-9 = syyskuu
month-10 = lokakuu
month-11 = marraskuu
month-12 = joulukuu
month-stem-1 = tammi
month-stem-2 = helmi
month-stem-3 = maalis
month-stem-4 = huhti
month-stem-5 = touko
month-stem-6 = kesä
month-stem-7 = heinä
month-stem-8 = elo
month-stem-9 = syys
month-stem-10 = loka
month-stem-11 = marras
month-stem-12 = joulu
period-month = { $first }kuu
period-run = { $first }–{ $last }kuu
period-across = { $first }kuu { $from } – { $last }kuu { $to }
period-and = { $first } ja { $last }
during-month = { $first }kuussa
during-run = { $first }–{ $last }kuussa
during-across = { $first }kuusta { $from } { $last }kuuhun { $to }
during-months = { $months }
during-year = vuonna { $year }
during-financial-year = tilikaudella { $year }
covered-gaps = { $from }–{ $to }, välissä puuttuvia kuukausia

topic-total = Mitä ostamme yhteensä
topic-changes = Mikä muuttui
topic-sectors = Mitä ostamme toimialoittain
topic-sizes = Kuinka suuria laskurivit ovat
topic-supplier-sizes = Kuinka paljon yksi toimittaja myy vuodessa
topic-places = Missä toimittajat ovat
topic-suppliers = Ketkä myivät meille
topic-openness = Miten avoimia hankinnat ovat uusille ja pienille
topic-gaps = Mitä ostetaan eniten muualta
topic-supply = Mitä täältä voisi ostaa
topic-coming = Tulevat hankinnat
topic-participate = Näin pääset mukaan
topic-method = Miten luvut on tehty

suppliers-but-public = muilta kuin tunnetuilta julkisyhteisöiltä
suppliers-but-group = muilta kuin tunnetuilta julkisyhteisöiltä ja omalta konsernilta
finding-total = { $During } { $buyer } osti ulkopuolelta { $amount }, josta { $market } { $others }
finding-total-nearly = { $During } { $buyer } osti ulkopuolelta { $amount }, lähes kaiken { $others }
finding-total-all = { $During } { $buyer } osti ulkopuolelta { $amount }; yhdenkään toimittajan ei tiedetä olevan julkisyhteisö
finding-sectors = Suurin toimiala on { $sector }: { $share } summasta; kolme suurinta yhteensä { $three }
finding-sectors-known = Suurin tunnettu toimiala on { $sector }: { $share } summasta; kolme suurinta tunnettua yhteensä { $three } (luokittelematta { $unclassified })
finding-sizes = Laskuriveistä { $postings } on alle { $limit } (hyvitykset mukaan lukien), mutta niiden osuus summasta on { $euros }
finding-sizes-none = Yksikään laskurivi ei ole alle { $limit }
finding-supplier-sizes-all = Jokainen toimittaja myi vuodessa alle { $limit }, vuokria lukuun ottamatta ja sikäli kuin ostoreskontra kertoo
finding-supplier-sizes = Kun vuokria ei lasketa, { $count } toimittajasta { $suppliers } myi vuodessa alle { $limit }, sikäli kuin ostoreskontra kertoo; niiden osuus summasta ilman vuokria on { $euros }
finding-sizes-count = Laskuriveistä { $postings } on alle { $limit } (hyvitykset mukaan lukien)
finding-supplier-sizes-count = Kun vuokria ei lasketa, { $count } toimittajasta { $suppliers } myi vuodessa alle { $limit }, sikäli kuin ostoreskontra kertoo
finding-supplier-lowest = { $suppliers } toimittajista myi vuodessa alle { $limit }; niiden osuus summasta on { $euros }
finding-supplier-lowest-count = { $suppliers } toimittajista myi vuodessa alle { $limit }
finding-suppliers-count = { $During } toimittajia oli { $count }
finding-places = Summasta { $share } menee paikallisille toimittajille ({ $home })
finding-places-both = Summasta { $share } menee paikallisille toimittajille ({ $home }); enintään { $high }, jos kaikki sijainniltaan tuntemattomat olisivat siellä
finding-places-bounds = Paikallisille toimittajille ({ $home }) menee { $low } – { $high } summasta: useimpien sijaintia ei tiedetä
finding-suppliers = { $During } toimittajia oli { $count }; kymmenen suurimman osuus yksilöityjen toimittajien myynnistä on { $share }
finding-new = { $During } myyneistä { $all } toimittajasta { $count } ({ $share }) oli uusia
finding-changes = Suurimmat muutokset vuodesta { $before } vuoteen { $now }: { $first }; yhteensä ilman tunnettuja julkisyhteisöjä { $total }
finding-changes-small = Vuodesta { $before } vuoteen { $now } mikään näytetty toimiala tai tässä verrattu osuus ei muuttunut puolta prosenttia vuoden hankinnoista; yhteensä ilman tunnettuja julkisyhteisöjä { $total }
finding-small = { $share } summasta ilman vuokria tulee toimittajilta, joiden vuosimyynti toimialalla jää alle pienhankintarajan (yleensä { $limit }), sikäli kuin ostoreskontra kertoo
finding-gaps-shown = Näytettävistä toimialoista eniten muualta ostetaan toimialalla { $sector }: { $amount }
finding-gaps = Eniten muualta ostetaan toimialalla { $sector }: { $amount }
finding-supply = Toimialoilla, joilla täällä ({ $home }) on vähintään { $enough } yritystä, ostettiin muualta { $amount } eli { $share } ostoista
finding-no-coming = Tulevia hankintoja ei ole annettu tätä raporttia varten
finding-participate = Pienhankinnoissa tarjous pyydetään suoraan, suuremmista ilmoitetaan: näin sinut löydetään
finding-method = { $lines } riviä { $files-n ->
    [one] yhdestä tiedostosta
   *[other] { $files } tiedostosta
}, täsmäytetty sentilleen

caveat-sectors = Toimiala ratkaistaan tilin, muuten toimittajan toimialan mukaan; se kertoo, mitä ostettiin, ei kuka sen teki. Luokittelematon on oma luokkansa.
caveat-new = Uusi on toimittaja, jolta ei ole ostettu kahtena edellisenä vuonna. Y-tunnuksen tai nimen muutos saa vanhan toimittajan näyttämään uudelta.
caveat-changes = Verrattavina on kaksi täyttä vuotta, joiden välissä sarjan sisältö ei muutu. Luettelo on järjestetty muutoksen koon mukaan suhteessa vuoden hankintoihin; alle puolen prosentin muutokset on jätetty pois. Muutos ei kerro syytä.
note-dependency = Ostajan antamien liikevaihtojen mukaan: saman vuoden tai, jos sitä ei ole, edellisen vuoden. Toimittajia ei nimetä, eikä henkilöitä ja toiminimiä jaeta luokkiin. Toimittaja, jolle ostaja on suuri osa liikevaihtoa, voi tarvita osiin jakamista, ehtoja tai ennakkotietoa, joita muut eivät tarvitse; taulukko ei kerro työn laadusta.
note-dependency-counts = Ostajan antamien liikevaihtojen mukaan: saman vuoden tai, jos sitä ei ole, edellisen vuoden. Toimittajia ei nimetä, henkilöitä ja toiminimiä ei jaeta luokkiin, ja summat on jätetty pois, koska jossakin luokassa on alle kolme toimittajaa. Toimittaja, jolle ostaja on suuri osa liikevaihtoa, voi tarvita osiin jakamista, ehtoja tai ennakkotietoa, joita muut eivät tarvitse; taulukko ei kerro työn laadusta.
note-costs = Ostot yksityisiltä toimittajilta olivat { $share } vuoden { $year } toimintakuluista (lähde: { $source }).
note-costs-bounds = Ostot yksityisiltä toimittajilta olivat { $share } vuoden { $year } toimintakuluista, tai { $low }–{ $high }, kun tuntemattomista ei yksikään tai jokainen on yksityinen (lähde: { $source }).
note-owners = Ostajan antaman omistettujen yhtiöiden taulukon mukaan vuoden viimeisenä päivänä. Yhtiöt, joita taulukossa ei ole, luetaan yksityisiksi. Viimeinen rivi on osa ensimmäisestä eikä oma luokkansa: ostot kultakin sidosyksiköltä kertaa se osa, jonka ostaja siitä omistaa.
note-changes-suppliers = Uusilla toimittajilla ei ole laskuriviä edellisenä vuonna, pois jääneillä ei vuonna itse; he voivat palata, ja yritys, jonka tunnus tai nimi vaihtui, on molemmissa. Luonnolliset henkilöt ja toiminimet kerrotaan vain yhteensä. Rivit summautuvat viimeiseksi.
note-changes-local = Toimialan sisällä: sen oma paikallinen osuus muuttui. Toimialan paino: toimiala, jolta ostetaan täältä keskimääräistä enemmän tai vähemmän, kasvoi tai pieneni osana hankintoja. Molemmat ovat kaikkien hankintojen osuuden prosenttiyksikköjä, painotettu kahden vuoden keskiarvoilla, ja summautuvat muutokseksi pyöristystä lukuun ottamatta. Sijainniltaan tuntemattomat ostot eivät ole paikallisia.
note-local-moved = Paikallinen osuus oli { $from } vuonna { $before } ja { $to } vuonna { $now }: muutos on { $moved }.
caveat-gaps = Paikallisuutta ei saa käyttää tarjousten vertailuperusteena. Luvut on tarkoitettu markkinavuoropuheluun, hankintojen jakamiseen osiin ja kertomaan, mitä ostetaan; kaikkea ei täällä myy kukaan.
caveat-supply = Alan yritys ei välttämättä myy sitä, mitä ostettiin, eikä sillä ehkä ole vapaata kapasiteettia tai halua: summa on yläraja eikä tavoite. Paikallisuutta ei saa käyttää tarjousten vertailuperusteena; luvut on tarkoitettu markkinavuoropuheluun ja hankintojen jakamiseen osiin.
note-firm-counts = Yritysmäärät ovat vuodelta { $year }. Summassa ovat toimialat, joilla on vähintään { $enough } yritystä, joiden toimialaluokka kertoo, mitä ne myyvät; taulukossa ovat muutkin.
note-expected = Alueen ja maan yritysten perusteella paikallisten osuudeksi vertailtavilla toimialoilla voisi odottaa { $share } ({ $low }–{ $high }); se oli { $real }. Tämä on karkea mittapuu eikä tavoite, eikä kuntia voi panna sillä järjestykseen.
municipalities-note = Kunnat, joissa on vähintään kolme toimittajaa ja joiden summa ei kerro, mitä yksityishenkilö myi. Sijainti on toimittajan, ei työn tekopaikan.

chart-total = Hankinnat vuosittain
chart-changes = Hankintojen muutos toimialoittain { $before } – { $now }, { $scope }
chart-pareto = Osuus summasta toimittajien osuuden mukaan, suurimmasta alkaen{ $year }, { $scope }
chart-openness = Uudet toimittajat ja pienhankintarajan alle jäävä myynti{ $year }, { $scope }
chart-openness-small = Pienhankintarajan alle jäävä myynti{ $year }, { $scope }
chart-gaps = Ostot paikallisilta ja muualta toimialoittain{ $year }, { $scope }
chart-supply = Muualta ostettu toimialoilla, joilla täällä on yrityksiä{ $year }, { $scope }
table-supply = Muualta ostettu ja alueen yritykset{ $year }, { $scope }
chart-hidden = Luvut, jotka kertoisivat henkilöiden myynnin, on jätetty pois
chart-columns = Pylväskaavio
chart-bars = Palkkikaavio
chart-stacked = Pinottu palkkikaavio
chart-line = Viivakaavio
chart-alt = { $kind }: { $title }. { $points }.
source = Lähde: ostoreskontra, { $buyer }
others = Muut ({ $count } toimialaa)
others-suppliers = Muut toimittajat ({ $count })
others-unnamed = Yksityishenkilöt, toiminimet ja tuntemattomat ({ $count })
targets-heading = Tavoitteet ja matka niihin
target = Tavoite { $goal } vuonna { $year }
points = { $points } prosenttiyksikköä
target-short = puuttuu { $gap }
target-above = nyt { $gap } yli tavoitteen
target-below = nyt { $gap } alle tavoitteen
target-reached = saavutettu
target-spare = saavutettu, pelivaraa { $gap }
target-spend = hankintoina { $amount }
target-suppliers = { $count-n ->
    [one] yksi toimittaja
   *[other] { $count } toimittajaa
}
target-mean = vuosien { $from }–{ $to } keskimääräisellä vuosimuutoksella
target-again = jos muutos vuodesta { $from } vuoteen { $to } toistuisi joka vuosi,
target-on = Suunta riittää tavoitteeseen: { $change } luku olisi { $then } vuonna { $year }
target-off = Suunta ei riitä tavoitteeseen: { $change } luku olisi { $then } vuonna { $year }
target-off-once = Suunta ei riitä tavoitteeseen: muutosta tarvittaisiin vuodessa { $needed }; vuodesta { $from } vuoteen { $to } se oli { $moved }
target-then = { $change } luku olisi { $then } vuonna { $year }

meter-title = { $buyer }: elinvoimamittari, { $period }
meter-subtitle = Luvut { $scope }
meter-note-chosen = Kunta on valinnut, mitkä luvut mittarissa ovat, paljonko kukin painaa ja mitkä arvot ovat 0 ja 100 pisteen arvoisia. Toisilla valinnoilla mittarilukema olisi toinen; sen takana olevat luvut pysyvät samoina.
meter-note-law = Paikallisuus ei ole laillinen tarjousten vertailuperuste. Mittari on johtamista, suunnittelua, markkinavuoropuhelua ja hankintojen jakamista varten, ei tarjousten valintaa varten.
meter-footer = Tehty ohjelmalla Vire { $version } ostoreskontrasta; jokainen luku on sama kuin raportissa.
meter-dial = Mittari
meter-finding = Mittari on { $points } pistettä sadasta
meter-finding-both = Mittari on { $points } pistettä sadasta; edellisenä vuonna { $year } se oli { $before }
meter-finding-none = Mittariin tiedetään liian vähän: pisteitä on osilla, joiden paino on alle kaksi kolmasosaa kaikista
meter-chart = Osien pisteet, { $period }
meter-basis = { $period }; 0 ja 100 pisteen arvot ovat kunnan valitsemat
meter-table = Mittarin osat, { $period }
meter-col-value = Arvo
meter-col-points = Pisteet
meter-col-anchors = 0 ja 100 pistettä
meter-col-before = Pisteet edellisenä vuonna
meter-col-weight = Paino
meter-col-owner = Vastuutaho
meter-anchor = { $title }: { $low } on 0 pisteen ja { $high } on 100 pisteen arvoinen.
meter-without = Ilman pisteitä, koska lukua ei ole, sitä ei näytetä tai alle puolet sen perustasta tiedetään: { $titles }. Ne eivät ole keskiarvossa.
meter-how = Arvojen välillä pisteet nousevat tasaisesti. Mittari on pisteiden painotettu keskiarvo. Edellinen vuosi on rinnalla vain, kun sarjan sisältö on molempina vuosina sama, ja sen keskiarvo on niistä osista, joilla on nyt pisteitä.
meter-moves = Mikä siirtäisi sitä eniten
meter-moves-finding = Eniten on saamatta kohdassa ”{ $title }”: { $points } mittarin pistettä
meter-moves-none = Yhdestäkään osasta ei puutu pisteitä
meter-moves-table = Mitä osista puuttuu, { $period }
meter-col-lacks = Mittarin pisteitä saamatta
meter-col-takes = Yksi mittarin piste vaatii
meter-col-where = Toimialat, joilla muualta ostetaan eniten
meter-moves-note = Yhden pisteen hinta on laskutoimitus eikä ennuste: mitä ostetaan muualta, sitä ei ehkä myydä täällä, ja sopimukset sitovat vuosia.
meter-goals = Tavoitteet
meter-goals-all = Jokaista tavoitetta palvelee jokin mittariluku
meter-goals-bare = Näitä tavoitteita ei palvele yksikään luku: { $goals }
meter-goals-table = Tavoitteet ja niitä palvelevat luvut, { $period }
meter-col-goal = Tavoite
meter-col-serves = Sitä palvelevat luvut
col-bounds-short = Rajat

col-amount-share = Osuus summasta
col-line-share = Osuus laskuriveistä
col-cumulative = Kertyvä osuus summasta
col-largest-count = Toimittajien määrä suurimmasta alkaen (askeleet erikokoisia)
col-largest-suppliers = Toimittajat suurimmasta alkaen (askeleet erikokoisia)
col-local-by = Paikallisuuden peruste
col-municipality = Kunta
col-sellers = Suurimmat toimittajat
col-measure = Tunnusluku
col-from-here = Paikallisilta
col-from-elsewhere = Muualta
col-elsewhere-share = Osuus muualta
col-local-suppliers = Paikallisia toimittajia
col-firms-here = Yrityksiä täällä
col-firms-sold = Niistä myi meille
col-expected-share = Odotettava osuus
col-indicator = Tunnusluku
col-scope = Rajaus
col-bounds = Rajat vuonna, jolta avainluvut ovat
col-rests-on = n ja tunnettu osuus, avainlukujen vuosi
col-threshold = Kynnysarvo
col-value = Arvo
table-openness = Avoimuus uusille ja pienille toimittajille vuosittain, { $scope }
table-bases = Paikallinen osuus kotipaikan ja toimipaikan mukaan
table-municipalities = Toimittajien kotikunnat{ $year }, { $scope }
table-sellers = Suurimmat toimittajat toimialoittain{ $year }, { $scope }
table-indicators = Kaikki tunnusluvut vuosittain
table-thresholds = Kynnysarvot { $date }, ilman arvonlisäveroa
thresholds-note = Kynnysarvo koskee koko sopimuksen ennakoitua arvoa optioineen. Kynnysarvoja, joita ohjelman taulukossa ei ole, ei näytetä.
threshold-national_minimum = Arvo, josta alkaen hankintalakia sovelletaan
threshold-national_goods_services = Kansallinen kynnysarvo: tavarat ja palvelut
threshold-national_works = Kansallinen kynnysarvo: rakennusurakat
threshold-national_social_health = Kansallinen kynnysarvo: sosiaali- ja terveyspalvelut
threshold-national_other_special = Kansallinen kynnysarvo: muut erityiset palvelut
threshold-national_concession = Kansallinen kynnysarvo: käyttöoikeussopimukset
threshold-direct_award_lou = Suorahankinnan raja (Ruotsi, LOU)
threshold-direct_award_lou_social = Suorahankinnan raja (Ruotsi, LOU): sosiaali- ja terveyspalvelut
threshold-direct_award_lou_special = Suorahankinnan raja (Ruotsi, LOU): muut erityiset palvelut
threshold-eu_subcentral_goods_services = EU-kynnysarvo: kuntien tavarat ja palvelut
threshold-eu_works = EU-kynnysarvo: rakennusurakat
threshold-eu_social_special = EU-kynnysarvo: sosiaali- ja muut erityiset palvelut

card-derived = { $title } (sopimus päättyy; ei ilmoitettu)
card-bought = Ostettu jaksolla
card-bought-value = { $amount } ({ $share } kaikesta)
card-suppliers = Kuinka monelta toimittajalta
card-local = Paikallisten osuus
card-largest = Neljän suurimman osuus
card-firms = Alan yrityksiä täällä
card-firms-value = { $firms }, joista { $sold } myi meille
card-sizes = Osuus laskuriveistä summan mukaan
card-who = Suurimmat toimittajat
card-coming = Tulossa
card-contact = Yhteys
card-none = ei vielä ilmoitettu

step-1 = Katso hankintakalenterista, mitä on tulossa ja milloin.
step-2 = Rekisteröidy ilmoituskanavaan ja tee hakuvahti omasta toimialastasi.
step-3 = Kansallisten kynnysarvojen alla tarjous pyydetään usein suoraan toimittajilta: kerro yhteyshenkilölle, mitä myyt.
step-4 = Osallistu markkinavuoropuheluun ennen tarjouspyyntöä; silloin osiin jako ja vaatimukset voivat vielä muuttua.
step-5 = Liian suuri yksin? Tarjoa ryhmittymänä, yhteen osaan tai alihankkijana. Kysy kirjallisesti ja ajoissa.

unit-thousand = t.
unit-million = milj.
unit-billion = mrd.
band-above = { $from } tai yli
card-fact = Toimialasta

sheet-summary = Yhteenveto
sheet-total = Yhteensä
sheet-changes = Muutokset
sheet-sectors = Toimialoittain
sheet-sizes = Laskurivien koot
sheet-supplier-sizes = Toimittajat myynnin mukaan
sheet-places = Sijainnit
sheet-all-suppliers = Kaikki toimittajat
sheet-openness = Uudet ja pienet ostot
sheet-gaps = Muualta ostettu
sheet-supply = Alueen yritykset
sheet-indicators = Tunnusluvut
sheet-coming = Tulevat
sheet-quality = Rajaus ja laatu
sheet-method = Menetelmä
sheet-suppliers = Suurimmat toimittajat
col-basis = Peruste
col-target = Tavoite
col-meaning = Mitä tarkoittaa
col-reading = Miten luetaan
col-pitfalls = Mitä varoa

paper-covers = Mitä luvut kattavat
paper-key = Avainluvut { $year }
paper-key-targets = Avainluvut ja tavoitteet { $year }
paper-basis = Tunnusluku ja mihin se perustuu
paper-key-note = Rajat kertovat, mille välille luku jää, jakautuivatpa tuntemattomat miten tahansa. Kun alle puolet summasta tunnetaan, yhtä lukua ei anneta. Kaikki tunnusluvut vuosittain ovat liitteessä.
paper-no-targets = Näille luvuille ei ole asetettu tavoitteita.
paper-findings = Keskeiset havainnot
paper-trend = Kehitys
paper-trend-table = Avainluvut vuosittain
paper-one-year = Aineisto ei kata kahta täyttä vuotta, joten kehitystä ei voi vielä kertoa.
paper-not-said = Mitä luvut eivät kerro
paper-annexes = Liitteet
paper-annex = Liite { $number }. { $title }
paper-reading = Näin luet:
paper-pitfalls = Huomaa:

press-title = Tekstejä kutsuun ja tiedotteeseen: { $buyer }
press-how = Tekstit voi liittää sellaisinaan. Täydennä [hakasulkeissa] olevat kohdat ja pidä luvun mukana sen ajankohta, rajaus ja lähde.
press-invitation = Kutsu toimittajatapaamiseen
press-newsletter = Uutiskirje
press-note = Tiedote
press-findings = Havainnot yksitellen
press-figures = Luvut yksitellen
press-scope = Mitä luvut kattavat
press-invite = { $buyer } kutsuu yritykset keskustelemaan hankinnoistaan [päivä ja kellonaika], [paikka].
press-invite-why = Tilaisuudessa kerrotaan, mitä ostetaan, minkä kokoisina erinä ja miten mukaan pääsee. Kaikenkokoiset yritykset ovat tervetulleita.
press-invite-why-coming = Tilaisuudessa kerrotaan, mitä ostetaan, minkä kokoisina erinä, mitä on tulossa ja miten mukaan pääsee. Kaikenkokoiset yritykset ovat tervetulleita.
press-contact = Lisätietoja: { $contact }.
press-headline = { $buyer }: mihin hankintojen raha menee
press-source = Luvut: { $period }, { $vat }, { $scope }, ellei toisin sanota. Lähde: ostoreskontra, { $buyer }.
finding-coming = Tulossa olevia hankintoja: { $count }
finding-none-coming = Annetun kalenterin mukaan hankintoja ei ole tulossa

col-persons = Henkilöt ja miten heidät suojataan
table-persons = Henkilöitä koskevat rivit ja julkaisijan peittämät rivit
persons-note = Rivi, jolla henkilötunnus on useassa tekstissä, lasketaan mukaan näistä jokaiseen.
persons-person = tunnuksen, nimen tai tilin perusteella henkilöiksi katsotut toimittajat: peitetunnus, ei nimeä
persons-sole-trader = toiminimet nimen tai rekisterin mukaan: ei nimetä raporteissa
persons-redacted = julkaisijan ennen vientiä poistamat
persons-buyer = henkilötunnus ostajan tai yksikön nimessä: peitetty
persons-supplier = henkilötunnus toimittajan nimessä tai numerossa: peitetty
persons-account = henkilötunnus tilin tai palvelun tekstissä: peitetty
persons-voucher = tositenumero, joka voi olla henkilötunnus: peitetunnus
persons-invoice = laskun numero, joka voi olla henkilötunnus: peitetunnus
persons-contract = sopimuksen numero, joka voi olla henkilötunnus: peitetunnus
persons-rejected = hylätyt rivit, joiden näytetyssä arvossa on henkilötunnus: peitetty

title-undated = { $buyer }: hankinnat
note-undated = Riveillä ei ole päivämääriä: luvut ovat kaikista riveistä yhdessä, eikä vuosia voi erottaa.
finding-total-undated = { $buyer } on ostanut ulkopuolelta { $amount }, josta { $market } { $others }; ajankohta ei ole tiedossa
finding-total-undated-all = { $buyer } on ostanut ulkopuolelta { $amount }; yhdenkään toimittajan ei tiedetä olevan julkisyhteisö, eikä ajankohta ole tiedossa
not-computed-because = Ei laskettu, koska aineistosta puuttuu: { $needs }
not-computed-year = Ei laskettu ajalta { $year }, koska sen aineisto ei riitä
need-amount = summat
need-supplier = toimittajat
need-population = ostajan väkiluku
need-date = päivämäärät
need-payment-date = laskujen ja maksujen päivämäärät
need-place = toimittajien kotikunnat (rekisteri)
need-municipalities = maan kuntien taulukko, jota ohjelmassa ei ole
need-size = toimittajien koot (rekisteri)
need-account-or-industry = tilit tai toimittajien toimialat
need-earlier-year = kaksi täyttä vuotta peräkkäin
need-two-earlier-years = kolme täyttä vuotta peräkkäin
need-firm-counts = yritysten määrät toimialoittain
need-national-firm-counts = koko maan yritysten määrät toimialoittain
press-invite-coming = Tulossa olevia hankintoja: { $count }{ $derived-n ->
    [0] {""}
   *[other] , joista { $derived } on päätelty sopimusten päättymisestä eikä niitä ole ilmoitettu
}. Seuraavat: { $next }.

review-about = Täytä sarakkeeseen decision same (sama) tai different (eri), säilytä kopio asetustiedoston vieressä ja nimeä se kohdassa [suppliers] decisions. Mitään ei yhdistetä ilman päätöstä.
review-evidence = Peruste
review-supplier = Toimittaja
review-same-as = Luultavasti sama kuin
review-sum = Summa
review-other-sum = Toisen summa
review-lines = Rivejä
review-other-lines = Toisen rivejä
review-place = Paikka
review-other-place = Toisen paikka
register-overview = Yhteenveto
register-about = Toimittajarekisterin ylläpitäjälle. Työpaperi, ei julkaistavaksi.
register-fault = Puute
register-suppliers = Toimittajia
register-supplier = Toimittaja
register-id = Yritystunnus
register-found = Mitä löytyi
register-lines = Rivejä
register-sum = Summa
register-sole-trader = (toiminimi)
register-missing-id = Puuttuvat tunnukset
register-missing-id-about = Toimittajat, joilta puuttuu yritystunnus ja joita ei löytynyt rekistereistä nimellä.
register-invalid-id = Virheelliset tunnukset
register-invalid-id-about = Toimittajat, joiden tunnussarakkeessa on muuta kuin kelvollinen yritystunnus.
register-many-names = Useita nimiä
register-many-names-about = Sama yritystunnus usealla nimellä.
register-many-ids = Useita tunnuksia
register-many-ids-about = Sama nimi usealla yritystunnuksella.
register-closed = Lakanneet
register-closed-about = Toimittajat, jotka ovat rekisterin mukaan lakanneet.
register-no-place = Paikka puuttuu
register-no-place-about = Toimittajat, joiden kuntaa ei tunneta eikä sitä, että ne olisivat ulkomailla.

basis-tenders = { $period }; n = { $n } { $counts }; tiedossa { $coverage }
basis-tenders-short = { $period }; n = { $n } { $counts }
scope-tenders = tarjouskilpailut
counts-tenders = { $n-n ->
    [one] tarjouskilpailu
   *[other] tarjouskilpailua
}
counts-procurements = { $n-n ->
    [one] hankinta
   *[other] hankintaa
}
counts-bids = { $n-n ->
    [one] tarjous
   *[other] tarjousta
}
counts-awards = { $n-n ->
    [one] hankintapäätös
   *[other] hankintapäätöstä
}
counts-winners = { $n-n ->
    [one] voittaja
   *[other] voittajaa
}
topic-competition = Miten hankinnoista kilpailtiin
finding-competition = Vuoden { $year } kilpailutuksiin, joiden tarjousten määrä tunnetaan, tuli keskimäärin { $bids } tarjousta, ja niistä { $share } sai yhden tarjouksen
finding-competition-bids = Vuoden { $year } kilpailutuksiin, joiden tarjousten määrä tunnetaan, tuli keskimäärin { $bids } tarjousta
finding-competition-single = Vuoden { $year } kilpailutuksista, joiden tarjousten määrä tunnetaan, { $share } sai yhden tarjouksen
caveat-competition = Luvut koskevat annettuja tarjouskilpailutaulukoita eivätkä kerro hankinnoista niiden ulkopuolella. Siitä, kattaako taulukko koko vuoden, ei ole tietoa; vuoden nimessä on taulukon viimeinen päivä, jos taulukko ei yllä vuoden viimeiseen kuukauteen. Hankinnan osa lasketaan tarjouskilpailuksi; tarjousten määrissä, perusteissa ja päivissä ovat mukana vain kilpailutukset, eivät suorahankinnat eivätkä puitejärjestelyjen sisäiset kilpailutukset. Yksi tarjous voi olla kapealla markkinalla paras mahdollinen: luvut näyttävät, missä kannattaa kysyä syytä, eivätkä arvostele ostajaa tai yrityksiä.
caveat-openness = Luvut koskevat annettuja luetteloita eivätkä kerro siitä, mitä niissä ei ole. Siitä, kattaako luettelo koko vuoden, ei ole tietoa: vajaa vuosi näyttää kokonaiselta.
note-tenders-left-out = { $n-n ->
    [one] Tarjouskilpailutaulukoiden { $read } rivistä yhtä ei voitu lukea, eikä se ole näissä luvuissa.
   *[other] Tarjouskilpailutaulukoiden { $read } rivistä { $n } riviä ei voitu lukea, eivätkä ne ole näissä luvuissa.
}
note-scoreboard = Vertailuksi: Euroopan komission sisämarkkinoiden tulostaulu pitää tyydyttävänä enintään 10 prosenttia yhden tarjouksen kilpailutuksia ja enintään 5 prosenttia suorahankintoja, heikkona yli 20:tä prosenttia yhden tarjouksen kilpailutuksia ja vähintään 10:tä prosenttia suorahankintoja. Se laskee vain EU-kynnysarvot ylittävät hankinnat, joten pienempiä ei mitata sillä.
note-tenders-year = Tunnuslukujen vuodelta taulukoissa ei ole tarjouskilpailuja; nämä luvut ovat vuodelta { $year }.
basis-few-tenders = toimialat, joilla on vähintään { $few } tarjouskilpailua, eniten kilpailutetut ensin
chart-competition = Tarjouksia tarjouskilpailua kohti toimialoittain, { $year }
table-competition = Kilpailu ja avoimuus, { $year }
table-tenders-sector = Tarjouskilpailut toimialoittain, { $year }
table-tenders-procedure = Tarjouskilpailut menettelyittäin, { $year }
table-tenders-years = Kilpailu ja avoimuus vuosittain
row-rests-on = – n ({ $counts }); tiedossa
period-to = { $year } ({ $date } asti)
col-tenders = Tarjouskilpailuja
col-bids = Tarjouksia kilpailua kohti
col-single-bids = Yhden tarjouksen
col-window = Tarjousaika, päivää
col-lots = Osiin jaettu
col-procedure = Menettely
col-counted = Mistä laskettu
col-known = Tiedossa
procedure-open = avoin
procedure-restricted = rajoitettu
procedure-negotiated = neuvottelumenettely
procedure-dialogue = kilpailullinen neuvottelumenettely tai innovaatiokumppanuus
procedure-simplified = kansallinen
procedure-call-off = puitejärjestelyn tai dynaamisen hankintajärjestelmän sisällä
procedure-direct = suorahankinta
procedure-unknown = ei tiedossa
measure-bids-per-tender-median = Tarjouksia tarjouskilpailua kohti, mediaani
measure-decision-speed-median-days = Päiviä määräajasta hankintapäätökseen, mediaani
measure-sme-contractors-sme-bid-share = Pk-yritysten tarjoukset päätösten rinnalla
measure-winner-sizes-framework-supplier-share = Pk-yritykset puitejärjestelyihin valituissa
measure-submission-window-mean-days = Tarjousaika päivinä, keskiarvo
measure-submission-window-under-15-days-share = Alle 15 päivän tarjousajan kilpailutukset
measure-without-award-cancelled-share = Keskeytetyt kilpailutukset
measure-without-award-without-result-share = Tuloksettomat kilpailutukset
measure-quality-weight-any-quality-share = Kilpailutukset, joissa on muu peruste kuin hinta
sheet-competition = Kilpailu
need-tender-bids = tarjousten määrät (tarjouskilpailutaulukko)
need-tender-procedure = menettelyt (tarjouskilpailutaulukko)
need-tender-criteria = valintaperusteet (tarjouskilpailutaulukko)
need-tender-weight = valintaperusteiden painoarvot (tarjouskilpailutaulukko)
need-tender-decision = määräajat ja päätöspäivät (tarjouskilpailutaulukko)
need-tender-window = ilmoituspäivät ja määräajat (tarjouskilpailutaulukko)
need-tender-lots = tieto osista (tarjouskilpailutaulukko)
need-tender-result = kilpailutusten tulokset (tarjouskilpailutaulukko)
need-tender-winner-size = voittajien koot (tarjouskilpailutaulukko)
need-tender-bidder-size = tarjoajien koot (tarjouskilpailutaulukko)
need-tender-objectives = ympäristö-, sosiaaliset tai innovaatiokriteerit (tarjouskilpailutaulukko)
need-tender-dialogue = markkinavuoropuhelut (tarjouskilpailutaulukko)
need-tender-calendar = hankintakalenteri tarjouskilpailujen ajalta
need-tender-listing = päivät, joina hankinnat tulivat kalenteriin (tarjouskilpailutaulukko)
need-tender-plan = tarjouskilpailujen suunnitellut ajat (hankintakalenteri)
measure-calendar-lead-mean-days = Päiviä kalenterissa ennen ilmoitusta, keskiarvo
measure-sustainability-criteria-green-share = Kilpailutukset, joissa on ympäristökriteerejä
measure-sustainability-criteria-social-share = Kilpailutukset, joissa on sosiaalisia kriteerejä
measure-sustainability-criteria-innovation-share = Innovaatiota hakevat kilpailutukset
measure-calendar-coverage-three-months-share = Vähintään 90 päivää ennen ilmoitusta kalenterissa olleet hankinnat
measure-calendar-accuracy-planned-quarter-share = Suunniteltuna neljänneksenä ilmoitetut hankinnat
counts-purchases = { $n-n ->
    [one] hankinta
   *[other] hankintaa
}
counts-meetings = { $n-n ->
    [one] tilaisuus
   *[other] tilaisuutta
}
counts-publications = { $n-n ->
    [one] julkaisu
   *[other] julkaisua
}
need-small-purchase-log = pienhankintaluettelo, joka kertoo, mistä ilmoitettiin
need-publication-log = luettelo ostotietojen julkaisuista
need-meeting-log = luettelo yritystilaisuuksista
measure-meeting-reach-firm-count = Tilaisuuksiin tulleita yrityksiä yhteensä
measure-meeting-reach-local-share = Paikalliset tilaisuuksiin tulleista yrityksistä
measure-meeting-reach-new-share = Ensikertalaiset tilaisuuksiin tulleista yrityksistä
measure-open-data-freshness-mean-days = Päiviä ostotietojen julkaisuun, keskiarvo
measure-open-data-freshness-month-share = Kuukaudet, joiden lopussa päättyvä jakso on julkaistu
source-tenders = Lähde: tarjouskilpailutaulukot, { $buyer }
not-computed-tenders = Kilpailu ja avoimuus (C ja D): ei laskettu, tarvitaan tarjouskilpailutaulukoita tai luetteloita pienhankinnoista, julkaisuista tai tilaisuuksista

topic-contracts = Sopimukset ja ostot
topic-payments = Kuinka pian laskut maksetaan
topic-owners = Mitä toimittajat ovat ostajalle
finding-contracts = Annetun rekisterin sopimuksiin osui { $share } ostoista; toimittajaa voitiin etsiä rekisteristä { $coverage } ostoista
finding-payments = { $During } summasta, jonka maksuaika tunnetaan, maksettiin { $share } 30 päivän kuluessa laskun päivästä; laskuittain keskiarvo oli { $mean } ja mediaani { $median } päivää
finding-owners = { $During } { $share } kaikista ulkoisista ostoista tehtiin sidosyksiköiltä
caveat-contracts = Sopimusrekisteri ei kata kaikkea: yhteishankinnat, yhteishankintayksiköiden puitejärjestelyt ja pienet sopimukset puuttuvat siitä usein. Rekisterin ulkopuoliset ostot eivät siksi ole ostoja ilman sopimusta: luvut kertovat, mitä rekisteri ja kirjanpito sanovat toisistaan ja missä kannattaa kysyä. Toimittaja, jolla on sopimus, on voinut myydä muutakin, ja toimiala on karkea.
caveat-payments = Päivät lasketaan laskun päiväyksestä eikä sen saapumisesta, josta laki laskee. Pois on jätetty ennen laskun päivää tehdyt maksut, yli kahden vuoden maksuajat, rivit, joilta puuttuu jompikumpi päivä, ja hyvityslaskut. Riitautettu lasku odottaa toimittajaa. Viivästyskorko ja vakiokorvaus eivät ole luvuissa mukana, koska rivit eivät erottele niitä.
note-contracts = Ostajan sopimuksia rekisterissä: { $contracts }. Sopimusten toimittajista löytyi ostojen toimittajien joukosta tunnuksella { $by_id } ja nimellä { $by_name }; sieltä ei löytynyt: { $absent }; toimittajaa ei ole nimetty, nimi on usealla tai se voi olla yksityishenkilö: { $others }. Sopimuksia ilman loppua: { $open }, ilman alkua: { $startless }, ilman toimialaa: { $sectorless }, ilman vertailukelpoista arvoa: { $valueless }. Alle kahdentoista kuukauden sopimuksia ja niitä, joiden kuukausia ostot eivät kata, ei lueta sopimuksiin, joiden perusteella ei ole ostettu.
basis-register = Toimittajat, joilla ei ole sopimusta annetussa rekisterissä; rekisteri ei kata kaikkea, joten ostoilla voi silti olla sopimus
chart-contracts = Sopimusrekisterin ulkopuoliset ostot toimialoittain{ $year }, { $scope }
chart-payments = Päivien kuluessa laskusta maksettu osuus{ $year }, { $scope }
table-contracts = Sopimukset ja ostot{ $year }, { $scope }
table-payments = Maksettu päivien kuluessa laskusta{ $year }, { $scope }
table-payments-size = Maksuajat toimittajan koon mukaan{ $year }, { $scope }
table-contracts-sector = Ostot sopimusrekisterin sopimuksista ja sen ulkopuolelta{ $year }, { $scope }
col-within = Sopimuksiin osuvat
col-with-contract = Sopimustoimittajilta
col-outside = Rekisterin ulkopuolella
sheet-contracts = Sopimukset
sheet-payments = Maksuajat
sheet-owners = Omistajat
counts-contracts = sopimusta
measure-contract-coverage-sector-share = Ostot toimittajilta, joilla on toimialan sopimus
measure-contract-coverage-supplier-share = Ostot toimittajilta, joilla on jokin sopimus
measure-contract-coverage-outside-amount = Rekisterin ulkopuoliset ostot toimittajilta, joilla ei ole siinä sopimusta
measure-contracts-without-purchases-without-share = Sopimukset, joiden perusteella ei ole ostettu: osuus kaksitoista kuukautta voimassa olleista
measure-contracts-without-purchases-absent-count = Sopimukset, joiden toimittaja ei ole ostojen toimittajien joukossa
measure-contracts-without-purchases-short-count = Pois jätetyt sopimukset, joilla tai joiden ostoilla on alle kaksitoista kuukautta
measure-contracts-over-value-over-share = Sopimukset, joiden ostot ylittävät arvon: osuus vertailukelpoisista
need-contracts = ostajan sopimusrekisteri
need-turnovers = toimittajien liikevaihdot
need-operating-costs = vuoden toimintakulut
need-owned-companies = omistettujen yhtiöiden taulukko
need-award-limit = kansallinen kynnysarvo
topic-units = Kuka osti
finding-units-unit = Ostoja teki { $count } yksikköä, ja kolme eniten ostanutta teki niistä yhteensä { $three }
finding-units-department = Ostoja teki { $count } hallintokuntaa, ja kolme eniten ostanutta teki niistä yhteensä { $three }
caveat-units = Yksiköt ovat niin kuin kirjanpito ja yksikkötaulukko ne nimeävät. Ne ostavat eri asioita, joten osuudet näyttävät, mistä kannattaa kysyä, eivätkä aseta ketään järjestykseen: se, mitä yksikkö ostaa, ratkaisee, kuinka paljon siitä on tarjolla täällä.
chart-units = Ostot yksiköittäin{ $year }, { $scope }
chart-departments = Ostot hallintokunnittain{ $year }, { $scope }
table-units = Yksiköt rinnakkain{ $year }, { $scope }
table-departments = Hallintokunnat rinnakkain{ $year }, { $scope }
table-units-sectors = Kunkin yksikön toimialat, jotka voi kertoa, suurin ensin{ $year }, { $scope }; mitä ei näytetä, puuttuu tästä suuruudesta riippumatta
table-departments-sectors = Kunkin hallintokunnan toimialat, jotka voi kertoa, suurin ensin{ $year }, { $scope }; mitä ei näytetä, puuttuu tästä suuruudesta riippumatta
col-unit-bought = Yksikkö
col-department = Hallintokunta
col-sme-share = Pk-yritysten osuus
col-known-of = Sijainti / koko tiedossa
col-share-of-unit = Osuus sen ostoista
col-local-sme-share = Paikallisten pk-yritysten osuus
unit-unknown = Ei yksikköä
department-unknown = Ei hallintokuntaa
sheet-units = Yksiköittäin
card-units = Ostavia yksiköitä
not-computed-units = Kuka osti: ei laskettu, tarvitaan yksikkösarake ostotietoihin
others-units = Muut yksiköt ({ $count })
others-departments = Muut hallintokunnat ({ $count })
topic-effects = Vaikutukset (arvioita)
finding-effects = Ostojen päästöjen arvio on noin { $value } ja vaihteluväli { $low }–{ $high }: rahamäärään perustuva arvio niistä ostoista, joille on kerroin ({ $coverage } ostoista)
finding-effects-exact = Ostojen päästöjen arvio on noin { $value }: rahamäärään perustuva arvio niistä ostoista, joille on kerroin ({ $coverage } ostoista)
caveat-effects = Tämä on rahamäärään perustuva arvio, ei mittaus: kerroin on toimialan keskiarvo, joten kalliimpi tuote näkyy suurempina ja halvempi pienempinä päästöinä riippumatta siitä, mistä se on tehty. Luvut osoittavat, missä päästöt ovat luultavasti suuret ja missä kannattaa kysyä toimittajilta omia lukuja; ne eivät näytä, mitä tuotteen tai toimittajan vaihto sai aikaan. Se, mille ei ole kerrointa, ei ole mukana missään luvussa, eikä myöskään yksityishenkilöiden myynti.
note-effects = Kertoimet: { $sources }.
effects-origin-purchaser = { $source } (ostajanhinnat, { $year })
effects-origin-basic = { $source } (perushinnat ilman kaupan lisiä, { $year })
note-effects-with-vat = Kertoimien hinnoissa on arvonlisävero ja ostojen hinnoissa ei, joten arvio on sen verran liian pieni.
note-effects-without-vat = Kertoimien hinnat ovat arvonlisäverottomia niin kuin ostojenkin.
note-effects-vat-unsaid = Kertoimien hinnoista ei ole kerrottu, sisältävätkö ne arvonlisäveron.
note-effects-spread = Kertoimet, joille ei ole annettu vaihteluväliä, on jaettu ja kerrottu ala- ja ylärajaa varten luvulla { $spread }.
note-effects-index = Ostot on muunnettu kertoimien hintatasoon indeksillä: { $source }.
note-effects-no-index = Hintaindeksiä ei ole annettu: arvio on vain ostoista, jotka ovat kertoimien hintavuodelta.
note-effects-covered = Ostoista { $account } on tilien, { $cpv } CPV-koodien ja { $sector } toimialojen kertoimien piirissä; toimialan kerroin on karkein.
chart-effects = Ostojen päästöt toimialoittain, arvio rahamäärästä{ $year }, { $scope }
table-effects-sector = Ostojen päästöt toimialoittain, arvio rahamäärästä{ $year }, { $scope }
table-effects-class = Ostojen päästöt toimittajien sijainnin ja koon mukaan, arvio rahamäärästä{ $year }, { $scope }
col-emissions = Päästöt (arvio)
col-range = Vaihteluväli
col-covered = Kertoimien piirissä
col-suppliers-from = Toimittajat
sheet-effects = Vaikutukset (arvioita)
measure-purchase-emissions-by-account-share = Tilien päästökertoimien piirissä olevat ostot
measure-purchase-emissions-by-cpv-share = CPV-koodien päästökertoimien piirissä olevat ostot
measure-purchase-emissions-by-sector-share = Toimialojen päästökertoimien piirissä olevat ostot
need-emission-factors = päästökertoimet, joiden piirissä on ostoja (käyttäjän oma taulukko)
finding-multiplier = Paikalliskerroin LM3 on { $value } ja rajat { $low }–{ $high }: kyselyyn perustuva malli, jossa vastanneiden toimittajien osuus paikallisista ostoista on { $coverage }
finding-multiplier-exact = Paikalliskerroin LM3 on { $value }: kyselyyn perustuva malli, jossa vastanneiden toimittajien osuus paikallisista ostoista on { $coverage }
caveat-multiplier = LM3 on kolmen kulutuskierroksen malli, ei mittaus: kolmas kierros on se, mitä toimittajat kertovat itsestään, eivätkä myöhemmät kierrokset ole mukana. Se ei kerro, mihin raha olisi muuten käytetty, eikä sen summia lasketa yhteen muiden mallien kanssa.
note-multiplier = Kyselyn vastauksia: { $answers }; ostojen toimittajilta, mukana: { $found }; yksityishenkilöiltä, ei käytetä: { $persons }.
note-multiplier-assumed = Toimialoille oletetut osuudet: { $source }.
table-multiplier = Paikalliskerroin LM3, kyselyyn perustuva malli{ $year }, { $scope }
col-answered = Vastanneita, euroista
counts-answers = { $n-n ->
    [one] vastaus
   *[other] vastausta
}
measure-local-multiplier-here-amount = Toinen kierros: paikallisilta toimittajilta ostettu
measure-local-multiplier-again-amount = Kolmas kierros: näiden täällä uudelleen käyttämä
measure-local-multiplier-mean-share = Toisesta kierroksesta vastausten keskiarvon mukaan
measure-local-multiplier-assumed-share = Toisesta kierroksesta oletettujen osuuksien mukaan
need-survey-answers = vähintään kolmen paikallisen toimittajan vastaukset kyselyyn
finding-model = Paikallisilta toimittajilta ostettuun, { $direct }, tarvitaan alueen tuotosta { $value } panos-tuotosmallin mukaan; mallissa on { $coverage } paikallisista ostoista
caveat-model = Panos-tuotosmalli kertoo toimialojen keskiarvoja aiemmalta vuodelta eikä mittaa mitään: se ei kerro, mitä yksi osto lisää tuo eikä mitä yritykset olisivat muuten myyneet. Työpaikat ovat niitä, jotka tuotokseen tarvitaan; niitä ei synny. Mallin summia ei lasketa yhteen paikalliskertoimen summien kanssa: ne laskevat samaa rahaa.
note-model = Panoskertoimet: { $source }, vuodelta { $year }.
note-model-country = Ne ovat koko maan kertoimia, jotka on muunnettu alueelle työllisten sijaintiosamäärillä, eksponenttina { $delta }.
table-model = Paikallisten ostojen panos-tuotosvaikutukset, malli{ $year }, { $scope }
col-in-model = Mallissa
measure-input-output-effects-direct-amount = Ostettu paikallisilta toimittajilta mallin toimialoilta
measure-input-output-effects-type-two-amount = Tuotos, jossa on kotitalouksien uudelleen käyttämä (tyyppi II)
measure-input-output-effects-jobs-count = Tuotokseen tarvittavat työpaikat
measure-input-output-effects-taxes-amount = Verot tuotoksesta
need-input-output-model = panos-tuotosmalli, jossa on paikallisten toimittajien toimialoja (käyttäjän omat taulukot)
card-emissions = Päästöt, arvio rahamäärästä
