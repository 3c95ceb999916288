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
    /// Scheme and business id, or the key of the name; empty where it may not be named.
    pub key: String,
    /// Empty where it may not be named.
    pub name: String,
    /// What it sold is in no sum.
    pub is_person: bool,
    pub is_local: bool,
    pub is_association: bool,
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

    /// The supplier that a user means by a business id or a name.
    pub fn seller(&self, text: &str) -> Option<usize> {
        let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
        let id = digits(text);
        let is_id = id.len() >= 7 && !text.chars().any(|c| c.is_alphabetic() && c.is_lowercase());
        let wanted = names::key(text, &self.country);
        let is = |seller: &Seller| {
            if seller.name.is_empty() {
                false
            } else if is_id {
                seller.key.split_once(':').is_some_and(|(scheme, key)| scheme != "name" && digits(key) == id)
            } else {
                names::key(&seller.name, &self.country) == wanted
            }
        };
        self.sellers.iter().position(is)
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
