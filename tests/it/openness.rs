//! Indicators of how open the door is (B6 to B8, B10 to B12, B15, B16) and of what is small (A3, A7, A11), on purchases
//! small enough to reckon by hand.

use std::path::Path;

use serde_json::Value;

use crate::support::{Folder, json};

const HEADER: &str = "Toimittajan nimi;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n";

const REGISTER: &str = "Y-tunnus;Yrityksen nimi;Kotikunta;Henkilöstöluokka\n\
    9512345-9;Perus Oy;Kotka;30\n\
    9512346-7;Uusi Oy;Kotka;5\n\
    9512347-5;Muualta Oy;Helsinki;300\n\
    9512348-3;Palaava Oy;Hamina;\n\
    9512349-1;Poistuva Oy;Helsinki;60\n\
    9512350-4;Seura ry;Kotka;\n";

/// The lines of 2024 besides those of Perus Oy: net 396 500.00 in all.
const YEAR_2024: [(&str, u32, &str); 8] = [
    ("Uusi Oy", 4390, "10000,00"),
    ("Muualta Oy", 4390, "60000,00"), // at the threshold, so not below it
    ("Muualta Oy", 4342, "20000,00"), // the same supplier below it in another sector
    ("Palaava Oy", 4342, "4000,00"),
    ("Hyvitys Oy", 4342, "-500,00"),
    ("Seura ry", 4342, "2000,00"),
    ("", 4390, "1000,00"),
    ("Hoiva Oy", 4430, "300000,00"), // below the threshold of social and health services
];

const YEAR_2023: [(&str, u32, &str); 4] = [
    ("Muualta Oy", 4390, "70000,00"),
    ("Poistuva Oy", 4342, "3000,00"),
    ("Hyvitys Oy", 4342, "2000,00"),
    ("", 4390, "500,00"),
];

fn lines(year: u32, lines: &[(&str, u32, &str)]) -> String {
    let line = |(name, account, amount): &(&str, u32, &str)| format!("{name};{account};;1;15.6.{year};{amount}\n");
    lines.iter().map(line).collect()
}

/// Perus Oy sells for 100 in each of these months.
fn monthly(year: u32, months: std::ops::RangeInclusive<u32>) -> String {
    months.map(|month| format!("Perus Oy;4342;;1;3.{month}.{year};100,00\n")).collect()
}

/// All figures and all that could not be computed, from an export of these lines.
fn summary(export: &str) -> Value {
    let folder = Folder::new();
    folder.write("ostot.csv", format!("{HEADER}{export}"));
    folder.write("rekisteri.csv", REGISTER);
    let pipeline = crate::support::pipeline("ostot.csv");
    folder.write("p.toml", format!("{pipeline}\n[[register]]\nfiles = [\"rekisteri.csv\"]\n"));
    published(&folder)
}

/// The same from a file of one year without dates, which is taken as whole.
fn undated(year: u32, sold: &[(&str, u32, &str)]) -> Value {
    let folder = Folder::new();
    let line = |(name, account, amount): &(&str, u32, &str)| format!("{name};{account};{amount}\n");
    let lines: String = sold.iter().map(line).collect();
    folder.write(&format!("ostot-{year}.csv"), format!("Toimittaja;Tili;Summa\n{lines}"));
    folder.write("p.toml", crate::support::pipeline("ostot-*.csv"));
    published(&folder)
}

fn published(folder: &Folder) -> Value {
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    json(Path::new(&folder.path("out/current/summary.json")))
}

fn whole_years() -> String {
    let back = "Palaava Oy;4342;;1;15.6.2021;5000,00\n"; // 2021 is not whole, and three years before 2024
    let perus: String = (2022..=2024).map(|year| monthly(year, 1..=12)).collect();
    format!("{back}{perus}{}{}", lines(2023, &YEAR_2023), lines(2024, &YEAR_2024))
}

fn find<'s>(summary: &'s Value, indicator: &str, period: &str, dimension: &str, member: &str) -> Option<&'s Value> {
    let is = |f: &Value| {
        let wanted = [("indicator", indicator), ("scope", "market"), ("period", period)];
        wanted.iter().all(|(key, value)| f[*key] == *value) && f["dimension"] == dimension && f["member"] == member
    };
    summary["figures"].as_array().unwrap().iter().find(|f| is(f))
}

/// Value, low, high, coverage and n of the figure of 2024.
#[track_caller]
fn check(summary: &Value, figure: &str, expected: [Option<f64>; 4], n: i64) {
    let parts: Vec<&str> = figure.split(' ').collect();
    let found = find(summary, parts[0], "2024", parts[1], parts[2]).unwrap_or_else(|| panic!("no {figure}"));
    for (key, expected) in ["value", "low", "high", "coverage"].into_iter().zip(expected) {
        let number = found[key].as_str().map(|text| text.parse::<f64>().unwrap());
        let same = match (number, expected) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-6,
            (a, b) => a == b,
        };
        assert!(same, "{figure} {key}: {number:?} instead of {expected:?}");
    }
    assert_eq!(found["n"], n, "{figure} n");
}

/// By hand: three suppliers sold for 2 000 each, two of them local; 1 200 name nobody and 400 are withheld, so that
/// 6 000 of 7 600 have a supplier. What is paid to nobody could all be local, or none of it.
#[test]
fn lines_that_name_nobody_are_no_supplier() {
    for nobody in ["", "-", "N/A", "Tuntematon", "Okänd"] {
        let folder = Folder::new();
        // A line a month, so that the year is whole.
        let known = ["Perus Oy", "Uusi Oy", "Muualta Oy"].map(|name| [(name, "1000,00"); 2]).concat();
        let lines = [known, vec![(nobody, "300,00"); 4], vec![("NN", "200,00"); 2]].concat();
        let mut export = HEADER.to_owned();
        for ((name, amount), month) in lines.into_iter().zip(1..) {
            export += &format!("{name};4390;;1;15.{month}.2024;{amount}\n");
        }
        folder.write("ostot.csv", export);
        folder.write("rekisteri.csv", REGISTER);
        let pipeline = crate::support::pipeline("ostot.csv");
        folder.write("p.toml", format!("{pipeline}\n[[register]]\nfiles = [\"rekisteri.csv\"]\n"));
        let summary = published(&folder);
        let (some, known) = (|value: f64| Some(value), share(6_000.0, 7_600.0));
        check(&summary, "A3 total total", [some(3.0), None, None, known], 3);
        check(&summary, "A5 measure mean", [some(2_000.0), None, None, known], 3);
        check(&summary, "A5 measure median", [some(2_000.0), None, None, known], 3);
        check(&summary, "A8 measure cr1", [share(1.0, 3.0), share(2_000.0, 7_600.0), share(1.0, 3.0), known], 3);
        check(
            &summary,
            "B1 total total",
            [share(4_000.0, 7_600.0), share(4_000.0, 7_600.0), share(5_600.0, 7_600.0), known],
            3,
        );
        check(
            &summary,
            "B1 measure of-known",
            [share(2.0, 3.0), share(4_000.0, 7_600.0), share(5_600.0, 7_600.0), known],
            3,
        );
        check(&summary, "B2 total total", [share(2.0, 3.0), share(2.0, 3.0), share(2.0, 3.0), known], 3);
    }
}

fn not_computed(summary: &Value, indicator: &str) -> Option<String> {
    let missing = summary["not_computed"].as_array().unwrap();
    missing.iter().find(|m| m["indicator"] == indicator).map(|m| m["needs"].as_str().unwrap().to_owned())
}

fn share(part: f64, whole: f64) -> Option<f64> {
    Some(part / whole)
}

#[test]
fn sizes_and_kinds_by_hand() {
    let summary = summary(&whole_years());
    let total = 397_700.0;
    let known = share(91_200.0, total);
    // Perus Oy has 30 staff, Uusi Oy 5, Muualta Oy 300; 306 500 are from suppliers of unknown size.
    let bounds = [share(11_200.0, total), share(317_700.0, total)];
    check(&summary, "B6 total total", [share(11_200.0, 91_200.0), bounds[0], bounds[1], known], 3);
    check(&summary, "B6 measure of-all", [bounds[0], bounds[0], bounds[1], known], 7);
    check(
        &summary,
        "B6 within micro",
        [share(10_000.0, 91_200.0), share(10_000.0, total), share(316_500.0, total), known],
        3,
    );
    check(
        &summary,
        "B6 size:amount-share large",
        [share(80_000.0, total), share(80_000.0, total), share(386_500.0, total), known],
        1,
    );
    check(&summary, "B6 size:amount-share unknown", [share(306_500.0, total), None, None, known], 4);
    check(&summary, "B6 measure supplier-share", [share(2.0, 3.0), share(2.0, 7.0), share(6.0, 7.0), known], 3);
    check(
        &summary,
        "B6 sector ict",
        [share(1_200.0, 21_200.0), share(1_200.0, 26_700.0), share(6_700.0, 26_700.0), share(21_200.0, 26_700.0)],
        2,
    );
    // Open are Seura ry (local, size unknown), Hyvitys Oy, Hoiva Oy and the lines without a supplier: 302 500.
    let known = share(95_200.0, total);
    check(
        &summary,
        "B7 total total",
        [share(11_200.0, 95_200.0), share(11_200.0, total), share(313_700.0, total), known],
        4,
    );
    check(
        &summary,
        "B7 measure of-local",
        [Some(1.0), share(11_200.0, 13_200.0), Some(1.0), share(11_200.0, 13_200.0)],
        2,
    );
    check(
        &summary,
        "B7 within micro",
        [share(10_000.0, 95_200.0), share(10_000.0, total), share(312_500.0, total), share(95_200.0, total)],
        4,
    );
    let known = share(396_700.0, total);
    check(
        &summary,
        "B8 total total",
        [share(2_000.0, 396_700.0), share(2_000.0, total), share(3_000.0, total), known],
        7,
    );
    check(&summary, "B8 kind:amount-share co-operative", [Some(0.0), Some(0.0), share(1_000.0, total), known], 0);
}

#[test]
fn new_suppliers_and_those_who_stayed_by_hand() {
    let summary = summary(&whole_years());
    // Of the six that sold for more than zero, Uusi, Seura, Hoiva, and Palaava Oy after three years, are new.
    let total = 398_200.0;
    let known = share(397_200.0, total);
    check(&summary, "B10 total total", [share(4.0, 6.0), None, None, known], 6);
    check(&summary, "B10 measure supplier-count", [Some(4.0), None, None, known], 6);
    check(&summary, "B10 measure amount", [Some(316_000.0), Some(316_000.0), Some(317_000.0), known], 6);
    check(
        &summary,
        "B10 measure amount-share",
        [share(316_000.0, 397_200.0), share(316_000.0, total), share(317_000.0, total), known],
        6,
    );
    check(&summary, "B10 sector construction", [share(1.0, 2.0), None, None, share(70_000.0, 71_000.0)], 2);
    check(&summary, "B10 sector:amount ict", [Some(6_000.0), Some(6_000.0), Some(6_000.0), Some(1.0)], 4);
    // Uusi Oy and Seura ry are local, Palaava Oy is not, and where Hoiva Oy is nobody knows.
    let known = share(97_200.0, total);
    check(&summary, "B12 total total", [share(2.0, 3.0), share(2.0, 4.0), share(3.0, 4.0), known], 3);
    check(&summary, "B12 measure supplier-count", [Some(2.0), Some(2.0), Some(3.0), known], 3);
    check(&summary, "B12 measure amount", [Some(12_000.0), Some(12_000.0), Some(313_000.0), known], 3);
    check(
        &summary,
        "B12 measure amount-share",
        [share(12_000.0, 16_000.0), share(12_000.0, 317_000.0), share(313_000.0, 317_000.0), known],
        3,
    );
    // Of Perus, Muualta, Poistuva and Hyvitys Oy the first two sold again; a credit note is no sale.
    let known = share(76_200.0, 76_700.0);
    check(&summary, "B11 total total", [share(2.0, 4.0), None, None, known], 4);
    check(&summary, "B11 measure churn-count", [Some(2.0), None, None, known], 4);
    check(
        &summary,
        "B11 measure retained-amount-share",
        [share(71_200.0, 76_200.0), share(71_200.0, 76_700.0), share(71_700.0, 76_700.0), known],
        4,
    );
    // Nothing is said of the years whose past the data does not hold.
    for (indicator, period) in [("B10", "2022"), ("B10", "2023"), ("B12", "2023"), ("B11", "2021"), ("B11", "2022")] {
        assert_eq!(find(&summary, indicator, period, "total", "total"), None, "{indicator} {period}");
    }
    assert!(find(&summary, "B11", "2023", "total", "total").is_some());
}

#[test]
fn small_purchases_by_hand() {
    let summary = summary(&whole_years());
    let total = 398_200.0;
    let known = share(397_200.0, total);
    check(
        &summary,
        "B15 total total",
        [share(337_200.0, 397_200.0), share(337_200.0, total), share(338_200.0, total), known],
        7,
    );
    check(&summary, "B15 measure group-share", [share(6.0, 7.0), None, None, known], 7);
    check(&summary, "B15 measure amount", [Some(337_200.0), Some(337_200.0), Some(338_200.0), known], 7);
    check(&summary, "B15 sector social-health", [Some(1.0), Some(1.0), Some(1.0), Some(1.0)], 1);
    check(
        &summary,
        "B15 sector construction",
        [share(1.0, 7.0), share(10.0, 71.0), share(11.0, 71.0), share(70.0, 71.0)],
        2,
    );
    let (total, known) = (338_200.0, share(37_200.0, 338_200.0));
    check(
        &summary,
        "B16 total total",
        [share(13_200.0, 37_200.0), share(13_200.0, total), share(314_200.0, total), known],
        5,
    );
    check(
        &summary,
        "B16 within sub-region",
        [share(17_200.0, 37_200.0), share(17_200.0, total), share(318_200.0, total), known],
        5,
    );
    check(&summary, "B16 measure group-share", [share(3.0, 5.0), share(3.0, 6.0), share(4.0, 6.0), known], 5);
    check(&summary, "B16 measure amount", [Some(13_200.0), Some(13_200.0), Some(314_200.0), known], 5);
    check(&summary, "B16 sector construction", [Some(1.0), share(10.0, 11.0), Some(1.0), share(10.0, 11.0)], 1);
}

#[test]
fn years_that_are_not_whole_tell_nobody_new() {
    // No line in December 2023: who is missing may only be missing from the file.
    let gap = format!("{}{}{}", monthly(2022, 1..=12), monthly(2023, 1..=11), monthly(2024, 1..=12));
    let summary = summary(&gap);
    assert_eq!(not_computed(&summary, "B10").as_deref(), Some("two-earlier-years"));
    assert_eq!(not_computed(&summary, "B12").as_deref(), Some("two-earlier-years"));
    assert_eq!(not_computed(&summary, "B11").as_deref(), Some("earlier-year"));
    assert_eq!(not_computed(&summary, "B15"), None);
    assert!(find(&summary, "B10", "2024", "total", "total").is_none());
}

#[test]
fn files_without_dates_are_whole_years() {
    let folder = Folder::new();
    for (year, names) in [(2022, "Perus Oy"), (2023, "Perus Oy"), (2024, "Uusi Oy")] {
        folder.write(&format!("ostot-{year}.csv"), format!("Toimittaja;Tili;Summa\n{names};4342;{year},00\n"));
    }
    folder.write("p.toml", crate::support::pipeline("ostot-*.csv"));
    let summary = published(&folder);
    check(&summary, "B10 total total", [Some(1.0), None, None, Some(1.0)], 1);
    check(&summary, "B11 total total", [Some(0.0), None, None, Some(1.0)], 1);
    assert_eq!(not_computed(&summary, "B6").as_deref(), Some("size"));
    assert_eq!(not_computed(&summary, "B12").as_deref(), Some("place"));
}

#[test]
fn without_a_threshold_no_purchase_is_called_small() {
    let summary = undated(2009, &[("Uusi Oy", 4342, "100,00"), ("Vanha Oy", 4342, "90,00")]);
    let of_2009 = find(&summary, "B15", "2009", "total", "total").unwrap();
    let bounds = (of_2009["low"].as_str(), of_2009["high"].as_str(), of_2009["coverage"].as_str());
    assert!(of_2009["value"].is_null() && of_2009["numerator"].is_null(), "{of_2009}");
    assert_eq!(bounds.0.unwrap().parse::<f64>().unwrap(), 0.0);
    assert_eq!(bounds.1.unwrap().parse::<f64>().unwrap(), 1.0);
    assert_eq!(bounds.2.unwrap().parse::<f64>().unwrap(), 0.0);
}

/// What five suppliers sold, in cents, by the limit of small sums: just below it, at it, just above it, at ten times as
/// much, just above that. So one of five is below; three are above the small limit, and one above the large one.
#[test]
fn limits_in_kronor_are_ten_times_those_in_euros() {
    for (country, place, code, limit, page, label) in [
        ("FI", "Kotka", "48100", 1_000, "report.fi.html", "Alle 1\u{a0}000\u{a0}€ vuodessa"),
        ("SE", "Hässleholm", "28131", 10_000, "report.sv.html", "Leverantörer under 10\u{a0}000\u{a0}kr per år"),
    ] {
        let folder = Folder::new();
        let small = limit * 100;
        let sold = [small - 1, small, small + 1, small * 10, small * 10 + 1];
        let line = |(i, cents): (usize, i64)| format!("Firma {i} AB;{code};{},{:02}\n", cents / 100, cents % 100);
        let lines: String = sold.into_iter().enumerate().map(line).collect();
        folder.write("a-2024.csv", format!("Leverantör;Postnummer;Belopp\n{lines}")); // undated, so a whole year
        let buyer = format!("[buyer]\nname = {place:?}\ncountry = {country:?}\n");
        folder.write("p.toml", format!("{buyer}\n[[purchases]]\nfiles = [\"a-2024.csv\"]\n"));
        let summary = published(&folder);
        let whole = Some(1.0);
        check(&summary, "A3 total total", [Some(5.0), None, None, whole], 5);
        check(&summary, &format!("A3 measure over-{limit}"), [Some(3.0), None, None, whole], 3);
        check(&summary, &format!("A3 measure over-{}", limit * 10), [whole, None, None, whole], 1);
        check(&summary, &format!("B2 measure over-{limit}"), [whole, whole, whole, whole], 3);
        check(&summary, &format!("B2 measure over-{}", limit * 10), [whole, whole, whole, whole], 1);
        check(&summary, "A11 total total", [share(1.0, 5.0), None, None, whole], 5);
        check(&summary, "A11 measure supplier-count", [whole, None, None, whole], 5);
        let page = std::fs::read_to_string(folder.path("out/current").join(page)).unwrap();
        assert!(page.contains(label), "{label}");
    }
}

/// 50 000 of maintenance is below 60 000, 250 000 of education below 300 000, 70 000 of ICT is not: 300 000 of 370 000.
/// By supplier and year, rents left out, Kaiku Oy is below the limit, Virta Oy above it and Koulu Oy above that of the EU:
/// 50 000 of 370 000 and one supplier of three; Vuokra Oy sold nothing that could be compared.
#[test]
fn rents_are_held_against_no_threshold() {
    let sold = [
        ("Kaiku Oy", 4390, "50000,00"),
        ("Kaiku Oy", 4820, "30000,00"),
        ("Koulu Oy", 4445, "250000,00"),
        ("Virta Oy", 4342, "70000,00"),
        ("Vuokra Oy", 4820, "150000,00"),
    ];
    let summary = undated(2024, &sold);
    let small = share(300_000.0, 370_000.0);
    check(&summary, "B15 total total", [small, small, small, Some(1.0)], 3);
    let below = share(50_000.0, 370_000.0);
    check(&summary, "A7 total total", [below, below, below, Some(1.0)], 3);
    check(&summary, "A7 threshold-class:amount-share below-national", [below, below, below, Some(1.0)], 1);
    let one = share(1.0, 3.0);
    check(&summary, "A7 threshold-class:supplier-share below-national", [one, one, one, Some(1.0)], 1);
    assert!(find(&summary, "A7", "2024", "threshold-class:amount-share", "outside").is_none());
}
