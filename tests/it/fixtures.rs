//! Real exports with facts counted by other readers. They are not part of the project: the tests look for them in
//! `$VIRE_FIXTURES`, else in ../shared/fixtures, and say when they skip.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::support::{Folder, ROOT, csv_rows, manifest};

fn fixtures() -> Option<PathBuf> {
    let folder =
        std::env::var_os("VIRE_FIXTURES").map_or_else(|| Path::new(ROOT).join("../shared/fixtures"), PathBuf::from);
    if !folder.join("facts.csv").exists() {
        // Straight to the terminal: what the print macros say, the test harness keeps to itself.
        let _ = writeln!(std::io::stderr(), "SKIPPED: no real exports at {}", folder.display());
        return None;
    }
    Some(folder)
}

struct Case {
    country: &'static str,
    files: &'static [&'static str],
    /// More lines under `[[purchases]]`.
    settings: &'static str,
}

const CASES: [Case; 10] = [
    Case {
        country: "GB",
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
        files: &["lancashire_pcc_uk/pcc-2018-19.xlsx", "lancashire_pcc_uk/pcc-2023-24.xlsx"],
        settings: "",
    },
    Case {
        country: "GB",
        files: &["birmingham_uk/cusersfinainmndesktoppublish-spend-august-2017-all-directorates.xls"],
        settings: "",
    },
    Case { country: "GB", files: &["birmingham_uk/purchasecardtransactionsapril2014.xls"], settings: "" },
    Case { country: "GB", files: &["bradford_uk/2017-12_clean.csv"], settings: "" },
    Case { country: "GB", files: &["sheffield_uk/sheffield_clean_2012-10.csv"], settings: "" },
    Case { country: "GB", files: &["london_uk/london_clean_2022-P13.csv"], settings: "" },
    Case { country: "US", files: &["phoenix_us/july-2018.csv"], settings: "" },
    Case {
        country: "IS",
        files: &[
            "fjarsyslan_is/opnirreikningar_20170101_20170131.xlsx",
            "fjarsyslan_is/opnirreikningar_20170801_20170831.xlsx",
        ],
        settings: "",
    },
    Case {
        country: "GB",
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
            "[buyer]\nname = \"Buyer\"\ncountry = {:?}\n[[purchases]]\nfiles = {files:?}\n{}\n[report]\nlanguages = [\"en\"]\n",
            case.country, case.settings
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
    folder.vire(&["run", "p.toml"]).failed(3, &["no amount column found", "Total Contract Value"]);
}
