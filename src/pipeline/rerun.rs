//! A published run made once more, to see whether it comes out the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use vire_base::document::Look;
use vire_base::progress::Progress;

use super::known::Known;
use super::{Options, Strictness, decides, name_of};
use crate::config::{self, Config};
use crate::publish::decides::Named;
use crate::publish::disk::Unfit;
use crate::publish::settings::Gate;
use crate::publish::verify;

/// What a run went by that is another now.
#[derive(Debug, thiserror::Error)]
#[error("{} cannot be made again, for what it was made from has changed:\n{}  help: put back what it was made from; its manifest.json has the hashes", .run.display(), .changes.iter().map(|change| format!("  {change}\n")).collect::<String>())]
pub struct Changed {
    run: PathBuf,
    changes: Vec<String>,
}

/// What came of a run made again.
pub struct Rerun {
    pub files: usize,
    /// Files that came out otherwise.
    pub other: Vec<String>,
    /// Whether the program is another one than the one that made the run.
    pub by_another_program: bool,
}

/// Makes a run again in a folder of the moment, and compares its files. Paths in its pipeline are from `folder`.
pub fn rerun(run: &Path, folder: &Path, threads: usize, look: Look, progress: &Progress) -> anyhow::Result<Rerun> {
    let manifest = verify::manifest(run).unwrap_or_default();
    let mut config = config_of(run, &manifest, folder, look)?;
    only_then(&mut config, &manifest);
    config.masker.read_only();
    let given = &manifest["given"];
    let scratch = tempfile::tempdir()?;
    let options = Options {
        out: scratch.path().join("out"),
        as_of: given["as_of"].as_str().and_then(|day| day.parse().ok()),
        threads,
        strictness: Strictness { assume: given["assume"] == true, strict: false },
        accept: Gate::ALL.map(|(_, gate)| gate).to_vec(),
        shared: None,
        engine: None,
    };
    let changes = changes(&config, &options, &manifest)?;
    if !changes.is_empty() {
        return Err(Changed { run: run.to_owned(), changes }.into());
    }
    let made = super::run(&config, &options, progress)?;
    let made = verify::manifest(&made.folder).unwrap_or_default();
    let outputs = |manifest: &Value| manifest["outputs"].as_object().cloned().unwrap_or_default();
    let (was, is) = (outputs(&manifest), outputs(&made));
    let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    let other = names.iter().filter(|name| was.get(**name) != is.get(**name)).map(|name| (**name).clone()).collect();
    Ok(Rerun { files: names.len(), other, by_another_program: made["code"] != manifest["code"] })
}

/// The pipeline that the manifest keeps.
fn config_of(run: &Path, manifest: &Value, folder: &Path, look: Look) -> anyhow::Result<Config> {
    let pipeline = &manifest["pipeline"];
    let (Some(name), Some(text)) = (pipeline["name"].as_str(), pipeline["text"].as_str()) else {
        let what = format!("the manifest of {} does not keep its pipeline", run.display());
        return Err(Unfit { what, help: "run the pipeline file itself".to_owned() }.into());
    };
    if pipeline["is_masked"] == true {
        let what =
            format!("the pipeline of {} has ids of persons in it, which the manifest does not keep", run.display());
        return Err(Unfit { what, help: "run the pipeline file itself".to_owned() }.into());
    }
    if manifest["inputs"].is_null() {
        let what = format!("{} is a list of procurements, and no run over purchases", run.display());
        return Err(Unfit { what, help: "make it again with vire calendar".to_owned() }.into());
    }
    Ok(config::of_text(&folder.join(name).with_extension("toml"), text, look)?)
}

/// Leaves out exports and registers that came after the run: its globs may lead to more files now.
fn only_then(config: &mut Config, manifest: &Value) {
    let names = |files: &Value| -> Vec<String> {
        let named = files.as_array().into_iter().flatten().filter_map(|file| file["file"].as_str());
        named.map(str::to_owned).collect()
    };
    let inputs = names(&manifest["inputs"]);
    let of_registers = manifest["registers"].as_array().into_iter().flatten();
    let registers: Vec<String> = of_registers.flat_map(|register| names(&register["files"])).collect();
    let was_there = |config: &Config, path: &Path, then: &[String]| {
        let name = name_of(config, path);
        // The only file of an archive is named with it.
        then.iter().any(|file| *file == name || file.strip_prefix(&name).is_some_and(|inner| inner.starts_with('/')))
    };
    let sources: Vec<Vec<PathBuf>> = config.sources.iter().map(|source| source.files.clone()).collect();
    for (at, files) in sources.into_iter().enumerate() {
        config.sources[at].files = files.into_iter().filter(|path| was_there(config, path, &inputs)).collect();
    }
    let of_registers: Vec<Vec<PathBuf>> = config.registers.iter().map(|register| register.files.clone()).collect();
    for (at, files) in of_registers.into_iter().enumerate() {
        config.registers[at].files = files.into_iter().filter(|path| was_there(config, path, &registers)).collect();
    }
}

/// What is other than when the run was made, besides the program.
fn changes(config: &Config, options: &Options, manifest: &Value) -> anyhow::Result<Vec<String>> {
    let decides = decides::before(config, options, &Known::default())?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let named = |file: &Value| (text(&file["file"]), text(&file["sha256"]));
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let inputs: Vec<Named> = list(&manifest["inputs"]).iter().map(named).collect();
    let registers =
        list(&manifest["registers"]).iter().flat_map(|register| list(&register["files"])).collect::<Vec<_>>();
    let registers: Vec<Named> = registers.iter().map(named).collect();
    let mut changes = compare(&inputs, &decides.inputs);
    changes.extend(compare(&registers, &decides.registers));
    let rules: BTreeMap<String, String> =
        manifest["rules"].as_object().into_iter().flatten().map(|(name, hash)| (name.clone(), text(hash))).collect();
    let rates = list(&manifest["currencies"]["rates"]["files"]);
    let calendars = list(&manifest["calendar"]["files"]);
    let firms = list(&manifest["firms"]["files"]);
    let tenders = ["tenders", "openness", "units", "owned", "turnovers", "emissions", "respending", "multipliers"]
        .map(|part| list(&manifest[part]["files"]))
        .concat();
    let others: BTreeMap<String, String> =
        rates.iter().chain(&calendars).chain(&firms).chain(&tenders).map(named).collect();
    for (name, hash) in &decides.others {
        let base = name.rsplit('/').next().unwrap_or_default();
        let was = others.get(name).or_else(|| rules.get(base)).or_else(|| others.get(base));
        if was.is_some_and(|was| was != hash) {
            changes.push(format!("changed  {name}"));
        }
    }
    let key = manifest["mask_key"].as_str();
    if key.is_some_and(|key| config.masker.fingerprint().ok().as_deref() != Some(key)) {
        changes.push(format!("changed  the masking key, {}", config.masker.key_file().display()));
    }
    Ok(changes)
}

fn compare(was: &[Named], is: &[Named]) -> Vec<String> {
    let (was, is): (BTreeMap<&String, &String>, BTreeMap<&String, &String>) =
        (was.iter().map(|(n, h)| (n, h)).collect(), is.iter().map(|(n, h)| (n, h)).collect());
    let names: BTreeSet<&String> = was.keys().chain(is.keys()).copied().collect();
    let change = |name: &String| match (was.get(name), is.get(name)) {
        (Some(was), Some(is)) if was == is => None,
        (Some(_), Some(_)) => Some(format!("changed  {name}")),
        (Some(_), None) => Some(format!("missing  {name}")),
        _ => Some(format!("new      {name}")),
    };
    names.into_iter().filter_map(change).collect()
}
