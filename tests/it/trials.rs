//! A script of trials: what is given, what is typed, how it ends, and words that the answer has. `first_hour.rs` has those
//! that need more than a table; together they are what a new user meets.

use crate::support::{EXPORT, Folder};

/// Lines below the buyer and the source of `p.toml`; a command; its exit code by the README; words of the answer.
type Trial = (&'static str, &'static str, i32, &'static [&'static str]);

const BUYER: &str = "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n";
const PURCHASES: &str = "[[purchases]]\nfiles = [\"a.csv\"]\n";

/// Typed on the command line, beside an export and a pipeline file that are right.
const COMMANDS: [Trial; 37] = [
    ("", "", 2, &["Begin with an export:", "Usage: vire"]),
    ("", "rum p.toml", 2, &["'rum'", "'run'"]),
    ("", "inspct a.csv", 2, &["'inspect'"]),
    ("", "run", 2, &["<PIPELINE or EXPORT>"]),
    ("", "init", 2, &["<FILE>"]),
    ("", "run p.toml --buyr Kotka", 2, &["'--buyer'"]),
    ("", "run p.tml", 2, &["there is no such file", "did you mean \"p.toml\"?"]),
    ("", "check q/p.toml", 2, &["there is no such file", "vire init"]),
    ("", "check p.tolm", 2, &["did you mean \"p.toml\"?"]),
    ("", "inspect a.cvs", 3, &["[unreadable-file]", "did you mean \"a.csv\"?"]),
    ("", "init b.csv --buyer Kotka", 3, &["b.csv: cannot be read", "did you mean \"a.csv\"?"]),
    ("", "inspect .", 3, &["is a folder [is-folder]", "name the files in it"]),
    ("", "check a.csv", 2, &["a.csv is no pipeline file", "vire init drafts one"]),
    ("", "calendar a.csv --as-of 2025-01-01", 2, &["a.csv is no pipeline file"]),
    ("", "calendar p.toml", 2, &["--as-of <YYYY-MM-DD>"]),
    ("", "calendar p.toml --as-of 2025-01-01", 2, &["no calendar and no contracts are named", "add [calendar]"]),
    ("", "explain A99", 2, &["no indicator and no code \"A99\"", "vire explain lists"]),
    ("", "explain sectors", 0, &["construction"]),
    ("", "explain b1 --language suomi", 2, &["[possible values: fi, sv, en]"]),
    ("", "inspect a.csv --country Suomii", 2, &["did you mean \"Suomi\"?"]),
    ("", "report out/p --format ppt", 2, &["'pptx'"]),
    ("", "report ot", 2, &["ot holds no published run", "such as out/kotka"]),
    ("", "run p.toml --threads 0", 2, &["write a whole number from 1 to 256"]),
    ("", "run p.toml --threads many", 2, &["write a whole number from 1 to 256"]),
    ("", "run p.toml --as-of 31.12.2024", 2, &["write the day as 2024-12-31"]),
    ("", "run a.csv --buyer \"\"", 2, &["a value is required for '--buyer <NAME>'"]),
    ("", "run a.csv p.toml --buyer Kotka", 2, &["p.toml stands among exports"]),
    ("", "run p.toml --buyer Kotka", 2, &["go with exports", "under [buyer]"]),
    ("", "run p.toml --out a.csv/x", 2, &["cannot write to a.csv/x", "--out"]),
    ("", "check p.toml a.csv", 2, &["unexpected argument 'a.csv'"]),
    ("", "check p.toml", 0, &["p.toml can be run; nothing was written."]),
    ("", "completions tcsh", 2, &["'zsh'"]),
    ("", "init a.csv ./a.csv --buyer Kotka", 0, &["files = [\"a.csv\"]"]),
    ("", "init a.csv --buyer Kotka --language fi", 0, &["# Kenen ostoja nämä ovat.\n[buyer]"]),
    ("", "init a.csv --buyer Kotka --language sv", 0, &["# Vems inköp det är.\n[buyer]"]),
    ("", "init a.csv --buyer Kotka --language dk", 2, &["[possible values: fi, sv, en]"]),
    ("", "init a.csv --buyer Kotka --home Hamnia", 2, &["did you mean \"Hamina\"?"]),
];

/// Written into a pipeline file that is right without it.
const PIPELINES: [Trial; 34] = [
    ("sheets = \"Ostot\"", "check p.toml", 2, &["p.toml:6:10", "it takes a list in [ ]"]),
    ("columns = { ammount = \"Summa\" }", "check p.toml", 2, &["has no key \"ammount\"", "did you mean \"amount\"?"]),
    ("columns = { amount = \"Sumaa\" }", "check p.toml", 3, &["[no-such-header]", "\"Summa\""]),
    ("decimal = \"comma\"", "check p.toml", 2, &["decimal cannot be \"comma\"", "known here: \",\", \".\""]),
    ("expected_total = 1200.00", "check p.toml", 2, &["it takes a text in quotation marks"]),
    ("expected_total = \"1 200,00\"", "check p.toml", 2, &["is no amount", "such as \"1234567.89\""]),
    ("files = [\"b.csv\"]", "check p.toml", 2, &["duplicate key", "each key stands once in a section"]),
    ("currency = EUR", "check p.toml", 2, &["write texts in quotation marks"]),
    ("currency = \"EUR", "check p.toml", 2, &["end the text with a quotation mark"]),
    ("[quality", "check p.toml", 2, &["end the name of a section with ]"]),
    ("[quality]\nmax_rejected = 5", "check p.toml", 2, &["out of range", "at least 0 and at most 1"]),
    ("[quality]\nmax_rejected = \"5 %\"", "check p.toml", 2, &["it takes a number"]),
    ("[quality]\noverlap = \"skip\"", "check p.toml", 2, &["known here: error, keep-first, keep-all"]),
    ("[qualty]", "check p.toml", 2, &["has no key \"qualty\"", "did you mean \"quality\"?"]),
    (
        "[[target]]\nindicator = \"local-share-euros\"\nvalue = 0.4",
        "check p.toml",
        2,
        &["lacks \"by\"", "a whole number"],
    ),
    (
        "[[target]]\nindicator = \"local-share-euro\"\nvalue = 0.4\nby = 2027",
        "check p.toml",
        2,
        &["did you mean \"local-share-euros\"?"],
    ),
    ("[report]\nformats = [\"powerpoint\"]", "check p.toml", 2, &["known here: html, pdf, pptx, xlsx, md"]),
    ("[report]\nlanguages = [\"se\"]", "check p.toml", 2, &["known here: fi, sv, en"]),
    ("[report]\ntemplate = \"no.pptx\"", "check p.toml", 2, &["the template no.pptx cannot be read", "no such file"]),
    ("[report]\ntemplate = \"a.csv\"", "check p.toml", 2, &["is no .pptx or .potx file"]),
    (
        "[[contact]]\nname = \"x\"\nsectors = [\"constructon\"]",
        "check p.toml",
        2,
        &["did you mean \"construction\"?", "vire explain sectors"],
    ),
    (
        "[[break]]\ndate = \"1.1.2023\"\nreason = { en = \"x\" }",
        "check p.toml",
        2,
        &["is no date", "write dates as \"2023-01-01\""],
    ),
    ("[locality]\nhome = [\"Hamnia\"]", "check p.toml", 2, &["is called \"Hamnia\"", "did you mean \"Hamina\"?"]),
    ("[locality]\nhome = \"Kotka\"", "check p.toml", 2, &["it takes a list in [ ]"]),
    ("[locality]\nbasis = \"home\"", "check p.toml", 2, &["known here: domicile"]),
    ("[[register]]\nfiles = [\"a.cvs\"]", "check p.toml", 2, &["no file \"a.cvs\"", "did you mean \"a.csv\"?"]),
    (
        "[[register]]\nfiles = [\"registers/*.csv\"]",
        "check p.toml",
        2,
        &["no file matches", "there is no folder registers"],
    ),
    ("[[register]]\nfiles = [\".\"]", "check p.toml", 2, &["is a folder", "name the files in it"]),
    ("[currency]\nrates = [\"no.csv\"]", "check p.toml", 2, &["no.csv: cannot be read", "there is no such file"]),
    ("[calendar]\nfiles = [\"a.csv\"]", "check p.toml", 3, &["a.csv: no column of titles", "[no-table]"]),
    ("[[scope]]\nid = \"x\"\naccuont = [\"4\"]", "check p.toml", 2, &["did you mean \"account\"?"]),
    ("[[scope]]\nid = \"granst\"\nenabled = false", "check p.toml", 2, &["did you mean \"grants\"?"]),
    ("[Report]", "check p.toml", 2, &["did you mean \"report\"?"]),
    ("[purchases.columns]\namount = \"Summa\"", "check p.toml", 0, &["p.toml can be run"]),
];

/// Whole pipeline files.
const WHOLE: [Trial; 8] = [
    ("", "check p.toml", 2, &["lacks \"buyer\"", "add a section [buyer] with name and country"]),
    ("# nothing yet\n\n", "run p.toml", 2, &["add a section [buyer] with name and country"]),
    (
        "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n",
        "check p.toml",
        2,
        &["no purchases are named", "add [[purchases]]"],
    ),
    ("{\"buyer\": {\"name\": \"Kotka\"}}", "check p.toml", 2, &["not valid TOML"]),
    (
        "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\npopulation = \"50 000\"\n[[purchases]]\nfiles = [\"a.csv\"]\n",
        "check p.toml",
        2,
        &["population is a string", "it takes a whole number"],
    ),
    (
        "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\ncurrency = \"euro\"\n[[purchases]]\nfiles = [\"a.csv\"]\n",
        "check p.toml",
        2,
        &["\"euro\" is no currency", "such as \"EUR\""],
    ),
    (
        "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[[purchases]]\nfiles = [\"a.csv\", \"./a.csv\"]\n",
        "check p.toml",
        0,
        &["3 rows kept"],
    ),
    (
        "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[[purchases]]\nfiles = [\"b*.csv\"]\n",
        "run p.toml",
        2,
        &["no file matches \"b*.csv\"", "this folder holds a.csv"],
    ),
];

/// The words of a command; what stands in quotation marks is one.
fn words(command: &str) -> Vec<&str> {
    let parts = command.split('"').enumerate();
    let split = |(i, part)| if i % 2 == 1 { vec![part] } else { str::split_whitespace(part).collect() };
    parts.flat_map(split).collect()
}

fn try_out(trials: &[Trial], pipeline: impl Fn(&str) -> String) {
    for (given, command, exit, wanted) in trials {
        let folder = Folder::new();
        folder.write("a.csv", EXPORT);
        folder.write("p.toml", pipeline(given));
        let ended = folder.vire(&words(command));
        let said = if ended.code() == 0 { ended.stdout() } else { ended.stderr() };
        assert_eq!(ended.code(), *exit, "{given}\nvire {command}: {said}");
        for word in *wanted {
            assert!(said.contains(word), "{given}\nvire {command} does not say {word:?}: {said}");
        }
        for odd in ["os error", "panicked", "\n\n\n", "invalid digit"] {
            assert!(!said.contains(odd), "{given}\nvire {command} says {odd:?}: {said}");
        }
    }
}

#[test]
fn commands_as_people_type_them() {
    try_out(&COMMANDS, |_| format!("{BUYER}{PURCHASES}"));
}

#[test]
fn pipeline_files_as_people_write_them() {
    try_out(&PIPELINES, |given| format!("{BUYER}{PURCHASES}{given}\n"));
}

#[test]
fn pipeline_files_that_lack_something() {
    try_out(&WHOLE, str::to_owned);
}

/// A file that is no pipeline file has a fault in each line; not all of them are told.
#[test]
fn of_many_faults_the_first_are_shown() {
    let folder = Folder::new();
    folder.write("p.toml", "Muistio kokouksesta\n".repeat(1000));
    let told = folder.vire(&["check", "p.toml"]).stderr();
    assert!(told.contains("  and 980 more\n1000 fault(s) in p.toml"), "{told}");
    assert!(told.lines().count() < 200);
}

/// Without a terminal there are no colours and no bars; `COLUMNS` says how wide the lines may be.
#[test]
fn what_a_pipe_gets_is_plain() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("p.toml", format!("{BUYER}{PURCHASES}"));
    let run = folder.vire(&["run", "p.toml"]).published();
    assert!(!(run.stdout() + &run.stderr()).contains(['\u{1b}', '\r']), "{}", run.stderr());
    folder.write("p.toml", format!("{BUYER}{PURCHASES}[report]\ntemplate = \"a.csv\"\n"));
    let narrow = folder.command(&["check", "p.toml"]).env("COLUMNS", "50").output().unwrap();
    let told = String::from_utf8(narrow.stderr).unwrap();
    assert!(told.contains("no .pptx or .potx"), "{told}");
    let widest = told.lines().filter(|line| !line.contains(" in ")).map(|line| line.chars().count()).max();
    assert!(widest <= Some(50), "{told}");
    assert!(!told.contains('\u{1b}'), "{told}");
}
