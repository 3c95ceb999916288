//! A user's own folder of a country: named in the pipeline, checked, and used.

use crate::support::{Folder, json, manifest};

const ABOUT: &str = r#"code = "QX"
names = { en = "Quux" }
languages = ["qx"]
currency = "EUR"

[municipality]
code_digits = 2
signs = ["{name} sted"]

[postal_code]
digits = 3

[company]
name = "Quux number"

[company.form]
digits = 4
check = { method = "divisible", weights = [3, 2, 1, 1], modulus = 7 }
"#;
const REGIONS: &str = "code,name,other_names\nN,North,\nS,South,\n";
const MUNICIPALITIES: &str = "code,name,other_names,company_id,sub_region,region,genitives,family_name\n\
    01,Quuxby,,,Inner,N,,\n02,Bazby,,,Inner,N,,\n03,Barby,,,Outer,N,,\n04,Fooby,,,,S,,\n";
const POSTAL_CODES: &str = "postal_code,place,municipality,kind\n\
    100,QUUXBY,01,area\n200,BAZBY,02,area\n300,BARBY,03,boxes\n400,FOOBY,04,area\n";
const THRESHOLDS: &str = "kind,valid_from,valid_to,value,currency,source\n\
    national_goods_services,2020-01-01,,500,EUR,Quux law\n";
/// A line in each month, so that the year is whole. The weighted sums 3a + 2b + c + d of the ids are 7, 14, 14, 21 and 7.
const LEDGER: &str = "Supplier;Supplier ID;Supplier Postcode;Account;Posting date;Amount\n\
    Near Ltd;1111;100;4342;2024-01-15;400.00\n\
    Next Ltd;2222;200;4342;2024-02-15;600.00\n\
    Same Ltd;2213;300;4342;2024-03-15;700.00\n\
    Far Ltd;3333;400;4342;2024-04-15;800.00\n\
    Quuxby sted;1102;;4342;2024-05-15;50.00\n\
    Near Ltd;1111;100;4342;2024-06-15;0.00\n\
    Near Ltd;1111;100;4342;2024-07-15;0.00\n\
    Near Ltd;1111;100;4342;2024-08-15;0.00\n\
    Near Ltd;1111;100;4342;2024-09-15;0.00\n\
    Near Ltd;1111;100;4342;2024-10-15;0.00\n\
    Near Ltd;1111;100;4342;2024-11-15;0.00\n\
    Near Ltd;1111;100;4342;2024-12-15;0.00\n";
const PIPELINE: &str = "[buyer]\nname = \"Quuxby\"\ncountry = \"QX\"\ncountry_folder = \"countries/qx\"\n\n\
    [[purchases]]\nfiles = [\"ledger.csv\"]\ncolumns = { supplier_id = \"Supplier ID\" }\n\n\
    [quality]\nmax_unclassified = 1.0\n\n[report]\nlanguages = [\"en\"]\nformats = [\"md\"]\n";

fn folder() -> Folder {
    let folder = Folder::new();
    for (name, text) in [
        ("ledger.csv", LEDGER),
        ("p.toml", PIPELINE),
        ("countries/qx/country.toml", ABOUT),
        ("countries/qx/regions.csv", REGIONS),
        ("countries/qx/municipalities.csv", MUNICIPALITIES),
        ("countries/qx/postal_codes.csv", POSTAL_CODES),
        ("countries/qx/thresholds.csv", THRESHOLDS),
    ] {
        folder.write(name, text);
    }
    folder
}

#[test]
fn an_own_folder_gives_rings_ids_and_thresholds() {
    let folder = folder();
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let manifest = manifest(&folder.path("out"));
    let amount =
        |by: &str, member: &str| manifest["totals"][by][member]["amount"].as_str().unwrap_or("0.00").to_owned();
    for (ring, expected) in [
        ("municipality", "450.00"),
        ("sub-region", "600.00"),
        ("region", "700.00"),
        ("country", "800.00"),
        ("unknown", "0.00"),
    ] {
        assert_eq!(amount("by_ring", ring), expected, "{ring}");
    }
    assert!(manifest["code_lists"]["qx/municipalities"].is_string());
    let summary = json(&folder.path("out/current/summary.json"));
    assert!(summary.to_string().contains("\"Quuxby\""));
    let threshold = summary.to_string();
    assert!(threshold.contains("below-national") && threshold.contains("national-eu"), "thresholds of the folder");
}

#[test]
fn faults_of_the_folder_are_shown_at_the_key_that_names_it() {
    let folder = folder();
    folder.write("countries/qx/municipalities.csv", MUNICIPALITIES.replace(",Outer,N,", ",Outer,X,"));
    let run = || folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]);
    run().failed(
        2,
        &[
            "country_folder",
            "countries/qx/municipalities.csv, line 4, column region",
            "\"X\" is no code of regions.csv",
        ],
    );
    folder.write("countries/qx/municipalities.csv", MUNICIPALITIES);
    folder.write("p.toml", PIPELINE.replace("country = \"QX\"", "country = \"FI\""));
    run().failed(2, &["countries/qx is of QX, but the buyer's country is FI"]);
    folder.write("p.toml", PIPELINE.replace("countries/qx\"", "countries/zz\""));
    run().failed(2, &["countries/zz/country.toml: cannot be read"]);
}
