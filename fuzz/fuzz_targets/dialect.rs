#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_fuzz::file;
use vire_ingest::read::dialect::{self, Given};
use vire_ingest::read::{Cell, Sink, csv};

/// Takes the rows as texts.
#[derive(Default)]
struct Rows(Vec<Vec<String>>);

impl Sink for Rows {
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        assert_eq!(row as usize, self.0.len() + 1);
        self.0.push(cells.iter().map(Cell::to_text).collect());
        Ok(ControlFlow::Continue(()))
    }
}

fuzz_target!(|bytes: &[u8]| {
    let file = file(bytes);
    let Ok(input) = Input::open(file.path()) else { return };
    let Ok(dialect) = dialect::dialect(&input, &Given::default()) else { return };
    let mut rows = Rows::default();
    if csv::read(&input, &dialect, &mut rows).is_err() || dialect.encoding != "UTF-8" {
        return;
    }
    // What is valid UTF-8 without any mark or quotation is split where delimiters and line ends stand.
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    if text.is_empty() || text.contains('"') || text.starts_with(['\u{feff}', 'ï']) {
        return;
    }
    let lines = text.split(['\n', '\r']).filter(|line| !line.is_empty());
    let expected: Vec<Vec<String>> =
        lines.map(|line| line.split(dialect.delimiter).map(|field| Cell::Text(field).to_text()).collect()).collect();
    assert_eq!(rows.0, expected);
});
