//! What a run is like, as far as the next one is held against it: kept in its manifest, and read from there.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use vire_base::amount::format_cents;
use vire_base::date;
use vire_base::sum::Sum;
use vire_base::year::AccountingYear;
use vire_domain::classify::cube::Cube;
use vire_ingest::StagedFile;
use vire_reference::places::Ring;
use vire_reference::sectors::unclassified;

/// A month, counted from the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(pub i32);

impl Month {
    /// A month from 1 to 12 of a calendar year.
    pub fn new(year: i32, month: i32) -> Self {
        Self(year * 12 + month - 1)
    }

    /// A month from 1 to 12 of an accounting year.
    pub fn of(accounting: AccountingYear, year: i32, month: i32) -> Self {
        Self::new(accounting.calendar_year(year, month.unsigned_abs()), month)
    }

    fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        Some(Self::new(year.parse().ok()?, month))
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }
}

/// Kept lines by month; those without a date have none.
pub type Months = BTreeMap<Option<Month>, Sum>;

/// Shares of the external purchases' money of which something is not known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unknown {
    pub sector: f64,
    pub place: f64,
}

impl Unknown {
    pub fn of(cube: &Cube) -> Self {
        let external = cube.external();
        let share = |sum: Sum| if external.cents == 0 { 0.0 } else { sum.cents as f64 / external.cents as f64 };
        let mut unplaced = Sum::default();
        let mut without_sector = Sum::default();
        for ((_, supplier, sector), sum) in cube.spend.cells() {
            if *sector == unclassified() {
                without_sector += *sum;
            }
            if cube.rings[*supplier as usize] == Ring::Unknown {
                unplaced += *sum;
            }
        }
        Self { sector: share(without_sector), place: share(unplaced) }
    }
}

/// What is held against the run before.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    pub months: Months,
    pub suppliers: u64,
    pub unknown: Unknown,
    pub files: BTreeMap<String, File>,
    /// Of the newest posting.
    pub last_day: Option<String>,
}

/// An input file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Lines that were kept, or left out for those of another file or as no part of the run.
    pub lines: u64,
    /// What its columns mean.
    pub fields: BTreeSet<String>,
    /// The headers of its amounts, and whether they are net.
    pub amounts: BTreeSet<String>,
}

const UNDATED: &str = "undated";

impl Shape {
    pub fn new(files: &[StagedFile], cube: &Cube, unknown: Unknown, months: Months) -> Self {
        let suppliers = cube.suppliers.iter().filter(|supplier| supplier.all.lines > 0).count() as u64;
        let tables = files.iter().flat_map(|file| &file.sidecar.tables);
        let last_day = tables.filter_map(|t| t.date_max.max(t.period.map(|p| p.1))).max().map(date::iso);
        let files = files.iter().map(|file| (file.name.clone(), File::new(file))).collect();
        Self { months, suppliers, unknown, files, last_day }
    }

    /// As the manifest has it; what its inputs tell of files is not said again.
    pub fn to_value(&self) -> Value {
        let month = |(month, sum): (&Option<Month>, &Sum)| {
            let name = month.map_or_else(|| UNDATED.to_owned(), |month| month.to_string());
            (name, json!({ "lines": sum.lines, "amount": format_cents(sum.cents) }))
        };
        json!({
            "months": self.months.iter().map(month).collect::<Map<_, _>>(),
            "suppliers": self.suppliers,
            "unclassified": rounded(self.unknown.sector),
            "unknown_place": rounded(self.unknown.place),
        })
    }

    /// What a manifest tells of its run; `None` when it is of no run over purchases.
    pub fn of(manifest: &Value) -> Option<Self> {
        let shape = manifest.get("shape")?;
        let months = shape["months"].as_object()?.iter().map(|(name, sum)| {
            let month = if name == UNDATED { None } else { Some(Month::parse(name)?) };
            Some((month, Sum { lines: sum["lines"].as_u64()?, cents: cents(sum["amount"].as_str()?)? }))
        });
        let unknown = Unknown { sector: shape["unclassified"].as_f64()?, place: shape["unknown_place"].as_f64()? };
        let inputs = manifest["inputs"].as_array()?;
        let files = inputs.iter().map(|input| Some((input["file"].as_str()?.to_owned(), File::of(input)?)));
        let tables = inputs.iter().filter_map(|input| input["tables"].as_array()).flatten();
        let last_day = tables.filter_map(|table| table["date_max"].as_str()).max().map(str::to_owned);
        Some(Self {
            months: months.collect::<Option<_>>()?,
            suppliers: shape["suppliers"].as_u64()?,
            unknown,
            files: files.collect::<Option<_>>()?,
            last_day,
        })
    }

    /// The months that have a date, with their sums.
    pub fn dated(&self) -> impl DoubleEndedIterator<Item = (Month, Sum)> {
        self.months.iter().filter_map(|(month, sum)| Some(((*month)?, *sum))).filter(|(_, sum)| sum.lines > 0)
    }

    pub fn lines(&self) -> u64 {
        self.months.values().map(|sum| sum.lines).sum()
    }
}

impl File {
    fn new(file: &StagedFile) -> Self {
        let mut shape = Self::default();
        for table in &file.sidecar.tables {
            shape.lines += table.control.kept + table.control.duplicates + table.control.apart.lines;
            let columns =
                table.mapping.columns.iter().map(|c| (c.field.name(), c.header.as_str(), c.field.is_amount()));
            shape.add(columns, &table.amount_basis);
        }
        shape
    }

    fn of(input: &Value) -> Option<Self> {
        let mut shape = Self::default();
        for table in input["tables"].as_array()? {
            let control = &table["control"];
            let apart = control["apart"].as_u64().unwrap_or_default(); // in runs over a part only
            shape.lines += control["kept"].as_u64()? + control["duplicates"].as_u64()? + apart;
            let column = |column: &Value| {
                let field: vire_ingest::Field = serde_json::from_value(column["field"].clone()).ok()?;
                Some((field, column["header"].as_str()?.to_owned()))
            };
            let columns = table["columns"].as_array()?.iter().map(column).collect::<Option<Vec<_>>>()?;
            let columns = columns.iter().map(|(field, header)| (field.name(), header.as_str(), field.is_amount()));
            shape.add(columns, table["amount_basis"].as_str()?);
        }
        Some(shape)
    }

    /// A table's columns: what each means, its header, and whether it holds amounts.
    fn add<'c>(&mut self, columns: impl Iterator<Item = (String, &'c str, bool)>, basis: &str) {
        let mut amounts = Vec::new();
        for (field, header, is_amount) in columns {
            if is_amount {
                amounts.push(format!("\"{}\"", header.trim()));
            }
            self.fields.insert(field);
        }
        self.amounts.insert(format!("{} ({basis})", amounts.join(", ")));
    }
}

/// As the manifest keeps shares.
fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}

/// What `format_cents` wrote.
fn cents(text: &str) -> Option<i128> {
    let (whole, part) = text.split_once('.').filter(|(_, part)| part.len() == 2)?;
    format!("{whole}{part}").parse().ok()
}
