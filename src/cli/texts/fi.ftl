# Mitä komennot kysyvät ja kirjoittavat määritystiedostoihin.

ask-number = Valitse 1–{ $count } tai jätä avoimeksi painamalla Enter:
ask-none-of-these = "{ $answer }" ei ole mikään näistä.
ask-near = Tarkoititko: "{ $name }"?
ask-yes = k kyllä
ask-no = e ei

init-whose = Kenen ostoja nämä ovat? Kirjoita kunnan tai muun ostajan nimi:
init-whose-again = Kirjoita nimi jollakin toisella tavalla.
init-unknown-buyer = "{ $name }" ei ole Viren tuntemien kuntien joukossa ({ $countries }). Kenen ostoja nämä ovat?
init-which-country = Kunta nimeltä "{ $name }" on useassa maassa. Kumpaa tarkoitat?
init-buyer-in = { $name }, { $country }
init-buyer-choice = Kirjoita numero tai muun maan nimi, tai lopeta painamalla Enter:
init-no-country = Maata nimeltä "{ $name }" ei ole.
init-home = Minkä kuntien toimittajat ovat paikallisia? Kirjoita nimet pilkuilla erotettuina tai jätä avoimeksi painamalla Enter:
init-home-proposed = Minkä kuntien toimittajat ovat paikallisia? Kirjoita nimet pilkuilla erotettuina tai hyväksy painamalla Enter ({ $names }):
init-no-municipality = Ostajan maassa ei ole kuntaa nimeltä "{ $name }".
init-kind-register = toimittajarekisteriltä
init-kind-calendar = hankintakalenterilta
init-kind-contracts = sopimusrekisteriltä
init-lies-beside = Samassa kansiossa on { $file }, joka näyttää { $kind }.
init-use-it = Otetaanko se mukaan?

init-head =
    Tämän tiedoston teki vire init. Merkillä # alkavat rivit ovat huomautuksia; poista merkki, niin rivi tulee voimaan.
    Polut alkavat tämän tiedoston kansiosta. Komento `vire schema` kuvaa kaikki avaimet.
init-about-buyer = Kenen ostoja nämä ovat.
init-about-population = ostot asukasta kohti
init-about-purchases = Ostoaineistot ja se, mitä niistä löytyi. Kirjoita vain se, mikä on väärin tai auki.
init-about-register = Keitä toimittajat ovat ja missä. Ilman rekisteriä kotipaikoista ja toimialoista tiedetään vain vähän.
init-about-calendar = Tulevat hankinnat kalenteriin ja esitykseen.
init-about-contracts = Päättyvät sopimukset, jotka kilpailutetaan ennen päättymistään uudelleen.
init-about-locality = Minkä kuntien toimittajat ovat paikallisia. Ilman tätä ostajan oman kunnan.
init-open-locality = Avoin kysymys: minkä kuntien toimittajat ovat paikallisia?
init-about-period = Tilikausi, jos se ei ala tammikuussa.
init-about-breaks = Mikä muuttui maan kaikissa kunnissa; vuodet ennen ja jälkeen merkitään. Kirjoita rivit itse, jos haluat muuttaa perustelua, tai [period] country_breaks = false.
init-about-quality = Milloin ajo ei julkaise mitään.
init-about-max-rejected = hylättyjä rivejä on tätä suurempi osuus
init-about-max-unclassified = suurempi osuus euroista on ilman toimialaa
init-about-max-unknown-place = suurempi osuus euroista on toimittajilta, joiden kotipaikka ei ole tiedossa
init-about-overlap = kuukausi on kahdessa tiedostossa; tai newest, keep-first, keep-all
init-about-gates = Milloin ajo pidätetään, koska se poikkeaa julkaistusta ajosta tavallista enemmän.
init-about-max-age = uusimman tapahtuman ikä enintään, päivinä, kun ajo on ajastettu
init-other-header = vain se, mikä tunnistettiin väärin
init-settled = kuten muissa tiedostoissa; tämän omat arvot jättävät sen auki
init-rows = { $rows } riviä, { $rejected } hylätty, summa { $sum }
init-besides = Annettujen tiedostojen lisäksi mukaan tulee { $file }
init-question = kysymys
init-wrote = { $file } on kirjoitettu
init-added = Uudet kohdat on lisätty tiedoston { $file } loppuun
init-nothing-new = Tiedostoon { $file } ei ole mitään uutta lisättävää
init-read-already = { $file } luetaan jo
init-export-added = { $file } luetaan tästä lähtien
init-next = seuraavaksi: { $command }
init-next-open = siinä on auki kysymyksiä: { $count }; vastaa niihin tiedostossa ja sitten: { $command }

question-doubted-ledger = Onko tämä ostoreskontran aineisto?
question-no-supplier-column = Mistä sarakkeesta toimittajat näkyvät?
question-mostly-negative = Onko ostot kirjoitettu tässä negatiivisina?
question-sign-by-word = Kertooko jokin sarake, mitkä rivit ovat hyvityksiä?
question-unit-named = Ovatko summat tuhansia tai miljoonia?
question-swapped-days = Onko taulukko-ohjelma vaihtanut päivät ja kuukaudet keskenään?
question-far-day = Miltä ajalta ostot ovat?
question-as-of-apart = Minkä päivän tilannetta raportit kuvaavat?
question-other-buyer = Ovatko nämä tämän ostajan ostoja?
question-several-buyers = Kenen ostot luetaan?
question-negative-total = Ovatko kaikki reskontran rivit mukana?
question-all-zero = Missä sarakkeessa summa on?
question-wide-rows = Ovatko arvot omien otsikoidensa alla?
question-column-choice = Onko tämä oikea sarake?
question-decimal-mark = Mikä merkki on desimaalien edellä?
question-date-order = Onko päivämäärissä ensin päivä vai kuukausi?

paper-title = Miten luvut on tehty
paper-cite = Tehty ohjelmalla Vire { $version }, versionhallinnan tunnus { $commit }; koodiluetteloita on { $count }, niiden versio { $lists }. Ajon manifest-tiedosto nimeää samat sekä lähdetiedostot tiivisteineen ja ajon omat säännöt.
paper-indicators = Mittarit
paper-indicators-intro = Jokainen mittari on yksi SQL-kysely; komento "vire explain --sql TUNNUS" tulostaa sen. Mittaria, jonka tarvitsemaa tietoa aineistossa ei ole, ei lasketa, eikä se ole nolla. Rajat ovat arvo, jos kaikki tuntematon olisi toisella tai toisella puolella.
paper-reading = Miten luetaan
paper-pitfalls = Mitä ei kerro
paper-unit = Yksikkö
paper-headline = Pääluku
paper-needs = Tarvitsee
paper-periods = Kaudet
paper-counts = n laskee
paper-source = Lähde
paper-scope = Mitä jätetään pois
paper-scope-intro = Nämä säännöt jättävät rivejä pois summista, ellei asetustiedosto sano toisin.
paper-sectors = Toimialat
paper-tables = Julkaistut taulut
paper-tables-intro = Jokainen on Parquet-tiedosto, ostojen taulussa yksi kultakin vuodelta. Rahasummat ovat ostajan valuutassa kahdella desimaalilla. Sarakkeiden kuvaukset ovat englanniksi, kuten tiedostoissakin.
paper-column = Sarake
paper-type = Tyyppi
paper-meaning = Merkitys
