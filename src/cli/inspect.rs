//! `vire inspect`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Map, Value, json};

use super::tables;
use crate::ingest::amount::format_cents;
use crate::ingest::date;
use crate::ingest::error::InputError;
use crate::ingest::inspect::{Inspection, inspect};

#[derive(Args)]
pub struct Inspect {
    /// Exports to look at
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print a JSON list with one object a file
    #[arg(long)]
    json: bool,
    /// Country whose business ids to expect
    #[arg(long, default_value = "FI", value_name = "CODE")]
    country: String,
}

impl Inspect {
    pub fn execute(self) -> anyhow::Result<()> {
        let mut out = std::io::stdout().lock();
        let mut objects = Vec::new();
        let mut failure = None;
        for path in &self.files {
            let inspection = inspect(path, &self.country.to_uppercase());
            match &inspection {
                _ if self.json => objects.push(object(path, &inspection)),
                Ok(inspection) => page(&mut out, path, inspection)?,
                Err(error) if self.files.len() > 1 => writeln!(out, "{error}\n")?,
                Err(_) => {} // told at the end
            }
            failure = failure.or(inspection.err());
        }
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&objects)?)?;
        }
        match failure {
            // Each file's own fault has been told in its place.
            Some(error) if self.files.len() == 1 && !self.json => Err(error.into()),
            Some(_) => Err(InputError::new(
                "unreadable-files",
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
            let problem = json!({ "code": e.code, "message": format!("{}; {}", e.message, e.help), "row": null });
            return json!({ "file": file, "tables": [], "totals": totals(&[]), "problems": [problem] });
        }
    };
    let side = &inspection.sidecar;
    let tables: Vec<Value> = side
        .tables
        .iter()
        .zip(&inspection.tables)
        .map(|(t, sums)| {
            let columns: Map<String, Value> =
                t.mapping.columns.iter().map(|c| (c.field.name(), json!(c.header))).collect();
            let evidence: Map<String, Value> =
                t.mapping.columns.iter().map(|c| (c.field.name(), json!(c.evidence))).collect();
            let amounts: Map<String, Value> =
                sums.by_currency.iter().map(|(c, cents)| (c.clone(), json!(format_cents(*cents)))).collect();
            let c = &t.control;
            json!({
                "sheet": t.sheet,
                "header_row": t.mapping.header_row,
                "rows": c.kept,
                "rejected_rows": c.rejected,
                "columns": columns,
                "evidence": evidence,
                "readings": t.readings,
                "unused_columns": t.mapping.unused,
                "amount_basis": t.amount_basis,
                "amount_sum": amounts,
                "negative_rows": c.negative,
                "suppliers": sums.suppliers,
                "date_min": t.date_min.map(date::iso),
                "date_max": t.date_max.map(date::iso),
                "ignored": { "blank": c.blank, "total": c.total, "header": c.header, "other": c.note },
            })
        })
        .collect();
    let problems = side.problems.iter().map(|p| json!({ "code": p.code, "message": p.message, "row": p.row }));
    let rejected = side.rejected.iter().take(100).map(
        |r| json!({ "code": r.code, "message": format!("{}: {:?} {}", r.field, r.value, r.message), "row": r.row }),
    );
    json!({
        "file": file,
        "format": side.format,
        "dialect": side.dialect,
        "totals": totals(&tables),
        "tables": tables,
        "other_sheets": side.other_sheets,
        "problems": problems.chain(rejected).collect::<Vec<_>>(),
    })
}

fn totals(tables: &[Value]) -> Value {
    let sum = |key: &str| tables.iter().filter_map(|t| t[key].as_u64()).sum::<u64>();
    let days = |key: &'static str| tables.iter().filter_map(move |t| t[key].as_str());
    json!({
        "rows": sum("rows"),
        "rejected_rows": sum("rejected_rows"),
        "negative_rows": sum("negative_rows"),
        "date_min": days("date_min").min(),
        "date_max": days("date_max").max(),
    })
}

fn page(out: &mut impl Write, path: &Path, inspection: &Inspection) -> anyhow::Result<()> {
    let side = &inspection.sidecar;
    writeln!(out, "{} ({})", path.display(), side.format)?;
    if let Some(d) = &side.dialect {
        writeln!(
            out,
            "  encoding {} ({}), delimiter {:?} ({})",
            d.encoding, d.encoding_evidence, d.delimiter, d.delimiter_evidence
        )?;
    }
    for (t, sums) in side.tables.iter().zip(&inspection.tables) {
        let c = &t.control;
        let sheet = if t.sheet.is_empty() { String::new() } else { format!("sheet \"{}\", ", t.sheet) };
        writeln!(out, "\n  {sheet}header in row {}", t.mapping.header_row)?;
        writeln!(
            out,
            "  {} rows, {} rejected; left out: {} blank, {} total, {} repeated header, {} other",
            c.kept, c.rejected, c.blank, c.total, c.header, c.note
        )?;
        for (currency, cents) in &sums.by_currency {
            writeln!(
                out,
                "  sum {} {currency} ({} rows negative), {} supplier names",
                format_cents(*cents),
                c.negative,
                sums.suppliers
            )?;
        }
        if let (Some(from), Some(to)) = (t.date_min, t.date_max) {
            writeln!(out, "  dated {} to {}", date::iso(from), date::iso(to))?;
        }
        write!(out, "{}", tables::columns(t, "    ", true))?;
    }
    for sheet in side.other_sheets.iter().filter(|s| !s.is_empty()) {
        writeln!(out, "  sheet \"{sheet}\" holds no purchases")?;
    }
    write!(out, "{}", tables::oddities(side))?;
    writeln!(out)?;
    Ok(())
}
