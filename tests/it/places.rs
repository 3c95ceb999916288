//! Where suppliers are: establishments beside domiciles, and what the basis of locality takes.

use serde_json::Value;

use crate::suppliers::suppliers;
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
    }
}

/// What a run tells of the places of three suppliers.
struct Placed {
    /// Municipality, domicile, establishments, ring and source of the place.
    suppliers: Vec<Vec<String>>,
    local: String,
    /// Within the sub-region.
    near: String,
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
        let summary = json(&folder.path("out/current/summary.json"));
        let of_b1 = |dimension: &str, member: &str| {
            let is = |f: &&Value| {
                f["indicator"] == "B1" && f["scope"] == "market" && f["dimension"] == dimension && f["member"] == member
            };
            let found = summary["figures"].as_array().unwrap().iter().find(is);
            found.unwrap()["numerator"].as_str().unwrap().to_owned()
        };
        let tallies = manifest(&folder.path("out"))["registers"].clone();
        Self {
            suppliers: suppliers(&folder, &["municipality_name", "domicile", "establishments", "ring", "place_source"]),
            local: of_b1("total", "total"),
            near: of_b1("within", "sub-region"),
            conflicts: tallies.as_array().unwrap().iter().map(|r| r["conflicts"].as_u64().unwrap()).collect(),
        }
    }
}
