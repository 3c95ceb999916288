//! The tables `tenders` and `tender_parties`: lots, and bids and awards by size of the firm.

use super::columns::{Of, Table, by_columns, column};
use vire_domain::tables::tenders::{announced, came, days, month, procedure_code, sector_code, sector_id, yes_no};
use vire_domain::tenders::lists::Entry;
use vire_domain::tenders::parties::Counted;
use vire_domain::tenders::{Lot, Outcome, Procedure, Tenders};
use vire_formats::table::{Column, Table as Described, heads};

pub(super) const TENDERS: Described = Described {
    name: "tenders",
    about: "a lot, or a procurement without lots; empty where no tables of tenders are given",
    columns: &heads(&LOTS),
};

const LOTS: [Column<Of<Lot>>; 20] = [
    column(
        "year",
        "accounting year of the award, else of the deadline or the notice; 0 without any",
        Of::Int(|r| r.year),
    ),
    column("procurement", "the same number for all lots of a procurement", Of::Count(|r| Some(r.procurement))),
    column(
        "procedure",
        "open, restricted, negotiated, dialogue, simplified, call-off, direct, unknown",
        Of::Text(|r| r.procedure.map_or("unknown", Procedure::code)),
    ),
    column("sector", "id of the sector", Of::Text(|r| sector_id(r.sector))),
    column(
        "outcome",
        "awarded, cancelled, without-result, running, unknown",
        Of::Text(|r| r.outcome.map_or("unknown", Outcome::code)),
    ),
    column("bids", "bids that came", Of::Count(|r| r.bids)),
    column("sme_bids", "those of small and medium-sized firms, where a column counts them", Of::Count(|r| r.sme_bids)),
    column("price_only", "price is the only criterion: yes, no, unknown", Of::Text(|r| yes_no(r.price_only))),
    column(
        "quality_weight",
        "weight of all criteria but the price, in hundredths of a percent",
        Of::Count(|r| r.quality),
    ),
    column("decision_days", "days from the deadline to the award", Of::Count(|r| r.decision_days)),
    column("window_days", "days from the notice to the deadline", Of::Count(|r| r.window_days)),
    column("divided", "the procurement has several lots: yes, no, unknown", Of::Text(|r| yes_no(r.divided))),
    column("framework", "a framework agreement: yes, no, unknown", Of::Text(|r| yes_no(r.framework))),
    column("green", "environmental criteria: yes, no, unknown", Of::Text(|r| yes_no(r.green))),
    column("social", "social criteria: yes, no, unknown", Of::Text(|r| yes_no(r.social))),
    column("innovation", "innovation is sought: yes, no, unknown", Of::Text(|r| yes_no(r.innovation))),
    column("dialogue", "a market dialogue before the notice: yes, no, unknown", Of::Text(|r| yes_no(r.dialogue))),
    column(
        "in_calendar",
        "the procurement was in a calendar before its notice: yes, no, unknown",
        Of::Text(|r| yes_no(r.in_calendar)),
    ),
    column("listed_days", "days from its first day in the calendar to the notice", Of::Count(|r| r.listed_days)),
    column("quarters_off", "quarters from the planned time to the notice", Of::Count(|r| r.quarters_off)),
];

/// The table `tenders`.
pub(super) fn tenders(tenders: Option<&Tenders>) -> anyhow::Result<Table> {
    by_columns(TENDERS.name, &LOTS, tenders.map_or(&[], |tenders| &tenders.lots))
}

pub(super) const TENDER_PARTIES: Described = Described {
    name: "tender_parties",
    about: "year, what is counted, procedure, sector and size of the firm; empty where no tables of tenders are given",
    columns: &heads(&PARTIES),
};

const PARTIES: [Column<Of<Counted>>; 6] = [
    column("year", "accounting year; 0 without any", Of::Int(|r| r.group.year)),
    column("role", "bid, award, winner, framework-supplier", Of::Text(|r| r.group.role.code())),
    column(
        "procedure",
        "as in tenders; of winners and framework suppliers all",
        Of::Text(|r| procedure_code(&r.group)),
    ),
    column("sector", "as in tenders; of winners and framework suppliers all", Of::Text(|r| sector_code(&r.group))),
    column(
        "size",
        "micro, small, medium, large, unknown; sme where only that is known",
        Of::Text(|r| r.group.size.code()),
    ),
    column("number", "how many of the role", Of::Count(|r| Some(r.number))),
];

/// The table `tender_parties`.
pub(super) fn parties(tenders: Option<&Tenders>) -> anyhow::Result<Table> {
    by_columns(TENDER_PARTIES.name, &PARTIES, &tenders.map(Tenders::parties).unwrap_or_default())
}

pub(super) const OPENNESS: Described = Described {
    name: "openness",
    about: "an entry of a list of small purchases, publications or meetings; empty where no lists are given",
    columns: &heads(&ENTRIES),
};

const ENTRIES: [Column<Of<(i32, Entry)>>; 8] = [
    column("year", "accounting year of the day", Of::Int(|r| r.0)),
    column("kind", "small-purchase, publication, meeting", Of::Text(|r| r.1.code())),
    column("announced", "a small purchase was announced to all: yes, no, unknown", Of::Text(|r| announced(&r.1))),
    column("month", "month of the end of the published period, 1 to 12", Of::Count(|r| month(&r.1))),
    column("days", "days from the end of the period to its publication", Of::Count(|r| days(&r.1))),
    column("firms", "firms that came to a meeting", Of::Count(|r| came(&r.1)[0])),
    column("from_here", "those of them from here", Of::Count(|r| came(&r.1)[1])),
    column("first_time", "those of them that came for the first time", Of::Count(|r| came(&r.1)[2])),
];

/// The table `openness`.
pub(super) fn openness(entries: &[(i32, Entry)]) -> anyhow::Result<Table> {
    by_columns(OPENNESS.name, &ENTRIES, entries)
}

/// What no lot and no list tells, by the names that indicator pages use.
pub(super) fn absent(tenders: Option<&Tenders>, entries: &[(i32, Entry)]) -> impl Iterator<Item = &'static str> {
    let listed = |is: fn(&Entry) -> bool| entries.iter().any(|(_, entry)| is(entry));
    let any = move |is: fn(&Lot) -> bool| tenders.is_some_and(|tenders| tenders.lots.iter().any(is));
    let sized = |takers: &[vire_domain::tenders::Taker]| takers.iter().any(|taker| taker.size.is_some());
    let told = [
        ("tender-bids", any(|lot| lot.bids.is_some())),
        ("tender-procedure", any(|lot| lot.procedure.is_some())),
        ("tender-criteria", any(|lot| lot.price_only.is_some())),
        ("tender-weight", any(|lot| lot.quality.is_some())),
        ("tender-decision", any(|lot| lot.decision_days.is_some())),
        ("tender-window", any(|lot| lot.window_days.is_some())),
        ("tender-lots", any(|lot| lot.divided.is_some())),
        ("tender-result", tenders.is_some_and(Tenders::tell_results)),
        ("tender-winner-size", tenders.is_some_and(|tenders| tenders.lots.iter().any(|lot| sized(&lot.winners)))),
        (
            "tender-bidder-size",
            tenders.is_some_and(|tenders| {
                tenders.lots.iter().any(|lot| {
                    sized(&lot.bidders) || lot.sme_bids.zip(lot.bids).is_some_and(|(sme, bids)| sme <= bids && bids > 0)
                })
            }),
        ),
        ("tender-objectives", any(|lot| [lot.green, lot.social, lot.innovation].iter().any(Option::is_some))),
        ("tender-dialogue", any(|lot| lot.dialogue.is_some())),
        ("tender-calendar", any(|lot| lot.in_calendar.is_some())),
        ("tender-listing", any(|lot| lot.listed_days.is_some())),
        ("tender-plan", any(|lot| lot.quarters_off.is_some())),
        ("small-purchase-log", listed(|entry| matches!(entry, Entry::SmallPurchase { announced: Some(_) }))),
        ("publication-log", listed(|entry| matches!(entry, Entry::Publication { days: Some(_), .. }))),
        ("meeting-log", listed(|entry| matches!(entry, Entry::Meeting { .. }))),
    ];
    told.into_iter().filter(|(_, is_told)| !is_told).map(|(need, _)| need)
}
