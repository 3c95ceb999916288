//! The meeting pack of an area: what several buyers buy, how much, from whom and from where, and what comes.
//!
//! Buyers stand side by side in the order of their names; nothing ranks them. Every figure is one that the buyer's own
//! report shows, or a sum of such figures: what a report hides is in no sum over buyers either.

mod data;
mod document;
mod places;
mod sectors;
mod shared;
pub mod together;

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

use crate::build::MARKET;
use crate::calendar;
use crate::document::Document;
use crate::facts::Facts;
use crate::settings::Format;
use crate::summary::Summary;
use crate::texts::Wording;
use vire_base::language::Language;
use vire_base::year::AccountingYear;
use vire_domain::calendar::{Coming, List, Origin};
use vire_domain::classify::periods::Extent;
use vire_indicators::Figure;
use vire_reference::country::Country;
use vire_reference::places::Ring;

/// Buyers whose purchases cover the same year.
pub struct Area {
    /// Empty where no area was named.
    name: String,
    /// By name.
    members: Vec<Facts>,
    /// The accounting year that the figures speak of.
    year: i32,
    /// Names of the buyers whose purchases do not cover it.
    left_out: Vec<String>,
}

/// Buyers that cannot stand side by side.
#[derive(Debug, thiserror::Error)]
#[error("{what}\n  help: {help}")]
pub struct Unlike {
    what: String,
    help: &'static str,
}

impl Area {
    /// Puts buyers side by side in a year; without one, in the latest of those that most of them have whole.
    ///
    /// # Errors
    /// When their money or their accounting years differ, or no purchases cover all of a year.
    pub fn new(name: String, mut members: Vec<Facts>, year: Option<i32>) -> Result<Self, Unlike> {
        members.sort_by(|a, b| a.summary.buyer.cmp(&b.summary.buyer));
        let help = "name buyers that have the same with --buyer";
        let money = by(&members, |facts| facts.summary.currency.clone());
        if money.len() > 1 {
            return Err(Unlike { what: format!("the buyers count in different currencies: {}", said(&money)), help });
        }
        let begins = by(&members, |facts| format!("month {}", facts.accounting.first_month()));
        if begins.len() > 1 {
            let what = format!("the buyers' accounting years begin in different months: {}", said(&begins));
            return Err(Unlike { what, help });
        }
        let vat = by(&members, |facts| facts.summary.quality.vat.key().to_owned());
        if vat.len() > 1 {
            let groups = vat.values().map(|buyers| buyers.join(", ")).collect::<Vec<_>>().join("; ");
            let what = format!("the buyers' amounts hold VAT in different ways: {groups}");
            return Err(Unlike { what, help });
        }
        let mut whole: BTreeMap<i32, usize> = BTreeMap::new();
        members.iter().flat_map(whole_years).for_each(|year| *whole.entry(year).or_default() += 1);
        let Some(year) = year.or_else(|| whole.iter().max_by_key(|(year, count)| (**count, **year)).map(|(y, _)| *y))
        else {
            let help = "add runs whose purchases cover all months of a year";
            return Err(Unlike { what: "no buyer's purchases cover a whole year".to_owned(), help });
        };
        let (members, others): (Vec<Facts>, Vec<Facts>) =
            members.into_iter().partition(|facts| whole_years(facts).any(|whole| whole == year));
        if members.is_empty() {
            let help = "name a year that the purchases of one of the buyers cover";
            return Err(Unlike { what: format!("no buyer's purchases cover all of {year}"), help });
        }
        if let [only] = members.as_slice() {
            let what = format!("of the buyers, {} alone has purchases of all of {year}", only.summary.buyer);
            let help = "nothing stands side by side: read the report of its run, or name another year or more buyers";
            return Err(Unlike { what, help });
        }
        let left_out = others.into_iter().map(|facts| facts.summary.buyer).collect();
        Ok(Self { name, members, year, left_out })
    }

    /// Draws the pack as `area.<language>.<format>`, and what comes as the files of a calendar.
    ///
    /// # Errors
    /// When a format cannot hold it or a file cannot be written.
    pub fn draw(&self, languages: &[Language], formats: &[Format], to: &Path) -> anyhow::Result<()> {
        for language in languages {
            let document = self.document(*language);
            for format in formats.iter().filter(|format| Document::FORMATS.contains(format)) {
                let name = format!("area.{}.{}", document.language, format.code());
                fs_err::write(to.join(name), document.draw(*format)?)?;
            }
        }
        match self.coming() {
            Some(list) if formats.contains(&Format::Html) => {
                let languages: Vec<Wording> = languages.iter().copied().map(Wording::from).collect();
                let whose = if self.name.is_empty() { self.buyers().join(", ") } else { self.name.clone() };
                calendar::draw_in(&list, &whose, self.currency(), &languages, to)
            }
            _ => Ok(()),
        }
    }

    /// What stands side by side, for a message.
    pub fn about(&self) -> String {
        let period = self.accounting().name(self.year);
        format!("{} in {period}", self.buyers().join(", "))
    }

    fn document(&self, language: Language) -> Document {
        document::of(self, language)
    }

    fn buyers(&self) -> Vec<&str> {
        self.members.iter().map(|facts| facts.summary.buyer.as_str()).collect()
    }

    /// ISO 4217.
    fn currency(&self) -> &str {
        &self.first().summary.currency
    }

    fn first(&self) -> &Facts {
        &self.members[0]
    }

    fn accounting(&self) -> AccountingYear {
        self.first().accounting
    }

    /// Whether anything is known of where a buyer's suppliers are.
    fn knows_places(&self, facts: &Facts) -> bool {
        facts.members("B3", MARKET, self.year, "ring").any(|figure| figure.member != Ring::Unknown.code())
    }

    /// The figures of all buyers added; none when one of them is not shown. A buyer without the figure has nothing of it.
    fn sum<'a>(&'a self, of: impl Fn(&'a Facts) -> Option<&'a Figure>) -> Option<i128> {
        let shown = |figure: &Figure| figure.value.filter(|_| !vire_disclosure::is_hidden(figure));
        self.members.iter().map(|facts| of(facts).map_or(Some(0), shown)).sum()
    }

    /// What comes of all buyers; none where none has a calendar.
    fn coming(&self) -> Option<List> {
        let lists = || self.members.iter().filter_map(|facts| facts.summary.coming.as_ref());
        let as_of = lists().filter_map(|list| list.as_of).max();
        let mut merged = lists().fold(None, |sum: Option<List>, list| {
            let sum = sum.unwrap_or_default();
            Some(List {
                as_of,
                files: sum.files + list.files,
                read: sum.read + list.read,
                past: sum.past + list.past,
                rejected: sum.rejected + list.rejected,
                duplicates: sum.duplicates + list.duplicates,
                without_end: sum.without_end + list.without_end,
                items: [sum.items, list.items.clone()].concat(),
            })
        })?;
        // A list of an earlier day may hold what is over by the day of the latest.
        let all = merged.items.len();
        merged.items.retain(|item| as_of.is_none_or(|day| last_day(item) >= day));
        merged.past += (all - merged.items.len()) as u64;
        merged.items.sort_by(|a, b| {
            let key = |item: &Coming| (item.window.start, item.window.end);
            key(a).cmp(&key(b)).then_with(|| (&a.buyer, &a.title).cmp(&(&b.buyer, &b.title)))
        });
        Some(merged)
    }
}

/// Whether a buyer's home is in a sub-region or region, by its name in any case; with neither known, in none.
pub fn lies_in(summary: &Summary, area: &str) -> bool {
    areas_of(summary).any(|name| is_called(name, area))
}

/// Whether an area is meant, in whatever capitals and with whichever dash.
pub fn is_called(name: &str, area: &str) -> bool {
    let plain = |name: &str| name.trim().to_lowercase().replace('\u{2013}', "-");
    plain(name) == plain(area)
}

/// The sub-regions and regions of a buyer's home.
pub fn areas_of(summary: &Summary) -> impl Iterator<Item = &'static str> {
    let country = Country::of(&summary.country);
    let home = summary.home.iter().filter_map(move |name| country?.municipality(name));
    home.flat_map(|municipality| [municipality.sub_region.as_str(), municipality.region.as_str()])
        .filter(|name| !name.is_empty())
}

/// The day after which an item is over.
fn last_day(item: &Coming) -> NaiveDate {
    match &item.origin {
        Origin::ContractEnd { end, .. } => *end,
        Origin::Announced => item.window.end,
    }
}

fn whole_years(facts: &Facts) -> impl Iterator<Item = i32> {
    facts.summary.periods.iter().filter(|covered| covered.extent == Extent::Whole).map(|covered| covered.year)
}

/// Names of buyers by what they have.
fn by(members: &[Facts], what: impl Fn(&Facts) -> String) -> BTreeMap<String, Vec<&str>> {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    members.iter().for_each(|facts| groups.entry(what(facts)).or_default().push(&facts.summary.buyer));
    groups
}

fn said(groups: &BTreeMap<String, Vec<&str>>) -> String {
    groups.iter().map(|(what, buyers)| format!("{what} ({})", buyers.join(", "))).collect::<Vec<_>>().join("; ")
}
