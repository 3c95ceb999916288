//! What a new user types, rightly and wrongly, and what the program answers: each answer ends where to go on.

use crate::support::{EXPORT, Folder};

/// A command, the exit code that README.md promises, and words of the answer.
type Trial = (&'static [&'static str], i32, &'static [&'static str]);

/// The words stand on standard output when the command succeeds, else on standard error.
fn try_all(folder: &Folder, trials: &[Trial]) {
    for (command, code, words) in trials {
        let ended = folder.vire(command);
        let said = if ended.code() == 0 { ended.stdout() + &ended.stderr() } else { ended.stderr() };
        assert_eq!(ended.code(), *code, "vire {command:?}: {said}");
        for word in *words {
            assert!(said.contains(word), "vire {command:?} does not say {word:?}: {said}");
        }
        assert!(!said.contains("os error"), "vire {command:?} speaks as the system does: {said}");
    }
}

#[test]
fn buyers_go_by_the_names_that_people_type() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    let is_kotka = ["the buyer is Kotka (FI)"].as_slice();
    try_all(
        &folder,
        &[
            (&["run", "a.csv", "--buyer", "Kotka"], 0, is_kotka),
            (&["run", "a.csv", "--buyer", "Kotkan kaupunki"], 0, is_kotka),
            (&["run", "a.csv", "--buyer", "KOTKA"], 0, is_kotka),
            (&["run", "a.csv", "--buyer", "285"], 0, is_kotka),
            (&["run", "a.csv", "--buyer", "Helsingin kaupunki"], 0, &["Helsinki (FI)"]),
            (&["run", "a.csv", "--buyer", "Helsingfors"], 0, &["Helsinki (FI)"]),
            (&["run", "a.csv", "--buyer", "Lunds kommun"], 0, &["Lund (SE)", "SEK"]),
            (&["run", "a.csv", "--buyer", "Levanger kommune"], 0, &["Levanger (NO)", "NOK"]),
            (&["run", "a.csv", "--buyer", "Kotkka"], 2, &["no municipality of Finland", "did you mean \"Kotka\"?"]),
            (&["run", "a.csv", "--buyer", "Kotkka", "--country", "FI"], 2, &["did you mean \"Kotka\"?", "--home"]),
            (&["run", "a.csv", "--buyer", "Esimerkki Oy", "--country", "Suomi"], 2, &["--home NAME"]),
            (&["run", "a.csv", "--buyer", "Esimerkki Oy", "--country", "FI", "--home", "Kotkka"], 2, &["\"Kotka\"?"]),
            (&["run", "a.csv", "--buyer", "Esimerkki Oy", "--country", "FI", "--home", "Kotka,Hamina"], 0, &["(FI)"]),
            (&["run", "a.csv", "--buyer", "Bradford", "--country", "UK"], 0, &["Bradford (GB)", "GBP"]),
            (&["run", "a.csv", "--buyer", "Esimerkki", "--country", "Ruritania"], 2, &["ISO 3166"]),
            (&["run", "a.csv", "--buyer", "Esimerkki", "--country", "Sweeden"], 2, &["did you mean \"Sweden\"?"]),
            (&["run", "a.csv"], 2, &["vire run a.csv --buyer NAME"]),
            (&["init", "a.csv", "--buyer", "Kotkka"], 2, &["did you mean \"Kotka\"?"]),
            (
                &["init", "a.csv", "--buyer", "Esimerkki Oy", "--country", "fin"],
                0,
                &["which municipalities count as local"],
            ),
        ],
    );
    for (typed, code) in [("Norge", "NO"), ("swe", "SE"), ("Danmark", "DK"), ("Great Britain", "GB"), ("ee", "EE")] {
        let drafted = folder.vire(&["init", "a.csv", "--buyer", "Esimerkki", "--country", typed]).published().stdout();
        assert!(drafted.contains(&format!("country = \"{code}\"")), "{typed}: {drafted}");
    }
}

#[test]
fn what_is_not_there_is_said_in_plain_words() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("my.toml", "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[[purchases]]\nfiles = [\"a.csv\"]\n");
    const NO_FILE: &str = "there is no such file";
    try_all(
        &folder,
        &[
            (&["inspect", "no.xlsx"], 3, &["no.xlsx: cannot be read", NO_FILE]),
            (&["init", "no.xlsx", "--buyer", "Kotka"], 3, &["no.xlsx: cannot be read", NO_FILE]),
            (&["run", "no.toml"], 2, &["no.toml: cannot be read", NO_FILE]),
            (&["check", "no.toml"], 2, &["no.toml: cannot be read", NO_FILE]),
            (&["report", "no"], 2, &["no holds no published run"]),
            (&["verify", "no"], 2, &["no holds no published run"]),
            (&["open", "no"], 2, &["no holds no published run"]),
            (&["open"], 2, &["no run is published in out", "vire run"]),
            (&["publish-open", "my.toml"], 2, &["out/my holds no published run"]),
            (&["init", "a.csv", "--buyer", "Kotka", "-o", "nodir/x.toml"], 2, &["nodir: there is no such folder"]),
            (&["init", "a.csv", "--buyer", "Kotka", "-o", "my.toml"], 2, &["my.toml says already whose purchases"]),
            (&["run", "my.toml", "--out", "a.csv"], 2, &["cannot write to a.csv", "--out"]),
            (&["exlain"], 2, &["'explain'"]),
            (&["explain", "local-share-euro"], 2, &["did you mean \"local-share-euros\"?"]),
            (&["explain", "sector"], 2, &["did you mean \"sectors\"?"]),
            (&["run", "my.toml", "--as-of", "31.12.2024"], 2, &["2024-12-31"]),
        ],
    );
}

#[test]
fn a_mistyped_pipeline_file_says_what_to_write() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    let buyer = "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n";
    let purchases = "[[purchases]]\nfiles = [\"a.csv\"]\n";
    folder.write("rules.csv", "toimittaja;toimiala\nEsimerkki Oy;ict\n");
    let cases = [
        (format!("{buyer}[purchases]\nfiles = [\"a.csv\"]\n"), "write [[purchases]] with two brackets"),
        (format!("{buyer}[[purchases]]\nfiles = [\"data\\x.csv\"]\n"), "write paths with / or in single quotes"),
        (format!("{buyer}[[purchases]]\nfiles = [\u{201c}a.csv\u{201d}]\n"), "write straight quotation marks"),
        (format!("{buyer}{purchases}[[break]]\ndate = \"2024-01-01\"\nreason = \"x\"\n"), "such as { fi = ... }"),
        (
            format!("{buyer}{purchases}[sectors]\nrules = [\"rules.csv\"]\n"),
            "no column \"sector\"; its header is: toimittaja",
        ),
        (format!("{buyer}{purchases}[sectors]\nrules = [\"no.csv\"]\n"), "there is no such file"),
        (buyer.replace("FI", "Sweeden") + purchases, "did you mean \"Sweden\"?"),
    ];
    for (i, (text, wanted)) in cases.iter().enumerate() {
        let name = format!("p{i}.toml");
        folder.write(&name, text);
        folder.vire(&["check", &name]).failed(2, &[wanted]);
    }
    // A key that is mistyped is not missing as well.
    folder.write("typo.toml", format!("{buyer}[[purchases]]\nfils = [\"a.csv\"]\n"));
    let typo = folder.vire(&["check", "typo.toml"]);
    assert!(typo.stderr().contains("did you mean \"files\"?"), "{}", typo.stderr());
    assert!(!typo.stderr().contains("lacks"), "{}", typo.stderr());
    // A country by its name is as good as by its code.
    folder.write("named.toml", buyer.replace("FI", "Suomi") + purchases);
    folder.vire(&["check", "named.toml"]).published();
}

/// What a run refuses, `check` refuses with the same words and the same exit code.
#[test]
fn a_check_fails_as_the_run_would() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("b.csv", EXPORT);
    folder.write("c.csv", format!("{EXPORT}Kaiku Oy;9512345-7;4390;Rakennusten kunnossapito;4;22.3.2024;1,00\n"));
    let buyer = "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[[purchases]]\n";
    let cases = [
        ("files = [\"a.csv\", \"b.csv\"]\n", 3),
        ("files = [\"a.csv\", \"c.csv\"]\n", 3),
        ("files = [\"a.csv\"]\nexpected_total = \"7.00\"\n", 4),
        ("files = [\"a.csv\"]\n[quality]\nmax_unknown_place = 0.1\n", 4),
        ("files = [\"a.csv\"]\ncolumns = { amount = \"Hinta\" }\n", 3),
    ];
    for (i, (purchases, code)) in cases.iter().enumerate() {
        let name = format!("p{i}.toml");
        folder.write(&name, format!("{buyer}{purchases}"));
        let (checked, run) = (folder.vire(&["check", &name]), folder.vire(&["run", &name]));
        let last = |text: String| {
            text.lines().skip_while(|line| !line.starts_with("error")).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!((checked.code(), run.code()), (*code, *code), "{purchases}: {} {}", checked.stderr(), run.stderr());
        assert_eq!(last(checked.stderr()), last(run.stderr()), "{purchases}");
    }
}

#[test]
fn a_pipeline_of_a_calendar_alone_can_be_checked() {
    let folder = Folder::new();
    folder.write("k.csv", "Hankinta;Ajankohta;Arvo\nSiivouspalvelut;3/2025;120000\n");
    folder.write("k.toml", "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[calendar]\nfiles = [\"k.csv\"]\n");
    folder.vire(&["check", "k.toml"]).published();
}

#[test]
fn a_command_ends_with_what_comes_next() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    let drafted = folder.vire(&["init", "a.csv", "--buyer", "Kotka", "-o", "minun putki.toml"]).published().stdout();
    assert_eq!(drafted, "Wrote minun putki.toml; next: vire run \"minun putki.toml\"\n");
    let said = folder.vire(&["run", "minun putki.toml"]).published().stdout();
    assert!(said.contains("  deck ") && said.contains("  paper ") && said.contains("  workbook "), "{said}");
    for kind in ["page", "deck", "paper", "workbook", "figures"] {
        let line = said.lines().find(|line| line.trim_start().starts_with(kind)).unwrap();
        let path = line.trim_start().strip_prefix(kind).unwrap().trim_start();
        let path = path.split_once(" (").map_or(path, |(path, _)| path);
        assert!(folder.path(path).is_file(), "{line}");
    }
    // No register is named, and the export has no places.
    assert!(
        said.contains("better: places are known for 0.0 % of the external sum; name a supplier register"),
        "{said}"
    );
}

#[test]
fn monthly_files_are_one_source_that_the_next_month_joins() {
    let folder = Folder::new();
    let month = |m: u32| format!("Toimittaja;Päivä;Summa\nKaiku Oy;15.{m}.2024;{m}00,00\nVirta Oy;16.{m}.2024;1,50\n");
    for m in 1..=3 {
        folder.write(&format!("viennit/ostot 2024-{m:02}.csv"), month(m));
    }
    let given = ["viennit/ostot 2024-01.csv", "viennit/ostot 2024-02.csv"];
    folder.vire(&[&["init", "--buyer", "Kotka", "-o", "p.toml"][..], &given].concat()).published();
    let text = std::fs::read_to_string(folder.path("p.toml")).unwrap();
    assert_eq!(text.matches("[[purchases]]").count(), 1, "{text}");
    assert!(text.contains("files = [\"viennit/ostot 2024-*.csv\"]"), "{text}");
    assert!(text.contains("it matches ostot 2024-03.csv"), "{text}");
    assert!(text.contains("ostot 2024-02.csv: 2 rows, 0 rejected, sum 201.50"), "{text}");
    // 100 + 200 + 300 and three times 1.50.
    let said = folder.vire(&["run", "p.toml"]).published().stdout();
    assert!(said.contains("6 lines kept, 0 rejected, sum 604.50 EUR"), "{said}");
    // What is read in another way is no month of the series.
    folder.write("viennit/ostot 2024-04.csv", "Leverantör;Datum;Belopp\nKaiku Oy;2024-04-15;400,00\n");
    let drafted =
        folder.vire(&["init", "--buyer", "Kotka", given[0], "viennit/ostot 2024-04.csv"]).published().stdout();
    assert_eq!(drafted.matches("[[purchases]]").count(), 2, "{drafted}");
}
