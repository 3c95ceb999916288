//! `vire init`

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::terminal::page;
use clap::Args;

use super::series::{Read, relative, sources};
use super::whose::{Placed, Whose, texts};
use super::{Usage, ask, tables};
use crate::config::folder_of;
use crate::notice::{Notice, together};
use vire_base::code::Level;
use vire_base::error::{Ambiguity, cause};
use vire_base::text::toml;
use vire_formats::harmless::{one_line, shell_word, visible};
use vire_ingest::line::Problem;
use vire_ingest::stage::inspect::{self, Inspection, inspect_all};
use vire_ingest::values::privacy::said;

#[derive(Args)]
pub struct Init {
    /// Exports of purchases
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The pipeline file to write; printed when absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    whose: Whose,
}

impl Init {
    pub fn execute(self) -> anyhow::Result<()> {
        let mut read = Vec::new();
        let settings = inspect::settings(self.whose.country.as_deref().unwrap_or("FI"));
        for (path, inspection) in self.files.iter().zip(inspect_all(&self.files, &settings)) {
            match inspection {
                Ok(inspection) => read.push((path, Ok(inspection))),
                // A question that the pipeline file can answer is written into it.
                Err(error) if error.ambiguity.is_some() => read.push((path, Err(error))),
                Err(error) => return Err(error.into()),
            }
        }
        let buyer = self.buyer(&read)?;
        let base = self.output.as_deref().map_or(Path::new("."), folder_of);
        if !base.is_dir() {
            let help = "make it, or name a file in a folder that is there";
            return Err(Usage(format!("{}: there is no such folder\n  help: {help}", base.display())).into());
        }
        let text = said(&self.text(&buyer, base, &read)?).into_owned();
        match &self.output {
            None => write!(std::io::stdout(), "{text}")?,
            Some(output) => {
                let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(output).map_err(|e| {
                    let help = "an existing file is never overwritten; choose another name with -o";
                    Usage(format!("{}: cannot be written: {}\n  help: {help}", output.display(), cause(&e)))
                })?;
                file.write_all(text.as_bytes())?;
                let output = output.display().to_string();
                writeln!(page(), "Wrote {output}; next: vire run {}", shell_word(&output))?;
            }
        }
        Ok(())
    }

    /// The buyer: as given, else as the exports name it, else as the user says.
    fn buyer(&self, read: &[Read<'_>]) -> anyhow::Result<Placed> {
        let parties = || read.iter().filter_map(|(_, r)| r.as_ref().ok()).flat_map(|r| &r.sidecar.parties);
        let named = || parties().map(|p| p.buyer_name.clone()).find(|name| !name.is_empty());
        let asked = || ask::text("Whose purchases are these?");
        let Some(buyer) = self.whose.buyer.clone().or_else(named).or_else(asked) else {
            let help = "say whose purchases they are with --buyer NAME";
            return Err(Usage(format!("the exports do not name their buyer\n  help: {help}")).into());
        };
        self.whose.place(&buyer).or_else(|usage| {
            let answer = ask::text(&format!("{usage}\nIn which country is {buyer}? (nothing to end)")).ok_or(usage)?;
            let country = super::country(&answer).map_err(Usage)?;
            Ok(self.whose.in_country(country).place(&buyer)?)
        })
    }

    fn text(&self, buyer: &Placed, base: &Path, read: &[Read<'_>]) -> anyhow::Result<String> {
        let mut text = String::new();
        writeln!(
            text,
            "# Made by vire init. Paths are from the folder of this file; `vire schema` describes every key.\n"
        )?;
        writeln!(
            text,
            "[buyer]\nname = {}\ncountry = {}\n# population = 50000            # for spend per inhabitant",
            toml(&buyer.name),
            toml(&buyer.country)
        )?;
        for source in sources(read) {
            let (_, inspection) = source.of[0];
            writeln!(text, "\n[[purchases]]\nfiles = [{}]", toml(&source.named(base)?))?;
            for more in source.besides() {
                writeln!(text, "# Besides the files given, it matches {}", one_line(&more))?;
            }
            match inspection {
                Err(open) => {
                    writeln!(text, "# question: {}", one_line(&open.message))?;
                    let choice = match open.ambiguity {
                        Some(Ambiguity::DateOrder) => ["date_order = \"dmy\"", "date_order = \"mdy\""],
                        _ => ["decimal = \",\"", "decimal = \".\""],
                    };
                    // Both readings are shown; the first stands until the user says otherwise.
                    let taken = ask::choice(&open.message, &choice.map(str::to_owned)).unwrap_or(0);
                    writeln!(text, "{}\n# {}", choice[taken], choice[1 - taken])?;
                }
                Ok(inspection) => {
                    settled(&mut text, inspection)?;
                    found(&mut text, inspection)?;
                }
            }
            for (path, inspection) in &source.of[1..] {
                let tables = inspection.iter().flat_map(|i| i.sidecar.tables.iter().zip(&i.tables));
                for (table, sums) in tables {
                    let (rows, rejected) = (table.control.kept, table.control.rejected);
                    let name = one_line(&path.display().to_string());
                    writeln!(
                        text,
                        "# {name}: {rows} rows, {rejected} rejected, sum {}",
                        one_line(&tables::sums(&sums.sums))
                    )?;
                }
            }
        }
        for path in &self.whose.register {
            writeln!(text, "\n[[register]]\nfiles = [{}]", toml(&relative(path, base)?))?;
        }
        if self.whose.register.is_empty() {
            writeln!(
                text,
                "\n# [[register]]                  # who the suppliers are and where; without one few places are known\n# files = [\"registers/suppliers.csv\"]"
            )?;
        }
        writeln!(
            text,
            "\n{}\n\n[quality]\nmax_rejected = 0.01              # a run with more rejected rows publishes nothing\n\
             # max_unclassified = 0.10        # largest share of money without a sector\n\
             # max_unknown_place = 0.30       # largest share of money from suppliers without a known place\n\
             overlap = \"error\"                # a month that two files hold; or keep-first, keep-all",
            self.locality(buyer)
        )?;
        Ok(text)
    }

    /// What counts as near. Of a buyer that is no municipality, only the user knows.
    fn locality(&self, buyer: &Placed) -> String {
        let home = texts(self.whose.home.iter().cloned());
        match (home.as_str(), buyer.is_municipality) {
            ("", true) => format!(
                "# [locality]                    # what counts as near; the buyer's own municipality unless said here\n# home = [{}]",
                toml(&buyer.name)
            ),
            ("", false) => {
                "# Open question: which municipalities count as local?\n# [locality]\n# home = [\"...\"]".to_owned()
            }
            _ => format!("[locality]                      # what counts as near\nhome = [{home}]"),
        }
    }
}

/// What other files settled for this one, since a run reads it by itself.
fn settled(text: &mut String, inspection: &Inspection) -> anyhow::Result<()> {
    let Some(settings) = &inspection.settled else { return Ok(()) };
    if let Some(mark) = settings.decimal {
        writeln!(
            text,
            "decimal = {:?}                 # as in the other files; its own values leave it open",
            mark.as_str()
        )?;
    }
    if let Some(order) = settings.date_order {
        writeln!(
            text,
            "date_order = {:?}            # as in the other files; its own values leave it open",
            order.as_str()
        )?;
    }
    Ok(())
}

/// What was detected, as comments: only what is wrong needs to be written. What is open is a comment too, unless the user
/// is there to answer.
fn found(text: &mut String, inspection: &Inspection) -> anyhow::Result<()> {
    for (table, sums) in inspection.sidecar.tables.iter().zip(&inspection.tables) {
        let sheet = if table.sheet.is_empty() { String::new() } else { format!("sheet {}, ", toml(&table.sheet)) };
        writeln!(
            text,
            "# {sheet}{} rows, {} rejected, sum {}",
            table.control.kept,
            table.control.rejected,
            one_line(&tables::sums(&sums.sums))
        )?;
        text.push_str(&visible(&tables::columns(table, "#   ", false)));
    }
    let said = inspection.sidecar.problems.iter().cloned();
    let mut answers = toml::Table::new();
    for Notice { problem, .. } in together(said.map(|problem| Notice { files: Vec::new(), problem })) {
        writeln!(text, "# {}: {} [{}]", problem.level().word(), one_line(&problem.message), problem.code)?;
        problem.answers.iter().try_for_each(|line| writeln!(text, "#   {}", one_line(line)))?;
        if let Some(taken) = chosen(&problem) {
            merge(&mut answers, toml::from_str(taken)?);
        }
    }
    if answers.is_empty() {
        writeln!(text, "# columns = {{ amount = \"another header\" }}   # only what detection got wrong")?;
    }
    answers.iter().try_for_each(|(key, value)| writeln!(text, "{key} = {value}"))?;
    Ok(())
}

/// The user's answer to a question, on a terminal.
fn chosen(problem: &Problem) -> Option<&str> {
    if problem.level() < Level::Question {
        return None;
    }
    Some(&problem.answers[ask::choice(&problem.message, &problem.answers)?])
}

/// Adds the keys of one answer to those of others; several may name columns.
fn merge(answers: &mut toml::Table, more: toml::Table) {
    for (key, value) in more {
        match (answers.get_mut(&key), value) {
            (Some(toml::Value::Table(held)), toml::Value::Table(more)) => held.extend(more),
            (_, value) => drop(answers.insert(key, value)),
        }
    }
}
