//! The published table of suppliers.

use std::path::Path;

use super::OF_BUYER;
use crate::classify::cube::SupplierSum;
use crate::suppliers::settings::RegisterSource;
use crate::suppliers::{PLACE_SOURCES, Supplier};
use vire_base::date;
use vire_formats::table::{Column, Of, Table, column, heads, joined, some};
use vire_ingest::values::privacy::said;
use vire_reference::buyer::Buyer;
use vire_reference::names::Kind;
use vire_reference::places::Municipality;

/// The table as its readers know it.
pub const SUPPLIERS: Table = Table {
    name: "suppliers",
    about: "one supplier of any purchase",
    columns: &joined::<_, _, { OF_BUYER.len() + Row::COLUMNS.len() }>(OF_BUYER, heads(&Row::COLUMNS)),
};

/// A supplier with its sums, and the registers that may know it.
pub struct Row<'a> {
    of: &'a Supplier,
    sum: &'a SupplierSum,
    registers: &'a [RegisterSource],
}

impl Row<'_> {
    pub const COLUMNS: [Column<Of<Self>>; 31] = [
        column(
            "supplier",
            "key: scheme and business id; else person: and a pseudonym; else name: and the name key; redacted; unknown",
            Of::Text(|r| some(&r.of.key)),
        ),
        column(
            "id",
            "business id in its canonical spelling",
            Of::Text(|r| r.of.id.as_ref().and_then(|id| some(&id.value))),
        ),
        column(
            "id_scheme",
            "fi, se, no, dk, ee, gb, or vat",
            Of::Text(|r| r.of.id.as_ref().and_then(|id| some(id.scheme))),
        ),
        column(
            "id_source",
            "export; same-name when only other lines of that name in the same file have it; register when an export without ids names a supplier that the register has once; decision when the \
             user has said so",
            Of::Text(|r| some(r.of.id_source?)),
        ),
        column(
            "name",
            "name by the register, else the commonest spelling; persons masked",
            Of::Text(|r| some(&r.of.name)),
        ),
        column(
            "names_seen",
            "spellings in the exports, parted by |",
            Of::Text(|r| some(r.of.names_seen.keys().map(String::as_str).collect::<Vec<_>>().join("|"))),
        ),
        column(
            "by_name",
            "person: a person by its name and its accounts alone; perhaps: one of the two reads so",
            Of::Text(|r| some(r.of.by_name?.code())),
        ),
        column(
            "kind",
            "company, sole-trader, association, co-operative, public-body, own-group, person, foreign, redacted, unnamed, unknown",
            Of::Text(|r| some(r.of.kind.code())),
        ),
        column(
            "public_body",
            "of a public body: municipality, joint-authority, wellbeing-county, region, state, other",
            Of::Text(|r| some(r.of.public_body)),
        ),
        column("legal_form", "short code of the legal form by register or name", Of::Text(|r| some(&r.of.legal_form))),
        column(
            "size",
            "staff-size class by the register: micro, small, medium, large, unknown",
            Of::Text(|r| some(r.of.size)),
        ),
        column("industry", "industry code by the register", Of::Text(|r| some(&r.of.industry))),
        column("municipality", "code of the municipality", Of::Text(|r| some(&r.place()?.code))),
        column("municipality_name", "name of the municipality", Of::Text(|r| some(&r.place()?.name))),
        column(
            "domicile",
            "name of the municipality by registers of domiciles",
            Of::Text(|r| some(&r.of.domicile?.name)),
        ),
        column(
            "establishments",
            "names of the municipalities by registers of establishments, parted by |",
            Of::Text(|r| some(r.of.establishments.iter().map(|m| m.name.as_str()).collect::<Vec<_>>().join("|"))),
        ),
        column("sub_region", "sub-region of the municipality (Finland)", Of::Text(|r| some(&r.place()?.sub_region))),
        column("region", "region or county of the municipality", Of::Text(|r| some(&r.place()?.region))),
        column("country", "ISO 3166 code", Of::Text(|r| some(r.of.country.as_ref()?))),
        column(
            "place_source",
            "register, register-postcode, export-postcode, public-body, name, country, none",
            Of::Text(|r| some(r.of.place_source)),
        ),
        column(
            "ring",
            "how far from home it is now; spend.parquet has that of each year",
            Of::Text(|r| some(r.of.ring.code())),
        ),
        column(
            "register",
            "the first register that knows the supplier",
            Of::Text(|r| some(said(&r.register()?.files.first()?.file_name()?.to_string_lossy()).into_owned())),
        ),
        column("register_date", "the day that register tells of", Of::Day(|r| days(r.register()?.date?))),
        column(
            "closed",
            "the day the supplier ended by the register, as that writes it",
            Of::Text(|r| some(&r.of.closed)),
        ),
        column("family", "the family that the user counts the supplier to", Of::Text(|r| some(&r.of.family))),
        column("person", "the supplier is a natural person", Of::Flag(|r| Some(r.of.kind == Kind::Person))),
        column("first_seen", "first day of a line", Of::Day(|r: &Self| r.sum.first)).ranged(),
        column("last_seen", "last day of a line", Of::Day(|r: &Self| r.sum.last)).ranged(),
        column("lines", "lines, in any scope", Of::Long(|r: &Self| i64::try_from(r.sum.all.lines).ok())).ranged(),
        column("amount", "sum of all lines, in any scope", Of::Money(|r: &Self| Some(r.sum.all.cents)))
            .ranged()
            .distinct(),
        column(
            "external_amount",
            "sum of the lines that count as external purchases",
            Of::Money(|r: &Self| Some(r.sum.external.cents)),
        )
        .ranged(),
    ];

    fn place(&self) -> Option<&'static Municipality> {
        self.of.municipality
    }

    fn register(&self) -> Option<&RegisterSource> {
        self.registers.get(self.of.register?)
    }
}

pub fn write(
    buyer: &Buyer,
    registers: &[RegisterSource],
    suppliers: &[Supplier],
    sums: &[SupplierSum],
    to: &Path,
) -> anyhow::Result<()> {
    let rows: Vec<Row<'_>> = suppliers.iter().zip(sums).map(|(of, sum)| Row { of, sum, registers }).collect();
    super::write(buyer, &Row::COLUMNS, &rows, to)
}

fn days(date: chrono::NaiveDate) -> Option<i32> {
    use chrono::Datelike;
    date::days(date.year(), date.month(), date.day())
}

/// External cents by where the supplier's place comes from, in order of trust.
pub fn place_sources(suppliers: &[Supplier], sums: &[SupplierSum]) -> Vec<(&'static str, i128)> {
    let of = |source| {
        suppliers.iter().zip(sums).filter(|(s, _)| s.place_source == source).map(|(_, sum)| sum.external.cents).sum()
    };
    PLACE_SOURCES.map(|source| (source, of(source))).into()
}
