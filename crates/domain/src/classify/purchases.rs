//! The published table of purchases: its columns and where their values come from.

use super::decisions::PartyNames;
use super::sector::Decision;
use crate::suppliers::Supplier;
use vire_formats::table::{Column, Head, Kind, Table, heads};
use vire_ingest::line::AccountText;
use vire_reference::sectors::SECTORS;

/// The table as its readers know it.
pub const PURCHASES: Table = Table { name: "purchases", about: "one posting line", columns: &HEADS };

/// Whose row it is: the same in every row of a run, so that tables of many buyers can be read as one.
pub const BUYER: Head =
    Column::new("buyer", Kind::Text, "whose purchases: the municipality's name, else that of the pipeline file", ())
        .required()
        .head;

pub(super) const HEADS: [Head; 38] = heads(&COLUMNS);

/// The columns with their descriptions and where their values come from, in order.
pub const COLUMNS: [Column<Source>; 38] = [
    Column { head: BUYER, of: Source::Buyer },
    column("buyer_id", "business id of the buyer as in the export", Source::Party(|p| &p.buyer_id)),
    column("buyer_name", "buyer as in the export, else as in the pipeline file", Source::Party(|p| &p.buyer_name)),
    column("unit", "buying unit", Source::Party(|p| &p.unit)),
    column("voucher", "voucher number", Source::Line(OfLine::Text(VOUCHER))).distinct(),
    column("invoice", "invoice number", Source::Line(OfLine::Text(INVOICE))).distinct(),
    column("posting_date", "date of posting; of a period its first day", Source::Line(OfLine::Date(POSTING))).ranged(),
    column("invoice_date", "date of the invoice or voucher", Source::Line(OfLine::Date(INVOICED))).ranged(),
    column("due_date", "due date", Source::Line(OfLine::Date(DUE))).ranged(),
    column("payment_date", "date of payment", Source::Line(OfLine::Date(PAID))).ranged(),
    column(
        "year",
        "accounting year of the posting date, else of the payment date, else of the invoice date, by the calendar year in \
         which it begins; null when none is known",
        Source::Line(OfLine::Year),
    )
    .ranged(),
    column("month", "month of the same date", Source::Line(OfLine::Month)).ranged(),
    column("account", "account number", Source::Account(|a| &a.account)),
    column("account_name", "account name", Source::Account(|a| &a.name)),
    column(
        "standard_account",
        "account in the country's common chart, such as a JHS-tili, where the export has it",
        Source::Account(|a| &a.standard),
    ),
    column("account_group", "account group as in the export", Source::Account(|a| &a.group)),
    column("service_class", "service class or function", Source::Account(|a| &a.service_class)),
    column("cpv", "CPV code", Source::Account(|a| &a.cpv)),
    column("contract", "contract number", Source::Line(OfLine::Text(CONTRACT))),
    column("supplier", "key of the supplier, as in suppliers.parquet", Source::Supplier(|s| &s.key)),
    column("supplier_name", "supplier as in the export; persons masked", Source::Spelling),
    column(
        "amount",
        "amount net of VAT in the currency of the buyer, credit notes negative",
        Source::Line(OfLine::Amount),
    )
    .ranged()
    .distinct(),
    column("vat", "VAT amount where the export has it", Source::Line(OfLine::Vat)).ranged().distinct(),
    column("currency", "ISO 4217 code", Source::Currency),
    column(
        "original_amount",
        "amount in the currency of the export, where it was converted",
        Source::Line(OfLine::Original),
    ),
    column(
        "original_currency",
        "currency of the export, where it is another one than the buyer's",
        Source::Party(|p| &p.currency),
    ),
    column(
        "sector",
        "sector of the cross-walk, or unclassified",
        Source::Decision(|d| &SECTORS[usize::from(d.sector)].id),
    ),
    column(
        "sector_method",
        "how the sector was decided: override, account, account-name, words, industry, cpv, none",
        Source::Decision(|d| d.method.code()),
    ),
    column("sector_rule", "the rule that decided the sector", Source::Decision(|d| &d.rule)),
    column("value_band", "band of the absolute amount of this posting", Source::Band),
    column(
        "threshold_class",
        "this posting against the thresholds of its date; a proxy, since thresholds are on whole contracts; outside: rents, \
         which no threshold is for",
        Source::Class,
    ),
    column(
        "ring",
        "how far the supplier was at the end of the year: municipality, sub-region, region, country, abroad, unknown",
        Source::Ring,
    ),
    column(
        "supplier_size",
        "staff-size class by the register: micro, small, medium, large, unknown",
        Source::Supplier(|s| s.size),
    ),
    column(
        "supplier_kind",
        "company, sole-trader, association, co-operative, public-body, own-group, person, foreign, redacted, unnamed, unknown",
        Source::Supplier(|s| s.kind.code()),
    ),
    column("scope", "in, public-bodies, or the rule that holds the line out of the totals", Source::Scope),
    column("source_file", "input file", Source::File),
    column("source_sheet", "sheet of the input file", Source::Sheet),
    column("source_row", "row in the sheet, from 1", Source::Line(OfLine::Row)).ranged().distinct(),
];

/// Where a column's values come from.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// Texts of what one of a line's numbers stands for.
    Party(fn(&PartyNames) -> &str),
    Account(fn(&AccountText) -> &str),
    Supplier(fn(&Supplier) -> &str),
    Decision(fn(&Decision) -> &str),
    /// The supplier as the export writes it.
    Spelling,
    Band,
    Class,
    Scope,
    Ring,
    Buyer,
    Currency,
    File,
    Sheet,
    /// What each line has of its own.
    Line(OfLine),
}

/// What each line has of its own.
#[derive(Clone, Copy, Debug)]
pub enum OfLine {
    /// A place in [`super::rows::Purchase::texts`].
    Text(usize),
    /// A place in [`super::rows::Purchase::dates`].
    Date(usize),
    Year,
    Month,
    Amount,
    Vat,
    Original,
    Row,
}

const fn column(name: &'static str, about: &'static str, source: Source) -> Column<Source> {
    let kind = match source {
        Source::Party(_) | Source::Account(_) | Source::Supplier(_) | Source::Decision(_) => Kind::Text,
        Source::Spelling | Source::Band | Source::Class | Source::Scope | Source::Ring => Kind::Text,
        Source::Buyer | Source::Currency | Source::File | Source::Sheet | Source::Line(OfLine::Text(_)) => Kind::Text,
        Source::Line(OfLine::Date(_)) => Kind::Day,
        Source::Line(OfLine::Year | OfLine::Month | OfLine::Row) => Kind::Int,
        Source::Line(OfLine::Amount | OfLine::Vat | OfLine::Original) => Kind::Money,
    };
    Column::new(name, kind, about, source)
}

/// Places in [`super::rows::Purchase::numbers`].
pub(super) const PARTY: usize = 0;
pub(super) const ACCOUNT: usize = 1;
pub(super) const SUPPLIER: usize = 2;
pub(super) const SPELLING: usize = 3;
pub(super) const TABLE: usize = 4;
pub(super) const DECISION: usize = 5;
pub(super) const BAND: usize = 6;
pub(super) const CLASS: usize = 7;
pub(super) const SCOPE: usize = 8;
pub(super) const RING: usize = 9;

/// Places in [`super::rows::Purchase::dates`].
pub(super) const POSTING: usize = 0;
pub(super) const INVOICED: usize = 1;
pub(super) const DUE: usize = 2;
pub(super) const PAID: usize = 3;

/// Places in [`super::rows::Purchase::texts`].
pub(super) const VOUCHER: usize = 0;
pub(super) const INVOICE: usize = 1;
pub(super) const CONTRACT: usize = 2;
