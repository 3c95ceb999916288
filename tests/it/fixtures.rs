//! Real exports with facts counted by other readers. They are not part of the project: the tests look for them in
//! `$VIRE_FIXTURES`, else in ../shared/fixtures. Without them they say that they skip, or fail where
//! `$VIRE_FIXTURES_REQUIRED` is set.

use std::io::Write;
use std::path::{Path, PathBuf};

use arrow_array::Array;
use arrow_array::cast::AsArray;

use self::Ending::{Asked, Exact, Refused, SilentlyWrong};
use crate::support::{Folder, ROOT, csv_rows, manifest};

pub fn fixtures() -> Option<PathBuf> {
    there(std::env::var_os("VIRE_FIXTURES").map_or_else(|| Path::new(ROOT).join("../shared/fixtures"), PathBuf::from))
}

/// Small files of what people complained of, beside the real exports.
fn cases() -> Option<PathBuf> {
    there(fixtures()?.parent()?.join("cases"))
}

fn there(folder: PathBuf) -> Option<PathBuf> {
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("VIRE_FIXTURES_REQUIRED").is_none(), "no files at {}", folder.display());
    // Straight to the terminal: what the print macros say, the test harness keeps to itself.
    let _ = writeln!(std::io::stderr(), "SKIPPED: no files at {}", folder.display());
    None
}

struct Case {
    country: &'static str,
    buyer: &'static str,
    files: &'static [&'static str],
    /// More lines under `[[purchases]]`.
    settings: &'static str,
}

const CASES: [Case; 10] = [
    Case {
        country: "GB",
        buyer: "Leeds",
        files: &[
            "leeds_uk/leeds_raw_2010-12.csv",
            "leeds_uk/leeds_raw_2012-04.csv",
            "leeds_uk/leeds_raw_2012-11.csv",
            "leeds_uk/leeds_raw_2013-05.csv",
        ],
        settings: "",
    },
    Case {
        country: "GB",
        buyer: "Lancashire",
        files: &["lancashire_pcc_uk/pcc-2018-19.xlsx", "lancashire_pcc_uk/pcc-2023-24.xlsx"],
        settings: "",
    },
    Case {
        country: "GB",
        buyer: "Birmingham",
        files: &["birmingham_uk/cusersfinainmndesktoppublish-spend-august-2017-all-directorates.xls"],
        settings: "",
    },
    Case {
        country: "GB",
        buyer: "Birmingham",
        files: &["birmingham_uk/purchasecardtransactionsapril2014.xls"],
        settings: "",
    },
    Case { country: "GB", buyer: "Bradford", files: &["bradford_uk/2017-12_clean.csv"], settings: "" },
    Case { country: "GB", buyer: "Sheffield", files: &["sheffield_uk/sheffield_clean_2012-10.csv"], settings: "" },
    Case { country: "GB", buyer: "London", files: &["london_uk/london_clean_2022-P13.csv"], settings: "" },
    Case { country: "US", buyer: "Phoenix", files: &["phoenix_us/july-2018.csv"], settings: "" },
    Case {
        country: "IS",
        buyer: "Iceland",
        files: &[
            "fjarsyslan_is/opnirreikningar_20170101_20170131.xlsx",
            "fjarsyslan_is/opnirreikningar_20170801_20170831.xlsx",
        ],
        settings: "",
    },
    Case {
        country: "GB",
        buyer: "Hyndburn",
        files: &[
            "hyndburn_uk/hyndburn_Oct-24-CSV.csv",
            "hyndburn_uk/hyndburn_January-26-CSV.csv",
            "hyndburn_uk/hyndburn_CALL51571.csv",
        ],
        settings: "",
    },
];

#[test]
fn real_exports_give_the_rows_and_sums_that_others_counted() {
    let Some(fixtures) = fixtures() else { return };
    let facts = csv_rows(&fixtures.join("facts.csv"));
    for case in &CASES {
        let folder = Folder::new();
        let files: Vec<String> =
            case.files.iter().map(|f| fixtures.join("spend").join(f).display().to_string()).collect();
        let toml = format!(
            "[buyer]\nname = {:?}\ncountry = {:?}\n[[purchases]]\nfiles = {files:?}\n{}\n[report]\nlanguages = [\"en\"]\n",
            case.buyer, case.country, case.settings
        );
        folder.write("p.toml", toml);
        folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
        let manifest = manifest(&folder.path("out"));
        let inputs = manifest["inputs"].as_array().unwrap();
        assert_eq!(inputs.len(), case.files.len());
        for input in inputs {
            let file = input["file"].as_str().unwrap();
            let fact = facts.iter().find(|f| file.ends_with(&f["file"])).unwrap();
            let tables = input["tables"].as_array().unwrap();
            let sum = |key: &str| tables.iter().map(|t| t["control"][key].as_u64().unwrap()).sum::<u64>();
            let cents = |key: &str| -> i64 {
                tables
                    .iter()
                    .map(|t| t["control"][key].as_str().unwrap().replace('.', "").parse::<i64>().unwrap())
                    .sum()
            };
            assert_eq!(sum("kept").to_string(), fact["data_rows"], "{file}");
            assert_eq!(sum("rejected"), 0, "{file}");
            assert_eq!(cents("kept_amount"), fact["amount_sum"].replace('.', "").parse::<i64>().unwrap(), "{file}");
            assert_eq!(sum("negative").to_string(), fact["negative_rows"], "{file}");
            assert_eq!(
                cents("negative_amount"),
                fact["negative_sum"].replace('.', "").parse::<i64>().unwrap(),
                "{file}"
            );
            let day = |key: &'static str| tables.iter().filter_map(move |t| t[key].as_str()).map(str::to_owned);
            assert_eq!(day("date_min").min().unwrap_or_default(), fact["date_min"], "{file}");
            assert_eq!(day("date_max").max().unwrap_or_default(), fact["date_max"], "{file}");
        }
        let totals = &manifest["totals"];
        assert_eq!(totals["amount"], manifest["control"]["kept_amount"]);
    }
}

#[test]
fn a_contracts_register_is_no_purchase_export() {
    let Some(fixtures) = fixtures() else { return };
    let folder = Folder::new();
    let file = fixtures.join("spend/salford_uk/salford_clean_2022-07.csv");
    folder.write("p.toml", crate::support::pipeline(&file.display().to_string()));
    folder.vire(&["run", "p.toml"]).failed(3, &["register of contracts", "[[contracts]]", "not-a-ledger"]);
}

/// What other readers counted of a file, `a|b` where they differ; the two lists of facts name rows differently.
fn counted(fact: &std::collections::HashMap<String, String>) -> [String; 6] {
    let rows = fact.get("data_rows").or_else(|| fact.get("rows")).unwrap().clone();
    let [sum, negative, suppliers, from, to] =
        ["amount_sum", "negative_rows", "suppliers", "date_min", "date_max"].map(|key| fact[key].clone());
    [rows, sum, negative, suppliers, from, to]
}

/// How reading a file without any help ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    /// All figures are those that others counted.
    Exact,
    /// A question or a warning says what may be wrong.
    Asked,
    Refused,
    SilentlyWrong,
}

/// What `vire inspect` says of a file: rows, sum, negative rows, suppliers, first and last day; and how that ends, where
/// these are the right ones. An empty text stands for what nobody counted, `a|b` for two honest counts.
fn ending(folder: &Folder, path: &Path, right: &[String; 6]) -> (Ending, [String; 6]) {
    let outcome = folder.vire(&["inspect", "--json", &path.display().to_string()]);
    let objects: serde_json::Value = serde_json::from_str(&outcome.stdout()).unwrap();
    let totals = &objects[0]["totals"];
    let day = |key: &str| totals[key].as_str().unwrap_or_default().to_owned();
    // The facts add all currencies up.
    let sums = totals["amount_sum"].as_object().unwrap().values().filter_map(|sum| sum.as_str());
    let cents: i128 = sums.map(|sum| sum.replace('.', "").parse::<i128>().unwrap()).sum();
    let sum = vire_base::amount::format_cents(cents);
    let count = |key: &str| totals[key].to_string();
    let got = [count("rows"), sum, count("negative_rows"), count("suppliers"), day("date_min"), day("date_max")];
    let problems = objects[0]["problems"].as_array().unwrap();
    let says = |level: &str| problems.iter().any(|problem| problem["level"] == level);
    let is_right = |(got, right): (&String, &String)| right.is_empty() || right.split('|').any(|one| one == got);
    let is_exact = got.iter().zip(right).all(is_right);
    let ending = match is_exact {
        _ if says("error") => Refused,
        _ if says("question") => Asked,
        true => Exact,
        false if says("warning") || says("rejection") => Asked,
        false => SilentlyWrong,
    };
    (ending, got)
}

/// Prints how many files of a list end in which way.
fn four_numbers(list: &str, endings: &[Ending]) {
    let [exact, asked, refused, wrong] =
        [Exact, Asked, Refused, SilentlyWrong].map(|of| endings.iter().filter(|ending| **ending == of).count());
    let said = format!("{list}: {exact} exact, {asked} asked, {refused} refused, {wrong} silently wrong");
    // Straight to the terminal: what the print macros say, the test harness keeps to itself.
    let _ = writeln!(std::io::stderr(), "vire inspect without help: {said}");
}

#[test]
fn inspect_reads_every_real_export_without_help() {
    let Some(fixtures) = fixtures() else { return };
    let folder = Folder::new();
    for (list, files) in [("facts.csv", "spend"), ("more/facts.csv", "more")] {
        let mut endings = Vec::new();
        let mut wrong = Vec::new();
        for fact in csv_rows(&fixtures.join(list)) {
            let right = counted(&fact);
            let (ending, got) = ending(&folder, &fixtures.join(files).join(&fact["file"]), &right);
            // What is no ledger has no rows.
            if ending != Exact && !(ending == Refused && right[0] == "0") {
                wrong.push(format!("{}: {ending:?}, {got:?} instead of {right:?}", fact["file"]));
            }
            endings.push(ending);
        }
        four_numbers(list, &endings);
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

/// Small files of what people complained of: rows, sum and suppliers as told beside them, and how reading them ends.
const CASES_OF_TROUBLE: [(&str, &str, &str, &str, Ending); 33] = [
    ("02-xls-that-is-xml-2003/ostolaskut.xls", "", "", "", Refused),
    ("04-unquoted-comma-in-names/spend.csv", "30|27", "13315.95|11991.04", "", Exact),
    ("05-half-swapped-dates/ostolaskut.xlsx", "40", "4780.00", "", Asked),
    ("06-two-encodings-in-one-file/ostolaskut.csv", "40", "3980.00", "1", Exact),
    ("07-supplier-only-on-first-line-of-group/yhdistetyt.xlsx", "20", "5185.00", "6", Exact),
    ("12-amounts-in-thousands/ostot.xlsx", "12", "568800.00", "", Asked),
    ("12-amounts-in-thousands/ostot.csv", "12", "568800.00", "", Asked),
    ("12-amounts-in-thousands/ostot-otsikko.xlsx", "12", "568800.00", "", Asked),
    ("13-ids-with-odd-hyphens-and-invisible-letters/ostolaskut.csv", "17", "1526.00", "", Exact),
    ("16-nordic-ids-in-their-vat-forms/se.csv", "8", "8028.00", "", Exact),
    ("16-nordic-ids-in-their-vat-forms/no.csv", "8", "16028.00", "", Exact),
    ("18-credit-notes-told-by-type-only/ostolaskut.csv", "30", "3917.97", "", Asked),
    ("18-credit-notes-told-by-type-only/codes.csv", "30", "3917.97", "", Asked),
    ("19-debit-credit-indicator/ostolaskut.csv", "30", "4074.83", "", Asked),
    ("19-debit-credit-indicator/sap.csv", "30", "4074.83", "", Asked),
    ("20-closing-periods-13-to-16/ostolaskut.csv", "36", "8091.90", "", Exact),
    ("20-closing-periods-13-to-16/vuosi-kausi.csv", "36", "8091.90", "", Exact),
    ("21-vat-of-swedish-municipalities/reskontra.csv", "24", "21720.00", "", Exact),
    ("22-last-year-is-half-a-year/ostolaskut.csv", "180", "180000.00", "", Exact),
    ("24-blank-suppliers-are-not-a-supplier/ostolaskut.csv", "12", "7600.00", "", Exact),
    ("26-pipes-and-line-breaks-in-markdown/ostolaskut.csv", "48", "961128.00", "16", Exact),
    ("28-lock-files-beside-the-exports/exports/ostolaskut-2024.xlsx", "12", "1670.58", "", Exact),
    ("33-export-still-being-written/ostolaskut.csv", "30", "6101.55", "", Asked),
    ("50-real-shapes/amount-word-unknown-no-date.csv", "60", "23805.00", "60", Asked),
    ("50-real-shapes/amount-word-unknown-with-date-works.csv", "60", "23805.00", "60", Asked),
    ("50-real-shapes/cad-buyer-in-canada.csv", "40", "8220.00", "", Exact),
    ("50-real-shapes/headerless-no-date.csv", "400", "1363934.53", "89", Asked),
    ("50-real-shapes/headerless-taxid-taken-as-supplier.csv", "400", "1363934.53", "89", Asked),
    ("50-real-shapes/nombre-ter-not-supplier.csv", "400", "1363934.53", "85", Exact),
    ("50-real-shapes/serial-dates-with-decimal.csv", "40", "5750.00", "", Exact),
    ("50-real-shapes/unlabelled-subtotals-of-single-rows.csv", "109", "57283.71", "", Exact),
    ("50-real-shapes/unlabelled-subtotals-works.csv", "238", "115477.84", "", Exact),
    ("50-real-shapes/unquoted-commas-in-names.csv", "300", "131048.40", "108", Exact),
];

/// First and last day of the files among these whose days are the trouble.
const DAYS: [(&str, [&str; 2]); 3] = [
    ("20-closing-periods-13-to-16/ostolaskut.csv", ["2024-01-01", "2024-12-01"]),
    ("20-closing-periods-13-to-16/vuosi-kausi.csv", ["2024-01-01", "2024-12-01"]),
    ("50-real-shapes/serial-dates-with-decimal.csv", ["2012-11-01", "2012-11-30"]),
];

#[test]
fn no_case_of_trouble_is_silently_wrong() {
    let Some(cases) = cases() else { return };
    let folder = Folder::new();
    let mut endings = Vec::new();
    let mut wrong = Vec::new();
    for (file, rows, sum, suppliers, right) in CASES_OF_TROUBLE {
        let path = cases.join(file);
        assert!(path.exists(), "no {}", path.display());
        let [from, to] = DAYS.iter().find(|(of, _)| *of == file).map_or(["", ""], |(_, days)| *days);
        let (ending, got) = ending(&folder, &path, &[rows, sum, "", suppliers, from, to].map(str::to_owned));
        if ending != right {
            wrong.push(format!("{file}: {ending:?} instead of {right:?}, {got:?}"));
        }
        endings.push(ending);
    }
    four_numbers("cases", &endings);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn excerpts_samples_and_files_without_a_header_are_read() {
    let Some(fixtures) = fixtures() else { return };
    let folder = Folder::new();
    let inspect = |file: &str| {
        let path = fixtures.join("spend").join(file).display().to_string();
        let objects: serde_json::Value =
            serde_json::from_str(&folder.vire(&["inspect", "--json", &path]).stdout()).unwrap();
        objects[0].clone()
    };
    // Sums and counts by hand, or by a spreadsheet.
    let kokkola = inspect("fi_excerpts/kokkola_2023_excerpt.csv");
    assert_eq!(kokkola["totals"]["date_min"], "2023-01-01");
    assert_eq!(kokkola["totals"]["date_max"], "2023-12-01");
    assert_eq!(kokkola["tables"][0]["columns"]["supplier_name"], "Reskontranro(T)");
    assert_eq!(kokkola["totals"]["rows"], 19);
    let vgr = inspect("se_samples/vgr_sample_CR_only.csv");
    assert_eq!(vgr["totals"]["amount_sum"][""], "5047504.73");
    let places = [
        "Ferizaj_2016",
        "Gjakova_2013",
        "Gjilan_2012",
        "Hani_i_Elezit_2011",
        "Prishtina_2010",
        "Prishtina_2015",
        "Vitia_2015",
    ];
    for place in places {
        let table = &inspect(&format!("kosovo_municipalities/{place}.csv"))["tables"][0];
        assert_eq!(table["header_row"], serde_json::Value::Null, "{place}");
        assert_eq!(table["columns"]["posting_date"], "column 8", "{place}");
        assert_eq!(table["columns"]["supplier_name"], "column 12", "{place}");
        assert_eq!(table["columns"]["amount"], "column 10", "{place}: the price paid, not the estimate");
    }
}

/// The Swedish procurement authority's list of tenders as a register: it has names, sizes and industries, and no ids.
#[test]
fn the_procurement_authoritys_list_is_a_register() {
    let Some(fixtures) = fixtures() else { return };
    let path = fixtures.join("spend/upphandlingsmyndigheten_se/uhm_2021_supplier_sni_cpv_dev.csv");
    let mut known: std::collections::BTreeMap<String, bool> = std::collections::BTreeMap::new();
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|h| h.trim_start_matches('\u{feff}') == name).unwrap();
    let (name, size) = (column("Namn för leverantör"), column("Företagsstorlek för leverantör"));
    let mut rows = 0;
    for record in reader.records() {
        let record = record.unwrap();
        *known.entry(record[name].to_owned()).or_default() |= !record[size].is_empty();
        rows += 1;
    }
    let folder = Folder::new();
    let mut export = csv::WriterBuilder::new().delimiter(b';').from_path(folder.path("a.csv")).unwrap();
    export.write_record(["leverantor", "konto_nr", "datum", "belopp"]).unwrap();
    for supplier in known.keys().filter(|n| !n.is_empty()) {
        export.write_record([supplier, "4010", "2021-05-05", "1.00"]).unwrap();
    }
    export.flush().unwrap();
    folder.write(
        "p.toml",
        format!("[buyer]\nname = \"Lund\"\ncountry = \"SE\"\n[[purchases]]\nfiles = [\"a.csv\"]\n[[register]]\nfiles = [{path:?}]\n[report]\nlanguages = []\n"),
    );
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    assert_eq!(manifest(&folder.path("out"))["registers"][0]["rows"], rows);
    let (mut lines, mut sized, mut with_industry) = (0, 0, 0);
    for batch in vire_formats::parquet::read(&folder.path("out/current/suppliers.parquet")).unwrap() {
        let text = |name| batch.column_by_name(name).unwrap().as_string::<i32>().clone();
        let counts = batch.column_by_name("lines").unwrap();
        let counts = counts.as_any().downcast_ref::<arrow_array::Int64Array>().unwrap().clone();
        let (sizes, industries) = (text("size"), text("industry"));
        for row in 0..batch.num_rows() {
            lines += counts.value(row);
            sized += if sizes.value(row) == "unknown" { 0 } else { counts.value(row) };
            with_industry += if industries.is_valid(row) { counts.value(row) } else { 0 };
        }
    }
    let expected = known.iter().filter(|(name, size)| !name.is_empty() && **size).count() as i64;
    println!("{lines} suppliers: size known of {sized}, industry of {with_industry}");
    assert!(sized >= expected && with_industry >= expected, "{sized} and {with_industry} of {expected}");
}
