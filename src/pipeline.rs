//! The stages in order.

mod assume;
mod beside;
mod bought;
pub mod calendar;
mod decides;
mod holding;
mod known;
mod memory;
pub mod notices;
pub mod part;
pub mod rerun;
mod whose;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;
use serde_json::json;
use vire_base::amount::format_cents;
use vire_base::code::Code;
use vire_base::digest::sha256;
use vire_base::error::InputError;
use vire_base::files::folder_of;
use vire_base::input::Input;
use vire_base::language::Language;
use vire_base::parallel;
use vire_base::progress::Progress;
use vire_base::sum::Sum;
use vire_disclosure as disclosure;
use vire_domain::beside::Beside;
use vire_domain::classify::cube::Cube;
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::kept::{Made, Store};
use vire_domain::classify::lines::{self, Classified};
use vire_domain::classify::partitions::Written;
use vire_domain::suppliers::Resolved;
use vire_domain::suppliers::persons;
use vire_domain::suppliers::register::{self, Found, Register, Tally};
use vire_domain::tables;
use vire_indicators::Computed;
use vire_indicators::engine::Engine;
use vire_indicators::in_process::Polars;
use vire_ingest::line::{Problem, SIGN, Sidecar};
use vire_ingest::settings::{Sign, SignColumn, Source};
use vire_ingest::stage::{overlap, siblings};
use vire_ingest::{Field, Settings, StagedFile};
use vire_reference::ids::persons::Place;
use vire_report::Findings;
use vire_report::summary::Summary;
use vire_report::texts::Texts;

pub use self::beside::coming;
use self::known::{Known, Stamps};
use crate::config::Config;
use crate::elsewhere::Elsewhere;
use crate::notice::{Notice, Unsettled, together};
use crate::publish::decides::PROGRAM;
use crate::publish::gates::{self, Failed};
use crate::publish::manifest::{self, GoingIn, RegisterFile};
use crate::publish::settings::Gate;
use crate::publish::shape::{Months, Shape, Unknown};
use crate::publish::{Output, Run, Unwritable, pause_at, rejected, sums, sync_tree, verify};

/// What a run is asked to do, besides its pipeline file.
pub struct Options {
    pub out: PathBuf,
    /// The day the reports speak of; the last day of the data when absent, so that no clock decides a figure.
    pub as_of: Option<NaiveDate>,
    pub threads: usize,
    pub strictness: Strictness,
    /// Gates that do not hold this run.
    pub accept: Vec<Gate>,
    /// Where exports are kept as they were read, when runs over several parts share that; in `out` when absent.
    pub shared: Option<PathBuf>,
    /// What runs the queries of the indicators; Polars in this process when absent.
    pub engine: Option<Elsewhere>,
}

/// What stops a run that could be published.
#[derive(Clone, Copy, Debug, Default)]
pub struct Strictness {
    /// Questions are settled by their likeliest answers.
    pub assume: bool,
    /// Warnings are faults.
    pub strict: bool,
}

/// A run that was published.
pub struct Published {
    pub folder: PathBuf,
    /// Whether anything was computed: otherwise the published run is of the same inputs, and whole.
    pub is_new: bool,
    pub lines: u64,
    pub cents: i128,
    pub rejected: u64,
    pub notices: Vec<Notice>,
    /// What the disk made remarkable.
    pub remarks: Vec<String>,
    /// How many figures and rows of tables are not shown, since what persons sold would follow.
    pub not_shown: u64,
    /// What was read, with every reading chosen.
    pub files: Vec<StagedFile>,
    /// What the run does not know of the money.
    pub unknown: Unknown,
}

/// Runs the whole way from exports to a published run.
pub fn run(config: &Config, options: &Options, progress: &Progress) -> anyhow::Result<Published> {
    whole_way(config, options, progress).map_err(|error| Unwritable::or(&options.out, "--out", error))
}

/// What the inputs are, up to the gates.
pub struct Gated {
    /// What was read, with every reading chosen.
    pub files: Vec<StagedFile>,
    registers: Vec<RegisterFile>,
    tallies: Vec<Tally>,
    /// The day the reports speak of.
    as_of: Option<NaiveDate>,
    pub beside: Beside,
    decisions: Decisions,
    cube: Cube,
    unknown: Unknown,
    /// What the run is like, and its purchases as written, for the comparison with the run before.
    shape: Shape,
    written: Vec<Written>,
    /// The years whose purchases were made anew.
    made: Made,
    /// What the gates say against publishing.
    pub faults: Vec<String>,
    /// What is said of the inputs.
    pub notices: Vec<Notice>,
}

/// What earlier runs left for a run.
struct Earlier {
    /// Where exports are kept as they were read, and where what follows from several of them is.
    shared: PathBuf,
    store: PathBuf,
    /// Where each export is kept that was read, in whatever way.
    met: Mutex<BTreeSet<PathBuf>>,
    /// The digests of exports.
    known: Known,
    years: Store,
}

impl Earlier {
    fn new(shared: Option<PathBuf>, store: PathBuf, known: Known, years: PathBuf) -> Self {
        let program = sha256(json!([PROGRAM, manifest::code_lists()]).to_string().as_bytes());
        let shared = shared.unwrap_or_else(|| store.clone());
        Self { shared, store, met: Mutex::default(), known, years: Store::new(years, program) }
    }
}

impl Earlier {
    /// Takes out of a folder of staged files what the run did not meet: exports that nobody runs any more leave nothing.
    fn forget_others(&self, files: &[StagedFile], store: &Path) {
        let mut used = self.met.lock().unwrap_or_else(PoisonError::into_inner).clone();
        used.extend(files.iter().map(|file| file.lines.clone()));
        vire_ingest::stage::forget_others(&used, store);
    }
}

/// Reads the inputs, classifies the purchases into `folder`, and holds them against the gates.
fn up_to_gates(
    config: &Config,
    options: &Options,
    earlier: &Earlier,
    folder: &Path,
    progress: &Progress,
) -> anyhow::Result<Gated> {
    let threads = options.threads;
    let mut files = progress.stage("ingest", || ingest(config, earlier, options, progress))?;
    memory::give_back();
    let mut read = notices::of_reading(files.iter().map(|file| (file.name.as_str(), &file.sidecar)));
    let span = days(&files);
    let apart = notices::as_of(options.as_of, span, options.strictness.assume);
    read.extend(apart.clone());
    Unsettled::check(&masked(config, together(read)), false)?;
    let as_of = options.as_of.or_else(|| span.and_then(|(_, last)| NaiveDate::from_epoch_days(last)));
    let mut beside = beside::read(config, as_of)?;
    let mut registers = Vec::new();
    let resolved = progress.stage("suppliers", || {
        let mut resolved = resolve(config, &files, threads, &mut registers)?;
        persons::find(&files, &mut resolved)?;
        anyhow::Ok(resolved)
    })?;
    tell_joined(&mut files, &resolved.same_name);
    let tallies = resolved.registers.clone();
    let mut decisions = Decisions::new(config.buyer(), &config.rules, &files, resolved, &beside.units, threads);
    beside::hold(config, &mut beside, &mut decisions);
    beside::hold_factors(&beside, &mut decisions);
    let Classified { cube, written, made } = progress.stage("classify", || {
        let to = folder.join("purchases");
        lines::write(config.buyer(), &files, &decisions, &earlier.years, &to, threads, progress)
    })?;
    memory::give_back();
    pause_at("lines-classified")?;
    beside::estimate(config, &mut beside, &decisions, &cube);
    let unknown = Unknown::of(&cube);
    let (faults, months) = progress.stage("gates", || -> anyhow::Result<(Vec<String>, Months)> {
        let (mut faults, months) =
            gates::reconcile(&config.sources, &files, &cube, &written, config.buyer().year, threads)?;
        faults.extend(gates::quality(&config.quality, &files, unknown));
        faults.extend(sums::fit(&files, &written)?);
        Ok((faults, months))
    })?;
    let shape = Shape::new(&files, &cube, unknown, months);
    let said = notices::of_run(config, &files, &decisions, &cube, &beside);
    let notices = masked(config, together(apart.into_iter().chain(said)));
    Ok(Gated {
        files,
        registers,
        tallies,
        as_of,
        beside,
        decisions,
        cube,
        unknown,
        shape,
        written,
        made,
        faults,
        notices,
    })
}

/// Goes the whole way of a run up to its gates in a folder of the moment, so that what a run would refuse is refused here,
/// in the same words; nothing of it stays.
pub fn check(config: &Config, threads: usize, strictness: Strictness, progress: &Progress) -> anyhow::Result<Gated> {
    config.masker.read_only();
    let scratch = tempfile::tempdir()?;
    let out = scratch.path().to_owned();
    let options = Options { out, as_of: None, threads, strictness, accept: Vec::new(), shared: None, engine: None };
    let [store, years, folder] = ["staged", "years", "run"].map(|name| scratch.path().join(name));
    for made in [&store, &folder] {
        fs_err::create_dir(made)?;
    }
    let earlier = Earlier::new(None, store, Known::default(), years);
    up_to_gates(config, &options, &earlier, &folder, progress)
        .map_err(|error| Unwritable::or(scratch.path(), "TMPDIR", error))
}

fn whole_way(config: &Config, options: &Options, progress: &Progress) -> anyhow::Result<Published> {
    let output = Output::lock(&options.out)?;
    holding::begin(config, options, &output)?;
    let has_key = config.masker.key_file().exists();
    let stamps = Stamps::take(config);
    if let Some(published) = holding::unchanged(config, options, &output, &stamps)? {
        return Ok(published);
    }
    options.engine.as_ref().map_or(Ok(()), Elsewhere::answers)?;
    let unpublished = output.begin()?;
    let folder = unpublished.folder.clone();
    let earlier = Earlier::new(options.shared.clone(), output.store(), stamps.known(config, &output), output.years());
    let Gated {
        files,
        registers,
        tallies,
        as_of,
        beside,
        decisions,
        cube,
        unknown,
        shape,
        written,
        made,
        faults,
        notices,
    } = up_to_gates(config, options, &earlier, &folder, progress)?;
    if !faults.is_empty() {
        return Err(Failed(faults).into());
    }
    Unsettled::check(&notices, options.strictness.strict)?;
    let hashed = files.iter().map(|file| (file.name.clone(), file.sha256.clone())).collect();
    let of_registers = registers.iter().map(|file| (file.name.clone(), file.sha256.clone())).collect();
    let decides = decides::after(config, options, hashed, of_registers)?;
    output.announce(&decides.fingerprint())?;
    let differs = holding::check(config, options, &output, &shape, &written)?;
    let mut computed: Computed = progress.stage("indicators", || {
        let (buyer, settings) = (config.buyer(), &config.about.indicators);
        let tables = vire_indicators::tables::tables(buyer, settings, &beside, &decisions, &cube)?;
        let write_read = || vire_indicators::tables::write(&tables, &folder);
        if options.engine.is_some() {
            write_read()?;
        }
        let compute = || {
            let engine = engine(options, &tables, &folder, progress)?;
            vire_indicators::compute(buyer, settings, &beside, &decisions, &cube, engine.as_ref(), options.threads)
        };
        let write = || {
            write_tables(config, &files, &decisions, &cube, &folder)?;
            if options.engine.is_none() { write_read() } else { Ok(()) }
        };
        std::thread::scope(|scope| {
            // The purchases are put on disk meanwhile, lest publishing waits for that.
            let synced = scope.spawn(|| sync_tree(&folder.join("purchases")));
            let (computed, written) = parallel::both(options.threads, compute, write);
            // What fails here would not fail again in publishing: the system forgets a page that it could not write.
            let synced = synced.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            written.and(synced).and(computed)
        })
    })?;
    memory::give_back();
    let thresholds = config.buyer().thresholds();
    let not_shown = progress.stage("disclosure", || {
        let by_unit = |wanted: &_| bought::by_unit(&written, &decisions, wanted, options.threads);
        disclosure::of_run(&decisions, &cube, &thresholds, &mut computed.figures, &by_unit, options.threads)
    })?;
    vire_indicators::name_periods(config.buyer().year, &mut computed.figures);
    vire_indicators::write(config.buyer(), &computed.figures, &folder.join("indicators.parquet"))?;
    beside::write(config.buyer(), &beside, &folder)?;
    let findings = Findings {
        as_of: as_of.map(|d| d.to_string()).unwrap_or_default(),
        place_sources: tables::suppliers::place_sources(&decisions.suppliers, &cube.suppliers),
        about: &config.about,
        languages: &config.drawing.languages,
        scope: &config.rules.scope,
        register_dates: config.registers.iter().filter_map(|r| r.date).collect(),
        files: &files,
        decisions: &decisions,
        cube: &cube,
        beside: &beside,
        computed: &computed,
        not_shown: &not_shown,
    };
    Summary::new(&findings).write(&folder)?;
    progress.stage("reports", || vire_report::draw(&folder, &config.drawing, &folder, progress))?;
    let going_in = GoingIn {
        rule_files: &config.rule_files,
        rates: config.rates.as_deref(),
        registers: &config.registers,
        read: &registers,
        tallies: &tallies,
        ..GoingIn::new(&decides, &config.text, &config.masker)
    };
    let (manifest, fingerprint) = manifest::build(&findings, &going_in, &notices, &shape)?;
    let total = vire_ingest::total(&files);
    let publish =
        || progress.stage("publish", || output.publish(unpublished, &fingerprint, manifest, options.threads, progress));
    // To give so much memory back takes as long as to publish.
    let (run, ()) = parallel::both(options.threads, publish, || drop((decisions, cube, computed)));
    let Run { folder, mut remarks } = run?;
    output.own(&config.path)?;
    stamps.keep(config, &output, &decides.inputs);
    earlier.forget_others(&files, &earlier.store);
    // What cannot be kept is made anew by the next run.
    let _ = earlier.years.keep(made, &folder, verify::digests(&folder));
    remarks.extend(differs.into_iter().chain(holding::new_key(config, has_key)));
    let (lines, cents, rejected) = (total.kept, total.kept_cents, total.rejected);
    let not_shown = not_shown.count();
    let is_new = true;
    Ok(Published { folder, is_new, lines, cents, rejected, notices, remarks, not_shown, files, unknown })
}

/// What runs the queries over the tables, which the folder of the run holds too.
fn engine(
    options: &Options,
    tables: &[vire_indicators::columns::Table],
    run: &Path,
    progress: &Progress,
) -> anyhow::Result<Box<dyn Engine>> {
    let Some(elsewhere) = &options.engine else { return Ok(Box::new(Polars::new(tables)?)) };
    let remote = elsewhere.over(|name| vire_indicators::tables::path(run, name))?;
    progress.note("engine", remote.version().to_owned());
    Ok(Box::new(remote))
}

/// Tables that need no indicator, and workbooks for the municipality itself: suppliers to decide on, and what its
/// register should mend.
fn write_tables(
    config: &Config,
    files: &[StagedFile],
    decisions: &Decisions,
    cube: &Cube,
    folder: &Path,
) -> anyhow::Result<()> {
    let (suppliers, sums) = (&decisions.suppliers, &cube.suppliers);
    tables::suppliers::write(config.buyer(), &config.registers, suppliers, sums, &folder.join("suppliers.parquet"))?;
    tables::moves::write(config.buyer(), suppliers, &folder.join("moves.parquet"))?;
    if cube.tell_units() {
        tables::units::write(config.buyer(), decisions, cube, &folder.join("unit_names.parquet"))?;
    }
    rejected::write(files, &folder.join("rejected.parquet"))?;
    tables::spend::write(config.buyer(), decisions, cube, folder)?;
    let first = config.drawing.languages.first().copied().unwrap_or(Language::En);
    let texts = Texts::new(first);
    let words = |key: &str| texts.text(key);
    let written: (&tables::Words<'_>, &str) = (&words, config.buyer().currency.as_str());
    tables::review::write(suppliers, sums, &config.suppliers, written, &folder.join("supplier-review.xlsx"))?;
    tables::quality::write(suppliers, sums, written, &folder.join("register-quality.xlsx"))
}

/// All input files with their source, in the order of their names.
fn inputs(config: &Config) -> Vec<(&Source, &Path)> {
    let mut inputs: Vec<(&Source, &Path)> =
        config.sources.iter().flat_map(|s| s.files.iter().map(move |f| (s, f.as_path()))).collect();
    inputs.sort_by_key(|(_, path)| path_from(config, path));
    inputs
}

/// A file's path from the pipeline file, with forward slashes; ids of persons in it are masked.
fn name_of(config: &Config, path: &Path) -> String {
    config.masker.at(Place::Label, &path_from(config, path)).into_owned()
}

fn path_from(config: &Config, path: &Path) -> String {
    let relative = path.strip_prefix(folder_of(&config.path)).unwrap_or(path);
    relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// Stages all inputs, several at a time; the result does not depend on how many.
fn ingest(
    config: &Config,
    earlier: &Earlier,
    options: &Options,
    progress: &Progress,
) -> Result<Vec<StagedFile>, InputError> {
    let inputs = inputs(config);
    let mut files = staged(config, &inputs, earlier, options, progress)?;
    let sources: Vec<&Source> = inputs.iter().map(|(source, _)| *source).collect();
    let read: Vec<(&Source, &Sidecar)> = sources.iter().copied().zip(files.iter().map(|file| &file.sidecar)).collect();
    all_matched(config, &read)?;
    twice(config.quality.overlap, &files)?;
    part::take(config, &sources, &mut files, &earlier.store)?;
    overlap::settle(&mut files, config.quality.overlap, &earlier.store)?;
    Ok(files)
}

/// The inputs as they were read, with every reading chosen.
fn staged(
    config: &Config,
    inputs: &[(&Source, &Path)],
    Earlier { shared: store, known, met, .. }: &Earlier,
    options: &Options,
    progress: &Progress,
) -> Result<Vec<StagedFile>, InputError> {
    let threads = options.threads;
    // With more files than threads, each file is one thread's work; else reading and encoding go side by side.
    let per_file = if inputs.len() >= threads { 1 } else { threads };
    let stage = |path: &Path, settings: &Settings, threads: usize| {
        let mut file =
            vire_ingest::stage(path, name_of(config, path), known.of(path), settings, store, threads, progress)?;
        whose::compare(path, &mut file.sidecar, settings, &config.owner)?;
        met.lock().unwrap_or_else(PoisonError::into_inner).insert(file.lines.clone());
        Ok(file)
    };
    let staged = parallel::map(inputs, threads, |(source, path)| stage(path, &source.settings, per_file));
    let again = |at: usize, settings: &Settings| stage(inputs[at].1, settings, 1);
    let settled = siblings::settle(staged, &settings(inputs), |at, settings| again(at, settings).map(Some))?;
    let mut files = settled.into_iter().collect::<Result<Vec<StagedFile>, InputError>>()?;
    if options.strictness.assume {
        assume::settle(&mut files, &settings(inputs), again)?;
    }
    Ok(files)
}

/// How each input is read; inputs of one source share their settings.
fn settings<'s>(inputs: &[(&'s Source, &Path)]) -> Vec<&'s Settings> {
    inputs.iter().map(|(source, _)| &source.settings).collect()
}

/// First and last day of all lines.
fn days(files: &[StagedFile]) -> Option<(i32, i32)> {
    let tables = || files.iter().flat_map(|f| &f.sidecar.tables);
    let first = tables().flat_map(|t| t.date_min.into_iter().chain(t.period.map(|p| p.0))).min()?;
    Some((first, tables().filter_map(|t| t.date_max.max(t.period.map(|p| p.1))).max()?))
}

/// The same content under two names would count double, unless the later or the earlier delivery of a month is to count.
fn twice(overlap: overlap::Policy, files: &[StagedFile]) -> Result<(), InputError> {
    if matches!(overlap, overlap::Policy::Newest | overlap::Policy::KeepFirst) {
        return Ok(());
    }
    for (i, file) in files.iter().enumerate() {
        if let Some(other) = files[..i].iter().find(|f| f.sha256 == file.sha256) {
            let message = format!("has the same content as {}", other.name);
            return Err(InputError::new(
                Code::SameFileTwice,
                &file.path,
                message,
                "leave one of them out, or its purchases count double",
            ));
        }
    }
    Ok(())
}

fn resolve(
    config: &Config,
    files: &[StagedFile],
    threads: usize,
    read: &mut Vec<RegisterFile>,
) -> Result<Resolved, InputError> {
    vire_domain::suppliers::resolve(files, &config.about.local.home, &config.suppliers, threads, |wanted| {
        let mut found = Found::default();
        for (path, register) in registers(config, threads) {
            let input = Input::open(path)?;
            let take = || register::read(&input, &register, wanted, &mut found);
            let (taken, digest) = parallel::both(threads, take, || vire_base::digest::of(&input));
            input.unchanged().and(taken)?;
            let sha256 = digest?.sha256;
            read.push(RegisterFile { name: name_of(config, path), sha256, register: register.number });
        }
        Ok(found)
    })
}

/// Columns and rules are named as the pipeline file and the exports have them, so an id may stand in a message.
fn masked(config: &Config, mut notices: Vec<Notice>) -> Vec<Notice> {
    for notice in &mut notices {
        notice.problem.message = config.masker.at(Place::Label, &notice.problem.message).into_owned();
    }
    notices
}

/// Tells of each file which of its lines have their supplier's id from other lines of the same name.
fn tell_joined(files: &mut [StagedFile], same_name: &[Sum]) {
    for (file, sum) in files.iter_mut().zip(same_name).filter(|(_, sum)| sum.lines > 0) {
        let message = format!(
            "{} lines without an id, in all {}, count with the supplier whose id other lines of exactly their name have",
            sum.lines,
            format_cents(sum.cents)
        );
        file.sidecar.problems.push(Problem::new(Code::SameName, "", None, message));
    }
}

/// The register files of the pipeline file in order, with how each is to be read.
fn registers(config: &Config, threads: usize) -> impl Iterator<Item = (&Path, Register<'_>)> {
    config.registers.iter().enumerate().flat_map(move |(number, register)| {
        let (columns, country, masker) = (&register.columns, config.buyer().country.as_str(), &config.masker);
        let of_establishments = register.of_establishments;
        let read_as = move || Register { number, columns, of_establishments, country, masker, threads };
        register.files.iter().map(move |path| (path.as_path(), read_as()))
    })
}

/// What to say of a column of signs that is given and that no file of the source has.
fn no_column_of_signs<'f>(source: &Source, mut read: impl Iterator<Item = &'f Sidecar>) -> Option<String> {
    let Some(Sign::Column(SignColumn { column, .. })) = &source.settings.sign else { return None };
    let is_found = read.any(|sidecar| sidecar.tables.iter().any(|t| t.readings.contains_key(SIGN)));
    (!is_found).then(|| format!("sign: the column {column:?} matched no header in its files"))
}

/// A column that decides the figures and was given, but is not there: another would be taken for it.
fn all_matched(config: &Config, read: &[(&Source, &Sidecar)]) -> Result<(), InputError> {
    for source in &config.sources {
        let of_source = read.iter().filter(|(of, _)| std::ptr::eq(*of, source)).map(|(_, sidecar)| *sidecar);
        let decides = |field: Field| field.is_amount() || field == Field::SupplierName;
        let missing = notices::unmatched(source, of_source.clone()).find(|(field, _)| decides(*field));
        let missing = missing.map(|(_, message)| message).or_else(|| no_column_of_signs(source, of_source.clone()));
        if let Some(message) = missing {
            let tables = of_source.flat_map(|sidecar| &sidecar.tables).map(|table| &table.mapping);
            let mut headers: Vec<String> = tables
                .flat_map(|m| m.columns.iter().map(|c| &c.header).chain(&m.unused))
                .map(|header| format!("{header:?}"))
                .collect();
            headers.sort();
            headers.dedup();
            let help = format!("the headers there are: {}", headers.join(", "));
            return Err(InputError::new(Code::NoSuchHeader, &config.path, message, help));
        }
    }
    Ok(())
}
