//! Writes the cells of a workbook as lines of JSON, `[sheet, row, column, value]` with rows and columns from 1; dates and
//! spreadsheet errors are null, empty cells are left out.
//!
//! `.ci/compare-workbooks.py` compares them with what other libraries read.

use std::io::{BufWriter, StdoutLock, Write};
use std::ops::ControlFlow;
use std::path::Path;

use serde_json::{Value, json};
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_ingest::read::{Cell, Sink, format, read_rows, sandbox};

struct Cells {
    out: BufWriter<StdoutLock<'static>>,
    sheet: String,
}

impl Sink for Cells {
    fn sheet(&mut self, name: &str, _is_hidden: bool) -> Result<(), InputError> {
        name.clone_into(&mut self.sheet);
        Ok(())
    }

    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        for (at, cell) in cells.iter().enumerate() {
            let value = match cell {
                Cell::Empty => continue,
                Cell::Text(text) => json!(text),
                Cell::Number(number) => json!(number),
                Cell::Date(_) | Cell::Error(_) => Value::Null,
            };
            let written = writeln!(self.out, "{}", json!([self.sheet, row, at + 1, value]));
            written.map_err(|error| InputError::io(Path::new("-"), &error))?;
        }
        Ok(ControlFlow::Continue(()))
    }
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        // The sandbox starts this program anew.
        [sandbox::COMMAND] => sandbox::serve()?,
        [path] => {
            sandbox::enable();
            let input = Input::open(Path::new(path))?;
            let mut cells = Cells { out: BufWriter::new(std::io::stdout().lock()), sheet: String::new() };
            read_rows(&input, format(&input)?, None, &mut cells)?;
            cells.out.flush()?;
        }
        _ => anyhow::bail!("name one workbook"),
    }
    Ok(())
}
