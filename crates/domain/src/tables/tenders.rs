//! The published tables of tenders: lots without names and sums, and how many bids and awards there are by size.

use std::path::Path;

use crate::classify::purchases::BUYER;
use crate::tenders::lists::{Entry, Openness};
use crate::tenders::parties::{Counted, Group, Role};
use crate::tenders::{Lot, Outcome, Procedure, Tenders};
use vire_base::year::UNDATED;
use vire_formats::parquet;
use vire_formats::table::{Column, Of, Table, column, heads, joined, some};
use vire_reference::buyer::Buyer;
use vire_reference::sectors::{SECTORS, SectorNo, UNCLASSIFIED};

/// The table as its readers know it.
pub const TENDERS: Table = Table {
    name: "tenders",
    about: "a lot, or a procurement without lots; of runs whose pipeline file has tables of tenders",
    columns: &joined::<_, _, { 1 + COLUMNS.len() }>([BUYER], heads(&COLUMNS)),
};

/// The table as its readers know it.
pub const PARTIES: Table = Table {
    name: "tender_parties",
    about: "year, what is counted, procedure, sector and size of the firm; of runs whose pipeline file has tables of tenders",
    columns: &joined::<_, _, { 1 + OF_PARTIES.len() }>([BUYER], heads(&OF_PARTIES)),
};

/// The id of a sector.
pub fn sector_id(sector: Option<SectorNo>) -> &'static str {
    sector.and_then(|number| SECTORS.get(usize::from(number))).map_or(UNCLASSIFIED, |sector| sector.id.as_str())
}

/// As tables and queries have it.
pub fn yes_no(is: Option<bool>) -> &'static str {
    match is {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    }
}

fn long(number: Option<u64>) -> Option<i64> {
    number.and_then(|number| i64::try_from(number).ok())
}

pub const COLUMNS: [Column<Of<Lot>>; 24] = [
    column(
        "procurement",
        "the same number for all lots of a procurement",
        Of::Long(|r: &Lot| long(Some(r.procurement))),
    )
    .required(),
    column("reference", "the buyer's number of the procurement", Of::Text(|r| some(r.reference.as_str()))),
    column("lot", "the buyer's number of the lot", Of::Text(|r| some(r.lot.as_str()))),
    column(
        "year",
        "accounting year of the award, else of the deadline, the notice, or a column of years; null without any",
        Of::Int(|r| Some(r.year).filter(|year| *year != UNDATED)),
    ),
    column("notice_date", "day of the notice", Of::Day(|r| r.notice)),
    column(
        "procedure",
        "open, restricted, negotiated (after a call), dialogue (and innovation partnership), simplified (national), call-off \
         (within a framework agreement or dynamic purchasing system), direct (without a call), unknown",
        Of::Text(|r| some(r.procedure.map_or("unknown", Procedure::code))),
    ),
    column(
        "sector",
        "id of the sector by the CPV code, else by the table's own word or the title; unclassified where none tells it",
        Of::Text(|r| some(sector_id(r.sector))),
    ),
    column(
        "outcome",
        "awarded, cancelled, without-result, running, unknown",
        Of::Text(|r| some(r.outcome.map_or("unknown", Outcome::code))),
    ),
    column("bids", "bids that came", Of::Long(|r| long(r.bids))),
    column(
        "sme_bids",
        "those of small and medium-sized firms, where a column counts them",
        Of::Long(|r| long(r.sme_bids)),
    ),
    column("price_only", "price is the only criterion: yes, no, unknown", Of::Text(|r| some(yes_no(r.price_only)))),
    column(
        "quality_weight",
        "weight of all criteria but the price, 0 to 1",
        Of::Ratio(|r| r.quality.map(|weight| i128::from(weight) * 100)),
    ),
    column("decision_days", "days from the deadline to the award", Of::Long(|r| long(r.decision_days))),
    column("window_days", "days from the notice to the deadline", Of::Long(|r| long(r.window_days))),
    column("divided", "the procurement has several lots: yes, no, unknown", Of::Text(|r| some(yes_no(r.divided)))),
    column("framework", "a framework agreement: yes, no, unknown", Of::Text(|r| some(yes_no(r.framework)))),
    column("green", "environmental criteria: yes, no, unknown", Of::Text(|r| some(yes_no(r.green)))),
    column("social", "social criteria: yes, no, unknown", Of::Text(|r| some(yes_no(r.social)))),
    column("innovation", "innovation is sought: yes, no, unknown", Of::Text(|r| some(yes_no(r.innovation)))),
    column("dialogue", "a market dialogue before the notice: yes, no, unknown", Of::Text(|r| some(yes_no(r.dialogue)))),
    column(
        "in_calendar",
        "the procurement was in a calendar before its notice: yes, no, unknown",
        Of::Text(|r| some(yes_no(r.in_calendar))),
    ),
    column("listed_days", "days from its first day in the calendar to the notice", Of::Long(|r| long(r.listed_days))),
    column(
        "quarters_off",
        "quarters from the planned time to the notice, before or after",
        Of::Long(|r| long(r.quarters_off)),
    ),
    column(
        "winners",
        "firms that won the lot, as far as the table names them",
        Of::Long(|r| long(Some(r.winners.len() as u64))),
    ),
];

pub const OF_PARTIES: [Column<Of<Counted>>; 6] = [
    column(
        "year",
        "accounting year; null without any",
        Of::Int(|r: &Counted| Some(r.group.year).filter(|year| *year != UNDATED)),
    ),
    column(
        "role",
        "bid; award (of a lot to a winner); winner (a firm that won something in the year, once); framework-supplier (a firm \
         that won a framework agreement in the year, once)",
        Of::Text(|r| some(r.group.role.code())),
    ),
    column(
        "procedure",
        "as in tenders; of winners and framework suppliers all",
        Of::Text(|r| some(procedure_code(&r.group))),
    ),
    column(
        "sector",
        "as in tenders; of winners and framework suppliers all",
        Of::Text(|r| some(sector_code(&r.group))),
    ),
    column(
        "size",
        "micro, small, medium, large, unknown; sme where only that is known",
        Of::Text(|r| some(r.group.size.code())),
    ),
    column("number", "how many of the role", Of::Long(|r| long(Some(r.number)))),
];

/// The procedure of a group, which firms of a year have not.
pub fn procedure_code(group: &Group) -> &'static str {
    match group.role {
        Role::Winner | Role::FrameworkSupplier => "all",
        Role::Bid | Role::Award => group.procedure.map_or("unknown", Procedure::code),
    }
}

/// The sector of a group, which firms of a year have not.
pub fn sector_code(group: &Group) -> &'static str {
    match group.role {
        Role::Winner | Role::FrameworkSupplier => "all",
        Role::Bid | Role::Award => sector_id(group.sector),
    }
}

/// Writes `tenders.parquet` and `tender_parties.parquet`.
pub fn write(buyer: &Buyer, tenders: &Tenders, folder: &Path) -> anyhow::Result<()> {
    let same = [(BUYER, buyer.name.as_str())];
    parquet::write_of(&same, &COLUMNS, &tenders.lots, &folder.join("tenders.parquet"))?;
    parquet::write_of(&same, &OF_PARTIES, &tenders.parties(), &folder.join("tender_parties.parquet"))
}

/// The table as its readers know it.
pub const OPENNESS: Table = Table {
    name: "openness",
    about: "an entry of a list of small purchases, publications or meetings; of runs whose pipeline file names such lists",
    columns: &joined::<_, _, { 1 + OF_LISTS.len() }>([BUYER], heads(&OF_LISTS)),
};

pub const OF_LISTS: [Column<Of<(i32, Entry)>>; 8] = [
    column("year", "accounting year of the day", Of::Int(|r: &(i32, Entry)| Some(r.0))).required(),
    column("kind", "small-purchase, publication, meeting", Of::Text(|r| some(r.1.code()))),
    column("announced", "a small purchase was announced to all: yes, no, unknown", Of::Text(|r| some(announced(&r.1)))),
    column("month", "month of the end of the published period, 1 to 12", Of::Long(|r| long(month(&r.1)))),
    column("days", "days from the end of the period to its publication", Of::Long(|r| long(days(&r.1)))),
    column("firms", "firms that came to a meeting", Of::Long(|r| long(came(&r.1)[0]))),
    column("from_here", "those of them from here", Of::Long(|r| long(came(&r.1)[1]))),
    column("first_time", "those of them that came for the first time", Of::Long(|r| long(came(&r.1)[2]))),
];

/// Whether a small purchase was announced; empty of other entries.
pub fn announced(entry: &Entry) -> &'static str {
    match entry {
        Entry::SmallPurchase { announced } => yes_no(*announced),
        _ => "",
    }
}

pub fn month(entry: &Entry) -> Option<u64> {
    match entry {
        Entry::Publication { month, .. } => Some((*month).into()),
        _ => None,
    }
}

pub fn days(entry: &Entry) -> Option<u64> {
    match entry {
        Entry::Publication { days, .. } => *days,
        _ => None,
    }
}

/// Firms that came to a meeting, local ones and new ones.
pub fn came(entry: &Entry) -> [Option<u64>; 3] {
    match entry {
        Entry::Meeting { firms, local, new } => [Some(*firms), *local, *new],
        _ => [None; 3],
    }
}

/// Writes `openness.parquet`.
pub fn write_lists(buyer: &Buyer, openness: &Openness, folder: &Path) -> anyhow::Result<()> {
    let same = [(BUYER, buyer.name.as_str())];
    parquet::write_of(&same, &OF_LISTS, &openness.entries, &folder.join("openness.parquet"))
}
