//! `vire inspect`

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Map, Value, json};

use super::{tables, terminal};
use crate::log;
use crate::notice::{self, together};
use crate::pipeline::notices::of_reading;
use vire_base::amount::format_cents;
use vire_base::code::{Code, Kind};
use vire_base::date;
use vire_base::error::InputError;
use vire_base::files::without_by_the_way;
use vire_formats::harmless::one_line;
use vire_ingest::line::{Control, Table};
use vire_ingest::read::inside::exports;
use vire_ingest::stage::inspect::{self, Inspection, inspect_all};
use vire_ingest::table::Column;

#[derive(Args)]
pub struct Inspect {
    /// Exports to look at
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print a JSON list with one object a file
    #[arg(long)]
    json: bool,
    /// Country whose business ids to expect
    #[arg(long, default_value = "FI", value_name = "COUNTRY", value_parser = super::country)]
    country: String,
}

impl Inspect {
    pub fn execute(self) -> anyhow::Result<()> {
        let mut out = terminal::page();
        let mut objects = Vec::new();
        let mut failure = None;
        let mut notices = Vec::new();
        let mut read = Vec::new();
        let settings = inspect::settings(&self.country);
        let files: Vec<PathBuf> = without_by_the_way(self.files).into_iter().flat_map(exports).collect();
        for (path, inspection) in files.iter().zip(inspect_all(&files, &settings)) {
            match &inspection {
                _ if self.json => objects.push(object(path, &inspection)),
                Ok(inspection) => {
                    page(&mut out, path, inspection)?;
                    read.push(total(path, inspection));
                    notices.extend(of_reading([(one_line(&path.display().to_string()).as_str(), &inspection.sidecar)]));
                }
                Err(error) if files.len() > 1 => writeln!(out, "{error}\n")?,
                Err(_) => {} // told at the end
            }
            failure = failure.or(inspection.err());
        }
        write!(out, "{}", tables::totals(&read))?;
        together(notices).iter().try_for_each(|notice| writeln!(out, "{notice}"))?;
        if self.json {
            writeln!(terminal::output(), "{}", serde_json::to_string_pretty(&log::masked(Value::Array(objects)))?)?;
        }
        match failure {
            // Each file's own fault has been told in its place.
            Some(error) if files.len() == 1 && !self.json => Err(error.into()),
            Some(_) => Err(InputError::new(
                Code::UnreadableFiles,
                Path::new("inspect"),
                "not all files could be read",
                "see above",
            )
            .into()),
            None => Ok(()),
        }
    }
}

fn object(path: &Path, inspection: &Result<Inspection, InputError>) -> Value {
    let file = path.display().to_string();
    let inspection = match inspection {
        Ok(inspection) => inspection,
        Err(e) => {
            let message = format!("{}; {}", e.message, e.help);
            let problem = json!({ "level": Kind::Error.word(), "code": e.code, "message": message, "sheet": e.sheet, "row": null });
            let ignored = ignored(&Control::default());
            return json!({ "file": file, "tables": [], "totals": totals(None), "ignored": ignored, "problems": [problem] });
        }
    };
    let side = &inspection.sidecar;
    let tables: Vec<Value> = side.tables.iter().zip(&inspection.tables).map(|(t, seen)| table(t, seen)).collect();
    let said = of_reading([(file.as_str(), side)]);
    let problems = said.iter().map(|notice| notice::problem(&notice.problem));
    let rejected = side.rejected.iter().take(100).map(|r| {
        let message = format!("{}: {:?} {}", r.field, r.value, r.message);
        json!({ "level": Kind::Rejection.word(), "code": r.code, "message": message, "sheet": r.sheet, "row": r.row })
    });
    json!({
        "file": file,
        "format": side.format,
        "dialect": side.dialect,
        "tables": tables,
        "totals": totals(Some(inspection)),
        "ignored": ignored(&Control::total(side.tables.iter().map(|t| &t.control))),
        "other_sheets": side.other_sheets,
        "problems": problems.chain(rejected).collect::<Vec<_>>(),
    })
}

fn table(t: &Table, seen: &inspect::Seen) -> Value {
    let by_field = |of: &dyn Fn(&Column) -> Value| -> Map<String, Value> {
        t.mapping.columns.iter().map(|c| (c.field.name(), of(c))).collect()
    };
    let c = &t.control;
    json!({
        "sheet": t.sheet,
        "header_row": (t.mapping.header_row > 0).then_some(t.mapping.header_row),
        "rows": c.kept,
        "rejected_rows": c.rejected,
        "duplicate_rows": c.duplicates,
        "columns": by_field(&|c| json!(c.header)),
        "evidence": by_field(&|c| json!(c.evidence())),
        "scores": by_field(&|c| json!(c.score)),
        "questions": t.mapping.questions,
        "readings": t.readings,
        "unused_columns": t.mapping.unused,
        "amount_basis": t.amount_basis,
        "amount_sum": sums(&seen.sums),
        "negative_rows": c.negative,
        "suppliers": t.supplier_names,
        "date_min": t.date_min.map(date::iso),
        "date_max": t.date_max.map(date::iso),
        "period": t.period.map(|(from, to)| json!([date::iso(from), date::iso(to)])),
        "undated_rows": c.undated,
        "missing": t.missing,
        "ignored": ignored(c),
    })
}

fn sums(sums: &BTreeMap<String, i128>) -> Map<String, Value> {
    sums.iter().map(|(currency, cents)| (currency.clone(), json!(format_cents(*cents)))).collect()
}

fn ignored(c: &Control) -> Value {
    json!({ "blank": c.blank, "total": c.total, "header": c.header, "other": c.note })
}

/// The file in a line.
fn total(path: &Path, inspection: &Inspection) -> tables::Total {
    let control = Control::total(inspection.sidecar.tables.iter().map(|table| &table.control));
    let mut sums = BTreeMap::new();
    for (currency, cents) in inspection.tables.iter().flat_map(|seen| &seen.sums) {
        *sums.entry(currency.clone()).or_default() += cents;
    }
    let file = one_line(&path.display().to_string());
    tables::Total { file, kept: control.kept, rejected: control.rejected, sum: tables::sums(&sums) }
}

fn totals(inspection: Option<&Inspection>) -> Value {
    let tables = inspection.map(|i| i.sidecar.tables.as_slice()).unwrap_or_default();
    let control = Control::total(tables.iter().map(|t| &t.control));
    let mut by_currency = BTreeMap::new();
    for (currency, cents) in inspection.iter().flat_map(|i| &i.tables).flat_map(|seen| &seen.sums) {
        *by_currency.entry(currency.clone()).or_default() += cents;
    }
    json!({
        "rows": control.kept,
        "rejected_rows": control.rejected,
        "duplicate_rows": control.duplicates,
        "amount_sum": sums(&by_currency),
        "negative_rows": control.negative,
        "suppliers": inspection.map_or(0, |i| i.sidecar.supplier_names),
        "date_min": tables.iter().filter_map(|t| t.date_min).min().map(date::iso),
        "date_max": tables.iter().filter_map(|t| t.date_max).max().map(date::iso),
    })
}

fn page(out: &mut impl Write, path: &Path, inspection: &Inspection) -> anyhow::Result<()> {
    let side = &inspection.sidecar;
    writeln!(out, "{} ({})", one_line(&path.display().to_string()), side.format)?;
    if let Some(d) = &side.dialect {
        writeln!(
            out,
            "  encoding {} ({}), delimiter {:?} ({})",
            d.encoding, d.encoding_evidence, d.delimiter, d.delimiter_evidence
        )?;
    }
    for (t, seen) in side.tables.iter().zip(&inspection.tables) {
        let c = &t.control;
        let sheet = if t.sheet.is_empty() { String::new() } else { format!("sheet \"{}\", ", one_line(&t.sheet)) };
        let header = match t.mapping.header_row {
            0 => "no header".to_owned(),
            row => format!("header in row {row}"),
        };
        writeln!(out, "\n  {sheet}{header}")?;
        let duplicates = if c.duplicates > 0 { format!(", {} met before", c.duplicates) } else { String::new() };
        writeln!(
            out,
            "  {} rows, {} rejected{duplicates}; left out: {} blank, {} total, {} repeated header, {} other",
            c.kept, c.rejected, c.blank, c.total, c.header, c.note
        )?;
        let sums = tables::sums(&seen.sums);
        writeln!(out, "  sum {sums} ({} rows negative), {} supplier names", c.negative, t.supplier_names)?;
        if let (Some(from), Some(to)) = (t.date_min, t.date_max) {
            writeln!(out, "  dated {} to {}", date::iso(from), date::iso(to))?;
        }
        if let Some((from, to)) = t.period {
            writeln!(out, "  {} rows dated by a period, in all {} to {}", c.periods, date::iso(from), date::iso(to))?;
        }
        if c.undated > 0 {
            writeln!(out, "  {} rows without a date", c.undated)?;
        }
        write!(out, "{}", tables::columns(t, "    ", true))?;
        for line in &seen.first {
            let supplier = &side.suppliers[line.supplier as usize].name;
            let account = &side.accounts[line.account as usize];
            let day = line.date.map_or_else(|| "no date".to_owned(), date::iso);
            let supplier = if supplier.is_empty() { "no supplier".to_owned() } else { one_line(supplier) };
            let account = one_line(&format!("{} {}", account.account, account.name));
            writeln!(
                out,
                "    row {}: {day}  {supplier}  {}  {}",
                line.row,
                account.trim(),
                format_cents(line.cents.into())
            )?;
        }
    }
    for sheet in side.other_sheets.iter().filter(|s| !s.is_empty()) {
        writeln!(out, "  sheet \"{sheet}\" holds no purchases")?;
    }
    write!(out, "{}", tables::rejected(side))?;
    writeln!(out)?;
    Ok(())
}
