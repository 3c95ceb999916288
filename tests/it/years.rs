//! Years that are kept from run to run: whatever changes, a run gives the bytes that a run from nothing gives.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::support::{Folder, run_bytes};

const HEADER: &str = "Toimittajan nimi;Y-tunnus;Postinumero;Tili;Tilin nimi;Yksikkö;Tositenumero;Laskunumero;\
    Laskun päivä;Eräpäivä;Maksupäivä;Kirjauspäivämäärä;Summa\n";

const SUPPLIERS: [(&str, &str, &str); 8] = [
    ("Kaiku Oy", "9512345-9", "48100"),
    ("Virta Oy", "9512346-7", "00100"),
    ("Virta OY ", "9512346-7", ""),
    ("Remontti Virtanen Tmi", "", "48100"),
    ("Matti Meikäläinen", "", ""),
    ("Kotkan kaupunki", "", ""),
    ("Kultaranta ry", "", "49400"),
    ("", "", ""),
];

const ACCOUNTS: [(&str, &str); 5] = [
    ("4390", "Rakennusten kunnossapito"),
    ("4342", "ICT-palvelut"),
    ("4000", "Palkkiot"),
    ("1808", "Arvonlisäverosaamiset"),
    ("4800", "Muut menot"),
];

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// A municipality's exports, and how they are told apart.
struct Town {
    folder: Folder,
    numbers: Numbers,
    rules: String,
    runs: usize,
}

impl Town {
    fn new(seed: u64) -> Self {
        let town = Self { folder: Folder::new(), numbers: Numbers(seed), rules: String::new(), runs: 0 };
        town.register("Helsinki");
        town
    }

    /// Virta Oy is registered there.
    fn register(&self, place: &str) {
        let text = format!(
            "Y-tunnus;Toimittaja;Kotikunta;Henkilöstö\n9512345-9;Kaiku Oy;Kotka;12\n9512346-7;Virta Oy;{place};300\n"
        );
        self.folder.write("register.csv", text);
    }

    /// An export of some months; of its lines one in twenty has no date, and some are of the month before the first.
    fn export(&mut self, name: &str, months: &[(i32, u32)], suppliers: usize) {
        let mut text = HEADER.to_owned();
        for line in 0..60 {
            let numbers = &mut self.numbers;
            let (mut year, mut month) = months[numbers.below(months.len())];
            if line % 9 == 0 {
                (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
            }
            let (supplier, id, postcode) = SUPPLIERS[numbers.below(suppliers)];
            let (account, account_name) = ACCOUNTS[numbers.below(ACCOUNTS.len())];
            let (day, unit, cents) =
                (1 + numbers.below(28), numbers.below(3), numbers.below(2_000_000) as i64 - 60_000);
            let date = format!("{day}.{month}.{year}");
            let posted = if line % 20 == 7 { "" } else { date.as_str() };
            let paid = if posted.is_empty() || line % 4 == 0 { "" } else { posted };
            let (invoiced, due) = if posted.is_empty() { ("", "") } else { (posted, posted) };
            let sum = format!("{}{},{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100);
            text += &format!(
                "{supplier};{id};{postcode};{account};{account_name};Yksikkö {unit};{name}-{};L{line};{invoiced};{due};{paid};{posted};{sum}\n",
                line / 2
            );
        }
        self.folder.write(&format!("exports/{name}.csv"), text);
    }

    /// Runs on what earlier runs left, and from nothing; gives the files of purchases that were made before.
    #[track_caller]
    fn run(&mut self) -> Vec<String> {
        let pipeline = format!(
            "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n\n[[purchases]]\nfiles = [\"exports/*.csv\"]\n\n\
             [[register]]\nfiles = [\"register.csv\"]\n\n[report]\nformats = []\n{}",
            self.rules
        );
        self.folder.write("p.toml", pipeline);
        let before = self.purchases();
        self.runs += 1;
        let (out, anew) = ("out".to_owned(), format!("anew-{}", self.runs));
        for out in [&out, &anew] {
            let arguments = ["run", "p.toml", "--assume", "--accept", "all", "--quiet", "--out", out];
            self.folder.vire(&arguments).published();
        }
        let (found, expected) = (run_bytes(&self.folder.path(&out)), run_bytes(&self.folder.path(&anew)));
        let files = found.iter().zip(&expected);
        let differing: Vec<&str> =
            files.filter(|(found, expected)| found != expected).map(|(found, _)| found.0.as_str()).collect();
        assert!(differing.is_empty() && found.len() == expected.len(), "other than from nothing: {differing:?}");
        let after = self.purchases();
        after.iter().filter(|(name, file)| before.get(*name) == Some(*file)).map(|(name, _)| name.clone()).collect()
    }

    /// The published files of purchases by name, and which file of the disk each is.
    fn purchases(&self) -> BTreeMap<String, u64> {
        let Ok(entries) = std::fs::read_dir(self.folder.path("out/current/purchases")) else { return BTreeMap::new() };
        let entry = |entry: std::io::Result<std::fs::DirEntry>| {
            let entry = entry.unwrap();
            (entry.file_name().to_string_lossy().into_owned(), file_number(entry.path()))
        };
        entries.map(entry).collect()
    }
}

fn file_number(path: PathBuf) -> u64 {
    std::os::unix::fs::MetadataExt::ino(&std::fs::metadata(path).unwrap())
}

/// Three years by month, and one export without a year in its name that is of two years.
fn three_years(seed: u64) -> Town {
    let mut town = Town::new(seed);
    for (year, last) in [(2021, 12), (2022, 12), (2023, 5)] {
        for month in 1..=last {
            town.export(&format!("{year}-{month:02}"), &[(year, month)], 6);
        }
    }
    town.export("muut", &[(2021, 3), (2022, 8)], 6);
    assert_eq!(town.run(), [] as [&str; 0]);
    town
}

#[test]
fn a_month_more_makes_its_years_anew() {
    let mut town = three_years(1);
    town.export("2023-06", &[(2023, 6)], 6);
    assert_eq!(town.run(), ["2020.parquet", "2021.parquet", "2022.parquet", "undated.parquet"]);
    // Its lines without a date are of the year in its name; those of the month before are in the year before.
    town.export("2024-01", &[(2024, 1)], 6);
    assert_eq!(town.run(), ["2020.parquet", "2021.parquet", "2022.parquet", "undated.parquet"]);
    // Suppliers that are there for the first time change no number of the others.
    town.export("2024-02", &[(2024, 2)], 8);
    assert_eq!(town.run(), ["2020.parquet", "2021.parquet", "2022.parquet", "2023.parquet", "undated.parquet"]);
}

#[test]
fn what_decides_a_line_makes_its_year_anew() {
    let mut town = three_years(2);
    // A corrected month, and one that is gone.
    town.export("2022-11", &[(2022, 11)], 6);
    assert_eq!(town.run(), ["2020.parquet", "2021.parquet", "2023.parquet", "undated.parquet"]);
    std::fs::remove_file(town.folder.path("exports/2021-04.csv")).unwrap();
    assert_eq!(town.run(), ["2020.parquet", "2022.parquet", "2023.parquet", "undated.parquet"]);
    // The supplier has lines in every export.
    town.register("Kotka");
    assert_eq!(town.run(), [] as [&str; 0]);
    town.rules = "\n[[scope]]\nid = \"ict\"\naccount = [\"4342\"]\n".to_owned();
    assert_eq!(town.run(), [] as [&str; 0]);
    town.rules += "\n[period]\nyear_starts = \"04-01\"\n";
    assert_eq!(town.run(), [] as [&str; 0]);
}

#[test]
fn what_is_damaged_is_made_anew() {
    let mut town = three_years(3);
    let kept = |name: &str| town.folder.path("out/.state/years").join(name);
    // The published file is the same one: it is damaged too, and a run made before does not stand for the new one.
    let link = kept("2021.parquet");
    let bytes = std::fs::read(&link).unwrap();
    std::fs::remove_file(&link).unwrap();
    std::fs::write(&link, &bytes[..bytes.len() / 2]).unwrap();
    let sums = kept("2022.sums");
    let mut bytes = std::fs::read(&sums).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&sums, bytes).unwrap();
    town.export("2023-06", &[(2023, 6)], 6);
    assert_eq!(town.run(), ["2020.parquet", "undated.parquet"]);
    std::fs::remove_dir_all(town.folder.path("out/.state/years")).unwrap();
    std::fs::write(town.folder.path("out/.state/years"), "no folder").unwrap();
    town.export("2023-07", &[(2023, 7)], 6);
    assert_eq!(town.run(), [] as [&str; 0]);
}

/// What a run no longer has is not held on to: it may be there no more because it had to go.
#[test]
fn a_year_that_is_gone_is_not_kept() {
    let mut town = three_years(5);
    let kept = |town: &Town| {
        let entries = std::fs::read_dir(town.folder.path("out/.state/years")).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert!(kept(&town).contains(&"2023.sums".to_owned()) && kept(&town).contains(&"2023.parquet".to_owned()));
    for month in 1..=5 {
        std::fs::remove_file(town.folder.path(&format!("exports/2023-{month:02}.csv"))).unwrap();
    }
    town.run();
    let left = kept(&town);
    assert!(!left.iter().any(|name| name.starts_with("2023")), "{left:?}");
    assert!(left.contains(&"2021.sums".to_owned()) && left.contains(&"2021.parquet".to_owned()), "{left:?}");
}

#[test]
fn whatever_comes_in_whatever_order() {
    let mut town = three_years(4);
    for step in 0..12 {
        let (year, month) = (2021 + town.numbers.below(4) as i32, 1 + town.numbers.below(12) as u32);
        match town.numbers.below(4) {
            0 => town.export(&format!("{year}-{month:02}"), &[(year, month)], 8),
            1 => town.export("muut", &[(year, month), (2022, 8)], 8),
            2 => town.export(&format!("lisä-{step}"), &[(year, month), (year - 1, month)], 7),
            _ => {
                town.rules = format!("\n[[scope]]\nid = \"s\"\naccount = [\"{}\"]\n", ACCOUNTS[town.numbers.below(5)].0)
            }
        }
        town.run();
    }
}
