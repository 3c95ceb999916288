//! How many bids and awards there are by size of the firm, and how many firms won.

use std::collections::BTreeMap;

use vire_reference::sectors::SectorNo;

use super::settings::TenderField;
use super::{Lot, Procedure, Size, Taker, Tenders};
use crate::sheets::field_name;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Bids, each of a bidder for a lot.
    Bid,
    /// Awards, each of a lot to a winner.
    Award,
    /// Firms that won something in the year, each once.
    Winner,
    /// Firms that won a framework agreement in the year, each once.
    FrameworkSupplier,
}

impl Role {
    pub fn code(self) -> &'static str {
        match self {
            Self::Bid => "bid",
            Self::Award => "award",
            Self::Winner => "winner",
            Self::FrameworkSupplier => "framework-supplier",
        }
    }
}

/// What is counted together. Firms of a year are of no procedure and no sector, since one may win in several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    pub year: i32,
    pub role: Role,
    pub procedure: Option<Procedure>,
    pub sector: Option<SectorNo>,
    pub size: Size,
}

/// A group with its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub group: Group,
    pub number: u64,
}

impl Tenders {
    /// Bids, awards and winners by size. Bids whose size only a number of small and medium-sized bidders tells are counted
    /// by that.
    pub fn parties(&self) -> Vec<Counted> {
        let mut groups: BTreeMap<Group, u64> = BTreeMap::new();
        for lot in &self.lots {
            let mut add = |role: Role, size: Size, number: u64| {
                let group = Group { year: lot.year, role, procedure: lot.procedure, sector: lot.sector, size };
                if number > 0 {
                    *groups.entry(group).or_default() += number;
                }
            };
            match (lot.bidders.is_empty(), lot.bids, lot.sme_bids) {
                (false, ..) => lot.bidders.iter().for_each(|bidder| add(Role::Bid, size_of(bidder), 1)),
                (true, Some(bids), Some(sme)) if sme <= bids => {
                    add(Role::Bid, Size::Sme, sme);
                    add(Role::Bid, Size::Large, bids - sme);
                }
                (true, Some(bids), _) => add(Role::Bid, Size::Unknown, bids),
                (true, None, _) => {}
            }
            lot.winners.iter().for_each(|winner| add(Role::Award, size_of(winner), 1));
        }
        for (role, is_in) in [
            (Role::Winner, (|_| true) as fn(&Lot) -> bool),
            (Role::FrameworkSupplier, |lot: &Lot| lot.framework == Some(true)),
        ] {
            for (group, number) in self.firms(role, is_in) {
                groups.insert(group, number);
            }
        }
        groups.into_iter().map(|(group, number)| Counted { group, number }).collect()
    }

    /// Firms that won in a year, each once; a firm without id and name counts each time. What one lot says of a firm's size
    /// holds for those that say nothing; firms that lots tell different sizes of are of none.
    fn firms(&self, role: Role, is_in: fn(&Lot) -> bool) -> BTreeMap<Group, u64> {
        let mut named: BTreeMap<(i32, &str), Option<Option<Size>>> = BTreeMap::new();
        let mut groups = BTreeMap::new();
        let mut add = |year: i32, size: Size| {
            *groups.entry(Group { year, role, procedure: None, sector: None, size }).or_default() += 1;
        };
        for lot in self.lots.iter().filter(|lot| is_in(lot)) {
            for winner in &lot.winners {
                let Some(key) = &winner.key else {
                    add(lot.year, size_of(winner));
                    continue;
                };
                let held = named.entry((lot.year, key)).or_insert(Some(None));
                *held = match (*held, winner.size) {
                    (Some(Some(size)), Some(other)) if size != other => None,
                    (Some(None), told) => Some(told),
                    (held, _) => held,
                };
            }
        }
        named.into_iter().for_each(|((year, _), size)| add(year, size.flatten().unwrap_or(Size::Unknown)));
        groups
    }

    /// Whether a table has a column of results: one of awards alone tells nothing of what was cancelled.
    pub fn tell_results(&self) -> bool {
        let mut columns = self.files.iter().flat_map(|file| &file.tables).flat_map(|table| &table.columns);
        columns.any(|(field, _)| *field == field_name(&TenderField::Result))
    }
}

fn size_of(taker: &Taker) -> Size {
    taker.size.unwrap_or(Size::Unknown)
}
