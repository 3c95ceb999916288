//! What the invented buyers will buy, and what they have agreed on: two procurement calendars and two registers of
//! contracts.

use crate::write::{delimited, write_ods, write_xlsx};
use crate::{Outcome, Row};
use std::fs;
use std::path::Path;

/// Times as people write them; one row has none that can be read, one is over before the data ends.
const KOTKA: &str = "\
Hankinta|Vastuualue|Hankintakategoria|Ajankohta|Arvioitu arvo (alv 0 %)|Menettely|Yhteystiedot|Lisätietoja|Korvaa sopimuksen
Esimerkkikoulun peruskorjaus, kokonaisurakka|Tekniset palvelut|Rakennusten rakentaminen ja kunnossapito|Q1/2025|noin 4,2 milj. €|Avoin, EU|hankinnat@kotka.example|Markkinavuoropuhelu pidetty|
Päiväkotien sähkötyöt, puitesopimus|Tekniset palvelut|Rakennusten rakentaminen ja kunnossapito|helmikuu 2025|=120000|Avoin, kansallinen|hankinnat@kotka.example||
Katujen talvikunnossapito, alueurakat|Kaupunkisuunnittelu|Kadut, alueet ja infrastruktuuri|@2025-03-03|1,5–2 M€|Avoin, EU|kadut@kotka.example|Neljä osa-aluetta, myös yksi kerrallaan|
Asfaltointityöt|Kaupunkisuunnittelu|Kadut, alueet ja infrastruktuuri|2/2025|600 000 €|Avoin, kansallinen|kadut@kotka.example||
Leikkikenttien uusiminen|Kaupunkisuunnittelu|Kadut, alueet ja infrastruktuuri|kevät 2025|150 000 €|Avoin, kansallinen|kadut@kotka.example||
Koulukuljetukset lukuvuosille 2025–2027|Sivistyspalvelut|Kuljetukset ja logistiikka|maalis-huhtikuu 2025|2 400 000 €|Avoin, EU|koulut@kotka.example|Jaetaan reiteittäin|
Kuntosalilaitteet|Hyvinvointipalvelut|Kulttuuri, liikunta ja tapahtumat|3-4/2025|alle 60 000 €|Pienhankinta|liikunta@kotka.example||
Tuoreet vihannekset ja juurekset|Ruokapalvelut|Elintarvikkeet, ateriat ja majoitus|II/2025|=280000|Avoin, EU|ruokapalvelut@kotka.example|Tarjouksen voi tehdä yhdestä tuoteryhmästä|
Leipomotuotteet|Ruokapalvelut|Elintarvikkeet, ateriat ja majoitus|toukokuu 2025|90 000 €|Avoin, kansallinen|ruokapalvelut@kotka.example||
Verkkosivujen uudistus|Viestintä|ICT|1.9.2025|alle 60 000 €|Pienhankinta|viestinta@kotka.example||
Asianhallintajärjestelmä|Hallintopalvelut|ICT|H2/2025|400 000–600 000 €|Neuvottelumenettely, EU|tietohallinto@kotka.example||
Oppilaiden kannettavat tietokoneet|Sivistyspalvelut|ICT|kesäkuu–elokuu 2025|450 t€|Dynaaminen hankintajärjestelmä|tietohallinto@kotka.example||
Koulujen siivouspalvelut|Tekniset palvelut|Puhtaanapito ja jätehuolto|syksy 2025|1,1 milj. euroa|Avoin, EU|hankinnat@kotka.example||S-104
Pihojen lumityöt|Tekniset palvelut|Kadut, alueet ja infrastruktuuri|vk 34/2025|yli 60 000 €|Avoin, kansallinen|hankinnat@kotka.example||
Työterveyspalvelut|Henkilöstöpalvelut|Sosiaali- ja terveyspalvelut|Q3-Q4/2025|=850000|Avoin, EU|henkilosto@kotka.example||
Esimiesvalmennus|Henkilöstöpalvelut|Työvoiman vuokraus ja koulutus|loppuvuosi 2025|80 000 €|Avoin, kansallinen|henkilosto@kotka.example||
Koulukalusteet|Sivistyspalvelut|Kalusteet ja tarvikkeet|2025-10|200 000 €|Avoin, kansallinen|koulut@kotka.example||
Kopiopaperi ja toimistotarvikkeet|Hallintopalvelut|Kalusteet ja tarvikkeet|4. neljännes 2025|EU-kynnysarvon alittava|Yhteishankinta|hankinnat@kotka.example||
Pakettiautot, kolme kappaletta|Tekniset palvelut|Koneet ja ajoneuvot|marraskuu 2025|105 000 €|Avoin, kansallinen|hankinnat@kotka.example|Sähkökäyttöiset|
Kaupungin vakuutukset|Talouspalvelut|Rahoitus ja vakuutukset|1. puolivuosi 2026|=950000|Avoin, EU|talous@kotka.example||
Sähköenergia|Tekniset palvelut|Energia ja vesi|talvi 2026|2–3 milj. €|Yhteishankinta|talous@kotka.example||
Tilintarkastus|Talouspalvelut|Asiantuntija- ja toimistopalvelut|Q1 2026|140 000 €|Avoin, kansallinen|talous@kotka.example||
Rakennussuunnittelun puitesopimus|Tekniset palvelut|Asiantuntija- ja toimistopalvelut|kevät 2026|400 000 €|Avoin, EU|hankinnat@kotka.example|Useita toimittajia|
Meripäivien äänentoisto ja lavat|Hyvinvointipalvelut|Kulttuuri, liikunta ja tapahtumat|=2026|100 000 €|Avoin, kansallinen|tapahtumat@kotka.example||
Uimahallin saneeraus|Tekniset palvelut|Rakennusten rakentaminen ja kunnossapito|2026–2027|yli 6 milj. €|Avoin, EU|hankinnat@kotka.example|Hankesuunnitelma kesken|
Kirjaston lainausautomaatit|Hyvinvointipalvelut|Kulttuuri, liikunta ja tapahtumat|ei vielä tiedossa|||||
Satamapuiston valaistus|Kaupunkisuunnittelu|Kadut, alueet ja infrastruktuuri|syyskuu 2024|180 000 €|Avoin, kansallinen|kadut@kotka.example||";

/// The neighbour writes otherwise: no categories but CPV codes, quarters in a column of their own, the first row twice.
const HAMINA: &str = "\
Tuleva hankinta|CPV-koodi|Vuosi|Kvartaali|Ennakoitu arvo|Yhteyshenkilö
Kaukolämpöputkien uusiminen|45232140-5|=2025|=2|350 000 €|hankinnat@hamina.example
Koulukuljetukset|60130000-8|=2025|=1|900 000 €|hankinnat@hamina.example
Ateriapalvelut päiväkoteihin|55524000-9|=2025|=3|noin 300 000 €|hankinnat@hamina.example
Palvelinlaitteet|48820000-2|=2025|=4|alle 60 000 €|hankinnat@hamina.example
Torialueen kivitöiden suunnittelu|71222000-0|=2026||40 000 €|hankinnat@hamina.example
Kaukolämpöputkien uusiminen|45232140-5|=2025|=2|350 000 €|hankinnat@hamina.example";

/// Contracts whose ends tell of more: with options, notice, two suppliers of one agreement, without an end, one that the
/// calendar already has, one that should have been tendered by now, one that is over.
const CONTRACTS: &str = "\
Sopimusnumero|Sopimuksen nimi|Toimittaja|CPV-koodi|Sopimus alkaa|Sopimus päättyy|Optiot|Irtisanomisaika|Sopimuksen arvo|Sopimusvastaava
S-101|Vartiointipalvelut|Esimerkkivartiointi Oy|79713000-5|1.1.2023|31.12.2025|1+1 v|3 kk|240000|hankinnat@kotka.example
S-102|Hissien huolto|Keksitty Hissihuolto Oy|50750000-7|1.7.2022|30.6.2026|ei optiota|6 kk|96000|hankinnat@kotka.example
S-103|Mattopalvelu|Esimerkkipesula Oy|98310000-9|1.3.2021|28.2.2025|2 x 12 kk||58000|hankinnat@kotka.example
S-104|Siivous, koulut|Esimerkkisiivous Oy|90910000-9|1.1.2022|31.12.2025|||2100000|hankinnat@kotka.example
S-105|Putkitöiden puitesopimus|Keksitty LVI Oy|45330000-9|1.5.2023|30.4.2027|12 kk|12 kk|400000|hankinnat@kotka.example
S-106|Putkitöiden puitesopimus|Esimerkkiputki Oy|45330000-9|1.5.2023|30.4.2027|12 kk|12 kk|400000|hankinnat@kotka.example
S-107|Kirjastojärjestelmä|Keksitty Ohjelmisto Oy|48160000-0|1.1.2019|toistaiseksi||6 kk|35000|tietohallinto@kotka.example
S-108|Suojavaatteet|Esimerkkitekstiili Oy|18110000-3|1.4.2023|31.3.2025|||75000|hankinnat@kotka.example
S-109|Pysäköinninvalvonnan laitteet|Keksitty Laite Oy|34926000-4|1.1.2020|31.12.2023|||42000|kadut@kotka.example
S-110|Kartoituspalvelut|Esimerkkimittaus Oy|71250000-5|1.10.2024|9/2028||3 kk|120000|kadut@kotka.example";

/// Contracts of another register, with ids of suppliers, to be held against purchases: one bought for more than its value,
/// one that goes on into an option, two suppliers of one agreement, one in a sector that its supplier did not sell in, one
/// under which nothing was bought, one of a person, one without a supplier, one without a start.
const HELD: &str = "\
Sopimusnumero|Sopimuksen nimi|Toimittaja|Y-tunnus|CPV-koodi|Sopimus alkaa|Sopimus päättyy|Optiot|Arvo (alv 0 %)
L-1|Rakennusten korjaustyöt|Kymen Humpelvi Rakennus Oy|9582000-0|45453000-7|1.1.2021|31.12.2023||5000000
L-2|Tukkutoimitukset|Rannikon Kaikunto Tukku Oy||15000000-8|1.1.2021|31.12.2022|1 v|6000000
L-3|Tukkutoimitukset|Etelän Sorviska Tukku Oy|9582082-8|15000000-8|1.1.2024|toistaiseksi||
L-4|Siivouksen puitesopimus|Akkalahdas Siivous Oy|9582123-0|90910000-9|1.6.2024|toistaiseksi||300000
L-4|Siivouksen puitesopimus|Akkaniemus Siivous Oy|9582164-4|90910000-9|1.6.2024|toistaiseksi||300000
L-5|Rakennuttajakonsultointi|Kymen Humpelvi Rakennus Oy|9582000-0|71300000-1|1.1.2021|31.12.2023||80000
L-6|Erityisruokavaliotuotteet|Rannikon Kaikunto Tukku Oy|9582041-4|15880000-0|1.1.2024|toistaiseksi||40000
L-7|Soittotunnit|Tmi Sorviska||92312000-1|1.1.2022|toistaiseksi||
L-8|Talonmiestyöt|||98341130-5|1.1.2022|toistaiseksi||20000
L-9|Tietokoneet|Humpelvi Tieto Oy|9515621-8|30213000-5||31.12.2022||250000";

fn rows(text: &str) -> Vec<Row> {
    text.lines().map(String::from).collect()
}

pub fn coming(folder: &Path) -> Outcome {
    let title = "Kotka (synteettinen esimerkkiaineisto): hankintakalenteri";
    let mut kotka = vec!["Hankintakalenteri 2025–2027 (keksitty)".to_string(), String::new()];
    kotka.extend(rows(KOTKA));
    write_xlsx(&folder.join("kotka/hankintakalenteri.xlsx"), title, &[("Hankinnat", kotka)])?;
    write_ods(&folder.join("kotka/hankintakalenteri-hamina.ods"), "Hankinnat", &rows(HAMINA))?;
    let contracts = delimited(&rows(CONTRACTS), "\r\n");
    fs::write(folder.join("kotka/sopimukset.csv"), format!("\u{feff}{contracts}"))?;
    fs::write(folder.join("kotka/sopimusluettelo.csv"), format!("\u{feff}{}", delimited(&rows(HELD), "\r\n")))?;
    Ok(())
}
