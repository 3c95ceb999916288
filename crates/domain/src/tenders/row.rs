//! One row of a table of tenders: what its cells say.

use std::collections::HashMap;
use std::sync::LazyLock;

use vire_base::date::{self, DateOrder, GIVEN_YEARS};
use vire_ingest::read::Cell;
use vire_ingest::table::columns;
use vire_reference::sectors::{self, SectorNo};

use super::settings::TenderField;
use super::words::{self, Outcome, Procedure, Size};
use crate::classify::sector::Rules;
use crate::sheets::{Column, Row, field_name};

impl Column for TenderField {
    const TABLE: &'static str = "table of tenders";
    const NEEDED: &'static [(&'static str, &'static [Self])] = &[
        ("numbers or titles of procurements", &[Self::Procurement, Self::Title]),
        (
            "what is told of them, such as bids, procedures or winners",
            &[
                Self::Bids,
                Self::Procedure,
                Self::Bidder,
                Self::BidderId,
                Self::BidderSize,
                Self::Winner,
                Self::WinnerId,
                Self::WinnerSize,
                Self::Result,
                Self::Criteria,
                Self::PriceWeight,
                Self::QualityWeight,
                Self::Deadline,
                Self::AwardDate,
            ],
        ),
    ];
    const EXAMPLE: &'static str =
        "columns = { procurement = \"Hankinnan tunnus\", bids = \"Tarjouksia\" } in [[tenders]]";

    fn aliases() -> &'static HashMap<String, Self> {
        static ALIASES: LazyLock<HashMap<String, TenderField>> =
            LazyLock::new(|| columns::headers(vire_reference::TENDER_COLUMNS));
        &ALIASES
    }
}

/// Who bids or wins. The key tells parties of one lot apart, and winners of one year; it is never published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// None where the row has neither id nor name.
    pub key: Option<String>,
    pub size: Option<Size>,
}

/// What came before the notice, such as a market dialogue: on a day, or whether it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    On(i32),
    Was(bool),
}

/// Lots: their number, or whether there are several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lots {
    Number(u64),
    Several(bool),
}

impl Lots {
    pub fn are_several(self) -> bool {
        match self {
            Self::Number(number) => number > 1,
            Self::Several(several) => several,
        }
    }
}

/// What a row says. Days are since 1970-01-01, weights in hundredths of a percent.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub procurement: String,
    pub lot: String,
    pub title: String,
    pub year: Option<i32>,
    pub notice: Option<i32>,
    pub deadline: Option<i32>,
    pub award: Option<i32>,
    pub listed: Option<Before>,
    pub dialogue: Option<Before>,
    pub procedure: Option<Procedure>,
    pub sector: Option<SectorNo>,
    pub bids: Option<u64>,
    pub sme_bids: Option<u64>,
    pub bidder: Option<Party>,
    pub won: Option<bool>,
    pub winner: Option<Party>,
    pub outcome: Option<Outcome>,
    pub price_only: Option<bool>,
    pub quality: Option<u64>,
    pub lots: Option<Lots>,
    pub framework: Option<bool>,
    pub green: Option<bool>,
    pub social: Option<bool>,
    pub innovation: Option<bool>,
    /// Texts that no list knows: field and text.
    pub strange: Vec<(TenderField, String)>,
}

/// What rows are read with.
pub struct Reader<'a> {
    pub sectors: &'a Rules,
    pub country: &'a str,
}

impl Reader<'_> {
    /// # Errors
    /// What is wrong with the first cell that cannot be read.
    pub fn read(&self, row: &Row<TenderField>) -> Result<Said, String> {
        use TenderField as F;
        let mut strange = Vec::new();
        let word = |field: F| told(row, field).filter(|text| !words::is_nothing(text));
        let text = |field: F| told(row, field).unwrap_or_default();
        let mut said = Said {
            procurement: text(F::Procurement),
            lot: text(F::Lot),
            title: text(F::Title),
            year: year(row)?,
            notice: day(row, F::NoticeDate)?,
            deadline: day(row, F::Deadline)?,
            award: day(row, F::AwardDate)?,
            bids: whole(row, F::Bids)?,
            sme_bids: whole(row, F::SmeBids)?,
            sector: self.sector(row),
            ..Said::default()
        };
        macro_rules! known {
            ($field:expr, $read:expr) => {
                word($field).and_then(|text| {
                    let read = $read(&text);
                    if read.is_none() {
                        strange.push(($field, text));
                    }
                    read
                })
            };
        }
        said.procedure = known!(F::Procedure, words::procedure);
        said.outcome = known!(F::Result, words::outcome);
        said.framework = known!(F::Agreement, words::is_framework);
        said.won = known!(F::Won, words::yes);
        said.green = known!(F::Green, words::yes_or_named);
        said.social = known!(F::Social, words::yes_or_named);
        said.innovation = known!(F::Innovation, words::yes_or_named);
        said.lots = known!(F::Lots, lots);
        said.dialogue = known!(F::Dialogue, before);
        said.listed = known!(F::ListedDate, before);
        let by_words = known!(F::Criteria, words::is_price_only);
        let bidder_size = known!(F::BidderSize, words::size);
        let winner_size = known!(F::WinnerSize, words::size);
        let weights = Weights { price: weight(row, F::PriceWeight)?, quality: weight(row, F::QualityWeight)? };
        if weights.are_too_much() {
            strange.push((
                F::QualityWeight,
                format!("{} beside a price of {}", text(F::QualityWeight), text(F::PriceWeight)),
            ));
        }
        (said.quality, said.price_only) = weights.read(by_words);
        said.bidder = self.party([text(F::BidderId), text(F::Bidder)], bidder_size);
        said.winner = self.party([text(F::WinnerId), text(F::Winner)], winner_size);
        said.strange = strange;
        Ok(said)
    }

    /// By its CPV code, else by what the row calls its sector, else by the words of its title.
    fn sector(&self, row: &Row<TenderField>) -> Option<SectorNo> {
        let cpv = row.text(TenderField::Cpv);
        let by_cpv = self.sectors.of_cpv(&cpv).map(|by| by.sector);
        let label = row.text(TenderField::Sector);
        let by_label = || sectors::by_label(&label).or_else(|| self.sectors.of_text(&label));
        let by_title = || self.sectors.of_title(&row.text(TenderField::Title));
        by_cpv.or_else(by_label).or_else(by_title)
    }

    fn party(&self, [id, name]: [String; 2], size: Option<Size>) -> Option<Party> {
        let key = |text: &str| {
            let key = crate::suppliers::supplier_key(text, self.country);
            (!words::is_nothing(text) && !key.is_empty()).then_some(key)
        };
        let key = key(&id).or_else(|| key(&name));
        (key.is_some() || size.is_some()).then_some(Party { key, size })
    }
}

/// The trimmed text of a cell; none of an empty one.
fn told(row: &Row<TenderField>, field: TenderField) -> Option<String> {
    let text = row.text(field);
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

/// A cell that must hold what `read` reads, or nothing.
fn must<T>(
    row: &Row<TenderField>,
    field: TenderField,
    what: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, String> {
    let Some(text) = told(row, field).filter(|text| !words::is_nothing(text)) else { return Ok(None) };
    let fault = || format!("{}: \"{text}\" is no {what}", field_name(&field));
    read(&text).map(Some).ok_or_else(fault)
}

fn year(row: &Row<TenderField>) -> Result<Option<i32>, String> {
    must(row, TenderField::Year, "year", |text| text.parse().ok().filter(|year| GIVEN_YEARS.contains(year)))
}

fn day(row: &Row<TenderField>, field: TenderField) -> Result<Option<i32>, String> {
    match row.cell(field) {
        Cell::Date(days) => Ok(Some(days)),
        _ => must(row, field, "day such as 31.12.2024 or 2024-12-31", day_of),
    }
}

/// Notices write a zone or a time behind the day: `2024-05-02+03:00`, `2024-05-02T12:00:00Z`.
pub(super) fn day_of(text: &str) -> Option<i32> {
    let iso = text.get(..10).filter(|_| text.get(10..).is_some_and(|rest| rest.starts_with(['+', '-', 'T', 'Z', ' '])));
    let scanned = date::scan_or_serial_time(iso.unwrap_or(text)).or_else(|| date::scan_or_serial_time(text));
    scanned?.read(DateOrder::Dmy)
}

fn whole(row: &Row<TenderField>, field: TenderField) -> Result<Option<u64>, String> {
    must(row, field, "whole number", whole_of)
}

pub(super) fn whole_of(text: &str) -> Option<u64> {
    const MOST: u64 = 100_000;
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.strip_suffix(".0").or_else(|| plain.strip_suffix(",0")).unwrap_or(&plain);
    plain.parse().ok().filter(|number| *number <= MOST)
}

fn lots(text: &str) -> Option<Lots> {
    let by_words = || words::yes(text).map(Lots::Several);
    whole_of(text).map(Lots::Number).or_else(by_words)
}

fn before(text: &str) -> Option<Before> {
    words::yes(text).map(Before::Was).or_else(|| day_of(text).map(Before::On))
}

fn weight(row: &Row<TenderField>, field: TenderField) -> Result<Option<u64>, String> {
    must(row, field, "weight from 0 to 100 %", weight_of)
}

/// Weights of an award in hundredths of a percent.
struct Weights {
    price: Option<u64>,
    quality: Option<u64>,
}

impl Weights {
    /// Together more than a whole: then neither can be believed.
    fn are_too_much(&self) -> bool {
        self.price.zip(self.quality).is_some_and(|(price, quality)| price + quality > WHOLE)
    }

    /// The weight of all but the price, and whether price is all, by words or by the weights.
    fn read(&self, by_words: Option<bool>) -> (Option<u64>, Option<bool>) {
        let known = if self.are_too_much() { (None, None) } else { (self.quality, self.price) };
        let quality = known.0.or_else(|| known.1.map(|price| WHOLE - price));
        // Where price is all, nothing else has a weight.
        let quality = quality.or(by_words.filter(|price| *price).map(|_| 0));
        (quality, quality.map(|quality| quality == 0).or(by_words))
    }
}

/// Hundredths of a percent in a whole.
const WHOLE: u64 = 10_000;

/// A weight in hundredths of a percent. Without a sign, a number up to one is a part of one, as cells of percent are.
fn weight_of(text: &str) -> Option<u64> {
    let (number, is_percent) = match text.trim().strip_suffix('%') {
        Some(number) => (number.trim(), true),
        None => (text.trim(), false),
    };
    let number: f64 = number.replace(',', ".").parse().ok()?;
    let percent = if is_percent || number > 1.0 { number } else { number * 100.0 };
    (0.0..=100.0).contains(&percent).then(|| (percent * 100.0).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_in_their_ways_of_writing() {
        for (text, expected) in [
            ("40", Some(4_000)),
            ("40 %", Some(4_000)),
            ("0,4", Some(4_000)),
            ("1", Some(10_000)),
            ("1 %", Some(100)),
            ("0", Some(0)),
            ("37,5", Some(3_750)),
            ("101", None),
            ("-5", None),
            ("paljon", None),
        ] {
            assert_eq!(weight_of(text), expected, "{text}");
        }
    }

    #[test]
    fn weights_of_more_than_a_whole_are_not_believed() {
        let read = |price, quality| Weights { price, quality }.read(None);
        assert_eq!(read(Some(6_000), Some(4_000)), (Some(4_000), Some(false)));
        assert_eq!(read(Some(6_000), None), (Some(4_000), Some(false)));
        assert_eq!(read(Some(6_000), Some(6_000)), (None, None));
    }

    #[test]
    fn days_of_notices() {
        for text in ["2024-05-02", "2.5.2024", "2024-05-02+03:00", "2024-05-02T12:00:00Z", "02/05/2024"] {
            assert_eq!(day_of(text), date::of_iso("2024-05-02"), "{text}");
        }
        assert_eq!(day_of("kesällä"), None);
    }

    #[test]
    fn whole_numbers_and_lots() {
        assert_eq!(whole_of("5"), Some(5));
        assert_eq!(whole_of("5.0"), Some(5));
        assert_eq!(whole_of("-1"), None);
        assert_eq!(whole_of("2,5"), None);
        assert_eq!(lots("3").map(Lots::are_several), Some(true));
        assert_eq!(lots("1").map(Lots::are_several), Some(false));
        assert_eq!(lots("True").map(Lots::are_several), Some(true));
        assert_eq!(lots("Nej").map(Lots::are_several), Some(false));
    }
}
