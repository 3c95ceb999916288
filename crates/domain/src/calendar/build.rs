//! From rows to one list: each row is kept, rejected with a reason, or told to be on the list already.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

use super::contracts::{self, End};
use super::register::{self, Contract};
use super::time::{Counts, TimeError, parse};
use super::value::{self, Estimate};
use super::{
    Calendar, Coming, Control, Duplicate, FileRead, Origin, Place, Rejected, SectorBy, Source, Sources, TableRead,
    Window,
};
use crate::calendar::settings::{CalendarField, ContractField};
use crate::classify::sector;
use crate::sheets::{self, Column, Row, Sheet, field_name, masked};
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_base::text::header_key;
use vire_ingest::read::Cell;
use vire_ingest::values::privacy::Masker;
use vire_reference::ids::persons;
use vire_reference::sectors::{self, SectorNo};

/// What rows are read with.
pub struct Context<'a> {
    pub sectors: &'a sector::Rules,
    pub masker: &'a Masker,
    /// A file's name in the outputs.
    pub name_of: &'a dyn Fn(&Path) -> String,
    pub as_of: Option<NaiveDate>,
    /// The buyer's, ISO 4217.
    pub currency: &'a str,
}

/// Reads all calendars and contracts to one list, sorted by time, buyer and title.
pub fn read_all(sources: &Sources, context: &Context<'_>) -> Result<Calendar, InputError> {
    let mut builder = Builder {
        context,
        list: Calendar { as_of: context.as_of, ..Calendar::default() },
        seen: BTreeMap::new(),
        successors: BTreeMap::new(),
    };
    let mut calendars: Vec<_> = sources.calendars.iter().flat_map(|s| s.files.iter().map(move |f| (s, f))).collect();
    calendars.sort_by_key(|(_, path)| (context.name_of)(path));
    for (source, path) in calendars {
        builder.file(path, source, "calendar", |b, sheet, row| b.announced(&source.buyer, sheet, row))?;
    }
    let mut contracts: Vec<_> =
        sources.contracts.iter().flat_map(|(s, lead)| s.files.iter().map(move |f| (s, *lead, f))).collect();
    contracts.sort_by_key(|(_, _, path)| (context.name_of)(path));
    for (source, lead, path) in contracts {
        builder.file(path, source, "contracts", |b, sheet, row| b.contract(&source.buyer, lead, sheet, row))?;
    }
    sources.calendars.iter().for_each(|s| builder.unmatched(s, "calendar"));
    sources.contracts.iter().for_each(|(s, _)| builder.unmatched(s, "contracts"));
    let mut list = builder.list;
    list.items.sort_by(|a, b| {
        let key = |c: &Coming| (c.window.start, c.window.end, c.window.precision);
        key(a).cmp(&key(b)).then_with(|| (&a.buyer, &a.title, &a.place).cmp(&(&b.buyer, &b.title, &b.place)))
    });
    Ok(list)
}

/// What became of a row that could be read.
enum Taken {
    Item(Box<Coming>),
    /// A contract, and the procurement that its end tells of; none of one without an end.
    Contract(Box<Contract>, Option<Box<Coming>>),
}

/// Field, value and reason.
type Refused = (&'static str, String, Code, String);

struct Builder<'a> {
    context: &'a Context<'a>,
    list: Calendar,
    /// Items on the list by buyer and title, to notice those that come twice.
    seen: BTreeMap<(String, String), Vec<usize>>,
    /// Announced items that replace a contract, by buyer and the contract's number.
    successors: BTreeMap<(String, String), usize>,
}

impl Builder<'_> {
    /// Tells of given columns that no file has.
    fn unmatched<F: Column>(&mut self, source: &Source<F>, kind: &str) {
        for (field, header) in &source.columns {
            let header = self.label(header);
            let key = header_key(&header);
            let name = field_name(field);
            let of_kind = self.list.files.iter().filter(|f| f.kind == kind);
            let mut used = of_kind.flat_map(|f| &f.tables).flat_map(|t| &t.columns);
            if !used.any(|(field, found)| *field == name && header_key(found) == key) {
                self.list.warnings.push(format!("{kind}: columns.{name} = {header:?} matched no header in its files"));
            }
        }
    }

    /// The name of a sheet or column without personal ids.
    fn label(&self, text: &str) -> String {
        self.context.masker.at(persons::Place::Label, text).into_owned()
    }

    fn file<F: Column>(
        &mut self,
        path: &Path,
        source: &Source<F>,
        kind: &'static str,
        mut take: impl FnMut(&Self, &Sheet<F>, &Row<F>) -> Result<Taken, Refused>,
    ) -> Result<(), InputError> {
        let name = (self.context.name_of)(path);
        let input = Input::open(path)?;
        let mut file = sheets::read(&input, &source.columns)?;
        self.list.remarks.extend(masked(file.remarks(&name), self.context.masker));
        let mut control = Control::default();
        let mut tables = Vec::new();
        for sheet in &mut file.sheets {
            let readings = F::settle(sheet);
            for row in &sheet.rows {
                control.read += 1;
                let place = Place { file: name.clone(), sheet: self.clean(&sheet.name), row: row.number };
                match take(self, sheet, row) {
                    Ok(Taken::Item(item)) => self.keep(Coming { place, ..*item }, &mut control),
                    Ok(Taken::Contract(contract, item)) => {
                        if let Some(text) = &contract.odd_start {
                            let warning =
                                format!("{place}: start {text:?} is no day or month; the contract has no start");
                            self.list.warnings.push(warning);
                        }
                        self.list.contracts.push(*contract);
                        match item {
                            Some(item) => self.keep(Coming { place, ..*item }, &mut control),
                            None => control.without_end += 1,
                        }
                    }
                    Err((field, value, code, message)) => {
                        control.rejected += 1;
                        let value = self.clean(&value);
                        let shown = if value.is_empty() { String::new() } else { format!(" {value:?}") };
                        self.list
                            .warnings
                            .push(format!("{place}: {field}{shown} {message}; the row is left out [{code}]"));
                        self.list.rejected.push(Rejected { place, field, value, code, message });
                    }
                }
            }
            let columns = sheet.headers.iter().map(|(f, header)| (field_name(f), self.label(header))).collect();
            tables.push(TableRead {
                sheet: self.label(&sheet.name),
                header_row: sheet.header_row,
                columns,
                no_data: sheet.notes,
                readings,
            });
        }
        if control.read == control.rejected {
            let why = match self.list.rejected.last() {
                Some(last) if control.read > 0 => format!(
                    "none of its {} rows could be read, the last one since {} {}",
                    control.read, last.field, last.message
                ),
                _ => "has a header and no rows".to_owned(),
            };
            let help = format!("check the columns, and name them if they are others: {}", F::EXAMPLE);
            return Err(InputError::new(Code::NoRows, path, why, help));
        }
        let sha256 = vire_base::digest::of(&input)?.sha256;
        input.unchanged()?;
        let other_sheets = file.other_sheets.iter().map(|sheet| self.label(sheet)).collect();
        let format = file.format.name();
        self.list.files.push(FileRead { name, sha256, format, kind, tables, other_sheets, control });
        Ok(())
    }

    fn keep(&mut self, item: Coming, control: &mut Control) {
        let key = (header_key(&item.buyer), header_key(&item.title));
        let same_title = self.seen.get(&key).cloned().unwrap_or_default();
        let derived = matches!(item.origin, Origin::ContractEnd { .. });
        let announced = |c: &Coming| c.origin == Origin::Announced && !c.past;
        let number = (key.0.clone(), item.contract.clone());
        let held = &self.list.items;
        let same = same_title.iter().map(|i| &held[*i]).find(|c| c.window == item.window || (derived && announced(c)));
        // A contract whose successor is announced is no second procurement, whatever its time.
        let successor = || self.successors.get(&number).filter(|_| derived).map(|i| &held[*i]);
        if let Some(of) = same.or_else(successor).map(|c| c.place.clone()) {
            control.duplicates += 1;
            self.list.duplicates.push(Duplicate { place: item.place, of });
            return;
        }
        if let Some(other) = same_title.iter().map(|i| &held[*i]).find(|c| !derived && c.place.file != item.place.file)
        {
            let warning = format!(
                "{} and {} tell different times of \"{}\"; both are on the list",
                other.place, item.place, item.title
            );
            self.list.warnings.push(warning);
        }
        control.kept += 1;
        if announced(&item) && !item.contract.is_empty() {
            self.successors.entry(number).or_insert(self.list.items.len());
        }
        self.seen.entry(key).or_default().push(self.list.items.len());
        self.list.items.push(item);
    }

    /// A text without personal ids and without what cannot be printed.
    fn clean(&self, text: &str) -> String {
        self.context.masker.text(printable(text).trim()).into_owned()
    }

    /// The same of a column of contacts, where telephone numbers stay.
    fn contact(&self, text: &str) -> String {
        self.context.masker.contact(printable(text).trim()).into_owned()
    }

    fn title<F: Column>(&self, row: &Row<F>, field: F) -> Result<String, Refused> {
        let title = self.clean(&row.text(field));
        if title.is_empty() {
            return Err(("title", String::new(), Code::MissingTitle, "is missing".into()));
        }
        Ok(title)
    }

    /// By the sector column, else by CPV, else by words of the category, else of the title.
    fn sector(&self, category: &str, cpv: &str, title: &str) -> (SectorNo, SectorBy) {
        if let Some(sector) = sectors::by_label(category) {
            return (sector, SectorBy::Given);
        }
        if let Some(by_cpv) = self.context.sectors.of_cpv(cpv) {
            return (by_cpv.sector, SectorBy::Cpv);
        }
        let rules = self.context.sectors;
        let told = rules.of_text(category).or_else(|| rules.of_title(title));
        told.map_or((sectors::unclassified(), SectorBy::None), |sector| (sector, SectorBy::Words))
    }

    fn buyer(&self, named: &str, of_source: &str) -> String {
        if named.is_empty() { of_source.to_owned() } else { self.clean(named) }
    }

    fn is_past(&self, last_day: NaiveDate) -> bool {
        self.context.as_of.is_some_and(|day| last_day < day)
    }

    fn announced(&self, buyer: &str, sheet: &Sheet<CalendarField>, row: &Row<CalendarField>) -> Result<Taken, Refused> {
        use CalendarField as F;
        let title = self.title(row, F::Title)?;
        let time_text = time_text(sheet, row);
        let window = window(sheet, row, &time_text)?;
        let (cpv, category) = (row.text(F::Cpv), row.text(F::Sector));
        let (sector, sector_method) = self.sector(&category, &cpv, &title);
        let estimate = |field| value::read(&row.cell(field), sheet.header(field));
        let value = Estimate::between(estimate(F::Value), estimate(F::ValueMax));
        Ok(Taken::Item(Box::new(Coming {
            buyer: self.buyer(&row.text(F::Buyer), buyer),
            unit: self.clean(&row.text(F::Unit)),
            title,
            reference: self.clean(&row.text(F::Id)),
            contract: self.clean(&row.text(F::Contract)),
            sector,
            sector_method,
            cpv: self.clean(&cpv),
            past: self.is_past(window.end),
            window,
            time_text: self.clean(&time_text),
            value: Estimate { text: self.clean(&value.text), ..value },
            procedure: self.clean(&row.text(F::Procedure)),
            contact: self.contact(&row.text(F::Contact)),
            notes: self.clean(&row.text(F::Notes)),
            origin: Origin::Announced,
            place: Place::default(),
        })))
    }

    fn contract(
        &self,
        buyer: &str,
        lead: u32,
        sheet: &Sheet<ContractField>,
        row: &Row<ContractField>,
    ) -> Result<Taken, Refused> {
        use ContractField as F;
        let title = self.title(row, F::Title)?;
        let refused = |field, of, (code, message): (Code, &str)| (field, row.text(of), code, message.to_owned());
        let by_time = |e: TimeError| (e.code(), e.message());
        let start_text = row.text(F::Start);
        let start = parse(&start_text, Counts::Months).ok().map(|start| start.start);
        let is_odd = start.is_none() && !matches!(start_text.as_str(), "" | "-");
        let (cpv, category) = (row.text(F::Cpv), row.text(F::Sector));
        let (sector, sector_method) = self.sector(&category, &cpv, &title);
        let value = value::read(&row.cell(F::Value), sheet.header(F::Value));
        let buyer = self.buyer(&row.text(F::Buyer), buyer);
        let id = self.clean(&row.text(F::Id));
        let contract = |end: Option<register::End>| {
            Box::new(Contract {
                buyer: buyer.clone(),
                number: id.clone(),
                title: title.clone(),
                suppliers: register::parties(&row.text(F::Supplier), &row.text(F::SupplierId)),
                start,
                end,
                sector: (sector_method != SectorBy::None).then_some(sector),
                cents: register::whole_value(&value, sheet.header(F::Value), self.context.currency),
                odd_start: is_odd.then(|| self.clean(&start_text)),
            })
        };
        let first = match contracts::end(&row.cell(F::End), sheet.header(F::End)) {
            Ok(End::On(end)) => end,
            Ok(End::Open) => return Ok(Taken::Contract(contract(None), None)),
            Err(error) => return Err(refused("end", F::End, by_time(error))),
        };
        if start.is_some_and(|start| start > first) {
            return Err(refused("end", F::End, (Code::BackwardsTime, "is before the contract's start")));
        }
        let unreadable = "is no length such as 1+1 v, 24 kk or a date";
        let options = contracts::options(&row.cell(F::Options), sheet.header(F::Options));
        let options = options.ok_or_else(|| refused("options", F::Options, (Code::UnreadableOptions, unreadable)))?;
        let notice = contracts::notice(&row.cell(F::Notice), sheet.header(F::Notice));
        let notice = notice.ok_or_else(|| refused("notice", F::Notice, (Code::UnreadableNotice, unreadable)))?;
        let as_of = self.context.as_of;
        let (end, last_end) = contracts::next_end(first, &options, as_of);
        // Whoever must give notice must know before what comes after.
        let window = contracts::expected(end, lead.max(notice), as_of);
        let window = window.ok_or_else(|| refused("end", F::End, by_time(TimeError::Unreadable)))?;
        let contract = contract(Some(register::End { first, last: last_end }));
        let item = Coming {
            buyer,
            unit: self.clean(&row.text(F::Unit)),
            title,
            reference: String::new(),
            contract: id,
            sector,
            sector_method,
            cpv: self.clean(&cpv),
            past: self.is_past(end),
            window,
            time_text: self.clean(&row.text(F::End)),
            value: Estimate { text: self.clean(&value.text), ..value },
            procedure: self.clean(&row.text(F::Procedure)),
            contact: self.contact(&row.text(F::Contact)),
            notes: self.clean(&row.text(F::Notes)),
            origin: Origin::ContractEnd { end, last_end, supplier: self.clean(&row.text(F::Supplier)) },
            place: Place::default(),
        };
        Ok(Taken::Contract(contract, Some(Box::new(item))))
    }
}

/// A text without control characters and marks that turn the direction of writing.
fn printable(text: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    text.chars().filter(|c| !c.is_control() && !turns(c)).collect()
}

/// The time as it is written, from one column or from those of year, quarter and month.
fn time_text(sheet: &Sheet<CalendarField>, row: &Row<CalendarField>) -> String {
    use CalendarField as F;
    let (time, year) = (row.text(F::Time), row.text(F::Year));
    let bare = |field, text: String, unit: &str| {
        // "2" under "Quarter" is a quarter.
        let number = text.chars().all(|c| c.is_ascii_digit()) && !text.is_empty();
        if number && sheet.headers.contains_key(&field) { format!("{unit}{text}") } else { text }
    };
    let quarter = bare(F::Quarter, row.text(F::Quarter), "Q");
    let month = row.text(F::Month);
    let part = [time, month, quarter].into_iter().find(|t| !t.is_empty()).unwrap_or_default();
    if year.is_empty() || part.contains(&year) {
        return part;
    }
    if part.is_empty() { year } else { format!("{part} {year}") }
}

fn window(sheet: &Sheet<CalendarField>, row: &Row<CalendarField>, text: &str) -> Result<Window, Refused> {
    use CalendarField as F;
    if let Cell::Date(days) = row.cell(F::Time)
        && let Some(day) = NaiveDate::from_epoch_days(days)
    {
        let month = if sheet.days_are_months { Window::month_of(day) } else { None };
        return Ok(month.unwrap_or(Window::day(day)));
    }
    if text.is_empty() {
        return Err(("time", String::new(), Code::MissingTime, "is missing".into()));
    }
    let counts = Counts::of_header(sheet.header(F::Time));
    parse(text, counts).map_err(|e| ("time", text.to_owned(), e.code(), e.message().to_owned()))
}
