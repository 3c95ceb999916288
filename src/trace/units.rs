//! Which unit a line is of, as figures call it.

use std::collections::HashMap;
use std::path::Path;

use arrow_array::Array;
use vire_domain::units::{Level, UNKNOWN};
use vire_formats::{columns, parquet};
use vire_indicators::subject::Subject;
use vire_reference::sectors::UNCLASSIFIED;

use super::lines::Line;
use super::rules::Place;

/// By the unit as lines have it, the unit and the department of a year.
#[derive(Default)]
pub struct Names(HashMap<String, [String; 2]>);

impl Names {
    /// Reads what the run says of them.
    pub fn read(run: &Path, year: i32) -> anyhow::Result<Self> {
        let mut names = HashMap::new();
        for batch in parquet::stream(&run.join("unit_names.parquet"), &["year", "written", "unit", "department"])? {
            let batch = batch?;
            let text = |name: &str| columns::texts(&batch, name);
            let (written, units, departments) = (text("written")?, text("unit")?, text("department")?);
            let years = columns::ints(&batch, "year")?;
            for at in (0..batch.num_rows()).filter(|at| years.is_valid(*at) && years.value(*at) == year) {
                let of = [units, departments].map(|names| columns::text(names, at).to_owned());
                names.insert(columns::text(written, at).to_owned(), of);
            }
        }
        Ok(Self(names))
    }

    fn of(&self, line: &Line<'_>, level: Level) -> &str {
        let at = usize::from(level == Level::Department);
        self.0.get(line.unit).map_or(UNKNOWN, |of| of[at].as_str())
    }

    /// Where a line stands that is not of a figure's unit and sector; none of one that is.
    pub fn outside(&self, subject: &Subject<'_>, is_sum: bool, line: &Line<'_>) -> Option<Place> {
        let unit = subject.unit.map(|(level, wanted)| (self.of(line, level), wanted, UNKNOWN));
        let sector = subject.sector.map(|wanted| (line.sector, wanted, UNCLASSIFIED));
        let tests = || unit.iter().chain(&sector);
        match () {
            () if tests().all(|(of, wanted, _)| of == wanted) => None,
            // What is unknown could be of any, which the bounds of sums say.
            () if is_sum && tests().any(|(of, _, unknown)| of == unknown) => Some(Place::Unknown),
            () => Some(Place::Outside),
        }
    }
}
