//! Tables of tenders, and how procurements were competed for (C1 to C13) and opened (D1 to D8), on tables small enough to
//! reckon by hand, and on open data of Upphandlingsmyndigheten.

use serde_json::Value;

use crate::fixtures::fixtures;
use crate::support::{EXPORT, Folder, ROOT, csv_rows, json, manifest, pipeline, run_bytes, text_of};

const HEADER: &str = "Hankinnan tunnus;Osa;CPV-koodi;Menettely;Ilmoituspäivä;Määräaika;Päätöspäivä;Tulos;Tarjouksia;\
    Pk-tarjouksia;Valintaperuste;Laadun paino;Voittaja;Voittajan kokoluokka;Sopimustyyppi\n";

/// Days to bid: 30, 30, 10, 20, none of a direct award, 30, and a deadline that is not known. Days to the award of the
/// first three: 30, 40, 60.
const LOTS: [&str; 7] = [
    "A1;1;45210000-2;Avoin menettely;1.2.2024;2.3.2024;1.4.2024;Hankintapäätös;4;3;;40 %;Runko Oy;pieni;Puitejärjestely",
    "A1;2;45210000-2;Avoin menettely;1.2.2024;2.3.2024;11.4.2024;Hankintapäätös;1;1;;0,4;Runko Oy;pieni;Puitejärjestely",
    "A2;1;72000000-5;Rajoitettu menettely;1.3.2024;11.3.2024;10.5.2024;Hankintapäätös;2;0;Halvin hinta;;Bitti Oyj;suuri;Hankintasopimus",
    "A3;1;45210000-2;Avoin menettely;1.4.2024;21.4.2024;;Keskeytetty;2;;;;;;",
    "A4;1;72000000-5;Suorahankinta;;;3.6.2024;Hankintapäätös;1;;;;Tavu Oy;;",
    "A5;1;;;2.9.2024;2.10.2024;;Hankintapäätös;;;;;;;",
    "A6;1;;Kansallinen menettely;1.10.2024;;;Ei tarjouksia;0;;;;;;",
];

/// A folder with some purchases, and the rows of a table of tenders.
fn folder(files: &[(&str, String)], more: &str) -> Folder {
    let folder = Folder::new();
    folder.write("ostot.csv", EXPORT);
    files.iter().for_each(|(name, content)| drop(folder.write(name, content)));
    folder.write("p.toml", format!("{}\n{more}\n[report]\nformats = [\"html\"]\n", pipeline("ostot.csv")));
    folder
}

const TENDERS: &str = "[[tenders]]\nfiles = [\"tarjous*.csv\"]\n";

fn lots() -> String {
    format!("{HEADER}{}\n", LOTS.join("\n"))
}

fn published(folder: &Folder) -> Value {
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    json(&folder.path("out/current/summary.json"))
}

/// Value, low, high and coverage of a figure, written `C2 total total`.
#[track_caller]
fn check_of(summary: &Value, year: &str, figure: &str, expected: [Option<f64>; 4]) {
    let [indicator, dimension, member] = figure.splitn(3, ' ').collect::<Vec<_>>().try_into().unwrap();
    let is = |f: &&Value| {
        let wanted = [("indicator", indicator), ("scope", "tenders"), ("period", year), ("dimension", dimension)];
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

#[track_caller]
fn check(summary: &Value, figure: &str, expected: [Option<f64>; 4]) {
    check_of(summary, "2024", figure, expected);
}

/// A share: the part, what is known, and the whole with the unknown.
fn share(part: f64, known: f64, whole: f64) -> [Option<f64>; 4] {
    [Some(part / known), Some(part / whole), Some((part + whole - known) / whole), Some(known / whole)]
}

fn lacks(summary: &Value, indicator: &str) -> Option<String> {
    let missing = summary["not_computed"].as_array().unwrap();
    missing.iter().find(|m| m["indicator"] == indicator).map(|m| m["needs"].as_str().unwrap().to_owned())
}

#[test]
fn competition_by_hand() {
    let summary = published(&folder(&[("tarjous.csv", lots())], TENDERS));
    // Neither cancelled nor without result, nor awarded without a call: 4 + 1 + 2 bids of three lots, and one whose bids
    // are not known.
    let known = Some(3.0 / 4.0);
    check(&summary, "C1 total total", [Some(7.0 / 3.0), None, None, known]);
    check(&summary, "C1 measure median", [Some(2.0), None, None, known]); // 1, 2, 4
    check(&summary, "C1 procedure direct", [Some(1.0), None, None, Some(1.0)]);
    check(&summary, "C1 procedure open", [Some(2.5), None, None, Some(1.0)]);
    check(&summary, "C1 sector construction", [Some(2.5), None, None, Some(1.0)]);
    // One of three with a call; the lot of unknown procedure and bids may be another single, or not.
    check(&summary, "C2 total total", [Some(1.0 / 3.0), Some(1.0 / 4.0), Some(2.0 / 4.0), Some(3.0 / 4.0)]);
    check(&summary, "C2 procedure restricted", [Some(0.0), Some(0.0), Some(0.0), Some(1.0)]);
    check(&summary, "C3 total total", share(1.0, 6.0, 7.0));
    check(&summary, "C3 sector ict", share(1.0, 2.0, 2.0));
    // Two have 40 % of quality, one the lowest price, three say nothing; the direct award is not asked.
    check(&summary, "C4 total total", share(1.0, 3.0, 6.0));
    check(&summary, "C5 total total", [Some(130.0 / 3.0), None, None, Some(3.0 / 4.0)]);
    check(&summary, "C5 measure median-days", [Some(40.0), None, None, Some(3.0 / 4.0)]);
    // Runko twice, Bitti, and Tavu of unknown size; bids: 3 + 1 + 0 of 7, and 3 of unknown size.
    check(&summary, "C6 total total", share(2.0, 3.0, 4.0));
    check(&summary, "C6 measure sme-bid-share", share(4.0, 7.0, 10.0));
    check(&summary, "C7 total total", share(1.0, 6.0, 6.0));
    check(&summary, "C9 total total", share(4.0, 7.0, 10.0));
    check(&summary, "C9 size sme", [Some(0.4), None, None, Some(0.7)]);
    check(&summary, "C9 size large", [Some(0.3), Some(0.3), Some(0.6), Some(0.7)]);
    // Runko once, Bitti and Tavu; Runko alone has framework agreements.
    check(&summary, "C10 total total", share(1.0, 2.0, 3.0));
    check(&summary, "C10 size small", [Some(1.0 / 3.0), Some(1.0 / 3.0), Some(2.0 / 3.0), Some(2.0 / 3.0)]);
    check(&summary, "C10 measure framework-supplier-share", share(1.0, 1.0, 1.0));
    // 10, 20, 30, 30, 30 days, and one not known; a direct award has none.
    let known = Some(5.0 / 6.0);
    check(&summary, "C11 total total", [Some(30.0), None, None, known]);
    check(&summary, "C11 measure mean-days", [Some(120.0 / 5.0), None, None, known]);
    check(&summary, "C11 measure under-15-days-share", share(1.0, 5.0, 6.0));
    check(&summary, "C12 total total", share(2.0, 7.0, 7.0));
    check(&summary, "C12 measure cancelled-share", share(1.0, 7.0, 7.0));
    check(&summary, "C12 measure without-result-share", share(1.0, 7.0, 7.0));
    // 40 + 40 + 0 of three lots; three could be anything.
    let [value, low, high] = [80.0 / 300.0, 80.0 / 600.0, 380.0 / 600.0].map(Some);
    check(&summary, "C13 total total", [value, low, high, Some(3.0 / 6.0)]);
    check(&summary, "C13 measure any-quality-share", share(2.0, 3.0, 6.0));
    // No column tells of these.
    for (indicator, need) in [("D1", "tender-dialogue"), ("D3", "tender-listing"), ("D8", "tender-objectives")] {
        assert_eq!(lacks(&summary, indicator).as_deref(), Some(need));
    }
}

/// A row for each bid tells the same as a row for each lot with its number of bids.
#[test]
fn rows_of_bids() {
    let rows = "Hankinnan tunnus;Osa;Menettely;Päätöspäivä;Tarjoaja;Tarjoajan kokoluokka;Voitti\n\
        B1;1;Avoin menettely;5.5.2024;Runko Oy;pieni;kyllä\n\
        B1;1;Avoin menettely;5.5.2024;Suuri Oyj;suuri;ei\n\
        B1;1;Avoin menettely;5.5.2024;RUNKO OY;pieni;kyllä\n\
        B1;2;Avoin menettely;5.5.2024;Runko Oy;;ei\n\
        B1;2;Avoin menettely;5.5.2024;Tmi Maija Esimerkki;mikro;kyllä\n\
        B2;;Avoin menettely;6.5.2024;Suuri Oyj;suuri;kyllä\n";
    let folder = folder(&[("tarjous.csv", rows.to_owned())], TENDERS);
    let summary = published(&folder);
    // Runko bids once for the first lot, whatever the case of its name: 2, 2 and 1 bids.
    check(&summary, "C1 total total", [Some(5.0 / 3.0), None, None, Some(1.0)]);
    check(&summary, "C2 total total", share(1.0, 3.0, 3.0));
    check(&summary, "C6 total total", share(2.0, 3.0, 3.0));
    // Small once and micro once of four whose size is told; Runko's second bid does not tell it.
    check(&summary, "C9 total total", share(2.0, 4.0, 5.0));
    check(&summary, "C9 size micro", [Some(0.2), Some(0.2), Some(0.4), Some(0.8)]);
    check(&summary, "C7 total total", share(1.0, 2.0, 2.0));
    let control = &manifest(&folder.path("out"))["tenders"]["control"];
    assert_eq!([&control["read"], &control["used"], &control["repeated"]], [6, 5, 1].map(Value::from).each_ref());
    // Names of bidders are in no file of the run.
    for (name, bytes) in run_bytes(&folder.path("out")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Suuri Oyj") && !text.contains("Maija"), "{name} names a bidder");
    }
}

#[test]
fn openness_by_hand() {
    let rows = "Hankinnan tunnus;Hankinta;Menettely;Ilmoituspäivä;Tarjouksia;Markkinavuoropuhelu;Lisätty kalenteriin;\
        Ympäristökriteeri;Sosiaalinen kriteeri\n\
        C1;Katujen kunnossapito;Avoin menettely;10.4.2024;3;1.2.2024;1.1.2024;kyllä;ei\n\
        C2;Koulun siivous;Avoin menettely;10.5.2024;2;ei;ei;ei;ei\n\
        C3;Vartiointi;Avoin menettely;10.8.2024;4;;;;kyllä\n\
        C4;Leipomotuotteet;Avoin menettely;10.9.2024;1;20.9.2024;11.8.2024;ei;\n\
        C5;Kiireellinen korjaus;Suorahankinta;;1;ei;ei;;\n";
    let calendar =
        "Hankinta;Ajankohta;Numero\nKatujen kunnossapito;Q1/2024;C1\nVartiointi;H2/2024;\nUimahalli;12/2024;\n";
    let files = [("tarjous.csv", rows.to_owned()), ("kalenteri.csv", calendar.to_owned())];
    let more = format!("{TENDERS}[calendar]\nfiles = [\"kalenteri.csv\"]\ncolumns = {{ id = \"Numero\" }}\n");
    let summary = published(&folder(&files, &more));
    // Of four with a call the first had one, the second none, the third does not say; the fourth came after its notice.
    check(&summary, "D1 total total", share(1.0, 3.0, 4.0));
    // The first and the fourth by their days, the third by its title, the second not.
    check(&summary, "D2 total total", share(3.0, 4.0, 4.0));
    // 100 days of the first (January 30 of 31, February 29, March 31, April 10), 30 of the fourth; the third has no day.
    check(&summary, "D2 measure three-months-share", share(1.0, 3.0, 4.0));
    check(&summary, "D3 total total", [Some(65.0), None, None, Some(2.0 / 3.0)]);
    // The first was planned for the first quarter and came in the second; the third came in its half-year.
    check(&summary, "D4 total total", [Some(0.5), None, None, Some(0.5)]);
    check(&summary, "D4 measure planned-quarter-share", [Some(0.5), None, None, Some(0.5)]);
    // Of four lots the first is green and the third social; the second and the fourth are known not to be one of them. The
    // direct award has no day, and so no year.
    check(&summary, "D8 total total", share(2.0, 4.0, 4.0));
    check(&summary, "D8 measure green-share", share(1.0, 3.0, 4.0));
    check(&summary, "D8 measure social-share", share(1.0, 3.0, 4.0));
}

#[test]
fn lists_of_openness_by_hand() {
    let small = "Päivä;Kohde;Ilmoitettu\n1.2.2024;A;kyllä\n2.2.2024;B;ei\n3.2.2024;C;\n4.3.2024;D;ei\n";
    // 10, 20 and 36 days; March is not published yet.
    let published_on = "Aineisto;Jakso päättyi;Julkaistu\n1;31.1.2024;10.2.2024\n2;29.2.2024;20.3.2024\n3;31.3.2024;\n4;30.4.2024;5.6.2024\n";
    let meetings = "Päivä;Yrityksiä;Paikallisia;Uusia\n5.3.2024;30;20;6\n1.10.2024;20;;4\n";
    let lists = [("pienet.csv", small), ("julkaisut.csv", published_on), ("tilaisuudet.csv", meetings)];
    let files = lists.map(|(name, content)| (name, content.to_owned()));
    let openness = "[openness]\nsmall_purchases = [\"pienet.csv\"]\npublications = [\"julkaisut.csv\"]\n\
        meetings = [\"tilaisuudet.csv\"]\n";
    let summary = published(&folder(&files, openness));
    check(&summary, "D5 total total", share(1.0, 3.0, 4.0));
    check(&summary, "D7 total total", [Some(20.0), None, None, Some(0.75)]);
    check(&summary, "D7 measure mean-days", [Some(22.0), None, None, Some(0.75)]);
    check(&summary, "D7 measure month-share", [Some(3.0 / 12.0), None, None, None]);
    check(&summary, "D6 total total", [Some(25.0), None, None, None]);
    check(&summary, "D6 measure firm-count", [Some(50.0), None, None, None]);
    // Local firms were counted at the first meeting only.
    check(&summary, "D6 measure local-share", share(20.0, 30.0, 50.0));
    check(&summary, "D6 measure new-share", share(10.0, 50.0, 50.0));

    for (name, content, part) in [
        ("pienet.csv", "Päivä;Ilmoitettu\n1.2.2024;ehkä\n", "row 2: announced: \"ehkä\" is no yes or no"),
        (
            "julkaisut.csv",
            "Jakso päättyi;Julkaistu\n31.1.2024;10.1.2024\n",
            "row 2: it is published before its period ends",
        ),
        ("tilaisuudet.csv", "Päivä;Yrityksiä;Uusia\n5.3.2024;3;4\n", "row 2: more firms are local or new than the 3"),
        ("pienet.csv", "Päivä;Summa\n1.2.2024;1\n", "what was announced"),
    ] {
        let folder = folder(&files, openness);
        folder.write(name, content);
        folder.vire(&["run", "p.toml", "--out", "out"]).failed(3, &[name, part]);
    }
}

/// Rows in another order, and parted among files, give the same bytes.
#[test]
fn order_and_files_do_not_matter() {
    let tables = |folder: &Folder| {
        published(folder);
        ["tenders.parquet", "tender_parties.parquet", "indicators.parquet"]
            .map(|name| std::fs::read(folder.path(&format!("out/current/{name}"))).unwrap())
    };
    let whole = tables(&folder(&[("tarjous.csv", lots())], TENDERS));
    let reversed = format!("{HEADER}{}\n", LOTS.iter().rev().copied().collect::<Vec<_>>().join("\n"));
    assert!(whole == tables(&folder(&[("tarjous.csv", reversed)], TENDERS)), "rows in another order");
    let [first, second] = [&LOTS[..3], &LOTS[3..]].map(|lots| format!("{HEADER}{}\n", lots.join("\n")));
    assert!(whole == tables(&folder(&[("tarjous-b.csv", first), ("tarjous-a.csv", second)], TENDERS)), "two files");
}

/// Without tables of tenders nothing of them is shown, and each figure says what it needs.
#[test]
fn without_tables_nothing_is_computed() {
    let folder = folder(&[], "");
    let summary = published(&folder);
    assert_eq!(lacks(&summary, "C2").as_deref(), Some("tender-bids, tender-procedure"));
    assert!(!summary["figures"].as_array().unwrap().iter().any(|f| f["scope"] == "tenders"));
    assert!(!folder.path("out/current/tenders.parquet").exists());
    let page = std::fs::read_to_string(folder.path("out/current/report.en.html")).unwrap();
    assert!(!page.contains("How procurements were competed for"));
}

/// A table of awards alone says nothing of what was cancelled, and never that nothing was.
#[test]
fn what_a_table_does_not_tell_is_not_zero() {
    let rows = "Hankinnan tunnus;Menettely;Päätöspäivä;Tarjouksia\nA;Avoin;1.2.2024;3\n".to_owned();
    let summary = published(&folder(&[("tarjous.csv", rows)], TENDERS));
    for (indicator, need) in [
        ("C4", "tender-criteria"),
        ("C5", "tender-decision"),
        ("C6", "tender-winner-size"),
        ("C7", "tender-lots"),
        ("C9", "tender-bidder-size"),
        ("C10", "tender-winner-size"),
        ("C11", "tender-window"),
        ("C12", "tender-result"),
        ("C13", "tender-weight"),
    ] {
        assert_eq!(lacks(&summary, indicator).as_deref(), Some(need), "{indicator}");
    }
}

/// The accounting year is that of the award, else of the deadline, else of the notice; without any day it is its own.
#[test]
fn years_of_tenders() {
    let rows = "Hankinnan tunnus;Ilmoituspäivä;Määräaika;Päätöspäivä;Tarjouksia\n\
        A;1.12.2022;10.1.2023;1.2.2024;1\n\
        B;1.12.2022;10.1.2023;;2\n\
        C;1.12.2022;;;3\n\
        D;;;;4\n"
        .to_owned();
    let summary = published(&folder(&[("tarjous.csv", rows)], TENDERS));
    for (year, bids) in [("2024", 1.0), ("2023", 2.0), ("2022", 3.0), ("undated", 4.0)] {
        check_of(&summary, year, "C1 total total", [Some(bids), None, None, Some(1.0)]);
    }
}

/// A year whose last month the tables do not reach is named with the day that they reach, in each table and sentence.
#[test]
fn a_year_that_the_tables_do_not_reach_the_end_of_is_marked() {
    let page = |last: &str| {
        let rows =
            format!("Hankinnan tunnus;Päätöspäivä;Tarjouksia\nA;1.12.2023;1\nB;1.2.2024;2\nC;{last};3\nD;{last};4\n");
        let folder = folder(&[("tarjous.csv", rows)], TENDERS);
        published(&folder);
        text_of(&std::fs::read_to_string(folder.path("out/current/report.en.html")).unwrap())
    };
    let part = page("20.8.2024");
    // Of 2024 three tenders with 2, 3 and 4 bids.
    assert!(part.contains("|2023|2024 (to 20 August 2024)|Bids per tender|1.00|3.00|"), "{part}");
    assert!(
        part.contains("The competitive tenders of 2024 (to 20 August 2024) whose bids are known got 3.00 bids"),
        "{part}"
    );
    assert!(part.contains("– n (tenders); known for|1; 100.0%|3; 100.0%|"), "{part}");
    let whole = page("1.12.2024");
    assert!(whole.contains("|2023|2024|Bids per tender|1.00|3.00|") && !whole.contains("2024 (to"), "{whole}");
}

/// Rows of other buyers, and rows that cannot be read, are left out and told.
#[test]
fn what_is_left_out_is_told() {
    let rows = "Hankinnan tunnus;Osa;Hankintayksikkö;Menettely;Päätöspäivä;Tarjouksia\n\
        A;1;Kotkan kaupunki;Avoin;1.2.2024;3\n\
        B;1;Haminan kaupunki;Avoin;1.2.2024;9\n\
        C;1;Kotka;Ihmeellinen menettely;1.2.2024;monta\n\
        D;1;Kotka;Ihmeellinen menettely;1.2.2024;5\n\
        A;1;Kotka;Avoin;1.2.2024;3\n\
        E;1;;Avoin;kesällä;2\n"
        .to_owned();
    let folder = folder(&[("tarjous.csv", rows)], TENDERS);
    let summary = published(&folder);
    check(&summary, "C1 total total", [Some(4.0), None, None, Some(1.0)]); // 3 and 5
    let manifest = manifest(&folder.path("out"));
    let control =
        ["read", "used", "repeated", "other_buyers", "unreadable"].map(|key| &manifest["tenders"]["control"][key]);
    assert_eq!(control, [6, 2, 1, 1, 2].map(Value::from).each_ref());
    let said = |code: &str| said(&manifest, code);
    let rows = said("of-tenders");
    assert!(rows.contains("tarjous.csv, row 4: bids: \"monta\" is no whole number"), "{rows}");
    assert!(rows.contains("tarjous.csv, row 7: award_date: \"kesällä\" is no day"), "{rows}");
    assert!(rows.contains("procedure: \"Ihmeellinen menettely\" (rows: 1)"), "{rows}");
    assert!(said("tenders-read").contains("of 6 rows of tenders 2 are used"), "{}", said("tenders-read"));
    let page = std::fs::read_to_string(folder.path("out/current/report.en.html")).unwrap();
    assert!(page.contains("2 of the 6 rows in the tables of tenders could not be read"));
}

/// All messages of a code, one below the other.
fn said(manifest: &Value, code: &str) -> String {
    let notices = manifest["notices"].as_array().unwrap().iter().filter(|n| n["code"] == code);
    notices.map(|n| n["message"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join("\n")
}

/// A second column of bids, weights of 120 %, a buyer that no row names; lists without rows and with one twice.
#[test]
fn what_is_odd_is_told() {
    let rows = "Hankinnan tunnus;Hankintayksikkö;Päätöspäivä;Tarjouksia;Saadut tarjoukset;Hinnan paino;Laadun paino\n\
        A;Kotka;1.2.2024;3;9;60 %;60 %\n\
        B;Kotka;1.2.2024;5;9;60 %;40 %\n";
    let twice = "Päivä;Kohde;Ilmoitettu\n1.2.2024;A;kyllä\n1.2.2024;A;kyllä\n1.2.2024;B;kyllä\n";
    let files = [("tarjous.csv", rows), ("pienet.csv", twice), ("tilaisuudet.csv", "Päivä;Yrityksiä\n")]
        .map(|(n, c)| (n, c.to_owned()));
    let more = "[[tenders]]\nfiles = [\"tarjous.csv\"]\nbuyers = [\"Kotka\", \"Kotla\"]\n[openness]\n\
        small_purchases = [\"pienet.csv\"]\nmeetings = [\"tilaisuudet.csv\"]\n";
    let folder = folder(&files, more);
    let summary = published(&folder);
    check(&summary, "C1 total total", [Some(4.0), None, None, Some(1.0)]); // 3 and 5
    check(&summary, "D5 total total", share(3.0, 3.0, 3.0));
    let manifest = manifest(&folder.path("out"));
    for (code, part) in [
        (
            "second-column",
            "tarjous.csv: the column \"Saadut tarjoukset\" is passed over, since \"Tarjouksia\" is taken for bids",
        ),
        ("empty-table", "tilaisuudet.csv: the list of meetings has a header but no rows"),
        ("of-tenders", "quality_weight: \"60 % beside a price of 60 %\" (rows: 1)"),
        ("unmatched-column", "tenders: no row is of the buyer \"Kotla\""),
        ("same-rows", "pienet.csv: a row is the same as another in every cell; both count"),
    ] {
        assert!(said(&manifest, code).contains(part), "{code}: {}", said(&manifest, code));
    }
    folder.vire(&["explain", "c8"]).failed(2, &["C8 is not computed: "]);
}

#[test]
fn wrong_files_are_refused() {
    let refused = |rows: &str, more: &str, parts: &[&str]| {
        let outcome = folder(&[("tarjous.csv", rows.to_owned())], &format!("{TENDERS}{more}"))
            .vire(&["run", "p.toml", "--out", "out"]);
        outcome.failed(3, parts);
    };
    refused("Nimi;Summa\nA;1\n", "", &["tarjous.csv", "table of tenders", "columns = { procurement"]);
    refused("Hankinnan tunnus;Tarjouksia\nA;monta\n", "", &["tender-table", "row 2", "is no whole number"]);
    refused(
        "Hankinnan tunnus;Tarjouksia;Hankintayksikkö\nA;3;Haminan kaupunki\n",
        "",
        &["no row is of Kotka", "Haminan kaupunki", "buyers = ["],
    );
    let folder = folder(&[], "[[tenders]]\nfiles = [\"puuttuu.csv\"]\n");
    folder.vire(&["run", "p.toml", "--out", "out"]).failed(2, &["puuttuu.csv"]);
}

/// Contradictions of rows of one lot are unknown, whichever comes first.
#[test]
fn contradictions_are_unknown() {
    let rows = ["A;1;Avoin;1.2.2024;3", "A;1;Avoin;1.2.2024;4", "B;1;Avoin;1.2.2024;2"];
    for rows in [rows, [rows[1], rows[0], rows[2]]] {
        let table = format!("Hankinnan tunnus;Osa;Menettely;Päätöspäivä;Tarjouksia\n{}\n", rows.join("\n"));
        let folder = folder(&[("tarjous.csv", table)], TENDERS);
        check(&published(&folder), "C1 total total", [Some(2.0), None, None, Some(0.5)]);
        let manifest = manifest(&folder.path("out"));
        assert_eq!(manifest["tenders"]["contradictions"], 1);
        assert!(said(&manifest, "of-tenders").contains("\n  \"A\", lot \"1\": bids"));
    }
}

/// What the generator of the sample counted while it wrote the bids.
#[test]
fn the_sample_has_what_was_written() {
    let folder = Folder::new();
    folder.write("ostot.csv", EXPORT);
    let sample = std::path::Path::new(ROOT).join("sample-data");
    let more = format!(
        "[[tenders]]\nfiles = [{:?}]\n[report]\nformats = [\"md\"]\n",
        sample.join("kotka/tarjouskilpailut.csv")
    );
    folder.write("p.toml", format!("{}\n{more}", pipeline("ostot.csv")));
    let summary = published(&folder);
    let mut rows = 0.0;
    for fact in csv_rows(&sample.join("tender-facts.csv")) {
        let number = |key: &str| fact[key].parse::<f64>().unwrap();
        let year = fact["year"].as_str();
        let lots = number("lots");
        check_of(
            &summary,
            year,
            "C1 total total",
            [Some(number("bids") / number("competitive")), None, None, Some(1.0)],
        );
        check_of(
            &summary,
            year,
            "C2 total total",
            share(number("single"), number("competitive"), number("competitive")),
        );
        check_of(&summary, year, "C12 measure cancelled-share", share(number("cancelled"), lots, lots));
        check_of(&summary, year, "C12 measure without-result-share", share(number("without_result"), lots, lots));
        let denominator = summary["figures"]
            .as_array()
            .unwrap()
            .iter()
            .find(|f| f["indicator"] == "C7" && f["period"] == year && f["dimension"] == "total");
        assert_eq!(denominator.unwrap()["n"], number("procurements") as u64);
        rows += number("rows");
    }
    assert_eq!(manifest(&folder.path("out"))["tenders"]["control"]["used"], rows as u64);
}

/// The open set of Upphandlingsmyndigheten, a row a lot, counted with a few lines of Python over the same workbook.
#[test]
fn bids_of_swedish_buyers() {
    let Some(files) = fixtures() else { return };
    let path = files.join("spend/upphandlingsmyndigheten_se/number_of_tenders.xlsx");
    let run = |more: &str| {
        let folder = Folder::new();
        folder.write("ostot.csv", "Leverantör;Datum;Belopp\nKaiku AB;2021-05-01;1000,00\n");
        let buyer = "[buyer]\nname = \"Umeå\"\ncountry = \"SE\"\n\n[[purchases]]\nfiles = [\"ostot.csv\"]\n";
        folder
            .write("p.toml", format!("{buyer}[[tenders]]\nfiles = [{path:?}]\n{more}\n[report]\nformats = [\"md\"]\n"));
        let summary = published(&folder);
        (summary, manifest(&folder.path("out"))["tenders"]["control"].clone())
    };
    // The rows of the buyer: 214 of 11 395, with 1 191 bids; 212 of a known procedure, all competitive.
    let (summary, control) = run("");
    assert_eq!(
        [&control["read"], &control["used"], &control["other_buyers"]],
        [11_395, 214, 11_181].map(Value::from).each_ref()
    );
    check_of(&summary, "2021", "C1 total total", [Some(1_191.0 / 214.0), None, None, Some(1.0)]);
    check_of(&summary, "2021", "C1 measure median", [Some(3.0), None, None, Some(1.0)]);
    // 36 singles of these; of the two without a procedure one has a single bid.
    check_of(
        &summary,
        "2021",
        "C2 total total",
        [Some(36.0 / 212.0), Some(36.0 / 213.0), Some(37.0 / 213.0), Some(212.0 / 214.0)],
    );
    check_of(&summary, "2021", "C7 total total", share(25.0, 121.0, 121.0));
    // 14 say yes and none says no, so that no share is known.
    let [low, high] = [Some(14.0 / 214.0), Some(1.0)];
    check_of(&summary, "2021", "D8 measure green-share", [None, low, high, low]);
    // All municipal buyers: 7 123 lots with 37 377 bids; one has none. Without a procedure: 48 single, 242 several.
    let (summary, control) = run("buyers = [\"Kommun\"]\ncolumns = { buyer = \"Sektor för köpare\" }\n");
    assert_eq!(control["used"], 7_123);
    check_of(&summary, "2021", "C1 total total", [Some(37_377.0 / 7_123.0), None, None, Some(1.0)]);
    check_of(&summary, "2021", "C1 measure median", [Some(3.0), None, None, Some(1.0)]);
    let [value, low, high] = [1_256.0 / 6_832.0, 1_256.0 / 7_074.0, 1_304.0 / 6_880.0].map(Some);
    check_of(&summary, "2021", "C2 total total", [value, low, high, Some(6_832.0 / 7_122.0)]);
    check_of(&summary, "2021", "C7 total total", share(362.0, 5_959.0, 5_959.0));
}

/// A total below the tenders would be one more, of as many bids as all have together.
#[test]
fn a_row_that_sums_up_is_no_tender_and_titles_are_not_published() {
    let rows = "Hankinnan tunnus;Hankinta;Menettely;Päätöspäivä;Tarjouksia\n1;Hoito Zyxwvu Qwertynen;Avoin menettely;1.4.2024;3\n\
                2;Siivous;Avoin menettely;1.5.2024;1\nYhteensä;;;;4\n";
    let folder = folder(&[("tarjous.csv", rows.to_owned())], TENDERS);
    published(&folder);
    let control = manifest(&folder.path("out"))["tenders"]["control"].clone();
    assert_eq!((&control["read"], &control["used"]), (&2.into(), &2.into()), "{control}");
    let holds_name = |bytes: &[u8]| bytes.windows(9).any(|part| part == b"Qwertynen");
    let told: Vec<String> =
        run_bytes(&folder.path("out")).into_iter().filter(|(_, b)| holds_name(b)).map(|f| f.0).collect();
    assert!(told.is_empty(), "{told:?}");
}

/// A second source that only says again what the first says has rows all the same.
#[test]
fn a_source_that_repeats_another_is_no_empty_one() {
    let files = [("tarjous.csv", lots()), ("toinen.csv", lots())];
    let more = format!("{TENDERS}\n[[tenders]]\nfiles = [\"toinen.csv\"]\n");
    let folder = folder(&files, &more);
    published(&folder);
    let control = manifest(&folder.path("out"))["tenders"]["control"].clone();
    assert_eq!((&control["used"], &control["repeated"]), (&7.into(), &7.into()), "{control}");
}

/// Registers begin anew with 1 each year: the same number more than nine months later is another procurement.
#[test]
fn numbers_that_are_used_again_are_other_procurements() {
    let rows = "Hankinnan tunnus;Osa;Menettely;Päätöspäivä;Tarjouksia\n\
                1;1;Avoin menettely;15.1.2023;3\n1;2;Avoin menettely;1.6.2023;1\n\
                1;1;Avoin menettely;1.4.2024;5\n2;1;Avoin menettely;1.2.2024;2\n";
    let folder = folder(&[("tarjous.csv", rows.to_owned())], TENDERS);
    let summary = published(&folder);
    // Number 1 had two lots in 2023, the second half a year after the first, and one in 2024, beside number 2.
    check_of(&summary, "2023", "C1 total total", [Some(2.0), None, None, Some(1.0)]);
    check_of(&summary, "2023", "C7 total total", share(1.0, 1.0, 1.0));
    check_of(&summary, "2024", "C1 total total", [Some(3.5), None, None, Some(1.0)]);
    check_of(&summary, "2024", "C7 total total", share(0.0, 2.0, 2.0));
    let tenders = manifest(&folder.path("out"))["tenders"].clone();
    assert_eq!((&tenders["numbers_used_again"], &tenders["contradictions"]), (&1.into(), &0.into()), "{tenders}");
}
