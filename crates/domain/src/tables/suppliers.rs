//! The published table of suppliers.

use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Decimal128Array, RecordBatch, StringArray, UInt64Array};

use crate::classify::cube::SupplierSum;
use crate::suppliers::settings::RegisterSource;
use crate::suppliers::{PLACE_SOURCES, Supplier};
use vire_base::date;
use vire_reference::places::Municipality;

/// The columns of the suppliers table with their descriptions.
pub const COLUMNS: [(&str, &str); 27] = [
    (
        "supplier",
        "key: scheme and business id; else person: and a pseudonym; else name: and the name key; redacted; unknown",
    ),
    ("id", "business id in its canonical spelling"),
    ("id_scheme", "fi, se, no, dk, ee, gb, or vat"),
    (
        "id_source",
        "export; register when an export without ids names a supplier that the register has once; decision when the user \
         has said so",
    ),
    ("name", "name by the register, else the commonest spelling; persons masked"),
    ("names_seen", "spellings in the exports, parted by |"),
    (
        "kind",
        "company, sole-trader, association, co-operative, public-body, own-group, person, foreign, redacted, unknown",
    ),
    ("public_body", "of a public body: municipality, joint-authority, wellbeing-county, region, state, other"),
    ("legal_form", "short code of the legal form by register or name"),
    ("size", "staff-size class by the register: micro, small, medium, large, unknown"),
    ("industry", "industry code by the register"),
    ("municipality", "code of the municipality"),
    ("municipality_name", "name of the municipality"),
    ("sub_region", "sub-region of the municipality (Finland)"),
    ("region", "region or county of the municipality"),
    ("country", "ISO 3166 code"),
    ("place_source", "register, register-postcode, export-postcode, public-body, name, country, none"),
    ("ring", "how far from home"),
    ("register", "the first register that knows the supplier"),
    ("register_date", "the day that register tells of"),
    ("closed", "the day the supplier ended by the register, as that writes it"),
    ("person", "the supplier is a natural person"),
    ("first_seen", "first day of a line"),
    ("last_seen", "last day of a line"),
    ("lines", "lines, in any scope"),
    ("amount", "sum of all lines, in any scope"),
    ("external_amount", "sum of the lines that count as external purchases"),
];

pub fn write(
    registers: &[RegisterSource],
    suppliers: &[Supplier],
    sums: &[SupplierSum],
    to: &Path,
) -> anyhow::Result<()> {
    let text = |part: &dyn Fn(&Supplier) -> Option<String>| -> ArrayRef {
        Arc::new(suppliers.iter().map(|s| part(s).filter(|t| !t.is_empty())).collect::<StringArray>())
    };
    let place = |part: fn(&Municipality) -> &String| text(&|s| s.municipality.map(|m| part(m).clone()));
    let money = |part: fn(&SupplierSum) -> i128| -> anyhow::Result<ArrayRef> {
        Ok(Arc::new(sums.iter().map(|s| Some(part(s))).collect::<Decimal128Array>().with_precision_and_scale(18, 2)?))
    };
    let columns: [ArrayRef; 27] = [
        text(&|s| Some(s.key.clone())),
        text(&|s| s.id.as_ref().map(|id| id.value.clone())),
        text(&|s| s.id.as_ref().map(|id| id.scheme.to_owned())),
        text(&|s| s.id_source.map(str::to_owned)),
        text(&|s| Some(s.name.clone())),
        text(&|s| Some(s.names_seen.keys().cloned().collect::<Vec<_>>().join("|"))),
        text(&|s| Some(s.kind.code().to_owned())),
        text(&|s| Some(s.public_body.to_owned())),
        text(&|s| Some(s.legal_form.clone())),
        text(&|s| Some(s.size.to_owned())),
        text(&|s| Some(s.industry.clone())),
        place(|m| &m.code),
        place(|m| &m.name),
        place(|m| &m.sub_region),
        place(|m| &m.region),
        text(&|s| s.country.clone()),
        text(&|s| Some(s.place_source.to_owned())),
        text(&|s| Some(s.ring.code().to_owned())),
        text(&|s| registers[s.register?].files.first()?.file_name().map(|n| n.to_string_lossy().into_owned())),
        Arc::new(suppliers.iter().map(|s| days(registers[s.register?].date?)).collect::<Date32Array>()),
        text(&|s| Some(s.closed.clone())),
        Arc::new(
            suppliers.iter().map(|s| Some(s.kind == vire_reference::names::Kind::Person)).collect::<BooleanArray>(),
        ),
        Arc::new(sums.iter().map(|s| s.first).collect::<Date32Array>()),
        Arc::new(sums.iter().map(|s| s.last).collect::<Date32Array>()),
        Arc::new(sums.iter().map(|s| Some(s.all.lines)).collect::<UInt64Array>()),
        money(|s| s.all.cents)?,
        money(|s| s.external.cents)?,
    ];
    let names = COLUMNS.iter().map(|(name, _)| *name);
    let batch = RecordBatch::try_from_iter_with_nullable(names.zip(columns).map(|(n, c)| (n, c, true)))?;
    vire_formats::parquet::write(&batch, &COLUMNS, to)
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
