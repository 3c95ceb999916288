//! Tenders: what a buyer asked bids for, how many came, and what became of each lot; from own tables, open data or exports
//! of notices.
//!
//! Sums of money are not read. Names of bidders and winners only tell them apart while tables are read; what is kept of them
//! is their size.

mod gather;
pub mod lists;
pub mod parties;
mod plan;
mod row;
pub mod settings;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};
use vire_base::code::Code;
use vire_base::digest;
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_base::text::header_key;
use vire_ingest::table::total;
use vire_ingest::values::privacy::Masker;
use vire_reference::buyer::Buyer;
use vire_reference::ids::persons::Place;
use vire_reference::sectors::SectorNo;

use self::gather::{Form, Gathered};
use self::row::{Reader, Said};
use self::settings::{Source, TenderField};
pub use self::words::{Outcome, Procedure, Size};
use crate::calendar::Calendar;
use crate::classify::sector::Rules;
use crate::sheets::{self, Remark, Row, Sheet, field_name, masked};
use crate::suppliers::{is_buyer, supplier_key};

/// Who bids or wins; the key is of no use outside this program, and is not published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taker {
    /// None where the table has neither id nor name.
    pub key: Option<String>,
    pub size: Option<Size>,
}

/// A lot, or a procurement without any. What is not known is none. Days are since 1970-01-01.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lot {
    /// The same for all lots of a procurement; from 1.
    pub procurement: u64,
    /// The number of the procurement as it is written; empty where the table has none.
    pub reference: String,
    /// The number of the lot as it is written.
    pub lot: String,
    pub title: String,
    /// Of the award, else the deadline, else the notice.
    pub day: Option<i32>,
    /// The accounting year of that day, else of a column; `UNDATED` without any.
    pub year: i32,
    pub notice: Option<i32>,
    pub procedure: Option<Procedure>,
    pub sector: Option<SectorNo>,
    pub outcome: Option<Outcome>,
    pub bids: Option<u64>,
    pub sme_bids: Option<u64>,
    pub price_only: Option<bool>,
    /// The weight of all but the price, in hundredths of a percent.
    pub quality: Option<u64>,
    /// From the deadline to the award.
    pub decision_days: Option<u64>,
    /// From the notice to the deadline.
    pub window_days: Option<u64>,
    /// The procurement has several lots.
    pub divided: Option<bool>,
    pub framework: Option<bool>,
    pub green: Option<bool>,
    pub social: Option<bool>,
    pub innovation: Option<bool>,
    /// There was a market dialogue before the notice.
    pub dialogue: Option<bool>,
    /// The procurement was in a calendar before its notice.
    pub in_calendar: Option<bool>,
    /// From the first day in the calendar to the notice.
    pub listed_days: Option<u64>,
    /// Quarters between the planned and the real time of the notice.
    pub quarters_off: Option<u64>,
    pub bidders: Vec<Taker>,
    pub winners: Vec<Taker>,
}

/// Rows by what became of them: `read = used + repeated + other_buyers + unreadable`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Control {
    pub read: u64,
    pub used: u64,
    /// Rows that say what another row said.
    pub repeated: u64,
    pub other_buyers: u64,
    pub unreadable: u64,
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
    pub tables: Vec<TableRead>,
    pub control: Control,
    /// Where rows that could not be read stand, and why.
    pub unreadable: Vec<String>,
}

/// All tenders, in the order of their procurements.
#[derive(Clone, Debug)]
pub struct Tenders {
    pub files: Vec<FileRead>,
    pub lots: Vec<Lot>,
    /// Lots whose rows contradict each other, and in what, which is therefore unknown.
    pub contradictions: Vec<String>,
    /// Numbers that several procurements have, in other years.
    pub used_again: u64,
    /// Texts that no list knows, and how many rows have each: by field and text.
    pub strange: BTreeMap<(String, String), u64>,
    /// Given columns that no file has, and given buyers that no row names.
    pub unmatched: Vec<String>,
    /// What was found in files as a whole.
    pub remarks: Vec<Remark>,
}

impl Tenders {
    /// The last of the days that decide the years of lots.
    pub fn last_day(&self) -> Option<i32> {
        self.lots.iter().filter_map(|lot| lot.day).max()
    }

    pub fn control(&self) -> Control {
        self.files.iter().fold(Control::default(), |sum, file| Control {
            read: sum.read + file.control.read,
            used: sum.used + file.control.used,
            repeated: sum.repeated + file.control.repeated,
            other_buyers: sum.other_buyers + file.control.other_buyers,
            unreadable: sum.unreadable + file.control.unreadable,
        })
    }

    /// For the manifest: what was read and what became of it.
    pub fn manifest(&self) -> Value {
        let column = |(field, header): &(String, String)| json!({ "field": field, "header": header });
        let table = |t: &TableRead| {
            let columns: Vec<Value> = t.columns.iter().map(column).collect();
            json!({ "sheet": t.sheet, "header_row": t.header_row, "columns": columns })
        };
        let file = |f: &FileRead| {
            let tables: Vec<Value> = f.tables.iter().map(table).collect();
            json!({ "file": f.name, "sha256": f.sha256, "tables": tables, "control": control(&f.control),
                    "unreadable": f.unreadable })
        };
        let strange =
            self.strange.iter().map(|((field, text), rows)| json!({ "field": field, "text": text, "rows": rows }));
        json!({
            "files": self.files.iter().map(file).collect::<Vec<_>>(),
            "control": control(&self.control()),
            "lots": self.lots.len(),
            "contradictions": self.contradictions.len(),
            "numbers_used_again": self.used_again,
            "unknown_texts": strange.collect::<Vec<_>>(),
        })
    }

    /// What a reader of the run should know: what was left out or not understood, each with its code.
    pub fn said(&self) -> Vec<(Code, String)> {
        let mut said: Vec<(Code, String)> =
            self.unmatched.iter().map(|message| (Code::UnmatchedColumn, message.clone())).collect();
        let Control { read, used, repeated, other_buyers, unreadable } = self.control();
        let lots = self.lots.len();
        let message = format!(
            "of {read} rows of tenders {used} are used, of {lots} lots; left out are {other_buyers} of other buyers and \
             {repeated} that repeat others"
        );
        said.push((Code::TendersRead, message));
        if unreadable > 0 {
            let rows: Vec<&String> = self.files.iter().flat_map(|file| &file.unreadable).take(TOLD).collect();
            let list = rows.iter().map(|row| format!("\n  {row}")).collect::<String>();
            said.push((Code::OfTenders, format!("{unreadable} rows of tenders are left out:{list}")));
        }
        if !self.strange.is_empty() {
            let list = self.strange.iter().take(TOLD);
            let list = list.map(|((field, text), rows)| format!("\n  {field}: \"{text}\" (rows: {rows})"));
            said.push((
                Code::OfTenders,
                format!("texts of tenders that are taken as unknown:{}", list.collect::<String>()),
            ));
        }
        if !self.contradictions.is_empty() {
            let list = self.contradictions.iter().take(TOLD).map(|lot| format!("\n  {lot}")).collect::<String>();
            let count = self.contradictions.len();
            let message = format!("rows of {count} lots contradict each other, and what they tell is unknown:{list}");
            said.push((Code::OfTenders, message));
        }
        said.extend(self.remarks.iter().cloned());
        if self.used_again > 0 {
            let message = format!(
                "{} numbers of tenders are used again more than nine months later: each use is taken for a procurement of \
                 its own",
                self.used_again
            );
            said.push((Code::OfTenders, message));
        }
        said
    }
}

fn control(c: &Control) -> Value {
    json!({ "read": c.read, "used": c.used, "repeated": c.repeated, "other_buyers": c.other_buyers,
            "unreadable": c.unreadable })
}

/// Rows and texts that are named before the rest is only counted.
const TOLD: usize = 10;

/// What files are read with.
pub struct Context<'a> {
    /// A file's name in the outputs.
    pub name_of: &'a dyn Fn(&Path) -> String,
    pub sectors: &'a Rules,
    pub masker: &'a Masker,
    pub buyer: &'a Buyer,
    /// Names and keys of ids of the buyer.
    pub own: &'a BTreeSet<String>,
    /// What was planned.
    pub calendar: Option<&'a Calendar>,
}

/// Reads all tables.
///
/// # Errors
/// A file without such a table; or one of which no row can be used.
pub fn read_all(sources: &[Source], context: &Context<'_>) -> Result<Tenders, InputError> {
    let mut builder = Builder {
        context,
        rows: Vec::new(),
        strange: BTreeMap::new(),
        files: Vec::new(),
        buyers: BTreeSet::new(),
        named: BTreeSet::new(),
        remarks: Vec::new(),
    };
    let mut unmatched = Vec::new();
    for source in sources {
        let first = builder.files.len();
        let mut files: Vec<&std::path::PathBuf> = source.files.iter().collect();
        files.sort_by_key(|path| (context.name_of)(path));
        for path in files {
            builder.file(path, source)?;
        }
        unmatched.extend(builder.unmatched(source, first));
        if builder.files[first..].iter().all(|file| file.control.used == 0) {
            return Err(builder.nothing(source, first));
        }
    }
    let Builder { rows, strange, mut files, remarks, .. } = builder;
    let (of_files, rows): (Vec<usize>, Vec<(Said, Form)>) = rows.into_iter().unzip();
    let (gathered, are_new) = Gathered::new(rows);
    for (file, _) in of_files.into_iter().zip(are_new).filter(|(_, is_new)| !is_new) {
        files[file].control.used -= 1;
        files[file].control.repeated += 1;
    }
    let used_again = gathered.used_again;
    let (mut lots, contradictions) = gathered.finish(context.buyer.year);
    let contradictions = contradictions.iter().map(|lot| context.masker.text(lot).into_owned()).collect();
    if let Some(calendar) = context.calendar {
        plan::hold_against(calendar, &context.buyer.name, &mut lots);
    }
    for lot in &mut lots {
        lot.reference = context.masker.text(&lot.reference).into_owned();
        lot.lot = context.masker.text(&lot.lot).into_owned();
    }
    Ok(Tenders { files, lots, contradictions, used_again, strange, unmatched, remarks })
}

/// A row below the tenders that sums them up: its only name is a word for that.
fn is_total(row: &Row<TenderField>) -> bool {
    use TenderField as F;
    let names = [F::Procurement, F::Title, F::Lot].map(|field| row.text(field));
    let days = [F::NoticeDate, F::Deadline, F::AwardDate].iter().any(|field| !row.text(*field).trim().is_empty());
    let mut named = names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).peekable();
    !days && named.peek().is_some() && named.all(total::is_label)
}

struct Builder<'a> {
    context: &'a Context<'a>,
    /// What rows say, with the number of their file.
    rows: Vec<(usize, (Said, Form))>,
    strange: BTreeMap<(String, String), u64>,
    files: Vec<FileRead>,
    /// The other buyers that rows name.
    buyers: BTreeSet<String>,
    /// The given buyers that rows name.
    named: BTreeSet<String>,
    remarks: Vec<Remark>,
}

impl Builder<'_> {
    fn label(&self, text: &str) -> String {
        self.context.masker.at(Place::Label, text).into_owned()
    }

    fn file(&mut self, path: &Path, source: &Source) -> Result<(), InputError> {
        let input = Input::open(path)?;
        let read = sheets::read::<TenderField>(&input, &source.columns)?;
        let mut file = FileRead {
            name: (self.context.name_of)(path),
            sha256: digest::of(&input)?.sha256,
            tables: Vec::new(),
            control: Control::default(),
            unreadable: Vec::new(),
        };
        self.remarks.extend(masked(read.remarks(&file.name), self.context.masker));
        for sheet in &read.sheets {
            let columns = sheet.headers.iter().map(|(field, header)| (field_name(field), self.label(header)));
            file.tables.push(TableRead {
                sheet: self.label(&sheet.name),
                header_row: sheet.header_row,
                columns: columns.collect(),
            });
            sheet.rows.iter().for_each(|row| self.row(source, sheet, row, &mut file));
        }
        input.unchanged()?;
        self.files.push(file);
        Ok(())
    }

    fn row(&mut self, source: &Source, sheet: &Sheet<TenderField>, row: &Row<TenderField>, file: &mut FileRead) {
        use TenderField as F;
        if is_total(row) {
            return;
        }
        let control = &mut file.control;
        control.read += 1;
        if !self.is_wanted(source, row) {
            control.other_buyers += 1;
            return;
        }
        let reader = Reader { sectors: self.context.sectors, country: &self.context.buyer.country };
        let said = reader.read(row).and_then(|said| match said.procurement.is_empty() && said.title.is_empty() {
            true => Err("it has neither the number nor the title of a procurement".to_owned()),
            false => Ok(said),
        });
        match said {
            Ok(said) => {
                let has = |fields: &[F]| fields.iter().any(|field| sheet.headers.contains_key(field));
                let parties = [F::Bidder, F::BidderId, F::BidderSize, F::Winner, F::WinnerId, F::WinnerSize];
                let form = Form { has_lots: has(&[F::Lot]), has_parties: has(&parties) };
                self.note_strange(&said);
                control.used += 1;
                self.rows.push((self.files.len(), (said, form)));
            }
            Err(fault) => {
                control.unreadable += 1;
                let sheet = if sheet.name.is_empty() { String::new() } else { format!("sheet \"{}\", ", sheet.name) };
                let text = format!("{}, {sheet}row {}: {fault}", file.name, row.number);
                file.unreadable.push(self.context.masker.text(&text).into_owned());
            }
        }
    }

    fn note_strange(&mut self, said: &Said) {
        for (field, text) in &said.strange {
            let key = (field_name(field), self.context.masker.text(text).into_owned());
            *self.strange.entry(key).or_default() += 1;
        }
    }

    /// Whether a row is of a buyer that is asked for; one that names none is.
    fn is_wanted(&mut self, source: &Source, row: &Row<TenderField>) -> bool {
        let (name, id) = (row.text(TenderField::Buyer), row.text(TenderField::BuyerId));
        if name.is_empty() && id.is_empty() {
            return true;
        }
        let is = |text: &String, wanted: &str| !text.is_empty() && header_key(text) == header_key(wanted);
        let is_wanted = match source.buyers.as_slice() {
            [] => self.is_own(&name, &id),
            given => {
                let of = given.iter().find(|wanted| is(&name, wanted) || is(&id, wanted));
                self.named.extend(of.cloned());
                of.is_some()
            }
        };
        if !is_wanted && self.buyers.len() < TOLD {
            self.buyers.insert(if name.is_empty() { id } else { name });
        }
        is_wanted
    }

    /// Whether a row is of the pipeline's buyer: by its id where that is one, else by its name.
    fn is_own(&self, name: &str, id: &str) -> bool {
        let Context { buyer, own, .. } = self.context;
        let key = |text: &str| supplier_key(text, &buyer.country);
        if !id.is_empty() && own.contains(&key(id)) {
            return true;
        }
        is_buyer(name, buyer, own)
    }

    /// Given columns that no file of the source has, and given buyers that no row names.
    fn unmatched(&self, source: &Source, first: usize) -> Vec<String> {
        let used = |field: &String, header: &String| {
            let mut tables = self.files[first..].iter().flat_map(|file| &file.tables);
            tables.any(|table| table.columns.iter().any(|(f, h)| f == field && header_key(h) == header_key(header)))
        };
        let given = source.columns.iter().map(|(field, header)| (field_name(field), self.label(header)));
        let missing = given.filter(|(field, header)| !used(field, header));
        let columns = missing
            .map(|(field, header)| format!("tenders: columns.{field} = {header:?} matched no header in its files"));
        let strangers = source.buyers.iter().filter(|buyer| !self.named.contains(*buyer));
        columns
            .chain(strangers.map(|buyer| format!("tenders: no row is of the buyer {:?}", self.label(buyer))))
            .collect()
    }

    /// Why nothing of a source can be used.
    fn nothing(&self, source: &Source, first: usize) -> InputError {
        let path = source.files.first().map_or(Path::new(""), |path| path.as_path());
        let faults: Vec<&String> = self.files[first..].iter().flat_map(|file| &file.unreadable).take(TOLD).collect();
        let (message, help) = if !faults.is_empty() {
            let list = faults.iter().map(|fault| format!("\n  {fault}")).collect::<String>();
            (
                format!("no row of its tenders can be read:{list}"),
                "name the right columns under [[tenders]] columns".to_owned(),
            )
        } else if !self.buyers.is_empty() {
            let named = self.buyers.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
            let message = format!("no row is of {}; its buyers are {named}", self.context.buyer.name);
            (message, "write buyers = [\"...\"] beside its files, as the column of buyers has them".to_owned())
        } else {
            ("it has a header but no rows".to_owned(), "export it again".to_owned())
        };
        InputError::new(Code::TenderTable, path, self.context.masker.text(&message), help)
    }
}
