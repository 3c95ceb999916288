//! The published small tables: who sold what in which year, and how large the postings were. Reports are drawn from
//! them, and they are small enough for a spreadsheet.

use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, Decimal128Array, Int32Array, Int64Array, RecordBatch, StringArray};

use crate::classify::PUBLIC_BODIES;
use crate::classify::cube::Cube;
use crate::classify::decisions::Decisions;
use crate::classify::scope::is_public;
use crate::classify::spend::Cell;
use vire_base::sum::Sum;
use vire_formats::parquet;
use vire_reference::sectors::SECTORS;

const YEAR: (&str, &str) = ("year", "year of the posting; 0 without a date");
const SCOPE: (&str, &str) = ("scope", "in: market; public-bodies; what is held out is not in this table");
const AMOUNT: (&str, &str) = ("amount", "sum of the lines");
const LINES: (&str, &str) = ("lines", "posting lines");

/// The columns of `spend.parquet` with their descriptions.
pub const SPEND: [(&str, &str); 6] = [
    YEAR,
    SCOPE,
    ("supplier", "key of the supplier; suppliers.parquet tells who it is"),
    ("sector", "id of the sector"),
    AMOUNT,
    LINES,
];

/// The columns of `sizes.parquet` with their descriptions.
pub const SIZES: [(&str, &str); 7] = [
    YEAR,
    SCOPE,
    ("sector", "id of the sector"),
    ("ring", "how far from home the supplier is"),
    ("value_band", "value band of the single posting"),
    AMOUNT,
    LINES,
];

/// A sum with its year, whether it is of public bodies, and its texts.
type Row<'a, const N: usize> = (i32, bool, [&'a str; N], Sum);

/// Writes `spend.parquet` and `sizes.parquet`: external purchases only.
pub fn write(decisions: &Decisions, cube: &Cube, bands: &[&str], folder: &Path) -> anyhow::Result<()> {
    let mut spend: Vec<&Cell> = cube.spend.cells().iter().collect();
    spend.sort_by_key(|((year, ..), _)| *year);
    let spend = spend.into_iter().map(|&((year, supplier, sector), sum)| {
        let supplier = &decisions.suppliers[supplier as usize];
        (year, is_public(supplier), [supplier.key.as_str(), SECTORS[usize::from(sector)].id.as_str()], sum)
    });
    parquet::write(&batch(spend, &SPEND)?, &SPEND, &folder.join("spend.parquet"))?;
    let sizes = cube.years.iter().flat_map(|(year, sums)| {
        sums.sizes().flat_map(|(band, sector, ring, pair)| {
            let texts = [SECTORS[usize::from(sector)].id.as_str(), ring.code(), bands[band]];
            [(*year, false, texts, pair[0]), (*year, true, texts, pair[1])]
        })
    });
    parquet::write(&batch(sizes, &SIZES)?, &SIZES, &folder.join("sizes.parquet"))
}

fn batch<'a, const N: usize>(
    rows: impl Iterator<Item = Row<'a, N>>,
    columns: &[(&str, &str)],
) -> anyhow::Result<RecordBatch> {
    let rows: Vec<Row<'a, N>> = rows.filter(|(_, _, _, sum)| sum.lines > 0).collect();
    let scope = |public: bool| if public { PUBLIC_BODIES } else { "in" };
    let mut arrays: Vec<ArrayRef> = vec![
        Arc::new(rows.iter().map(|(year, ..)| *year).collect::<Int32Array>()),
        Arc::new(rows.iter().map(|(_, public, ..)| Some(scope(*public))).collect::<StringArray>()),
    ];
    arrays.extend(
        (0..N).map(|i| Arc::new(rows.iter().map(|(_, _, t, _)| Some(t[i])).collect::<StringArray>()) as ArrayRef),
    );
    let amounts = rows.iter().map(|(.., sum)| Some(sum.cents)).collect::<Decimal128Array>();
    let amounts = amounts.with_precision_and_scale(18, 2)?;
    amounts.validate_decimal_precision(18)?;
    arrays.push(Arc::new(amounts));
    let lines = rows.iter().map(|(.., sum)| i64::try_from(sum.lines)).collect::<Result<Vec<_>, _>>()?;
    arrays.push(Arc::new(Int64Array::from(lines)));
    Ok(RecordBatch::try_from_iter(columns.iter().map(|(name, _)| *name).zip(arrays))?)
}
