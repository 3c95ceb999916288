//! `vire diff`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value as Json, json};

use super::Usage;
use super::report::published;
use super::tables::aligned;
use super::terminal::{output, page};
use crate::diff::figures::Moved;
use crate::diff::lines::{Changed, EFFECTS, Effect, Line, Lines, SAID};
use crate::diff::{Difference, compare};
use crate::log;
use crate::publish::current::is_root;
use crate::publish::drawn;
use crate::publish::history::entries;
use vire_base::amount::format_cents;
use vire_base::decimal;
use vire_base::language::Language;
use vire_base::sum::Sum;
use vire_indicators::Figure;
use vire_report::document::{Document, Part, Section};
use vire_report::model::{Cell, Column, HIDDEN, Table, Value};
use vire_report::settings::Format;
use vire_report::texts::Texts;

#[derive(Args)]
pub struct Diff {
    /// The earlier run; or a folder of runs such as out/kotka, whose current run is held against the one before it
    before: PathBuf,
    /// The later run
    after: Option<PathBuf>,
    /// Every figure that moved, and not the headline of each indicator alone
    #[arg(long)]
    all: bool,
    /// How many lines and changes of class to show of each kind; the others are counted and summed
    #[arg(long, value_name = "N", default_value_t = 10)]
    lines: usize,
    /// Print JSON for programs
    #[arg(long, conflicts_with = "to")]
    json: bool,
    /// Write everything into a workbook (.xlsx)
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

impl Diff {
    pub fn execute(self) -> anyhow::Result<()> {
        let (before, after) = self.runs()?;
        let found = compare(&before, &after, super::threads())?;
        if self.json {
            writeln!(output(), "{}", serde_json::to_string_pretty(&log::masked(as_json(&found)))?)?;
            return Ok(());
        }
        if let Some(to) = &self.to {
            return write(&found, (&before, &after), to);
        }
        let sections = sections(&found, self.all, self.lines);
        let mut out = page();
        writeln!(out, "{} \u{2192} {}", before.display(), after.display())?;
        sections.iter().try_for_each(|section| print(section, &mut out))
    }

    fn runs(&self) -> anyhow::Result<(PathBuf, PathBuf)> {
        if let Some(after) = &self.after {
            return Ok((published(&self.before)?, published(after)?));
        }
        let folder = &self.before;
        if !is_root(folder) {
            let help = "name two runs, or a folder of runs such as out/kotka";
            return Err(Usage(format!("{} alone cannot be compared\n  help: {help}", folder.display())).into());
        }
        let runs = entries(folder)?;
        let current = runs.iter().position(|run| run.is_current).filter(|at| *at > 0);
        let pair = current.map(|at| (runs[at - 1].folder.clone(), runs[at].folder.clone()));
        pair.ok_or_else(|| {
            let help = "name two runs; vire runs lists them";
            Usage(format!("{} has no run before its current one\n  help: {help}", folder.display())).into()
        })
    }
}

/// What was found, as texts and tables in English; `lines` is how many lines are listed of each kind.
fn sections(found: &Difference, all_figures: bool, lines: usize) -> Vec<Section> {
    vec![causes(found), sums(found), classes(found, lines), only(found, lines), figures(found, all_figures)]
}

fn table(id: &str, columns: &[(&str, bool)]) -> Table {
    let columns = columns.iter().map(|(title, numeric)| Column { title: (*title).to_owned(), numeric: *numeric });
    Table { id: id.to_owned(), columns: columns.collect(), ..Table::default() }
}

fn causes(found: &Difference) -> Section {
    let title = "What the runs were made from";
    if found.causes.is_empty() {
        return Section::new(title, "Both runs were made from the same");
    }
    let mut of = table("causes", &[("what", false), ("name", false), ("how", false)]);
    of.rows = found.causes.iter().map(|c| [c.kind, &c.name, &c.how].map(Cell::text).into()).collect();
    Section::new(title, "").with(Part::Table(of))
}

/// What each sum was, what moved it, and what it is.
fn sums(found: &Difference) -> Section {
    const NAMES: [&str; EFFECTS.len()] =
        ["all lines", "external purchases", "without public bodies", "of these from the home municipality"];
    let columns = [("sum", false), ("before", true), ("by lines", true), ("by classification", true), ("after", true)];
    let mut of = table("sums", &columns);
    for (name, effect) in NAMES.iter().zip(&found.lines.effects) {
        let sums = [effect.before, effect.by_lines, effect.by_class, effect.after];
        of.rows.push([Cell::text(*name)].into_iter().chain(sums.map(money)).collect());
    }
    let came = found.lines.came.lines + found.lines.went.lines;
    let moved = found.lines.effects.iter().any(|effect| effect.by_class != 0);
    let finding = match (came > 0, moved) {
        (false, false) => "No sum moved",
        (true, false) => "Sums moved by lines that came, went or changed",
        (false, true) => "Sums moved by the same lines under another class",
        (true, true) => "Sums moved by lines that came, went or changed, and by the same lines under another class",
    };
    Section::new(format!("Sums in {}", found.currency), finding).with(Part::Table(of))
}

/// The same lines under another class, column by column.
fn classes(found: &Difference, most: usize) -> Section {
    let title = "The same lines, classified otherwise";
    if found.lines.moved.is_empty() {
        return Section::new(title, "None");
    }
    let columns = [("column", false), ("before", false), ("after", false), ("lines", true), ("sum", true)];
    let mut of = table("classes", &columns);
    for of_column in found.lines.moved.chunk_by(|a, b| a.column == b.column) {
        // One that is left over is shown as itself.
        let shown = if of_column.len() <= most.saturating_add(1) { of_column.len() } else { most };
        let (shown, others) = of_column.split_at(shown);
        let mut row = |column: &str, before: &str, after: &str, sum: Sum| {
            let texts = [column, before, after].map(Cell::text);
            of.rows.push(texts.into_iter().chain([count(sum.lines), money(sum.cents)]).collect());
        };
        shown.iter().for_each(|moved| row(moved.column, &moved.before, &moved.after, moved.sum));
        if !others.is_empty() {
            let mut rest = Sum::default();
            others.iter().for_each(|moved| rest += moved.sum);
            row(of_column[0].column, &format!("{} others", others.len()), "", rest);
        }
    }
    Section::new(title, "").with(Part::Table(of))
}

/// The lines that came, went and changed.
fn only(found: &Difference, lines: usize) -> Section {
    let Lines { same, came, went, changed, only_before, only_after, is_looked_at, .. } = &found.lines;
    let mut counts = table("counts", &[("lines", false), ("lines", true), ("sum", true)]);
    let row = |name: &str, sum: Sum| vec![Cell::text(name), count(sum.lines), money(sum.cents)];
    let sum = |lines: &[Line]| Sum { lines: lines.len() as u64, cents: lines.iter().map(|line| line.cents).sum() };
    if *is_looked_at {
        let by = changed.iter().map(|changed| changed.after.cents - changed.before.cents).sum();
        counts.rows = vec![
            row("came", sum(only_after)),
            row("went", sum(only_before)),
            row("changed (sum: by how much)", Sum { lines: changed.len() as u64, cents: by }),
        ];
    } else {
        counts.rows = vec![row("came or changed: after", *came), row("went or changed: before", *went)];
    }
    counts.rows.push(row("the same", *same));
    let mut section = Section::new("Lines", "").with(Part::Table(counts));
    for (name, of) in [("came", only_after), ("went", only_before)] {
        if !of.is_empty() {
            section =
                section.with(Part::Heading(heading(name, of.len(), lines))).with(Part::Table(listed(name, of, lines)));
        }
    }
    if !changed.is_empty() {
        let heading = heading("changed", changed.len(), lines);
        section = section.with(Part::Heading(heading)).with(Part::Table(altered(changed, lines)));
    }
    section
}

fn heading(name: &str, count: usize, most: usize) -> String {
    let of =
        if count > most { format!("the first {most} of {count} that {name}") } else { format!("{count} that {name}") };
    format!("Lines: {of}")
}

fn listed(name: &str, lines: &[Line], most: usize) -> Table {
    let columns = [("date", false), ("supplier", false), ("account", false), ("amount", true), ("stands in", false)];
    let mut of = table(name, &columns);
    for line in lines.iter().take(most) {
        let texts = ["posting_date", "supplier_name", "account"].map(|column| Cell::text(said(line, column)));
        of.rows.push(texts.into_iter().chain([money(line.cents), Cell::text(place(line))]).collect());
    }
    of
}

fn altered(changed: &[Changed], most: usize) -> Table {
    let columns = [
        ("column", false),
        ("before", false),
        ("after", false),
        ("supplier", false),
        ("amount", true),
        ("stands in", false),
    ];
    let mut of = table("changed", &columns);
    for Changed { column, before, after } in changed.iter().take(most) {
        let texts = [SAID[*column], &before.said[*column], &after.said[*column], said(after, "supplier_name")];
        let cells = texts.map(Cell::text).into_iter().chain([money(after.cents), Cell::text(place(after))]);
        of.rows.push(cells.collect());
    }
    of
}

fn said<'a>(line: &'a Line, column: &str) -> &'a str {
    SAID.iter().position(|of| *of == column).map_or("", |at| &line.said[at])
}

fn place(line: &Line) -> String {
    let sheet = if line.sheet.is_empty() { String::new() } else { format!(", {}", line.sheet) };
    format!("{}{sheet}, row {}", line.file, line.row)
}

fn figures(found: &Difference, all: bool) -> Section {
    let headlines = found.figures.iter().filter(|moved| moved.is_headline).count();
    let finding = format!(
        "{} figures moved, {headlines} of them headlines; {} stayed as they were",
        found.figures.len(),
        found.same_figures
    );
    let texts = Texts::new(Language::En);
    let columns = [
        ("indicator", false),
        ("period", false),
        ("scope", false),
        ("member", false),
        ("what", false),
        ("before", true),
        ("after", true),
    ];
    let mut of = table("figures", &columns);
    for moved in found.figures.iter().filter(|moved| all || moved.is_headline) {
        let Some(place) = moved.place() else { continue };
        let member = if moved.is_headline { String::new() } else { format!("{} {}", place.dimension, place.member) };
        let (what, cells) = what_moved(moved, &texts, &found.currency);
        let texts_of = [place.indicator.as_str(), &place.period, &place.scope, &member, what].map(Cell::text);
        of.rows.push(texts_of.into_iter().chain(cells).collect());
    }
    let section = Section::new("Figures", finding);
    if of.rows.is_empty() { section } else { section.with(Part::Table(of)) }
}

/// A value of a figure in millionths.
type OfFigure = fn(&Figure) -> Option<i128>;

/// The first part of a figure that is another one, before and after.
fn what_moved(moved: &Moved, texts: &Texts, currency: &str) -> (&'static str, [Cell; 2]) {
    const VALUES: [(&str, OfFigure); 3] =
        [("value", |figure| figure.value), ("low", |figure| figure.low), ("high", |figure| figure.high)];
    let both = [&moved.before, &moved.after].map(Option::as_ref);
    let is_hidden = both.map(|figure| figure.is_some_and(vire_disclosure::is_hidden));
    for (what, of) in VALUES {
        let values = both.map(|figure| figure.and_then(of));
        if values[0] != values[1] || (what == "value" && is_hidden[0] != is_hidden[1]) {
            let mut cells = both.map(|figure| value(figure, of, texts, currency));
            if cells[0].text == cells[1].text {
                // They differ in digits that are not written otherwise.
                for (cell, value) in cells.iter_mut().zip(values) {
                    cell.text = value.map_or_else(String::new, |value| decimal::write(value, 6));
                }
            }
            return (what, cells);
        }
    }
    let counts = both.map(|figure| figure.and_then(|figure| figure.n));
    if counts[0] != counts[1] {
        return ("n", counts.map(|n| n.map_or_else(|| Cell::text(""), |n| count(n.unsigned_abs()))));
    }
    let known = both.map(|figure| figure.and_then(|figure| figure.coverage));
    if known[0] != known[1] {
        return ("coverage", known.map(|known| Cell::text(known.map_or_else(String::new, |of| decimal::write(of, 6)))));
    }
    ("sums or note", both.map(|figure| Cell::text(figure.map_or("", |figure| figure.note.as_str()))))
}

/// A value of a figure as it is shown.
fn value(figure: Option<&Figure>, of: OfFigure, texts: &Texts, currency: &str) -> Cell {
    let Some(figure) = figure else { return Cell::text("") };
    if vire_disclosure::is_hidden(figure) {
        return Cell::hidden();
    }
    Cell::figure(of(figure).map(|value| Value::of(figure, value)), texts, currency)
}

fn money(cents: i128) -> Cell {
    let value = Value::new(cents * 10_000, vire_indicators::catalogue::Unit::Currency);
    Cell::new(format_cents(cents), Some(value))
}

fn count(count: u64) -> Cell {
    Cell::new(
        count.to_string(),
        Some(Value::new(i128::from(count) * 1_000_000, vire_indicators::catalogue::Unit::Count)),
    )
}

/// Prints a section: texts at the left, numbers at the right.
fn print(section: &Section, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "\n{}", section.title)?;
    if !section.finding.is_empty() {
        writeln!(out, "  {}", section.finding)?;
    }
    for part in &section.parts {
        match part {
            Part::Heading(text) => writeln!(out, "  {text}")?,
            Part::Table(table) => grid(table, out)?,
            _ => {}
        }
    }
    Ok(())
}

fn grid(table: &Table, out: &mut impl Write) -> anyhow::Result<()> {
    let titles: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(|cell| cell.text.clone()).collect());
    let rows: Vec<Vec<String>> = std::iter::once(titles).chain(rows).collect();
    aligned(&rows, |at| table.columns[at].numeric, "  ").iter().try_for_each(|line| writeln!(out, "    {line}"))?;
    Ok(())
}

fn write(found: &Difference, (before, after): (&Path, &Path), to: &Path) -> anyhow::Result<()> {
    if to.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("xlsx")) {
        let help = "name a file that ends with .xlsx";
        return Err(Usage(format!("{} is no .xlsx\n  help: {help}", to.display())).into());
    }
    drawn::refuse_kept(to, "--to")?;
    let document = Document {
        wording: Language::En.into(),
        language: Language::En.code(),
        locale: "en".to_owned(),
        author: "Vire".to_owned(),
        title: "What moved between two runs".to_owned(),
        subtitle: format!("{} \u{2192} {}", before.display(), after.display()),
        currency: found.currency.clone(),
        date: None,
        notes: Vec::new(),
        sections: sections(found, true, usize::MAX),
        footer: String::new(),
    };
    let bytes = document.draw(Format::Xlsx)?;
    fs_err::write(to, bytes).map_err(|error| crate::publish::Unwritable::new(to, &error))?;
    writeln!(page(), "Wrote {}", to.display())?;
    Ok(())
}

fn as_json(found: &Difference) -> Json {
    let sum = |sum: Sum| json!({ "lines": sum.lines, "amount": format_cents(sum.cents) });
    let line = |line: &Line| {
        let said = SAID.iter().zip(&line.said).filter(|(_, text)| !text.is_empty());
        let said: serde_json::Map<String, Json> = said.map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
        json!({ "said": said, "file": line.file, "sheet": line.sheet, "row": line.row })
    };
    let changed = |Changed { column, before, after }: &Changed| json!({ "column": SAID[*column], "before": line(before), "after": line(after) });
    let effect = |(name, effect): (&&str, &Effect)| {
        let Effect { before, after, by_lines, by_class } = *effect;
        let [before, by_lines, by_class, after] = [before, by_lines, by_class, after].map(format_cents);
        json!({ "sum": name, "before": before, "by_lines": by_lines, "by_classification": by_class, "after": after })
    };
    let figure = |figure: &Option<Figure>| {
        let figure = figure.as_ref()?;
        let shown = |value: Option<i128>| value.map(|value| decimal::write(value, 6));
        let value = if vire_disclosure::is_hidden(figure) { Some(HIDDEN.to_owned()) } else { shown(figure.value) };
        Some(json!({ "value": value, "low": shown(figure.low), "high": shown(figure.high), "n": figure.n }))
    };
    let moved = |moved: &Moved| {
        let place = moved.place()?;
        Some(json!({
            "indicator": place.indicator, "period": place.period, "scope": place.scope,
            "dimension": place.dimension, "member": place.member,
            "before": figure(&moved.before), "after": figure(&moved.after),
        }))
    };
    let lines = &found.lines;
    json!({
        "causes": found.causes,
        "currency": found.currency,
        "sums": EFFECTS.iter().zip(&lines.effects).map(effect).collect::<Vec<_>>(),
        "lines": {
            "same": sum(lines.same), "after_only": sum(lines.came), "before_only": sum(lines.went),
            "came": lines.only_after.iter().map(line).collect::<Vec<_>>(),
            "went": lines.only_before.iter().map(line).collect::<Vec<_>>(),
            "changed": lines.changed.iter().map(changed).collect::<Vec<_>>(),
            "are_listed": lines.is_looked_at,
        },
        "classified_otherwise": lines.moved.iter().map(|moved| json!({
            "column": moved.column, "before": moved.before, "after": moved.after,
            "lines": moved.sum.lines, "amount": format_cents(moved.sum.cents),
        })).collect::<Vec<_>>(),
        "figures": found.figures.iter().filter_map(moved).collect::<Vec<_>>(),
        "figures_that_stayed": found.same_figures,
    })
}
