//! How many firms there are here and in the whole country, by industry: from tables of statistics, or counted from a
//! register of all firms.
//!
//! An industry belongs to the sector to which the cross-walk puts purchases from it. One that says little of what its firms
//! sell, such as trade in general or the renting of buildings, belongs to none: its firms are no evidence that something
//! can be bought here.

mod industry;
mod register;
pub mod settings;
mod table;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use self::settings::Source;
use crate::classify::sector::Rules;
use crate::sheets::Remark;
use crate::suppliers::register as suppliers;
use serde_json::{Value, json};
use vire_base::code::Code;
use vire_base::digest;
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_base::year::UNDATED;
use vire_ingest::values::privacy::Masker;
use vire_reference::places::Home;
use vire_reference::sectors::{PUBLIC_TRANSFERS, SECTORS, SectorNo, SectorSet};

/// Where firms are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// The home municipalities together.
    Home,
    Country,
}

impl Area {
    pub fn code(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Country => "country",
        }
    }
}

/// A number of firms and, in hundredths, of those who work in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub firms: u64,
    /// None where any of the firms' staff is not known.
    pub staff: Option<u64>,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.firms += other.firms;
        self.staff = self.staff.zip(other.staff).map(|(a, b)| a + b);
    }
}

/// The firms of an industry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfIndustry {
    pub year: i32,
    pub area: Area,
    /// Digits of the code; "00" where it is not known.
    pub industry: String,
    /// None of industries that say little of what is sold, and of those that no firm belongs to.
    pub sector: Option<SectorNo>,
    pub count: Count,
}

/// A table that was found in a file.
#[derive(Clone, Debug)]
pub struct TableRead {
    pub sheet: String,
    pub header_row: u32,
    /// Field and header.
    pub columns: Vec<(String, String)>,
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct FileRead {
    pub name: String,
    pub sha256: String,
    /// None of a register of all firms.
    pub tables: Vec<TableRead>,
    /// Rows that were counted, and those of sections and totals, which were not.
    pub rows: u64,
    pub sums: u64,
    /// What was found in it as a whole.
    pub remarks: Vec<Remark>,
}

/// Counts of all years, by year, area and industry.
#[derive(Clone, Debug)]
pub struct FirmCounts {
    pub files: Vec<FileRead>,
    pub rows: Vec<OfIndustry>,
    /// The sectors that firms can be counted in: some industries tell them.
    pub sectors: SectorSet,
    /// From how many firms on a sector counts as one in which firms here could compete.
    pub enough: u32,
}

impl FirmCounts {
    pub fn years(&self) -> BTreeSet<i32> {
        self.rows.iter().map(|row| row.year).collect()
    }

    /// The year whose counts hold for purchases of a year: the nearest, of two equally near the earlier; for purchases
    /// without a date the last.
    pub fn year_for(&self, year: i32) -> Option<i32> {
        match year {
            UNDATED => self.years().last().copied(),
            _ => self.years().into_iter().min_by_key(|of| ((year - of).abs(), *of)),
        }
    }

    /// For the manifest: what was read.
    pub fn manifest(&self) -> Value {
        let column = |(field, header): &(String, String)| json!({ "field": field, "header": header });
        let table = |t: &TableRead| {
            let columns: Vec<Value> = t.columns.iter().map(column).collect();
            json!({ "sheet": t.sheet, "header_row": t.header_row, "columns": columns })
        };
        let file = |f: &FileRead| {
            let tables: Vec<Value> = f.tables.iter().map(table).collect();
            json!({ "file": f.name, "sha256": f.sha256, "tables": tables, "rows": f.rows, "sums": f.sums })
        };
        let files: Vec<Value> = self.files.iter().map(file).collect();
        json!({ "files": files, "years": self.years(), "enough": self.enough })
    }

    pub fn tell_country(&self) -> bool {
        self.rows.iter().any(|row| row.area == Area::Country)
    }
}

/// What files are read with.
pub struct Context<'a> {
    /// A file's name in the outputs.
    pub name_of: &'a dyn Fn(&Path) -> String,
    pub home: &'a Home,
    pub sectors: &'a Rules,
    pub masker: &'a Masker,
}

/// Firms by year, area and industry, as they are counted up.
type Counts = BTreeMap<(i32, Area, String), Count>;

fn add(counts: &mut Counts, (year, area, industry): (i32, Area, &str), count: Count) {
    counts.entry((year, area, industry.to_owned())).and_modify(|held| held.add(count)).or_insert(count);
}

/// Reads all files.
///
/// # Errors
/// All faults of a file at once, each with its row; or a file from which nothing can be counted.
pub fn read_all(source: &Source, context: &Context<'_>) -> Result<FirmCounts, InputError> {
    let mut counts = Counts::new();
    let mut tables = table::Tables::new(source, context);
    let mut seen = HashSet::new();
    let mut files = Vec::new();
    for path in &source.files {
        let input = Input::open(path)?;
        let mut file = FileRead {
            name: (context.name_of)(path),
            sha256: digest::of(&input)?.sha256,
            tables: Vec::new(),
            rows: 0,
            sums: 0,
            remarks: Vec::new(),
        };
        if suppliers::is_bulk(&input)? {
            file.rows = register::count(&input, source, context, &mut seen, &mut counts)?;
        } else {
            tables.read(&input, &mut file)?;
        }
        input.unchanged()?;
        files.push(file);
    }
    let of_registers: BTreeSet<i32> = counts.keys().map(|(year, ..)| *year).collect();
    let years = tables.add_to(&mut counts);
    if let Some(first) = source.files.first() {
        if let Some(year) = of_registers.intersection(&years).next() {
            let message = format!("firms of {year} are counted from a register and in a table");
            return Err(InputError::new(Code::FirmCounts, first, message, "name one of the two"));
        }
        fits(first, years, &counts)?;
    }
    let sector = |industry: &str| {
        let sector = context.sectors.of_industry(industry).filter(|told| told.is_telling)?.sector;
        (SECTORS[usize::from(sector)].id != PUBLIC_TRANSFERS).then_some(sector)
    };
    let rows = counts.into_iter().map(|((year, area, industry), count)| {
        let sector = sector(&industry);
        OfIndustry { year, area, industry, sector, count }
    });
    Ok(FirmCounts { files, rows: rows.collect(), sectors: context.sectors.told_by_industries(), enough: source.enough })
}

/// Faults of a file that are told before the rest is only counted.
const TOLD: usize = 20;

/// All faults of a file as one error.
fn faulty(path: &Path, faults: &[String], masker: &Masker) -> InputError {
    let mut message = String::from("the counts of firms cannot be used:");
    faults.iter().take(TOLD).for_each(|fault| message.push_str(&format!("\n  {fault}")));
    if let Some(more) = faults.len().checked_sub(TOLD).filter(|more| *more > 0) {
        message.push_str(&format!("\n  and {more} more"));
    }
    let help = "a row has a municipality, an industry code of two to five digits, a whole number of firms, and a year";
    InputError::new(Code::FirmCounts, path, masker.text(&message), help)
}

/// Each year tells of home, and the country has no fewer firms than home.
fn fits(path: &Path, mut years: BTreeSet<i32>, counts: &Counts) -> Result<(), InputError> {
    years.extend(counts.keys().map(|(year, ..)| *year));
    let of = |year: i32, area: Area| {
        counts.range((year, area, String::new())..).take_while(move |((y, a, _), _)| (*y, *a) == (year, area))
    };
    for year in years {
        if of(year, Area::Home).next().is_none() {
            let message = format!("no row of {year} is of a home municipality");
            return Err(InputError::new(Code::FirmCounts, path, message, "add those of [locality] home"));
        }
        let mut national = of(year, Area::Country).peekable();
        if national.peek().is_none() {
            continue;
        }
        for ((.., industry), here) in of(year, Area::Home) {
            let all = counts.get(&(year, Area::Country, industry.clone())).map_or(0, |all| all.firms);
            if all < here.firms {
                let message = format!(
                    "in {year} the home municipalities have {} firms of industry {industry}, and the whole country {all}",
                    here.firms
                );
                let help = "give both at the same level of the classification, and counts of the same thing";
                return Err(InputError::new(Code::FirmCounts, path, message, help));
            }
        }
    }
    Ok(())
}
