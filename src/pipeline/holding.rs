//! Whether a run is published or held: what it is like against the run that is published.

use chrono::NaiveDate;
use vire_domain::classify::partitions::Written;

use serde_json::Value;

use super::known::Stamps;
use super::{Options, Published, decides};
use crate::config::{self, Config};
use crate::publish::Output;
use crate::publish::held::{self, Deviation, Held};
use crate::publish::owner::Pipeline;
use crate::publish::settings::Gate;
use crate::publish::shape::Shape;
use crate::publish::{manifest, vat, verify};

/// What holds a run before any work is done: a folder of another pipeline's runs, and a masking key that is another one.
///
/// # Errors
/// `Held`, with both.
pub fn begin(config: &Config, options: &Options, output: &Output) -> anyhow::Result<()> {
    let is_accepted = |gate: Gate| held::is_accepted(gate, &config.gates, &options.accept);
    let Some((run, manifest)) = output.before()? else { return Ok(()) };
    let mut deviations = Vec::new();
    let pipeline = Pipeline { path: &config.path, name: &config.name, buyer: &config.buyer().name, of_purchases: true };
    if let Some(other) = output.other_pipeline(pipeline)?.filter(|_| !is_accepted(Gate::Pipeline)) {
        let what = format!("the runs there are of another pipeline ({other}); give this one another folder with --out");
        deviations.push(Deviation::new(Gate::Pipeline, what, None));
    }
    let key = manifest["mask_key"].as_str().filter(|_| !is_accepted(Gate::MaskKey));
    if let Some(fault) = key.and_then(|key| other_key(config, key)) {
        deviations.push(Deviation::new(Gate::MaskKey, fault, None));
    }
    if deviations.is_empty() { Ok(()) } else { Err(Held { against: Some(run), deviations }.into()) }
}

/// How the masking key differs from the one with this fingerprint.
fn other_key(config: &Config, used: &str) -> Option<String> {
    let file = config.masker.key_file();
    let what = match file.exists() {
        false => "is gone",
        true if config.masker.fingerprint().is_ok_and(|found| found == used) => return None,
        true => "is another one",
    };
    Some(format!(
        "the masking key {} {what}, so that persons would get other pseudonyms than in the published run; put your copy of it \
         back",
        file.display()
    ))
}

/// What to say when a run made the masking key.
pub fn new_key(config: &Config, had_one: bool) -> Option<String> {
    let file = config.masker.key_file();
    (!had_one && file.exists()).then(|| {
        format!(
            "the masking key {} was made, which turns ids of persons into pseudonyms: keep a copy of it where nobody else can \
             read it, for without it the pseudonyms of later runs are other ones",
            file.display()
        )
    })
}

/// Holds a run against the published one. Where the user lets exports be read otherwise since, other figures are what
/// was wanted, and where suppliers and sectors are told otherwise, other numbers of these: then what differs is given as
/// remarks.
///
/// # Errors
/// `Held`, when it differs by more than the pipeline file and the command line allow.
pub fn check(
    config: &Config,
    options: &Options,
    output: &Output,
    now: &Shape,
    written: &[Written],
) -> anyhow::Result<Vec<String>> {
    let too_old: Vec<Deviation> = too_old(config, options, now.last_day.as_deref()).into_iter().collect();
    let mut deviations = Vec::new();
    let published = output.before()?;
    let before = published.as_ref().and_then(|(_, manifest)| Shape::of(manifest));
    if let Some(before) = &before {
        deviations.extend(held::compare(before, now, &config.gates, &options.accept));
        if !held::is_accepted(Gate::WithVat, &config.gates, &options.accept) {
            let new = held::new_months(before, now);
            deviations.extend(held::with_vat(vat::search(written, config.buyer().year, &new)?));
        }
    }
    let differs = |of: fn(&str) -> Value| {
        let text = published.as_ref().and_then(|(_, manifest)| manifest["pipeline"]["text"].as_str());
        text.is_some_and(|text| of(text) != of(&config.text))
    };
    let is_read_otherwise = differs(config::reading) && too_old.is_empty();
    let rules = published.as_ref().map(|(_, manifest)| &manifest["rules"]);
    let is_told_otherwise =
        differs(config::telling) || rules.is_some_and(|rules| *rules != manifest::rules(&config.rule_files));
    let of_suppliers = [Gate::Suppliers, Gate::Unclassified, Gate::UnknownPlace];
    let mut remarks = Vec::new();
    deviations.retain(|deviation| {
        let why = match deviation.gate {
            _ if is_read_otherwise => "exports are read otherwise",
            gate if is_told_otherwise && of_suppliers.contains(&gate) => "suppliers and sectors are told otherwise",
            _ => return true,
        };
        remarks.push(format!("since {why}, {}", deviation.what));
        false
    });
    deviations.extend(too_old);
    if deviations.is_empty() {
        return Ok(remarks);
    }
    Err(Held { against: published.map(|(run, _)| run), deviations }.into())
}

/// The published run, when all that decides it is as it was and all its files are whole.
///
/// # Errors
/// `Held`, when its newest posting is too old by now.
pub fn unchanged(
    config: &Config,
    options: &Options,
    output: &Output,
    stamps: &Stamps,
) -> anyhow::Result<Option<Published>> {
    let Some((folder, manifest)) = output.published()? else { return Ok(None) };
    let warns = || manifest["notices"].as_array().is_none_or(|notices| notices.iter().any(|n| n["level"] != "note"));
    // Whoever accepts another masking key wants its pseudonyms.
    let is_masked_otherwise = || manifest["mask_key"].as_str().is_some_and(|key| other_key(config, key).is_some());
    if !may_be_same(config, &manifest) || options.strictness.strict && warns() || is_masked_otherwise() {
        return Ok(None);
    }
    // What cannot be read is told where it is read for the run.
    let Ok(decides) = decides::before(config, options, &stamps.known(config, output)) else { return Ok(None) };
    let is_same = manifest["fingerprint"] == decides.fingerprint();
    if !is_same || verify::damage(&folder, options.threads)?.is_some() {
        return Ok(None);
    }
    let Some(shape) = Shape::of(&manifest) else { return Ok(None) };
    stamps.keep(config, output, &decides.inputs);
    output.know(&folder, &decides.fingerprint());
    let too_old: Vec<Deviation> = too_old(config, options, shape.last_day.as_deref()).into_iter().collect();
    if !too_old.is_empty() {
        return Err(Held { against: Some(folder), deviations: too_old }.into());
    }
    Ok(Some(Published {
        folder,
        is_new: false,
        lines: shape.lines(),
        cents: shape.months.values().map(|sum| sum.cents).sum(),
        rejected: manifest["control"]["rejected"].as_u64().unwrap_or_default(),
        notices: Vec::new(),
        remarks: Vec::new(),
        not_shown: 0,
        files: Vec::new(),
        unknown: shape.unknown,
    }))
}

/// Whether the inputs have the names and sizes of those of a run, so that their hashes may be the same.
fn may_be_same(config: &Config, manifest: &Value) -> bool {
    let Some(sizes) = decides::sizes(config) else { return true };
    let inputs = manifest["inputs"].as_array().map(Vec::as_slice).unwrap_or_default();
    let known = inputs.iter().map(|input| (input["file"].as_str(), input["bytes"].as_u64()));
    known.eq(sizes.iter().map(|(name, bytes)| (Some(name.as_str()), Some(*bytes))))
}

/// Whether the newest posting is too old. The clock is asked where no day is given: it decides whether a run is
/// published, never what is in it.
pub fn too_old(config: &Config, options: &Options, last_day: Option<&str>) -> Option<Deviation> {
    let today = || -> NaiveDate { chrono::Utc::now().date_naive() };
    let day = config.gates.max_age.map(|_| options.as_of.unwrap_or_else(today))?;
    held::too_old(last_day, day, &config.gates, &options.accept)
}
