//! `vire run`

use std::io::Write;
use std::path::PathBuf;

use super::terminal::{page, say, show_warnings, warn};
use chrono::NaiveDate;
use clap::builder::TypedValueParser;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::engine::Engine;
use super::only::{self, Only};
use super::said::Said;
use super::whose::Whose;
use super::{Usage, tables};
use crate::config::{self, Purpose, is_pipeline};
use crate::log;
use crate::pipeline::{self, Options, Published};
use crate::publish::settings::Gate;
use crate::publish::shared_store;
use vire_base::amount::format_cents;
use vire_base::files::without_by_the_way;
use vire_base::progress::{Mode, Progress};
use vire_ingest::StagedFile;

#[derive(Args)]
pub struct Run {
    /// The pipeline file, such as pipelines/kotka.toml; or exports, with --buyer
    #[arg(required = true, value_name = "PIPELINE or EXPORT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    whose: Whose,
    /// Run for one buyer of exports that several share, one accounting year, or both, in a folder of its own
    #[arg(long, value_name = "buyer=NAME,year=YEAR", conflicts_with = "buyer")]
    only: Option<Only>,
    /// Folder for the runs; `current` in it points to the newest [default: out/<name of the pipeline>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The day the reports speak of; procurements over before it are past [default: the last day of the data]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    as_of: Option<NaiveDate>,
    /// Threads to use [default: as many as the machine has]
    #[arg(long, value_name = "N", value_parser = threads)]
    threads: Option<u16>,
    /// Publish although this gate holds the run, or `all`; several with commas
    #[arg(long, value_name = "GATE", value_delimiter = ',', value_parser = gates())]
    accept: Vec<Accept>,
    #[command(flatten)]
    said: Said,
    #[command(flatten)]
    engine: Engine,
    /// Write standard error for programs: one JSON object a line, and nothing else
    #[arg(long, value_name = "FORMAT")]
    log: Option<Log>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Log {
    Json,
}

impl Run {
    /// The pipeline file, or one made up for the exports.
    fn config(&self) -> anyhow::Result<config::Config> {
        match self.inputs.as_slice() {
            [pipeline] if is_pipeline(pipeline) || self.whose.buyer.is_none() => {
                if self.whose.is_given() {
                    let help = "say it in the pipeline file, under [buyer] and [[register]]";
                    return Err(
                        Usage(format!("--buyer, --country and --register go with exports\n  help: {help}")).into()
                    );
                }
                if !is_pipeline(pipeline) && pipeline.exists() {
                    return Err(Usage(format!(
                        "{} is no pipeline file\n  help: to run exports as they are, say whose they are: vire run {0} --buyer NAME",
                        pipeline.display()
                    ))
                    .into());
                }
                Ok(only::load(Purpose::Run, pipeline, self.only.as_ref())?)
            }
            inputs => {
                if let Some(pipeline) = inputs.iter().find(|path| is_pipeline(path)) {
                    let help = "run one pipeline file, or exports alone";
                    return Err(Usage(format!("{} stands among exports\n  help: {help}", pipeline.display())).into());
                }
                let (path, text) = self.whose.draft(&without_by_the_way(inputs.to_vec()))?;
                Ok(config::of_text(&path, &text, super::terminal::look())?)
            }
        }
    }

    pub fn execute(self) -> anyhow::Result<()> {
        if self.log.is_some() {
            log::start();
        }
        let config = self.config()?;
        let quiet = self.said.quiet;
        let mode = match (quiet, self.log) {
            (_, Some(Log::Json)) => Mode::Json(tell_stage),
            (true, None) => Mode::Silent,
            (false, None) => Mode::Bars,
        };
        let progress = Progress::new(mode);
        let threads = self.threads.map_or_else(super::threads, usize::from);
        let of_all = self.out.unwrap_or_else(|| PathBuf::from("out").join(&config.name));
        let options = Options {
            shared: self.only.as_ref().map(|_| shared_store(&of_all)).transpose()?,
            out: self
                .only
                .as_ref()
                .map_or_else(|| of_all.clone(), |only| only.folder(&of_all, &config.buyer().country)),
            as_of: self.as_of,
            threads,
            strictness: self.said.strictness(),
            accept: accepted(&self.accept),
            engine: self.engine.elsewhere(),
        };
        show_warnings(&config);
        let outcome = pipeline::run(&config, &options, &progress);
        progress.finish();
        let published = outcome?;
        if self.whose.buyer.is_some() && !quiet && !log::is_on() {
            say!("{}", assumed(&config, &published.files).trim_end());
        }
        self.said.tell(&published.notices);
        published.remarks.iter().for_each(|remark| warn(remark));
        tell_end(&config, &published);
        if quiet {
            return Ok(());
        }
        let mut out = page();
        let what = if published.is_new { "Published" } else { "Nothing changed:" };
        writeln!(out, "{what} {}", published.folder.display())?;
        writeln!(
            out,
            "  {} lines kept, {} rejected, sum {} {}",
            published.lines,
            published.rejected,
            format_cents(published.cents),
            config.buyer().currency
        )?;
        if published.not_shown > 0 {
            writeln!(
                out,
                "  {} figures are not shown: what a person sold would follow from them",
                published.not_shown
            )?;
        }
        write!(out, "{}", products(&config, &published))?;
        if published.is_new {
            write!(out, "{}", advice(&config, &published))?;
        }
        Ok(())
    }
}

/// A gate that is accepted, or all.
#[derive(Clone, Copy)]
enum Accept {
    One(Gate),
    All,
}

fn gates() -> impl TypedValueParser<Value = Accept> {
    let mut words = Gate::ALL.map(|(word, gate)| (word, Accept::One(gate))).to_vec();
    words.push(("all", Accept::All));
    super::one_of(&words)
}

fn accepted(given: &[Accept]) -> Vec<Gate> {
    let of = |accept: &Accept| match accept {
        Accept::One(gate) => vec![*gate],
        Accept::All => Gate::ALL.map(|(_, gate)| gate).to_vec(),
    };
    given.iter().flat_map(of).collect()
}

fn tell_stage(mut stage: Value) {
    stage["event"] = json!("stage");
    log::tell(stage);
}

/// Tells programs what was published, and where.
fn tell_end(config: &config::Config, published: &Published) {
    log::tell(json!({
        "event": "end",
        "code": if published.is_new { "done" } else { "unchanged" },
        "exit": 0,
        "path": published.folder.display().to_string(),
        "lines": published.lines,
        "rejected": published.rejected,
        "amount": format_cents(published.cents),
        "currency": config.buyer().currency,
    }));
}

fn threads(text: &str) -> Result<u16, String> {
    let most = 1..=256;
    text.parse()
        .ok()
        .filter(|threads| most.contains(threads))
        .ok_or_else(|| "write a whole number from 1 to 256".to_owned())
}

/// What to open, and for what.
fn products(config: &config::Config, published: &Published) -> String {
    const REPORTS: [(&str, &str, &str); 5] = [
        ("page", "report", "html"),
        ("deck", "deck", "pptx"),
        ("paper", "report", "pdf"),
        ("workbook", "workbook", "xlsx"),
        ("meter", "meter", "html"),
    ];
    let mut text = String::new();
    let mut line = |what: &str, name: &str, rest: &str| {
        text.push_str(&format!("  {what:<9} {}{rest}\n", published.folder.join(name).display()));
    };
    for (what, stem, ending) in REPORTS {
        let codes = config.drawing.languages.iter().map(|language| language.code());
        let drawn: Vec<&str> =
            codes.filter(|code| published.folder.join(format!("{stem}.{code}.{ending}")).exists()).collect();
        if let [first, others @ ..] = drawn.as_slice() {
            let also = if others.is_empty() { String::new() } else { format!(" (also in {})", others.join(", ")) };
            line(what, &format!("{stem}.{first}.{ending}"), &also);
        }
    }
    line("figures", "summary.json", "");
    if published.rejected > 0 {
        line("rejected", "rejected.parquet", " (vire check shows the rows and why)");
    }
    text
}

/// What would make the figures better: a line each for places and sectors, when more than a twentieth of the money has none.
fn advice(config: &config::Config, published: &Published) -> String {
    const MOST: f64 = 0.05;
    let places = match config.registers.as_slice() {
        [] => "name a supplier register under [[register]]",
        _ => "register-quality.xlsx lists what the register lacks",
    };
    let unknown = published.unknown;
    let known =
        [("places", unknown.place, places), ("sectors", unknown.sector, "decide more with rules under [sectors]")];
    let told = known.iter().filter(|(_, unknown, _)| *unknown > MOST);
    told.map(|(what, unknown, help)| {
        format!("  better: {what} are known for {:.1} % of the external sum; {help}\n", (1.0 - unknown) * 100.0)
    })
    .collect()
}

/// What was decided without a pipeline file, for the user to object to.
fn assumed(config: &config::Config, files: &[StagedFile]) -> String {
    let buyer = config.buyer();
    let mut text =
        format!("assumed: the buyer is {} ({}), amounts are in {}\n", buyer.name, buyer.country, buyer.currency);
    for file in files {
        for table in &file.sidecar.tables {
            text.push_str(&format!("assumed: {}{}\n", file.name, tables::summary(table)));
        }
    }
    text.push_str("  to decide otherwise, let vire init write a pipeline file and change it\n");
    text
}
