//! What the tables hold that indicators read: a declaration for those who write queries.

use crate::tables::{Column, Table};

/// A table that queries can read.
pub struct Input {
    pub name: &'static str,
    /// What has one row.
    pub row: &'static str,
    /// Name, type and meaning of each column.
    pub columns: &'static [(&'static str, &'static str, &'static str)],
}

const TEXT: &str = "VARCHAR";
const INT: &str = "INTEGER";
const LONG: &str = "BIGINT";
const MONEY: &str = "DECIMAL(18,2)";

type Described = (&'static str, &'static str, &'static str);

const SCOPE: Described = (
    "scope",
    TEXT,
    "`external` (all external purchases) or `market` (without public bodies); a market supplier's rows stand under both",
);
const YEAR: Described = ("year", INT, "0 where a line has no date and no year was given or found in the file name");
const SECTOR: Described = ("sector", TEXT, "id of the sector, or `unclassified`");
const SECTOR_OR_ALL: Described = (
    "sector",
    TEXT,
    "id of the sector, `unclassified`, or `all`, which stands for each supplier's whole year and is not added to the others",
);
const SERIES: Described = (
    "series",
    INT,
    "number of a scope, a year and a sector or `all`, by which a large table is grouped quickly; see `series`",
);
const RING: Described = ("ring", TEXT, "`municipality`, `sub-region`, `region`, `country`, `abroad`, `unknown`");
const KIND: Described = (
    "kind",
    TEXT,
    "`company`, `sole-trader`, `association`, `co-operative`, `public-body`, `own-group`, `person`, `foreign`, \
     `redacted`, `unknown`",
);
const AMOUNT: Described = ("amount", MONEY, "sum net of VAT in the currency of the buyer");
const LINES: Described = ("lines", LONG, "posting lines");

/// All tables that queries can read, in their order.
pub const INPUTS: [Input; 10] = [
    Input { name: "spend", row: "one row for each scope, year, supplier and sector", columns: &[SERIES, KIND, AMOUNT] },
    Input {
        name: "supplier_years",
        row: "one row for each scope, year and supplier",
        columns: &[
            SERIES,
            AMOUNT,
            KIND,
            ("value_band", TEXT, "band of the year's sum; `negative` for a year of zero or less"),
            (
                "threshold_class",
                TEXT,
                "`negative`, `below-national`, `national-eu`, `above-eu`, `above-national`, `unknown`, on the year's last day",
            ),
            LINES,
        ],
    },
    Input {
        name: "leaders",
        row: "the ten largest sums of identified suppliers in each series, as far as they are above zero",
        columns: &[SERIES, ("place", LONG, "1 for the largest"), AMOUNT],
    },
    Input {
        name: "series",
        row: "one row for each scope, year, and sector or `all`",
        columns: &[
            ("series", INT, "the number that `spend`, `supplier_years` and `leaders` name"),
            SCOPE,
            YEAR,
            SECTOR_OR_ALL,
        ],
    },
    Input {
        name: "supplier_groups",
        row: "one row for each scope, year, sector or `all`, and what suppliers have in common",
        columns: &[
            SCOPE,
            YEAR,
            AMOUNT,
            SECTOR_OR_ALL,
            RING,
            KIND,
            (
                "worth",
                TEXT,
                "what one supplier sold: `negative`, `zero`, `to-1000`, `to-10000` (the upper bound belongs to the class), \
                 `over-10000`",
            ),
            LINES,
            ("suppliers", LONG, "suppliers that have a line"),
        ],
    },
    Input {
        name: "profiles",
        row: "one row for each scope, year, sector or `all`, and what suppliers have in common",
        columns: &[
            SCOPE,
            YEAR,
            AMOUNT,
            SECTOR_OR_ALL,
            RING,
            ("size", TEXT, "`micro`, `small`, `medium`, `large`, `unknown`"),
            KIND,
            (
                "entry",
                TEXT,
                "`new` when the two years before have no line of the supplier, else `known`; `unidentified` for what is \
                 redacted or has no name; `open` when these two years are not whole in the data",
            ),
            (
                "stay",
                TEXT,
                "`stays` when the next year's sum of the supplier is above zero, else `leaves`; `unidentified`; `open` when \
                 one of the two years is not whole",
            ),
            (
                "threshold_class",
                TEXT,
                "class of what one supplier sold in the sector, by the threshold of the sector's kind; `unknown` where the \
                 supplier is not identified",
            ),
            ("suppliers", LONG, "identified suppliers whose sum is not zero"),
        ],
    },
    Input {
        name: "bands",
        row: "one row for each scope, year and value band of the single posting",
        columns: &[SCOPE, YEAR, AMOUNT, ("value_band", TEXT, "band of the single posting"), LINES],
    },
    Input {
        name: "months",
        row: "one row for each scope, year, month and sector; dated lines only",
        columns: &[SCOPE, YEAR, AMOUNT, SECTOR, ("month", LONG, "1 to 12"), LINES],
    },
    Input {
        name: "documents",
        row: "one row for each scope and year",
        columns: &[
            SCOPE,
            YEAR,
            LINES,
            ("vouchers", LONG, "distinct vouchers; null where the exports have no such numbers"),
            ("invoices", LONG, "distinct invoices; null where the exports have no such numbers"),
        ],
    },
    Input {
        name: "population",
        row: "one row for each year with a known population",
        columns: &[("year", INT, "the year"), ("population", LONG, "inhabitants")],
    },
];

/// The tables are those that are declared, with the same columns and types.
///
/// # Errors
/// Names the first table that is not as it is declared.
pub fn check(tables: &[Table]) -> anyhow::Result<()> {
    let sql = |column: &Column| match column {
        Column::Text(_) => TEXT,
        Column::Int(_) => INT,
        Column::Long(_) => LONG,
        Column::Cents(_) => MONEY,
    };
    anyhow::ensure!(tables.len() == INPUTS.len(), "there are other tables than are declared for indicators");
    for (table, declared) in tables.iter().zip(&INPUTS) {
        let made = table.columns.iter().map(|(name, column)| (*name, sql(column)));
        let said = declared.columns.iter().map(|(name, sql, _)| (*name, *sql));
        let is_same = table.name == declared.name && made.eq(said);
        anyhow::ensure!(is_same, "the table {} is not as it is declared for indicators", table.name);
    }
    Ok(())
}
