//! The text of a pipeline file, with comments that explain it in the user's language.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::super::tables;
use super::super::talk::Talk;
use super::super::whose::{Placed, texts};
use super::beside::Beside;
use super::buyer::Home;
use super::series::{Source, relative};
use super::{SCHEMA, comment};
use crate::notice::{Notice, together};
use vire_base::code::Level;
use vire_base::error::{Ambiguity, InputError};
use vire_base::text::toml;
use vire_formats::harmless::{one_line, shell_word, visible};
use vire_indicators::settings::{SeriesBreak, country_breaks};
use vire_ingest::line::{Problem, Table};
use vire_ingest::stage::inspect::{Inspection, Seen};

pub struct Draft<'a> {
    pub talk: &'a Talk,
    /// The folder that paths are looked up from.
    base: &'a Path,
    pub text: String,
    /// Questions that nobody has answered.
    pub open: usize,
}

impl<'a> Draft<'a> {
    pub fn new(talk: &'a Talk, base: &'a Path) -> Self {
        Self { talk, base, text: String::new(), open: 0 }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// An empty line, and what follows it.
    pub fn heading(&mut self, key: &str) {
        self.line("");
        comment(&mut self.text, &self.talk.text(key));
    }

    /// What the file is. A printed draft has no schema beside it.
    pub fn head(&mut self, has_schema: bool) {
        if has_schema {
            self.line(&format!("#:schema {SCHEMA}"));
        }
        comment(&mut self.text, &self.talk.text("init-head"));
    }

    pub fn buyer(&mut self, buyer: &Placed) {
        self.heading("init-about-buyer");
        self.line(&format!("[buyer]\nname = {}\ncountry = {}", toml(&buyer.name), toml(&buyer.country)));
        self.line(&format!("# population = 50000            # {}", self.talk.text("init-about-population")));
    }

    /// A source of purchases. A pattern is written only when it takes none of the files that are `taken` already.
    pub fn source(&mut self, source: &Source<'_, '_>, taken: &[PathBuf]) -> anyhow::Result<()> {
        let named = source.named(self.base, taken)?;
        self.line(&format!("\n[[purchases]]\nfiles = [{}]", texts(named.files.into_iter())));
        for more in named.besides {
            let matched = self.talk.text_with("init-besides", &[("file", &one_line(&more))]);
            comment(&mut self.text, &matched);
        }
        match &source.of[0].1 {
            Err(open) => self.ambiguous(open),
            Ok(inspection) => {
                self.settled(inspection);
                self.read(inspection)?;
            }
        }
        for (path, inspection) in &source.of[1..] {
            let name = one_line(&path.display().to_string());
            let tables = inspection.iter().flat_map(|i| i.sidecar.tables.iter().zip(&i.tables));
            tables.for_each(|(table, seen)| self.table(&format!("{name}: "), table, seen));
        }
        Ok(())
    }

    /// A file whose values can be read both ways.
    fn ambiguous(&mut self, open: &InputError) {
        let (key, choice) = readings(open);
        let taken = self.talk.choice(&self.question(key, &open.message), &choice.map(str::to_owned));
        self.open(key, &open.message, &choice.map(str::to_owned), taken.is_some());
        taken.into_iter().for_each(|taken| self.line(choice[taken]));
    }

    /// What other files settled for this one, since a run reads it by itself.
    fn settled(&mut self, inspection: &Inspection) {
        let Some(settings) = &inspection.settled else { return };
        let why = self.talk.text("init-settled");
        if let Some(mark) = settings.decimal {
            self.line(&format!("decimal = {:?}                 # {why}", mark.as_str()));
        }
        if let Some(order) = settings.date_order {
            self.line(&format!("date_order = {:?}            # {why}", order.as_str()));
        }
    }

    /// A table in a line; `before` names its file or its sheet.
    fn table(&mut self, before: &str, table: &Table, seen: &Seen) {
        let sum = one_line(&tables::sums(&seen.sums));
        let (rows, rejected) = (table.control.kept.to_string(), table.control.rejected.to_string());
        let arguments = [("rows", rows.as_str()), ("rejected", &rejected), ("sum", &sum)];
        let line = before.to_owned() + &self.talk.text_with("init-rows", &arguments);
        comment(&mut self.text, &line);
    }

    /// What was detected, as comments: only what is wrong needs to be written. What is open is a comment too, unless the
    /// user is there to answer.
    fn read(&mut self, inspection: &Inspection) -> anyhow::Result<()> {
        for (table, seen) in inspection.sidecar.tables.iter().zip(&inspection.tables) {
            let sheet = if table.sheet.is_empty() { String::new() } else { format!("{}: ", toml(&table.sheet)) };
            self.table(&sheet, table, seen);
            self.text.push_str(&visible(&tables::columns(table, "#   ", false)));
        }
        let mut answers = toml::Table::new();
        for problem in problems(inspection) {
            let taken = self.chosen(&problem);
            self.problem(&problem, taken.is_some());
            if let Some(taken) = taken {
                merge(&mut answers, toml::from_str(taken)?);
            }
        }
        if answers.is_empty() {
            let only = self.talk.text("init-other-header");
            self.line(&format!("# columns = {{ amount = \"...\" }}   # {only}"));
        }
        answers.iter().for_each(|(key, value)| self.line(&format!("{key} = {value}")));
        Ok(())
    }

    /// Something said of a file, as a comment; a question may be answered.
    fn problem(&mut self, problem: &Problem, is_answered: bool) {
        if problem.level() == Level::Question {
            return self.open(problem.code.name(), &problem.message, &problem.answers, is_answered);
        }
        let message = format!("{}: {} [{}]", problem.level().word(), one_line(&problem.message), problem.code);
        comment(&mut self.text, &message);
    }

    /// A question that stays in the file, with the lines that settle it.
    pub fn open(&mut self, key: &str, message: &str, answers: &[String], is_answered: bool) {
        self.open += usize::from(!is_answered);
        let (word, heading) = (self.talk.text("init-question"), self.talk.text(&format!("question-{key}")));
        comment(&mut self.text, &format!("{word}: {heading} {} [{key}]", one_line(message)));
        answers.iter().for_each(|line| comment(&mut self.text, &format!("  {}", one_line(line))));
    }

    /// A question as it is asked.
    fn question(&self, key: &str, message: &str) -> String {
        format!("{}\n{message}", self.talk.text(&format!("question-{key}")))
    }

    /// The user's answer to a question, on a terminal.
    fn chosen<'p>(&self, problem: &'p Problem) -> Option<&'p str> {
        if problem.level() < Level::Question || problem.answers.is_empty() {
            return None;
        }
        let question = self.question(problem.code.name(), &problem.message);
        Some(&problem.answers[self.talk.choice(&question, &problem.answers)?])
    }

    pub fn register(&mut self, path: &Path) -> anyhow::Result<()> {
        self.heading("init-about-register");
        self.files("register", path, "")
    }

    /// A section that names a file; `before` is `# ` where it is a comment.
    fn files(&mut self, key: &str, path: &Path, before: &str) -> anyhow::Result<()> {
        let file = toml(&relative(path, self.base)?);
        self.line(&format!("{before}{}\n{before}files = [{file}]", section(key)));
        Ok(())
    }

    /// A file that lies beside: on a terminal it is taken when the user says so, else it is proposed in a comment. One that
    /// belongs into a section that stands already is only a comment.
    pub fn found(&mut self, found: &Beside, stands: bool) -> anyhow::Result<()> {
        let name = found.path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let kind = self.talk.text(&format!("init-kind-{}", found.key));
        let told = self.talk.text_with("init-lies-beside", &[("file", &one_line(&name)), ("kind", &kind)]);
        let question = format!("{told} {}", self.talk.text("init-use-it"));
        let is_taken = !stands && self.talk.yes(&question) == Some(true);
        self.line("");
        if is_taken {
            comment(&mut self.text, &self.talk.text(&format!("init-about-{}", found.key)));
            return self.files(found.key, &found.path, "");
        }
        comment(&mut self.text, &told);
        self.files(found.key, &found.path, "# ")
    }

    /// What to do next with the file.
    pub fn next(&self, output: &Path) -> String {
        let file = output.display().to_string();
        match self.open {
            0 => {
                let command = format!("vire run {}", shell_word(&file));
                self.talk.text_with("init-next", &[("command", &command)])
            }
            open => {
                let command = format!("vire check {}", shell_word(&file));
                self.talk.text_with("init-next-open", &[("count", &open.to_string()), ("command", &command)])
            }
        }
    }

    /// Sections that nothing speaks of yet, as comments.
    pub fn templates(&mut self, keys: &[&str]) {
        for key in keys {
            if !self.text.contains(&section(key)) {
                self.heading(&format!("init-about-{key}"));
                let example = if *key == "register" { "registers/suppliers.csv" } else { "calendar.xlsx" };
                self.line(&format!("# {}\n# files = [\"{example}\"]", section(key)));
            }
        }
    }

    /// What counts as near. Of a buyer that is no municipality, only the user knows.
    pub fn locality(&mut self, home: &Home) {
        match home {
            Home::Own(name) => {
                self.heading("init-about-locality");
                self.line(&format!("# [locality]\n# home = [{}]", toml(name)));
            }
            Home::Named(names) => {
                self.heading("init-about-locality");
                self.line(&format!("[locality]\nhome = [{}]", texts(names.iter().cloned())));
            }
            Home::Open(proposed) => {
                self.open += 1;
                self.heading("init-open-locality");
                let names = if proposed.is_empty() { toml("...") } else { texts(proposed.iter().cloned()) };
                self.line(&format!("# [locality]\n# home = [{names}]"));
            }
        }
    }

    /// The accounting year, and the breaks of the series that a run knows of these days, as comments.
    pub fn period(&mut self, buyer: &Placed, days: Option<(NaiveDate, NaiveDate)>) {
        self.heading("init-about-period");
        self.line("# [period]\n# year_starts = \"04-01\"");
        let is_within = |of_country: &SeriesBreak| {
            days.is_some_and(|(first, last)| first < of_country.date && of_country.date <= last)
        };
        let within: Vec<SeriesBreak> = country_breaks(&buyer.country).into_iter().filter(is_within).collect();
        if within.is_empty() || !buyer.is_municipality {
            return;
        }
        self.heading("init-about-breaks");
        let language = self.talk.language();
        for SeriesBreak { date, reason } in within {
            let reason = toml(reason.get(language).or(reason.values().next()).map_or("", String::as_str));
            self.line(&format!("# [[break]]\n# date = \"{date}\"\n# reason = {{ {language} = {reason} }}"));
        }
    }

    pub fn quality(&mut self) {
        self.heading("init-about-quality");
        self.line("[quality]");
        for (line, key) in [
            ("max_rejected = 0.01", "init-about-max-rejected"),
            ("# max_unclassified = 0.10", "init-about-max-unclassified"),
            ("# max_unknown_place = 0.30", "init-about-max-unknown-place"),
            ("overlap = \"error\"", "init-about-overlap"),
        ] {
            self.line(&format!("{line:<32}# {}", self.talk.text(key)));
        }
        self.heading("init-about-gates");
        self.line(&format!("# [gates]\n{:<32}# {}", "# max_age = 40", self.talk.text("init-about-max-age")));
    }
}

/// How a section of several or of one begins.
pub fn section(key: &str) -> String {
    if key == "calendar" { format!("[{key}]") } else { format!("[[{key}]]") }
}

/// What values that can be read both ways leave open, and the lines that say which.
pub fn readings(open: &InputError) -> (&'static str, [&'static str; 2]) {
    match open.ambiguity {
        Some(Ambiguity::DateOrder) => ("date-order", ["date_order = \"dmy\"", "date_order = \"mdy\""]),
        _ => ("decimal-mark", ["decimal = \",\"", "decimal = \".\""]),
    }
}

/// What is said of a file, the same thing once.
pub fn problems(inspection: &Inspection) -> Vec<Problem> {
    let said = inspection.sidecar.problems.iter().cloned();
    let said = together(said.map(|problem| Notice { files: Vec::new(), problem }));
    said.into_iter().map(|notice| notice.problem).collect()
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
