//! The published tables, the tables that indicators read, and open data.

use vire_indicators::inputs::INPUTS;

use super::{code, prose, sentence, table};

const INTRODUCTION: &str = "# Tables

A run publishes Parquet files; the descriptions below also stand in each file's metadata under `vire.columns`.
Money is `DECIMAL(18,2)` in the currency of the buyer, days are `DATE`, texts are UTF-8.
";

const INPUT_INTRODUCTION: &str = "
## What indicators read

An indicator is one SELECT over these tables, which are made in memory and not published.
`profiles` and `supplier_groups` have some hundreds to thousands of rows however many suppliers there are: read these,
not `spend` and `supplier_years`, wherever their attributes are enough.

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

type Described = (&'static str, &'static str);

/// The published files with what has a row in them.
fn published() -> [(&'static str, &'static str, &'static [Described]); 7] {
    use vire_domain::tables::{spend, suppliers};
    [
        ("purchases/", "one row for each posting line; a folder of files", &vire_domain::classify::purchases::COLUMNS),
        ("suppliers.parquet", "one row for each supplier", &suppliers::COLUMNS),
        ("rejected.parquet", "one row for each row of an export that was not taken", &vire::publish::rejected::COLUMNS),
        ("indicators.parquet", "one row for each figure", &vire_indicators::COLUMNS),
        ("spend.parquet", "one row for each year, scope, supplier and sector", &spend::SPEND),
        ("sizes.parquet", "one row for each year, scope, sector, ring and value band", &spend::SIZES),
        (
            "calendar.parquet",
            "one row for each coming procurement, where a calendar or a register of contracts is given",
            &vire_report::calendar::table::COLUMNS,
        ),
    ]
}

pub fn page() -> String {
    let mut text = INTRODUCTION.to_owned();
    for (file, row, columns) in published() {
        text += &format!("\n## `{file}`\n\n{}\n\n{}", sentence(row), described(columns));
    }
    text += INPUT_INTRODUCTION;
    for input in &INPUTS {
        let rows =
            input.columns.iter().map(|(name, sql, meaning)| [code(name), (*sql).to_owned(), (*meaning).to_owned()]);
        let columns = table(["column", "type", "meaning"], rows);
        text += &format!("\n### `{}`\n\n{}\n\n{columns}", input.name, prose(&sentence(input.row)));
    }
    text += OPEN_INTRODUCTION;
    for (form, columns) in ["Finland", "Sweden"].into_iter().zip(vire::publish::open::described()) {
        text += &format!("\n### {form}\n\n{}", described(&columns));
    }
    text
}

fn described(columns: &[Described]) -> String {
    table(["column", "meaning"], columns.iter().map(|(name, about)| [code(name), (*about).to_owned()]))
}
