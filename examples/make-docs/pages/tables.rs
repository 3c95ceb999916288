//! The published tables, the tables that indicators read, and open data.

use vire::publish::tables::PUBLISHED;
use vire_formats::table::Table;
use vire_indicators::tables::TABLES;

use super::{code, prose};

const INTRODUCTION: &str = "# Tables

A run publishes Parquet files; the descriptions below also stand in each file's metadata under `vire.columns`.
Money is `DECIMAL(18,2)` in the currency of the buyer, days are `DATE`, texts are UTF-8.
";

const INPUT_INTRODUCTION: &str = "
## What indicators read

An indicator is one SELECT over these tables, which a run publishes as `tables/<name>.parquet`.
`profiles` and `supplier_groups` have some hundreds to thousands of rows however many suppliers there are: read these,
not `supplier_years`, wherever their attributes are enough.

A query gives these columns, and each combination of `scope`, `period`, `dimension` and `member` once: `scope`, `period`,
`dimension`, `member` (VARCHAR), `value`, `low`, `high`, `coverage` (DOUBLE or null), `numerator`, `denominator`
(DECIMAL(18,2) or null), `n` (BIGINT or null).
The engine rounds doubles to millionths and sorts the rows, so no query needs an ORDER BY.
The part of `dimension` after a colon, or the member of the dimension `measure`, names the unit where it is not the
indicator's own: `...amount`, `...count`, `...share`.
";

const OPEN_INTRODUCTION: &str = "
## Open data

`vire publish-open` writes csv files in the form of the buyer's country.
";

/// The file of a published table; that of purchases is a folder of files.
fn file(table: &Table) -> String {
    if table.name == "purchases" { "purchases/".to_owned() } else { format!("{}.parquet", table.name) }
}

pub fn page() -> String {
    let mut text = INTRODUCTION.to_owned();
    for table in &PUBLISHED {
        text += &format!("\n## `{}`\n\n{}", file(table), section(table));
    }
    text += INPUT_INTRODUCTION;
    for table in &TABLES {
        text += &format!("\n### `{}`\n\n{}", table.name, section(table));
    }
    text += OPEN_INTRODUCTION;
    for (form, columns) in ["Finland", "Sweden"].into_iter().zip(vire::publish::open::described()) {
        let rows = columns.into_iter().map(|(name, about)| [code(name), about.to_owned()]);
        text += &format!("\n### {form}\n\n{}", super::table(["column", "meaning"], rows));
    }
    text
}

fn section(table: &Table) -> String {
    let rows = table.columns.iter().map(|c| [code(c.name), c.kind.sql().to_owned(), c.about.to_owned()]);
    format!("A row is {}.\n\n{}", prose(table.about), super::table(["column", "type", "meaning"], rows))
}
