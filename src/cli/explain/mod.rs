//! `vire explain`

mod paper;

use std::io::Write;
use std::path::PathBuf;

use super::terminal::page;
use clap::Args;

use super::{Usage, one_of};
use crate::config::{self, Purpose};
use vire_base::code::{Code, Kind};
use vire_base::document::did_you_mean;
use vire_base::language::Language;
use vire_domain::classify::scope;
use vire_indicators::catalogue::{CATALOGUE, NOT_COMPUTED, find};
use vire_reference::sectors::SECTORS;
use vire_report::summary::Summary;

/// Words that list what there is.
const TOPICS: [&str; 3] = ["scope", "sectors", "codes"];

#[derive(Args)]
pub struct Explain {
    /// Id or name of an indicator, such as B1 or local-share-euros; a code of an error, a rejection or a note, such as
    /// ambiguous-column; or one of the words scope, sectors and codes, which list what there is. All indicators are
    /// listed when absent
    #[arg(value_name = "INDICATOR|CODE|scope|sectors|codes")]
    topic: Option<String>,
    /// A pipeline file or a published run, whose own indicators are told of too
    #[arg(long, value_name = "PIPELINE|RUN")]
    of: Option<PathBuf>,
    /// Language of the page
    #[arg(long, default_value = Language::FALLBACK.code(), value_parser = one_of(&Language::ALL.map(|l| (l.code(), l))))]
    language: Language,
    /// Print the query of the indicator, with its page in the comments, to run in another engine
    #[arg(long, requires = "topic")]
    sql: bool,
    /// Print all of the method as one Markdown text: indicators, rules, sectors, tables, and what to cite
    #[arg(long, conflicts_with = "topic")]
    all: bool,
}

impl Explain {
    pub fn execute(self) -> anyhow::Result<()> {
        if let Some(of) = &self.of {
            if config::is_pipeline(of) {
                config::load_for(Purpose::Any, of, super::terminal::look())?;
            } else {
                Summary::read(&super::report::published(of)?)?;
            }
        }
        let mut out = page();
        if self.all {
            write!(out, "{}", paper::paper(self.language))?;
            return Ok(());
        }
        match self.topic.as_deref() {
            Some(word) if self.sql && TOPICS.contains(&word) => {
                return Err(Usage(format!("{word} has no query; name an indicator: vire explain lists them")).into());
            }
            Some("scope") => return self.scope(&mut out),
            Some("sectors") => return self.sectors(&mut out),
            Some("codes") => return codes(&mut out),
            _ => {}
        }
        let Some(word) = &self.topic else {
            for indicator in CATALOGUE.iter() {
                writeln!(
                    out,
                    "{:<4} {:<26} {}",
                    indicator.id,
                    indicator.name,
                    indicator.text("title", self.language.code())
                )?;
            }
            return Ok(());
        };
        if let Some(known) = Code::find(word).filter(|_| !self.sql) {
            return code(&mut out, known);
        }
        let Some(indicator) = find(word) else {
            let names = CATALOGUE.iter().map(|i| i.name.as_str()).chain(Code::ALL.iter().map(|c| c.name()));
            let help = did_you_mean(word, &names.chain(TOPICS).collect::<Vec<_>>());
            let lists = "vire explain lists the indicators, vire explain codes the codes";
            let help = if help.starts_with("did") { help } else { lists.to_owned() };
            if let Some((id, why)) = NOT_COMPUTED.iter().find(|(id, _)| id.eq_ignore_ascii_case(word)) {
                return Err(Usage(format!("{id} is not computed: {why}")).into());
            }
            return Err(Usage(format!("there is no indicator and no code \"{word}\"; {help}")).into());
        };
        if self.sql {
            writeln!(out, "{}", indicator.sql.trim_end())?;
            return Ok(());
        }
        let text = |part: &str| indicator.text(part, self.language.code());
        writeln!(out, "{} {}  ({})\n", indicator.id, text("title"), indicator.name)?;
        for part in ["meaning", "reading", "pitfalls"] {
            writeln!(out, "{}\n", text(part))?;
        }
        writeln!(
            out,
            "Unit: {}. Better: {}. Needs: {}. n counts {}.",
            indicator.unit.code(),
            indicator.better.code(),
            indicator.needs.join(", "),
            indicator.counts
        )?;
        writeln!(out, "Source: {}", indicator.source)?;
        Ok(())
    }

    /// The built-in rules of what is left out of the totals.
    fn scope(&self, out: &mut impl Write) -> anyhow::Result<()> {
        let mut last = String::new();
        for rule in scope::built_in_rows() {
            if rule.id != last {
                writeln!(out, "\n{}: {}", rule.id, rule.label.of(self.language.code()))?;
            }
            writeln!(out, "  {} {} {} {:?}", rule.country, rule.field, rule.how, rule.pattern)?;
            last = rule.id;
        }
        Ok(())
    }

    /// The sectors by id and name.
    fn sectors(&self, out: &mut impl Write) -> anyhow::Result<()> {
        for sector in SECTORS.iter() {
            writeln!(out, "{:<20} {}", sector.id, sector.name(self.language.code()))?;
        }
        Ok(())
    }
}

/// All codes by what follows from them.
fn codes(out: &mut impl Write) -> anyhow::Result<()> {
    for kind in Kind::ALL {
        writeln!(out, "{}", kind.title())?;
        for code in Code::ALL.iter().filter(|code| code.kinds().contains(&kind)) {
            writeln!(out, "  {code:<20} {}", code.meaning())?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The page of a code.
fn code(out: &mut impl Write, code: Code) -> anyhow::Result<()> {
    let kinds: Vec<&str> = code.kinds().iter().map(|kind| kind.title()).collect();
    writeln!(out, "{code}  ({})\n\n{}\n", kinds.join("; "), code.meaning())?;
    writeln!(out, "What to do: {}\n", code.remedy())?;
    for kind in code.kinds() {
        writeln!(out, "{}: {}", kind.title(), kind.consequence())?;
    }
    Ok(())
}
