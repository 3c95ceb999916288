//! Where suppliers are: establishments beside domiciles, and what the basis of locality takes.

use serde_json::Value;

use crate::suppliers::{suppliers, table};
use crate::support::{Folder, json, manifest, pipeline};

/// Lauri Oy is in Helsinki and Kotka; Maija Oy in Helsinki, Kouvola and Hamina, which is in Kotka's sub-region; Pekka Oy
/// in Helsinki only. Each sells for 100.00: of 300.00, 100.00 is local and 200.00 within the sub-region.
#[test]
fn the_nearest_establishment_holds_whatever_the_order_of_rows() {
    let rows = [
        "9512345-9;Lauri Oy;Helsinki",
        "9512346-7;Maija Oy;Helsinki",
        "9512346-7;Maija Oy;Kouvola",
        "9512345-9;Lauri Oy;Kotka",
        "9512347-5;Pekka Oy;Helsinki",
        "9512346-7;Maija Oy;Hamina",
    ];
    let backwards: Vec<&str> = rows.iter().rev().copied().collect();
    for rows in [&rows[..], &backwards] {
        let placed = Placed::by("establishment", &[("", rows)]);
        let expected = [
            ["Kotka", "", "Helsinki|Kotka", "municipality", "register"],
            ["Hamina", "", "Hamina|Helsinki|Kouvola", "sub-region", "register"],
            ["Helsinki", "", "Helsinki", "country", "register"],
        ];
        assert_eq!(placed.suppliers, expected);
        assert_eq!((placed.local.as_str(), placed.near.as_str()), ("100.00", "200.00"));
        assert_eq!(placed.conflicts, [0], "establishments are no conflicts");
    }
    // A domicile is one place: the register contradicts itself, and its first row holds.
    let placed = Placed::by("domicile", &[("", &rows)]);
    assert_eq!((placed.suppliers[0][0].as_str(), placed.local.as_str()), ("Helsinki", "0.00"));
    assert_eq!(placed.conflicts, [3]);
    // The invoice's postal code goes first, and the register only where the export has none.
    let placed = Placed::by("invoice-address", &[("", &rows)]);
    let of = |at: usize| [placed.suppliers[at][0].as_str(), placed.suppliers[at][4].as_str()];
    assert_eq!(
        [of(0), of(1), of(2)],
        [["Helsinki", "export-postcode"], ["Kotka", "export-postcode"], ["Helsinki", "register"],]
    );
    assert_eq!(placed.local, "100.00");
}

/// A register of companies beside one of establishments: Lauri Oy is based in Kotka and branched in Helsinki, Maija Oy the
/// other way round. Based are 100.00 of 300.00, based or branched 200.00.
#[test]
fn domicile_and_establishments_stand_side_by_side() {
    let based = ["9512345-9;Lauri Oy;Kotka", "9512346-7;Maija Oy;Helsinki", "9512347-5;Pekka Oy;Helsinki"];
    let branched = ["9512345-9;Lauri Oy;Helsinki", "9512346-7;Maija Oy;Kotka", "9512346-7;Maija Oy;Hamina"];
    let registers = [("places = \"domicile\"", &based[..]), ("places = \"establishment\"", &branched[..])];
    let both = [("Kotka", "Helsinki"), ("Helsinki", "Hamina|Kotka"), ("Helsinki", "")];
    for (basis, local) in [("domicile", "100.00"), ("establishment", "200.00")] {
        let placed = Placed::by(basis, &registers);
        let shown: Vec<(&str, &str)> = placed.suppliers.iter().map(|s| (s[1].as_str(), s[2].as_str())).collect();
        assert_eq!((shown.as_slice(), placed.local.as_str()), (&both[..], local), "{basis}");
        assert_eq!(placed.conflicts, [0, 0]);
        // Whatever the basis, both stand beside each other.
        let sums = placed.by_basis.each_ref().map(Option::as_deref);
        assert_eq!(sums, [Some("100.00"), Some("200.00")], "{basis}");
    }
}

/// Lauri Oy moved from Helsinki to Kotka on 1.6.2023; Maija Oy is in Kotka, and was in Hamina, of the same sub-region, to the
/// end of March 2023. Each sells for 100.00 in each year, Lauri for 1.00 more without a date.
///
/// | on 31 December | Lauri | Maija | of 200.00 local | within the sub-region |
/// |---|---|---|---|---|
/// | 2022 | Helsinki | Hamina | 0.00 | 100.00 |
/// | 2023 | Kotka | Kotka | 200.00 | 200.00 |
///
/// In accounting years from April, Maija's year 2022/23 ends on the day on which it leaves Hamina, 31.3.2023.
#[test]
fn a_supplier_that_moved_counts_in_each_year_where_it_was_at_its_end() {
    const REGISTER: [&str; 4] = [
        "9512345-9;Lauri Oy;Kotka;1.6.2023;31.12.9999",
        "9512346-7;Maija Oy;Hamina;1.1.2000;31.3.2023",
        "9512346-7;Maija Oy;Kotka;1.4.2023;",
        "9512345-9;Lauri Oy;Helsinki;1.1.2010;31.5.2023",
    ];
    for (begins, years, local, near) in [
        ("", ["2022", "2023"], ["0.00", "200.00"], ["100.00", "200.00"]),
        ("[period]\nyear_starts = \"04-01\"\n", ["2022/23", "2023/24"], ["0.00", "200.00"], ["100.00", "200.00"]),
    ] {
        let folder = Folder::new();
        let export = "Toimittajan nimi;Y-tunnus;Kirjauspäivämäärä;Summa\n\
            Lauri Oy;9512345-9;15.5.2022;100,00\nMaija Oy;9512346-7;15.5.2022;100,00\n\
            Lauri Oy;9512345-9;15.5.2023;100,00\nMaija Oy;9512346-7;15.5.2023;100,00\n\
            Lauri Oy;9512345-9;;1,00\n";
        folder.write("a.csv", export);
        let header = "Y-tunnus;Yrityksen nimi;Kunta;Voimassa alkaen;Voimassa asti\n";
        folder.write("register.csv", header.to_owned() + &REGISTER.join("\n") + "\n");
        let settings =
            "[locality]\nhome = [\"Kotka\"]\n[[register]]\nfiles = [\"register.csv\"]\ndate = \"2024-06-01\"\n";
        folder.write("p.toml", format!("{}{begins}{settings}", pipeline("a.csv")));
        folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
        for (at, year) in years.into_iter().enumerate() {
            let of_b1 = |dimension: &str, member: &str| numerator(&folder, ("B1", year), dimension, member);
            let found = [of_b1("total", "total"), of_b1("within", "sub-region")];
            assert_eq!(found, [local[at], near[at]].map(|sum| Some(sum.to_owned())), "{year}");
            // Of the lines that stand behind it, none is of elsewhere.
            let traced = folder.vire(&["trace", "B1", year, "--out", "out", "--json"]);
            let traced: Value = serde_json::from_str(&traced.stdout()).unwrap();
            assert_eq!(traced["numerator"]["amount"], local[at], "{traced}");
        }
        assert_eq!(numerator(&folder, ("B1", "undated"), "total", "total").as_deref(), Some("1.00"), "where it is now");
        // By year, sector and supplier.
        let spend = table(&folder, "spend", &["supplier", "ring"]);
        let [lauri, maija] = ["fi:9512345-9", "fi:9512346-7"].map(str::to_owned);
        let rings =
            |key: &String| spend.iter().filter(|row| row[0] == *key).map(|row| row[1].clone()).collect::<Vec<_>>();
        assert_eq!(rings(&lauri), ["municipality", "country", "municipality"], "undated, then by year");
        assert_eq!(rings(&maija), ["sub-region", "municipality"]);
        assert_eq!(
            table(&folder, "moves", &["supplier", "municipality_name", "ring"]),
            [
                [lauri.as_str(), "Helsinki", "country"],
                [&lauri, "Kotka", "municipality"],
                [&maija, "Hamina", "sub-region"],
                [&maija, "Kotka", "municipality"],
            ]
        );
        let page = std::fs::read_to_string(folder.path("out/current/report.en.html")).unwrap();
        let paragraph =
            "2 suppliers have moved by the register: each counts in each year where it was at the end of that year.";
        assert!(page.contains(paragraph) && !page.contains("it shows the present"));
    }
}

/// Lauri Oy had an establishment in Kotka to the end of June 2023, and is based in Helsinki: it is local in 2022 only.
#[test]
fn an_establishment_that_has_closed_makes_nobody_local() {
    let folder = Folder::new();
    let export = "Toimittajan nimi;Y-tunnus;Kirjauspäivämäärä;Summa\n\
        Lauri Oy;9512345-9;15.5.2022;100,00\nLauri Oy;9512345-9;15.5.2023;100,00\n";
    folder.write("a.csv", export);
    folder.write("based.csv", "Y-tunnus;Yrityksen nimi;Kunta\n9512345-9;Lauri Oy;Helsinki\n");
    let header = "Y-tunnus;Yrityksen nimi;Kunta;Alkupvm;Loppupvm\n";
    folder.write("branched.csv", format!("{header}9512345-9;Lauri Oy;Kotka;1.1.2015;30.6.2023\n"));
    let settings = "[locality]\nhome = [\"Kotka\"]\nbasis = \"establishment\"\n\
        [[register]]\nfiles = [\"based.csv\"]\nplaces = \"domicile\"\n[[register]]\nfiles = [\"branched.csv\"]\n";
    folder.write("p.toml", pipeline("a.csv") + settings);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let of = |year: &str, dimension: &str, member: &str| numerator(&folder, ("B1", year), dimension, member).unwrap();
    assert_eq!(["2022", "2023"].map(|year| of(year, "total", "total")), ["100.00", "0.00"]);
    assert_eq!(["2022", "2023"].map(|year| of(year, "basis", "establishment")), ["100.00", "0.00"]);
    assert_eq!(["2022", "2023"].map(|year| of(year, "basis", "domicile")), ["0.00", "0.00"]);
    let places = table(&folder, "suppliers", &["municipality_name", "domicile", "establishments"]);
    assert_eq!(places, [["Helsinki", "Helsinki", "Kotka"]]);
}

/// Of an indicator's figure of the market, in a year.
fn numerator(folder: &Folder, (indicator, year): (&str, &str), dimension: &str, member: &str) -> Option<String> {
    let summary = json(&folder.path("out/current/summary.json"));
    let wanted =
        [("indicator", indicator), ("scope", "market"), ("period", year), ("dimension", dimension), ("member", member)];
    let is = |f: &&Value| wanted.iter().all(|(key, value)| f[*key] == *value);
    let found = summary["figures"].as_array().unwrap().iter().find(is)?;
    found["numerator"].as_str().map(str::to_owned)
}

/// What a run tells of the places of three suppliers.
struct Placed {
    /// Municipality, domicile, establishments, ring and source of the place.
    suppliers: Vec<Vec<String>>,
    local: String,
    /// Within the sub-region.
    near: String,
    /// Of suppliers based here, and of those based or branched here, where registers tell both.
    by_basis: [Option<String>; 2],
    /// By register.
    conflicts: Vec<u64>,
}

impl Placed {
    /// `registers` are the settings and rows of each.
    fn by(basis: &str, registers: &[(&str, &[&str])]) -> Self {
        let folder = Folder::new();
        let export = "Toimittajan nimi;Y-tunnus;Postinumero;Kirjauspäivämäärä;Summa\n\
            Lauri Oy;9512345-9;00100;15.1.2024;100,00\n\
            Maija Oy;9512346-7;48100;15.1.2024;100,00\n\
            Pekka Oy;9512347-5;;15.1.2024;100,00\n";
        folder.write("a.csv", export);
        let mut settings = format!("{}[locality]\nhome = [\"Kotka\"]\nbasis = {basis:?}\n", pipeline("a.csv"));
        for (number, (places, rows)) in registers.iter().enumerate() {
            folder.write(&format!("r{number}.csv"), format!("Y-tunnus;Yrityksen nimi;Kunta\n{}\n", rows.join("\n")));
            settings += &format!("[[register]]\nfiles = [\"r{number}.csv\"]\n{places}\n");
        }
        folder.write("p.toml", settings);
        folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
        let of_b1 = |dimension: &str, member: &str| numerator(&folder, ("B1", "2024"), dimension, member);
        let tallies = manifest(&folder.path("out"))["registers"].clone();
        Self {
            suppliers: suppliers(&folder, &["municipality_name", "domicile", "establishments", "ring", "place_source"]),
            local: of_b1("total", "total").unwrap(),
            near: of_b1("within", "sub-region").unwrap(),
            by_basis: ["domicile", "establishment"].map(|basis| of_b1("basis", basis)),
            conflicts: tallies.as_array().unwrap().iter().map(|r| r["conflicts"].as_u64().unwrap()).collect(),
        }
    }
}

/// By hand, of 1 000.00 a year: 100.00 from the United Kingdom, which was in the EU on the last day of 2019 and not on that
/// of 2020, 200.00 from Norway, 300.00 from Switzerland, 50.00 of unknown place.
#[test]
fn what_is_abroad_is_divided_into_eea_and_other_countries() {
    let folder = Folder::new();
    let header = "Toimittajan nimi;Maakoodi;Y-tunnus;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n";
    let of_year = |year: i32| {
        [("Thames Ltd", "GB", "", "100,00"), ("Fjord Works", "NO", "", "200,00"), ("Alpen Works", "CH", "", "300,00")]
            .into_iter()
            .chain([("Lauri Oy", "FI", "9512345-9", "350,00"), ("Jokin", "", "", "50,00")])
            .map(|(name, country, id, sum)| format!("{name};{country};{id};4390;;1;15.6.{year};{sum}\n"))
            .collect::<String>()
    };
    folder.write("a.csv", format!("{header}{}{}", of_year(2019), of_year(2020)));
    folder.write("r.csv", "Y-tunnus;Yrityksen nimi;Kotikunta\n9512345-9;Lauri Oy;Kotka\n");
    folder.write(
        "p.toml",
        pipeline("a.csv") + "[[register]]\nfiles = [\"r.csv\"]\n[report]\nlanguages = [\"fi\"]\nformats = [\"html\"]\n",
    );
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let summary = json(&folder.path("out/current/summary.json"));
    let figure = |period: &str, dimension: &str, member: &str, key: &str| -> Option<String> {
        let is = |f: &&Value| {
            f["indicator"] == "B3"
                && f["scope"] == "market"
                && f["period"] == period
                && f["dimension"] == dimension
                && f["member"] == member
        };
        let found = summary["figures"].as_array().unwrap().iter().find(is)?;
        Some(found[key].as_str().unwrap_or_default().to_owned())
    };
    let sums = |period: &str| {
        ["eu-eea", "other-countries", "unknown-country"].map(|member| figure(period, "abroad", member, "numerator"))
    };
    assert_eq!(sums("2019"), [Some("300.00".to_owned()), Some("300.00".to_owned()), None]);
    assert_eq!(sums("2020"), [Some("200.00".to_owned()), Some("400.00".to_owned()), None]);
    // The ring itself is what it was, and what has no place could be there.
    for period in ["2019", "2020"] {
        assert_eq!(figure(period, "ring", "abroad", "numerator").unwrap(), "600.00");
    }
    let bounds = ["value", "low", "high"].map(|key| figure("2020", "abroad", "eu-eea", key).unwrap());
    assert_eq!(bounds, ["0.200000", "0.200000", "0.250000"]);
    let page = crate::support::text_of(&std::fs::read_to_string(folder.path("out/current/report.fi.html")).unwrap());
    assert!(page.contains("Ulkomailla: EU- ja ETA-maissa|30,0 %|20,0 %|"), "{page}");
}
