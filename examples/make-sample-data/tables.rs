//! What the generator draws from: trades, places, forms, accounts, units, headers.

/// A country's tables: columns between `|`, records between `/` or on lines of their own.
pub struct Market {
    /// word in the name | industry code | newer code where it changed | industry | accounts | weight
    pub trades: &'static str,
    /// municipality | postal codes | ring | weight
    pub places: &'static str,
    /// legal form | what ids begin with | name, `{full}` region, word and trade, `{}` a word | weight
    pub forms: &'static str,
    /// Those whom the business register lacks. name | ids, `new` and their beginning, or none |
    /// ring | accounts | per mille of lines | how many | middle amount
    pub others: &'static str,
    pub regions: &'static str,
    pub stems: &'static str,
    pub endings: &'static str,
    pub staff: &'static str,
}

pub const FINLAND: Market = Market {
    trades: "\
Rakennus|41200|41000|Asuin- ja muiden rakennusten rakentaminen|4390 4392 4392|9 / Maanrakennus|43120||Rakennuspaikan valmistelutyöt|4391 4391 4392|6 / Tienhoito|42110||Teiden ja moottoriteiden rakentaminen|4391|3 / Sähkö|43210||Sähköasennus|4390 4400|5 / LVI|43220||Lämpö-, vesijohto- ja ilmastointiasennus|4390 4400|5
Maalaus|43340||Maalaus ja lasitus|4390|3 / Viherhoito|81300||Maisemanhoitopalvelut|4391 4600|4 / Siivous|81210||Kiinteistöjen siivous|4380 4380 4550|4 / Pesula|96011||Pesulapalvelut|4381 4530|1 / Tukku|46390||Elintarvikkeiden, juomien ja tupakan yleistukkukauppa|4520 4520 4550|4
Leipomo|10710||Leivän valmistus; tuoreiden leivonnaisten ja kakkujen valmistus|4520|2 / Ravintola|56101|56111|Ravintolat ja vastaava ravitsemistoiminta|4411 4410|4 / Hotelli|55101||Hotellit ja vastaavat majoitusliikkeet|4411|2 / Tieto|62010|62100|Ohjelmistojen suunnittelu ja valmistus|4342 4343|6
Konsultointi|70220|70200|Muu liikkeenjohdon konsultointi|4340 4340 4341|6 / Suunnittelu|71122||Insinööripalvelut ja niihin liittyvä tekninen konsultointi|4340 4392|5 / Laite|46510||Tietokoneiden, oheislaitteiden ja ohjelmistojen tukkukauppa|4580 4830|2 / Kaluste|46650||Toimitilakalusteiden tukkukauppa|4580 4500|3
Kirja|47610||Kirjojen vähittäiskauppa|4510 4500|2 / Rauta|46730||Puun, rakennusmateriaalien ja saniteettilaitteiden tukkukauppa|4590 4600|4 / Auto|45201|95310|Moottoriajoneuvojen huolto ja korjaus|4400 4560|3 / Kuljetus|49410||Tieliikenteen tavarakuljetus|4421 4391|4 / Taksi|49320||Taksiliikenne|4420|4
Kone|77320||Rakennuskoneiden ja -laitteiden vuokraus ja leasing|4830 4890|2 / Energia|35301||Lämmön ja kylmän tuotanto ja jakelu|4568 4569 4570|2 / Kiinteistö|68209||Omien tai leasing-kiinteistöjen vuokraus ja hallinta|4820 4810|4 / Henkilöstö|78200||Työvoiman vuokraus|4346|2 / Vakuutus|65120||Muu vakuutustoiminta|4370 4344|1
Mainos|73111||Mainostoimistot ja mainospalvelu|4350 4940|3 / Lähetti|53200||Muu posti-, jakelu- ja kuriiritoiminta|4360|1 / Vartiointi|80100||Yksityiset turvallisuuspalvelut|4470|2 / Koulutus|85590||Muualla luokittelematon koulutus|4440 4315|4 / Näyttämö|90010||Esittävät taiteet|4441|3
Hoiva|87301||Vanhusten ja vammaisten asumispalvelut|4430 4430 4534|5",
    places: "\
Kotka|48100 48130 48200 48300 48310 48350 48400 48600 48700|0|38 / Hamina|49400 49420 49460|1|4 / Pyhtää|49200 49210 49220|1|2 / Miehikkälä|49700 49720|1|1 / Virolahti|49900 49860|1|1 / Kouvola|45100 45120 45130 45150|2|8 / Helsinki|00100 00120 00130|3|13 / Vantaa|01200 01230 01260|3|6 / Espoo|02100 02110 02120|3|5
Tampere|33100 33180 33200|3|5 / Turku|20100 20200 20210|3|4 / Lappeenranta|53100 53130 53200|3|3 / Lahti|15100 15110 15140|3|3 / Oulu|90100 90120 90130|3|2 / Kuopio|70100 70110 70150|3|2 / Joensuu|80100 80110 80130|3|2 / Järvenpää|04400 04410|3|1",
    forms: "\
Osakeyhtiö||{full} Oy|81 / Yksityinen elinkeinonharjoittaja||Tmi {}|5 / Yksityinen elinkeinonharjoittaja||Tmi Matti {}|3 / Yksityinen elinkeinonharjoittaja||{} Esimerkki Tmi|2 / Kommandiittiyhtiö||{full} Ky|5 / Avoin yhtiö||{full} Ay|1 / Osuuskunta||Osuuskunta {full}|2 / Julkinen osakeyhtiö||{full} Oyj|1",
    // The real municipalities are there to be found by their own name and id; their amounts are
    // invented and small. The names with share 0 get the lines of `YEARLY`.
    others: "\
Haminan kaupunki|0242496-6|1|4460 4470|6|1|0.3 / Pyhtään kunta|0162798-0|1|4460 4440|4|1|0.3 / Miehikkälän kunta|0162675-0|1|4460|2|1|0.3 / Virolahden kunta|0207033-6|1|4460|2|1|0.3 / Kouvolan kaupunki|0512766-8|2|4460 4440|6|1|0.3 / Lappeenrannan kaupunki|0162193-3|3|4440|3|1|0.3
Esimerkkilän kuntayhtymä|new|5|4460 4470|3|1|0.8 / Esimerkkilän koulutuskuntayhtymä|new|5|4440|3|1|0.8 / Esimerkkilän hyvinvointialue|new|5|4300 4470|3|1|0.8 / {} Urheiluseura ry|new|5|4742 4742 4470|9|20|0.8 / {} Kulttuuriyhdistys ry|new|5|4742 4441|6|15|0.8 / {} Kyläyhdistys ry|new|5|4742|4|10|0.8
{} Prov AB|SE559998100701 SE559998137901 SE559998174201 SE559998211201 SE559998248401 SE559998285601|4|4343 4510|5|6|0.6 / {} Näidis OÜ|EE109991007 EE109991379 EE109991748 EE109992116 EE109992488 EE109992857|4|4342 4590|5|6|0.6
{} Muster GmbH|DE999991005 DE999991370 DE999991747 DE999992112 DE999992483 DE999992856|4|4343 4600|5|6|0.6 / SM Kahvila Esimerkki KOTKA||5|4411|8|1|0.1 / Esimerkkimarket {} KOTKA||5|4520 4600|12|6|0.1 / Rautakauppa Malli HAMINA||5|4590|4|1|0.1 / Huoltoasema {} KOUVOLA||5|4560|6|4|0.1
Hotelli Keksitty HELSINKI||5|4411|6|1|0.1 / WWW.{}.EXAMPLE DUBLIN||5|4343 4600|5|5|0.1 / {}.EXAMPLE LUXEMBOURG||5|4510|4|4|0.1 / Kotkan seudun esimerkkikuntayhtymä|new|0|4430|0|1|1 / Esimerkkirahoitus Oyj|new|3|2412|0|1|1 / Esimerkkiverovirasto|new|5|4910|0|1|1 / Kotkan kaupunki, Tilapalvelut|0160225-7|0|4390|0|1|1
Kotkan kaupunki, Ruokapalvelut|0160225-7|0|4410|0|1|1",
    regions: "Kymen Etelän Rannikon Idän",
    stems: "Vila Tirmo Ruove Kaisu Lonka Humpe Sorvi Myrsa Palku Jalta Kaiku Rantu Utve Hieta",
    endings: "kko mmo sto lvi nto rre spa ttu ska vire",
    staff: "0-4|5-9|10-19|20-49|50-99|100-249|250-499|500-999|1000-",
};

/// Their vouchers have numbers of their own, and no VAT is deducted from them.
pub const YEARLY_VOUCHERS: usize = 900_000;
/// Lines of every year. name | account | lines a year | middle amount in euros | last year
pub const YEARLY: &str = "\
Kotkan seudun esimerkkikuntayhtymä|4430|24|440000|2022 / Esimerkkirahoitus Oyj|2412|2|700000|2024 / Esimerkkiverovirasto|4901|12|6000|2024 / Esimerkkiverovirasto|4910|4|15000|2024 / Kotkan kaupunki, Tilapalvelut|4390|12|2500|2024 / Kotkan kaupunki, Ruokapalvelut|4410|9|1800|2024";

/// local name | account of the national chart and its own sub-accounts | its name | unit
pub const ACCOUNTS: &str = "\
4300|Asiakaspalvelujen ostot|4300|Asiakaspalvelujen ostot|3 / 4315|Palvelusetelit, varhaiskasvatus|4315|Palveluseteli|2 / 4340|Asiantuntijapalvelut|4340|Asiantuntijapalvelut|0 / 4341|Toimistopalvelut|4341|Toimistopalvelut|0 / 4342|ICT-palvelut|4342|ICT-palvelut|1 / 4343|Ohjelmistolisenssit ja ylläpito|4342|ICT-palvelut|1
4344|Pankkipalvelut|4344|Rahoitus- ja pankkipalvelut|0 / 4346|Vuokratyövoima|4346|Työvoiman vuokraus|2 / 4350|Ilmoitukset ja markkinointi|4350|Painatukset, ilmoitukset ja markkinointi|0 / 4360|Postipalvelut|4360|Posti- ja kuriiripalvelut|0 / 4370|Vakuutusmaksut|4370|Vakuutukset|0
4380|Siivouspalvelut|4380|Puhtaanapito- ja pesulapalvelut|9 / 4381|Pesulapalvelut|4380|Puhtaanapito- ja pesulapalvelut|10 / 4390|Rakennusten kunnossapito|4390|Rakennusten ja alueiden rakentamis- ja kunnossapitopalvelut|9 / 4391|Katujen ja alueiden kunnossapito|4390|Rakennusten ja alueiden rakentamis- ja kunnossapitopalvelut|7
4392|Urakat, investoinnit|4390|Rakennusten ja alueiden rakentamis- ja kunnossapitopalvelut|9 / 4400|Koneiden ja laitteiden huolto|4400|Koneiden, kaluston ja laitteiden rakentamis- ja kunnossapitopalvelut|9 / 4410|Ateriapalvelut|4410|Majoitus- ja ravitsemispalvelut|10 / 4411|Majoitus ja tarjoilut|4410|Majoitus- ja ravitsemispalvelut|0
4420|Koulukuljetukset|4420|Matkustus- ja kuljetuspalvelut|3 / 4421|Matkat ja tavarakuljetukset|4420|Matkustus- ja kuljetuspalvelut|7 / 4430|Sosiaali- ja terveyspalvelut|4430|Sosiaali- ja terveyspalvelut|11 / 4440|Koulutuspalvelut|4440|Koulutus- ja kulttuuripalvelut|4 / 4441|Esitykset ja tapahtumat|4440|Koulutus- ja kulttuuripalvelut|5
4460|Yhteistoimintaosuudet|4460|Muut yhteistoimintaosuudet|0 / 4470|Muut palvelut|4470|Muut palvelut|6 / 4500|Koulu- ja toimistotarvikkeet|4500|Toimisto- ja koulutarvikkeet|3 / 4510|Kirjat ja lehdet|4510|Kirjallisuus|5 / 4520|Elintarvikkeet|4520|Elintarvikkeet|10 / 4530|Työvaatteet|4530|Vaatteisto|10
4534|Hoitotarvikkeet|4534|Hoitotarvikkeet|11 / 4550|Puhdistusaineet|4550|Puhdistusaineet ja -tarvikkeet|9 / 4560|Polttoaineet|4560|Poltto- ja voiteluaineet|7 / 4568|Kaukolämpö|4568|Lämmitys|9 / 4569|Sähkö|4569|Sähkö ja kaasu|9 / 4570|Vesi ja jätevesi|4570|Vesi|9 / 4580|Kalusteet ja laitteet alle 10 000 e|4580|Kalusto|3
4590|RAKENNUSMATERIAALI|4590|Rakennusmateriaali|9 / 4600|Muut tarvikkeet|4600|Muu materiaali|8 / 4742|Avustukset yhteisöille|4742|Avustukset yhteisöille|6 / 4810|Maanvuokrat|4810|Maa- ja vesialueiden vuokrat|9 / 4820|Huoneistojen vuokrat|4820|Rakennusten ja huoneistojen vuokrat|9
4830|Laitevuokrat ja leasing|4830|Koneiden ja laitteiden vuokrat|1 / 4890|Muut vuokrat|4890|Muut vuokrat|6 / 4901|Jätevero|4901|Jätevero|7 / 4910|Muut verot|4910|Muut välilliset ja välittömät verot|0 / 4940|Muut kulut|4940|Muut toimintakulut|0 / 1808|PALAUTUSKELPOISET|1810|Alv-saamiset|0
2412|Lainan lyhennykset|2410|Lainat rahoitus- ja vakuutuslaitoksilta|0";

/// area in 2021 | area from 2022 | unit | unit name | service class
pub const UNITS: &str = "\
100 Konsernihallinto|Konsernipalvelut|1010|Hallintopalvelut|1101 / 100 Konsernihallinto|Konsernipalvelut|1020|Tietohallinto|5501 / 300 Lapset ja nuoret|Kasvun ja oppimisen palvelut|3010|Varhaiskasvatus|3021 / 300 Lapset ja nuoret|Kasvun ja oppimisen palvelut|3020|Perusopetus|3051
300 Lapset ja nuoret|Kasvun ja oppimisen palvelut|3030|Lukiokoulutus|3101 / 350 Kulttuuri ja liikunta|Hyvinvointipalvelut|3510|Kirjastopalvelut|3501 / 350 Kulttuuri ja liikunta|Hyvinvointipalvelut|3520|Liikuntapalvelut|3551 / 400 Tekniset palvelut|Kaupunkikehitys|4010|Kadut ja liikenneväylät|4601
400 Tekniset palvelut|Kaupunkikehitys|4020|Puistot ja viheralueet|4701 / 400 Tekniset palvelut|Kaupunkikehitys|4030|Tilapalvelut|5352 / 400 Tekniset palvelut|Kaupunkikehitys|4040|Ruokapalvelut|5501 / 200 Sosiaali ja terveys|Sosiaali- ja terveyspalvelut|2010|Iäkkäiden palvelut|2201";

pub const COLUMNS_FI: &str = "Kuntanumero|Kunnan nimi |Kunnan y-tunnus|Vastuualue|Tulosyksikkö|Tulosyksikön nimi|Tositenumero|Toimittajan nimi|Toimittajan y-tunnus|Toimittajan maakoodi|Tiliryhmä|Tili|Tilin nimi|JHS-tili|JHS-tilin nimi|Laskun summa ilman ALV|Kirjauspäivämäärä|Palveluluokka";
pub const COLUMNS_2021: &str =
    "Vastuualue|Toimittajan  nro|Toimittajan nimi|Tiliryhmä|Tili nro|Tilin nimi|Netto |Kirjauspvm";
pub const REGISTER_FI: &str =
    "Y-tunnus|Yrityksen nimi|Kotikunta|Postinumero|Toimiala (TOL)|Toimialan nimi|Henkilöstöluokka|Yhtiömuoto";
pub const GUIDE: &str = "Ostolaskuaineiston ohje (synteettinen esimerkkiaineisto)|Summat ovat ilman arvonlisäveroa. Hyvityslasku on negatiivinen.|Ensimmäinen Y-tunnus on ostajan, toinen toimittajan.|Puuttuva tunnus on merkitty sanalla MISSING.|Kysymykset: esimerkki@kotka.example";

pub const SWEDEN: Market = Market {
    trades: "\
Bygg|41200|||61520 61520 66100|9 / Väg|42110|||61520|4 / El|43210|||66100 61520|5 / Rör|43221|||66100 61520|4 / Grönyte|81300|||66100|3 / Städ|81210|||75300|4 / Livsmedel|46390|||64600|4 / Data|62010|||75200|5 / Konsult|70220|||74300|6 / Teknik|71123|||74300|3
Möbel|46650|||64100 64120|3 / Bok|47610|||6520|2 / Fordon|45201|||69200 69110|3 / Buss|49320|||70100|3 / Maskin|33120|||66100 63200|3 / Energi|35110|||62100 62200|2 / Fastighets|68201|||60150|4 / Bemanning|78200|||75400|2 / Reklam|73119|||7110|3 / Återvinning|38110|||75600|2
Försäkring|65120|||73100|1 / Utbildnings|85594|||7610 4637|4 / Omsorgs|87301|||4634|5",
    places: "\
Hässleholm|28120 28121 28122 28123|0|36 / Kristianstad|29105 29103|2|10 / Östra Göinge|28931 28932|2|4 / Osby|28331 28332|2|4 / Höör|24330 24331|2|3 / Perstorp|28431 28432|2|2 / Malmö|20024 20025|2|8 / Lund|22100 22101|2|4 / Helsingborg|25019 25022|2|5 / Stockholm|10028 10029|3|13 / Göteborg|40015 40016|3|7 / Växjö|35033 35043|3|4",
    forms: "Övriga aktiebolag|559999|{full} AB|88 / Handelsbolag, kommanditbolag|969999|{full} HB|8 / Ekonomiska föreningar|769999|{full} ek. för.|4",
    others: "\
Kristianstads kommun|2120000951|2|4637|5|1|0.3 / Östra Göinge kommun|2120000860|2|4637|4|1|0.3 / Osby kommun|2120000902|2|4634|4|1|0.3 / Region Skåne|2321000255|2|7610|4|1|0.3 / Exempelbygdens kommunalförbund|new 229999|5|4634|4|1|0.8 / {} Idrottsförening|new 899999|5|4510|30|25|0.8
Enskild firma Exempel {}son|new person|5|66100 4634|14|15|0.6 / Enskild firma Provia {}berg|new person|5|7610 74300|14|15|0.6 / Enskild firma Testa {}ström|new person|5|4634 74300|14|15|0.6 / {} Muster GmbH|DE999998007 DE999998371 DE999998744 DE999999114 DE999999489|4|75200 64100|10|5|0.6",
    regions: "Göinge Skånska Nordöstra",
    stems: "Brunk Flist Tväll Snurr Kvitt Lomm Drump Stävr Glimm Vrång",
    endings: "aby ella inge ora ista evik ulto",
    staff: "0 anställda|1-4 anställda|5-9 anställda|10-19 anställda|20-49 anställda|50-99 anställda|100-199 anställda|200-499 anställda|500- anställda",
};

/// konto | text
pub const KONTON: &str = "\
4510|Bidrag till föreningar / 4634|Huvudverksamhet, omsorg / 4637|Huvudverksamhet, utbildning / 60150|Lokalhyror / 61520|Entreprenad, mark och byggnader / 62100|El / 62200|Fjärrvärme / 63200|Leasing av maskiner / 64100|Förbrukningsinventarier / 64120|Förbrukningsmaterial; kontor / 64600|Livsmedel / 6520|Böcker och läromedel
66100|Reparation och underhåll / 69110|Drivmedel / 69200|Fordonsservice / 70100|Skolskjutsar / 7110|Annonser och information / 73100|Försäkringspremier / 74300|Konsulttjänster / 75200|IT-tjänster / 75300|Städtjänster / 75400|Personaluthyrning / 75600|Renhållning / 7610|Kursavgifter";
pub const DEPARTMENTS: &str = "Kommunledningsförvaltningen / Barn- och utbildningsförvaltningen / Omsorgsförvaltningen / Tekniska förvaltningen / Kultur- och fritidsförvaltningen";
pub const COLUMNS_SE: &str = "kopare_id|kopare|verifikationsnummer|leverantor|leverantor_id|konto_nr|konto_text|bokforingsdatum|forvaltning|fakturanummer|nettobelopp|grund|avtal|kommun_id";
pub const REGISTER_SE: &str = "Organisationsnummer|Företagsnamn|Säteskommun|Postnummer|SNI|Storleksklass|Juridisk form";

pub const FACTS: &str = "file|data_rows|rejected_rows|blank_rows|total_rows|header_rows|amount_sum|negative_rows|amount_sum_1808|suppliers_with_id";

pub fn table<const N: usize>(text: &'static str) -> Vec<[&'static str; N]> {
    let columns = |record: &'static str| record.split('|').collect::<Vec<_>>();
    let exact = |record: &'static str| columns(record).try_into().expect("all columns");
    text.split('\n').flat_map(|line| line.split(" / ")).map(exact).collect()
}

pub fn number<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{text} is a number in a table"))
}

pub fn account_row(account: &str) -> [&'static str; 5] {
    let found = table(ACCOUNTS).into_iter().find(|row| row[0] == account);
    found.expect("every trade's accounts are in the table")
}
