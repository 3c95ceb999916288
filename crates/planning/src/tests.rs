//! Templates and filled workbooks of all tools: an example runs at once, a faulty one gives all its faults.

use std::path::PathBuf;

use rust_xlsxwriter::{Formula, Workbook};
use tempfile::TempDir;
use vire_base::code::Code;
use vire_base::language::Language;
use vire_report::document::{Document, Part};
use vire_report::settings::Format;

use crate::{Named, Tool, template};

fn saved(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("filled.xlsx");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// All texts that a document says.
fn said(document: &Document) -> Vec<String> {
    let mut said = vec![document.title.clone(), document.subtitle.clone(), document.footer.clone()];
    said.extend(document.notes.iter().cloned());
    for section in &document.sections {
        said.extend([section.title.clone(), section.finding.clone()]);
        said.extend(section.texts());
        for part in &section.parts {
            match part {
                Part::Table(table) => {
                    said.extend([table.caption.clone(), table.note.to_string()]);
                    said.extend(table.columns.iter().map(|c| c.title.clone()));
                    said.extend(table.rows.iter().flatten().map(|c| c.text.clone()));
                }
                Part::Chart(chart) => {
                    said.extend([&chart.title, &chart.alt, &chart.basis, &chart.category_title].map(Clone::clone));
                    said.extend(chart.series.iter().map(|s| s.name.clone()).chain(chart.categories.clone()));
                }
                _ => {}
            }
        }
    }
    said
}

fn run(tool: Tool, bytes: &[u8]) -> Vec<Named> {
    let (_folder, path) = saved(bytes);
    tool.run(&path, &Language::ALL, None).unwrap()
}

#[test]
fn each_example_runs_at_once_in_every_language() {
    for tool in Tool::ALL {
        let first = run(tool, &template::write(tool, Language::ALL[0], true).unwrap());
        assert!(first.len() >= Language::ALL.len());
        for language in Language::ALL {
            let documents = run(tool, &template::write(tool, language, true).unwrap());
            for ((stem, document), (other, same)) in documents.iter().zip(&first) {
                assert_eq!((stem, document.sections.len()), (other, same.sections.len()));
                for text in said(document) {
                    assert!(!text.contains("[") && !text.contains("{"), "{stem} {language:?}: no text for {text}");
                }
            }
        }
    }
}

#[test]
fn a_template_is_the_same_each_time_and_no_text_is_missing() {
    for tool in Tool::ALL {
        for language in Language::ALL {
            for is_example in [false, true] {
                let bytes = template::write(tool, language, is_example).unwrap();
                assert_eq!(bytes, template::write(tool, language, is_example).unwrap());
                let (_folder, path) = saved(&bytes);
                let strings = strings(&path);
                assert!(strings.len() > 1_000 && !strings.contains(">["), "{tool:?} {language:?}: {strings}");
            }
        }
    }
}

/// The shared strings of a workbook.
fn strings(path: &std::path::Path) -> String {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn documents_are_drawn_in_every_format() {
    for tool in Tool::ALL {
        let documents = run(tool, &template::write(tool, Language::En, true).unwrap());
        for (_, document) in documents.iter().filter(|(_, d)| d.language == "en") {
            for (format, magic) in
                [(Format::Pdf, &b"%PDF"[..]), (Format::Pptx, b"PK"), (Format::Xlsx, b"PK"), (Format::Html, b"<!DO")]
            {
                let bytes = document.draw(format).unwrap();
                assert!(bytes.starts_with(magic), "{format:?}");
                assert_eq!(bytes, document.draw(format).unwrap(), "{format:?} differs from one time to the next");
            }
        }
    }
}

#[test]
fn a_blank_template_says_what_is_missing() {
    for tool in Tool::ALL {
        let (_folder, path) = saved(&template::write(tool, Language::Sv, false).unwrap());
        let error = tool.run(&path, &[Language::Sv], None).err().unwrap();
        assert_eq!(error.code, Code::FaultyPlan);
    }
}

/// A cell of a test's workbook.
enum Cell {
    Text(&'static str),
    Number(f64),
    /// A formula that no program has computed.
    Uncomputed(&'static str),
}
use Cell::{Number, Text, Uncomputed};

type Sheet<'a> = (&'a str, &'a [&'a [Cell]]);

fn workbook(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (r, row) in (0..).zip(*rows) {
            for (c, cell) in (0..).zip(*row) {
                match cell {
                    Text("") => continue,
                    Text(text) => sheet.write_string(r, c, *text).unwrap(),
                    Number(number) => sheet.write_number(r, c, *number).unwrap(),
                    Uncomputed(formula) => sheet.write_formula(r, c, Formula::new(*formula).set_result("")).unwrap(),
                };
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The faults that a workbook has: all of these, and no others.
#[track_caller]
fn faults(tool: Tool, sheets: &[Sheet<'_>], expected: &[&str]) {
    let (_folder, path) = saved(&workbook(sheets));
    let error = tool.run(&path, &[Language::En], None).err().unwrap();
    assert_eq!(error.code, Code::FaultyPlan);
    let found: Vec<&str> = error.help.lines().skip(1).map(str::trim).collect();
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}\nis not\n{expected}");
    }
    assert_eq!(found.len(), expected.len(), "{found:#?}");
}

const CRITERIA: &[Cell] = &[Text("Criterion"), Text("Kind"), Text("Weight"), Text("Highest points")];
const PLANS: &[&[Cell]] = &[&[Text("Plan"), Text("Formula")], &[Text("Own"), Text("lowest price ÷ price × weight")]];

#[test]
fn a_faulty_tender_gives_all_faults_with_their_cells() {
    faults(
        Tool::Score,
        &[
            (
                "Criteria",
                &[
                    CRITERIA,
                    &[Text("Price"), Text("Price"), Number(50.0), Text("")],
                    &[Text("Skill"), Text("Skills"), Number(30.0), Number(5.0)],
                    &[Text("Speed"), Text("Quality"), Number(10.0), Text("")],
                ],
            ),
            ("Plans", PLANS),
            (
                "Bids",
                &[
                    &[Text("Bid"), Text("Price")],
                    &[Text("A"), Text("100 000 €")],
                    &[Text("B"), Number(90_000.0)],
                    &[Text("b"), Uncomputed("=B3*1.1")],
                ],
            ),
            (
                "Points",
                &[
                    &[Text("Of bid"), Text("Of criterion"), Text("Assessor"), Text("Points")],
                    &[Text("A"), Text("Speed"), Text("x"), Number(1.0)],
                    &[Text("D"), Text("Speed"), Text("x"), Number(-1.0)],
                ],
            ),
        ],
        &[
            "Criteria!B3: \"Skills\" is none of the words to choose from; write one of: ",
            "Criteria!C2:C4: the weights add up to 90; let them add up to 100",
            "Bids!B2: \"100 000 €\" is a text and no number; write a sum above 0",
            "Bids!B4: the formula has no saved value; open the workbook",
            "Bids!A4: \"b\" stands in Bids!A3 already; give each a name of its own",
            "Points!D3: -1 does not fit; write a number from 0",
            "Criteria!D4: the most points are missing; write the highest point",
            "Points!A3: \"D\" is not known; write one of \"A\", \"B\", \"b\"",
            "Bids!A3: \"B\" has no points for \"Speed\"",
            "Bids!A4: \"b\" has no points for \"Speed\"",
        ],
    );
}

#[test]
fn a_faulty_assessment_gives_all_faults_with_their_cells() {
    faults(
        Tool::Assess,
        &[(
            "Svar",
            &[
                &[Text("Omgång"), Text("Svarande"), Text("Roll"), Text("A1"), Text("A2")],
                &[Text("2025-09-09"), Text("1"), Text("Chief"), Number(5.0), Number(2.0)],
                &[Text("in spring"), Text("2"), Text("Upphandlare"), Number(1.5), Text("two")],
                &[Text("2025-09-09"), Text("1"), Text("Johtava viranhaltija"), Number(1.0), Number(2.0)],
            ],
        )],
        &[
            "Svar!C2: \"Chief\" is none of the words to choose from",
            "Svar!D2: 5 does not fit; write a number from 0 to 4",
            "Svar!A3: \"in spring\" is no date; write a date such as",
            "Svar!E3: \"two\" is a text and no number",
            "Svar!B4: this respondent has answered in this round already, in Svar!B2",
            "Svar!D3: is between two answers; write 0, 1, 2, 3 or 4",
        ],
    );
}

#[test]
fn a_faulty_programme_gives_all_faults_with_their_cells() {
    faults(
        Tool::Plan,
        &[
            ("Perustiedot", &[&[Text("Tieto"), Text("Arvo")], &[Text("Tilanteen päivä"), Text("soon")]]),
            (
                "Tavoitteet",
                &[
                    &[Text("Tavoite"), Text("Osana tavoitetta")],
                    &[Text("G"), Text("H")],
                    &[Text("H"), Text("G")],
                    &[Text("g"), Text("X")],
                ],
            ),
            (
                "Toimet",
                &[
                    &[Text("Luettelosta"), Text("Omin sanoin"), Text("Tavoitteelle"), Text("Tunnit ennen")],
                    &[Text(""), Text("Something"), Text("G"), Text("10 h")],
                    &[Text(""), Text(""), Text("Nothing"), Number(1.0)],
                ],
            ),
        ],
        &[
            "Tavoitteet!A4: \"g\" stands in Tavoitteet!A2 already",
            "Toimet!D2: \"10 h\" is a text and no number",
            "Perustiedot!B2: the day of which the state is told is missing",
            "Tavoitteet!B4: \"X\" is not known",
            "Tavoitteet!B2: the goal stands above itself",
            "Tavoitteet!B3: the goal stands above itself",
            "Toimet!A2: an action of one's own has none yet",
            "Toimet!B3: no action is named",
            "Toimet!C3: \"Nothing\" is not known",
        ],
    );
}

#[test]
fn faulty_purchases_give_all_faults_with_their_cells() {
    let head = [
        Text("Purchase"),
        Text("Counted together as"),
        Text("Kind"),
        Text("Value a year"),
        Text("Years"),
        Text("Paid once"),
        Text("Day"),
        Text("Sector"),
    ];
    faults(
        Tool::Threshold,
        &[
            (
                "Basics",
                &[&[Text("Item"), Text("Value")], &[Text("Country"), Text("Atlantis")], &[Text("Buyer"), Text("K")]],
            ),
            (
                "Purchases",
                &[
                    &head,
                    &[Text("A"), Text("W"), Text("Works"), Text("10 000 €"), Number(3.0), Text(""), Text("2025-10-01")],
                    &[Text("B"), Text("w"), Text("Concession"), Number(9.0), Text(""), Text(""), Text("2025-10-02")],
                    &[Text("C"), Text(""), Text("Work"), Text(""), Text(""), Text(""), Text("2025-10-01")],
                    &[Text("D"), Text(""), Text("Works"), Text(""), Text(""), Number(1e15), Text("2025-10-01")],
                    &[Text("a"), Text(""), Text("Works"), Text(""), Number(2.0), Number(5.0), Text(""), Text("Boats")],
                ],
            ),
        ],
        &[
            "Purchases!D2: \"10 000 €\" is a text and no number; write a sum above 0",
            "Purchases!C4: \"Work\" is none of the words to choose from; write one of: ",
            "Purchases!F5: 1000000000000000 does not fit; write a sum above 0",
            "Purchases!H6: \"Boats\" is none of the words to choose from",
            "Purchases!A6: \"a\" stands in Purchases!A2 already",
            "Basics!B2: \"Atlantis\" is no country; write it by name or code, such as FI",
            "Purchases!E3: the years of the term are missing; write the years; without an end it is 4",
            "Purchases!C3: is another one than in Purchases!C2, with which it counts together",
            "Purchases!G3: is another one than in Purchases!G2, with which it counts together",
            "Purchases!D4: there is no value; write what it costs a year",
            "Purchases!D6: what a year costs is missing; write it, or remove the years",
            "Purchases!G6: the day whose limits hold is missing; write it here",
        ],
    );
}

#[test]
fn a_faulty_meeting_gives_all_faults_with_their_cells() {
    faults(
        Tool::Meeting,
        &[
            (
                "Grunduppgifter",
                &[
                    &[Text("Uppgift"), Text("Värde")],
                    &[Text("Dag"), Text("in spring")],
                    &[Text("Platser"), Number(12.5)],
                    &[Text("Land"), Text("Atlantis")],
                ],
            ),
            (
                "Deltagare",
                &[
                    &[Text("Företag"), Text("Person"), Text("Närvaro")],
                    &[Text("A Ab"), Text("Somebody"), Text("maybe")],
                    &[Text(""), Text("Somebody"), Text("Kom")],
                ],
            ),
            ("Ämnen", &[&[Text("Ämne"), Text("Gånger")], &[Text("Lots"), Text("many")], &[Text("lots"), Number(1.0)]]),
        ],
        &[
            "Deltagare!C2: \"maybe\" is none of the words to choose from",
            "Deltagare!A3: ",
            "Ämnen!B2: \"many\" is a text and no number",
            "Ämnen!A3: \"lots\" stands in Ämnen!A2 already",
            "Grunduppgifter!B2: the day of the meeting is missing",
            "Grunduppgifter!B4: \"Atlantis\" is no country",
            "Grunduppgifter!B3: is no number of seats",
        ],
    );
}

#[test]
fn a_goal_names_an_indicator_that_there_is() {
    faults(
        Tool::Plan,
        &[
            ("Basics", &[&[Text("Item"), Text("Value")], &[Text("Day of the state"), Text("2025-01-01")]]),
            ("Goals", &[&[Text("Goal"), Text("Indicator")], &[Text("G"), Text("Z9")]]),
            (
                "Actions",
                &[
                    &[Text("In own words"), Text("For goal"), Text("Done by"), Text("Phase")],
                    &[Text("Something"), Text("G"), Text("Municipal leader"), Text("Lead")],
                ],
            ),
        ],
        &["Goals!B2: there is no indicator \"Z9\"; write an id such as B1"],
    );
}
