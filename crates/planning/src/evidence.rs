//! What a published run says of purchases, as far as planning tools ask: plain rows that the program reads out of it.
//!
//! Always true: a sum is handed out only where reports show it. What persons sold, and what organisations sold that are
//! shown together with persons only, is counted among the suppliers and stands in no sum; their names are not here at all.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use vire_reference::names;

/// A run.
#[derive(Debug, Default)]
pub struct Evidence {
    pub buyer: String,
    /// ISO 3166.
    pub country: String,
    /// ISO 4217.
    pub currency: String,
    /// Years of which all months are covered, oldest first.
    pub years: Vec<Year>,
    pub sellers: Vec<Seller>,
    /// What was bought on the market.
    pub sales: Vec<Sale>,
    /// What the market sold by year and sector, persons included; none where reports do not show it.
    pub totals: BTreeMap<(i32, String), Option<i128>>,
    /// What suppliers sold on the market by day, in cents: only what may be shown.
    pub days: Vec<(NaiveDate, usize, i128)>,
    /// Calendar months that the purchases cover.
    pub months: BTreeSet<(i32, u32)>,
    pub coming: Vec<Coming>,
    /// Headlines of indicators by id, in the whole years.
    pub indicators: BTreeMap<String, Vec<Point>>,
}

/// An indicator's headline in a year.
#[derive(Clone, Debug)]
pub struct Point {
    pub year: String,
    /// In millionths of the indicator's unit; none where reports do not show it.
    pub millionths: Option<i128>,
    /// Reports show it in whole hundredths only.
    pub is_rounded: bool,
}

/// A coming procurement of the run's calendar.
#[derive(Clone, Debug)]
pub struct Coming {
    pub title: String,
    pub sector: String,
    /// As it was written, else the first day.
    pub when: String,
}

/// An accounting year.
#[derive(Clone, Debug)]
pub struct Year {
    pub number: i32,
    /// Such as 2024 or 2023/24.
    pub name: String,
    /// The day whose limits stand for it.
    pub last_day: NaiveDate,
}

/// Who sold.
#[derive(Clone, Debug, Default)]
pub struct Seller {
    /// Scheme and business id, or the key of the name: for finding it, not for showing.
    key: String,
    /// What names are compared by; likewise.
    name_key: String,
    /// Empty where it may not be named.
    pub name: String,
    /// What it sold is in no sum.
    pub is_person: bool,
    pub is_local: bool,
    pub is_association: bool,
    /// The first day of a purchase from it.
    pub since: Option<NaiveDate>,
}

impl Seller {
    /// Its name stays within, unless it may be named.
    pub fn new(key: &str, name: &str, country: &str, is_named: bool) -> Self {
        let name_key = names::key(name, country);
        let name = if is_named { name.to_owned() } else { String::new() };
        Self { key: key.to_owned(), name_key, name, ..Self::default() }
    }

    fn has_id(&self, digits: &str) -> bool {
        let of = |key: &str| key.chars().filter(char::is_ascii_digit).collect::<String>();
        self.key
            .split_once(':')
            .is_some_and(|(scheme, key)| scheme != "name" && scheme != "person" && of(key) == digits)
    }
}

/// What a supplier sold in a sector to a unit in a year.
#[derive(Clone, Debug)]
pub struct Sale {
    pub year: i32,
    pub sector: String,
    /// Empty where the export has none.
    pub unit: String,
    /// Position among the sellers.
    pub seller: usize,
    cents: i128,
    is_shown: bool,
}

impl Sale {
    /// `is_shown`: reports name the supplier with what it sold in that sector and year.
    pub fn new(at: (i32, String, String), seller: usize, cents: i128, is_shown: bool) -> Self {
        let (year, sector, unit) = at;
        Self { year, sector, unit, seller, cents, is_shown }
    }

    /// The sum in cents, where it may be shown.
    pub fn shown(&self) -> Option<i128> {
        self.is_shown.then_some(self.cents)
    }
}

impl Evidence {
    pub fn is_whole(&self, year: i32) -> bool {
        self.years.iter().any(|whole| whole.number == year)
    }

    /// What was bought in a sector in a mean whole year, in cents, persons included; none where a year is not shown, or no
    /// year is whole.
    pub fn mean_of_sector(&self, sector: &str) -> Option<i128> {
        let of = |year: &Year| match self.totals.get(&(year.number, sector.to_owned())) {
            Some(total) => *total,
            None => Some(0),
        };
        let sum: i128 = self.years.iter().map(of).sum::<Option<i128>>()?;
        rounded_mean(sum, self.years.len())
    }

    /// The supplier that a user means by a business id or a name, if it may be named.
    pub fn seller(&self, text: &str) -> Option<usize> {
        let has_words = text.chars().any(char::is_lowercase);
        let found = if has_words { None } else { self.find(text, "") }.or_else(|| self.find("", text));
        found.filter(|seller| !self.sellers[*seller].name.is_empty())
    }

    /// The supplier of a business id, else of a name. Persons are found too, so that they can be counted.
    pub fn find(&self, id: &str, name: &str) -> Option<usize> {
        let digits: String = id.chars().filter(char::is_ascii_digit).collect();
        let by_id = || self.sellers.iter().position(|seller| seller.has_id(&digits));
        let wanted = names::key(name, &self.country);
        let by_name = || self.sellers.iter().position(|seller| seller.name_key == wanted);
        let found = if digits.len() < LEAST_DIGITS { None } else { by_id() };
        found.or_else(|| if wanted.is_empty() { None } else { by_name() })
    }

    /// What a supplier sold in a sector in a mean whole year, in cents; none where some of it may not be shown.
    pub fn mean_of_seller(&self, seller: usize, sector: &str) -> Option<i128> {
        let sales = self.sales.iter().filter(|s| s.seller == seller && s.sector == sector && self.is_whole(s.year));
        let sum: i128 = sales.map(Sale::shown).sum::<Option<i128>>()?;
        rounded_mean(sum, self.years.len())
    }

    /// What suppliers sold below a limit, which `limit` gives in cents by sector and year: of whole years only. A supplier's
    /// sales in a sector and year count together, whatever unit bought.
    pub fn below(&self, limit: impl Fn(&str, &Year) -> Option<i128>) -> Vec<&Sale> {
        let mut sold: BTreeMap<(i32, &str, usize), i128> = BTreeMap::new();
        for sale in &self.sales {
            *sold.entry((sale.year, &sale.sector, sale.seller)).or_default() += sale.cents;
        }
        let is_small = |sale: &&Sale| {
            let year = self.years.iter().find(|year| year.number == sale.year);
            let limit = year.and_then(|year| limit(&sale.sector, year));
            let whole = sold.get(&(sale.year, sale.sector.as_str(), sale.seller)).copied().unwrap_or_default();
            limit.is_some_and(|limit| whole > 0 && whole < limit)
        };
        self.sales.iter().filter(is_small).collect()
    }

    /// Some sales together.
    pub fn cell(&self, sales: &[&Sale]) -> Cell {
        let sellers: BTreeSet<usize> = sales.iter().map(|s| s.seller).collect();
        let persons = sellers.iter().filter(|seller| self.sellers[**seller].is_person).count();
        let left_out: BTreeSet<usize> = sales.iter().filter(|s| s.shown().is_none()).map(|s| s.seller).collect();
        let is_shown = sales.iter().any(|s| s.shown().is_some()) && (persons == 0 || sellers.len() >= FEWEST);
        let sum: i128 = sales.iter().filter_map(|s| s.shown()).sum();
        let years: BTreeSet<i32> = sales.iter().map(|s| s.year).collect();
        let latest = self.years.last().map_or(0, |year| year.number);
        let mut now: BTreeMap<usize, i128> = BTreeMap::new();
        for sale in sales.iter().filter(|s| s.year == latest) {
            *now.entry(sale.seller).or_default() += sale.shown().unwrap_or_default();
        }
        let is_named = |seller: &usize| {
            let is_told = |s: &&&Sale| s.seller == *seller && s.year == latest && s.shown().is_none();
            !self.sellers[*seller].name.is_empty() && !sales.iter().any(|s| is_told(&s))
        };
        let all_now = now.len();
        let mut named: Vec<(usize, i128)> = now.into_iter().filter(|(seller, _)| is_named(seller)).collect();
        named.sort_by(|a, b| b.1.cmp(&a.1).then(self.sellers[a.0].name.cmp(&self.sellers[b.0].name)));
        Cell {
            yearly: rounded_mean(sum, self.years.len()).filter(|_| is_shown),
            suppliers: sellers.len(),
            left_out: left_out.len(),
            years: years.into_iter().collect(),
            unnamed_now: all_now - named.len(),
            named_now: named.into_iter().map(|(seller, _)| seller).collect(),
        }
    }
}

/// A business id has so many digits or more.
const LEAST_DIGITS: usize = 7;

/// Suppliers that a cell must have for its sum to be shown, where a person is one of them.
pub const FEWEST: usize = 3;

/// What is shown of some sales.
#[derive(Debug, PartialEq, Eq)]
pub struct Cell {
    /// The sum of a mean whole year in cents, without those who are left out of it.
    pub yearly: Option<i128>,
    pub suppliers: usize,
    /// Suppliers of which at least a part is not in the sum.
    pub left_out: usize,
    pub years: Vec<i32>,
    /// Who sold in the latest whole year and may be named, the largest first.
    pub named_now: Vec<usize>,
    pub unnamed_now: usize,
}

/// Rounded to the cent, half away from zero.
fn rounded_mean(sum: i128, count: usize) -> Option<i128> {
    let count = i128::try_from(count).ok().filter(|count| *count > 0)?;
    Some((2 * sum + count * sum.signum()) / (2 * count))
}
