//! Which lines two runs share, which came, went and changed, and which of the same lines are classified otherwise.
//!
//! A line is what its export says. Where it stands in a file decides nothing, so that a file cut in two or sorted anew
//! holds the same lines; what follows from rules, lists and registers is its class. Of a line that stands several times
//! each time counts.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::Context;
use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type};
use arrow_schema::DataType;
use vire_base::amount::format_cents;
use vire_base::date;
use vire_base::sum::Sum;
use vire_domain::classify::PUBLIC_BODIES;
use vire_formats::{columns, parquet};
use vire_reference::places::Ring;

use crate::publish::open::OTHER_VERSION;

/// What an export says of a line.
pub const SAID: [&str; 22] = [
    "amount",
    "posting_date",
    "supplier_name",
    "account",
    "account_name",
    "voucher",
    "invoice",
    "invoice_date",
    "due_date",
    "payment_date",
    "unit",
    "buyer_id",
    "buyer_name",
    "standard_account",
    "account_group",
    "service_class",
    "cpv",
    "contract",
    "vat",
    "currency",
    "original_amount",
    "original_currency",
];

/// What follows from rules, code lists and registers.
pub const CLASS: [&str; 7] = ["scope", "sector", "sector_method", "ring", "supplier_size", "supplier_kind", "supplier"];
/// Positions in [`CLASS`].
const SCOPE: usize = 0;
const RING: usize = 3;

/// The scope of the market.
const IN: &str = "in";

const PLACE: [&str; 3] = ["source_file", "source_sheet", ROW];
const ROW: &str = "source_row";

/// More lines than these on one side are counted and summed, and not looked at one by one.
const LOOKED_AT: usize = 100_000;

/// A line as a run has it: a hash of what is said, the number of its class, cents, and where it is found again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    said: u64,
    class: u32,
    /// Position of the file.
    file: u32,
    cents: i64,
    /// Position in the file.
    at: u64,
}

impl Seen {
    fn sum(self) -> Sum {
        Sum { lines: 1, cents: self.cents.into() }
    }
}

/// The classes that lines have, each once and found by its hash.
#[derive(Default)]
struct Classes {
    numbers: HashMap<u64, u32>,
    all: Vec<[String; CLASS.len()]>,
}

impl Classes {
    fn number(&mut self, class: [&str; CLASS.len()]) -> u32 {
        let mut hasher = DefaultHasher::new();
        class.hash(&mut hasher);
        *self.numbers.entry(hasher.finish()).or_insert_with(|| {
            self.all.push(class.map(str::to_owned));
            self.all.len() as u32 - 1
        })
    }
}

/// A line that is in one of the runs only.
#[derive(Clone, Debug)]
pub struct Line {
    /// By [`SAID`]; empty where there is nothing.
    pub said: Vec<String>,
    pub cents: i128,
    pub file: String,
    pub sheet: String,
    pub row: i32,
}

/// A line that is alike in both runs but for one thing that its export says.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Position in [`SAID`].
    pub column: usize,
    pub before: Line,
    pub after: Line,
}

/// The same lines under another class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub column: &'static str,
    pub before: String,
    pub after: String,
    pub sum: Sum,
}

/// A sum of lines in both runs, and what moved it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// In cents.
    pub before: i128,
    pub after: i128,
    /// By lines that came, went or changed.
    pub by_lines: i128,
    /// By the same lines under another class.
    pub by_class: i128,
}

/// The lines of two runs, held against each other.
#[derive(Debug, Default)]
pub struct Lines {
    pub same: Sum,
    pub came: Sum,
    pub went: Sum,
    /// Of those that came and went, pairs that are alike but for one column; none when there are too many to look at.
    pub changed: Vec<Changed>,
    /// The others, as far as they were looked at.
    pub only_after: Vec<Line>,
    pub only_before: Vec<Line>,
    pub is_looked_at: bool,
    /// By column, most lines first.
    pub moved: Vec<Moved>,
    /// By [`EFFECTS`].
    pub effects: [Effect; EFFECTS.len()],
}

/// The sums that are explained: of all lines, of external purchases, of those without public bodies, and of these from the
/// home municipality.
pub const EFFECTS: [&str; 4] = ["all", "external", "market", "local"];

/// Whether a class counts in each of [`EFFECTS`].
fn counts(class: &[String; CLASS.len()]) -> [bool; EFFECTS.len()] {
    let is_market = class[SCOPE] == IN;
    let is_local = class[RING] == Ring::Municipality.code();
    [true, is_market || class[SCOPE] == PUBLIC_BODIES, is_market, is_market && is_local]
}

/// A file of purchases in either run; one that is the same in both is read once.
pub struct Files<'a> {
    pub before: Vec<&'a Path>,
    pub after: Vec<&'a Path>,
    pub same: Vec<&'a Path>,
}

/// Holds the lines of two runs against each other.
///
/// # Errors
/// When a file cannot be read, or is of another version.
pub fn compare(files: &Files<'_>) -> anyhow::Result<Lines> {
    let mut classes = Classes::default();
    let mut lines = Lines::default();
    for path in &files.same {
        each(path, 0, &mut classes, |seen, classes| lines.stays(seen, seen, classes))?;
    }
    let [mut before, mut after] = [Vec::new(), Vec::new()];
    for (paths, side) in [(&files.before, &mut before), (&files.after, &mut after)] {
        for (file, path) in (0..).zip(paths) {
            each(path, file, &mut classes, |seen, _| side.push(seen))?;
        }
        side.sort_unstable();
    }
    let mut moves: BTreeMap<(u32, u32), Sum> = BTreeMap::new();
    let [mut went, mut came] = [Vec::new(), Vec::new()];
    for (was, is) in groups(&before, &after) {
        let (paired, left, new) = paired(was, is);
        for (was, is) in paired {
            lines.stays(was, is, &classes);
            if was.class != is.class {
                *moves.entry((was.class, is.class)).or_default() += was.sum();
            }
        }
        left.iter().for_each(|seen| lines.goes(*seen, &classes));
        new.iter().for_each(|seen| lines.comes(*seen, &classes));
        went.extend(left);
        came.extend(new);
    }
    lines.moved = moved(&moves, &classes);
    lines.is_looked_at = went.len().max(came.len()) <= LOOKED_AT;
    if lines.is_looked_at {
        lines.only_before = find(&files.before, went)?;
        lines.only_after = find(&files.after, came)?;
        lines.pair();
    }
    Ok(lines)
}

impl Lines {
    fn stays(&mut self, was: Seen, is: Seen, classes: &Classes) {
        self.same += was.sum();
        let [counted, counts] = [was, is].map(|seen| counts(&classes.all[seen.class as usize]));
        for (at, effect) in self.effects.iter_mut().enumerate() {
            let [before, after] =
                [counted[at], counts[at]].map(|counts| if counts { i128::from(was.cents) } else { 0 });
            effect.before += before;
            effect.after += after;
            effect.by_class += after - before;
        }
    }

    fn goes(&mut self, seen: Seen, classes: &Classes) {
        self.went += seen.sum();
        self.counted(seen, classes, |effect| (&mut effect.before, -1));
    }

    fn comes(&mut self, seen: Seen, classes: &Classes) {
        self.came += seen.sum();
        self.counted(seen, classes, |effect| (&mut effect.after, 1));
    }

    fn counted(&mut self, seen: Seen, classes: &Classes, side: fn(&mut Effect) -> (&mut i128, i128)) {
        let counts = counts(&classes.all[seen.class as usize]);
        for effect in self.effects.iter_mut().zip(counts).filter_map(|(effect, counts)| counts.then_some(effect)) {
            let (sum, sign) = side(effect);
            *sum += i128::from(seen.cents);
            effect.by_lines += sign * i128::from(seen.cents);
        }
    }

    /// Takes lines that came and went together where all but one thing is the same.
    fn pair(&mut self) {
        for column in 0..SAID.len() {
            let but = |line: &Line| {
                let mut hasher = DefaultHasher::new();
                line.said.iter().enumerate().filter(|(at, _)| *at != column).for_each(|cell| cell.hash(&mut hasher));
                hasher.finish()
            };
            let mut old: HashMap<u64, Vec<usize>> = HashMap::new();
            for (at, line) in self.only_before.iter().enumerate().rev() {
                old.entry(but(line)).or_default().push(at);
            }
            let mut taken = vec![false; self.only_before.len()];
            let mut new = Vec::new();
            for line in std::mem::take(&mut self.only_after) {
                match old.get_mut(&but(&line)).and_then(Vec::pop) {
                    Some(at) => {
                        taken[at] = true;
                        let before = self.only_before[at].clone();
                        self.changed.push(Changed { column, before, after: line });
                    }
                    None => new.push(line),
                }
            }
            self.only_after = new;
            let mut taken = taken.into_iter();
            self.only_before.retain(|_| taken.next() == Some(false));
        }
    }
}

/// The lines of both sides that say the same, group by group.
fn groups<'a>(before: &'a [Seen], after: &'a [Seen]) -> impl Iterator<Item = (&'a [Seen], &'a [Seen])> {
    let mut rest = (before, after);
    std::iter::from_fn(move || {
        let next = [rest.0.first(), rest.1.first()].into_iter().flatten().map(|seen| seen.said).min()?;
        let of = |side: &mut &'a [Seen]| {
            let (group, others) = side.split_at(side.iter().take_while(|seen| seen.said == next).count());
            *side = others;
            group
        };
        Some((of(&mut rest.0), of(&mut rest.1)))
    })
}

/// Lines that say the same, of the same class as far as there are such; and those that one side has more of.
fn paired(before: &[Seen], after: &[Seen]) -> (Vec<(Seen, Seen)>, Vec<Seen>, Vec<Seen>) {
    let mut pairs = Vec::new();
    let [mut left, mut new] = [Vec::new(), Vec::new()];
    let (mut was, mut is) = (before.iter().copied().peekable(), after.iter().copied().peekable());
    while let (Some(a), Some(b)) = (was.peek().copied(), is.peek().copied()) {
        match a.class.cmp(&b.class) {
            std::cmp::Ordering::Equal => pairs.extend(was.next().zip(is.next())),
            std::cmp::Ordering::Less => left.extend(was.next()),
            std::cmp::Ordering::Greater => new.extend(is.next()),
        }
    }
    left.extend(was);
    new.extend(is);
    let both = left.len().min(new.len());
    pairs.extend(left.drain(..both).zip(new.drain(..both)));
    (pairs, left, new)
}

/// How many lines have another value in each column of their class.
fn moved(moves: &BTreeMap<(u32, u32), Sum>, classes: &Classes) -> Vec<Moved> {
    let mut all = Vec::new();
    for (at, column) in CLASS.into_iter().enumerate() {
        let mut of_column: BTreeMap<(&str, &str), Sum> = BTreeMap::new();
        for ((was, is), sum) in moves {
            let [was, is] = [was, is].map(|class| classes.all[*class as usize][at].as_str());
            if was != is {
                *of_column.entry((was, is)).or_default() += *sum;
            }
        }
        let mut of_column: Vec<_> = of_column.into_iter().collect();
        of_column.sort_by_key(|(_, sum)| std::cmp::Reverse(sum.lines));
        let moved =
            |((was, is), sum): ((&str, &str), Sum)| Moved { column, before: was.to_owned(), after: is.to_owned(), sum };
        all.extend(of_column.into_iter().map(moved));
    }
    all
}

/// Reads the lines of both places again, in the order of the files.
fn find(files: &[&Path], mut wanted: Vec<Seen>) -> anyhow::Result<Vec<Line>> {
    wanted.sort_unstable_by_key(|seen| (seen.file, seen.at));
    let mut found = Vec::new();
    for of_file in wanted.chunk_by(|a, b| a.file == b.file) {
        let (mut rest, mut begins) = (of_file, 0);
        for batch in parquet::stream(files[of_file[0].file as usize], &[&SAID[..], &PLACE].concat())? {
            let batch = batch?;
            let ends = begins + batch.num_rows() as u64;
            let (here, later) = rest.split_at(rest.partition_point(|seen| seen.at < ends));
            let rows = columns::sheet_rows(&batch, ROW).context(OTHER_VERSION)?;
            for seen in here {
                let at = (seen.at - begins) as usize;
                let text =
                    |column: &str| batch.column_by_name(column).map_or_else(String::new, |cells| text(cells, at));
                let [file, sheet] = ["source_file", "source_sheet"].map(text);
                found.push(Line {
                    said: SAID.map(text).into(),
                    cents: seen.cents.into(),
                    file,
                    sheet,
                    row: rows.value(at),
                });
            }
            (rest, begins) = (later, ends);
        }
    }
    Ok(found)
}

/// Shows every line of a file of purchases, whose position is given.
fn each(path: &Path, file: u32, classes: &mut Classes, mut see: impl FnMut(Seen, &Classes)) -> anyhow::Result<()> {
    let (mut at, mut said) = (0, Vec::new());
    for batch in parquet::stream(path, &[&SAID[..], &CLASS].concat())? {
        let batch = batch?;
        let amounts = columns::money(&batch, "amount").context(OTHER_VERSION)?;
        let cells = SAID.map(|column| batch.column_by_name(column).map(AsRef::as_ref));
        let class = CLASS.map(|column| columns::texts(&batch, column)).into_iter().collect::<Result<Vec<_>, _>>();
        let class = class.context(OTHER_VERSION)?;
        for row in 0..batch.num_rows() {
            said.clear();
            cells.iter().for_each(|cells| add(*cells, row, &mut said));
            let mut hasher = DefaultHasher::new();
            hasher.write(&said);
            let of: [&str; CLASS.len()] = std::array::from_fn(|at| columns::text(class[at], row));
            let cents = i64::try_from(amounts.value(row)).context("amount")?;
            see(Seen { said: hasher.finish(), class: classes.number(of), file, cents, at }, classes);
            at += 1;
        }
    }
    Ok(())
}

/// Adds a cell so that no other row of cells makes the same bytes.
fn add(cells: Option<&dyn Array>, row: usize, to: &mut Vec<u8>) {
    let Some(cells) = cells.filter(|cells| cells.is_valid(row)) else { return to.push(0) };
    to.push(1);
    match cells.data_type() {
        DataType::Utf8 => {
            let text = cells.as_string::<i32>().value(row);
            to.extend((text.len() as u64).to_le_bytes());
            to.extend(text.as_bytes());
        }
        DataType::Date32 => to.extend(cells.as_primitive::<Date32Type>().value(row).to_le_bytes()),
        DataType::Decimal128(..) => to.extend(cells.as_primitive::<Decimal128Type>().value(row).to_le_bytes()),
        _ => to.extend(text(cells, row).as_bytes()),
    }
}

fn text(cells: &dyn Array, row: usize) -> String {
    if cells.is_null(row) {
        return String::new();
    }
    match cells.data_type() {
        DataType::Utf8 => cells.as_string::<i32>().value(row).to_owned(),
        DataType::Date32 => date::iso(cells.as_primitive::<Date32Type>().value(row)),
        DataType::Decimal128(..) => format_cents(cells.as_primitive::<Decimal128Type>().value(row)),
        _ => String::new(), // what exports say has no other type
    }
}
