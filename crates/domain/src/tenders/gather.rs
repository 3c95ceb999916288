//! From rows to lots: a lot may have a row for each bid or winner, in several files and in any order.

use std::collections::{BTreeMap, BTreeSet};

use vire_base::date;
use vire_base::year::{AccountingYear, UNDATED};
use vire_reference::sectors::SectorNo;

use super::row::{Before, Lots, Party, Said};
use super::settings::TenderField;
use super::words::{Outcome, Procedure, Size};
use super::{Lot, Taker};
use crate::sheets::field_name;

/// What rows of one lot say of something: what contradicts is unknown, whichever row comes first.
#[derive(Clone, Copy, Debug)]
struct Told<T> {
    value: Option<T>,
    differs: bool,
}

impl<T> Default for Told<T> {
    fn default() -> Self {
        Self { value: None, differs: false }
    }
}

impl<T: Copy + PartialEq> Told<T> {
    fn add(&mut self, said: Option<T>) {
        match (self.value, said) {
            (Some(value), Some(said)) if value != said => self.differs = true,
            (None, said) => self.value = said,
            _ => {}
        }
    }

    fn get(self) -> Option<T> {
        self.value.filter(|_| !self.differs)
    }
}

/// The parties of a lot: each that has a key once, others each time.
#[derive(Default)]
struct Parties {
    by_key: BTreeMap<String, Told<Size>>,
    nameless: Vec<Option<Size>>,
}

impl Parties {
    /// Whether the party was not there yet.
    fn add(&mut self, party: Party) -> bool {
        let Some(key) = party.key else {
            self.nameless.push(party.size);
            return true;
        };
        let is_new = !self.by_key.contains_key(&key);
        self.by_key.entry(key).or_default().add(party.size);
        is_new
    }

    fn takers(self) -> Vec<Taker> {
        let named = self.by_key.into_iter().map(|(key, size)| Taker { key: Some(key), size: size.get() });
        let mut takers: Vec<Taker> = named.collect();
        let mut nameless: Vec<Taker> = self.nameless.into_iter().map(|size| Taker { key: None, size }).collect();
        nameless.sort();
        takers.extend(nameless);
        takers
    }
}

/// What all rows of a lot say.
#[derive(Default)]
struct OfLot {
    year: Told<i32>,
    notice: Told<i32>,
    deadline: Told<i32>,
    award: Told<i32>,
    listed: Told<Before>,
    dialogue: Told<Before>,
    procedure: Told<Procedure>,
    sector: Told<SectorNo>,
    bids: Told<u64>,
    sme_bids: Told<u64>,
    outcome: Told<Outcome>,
    price_only: Told<bool>,
    quality: Told<u64>,
    lots: Told<Lots>,
    framework: Told<bool>,
    green: Told<bool>,
    social: Told<bool>,
    innovation: Told<bool>,
    bidders: Parties,
    winners: Parties,
}

impl OfLot {
    /// Whether the row tells of the lot or of a party for the first time.
    fn add(&mut self, said: Said, is_first: bool) -> bool {
        self.year.add(said.year);
        self.notice.add(said.notice);
        self.deadline.add(said.deadline);
        self.award.add(said.award);
        self.listed.add(said.listed);
        self.dialogue.add(said.dialogue);
        self.procedure.add(said.procedure);
        self.sector.add(said.sector);
        self.bids.add(said.bids);
        self.sme_bids.add(said.sme_bids);
        self.outcome.add(said.outcome);
        self.price_only.add(said.price_only);
        self.quality.add(said.quality);
        self.lots.add(said.lots);
        self.framework.add(said.framework);
        self.green.add(said.green);
        self.social.add(said.social);
        self.innovation.add(said.innovation);
        let by_bid = said.bidder.clone().filter(|_| said.won == Some(true));
        let parties = [(&mut self.bidders, said.bidder), (&mut self.winners, by_bid.or(said.winner))];
        let new = parties.map(|(parties, party)| party.map(|party| parties.add(party)));
        is_first || new.contains(&Some(true))
    }

    /// What rows contradict each other in.
    fn contradictions(&self) -> Vec<TenderField> {
        use TenderField as F;
        let told = [
            (self.year.differs, F::Year),
            (self.notice.differs, F::NoticeDate),
            (self.deadline.differs, F::Deadline),
            (self.award.differs, F::AwardDate),
            (self.listed.differs, F::ListedDate),
            (self.dialogue.differs, F::Dialogue),
            (self.procedure.differs, F::Procedure),
            (self.sector.differs, F::Sector),
            (self.bids.differs, F::Bids),
            (self.sme_bids.differs, F::SmeBids),
            (self.outcome.differs, F::Result),
            (self.price_only.differs, F::Criteria),
            (self.quality.differs, F::QualityWeight),
            (self.framework.differs, F::Agreement),
            (self.green.differs, F::Green),
            (self.social.differs, F::Social),
            (self.innovation.differs, F::Innovation),
        ];
        told.into_iter().filter_map(|(differs, field)| differs.then_some(field)).collect()
    }

    /// The day of the award, else the deadline, else the notice.
    fn day(&self) -> Option<i32> {
        self.award.get().or(self.deadline.get()).or(self.notice.get())
    }

    /// The accounting year of that day, else the year that a column gives.
    fn year(&self, accounting: AccountingYear) -> i32 {
        let of_day = self.day().map(|day| {
            let (year, month) = date::year_month(day);
            accounting.of(year, month)
        });
        of_day.or(self.year.get()).unwrap_or(UNDATED)
    }

    fn finish(self, accounting: AccountingYear) -> Lot {
        let [notice, deadline, award] = [self.notice, self.deadline, self.award].map(Told::get);
        let before = |event: Told<Before>| match event.get()? {
            Before::Was(was) => Some(was),
            Before::On(day) => notice.map(|notice| day < notice),
        };
        let listed_days = match self.listed.get() {
            Some(Before::On(day)) => between(Some(day), notice),
            _ => None,
        };
        let (dialogue, in_calendar) = (before(self.dialogue), before(self.listed));
        let (day, year) = (self.day(), self.year(accounting));
        let (bidders, winners) = (self.bidders.takers(), self.winners.takers());
        let of_bidders = (!bidders.is_empty()).then_some(bidders.len() as u64);
        let is_won = (award.is_some() || !winners.is_empty()).then_some(Outcome::Awarded);
        Lot {
            procurement: 0,
            reference: String::new(),
            lot: String::new(),
            title: String::new(),
            day,
            year,
            notice,
            procedure: self.procedure.get(),
            sector: self.sector.get(),
            outcome: self.outcome.get().or(is_won),
            bids: self.bids.get().or(of_bidders),
            sme_bids: self.sme_bids.get(),
            price_only: self.price_only.get(),
            quality: self.quality.get(),
            decision_days: between(deadline, award),
            window_days: between(notice, deadline),
            divided: self.lots.get().map(Lots::are_several),
            framework: self.framework.get(),
            green: self.green.get(),
            social: self.social.get(),
            innovation: self.innovation.get(),
            dialogue,
            in_calendar,
            listed_days,
            quarters_off: None,
            bidders,
            winners,
        }
    }
}

/// Days from one to another; none where the second comes first, or is more than ten years away, which cannot be right.
fn between(from: Option<i32>, to: Option<i32>) -> Option<u64> {
    const MOST: u64 = 3_653;
    u64::try_from(i64::from(to?) - i64::from(from?)).ok().filter(|days| *days <= MOST)
}

/// What rows call a procurement, and which of that name it is: 0 is the first.
type Procurement = (String, usize);

/// What makes rows of one lot.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    procurement: Procurement,
    lot: String,
}

/// Days between two rows of one number after which they speak of different procurements: registers begin anew with 1 each
/// year.
const APART: i32 = 270;

/// Numbers that are used again, each with the days on which a further procurement of that number begins.
#[derive(Default)]
struct Again(BTreeMap<String, Vec<i32>>);

impl Again {
    fn new<'a>(rows: impl Iterator<Item = &'a Said>) -> Self {
        let mut days: BTreeMap<String, BTreeSet<i32>> = BTreeMap::new();
        for said in rows.filter(|said| !said.procurement.is_empty()) {
            days.entry(name_of(said)).or_default().extend(day_of(said));
        }
        let begins = |days: BTreeSet<i32>| -> Vec<i32> {
            let days: Vec<i32> = days.into_iter().collect();
            days.windows(2).filter(|pair| pair[1] - pair[0] > APART).map(|pair| pair[1]).collect()
        };
        let all = days.into_iter().map(|(name, days)| (name, begins(days)));
        Self(all.filter(|(_, begins)| !begins.is_empty()).collect())
    }

    /// Rows without a day are of the first.
    fn procurement(&self, said: &Said) -> Procurement {
        let name = name_of(said);
        let begins = self.0.get(&name).map_or(&[][..], Vec::as_slice);
        let which = day_of(said).map_or(0, |day| begins.partition_point(|begin| *begin <= day));
        (name, which)
    }
}

/// What a row calls its procurement: the number, else the title with its year, since those of several years may have one
/// title.
fn name_of(said: &Said) -> String {
    if !said.procurement.is_empty() {
        return said.procurement.to_lowercase();
    }
    let year = day_of(said).map(|day| date::year_month(day).0);
    format!("{} {}", said.title.to_lowercase(), year.map_or_else(String::new, |year| year.to_string()))
}

/// The day of a row's award, else of its deadline or notice, else the middle of its year.
fn day_of(said: &Said) -> Option<i32> {
    let of_year = || date::days(said.year?, 7, 1);
    said.award.or(said.deadline).or(said.notice).or_else(of_year)
}

/// The lots of all files.
#[derive(Default)]
pub struct Gathered {
    /// Several where each row without a column of lots is a lot of its own.
    lots: BTreeMap<Key, Vec<OfLot>>,
    /// The numbers of procurements and lots, and titles, as they are written.
    names: BTreeMap<Key, BTreeSet<(String, String, String)>>,
    /// Procurements of tables that have a column of lots.
    have_lots: BTreeSet<Procurement>,
    /// Numbers that several procurements have.
    pub used_again: u64,
}

/// How a table tells its lots apart.
#[derive(Clone, Copy)]
pub struct Form {
    pub has_lots: bool,
    /// Rows are of bids or winners.
    pub has_parties: bool,
}

impl Gathered {
    /// Takes all rows; of each whether it says something that no row before it did, rather than repeating one.
    pub fn new(rows: Vec<(Said, Form)>) -> (Self, Vec<bool>) {
        let again = Again::new(rows.iter().map(|(said, _)| said));
        let mut gathered = Self { used_again: again.0.len() as u64, ..Self::default() };
        let are_new = rows.into_iter().map(|(said, form)| gathered.add(again.procurement(&said), said, form)).collect();
        (gathered, are_new)
    }

    fn add(&mut self, procurement: Procurement, said: Said, form: Form) -> bool {
        if form.has_lots {
            self.have_lots.insert(procurement.clone());
        }
        let key = Key { procurement, lot: said.lot.to_lowercase() };
        let names = (said.procurement.clone(), said.lot.clone(), said.title.clone());
        self.names.entry(key.clone()).or_default().insert(names);
        let lots = self.lots.entry(key).or_default();
        let is_first = lots.is_empty() || !(form.has_lots || form.has_parties);
        if is_first {
            lots.push(OfLot::default());
        }
        lots.last_mut().is_some_and(|lot| lot.add(said, is_first))
    }

    /// The lots in the order of their procurements, and those whose rows contradict each other, with the columns in which
    /// they do.
    pub fn finish(mut self, accounting: AccountingYear) -> (Vec<Lot>, Vec<String>) {
        let mut contradictions = Vec::new();
        let mut procurements: BTreeMap<Procurement, Vec<Lot>> = BTreeMap::new();
        for (key, of_key) in self.lots {
            let name = self.names.remove(&key).and_then(|names| names.into_iter().next()).unwrap_or_default();
            let lots = procurements.entry(key.procurement).or_default();
            for lot in of_key {
                let (reference, written, title) = name.clone();
                let differ = lot.contradictions();
                if !differ.is_empty() {
                    let named = if reference.is_empty() { &title } else { &reference };
                    let of_lot = if written.is_empty() { String::new() } else { format!(", lot \"{written}\"") };
                    let differ = differ.iter().map(field_name).collect::<Vec<_>>().join(", ");
                    contradictions.push(format!("\"{named}\"{of_lot}: {differ}"));
                }
                lots.push(Lot { reference, lot: written, title, ..lot.finish(accounting) });
            }
        }
        let mut all = Vec::new();
        for (number, (procurement, mut lots)) in (1..).zip(procurements) {
            lots.sort();
            let told = lots.iter().filter_map(|lot| lot.divided).max();
            let alone = told.or_else(|| self.have_lots.contains(&procurement).then_some(false));
            let divided = if lots.len() > 1 { Some(true) } else { alone };
            all.extend(lots.into_iter().map(|lot| Lot { procurement: number, divided, ..lot }));
        }
        (all, contradictions)
    }
}
