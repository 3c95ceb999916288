//! How periods are named: whole years, accounting years, parts of years with their months.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use super::{Builder, EXTERNAL, ONE, PER_CENT, is_hidden};
use crate::model::{Cell, CellState, Table, Value};
use crate::note::{Matter, Note};
use vire_base::year::UNDATED;
use vire_domain::classify::periods::{Covered, Extent};
use vire_indicators::Figure;
use vire_indicators::catalogue::Unit;

/// A title that would list more periods says from when to when.
const LISTED: usize = 4;

/// Months that follow one another, by their places in the accounting year.
type Run = RangeInclusive<usize>;

/// How a period stands in a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// By itself: January–June 2024.
    Name,
    /// Within a sentence: in January–June 2024.
    During,
}

impl Form {
    fn key(self, what: &str) -> String {
        match self {
            Self::Name => format!("period-{what}"),
            Self::During => format!("during-{what}"),
        }
    }
}

impl Builder<'_> {
    /// A year by its name, or the months of it that the data covers.
    pub(super) fn period(&self, year: i32) -> String {
        match self.facts.covered(year) {
            _ if year == UNDATED => self.texts.text("undated"),
            Some(part) if part.extent != Extent::Whole => self.months_of(part, Form::Name),
            _ => self.name(year),
        }
    }

    /// When something was bought, as a part of a sentence.
    fn during(&self, year: i32) -> String {
        match self.facts.covered(year) {
            Some(part) if part.extent != Extent::Whole => {
                self.texts.text_with("during-months", &[("months", &self.months_of(part, Form::During))])
            }
            _ => {
                let key =
                    if self.facts.accounting.is_calendar_year() { "during-year" } else { "during-financial-year" };
                self.texts.text_with(key, &[("year", &self.name(year))])
            }
        }
    }

    /// The same as a part of a sentence, within it and at its beginning.
    pub(super) fn during_key_year(&self) -> [(&'static str, String); 2] {
        let within = self.during(self.year);
        let begins = super::begun(&within);
        [("during", within), ("During", begins)]
    }

    /// An accounting year by its number.
    pub(super) fn name(&self, year: i32) -> String {
        self.facts.accounting.name(year)
    }

    /// What the data covers, for a title.
    pub(super) fn covered(&self) -> String {
        self.covered_of(&self.facts.years)
    }

    /// The same of some years.
    pub(super) fn covered_of(&self, years: &[i32]) -> String {
        let covered: Vec<&Covered> = years.iter().filter_map(|year| self.facts.covered(*year)).collect();
        let follow =
            |a: &&Covered, b: &&Covered| a.extent == Extent::Whole && b.extent == Extent::Whole && a.year + 1 == b.year;
        let groups: Vec<&[&Covered]> = covered.chunk_by(follow).collect();
        let name = |group: &&[&Covered]| match group {
            [first, .., last] => format!("{}\u{2013}{}", self.name(first.year), self.name(last.year)),
            _ => group.first().map(|only| self.period(only.year)).unwrap_or_default(),
        };
        match (groups.len() > LISTED, years.first(), years.last()) {
            (true, Some(first), Some(last)) => {
                self.texts.text_with("covered-gaps", &[("from", &self.name(*first)), ("to", &self.name(*last))])
            }
            _ => self.listed(groups.iter().map(name).collect()),
        }
    }

    /// `a`, `a and b`, `a, b and c`.
    pub(super) fn listed(&self, mut names: Vec<String>) -> String {
        let Some(last) = names.pop() else { return String::new() };
        if names.is_empty() {
            return last;
        }
        self.texts.text_with("period-and", &[("first", &names.join(", ")), ("last", &last)])
    }

    fn runs(&self, part: &Covered) -> Vec<Run> {
        let places = self.facts.accounting.months();
        let mut runs: Vec<Run> = Vec::new();
        for at in (0..12).filter(|at| part.months.contains(&places[*at])) {
            match runs.last_mut() {
                Some(run) if run.end() + 1 == at => *run = *run.start()..=at,
                _ => runs.push(at..=at),
            }
        }
        runs
    }

    /// The months of a part of a year, with the calendar years that they are in.
    fn months_of(&self, part: &Covered, form: Form) -> String {
        let months = self.facts.accounting.months();
        let stem = |at: usize| self.texts.text(&format!("month-stem-{}", months[at]));
        let year = |at: usize| self.facts.accounting.calendar_year(part.year, months[at]).to_string();
        let runs = self.runs(part);
        let one_year = runs
            .iter()
            .all(|run| year(*run.start()) == year(*runs[0].start()) && year(*run.end()) == year(*run.start()));
        let name = |run: &Run| {
            let (first, last) = (*run.start(), *run.end());
            let arguments = [("first", stem(first)), ("last", stem(last)), ("from", year(first)), ("to", year(last))];
            let what = match () {
                () if year(first) != year(last) => "across",
                () if first == last => "month",
                () => "run",
            };
            let months = self.texts.text_of(&form.key(what), &arguments);
            if one_year || what == "across" { months } else { format!("{months} {}", year(first)) }
        };
        let names = self.listed(runs.iter().map(name).collect());
        match runs.first() {
            Some(first) if one_year => format!("{names} {}", year(*first.start())),
            _ => names,
        }
    }

    /// A year as an axis has it: with its months when it is not whole, and a star when the content of the series changes.
    pub(super) fn marked(&self, year: i32) -> String {
        let months = self.facts.accounting.months();
        let number = |run: &Run| match (months[*run.start()], months[*run.end()]) {
            (first, last) if first == last => first.to_string(),
            (first, last) => format!("{first}\u{2013}{last}"),
        };
        let part = self.facts.covered(year).filter(|part| part.extent == Extent::Part);
        let part = part.map(|part| self.runs(part).iter().map(number).collect::<Vec<_>>().join(", "));
        let part = part.map(|months| format!(" ({months})")).unwrap_or_default();
        let star = if self.is_broken(year) { " *" } else { "" };
        format!("{}{part}{star}", self.name(year))
    }

    pub(super) fn is_part(&self, year: i32) -> bool {
        self.facts.covered(year).is_some_and(|covered| covered.extent == Extent::Part)
    }

    /// The whole years up to the key year in which the series has the same content throughout.
    pub(super) fn comparable_years(&self) -> Vec<i32> {
        let accounting = self.facts.accounting;
        // A break on the first day of a year leaves that year whole.
        let begins = |day: NaiveDate| {
            let is_first_day = (day.month(), day.day()) == (accounting.first_month(), 1);
            accounting.of(day.year(), day.month()) + i32::from(!is_first_day)
        };
        let breaks = self.facts.summary.breaks.iter().filter_map(|b| b.date.parse::<NaiveDate>().ok());
        let breaks = breaks.filter(|day| accounting.of(day.year(), day.month()) <= self.year);
        let since = breaks.map(begins).max();
        let years = self.facts.years.iter().copied().filter(|year| *year <= self.year && Some(*year) >= since);
        years.filter(|year| !self.is_part(*year)).collect()
    }

    /// What the months behind a year say, where one of the years is a part.
    pub(super) fn months_note(&self, years: &[i32]) -> Option<Note> {
        years.iter().any(|year| self.is_part(*year)).then(|| self.note(Matter::Months, "note-months"))
    }

    /// Lines of months that are too few to count as covered, in the years that are shown.
    pub(super) fn other_months_note(&self) -> Option<Note> {
        let periods = self.facts.summary.periods.iter();
        let with: Vec<&Covered> = periods.filter(|c| c.extent != Extent::Stray && c.other_lines > 0).collect();
        let lines: u64 = with.iter().map(|covered| covered.other_lines).sum();
        let months_of = |covered: &&Covered| {
            let others = Covered { extent: Extent::Part, months: covered.other_months.clone(), ..(*covered).clone() };
            self.months_of(&others, Form::Name)
        };
        let arguments =
            [("count", self.texts.count(lines.into())), ("months", self.listed(with.iter().map(months_of).collect()))];
        (lines > 0).then(|| Note::new(Matter::Months, self.texts.text_of("note-other-months", &arguments)))
    }

    /// Lines that strayed into years that are not shown.
    pub(super) fn stray_note(&self) -> Option<Note> {
        let stray: Vec<&Covered> =
            self.facts.summary.periods.iter().filter(|covered| covered.extent == Extent::Stray).collect();
        let lines: u64 = stray.iter().map(|covered| covered.lines).sum();
        let months = self.listed(stray.iter().map(|covered| self.months_of(covered, Form::Name)).collect());
        let arguments = [("count", self.texts.count(lines.into())), ("months", months)];
        (lines > 0).then(|| Note::new(Matter::Months, self.texts.text_of("note-stray", &arguments)))
    }

    /// Each part of a year beside the same months of the year before.
    pub(super) fn same_months_table(&self) -> Option<Table> {
        let titles = self.titles(&["col-period", "col-external", "col-same-months", "col-change"]);
        let mut table = Table::new("same-months", self.texts.text("table-same-months"), titles);
        for &year in self.facts.years.iter().filter(|year| self.is_part(**year)) {
            let Some(part) = self.facts.covered(year) else { continue };
            let Some(before) = self.facts.covered(year - 1) else { continue };
            if !part.months.iter().all(|month| before.months.contains(month)) {
                continue;
            }
            // The sum of all months is that of the year, which may be shown where months are not.
            let whole = |covered: &Covered| covered.months == part.months && covered.other_lines == 0;
            let [now, then] = [part, before].map(|covered| match self.headline("A1", EXTERNAL, covered.year) {
                Some(figure) if whole(covered) => figure.value.map(|millionths| millionths / PER_CENT),
                _ => self.sum_of_months(covered.year, &part.months),
            });
            let change = now.zip(then).and_then(|(now, then)| (then > 0).then(|| (now - then) * ONE / then));
            let change = change.map(|millionths| Value::new(millionths, Unit::Share));
            let [now, then] = [now, then].map(|sum| sum.map_or_else(Cell::hidden, |cents| self.of_money(cents)));
            let change = Cell::new(self.texts.change(change.map(|v| v.millionths)), change);
            let state = if self.is_broken(year) { CellState::Broken } else { CellState::Plain };
            table.rows.push(vec![Cell { state, ..Cell::text(self.period(year)) }, now, then, change]);
        }
        (!table.rows.is_empty()).then_some(table)
    }

    /// The external purchases of some months in cents; none where one of them is not shown.
    fn sum_of_months(&self, year: i32, months: &[u32]) -> Option<i128> {
        let figures: Vec<&Figure> = self.facts.members("A12", EXTERNAL, year, "month:amount").collect();
        let of = |month: &u32| figures.iter().find(|figure| figure.member.parse() == Ok(*month)).copied();
        let sums = months.iter().map(|month| of(month).filter(|figure| !is_hidden(Some(figure)))?.value);
        sums.sum::<Option<i128>>().map(|millionths| millionths / PER_CENT)
    }
}
