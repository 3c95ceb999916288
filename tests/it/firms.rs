//! Counts of firms, and what could be bought here (B5, B13, B22), on purchases and counts small enough to reckon by hand.

use serde_json::Value;

use crate::support::{Folder, json, pipeline};

/// Without ids, so that suppliers are found by name.
const REGISTER: &str = "Yrityksen nimi;Kotikunta;Toimiala (TOL)\n\
    Runko Oy;Kotka;41200\n\
    Jännite Oy;Kotka;43210\n\
    Etäinen Oy;Helsinki;41200\n\
    Bitti Oy;Kotka;62010\n\
    Tavu Oy;Tampere;62010\n\
    Kattaus Oy;Turku;56101\n\
    Yleistukku Oy;Kotka;46900\n\
    Seura ry;Kotka;93120\n\
    Vaitelias Oy;Kotka;\n\
    Muutama Oy;Helsinki;\n";

/// In thousands: construction 108 (here 40, elsewhere 60, unknown place 8), ICT 30 (here 10, elsewhere 20), food 15 from
/// elsewhere, supplies 2 from here, no sector 3 from elsewhere; 158 in all.
const LINES: [(&str, &str, &str); 11] = [
    ("Runko Oy", "4390", "30000,00"),
    ("Jännite Oy", "4390", "10000,00"),
    ("Etäinen Oy", "4390", "60000,00"),
    ("Tuntematon Oy", "4390", "8000,00"),
    ("Bitti Oy", "4342", "5000,00"),
    ("Tavu Oy", "4342", "20000,00"),
    ("Seura ry", "4342", "1000,00"),
    ("Vaitelias Oy", "4342", "4000,00"),
    ("Kattaus Oy", "4520", "15000,00"),
    ("Yleistukku Oy", "4500", "2000,00"),
    ("Muutama Oy", "9999", "3000,00"),
];

/// Construction 6 of 600, ICT 2 of 1000, food 5 of 900, and firms that tell of no sector: 36 of 4800 in all.
const COUNTS: &str = "Kuntakoodi;Toimiala (TOL 2008);Yritysten lukumäärä;Vuosi\n\
    285;Toimialat yhteensä;36;2022\n\
    285;41200;4;2022\n\
    285;43210;2;2022\n\
    285;62010;2;2022\n\
    285;56101;5;2022\n\
    285;46900;20;2022\n\
    285;00000;3;2022\n\
    SSS;41200;400;2022\n\
    SSS;43210;200;2022\n\
    SSS;62010;1 000;2022\n\
    SSS;56101;900;2022\n\
    SSS;46900;2 000;2022\n\
    SSS;00000;300;2022\n";

/// A folder with these counts, and the purchases of 2024 as a file without dates, which is taken as a whole year.
fn folder(counts: &str, firms: &str) -> Folder {
    let folder = Folder::new();
    let lines: String = LINES.map(|(name, account, amount)| format!("{name};{account};{amount}\n")).concat();
    folder.write("ostot-2024.csv", format!("Toimittaja;Tili;Summa\n{lines}"));
    folder.write("rekisteri.csv", REGISTER);
    folder.write("yritykset.csv", counts);
    let pipeline = pipeline("ostot-*.csv");
    folder.write("p.toml", format!("{pipeline}\n[[register]]\nfiles = [\"rekisteri.csv\"]\n\n{firms}"));
    folder
}

fn published(folder: &Folder) -> Value {
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    json(&folder.path("out/current/summary.json"))
}

const FIRMS: &str = "[firms]\nfiles = [\"yritykset.csv\"]\n";

/// Value, low, high and coverage of a figure, written `B5 sector:share construction`.
#[track_caller]
fn check(summary: &Value, figure: &str, expected: [Option<f64>; 4]) {
    let [indicator, dimension, member] = figure.splitn(3, ' ').collect::<Vec<_>>().try_into().unwrap();
    let is = |f: &&Value| {
        let wanted = [("indicator", indicator), ("scope", "market"), ("period", "2024"), ("dimension", dimension)];
        wanted.iter().all(|(key, value)| f[*key] == *value) && f["member"] == member
    };
    let found = summary["figures"].as_array().unwrap().iter().find(is).unwrap_or_else(|| panic!("no {figure}"));
    let number = |key: &str| found[key].as_str().map(|text| text.parse::<f64>().unwrap());
    for (key, expected) in ["value", "low", "high", "coverage"].into_iter().zip(expected) {
        let is_near = match (number(key), expected) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-6,
            (a, b) => a == b,
        };
        assert!(is_near, "{key} of {figure}: {:?}, expected {expected:?}", number(key));
    }
}

fn dimensions(summary: &Value, indicator: &str) -> Vec<String> {
    let figures = summary["figures"].as_array().unwrap().iter().filter(|f| f["indicator"] == indicator);
    figures.map(|f| f["dimension"].as_str().unwrap().to_owned()).collect()
}

fn lacks(summary: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    summary["not_computed"].as_array().unwrap().iter().map(|m| (text(&m["indicator"]), text(&m["needs"]))).collect()
}

#[test]
fn what_is_bought_from_elsewhere_where_firms_are_here() {
    let summary = published(&folder(COUNTS, FIRMS));
    // Construction 60 and food 15; ICT has two firms only. Of an unknown place 8 (construction), without a sector 3.
    let (part, whole) = (75_000.0, 158_000.0);
    let coverage = Some(147.0 / 158.0); // 158 - 8 - 3
    check(&summary, "B5 total total", [Some(part / whole), Some(part / whole), Some(86.0 / 158.0), coverage]);
    check(&summary, "B5 measure amount", [Some(part), Some(part), Some(86_000.0), coverage]);
    let known = Some(100.0 / 108.0);
    check(
        &summary,
        "B5 sector:share construction",
        [Some(60.0 / 108.0), Some(60.0 / 108.0), Some(68.0 / 108.0), known],
    );
    check(&summary, "B5 sector:amount food", [Some(15_000.0), Some(15_000.0), Some(15_000.0), Some(1.0)]);
    let figures = summary["figures"].as_array().unwrap();
    assert!(
        !figures.iter().any(|f| f["indicator"] == "B5" && f["dimension"] == "sector:amount" && f["member"] == "ict")
    );
    assert_eq!(summary["firms"]["years"]["2024"], 2022, "the nearest year that has counts");

    // With two firms being enough, the 20 of ICT are added.
    let summary = published(&folder(COUNTS, &format!("{FIRMS}enough = 2\n")));
    check(&summary, "B5 measure amount", [Some(95_000.0), Some(95_000.0), Some(106_000.0), coverage]);
}

#[test]
fn firms_of_here_that_sold() {
    let summary = published(&folder(COUNTS, FIRMS));
    // Runko, Jännite, Bitti, Yleistukku and Vaitelias of 36; an association is no firm. Tuntematon may be of here. Of the
    // five, Vaitelias has no industry.
    let coverage = Some(4.0 / 5.0);
    check(&summary, "B13 total total", [Some(5.0 / 36.0), Some(5.0 / 36.0), Some(6.0 / 36.0), coverage]);
    check(&summary, "B13 measure supplier-count", [Some(5.0), None, None, coverage]);
    check(&summary, "B13 measure firm-count", [Some(36.0), None, None, None]);
    // Runko and Jännite of 6, and perhaps Vaitelias and Tuntematon.
    check(
        &summary,
        "B13 sector:supplier-share construction",
        [Some(2.0 / 6.0), Some(2.0 / 6.0), Some(4.0 / 6.0), coverage],
    );
    // Bitti of 2, and perhaps two more: no more than all.
    check(&summary, "B13 sector:supplier-share ict", [Some(0.5), Some(0.5), Some(1.0), coverage]);
    // Its only industry says little, so no firm of here is known to sell it.
    check(&summary, "B13 sector:supplier-share furniture-supplies", [None, None, None, coverage]);
}

#[test]
fn the_local_share_that_firms_let_expect() {
    let summary = published(&folder(COUNTS, FIRMS));
    // log2(1 + 36/4800) = 0.010780; to the power of 0.3 it is 0.256912, of 0.35 0.204840, of 0.25 0.322220.
    // Quotients: construction (6/36)/(600/4800) = 4/3, ICT (2/36)/(1000/4800) = 4/15, food (5/36)/(900/4800) = 20/27.
    // 108 * 4/3 + 30 * 4/15 + 15 * 20/27 = 163.111111; over 153 it is 1.066086.
    let mean = (108.0 * 4.0 / 3.0 + 30.0 * 4.0 / 15.0 + 15.0 * 20.0 / 27.0) / 153.0;
    let by = |power: f64| Some(mean * (1.0_f64 + 36.0 / 4800.0).log2().powf(power));
    check(&summary, "B22 total total", [by(0.3), by(0.35), by(0.25), Some(153.0 / 158.0)]);
    check(&summary, "B22 total total", [Some(0.273890), Some(0.218377), Some(0.343515), Some(153.0 / 158.0)]);
    check(&summary, "B22 sector:expected-share construction", [Some(0.342549), Some(0.273120), Some(0.429627), None]);
    // Of the same purchases 40 + 10 were from here, and 8 of an unknown place.
    let known = Some(145.0 / 153.0);
    check(&summary, "B22 measure real-share", [Some(50.0 / 153.0), Some(50.0 / 153.0), Some(58.0 / 153.0), known]);
}

#[test]
fn staff_takes_the_place_of_numbers_where_all_of_it_is_told() {
    let with = |staff: fn(&str) -> &str| {
        let row = |(at, line): (usize, &str)| match at {
            0 => format!("{line};Henkilöstö\n"),
            _ => format!("{line};{}\n", staff(line)),
        };
        published(&folder(&COUNTS.lines().enumerate().map(row).collect::<String>(), FIRMS))
    };
    // 10 in each of the six rows of home, 20 in those of the country: half of all and of each sector, so each quotient is 1;
    // the factor is log2(1 + 60/120) to the power of 0.3.
    let summary = with(|line| if line.starts_with("SSS") { "20" } else { "10" });
    let all = Some(1.5_f64.log2().powf(0.3));
    check(
        &summary,
        "B22 sector:expected-share ict",
        [all, Some(1.5_f64.log2().powf(0.35)), Some(1.5_f64.log2().powf(0.25)), None],
    );
    // One number is withheld: firms are counted instead.
    let summary = with(|line| if line.starts_with("285;62010") { ".." } else { "10" });
    check(&summary, "B22 sector:expected-share construction", [Some(0.342549), Some(0.273120), Some(0.429627), None]);
}

#[test]
fn without_counts_or_without_those_of_the_country() {
    let lacks_all = lacks(&published(&folder(COUNTS, "")));
    for (indicator, needs) in
        [("B5", "firm-counts"), ("B13", "firm-counts"), ("B22", "firm-counts, national-firm-counts")]
    {
        assert!(lacks_all.contains(&(indicator.into(), needs.into())), "{lacks_all:?}");
    }
    let own: String = COUNTS.lines().filter(|line| !line.starts_with("SSS")).map(|line| format!("{line}\n")).collect();
    let summary = published(&folder(&own, FIRMS));
    let lacks = lacks(&summary);
    assert!(lacks.contains(&("B22".into(), "national-firm-counts".into())), "{lacks:?}");
    assert!(!lacks.iter().any(|(indicator, _)| ["B5", "B13"].contains(&indicator.as_str())), "{lacks:?}");
    check(&summary, "B5 measure amount", [Some(75_000.0), Some(75_000.0), Some(86_000.0), Some(147.0 / 158.0)]);
}

#[test]
fn of_a_part_of_a_year_no_share_of_firms_is_given() {
    let folder = folder(COUNTS, FIRMS);
    let lines = LINES.map(|(name, account, amount)| format!("{name};{account};{amount};15.2.2024\n")).concat();
    folder.write("ostot-2024.csv", format!("Toimittaja;Tili;Summa;Kirjauspäivämäärä\n{lines}"));
    let summary = published(&folder);
    // How many firms there are is told all the same.
    assert!(dimensions(&summary, "B13").iter().all(|dimension| dimension == "sector:firm-count"));
    check(&summary, "B13 sector:firm-count ict", [Some(2.0), None, None, None]);
    assert!(dimensions(&summary, "B5").contains(&"total".to_owned()));
}

#[test]
fn all_faults_of_a_table_are_named_at_once() {
    let rows = "Kunta;Toimiala;Yrityksiä;Vuosi\n\
        Kotka;41200;4;2024\n\
        Kotka;41200;5;2024\n\
        Kotak;43210;2;2024\n\
        Kotka;62010;-2;2024\n\
        Kotka;99999999;1;2024\n\
        Kotka;04110;1;2024\n\
        Kotka;56101;paljon;2024\n\
        Kotka;56102;2,5;2024\n\
        Kotka;81210;1;ensi vuosi\n\
        ;81220;;2024\n";
    let outcome = folder(rows, FIRMS).vire(&["run", "p.toml", "--out", "out"]);
    let parts = [
        "yritykset.csv",
        "row 3: the same municipality, industry 41200 and year as in row 2",
        "row 4: no municipality of FI is called \"Kotak\" did you mean \"Kotka\"?",
        "row 5: firms: \"-2\" is negative",
        "row 6: \"99999999\" is no industry code of two to five digits",
        "row 7: no industry has the code \"04110\"",
        "row 8: firms: \"paljon\" is no number",
        "row 9: firms: \"2,5\" is no whole number",
        "row 10: \"ensi vuosi\" is no year",
        "row 11: the municipality is missing",
        "row 11: firms: the number is missing",
        "[firm-counts]",
    ];
    outcome.failed(3, &parts);
}

#[test]
fn counts_that_cannot_be_right_together() {
    let failed = |rows: &str, firms: &str, parts: &[&str]| {
        folder(rows, firms).vire(&["check", "p.toml"]).failed(3, parts);
    };
    let header = "Kunta;Toimiala;Yrityksiä;Vuosi\n";
    let both = format!("{header}Kotka;41;9;2024\nKotka;41200;4;2024\n");
    failed(&both, FIRMS, &["the firms of industry 41200 are counted in 41 too"]);
    let lost = format!("{header}Kotka;41200;9;2024\nKotka;2100;4;2024\n");
    failed(&lost, FIRMS, &["industry 2100 is a digit shorter than others and may have lost a zero", "such as 02100"]);
    let more = format!("{header}Kotka;41200;9;2024\nKoko maa;41200;8;2024\n");
    failed(&more, FIRMS, &["in 2024 the home municipalities have 9 firms of industry 41200, and the whole country 8"]);
    failed(&format!("{header}Hamina;41200;9;2024\n"), FIRMS, &["no row of 2024 is of a home municipality"]);
    failed(&format!("{header}Kotka;F;9;2024\n"), FIRMS, &["no row with an industry code of two digits or more"]);
    failed("Kunta;Toimiala;Yrityksiä\nKotka;41200;9\n", FIRMS, &["no column says the year: write [firms] year = 2024"]);
    failed(
        "Väri;Koko\npunainen;1\n",
        FIRMS,
        &["no column of municipalities and of industry codes and of numbers of firms"],
    );
    let mixed = folder(COUNTS, "[firms]\nfiles = [\"yritykset.csv\", \"prh.json\"]\nyear = 2022\n");
    mixed.write("prh.json", format!("[{}]", company("9512345-9", "41200", "Osakeyhtiö", "285", "null")));
    mixed.vire(&["check", "p.toml"]).failed(3, &["firms of 2022 are counted from a register and in a table"]);
    let pipeline = folder(COUNTS, "[firms]\nyear = 1066\nenough = 0\n").vire(&["check", "p.toml"]);
    pipeline.failed(2, &["enough"]);
}

/// A company of PRH's register.
fn company(id: &str, industry: &str, form: &str, municipality: &str, end: &str) -> String {
    format!(
        "{{\"businessId\": {{\"value\": \"{id}\"}}, \"names\": [{{\"name\": \"X\"}}], \"mainBusinessLine\": {{\"type\": \
         \"{industry}\"}}, \"companyForms\": [{{\"descriptions\": [{{\"languageCode\": \"1\", \"description\": \
         \"{form}\"}}]}}], \"addresses\": [{{\"type\": 1, \"postOffices\": [{{\"municipalityCode\": \
         \"{municipality}\"}}]}}], \"endDate\": {end}}}"
    )
}

/// The register of PRH tells of all companies: one that has ended, a company of residents and one of elsewhere do not
/// count here, and one that stands twice counts once.
#[test]
fn firms_are_counted_from_a_register_of_all() {
    // Business ids whose check digits are right: weights 7 9 10 5 8 4 2, the remainder by 11 taken from 11.
    let companies = [
        company("9512345-9", "41200", "Osakeyhtiö", "285", "null"),
        company("9512345-9", "41200", "Osakeyhtiö", "285", "null"),
        company("9512346-7", "41200", "Osakeyhtiö", "091", "null"),
        company("9512347-5", "43210", "Osakeyhtiö", "285", "\"2020-01-01\""),
        company("9512348-3", "68202", "Asunto-osakeyhtiö", "285", "null"),
    ];
    let folder = folder("", "[firms]\nfiles = [\"prh.json\"]\nyear = 2024\n");
    folder.write("prh.json", format!("[{}]", companies.join(",\n")));
    let summary = published(&folder);
    check(&summary, "B13 measure firm-count", [Some(1.0), None, None, None]);
    check(&summary, "B13 sector:firm-count construction", [Some(1.0), None, None, None]);
    // Five firms that sold are more than the one that is counted: no share.
    check(&summary, "B13 total total", [None, None, None, Some(4.0 / 5.0)]);
    // log2(1 + 1/2) to the power of 0.3, the quotient being 1.
    let by = |power: f64| Some(1.5_f64.log2().powf(power));
    check(&summary, "B22 sector:expected-share construction", [by(0.3), by(0.35), by(0.25), None]);

    let undated = folder.path("p.toml");
    let pipeline = std::fs::read_to_string(&undated).unwrap().replace("year = 2024\n", "");
    std::fs::write(&undated, pipeline).unwrap();
    folder.vire(&["check", "p.toml"]).failed(3, &["a register says no year: write [firms] year = 2024"]);
}

/// Where no row is of the country, the rows of all its municipalities are; of fewer there is no sum.
#[test]
fn all_municipalities_together_are_the_country() {
    let list = include_str!("../../crates/reference/src/countries/fi/municipalities.csv");
    let codes: Vec<&str> = list.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    let counts = |codes: &[&str]| -> String {
        let rows = codes.iter().map(|code| format!("{code};41200;5;2024\n{code};46900;5;2024\n"));
        ["Kuntakoodi;Toimiala;Yrityksiä;Vuosi\n".to_owned()].into_iter().chain(rows).collect()
    };
    let summary = published(&folder(&counts(&codes), FIRMS));
    // Each municipality is like the others: the quotient is 1.
    let share = |power: f64| Some((1.0 + 1.0 / codes.len() as f64).log2().powf(power));
    check(&summary, "B22 sector:expected-share construction", [share(0.3), share(0.35), share(0.25), None]);
    let without_last = published(&folder(&counts(&codes[..codes.len() - 1]), FIRMS));
    assert!(lacks(&without_last).iter().any(|(indicator, _)| indicator == "B22"));
}

/// A municipality that was merged goes by its successor, and its row stands beside that of the successor.
#[test]
fn rows_of_merged_municipalities_are_added() {
    let rows = "Kunta;Toimiala;Yrityksiä;Vuosi\nKotka;41200;4;2024\nKymi;41200;3;2024\n";
    let outcome = folder(rows, FIRMS).vire(&["check", "p.toml"]);
    outcome.failed(3, &["no municipality of FI is called \"Kymi\""]);
    let pipeline = "[buyer]\nname = \"Lahti\"\ncountry = \"FI\"\n[[purchases]]\nfiles = [\"ostot-*.csv\"]\n";
    let folder = folder("Kunta;Toimiala;Yrityksiä;Vuosi\nLahti;41200;4;2024\nNastola;41200;3;2024\n", "");
    folder.write("rekisteri.csv", REGISTER.replace("Kotka", "Lahti"));
    folder.write("p.toml", format!("{pipeline}[[register]]\nfiles = [\"rekisteri.csv\"]\n{FIRMS}"));
    check(&published(&folder), "B13 measure firm-count", [Some(7.0), None, None, None]);
}

/// The manifest names the file, its columns and what was read, and a file that changed is noticed.
#[test]
fn what_was_read_is_in_the_manifest() {
    let folder = folder(COUNTS, FIRMS);
    published(&folder);
    let manifest = json(&folder.path("out/current/manifest.json"));
    let file = &manifest["firms"]["files"][0];
    assert_eq!((&file["file"], &file["rows"], &file["sums"]), (&"yritykset.csv".into(), &12.into(), &1.into()));
    let columns: Vec<&str> =
        file["tables"][0]["columns"].as_array().unwrap().iter().map(|c| c["header"].as_str().unwrap()).collect();
    assert_eq!(columns, ["Kuntakoodi", "Toimiala (TOL 2008)", "Yritysten lukumäärä", "Vuosi"]);
    folder.vire(&["verify", "out", "--inputs"]).published();
    folder.write("yritykset.csv", COUNTS.replace("285;41200;4", "285;41200;3"));
    let verified = folder.vire(&["verify", "out", "--inputs"]);
    assert!(verified.stdout().contains("changed  input yritykset.csv"), "{}", verified.stdout());
    folder.vire(&["rerun", "out"]).failed(3, &["changed  yritykset.csv"]);
}

/// SCB's bulk file has postal codes for places; a sole trader counts, an organisation that is closed (9) does not.
#[test]
fn firms_are_counted_from_the_bulk_file_of_scb() {
    let row = |id: &str, industry: &str, post: &str, state: &str| {
        format!("{id}\tExempel AB\t{industry}\t{post}\t{state}\t1\t49\n")
    };
    let rows = [
        "PeOrgNr\tNamn\tNg1\tPostNr\tFtgStat\tJEStat\tJurForm\n".to_owned(),
        row("165599999009", "41200", "28101", "1"),
        row("165599999017", "43210", "11122", "1"),
        row("165599999025", "41200", "28101", "9"),
        row("198002301235", "43320", "28101", "1"), // 30 February: nobody's
    ];
    let folder = Folder::new();
    folder.write("inkop-2024.csv", "Leverantör;Konto;Kontotext;Belopp\nExempel AB;61520;Entreprenad;1000,00\n");
    folder.write("scb.txt", rows.concat());
    let own = "[buyer]\nname = \"Hässleholm\"\ncountry = \"SE\"\n[[purchases]]\nfiles = [\"inkop-*.csv\"]\n";
    let firms = "[[register]]\nfiles = [\"r.csv\"]\n[firms]\nfiles = [\"scb.txt\"]\nyear = 2024\n";
    folder.write("r.csv", "Företagsnamn;Säteskommun;SNI\nExempel AB;Hässleholm;41200\n");
    folder.write("p.toml", format!("{own}{firms}"));
    let summary = published(&folder);
    let sole_traders = 1.0;
    check(&summary, "B13 measure firm-count", [Some(1.0 + sole_traders), None, None, None]);
    check(&summary, "B13 sector:supplier-share construction", [Some(0.5), Some(0.5), Some(0.5), Some(1.0)]);
}
