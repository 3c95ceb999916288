//! Columns of a sheet in which tables follow each other: most sheets are one lane, tables side by side have one each.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use super::active::{Active, Met};
use super::gathered::Gathered;
use crate::read::{Cell, Row, Rows};
use crate::table::columns::LOOK_AHEAD;
use crate::table::find::{self, Found};
use crate::table::mapping::HeldRow;
use vire_base::code::Code;
use vire_base::error::InputError;

pub struct Lane {
    columns: Range<usize>,
    /// The sheet has other lanes beside this one.
    is_part: bool,
    state: State,
}

enum State {
    /// For a header, in these rows.
    Looking(Held),
    Reading(Box<Active>),
    /// Nothing more is wanted.
    Skipping,
    /// Tables stand side by side, each in a lane of its own.
    Divided(Vec<Lane>),
}

/// The first rows of a lane, until its table is known.
#[derive(Default)]
struct Held {
    rows: Vec<HeldRow>,
    /// The same rows as they were read.
    as_read: Rows,
}

impl Held {
    fn push(&mut self, row: Row<'_>) {
        self.rows.push((row.number(), row.cells().map(|cell| cell.to_owned()).collect()));
        self.as_read.push_copy(row);
    }
}

impl Lane {
    /// A whole sheet.
    pub fn sheet() -> Self {
        Self { columns: 0..usize::MAX, is_part: false, state: State::Looking(Held::default()) }
    }

    /// A sheet of which nothing is wanted.
    pub fn skipped() -> Self {
        Self { state: State::Skipping, ..Self::sheet() }
    }

    fn part(columns: Range<usize>) -> Self {
        Self { columns, is_part: true, ..Self::sheet() }
    }

    /// Whether further rows are wanted.
    pub fn flow(&self) -> ControlFlow<()> {
        if self.is_done() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn is_done(&self) -> bool {
        match &self.state {
            State::Skipping => true,
            State::Divided(parts) => parts.iter().all(Self::is_done),
            State::Looking(_) | State::Reading(_) => false,
        }
    }

    /// Takes in one of the rows at hand.
    pub fn take(&mut self, row: Row<'_>, file: &mut Gathered<'_>) -> Result<(), InputError> {
        match &mut self.state {
            State::Skipping => Ok(()),
            State::Reading(active) => match active.take(row, file.settings, file.outlet.kept()) {
                Met::Kept => {
                    file.outlet.added(row);
                    Ok(())
                }
                Met::Counted => Ok(()),
                Met::Mended(cells) => {
                    active.mended(row.number());
                    self.take_mended(row, &cells, file)
                }
                Met::Header => self.next_table(row, file),
                Met::OtherTotal(message) => {
                    file.problem(Code::TotalDiffers, Some(row.number()), message);
                    Ok(())
                }
                Met::Refused(refusal, cents) => {
                    let whose = (active.number(), active.party(row, refusal.code, file.settings));
                    file.reject(row.number(), *refusal, cents, whose);
                    Ok(())
                }
            },
            State::Looking(held) => {
                held.push(row);
                if held.rows.len() >= LOOK_AHEAD { self.look(file) } else { Ok(()) }
            }
            State::Divided(parts) => parts.iter_mut().try_for_each(|part| part.take(row.within(&part.columns), file)),
        }
    }

    /// After the last row of the sheet.
    pub fn end(&mut self, file: &mut Gathered<'_>) -> Result<(), InputError> {
        while matches!(self.state, State::Looking(_)) {
            self.look(file)?;
        }
        match std::mem::replace(&mut self.state, State::Skipping) {
            State::Reading(active) => file.end(active.close(file.scratch)?),
            State::Divided(mut parts) => parts.iter_mut().try_for_each(|part| part.end(file)),
            State::Looking(_) | State::Skipping => Ok(()),
        }
    }

    /// Looks for the header in the held rows and, when there is one, reads the rows below it.
    fn look(&mut self, file: &mut Gathered<'_>) -> Result<(), InputError> {
        let State::Looking(Held { rows, as_read }) = std::mem::replace(&mut self.state, State::Skipping) else {
            return Ok(());
        };
        let given = &file.settings.columns;
        let parts = if self.is_part { Vec::new() } else { find::side_by_side(&rows, given) };
        if !parts.is_empty() {
            return self.divide(parts, as_read, file);
        }
        let (first, mapping) = match find::find(&rows, given) {
            Found::Table { first, mapping } => (first, mapping),
            Found::Other(reason) => {
                file.no_table(rows, reason);
                return Ok(());
            }
        };
        if file.leaves_out() {
            return Ok(());
        }
        let number = file.sidecar.tables.len() as u32;
        let delimiter = file.outlet.delimiter().filter(|_| !self.is_part);
        let rows = rows.split_at(first);
        let active = Active::new(number, mapping, rows, file, delimiter);
        file.begin(active.mapping(), active.amount_basis())?;
        self.state = State::Reading(Box::new(active));
        self.take_rows(as_read, first, file)
    }

    /// Reads tables that stand side by side as tables of their own.
    fn divide(&mut self, columns: Vec<Range<usize>>, rows: Rows, file: &mut Gathered<'_>) -> Result<(), InputError> {
        let first: Vec<String> = columns.iter().map(|c| (c.start + 1).to_string()).collect();
        let message = format!(
            "{} tables stand side by side, beginning in the columns {}, and are read as tables of their own",
            columns.len(),
            first.join(", ")
        );
        file.problem(Code::SideBySide, None, message);
        self.state = State::Divided(columns.into_iter().map(Self::part).collect());
        self.take_rows(rows, 0, file)
    }

    /// Takes in a row with other cells than it was read with.
    fn take_mended(&mut self, row: Row<'_>, cells: &[String], file: &mut Gathered<'_>) -> Result<(), InputError> {
        let cells = cells.iter().map(|text| if text.is_empty() { Cell::Empty } else { Cell::Text(text) });
        self.take_rows(Rows::of_row(row.number(), cells), 0, file)
    }

    /// Takes in rows that are not those at hand, from the one at this place.
    fn take_rows(&mut self, mut rows: Rows, first: usize, file: &mut Gathered<'_>) -> Result<(), InputError> {
        rows.parted = file.outlet.parted();
        let rows = Arc::new(rows);
        let before = file.outlet.turn_to(&rows)?;
        for at in first..rows.len() {
            self.take(rows.row(at), file)?;
        }
        file.outlet.turn_back(before)
    }

    /// A header other than the table's own: what follows is another table.
    fn next_table(&mut self, row: Row<'_>, file: &mut Gathered<'_>) -> Result<(), InputError> {
        let mut header = Held::default();
        header.push(row);
        match std::mem::replace(&mut self.state, State::Looking(header)) {
            State::Reading(active) => file.end(active.close(file.scratch)?),
            _ => Ok(()),
        }
    }
}
