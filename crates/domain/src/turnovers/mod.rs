//! How much of a supplier's turnover the buyer is, from a table of turnovers.
//!
//! In come rows of companies, years and turnovers; out comes, for each supplier and year, the turnover that its sales are held
//! against. Always true: a company has one turnover in a year, and persons and sole traders have none here.

pub mod settings;

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use vire_base::amount::{self, DecimalMark, Evidence, MAX_CENTS};
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_base::year::UNDATED;
use vire_ingest::read::Cell;
use vire_ingest::table::columns;
use vire_reference::ids::{self, Reading};

use self::settings::{Source, TurnoverField};
use crate::sheets::{Column, Row, Sheet};
use crate::short::{Context, ShortTables};
use crate::suppliers::{Given, Supplier};

impl Column for TurnoverField {
    const TABLE: &'static str = "table of turnovers";
    const NEEDED: &'static [(&'static str, &'static [Self])] =
        &[("business ids", &[Self::SupplierId]), ("years", &[Self::Year]), ("turnovers", &[Self::Turnover])];
    const EXAMPLE: &'static str =
        "columns = { supplier_id = \"Y-tunnus\", year = \"Vuosi\", turnover = \"Liikevaihto\" } in [turnovers]";

    fn aliases() -> &'static HashMap<String, Self> {
        static ALIASES: LazyLock<HashMap<String, TurnoverField>> =
            LazyLock::new(|| columns::headers(vire_reference::TURNOVER_COLUMNS));
        &ALIASES
    }
}

/// How much of a supplier's turnover is what it sold to the buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dependency {
    Under10,
    To30,
    To50,
    Over50,
    /// No turnover is given, or the supplier is a person or not named.
    Unknown,
}

impl Dependency {
    /// By what was sold in a year and the turnover, in cents. A limit belongs to the class above it.
    pub fn of(sold: i128, turnover: Option<i64>) -> Self {
        let Some(turnover) = turnover else { return Self::Unknown };
        let is_less = |percent: i128| sold * 100 < i128::from(turnover) * percent;
        match () {
            () if is_less(10) => Self::Under10,
            () if is_less(30) => Self::To30,
            () if is_less(50) => Self::To50,
            () => Self::Over50,
        }
    }

    pub const ALL: [Self; 5] = [Self::Under10, Self::To30, Self::To50, Self::Over50, Self::Unknown];

    pub fn code(self) -> &'static str {
        match self {
            Self::Under10 => "under-10",
            Self::To30 => "10-30",
            Self::To50 => "30-50",
            Self::Over50 => "over-50",
            Self::Unknown => "unknown",
        }
    }
}

/// Turnovers in cents by year.
type ByYear = BTreeMap<i32, i64>;

/// What the tables say, by key of the supplier.
#[derive(Clone, Debug, Default)]
pub struct Turnovers {
    by_key: BTreeMap<String, ByYear>,
    pub tables: ShortTables,
}

/// The turnovers of suppliers of the run, by their numbers.
#[derive(Debug, Default)]
pub struct Held(FxHashMap<u32, ByYear>);

impl Turnovers {
    /// Reads all tables.
    ///
    /// # Errors
    /// All faults of a file at once, each with its row: an id that is none or a person's, a year that is none, a turnover that
    /// is not above zero, and two turnovers of one company and year.
    pub fn read(source: &Source, context: &Context<'_>, country: &str) -> Result<Self, InputError> {
        let help = "a row has the company's business id, a year such as 2024, and its turnover above zero";
        let mut turnovers = Self::default();
        let mut seen: HashMap<(String, i32), String> = HashMap::new();
        let take = |sheet: &Sheet<TurnoverField>, row: &Row<TurnoverField>, place: String| {
            let (key, year, cents) = turnover(sheet, row, country)?;
            if let Some(other) = seen.insert((key.clone(), year), place) {
                return Err(format!("the turnover of this company in {year} stands in {other} already"));
            }
            turnovers.by_key.entry(key).or_default().insert(year, cents);
            Ok(())
        };
        let tables = ShortTables::read(&source.files, &source.columns, context, (Code::TurnoverTable, help), take)?;
        turnovers.tables = tables;
        Ok(turnovers)
    }

    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// The turnovers of these suppliers; none of persons and sole traders.
    pub fn held(&self, suppliers: &[Supplier], given: &Given) -> Held {
        if self.is_empty() {
            return Held::default();
        }
        let keyed = |(key, years): (&String, &ByYear)| (given.same.get(key).unwrap_or(key).clone(), years.clone());
        let by_key: HashMap<String, ByYear> = self.by_key.iter().map(keyed).collect();
        let companies = (0..).zip(suppliers).filter(|(_, s)| s.kind.is_supplier() && !s.kind.is_personal());
        Held(companies.filter_map(|(number, s)| Some((number, by_key.get(&s.key)?.clone()))).collect())
    }

    /// How many companies there are, and how many of them are suppliers of the run.
    pub fn said(&self, held: &Held) -> Option<String> {
        let (companies, found) = (self.by_key.len(), held.0.len());
        (!self.is_empty()).then(|| {
            format!("of {companies} companies with a turnover {found} are among the suppliers of the purchases")
        })
    }
}

impl Held {
    /// The turnover that a supplier's year is held against, in cents: of the same year, else of the year before.
    pub fn of(&self, supplier: u32, year: i32) -> Option<i64> {
        let years = self.0.get(&supplier).filter(|_| year != UNDATED)?;
        years.get(&year).or_else(|| years.get(&(year - 1))).copied()
    }

    /// Whether a supplier has a turnover in any year.
    pub fn has(&self, supplier: u32) -> bool {
        self.0.contains_key(&supplier)
    }
}

/// What a row says, or what is wrong with it.
fn turnover(
    sheet: &Sheet<TurnoverField>,
    row: &Row<TurnoverField>,
    country: &str,
) -> Result<(String, i32, i64), String> {
    let id = row.text(TurnoverField::SupplierId);
    let key = match ids::read(&id, country) {
        Reading::Business(id) => id.key(),
        Reading::Person { .. } => return Err("supplier_id is that of a person".to_owned()),
        _ if id.is_empty() => return Err("supplier_id is missing".to_owned()),
        _ => return Err(format!("supplier_id: \"{id}\" is no business id")),
    };
    let year = row.year(TurnoverField::Year)?.ok_or("year: \"\" is no year")?;
    let cell = row.cell(TurnoverField::Turnover);
    let cents = match cell {
        Cell::Number(number) => amount::from_number(number).map(|read| read.cents),
        _ => read(&cell.to_text()),
    };
    let cents = cents.and_then(|cents| cents.checked_mul(times(sheet.header(TurnoverField::Turnover))));
    let cents = cents
        .filter(|cents| (1..=MAX_CENTS).contains(cents))
        .ok_or_else(|| format!("turnover: \"{}\" is no amount above zero, or reads in two ways", cell.to_text()))?;
    Ok((key, year, cents))
}

/// An amount in cents; none of a text that may be thousands or decimals, such as `1.234`.
fn read(text: &str) -> Option<i64> {
    let scanned = amount::scan(text.trim())?;
    let mark = match scanned.evidence() {
        Evidence::None => DecimalMark::Point,
        Evidence::Only(mark) => mark,
        Evidence::Either => return None,
    };
    Some(scanned.read(mark)?.cents)
}

/// How many units of the currency one in a column is, by its header.
fn times(header: &str) -> i64 {
    let header = header.to_lowercase();
    let has_any = |words: &[&str]| words.iter().any(|word| header.contains(word));
    match () {
        () if has_any(&["milj", "million", "mkr", "m€", "meur"]) => 1_000_000,
        () if has_any(&["1000", "1 000", "tuhat", "tkr", "tusen", "t€", "teur", "k€", "keur", "thousand"]) => 1_000,
        () => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sold: i128, turnover: Option<i64>, expected: Dependency) {
        assert_eq!(Dependency::of(sold, turnover), expected);
    }

    #[test]
    fn a_limit_belongs_to_the_class_above_it() {
        check(999, Some(10_000), Dependency::Under10);
        check(1_000, Some(10_000), Dependency::To30);
        check(2_999, Some(10_000), Dependency::To30);
        check(3_000, Some(10_000), Dependency::To50);
        check(5_000, Some(10_000), Dependency::Over50);
        check(50_000, Some(10_000), Dependency::Over50);
        check(-5, Some(10_000), Dependency::Under10);
        check(5, None, Dependency::Unknown);
    }

    #[test]
    fn amounts_that_read_in_two_ways_are_none() {
        let texts = ["20000", "20 000,00", "1.234.567", "12,5", "-5", "1.234", "paljon", ""];
        let expected = [Some(2_000_000), Some(2_000_000), Some(123_456_700), Some(1_250), Some(-500), None, None, None];
        assert_eq!(texts.map(read), expected);
        let headers = ["Liikevaihto", "Liikevaihto (1000 euroa)", "Omsättning, tkr", "Turnover, million"];
        assert_eq!(headers.map(times), [1, 1_000, 1_000, 1_000_000]);
    }

    #[test]
    fn a_year_without_a_turnover_goes_by_the_year_before() {
        let years = ByYear::from([(2022, 5), (2023, 7)]);
        let held = Held(std::iter::once((3, years)).collect());
        let of = |year: i32| held.of(3, year);
        assert_eq!([of(2022), of(2023), of(2024), of(2025), of(UNDATED)], [Some(5), Some(7), Some(7), None, None]);
        assert_eq!(held.of(4, 2023), None);
    }
}
