//! Tables of emission factors: a row for each account, CPV code or sector.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use serde_json::{Value, json};
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_ingest::line::AccountText;
use vire_ingest::table::columns;
use vire_ingest::values::privacy::Masker;
use vire_reference::sectors::{SECTORS, SectorNo, by_label, unclassified};

use super::settings::{FactorField, Index, MILLION, Prices, Source};
use crate::classify::decisions::FactorsOfAccounts;
use crate::sheets::{Column, Row, Sheet, field_name};
use crate::short::{Context, ShortTables, Wrong};

impl Column for FactorField {
    const TABLE: &'static str = "table of emission factors";
    const NEEDED: &'static [(&'static str, &'static [Self])] = &[
        ("accounts, CPV codes or sectors", &[Self::Account, Self::Cpv, Self::Sector]),
        ("kilograms CO2e for a unit of currency", &[Self::Factor]),
    ];
    const EXAMPLE: &'static str = "columns = { account = \"Tili\", factor = \"kg CO2e/€\" } in [effects.emissions]";

    fn aliases() -> &'static HashMap<String, Self> {
        static ALIASES: LazyLock<HashMap<String, FactorField>> =
            LazyLock::new(|| columns::headers(vire_reference::EMISSION_COLUMNS));
        &ALIASES
    }
}

/// What a factor is of, the most specific first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    /// The beginning of account numbers.
    Account(String),
    /// The beginning of CPV codes.
    Cpv(String),
    Sector(SectorNo),
}

impl Of {
    /// What tells it from others, in this run and in others; by the table's own words for messages.
    pub fn key(&self) -> String {
        match self {
            Self::Account(account) => format!("account {account}"),
            Self::Cpv(cpv) => format!("CPV {cpv}"),
            Self::Sector(sector) => format!("sector {}", SECTORS[usize::from(*sector)].id),
        }
    }
}

/// Kilograms for a unit of currency, in millionths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    pub of: Of,
    pub low: i128,
    pub mid: i128,
    pub high: i128,
    pub origin: Origin,
}

/// Where a factor is from, and of what prices it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    pub source: String,
    pub price_year: i32,
    pub prices: Prices,
}

/// The factors of all tables.
#[derive(Clone, Debug)]
pub struct Factors {
    pub rows: Vec<Factor>,
    pub index: Index,
    pub with_vat: Option<bool>,
    /// The range of factors that give none, in millionths.
    pub spread: i128,
    /// Whether a factor gives none.
    pub any_spread: bool,
    pub tables: ShortTables,
    places: HashMap<Of, usize>,
}

/// More for a unit of currency than anything that is bought: the factor is for a thousand of them, or in grams.
const MOST: i128 = 100 * MILLION;
const WRONG: Wrong<'_> = (
    Code::EmissionTable,
    "a row has an account, a CPV code or a sector, its factor in kg CO2e for a unit of the buyer's currency, the year of its \
     prices, whether these are purchaser's or basic prices, and its source; the last three may stand in [effects.emissions] \
     for all rows",
);

impl Factors {
    /// Reads all tables.
    ///
    /// # Errors
    /// All faults of a file at once, each with its row: no factor, no year of prices, no source, another currency than the
    /// buyer's, and a second factor of the same.
    pub fn read(given: &Source, context: &Context<'_>, currency: &str) -> Result<Self, InputError> {
        let mut factors = Self {
            rows: Vec::new(),
            index: given.index.clone(),
            with_vat: given.with_vat,
            spread: given.spread,
            any_spread: false,
            tables: ShortTables::default(),
            places: HashMap::new(),
        };
        let take = |_: &Sheet<FactorField>, row: &Row<FactorField>, _| {
            let factor = factors.row(row, given, currency, context.masker)?;
            factors.add(factor)
        };
        factors.tables = ShortTables::read(&given.files, &given.columns, context, WRONG, take)?;
        Ok(factors)
    }

    fn add(&mut self, factor: Factor) -> Result<(), String> {
        if let Some(other) = self.places.insert(factor.of.clone(), self.rows.len()) {
            self.places.insert(factor.of.clone(), other);
            return Err(format!("{} has a factor already", factor.of.key()));
        }
        self.rows.push(factor);
        Ok(())
    }

    /// What a row says, or what is wrong with it.
    fn row(&mut self, row: &Row<FactorField>, given: &Source, wanted: &str, masker: &Masker) -> Result<Factor, String> {
        let of = of(row)?;
        let number = |field: FactorField| match row.text(field).as_str() {
            "" => Ok(None),
            text => factor(text).map(Some).map_err(|what| format!("{}: {what}", field_name(&field))),
        };
        let mid = number(FactorField::Factor)?.ok_or_else(|| format!("{} has no factor", of.key()))?;
        let (low, high) = match (number(FactorField::Low)?, number(FactorField::High)?) {
            (Some(low), Some(high)) if low <= mid && mid <= high => (low, high),
            (Some(_), Some(_)) => return Err(format!("the factor of {} is not between low and high", of.key())),
            (None, None) => {
                self.any_spread = true;
                (mid * MILLION / given.spread, mid * given.spread / MILLION)
            }
            _ => return Err(format!("{} has one end of a range, and not the other", of.key())),
        };
        let currency = row.text(FactorField::Currency);
        if !currency.is_empty() && !currency.eq_ignore_ascii_case(wanted) {
            return Err(format!("the factor of {} is for {currency}, purchases are in {wanted}", of.key()));
        }
        Ok(Factor { low, mid, high, origin: origin(row, &of, given, masker)?, of })
    }

    /// The factor of an account's purchases, by its number in the common chart where the export has it, or else by its
    /// CPV code: its place from 1, and 0 where there is none and the sector decides.
    fn of_account(&self, text: &AccountText) -> u32 {
        let chart = if text.standard.is_empty() { &text.account } else { &text.standard };
        let of = |digits: &str, least: usize, of: fn(String) -> Of| {
            let lengths = (least..=digits.len()).rev();
            lengths.filter_map(|length| self.places.get(&of(digits[..length].to_owned()))).next().copied()
        };
        let by_account = of(&digits(chart), 1, Of::Account);
        let place = by_account.or_else(|| of(&cpv_digits(&text.cpv), 2, Of::Cpv));
        place.map_or(0, |place| place as u32 + 1)
    }

    /// The factor of a sector.
    pub fn of_sector(&self, sector: SectorNo) -> Option<&Factor> {
        self.places.get(&Of::Sector(sector)).map(|place| &self.rows[*place])
    }

    /// The factors of the accounts of a run.
    pub fn of_accounts(&self, accounts: &[AccountText]) -> FactorsOfAccounts {
        let keys = self.rows.iter().map(|factor| factor.of.key());
        FactorsOfAccounts {
            places: accounts.iter().map(|text| self.of_account(text)).collect(),
            keys: std::iter::once(String::new()).chain(keys).collect(),
        }
    }

    /// Where the factors are from.
    pub fn origins(&self) -> BTreeSet<&Origin> {
        self.rows.iter().map(|factor| &factor.origin).collect()
    }

    /// For the manifest: what was read.
    pub fn manifest(&self) -> Value {
        let origin = |o: &Origin| json!({ "source": o.source, "price_year": o.price_year, "prices": o.prices.code() });
        json!({
            "files": self.tables.files(),
            "factors": self.rows.len(),
            "origins": self.origins().into_iter().map(origin).collect::<Vec<_>>(),
            "with_vat": self.with_vat,
            "spread": self.spread as f64 / MILLION as f64,
            "index_years": self.index.years.keys().collect::<Vec<_>>(),
            "index_source": self.index.source,
        })
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The eight digits of a CPV code without its check digit.
fn cpv_digits(text: &str) -> String {
    text.chars().take_while(char::is_ascii_digit).take(8).collect()
}

/// What the factor of a row is of: one of the three.
fn of(row: &Row<FactorField>) -> Result<Of, String> {
    let fields = [FactorField::Account, FactorField::Cpv, FactorField::Sector];
    let given: Vec<(FactorField, String)> =
        fields.map(|field| (field, row.text(field))).into_iter().filter(|(_, text)| !text.is_empty()).collect();
    let [(field, text)] = given.as_slice() else {
        return Err(match given.len() {
            0 => "it names no account, no CPV code and no sector".to_owned(),
            _ => "it names several of account, CPV code and sector".to_owned(),
        });
    };
    match field {
        FactorField::Account => {
            let is_number = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '*'));
            let number = digits(text);
            let is_range = text.contains('-') && number.len() > 1;
            if number.is_empty() || !is_number || is_range {
                return Err(format!("\"{text}\" is no beginning of account numbers"));
            }
            Ok(Of::Account(number))
        }
        FactorField::Cpv => {
            let code = cpv_digits(text);
            let code = code.trim_end_matches('0');
            match code.len() {
                0 => Err(format!("\"{text}\" is no CPV code")),
                // A division has two digits, of which the second may be nought.
                1 => Ok(Of::Cpv(format!("{code}0"))),
                _ => Ok(Of::Cpv(code.to_owned())),
            }
        }
        _ => match by_label(text).filter(|sector| *sector != unclassified()) {
            Some(sector) => Ok(Of::Sector(sector)),
            None => Err(format!("\"{text}\" is no sector; vire explain sectors lists them")),
        },
    }
}

/// Kilograms for a unit of currency, in millionths.
fn factor(text: &str) -> Result<i128, String> {
    let number = text.replace([' ', '\u{a0}'], "").replace(',', ".");
    let Some(value) = number.parse::<f64>().ok().filter(|value| value.is_finite() && *value >= 0.0) else {
        return Err(format!("\"{text}\" is no factor"));
    };
    let value = (value * MILLION as f64).round();
    if value > MOST as f64 {
        return Err(format!(
            "{text} kg for a unit of currency is more than {}; factors for a thousand units, or in grams, are divided by 1000",
            MOST / MILLION
        ));
    }
    Ok(value as i128)
}

/// Where the factor of a row is from, as the row says it or else the pipeline file.
fn origin(row: &Row<FactorField>, of: &Of, given: &Source, masker: &Masker) -> Result<Origin, String> {
    let missing = |what: &str, key: &str| format!("the factor of {} has no {what}, and no {key} is given", of.key());
    let price_year = row.year(FactorField::PriceYear)?.or(given.price_year);
    let price_year = price_year.ok_or_else(|| missing("year of prices", "price_year"))?;
    let prices = match row.text(FactorField::Prices).as_str() {
        "" => given.prices.ok_or_else(|| missing("word on what its prices include", "prices"))?,
        text => Prices::of(text).ok_or_else(|| format!("prices: \"{text}\" is neither purchaser nor basic"))?,
    };
    let source = match row.text(FactorField::Source).as_str() {
        "" => given.source.clone(),
        text => masker.text(text).into_owned(),
    };
    if source.trim().is_empty() {
        return Err(missing("source", "source"));
    }
    Ok(Origin { source, price_year, prices })
}

/// Prices of one year in those of another: what an amount is multiplied by, as a fraction; none where the index does not
/// tell.
pub(super) fn to_prices_of(index: &BTreeMap<i32, i128>, year: i32, price_year: i32) -> Option<(i128, i128)> {
    if year == price_year {
        return Some((1, 1));
    }
    Some((*index.get(&price_year)?, *index.get(&year)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_tables_write_them() {
        assert_eq!([factor("0,145"), factor("1.5"), factor("0")], [Ok(145_000), Ok(1_500_000), Ok(0)]);
        for wrong in ["", "-1", "noin 1", "inf", "145"] {
            assert!(factor(wrong).is_err(), "{wrong}");
        }
    }

    /// The index of 2020 is 100 and that of 2024 is 120: what cost 120 in 2024 cost 100 in 2020.
    #[test]
    fn purchases_are_taken_to_the_prices_of_the_factor() {
        let index = BTreeMap::from([(2020, 100 * MILLION), (2024, 120 * MILLION)]);
        let (by, of) = to_prices_of(&index, 2024, 2020).unwrap();
        assert_eq!(120 * by / of, 100);
        assert_eq!(to_prices_of(&index, 2021, 2021), Some((1, 1)));
        assert_eq!(to_prices_of(&index, 2021, 2020), None);
        assert_eq!(to_prices_of(&index, 2020, 2021), None);
    }
}
