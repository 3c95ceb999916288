//! Short tables that a user writes beside purchases, such as names of units and owned companies: read whole, with all
//! faults of a file told at once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use vire_base::code::Code;
use vire_base::digest;
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_ingest::values::privacy::Masker;

use crate::sheets::{self, Column, File, Remark, Row, Sheet, field_name, masked};

/// What tables are read with.
pub struct Context<'a> {
    /// A file's name in the outputs.
    pub name_of: &'a dyn Fn(&Path) -> String,
    pub masker: &'a Masker,
}

/// A file that was read.
#[derive(Clone, Debug)]
struct FileRead {
    name: String,
    sha256: String,
    columns: Vec<(String, String)>,
    rows: u64,
}

/// The files of one kind of table.
#[derive(Clone, Debug, Default)]
pub struct ShortTables {
    files: Vec<FileRead>,
    /// What was found in files as a whole.
    pub remarks: Vec<Remark>,
}

/// The code of a file with faults, and what would be right.
pub(crate) type Wrong<'a> = (Code, &'a str);

/// Faults of a file that are told before the rest is only counted.
const TOLD: usize = 20;

impl ShortTables {
    /// Reads all files; `take` gets each row with its sheet and its place, and says what is wrong with it. `wrong` is the code
    /// of a file with such rows, and what would be right.
    ///
    /// # Errors
    /// All faults of a file at once, each with its row.
    pub(crate) fn read<F: Column>(
        paths: &[PathBuf],
        columns: &BTreeMap<F, String>,
        context: &Context<'_>,
        wrong: Wrong<'_>,
        mut take: impl FnMut(&Sheet<F>, &Row<F>, String) -> Result<(), String>,
    ) -> Result<Self, InputError> {
        let mut tables = Self::default();
        for path in paths {
            tables.file(path, columns, context, wrong, |_| (), |(), sheet, row, place| take(sheet, row, place))?;
        }
        Ok(tables)
    }

    /// Reads one more file; `look` looks at all of it first, and what it finds is given with each row and in the end.
    ///
    /// # Errors
    /// As [`Self::read`] has them.
    pub(crate) fn file<F: Column, L>(
        &mut self,
        path: &Path,
        columns: &BTreeMap<F, String>,
        context: &Context<'_>,
        wrong: Wrong<'_>,
        look: impl FnOnce(&File<F>) -> L,
        mut take: impl FnMut(&L, &Sheet<F>, &Row<F>, String) -> Result<(), String>,
    ) -> Result<L, InputError> {
        let masker = context.masker;
        let input = Input::open(path)?;
        let file = sheets::read::<F>(&input, columns)?;
        let name = (context.name_of)(path);
        self.remarks.extend(masked(file.remarks(&name), masker));
        let found = look(&file);
        let (mut faults, mut headers, mut rows) = (Vec::new(), Vec::new(), 0);
        for sheet in &file.sheets {
            let named = |(field, header): (&F, &String)| (field_name(field), masker.text(header).into_owned());
            headers.extend(sheet.headers.iter().map(named));
            let within = if sheet.name.is_empty() { String::new() } else { format!("sheet \"{}\", ", sheet.name) };
            for row in &sheet.rows {
                rows += 1;
                let place = format!("{within}row {}", row.number);
                if let Err(fault) = take(&found, sheet, row, format!("{name}, {place}")) {
                    faults.push(format!("{place}: {fault}"));
                }
            }
        }
        if !faults.is_empty() {
            return Err(faulty::<F>(path, &faults, wrong, masker));
        }
        let sha256 = digest::of(&input)?.sha256;
        input.unchanged()?;
        self.files.push(FileRead { name, sha256, columns: headers, rows });
        Ok(found)
    }

    /// For the manifest: the files that were read.
    pub fn files(&self) -> Vec<Value> {
        let column = |(field, header): &(String, String)| json!({ "field": field, "header": header });
        let file = |f: &FileRead| {
            let columns: Vec<Value> = f.columns.iter().map(column).collect();
            json!({ "file": f.name, "sha256": f.sha256, "columns": columns, "rows": f.rows })
        };
        self.files.iter().map(file).collect()
    }

    /// For the manifest: what was read.
    pub fn manifest(&self) -> Value {
        json!({ "files": self.files() })
    }
}

/// The error of a file with these faults, of which the first are told.
pub(crate) fn faulty<F: Column>(path: &Path, faults: &[String], wrong: Wrong<'_>, masker: &Masker) -> InputError {
    let mut message = format!("the {} cannot be used:", F::TABLE);
    faults.iter().take(TOLD).for_each(|fault| message.push_str(&format!("\n  {fault}")));
    if let Some(more) = faults.len().checked_sub(TOLD).filter(|more| *more > 0) {
        message.push_str(&format!("\n  and {more} more"));
    }
    let (code, help) = wrong;
    InputError::new(code, path, masker.text(&message), help)
}
