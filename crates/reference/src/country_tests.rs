//! The folders that ship with the program are right, and faults of a user's own are found where they stand.

use std::collections::HashSet;
use std::path::Path;

use crate::country::{Country, all, check, own};
use crate::ids::{self, BusinessId, Reading};
use crate::places::{Home, PLACES, Ring};
use crate::thresholds::{ThresholdKind, Thresholds};

#[test]
fn the_folders_that_ship_are_without_faults_and_all_embedded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/countries");
    let mut files = 0;
    for country in all().filter(|c| !c.is_own()) {
        let folder = root.join(country.scheme);
        let on_disk = std::fs::read_dir(&folder).unwrap().count();
        assert_eq!(country.texts().count(), on_disk, "files of {}", country.scheme);
        files += on_disk;
        let faults =
            [check::about(&country.about), check::lists(&country.lists, &country.about, |id| country.read_id(id))];
        let faults = faults.concat();
        let shown: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(shown.is_empty(), "{}: {shown:?}", country.code);
    }
    assert!(files > 60);
    let names: HashSet<String> = crate::lists().map(|(name, _)| name).collect();
    assert!(names.contains("fi/municipalities") && names.contains("se/country") && names.contains("sectors"));
}

/// The United States have sales taxes, which no buyer deducts.
#[test]
fn one_country_that_ships_has_no_value_added_tax() {
    let without: Vec<&str> = all().filter(|c| !c.is_own() && !c.about.has_vat).map(|c| c.code).collect();
    assert_eq!(without, ["US"]);
}

/// Writes a folder of an invented country.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// An invented country of four-digit ids: 3, 2, 1 weigh the first three digits, the fourth makes it divisible by 7.
const ABOUT: &str = r#"
code = "QX"
names = { en = "Quux" }
languages = ["qx"]
currency = "QXD"
bands = "krona"

[municipality]
code_digits = 2
endings = [" sted"]
signs = ["{name} sted"]

[postal_code]
digits = 3

[company]
name = "Quux number"
address = "9999:"
vat = { prefix = "QX" }

[company.form]
digits = 4
shown = "99-99"
separators = "-"
check = { method = "divisible", weights = [3, 2, 1, 1], modulus = 7 }

[person]
name = "Quux person"

[person.form]
digits = 10
date = "yymmdd"
separators = "-"
luhn = true
"#;
const REGIONS: &str = "code,name,other_names\nN,North,\nS,South,\n";
const MUNICIPALITIES: &str = "code,name,other_names,company_id,sub_region,region,genitives,family_name\n\
    01,Quuxby,,11-11,,N,,\n02,Bazby,Basby,,,N,,\n03,Fooby,,,,S,,\n04,Fooby,,,,N,,\n";
const THRESHOLDS: &str = "kind,valid_from,valid_to,value,currency,source\n\
    national_goods_services,2020-01-01,,500,QXD,Quux law\n";

#[test]
fn an_own_folder_joins_the_countries() {
    let postal = "postal_code,place,municipality,kind\n100,QUUXBY,01,area\n200,BAZBY,02,company\n";
    let mergers = "valid_from,code,name,other_names,into\n2010-01-01,90,Oldby,,91\n2020-01-01,91,Midby,,02\n\
        2020-01-01,92,Splitby,,01\n2020-01-01,92,Splitby,,03\n";
    let files = [
        ("country.toml", ABOUT),
        ("regions.csv", REGIONS),
        ("municipalities.csv", MUNICIPALITIES),
        ("postal_codes.csv", postal),
        ("mergers.csv", mergers),
        ("thresholds.csv", THRESHOLDS),
    ];
    let country = own::register(folder(&files).path()).unwrap();
    assert_eq!(country.code, "QX");
    let again = own::register(folder(&files).path()).unwrap();
    assert!(std::ptr::eq(country, again), "the same texts are one country");

    let code = |text| PLACES.municipality("QX", text).map(|m| m.code.as_str());
    assert_eq!(code("1"), Some("01"));
    assert_eq!(code("Bazby sted"), Some("02"));
    assert_eq!(code("basby"), Some("02"));
    assert_eq!(code("Oldby"), Some("02"), "two mergers on");
    assert_eq!(code("90"), Some("02"));
    assert_eq!(code("92"), None, "split");
    assert_eq!(code("Fooby"), None, "two have the name");
    assert_eq!(code("Fooby (South)"), Some("03"));
    assert_eq!(PLACES.body("QX", "Quuxby sted, school").map(|m| m.code.as_str()), Some("01"));
    assert_eq!(PLACES.owner("qx:11-11").map(|m| m.code.as_str()), Some("01"));
    assert_eq!(PLACES.postal_code("QX", "100").map(|p| p.decides), Some(true));
    assert_eq!(PLACES.postal_code("QX", "200").map(|p| p.decides), Some(false));
    assert_eq!(PLACES.country("quux"), Some("QX"));

    let home = Home::new("QX", &[PLACES.municipality("QX", "Quuxby").unwrap()]);
    assert_eq!(home.ring(PLACES.municipality("QX", "Bazby"), None), Ring::Region);
    assert_eq!(home.ring(PLACES.municipality("QX", "03"), None), Ring::Country);

    // 3 + 2 + 1 + 1 = 7.
    for text in ["1111", "11-11", "QX1111", "9999:1111"] {
        assert_eq!(ids::read(text, "QX"), ids::read("11-11", "QX"), "{text}");
        assert!(matches!(ids::read(text, "QX"), Reading::Business(id) if id.key() == "qx:11-11"), "{text}");
    }
    assert_eq!(ids::read("1112", "QX"), Reading::Invalid);
    assert_eq!(BusinessId::of_key("qx:11-11").and_then(|id| id.country().map(str::to_owned)).as_deref(), Some("QX"));
    // Luhn of 8501310000: 7+5+0+1+6+1 = 20, so the check digit is 0. The 30th of February is no day.
    assert!(matches!(ids::read("850131-0000", "QX"), Reading::Person { .. }));
    assert!(matches!(ids::read("8501310000", "QX"), Reading::Person { .. }));
    assert_eq!(ids::read("8502300000", "QX"), Reading::Invalid);

    let thresholds = Thresholds::new("QX", "QXD");
    let day = "2024-05-01".parse().unwrap();
    assert_eq!(thresholds.national_limit(day), Some(500));
    assert_eq!(thresholds.limits(ThresholdKind::GoodsServices, day).class(49_999).code(), "below-national");
    assert_eq!(thresholds.band_codes()[0], "0-10k");
}

#[test]
fn faults_of_a_folder_are_found_where_they_stand() {
    let faults = |files: &[(&str, &str)]| -> Vec<String> {
        let faults = own::register(folder(files).path()).err().unwrap();
        faults.iter().map(ToString::to_string).collect()
    };
    let with = |name: &'static str, text: &'static str| {
        let right = [("country.toml", ABOUT), ("regions.csv", REGIONS), ("municipalities.csv", MUNICIPALITIES)];
        let others = right.into_iter().filter(|(n, _)| *n != name);
        faults(&others.chain([(name, text)]).collect::<Vec<_>>())
    };
    assert!(faults(&[])[0].starts_with("country.toml: cannot be read"));
    assert!(
        with("country.toml", "code = \"QX\"\nnmes = 1\n")[0].starts_with("country.toml, line 2: unknown field `nmes`")
    );
    let header = "code,name,other_names,company_id,sub_region,region,genitives,family_name\n";
    let line = |rest: &str| -> &'static str { format!("{header}{rest}").leak() };
    for (text, expected) in [
        (line("01,Quuxby,,,,X,,\n"), "municipalities.csv, line 2, column region: \"X\" is no code of regions.csv"),
        (line("1,Quuxby,,,,N,,\n"), "municipalities.csv, line 2, column code: \"1\" is no municipality's code"),
        (line("01,A,,,,N,,\n01,B,,,,N,,\n"), "municipalities.csv, line 3, column code: the code 01 stands twice"),
        (line("01,A,,1112,,N,,\n"), "municipalities.csv, line 2, column company_id: \"1112\" cannot stand here"),
        (line("01,A,N\n"), "municipalities.csv, line 2: the line does not fit the columns"),
        ("code,name\n", "municipalities.csv, line 1: the column \"other_names\" is missing"),
    ] {
        assert_eq!(with("municipalities.csv", text)[0], expected);
    }
    let thresholds = "kind,valid_from,valid_to,value,currency,source\nnational_goods,1.1.2020,,5,QXD,x\n";
    assert_eq!(
        with("thresholds.csv", thresholds)[1],
        "thresholds.csv, line 2, column valid_from: \"1.1.2020\" cannot stand here"
    );
    assert_eq!(with("municipality.csv", header)[0], "municipality.csv: is no list of a country");
    assert_eq!(
        with("sector_accounts.csv", "rule,prefix,sector,account_name\na,1,fod,\n")[0],
        "sector_accounts.csv, line 2, column sector: no sector is called \"fod\""
    );
}

/// Norway's folder: ids that others have published as examples, and numbers made by hand.
#[test]
fn norwegian_ids_places_and_limits() {
    let key = |text: &str| match ids::read(text, "NO") {
        Reading::Business(id) => id.key(),
        other => format!("{other:?}"),
    };
    for text in ["964 965 226", "NO964965226MVA", "0192:964965226", "NO 964 965 226 MVA", "964965226.0"] {
        assert_eq!(key(text), "no:964965226", "{text}");
    }
    // A number of the usual form, a D-number, and two synthetic ones; check digits by a script apart.
    let person = |text: &str| matches!(ids::read(text, "NO"), Reading::Person { .. });
    for number in ["01019012480", "41019012474", "01419012463", "01819012446"] {
        assert!(person(number), "{number}");
        assert!(person(&format!("{} {}", &number[..6], &number[6..])));
        // One digit off fails a check.
        let last = number.as_bytes()[10] - b'0';
        assert!(!person(&format!("{}{}", &number[..10], (last + 1) % 10)), "{number}");
        if let Some(lost) = number.strip_prefix('0') {
            assert!(person(lost), "a number column loses the zero of {number}");
        }
    }
    // The check digits are right, but the 31st of February is no day, and no century has 45 with the serial number 600.
    assert!(!person("31029012302") && !person("01014560013"));
    let of = |text| PLACES.municipality("NO", text).map(|m| (m.code.as_str(), m.region.as_str()));
    assert_eq!(of("Stavanger kommune"), Some(("1103", "Rogaland")));
    assert_eq!(of("301"), Some(("0301", "Oslo")));
    assert_eq!(of("Tråante"), of("5001"));
    assert_eq!(of("0101"), Some(("3101", "Østfold")), "renumbered twice");
    assert_eq!(of("1507"), None, "split in 2024");
    assert_eq!(of("Ålesund"), Some(("1508", "Møre og Romsdal")));
    assert_eq!(of("Herøy"), None, "there are two");
    assert_eq!(of("Herøy (Nordland)"), Some(("1818", "Nordland")));
    assert_eq!(PLACES.body("NO", "OSLO KOMMUNE").map(|m| m.code.as_str()), Some("0301"));
    assert_eq!(PLACES.owner("no:958935420").map(|m| m.code.as_str()), Some("0301"));
    let codes = Country::of("NO").unwrap().places();
    assert_eq!(codes.names().len(), 357);
    let kind = |name| crate::names::public_body(name, "name:x");
    assert_eq!(kind("Trøndelag fylkeskommune"), "region");
    assert_eq!(kind("Verdal kommune"), "municipality");
    assert_eq!(kind("Statens vegvesen"), "state");
    let form = |name| crate::names::legal_form(name, "NO").map(|(form, _)| form);
    assert_eq!(form("Fjordbygg AS"), Some("as"));
    assert_eq!(form("Vestby Idrettslag"), Some("forening"));
    let limit = |day: &str| Thresholds::new("NO", "NOK").national_limit(day.parse().unwrap());
    assert_eq!(limit("2018-04-05"), Some(1_100_000));
    assert_eq!(limit("2018-04-06"), Some(1_300_000));
}
