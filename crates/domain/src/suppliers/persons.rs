//! Persons without an id: family carers, private landlords, holders of posts. Their names and the accounts on which they
//! are paid tell together what neither tells alone.

use super::Resolved;
use vire_ingest::StagedFile;
use vire_ingest::stage::file;
use vire_reference::given_names::{Reads, is_account_of_persons, reads};
use vire_reference::names::Kind;

/// What a supplier's name and accounts say, where nothing else says what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByName {
    /// A given name, and most lines on accounts of persons, or written as the export writes persons: taken as a person.
    Person,
    /// The one without the other: left as it is.
    Perhaps,
}

impl ByName {
    pub fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Perhaps => "perhaps",
        }
    }
}

/// Lines of a supplier, and those on accounts of persons.
#[derive(Clone, Copy, Default)]
struct Lines {
    all: u64,
    of_persons: u64,
}

/// So many suppliers written as `Family, Given` show that an export writes persons so: a single one may be a firm of two
/// founders.
const A_HABIT: usize = 10;

/// Finds the persons among suppliers of whom neither an id nor a register nor a company form tells anything.
///
/// # Errors
/// When a staged file cannot be read.
pub fn find(files: &[StagedFile], resolved: &mut Resolved) -> anyhow::Result<()> {
    let read_as: Vec<Reads> = resolved
        .suppliers
        .iter()
        .map(|s| {
            let is_open = s.kind == Kind::Unknown && s.key.starts_with("name:") && s.register.is_none();
            if is_open { reads(&s.name) } else { Reads::Otherwise }
        })
        .collect();
    if read_as.iter().all(|reads| *reads == Reads::Otherwise) {
        return Ok(());
    }
    let mut lines = vec![Lines::default(); read_as.len()];
    for (file, numbers) in files.iter().zip(&resolved.by_file) {
        count(file, numbers, &mut lines)?;
    }
    let is_habit = read_as.iter().filter(|reads| **reads == Reads::AsListed).count() >= A_HABIT;
    for ((supplier, reads), lines) in resolved.suppliers.iter_mut().zip(read_as).zip(lines) {
        let on_accounts = lines.of_persons * 2 >= lines.all && lines.of_persons > 0;
        supplier.by_name = match (reads, on_accounts) {
            (Reads::AsListed, _) if is_habit => Some(ByName::Person),
            (Reads::AsPerson | Reads::AsListed, true) => Some(ByName::Person),
            (Reads::AsPerson | Reads::AsListed, false) | (Reads::Perhaps, true) => Some(ByName::Perhaps),
            _ => None,
        };
        if supplier.by_name == Some(ByName::Person) {
            supplier.kind = Kind::Person;
        }
    }
    Ok(())
}

/// Counts the lines of a file. Only two columns are read, and only where an account of persons is.
fn count(file: &StagedFile, numbers: &[u32], lines: &mut [Lines]) -> anyhow::Result<()> {
    let spellings = numbers.iter().zip(&file.sidecar.suppliers);
    spellings.for_each(|(supplier, text)| lines[*supplier as usize].all += text.lines);
    let of_persons: Vec<bool> = file.sidecar.accounts.iter().map(|a| is_account_of_persons(&a.name)).collect();
    if !of_persons.contains(&true) {
        return Ok(());
    }
    for pairs in file::suppliers_and_accounts(&file.lines)? {
        let [suppliers, accounts] = pairs?;
        for (supplier, account) in suppliers.values().iter().zip(accounts.values()) {
            if of_persons[*account as usize] {
                lines[numbers[*supplier as usize] as usize].of_persons += 1;
            }
        }
    }
    Ok(())
}
