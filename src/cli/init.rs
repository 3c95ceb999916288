//! `vire init`

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::{Usage, tables};
use crate::config::folder_of;
use crate::ingest::error::InputError;
use crate::ingest::inspect::{self, Inspection, inspect};
use crate::reference::places::PLACES;

#[derive(Args)]
pub struct Init {
    /// Exports of purchases
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The pipeline file to write; printed when absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Whose purchases they are [default: the buyer named in the exports]
    #[arg(long, value_name = "NAME")]
    buyer: Option<String>,
    /// Country of the buyer [default: that of the municipality of that name]
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// Supplier registers
    #[arg(long, value_name = "FILE")]
    register: Vec<PathBuf>,
}

impl Init {
    pub fn execute(self) -> anyhow::Result<()> {
        let country = self.country.as_ref().map(|c| c.to_uppercase());
        let mut read = Vec::new();
        for path in &self.files {
            match inspect(path, &inspect::settings(country.as_deref().unwrap_or("FI"))) {
                Ok(inspection) => read.push((path, Ok(inspection))),
                // A question that the pipeline file can answer is written into it.
                Err(error) if error.code == "ambiguous-column" => read.push((path, Err(error))),
                Err(error) => return Err(error.into()),
            }
        }
        let (buyer, country) = self.buyer(&read, country)?;
        let base = self.output.as_deref().map_or(Path::new("."), folder_of);
        let text = self.text(&buyer, &country, base, &read)?;
        match &self.output {
            None => write!(std::io::stdout().lock(), "{text}")?,
            Some(output) => {
                let mut file =
                    fs_err::OpenOptions::new().write(true).create_new(true).open(output).map_err(|e| {
                        Usage(format!("{e}\n  help: nothing is overwritten; choose another name with -o"))
                    })?;
                file.write_all(text.as_bytes())?;
                writeln!(std::io::stdout().lock(), "Wrote {0}; next: vire run {0}", output.display())?;
            }
        }
        Ok(())
    }

    /// The buyer by name and country: as given, else as the exports name it.
    fn buyer(
        &self,
        read: &[(&PathBuf, Result<Inspection, InputError>)],
        country: Option<String>,
    ) -> anyhow::Result<(String, String)> {
        let named = || {
            let parties = read.iter().filter_map(|(_, r)| r.as_ref().ok()).flat_map(|r| &r.sidecar.parties);
            parties.map(|p| p.buyer_name.clone()).find(|name| !name.is_empty())
        };
        let Some(buyer) = self.buyer.clone().or_else(named) else {
            return Err(Usage(
                "the exports do not name their buyer\n  help: say whose purchases they are with --buyer NAME".into(),
            )
            .into());
        };
        let candidates = country.map_or_else(|| vec!["FI".to_owned(), "SE".to_owned()], |c| vec![c]);
        let found = candidates.iter().find_map(|c| Some((PLACES.municipality(c, &buyer)?.name.clone(), c.clone())));
        match (found, candidates.as_slice()) {
            (Some(found), _) => Ok(found),
            (None, [country]) => Ok((buyer, country.clone())),
            _ => {
                let help = "say its country with --country CODE, such as GB";
                Err(Usage(format!("\"{buyer}\" is no municipality of Finland or Sweden\n  help: {help}, or its right name with --buyer NAME")).into())
            }
        }
    }

    fn text(
        &self,
        buyer: &str,
        country: &str,
        base: &Path,
        read: &[(&PathBuf, Result<Inspection, InputError>)],
    ) -> anyhow::Result<String> {
        let mut text = String::new();
        writeln!(
            text,
            "# Made by vire init. Paths are from the folder of this file; `vire schema` describes every key.\n"
        )?;
        writeln!(
            text,
            "[buyer]\nname = {buyer:?}\ncountry = {country:?}\n# population = 50000            # for spend per inhabitant"
        )?;
        for (path, inspection) in read {
            writeln!(text, "\n[[purchases]]\nfiles = [{:?}]", relative(path, base)?)?;
            match inspection {
                Err(open) => {
                    writeln!(text, "# Open question: {}", open.message)?;
                    let choice = if open.help.contains("date_order") {
                        ["date_order = \"dmy\"", "date_order = \"mdy\""]
                    } else {
                        ["decimal = \",\"", "decimal = \".\""]
                    };
                    writeln!(text, "{}\n# {}", choice[0], choice[1])?;
                }
                Ok(inspection) => found(&mut text, inspection)?,
            }
        }
        for path in &self.register {
            writeln!(text, "\n[[register]]\nfiles = [{:?}]", relative(path, base)?)?;
        }
        if self.register.is_empty() {
            writeln!(
                text,
                "\n# [[register]]                  # who the suppliers are and where; without one few places are known\n# files = [\"registers/suppliers.csv\"]"
            )?;
        }
        writeln!(
            text,
            "\n[quality]\nmax_rejected = 0.01              # a run with more rejected rows publishes nothing"
        )?;
        Ok(text)
    }
}

/// What was detected, as comments: only what is wrong needs to be written.
fn found(text: &mut String, inspection: &Inspection) -> anyhow::Result<()> {
    for (table, sums) in inspection.sidecar.tables.iter().zip(&inspection.tables) {
        let sheet = if table.sheet.is_empty() { String::new() } else { format!("sheet {:?}, ", table.sheet) };
        let amounts: Vec<String> =
            sums.sums.iter().map(|(c, cents)| format!("{} {c}", crate::ingest::amount::format_cents(*cents))).collect();
        writeln!(
            text,
            "# {sheet}{} rows, {} rejected, sum {}",
            table.control.kept,
            table.control.rejected,
            amounts.join(" + ").trim()
        )?;
        text.push_str(&tables::columns(table, "#   ", false));
    }
    writeln!(text, "# columns = {{ amount = \"another header\" }}   # only what detection got wrong")?;
    Ok(())
}

/// A path from the pipeline file's folder, with forward slashes; absolute when they have nothing in common.
fn relative(path: &Path, base: &Path) -> anyhow::Result<String> {
    let absolute = |p: &Path| fs_err::canonicalize(p).with_context(|| format!("{}", p.display()));
    let (path, base) = (absolute(path)?, absolute(base)?);
    let shared = path.components().zip(base.components()).take_while(|(a, b)| a == b).count();
    let up = base.components().skip(shared).map(|_| "..".to_owned());
    let down = path.components().skip(shared).map(|c| c.as_os_str().to_string_lossy().into_owned());
    Ok(up.chain(down).collect::<Vec<_>>().join("/"))
}
