//! Every code can be provoked by an input, is what its declaration says, and has a page.

use serde_json::Value;
use vire_base::code::{Code, Kind};

use crate::inputs::inspected_while_written;
use crate::support::{EXPORT, Folder, Outcome, json, pipeline};
use crate::workbooks::{ods, sheets};

/// Codes that no input provokes, with the reason.
const INTERNAL: [(Code, &str); 1] =
    [(Code::Internal, "only a fault of the program makes two of its threads disagree on a file")];

/// A name with a given name, on an account of persons.
const CARER: &str = "Toimittajan nimi;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n\
    Matti Esimerkki;4470;Perhehoidon palkkio;1;1.5.2024;77,77\n";

/// An input that must lead to a code of a kind.
struct Case {
    code: Code,
    kind: Kind,
    provoke: Box<dyn Fn(&Folder) -> Seen>,
}

/// Codes that were seen, each with what followed.
type Seen = Vec<(Kind, String)>;

fn case(code: Code, kind: Kind, provoke: impl Fn(&Folder) -> Seen + 'static) -> Case {
    Case { code, kind, provoke: Box::new(provoke) }
}

/// A file that `vire inspect` looks at.
fn inspect(code: Code, kind: Kind, name: &'static str, content: impl AsRef<[u8]> + 'static) -> Case {
    case(code, kind, move |folder| {
        folder.write(name, &content);
        inspected(folder, name)
    })
}

/// Files that `vire run` reads by a pipeline file.
fn run(code: Code, kind: Kind, pipeline: impl Into<String>, files: &[(&'static str, &str)]) -> Case {
    by("run", code, kind, pipeline.into() + "[report]\nformats = [\"md\"]\n", files)
}

/// Files that `vire calendar` reads by a pipeline file.
fn calendar(code: Code, kind: Kind, section: &str, content: &str) -> Case {
    let pipeline = format!("[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n{section}\nfiles = [\"k.csv\"]\n");
    by("calendar", code, kind, pipeline, &[("k.csv", content)])
}

fn by(command: &'static str, code: Code, kind: Kind, pipeline: String, files: &[(&'static str, &str)]) -> Case {
    let files: Vec<(&str, String)> = files.iter().map(|(name, content)| (*name, (*content).to_owned())).collect();
    case(code, kind, move |folder| {
        files.iter().for_each(|(name, content)| drop(folder.write(name, content)));
        folder.write("p.toml", &pipeline);
        ran(folder, command)
    })
}

/// The codes of an inspected file, by the word of their level.
fn inspected(folder: &Folder, name: &str) -> Seen {
    told(&folder.vire(&["inspect", "--json", name]))
}

/// The same of an inspection that was made.
fn told(outcome: &Outcome) -> Seen {
    let objects: Value = serde_json::from_str(&outcome.stdout()).unwrap();
    seen(objects[0]["problems"].as_array().unwrap())
}

/// Codes as JSON has them, each with its level.
fn seen(problems: &[Value]) -> Seen {
    let kind = |problem: &Value| match problem["level"].as_str().unwrap() {
        "error" => Kind::Error,
        "rejection" => Kind::Rejection,
        "question" => Kind::Question,
        "warning" => Kind::Warning,
        "note" => Kind::Note,
        other => panic!("{other} is no level"),
    };
    problems.iter().map(|p| (kind(p), p["code"].as_str().unwrap().to_owned())).collect()
}

/// The codes of a run: in its message when it failed, else in its manifest.
fn ran(folder: &Folder, command: &str) -> Seen {
    let arguments = [command, "p.toml", "--as-of", "2025-01-01", "--out", "out", "--quiet"];
    let outcome = folder.vire(&arguments);
    if outcome.code() != 0 {
        return failed(&outcome);
    }
    let manifest = json(&folder.path("out/current/manifest.json"));
    let inputs = || manifest["inputs"].as_array().into_iter().flatten();
    let rejections = inputs().flat_map(|i| i["rejected"].as_object().unwrap().keys()).map(String::as_str);
    let of_calendar = manifest["calendar"]["rejected"].as_array().into_iter().flatten();
    let of_calendar = of_calendar.map(|r| r["code"].as_str().unwrap());
    let rejected = |kind| move |code: &str| (kind, code.to_owned());
    let mut all = seen(manifest["notices"].as_array().unwrap());
    all.extend(rejections.map(rejected(Kind::Rejection)));
    all.extend(of_calendar.map(rejected(Kind::Calendar)));
    all
}

/// The codes in brackets of an error's message, however its lines are broken.
fn failed(outcome: &Outcome) -> Seen {
    assert!([2, 3].contains(&outcome.code()), "{}", outcome.stderr());
    let message: String = outcome.stderr().chars().filter(|c| !c.is_whitespace() && *c != '│').collect();
    let kind = if message.contains("question:") { Kind::Question } else { Kind::Error };
    let parts = message.split('[').skip(1).filter_map(|part| Some(part.split_once(']')?.0.to_owned()));
    parts.map(|code| (kind, code)).collect()
}

const LEDGER: &str = "Supplier,Date,Account,Amount\nAlder,2024-05-01,4300,1.25\nBirch,2024-05-02,4300,2.50\n";
const FOREIGN: &str = "Supplier;Date;Account;Currency;Amount\nKaiku Oy;2024-01-04;4300;EUR;100,00\n\
    Alder Inc;2024-01-05;4300;USD;10,00\nCedar Ltd;2024-01-05;4300;GBP;7,00\n";

fn ledger() -> String {
    pipeline("a.csv")
}

/// A row added to a small ledger that is fine.
fn row(code: Code, kind: Kind, row: &str) -> Case {
    inspect(code, kind, "a.csv", format!("{LEDGER}{row}\n"))
}

fn rates(code: Code, rates: &str) -> Case {
    let more = "[currency]\nrates = [\"rates.csv\"]\n";
    run(code, Kind::Error, ledger() + more, &[("a.csv", FOREIGN), ("rates.csv", rates)])
}

fn register(code: Code, content: &str) -> Case {
    let more = "[[register]]\nfiles = [\"r.csv\"]\n";
    run(code, Kind::Error, ledger() + more, &[("a.csv", LEDGER), ("r.csv", content)])
}

fn workbook(code: Code, kind: Kind, of: &[(&str, bool, &[&[&str]])]) -> Case {
    inspect(code, kind, "a.xlsx", sheets(of))
}

fn errors_of_files() -> Vec<Case> {
    use Kind::Error;
    let open = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><office:body><office:spreadsheet><table:table table:name=\"A\">";
    let not_closed = format!("{open}</office:spreadsheet></office:body></office:document-content>");
    let mut encrypted = b"\xd0\xcf\x11\xe0".to_vec();
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    vec![
        case(Code::UnreadableFile, Error, |folder| inspected(folder, "missing.csv")),
        case(Code::IsFolder, Error, |folder| {
            folder.write("exports/a.csv", LEDGER);
            inspected(folder, "exports")
        }),
        case(Code::UnreadableFiles, Error, |folder| failed(&folder.vire(&["inspect", "a.csv", "b.csv"]))),
        case(Code::NoRegularFile, Error, |folder| inspected(folder, "/dev/null")),
        case(Code::ChangedWhileRead, Error, |folder| told(&inspected_while_written(folder))),
        case(Code::TooLarge, Error, |folder| {
            let path = folder.write("a.xls", b"\xd0\xcf\x11\xe0");
            std::fs::File::options().append(true).open(path).unwrap().set_len(10 << 30).unwrap();
            inspected(folder, "a.xls")
        }),
        inspect(Code::EmptyFile, Error, "a.csv", ""),
        inspect(Code::NotASpreadsheet, Error, "a.csv", "%PDF-1.7 ..."),
        inspect(Code::BrokenWorkbook, Error, "a.xlsx", "PK\u{3}\u{4} and no more"),
        case(Code::FaultyPlan, Error, |folder| {
            folder.vire(&["template", "score", "--to", "blank.xlsx"]);
            failed(&folder.vire(&["score", "blank.xlsx"]))
        }),
        inspect(Code::PasswordProtected, Error, "a.xlsx", encrypted),
        inspect(Code::ReaderFailed, Error, "a.ods", ods(&not_closed)),
        inspect(Code::HugeCell, Error, "a.ods", ods(&" ".repeat(17 << 20))),
        inspect(Code::ZipBomb, Error, "a.ods", ods(&"<".repeat(90 << 20))),
        case(Code::BrokenText, Error, |folder| {
            folder.write("a.csv", b"Supplier,Date,Amount\nH\xf6yl\xe4 Oy,2024-01-31,1.00\n");
            folder.write("p.toml", ledger() + "encoding = \"utf-8\"\n");
            ran(folder, "run")
        }),
        inspect(Code::NoAmountColumn, Error, "a.csv", "Toimittaja;Päivä;Loppusaldo X\nKaiku Oy;1.1.2024;5,00\n"),
        inspect(Code::NotALedger, Error, "a.csv", "Account;Budget 2024;Actual amount\n4300;100.00;90.00\n"),
        inspect(Code::AmbiguousColumn, Error, "a.csv", "Toimittaja;Päivä;Summa\nKaiku Oy;1.1.2024;1,234\n"),
    ]
}

fn errors_of_a_pipeline() -> Vec<Case> {
    use Kind::Error;
    let both = [("a.csv", EXPORT), ("b.csv", EXPORT)];
    let later = format!("{EXPORT}Kaiku Oy;9512345-7;4390;Rakennukset;9;2.4.2024;7,00\n");
    let person = "Supplier,Supplier ID,Date,Account,Amount\nA B,010190-900P,2024-05-01,4300,1.25\n";
    vec![
        case(Code::NoSuchSheet, Error, |folder| {
            folder.write("a.xlsx", sheets(&[("May", false, &[&["Supplier", "Date", "Amount"]])]));
            folder.write("p.toml", pipeline("a.xlsx") + "sheets = [\"June\"]\n");
            ran(folder, "run")
        }),
        run(Code::NoSuchHeader, Error, ledger() + "columns = { amount = \"Euros\" }\n", &[("a.csv", LEDGER)]),
        run(Code::SameFileTwice, Error, pipeline("*.csv"), &both),
        run(Code::DeliveredTwice, Error, pipeline("*.csv"), &[("a.csv", EXPORT), ("b.csv", &later)]),
        run(Code::NoMaskKey, Error, ledger() + "[privacy]\nkey_file = \"nowhere/key\"\n", &[("a.csv", person)]),
        run(
            Code::NoDecisions,
            Error,
            ledger() + "[suppliers]\ndecisions = [\"d.csv\"]\n",
            &[("a.csv", LEDGER), ("d.csv", "Name,Colour\nx,y\n")],
        ),
        case(Code::CannotStage, Error, |folder| {
            folder.write("a.csv", LEDGER);
            folder.write("p.toml", ledger() + "[report]\nformats = [\"md\"]\n");
            assert_eq!(ran(folder, "run"), []);
            // A folder stands where the lines of the file are to be stored.
            for entry in std::fs::read_dir(folder.path("out/.state/staged")).unwrap() {
                let path = entry.unwrap().path();
                std::fs::remove_file(&path).unwrap();
                std::fs::create_dir(&path).unwrap();
            }
            // What is published and whole is not made again.
            std::fs::remove_file(folder.path("out/current")).unwrap();
            ran(folder, "run")
        }),
        rates(Code::NoRateColumns, "Name,Colour\nx,y\n"),
        rates(Code::NoRates, "Date,USD\n2024-01-02,N/A\n"),
        rates(Code::UnreadableRate, "Date,USD\nsoon,1.1\n"),
        rates(Code::TwoRates, "Date,Currency,Rate\n2024-01-02,USD,0.9\n2024-01-02,USD,0.8\n"),
        run(
            Code::NoOwnRate,
            Error,
            "[buyer]\nname = \"Hässleholm\"\ncountry = \"SE\"\n[[purchases]]\nfiles = [\"a.csv\"]\n[currency]\nrates = [\"rates.csv\"]\n",
            &[("a.csv", FOREIGN), ("rates.csv", "Date,USD,GBP\n2024-01-02,1.1,0.86\n")],
        ),
        register(Code::NoIdColumn, "Colour,Size\nred,1\n"),
        register(Code::EmptyRegister, "PeOrgNr\tNamn\n"),
        register(Code::NoCompanies, "[]"),
        register(Code::BrokenRegister, "[{\"businessId\": {\"value\": \"9512345-7\"}}, {\"businessId\": 7"),
        run(
            Code::FirmCounts,
            Error,
            ledger() + "[firms]\nfiles = [\"firms.csv\"]\n",
            &[("a.csv", LEDGER), ("firms.csv", "Municipality,Industry,Firms,Year\nKotka,41200,-1,2024\n")],
        ),
        run(
            Code::TenderTable,
            Error,
            ledger() + "[[tenders]]\nfiles = [\"tenders.csv\"]\n",
            &[("a.csv", LEDGER), ("tenders.csv", "Tender ID,Bids\nA,many\n")],
        ),
        run(
            Code::OpennessList,
            Error,
            ledger() + "[openness]\nmeetings = [\"meetings.csv\"]\n",
            &[("a.csv", LEDGER), ("meetings.csv", "Date,Firms,Local\n2024-03-05,2,3\n")],
        ),
        run(
            Code::UnitTable,
            Error,
            ledger() + "[units]\nfiles = [\"units.csv\"]\n",
            &[("a.csv", LEDGER), ("units.csv", "Old name,New name\nSchools,Care\nSchools,Streets\n")],
        ),
        run(
            Code::EmissionTable,
            Error,
            ledger() + "[effects.emissions]\nfiles = [\"factors.csv\"]\n",
            &[("a.csv", LEDGER), ("factors.csv", "Account,Factor\n4390,0.5\n")],
        ),
        run(
            Code::SurveyTable,
            Error,
            ledger() + "[effects.respending]\nfiles = [\"answers.csv\"]\n",
            &[("a.csv", LEDGER), ("answers.csv", "Supplier,Local staff\nAlder,40\n")],
        ),
        run(
            Code::CoefficientTable,
            Error,
            ledger()
                + "[effects.multipliers]\ncoefficients = [\"c.csv\"]\nindustries = [\"i.csv\"]\nsource = \"x\"\nyear = 2019\n\
                   coefficients_of = \"area\"\n",
            &[("a.csv", LEDGER), ("c.csv", "From,To,Coefficient\nA,B,0.1\n"), ("i.csv", "Industry,NACE\nA,01\n")],
        ),
        run(
            Code::OwnedTable,
            Error,
            ledger() + "[owned]\nfiles = [\"owned.csv\"]\n",
            &[("a.csv", LEDGER), ("owned.csv", "Company,Owner,Share\nWater Ltd,self,120\n")],
        ),
        run(
            Code::TurnoverTable,
            Error,
            ledger() + "[turnovers]\nfiles = [\"turnovers.csv\"]\n",
            &[("a.csv", LEDGER), ("turnovers.csv", "Business ID,Year,Turnover\n9512345-9,2024,none\n")],
        ),
        calendar(Code::NoTable, Error, "[calendar]", "Asia;Ajankohta\nKoulubussit;2/2025\n"),
        calendar(Code::NoRows, Error, "[calendar]", "Hankinta;Ajankohta\n"),
    ]
}

fn rejections() -> Vec<Case> {
    use Kind::Rejection;
    let most = "[quality]\nmax_rejected = 1.0\n";
    let with_rates = format!("{}[currency]\nrates = [\"rates.csv\"]\n{most}", ledger());
    let rates = "Date,USD\n2024-01-05,1.0921\n";
    vec![
        row(Code::MissingAmount, Rejection, "Cedar,2024-05-03,4300,N/A"),
        row(Code::UnreadableAmount, Rejection, "Cedar,2024-05-03,4300,see attachment"),
        row(Code::UnreadableDate, Rejection, "Cedar,next week,4300,4.00"),
        row(Code::AmountAlone, Rejection, ",,,7.77"),
        inspect(Code::UncomputedFormula, Rejection, "a.xlsx", uncomputed()),
        inspect(
            Code::TornRow,
            Rejection,
            "a.csv",
            "Supplier,Date,Text,Amount\nKaiku Oy,2024-01-31,x,1.00\nVirta Oy,2024-01-31,a,b,c,d\n",
        ),
        run(Code::OtherCurrency, Rejection, ledger() + most, &[("a.csv", FOREIGN)]),
        run(Code::NoRate, Rejection, with_rates, &[("a.csv", FOREIGN), ("rates.csv", rates)]),
    ]
}

/// A workbook with a formula that was never computed.
fn uncomputed() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Supplier", "Invoice", "Net Amount"]).unwrap();
    sheet.write_row(1, 0, ["Alder Ltd", "A-1"]).unwrap();
    sheet.write(1, 2, 10.5).unwrap();
    sheet.write_row(2, 0, ["Birch Ltd", "A-2"]).unwrap();
    sheet.write(2, 2, rust_xlsxwriter::Formula::new("=1+2")).unwrap();
    book.save_to_buffer().unwrap()
}

fn rejections_of_calendars() -> Vec<Case> {
    let time = |code, row: &str| {
        let content = format!("Hankinta;Ajankohta;Yksikkö\nAsfaltti;Q2/2025;x\n{row}\n");
        calendar(code, Kind::Calendar, "[calendar]", &content)
    };
    let contract = |code, row: &str| {
        let header = "Sopimus;Toimittaja;Alkaa;Päättyy;Optiot;Irtisanomisaika";
        let content = format!("{header}\nHoito;Kaiku Oy;1.1.2024;31.12.2026;;\n{row}\n");
        calendar(code, Kind::Calendar, "[[contracts]]", &content)
    };
    vec![
        time(Code::MissingTitle, ";Q1/2025;x"),
        time(Code::MissingTime, "Penkit;;x"),
        time(Code::UnreadableTime, "Bussit;pian;x"),
        time(Code::TimeWithoutYear, "Bussit;syksy;x"),
        time(Code::AmbiguousTime, "Kirjat;4/5/2025;x"),
        time(Code::BackwardsTime, "Autot;12/2025-3/2025;x"),
        contract(Code::UnreadableOptions, "Siivous;Virta Oy;1.1.2024;31.12.2026;ehkä;"),
        contract(Code::UnreadableNotice, "Siivous;Virta Oy;1.1.2024;31.12.2026;;ehkä"),
    ]
}

fn notes_of_tables() -> Vec<Case> {
    use Kind::{Note, Question, Warning};
    let zeros: String = (1..=12).map(|i| format!("Alder {i},2024-05-{i},0.00\n")).collect();
    let things: String = (1..=12).map(|i| format!("thing {i},2024-05-{i},1.25\n")).collect();
    let undated: String = (1..=12).map(|i| format!("Alder {i},week {i},1.25\n")).collect();
    vec![
        row(Code::RepeatedRows, Note, "Birch,2024-05-02,4300,2.50"),
        inspect(
            Code::SamePosting,
            Warning,
            "a.csv",
            "Supplier Name,Date,Voucher,Line,Net Amount\nAlder Ltd,2024-05-01,9,1,1.00\nAlder Ltd,2024-05-01,9,2,3.00\nAlder Ltd,2024-05-01,9,1,1.00\n",
        ),
        run(
            Code::NoPriceIndex,
            Warning,
            ledger()
                + "[effects.emissions]\nfiles = [\"f.csv\"]\nsource = \"x\"\nprice_year = 2020\nprices = \"basic\"\n",
            &[("a.csv", LEDGER), ("f.csv", "Account,Factor\n4300,0.5\n")],
        ),
        run(
            Code::AnswersTwice,
            Warning,
            ledger() + "[effects.respending]\nfiles = [\"answers.csv\"]\n",
            &[("a.csv", LEDGER), ("answers.csv", "Supplier,Local staff,Year\nAlder,30,2024\nAlder,40,2024\n")],
        ),
        run(
            Code::AnswersHeld,
            Note,
            ledger() + "[effects.respending]\nfiles = [\"answers.csv\"]\n",
            &[("a.csv", LEDGER), ("answers.csv", "Supplier,Local staff,Year\nAlder,30,2024\n")],
        ),
        inspect(Code::UncomputedFormula, Warning, "a.xlsx", uncomputed()),
        inspect(Code::UnreadDate, Warning, "a.csv", format!("Supplier,Payment date,Amount\n{undated}")),
        inspect(Code::NoSupplierColumn, Question, "a.csv", format!("Whom,Date,Amount\n{things}")),
        row(Code::NoSupplier, Warning, ",2024-05-02,4300,-0.30"),
        inspect(
            Code::MostlyNegative,
            Question,
            "a.csv",
            "Supplier,Date,Amount\nAlder,2024-05-01,-100.00\nBirch,2024-05-02,-50.50\nCedar,2024-05-03,20.00\n",
        ),
        inspect(
            Code::WideRows,
            Question,
            "a.csv",
            "Supplier,Date,Amount\n".to_owned() + &"Alder,2024-05-01,1,50\n".repeat(6),
        ),
        row(Code::BrokenLetters, Warning, "KÃ¤rki Oy,2024-05-02,4300,0.30"),
        inspect(Code::AllZero, Question, "a.csv", format!("Supplier,Date,Amount\n{zeros}")),
        inspect(
            Code::ColumnChoice,
            Question,
            "a.csv",
            "Supplier,Date,Invoice Value,Amount Paid\nAlder,2024-05-01,1.25,1.50\nBirch,2024-05-02,2.50,2.75\n",
        ),
        inspect(
            Code::SeveralMonths,
            Warning,
            "a.csv",
            "Supplier,Date,Amount\nAlder,Q3 2024,1.25\nBirch,Q4 2024,2.50\n",
        ),
        row(Code::TotalDiffers, Warning, "Total,,,400.00"),
        inspect(
            Code::SideBySide,
            Warning,
            "a.csv",
            "January;;;;February;;\nSupplier;Date;Amount;;Supplier;Date;Amount\n\
             Alder Ltd;2024-01-05;1,50;;Birch Ltd;2024-02-06;10,00\nCedar Ltd;2024-01-07;2,50;;Alder Ltd;2024-02-08;20,00\n",
        ),
    ]
}

fn notes_of_files() -> Vec<Case> {
    use Kind::{Note, Warning};
    const HEADER: &[&str] = &["Supplier", "Date", "Amount"];
    const MAY: &[&[&str]] =
        &[HEADER, &["Alder", "2024-05-01", "1.25"], &["Birch", "2024-05-02", "2.50"], &["Alder", "2024-05-03", "4.00"]];
    const SUMMARY: &[&[&str]] = &[&["Supplier", "Amount"], &["Alder", "5.25"], &["Birch", "2.50"]];
    const BUDGET: &[&[&str]] = &[&["Account", "Budget 2024", "Actual amount"], &["4300", "100.00", "90.00"]];
    let with_rates = ledger() + "[currency]\nrates = [\"rates.csv\"]\n[quality]\nmax_rejected = 1.0\n";
    let rates: &[(&str, &str)] = &[("a.csv", FOREIGN), ("rates.csv", "Date,USD\n2024-01-05,1.0921\n")];
    let later = format!("{EXPORT}Kaiku Oy;9512345-7;4390;Rakennukset;9;2.4.2024;7,00\n");
    let keep_first = pipeline("*.csv") + "[quality]\noverlap = \"keep-first\"\n";
    // A month of six suppliers, with so many euros each.
    let month = |euros: u32| -> String {
        let lines = (1..=6).map(|n| format!("Alder {n},2024-05-0{n},4300,{euros}.25\n"));
        "Supplier,Date,Account,Amount\n".to_owned() + &lines.collect::<String>()
    };
    let nameless = format!("{EXPORT}Kaiku Oy;;4390;Rakennukset;9;2.4.2024;7,00\n").replace("9512345-7", "9512345-9");
    let header = "Supplier Name,Payment Date,Net Amount\n";
    let undated = "Supplier,Account,Amount\nAlder,4300,1.25\nBirch,4300,2.50\n";
    let changed = [("a.csv", LEDGER), ("b.csv", "Vendor,Date,Net Amount\nAlder,2024-06-01,1.25\n")];
    let (shown, open) = (format!("{header}Alder,25/04/2024,1.50\n"), format!("{header}Alder,05/04/2024,2.50\n"));
    let centre = |number: usize| format!("Alder,2024-05-01,4300,{number}.50,{number}\n");
    let cost_centres: String = (1..=301).map(centre).collect();
    let cost_centres = format!("Supplier,Date,Account,Amount,Cost Centre\n{cost_centres}");
    vec![
        inspect(
            Code::MendedRows,
            Warning,
            "a.csv",
            "Supplier,Date,Text,Amount\nKaiku Oy,2024-01-31,\"an inch,1.00\nVirta Oy,2024-01-31,x,2.00\n",
        ),
        inspect(
            Code::CutLine,
            Warning,
            "a.csv",
            "Supplier,Date,Amount\nKaiku Oy,2024-01-31,1.00\nVirta Oy,2024-01-31,2",
        ),
        inspect(
            Code::TwoEncodings,
            Warning,
            "a.csv",
            b"Supplier,Date,Amount\nH\xc3\xb6yl\xc3\xa4 Oy,2024-01-31,1.00\nH\xf6yl\xe4 Oy,2024-02-01,2.00\n",
        ),
        workbook(Code::EmptyTable, Warning, &[("May", false, MAY), ("June", false, &[HEADER])]),
        workbook(Code::HiddenSheet, Warning, &[("May", false, MAY), ("Old", true, MAY)]),
        workbook(Code::SummarySheet, Warning, &[("May", false, MAY), ("All", false, SUMMARY)]),
        workbook(Code::CopiedSheet, Warning, &[("May", false, MAY), ("May (2)", false, MAY)]),
        workbook(Code::NotALedger, Warning, &[("May", false, MAY), ("Budget", false, BUDGET)]),
        run(Code::Converted, Note, with_rates.clone(), rates),
        run(Code::NoRate, Warning, with_rates, rates),
        run(Code::DeliveredAnew, Warning, keep_first.clone(), &[("a.csv", &month(1)), ("b.csv", &month(2))]),
        run(Code::DeliveredTwice, Note, keep_first, &[("a.csv", EXPORT), ("b.csv", &later)]),
        run(Code::SameName, Note, pipeline("a.csv"), &[("a.csv", &nameless)]),
        run(Code::PersonsByName, Warning, pipeline("a.csv"), &[("a.csv", CARER)]),
        run(Code::UnmatchedColumn, Warning, ledger() + "columns = { unit = \"Unit\" }\n", &[("a.csv", LEDGER)]),
        run(Code::ColumnsChange, Warning, pipeline("*.csv"), &changed),
        run(
            Code::UnmatchedRule,
            Warning,
            ledger() + "[[scope]]\nid = \"x\"\naccount = [\"99\"]\n",
            &[("a.csv", LEDGER)],
        ),
        run(Code::WithoutDate, Warning, ledger(), &[("a.csv", undated)]),
        run(Code::YearTaken, Warning, ledger() + "year = 2024\n", &[("a.csv", undated)]),
        run(Code::WithVat, Warning, ledger(), &[("a.csv", "Supplier,Date,Gross Amount\nAlder,2024-05-01,1.25\n")]),
        calendar(
            Code::OfCalendar,
            Warning,
            "[calendar]\ncolumns = { notes = \"Huom\" }",
            "Hankinta;Ajankohta\nAsfaltti;Q2/2025\n",
        ),
        run(Code::ManyUnits, Note, ledger(), &[("a.csv", &cost_centres)]),
        run(
            Code::ContractsHeld,
            Note,
            ledger() + "[[contracts]]\nfiles = [\"contracts.csv\"]\n",
            &[("a.csv", LEDGER), ("contracts.csv", "Contract,Supplier,End\nCleaning,Cedar,2025-12-31\n")],
        ),
        run(
            Code::UnitsLeft,
            Note,
            ledger() + "[units]\nfiles = [\"units.csv\"]\n",
            &[("a.csv", &cost_centres), ("units.csv", "Yksikkö viennissä;Yksikkö\nKeskus 1;Koulut\n")],
        ),
        run(
            Code::SameRows,
            Note,
            ledger() + "[openness]\nsmall_purchases = [\"small.csv\"]\n",
            &[("a.csv", LEDGER), ("small.csv", "Päivä;Ilmoitettu\n1.2.2024;kyllä\n1.2.2024;kyllä\n")],
        ),
        run(
            Code::SecondColumn,
            Note,
            ledger() + "[[tenders]]\nfiles = [\"tenders.csv\"]\n",
            &[("a.csv", LEDGER), ("tenders.csv", "Tender ID,Bids,Bids\nB,2,3\n")],
        ),
        run(
            Code::OwnedHeld,
            Note,
            ledger() + "[owned]\nfiles = [\"owned.csv\"]\n",
            &[("a.csv", LEDGER), ("owned.csv", "Company,Owner,Share\nCedar,self,12.5\n")],
        ),
        run(
            Code::TurnoversHeld,
            Note,
            ledger() + "[turnovers]\nfiles = [\"turnovers.csv\"]\n",
            &[("a.csv", LEDGER), ("turnovers.csv", "Business ID,Year,Turnover\n9512345-9,2024,1000\n")],
        ),
        run(
            Code::TendersRead,
            Note,
            ledger() + "[[tenders]]\nfiles = [\"tenders.csv\"]\n",
            &[("a.csv", LEDGER), ("tenders.csv", "Tender ID,Bids\nB,2\n")],
        ),
        run(
            Code::OfTenders,
            Warning,
            ledger() + "[[tenders]]\nfiles = [\"tenders.csv\"]\n",
            &[("a.csv", LEDGER), ("tenders.csv", "Tender ID,Bids\nA,many\nB,2\n")],
        ),
        run(Code::SettledBySiblings, Warning, pipeline("*.csv"), &[("a.csv", &shown), ("b.csv", &open)]),
    ]
}

/// What must be settled before figures are published.
fn questions() -> Vec<Case> {
    use Kind::{Error, Question, Warning};
    let dated = |days: &[&str]| -> String {
        let lines: String = days.iter().enumerate().map(|(i, day)| format!("Alder {i} Ltd,{day},{i}.25\n")).collect();
        "Supplier,Date,Amount\n".to_owned() + &lines
    };
    let of = |buyers: &[&str]| -> String {
        let lines: String = buyers.iter().map(|buyer| format!("{buyer},Alder Ltd,2024-05-01,4300,1.25\n")).collect();
        "Buyer,Supplier,Date,Account,Amount\n".to_owned() + &lines
    };
    let only_own = ledger() + "only_own = true\n";
    let far = ["2014-01-05", "2014-02-05", "2014-03-05", "2014-04-05", "2014-05-05", "2041-05-05"];
    let swapped: Vec<String> = (1..=5).flat_map(|i| [format!("2024-0{i}-03"), format!("2{i}.0{i}.2024")]).collect();
    let swapped: Vec<&str> = swapped.iter().map(String::as_str).collect();
    let signs = "Supplier,Date,Type,Amount\nAlder,2024-05-01,Invoice,1.25\nBirch,2024-05-02,Credit note,2.50\n";
    let negative = "Supplier,Date,Amount\nAlder,2024-05-01,5.00\nBirch,2024-05-02,7.00\nCedar,2024-05-03,-90.00\n";
    let mixed =
        "Supplier,Date,Amount\nAlder,2024-05-01,\"5,00 USD\"\nBirch,2024-05-02,\"7,50\"\nCedar,2024-05-03,\"9,00 £\"\n";
    let outside = ledger() + "period = [\"2024-05-02\", \"2024-12-31\"]\n";
    vec![
        inspect(Code::SignByWord, Question, "a.csv", signs),
        inspect(Code::UnitNamed, Question, "a.csv", "Supplier,Date,Amount (£000)\nAlder,2024-05-01,1.25\n"),
        inspect(Code::NegativeTotal, Question, "a.csv", negative),
        inspect(Code::FarDay, Question, "a.csv", dated(&far)),
        inspect(Code::SwappedDays, Question, "a.csv", dated(&swapped)),
        inspect(
            Code::DoubtedLedger,
            Question,
            "a.csv",
            "Mottaker,Dato,Tilskudd,Beløp\nAlder AS,2024-05-01,drift,1.25\nBirch AS,2024-05-02,drift,2.50\n",
        ),
        inspect(Code::MixedCurrencies, Warning, "a.csv", mixed),
        run(Code::OutsidePeriod, Warning, outside, &[("a.csv", LEDGER)]),
        run(Code::OtherBuyer, Error, ledger(), &[("a.csv", &of(&["Oulu"]))]),
        run(Code::OtherBuyer, Question, ledger(), &[("a.csv", &of(&["Anywhere Borough Council"]))]),
        run(Code::SeveralBuyers, Question, ledger(), &[("a.csv", &of(&["Kotka", "Oulu"]))]),
        run(Code::BesideBuyer, Warning, ledger(), &[("a.csv", &of(&["Kotka", "Anywhere Housing"]))]),
        run(Code::LeftApart, Kind::Note, only_own.clone(), &[("a.csv", &of(&["Kotka", "Oulu"]))]),
        run(Code::NothingLeft, Error, only_own.clone(), &[("a.csv", &of(&["Oulu"]))]),
        run(Code::LikeBuyer, Question, only_own.clone(), &[("a.csv", &of(&["Kotka", "Kotka Housing"]))]),
        run(
            Code::NoBuyer,
            Warning,
            only_own.replace("a.csv", "*.csv"),
            &[("a.csv", &of(&["Kotka"])), ("b.csv", &LEDGER.replace("2024-05", "2024-06"))],
        ),
        case(Code::AsOfApart, Question, |folder| {
            folder.write("a.csv", LEDGER);
            folder.write("p.toml", ledger());
            failed(&folder.vire(&["run", "p.toml", "--as-of", "2019-12-31"]))
        }),
    ]
}

fn all() -> Vec<Case> {
    let lists = [
        errors_of_files,
        errors_of_a_pipeline,
        rejections,
        rejections_of_calendars,
        notes_of_tables,
        notes_of_files,
        questions,
    ];
    lists.into_iter().flat_map(|list| list()).collect()
}

#[track_caller]
fn check(cases: Vec<Case>) {
    let mut missing = Vec::new();
    for case in cases {
        let seen = (case.provoke)(&Folder::new());
        let is_seen = seen.iter().any(|(kind, code)| *kind == case.kind && code == case.code.name());
        if !is_seen {
            missing.push(format!("{} as {:?}: {seen:?}", case.code, case.kind));
        }
    }
    assert!(missing.is_empty(), "not provoked:\n{}", missing.join("\n"));
}

#[test]
fn errors_of_files_are_provoked() {
    check(errors_of_files());
}

#[test]
fn errors_of_a_pipeline_are_provoked() {
    check(errors_of_a_pipeline());
}

#[test]
fn rejections_are_provoked() {
    check(rejections());
    check(rejections_of_calendars());
}

#[test]
fn questions_are_provoked() {
    check(questions());
}

#[test]
fn notes_are_provoked() {
    check(notes_of_tables());
    check(notes_of_files());
}

/// A new code, or a new kind of one, needs an input here.
#[test]
fn every_code_is_provoked_in_each_of_its_kinds() {
    let cases = all();
    for code in Code::ALL {
        for kind in code.kinds() {
            let is_provoked = cases.iter().any(|case| (case.code, case.kind) == (*code, *kind));
            let is_internal = INTERNAL.iter().any(|(internal, reason)| internal == code && !reason.is_empty());
            assert!(is_provoked != is_internal, "{code} as {kind:?} has no input, or has one though it is internal");
        }
    }
    for case in &cases {
        assert!(case.code.kinds().contains(&case.kind), "{} is not declared as {:?}", case.code, case.kind);
    }
}

/// `rejected.parquet` describes its column of codes by naming them.
#[test]
fn the_rejected_table_names_its_codes() {
    let described = vire::publish::rejected::REJECTED.columns.iter().find(|column| column.name == "code").unwrap();
    let mut named: Vec<&str> = described.about.split(", ").collect();
    let is_rejection = |code: &&Code| code.kinds().contains(&Kind::Rejection);
    let mut declared: Vec<&str> = Code::ALL.iter().filter(is_rejection).map(|code| code.name()).collect();
    named.sort_unstable();
    declared.sort_unstable();
    assert_eq!(named, declared);
}

#[test]
fn a_file_staged_with_a_code_of_another_version_is_read_anew() {
    let folder = Folder::new();
    folder.write("a.csv", format!("{LEDGER}Birch,2024-05-02,4300,2.50\n"));
    folder.write("p.toml", ledger() + "[report]\nformats = [\"md\"]\n");
    let note = (Kind::Note, "repeated-rows".to_owned());
    assert_eq!(ran(&folder, "run"), std::slice::from_ref(&note));
    let is_sidecar = |path: &std::path::PathBuf| path.extension().is_some_and(|e| e == "json");
    let staged = std::fs::read_dir(folder.path("out/.state/staged")).unwrap();
    let sidecar = staged.map(|entry| entry.unwrap().path()).find(is_sidecar).unwrap();
    let text = std::fs::read_to_string(&sidecar).unwrap();
    assert!(text.contains("\"repeated-rows\""), "{text}");
    std::fs::write(&sidecar, text.replace("repeated-rows", "rows-of-old")).unwrap();
    // What is published and whole is not made again.
    std::fs::remove_file(folder.path("out/current")).unwrap();
    assert_eq!(ran(&folder, "run"), [note]);
}
