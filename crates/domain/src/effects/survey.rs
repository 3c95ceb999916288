//! Surveys of suppliers: what share of what they earn they spend here again, on staff and on suppliers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use serde_json::{Value, json};
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_ingest::table::columns;

use super::settings::{AnswerField, MILLION, Survey};
use crate::calendar::register::Party;
use crate::contracts::parties::{Finder, Found};
use crate::sheets::{Column, File, Row, Sheet, field_name};
use crate::short::{Context, ShortTables, Wrong};
use crate::suppliers::{Given, Supplier};

impl Column for AnswerField {
    const TABLE: &'static str = "table of answers to a survey of suppliers";
    const NEEDED: &'static [(&'static str, &'static [Self])] = &[
        ("suppliers", &[Self::SupplierId, Self::Supplier]),
        ("the share spent again on local staff or suppliers", &[Self::LocalStaff, Self::LocalSuppliers]),
    ];
    const EXAMPLE: &'static str = "columns = { supplier_id = \"Y-tunnus\", local_staff = \"Paikalliset palkat\" } in \
                                   [effects.respending]";

    fn aliases() -> &'static HashMap<String, Self> {
        static ALIASES: LazyLock<HashMap<String, AnswerField>> =
            LazyLock::new(|| columns::headers(vire_reference::ANSWER_COLUMNS));
        &ALIASES
    }
}

/// An answer.
#[derive(Clone, Debug)]
struct Answer {
    party: Party,
    year: i32,
    /// What is spent again here, of each unit of what is earned, in millionths.
    share: i128,
    /// Where it stands, for messages.
    place: String,
}

/// The answers of all tables.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    rows: Vec<Answer>,
    pub tables: ShortTables,
    /// By file, whether its shares are in percent.
    in_percent: Vec<bool>,
}

/// How answers were found among the suppliers of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    pub answers: u64,
    pub found: u64,
    /// Persons are asked for no figure: what they answered is left out.
    pub persons: u64,
}

/// Answers held against the suppliers of the run.
pub struct Held {
    pub shares: Shares,
    pub matched: Matched,
    /// Answers that contradict each other.
    pub said: Vec<String>,
}

/// The share that each supplier spends again here, by year of the answer, in millionths.
pub type Shares = HashMap<u32, BTreeMap<i32, i128>>;

const WRONG: Wrong<'_> = (
    Code::SurveyTable,
    "a row has the supplier's business id or name, the share of what it earns that it spends on staff and on suppliers of \
     here, all in percent or all as parts of one, and the year that it speaks of, which may stand in [effects.respending] for \
     all rows",
);

impl Answers {
    /// Reads all tables.
    ///
    /// # Errors
    /// All faults of a file at once, each with its row: nobody who answered, no share, no year, more than everything spent
    /// again.
    pub fn read(given: &Survey, context: &Context<'_>) -> Result<Self, InputError> {
        let mut answers = Self::default();
        for path in &given.files {
            let look = |file: &File<AnswerField>| file.sheets.iter().flat_map(|sheet| &sheet.rows).any(tells_percent);
            let take = |in_percent: &bool, _: &Sheet<AnswerField>, row: &Row<AnswerField>, place| {
                answers.rows.push(answer(row, given.year, *in_percent, place)?);
                Ok(())
            };
            let in_percent = answers.tables.file(path, &given.columns, context, WRONG, look, take)?;
            answers.in_percent.push(in_percent);
        }
        Ok(answers)
    }

    /// The answers of the suppliers of the run. Of two answers of one supplier and year neither is taken.
    pub fn held(&self, suppliers: &[Supplier], given: &Given) -> Held {
        let finder = Finder::new(suppliers, given);
        let mut matched = Matched { answers: self.rows.len() as u64, ..Matched::default() };
        let mut shares = Shares::default();
        let mut places: HashMap<(u32, i32), &str> = HashMap::new();
        let mut twice = BTreeSet::new();
        let mut said = Vec::new();
        for answer in &self.rows {
            let (found, how) = finder.find(std::slice::from_ref(&answer.party));
            matched.persons += u64::from(how == Found::Person);
            let Some(&supplier) = found.first() else { continue };
            if let Some(other) = places.insert((supplier, answer.year), &answer.place) {
                twice.insert((supplier, answer.year));
                said.push(format!("{} and {} are of one supplier and year: neither is taken", other, answer.place));
                continue;
            }
            matched.found += 1;
            shares.entry(supplier).or_default().insert(answer.year, answer.share);
        }
        for (supplier, year) in twice {
            matched.found -= 1;
            shares.get_mut(&supplier).map(|by_year| by_year.remove(&year));
        }
        shares.retain(|_, by_year| !by_year.is_empty());
        Held { shares, matched, said }
    }

    /// For the manifest: what was read.
    pub fn manifest(&self) -> Value {
        let files = self.tables.files().into_iter().zip(&self.in_percent).map(|(mut file, in_percent)| {
            file["shares"] = json!(if *in_percent { "percent" } else { "parts of one" });
            file
        });
        files.collect()
    }
}

const SHARES: [AnswerField; 2] = [AnswerField::LocalStaff, AnswerField::LocalSuppliers];

/// Whether a row shows that the shares of its file are in percent.
fn tells_percent(row: &Row<AnswerField>) -> bool {
    SHARES.iter().any(|field| {
        let text = row.text(*field);
        text.contains('%') || number(&text).is_some_and(|value| value > 1.0)
    })
}

fn number(text: &str) -> Option<f64> {
    let number = text.replace([' ', '\u{a0}', '%'], "").replace(',', ".");
    number.parse::<f64>().ok().filter(|value| value.is_finite())
}

/// What a row says, or what is wrong with it.
fn answer(row: &Row<AnswerField>, year: Option<i32>, in_percent: bool, place: String) -> Result<Answer, String> {
    let [id, name] = [AnswerField::SupplierId, AnswerField::Supplier].map(|field| row.text(field));
    if id.is_empty() && name.is_empty() {
        return Err("it does not say who answered".to_owned());
    }
    let whole = if in_percent { 100.0 } else { 1.0 };
    let mut told = SHARES.into_iter().filter(|field| !row.text(*field).is_empty()).peekable();
    told.peek().ok_or("it has no share")?;
    let mut share = 0;
    for field in told {
        let text = row.text(field);
        let value = number(&text).filter(|value| (0.0..=whole).contains(value));
        let value = value.ok_or_else(|| format!("{}: \"{text}\" is no share", field_name(&field)))?;
        share += (value / whole * MILLION as f64).round() as i128;
    }
    if share > MILLION {
        return Err("its shares are more than everything together".to_owned());
    }
    let year = row.year(AnswerField::Year)?.or(year).ok_or("it has no year, and no year is given")?;
    Ok(Answer { party: Party { id, name }, year, share, place })
}
